// Passages -> sentences, for biomedical prose: full stops, question and exclamation marks weighed by the words beside
// them
// ("vs.", "Fig. 2", "et al. (25)", "P = 0.03", "S. aureus", initials, decimals and "i.e." never split; a citation mark
// after the full stop stays with its sentence).
#pragma once

#include <string_view>
#include <vector>

#include "src/model/document.h"

namespace warrant {

// The sentences of `text` as spans into it, in order, without white space at their ends; together they hold every
// character of `text` that is not white space. Thread safe.
std::vector<ByteSpan> split_sentences(std::string_view text);

// The sentences of every passage, in order. Table rows, titles, headings and references are one sentence each.
std::vector<Sentence> segment(const Document& document);

}  // namespace warrant
