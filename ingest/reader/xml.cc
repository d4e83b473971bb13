#include "ingest/reader/xml.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <optional>

#include <fmt/format.h>

#include "ingest/reader/decode.h"
#include "src/base/text.h"

namespace warrant {
namespace {

using std::string_view_literals::operator""sv;

struct Entity {
  std::string_view name, utf8;
};

constexpr Entity kEntities[] = {
#define WARRANT_ENTITY(name, utf8) {std::string_view(#name), std::string_view(utf8, sizeof(utf8) - 1)},
#include "ingest/reader/entities.def"
#undef WARRANT_ENTITY
};

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::size_t kMaxNameLength = 64;

bool is_xml_builtin(std::string_view name) {
  return name == "lt" || name == "gt" || name == "amp" || name == "quot" || name == "apos";
}

bool is_name_char(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || c == '.' || c == '-' || c == '_' || c == ':' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// One reference at text[at] == '&'.
struct EntityUse {
  enum class Kind { kPlain, kReplace, kUnknown, kBroken } kind = Kind::kBroken;
  std::size_t length = 1;  // of "&name;" or "&#n;"
  std::string_view utf8;   // for kReplace
};

// XML 1.0, production 2.
bool is_xml_char(std::uint32_t c) {
  return c == 9 || c == 10 || c == 13 || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
         (c >= 0x10000 && c <= 0x10FFFF);
}

EntityUse entity_at(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at + 1, kMaxNameLength + 2);
  EntityUse use;
  if (rest.starts_with('#')) {
    const bool hex = rest.size() > 1 && rest[1] == 'x';
    const char* const from = rest.data() + (hex ? 2 : 1);
    const char* const to = rest.data() + rest.size();
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(from, to, value, hex ? 16 : 10);
    if (end == from || end == to || *end != ';') return use;
    use.length = static_cast<std::size_t>(end - rest.data()) + 2;
    use.kind = error == std::errc() && is_xml_char(value) ? EntityUse::Kind::kPlain : EntityUse::Kind::kReplace;
    use.utf8 = kReplacement;
    return use;
  }
  std::size_t n = 0;
  while (n < rest.size() && is_name_char(rest[n])) ++n;
  if (n == 0 || n >= rest.size() || rest[n] != ';') return use;
  use.length = n + 2;
  const std::string_view name = rest.substr(0, n);
  if (is_xml_builtin(name)) {
    use.kind = EntityUse::Kind::kPlain;
    return use;
  }
  use.utf8 = named_character(name);
  use.kind = use.utf8.empty() ? EntityUse::Kind::kUnknown : EntityUse::Kind::kReplace;
  return use;
}

// True when every '&' is one that pugixml handles, wherever it stands.
bool needs_no_entities(std::string_view text) {
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at)) {
    const EntityUse use = entity_at(text, at);
    if (use.kind != EntityUse::Kind::kPlain) return false;
    at += use.length;
  }
  return true;
}

std::string place_of(std::string_view text, std::size_t offset, std::size_t first_line, bool bytes_known) {
  offset = std::min(offset, text.size());
  const auto line =
      first_line + static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<long>(offset), '\n'));
  return bytes_known ? fmt::format("line {}, byte {}", line, offset) : fmt::format("line {}", line);
}

// The end of a document type declaration at text[at], or npos (XML 1.0, production 28): quotes, comments and one
// internal subset in brackets. `literals` counts the quoted strings outside the subset.
std::size_t end_of_doctype(std::string_view text, std::size_t at, int* literals) {
  bool subset = false;
  for (std::size_t i = at; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' || c == '\'') {
      i = text.find(c, i + 1);
      if (i == std::string_view::npos) return i;
      if (!subset && literals != nullptr) ++*literals;
    } else if (c == '<' && subset && text.substr(i, 4) == "<!--") {
      i = text.find("-->", i + 4);
      if (i == std::string_view::npos) return i;
      i += 2;
    } else if (c == '<' && subset && text.substr(i, 2) == "<?") {
      i = text.find("?>", i + 2);
      if (i == std::string_view::npos) return i;
      ++i;
    } else if (c == '[') {
      subset = true;
    } else if (c == ']') {
      subset = false;
    } else if (c == '>' && !subset) {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

// The text with named characters written out and impossible ones replaced.
Result<std::string> resolve_entities(std::string_view text, std::size_t first_line, SkipCounter& mended) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '<') {
      i = end_of_hiding_markup(text, i);
      continue;
    }
    if (text[i] != '&') {
      ++i;
      continue;
    }
    const EntityUse use = entity_at(text, i);
    switch (use.kind) {
      case EntityUse::Kind::kBroken:
        return fail(ErrorCode::kCorrupt, "an '&' that begins no entity", place_of(text, i, first_line, true));
      case EntityUse::Kind::kUnknown:
        mended.add("unknown-entity");
        break;
      case EntityUse::Kind::kPlain:
        break;
      case EntityUse::Kind::kReplace:
        out.append(text.substr(copied, i - copied));
        copied = i + use.length;
        if (use.utf8 == "<") {
          out += "&lt;";
        } else if (use.utf8 == "&") {
          out += "&amp;";
        } else {
          out += use.utf8;
        }
        if (use.utf8 == kReplacement) mended.add("replaced-character");
        break;
    }
    i += use.length;
  }
  out.append(text.substr(copied));
  return out;
}

// What pugixml lets pass: depth, a second root, text outside the root.
Result<void> check_tree(const XmlDocument& document, std::string_view text, std::size_t first_line, bool bytes_known) {
  const pugi::xml_node root = document.root();
  for (pugi::xml_node node = root.next_sibling(); node; node = node.next_sibling())
    if (node.type() == pugi::node_element)
      return fail(ErrorCode::kCorrupt, fmt::format("a second root element '{}'", node.name()),
                  place_of(text, static_cast<std::size_t>(node.offset_debug()), first_line, bytes_known));
  if (const std::size_t last = text.rfind('>'); !trim(text.substr(last + 1)).empty())
    return fail(ErrorCode::kCorrupt, "text after the root element", place_of(text, last + 1, first_line, bytes_known));
  int depth = 1;
  XmlCursor cursor(root);
  for (auto event = cursor.next(); event != XmlCursor::Event::kEnd; event = cursor.next()) {
    if (event == XmlCursor::Event::kLeave) --depth;
    if (event == XmlCursor::Event::kEnter && ++depth > kMaxXmlDepth)
      return fail(ErrorCode::kLimit, fmt::format("elements nested deeper than {}", kMaxXmlDepth),
                  place_of(text, static_cast<std::size_t>(cursor.node().offset_debug()), first_line, bytes_known));
  }
  return {};
}

Result<void> check_doctype(std::string_view text, std::size_t first_line) {
  const std::size_t at = text.substr(0, 65536).find("<!DOCTYPE");
  if (at == std::string_view::npos) return {};
  int literals = 0;
  const std::size_t end = end_of_doctype(text, at + 9, &literals);
  if (end == std::string_view::npos)
    return fail(ErrorCode::kCorrupt, "document type declaration without end", place_of(text, at, first_line, true));
  const std::string_view declaration = text.substr(at, end - at);
  const std::string_view head = declaration.substr(0, declaration.find_first_of("\"'["));
  if (head.find("PUBLIC") != std::string_view::npos && literals < 2)
    return fail(ErrorCode::kCorrupt, "document type declaration without system identifier",
                place_of(text, at, first_line, true));
  return {};
}

Result<std::unique_ptr<XmlDocument>> parse_checked(std::string_view text, std::size_t first_line, bool bytes_known) {
  if (text.size() > kMaxXmlBytes)
    return fail(ErrorCode::kLimit, fmt::format("a document over {} MiB", kMaxXmlBytes >> 20));
  auto document = std::make_unique<XmlDocument>();
  std::string resolved;
  WARRANT_CHECK(check_doctype(text, first_line));
  if (!needs_no_entities(text)) {
    WARRANT_TRY(changed, resolve_entities(text, first_line, document->mended));
    resolved = std::move(changed);
    text = resolved;
    bytes_known = false;
  }
  const pugi::xml_parse_result parsed = document->tree.load_buffer(
      text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
  if (!parsed)
    return fail(
        ErrorCode::kCorrupt, fmt::format("XML not well-formed: {}", ascii_lower(parsed.description())),
        place_of(text, static_cast<std::size_t>(std::max<std::ptrdiff_t>(parsed.offset, 0)), first_line, bytes_known));
  WARRANT_CHECK(check_tree(*document, text, first_line, bytes_known));
  return document;
}

}  // namespace

std::size_t end_of_hiding_markup(std::string_view text, std::size_t at) {
  const auto behind = [&](std::string_view close, std::size_t from) {
    const std::size_t end = text.find(close, from);
    return end == std::string_view::npos ? text.size() : end + close.size();
  };
  const std::string_view rest = text.substr(at, 9);
  if (rest.starts_with("<?")) return behind("?>", at + 2);
  if (rest.starts_with("<!--")) return behind("-->", at + 4);
  if (rest == "<![CDATA[") return behind("]]>", at + 9);
  if (rest == "<!DOCTYPE") {
    const std::size_t end = end_of_doctype(text, at + 9, nullptr);
    return end == std::string_view::npos ? text.size() : end;
  }
  return at + 1;
}

std::string_view named_character(std::string_view name) {
  const auto* at = std::lower_bound(std::begin(kEntities), std::end(kEntities), name,
                                    [](const Entity& a, std::string_view b) { return a.name < b; });
  return at != std::end(kEntities) && at->name == name ? at->utf8 : std::string_view();
}

Result<std::unique_ptr<XmlDocument>> parse_xml(std::string_view bytes) {
  WARRANT_TRY(decoded, decode(bytes, declared_xml_charset(bytes), Undeclared::kMustBeUtf8));
  WARRANT_TRY(document, parse_checked(decoded.text(), 1, !decoded.converted && decoded.view.size() == bytes.size()));
  if (decoded.replaced_nul > 0) document->mended.add("replaced-character", decoded.replaced_nul);
  if (decoded.declaration_wrong) document->mended.add("wrong-charset-declaration");
  return document;
}

Result<std::unique_ptr<XmlDocument>> parse_xml_text(std::string_view text, std::size_t first_line) {
  return parse_checked(text, first_line, false);
}

std::string_view local_name(pugi::xml_node node) {
  const char* name = node.name();
  const char* local = name;
  for (; *name != '\0'; ++name)
    if (*name == ':') local = name + 1;
  return {local, static_cast<std::size_t>(name - local)};
}

std::string root_name(std::string_view bytes) {
  std::string_view text = bytes.substr(0, 65536);
  std::string narrow;
  if (text.substr(0, 4).find('\0') != std::string_view::npos || text.starts_with("\xFF\xFE") ||
      text.starts_with("\xFE\xFF")) {  // UTF-16: markup is readable without its NULs and mark
    for (char c : text)
      if (c != '\0' && c != '\xFF' && c != '\xFE') narrow += c;
    text = narrow;
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (std::size_t i = 0; i < text.size();) {
    if (is_ascii_space(text[i])) {
      ++i;
      continue;
    }
    if (text[i] != '<') return "";
    std::size_t end = end_of_hiding_markup(text, i);
    if (end == text.size() && text.substr(i).starts_with("<!DOCTYPE"))  // broken: the parser will say where
      end = std::min(text.find('>', i), text.size() - 1) + 1;
    if (end != i + 1) {
      i = end;
      continue;
    }
    std::size_t n = i + 1;
    while (n < text.size() && is_name_char(text[n])) ++n;
    const std::string_view name = text.substr(i + 1, n - i - 1);
    const std::size_t colon = name.find(':');
    return std::string(colon == std::string_view::npos ? name : name.substr(colon + 1));
  }
  return "";
}

std::string text_of(pugi::xml_node node) {
  std::string out, buffer;
  if (const pugi::xml_node only = node.first_child(); only.type() == pugi::node_pcdata && !only.next_sibling())
    return collapse_space(nfc_view(only.value(), buffer));
  XmlCursor cursor(node);
  for (auto event = cursor.next(); event != XmlCursor::Event::kEnd; event = cursor.next())
    if (event == XmlCursor::Event::kText) out += nfc_view(cursor.node().value(), buffer);
  return collapse_space(out);
}

std::string_view nfc_view(std::string_view text, std::string& buffer) {
  // Only these leads can begin what NFC changes (Unicode 15): combining marks and composed-excluded letters from
  // U+0300 on. Greek, Cyrillic and punctuation, the usual ones in papers, are told apart here.
  bool suspicious = false;
  for (std::size_t i = 0; i < text.size() && !suspicious; ++i) {
    std::uint64_t eight = 0;
    while (i + sizeof(eight) <= text.size()) {  // plain ASCII, eight at a time
      std::memcpy(&eight, text.data() + i, sizeof(eight));
      if ((eight & 0x8080808080808080U) != 0) break;
      i += sizeof(eight);
    }
    if (i >= text.size()) break;
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0xCC) continue;
    const auto second = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
    const auto third = i + 2 < text.size() ? static_cast<unsigned char>(text[i + 2]) : 0U;
    if (lead == 0xCE) {
      suspicious = second == 0x87;
    } else if (lead == 0xE2) {
      suspicious = (second == 0x80 && third <= 0x81) || (second == 0x84 && third >= 0xA6 && third <= 0xAB) ||
                   (second == 0x8C && (third == 0xA9 || third == 0xAA)) || second == 0x83 || second >= 0xAB;
    } else {
      suspicious = lead != 0xCF && lead != 0xD0 && lead != 0xD1;
    }
  }
  if (!suspicious) return text;
  buffer = to_nfc(text);
  return buffer;
}

XmlCursor::Event XmlCursor::visit(pugi::xml_node node) {
  // Comments, processing instructions and the like are not in the tree (parse_default).
  node_ = node;
  event_ = node.type() == pugi::node_element ? Event::kEnter : Event::kText;
  return event_;
}

XmlCursor::Event XmlCursor::next() {
  const bool descend = event_ == Event::kEnter && !skip_;
  skip_ = false;
  if (event_ == Event::kEnd) return event_;
  if (descend) {
    if (const pugi::xml_node child = node_.first_child()) return visit(child);
    if (node_ == root_) return event_ = Event::kEnd;
    return event_ = Event::kLeave;
  }
  if (const pugi::xml_node sibling = node_.next_sibling()) return visit(sibling);
  node_ = node_.parent();
  return event_ = node_ == root_ ? Event::kEnd : Event::kLeave;
}

}  // namespace warrant
