#include "src/query/ask.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "src/language/direction.h"
#include "src/query/question.h"
#include "src/query/scoring.h"

namespace warrant {
namespace {

constexpr std::int32_t kDocuments = 5;   // documents read for one answer
constexpr double kLeastCoverage = 0.34;  // share of the question's words that evidence must hold

struct Candidate {
  std::size_t document = 0;  // index into the documents read
  ScoredSentence sentence;
  double score = 0;
};

struct ReadDocument {
  DocumentRecord record;
  IndexedDocument indexed;
  double fit = 1;  // 1 for the best match, less for the others
};

Result<std::vector<ReadDocument>> read_documents(const Store& store, const Question& question,
                                                 const UnderstoodQuestion& understood) {
  std::vector<ReadDocument> documents;
  if (!question.document.empty()) {
    WARRANT_TRY(record, store.document(question.document));
    WARRANT_TRY(indexed, store.load(record.ref.id));
    documents.push_back({std::move(record), std::move(indexed), 1.0});
    return documents;
  }
  std::vector<QueryTerm> terms;
  for (const QuestionTerm& term : understood.terms) {
    QueryTerm query;
    query.text = term.text;
    query.weight = term.role == Role::kComparator ? 0.7 : 1.0;
    terms.push_back(std::move(query));
    if (terms.size() == 32) break;
  }
  if (terms.empty()) return documents;
  RetrievalOptions options;
  options.limit = kDocuments;
  options.whole_documents = true;
  WARRANT_TRY(hits, store.retrieval().top(terms, {}, options));
  for (const SentenceHit& hit : hits) {
    WARRANT_TRY(record, store.document(hit.document));
    WARRANT_TRY(indexed, store.load(hit.document));
    documents.push_back({std::move(record), std::move(indexed), hit.score / hits.front().score});
  }
  return documents;
}

// The claim of the sentence that fits the question best: the asked measure first.
const Claim* claim_in(const IndexedDocument& indexed, ByteSpan sentence, const Interpretation& asked) {
  const Claim* best = nullptr;
  for (const Claim& claim : indexed.claims) {
    if (!sentence.overlaps(claim.span)) continue;
    if (!asked.measure.empty() && claim.measure == asked.measure) return &claim;
    if (best == nullptr) best = &claim;
  }
  return best;
}

EvidenceItem evidence_of(const ReadDocument& read, const ScoredSentence& scored, double score,
                         const Interpretation& asked) {
  const Document& document = read.indexed.document;
  const Sentence& sentence = read.indexed.sentences[static_cast<std::size_t>(scored.sentence)];
  const Passage& passage = document.passages[static_cast<std::size_t>(sentence.passage)];
  EvidenceItem item;
  item.score = std::round(score * 1000) / 1000;
  item.document = read.record.ref;
  item.place = passage.place;
  item.section = section_path(document, passage.section);
  item.span = sentence.span;
  item.quote = slice(document.text, sentence.span);
  item.direction = name_of(direction_of(item.quote, {asked.outcome, asked.subject, asked.comparator}));
  if (const Claim* claim = claim_in(read.indexed, sentence.span, asked); claim != nullptr) {
    ClaimRecord record;
    record.document = read.record.ref;
    record.claim = *claim;
    record.section = section_path(document, claim->section);
    if (claim->table >= 0) record.table_id = document.tables[static_cast<std::size_t>(claim->table)].id;
    record.quote = slice(document.text, claim->span);
    item.claim = std::move(record);
  }
  return item;
}

// Citations as the store resolved them, for claims and for marks in the sentence.
Result<void> add_citations(const Store& store, const IndexedDocument& indexed, EvidenceItem& item) {
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
  return {};
}

}  // namespace

Result<Answer> ask(const Store& store, const Question& question) {
  Answer answer;
  answer.question = question;
  const UnderstoodQuestion understood = understand(question.text);
  answer.interpretation = understood.shown;
  WARRANT_TRY(status, store.status());
  answer.searched = {status.documents, status.passages, status.claims};

  WARRANT_TRY(documents, read_documents(store, question, understood));
  std::vector<Candidate> candidates;
  for (std::size_t d = 0; d < documents.size(); ++d)
    for (const ScoredSentence& sentence : QuestionedDocument(documents[d].indexed).score(understood))
      candidates.push_back({d, sentence, sentence.score * documents[d].fit});
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const auto& a, const auto& b) { return a.score > b.score; });

  const auto limit = static_cast<std::size_t>(question.limit);
  for (const Candidate& candidate : candidates) {
    if (answer.evidence.size() >= limit) break;
    EvidenceItem item =
        evidence_of(documents[candidate.document], candidate.sentence, candidate.score, understood.shown);
    item.rank = static_cast<std::int32_t>(answer.evidence.size()) + 1;
    WARRANT_CHECK(add_citations(store, documents[candidate.document].indexed, item));
    answer.evidence.push_back(std::move(item));
  }
  const bool answered = std::any_of(candidates.begin(), candidates.end(),
                                    [](const auto& c) { return c.sentence.coverage >= kLeastCoverage; });
  if (!answered) {
    answer.status = "no_evidence";
    answer.summary = "No evidence found.";
    if (!answer.evidence.empty())
      answer.nearest_miss = NearestMiss{answer.evidence.front(), "it does not speak of enough of what is asked"};
    answer.evidence.clear();
    return answer;
  }
  answer.status = "answered";
  std::set<std::string> sources;
  for (const EvidenceItem& item : answer.evidence) sources.insert(item.document.id);
  answer.summary = fmt::format("{} passage{} from {} document{}.", answer.evidence.size(),
                               answer.evidence.size() == 1 ? "" : "s", sources.size(), sources.size() == 1 ? "" : "s");
  return answer;
}

}  // namespace warrant
