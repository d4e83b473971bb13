#include "ingest/reader/source_text.h"

#include "ingest/reader/decode.h"
#include "src/base/text.h"

namespace warrant {

Result<SourceText> source_text(const SourceView& source) {
  WARRANT_TRY(decoded, decode(source.bytes, "", Undeclared::kGuess));
  SourceText out;
  out.text = to_nfc(decoded.text());
  out.mapped = out.text == decoded.text();
  out.replaced_nul = decoded.replaced_nul;
  return out;
}

bool is_plain_text(std::string_view bytes) {
  bytes = bytes.substr(0, 4096);
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  if (bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF") return true;  // UTF-16 text
  const std::string_view start = trim(bytes);
  if (start.empty() || start[0] == '{' || start.substr(0, 4) == "%PDF" || start.substr(0, 5) == "{\\rtf") return false;
  if (start.substr(0, 2) == "[{" || start.substr(0, 2) == "[\"") return false;
  if (start[0] == '<') {
    const std::string head = ascii_lower(start.substr(0, 64));
    for (std::string_view sign : {"<?xml", "<!doctype", "<html", "<head", "<body", "<article", "<pubmed", "<pmc"})
      if (head.compare(0, sign.size(), sign) == 0) return false;
  }
  std::size_t control = 0;
  for (char c : bytes) control += static_cast<unsigned char>(c) < 0x20 && !is_ascii_space(c) && c != 0x1B ? 1 : 0;
  return control * 50 <= bytes.size();
}

}  // namespace warrant
