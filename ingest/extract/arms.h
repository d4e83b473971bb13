// The groups that a study compares, as its text names them: "eribulin" and "capecitabine", "PN group" and "control".
// What stands before "group" or "arm", or is what people were assigned to, often enough, is the name of one.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "src/language/number.h"
#include "src/model/document.h"

namespace warrant {

struct Arm {
  std::string name;      // as first printed
  bool control = false;  // "placebo", "usual care", "… alone": what others are compared with
};

// Tokens [first, end) that name an arm.
struct ArmMention {
  std::size_t first = 0, end = 0;
  std::size_t arm = 0;  // index into Arms::all()
};

class Arms {
 public:
  // Reads abstract, body and tables once; linear in the text.
  explicit Arms(const Document& document);

  // At most four, the most named first; empty when the document names none three times.
  const std::vector<Arm>& all() const { return arms_; }
  // Where `tokens` name arms, in order, not overlapping.
  std::vector<ArmMention> mentions(const std::vector<Token>& tokens) const;

 private:
  struct Alias {
    std::vector<std::string> words;  // lower case
    std::size_t arm;
  };
  std::vector<Arm> arms_;
  std::vector<Alias> aliases_;  // longest first
};

}  // namespace warrant
