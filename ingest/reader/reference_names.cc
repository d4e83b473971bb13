// Author lists of references.
#include <algorithm>
#include <array>

#include "ingest/reader/reference_entry.h"

namespace warrant::reference {
namespace {

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 32> kParticles = {
    "van", "von", "der", "den", "de",  "la",  "le", "du", "di", "da",  "dos", "del", "della", "ten", "ter", "bin",
    "al",  "el",  "zu",  "zur", "dal", "das", "do", "st", "'t", "ben", "abu", "ibn", "des",   "het", "vom", "te"};
constexpr std::array<std::string_view, 10> kSuffixes = {"jr",  "sr",  "ii", "iii", "iv",
                                                        "2nd", "3rd", "md", "phd", "4th"};
struct Name {
  NameStyle style = NameStyle::kNone;
  std::size_t next = 0;  // token after it
  std::string text;
};

// Words of a family name from `i`: particles and capitalised words, at most five. Returns the token after them.
std::size_t family_end(const Entry& e, std::size_t i) {
  std::size_t at = i;
  bool capital = false;
  while (at < e.size() && at < i + 5 && e.word(at)) {
    const bool particle = one_of(ascii_lower(e.text(at)), kParticles);
    if (capital && e.initials(at)) break;
    if (!particle && !e.upper_first(at)) break;
    if (!particle && e[at].end - e[at].start < 2) break;
    capital = capital || !particle || e.upper_first(at);
    ++at;
    if (e.punct(at, '.') && at > i && ascii_lower(e.text(at - 1)) == "st") ++at;
  }
  return capital ? at : i;
}

// Initials from `i`: "JA", "J. A.", "J.-P."; `out` gets the letters. Returns the token after them, or `i`.
std::size_t initials_end(const Entry& e, std::size_t i, std::string& out) {
  std::size_t at = i;
  while (e.initials(at) && at < i + 12) {
    if (at > i && !e.punct(at - 1, '.') && !e.dash(at - 1) && e[at].end - e[at].start > 2) break;
    // "J. A randomised trial": after a stop, only another dotted letter is an initial.
    if (at > i && e.punct(at - 1, '.') && !e.punct(at + 1, '.') && !e.dash(at + 1)) break;
    out += e.text(at);
    ++at;
    if (e.punct(at, '.')) ++at;
    if (e.dash(at) && !e[at].space && e.initials(at + 1)) ++at;
  }
  return at;
}

Name name_at(const Entry& e, std::size_t i, NameStyle wanted) {
  Name name;
  const auto finish = [&](NameStyle style, std::size_t next, std::string_view family, const std::string& given) {
    name.style = style;
    name.next = next;
    name.text = std::string(family) + (given.empty() ? "" : " " + given);
    if (e.word(next) && one_of(ascii_lower(e.text(next)), kSuffixes)) ++name.next;
    return name;
  };
  const auto may = [&](NameStyle style) { return wanted == NameStyle::kNone || wanted == style; };
  const std::size_t family = family_end(e, i);
  if (family > i) {
    std::string given;
    if (may(NameStyle::kFamilyInitials)) {
      const std::size_t end = initials_end(e, family, given);
      if (end > family) return finish(NameStyle::kFamilyInitials, end, e.between(i, family), given);
    }
    if (may(NameStyle::kFamilyCommaInitials) && e.punct(family, ',')) {
      const std::size_t end = initials_end(e, family + 1, given);
      if (end > family + 1) return finish(NameStyle::kFamilyCommaInitials, end, e.between(i, family), given);
    }
  }
  if (wanted == NameStyle::kNone || wanted == NameStyle::kInitialsFamily || wanted == NameStyle::kFamilyCommaInitials) {
    std::string given;
    const std::size_t end = initials_end(e, i, given);
    if (end > i) {
      const std::size_t last = family_end(e, end);
      if (last > end && (e.punct(end - 1, '.') || e.punct(last, ',') || e.is(last, "and")))
        return finish(NameStyle::kInitialsFamily, last, e.between(end, last), given);
    }
  }
  return name;
}

bool at_et_al(const Entry& e, std::size_t i) {
  return (e.is(i, "et") && e.is(i + 1, "al")) || e.is(i, "others") || (e.is(i, "and") && e.is(i + 1, "others"));
}

}  // namespace

std::size_t read_authors(const Entry& e, std::size_t i, std::vector<std::string>& authors, NameStyle& style) {
  style = NameStyle::kNone;
  std::size_t at = i;
  while (at < e.size()) {
    const Name name = name_at(e, at, style);
    if (name.style == NameStyle::kNone) break;
    if (style == NameStyle::kNone) style = name.style;
    authors.push_back(name.text);
    at = name.next;
    std::size_t separator = at;
    while (e.punct(separator, ',') || e.punct(separator, ';') || e.punct(separator, '&') || e.is(separator, "and"))
      ++separator;
    if (at_et_al(e, separator)) {
      at = separator + 2;
      if (e.punct(at, '.')) ++at;
      break;
    }
    if (e.punct(separator, '~')) {  // "… Last A": an ellipsis in a long list
      ++separator;
      while (e.punct(separator, ',')) ++separator;
    }
    if (separator == at) break;
    if (name_at(e, separator, style).style == NameStyle::kNone) break;
    at = separator;
  }
  return at;
}

}  // namespace warrant::reference
