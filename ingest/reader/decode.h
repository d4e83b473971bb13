// Charset decoding for every reader: bytes as received -> UTF-8 that is checked, or an error with the byte offset.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "src/base/result.h"

namespace warrant {

// What to do with bytes that are not UTF-8 and come without a charset.
enum class Undeclared {
  kMustBeUtf8,  // XML: an error
  kGuess,       // text, HTML: a guess from the bytes, said in Decoded::guessed
};

struct Decoded {
  std::string_view text() const { return converted ? std::string_view(owned) : view; }

  std::string_view view;  // the input itself (without byte-order mark) when it was UTF-8. Lifetime: the input's
  std::string owned;      // the converted text otherwise
  bool converted = false;
  std::string charset;             // ICU's name or "UTF-8"
  bool guessed = false;            // no declaration: the charset is a guess
  bool declaration_wrong = false;  // a single-byte charset was declared, but the bytes are UTF-8
  std::uint32_t replaced_nul = 0;  // NUL characters, each now U+FFFD
};

// Decodes `bytes`. A byte-order mark wins over `declared` (IANA name, may be empty); UTF-16 without a mark is told by
// its NULs; declared single-byte charsets give way to bytes that are valid UTF-8 and not ASCII; ISO-8859-1 is read as
// windows-1252 (WHATWG Encoding). Errors: kCorrupt with "byte N" for ill-formed input, kUnsupported for an unknown
// charset.
Result<Decoded> decode(std::string_view bytes, std::string_view declared, Undeclared undeclared);

// The encoding named in an XML declaration (XML 1.0, 2.8, also in UTF-16), or "".
std::string declared_xml_charset(std::string_view bytes);

}  // namespace warrant
