// The phrases that questions on effects are made of, in lower case with the spaces around them.
#pragma once

#include <array>
#include <string_view>

namespace warrant {

inline constexpr std::array<std::string_view, 13> kVersus = {" compared with ",
                                                             " compared to ",
                                                             " in comparison with ",
                                                             " in comparison to ",
                                                             " versus ",
                                                             " vs. ",
                                                             " vs ",
                                                             " relative to ",
                                                             " as opposed to ",
                                                             " rather than ",
                                                             " over ",
                                                             " instead of ",
                                                             " than "};
// Those that only ever stand between two groups, and what ends the second.
inline constexpr std::array<std::string_view, 5> kAgainst = {" compared with ", " compared to ", " versus ", " vs. ",
                                                             " vs "};
inline constexpr std::array<std::string_view, 6> kGroupEnds = {" in ",    " for ",   " on ",
                                                               " after ", " among ", " patients"};
inline constexpr std::array<std::string_view, 6> kEffectOf = {"effect of ",    "effects of ", "impact of ",
                                                              "influence of ", "benefit of ", "efficacy of "};
inline constexpr std::array<std::string_view, 1> kOn = {" on "};
// Verbs for what is done to an outcome, in the form that follows an auxiliary, and what "is" may be followed by.
inline constexpr std::array<std::string_view, 71> kActs = {" help ",
                                                           " help to reduce ",
                                                           " help reduce ",
                                                           " help to prevent ",
                                                           " help prevent ",
                                                           " help to improve ",
                                                           " help improve ",
                                                           " help with ",
                                                           " benefit ",
                                                           " accelerate ",
                                                           " affect ",
                                                           " aggravate ",
                                                           " alleviate ",
                                                           " alter ",
                                                           " ameliorate ",
                                                           " attenuate ",
                                                           " avoid ",
                                                           " boost ",
                                                           " cause ",
                                                           " change ",
                                                           " cure ",
                                                           " decrease ",
                                                           " delay ",
                                                           " diminish ",
                                                           " ease ",
                                                           " elevate ",
                                                           " eliminate ",
                                                           " enhance ",
                                                           " exacerbate ",
                                                           " extend ",
                                                           " facilitate ",
                                                           " heal ",
                                                           " impair ",
                                                           " improve ",
                                                           " improves ",
                                                           " increase ",
                                                           " increases ",
                                                           " induce ",
                                                           " influence ",
                                                           " inhibit ",
                                                           " lead to ",
                                                           " lower ",
                                                           " minimise ",
                                                           " minimize ",
                                                           " modify ",
                                                           " predict ",
                                                           " predicts ",
                                                           " prevent ",
                                                           " prevents ",
                                                           " prolong ",
                                                           " prolongs ",
                                                           " promote ",
                                                           " protect against ",
                                                           " raise ",
                                                           " reduce ",
                                                           " reduces ",
                                                           " relieve ",
                                                           " restore ",
                                                           " result in ",
                                                           " shorten ",
                                                           " stimulate ",
                                                           " strengthen ",
                                                           " suppress ",
                                                           " treat ",
                                                           " worsen ",
                                                           " affects ",
                                                           " associated with ",
                                                           " related to ",
                                                           " linked to ",
                                                           " correlated with ",
                                                           " correlate with "};
// "is S effective in reducing O", "is S useful for O"; the longer first.
inline constexpr std::array<std::string_view, 23> kEffective = {" effective in reducing ",
                                                                " effective in preventing ",
                                                                " effective in improving ",
                                                                " effective in relieving ",
                                                                " effective for reducing ",
                                                                " effective in treating ",
                                                                " effective for preventing ",
                                                                " effective against ",
                                                                " effective for ",
                                                                " effective in ",
                                                                " useful for ",
                                                                " useful in ",
                                                                " beneficial for ",
                                                                " beneficial in ",
                                                                " helpful for ",
                                                                " helpful in ",
                                                                " needed for ",
                                                                " needed in ",
                                                                " necessary for ",
                                                                " necessary in ",
                                                                " of benefit for ",
                                                                " of benefit in ",
                                                                " worthwhile in "};
// "is S safe in P" asks for harms.
inline constexpr std::array<std::string_view, 4> kSafe = {" safe in ", " safe for ", " safe during ", " safe after "};
inline constexpr std::string_view kHarms = "adverse events";
inline constexpr std::array<std::string_view, 10> kAuxiliaries = {"does ", "do ",  "did ", "can ",  "will ",
                                                                  "is ",   "are ", "was ", "were ", "has "};
// What may stand before a yes-or-no question: "by how much does S reduce O".
inline constexpr std::array<std::string_view, 5> kHowMuch = {"by how much ", "how much ", "to what extent ",
                                                             "how strongly ", "how "};
inline constexpr std::array<std::string_view, 10> kBetter = {
    " better than ",     " superior to ", " more effective than ", " inferior to ", " non-inferior to ",
    " as effective as ", " as good as ",  " safer than ",          " as safe as ",  " more effective and safer than "};
// "is O lower with S": how O may be, and what leads to S.
inline constexpr std::array<std::string_view, 30> kHow = {
    " lower ",         " higher ",        " better ",      " worse ",       " shorter ",     " longer ",
    " less ",          " greater ",       " smaller ",     " faster ",      " more common ", " less common ",
    " more frequent ", " less frequent ", " more likely ", " less likely ", " reduced ",     " increased ",
    " improved ",      " prolonged ",     " shortened ",   " prevented ",   " affected ",    " influenced ",
    " lowered ",       " decreased ",     " relieved ",    " delayed ",     " worsened ",    " changed "};
inline constexpr std::array<std::string_view, 5> kWith = {" with ", " in ", " after ", " by ", " on "};
// "are there fewer O with S", "is there any difference in O after S".
inline constexpr std::array<std::string_view, 4> kThere = {"are there ", "is there ", "were there ", "was there "};
inline constexpr std::array<std::string_view, 10> kFewer = {"fewer ",
                                                            "less ",
                                                            "more ",
                                                            "lower ",
                                                            "higher ",
                                                            "any reduction in ",
                                                            "a reduction in ",
                                                            "any increase in ",
                                                            "any difference in ",
                                                            "a difference in "};
inline constexpr std::array<std::string_view, 6> kWhen = {" with ", " in ", " after ", " when ", " under ", " on "};
// "S for P - any benefit on O".
inline constexpr std::array<std::string_view, 12> kAnyEffect = {
    "any benefit on ",   "any benefit for ", "any effect on ", "any impact on ",
    "any influence on ", "benefit on ",      "benefit for ",   "effect on ",
    "effects on ",       "impact on ",       "influence on ",  "any improvement in "};
inline constexpr std::array<std::string_view, 2> kHappens = {"what happens to ", "what happened to "};
inline constexpr std::array<std::string_view, 5> kDashes = {" - ", " \u2013 ", " \u2014 ", ": ", "; "};
inline constexpr std::array<std::string_view, 5> kThan = {" than with ", " than in ", " than after ", " than on ",
                                                          " than "};
inline constexpr std::array<std::string_view, 1> kColon = {": "};
inline constexpr std::array<std::string_view, 4> kBetterFor = {" for ", " in terms of ", " with regard to ",
                                                               " regarding "};
// Words for people: a phrase with one of them after "in" or "among" is the population.
inline constexpr std::array<std::string_view, 32> kPeople = {
    "employee",   "nurse",   "patient",    "people",      "adult",    "child",   "women",   "men ",
    "infant",     "elderly", "subject",    "participant", "survivor", "athlete", "smoker",  "volunteer",
    "individual", "cohort",  "population", "adolescent",  "student",  "neonate", "newborn", "mother",
    "person",     "worker",  "resident",   "runner",      "player",   "girls",   "boys",    "veteran"};
inline constexpr std::array<std::string_view, 3> kWho = {" in ", " among ", " for "};

}  // namespace warrant
