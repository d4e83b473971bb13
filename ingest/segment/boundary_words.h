// Words that decide whether a full stop ends a sentence. All take the word without that full stop; case matters only
// where said.
#pragma once

#include <string_view>

namespace warrant {

// Short forms whose full stop never ends a sentence: vs, Fig, e.g, approx, Dr, N.B…
bool is_abbreviation(std::string_view word);

// Short forms whose full stop may also end one: etc, Inc, Jr…
bool may_end(std::string_view word);

// Short forms only before a number: "No. 5" ("no." may end a sentence).
bool is_number_word(std::string_view word);

// Words that often begin a sentence and are no names: The, We, However…; as written, with a capital.
bool starts_sentence(std::string_view word);

// Words that a single letter names: vitamin C, group A, hepatitis B…
bool is_lettered(std::string_view word);

// What captions are labelled with, without the number: Table, Supplementary Figure…
bool is_caption_label(std::string_view name);

}  // namespace warrant
