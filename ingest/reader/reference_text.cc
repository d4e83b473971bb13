#include "ingest/reader/reference_text.h"

#include <string>

#include "ingest/reader/reference_entry.h"

namespace warrant {
namespace reference {
namespace {

std::string clean(std::string_view text) {
  std::string out = collapse_space(text);
  const auto strip = [](char c) { return std::string_view(" .,;:([").find(c) != std::string_view::npos; };
  while (!out.empty() && strip(out.back())) out.pop_back();
  std::size_t i = 0;
  while (i < out.size() && std::string_view(" .,;:)]").find(out[i]) != std::string_view::npos) ++i;
  return out.substr(i);
}

// True when a title may end at the full stop, question or exclamation mark `i`.
bool sentence_end(const Entry& e, std::size_t i) {
  if (!(e.punct(i, '.') || e.punct(i, '?') || e.punct(i, '!'))) return false;
  return i + 1 >= e.size() || e[i + 1].space;
}

// The token after which the journal begins, for a title that starts at `from` and numbers that start at `to`.
std::size_t journal_start(const Entry& e, std::size_t from, std::size_t to) {
  std::size_t end = to;
  while (end > from && (e.punct(end - 1, '.') || e.punct(end - 1, ',') || e.punct(end - 1, ':') ||
                        e.punct(end - 1, ';') || e.punct(end - 1, '(')))
    --end;
  std::size_t best = e.size();
  for (std::size_t i = end; i-- > from + 1;) {
    if (!sentence_end(e, i)) continue;
    if (e.punct(i, '.') && e.word(i - 1) && e.upper_first(i - 1)) {
      // A capitalised word before the stop may abbreviate ("J. Clin. Oncol."): so it is when everything since the
      // stop before it is one or two short capitalised words.
      std::size_t words = 0, k = i;
      bool capitals = true;
      while (k > from && !sentence_end(e, k - 1)) {
        --k;
        if (e.word(k)) {
          ++words;
          capitals = capitals && (e.upper_first(k) || e[k].end - e[k].start <= 3) && e[k].end - e[k].start <= 9;
        } else if (!e.punct(k, '&') && !e.dash(k)) {
          capitals = false;
        }
      }
      if (capitals && words <= 2 && k > from) {
        continue;
      }
    }
    best = i + 1;
    break;
  }
  return best;
}

void read_title(const Entry& e, std::size_t from, std::size_t to, bool commas, Reference& r) {
  while (from < to && !e.punct(from, '"') && e[from].kind == Kind::kPunct && !e.punct(from, '[')) ++from;
  if (from >= to) return;
  if (e.punct(from, '"')) {
    std::size_t close = from + 1;
    while (close < to && !e.punct(close, '"')) ++close;
    // “Title,” Journal or “Title.” Journal; quotation marks inside a title end neither way.
    const bool closes =
        close < to && (e.punct(close - 1, ',') || sentence_end(e, close - 1) || e.punct(close - 1, '.') ||
                       e.punct(close + 1, ',') || e.punct(close + 1, '.') || e.punct(close + 1, ';'));
    if (closes) {
      r.title = clean(e.between(from + 1, close));
      r.journal = clean(e.between(close + 1, to));
      if (r.journal.starts_with("in ") || r.journal.starts_with("In ")) r.journal = clean(r.journal.substr(3));
      return;
    }
  }
  std::size_t journal = commas ? to : journal_start(e, from, to);
  if (journal >= to) {
    // "…, Title words, J. Abbrev. 37 (2019) 123": the last comma before a capital parts them.
    std::size_t comma = e.size();
    for (std::size_t i = to; i-- > from + 2;)
      if (e.punct(i, ',') && e.upper_first(i + 1) && i + 1 < to) {
        comma = i;
        break;
      }
    journal = comma < to ? comma + 1 : to;
  }
  r.title = clean(e.between(from, journal));
  r.journal = clean(e.between(journal, to));
}

// "World Health Organization. Cancer pain relief": a body's name in front of the title goes to the authors.
void split_body(Reference& r) {
  const std::size_t stop = r.title.find(". ");
  if (stop == std::string::npos || stop + 12 > r.title.size()) return;
  const Entry name(std::string_view(r.title).substr(0, stop));
  std::size_t capitals = 0;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (!name.word(i)) return;
    if (name.upper_first(i))
      ++capitals;
    else if (!name.is(i, "of") && !name.is(i, "for") && !name.is(i, "the") && !name.is(i, "and") && !name.is(i, "on"))
      return;
  }
  if (capitals < 2) return;
  r.authors.push_back(r.title.substr(0, stop));
  r.title.erase(0, stop + 2);
}

}  // namespace
}  // namespace reference

Reference parse_reference(std::string_view raw) {
  using namespace reference;
  Reference r;
  std::string text = strip_markup(raw, r.label);
  take_identifiers(text, r);
  const Entry e(text);
  NameStyle style = NameStyle::kNone;
  std::size_t at = read_authors(e, 0, r.authors, style);
  // A body as author: "World Health Organization. (2019)." or "… (2019)" within the first words.
  if (r.authors.empty()) {
    for (std::size_t i = 1; i < e.size() && i < 14; ++i) {
      if (e.punct(i, '(') && e.year(i + 1) != 0 && (e.punct(i + 2, ')') || e.punct(i + 2, ',')) && i + 4 < e.size()) {
        r.authors.push_back(clean(e.between(0, i)));
        at = i;
        break;
      }
      if (e.number(i)) break;
    }
  }
  // The year right after the authors: "(2019)", "(2019, March 3)", "2019.".
  std::size_t title = at;
  const bool commas = style == NameStyle::kInitialsFamily && e.punct(at, ',');  // everything is parted by commas
  while (e.punct(title, '.') || e.punct(title, ',') || e.punct(title, ':') || e.punct(title, ';')) ++title;
  if (e.punct(title, '(') && e.is(title + 1, "eds")) {
    while (title < e.size() && !e.punct(title, ')')) ++title;
    ++title;
    while (e.punct(title, '.') || e.punct(title, ',')) ++title;
  }
  if (e.punct(title, '(') && e.year(title + 1) != 0) {
    r.year = e.year(title + 1);
    while (title < e.size() && !e.punct(title, ')')) ++title;
    ++title;
  } else if (!r.authors.empty() && e.year(title) != 0 &&
             (e.punct(title + 1, '.') || e.punct(title + 1, ',') || e.punct(title + 1, ':'))) {
    r.year = e.year(title);
    ++title;
  }
  const Tail tail = find_tail(e, title, r.year != 0);
  if (tail.score >= 0) {
    read_tail(e, tail, r);
    read_title(e, title, tail.start, commas, r);
  } else {
    read_title(e, title, e.size(), commas, r);
  }
  if (r.authors.empty()) split_body(r);
  if (r.year == 0)
    for (std::size_t i = 0; i < e.size(); ++i)
      if (e.year(i) != 0) r.year = e.year(i);
  return r;
}

}  // namespace warrant
