// Marks of the author–year style. The references' own names and years are looked for, so that "(range 1998–2004)" or
// "Figure (2019)" cannot become a citation.
#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <re2/re2.h>

#include "ingest/link/markers.h"
#include "src/base/text.h"

namespace warrant {
namespace {

// Letters of a name, folded, without accents' code points lost: words joined by one space.
std::string fold_name(std::string_view text) {
  std::string out;
  const std::string folded = fold_case(text);
  for (std::size_t i = 0; i < folded.size();) {
    const char32_t c = next_code_point(folded, i);
    if (c == '\'' || c == 0x2019 || c == 0x2018 || c == '`' || c == 0xB4) continue;
    const bool letter = c >= 0x80 ? !(c >= 0x2000 && c <= 0x206F) && c != 0xA0 : is_ascii_alpha(static_cast<char>(c));
    if (letter) {
      append_utf8(out, c);
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

// The family name of "Family GI", "Family Given" or "van den Berg BC": initials at the end left out.
std::string family_of(std::string_view author) {
  const std::size_t comma = author.find(',');
  std::string_view name = comma == std::string_view::npos ? author : author.substr(0, comma);
  for (;;) {
    const std::size_t space = name.rfind(' ');
    if (space == std::string_view::npos) break;
    const std::string_view last = trim(name.substr(space + 1));
    std::size_t capitals = 0, others = 0;
    for (const char c : last) {
      if (c >= 'A' && c <= 'Z')
        ++capitals;
      else if (c != '.' && c != '-')
        ++others;
    }
    if (others == 0 && capitals <= 4) {
      name = trim(name.substr(0, space));
      continue;
    }
    break;
  }
  return fold_name(name);
}

// True when `name` stands in `text` as whole words; `at` is where.
bool has_words(std::string_view text, std::string_view name, std::size_t& at) {
  if (name.empty()) return false;
  for (std::size_t i = text.find(name); i != std::string_view::npos; i = text.find(name, i + 1)) {
    const std::size_t end = i + name.size();
    if ((i == 0 || text[i - 1] == ' ') && (end == text.size() || text[end] == ' ')) {
      at = i;
      return true;
    }
  }
  return false;
}

struct Known {
  std::int32_t index = 0;
  std::int32_t rank = 0;           // among references of the same first author and year: 2019a = 0
  std::vector<std::string> names;  // what may name its first author: "berg", "van den berg"
  std::vector<std::string> others;
  std::size_t authors = 0;
};

class Finder {
 public:
  explicit Finder(const Document& d) : d_(d) {
    std::unordered_map<std::string, std::int32_t> ranks;
    for (std::size_t i = 0; i < d.references.size(); ++i) {
      const Reference& r = d.references[i];
      if (r.year == 0 || r.authors.empty()) continue;
      Known known;
      known.index = static_cast<std::int32_t>(i);
      known.authors = r.authors.size();
      const std::string family = family_of(r.authors.front());
      if (family.size() < 2) continue;
      known.names.push_back(family);
      // "Hassan Given Name": an article may list given names first or after; the first word names the family too.
      const std::size_t space = family.find(' ');
      if (space != std::string::npos) {
        known.names.push_back(family.substr(0, space));
        known.names.push_back(family.substr(family.rfind(' ') + 1));
      }
      for (std::size_t k = 1; k < r.authors.size() && k < 7; ++k) known.others.push_back(family_of(r.authors[k]));
      known.rank = ranks[family + std::to_string(r.year)]++;
      by_year_[r.year].push_back(std::move(known));
    }
  }

  std::vector<CitationAnchor> find() {
    if (by_year_.empty()) return {};
    for (const Passage& p : d_.passages) {
      if (!is_evidence(p.place) && p.place != Place::kBack) continue;
      if (p.kind == PassageKind::kTitle) continue;
      passage(slice(d_.text, p.span), p.span.start);
    }
    return std::move(anchors_);
  }

 private:
  struct Year {
    std::size_t at = 0, end = 0;
    std::int32_t value = 0;
    std::string letters;  // "ab" of "2019a,b"
  };

  // Four-digit years in `text`, with the letters behind them.
  static std::vector<Year> years_in(std::string_view text) {
    std::vector<Year> years;
    for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
      if (!is_ascii_digit(text[i])) continue;
      std::size_t end = i;
      while (end < text.size() && is_ascii_digit(text[end])) ++end;
      if (end - i == 4 && (text[i] == '1' || text[i] == '2') && (i == 0 || text[i - 1] != '.')) {
        Year year;
        year.at = i;
        year.value =
            (text[i] - '0') * 1000 + (text[i + 1] - '0') * 100 + (text[i + 2] - '0') * 10 + (text[i + 3] - '0');
        while (end < text.size() && text[end] >= 'a' && text[end] <= 'h' &&
               (end + 1 == text.size() || !is_ascii_alpha(text[end + 1]))) {
          year.letters += text[end++];
          // "2019a,b", "2019a, b", "2019a and b"
          std::size_t next = end;
          while (next < text.size() && (text[next] == ',' || text[next] == ' ')) ++next;
          if (next > end && next < text.size() && text[next] >= 'a' && text[next] <= 'h' &&
              (next + 1 == text.size() || (!is_ascii_alpha(text[next + 1]) && !is_ascii_digit(text[next + 1]))))
            end = next;
        }
        year.end = end;
        if (year.value >= 1800 && year.value <= 2040) years.push_back(year);
      }
      i = end;
    }
    return years;
  }

  // The references that `names` (text before the year) and the year mean; best first-author fit wins.
  // `near_end`: the first author's name must lead the last words ("… as Smith et al.").
  std::vector<std::int32_t> match(std::string_view names, const Year& year, std::size_t* name_at = nullptr) const {
    const auto found = by_year_.find(year.value);
    if (found == by_year_.end()) return {};
    const std::string text = fold_name(names);
    int best = 0;
    std::vector<const Known*> fits;
    std::size_t where = 0;
    for (const Known& known : found->second) {
      int score = 0;
      std::size_t at = 0, best_at = 0;
      for (std::size_t n = 0; n < known.names.size(); ++n) {
        if (known.names[n].size() < 2 || !has_words(text, known.names[n], at)) continue;
        const int here = 40 + (n == 0 ? static_cast<int>(std::min<std::size_t>(known.names[n].size(), 20)) : 0) -
                         static_cast<int>(std::min<std::size_t>(at, 30));
        if (here > score) {
          score = here;
          best_at = at;
        }
      }
      if (score <= 0) continue;
      const bool et_al = text.find(" et al") != std::string::npos || text.ends_with(" et al") ||
                         text.find("colleagues") != std::string::npos;
      std::size_t second = 0;
      const bool has_second = !known.others.empty() && has_words(text, known.others.front(), second);
      if (has_second) score += 12;
      // "Sprott, Spangenberg, Block et al." and "Sprott, Spangenberg, Knuff et al." of one year differ in the third.
      for (std::size_t k = 1; k < known.others.size(); ++k)
        if (std::size_t there = 0; has_words(text, known.others[k], there)) score += 5;
      if (et_al)
        score += known.authors >= 3 ? 6 : known.authors == 2 ? 1 : -4;
      else if (!has_second)
        score += known.authors == 1 ? 6 : -6;
      if (score > best) {
        best = score;
        fits.clear();
        where = best_at;
      }
      if (score == best && score > 0) fits.push_back(&known);
    }
    if (fits.empty()) return {};
    if (name_at != nullptr) *name_at = where;
    std::vector<std::int32_t> out;
    if (!year.letters.empty() && fits.size() > 1) {
      for (const char letter : year.letters)
        for (const Known* known : fits)
          if (known->rank == letter - 'a') out.push_back(known->index);
    }
    if (out.empty()) out.push_back(fits.front()->index);
    return out;
  }

  void passage(std::string_view text, std::uint32_t start) {
    std::size_t done = 0;
    for (std::size_t open = text.find_first_of("(["); open != std::string_view::npos;
         open = text.find_first_of("([", open + 1)) {
      if (open < done) continue;
      // The matching bracket; one level may be nested: "(Smith (2019) and others)" is read by its inner one.
      std::size_t close = open + 1;
      int depth = 1;
      while (close < text.size() && close - open < 1000) {
        if (text[close] == '(' || text[close] == '[') ++depth;
        if ((text[close] == ')' || text[close] == ']') && --depth == 0) break;
        ++close;
      }
      if (close >= text.size() || depth != 0) continue;
      const std::string_view inside = text.substr(open + 1, close - open - 1);
      const std::vector<Year> years = years_in(inside);
      if (years.empty()) continue;
      CitationAnchor anchor;
      anchor.span = {start + static_cast<std::uint32_t>(open), start + static_cast<std::uint32_t>(close + 1)};
      if (trim(inside.substr(0, years.front().at)).empty()) {
        narrative(text, open, years, anchor, start);
      } else {
        grouped(inside, years, anchor);
      }
      if (anchor.targets.empty()) continue;
      done = close + 1;
      if (anchors_.empty() || anchors_.back().span.end <= anchor.span.start) anchors_.push_back(std::move(anchor));
    }
  }

  // "Smith et al. (2019, 2020)": the names stand before the bracket.
  void narrative(std::string_view text, std::size_t open, const std::vector<Year>& years, CitationAnchor& anchor,
                 std::uint32_t start) const {
    std::size_t from = open > 70 ? open - 70 : 0;
    while (from < open && (static_cast<unsigned char>(text[from]) & 0xC0) == 0x80) ++from;
    std::string_view before = text.substr(from, open - from);
    for (const std::string_view stop : {". ", "; ", ") ", "] "}) {
      const std::size_t last = before.rfind(stop);
      // "et al. (2019)" ends in a stop of its own.
      if (last == std::string_view::npos || last + stop.size() + 1 >= before.size()) continue;
      if (stop == ". " &&
          (before.substr(0, last).ends_with("al") || (last >= 1 && before[last - 1] >= 'A' && before[last - 1] <= 'Z')))
        continue;
      before = before.substr(last + stop.size());
    }
    static const RE2 names(
        R"(((?:(?:van|von|de|der|den|di|la|le|du|el|al|ten|ter|dos|da)\s+)*\p{Lu}[\p{L}'’-]+(?:[\s-]\p{Lu}[\p{L}'’-]+){0,2}(?:(?:,\s+|\s+and\s+|,\s+and\s+|\s*&\s*)(?:(?:van|von|de|der|den|di|la|le|du)\s+)*\p{Lu}[\p{L}'’-]+){0,5}(?:,?\s+et\s+al\.?|,?\s+and\s+(?:colleagues|co-?workers|others|associates))?(?:['’]s?)?(?:\s+(?:\w+\s+){0,1}(?:study|trial|review|meta-analysis|model|criteria|method|scale|guidelines?))?,?)\s*$)");
    re2::StringPiece found;
    if (!RE2::PartialMatch(before, names, &found)) return;
    for (const Year& year : years) {
      const std::vector<std::int32_t> refs = match(std::string_view(found.data(), found.size()), year);
      for (std::int32_t r : refs) add(anchor, r, std::string(found) + " " + std::to_string(year.value) + year.letters);
    }
    if (!anchor.targets.empty()) anchor.span.start = start + static_cast<std::uint32_t>(found.data() - text.data());
  }

  // "(Smith et al., 2019a,b; see also Lee and Kim 2020)".
  void grouped(std::string_view inside, const std::vector<Year>& years, CitationAnchor& anchor) const {
    std::size_t segment = 0, last_end = 0;
    std::string_view names;
    for (const Year& year : years) {
      const std::size_t semicolon = inside.substr(0, year.at).rfind(';');
      if (semicolon != std::string_view::npos && semicolon >= segment) {
        segment = semicolon + 1;
        names = {};
      }
      const std::size_t from = std::max(segment, last_end);
      const std::string_view own = inside.substr(from, year.at - from);
      const bool has_letters = std::any_of(
          own.begin(), own.end(), [](char c) { return is_ascii_alpha(c) || static_cast<unsigned char>(c) >= 0xC3; });
      // "2019, 2020": the names before the first year go on; "and" alone names nobody.
      if (has_letters && fold_name(own) != "and") names = own;
      last_end = year.end;
      if (names.empty() || names.size() > 250) continue;
      std::vector<std::int32_t> refs = match(names, year);
      if (!refs.empty()) {
        for (std::int32_t r : refs)
          add(anchor, r, std::string(trim(names)) + " " + std::to_string(year.value) + year.letters);
        continue;
      }
      static const RE2 form(
          R"(^\s*(?:see\s+(?:also\s+)?|e\.g\.,?\s*|cf\.?\s*)?\p{Lu}[\p{L}'’-]+(?:\s+et\s+al\.?|\s+(?:and|&)\s+\p{Lu}[\p{L}'’-]+),?\s*$)");
      if (RE2::PartialMatch(names, form) && inside.find("data") == std::string_view::npos)
        anchor.targets.push_back({std::string(trim(names)) + " " + std::to_string(year.value) + year.letters, -1});
    }
    // A bracket with nothing but unknown names is a dangling mark only when all of it reads as one.
    if (std::all_of(anchor.targets.begin(), anchor.targets.end(), [](const auto& t) { return t.reference < 0; }) &&
        anchor.targets.size() != years.size())
      anchor.targets.clear();
  }

  static void add(CitationAnchor& anchor, std::int32_t reference, std::string label) {
    if (std::any_of(anchor.targets.begin(), anchor.targets.end(),
                    [&](const auto& t) { return t.reference == reference; }))
      return;
    anchor.targets.push_back({std::move(label), reference});
  }

  const Document& d_;
  std::unordered_map<std::int32_t, std::vector<Known>> by_year_;
  std::vector<CitationAnchor> anchors_;
};

}  // namespace

std::vector<CitationAnchor> author_year_anchors(const Document& document) { return Finder(document).find(); }

}  // namespace warrant
