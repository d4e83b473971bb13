// The half of percent-of-count that judges tables: columns of "n (p)" under a header that prints the group's size.
#pragma once

#include <string_view>
#include <vector>

#include "src/audit/check.h"

namespace warrant {

// Percentages that are no crude shares, by their words: Kaplan-Meier estimates, weighted or adjusted rates.
bool speaks_of_estimates(std::string_view text);

// Appends what is wrong in one table; counts what was judged.
void check_percent_columns(const AuditSubject& subject, const TableGrid& grid, std::vector<Finding>& findings);

}  // namespace warrant
