// Names of measures of diagnostic accuracy and discrimination in tokens and labels.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "src/language/number.h"

namespace warrant {

// One mention: tokens [first, end).
struct DiagnosticName {
  std::size_t first = 0, end = 0;
  std::string_view measure;  // sensitivity, specificity, positive_predictive_value… auc, c_index
};

// Every measure named, in order. "Insulin sensitivity", "sensitivity analysis" and areas under curves of concentration
// are none.
std::vector<DiagnosticName> find_diagnostics(const std::vector<Token>& tokens);

// The measure that a header or label names and nothing else ("Sensitivity (%)", "AUC (95% CI)"), "" = none.
std::string_view diagnostic_label(std::string_view words);

// Whether `value`, in percent or not, can be one of the measure.
bool plausible_diagnostic(std::string_view measure, double value, bool percent, int decimals);

}  // namespace warrant
