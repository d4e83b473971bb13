#include "ingest/reader/vocabulary.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>

#include "src/base/text.h"

namespace warrant {
namespace {

using Terms = std::vector<VocabularyTerm>;

// Takes the next line, without its end, off `rest`.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = text.find(separator);
    parts.push_back(trim(text.substr(0, at)));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

void add_synonym(VocabularyTerm& term, std::string_view synonym) {
  synonym = trim(synonym);
  if (synonym.empty() || synonym == term.name) return;
  if (std::find(term.synonyms.begin(), term.synonyms.end(), synonym) == term.synonyms.end())
    term.synonyms.emplace_back(synonym);
}

// The text between the first quotes; a backslash takes the next character as it is.
std::string quoted(std::string_view line) {
  std::string out;
  std::size_t at = line.find('"');
  if (at == std::string_view::npos) return out;
  for (++at; at < line.size() && line[at] != '"'; ++at) {
    if (line[at] == '\\' && at + 1 < line.size()) ++at;
    out += line[at];
  }
  return out;
}

Terms read_obo(std::string_view rest) {
  Terms terms;
  VocabularyTerm term;
  bool inside = false, obsolete = false;
  const auto finish = [&] {
    if (inside && !obsolete && !term.name.empty()) terms.push_back(std::move(term));
    term = {};
    obsolete = false;
  };
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (line.starts_with('[')) {
      finish();
      inside = line == "[Term]";
    } else if (line.starts_with("id: ")) {
      term.code = trim(line.substr(4));
    } else if (line.starts_with("name: ")) {
      term.name = trim(line.substr(6));
    } else if (line.starts_with("is_obsolete: true")) {
      obsolete = true;
    } else if (line.starts_with("synonym: ") && line.find("\" EXACT") != std::string_view::npos) {
      add_synonym(term, quoted(line));
    }
  }
  finish();
  return terms;
}

// "Genitalia, Female" -> "Female Genitalia"
void add_natural_order(VocabularyTerm& term) {
  const std::size_t comma = term.name.find(", ");
  if (comma == std::string::npos || term.name.find(',', comma + 1) != std::string::npos) return;
  add_synonym(term, term.name.substr(comma + 2) + " " + term.name.substr(0, comma));
}

Terms read_mesh_records(std::string_view rest) {
  Terms terms;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (line.starts_with("*NEWRECORD")) {
      terms.emplace_back();
      continue;
    }
    const std::size_t sign = line.find(" = ");
    if (terms.empty() || sign == std::string_view::npos) continue;
    const std::string_view field = line.substr(0, sign), value = line.substr(sign + 3);
    if (field == "MH") terms.back().name = trim(value);
    if (field == "UI") terms.back().code = trim(value);
    if (field == "ENTRY" || field == "PRINT ENTRY") add_synonym(terms.back(), value.substr(0, value.find('|')));
  }
  terms.erase(std::remove_if(terms.begin(), terms.end(), [](const auto& t) { return t.name.empty(); }), terms.end());
  for (VocabularyTerm& term : terms) add_natural_order(term);
  return terms;
}

Terms read_mesh_trees(std::string_view rest) {
  Terms terms;
  std::unordered_map<std::string, std::size_t> known;  // a heading may stand at several places of the tree
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    const std::size_t sign = line.rfind(';');
    if (sign == std::string_view::npos) continue;
    const std::string name(trim(line.substr(0, sign)));
    if (name.empty() || !known.try_emplace(name, terms.size()).second) continue;
    terms.push_back({std::string(trim(line.substr(sign + 1))), name, {}});
    add_natural_order(terms.back());
  }
  return terms;
}

struct Columns {
  std::optional<std::size_t> name, code, synonyms, narrower;
};

// The columns that a heading row names, if it is one.
Columns columns_of(const std::vector<std::string_view>& cells) {
  Columns columns;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string cell = ascii_lower(cells[i]);
    if (cell == "name" || cell == "term" || cell == "mesh_name") columns.name = i;
    if (cell == "id" || cell == "code" || cell == "mesh_id") columns.code = i;
    if (cell == "synonyms" || cell == "synonym") columns.synonyms = i;
  }
  return columns;
}

Terms read_table(std::string_view rest) {
  Terms terms;
  Columns columns;
  bool first = true;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (trim(line).empty() || line.starts_with('#')) continue;
    const auto cells = split(line, '\t');
    if (first) {
      first = false;
      columns = columns_of(cells);
      if (columns.name) continue;
      columns.name = 0;
      columns.synonyms = cells.size() == 5 ? 2 : 1;
    }
    const auto cell = [&](std::optional<std::size_t> column) {
      return column && *column < cells.size() ? cells[*column] : std::string_view();
    };
    if (cell(columns.name).empty()) continue;
    terms.push_back({std::string(cell(columns.code)), std::string(cell(columns.name)), {}});
    for (const std::string_view synonym : split(cell(columns.synonyms), '|')) add_synonym(terms.back(), synonym);
  }
  return terms;
}

// The first line that says something.
std::string_view opening(std::string_view text) {
  while (!text.empty())
    if (const std::string_view line = take_line(text); !trim(line).empty() && !line.starts_with('#')) return line;
  return {};
}

}  // namespace

Result<std::vector<VocabularyTerm>> read_vocabulary(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (!is_utf8(bytes))
    return fail(ErrorCode::kCorrupt, "the vocabulary is not UTF-8", fmt::format("byte {}", first_invalid_utf8(bytes)));
  const std::string text = to_nfc(bytes);
  const std::string_view first = opening(text);
  Terms terms;
  if (first.starts_with("format-version:")) {
    terms = read_obo(text);
  } else if (first.starts_with("*NEWRECORD")) {
    terms = read_mesh_records(text);
  } else if (first.find('\t') != std::string_view::npos) {
    terms = read_table(text);
  } else if (const std::size_t sign = first.rfind(';'); sign != std::string_view::npos && sign + 2 < first.size() &&
                                                        is_ascii_alpha(first[sign + 1]) &&
                                                        is_ascii_digit(first[sign + 2])) {
    terms = read_mesh_trees(text);
  } else {
    return fail(ErrorCode::kUnsupported, "not a vocabulary: neither OBO, MeSH nor a table with TABs");
  }
  if (terms.empty()) return fail(ErrorCode::kUnsupported, "the vocabulary holds no terms");
  return terms;
}

}  // namespace warrant
