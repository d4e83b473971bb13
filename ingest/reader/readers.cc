#include <array>

#include "ingest/reader/reader.h"
#include "ingest/reader/xml.h"
#include "src/base/text.h"

namespace warrant {

#define WARRANT_READER(name) extern const Reader name##_reader;
#include "ingest/reader/readers.def"
#undef WARRANT_READER

std::span<const Reader> readers() {
  static const std::vector<Reader> table = {
#define WARRANT_READER(name) name##_reader,
#include "ingest/reader/readers.def"
#undef WARRANT_READER
  };
  return table;
}

namespace {

struct Signature {
  std::string_view bytes, what;
};

// First bytes of what people put beside articles.
constexpr Signature kSignatures[] = {
    {"%PDF-", "a PDF"},
    {"PK\x03\x04", "a ZIP archive or office document"},
    {"PK\x05\x06", "an empty ZIP archive"},
    {"\x1F\x8B", "gzip data"},
    {"BZh", "bzip2 data"},
    {"\xFD"
     "7zXZ",
     "xz data"},
    {"7z\xBC\xAF", "a 7z archive"},
    {"\xD0\xCF\x11\xE0", "an old office document"},
    {"\x89PNG", "a PNG image"},
    {"\xFF\xD8\xFF", "a JPEG image"},
    {"GIF8", "a GIF image"},
    {"II*", "a TIFF image"},
    {std::string_view("MM\x00*", 4), "a TIFF image"},
    {"SQLite format 3", "an SQLite database"},
    {"\x7F"
     "ELF",
     "a program"},
    {"{\\rtf", "an RTF document"},
    {"%!PS", "PostScript"},
};

constexpr std::size_t kLookAhead = 8192;

// What bytes that no reader takes seem to be.
std::string description(std::string_view bytes) {
  for (const Signature& signature : kSignatures)
    if (bytes.starts_with(signature.bytes)) return std::string(signature.what);
  const std::string_view head = bytes.substr(0, kLookAhead);
  const std::string_view words = trim(head);
  if (trim(bytes).empty()) return "an empty file";
  if (const std::string root = root_name(bytes); !root.empty())
    return "XML with the root element <" + root.substr(0, 60) + ">, which no reader knows";
  if (head.find('\0') != std::string_view::npos) return "binary data";
  if (words.starts_with('{') || words.starts_with('[') || words.starts_with("\"<")) return "JSON";
  if (words.starts_with('<')) return "markup without a root element";
  return "a format that no reader knows";
}

// True when every line has the same number of separators, as in the values of a table and in no prose.
bool is_table(std::string_view bytes, char separator, std::size_t least_separators, std::size_t least_lines) {
  constexpr std::size_t kLooked = 64 << 10;
  const bool whole = bytes.size() <= kLooked;
  std::string_view rest = bytes.substr(0, kLooked);
  std::size_t lines = 0, columns = 0;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos && !whole) break;  // the last line may be cut
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (trim(line).empty()) continue;
    std::size_t separators = 0;
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') quoted = !quoted;
      if (c == separator && !quoted) ++separators;
    }
    if (separators < least_separators || (lines > 0 && separators != columns)) return false;
    columns = separators;
    ++lines;
  }
  return lines >= least_lines;
}

// Why a file of text is no document, or "".
std::string_view not_a_document(std::string_view bytes) {
  if (is_table(bytes, '\t', 1, 2)) return "not a document: a table (TAB-separated values)";
  if (is_table(bytes, ',', 2, 3) || is_table(bytes, ';', 2, 3)) return "not a document: a table (separated values)";
  return "";
}

bool is_named_xml(std::string_view name) {
  const std::string lower = ascii_lower(name);
  return lower.ends_with(".xml") || lower.ends_with(".nxml");
}

bool has_xml_declaration(std::string_view bytes) {
  std::string head;
  for (char c : bytes.substr(0, 32))
    if (c != '\0') head += c;  // UTF-16
  return head.find("<?xml") < 4;
}

}  // namespace

Result<const Reader*> reader_for(const SourceView& source) {
  const Reader* best = nullptr;
  int best_score = 0;
  for (const Reader& reader : readers()) {
    const int score = reader.sniff(source);
    if (score > best_score) {
      best = &reader;
      best_score = score;
    }
  }
  if (best != nullptr && best->name != "jats" && best->name != "pubmed" &&
      (is_named_xml(source.name) || has_xml_declaration(source.bytes))) {
    // Servers answer a request for an article with a page of their own: that page is no article. And XML that is
    // broken or of another kind is no plain text.
    if (best->name != "html") return fail(ErrorCode::kUnsupported, description(source.bytes));
    if (is_named_xml(source.name))
      return fail(ErrorCode::kUnsupported, "an HTML page (an error message?) under the name of an XML file");
  }
  if (best != nullptr && (best->name == "text" || best->name == "qa" || best->name == "markdown"))
    if (const std::string_view reason = not_a_document(source.bytes); !reason.empty())
      return fail(ErrorCode::kUnsupported, std::string(reason));
  if (best != nullptr) return best;
  return fail(ErrorCode::kUnsupported, description(source.bytes));
}

Result<std::vector<Document>> read_all(const Reader& reader, const SourceView& source) {
  std::vector<Document> documents;
  std::optional<Error> first;
  WARRANT_CHECK(reader.read(source, [&](Result<Document> document) {
    if (document) {
      documents.push_back(std::move(*document));
    } else if (!first) {
      first = document.error();
    }
    return true;
  }));
  if (documents.empty() && first) return tl::unexpected(*first);
  return documents;
}

}  // namespace warrant
