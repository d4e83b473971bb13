// Identifiers, links and markup in references.
#include <algorithm>
#include <tuple>

#include "ingest/reader/reference_entry.h"
#include "ingest/reader/reference_text.h"

namespace warrant {
namespace reference {
namespace {

void blank(std::string& text, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to && i < text.size(); ++i) text[i] = ' ';
}

}  // namespace

void take_identifiers(std::string& text, Reference& r) {
  for (std::size_t at = text.find("10."); at != std::string::npos; at = text.find("10.", at + 3)) {
    if (at > 0 && (is_ascii_digit(text[at - 1]) || text[at - 1] == '.')) continue;
    const std::string doi = find_doi(std::string_view(text).substr(at));
    if (doi.empty() || ascii_lower(std::string_view(text).substr(at, doi.size())) != doi) continue;
    if (r.doi.empty()) r.doi = doi;
    std::size_t from = at;
    while (from > 0 && !is_ascii_space(text[from - 1])) --from;
    const std::string head = ascii_lower(trim(std::string_view(text).substr(0, from)));
    for (std::string_view word : {"doi:", "doi", "doi.org/"})
      if (head.ends_with(word)) {
        from = head.size() - word.size() + (text.find_first_not_of(" \t\n"));
        break;
      }
    blank(text, from, at + doi.size());
  }
  const auto digits_after = [&](std::size_t i) {
    while (i < text.size() && (text[i] == ':' || text[i] == ' ' || text[i] == '/')) ++i;
    std::size_t end = i;
    while (end < text.size() && is_ascii_digit(text[end])) ++end;
    return std::pair(i, end);
  };
  std::string lower = ascii_lower(text);
  for (std::string_view word : {"pmid", "pubmed:", "pubmed.ncbi.nlm.nih.gov/", "/pubmed/"}) {
    const std::size_t at = lower.find(word);
    if (at == std::string::npos) continue;
    const auto [from, to] = digits_after(at + word.size());
    if (to - from < 3 || to - from > 8) continue;
    if (r.pmid.empty()) r.pmid = text.substr(from, to - from);
    blank(text, at, to);
    lower = ascii_lower(text);
  }
  if (std::size_t at = lower.find("pmc"); at != std::string::npos) {
    for (; at != std::string::npos; at = lower.find("pmc", at + 3)) {
      std::size_t word_end = at + 3;
      if (lower.compare(word_end, 2, "id") == 0) word_end += 2;
      auto [from, to] = digits_after(word_end);
      if (lower.compare(from, 3, "pmc") == 0) std::tie(from, to) = digits_after(from + 3);
      if (to - from < 4 || to - from > 9) continue;
      r.pmcid = "PMC" + text.substr(from, to - from);
      blank(text, at, to);
      break;
    }
  }
  // When somebody looked at it is no part of the work: "Accessed March 3, 2020", "[cited 2012 May 3]".
  lower = ascii_lower(text);
  for (std::string_view word : {" retrieved ", " accessed ", " archived from", " last accessed", " isbn", "[cited ",
                                "[accessed ", "(accessed "}) {
    const std::size_t at = lower.find(word, 10);
    if (at == std::string::npos) continue;
    const std::size_t close = word[0] == '['   ? lower.find(']', at)
                              : word[0] == '(' ? lower.find(')', at)
                                               : std::string::npos;
    blank(text, at, close == std::string::npos ? text.size() : close + 1);
    lower = ascii_lower(text);
  }
  // Web addresses and the buttons that stand after an entry on web pages.
  lower = ascii_lower(text);
  for (std::string_view word : {"http://", "https://", "www."}) {
    for (std::size_t at = lower.find(word); at != std::string::npos; at = lower.find(word, at + 1)) {
      std::size_t end = at;
      while (end < text.size() && !is_ascii_space(text[end])) ++end;
      blank(text, at, end);
      for (std::size_t i = at; i < end; ++i) lower[i] = ' ';
    }
  }
  for (std::string_view word :
       {"[pubmed]", "[google scholar]", "[crossref]", "[ref list]", "[pmc free article]", "[internet]",
        "google scholar", "available from:", "available at:", "[epub ahead of print]", "epub ahead of print",
        "(pubmed)", "[doi]", "pubmed abstract"}) {
    for (std::size_t at = lower.find(word); at != std::string::npos; at = lower.find(word, at + 1))
      blank(text, at, at + word.size());
  }
}

std::string strip_markup(std::string_view entry, std::string& label) {
  std::string out;
  for (std::size_t i = 0; i < entry.size(); ++i) {
    const char c = entry[i];
    if (c == '*' || (c == '\\' && i + 1 < entry.size() && !is_ascii_alpha(entry[i + 1]))) continue;
    if (c == '_' && (i == 0 || i + 1 == entry.size() || entry[i - 1] == ' ' || entry[i + 1] == ' ' ||
                     entry[i + 1] == '.' || entry[i + 1] == ','))
      continue;
    if (c == '<') {
      const std::size_t close = entry.find('>', i);
      if (close != std::string_view::npos && close - i < 12) {
        i = close;
        continue;
      }
    }
    out += c;
  }
  std::string_view rest = trim(out);
  if (rest.starts_with("- ")) rest = trim(rest.substr(2));
  std::size_t i = !rest.empty() && (rest[0] == '[' || rest[0] == '(') ? 1 : 0;
  const std::size_t from = i;
  while (i < rest.size() && is_ascii_digit(rest[i])) ++i;
  if (i > from && i - from <= 3 && i < rest.size()) {
    const bool bracketed = from == 1;
    const bool closed =
        bracketed ? rest[i] == ']' || rest[i] == ')' : rest[i] == '.' || rest[i] == ')' || rest[i] == ':';
    if (closed && (i + 1 >= rest.size() || !is_ascii_digit(rest[i + 1]))) {
      label = std::string(rest.substr(from, i - from));
      rest = trim(rest.substr(i + 1));
    } else if (!bracketed && rest[i] == ' ') {
      label = std::string(rest.substr(from, i - from));
      rest = trim(rest.substr(i));
    }
  }
  return std::string(rest);
}

}  // namespace reference

std::string find_doi(std::string_view text) {
  for (std::size_t at = text.find("10."); at != std::string_view::npos; at = text.find("10.", at + 3)) {
    if (at > 0 && (is_ascii_digit(text[at - 1]) || text[at - 1] == '.')) continue;
    std::size_t i = at + 3;
    while (i < text.size() && (is_ascii_digit(text[i]) || text[i] == '.')) ++i;
    if (i - at < 7 || i >= text.size() || text[i] != '/') continue;
    std::size_t end = i + 1;
    while (end < text.size() && static_cast<unsigned char>(text[end]) > ' ' &&
           std::string_view("\"<>{}|\\^`").find(text[end]) == std::string_view::npos)
      ++end;
    // Closing punctuation is not part of it; a bracket only when it was opened inside.
    while (end > i + 1) {
      const char c = text[end - 1];
      const std::string_view inside = text.substr(at, end - at);
      if (std::string_view(".,;:'*_").find(c) != std::string_view::npos ||
          (c == ')' && std::count(inside.begin(), inside.end(), '(') < std::count(inside.begin(), inside.end(), ')')) ||
          (c == ']' && std::count(inside.begin(), inside.end(), '[') < std::count(inside.begin(), inside.end(), ']')))
        --end;
      else
        break;
    }
    if (end > i + 1) return ascii_lower(text.substr(at, end - at));
  }
  return {};
}

}  // namespace warrant
