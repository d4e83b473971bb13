#include "src/base/diagnostic.h"

#include <algorithm>

namespace warrant {

void SkipCounter::add(std::string_view what, std::uint32_t count) {
  auto at = std::lower_bound(counts_.begin(), counts_.end(), what,
                             [](const SkipCount& a, std::string_view b) { return a.what < b; });
  if (at != counts_.end() && at->what == what) {
    at->count += count;
  } else {
    counts_.insert(at, SkipCount{std::string(what), count});
  }
}

}  // namespace warrant
