// How much of what is asked a work or a sentence must hold. Shares of words are by their rarity in the work.
#pragma once

namespace warrant {

// The least share of the words of each part that the work must hold.
inline constexpr double kLeastOfSubject = 0.45, kLeastOfShortSubject = 0.5, kLeastOfCondition = 0.6;

}  // namespace warrant
