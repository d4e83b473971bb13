// The outcome that a relation speaks of: whether the words reach it, what it is called in full, and whether what is
// said of it is good for the patient. All places are in the sentence given.
#pragma once

#include <cstdint>
#include <string_view>

#include "ingest/extract/prognostic_words.h"
#include "src/base/span.h"

namespace warrant {

// Whether only words of one phrase stand between a relation and its outcome.
bool reaches(std::string_view text, std::uint32_t from, std::uint32_t to);

// Words that make another thing of the outcome: "outcome measures", "survival of cells".
bool is_other_thing(std::string_view text, ByteSpan outcome);

// "function" -> "executive function"; `from` is where the words before it begin.
ByteSpan with_modifiers(std::string_view text, ByteSpan outcome, std::uint32_t from);

// The sense of the words from the relation to its outcome: of "prolonged stay, and increased mortality" the last part
// decides, unless it has none of its own.
Sense sense_for(std::string_view text, ByteSpan match, ByteSpan outcome, std::uint32_t clause_end);

// An outcome of which less is better.
bool is_harm(std::string_view outcome);

// What is wished, asked, planned or supposed before the words that relate: no statement.
bool is_supposed(std::string_view text, ByteSpan before);

bool in_brackets(std::string_view text, std::uint32_t at);

bool is_passive(std::string_view text, ByteSpan left);

}  // namespace warrant
