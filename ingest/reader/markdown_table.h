// Tables in Markdown sources: TAB separated lines, GFM pipes, HTML.
#pragma once

#include <string_view>
#include <vector>

#include "ingest/reader/markdown_blocks.h"

namespace warrant {

// `lines` are spans of `text`, one row each.
RawTable read_tab_table(std::string_view text, const std::vector<ByteSpan>& lines);

// The same for pipe rows; `lines` are header and body rows without the delimiter row, which is row 1 of the source.
RawTable read_pipe_table(std::string_view text, const std::vector<ByteSpan>& lines);

// Rows of the `<table>…</table>` in `span`.
RawTable read_html_table(std::string_view text, ByteSpan span);

// True for the second line of a GFM table: "|---|:-:|".
bool is_delimiter_row(std::string_view line);

}  // namespace warrant
