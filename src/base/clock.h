// Time is passed in, never read in the middle of the work, so that output can be compared.
#pragma once

#include <string>

namespace warrant {

// Now, as UTC ISO 8601 seconds ("2026-11-23T13:36:00Z"); honours SOURCE_DATE_EPOCH for reproducible runs.
std::string utc_now();

}  // namespace warrant
