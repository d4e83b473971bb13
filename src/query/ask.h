// A reviewer's question -> a ranked, cited answer. No language model: the same question and store give the same
// answer; every word shown is a quote or a computed label.
#pragma once

#include <memory>

#include "src/base/result.h"
#include "src/model/answer.h"
#include "src/store/store.h"

namespace warrant {

// Measure, outcome, subject, comparator, population and search terms as understood from the words.
Interpretation interpret(std::string_view question);

Result<Answer> ask(const Store& store, const Question& question);

// Many questions to one store: what was read for one is kept for the next. Not for several threads.
class Asker {
 public:
  explicit Asker(const Store& store);  // Lifetime: `store` outlives it
  ~Asker();
  Asker(Asker&&) noexcept;
  Result<Answer> operator()(const Question& question);

 private:
  struct Memory;
  std::unique_ptr<Memory> memory_;
};

}  // namespace warrant
