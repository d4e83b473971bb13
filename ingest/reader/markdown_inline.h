// Inline Markdown (emphasis, escapes, links, entities, HTML tags, `$…$`) -> text in a TextBuilder.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ingest/reader/text_builder.h"

namespace warrant {

inline constexpr std::uint32_t kNoSource = 0xFFFFFFFFu;

// Appends the readable text of `markdown` (UTF-8, NFC; may span lines) to the open passage. Emphasis marks, escapes and
// known HTML tags go, links keep their text, `<sup>` and TeX exponents become superscripts, images their alternative
// text. `source_offset` is where markdown[0] stands in the source, or kNoSource. Linear in the input.
void append_markdown(TextBuilder& out, std::string_view markdown, std::uint32_t source_offset);

// The same as one string, for looking at a block before deciding what it is.
std::string plain_markdown(std::string_view markdown);

// Puts a blank between two lines or pieces of one sentence, unless the first ends in a hyphen that the second goes on
// from ("follow-" + "up", "3-" + "5", but "pre-" + "and postoperative").
void append_line_break(TextBuilder& out, std::string_view next);

}  // namespace warrant
