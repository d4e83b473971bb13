// Year, volume and pages of references.
#include <algorithm>
#include <array>

#include "ingest/reader/reference_entry.h"

namespace warrant::reference {
namespace {

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 23> kMonths = {
    "jan",  "january", "feb", "february", "mar",       "march", "apr",     "april", "may",      "jun", "june",    "jul",
    "july", "aug",     "sep", "sept",     "september", "oct",   "october", "nov",   "november", "dec", "december"};
constexpr std::array<std::string_view, 17> kTailWords = {"vol", "volume", "no",      "nr",   "issue", "iss",
                                                         "pp",  "p",      "pages",   "page", "suppl", "supplement",
                                                         "pt",  "art",    "article", "epub", "s"};

bool in_tail(const Entry& e, std::size_t i) {
  if (e.number(i)) {
    // "2nd", "COVID19" are words; "e123", "S12", "2019a", "12A" are numbers.
    const std::string_view t = e.text(i);
    const std::size_t digits = static_cast<std::size_t>(std::count_if(t.begin(), t.end(), is_ascii_digit));
    return digits + 3 >= t.size() && !t.ends_with("nd") && !t.ends_with("th") && !t.ends_with("rd");
  }
  if (e.dash(i)) return true;
  if (e.word(i)) {
    const std::string lower = ascii_lower(e.text(i));
    return one_of(lower, kMonths) || one_of(lower, kTailWords);
  }
  return e[i].punct != 0 && std::string_view(".,;:()[]").find(e[i].punct) != std::string_view::npos;
}

}  // namespace

Tail find_tail(const Entry& e, std::size_t from, bool year_known) {
  Tail best;
  for (std::size_t i = from; i < e.size();) {
    if (!in_tail(e, i)) {
      ++i;
      continue;
    }
    Tail tail;
    tail.start = i;
    int numbers = 0;
    bool year = false, colon = false, range = false, marked = false;
    for (; i < e.size() && in_tail(e, i); ++i) {
      if (e.number(i)) {
        ++numbers;
        year = year || e.year(i) != 0;
        range = range || (e.dash(i + 1) && e.number(i + 2));
        colon = colon || (i > tail.start && e.punct(i - 1, ':') && numbers > 1);
      }
      marked = marked || (e.word(i) && (e.is(i, "pp") || e.is(i, "vol")));
    }
    tail.end = i;
    if (numbers == 0) continue;
    tail.score =
        (year && !year_known ? 2 : 0) + (colon ? 2 : 0) + (range ? 1 : 0) + (numbers > 1 ? 1 : 0) + (marked ? 1 : 0);
    if (tail.score >= best.score && (tail.score >= 2 || tail.end + 1 >= e.size())) best = tail;
  }
  // Punctuation before the first number belongs to what is left of it, opening brackets excepted.
  if (best.score >= 0)
    while (best.start < best.end && e[best.start].kind == Kind::kPunct && !e.punct(best.start, '(')) ++best.start;
  return best;
}

void read_tail(const Entry& e, const Tail& tail, Reference& r) {
  const bool has_year = r.year != 0;
  std::size_t year_at = e.size();
  if (!has_year) {
    int best = 0;
    for (std::size_t i = tail.start; i < tail.end; ++i) {
      if (e.year(i) == 0) continue;
      int rank = 2;
      if (i > 0 && e.punct(i - 1, '('))
        rank = 5;
      else if (e.punct(i + 1, ';'))
        rank = 5;
      else if (e.word(i + 1) && one_of(ascii_lower(e.text(i + 1)), kMonths))
        rank = 4;
      else if ((i > 0 && (e.dash(i - 1) || e.punct(i - 1, ':'))) || e.dash(i + 1))
        rank = 1;
      else if (i == tail.start)
        rank = 3;
      if (rank > best) {
        best = rank;
        year_at = i;
        r.year = e.year(i);
      }
    }
  }
  std::size_t pages_at = tail.end;
  const auto take_pages = [&](std::size_t i) {
    pages_at = i;
    r.pages = std::string(e.text(i));
    if (e.dash(i + 1) && e.number(i + 2)) r.pages += "-" + std::string(e.text(i + 2));
  };
  std::vector<std::size_t> numbers;  // neither year, nor issue, nor day, nor the end of a range
  for (std::size_t i = tail.start; i < tail.end; ++i) {
    if (!e.number(i) || i == year_at) continue;
    if (i > 0 && e.dash(i - 1) && i >= 2 && (e.number(i - 2))) continue;
    if (i > 0 && e.punct(i - 1, '(')) continue;
    if (i > 1 && e.dash(i - 1) && e.punct(i - 2, '(')) continue;
    const auto month = [&](std::size_t k) { return e.word(k) && one_of(ascii_lower(e.text(k)), kMonths); };
    if (i > 0 && month(i - 1) && (e.punct(i + 1, ';') || e.punct(i + 1, ',') || e.punct(i + 1, ')'))) continue;
    if (has_year && e.year(i) == r.year && i == tail.start && e.punct(i + 1, ';')) continue;
    // "Suppl 2", "no. 4", "issue 3": an issue.
    std::size_t before = i;
    while (before > tail.start && e.punct(before - 1, '.')) --before;
    if (before > tail.start && e.word(before - 1)) {
      const std::string lower = ascii_lower(e.text(before - 1));
      if (lower == "suppl" || lower == "supplement" || lower == "no" || lower == "nr" || lower == "issue" ||
          lower == "iss" || lower == "pt")
        continue;
      if (lower == "pp" || lower == "p" || lower == "pages" || lower == "page") {
        take_pages(i);
        continue;
      }
    }
    numbers.push_back(i);
  }
  if (!numbers.empty() && pages_at == tail.end) {
    // After ':' or as a range, else the second number after the volume.
    for (std::size_t i : numbers)
      if (i > tail.start && e.punct(i - 1, ':')) {
        take_pages(i);
        break;
      }
    if (pages_at == tail.end)
      for (std::size_t i : numbers)
        if (e.dash(i + 1) && e.number(i + 2) && (i != numbers.front() || numbers.size() == 1)) {
          take_pages(i);
          break;
        }
    if (pages_at == tail.end && numbers.size() >= 2) take_pages(numbers[1]);
  }
  for (std::size_t i : numbers) {
    if (i >= pages_at) break;
    r.volume = std::string(e.text(i));
    break;
  }
}

}  // namespace warrant::reference
