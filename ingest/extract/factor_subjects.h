// Who a relation is about: the names on the left of "was associated with" or on the right of "according to". Strict: a
// sentence whose grammar is not understood gives none.
#pragma once

#include <string_view>
#include <vector>

#include "src/base/span.h"

namespace warrant {

struct Subjects {
  std::vector<ByteSpan> names;  // in the text given
  std::size_t dropped = 0;      // items of the list that are no names
  bool unreal = false;          // planned, hoped for, asked or conditional: "would", "whether", "to improve"
};

// The subject of `verb`, which begins at left.end: its form tells what it may be joined to ("improved", "improving").
// With `pointing`, "these drugs" counts as a name too. Requires: left lies in `text`, which is a sentence.
Subjects subjects_before(std::string_view text, ByteSpan left, std::string_view verb, bool pointing);

// The names of a list that begins at list.start ("age, sex and whether there was pain").
Subjects subjects_in(std::string_view text, ByteSpan list);

// An item of a list that can be a factor; outcomes are none.
bool is_factor(std::string_view text, ByteSpan item);

// "prompt treatment are crucial for" -> "prompt treatment"
ByteSpan before_verb(std::string_view text, ByteSpan item);

}  // namespace warrant
