// Values in words, the same in every format for people: "HR 0.81 (95% CI 0.67 to 0.98), p = 0.03".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/model/answer.h"

namespace warrant {

// Shortest decimal form: 0.81, 95; "" for nothing.
std::string number_text(const std::optional<double>& value);

// "hazard ratio" of "hazard_ratio".
std::string label_of(std::string_view name);

// The claim's numbers with measure, interval, p value and time point; "" when it has none.
std::string value_text(const Claim& claim);

// What the value is about: "PFS, higher insulin vs lower insulin, in older adults"; "" when nothing is known.
std::string about_text(const Claim& claim);

// "Title. Journal-less short citation with year and id": "Title (2019). PMC5013640, doi:10.1/x".
std::string citation_text(const DocumentRef& document);

// "Results > Survival · table".
std::string place_text(const std::vector<std::string>& section, Place place);

// "rests on [21] Title of the cited work (PMC123 in the store)"; one entry a citation.
std::string citation_text(const CitationRecord& citation);

// "approved by A. Reviewer, 2026-11-30: …", and that its words have moved.
std::string review_text(const ReviewRecord& review);

// A cell of a CSV file (RFC 4180): quoted where needed, an apostrophe before what a spreadsheet would run as a formula,
// control characters made visible.
std::string csv_cell(std::string_view text);

// Text that Markdown must not interpret; marks (terminal.h) become bold.
std::string markdown_escaped(std::string_view text);

}  // namespace warrant
