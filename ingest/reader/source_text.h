// The text of a plain-text source, ready for a TextBuilder: decoded and NFC, with places that lead back to the source.
#pragma once

#include <cstdint>
#include <string>

#include "ingest/reader/reader.h"
#include "ingest/reader/text_builder.h"

namespace warrant {

struct SourceText {
  std::string text;    // UTF-8, NFC, no byte-order mark
  bool mapped = true;  // text[i] stands at byte i of the decoded source (false when NFC had to change it)
  std::uint32_t replaced_nul = 0;
};

Result<SourceText> source_text(const SourceView& source);

// True when the bytes look like text of some charset: no PDF, archive, image, office file, XML, HTML, JSON or binary.
// For sniffing: looks at 4 KiB.
bool is_plain_text(std::string_view bytes);

}  // namespace warrant
