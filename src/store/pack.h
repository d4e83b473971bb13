// Lists and small structures as one column: string lists as JSON arrays (readable with SQLite's json_each), the
// structure of a document (tables, anchors…) as LEB128 varints.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/result.h"
#include "src/model/document.h"

namespace warrant {

// A JSON string literal with its quotes; the control characters, '"' and '\' are escaped, all else stays as it is.
void append_json_string(std::string& out, std::string_view text);

// ["a","b"]; unpack returns an empty list for anything it did not write.
std::string pack_strings(const std::vector<std::string>& strings);
std::vector<std::string> unpack_strings(std::string_view json);

std::string pack(const std::vector<Table>& tables);
std::string pack(const std::vector<CitationAnchor>& anchors);
std::string pack(const std::vector<ByteSpan>& spans);
std::string pack(const std::vector<SourceRun>& runs);

// The other way. Errors: kCorrupt when the bytes are none that pack() wrote.
Result<std::vector<Table>> unpack_tables(std::string_view bytes);
Result<std::vector<CitationAnchor>> unpack_anchors(std::string_view bytes);
Result<std::vector<ByteSpan>> unpack_spans(std::string_view bytes);
Result<std::vector<SourceRun>> unpack_source_runs(std::string_view bytes);

}  // namespace warrant
