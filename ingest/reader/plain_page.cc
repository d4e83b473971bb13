#include "ingest/reader/plain_page.h"

#include <algorithm>
#include <iterator>

#include "src/base/text.h"

namespace warrant {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

// The length of a list mark with the blanks after it, or 0.
std::size_t item_mark(std::string_view line) {
  constexpr std::string_view kMarks[] = {"•", "·", "▪", "◦", "●", "‣", "–", "-", "*", "+", "o"};
  std::size_t end = 0;
  for (std::string_view mark : kMarks)
    if (end == 0 && line.substr(0, mark.size()) == mark) end = mark.size();
  if (end == 0) {
    while (end < line.size() && end < 3 && is_ascii_digit(line[end])) ++end;
    if (end == 0 || end >= line.size() || (line[end] != '.' && line[end] != ')')) return 0;
    ++end;
  }
  const std::size_t mark = end;
  while (end < line.size() && is_ascii_space(line[end])) ++end;
  return end > mark && end < line.size() ? end : 0;
}

// "Why Surgery is Standard of Care", "Conclusion", "The 3-Month Survival Threshold": short, without an end, and most of
// its longer words with a capital.
bool looks_like_heading(std::string_view line) {
  if (line.size() > 120 || line.size() < 3) return false;
  const char last = line.back();
  if (last == '.' || last == '!' || last == ',' || last == ';' || last == ':') return false;
  if (!is_upper(line[0]) && !is_ascii_digit(line[0])) return false;
  int capitals = 0, others = 0, words = 0;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    std::string_view word = line.substr(at, end - at);
    at = end + 1;
    while (!word.empty() && (word[0] == '(' || word[0] == '"')) word.remove_prefix(1);
    if (word.empty()) continue;
    ++words;
    if (is_upper(word[0]))
      ++capitals;
    else if (is_lower(word[0]) && word.size() > 4)
      ++others;
  }
  return words <= 16 && capitals > 0 && others * 2 <= capitals;
}

constexpr std::string_view kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December"};

// The length of a month's name or its abbreviation at the start of `text`, or 0.
std::size_t month_length(std::string_view text) {
  for (std::string_view month : kMonths) {
    if (text.substr(0, 3) != month.substr(0, 3)) continue;
    std::size_t n = 3;
    while (n < month.size() && n < text.size() && text[n] == month[n]) ++n;
    if (n != month.size() && n != 3 && !(month == "September" && n == 4)) return 0;
    if (n < text.size() && text[n] == '.') ++n;
    return n < text.size() && is_ascii_alpha(text[n]) ? 0 : n;
  }
  return 0;
}

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t n = 0;
  while (at + n < text.size() && is_ascii_digit(text[at + n])) ++n;
  return n;
}

bool is_year(std::string_view text, std::size_t at) {
  return digits_at(text, at) == 4 && (text[at] == '1' || text[at] == '2');
}

std::size_t skip(std::string_view text, std::size_t at, std::string_view what) {
  while (at < text.size() && what.find(text[at]) != std::string_view::npos) ++at;
  return at;
}

}  // namespace

std::vector<PageLine> read_page_lines(std::string_view text) {
  std::vector<PageLine> lines;
  std::vector<std::size_t> lengths;  // of the source lines of the open paragraph
  bool blank = true, open = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t newline = std::min(text.find('\n', at), text.size());
    ByteSpan span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(newline)};
    at = newline + 1;
    while (span.start < span.end && is_ascii_space(text[span.start])) ++span.start;
    while (span.start < span.end && is_ascii_space(text[span.end - 1])) --span.end;
    // A line drawn under a title ("-----") says nothing, and is no reference of the list below it.
    const std::string_view drawn = slice(text, span);
    const bool rule = drawn.size() >= 3 && drawn.find_first_not_of(drawn.substr(0, 1)) == std::string_view::npos &&
                      std::string_view("-=_*~").find(drawn[0]) != std::string_view::npos;
    if (span.empty() || rule) {
      blank = true;
      open = false;
      continue;
    }
    const std::string_view line = slice(text, span);
    PageLine page;
    page.after_blank = blank;
    if (const std::size_t mark = item_mark(line); mark > 0) {
      page.kind = PageLine::Kind::kItem;
      page.mark = trim(line.substr(0, mark));
      span.start += static_cast<std::uint32_t>(mark);
    } else if (looks_like_heading(line) || use_of_title(line) != TitleUse::kBody) {
      page.kind = PageLine::Kind::kHeading;
      page.use = use_of_title(line);
    }
    // A hard-wrapped paragraph: the line before was near the usual width and did not end a sentence.
    const bool wraps = open && !blank && page.kind != PageLine::Kind::kItem && !lines.empty() &&
                       lines.back().kind != PageLine::Kind::kHeading && lengths.back() >= 50 && lengths.back() <= 110 &&
                       is_lower(line[0]);
    blank = false;
    lengths.push_back(line.size());
    if (wraps) {
      lines.back().span.end = span.end;
      continue;
    }
    page.span = span;
    lines.push_back(std::move(page));
    open = true;
  }
  return lines;
}

std::string find_date(std::string_view line) {
  line = line.substr(0, 400);
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (i > 0 && (is_ascii_alpha(line[i - 1]) || is_ascii_digit(line[i - 1]))) continue;
    if (const std::size_t month = is_upper(line[i]) ? month_length(line.substr(i)) : 0; month > 0) {
      std::size_t next = skip(line, i + month, " ");
      const std::size_t day = digits_at(line, next);
      if (day == 4 && is_year(line, next)) return std::string(line.substr(i, next + 4 - i));  // May 2024
      if (day < 1 || day > 2) continue;
      next = skip(line, next + day, " ,");
      if (is_year(line, next)) return std::string(line.substr(i, next + 4 - i));
    } else if (is_ascii_digit(line[i])) {
      const std::size_t digits = digits_at(line, i);
      if (digits == 4 && is_year(line, i) && i + 9 < line.size() && line[i + 4] == '-' && digits_at(line, i + 5) == 2 &&
          line[i + 7] == '-' && digits_at(line, i + 8) == 2)
        return std::string(line.substr(i, 10));
      if (digits > 2) continue;
      std::size_t next = skip(line, i + digits, " ");
      const std::size_t name = next < line.size() ? month_length(line.substr(next)) : 0;
      if (name == 0) continue;
      next = skip(line, next + name, " ,");
      if (is_year(line, next)) return std::string(line.substr(i, next + 4 - i));
    }
  }
  return "";
}

std::int32_t year_of(std::string_view date) {
  for (std::size_t i = 0; i + 4 <= date.size(); ++i)
    if ((i == 0 || !is_ascii_digit(date[i - 1])) && is_year(date, i)) return std::stoi(std::string(date.substr(i, 4)));
  return 0;
}

}  // namespace warrant
