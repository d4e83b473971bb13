// What a stretch of words is: a name that can be the subject of a claim ("low serum albumin", "age over 65") or a piece
// of a sentence ("shown to reduce", "strategies for"). Without a tagger: closed classes of words, lists of common verbs
// and the word that follows.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "src/base/span.h"

namespace warrant {

// A word outside brackets: letters, digits, '-', apostrophes and all bytes above ASCII.
struct ShapeWord {
  std::string_view text;
  ByteSpan span;       // in the text given
  bool comma = false;  // a comma stands before it
  bool stop = false;   // a colon, semicolon, quote or bracket stands before it
};
std::vector<ShapeWord> shape_words(std::string_view text, ByteSpan range);

// Whether words[i] is a finite verb where it stands: an auxiliary, a verb that is never a noun ("occurs"), or a past
// form with an object after it ("reduced the incidence").
bool is_finite_verb(const std::vector<ShapeWord>& words, std::size_t i);

// Closed classes.
bool is_auxiliary(std::string_view word);
bool is_preposition(std::string_view word);
bool is_subordinator(std::string_view word);  // that, which, because, if…
bool is_adverb(std::string_view word);        // -ly and the like, negations too
bool is_base_verb(std::string_view word);     // that may follow "to": reduce, remove…

// Whether the phrase names something by itself: no verb, no pronoun, nothing cut off, no empty word ("findings").
bool is_name(std::string_view phrase);

}  // namespace warrant
