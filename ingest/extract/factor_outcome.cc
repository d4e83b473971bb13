#include "ingest/extract/factor_outcome.h"

#include <algorithm>

#include <re2/re2.h>

#include "ingest/extract/guarded.h"

namespace warrant {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

bool reaches(std::string_view text, std::uint32_t from, std::uint32_t to) {
  static const Guarded other(
      "(?i)\\b(?:which|that|who|whom|is|are|was|were|has|have|had|by|from|because|when|while|whether|if|during|after|"
      "before|but|not|without|may|can|could|will|would|using|to|there|we|they|it|only|compared|versus|vs|than)\\b|[;:"
      "?]|"
      "^\\s*(?:\\[|and\\b|or\\b|,)");
  if (to <= from) return true;
  // "could improve or maintain function"
  static const RE2 two_verbs(
      "(?i)^\\s*(?:and|or) (?:maintain|preserve|restore|improve|increase|decrease|reduce|enhance)(?:s|d|ed)?\\b");
  re2::StringPiece rest = piece(slice(text, {from, to}));
  RE2::Consume(&rest, two_verbs);
  return to - from <= 110 && !other.in(rest);
}

bool is_other_thing(std::string_view text, ByteSpan outcome) {
  static const Guarded after(
      "(?i)^[- ](?:measures?|variables?|data|anal\\w+|models?|assessments?|curves?|questionnaires?|management|"
      "medications?|certificates?|registr\\w+|stud(?:y|ies)|trials?|research|expectanc\\w+|tests?|scales?|"
      "instruments?|tools?|domains?|visits?|evaluations?|monitoring|guidelines?|prediction|specialists?|signals?)\\b|"
      "^ (?:of|in) (?:the )?(?:[\\w-]+ "
      "){0,5}(?:cells?|neurons?|oligodendrocytes|bacteria|parasites?|larvae|mice|rats|"
      "embryos|interneurons)\\b");
  static const Guarded before(
      "(?i)\\b(?:cell|neuron|neuronal|bacterial|larval|oligodendrocyte|primary|secondary|other|as a)[- ]$");
  return after.in(text.substr(outcome.end)) || before.in(text.substr(0, outcome.start));
}

ByteSpan with_modifiers(std::string_view text, ByteSpan outcome, std::uint32_t from) {
  static const RE2 word(
      "(?i)(?:^|[\\s-])(in-hospital|health-related|all-cause|[a-z]+-year|\\d+-(?:day|month|year)|self|[a-z-]*(?:ive|"
      "al|ic|ary|"
      "ar|ous|ent|ine|ression|ety|ptom|ulin|tumou?r|cancer|disease|knee|back|gut|lung|barrier|fetal|neonatal|infant|"
      "child|"
      "maternal|hospital|cause|graft|stroke|wound|bone|cardiac|patient|drug|antibiotic))[\\s-]$");
  static const Guarded none(
      "(?i)^(?:additional|significant|substantial|total|several|clinical and|overall|final|initial|critical)$");
  re2::StringPiece found[2];
  for (int i = 0; i < 3 && outcome.start > from; ++i) {
    const std::string_view before = slice(text, {from, outcome.start});
    if (!word.Match(piece(before), 0, before.size(), RE2::UNANCHORED, found, 2) ||
        none.in({found[1].data(), found[1].size()}))
      break;
    outcome.start = from + static_cast<std::uint32_t>(found[1].data() - before.data());
  }
  return outcome;
}

Sense sense_for(std::string_view text, ByteSpan match, ByteSpan outcome, std::uint32_t clause_end) {
  Sense sense = Sense::kNone;
  if (outcome.start >= match.end) {
    const std::string_view words = slice(text, {match.start, outcome.end});
    for (std::size_t end = words.size(); sense == Sense::kNone && end > 0;) {
      const std::size_t cut = std::max(
          {words.rfind(", ", end - 1) + 1, words.rfind(" and ", end - 1) + 1, words.rfind(" or ", end - 1) + 1});
      sense = sense_of(words.substr(cut));
      if (cut == 0) break;
      end = cut - 1;
    }
  }
  if (sense == Sense::kNone)
    sense = sense_of(slice(text, {match.start, std::min(clause_end, std::max(outcome.end, match.end) + 30)}));
  // More of a harm is none the better; the other way round it is.
  static const Guarded raised("(?i)^(?:\\w+ly )?(?:enhanc|prolong|extend|lengthen)\\w*$");
  const bool harm = is_harm(slice(text, outcome));
  static const Guarded more_harm("(?i)\\b(?:enhanced|prolonged|heightened|exacerbated|intensified)\\b");
  if (sense == Sense::kFavourable && harm && outcome.start > match.end &&
      more_harm.in(slice(text, {match.end, outcome.start})))
    sense = Sense::kUnfavourable;
  static const Guarded inverse("(?i)\\b(?:inverse|negative)(?:ly)? (?:\\w+ )?(?:associat|relat|correlat|link)");
  if (sense == Sense::kFavourable && harm && raised.in(slice(text, match))) sense = Sense::kUnfavourable;
  const bool flip = inverse.in(slice(text, {match.start > 12 ? match.start - 12 : 0, match.end}));
  if (!flip) return sense;
  if (sense == Sense::kNone) return harm ? Sense::kFavourable : Sense::kUnfavourable;
  return sense == Sense::kFavourable ? Sense::kUnfavourable : Sense::kFavourable;
}

bool is_harm(std::string_view outcome) {
  static const Guarded harm(
      "(?i)mortality|death|recurrence|relapse|progression$|pain|events|fracture|complication|growth|instability|"
      "damage|injury|symptoms|destruction|resistance");
  static const Guarded good("(?i)free|control|relief|expectancy");
  return harm.in(outcome) && !good.in(outcome);
}

bool is_supposed(std::string_view text, ByteSpan before) {
  static const Guarded unreal(
      "(?i)(?:^|[^,]) whether|\\b(?:if|unless|aim(?:s|ed)?|objectives?|purpose|hypothes\\w+|designed|intended|in "
      "order|assum\\w+|expect(?:ed)?|"
      "need (?:to|for)|potential to|could have|would|efforts?|goals?|to "
      "(?:determine|evaluate|investigate|assess|examine|explore|"
      "identify|test|compare|study|analy[sz]e)|no one|nobody|unknown|unclear|little is known|it is possible|remains "
      "to be)\\b");
  return unreal.in(slice(text, before));
}

bool in_brackets(std::string_view text, std::uint32_t at) {
  const std::size_t open = text.rfind('(', at);
  return open != std::string_view::npos && open < at && text.substr(0, at).find(')', open) == std::string_view::npos;
}

bool is_passive(std::string_view text, ByteSpan left) {
  static const Guarded passive("(?i)\\b(?:was|were|is|are|been|be)(?: also| not| \\w+ly)*\\s*$");
  return passive.in(slice(text, left));
}

}  // namespace warrant
