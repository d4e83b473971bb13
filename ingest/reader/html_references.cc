#include "ingest/reader/html_references.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>
#include <string_view>

#include "ingest/reader/reference_text.h"
#include "src/base/text.h"

namespace warrant::html {
namespace {

constexpr std::size_t kShortest = 12, kLongest = 4000;  // bytes of an entry's text
constexpr int kMostHeadings = 20;

bool is_heading(GumboTag tag) { return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6; }

bool says_references(std::string_view heading) {
  std::string text = ascii_lower(trim(heading));
  while (!text.empty() && (text.back() == ':' || text.back() == '.')) text.pop_back();
  std::size_t i = 0;
  while (i < text.size() && (is_ascii_digit(text[i]) || text[i] == '.' || text[i] == ' ')) ++i;
  text.erase(0, i);
  constexpr std::array<std::string_view, 14> kWords = {"references",
                                                       "reference",
                                                       "reference list",
                                                       "bibliography",
                                                       "literature cited",
                                                       "works cited",
                                                       "citations",
                                                       "sources",
                                                       "literature",
                                                       "article sources",
                                                       "cited references",
                                                       "references and notes",
                                                       "references and sources",
                                                       "literaturverzeichnis"};
  return std::find(kWords.begin(), kWords.end(), text) != kWords.end();
}

// "3", "[3]", "3,4", "(3–5)": what a citing link shows.
bool shows_numbers(std::string_view text) {
  bool digit = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (is_ascii_digit(text[i])) {
      digit = true;
    } else if (c < 0x80 && std::string_view("[]() ,;-.").find(text[i]) == std::string_view::npos) {
      return false;
    }
  }
  return digit && text.size() <= 16;
}

bool names_a_reference(std::string_view fragment) {
  const std::string f = ascii_lower(fragment);
  const bool digit = std::any_of(f.begin(), f.end(), is_ascii_digit);
  for (std::string_view word : {"ref", "cit", "bib", "foot", "fn", "note", "source"})
    if (digit && f.find(word) != std::string::npos) return true;
  if (f.size() < 2 || f.size() > 6) return false;
  // "B12", "CR5", "R7", "r7", "b0040"
  std::size_t i = 0;
  while (i < f.size() && is_ascii_alpha(f[i])) ++i;
  return i >= 1 && i <= 2 && i < f.size() &&
         std::all_of(f.begin() + static_cast<std::ptrdiff_t>(i), f.end(), is_ascii_digit);
}

bool holds_entry(GumboTag tag) {
  return tag == GUMBO_TAG_LI || tag == GUMBO_TAG_P || tag == GUMBO_TAG_DD || tag == GUMBO_TAG_TR ||
         tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_TD || tag == GUMBO_TAG_SECTION;
}

// The element that holds the entry a link points at: a list item around it when there is one nearby.
std::int32_t entry_of(const Page& page, std::int32_t target) {
  for (std::int32_t i = target, steps = 0; i >= 0 && steps < 4; i = page[i].parent, ++steps) {
    if (page.is(i, GUMBO_TAG_OL) || page.is(i, GUMBO_TAG_UL) || page.is(i, GUMBO_TAG_BODY)) break;
    if (page.is(i, GUMBO_TAG_LI) || page.is(i, GUMBO_TAG_TR) || page.is(i, GUMBO_TAG_DD)) return i;
  }
  for (std::int32_t i = target; i >= 0 && !page.is(i, GUMBO_TAG_BODY); i = page[i].parent)
    if (!page[i].is_text && holds_entry(page[i].tag)) return i;
  return -1;
}

}  // namespace

ReferenceList find_references(const Page& page, const std::vector<Part>& parts) {
  const auto visible = [&](std::int32_t i) { return parts[static_cast<std::size_t>(i)] != Part::kInvisible; };
  std::unordered_map<std::string, std::int32_t> by_id;
  for (std::int32_t i = 0; i < page.size(); ++i) {
    if (page[i].is_text) continue;
    if (const std::string_view id = page.attribute(i, "id"); !id.empty()) by_id.emplace(id, i);
    if (page[i].tag == GUMBO_TAG_A)
      if (const std::string_view name = page.attribute(i, "name"); !name.empty()) by_id.emplace(name, i);
  }
  std::vector<std::pair<std::int32_t, std::int32_t>> links;  // link, entry
  std::set<std::int32_t> entries;
  std::unordered_map<std::int32_t, std::size_t> sizes;  // bytes of an entry's text
  for (std::int32_t i = 0; i < page.size(); ++i) {
    if (!page.is(i, GUMBO_TAG_A) || !visible(i)) continue;
    const std::string_view href = page.attribute(i, "href");
    const std::size_t hash = href.find('#');
    if (hash == std::string_view::npos || hash + 1 == href.size()) continue;
    const auto found = by_id.find(std::string(href.substr(hash + 1)));
    if (found == by_id.end() || found->second <= i) continue;
    const std::string text = page.text_of(i);
    if (!shows_numbers(text) && !names_a_reference(href.substr(hash + 1))) continue;
    const std::int32_t entry = entry_of(page, found->second);
    if (entry <= i || !visible(entry)) continue;
    const auto [known, fresh] = sizes.emplace(entry, 0);
    if (fresh) known->second = page.text_of(entry).size();
    if (known->second < kShortest || known->second > kLongest) continue;
    links.emplace_back(i, entry);
    entries.insert(entry);
  }
  // Items beside a cited item of the same list are entries too.
  std::set<std::int32_t> lists;
  for (std::int32_t entry : entries)
    if (page.is(entry, GUMBO_TAG_LI)) lists.insert(page[entry].parent);
  // Lists that a heading or a class announces.
  std::vector<std::int32_t> loose;
  int headings = 0;
  for (std::int32_t i = 0; i < page.size(); ++i) {
    if (page[i].is_text || !visible(i)) continue;
    const bool heading =
        is_heading(page[i].tag) || ((page[i].tag == GUMBO_TAG_P || page[i].tag == GUMBO_TAG_DIV ||
                                     page[i].tag == GUMBO_TAG_SUMMARY || page[i].tag == GUMBO_TAG_BUTTON) &&
                                    page[i].end - i <= 6);
    if (heading && headings < kMostHeadings && page[i].end - i < 40 && says_references(page.text_of(i))) {
      ++headings;
      // Up to the next heading: lists, else paragraphs.
      std::int32_t lists_found = 0;
      std::vector<std::int32_t> paragraphs;
      for (std::int32_t k = page[i].end; k < page.size(); ++k) {
        if (page[k].is_text) continue;
        if (is_heading(page[k].tag) && (!is_heading(page[i].tag) || page[k].tag <= page[i].tag)) break;
        if ((page[k].tag == GUMBO_TAG_OL || page[k].tag == GUMBO_TAG_UL) && visible(k)) {
          lists.insert(k);
          ++lists_found;
          k = page[k].end - 1;
          if (lists_found == 3) break;
        } else if (page[k].tag == GUMBO_TAG_P && visible(k)) {
          paragraphs.push_back(k);
        } else if (page[k].tag == GUMBO_TAG_FOOTER || page[k].tag == GUMBO_TAG_NAV || page[k].tag == GUMBO_TAG_FORM) {
          break;
        }
      }
      if (lists_found == 0) {
        const Node& heading_node = page[i];
        for (std::int32_t p : paragraphs)  // of the heading's own container only
          if (heading_node.parent >= 0 && page.within(p, heading_node.parent) && page.text_of(p).size() > 25)
            loose.push_back(p);
      }
    } else if (page[i].tag == GUMBO_TAG_OL || page[i].tag == GUMBO_TAG_UL) {
      const std::string names = page.names(i);
      for (std::string_view word : {" references ", "reflist", "ref-list", "bibliography", "reference-list",
                                    "references-list", "citation-list"})
        if (names.find(word) != std::string::npos) lists.insert(i);
    }
  }
  for (std::int32_t list : lists)
    for (std::int32_t i = list + 1; i < page[list].end; i = page[i].end)
      if (page.is(i, GUMBO_TAG_LI) && visible(i) && page.text_of(i).size() >= kShortest) entries.insert(i);
  for (std::int32_t p : loose) entries.insert(p);

  ReferenceList out;
  std::unordered_map<std::int32_t, std::int32_t> index_of;
  std::int32_t covered = -1, list = -1, list_at = 0, value = 0;
  for (std::int32_t entry : entries) {
    if (entry < covered) continue;  // inside the one before
    covered = page[entry].end;
    index_of[entry] = static_cast<std::int32_t>(out.entries.size());
    out.entries.push_back(entry);
    std::string number;
    if (page.is(entry, GUMBO_TAG_LI) && page.is(page[entry].parent, GUMBO_TAG_OL)) {
      if (page[entry].parent != list) {
        list = page[entry].parent;
        list_at = list + 1;
        const std::string_view start = page.attribute(list, "start");
        value = (start.empty() ? 1 : std::atoi(std::string(start).c_str())) - 1;
      }
      for (; list_at <= entry; list_at = page[list_at].end) {
        if (!page.is(list_at, GUMBO_TAG_LI)) continue;
        const std::string_view own = page.attribute(list_at, "value");
        value = own.empty() ? value + 1 : std::atoi(std::string(own).c_str());
      }
      number = std::to_string(value);
    }
    out.numbers.push_back(std::move(number));
  }
  for (const auto& [link, entry] : links) {
    const auto found = index_of.find(entry);
    if (found == index_of.end()) continue;
    // A link from one entry to another cites nothing.
    const auto after = std::upper_bound(out.entries.begin(), out.entries.end(), link);
    if (after != out.entries.begin() && page.within(link, *(after - 1))) continue;
    out.citing.emplace(link, found->second);
  }
  return out;
}

LinkedIds linked_ids(const Page& page, std::int32_t entry) {
  LinkedIds ids;
  for (std::int32_t i = entry; i < page[entry].end; ++i) {
    if (!page.is(i, GUMBO_TAG_A)) continue;
    const std::string href = ascii_lower(page.attribute(i, "href"));
    if (ids.doi.empty() && href.find("doi.org/") != std::string::npos) ids.doi = find_doi(href);
    const Reference parsed = parse_reference(href);
    if (ids.pmid.empty() && (href.find("pubmed") != std::string::npos)) ids.pmid = parsed.pmid;
    if (ids.pmcid.empty() && href.find("/pmc") != std::string::npos) ids.pmcid = parsed.pmcid;
  }
  return ids;
}

}  // namespace warrant::html
