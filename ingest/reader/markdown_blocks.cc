#include "ingest/reader/markdown_blocks.h"

#include <algorithm>

#include "ingest/reader/markdown_table.h"
#include "src/base/text.h"

namespace warrant {
namespace {

constexpr std::string_view kBullets[] = {"•", "·", "▪", "◦", "●", "■", "–"};

bool is_rule(std::string_view line) {
  const char mark = line.empty() ? '\0' : line[0];
  if (mark != '-' && mark != '*' && mark != '_') return false;
  int marks = 0;
  for (char c : line) {
    if (c == mark)
      ++marks;
    else if (c != ' ' && c != '\t')
      return false;
  }
  return marks >= 3;
}

bool is_underline(std::string_view line) {
  return line.size() >= 3 && (line[0] == '=' || line[0] == '-') &&
         line.find_first_not_of(line[0]) == std::string_view::npos;
}

int heading_level(std::string_view line) {
  std::size_t hashes = 0;
  while (hashes < line.size() && line[hashes] == '#') ++hashes;
  return hashes >= 1 && hashes <= 6 && (hashes == line.size() || is_ascii_space(line[hashes]))
             ? static_cast<int>(hashes)
             : 0;
}

// The mark of a list item at the start of `line`, without the blank after it, or "".
std::string_view item_mark(std::string_view line) {
  std::size_t end = 0;
  if (line.empty()) return {};
  if (is_ascii_digit(line[0])) {
    while (end < line.size() && end < 4 && is_ascii_digit(line[end])) ++end;
    if (end > 3 || end >= line.size() || (line[end] != '.' && line[end] != ')')) return {};
    ++end;
  } else if (line[0] == '-' || line[0] == '*' || line[0] == '+') {
    end = 1;
  } else if (line.substr(0, 2) == "[^") {
    end = line.substr(0, 40).find("]:");
    if (end == std::string_view::npos) return {};
    end += 2;
  } else {
    for (std::string_view bullet : kBullets)
      if (line.substr(0, bullet.size()) == bullet) end = bullet.size();
  }
  return end > 0 && end < line.size() && is_ascii_space(line[end]) ? line.substr(0, end) : std::string_view();
}

class BlockReader {
 public:
  explicit BlockReader(std::string_view text) : text_(text) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t newline = std::min(text.find('\n', at), text.size());
      lines_.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(newline)});
      at = newline + 1;
    }
  }

  std::vector<Block> read() {
    while (line_ < lines_.size()) step();
    return std::move(blocks_);
  }

 private:
  ByteSpan trimmed(ByteSpan span) const {
    while (span.start < span.end && is_ascii_space(text_[span.start])) ++span.start;
    while (span.start < span.end && is_ascii_space(text_[span.end - 1])) --span.end;
    return span;
  }
  std::string_view at(std::size_t line) const { return slice(text_, trimmed(lines_[line])); }

  bool has_inner_tab(std::size_t line) const {
    const std::string_view whole = slice(text_, lines_[line]);
    const std::size_t first = whole.find_first_not_of(" \t");
    return first != std::string_view::npos && whole.find('\t', first) != std::string_view::npos &&
           whole.substr(0, whole.find_last_not_of(" \t\r") + 1).find('\t', first) != std::string_view::npos;
  }
  bool has_tab(std::size_t line) const {
    return line < lines_.size() && !at(line).empty() && slice(text_, lines_[line]).find('\t') != std::string_view::npos;
  }

  void add(Block::Kind kind, ByteSpan span, int level = 0, std::string_view mark = {}) {
    Block block;
    block.kind = kind;
    block.level = level;
    block.mark = mark;
    block.pieces.push_back(span);
    blocks_.push_back(std::move(block));
    open_ = kind == Block::Kind::kParagraph || kind == Block::Kind::kItem;
  }

  void step() {
    ByteSpan span = trimmed(lines_[line_]);
    while (!span.empty() && text_[span.start] == '>') {  // block quotes: the quoted text counts
      ++span.start;
      span = trimmed(span);
    }
    const std::string_view line = slice(text_, span);
    if (line.empty()) {
      open_ = false;
      ++line_;
      return;
    }
    if (line.substr(0, 3) == "```" || line.substr(0, 3) == "~~~") return fence(line.substr(0, 3));
    if (ascii_lower(line.substr(0, 6)) == "<table") return html_table(span);
    if (const int level = heading_level(line)) return heading(span, level);
    if (is_underline(line) && open_ && blocks_.back().kind == Block::Kind::kParagraph && underlined_heading()) {
      blocks_.back().kind = Block::Kind::kHeading;
      blocks_.back().level = line[0] == '=' ? 1 : 2;
      open_ = false;
      ++line_;
      return;
    }
    if (is_rule(line)) {
      open_ = false;
      ++line_;
      return;
    }
    if (tab_table()) return;
    if (line.find('|') != std::string_view::npos && line_ + 1 < lines_.size() && is_delimiter_row(at(line_ + 1)))
      return pipe_table();
    if (const std::string_view mark = item_mark(line); !mark.empty() && may_begin_item(mark)) {
      add(Block::Kind::kItem, trimmed({span.start + static_cast<std::uint32_t>(mark.size()), span.end}), 0, mark);
      ++line_;
      return;
    }
    paragraph_line(span);
    ++line_;
  }

  // "…there were\n8. More" goes on with a paragraph: only a first item may interrupt one (CommonMark 5.3).
  bool may_begin_item(std::string_view mark) const {
    return !open_ || blocks_.back().kind == Block::Kind::kItem || !is_ascii_digit(mark[0]) ||
           mark.substr(0, mark.size() - 1) == "1";
  }

  bool underlined_heading() const {
    return blocks_.back().pieces.size() == 1 && blocks_.back().pieces[0].size() <= 120 &&
           slice(text_, blocks_.back().pieces[0]).find('\n') == std::string_view::npos;
  }

  void paragraph_line(ByteSpan span) {
    if (!open_) return add(Block::Kind::kParagraph, span);
    ByteSpan& last = blocks_.back().pieces.back();
    const bool quoted = slice(text_, {last.end, span.start}).find('>') != std::string_view::npos;
    if (quoted)
      blocks_.back().pieces.push_back(span);
    else
      last.end = span.end;
  }

  void heading(ByteSpan span, int level) {
    span.start += static_cast<std::uint32_t>(level);
    while (!span.empty() && (text_[span.end - 1] == '#' || text_[span.end - 1] == ' ')) --span.end;
    span = trimmed(span);
    if (!span.empty()) add(Block::Kind::kHeading, span, level);
    open_ = false;
    ++line_;
  }

  void fence(std::string_view mark) {
    for (++line_; line_ < lines_.size(); ++line_) {
      const ByteSpan span = trimmed(lines_[line_]);
      if (slice(text_, span).substr(0, 3) == mark) {
        ++line_;
        break;
      }
      if (!span.empty()) add(Block::Kind::kCode, span);
    }
    open_ = false;
  }

  void html_table(ByteSpan start) {
    // An unclosed table ends at the first blank line.
    std::size_t last = line_;
    while (last < lines_.size() && !at(last).empty() && ascii_lower(at(last)).find("</table") == std::string::npos)
      ++last;
    if (last >= lines_.size() || at(last).empty()) --last;
    Block block;
    block.kind = Block::Kind::kTable;
    block.table = read_html_table(text_, {start.start, lines_[last].end});
    if (!block.table.rows.empty()) blocks_.push_back(std::move(block));
    open_ = false;
    line_ = last + 1;
  }

  bool tab_table() {
    if (!has_tab(line_)) return false;
    std::size_t end = line_;
    std::size_t inner = 0;
    for (; has_tab(end); ++end) inner += has_inner_tab(end) ? 1 : 0;
    if (inner == 0 || (end - line_ < 2 && inner < 1)) return false;
    if (end - line_ < 2 && std::count(at(line_).begin(), at(line_).end(), '\t') < 2) return false;
    Block block;
    block.kind = Block::Kind::kTable;
    block.table = read_tab_table(text_, {lines_.begin() + static_cast<std::ptrdiff_t>(line_),
                                         lines_.begin() + static_cast<std::ptrdiff_t>(end)});
    blocks_.push_back(std::move(block));
    open_ = false;
    line_ = end;
    return true;
  }

  void pipe_table() {
    std::vector<ByteSpan> rows{lines_[line_]};
    std::size_t end = line_ + 2;
    for (; end < lines_.size() && at(end).find('|') != std::string_view::npos; ++end) rows.push_back(lines_[end]);
    Block block;
    block.kind = Block::Kind::kTable;
    block.table = read_pipe_table(text_, rows);
    blocks_.push_back(std::move(block));
    open_ = false;
    line_ = end;
  }

  std::string_view text_;
  std::vector<ByteSpan> lines_;
  std::vector<Block> blocks_;
  std::size_t line_ = 0;
  bool open_ = false;  // the last block is a paragraph or item that a next line goes on with
};

}  // namespace

std::vector<Block> read_blocks(std::string_view text) { return BlockReader(text).read(); }

}  // namespace warrant
