// Forest plots of an answer's effect estimates: one line an estimate with its interval, the pooled one below, on a
// logarithmic axis for ratios. For a terminal and as SVG. "" when no claim of the evidence has a value with an
// interval.
#pragma once

#include <string>

#include "src/model/answer.h"
#include "src/render/renderer.h"

namespace warrant {

std::string forest_text(const Answer& answer, const RenderOptions& options);
// A document of its own (UTF-8), black on white; quotes and titles are escaped.
std::string forest_svg(const Answer& answer);

// The evidence as a table: document, year, design, n, population, measure, value, interval, p, place and quote. Columns
// that fit the width for a terminal.
std::string table_text(const Answer& answer, const RenderOptions& options);

// What was pooled and what was left out, and why; "" when pooling was not asked for.
std::string pooled_text(const Answer& answer, const RenderOptions& options);

}  // namespace warrant
