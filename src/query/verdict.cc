#include "src/query/verdict.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "src/base/text.h"
#include "src/query/testimony.h"
#include "src/query/verify.h"

namespace warrant {
namespace {

constexpr std::size_t kKeptSources = 64;
constexpr double kSameWords = 0.5;  // share of the claim's words that a witness must hold
constexpr double kListed = 0.3;     // the same of a work that the citing page cites as well

}  // namespace

// One document as a witness.
struct Judge::Source : WitnessDocument {
  using WitnessDocument::WitnessDocument;
};

Judge::Judge(const Store& store) : store_(store) {}
Judge::~Judge() = default;

Result<Judge::Source*> Judge::source(const std::string& id) {
  if (const auto at = sources_.find(id); at != sources_.end()) return at->second.get();
  WARRANT_TRY(document, store_.load(id));
  if (sources_.size() >= kKeptSources) sources_.clear();
  return sources_.emplace(id, std::make_unique<Source>(std::move(document))).first->second.get();
}

namespace {

std::set<std::string> words_of_document(const WitnessDocument& witness) {
  std::set<std::string> words = title_words(witness.document);
  for (const SourceSentence& sentence : witness.sentences) words.insert(sentence.words.begin(), sentence.words.end());
  return words;
}

CitationRecord::Evidence evidence_of(const IndexedDocument& document, ByteSpan span) {
  return {document.id, std::string(slice(document.document.text, span)), span};
}

}  // namespace

Result<Judgement> Judge::judge(const Claim& claim, std::string_view words, const std::string& source_id,
                               const std::string& citing) {
  const CitingStatement statement = statement_of(claim, words);
  WARRANT_TRY(cited, source(source_id));
  const Testimony testimony = hear(claim, statement, *cited);
  const IndexedDocument& document = cited->document;
  if (testimony.support >= 0)
    return Judgement{"supported", testimony.support_reason, evidence_of(document, testimony.support_span)};
  Judgement judgement{"absent", testimony.near_miss.empty() ? "the source does not say this" : testimony.near_miss, {}};
  if (!testimony.near_miss.empty()) judgement.evidence = evidence_of(document, testimony.near_span);
  if (testimony.stitched)
    judgement = {"stitched", "its numbers stand in the source, but not together",
                 evidence_of(document, testimony.stitched_span)};
  if (testimony.against >= 0)
    judgement = {"contradicted", testimony.against_reason, evidence_of(document, testimony.against_span)};
  if (testimony.against >= 0.9 || statement.key.empty()) return judgement;
  WARRANT_TRY(elsewhere, find_elsewhere(claim, statement, {source_id, citing}, citing, testimony.against));
  if (!elsewhere) return judgement;
  elsewhere->verdict = "misattributed";
  elsewhere->reason += "; the cited source does not say it";
  return *elsewhere;
}

Result<QuoteVerdict::Location> Judge::location(const CitationRecord::Evidence& evidence) {
  WARRANT_TRY(record, store_.document(evidence.document));
  WARRANT_TRY(held, source(evidence.document));
  return location_of(held->document.document, record.ref, evidence.span);
}

Result<Judgement> Judge::judge_anywhere(const Claim& claim, std::string_view words, const std::string& citing) {
  WARRANT_TRY(found, find_elsewhere(claim, statement_of(claim, words), {citing}, citing, -1));
  if (found) return *found;
  return Judgement{"absent", "no document of the store says this", {}};
}

Result<const std::set<std::string>*> Judge::cited_by(const std::string& citing) {
  if (citing != listing_ || citing.empty()) {
    listed_.clear();
    const auto references = citing.empty() ? Result<std::vector<ReferenceRecord>>() : store_.references(citing);
    // A draft is not in the store.
    if (!references && references.error().code != ErrorCode::kNotFound) return tl::unexpected(references.error());
    if (references)
      for (const ReferenceRecord& reference : *references)
        if (!reference.document.empty()) listed_.insert(reference.document);
  }
  listing_ = citing;
  return &listed_;
}

Result<std::optional<Judgement>> Judge::find_elsewhere(const Claim& claim, const CitingStatement& statement,
                                                       std::set<std::string> asked, const std::string& citing,
                                                       double better_than) {
  constexpr std::size_t kMostTerms = 24, kMostDocuments = 6;
  std::vector<QueryTerm> terms;
  for (const auto& [stem, printed] : statement.printed) {
    if (terms.size() == kMostTerms) break;
    QueryTerm term;
    term.text = printed;
    terms.push_back(std::move(term));
  }
  for (const Quantity& number : statement.key) {
    QueryTerm term;
    term.text = fmt::format("{}", number.value);
    term.phrase = true;
    terms.push_back(std::move(term));
  }
  std::optional<Judgement> best;
  if (terms.empty()) return best;
  WARRANT_TRY(beside, cited_by(citing));
  RetrievalOptions options;
  options.limit = 30;
  WARRANT_TRY(hits, store_.retrieval().top(terms, {}, options));
  double support = 0;
  bool by_study = false;
  std::size_t heard = 0;
  for (const SentenceHit& hit : hits) {
    if (heard == kMostDocuments) break;
    if (!asked.insert(hit.document).second) continue;
    ++heard;
    WARRANT_TRY(other, source(hit.document));
    const Testimony testimony = hear(claim, statement, *other);
    if (testimony.support < 0) continue;
    // Its title and text must hold what the statement speaks of.
    const std::set<std::string> all = words_of_document(*other);
    double known = 0, named = 0;
    for (const std::string& word : statement.words)
      if (weight_of(word) == 1) {
        ++named;
        known += all.count(word) != 0;
      }
    // A mark that is another work's of the same list is the likeliest mistake.
    const bool listed = claim.value && beside->contains(hit.document);
    if (known < named * (listed ? 0.55 : testimony.same_interval ? 0.6 : 0.8)) continue;
    const double said = testimony.support + (testimony.same_interval ? 0.25 : 0);
    // A page that cites it says it too, but is no source; only where no study is found it is named.
    const DocumentKind kind = other->document.document.kind;
    const bool study = kind != DocumentKind::kQa && kind != DocumentKind::kWeb;
    if (said < (listed ? kListed : kSameWords) || said <= better_than ||
        (best && (study ? by_study && said <= support : by_study || said <= support)))
      continue;
    by_study = study;
    support = said;
    const std::string& title = other->document.document.title;
    best = Judgement{"supported", fmt::format("{}: {}", title.empty() ? hit.document : title, testimony.support_reason),
                     evidence_of(other->document, testimony.support_span)};
  }
  return best;
}

Result<void> Judge::judge(ClaimRecord& record) {
  for (CitationRecord& citation : record.citations) {
    if (citation.reference == 0) {
      citation.verdict = "dangling";
      citation.reason = fmt::format("the mark {} points to no reference", citation.marker);
    } else if (citation.document.empty()) {
      citation.verdict = "source-not-in-store";
      citation.reason = "the cited work is not in the store";
    } else {
      WARRANT_TRY(judgement, judge(record.claim, record.quote, citation.document, record.document.id));
      citation.verdict = judgement.verdict;
      citation.reason = judgement.reason;
      citation.evidence = judgement.evidence;
    }
  }
  return {};
}

}  // namespace warrant
