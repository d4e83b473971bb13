// A regular expression behind a cheap look for words that it cannot match without. RE2 itself works out which these
// are, so nothing has to be kept in step with the expression.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <re2/filtered_re2.h>

#include "ingest/extract/literals.h"

namespace warrant {

class Guarded {
 public:
  // Requires: a legal pattern.
  explicit Guarded(std::string_view pattern);
  Guarded(const Guarded&) = delete;
  Guarded& operator=(const Guarded&) = delete;

  // Whether the pattern stands somewhere in `text`.
  bool in(std::string_view text) const;

 private:
  re2::FilteredRE2 filter_;
  std::vector<std::string> words_;
  Literals literals_{};
  bool always_ = false;  // the look would tell nothing
};

}  // namespace warrant
