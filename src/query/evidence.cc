#include "src/query/evidence.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

#include "src/base/text.h"
#include "src/language/direction.h"
#include "src/language/stem.h"

namespace warrant {
namespace {

std::set<std::string> stems_of(std::string_view text) {
  std::set<std::string> stems;
  for (Word& word : words_of(text))
    if (!is_stop_word(slice(text, word.span))) stems.insert(std::move(word.stem));
  return stems;
}

std::size_t shared(std::string_view text, const std::set<std::string>& stems) {
  std::size_t n = 0;
  for (const Word& word : words_of(text)) n += stems.count(word.stem);
  return n;
}

// The part of the sentence that a value belongs to: to the next semicolon, or comma before "and" or "but", outside
// brackets.
std::string_view clause_around(std::string_view text, ByteSpan value) {
  std::size_t start = 0, end = text.size();
  int depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    depth = text[at] == '(' ? depth + 1 : text[at] == ')' ? std::max(0, depth - 1) : depth;
    const std::string_view rest = text.substr(at);
    const bool ends =
        depth == 0 && (rest.starts_with("; ") || rest.starts_with(", and ") || rest.starts_with(", but ") ||
                       rest.starts_with(", while ") || rest.starts_with(", whereas "));
    if (!ends) continue;
    if (at < value.start) {
      start = at + 1;
    } else {
      end = at;
      break;
    }
  }
  return text.substr(start, end - start);
}

// The claim of the sentence that fits the question best: of the asked measure, with a value, on the words asked for.
// Where an effect on an outcome is asked for, the claim must be on it; none is better than another outcome's.
const Claim* claim_in(const IndexedDocument& indexed, ByteSpan sentence, const UnderstoodQuestion& question) {
  const Interpretation& asked = question.shown;
  std::set<std::string> wanted;
  for (const std::string& term : asked.terms) wanted.merge(stems_of(term));
  const std::set<std::string> outcome = stems_of(asked.outcome), subject = stems_of(asked.subject);
  const bool effect = question.type == AnswerType::kEffect && !outcome.empty();
  const std::string_view text = slice(indexed.document.text, sentence);
  const Claim* best = nullptr;
  int most = -1;
  for (const Claim& claim : indexed.claims) {
    if (!sentence.overlaps(claim.span)) continue;
    // A fact on the study is no headline of what it found.
    if (claim.kind == kind::kStudyFact && !asked.outcome.empty() && asked.measure.empty()) continue;
    if (effect) {
      if (claim.assumption || other_endpoint(claim.outcome, question)) continue;
      const bool here = sentence.contains(claim.value_span);
      const std::string_view clause =
          here ? clause_around(text, {claim.value_span.start - sentence.start, claim.value_span.end - sentence.start})
               : text;
      if (shared(claim.outcome, outcome) == 0 && shared(clause, outcome) == 0) continue;
      // What another factor does to the outcome is no answer.
      if (asked.comparator.empty() && claim.kind == kind::kPrognosticFactor && !claim.subject.empty() &&
          !subject.empty() && shared(claim.subject, subject) == 0)
        continue;
    }
    int points = claim.value.has_value() + (!asked.measure.empty() && claim.measure == asked.measure ? 100 : 0);
    // Where it is asked how often, a rate or share comes before what compares two.
    if (question.value == ValueType::kShare && (claim.kind == kind::kIncidenceRate || claim.kind == kind::kProportion))
      points += 30;
    if (other_endpoint(claim.outcome, question)) points -= 50;
    for (const std::string* label : {&claim.outcome, &claim.subject, &claim.comparator, &claim.population})
      points += 2 * static_cast<int>(shared(*label, wanted));
    if (points <= most) continue;
    best = &claim;
    most = points;
  }
  return best;
}

// The sentence, or where it relates other factors too, only the part that names the one asked about.
std::string_view words_on_subject(const IndexedDocument& indexed, ByteSpan sentence,
                                  const UnderstoodQuestion& question) {
  const std::string_view text = slice(indexed.document.text, sentence);
  const std::set<std::string> subject = stems_of(question.shown.subject);
  if (subject.empty() || !question.shown.comparator.empty()) return text;
  const bool others = std::any_of(indexed.claims.begin(), indexed.claims.end(), [&](const Claim& claim) {
    return sentence.overlaps(claim.span) && claim.kind == kind::kPrognosticFactor && !claim.subject.empty() &&
           shared(claim.subject, subject) == 0;
  });
  if (!others) return text;
  for (const Word& word : words_of(text))
    if (subject.contains(word.stem)) return clause_around(text, word.span);
  return text;
}

// Nine tenths of the words of both are the same.
bool same_words(std::string_view a, std::string_view b) {
  std::vector<std::string> first, second, common;
  for (const auto& [text, words] : {std::pair(a, &first), std::pair(b, &second)}) {
    for (Word& word : words_of(text)) words->push_back(std::move(word.stem));
    std::sort(words->begin(), words->end());
  }
  std::set_intersection(first.begin(), first.end(), second.begin(), second.end(), std::back_inserter(common));
  return 10 * common.size() >= 9 * std::max(first.size(), second.size());
}

bool same_value(const Claim& a, const Claim& b) {
  return a.measure == b.measure && a.value == b.value && a.at == b.at && a.unit == b.unit &&
         (a.ci_low == b.ci_low || !a.ci_low || !b.ci_low);
}

// A value and its p value that stand in both: the row of a table and the sentence that speaks of it.
bool same_result(const IndexedDocument& indexed, ByteSpan a, ByteSpan b) {
  for (const Claim& first : indexed.claims) {
    if (!a.contains(first.value_span) || !first.value || !first.p_value || first.p_op != Operator::kEqual) continue;
    for (const Claim& second : indexed.claims)
      if (b.contains(second.value_span) && second.value == first.value && second.p_value == first.p_value &&
          second.p_op == first.p_op)
        return true;
  }
  return false;
}

}  // namespace

EvidenceItem evidence_of(const ReadDocument& read, const ScoredSentence& scored, double score,
                         const UnderstoodQuestion& question) {
  const Interpretation& asked = question.shown;
  const Document& document = read.indexed.document;
  const Sentence& sentence = read.indexed.sentences[static_cast<std::size_t>(scored.sentence)];
  const Passage& passage = document.passages[static_cast<std::size_t>(sentence.passage)];
  EvidenceItem item;
  item.score = std::round(score * 1000) / 1000;
  item.document = read.ref;
  item.place = passage.place;
  item.section = section_path(document, passage.section);
  item.span = sentence.span;
  item.quote = slice(document.text, sentence.span);
  item.study_design = document.study_design;
  item.sample_size = document.sample_size;
  if (!scored.plan && question.type != AnswerType::kValue) {
    const std::string_view spoken = words_on_subject(read.indexed, sentence.span, question);
    item.direction = name_of(direction_of(spoken, {asked.outcome, asked.subject, asked.comparator}));
  }
  if (const Claim* claim = claim_in(read.indexed, sentence.span, question); claim != nullptr) {
    ClaimRecord record;
    record.document = read.ref;
    record.claim = *claim;
    record.section = section_path(document, claim->section);
    if (claim->table >= 0) record.table_id = document.tables[static_cast<std::size_t>(claim->table)].id;
    record.quote = slice(document.text, claim->span);
    // "slightly higher (0.34, 95% CI -0.33 to 1.02)": words that no test stands behind.
    const bool crosses = claim->kind == kind::kEffectEstimate && claim->ci_low && !claim->assumption &&
                         claim->direction == name_of(Direction::kNoDifference);
    if (crosses && !item.direction.empty() && ascii_lower(item.quote).find("significant") == std::string::npos)
      item.direction = claim->direction;
    item.claim = std::move(record);
  }
  return item;
}

void add_citations(const Store& store, const IndexedDocument& indexed, EvidenceItem& item) {
  if (item.claim && !item.claim->claim.id.empty()) {
    if (auto stored = store.claim(item.claim->claim.id)) item.claim = std::move(*stored);
  }
  std::set<std::int32_t> seen;
  for (const CitationAnchor& anchor : indexed.document.anchors) {
    if (!item.span.contains(anchor.span)) continue;
    for (const CitationAnchor::Target& target : anchor.targets) {
      if (target.reference >= 0 && !seen.insert(target.reference).second) continue;
      CitationRecord citation;
      citation.marker = target.label;
      if (target.reference >= 0) {
        const Reference& reference = indexed.document.references[static_cast<std::size_t>(target.reference)];
        citation.reference = reference.number;
        citation.title = reference.title;
        citation.doi = reference.doi;
        citation.pmid = reference.pmid;
      } else {
        citation.verdict = "dangling";
      }
      item.citations.push_back(std::move(citation));
    }
  }
  if (item.claim && !item.claim->citations.empty()) item.citations = item.claim->citations;
}

EvidenceItem* repeated_by(const EvidenceItem& item, const IndexedDocument& indexed, Answer& answer) {
  const std::string& measure = answer.interpretation.measure;
  for (EvidenceItem& known : answer.evidence) {
    if (known.document.id != item.document.id) continue;
    const bool value = item.claim && known.claim && item.claim->claim.value &&
                       (!measure.empty() || item.claim->claim.kind == kind::kEffectEstimate) &&
                       same_value(item.claim->claim, known.claim->claim);
    if (value || same_words(item.quote, known.quote)) return &known;
    if (item.place == Place::kTable && known.place != Place::kTable && same_result(indexed, known.span, item.span))
      return &known;
  }
  return nullptr;
}

}  // namespace warrant
