#include "src/store/pack.h"

#include <fmt/format.h>

#include "src/base/text.h"

namespace warrant {
namespace {

class Writer {
 public:
  void number(std::uint64_t value) {
    while (value >= 0x80) {
      out_ += static_cast<char>(value | 0x80);
      value >>= 7;
    }
    out_ += static_cast<char>(value);
  }
  // Indexes may be -1.
  void index(std::int32_t value) { number(static_cast<std::uint64_t>(static_cast<std::int64_t>(value) + 1)); }
  void span(ByteSpan value) {
    number(value.start);
    number(value.end);
  }
  void string(std::string_view value) {
    number(value.size());
    out_ += value;
  }
  template <typename List>
  void size(const List& list) {
    number(list.size());
  }
  void indexes(const std::vector<std::int32_t>& list) {
    size(list);
    for (std::int32_t value : list) index(value);
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

// Reads what Writer wrote; after any fault everything reads as zero and good() is false.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at_ >= bytes_.size()) return fault();
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
    return fault();
  }
  std::uint32_t u32() { return static_cast<std::uint32_t>(number()); }
  std::int32_t index() { return static_cast<std::int32_t>(static_cast<std::int64_t>(number()) - 1); }
  ByteSpan span() {
    const std::uint32_t start = u32();
    return {start, u32()};
  }
  std::string string() {
    const std::uint64_t size = number();
    if (size > bytes_.size() - at_) {
      fault();
      return {};
    }
    std::string value(bytes_.substr(at_, size));
    at_ += size;
    return value;
  }
  // The size of a list; every element takes at least one byte, so a size that cannot be true is a fault.
  std::size_t size() {
    const std::uint64_t value = number();
    return value <= bytes_.size() - at_ ? value : static_cast<std::size_t>(fault());
  }
  std::vector<std::int32_t> indexes() {
    std::vector<std::int32_t> list(size());
    for (std::int32_t& value : list) value = index();
    return list;
  }
  template <typename T>
  Result<T> result(T value, std::string_view what) const {
    if (!good_ || at_ != bytes_.size()) return fail(ErrorCode::kCorrupt, fmt::format("damaged {} of a document", what));
    return value;
  }

 private:
  std::uint64_t fault() {
    good_ = false;
    at_ = bytes_.size();
    return 0;
  }
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool good_ = true;
};

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out += text.substr(from, i - from);
    from = i + 1;
    if (c == '"' || c == '\\') {
      out += '\\';
      out += text[i];
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else {
      out += fmt::format("\\u{:04x}", c);
    }
  }
  out += text.substr(from);
  out += '"';
}

std::string pack_strings(const std::vector<std::string>& strings) {
  std::string out = "[";
  for (const std::string& text : strings) {
    if (out.size() > 1) out += ',';
    append_json_string(out, text);
  }
  return out + "]";
}

std::vector<std::string> unpack_strings(std::string_view json) {
  std::vector<std::string> strings;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (json[i] != '"') continue;
    std::string text;
    for (++i; i < json.size() && json[i] != '"'; ++i) {
      if (json[i] != '\\' || i + 1 >= json.size()) {
        text += json[i];
        continue;
      }
      const char escape = json[++i];
      if (escape == 'n') {
        text += '\n';
      } else if (escape == 't') {
        text += '\t';
      } else if (escape == 'u' && i + 4 < json.size()) {
        const std::string digits(json.substr(i + 1, 4));
        append_utf8(text, static_cast<char32_t>(std::strtoul(digits.c_str(), nullptr, 16)));
        i += 4;
      } else {
        text += escape;
      }
    }
    strings.push_back(std::move(text));
  }
  return strings;
}

std::string pack(const std::vector<Table>& tables) {
  Writer out;
  out.size(tables);
  for (const Table& table : tables) {
    out.string(table.id);
    out.string(table.label);
    out.index(table.rows);
    out.index(table.columns);
    out.index(table.header_rows);
    out.size(table.cells);
    for (const TableCell& cell : table.cells) {
      out.index(cell.row);
      out.index(cell.column);
      out.index(cell.row_span);
      out.index(cell.column_span);
      out.number(cell.header ? 1 : 0);
      out.index(cell.indent);
      out.span(cell.span);
    }
    out.indexes(table.captions);
    out.indexes(table.notes);
    out.indexes(table.row_passages);
  }
  return out.take();
}

Result<std::vector<Table>> unpack_tables(std::string_view bytes) {
  Reader in(bytes);
  std::vector<Table> tables(in.size());
  for (Table& table : tables) {
    table.id = in.string();
    table.label = in.string();
    table.rows = in.index();
    table.columns = in.index();
    table.header_rows = in.index();
    table.cells.resize(in.size());
    for (TableCell& cell : table.cells) {
      cell.row = in.index();
      cell.column = in.index();
      cell.row_span = in.index();
      cell.column_span = in.index();
      cell.header = in.number() != 0;
      cell.indent = in.index();
      cell.span = in.span();
    }
    table.captions = in.indexes();
    table.notes = in.indexes();
    table.row_passages = in.indexes();
  }
  return in.result(std::move(tables), "tables");
}

std::string pack(const std::vector<CitationAnchor>& anchors) {
  Writer out;
  out.size(anchors);
  for (const CitationAnchor& anchor : anchors) {
    out.span(anchor.span);
    out.size(anchor.targets);
    for (const auto& target : anchor.targets) {
      out.string(target.label);
      out.index(target.reference);
    }
  }
  return out.take();
}

Result<std::vector<CitationAnchor>> unpack_anchors(std::string_view bytes) {
  Reader in(bytes);
  std::vector<CitationAnchor> anchors(in.size());
  for (CitationAnchor& anchor : anchors) {
    anchor.span = in.span();
    anchor.targets.resize(in.size());
    for (auto& target : anchor.targets) {
      target.label = in.string();
      target.reference = in.index();
    }
  }
  return in.result(std::move(anchors), "citation anchors");
}

std::string pack(const std::vector<ByteSpan>& spans) {
  Writer out;
  out.size(spans);
  for (ByteSpan span : spans) out.span(span);
  return out.take();
}

Result<std::vector<ByteSpan>> unpack_spans(std::string_view bytes) {
  Reader in(bytes);
  std::vector<ByteSpan> spans(in.size());
  for (ByteSpan& span : spans) span = in.span();
  return in.result(std::move(spans), "superscripts");
}

std::string pack(const std::vector<SourceRun>& runs) {
  Writer out;
  out.size(runs);
  for (const SourceRun& run : runs) {
    out.number(run.text_start);
    out.number(run.source_start);
    out.number(run.length);
  }
  return out.take();
}

Result<std::vector<SourceRun>> unpack_source_runs(std::string_view bytes) {
  Reader in(bytes);
  std::vector<SourceRun> runs(in.size());
  for (SourceRun& run : runs) {
    run.text_start = in.u32();
    run.source_start = in.u32();
    run.length = in.u32();
  }
  return in.result(std::move(runs), "source runs");
}

}  // namespace warrant
