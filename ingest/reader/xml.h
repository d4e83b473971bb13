// XML for the readers that need it: pugixml behind the checks that hostile and old files ask for.
//
// parse_xml decodes (decode.h), resolves the named entities of HTML and ISO by our own table (a DTD is never read, an
// entity declared in one is never expanded or fetched: it stays as text, counted "unknown-entity"), turns &#0; and
// character references that name no character into U+FFFD (counted "replaced-character"), and then checks what
// pugixml does not: one root element, nothing after it, nesting of at most kMaxXmlDepth.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "src/base/diagnostic.h"
#include "src/base/result.h"

namespace warrant {

inline constexpr int kMaxXmlDepth = 512;
inline constexpr std::size_t kMaxXmlBytes = std::size_t{256} << 20;  // of one document or record

struct XmlDocument {
  pugi::xml_document tree;
  SkipCounter mended;  // what decoding and entity resolution changed

  pugi::xml_node root() const { return tree.document_element(); }
};

// Bytes as received -> tree. Errors: kCorrupt with "line N, byte M" (the byte only when the source was read as it
// stands), kLimit for depth and size, kUnsupported for an unknown charset.
Result<std::unique_ptr<XmlDocument>> parse_xml(std::string_view bytes);

// The same for UTF-8 that decode() has checked; `first_line` is the line at which `text` begins in its file.
Result<std::unique_ptr<XmlDocument>> parse_xml_text(std::string_view text, std::size_t first_line = 1);

// UTF-8 of a named character ("eacute", "alpha", "thinsp"), or "" when it is in neither the HTML nor the ISO lists.
std::string_view named_character(std::string_view name);

// An element's name without namespace prefix.
std::string_view local_name(pugi::xml_node node);

// The root element's local name, found without parsing (at most the first 64 KiB are looked at), or "".
std::string root_name(std::string_view bytes);

// Where a comment, CDATA section, processing instruction or document type declaration at text[at] == '<' ends;
// at + 1 when a tag begins there.
std::size_t end_of_hiding_markup(std::string_view text, std::size_t at);

// All text of a subtree in reading order, white space collapsed; NFC.
std::string text_of(pugi::xml_node node);

// Makes the text of one node NFC; returns it as it is (no copy) when it already is. `buffer` holds a changed one.
std::string_view nfc_view(std::string_view text, std::string& buffer);

// Walks what is inside `root` in document order, without recursion.
class XmlCursor {
 public:
  enum class Event { kEnter, kText, kLeave, kEnd };

  explicit XmlCursor(pugi::xml_node root) : root_(root), node_(root) {}

  Event next();
  // After kEnter: leaves the element's content out; next() goes on behind it, without a kLeave.
  void skip() { skip_ = true; }
  pugi::xml_node node() const { return node_; }

 private:
  Event visit(pugi::xml_node node);

  pugi::xml_node root_;
  pugi::xml_node node_;
  Event event_ = Event::kEnter;
  bool skip_ = false;
};

}  // namespace warrant
