#include "src/model/document.h"

#include <fmt/format.h>

#include "src/base/text.h"

namespace warrant {
namespace {

bool on_boundary(std::string_view text, std::uint32_t offset) {
  return offset == text.size() || (static_cast<unsigned char>(text[offset]) & 0xC0) != 0x80;
}

bool is_place(std::string_view text, ByteSpan span) {
  return span.start <= span.end && span.end <= text.size() && on_boundary(text, span.start) &&
         on_boundary(text, span.end);
}

template <typename Container>
bool has_index(const Container& container, std::int32_t index) {
  return index >= 0 && static_cast<std::size_t>(index) < container.size();
}

std::string defect_of_passages(const Document& d) {
  std::uint32_t at = 0;
  for (std::size_t i = 0; i < d.passages.size(); ++i) {
    const Passage& p = d.passages[i];
    if (p.span.start != at) return fmt::format("passage {} starts at {}, expected {}", i, p.span.start, at);
    if (!is_place(d.text, p.span) || p.span.end >= d.text.size()) return fmt::format("passage {} has a bad span", i);
    if (slice(d.text, p.span).find('\n') != std::string_view::npos) return fmt::format("passage {} holds a newline", i);
    if (d.text[p.span.end] != '\n') return fmt::format("passage {} is not followed by a newline", i);
    if (p.section != -1 && !has_index(d.sections, p.section)) return fmt::format("passage {} has no such section", i);
    if (p.table != -1 && !has_index(d.tables, p.table)) return fmt::format("passage {} has no such table", i);
    at = p.span.end + 1;
  }
  if (at != d.text.size()) return fmt::format("text after the last passage, at {}", at);
  return "";
}

std::string defect_of_tables(const Document& d) {
  for (std::size_t t = 0; t < d.tables.size(); ++t) {
    const Table& table = d.tables[t];
    if (table.row_passages.size() != static_cast<std::size_t>(table.rows))
      return fmt::format("table {} has {} rows and {} row passages", t, table.rows, table.row_passages.size());
    for (std::int32_t p : table.row_passages)
      if (p != -1 && !has_index(d.passages, p)) return fmt::format("table {} has a bad row passage", t);
    for (const auto* list : {&table.captions, &table.notes})
      for (std::int32_t p : *list)
        if (!has_index(d.passages, p)) return fmt::format("table {} has a bad caption or note", t);
    for (const TableCell& cell : table.cells) {
      if (cell.row < 0 || cell.row >= table.rows || cell.column < 0 || cell.column >= table.columns ||
          cell.row_span < 1 || cell.column_span < 1)
        return fmt::format("table {} has a cell outside it (row {}, column {})", t, cell.row, cell.column);
      if (!is_place(d.text, cell.span)) return fmt::format("table {} has a cell with a bad span", t);
      const std::int32_t p = table.row_passages[static_cast<std::size_t>(cell.row)];
      if (!cell.span.empty() && (p == -1 || !d.passages[static_cast<std::size_t>(p)].span.contains(cell.span)))
        return fmt::format("table {} has a cell outside its row's passage (row {})", t, cell.row);
    }
  }
  return "";
}

}  // namespace

namespace {

// Without " (" at its end.
std::string_view trim_right_bracket(std::string_view text) {
  while (!text.empty() && (text.back() == '(' || text.back() == ' ')) text.remove_suffix(1);
  return text;
}

bool ends_folded(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && ascii_lower(text.substr(text.size() - end.size())) == ascii_lower(end);
}

}  // namespace

std::string document_id(const Document& document, std::string_view source_sha256) {
  if (!document.pmcid.empty()) return document.pmcid;
  if (!document.pmid.empty()) return "pmid:" + document.pmid;
  if (!document.doi.empty()) return "doi:" + document.doi;
  return "sha256:" + std::string(source_sha256.substr(0, 12));
}

std::string written_out(std::string_view label, const std::vector<ShortForm>& forms) {
  std::string out;
  const auto is_word = [](char c) { return is_ascii_alpha(c) || is_ascii_digit(c) || (c & '\x80') != 0; };
  for (std::size_t at = 0; at < label.size();) {
    std::size_t end = at;
    while (end < label.size() && is_word(label[end])) ++end;
    if (end == at) {
      out += label[at++];
      continue;
    }
    // Short forms may hold hyphens and digits: the longest that ends with a word.
    const ShortForm* meant = nullptr;
    std::size_t meant_end = 0;
    for (const ShortForm& form : forms) {
      const std::string_view name = form.short_form;
      if (name.empty() || label.substr(at, name.size()) != name || (meant != nullptr && meant_end - at >= name.size()))
        continue;
      std::size_t stop = at + name.size();
      if (stop < label.size() && label[stop] == 's' && name.back() != 's') ++stop;  // "BMAs"
      if (stop < label.size() && is_word(label[stop])) continue;
      meant = &form;
      meant_end = stop;
    }
    // The long form that stands before it already says it: "overall survival (OS)".
    if (meant != nullptr && !ends_folded(trim_right_bracket(out), meant->long_form)) {
      out += meant->long_form;
      out += " (";
      out += label.substr(at, meant_end - at);
      out += ')';
      at = meant_end;
    } else {
      end = std::max(end, meant_end);
      out += label.substr(at, end - at);
      at = end;
    }
  }
  return out == label ? std::string() : out;
}

std::string short_forms_of(std::string_view label, const std::vector<ShortForm>& forms) {
  const std::string folded = ascii_lower(label);
  std::string out;
  for (const ShortForm& form : forms) {
    if (form.long_form.empty() || folded.find(ascii_lower(form.long_form)) == std::string::npos) continue;
    if (!out.empty()) out += ' ';
    out += form.short_form;
  }
  return out;
}

std::vector<std::string> section_path(const Document& document, std::int32_t section) {
  std::vector<std::string> path;
  while (has_index(document.sections, section) && path.size() < document.sections.size()) {
    path.insert(path.begin(), document.sections[static_cast<std::size_t>(section)].title);
    section = document.sections[static_cast<std::size_t>(section)].parent;
  }
  return path;
}

std::string defect_of(const Document& d) {
  if (d.text.size() > 0xFFFFFFFFu) return "text over 4 GiB";
  if (!is_utf8(d.text)) return fmt::format("text is not UTF-8 at byte {}", first_invalid_utf8(d.text));
  if (std::string defect = defect_of_passages(d); !defect.empty()) return defect;
  for (std::size_t i = 0; i < d.sections.size(); ++i)
    if (d.sections[i].parent >= static_cast<std::int32_t>(i)) return fmt::format("section {} has a later parent", i);
  if (std::string defect = defect_of_tables(d); !defect.empty()) return defect;
  std::uint32_t last = 0;
  for (const CitationAnchor& anchor : d.anchors) {
    if (!is_place(d.text, anchor.span) || anchor.span.start < last)
      return fmt::format("anchor at {} out of range or order", anchor.span.start);
    last = anchor.span.start;
    for (const auto& target : anchor.targets)
      if (target.reference != -1 && !has_index(d.references, target.reference))
        return fmt::format("anchor at {} names no reference", anchor.span.start);
  }
  last = 0;
  for (ByteSpan span : d.superscripts) {
    if (!is_place(d.text, span) || span.start < last) return fmt::format("superscript at {} out of order", span.start);
    last = span.start;
  }
  for (const Reference& reference : d.references)
    if (!is_place(d.text, reference.span)) return fmt::format("reference {} has a bad span", reference.number);
  for (const SourceRun& run : d.source_runs)
    if (!is_place(d.text, {run.text_start, run.text_start + run.length})) return "bad source run";
  return "";
}

}  // namespace warrant
