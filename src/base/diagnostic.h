// Remarks that do not stop the work: what a reader left out or mended. Kept with the document and shown, never only
// printed: "every skip is counted and shown".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace warrant {

// What was skipped or mended in one document, by kind: {"element:disp-formula", 3}. Kinds are short, lower case,
// stable words; the list is kept sorted by kind so that output is the same in any order of events.
struct SkipCount {
  std::string what;
  std::uint32_t count = 0;

  friend bool operator==(const SkipCount&, const SkipCount&) = default;
};

class SkipCounter {
 public:
  void add(std::string_view what, std::uint32_t count = 1);
  std::vector<SkipCount> counts() const { return counts_; }  // sorted by `what`

 private:
  std::vector<SkipCount> counts_;
};

}  // namespace warrant
