#include <algorithm>
#include <array>

#include "ingest/reader/markdown_blocks.h"
#include "ingest/reader/markdown_front.h"
#include "ingest/reader/markdown_inline.h"
#include "ingest/reader/markdown_layout.h"
#include "ingest/reader/plain_page.h"
#include "ingest/reader/reader.h"
#include "ingest/reader/reference_list.h"
#include "ingest/reader/reference_text.h"
#include "ingest/reader/section_role.h"
#include "ingest/reader/source_text.h"
#include "ingest/reader/text_builder.h"
#include "src/base/text.h"

namespace warrant {
namespace {

using Role = Node::Role;

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

// "4.1 Patient characteristics" -> 2, "3 Statistical analysis" -> 1, no number -> 0. Levels of converted headings lie,
// their numbers do not.
int numbered_depth(std::string_view title) {
  int parts = 0;
  std::size_t i = 0;
  while (i < title.size() && is_ascii_digit(title[i])) {
    const std::size_t start = i;
    while (i < title.size() && is_ascii_digit(title[i])) ++i;
    if (i - start > 2) return 0;  // a year
    ++parts;
    if (i < title.size() && title[i] == '.') ++i;
  }
  return i < title.size() && title[i] == ' ' && i + 1 < title.size() && !is_ascii_digit(title[i + 1]) ? parts : 0;
}

std::int32_t first_year(std::string_view text) {
  for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
    if (i > 0 && is_ascii_digit(text[i - 1])) continue;
    if (!std::all_of(text.begin() + static_cast<std::ptrdiff_t>(i), text.begin() + static_cast<std::ptrdiff_t>(i) + 4,
                     is_ascii_digit) ||
        (i + 4 < text.size() && is_ascii_digit(text[i + 4])))
      continue;
    const std::int32_t year = std::stoi(std::string(text.substr(i, 4)));
    if (year >= 1800 && year <= 2100) return year;
  }
  return 0;
}

class MarkdownReader {
 public:
  explicit MarkdownReader(const SourceText& source) : source_(source), text_(source.text), builder_(document_) {}

  Document read() {
    const std::size_t body = front_matter();
    std::vector<Block> blocks = read_blocks(text_.substr(body));
    for (Block& block : blocks) shift(block, static_cast<std::uint32_t>(body));
    layout_ = lay_out(text_, std::move(blocks));
    decide_kind();
    find_metadata();
    document_.tables.resize(static_cast<std::size_t>(layout_.tables));
    for (std::size_t i = 0; i < layout_.nodes.size(); ++i) {
      const Node& node = layout_.nodes[i];
      if (node.taken) continue;
      emit(i);
      // What stood inside a rejoined paragraph follows it.
      if (!node.goes_on.empty())
        for (std::size_t k = i + 1; k < node.goes_on.back(); ++k)
          if (layout_.nodes[k].aside) emit_aside(k);
      if (!node.goes_on.empty()) i = node.goes_on.back();
    }
    number_references(document_);
    if (source_.replaced_nul > 0) builder_.skipped().add("nul", source_.replaced_nul);
    builder_.finish();
    return std::move(document_);
  }

 private:
  // --- metadata
  // -------------------------------------------------------------------------------------------------------

  static void shift(Block& block, std::uint32_t by) {
    for (ByteSpan& piece : block.pieces) piece = {piece.start + by, piece.end + by};
    for (auto& row : block.table.rows)
      for (RawCell& cell : row)
        for (ByteSpan& piece : cell.pieces) piece = {piece.start + by, piece.end + by};
  }

  // YAML front matter; returns where the Markdown begins.
  std::size_t front_matter() {
    if (!starts_with(text_, "---\n") && !starts_with(text_, "---\r\n")) return 0;
    const std::size_t end = text_.substr(0, 65536).find("\n---", 3);
    if (end == std::string_view::npos) return 0;
    const std::size_t first = text_.find('\n') + 1;
    for (std::size_t at = first; at < end;) {
      const std::size_t newline = std::min(text_.find('\n', at), end);
      const std::string_view line = text_.substr(at, newline - at);
      at = newline + 1;
      const std::size_t colon = line.find(':');
      if (colon == std::string_view::npos) continue;
      const std::string key = ascii_lower(trim(line.substr(0, colon)));
      std::string_view value = trim(line.substr(colon + 1));
      if (value.size() > 1 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0])
        value = value.substr(1, value.size() - 2);
      if (value.empty()) continue;
      if (key == "title")
        document_.title = value;
      else if (key == "doi")
        document_.doi = find_doi(value);
      else if (key == "journal")
        document_.journal = value;
      else if (key == "pmid")
        document_.pmid = value;
      else if (key == "lang" || key == "language")
        document_.language = ascii_lower(value);
      else if (key == "date" || key == "year" || key == "updated") {
        document_.year = first_year(value);
        if (key == "updated") document_.updated = value;
      } else if (key == "author" || key == "authors") {
        document_.authors = author_names(value);
      }
    }
    const std::size_t newline = text_.find('\n', end + 1);
    return newline == std::string_view::npos ? text_.size() : newline + 1;
  }

  void decide_kind() {
    bool article = !document_.doi.empty();
    for (std::size_t i = 0; i < layout_.nodes.size(); ++i) {
      const Node& node = layout_.nodes[i];
      if (node.role == Role::kHeading)
        article = article || node.use == TitleUse::kReferences || node.use == TitleUse::kAbstract ||
                  node.use == TitleUse::kFurniture || section_role("", node.plain) == "methods";
      else if (node.role == Role::kParagraph && static_cast<std::ptrdiff_t>(i) > layout_.title && i < 40 &&
               abstract_labels(raw(node)).size() >= 3)
        article = true;
    }
    article_ = article;
    document_.kind = article ? DocumentKind::kArticle : DocumentKind::kWeb;
  }

  void find_metadata() {
    TitleUse use = TitleUse::kBody;
    bool front = true;  // before the first heading of the body
    std::string citation;
    for (std::size_t i = 0; i < layout_.nodes.size(); ++i) {
      const Node& node = layout_.nodes[i];
      if (node.role == Role::kHeading) {
        use = node.use;
        if (static_cast<std::ptrdiff_t>(i) > layout_.title && use == TitleUse::kBody) front = false;
        if (static_cast<std::ptrdiff_t>(i) == layout_.title) use = TitleUse::kBody;
        continue;
      }
      const bool furniture = use == TitleUse::kFurniture || node.role == Role::kFurniture;
      if (!front && !furniture) continue;
      const std::string lower = ascii_lower(node.plain.substr(0, 12));
      if (document_.doi.empty() && article_) document_.doi = find_doi(node.plain);
      if ((starts_with(lower, "published") || starts_with(lower, "accepted")) && node.plain.size() < 80 &&
          (document_.year == 0 || starts_with(lower, "published")))
        if (const std::int32_t year = first_year(node.plain)) document_.year = year;
      if (citation.empty() && use == TitleUse::kFurniture && find_doi(node.plain) != "") citation = node.plain;
      if (citation.empty() && starts_with(lower, "citation:")) citation = std::string(trim(node.plain.substr(9)));
      if (document_.license.empty()) document_.license = license_in(raw(node));
    }
    if (!citation.empty()) {
      const Reference printed = parse_reference(citation);
      if (document_.year == 0) document_.year = printed.year;
      if (document_.journal.empty()) document_.journal = printed.journal;
      if (document_.authors.empty()) cited_authors_ = printed.authors;
    }
    if (layout_.title >= 0 && document_.title.empty())
      document_.title = layout_.nodes[static_cast<std::size_t>(layout_.title)].plain;
  }

  static std::string license_in(std::string_view raw) {
    const std::size_t at = raw.find("creativecommons.org/");
    if (at == std::string_view::npos) return "";
    const std::size_t end = std::min(raw.find_first_of(" )>\n]", at), raw.size());
    return "https://" + std::string(raw.substr(at, end - at));
  }

  std::string_view raw(const Node& node) const {
    if (node.block.pieces.empty()) return {};
    return text_.substr(node.block.pieces.front().start,
                        node.block.pieces.back().end - node.block.pieces.front().start);
  }

  // --- sections
  // -------------------------------------------------------------------------------------------------------

  std::int32_t open_section(std::string_view title, int level) {
    const int numbers = numbered_depth(title);
    if (numbers > 0) {
      while (!stack_.empty() && stack_.back().depth >= numbers - 1) stack_.pop_back();
    } else {
      while (!stack_.empty() && stack_.back().level >= level) stack_.pop_back();
    }
    Section section;
    section.title = title;
    section.role = section_role("", title);
    section.parent = stack_.empty() ? -1 : stack_.back().section;
    section.depth = static_cast<std::int32_t>(stack_.size());
    const auto index = static_cast<std::int32_t>(document_.sections.size());
    stack_.push_back({index, numbers > 0 ? std::min(level, numbers + 1) : level, section.depth});
    document_.sections.push_back(std::move(section));
    return index;
  }

  std::int32_t current_section() const { return stack_.empty() ? -1 : stack_.back().section; }

  // In an abstract, "## Methods" is a part of it as long as the article's own sections are still to come.
  bool belongs_to_abstract(std::size_t heading) const {
    const auto& nodes = layout_.nodes;
    const auto part = [](const Node& node) {
      const std::string role = section_role("", node.plain);
      return numbered_depth(node.plain) == 0 && (role == "background" || role == "objective" || role == "methods" ||
                                                 role == "results" || role == "conclusions");
    };
    if (!part(nodes[heading])) return false;
    if (nodes[heading].block.level > abstract_level_) return true;
    for (std::size_t i = heading + 1; i < nodes.size(); ++i) {
      if (nodes[i].role != Role::kHeading) continue;
      if (nodes[i].use == TitleUse::kKeywords || section_role("", nodes[i].plain) == "introduction") return true;
      if (!part(nodes[i])) return false;
    }
    return false;
  }

  // --- passages
  // -------------------------------------------------------------------------------------------------------

  std::uint32_t source_offset(std::uint32_t at) const { return source_.mapped ? at : kNoSource; }

  void append(ByteSpan piece) { append_markdown(builder_, slice(text_, piece), source_offset(piece.start)); }

  std::int32_t passage(PassageKind kind, Place place, const std::vector<ByteSpan>& pieces, std::string_view mark = {}) {
    builder_.begin(kind, place, place == Place::kFront ? -1 : current_section());
    if (!mark.empty()) builder_.append(std::string(mark) + " ");
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      if (i > 0) append_line_break(builder_, slice(text_, pieces[i]));
      append(pieces[i]);
    }
    return builder_.end();
  }

  std::vector<ByteSpan> pieces_of(const Node& node) const {
    std::vector<ByteSpan> pieces = node.block.pieces;
    for (std::size_t k : node.goes_on)
      pieces.insert(pieces.end(), layout_.nodes[k].block.pieces.begin(), layout_.nodes[k].block.pieces.end());
    return pieces;
  }

  Place text_place() const {
    switch (use_) {
      case TitleUse::kAbstract:
      case TitleUse::kHighlights:
        return Place::kAbstract;
      case TitleUse::kKeywords:
        return Place::kFront;
      case TitleUse::kReferences:
        return Place::kReference;
      case TitleUse::kBack:
      case TitleUse::kAbbreviations:
        return Place::kBack;
      case TitleUse::kFurniture:
      case TitleUse::kNavigation:
        return Place::kBoilerplate;
      case TitleUse::kArticleType:
      case TitleUse::kBody:
        break;
    }
    return before_title_ && layout_.title >= 0 ? Place::kBoilerplate : Place::kBody;
  }

  void emit(std::size_t index) {
    const Node& node = layout_.nodes[index];
    before_title_ = static_cast<std::ptrdiff_t>(index) < layout_.title;
    switch (node.role) {
      case Role::kHeading:
        return emit_heading(index);
      case Role::kTable:
        return emit_table(node);
      case Role::kCaption: {
        const std::int32_t caption = passage(PassageKind::kCaption, Place::kTable, node.block.pieces);
        if (node.table >= 0 && caption >= 0) attach(caption, node.table, true);
        return;
      }
      case Role::kFigureCaption:
        passage(PassageKind::kCaption, Place::kFigure, node.block.pieces);
        return;
      case Role::kNote: {
        const std::int32_t note = passage(PassageKind::kTableNote, Place::kTable, node.block.pieces);
        if (note >= 0) attach(note, node.table, false);
        return;
      }
      case Role::kFurniture:
        passage(PassageKind::kOther, Place::kBoilerplate, node.block.pieces);
        return;
      case Role::kCode:
        passage(PassageKind::kOther, text_place(), node.block.pieces);
        return;
      case Role::kItem:
      case Role::kParagraph:
        break;
    }
    if (use_ == TitleUse::kReferences || starts_with(node.block.mark, "[^")) return emit_references(node);
    if (node.role == Role::kItem) {
      passage(PassageKind::kListItem, text_place(), pieces_of(node));
      return;
    }
    if (use_ == TitleUse::kKeywords || is_keyword_line(node.plain)) return emit_keywords(node);
    if (!before_title_ && article_ && in_front_ && emit_front(node)) return;
    if (use_ == TitleUse::kAbstract && emit_labelled(node, 0)) return;
    if (!article_ && is_byline(node)) {
      if (document_.updated.empty()) document_.updated = find_date(node.plain);
      if (document_.year == 0) document_.year = year_of(document_.updated);
      passage(PassageKind::kOther, Place::kBoilerplate, node.block.pieces);
      return;
    }
    passage(PassageKind::kParagraph, text_place(), pieces_of(node));
  }

  // Blocks that interrupted a paragraph: they keep their kind but never speak for the section they fell into.
  void emit_aside(std::size_t index) {
    const Node& node = layout_.nodes[index];
    if (node.role == Role::kHeading) {
      aside_place_ = node.use == TitleUse::kAbbreviations ? Place::kBack : Place::kBoilerplate;
      passage(PassageKind::kHeading, aside_place_, node.block.pieces);
    } else if (node.role == Role::kParagraph || node.role == Role::kItem || node.role == Role::kCode) {
      passage(PassageKind::kOther, aside_place_, node.block.pieces);
    } else {
      emit(index);
    }
  }

  void emit_heading(std::size_t index) {
    const Node& node = layout_.nodes[index];
    if (static_cast<std::ptrdiff_t>(index) == layout_.title) {
      passage(PassageKind::kTitle, Place::kFront, node.block.pieces);
      use_ = TitleUse::kBody;
      in_front_ = true;
      return;
    }
    if (before_title_) {
      use_ = node.use;
      passage(PassageKind::kHeading, Place::kBoilerplate, node.block.pieces);
      return;
    }
    if (node.use == TitleUse::kFurniture) {
      use_ = node.use;
      passage(PassageKind::kHeading, Place::kBoilerplate, node.block.pieces);
      return;
    }
    const bool in_abstract = use_ == TitleUse::kAbstract && belongs_to_abstract(index);
    if (!in_abstract) {
      // A heading below a back section, the references or navigation is part of it.
      const bool nested = node.use == TitleUse::kBody && node.block.level > use_level_ && use_ != TitleUse::kBody &&
                          use_ != TitleUse::kAbstract && use_ != TitleUse::kKeywords && use_ != TitleUse::kFurniture &&
                          use_ != TitleUse::kHighlights && use_ != TitleUse::kAbbreviations &&
                          numbered_depth(node.plain) == 0;
      if (!nested) {
        use_ = node.use;
        use_level_ = node.block.level;
        if (use_ == TitleUse::kAbstract) abstract_level_ = node.block.level;
      }
    }
    if (use_ == TitleUse::kBody || use_ == TitleUse::kAbstract) in_front_ = false;
    if (use_ == TitleUse::kKeywords) {
      passage(PassageKind::kHeading, Place::kFront, node.block.pieces);
      return;
    }
    open_section(node.plain, node.block.level);
    passage(PassageKind::kHeading, text_place(), node.block.pieces);
    if (use_ == TitleUse::kBody) document_.full_text = true;
  }

  // A sentence rather than names, places or a journal line: it ends as one and most of its words are in lower case.
  static bool reads_as_prose(std::string_view plain) {
    if (plain.size() < 20 || (plain.back() != '.' && plain.back() != ']' && plain.back() != ')')) return false;
    int words = 0, lower = 0;
    for (std::size_t at = 0; at < plain.size();
         at = plain.find(' ', at) == std::string_view::npos ? plain.size() : plain.find(' ', at) + 1) {
      words += is_ascii_alpha(plain[at]);
      lower += plain[at] >= 'a' && plain[at] <= 'z';
    }
    return words >= 4 && lower * 10 >= words * 6;
  }

  // Between title and first section: names and affiliations, then the abstract. False: not front matter.
  bool emit_front(const Node& node) {
    const std::string_view markdown = raw(node);
    const std::vector<AbstractLabel> labels = abstract_labels(markdown);
    const std::size_t head = labels.empty() ? markdown.size() : labels.front().start;
    if (document_.authors.empty()) {
      document_.authors = author_names(markdown.substr(0, head));
      if (document_.authors.empty() && !labels.empty()) document_.authors = cited_authors_;
    }
    if (!labels.empty()) return emit_labelled(node, head);
    const bool plain = markdown.find("<sup>") == std::string_view::npos;
    if (plain && node.plain.size() >= 300 && node.plain.back() == '.') {
      passage(PassageKind::kParagraph, Place::kAbstract, pieces_of(node));
    } else if (plain && reads_as_prose(node.plain)) {  // the lead of a page
      passage(PassageKind::kParagraph, Place::kBody, pieces_of(node));
    } else {
      passage(PassageKind::kOther, Place::kFront, node.block.pieces);
    }
    return true;
  }

  // A paragraph that holds several labelled parts of the abstract becomes one section each.
  bool emit_labelled(const Node& node, std::size_t head) {
    const std::string_view markdown = raw(node);
    const std::vector<AbstractLabel> labels = abstract_labels(markdown);
    if (labels.empty()) return false;
    const std::uint32_t base = node.block.pieces.front().start;
    const auto part = [&](std::size_t from, std::size_t to) {
      return ByteSpan{base + static_cast<std::uint32_t>(from), base + static_cast<std::uint32_t>(to)};
    };
    if (head > 0)
      passage(PassageKind::kOther, Place::kFront, {part(0, head)});
    else if (labels.front().start > 0)
      passage(PassageKind::kParagraph, Place::kAbstract, {part(0, labels.front().start)});
    const std::vector<Level> outside = stack_;
    if (use_ != TitleUse::kAbstract) {
      stack_.clear();
      open_section("Abstract", 1);
      document_.sections.back().role = "abstract";
    }
    const std::vector<Level> inside = stack_;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      stack_ = inside;
      open_section(labels[i].title, 7);
      passage(PassageKind::kHeading, Place::kAbstract, {part(labels[i].start, labels[i].end)});
      std::vector<ByteSpan> pieces{part(labels[i].end, i + 1 < labels.size() ? labels[i + 1].start : markdown.size())};
      if (i + 1 == labels.size())
        for (std::size_t k : node.goes_on)
          pieces.insert(pieces.end(), layout_.nodes[k].block.pieces.begin(), layout_.nodes[k].block.pieces.end());
      passage(PassageKind::kParagraph, Place::kAbstract, pieces);
    }
    stack_ = outside;
    return true;
  }

  static bool is_keyword_line(std::string_view plain) {
    const std::string start = ascii_lower(plain.substr(0, 10));
    return plain.size() < 600 && (starts_with(start, "keywords:") || starts_with(start, "key words:"));
  }

  void emit_keywords(const Node& node) {
    const std::int32_t index = passage(PassageKind::kOther, Place::kFront, node.block.pieces);
    std::string_view words = node.plain;
    if (is_keyword_line(words)) words.remove_prefix(words.find(':') + 1);
    const char* separators = words.find(';') != std::string_view::npos ? ";" : ",";
    while (index >= 0 && !words.empty()) {
      const std::size_t end = std::min(words.find_first_of(separators), words.size());
      if (const std::string_view word = trim(words.substr(0, end)); !word.empty() && word.size() < 100)
        document_.keywords.emplace_back(word);
      words.remove_prefix(std::min(end + 1, words.size()));
    }
  }

  static bool is_byline(const Node& node) {
    const std::string lower = ascii_lower(node.plain.substr(0, 200));
    return node.plain.size() < 160 && (lower.find(" min read") != std::string::npos || starts_with(lower, "by ") ||
                                       starts_with(lower, "last updated") || starts_with(lower, "published "));
  }

  void emit_references(const Node& node) {
    std::string label;
    for (char c : node.block.mark)
      if (is_ascii_digit(c)) label += c;
    const std::string printed = label.empty() ? "" : node.block.mark[0] == '[' ? "[" + label + "]" : node.block.mark;
    std::vector<ByteSpan> pieces = pieces_of(node);
    // "[1] …" lines without a blank between them are one paragraph to Markdown.
    std::vector<std::vector<ByteSpan>> entries{{}};
    for (ByteSpan piece : pieces) {
      std::uint32_t start = piece.start;
      for (std::uint32_t i = piece.start; i < piece.end; ++i) {
        const bool next_entry =
            text_[i] == '\n' && i + 2 < piece.end && text_[i + 1] == '[' && is_ascii_digit(text_[i + 2]);
        if (!next_entry) continue;
        entries.back().push_back({start, i});
        entries.emplace_back();
        start = i + 1;
      }
      if (start < piece.end) entries.back().push_back({start, piece.end});
    }
    for (const auto& entry : entries) {
      const std::int32_t index = passage(PassageKind::kReference, Place::kReference, entry, printed);
      if (index < 0) continue;
      const ByteSpan span = document_.passages[static_cast<std::size_t>(index)].span;
      std::string own = label;
      const std::string_view text = slice(document_.text, span);
      if (own.empty() && text[0] == '[')
        for (std::size_t i = 1; i < text.size() && is_ascii_digit(text[i]); ++i) own += text[i];
      add_reference(document_, span, own);
    }
  }

  void attach(std::int32_t index, std::int32_t table, bool caption) {
    Passage& p = document_.passages[static_cast<std::size_t>(index)];
    p.table = table;
    Table& t = document_.tables[static_cast<std::size_t>(table)];
    (caption ? t.captions : t.notes).push_back(index);
    if (caption && t.label.empty()) t.label = caption_label(slice(document_.text, p.span), true);
  }

  void emit_table(const Node& node) {
    const RawTable& source = node.block.table;
    Table& table = document_.tables[static_cast<std::size_t>(node.table)];
    table.rows = static_cast<std::int32_t>(source.rows.size());
    table.columns = source.columns;
    table.header_rows = source.header_rows;
    for (std::int32_t r = 0; r < table.rows; ++r) {
      builder_.begin(PassageKind::kTableRow, Place::kTable, current_section());
      const auto& row = source.rows[static_cast<std::size_t>(r)];
      const std::size_t first = table.cells.size();
      for (const RawCell& from : row) {
        TableCell cell;
        cell.row = r;
        cell.column = from.column;
        cell.row_span = from.row_span;
        cell.column_span = from.column_span;
        cell.header = from.header || r < source.header_rows;
        if (table.cells.size() > first) builder_.append_raw(" | ");
        const std::uint32_t start = builder_.mark();
        for (ByteSpan piece : from.pieces) append(piece);
        cell.span = builder_.since(start);
        table.cells.push_back(cell);
      }
      const bool blank = std::all_of(table.cells.begin() + static_cast<std::ptrdiff_t>(first), table.cells.end(),
                                     [](const TableCell& cell) { return cell.span.empty(); });
      std::int32_t index = -1;
      if (blank) {
        builder_.drop();
        for (std::size_t c = first; c < table.cells.size(); ++c) table.cells[c].span = {};
      } else {
        index = builder_.end();
        document_.passages[static_cast<std::size_t>(index)].table = node.table;
        document_.passages[static_cast<std::size_t>(index)].row = r;
      }
      table.row_passages.push_back(index);
    }
  }

  struct Level {
    std::int32_t section;
    int level;
    int depth;
  };

  const SourceText& source_;
  std::string_view text_;
  Document document_;
  TextBuilder builder_;
  Layout layout_;
  std::vector<Level> stack_;
  std::vector<std::string> cited_authors_;
  TitleUse use_ = TitleUse::kBody;
  Place aside_place_ = Place::kBoilerplate;
  int use_level_ = 0;
  int abstract_level_ = 0;
  bool article_ = false;
  bool in_front_ = false;
  bool before_title_ = false;
};

bool has_name_ending(std::string_view name, std::string_view ending) {
  return name.size() >= ending.size() && ascii_lower(name.substr(name.size() - ending.size())) == ending;
}

int sniff(const SourceView& source) {
  if (!is_plain_text(source.bytes)) return 0;
  const std::string_view head = source.bytes.substr(0, 65536);
  int headings = 0, marks = 0;
  for (std::size_t at = 0; at < head.size();) {
    const std::size_t newline = std::min(head.find('\n', at), head.size());
    const std::string_view line = trim(head.substr(at, newline - at));
    at = newline + 1;
    std::size_t hashes = 0;
    while (hashes < line.size() && line[hashes] == '#') ++hashes;
    if (hashes >= 1 && hashes <= 6 && hashes + 1 < line.size() && line[hashes] == ' ') ++headings;
    if (line.find("**") != std::string_view::npos || line.find("](") != std::string_view::npos ||
        line.find("<sup>") != std::string_view::npos || starts_with(line, "|--") || starts_with(line, "| --"))
      ++marks;
  }
  const bool named = has_name_ending(source.name, ".md") || has_name_ending(source.name, ".markdown");
  if (headings >= 2) return 70;
  if (headings >= 1 && marks >= 1) return 60;
  if (named) return 50;
  return headings >= 1 ? 20 : 0;
}

Result<void> read(const SourceView& source, const DocumentSink& sink) {
  WARRANT_TRY(text, source_text(source));
  if (trim(text.text).empty()) return fail(ErrorCode::kUnsupported, "no text", std::string(source.name));
  sink(MarkdownReader(text).read());
  return {};
}

}  // namespace

extern const Reader markdown_reader;
const Reader markdown_reader{"markdown", 1, "text/markdown", sniff, read};

}  // namespace warrant
