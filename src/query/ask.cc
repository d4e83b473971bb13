#include "src/query/ask.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "src/base/text.h"
#include "src/language/stem.h"
#include "src/language/variants.h"
#include "src/query/compare.h"
#include "src/query/evidence.h"
#include "src/query/limits.h"
#include "src/query/pool.h"
#include "src/query/question.h"
#include "src/query/scoring.h"

namespace warrant {
namespace {

constexpr std::int32_t kDocuments = 6;           // documents read for one answer
constexpr std::int32_t kDocumentsOfDesign = 60;  // looked at for those of a design
constexpr std::int32_t kMoreDocuments = 2;       // of those that the best sentences stand in
constexpr std::int32_t kSentences = 20;          // the best sentences of the store
// What the document of the best sentence counts, against the best document: few words are all said by one sentence.
constexpr double kSentenceFit = 0.8, kSentenceFitOfFew = 0.95;
constexpr std::size_t kFewTerms = 6;
constexpr double kPhraseWeight = 0.6, kStudyWeight = 2.0;
constexpr std::size_t kKept = 24;  // documents kept between questions
// Share of the question's words that an answer must hold: a number needs its whole subject, an effect less.
constexpr double kValueCoverage = 0.65, kStatementCoverage = 0.4, kEffectCoverage = 0.25;

// What it costs not to be on people.
constexpr double kNotOnPeople = 1.5;

struct Fitting {
  const ReadDocument* read = nullptr;
  double fit = 1;  // 1 for the best match of the whole document, less for the others
};

struct Candidate {
  const ReadDocument* read = nullptr;
  ScoredSentence sentence;
  double score = 0;
};

bool design_fits(const Document& document, const std::vector<std::string>& designs) {
  const std::string design = ascii_lower(document.study_design);
  return std::any_of(designs.begin(), designs.end(),
                     [&](const std::string& part) { return design.find(part) != std::string::npos; });
}

// Told by its title. Who asks about animals says so.
bool is_animal_study(const Document& document) {
  static constexpr std::array<std::string_view, 22> kAnimals = {
      "bovin", "calv",  "canin", "cattl",  "cow",    "dog",    "equin", "hamster", "hors",  "lamb",  "mice",
      "mous",  "murin", "pig",   "piglet", "porcin", "rabbit", "rat",   "rodent",  "sheep", "swine", "zebrafish"};
  const auto words = words_of(document.title);
  return std::any_of(words.begin(), words.end(),
                     [](const Word& word) { return std::binary_search(kAnimals.begin(), kAnimals.end(), word.stem); });
}

std::vector<QueryTerm> query_of(const UnderstoodQuestion& understood) {
  std::vector<QueryTerm> terms;
  for (const QuestionTerm& term : understood.terms) {
    QueryTerm query;
    query.text = term.text;
    query.weight = term.role == Role::kComparator ? 0.7 : 1.0;
    // "beta-glucan" may be printed "β-glucan", "apnoea" "apnea".
    std::vector<std::string> others = spellings(ascii_lower(term.text));
    if (!others.empty()) query.group = static_cast<std::uint32_t>(terms.size() + 1);
    terms.push_back(query);
    for (std::string& other : others) {
      query.phrase = other.find(' ') != std::string::npos;
      query.text = std::move(other);
      terms.push_back(query);
    }
    if (terms.size() >= 32) break;
  }
  if (understood.type != AnswerType::kValue) return terms;
  if (!understood.study_size.empty()) {  // one study is meant
    QueryTerm query;
    query.text = understood.study_size + " patients";
    query.weight = kStudyWeight;
    query.phrase = true;
    terms.push_back(std::move(query));
  }
  // Words that stand together in a question on a value name one thing: "1-year survival".
  const std::string text = collapse_space(understood.text);
  const auto words = words_of(text);
  for (std::size_t i = 0; i + 1 < words.size() && terms.size() < 40; ++i) {
    const ByteSpan both = {words[i].span.start, words[i + 1].span.end};
    if (words[i + 1].span.start - words[i].span.end != 1 || is_stop_word(slice(text, words[i].span)) ||
        is_stop_word(slice(text, words[i + 1].span)))
      continue;
    QueryTerm query;
    query.text = std::string(slice(text, both));
    query.weight = kPhraseWeight;
    query.phrase = true;
    terms.push_back(std::move(query));
  }
  return terms;
}

double least_coverage(const UnderstoodQuestion& understood) {
  switch (understood.type) {
    case AnswerType::kValue:
      return kValueCoverage;
    case AnswerType::kEffect:
      return kEffectCoverage;
    case AnswerType::kAny:
      return understood.predicate.empty() ? kStatementCoverage : kValueCoverage;
  }
  return kStatementCoverage;
}

std::string missing_in(const ScoredSentence& sentence, const UnderstoodQuestion& understood) {
  std::vector<std::string> parts;
  if (!sentence.value) {
    parts.emplace_back(understood.type == AnswerType::kEffect     ? "states no result on the outcome asked for"
                       : understood.sought == Sought::kDefinition ? "defines nothing"
                       : understood.at.empty()                    ? "no number of the kind asked for"
                                                                  : "no number of the kind and time asked for");
  }
  if (!sentence.missing.empty()) parts.push_back(fmt::format("does not speak of: {}", joined(sentence.missing, ", ")));
  if (parts.empty()) parts.emplace_back("it speaks of too little of what is asked");
  return joined(parts, "; ");
}

// Orders candidates anew so that works take turns where they answer about as well: each value a work has given already
// costs its next one points (after maximal marginal relevance, Carbonell & Goldstein 1998). Only the first places
// matter.
void vary_documents(std::vector<Candidate>& candidates) {
  constexpr std::size_t kPlaces = 30;
  constexpr double kAgain = 0.8;
  const std::size_t places = std::min(kPlaces, candidates.size());
  std::map<const ReadDocument*, int> given;
  for (std::size_t place = 0; place < places; ++place) {
    const auto worth = [&](const Candidate& c) {
      const auto known = given.find(c.read);
      return c.score - (known == given.end() ? 0 : kAgain * known->second);
    };
    const auto first = candidates.begin() + static_cast<std::ptrdiff_t>(place);
    const auto best =
        std::max_element(first, candidates.end(), [&](const auto& a, const auto& b) { return worth(a) < worth(b); });
    best->score = worth(*best);
    ++given[best->read];
    std::rotate(first, best, best + 1);
  }
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
  StemTable stems;
  std::list<std::pair<std::string, ReadDocument>> documents;  // most recently used first

  Result<const ReadDocument*> read(const std::string& id) {
    for (auto known = documents.begin(); known != documents.end(); ++known) {
      if (known->first != id) continue;
      documents.splice(documents.begin(), documents, known);
      return &documents.front().second;
    }
    WARRANT_TRY(indexed, store->load(id));
    WARRANT_TRY(ref, store->document_ref(id));
    documents.emplace_front(id, ReadDocument{std::move(ref), std::move(indexed), nullptr});
    ReadDocument& read = documents.front().second;
    read.sentences = std::make_unique<QuestionedDocument>(read.indexed, stems);
    return &read;
  }

  // Between questions: within one, what was read is pointed to.
  void forget() {
    while (documents.size() > kKept) documents.pop_back();
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
    filter.year_from = understood.year_from;
    filter.year_to = understood.year_to;
    RetrievalOptions options;
    const bool any_design = understood.designs.empty();
    options.limit = any_design ? kDocuments : kDocumentsOfDesign;
    options.whole_documents = true;
    WARRANT_TRY(hits, store->retrieval().top(terms, filter, options));
    const std::int32_t documents_wanted = options.limit;
    // A work may say in one sentence what it is not about as a whole.
    options.limit = kSentences;
    options.whole_documents = false;
    WARRANT_TRY(sentences, store->retrieval().top(terms, filter, options));
    std::vector<std::pair<std::string, double>> found;
    for (const SentenceHit& hit : hits) found.emplace_back(hit.document, hit.score / hits.front().score);
    for (const SentenceHit& hit : sentences) {
      const double fit = (understood.terms.size() <= kFewTerms ? kSentenceFitOfFew : kSentenceFit) * hit.score /
                         sentences.front().score;
      const auto known =
          std::find_if(found.begin(), found.end(), [&](const auto& f) { return f.first == hit.document; });
      if (known != found.end()) {
        known->second = std::max(known->second, fit);
      } else if (found.size() < static_cast<std::size_t>(documents_wanted + kMoreDocuments)) {
        found.emplace_back(hit.document, fit);
      }
    }
    for (const auto& [id, fit] : found) {
      WARRANT_TRY(read_document, read(id));
      if (!any_design && !design_fits(read_document->indexed.document, understood.designs)) continue;
      list.push_back({read_document, fit});
      if (list.size() == static_cast<std::size_t>(kDocuments + kMoreDocuments)) break;
    }
    return list;
  }

  static std::vector<Candidate> ranked(const std::vector<Fitting>& documents, const UnderstoodQuestion& understood) {
    std::vector<Candidate> candidates;
    for (const Fitting& document : documents) {
      const DocumentRef& ref = document.read->ref;
      double preference = 0;
      if (!ref.retraction.empty()) preference -= 20;  // marked, and last
      if (!understood.document_given && is_animal_study(document.read->indexed.document)) preference -= kNotOnPeople;
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
  memory_->forget();
  Answer answer;
  answer.question = question;
  const UnderstoodQuestion understood = understand(question);
  answer.interpretation = understood.shown;
  answer.question.design = understood.design;
  answer.question.year_from = understood.year_from;
  answer.question.year_to = understood.year_to;
  if (!memory_->searched) {
    WARRANT_TRY(extent, store.extent());
    memory_->searched = extent;
  }
  answer.searched = *memory_->searched;
  WARRANT_TRY(documents, memory_->fitting(question, understood));
  const std::vector<Candidate> candidates =
      understood.about_links ? dangling_in(documents) : Memory::ranked(documents, understood);

  const bool two_groups = !understood.shown.comparator.empty();
  const bool of_value = understood.type == AnswerType::kValue;
  // Who asks plainly wants what was found on just that.
  const bool plain = understood.type == AnswerType::kEffect && understood.yes_or_no && !understood.document_given;
  const auto on_topic = [&](const ScoredSentence& s) {
    return s.about && s.spoken_of && (!plain || s.on_outcome) &&
           (s.result || understood.type == AnswerType::kAny || understood.document_given || (two_groups && !plain));
  };
  // An answer needs the entity, the relation and the type of value together, in one place.
  const double least = least_coverage(understood);
  const auto answers = [&](const Candidate& c) {
    return c.sentence.value && c.sentence.coverage >= least && (of_value || on_topic(c.sentence));
  };
  const auto limit = static_cast<std::size_t>(question.limit);
  if (std::none_of(candidates.begin(), candidates.end(), answers)) {
    answer.status = "no_evidence";
    answer.summary = "No evidence found.";
    if (question.document.empty() &&
        (!understood.design.empty() || understood.year_from != 0 || understood.year_to != 0)) {
      Question unlimited = question;
      unlimited.text = limits_in(collapse_space(question.text)).rest;
      unlimited.design.clear();
      unlimited.year_from = unlimited.year_to = 0;
      unlimited.limit = 1;
      unlimited.pool = false;
      WARRANT_TRY(beyond, ask(store, unlimited));
      if (!beyond.evidence.empty()) {
        answer.nearest_miss =
            NearestMiss{std::move(beyond.evidence.front()), "it lies outside the design or years asked for"};
        return answer;
      }
    }
    if (!candidates.empty()) {
      const auto nearest = std::max_element(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
        return a.sentence.coverage + 0.3 * a.sentence.value < b.sentence.coverage + 0.3 * b.sentence.value;
      });
      NearestMiss miss{evidence_of(*nearest->read, nearest->sentence, nearest->score, understood),
                       missing_in(nearest->sentence, understood)};
      add_citations(store, nearest->read->indexed, miss.evidence);
      miss.evidence.rank = 1;
      answer.nearest_miss = std::move(miss);
    }
    return answer;
  }
  // Where a number is asked, only what holds one is evidence; else what follows the answer, in the same works and on
  // the same thing, may explain it.
  std::set<const ReadDocument*> answering;
  for (const Candidate& candidate : candidates)
    if (answers(candidate)) answering.insert(candidate.read);
  std::vector<Candidate> kept;
  for (const Candidate& candidate : candidates)
    if (of_value || !understood.predicate.empty() ? answers(candidate)
                                                  : on_topic(candidate.sentence) && answering.contains(candidate.read))
      kept.push_back(candidate);
  // Who names both groups means one trial; else all works that answer are asked for.
  if (of_value || (understood.type == AnswerType::kEffect && !two_groups)) vary_documents(kept);
  for (const Candidate& candidate : kept) {
    if (answer.evidence.size() >= limit) break;
    EvidenceItem item = evidence_of(*candidate.read, candidate.sentence, candidate.score, understood);
    if (EvidenceItem* known = repeated_by(item, candidate.read->indexed, answer); known != nullptr) {
      known->also.push_back({item.place, std::move(item.section), std::move(item.quote), item.span});
      continue;
    }
    item.rank = static_cast<std::int32_t>(answer.evidence.size()) + 1;
    add_citations(store, candidate.read->indexed, item);
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
