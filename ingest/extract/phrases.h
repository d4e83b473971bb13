// Noun phrases and lists as clinical sentences print them: "age, sex (male), and whether there was pain" -> its items.
// All places are spans of the text given.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "src/base/span.h"
#include "src/model/claim.h"

namespace warrant {

// `span` without blanks, closing punctuation, citation marks and the words that only lead in ("the presence of",
// "whether there was", "use of the").
ByteSpan core_phrase(std::string_view text, ByteSpan span);

// The items of a printed list, each a core phrase: split at commas, semicolons and the last "and"/"or" outside
// brackets. A single phrase is one item ("chemotherapy and radiotherapy" without a comma is two).
std::vector<ByteSpan> list_items(std::string_view text, ByteSpan span);

// The first p value printed inside `span`: "P = 0.023", "p<0.05", "P > 0.05".
struct PhraseP {
  Operator op = Operator::kNone;
  double value = 0;
  ByteSpan span;  // in `text`
};
std::optional<PhraseP> p_value_in(std::string_view text, ByteSpan span);

// The clauses of a sentence: sentence ends inside the text, semicolons, "but", "while", "whereas", "showed that"… part
// them, commas do not. Found once, asked often.
class Clauses {
 public:
  explicit Clauses(std::string_view text);
  // The clause that holds `at`.
  ByteSpan around(std::size_t at) const;

 private:
  std::vector<ByteSpan> bounds_;
  std::uint32_t size_;
};

// Sentences of running text that may carry claims; headings, titles, table rows and references are none.
bool is_running_text(const Document& document, const Sentence& sentence);

// Fills place, section, passage, span and extractor-independent fields of a claim from its sentence.
Claim claim_of(const Document& document, const Sentence& sentence, std::string_view kind);

}  // namespace warrant
