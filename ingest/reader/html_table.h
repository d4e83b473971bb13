// HTML tables -> the Table model: rows as passages, cells with their grid places.
#pragma once

#include <functional>

#include "ingest/reader/html_tree.h"
#include "ingest/reader/text_builder.h"
#include "src/model/document.h"

namespace warrant::html {

// False for tables that only lay out a page.
bool is_data_table(const Page& page, std::int32_t table);

// Told of every superscript and link in a cell or caption: its node and the place of its text.
using InlineSink = std::function<void(std::int32_t node, ByteSpan span)>;

// Appends the table with its caption and rows. Requires: no passage is open.
void write_table(const Page& page, std::int32_t table, std::int32_t section, Document& document, TextBuilder& builder,
                 const InlineSink& seen);

}  // namespace warrant::html
