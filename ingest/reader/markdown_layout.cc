#include "ingest/reader/markdown_layout.h"

#include <algorithm>
#include <map>
#include <span>

#include "ingest/reader/markdown_inline.h"
#include "src/base/text.h"

namespace warrant {
namespace {

using Role = Node::Role;

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

// A caption, not a sentence about a table ("Table 2 shows that…"): after the label come punctuation, a capital or
// nothing.
bool is_caption(std::string_view plain, bool table) {
  const std::string_view label = caption_label(plain, table);
  if (label.empty()) return false;
  if (is_upper(label[1])) return true;  // TABLE 3
  const std::string_view rest = plain.substr(label.size());
  if (rest.empty()) return true;
  if (rest[0] == '.' || rest[0] == ':' || rest[0] == '|' || starts_with(rest, " |") || starts_with(rest, " –"))
    return true;
  return rest.size() > 2 && rest[0] == ' ' && is_upper(rest[1]);
}

bool is_note(std::string_view text, const Node& node) {
  if (node.role != Role::kParagraph || node.plain.size() > 1500 || node.block.pieces.empty()) return false;
  const std::string_view raw = slice(text, node.block.pieces.front());
  for (std::string_view sign : {"<sup>",
                                "\\*",
                                "*p",
                                "*P",
                                "**p",
                                "**P",
                                "$^",
                                "†",
                                "‡",
                                "§",
                                "¶",
                                "Note:",
                                "Note.",
                                "Notes:",
                                "*Note",
                                "Abbreviations:",
                                "**Abbreviations",
                                "Data are ",
                                "Values are ",
                                "Data presented"})
    if (starts_with(raw, sign)) return true;
  // "HR, hazard ratio; CI, confidence interval."
  std::size_t capitals = 0;
  while (capitals < raw.size() && (is_upper(raw[capitals]) || is_ascii_digit(raw[capitals]))) ++capitals;
  return capitals >= 2 && capitals <= 8 && capitals + 2 < raw.size() &&
         (raw[capitals] == ',' || raw[capitals] == ':' || raw[capitals] == '=') && is_lower(raw[capitals + 2]) &&
         raw.find(';') != std::string_view::npos;
}

// Ends within a sentence.
bool is_open(std::string_view plain) {
  if (plain.size() < 40) return false;
  std::size_t end = plain.size();
  while (end > 0 && (is_ascii_digit(plain[end - 1]) || plain[end - 1] == ',' || plain[end - 1] == '-')) --end;
  if (end > 0 && end < plain.size() && (plain[end - 1] == '.' || plain[end - 1] == '?'))
    return false;  // "…prolonged.3,4"
  const char last = plain.back();
  if (is_ascii_alpha(last) || is_ascii_digit(last) || last == ',' || last == '-' || last == ')' || last == ']' ||
      last == '%')
    return true;
  const std::string_view tail = plain.substr(plain.size() - 3);
  return tail == "–" || tail == "—";
}

bool goes_on(std::string_view before, std::string_view next, bool across_heading) {
  if (next.empty()) return false;
  const char first = next[0];
  if (is_lower(first)) return true;
  if (across_heading) return false;
  const char last = before.back();
  if (first == '(') return is_ascii_alpha(last) || is_ascii_digit(last) || last == ',';
  if (is_ascii_digit(first)) return is_ascii_alpha(last) || last == ',';
  // A capital: only after a long paragraph that plainly lacks its end.
  return is_upper(first) && is_lower(last) && before.size() >= 120 && next.size() >= 40;
}

// Running heads, page numbers.
bool is_page_number(std::string_view plain) {
  if (plain.empty() || plain.size() > 24) return false;
  const std::string lower = ascii_lower(plain);
  std::string_view rest = lower;
  if (starts_with(rest, "page ")) rest.remove_prefix(5);
  return std::all_of(rest.begin(), rest.end(), [](char c) { return is_ascii_digit(c) || c == ' ' || c == '/'; }) ||
         (starts_with(lower, "page ") && rest.find(" of ") != std::string_view::npos);
}

void mark_furniture(Layout& layout) {
  std::map<std::string, int> seen;
  const auto key = [](const Node& node) {
    std::string words;
    for (char c : node.plain)
      if (!is_ascii_digit(c)) words += c;
    return words;
  };
  const auto candidate = [](const Node& node) {
    if (node.role != Role::kParagraph || node.plain.size() > 120 || node.plain.size() < 3) return false;
    const char last = node.plain.back();
    return last != '.' && last != '?' && last != '!' && last != ':';
  };
  for (const Node& node : layout.nodes)
    if (candidate(node)) ++seen[key(node)];
  for (Node& node : layout.nodes)
    if (node.role == Role::kParagraph && (is_page_number(node.plain) || (candidate(node) && seen[key(node)] >= 3)))
      node.role = Role::kFurniture;
}

void mark_tables(std::string_view text, Layout& layout) {
  auto& nodes = layout.nodes;
  const auto may_be_caption = [&](std::size_t i) {
    return (nodes[i].role == Role::kParagraph || nodes[i].role == Role::kHeading) && is_caption(nodes[i].plain, true);
  };
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].role != Role::kTable) continue;
    const std::int32_t table = layout.tables++;
    nodes[i].table = table;
    const auto take = [&](std::size_t k) {
      nodes[k].role = Role::kCaption;
      nodes[k].table = table;
    };
    if (i > 0 && may_be_caption(i - 1)) {
      take(i - 1);
    } else if (i > 1 && may_be_caption(i - 2) && nodes[i - 1].role == Role::kParagraph &&
               nodes[i - 2].plain.size() <= 12 && nodes[i - 1].plain.size() < 400) {
      take(i - 2);
      take(i - 1);
    } else if (i + 1 < nodes.size() && may_be_caption(i + 1) &&
               (i + 2 >= nodes.size() || nodes[i + 2].role != Role::kTable)) {
      take(i + 1);
    }
    std::size_t next = i + 1;
    if (next < nodes.size() && nodes[next].role == Role::kCaption) ++next;
    for (int notes = 0; notes < 8 && next < nodes.size() && is_note(text, nodes[next]); ++notes, ++next) {
      nodes[next].role = Role::kNote;
      nodes[next].table = table;
    }
  }
  for (Node& node : nodes) {
    if (node.role != Role::kParagraph && node.role != Role::kHeading) continue;
    if (is_caption(node.plain, false))
      node.role = Role::kFigureCaption;
    else if (is_caption(node.plain, true) && is_upper(node.plain[1]))
      node.role = Role::kCaption;
  }
}

// From node `from` on, the paragraph that goes on with one that ends like `before`, or 0.
std::size_t find_rest(const std::vector<Node>& nodes, std::size_t from, std::string_view before) {
  bool across_heading = false;
  constexpr std::size_t kFarthest = 60;
  for (std::size_t i = from; i < nodes.size() && i < from + kFarthest; ++i) {
    const Node& node = nodes[i];
    switch (node.role) {
      case Role::kTable:
      case Role::kCaption:
      case Role::kFigureCaption:
      case Role::kNote:
      case Role::kFurniture:
        break;
      case Role::kHeading:
        if (node.use != TitleUse::kAbbreviations && node.use != TitleUse::kFurniture) return 0;
        across_heading = true;
        break;
      case Role::kParagraph:
        if (goes_on(before, node.plain, across_heading)) return i;
        if (!across_heading) return 0;
        break;
      case Role::kItem:
      case Role::kCode:
        if (!across_heading) return 0;
        break;
    }
  }
  return 0;
}

void rejoin(Layout& layout) {
  auto& nodes = layout.nodes;
  bool prose = false;  // under a heading of the article itself
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].role == Role::kHeading)
      prose = static_cast<std::ptrdiff_t>(i) > layout.title && static_cast<std::ptrdiff_t>(i) != layout.title &&
              nodes[i].use != TitleUse::kReferences && nodes[i].use != TitleUse::kFurniture &&
              nodes[i].use != TitleUse::kKeywords;
    if (!prose || nodes[i].role != Role::kParagraph) continue;
    const std::size_t first = i;
    while (is_open(nodes[i].plain)) {
      const std::size_t rest = find_rest(nodes, i + 1, nodes[i].plain);
      if (rest == 0) break;
      for (std::size_t k = i + 1; k < rest; ++k) nodes[k].aside = true;
      nodes[first].goes_on.push_back(rest);
      nodes[rest].taken = true;
      i = rest;
    }
  }
}

void find_title(Layout& layout) {
  const auto is_title = [&](const Node& node) {
    return node.role == Role::kHeading && node.use == TitleUse::kBody && node.plain.size() >= 8 &&
           node.plain.size() <= 400 && !is_ascii_digit(node.plain[0]);
  };
  for (int level = 1; level <= 6; ++level) {
    for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
      if (!is_title(layout.nodes[i]) || layout.nodes[i].block.level != level) continue;
      // A heading below the first level is the title only when it comes first of the article's own headings.
      if (level > 1)
        for (std::size_t k = 0; k < i; ++k)
          if (layout.nodes[k].role == Role::kHeading && layout.nodes[k].use != TitleUse::kFurniture &&
              layout.nodes[k].use != TitleUse::kArticleType)
            return;
      layout.title = static_cast<std::ptrdiff_t>(i);
      return;
    }
  }
}

}  // namespace

std::string_view caption_label(std::string_view plain, bool table) {
  std::size_t end = 0;
  constexpr std::string_view kTables[] = {"Table", "TABLE", "Tab."};
  constexpr std::string_view kFigures[] = {"Figure", "FIGURE", "Fig.", "FIG.", "Fig"};
  for (std::string_view word :
       table ? std::span<const std::string_view>(kTables) : std::span<const std::string_view>(kFigures))
    if (end == 0 && starts_with(plain, word)) end = word.size();
  if (end == 0 || end >= plain.size() || plain[end] != ' ') return {};
  const std::size_t number = ++end;
  while (end < plain.size() && (is_ascii_digit(plain[end]) || is_upper(plain[end]))) ++end;
  const bool digits = std::any_of(plain.begin() + static_cast<std::ptrdiff_t>(number),
                                  plain.begin() + static_cast<std::ptrdiff_t>(end), is_ascii_digit);
  const bool roman =
      !digits && end > number && plain.substr(number, end - number).find_first_not_of("IVXL") == std::string_view::npos;
  if (!digits && !roman) return {};
  if (end < plain.size() && is_lower(plain[end])) return {};
  return plain.substr(0, end);
}

Layout lay_out(std::string_view text, std::vector<Block> blocks) {
  Layout layout;
  for (Block& block : blocks) {
    Node node;
    switch (block.kind) {
      case Block::Kind::kHeading:
        node.role = Role::kHeading;
        break;
      case Block::Kind::kParagraph:
        node.role = Role::kParagraph;
        break;
      case Block::Kind::kItem:
        node.role = Role::kItem;
        break;
      case Block::Kind::kCode:
        node.role = Role::kCode;
        break;
      case Block::Kind::kTable:
        node.role = Role::kTable;
        break;
    }
    if (node.role != Role::kTable && node.role != Role::kCode) {
      for (ByteSpan piece : block.pieces) {
        if (!node.plain.empty()) node.plain += ' ';
        node.plain += plain_markdown(slice(text, piece));
      }
      if (node.plain.empty()) continue;  // an image without text, a comment
    }
    // A paragraph that is one short bold line is a heading.
    if (node.role == Role::kParagraph && node.plain.size() <= 80 && block.pieces.size() == 1) {
      const std::string_view raw = slice(text, block.pieces[0]);
      if (raw.size() > 4 && starts_with(raw, "**") && raw.substr(raw.size() - 2) == "**" &&
          raw.find("**", 2) == raw.size() - 2 && node.plain.back() != '.') {
        node.role = Role::kHeading;
        block.level = 6;
      }
    }
    if (node.role == Role::kHeading && node.plain.size() > 400) node.role = Role::kParagraph;
    if (node.role == Role::kHeading) node.use = use_of_title(node.plain);
    node.block = std::move(block);
    layout.nodes.push_back(std::move(node));
  }
  mark_tables(text, layout);
  mark_furniture(layout);
  find_title(layout);
  rejoin(layout);
  return layout;
}

}  // namespace warrant
