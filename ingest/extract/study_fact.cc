// What a study says of itself: design, number of people, follow-up, eligibility by expected survival.
#include <cstdlib>

#include <re2/re2.h>

#include "ingest/extract/extractor.h"
#include "ingest/extract/phrases.h"
#include "ingest/extract/study.h"

namespace warrant {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

// Sections that speak of this study, not of others.
bool speaks_of_itself(const Document& document, const Passage& passage) {
  if (passage.place == Place::kAbstract) return true;
  for (std::int32_t s = passage.section; s >= 0; s = document.sections[static_cast<std::size_t>(s)].parent) {
    const std::string& role = document.sections[static_cast<std::size_t>(s)].role;
    if (role == "methods" || role == "results") return true;
  }
  return false;
}

void read_sentence(const Document& document, const Sentence& sentence, std::vector<Claim>& claims) {
  const std::string_view text = slice(document.text, sentence.span);
  const auto in_document = [&](ByteSpan span) {
    return ByteSpan{sentence.span.start + span.start, sentence.span.start + span.end};
  };
  const Passage& passage = document.passages[static_cast<std::size_t>(sentence.passage)];
  if (!speaks_of_itself(document, passage)) return;
  static const RE2 own("(?i)\\b(?:this|our|the present|the current|present|we)\\b");
  if (const StatedDesign design = stated_design(text); !design.design.empty() && RE2::PartialMatch(piece(text), own)) {
    Claim claim = claim_of(document, sentence, kind::kStudyFact);
    claim.measure = "study_design";
    claim.subject = design.design;
    claim.value_span = in_document(design.span);
    claims.push_back(std::move(claim));
  }
  if (const StatedSize size = stated_size(text); size.people > 0) {
    Claim claim = claim_of(document, sentence, kind::kStudyFact);
    claim.measure = "sample_size";
    claim.value = size.people;
    claim.value_op = Operator::kEqual;
    claim.value_text = slice(text, size.span);
    claim.value_span = in_document(size.span);
    claim.population = slice(text, size.who);
    claims.push_back(std::move(claim));
  }
  // "median follow-up was 24 months", "follow-up last for more than 1 year", "expected survival period more than 3
  // months"
  static const RE2 follow(
      "(?i)\\b(follow(?:ed)?[- ]?up|expected survival|life expectancy|anticipated survival)\\b[^.;]{0,60}?(at "
      "least|more than|less than|over|>|≥|<|≤|of|"
      "was|for|to)?\\s*(\\d+(?:\\.\\d+)?)[- ](years?|months?|weeks?|days?)\\b");
  re2::StringPiece groups[5];
  if (follow.Match(piece(text), 0, text.size(), RE2::UNANCHORED, groups, 5)) {
    Claim claim = claim_of(document, sentence, kind::kStudyFact);
    claim.measure = (groups[1][0] | 0x20) == 'f' ? "follow_up" : "expected_survival";
    claim.value_text = std::string(groups[3]);
    claim.value = std::strtod(claim.value_text.c_str(), nullptr);
    const std::string op(groups[2]);
    claim.value_op = op == "more than" || op == "over" || op == ">" ? Operator::kGreater
                     : op == "at least" || op == "≥"                ? Operator::kGreaterEqual
                     : op == "less than" || op == "<"               ? Operator::kLess
                     : op == "≤"                                    ? Operator::kLessEqual
                                                                    : Operator::kEqual;
    claim.unit = std::string(groups[4]);
    if (claim.unit.back() != 's') claim.unit += 's';
    const auto start = static_cast<std::uint32_t>(groups[3].data() - text.data());
    claim.value_span = in_document({start, start + static_cast<std::uint32_t>(groups[3].size())});
    claims.push_back(std::move(claim));
  }
}

void extract_study_facts(const Reading& reading, std::vector<Claim>& claims) {
  for (const Sentence& sentence : reading.sentences)
    if (is_running_text(reading.document, sentence)) read_sentence(reading.document, sentence, claims);
}

}  // namespace

extern const Extractor study_fact_extractor;
const Extractor study_fact_extractor{"study_fact", 1, extract_study_facts};

}  // namespace warrant
