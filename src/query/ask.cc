#include "src/query/ask.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <list>
#include <memory>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "src/base/text.h"
#include "src/language/direction.h"
#include "src/language/stem.h"
#include "src/query/compare.h"
#include "src/query/pool.h"
#include "src/query/question.h"
#include "src/query/scoring.h"

namespace warrant {
namespace {

constexpr std::int32_t kDocuments = 6;      // documents read for one answer
constexpr std::int32_t kMoreDocuments = 2;  // of those that the best sentences stand in
constexpr std::int32_t kSentences = 20;     // the best sentences of the store
// What the document of the best sentence counts, against the best document: few words are all said by one sentence.
constexpr double kSentenceFit = 0.8, kSentenceFitOfFew = 0.95;
constexpr std::size_t kFewTerms = 6;
constexpr std::size_t kKept = 24;  // documents kept between questions
// Share of the question's words that an answer must hold: a number needs its whole subject, an effect less.
constexpr double kValueCoverage = 0.55, kStatementCoverage = 0.4, kEffectCoverage = 0.25;

struct ReadDocument {
  DocumentRef ref;
  IndexedDocument indexed;
  std::unique_ptr<QuestionedDocument> sentences;
};

struct Fitting {
  const ReadDocument* read = nullptr;
  double fit = 1;  // 1 for the best match of the whole document, less for the others
};

struct Candidate {
  const ReadDocument* read = nullptr;
  ScoredSentence sentence;
  double score = 0;
};

std::vector<QueryTerm> query_of(const UnderstoodQuestion& understood) {
  std::vector<QueryTerm> terms;
  for (const QuestionTerm& term : understood.terms) {
    QueryTerm query;
    query.text = term.text;
    query.weight = term.role == Role::kComparator ? 0.7 : 1.0;
    terms.push_back(std::move(query));
    if (terms.size() == 32) break;
  }
  return terms;
}

DocumentRef ref_of(const IndexedDocument& indexed) {
  const Document& d = indexed.document;
  DocumentRef ref;
  ref.id = indexed.id;
  ref.pmcid = d.pmcid;
  ref.pmid = d.pmid;
  ref.doi = d.doi;
  ref.title = d.title;
  ref.source = indexed.source;
  ref.year = d.year;
  ref.kind = name_of(d.kind);
  ref.retraction = d.retraction;
  return ref;
}

// "cohort" fits "retrospective cohort"; no design asked for fits all.
bool design_fits(const Document& document, std::string_view design) {
  return design.empty() || ascii_lower(document.study_design).find(ascii_lower(design)) != std::string::npos;
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
  item.document = read.ref;
  item.place = passage.place;
  item.section = section_path(document, passage.section);
  item.span = sentence.span;
  item.quote = slice(document.text, sentence.span);
  item.study_design = document.study_design;
  item.sample_size = document.sample_size;
  item.direction = name_of(direction_of(item.quote, {asked.outcome, asked.subject, asked.comparator}));
  if (const Claim* claim = claim_in(read.indexed, sentence.span, asked); claim != nullptr) {
    ClaimRecord record;
    record.document = read.ref;
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

double least_coverage(const UnderstoodQuestion& understood) {
  switch (understood.type) {
    case AnswerType::kValue:
      return kValueCoverage;
    case AnswerType::kEffect:
      return kEffectCoverage;
    case AnswerType::kAny:
      return kStatementCoverage;
  }
  return kStatementCoverage;
}

std::string missing_in(const ScoredSentence& sentence, const UnderstoodQuestion& understood) {
  std::vector<std::string> parts;
  if (!sentence.value) {
    parts.emplace_back(understood.at.empty() ? "no number of the kind asked for"
                                             : "no number of the kind and time asked for");
  }
  if (!sentence.missing.empty())
    parts.push_back(fmt::format("does not speak of: {}", fmt::join(sentence.missing, ", ")));
  if (parts.empty()) parts.emplace_back("it speaks of too little of what is asked");
  return fmt::format("{}", fmt::join(parts, "; "));
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

// The evidence item of the same document that says the same (abstract, body and table of one article repeat a value),
// or null.
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

// Sentences whose citations lead nowhere, those with the most first; of one document no more than its share.
std::vector<Candidate> dangling_in(const std::vector<Fitting>& documents) {
  std::vector<Candidate> candidates;
  for (const Fitting& document : documents) {
    const IndexedDocument& indexed = document.read->indexed;
    std::vector<Candidate> own;
    for (std::size_t s = 0; s < indexed.sentences.size(); ++s) {
      int dangling = 0;
      for (const CitationAnchor& anchor : indexed.document.anchors) {
        if (!indexed.sentences[s].span.contains(anchor.span)) continue;
        dangling += static_cast<int>(
            std::count_if(anchor.targets.begin(), anchor.targets.end(), [](const auto& t) { return t.reference < 0; }));
      }
      if (dangling == 0) continue;
      ScoredSentence sentence;
      sentence.sentence = static_cast<std::int32_t>(s);
      sentence.coverage = 1;
      own.push_back({document.read, std::move(sentence), static_cast<double>(dangling)});
    }
    std::stable_sort(own.begin(), own.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
    // The documents take turns.
    for (std::size_t i = 0; i < own.size(); ++i) own[i].score -= 1000.0 * static_cast<double>(i);
    candidates.insert(candidates.end(), own.begin(), own.end());
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const auto& a, const auto& b) { return a.score > b.score; });
  for (Candidate& candidate : candidates) candidate.score = 0;
  return candidates;
}

}  // namespace

struct Asker::Memory {
  const Store* store = nullptr;
  std::optional<Searched> searched;
  std::list<std::pair<std::string, ReadDocument>> documents;  // most recently used first

  Result<const ReadDocument*> read(const std::string& id) {
    for (auto known = documents.begin(); known != documents.end(); ++known) {
      if (known->first != id) continue;
      documents.splice(documents.begin(), documents, known);
      return &documents.front().second;
    }
    WARRANT_TRY(indexed, store->load(id));
    DocumentRef ref = ref_of(indexed);
    documents.emplace_front(id, ReadDocument{std::move(ref), std::move(indexed), nullptr});
    ReadDocument& read = documents.front().second;
    read.sentences = std::make_unique<QuestionedDocument>(read.indexed);
    if (documents.size() > kKept) documents.pop_back();
    return &read;
  }

  Result<std::vector<Fitting>> fitting(const Question& question, const UnderstoodQuestion& understood) {
    std::vector<Fitting> list;
    if (!question.document.empty()) {
      WARRANT_TRY(read_document, read(question.document));
      list.push_back({read_document, 1.0});
      return list;
    }
    if (understood.about_links) {
      for (std::string_view kind : {"qa", "web", "guideline"}) {
        if (!understood.kind.empty() && understood.kind != kind) continue;
        WARRANT_TRY(ids, store->document_ids(kind));
        for (const std::string& id : ids) {
          if (list.size() == kKept) break;
          WARRANT_TRY(read_document, read(id));
          list.push_back({read_document, 1.0});
        }
      }
      return list;
    }
    const std::vector<QueryTerm> terms = query_of(understood);
    if (terms.empty()) return list;
    SearchFilter filter;
    filter.year_from = question.year_from;
    filter.year_to = question.year_to;
    RetrievalOptions options;
    options.limit = kDocuments;
    options.whole_documents = true;
    WARRANT_TRY(hits, store->retrieval().top(terms, filter, options));
    // A work may say in one sentence what it is not about as a whole.
    options.limit = kSentences;
    options.whole_documents = false;
    WARRANT_TRY(sentences, store->retrieval().top(terms, filter, options));
    std::vector<std::pair<std::string, double>> found;
    for (const SentenceHit& hit : hits) found.emplace_back(hit.document, hit.score / hits.front().score);
    for (const SentenceHit& hit : sentences) {
      const double fit =
          (terms.size() <= kFewTerms ? kSentenceFitOfFew : kSentenceFit) * hit.score / sentences.front().score;
      const auto known =
          std::find_if(found.begin(), found.end(), [&](const auto& f) { return f.first == hit.document; });
      if (known != found.end()) {
        known->second = std::max(known->second, fit);
      } else if (found.size() < static_cast<std::size_t>(kDocuments + kMoreDocuments)) {
        found.emplace_back(hit.document, fit);
      }
    }
    for (const auto& [id, fit] : found) {
      WARRANT_TRY(read_document, read(id));
      if (!design_fits(read_document->indexed.document, question.design)) continue;
      list.push_back({read_document, fit});
    }
    return list;
  }

  static std::vector<Candidate> ranked(const std::vector<Fitting>& documents, const UnderstoodQuestion& understood) {
    std::vector<Candidate> candidates;
    for (const Fitting& document : documents) {
      const DocumentRef& ref = document.read->ref;
      double preference = 0;
      if (!ref.retraction.empty()) preference -= 20;  // marked, and last
      if (ref.kind == "qa" || ref.kind == "web") preference -= understood.type == AnswerType::kValue ? 3.0 : 0.3;
      for (ScoredSentence& sentence : document.read->sentences->score(understood)) {
        const double score = sentence.score > 0 ? sentence.score * document.fit : sentence.score / document.fit;
        candidates.push_back({document.read, std::move(sentence), score + preference});
      }
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const auto& a, const auto& b) { return a.score > b.score; });
    return candidates;
  }
};

Asker::Asker(const Store& store) : memory_(std::make_unique<Memory>()) { memory_->store = &store; }
Asker::~Asker() = default;
Asker::Asker(Asker&&) noexcept = default;

Result<Answer> Asker::operator()(const Question& question) {
  const Store& store = *memory_->store;
  Answer answer;
  answer.question = question;
  const UnderstoodQuestion understood = understand(question);
  answer.interpretation = understood.shown;
  if (!memory_->searched) {
    WARRANT_TRY(extent, store.extent());
    memory_->searched = extent;
  }
  answer.searched = *memory_->searched;
  WARRANT_TRY(documents, memory_->fitting(question, understood));
  const std::vector<Candidate> candidates =
      understood.about_links ? dangling_in(documents) : Memory::ranked(documents, understood);

  // An answer needs the entity, the relation and the type of value together, in one place.
  const double least = least_coverage(understood);
  const auto answers = [&](const Candidate& c) { return c.sentence.value && c.sentence.coverage >= least; };
  const auto limit = static_cast<std::size_t>(question.limit);
  if (std::none_of(candidates.begin(), candidates.end(), answers)) {
    answer.status = "no_evidence";
    answer.summary = "No evidence found.";
    if (!candidates.empty()) {
      const auto nearest = std::max_element(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
        return a.sentence.coverage + 0.3 * a.sentence.value < b.sentence.coverage + 0.3 * b.sentence.value;
      });
      NearestMiss miss{evidence_of(*nearest->read, nearest->sentence, nearest->score, understood.shown),
                       missing_in(nearest->sentence, understood)};
      WARRANT_CHECK(add_citations(store, nearest->read->indexed, miss.evidence));
      miss.evidence.rank = 1;
      answer.nearest_miss = std::move(miss);
    }
    return answer;
  }
  // Where a number is asked, only what holds one is evidence; else what follows the answer, in the same works, may
  // explain it.
  std::set<const ReadDocument*> answering;
  for (const Candidate& candidate : candidates)
    if (answers(candidate)) answering.insert(candidate.read);
  for (const Candidate& candidate : candidates) {
    if (answer.evidence.size() >= limit) break;
    if (understood.type == AnswerType::kValue ? !answers(candidate) : !answering.contains(candidate.read)) continue;
    EvidenceItem item = evidence_of(*candidate.read, candidate.sentence, candidate.score, understood.shown);
    if (EvidenceItem* known = repeated_by(item, candidate.read->indexed, answer); known != nullptr) {
      known->also.push_back({item.place, std::move(item.section), std::move(item.quote), item.span});
      continue;
    }
    item.rank = static_cast<std::int32_t>(answer.evidence.size()) + 1;
    WARRANT_CHECK(add_citations(store, candidate.read->indexed, item));
    answer.evidence.push_back(std::move(item));
  }
  answer.conflicts = conflicts_in(answer);
  answer.status = answer.conflicts.empty() ? "answered" : "conflicting";
  answer.summary = summary_of(answer);
  if (question.pool) answer.pooled = pool_of(answer);
  return answer;
}

Result<Answer> ask(const Store& store, const Question& question) {
  Asker asker(store);
  return asker(question);
}

}  // namespace warrant
