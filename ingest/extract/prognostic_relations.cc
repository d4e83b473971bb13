#include "ingest/extract/prognostic_relations.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <utility>

#include "ingest/extract/guarded.h"
#include "ingest/extract/literals.h"

namespace warrant {
namespace {

struct Row {
  const char* pattern;
  Side side;
  bool needs_sense;
};

constexpr std::size_t kNamesFactor = 3;  // the first rows

constexpr Row kRelations[] = {
    // "… were independent factors affecting survival"
    {"(?i)\\b(?:was|were|is|are|be|as|remained?|became|being)\\s+(?:not\\s+)?(?:\\w+\\s+){0,4}?(?:\\w+-)?(?:factors?|"
     "predictors?|"
     "determinants?|indicators?|discriminators?|independent variables?)\\b",
     Side::kLeft, false},
    // "…: statistically significant predictor of survival <3 months"
    {"(?i)\\b(?:statistically |highly )?(?:significant|strong|important|independent)\\s+(?:prognostic "
     ")?(?:predictors?|factors?)\\s+"
     "(?:of|for)\\b",
     Side::kLeft, false},
    // "Independent factors for survival included age and sex"
    {"(?i)\\b(?:factors?|predictors?|determinants?)\\b[^.:;()]{0,70}?\\b(?:included?|includes|were|are|was|is|namely)"
     "\\b:?",
     Side::kRight, false},
    {"(?i)\\b(?:not\\s+)?(?:\\w+ly\\s+){0,2}(?:associated with|correlated with|related to|linked to|predictive "
     "of|prognostic for)\\b",
     Side::kLeft, false},
    {"(?i)\\b(?:(?:did|does|do) not |not )?(?:\\w+ly "
     ")?(?:predict(?:s|ed)?|portend(?:s|ed)?|confer(?:s|red)?|indicates?|indicating|"
     "(?:lead|leads|led) to|result(?:s|ed)? "
     "in|influenc(?:e|es|ed|ing)|affect(?:s|ed|ing)?|impact(?:s|ed|ing)?|determin(?:es?|ed))\\b",
     Side::kLeft, false},
    {"(?i)\\b(?:had|has|have|having|showed|with)\\s+(?:no|little|an?|any)?\\s*(?:statistically\\s+)?(?:significant\\s+|"
     "independent\\s+|"
     "direct\\s+)*(?:effects?|influence|impact|bearing|differences?|association)\\s+(?:on|upon|in|with)\\b",
     Side::kLeft, false},
    {"(?i)\\b(?:no|not)\\s+(?:a\\s+)?(?:statistically\\s+)?(?:significant(?:ly)?\\s+)?(?:statistical\\s+)?(?:"
     "differences?|different|associations?|"
     "correlations?|relationships?|effects?|impact)\\b(?:\\s+(?:in|on|between|with|of))?",
     Side::kEither, false},
    {"(?i)\\b(?:tends? "
     "to|generally|often|usually|may|can|could|might|had|have|has|having|showed|shows|experienced?|associated with|"
     "indicates?|demonstrates?|with|and|provides?|:)\\s+(?:to\\s+)?(?:have\\s+|show\\s+|provide\\s+)?(?:an?\\s+|the\\s+"
     ")?(?:significantly\\s+|much\\s+)?"
     "(?:more\\s+|less\\s+)?(?:accurate|favou?rable|unfavou?rable|better|worse|poor(?:er)?|improved|longer|shorter|"
     "inferior|superior|"
     "fare better|fare worse|optimal)\\b",
     Side::kLeft, true},
    {"(?i)\\b(?:survival|prognosis|outcomes?|OS|PFS)\\b(?:\\s+\\w+){0,6}?\\s+(?:was|were|is|are|has been|have "
     "been)\\s+(?:\\w+ly\\s+)?(?:longer|"
     "shorter|better|worse|poorer|higher|lower|prolonged|extended|improved|reduced|increased|decreased)\\s+(?:in|for|"
     "among|with|after)\\b",
     Side::kRight, true},
    {"(?i)\\b(?:improv(?:e|es|ed|ing)|prolong(?:s|ed|ing)?|extend(?:s|ed|ing)?|enhanc(?:e|es|ed|ing)|reduc(?:e|es|ed|"
     "ing)|"
     "decreas(?:e|es|ed)|"
     "shorten(?:s|ed)?|alleviat(?:e|es|ed|ing)|reliev(?:e|es|ed|ing)|control(?:s|ling)?|restor(?:e|es|ed|ing)|"
     "preserv(?:e|es|ed|ing)|"
     "lower(?:s|ed|ing)?|worsen(?:s|ed)?|correct(?:s|ed)?|address(?:es)?|benefits?)\\b",
     Side::kLeft, false},
    {"(?i)\\b(?:effective (?:for|in|than)|(?:is|are|was|were|be) (?:\\w+ )?comparable to|has been shown to "
     "provide|crucial for|"
     "crucial role in|(?:has|have|had|with)(?: shown| demonstrated)? (?:[a-z]+ ){0,3}efficacy in|more likely to)\\b",
     Side::kLeft, false},
    // "Prognosis depends on stage and age", "…is influenced by"
    {"(?i)\\b(?:depend(?:s|ed|ing)?(?: \\w+ly)? (?:up)?on|(?:influenced|affected|determined) "
     "by)\\b(?:[^.;:]{0,70}?\\bincluding\\b)?",
     Side::kDepends, false},
    {"(?i)\\b(?:develop(?:s|ed)?|acquir(?:e|es|ed)) resistance (?:to|against)\\b", Side::kRight, false},
};

constexpr std::size_t kRelationCount = std::size(kRelations);
constexpr std::size_t kMostRelations = 48;

const std::array<Guarded, kRelationCount>& patterns() {
  static const std::array<Guarded, kRelationCount> compiled = [&]<std::size_t... I>(std::index_sequence<I...>) {
    return std::array<Guarded, kRelationCount>{Guarded(kRelations[I].pattern)...};
  }
  (std::make_index_sequence<kRelationCount>());
  return compiled;
}

// The relations (bits) whose pattern may match: each needs one of its words.
std::uint32_t possible_relations(std::string_view sentence) {
  const auto r = [](auto... i) { return ((1u << i) | ...); };
  static_assert(kRelationCount == 13, "a new relation needs its words here");
  static const Literals words = {{"factor", r(0, 1, 2)},    {"determinant", r(0, 2)},
                                 {"discriminator", r(0)},   {"independent variable", r(0)},
                                 {"associated with", r(3)}, {"correlated with", r(3)},
                                 {"related to", r(3)},      {"linked to", r(3)},
                                 {"prognostic for", r(3)},  {"predict", r(0, 1, 2, 3, 4)},
                                 {"portend", r(4)},         {"confer", r(4)},
                                 {"indicat", r(0, 4)},      {"lead", r(4)},
                                 {"led to", r(4)},          {"result", r(4)},
                                 {"influenc", r(4, 5)},     {"affect", r(4)},
                                 {"impact", r(4, 5, 6)},    {"determin", r(4)},
                                 {"effect", r(5, 6, 10)},   {"bearing", r(5)},
                                 {"differen", r(5, 6)},     {"association", r(5, 6)},
                                 {"correlation", r(6)},     {"relationship", r(6)},
                                 {"accurate", r(7)},        {"favorable", r(7)},
                                 {"favourable", r(7)},      {"better", r(7, 8)},
                                 {"worse", r(7, 8, 9)},     {"poor", r(7, 8)},
                                 {"improv", r(7, 8, 9)},    {"longer", r(7, 8)},
                                 {"shorte", r(7, 8, 9)},    {"inferior", r(7)},
                                 {"superior", r(7)},        {"optimal", r(7)},
                                 {"higher", r(8)},          {"lower", r(8, 9)},
                                 {"prolong", r(8, 9)},      {"exten", r(8, 9)},
                                 {"reduc", r(8, 9)},        {"increased", r(8)},
                                 {"decreas", r(8, 9)},      {"enhanc", r(9)},
                                 {"alleviat", r(9)},        {"reliev", r(9)},
                                 {"control", r(9)},         {"restor", r(9)},
                                 {"preserv", r(9)},         {"correct", r(9)},
                                 {"address", r(9)},         {"benefit", r(9)},
                                 {"efficacy in", r(10)},    {"comparable to", r(10)},
                                 {"more likely to", r(10)}, {"to provide", r(10)},
                                 {"crucial", r(10)},        {"depend", r(11)},
                                 {"ed by", r(11)},          {"resistance ", r(12)}};
  return words.in(sentence);
}

}  // namespace

bool may_relate(std::string_view sentence) { return possible_relations(sentence) != 0; }

std::vector<Relation> relations_in(std::string_view sentence) {
  std::vector<Relation> found;
  const std::uint32_t possible = possible_relations(sentence);
  for (std::size_t r = 0; r < kRelationCount; ++r) {
    if ((possible & (1u << r)) == 0) continue;
    re2::StringPiece match;
    for (std::size_t from = 0;
         from < sentence.size() && found.size() < kMostRelations && patterns()[r].find(sentence, &match, 1, from);) {
      Relation relation;
      relation.words.start = static_cast<std::uint32_t>(match.data() - sentence.data());
      relation.words.end = relation.words.start + static_cast<std::uint32_t>(std::max<std::size_t>(match.size(), 1));
      relation.side = kRelations[r].side;
      relation.needs_sense = kRelations[r].needs_sense;
      relation.names_factor = r < kNamesFactor;
      from = relation.words.end;
      found.push_back(relation);
    }
  }
  return found;
}

}  // namespace warrant
