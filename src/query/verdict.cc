#include "src/query/verdict.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "src/base/text.h"
#include "src/query/agreement.h"

namespace warrant {
namespace {

constexpr std::size_t kKeptSources = 64;
constexpr double kSameWords = 0.5;       // share of the claim's words that a witness must hold
constexpr double kSameStatement = 0.65;  // the same for another number to be a contradiction

std::string shown(const Claim& claim) {
  std::string out =
      claim.value
          ? fmt::format("{}{}", claim.value_op == Operator::kEqual ? "" : symbol_of(claim.value_op), *claim.value)
          : "";
  if (claim.value_high) out += fmt::format("-{}", *claim.value_high);
  if (!claim.unit.empty()) out += (claim.unit == "%" ? "" : " ") + claim.unit;
  if (claim.ci_low && claim.ci_high) out += fmt::format(" ({} to {})", *claim.ci_low, *claim.ci_high);
  return out;
}

}  // namespace

// One document as a witness.
struct Judge::Source {
  IndexedDocument document;
  std::vector<SourceSentence> sentences;  // of evidence places
};

Judge::Judge(const Store& store) : store_(store) {}
Judge::~Judge() = default;

Result<const Judge::Source*> Judge::source(const std::string& id) {
  if (const auto at = sources_.find(id); at != sources_.end()) return at->second.get();
  WARRANT_TRY(document, store_.load(id));
  if (sources_.size() >= kKeptSources) sources_.clear();
  auto source = std::make_unique<Source>();
  source->document = std::move(document);
  source->sentences = source_sentences(source->document);
  return sources_.emplace(id, std::move(source)).first->second.get();
}

namespace {

// What one witness says about a claim.
struct Testimony {
  double support = -1;  // words shared by the best supporting place, -1 = none
  double against = -1;  // words shared by the best contradicting place, -1 = none
  std::string support_reason, against_reason, near_miss;
  ByteSpan support_span, against_span, near_span;
  bool stitched = false;
  ByteSpan stitched_span;
};

ByteSpan sentence_span(const IndexedDocument& document, const Claim& claim) {
  for (const Sentence& sentence : document.sentences)
    if (sentence.span.contains(claim.value_span)) return sentence.span;
  return claim.span;
}

std::string arm_of(const Claim& claim) {
  const std::string named = claim.subject + " " + claim.population;
  return named.size() > 1 ? named : claim.outcome;
}

enum class Arm { kUnknown, kSame, kOther };

// Does `right` belong to the arm that the statement names, or does `rival` of the same sentence or table row?
Arm compare_arms(const Statement& statement, const Claim& right, const Claim& rival) {
  const auto negated = [](const Claim& claim) { return arm_of(claim).find("without") != std::string::npos; };
  if (negated(right) || negated(rival)) return Arm::kUnknown;  // "with" is no word to compare
  const std::set<std::string> mine = arm_words(arm_of(right)), other = arm_words(arm_of(rival));
  const auto named = [&](const std::set<std::string>& words, const std::set<std::string>& without) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
      return without.count(word) == 0 && statement.words.count(word) != 0;
    });
  };
  if (named(mine, other)) return Arm::kSame;
  return !mine.empty() && named(other, mine) ? Arm::kOther : Arm::kUnknown;
}

// The interval belongs to another result of the source.
bool interval_elsewhere(const Claim& claim, const IndexedDocument& source) {
  if (!claim.ci_low || !claim.ci_high) return false;
  return std::any_of(source.claims.begin(), source.claims.end(), [&](const Claim& other) {
    return other.ci_low && other.ci_high && std::fabs(*other.ci_low - *claim.ci_low) < 1e-9 &&
           std::fabs(*other.ci_high - *claim.ci_high) < 1e-9;
  });
}

// The source's claims of the same measure.
void hear_claims(const Claim& claim, const Statement& statement, const IndexedDocument& source, Testimony& testimony) {
  struct Witness {
    const Claim* claim;
    double words, group;
    Agreement agreement;
  };
  std::vector<Witness> witnesses;
  for (const Claim& other : source.claims) {
    if (other.assumption || !same_measure(claim, other) || !other.value) continue;
    const Outcome outcome = compare_outcomes(statement, claim, other);
    const bool same_time = !claim.at || !other.at || same_times(*claim.at, *other.at);
    const ByteSpan span = sentence_span(source, other);
    const double words = shared_words(statement, context_words(source, other, span));
    const Agreement agreement = compare_numbers(claim, other);
    if (agreement.value && (outcome == Outcome::kOther || !same_time)) {
      testimony.near_miss = outcome == Outcome::kOther
                                ? fmt::format("{} stands there for {}", shown(other), other.outcome)
                                : fmt::format("{} stands there for another time", shown(other));
      testimony.near_span = span;
      continue;
    }
    if (outcome == Outcome::kOther || !same_time) continue;
    witnesses.push_back({&other, words, group_match(claim.subject, other.subject), agreement});
  }
  const Witness* right = nullptr;
  const Witness* wrong = nullptr;
  for (const Witness& witness : witnesses) {
    const auto better = [&](const Witness* than) {
      return than == nullptr || witness.group + witness.words > than->group + than->words;
    };
    if (witness.agreement.value) {
      if (better(right)) right = &witness;
    } else if (better(wrong) &&
               (claim.unit == witness.claim->unit || std::fabs(*claim.value - *witness.claim->value) < 1e-9)) {
      wrong = &witness;  // another number in another unit is another statement
    }
  }
  // Every place that has the number gives it to another arm, and the arm named here has another number beside it.
  const Witness *flipped = nullptr, *own = nullptr;
  bool confirmed = false;
  for (const Witness& a : witnesses) {
    if (!a.agreement.value) continue;
    for (const Witness& b : witnesses) {
      if (b.agreement.value || b.claim->unit != a.claim->unit ||
          sentence_span(source, *a.claim) != sentence_span(source, *b.claim))
        continue;
      const Arm arm = compare_arms(statement, *a.claim, *b.claim);
      confirmed |= arm == Arm::kSame;
      if (arm == Arm::kOther && a.words >= 0.4 && flipped == nullptr) flipped = &a, own = &b;
    }
  }
  if (flipped != nullptr && !confirmed) {
    testimony.against = 1;
    testimony.against_span = sentence_span(source, *own->claim);
    testimony.against_reason = fmt::format("{} belongs to {}, not to {}", shown(*flipped->claim),
                                           arm_of(*flipped->claim), arm_of(*own->claim));
    return;
  }
  // The number is there, but for the other arm, while this arm has another number.
  if (right != nullptr && wrong != nullptr && !claim.subject.empty() && !right->claim->subject.empty() &&
      right->group == 0 && wrong->group >= 0.5 && !confirmed &&
      wrong->claim->subject.find("without") == std::string::npos &&
      sentence_span(source, *wrong->claim) == sentence_span(source, *right->claim)) {
    testimony.against = 1;
    testimony.against_span = sentence_span(source, *wrong->claim);
    testimony.against_reason = fmt::format("{} belongs to {}; {} has {}", shown(*right->claim), right->claim->subject,
                                           wrong->claim->subject, shown(*wrong->claim));
    return;
  }
  if (right != nullptr) {
    if (!right->agreement.interval && interval_elsewhere(claim, source)) {
      testimony.stitched = true;
      testimony.stitched_span = sentence_span(source, *right->claim);
      return;
    }
    if (!right->agreement.interval || !right->agreement.p) {
      testimony.against = std::max(0.9, right->words);
      testimony.against_span = sentence_span(source, *right->claim);
      testimony.against_reason =
          fmt::format("the value is right, {} is not: the source has {}",
                      right->agreement.interval ? "the p value" : "the interval",
                      right->agreement.interval
                          ? fmt::format("p {} {}", symbol_of(right->claim->p_op), right->claim->p_value.value_or(0))
                          : shown(*right->claim));
      return;
    }
    const ByteSpan place = sentence_span(source, *right->claim);
    const std::string_view said = slice(source.document.text, place);
    const std::size_t own_value = statement.text.find(claim.value_text);
    if (!claim.measure.empty() && own_value != std::string::npos && place.contains(right->claim->value_span) &&
        right->words >= 0.4 &&
        compare_directions_at(statement.text, own_value, said, right->claim->value_span.start - place.start) ==
            Turn::kOpposite) {
      testimony.against = 1;
      testimony.against_span = place;
      testimony.against_reason = "the numbers stand there, the direction is the opposite";
      return;
    }
    if (right->words >= (claim.measure.empty() ? 0.4 : 0.2) || right->group >= 0.5) {
      testimony.support = std::max(right->words, 0.5 * right->group + 0.3);
      testimony.support_span = sentence_span(source, *right->claim);
      testimony.support_reason = right->agreement.rounded ? fmt::format("the source has {}; {} is that rounded",
                                                                        shown(*right->claim), shown(claim))
                                                          : fmt::format("the source has {}", shown(*right->claim));
    }
    return;
  }
  if (wrong == nullptr) return;
  // Another number for the same thing: the groups must be told to be the same, by the subject or by nearly all words.
  const bool same_group =
      (!claim.subject.empty() && wrong->group >= 0.5 && wrong->words >= 0.4) || wrong->words >= kSameStatement;
  if (!same_group) return;
  const bool other_outcome = !claim.outcome.empty() && !wrong->claim->outcome.empty() &&
                             compare_outcomes(statement, claim, *wrong->claim) != Outcome::kSame;
  if (other_outcome && wrong->words < kSameStatement) return;
  testimony.against = wrong->words;
  testimony.against_span = sentence_span(source, *wrong->claim);
  testimony.against_reason = fmt::format("the source has {}, not {}", shown(*wrong->claim), shown(claim));
}

// The source's sentences: numbers that no extractor made a claim of, and statements without numbers.
void hear_sentences(const Claim& claim, const Statement& statement, const std::vector<SourceSentence>& sentences,
                    Testimony& testimony) {
  const bool numeric = !statement.key.empty();
  bool value_anywhere = false;
  double best_rival = 0;
  const SourceSentence* rival = nullptr;
  for (const SourceSentence& sentence : sentences) {
    const double words = shared_words(statement, sentence.words);
    if (!numeric) {
      if (words < kSameWords || words <= testimony.support) continue;
      const Turn turn = compare_directions(statement, sentence);
      if (turn == Turn::kOpposite && words >= kSameStatement) {
        if (words > testimony.against) {
          testimony.against = words;
          testimony.against_span = sentence.span;
          testimony.against_reason = "the source says the opposite";
        }
      } else if (turn != Turn::kOpposite) {
        testimony.support = words;
        testimony.support_span = sentence.span;
        testimony.support_reason = "the source says the same in its own words";
      }
      continue;
    }
    const NumbersFound found = find_numbers(statement, sentence);
    value_anywhere |= found.any;
    if (found.all && !names_other_outcome(statement, sentence)) {
      if (words >= kSameWords && words > testimony.support) {
        const Turn turn = compare_directions(statement, sentence);
        if (turn == Turn::kOpposite && words >= kSameStatement) {
          testimony.against = words;
          testimony.against_span = sentence.span;
          testimony.against_reason = "the numbers stand there, the direction is the opposite";
          continue;
        }
        testimony.support = words;
        testimony.support_span = sentence.span;
        testimony.support_reason =
            found.rounded ? "the source has this number, rounded here" : "the source has this number";
      }
    } else if (found.all) {
      testimony.near_miss = "the number stands there for another outcome";
      testimony.near_span = sentence.span;
    } else if (!found.any && found.rival && words > best_rival) {
      best_rival = words;
      rival = &sentence;
    }
  }
  if (testimony.support >= 0 || !numeric) return;
  if (statement.key.size() > 1 && numbers_apart(statement, sentences, testimony.stitched_span))
    testimony.stitched = true;
  if (rival != nullptr && !value_anywhere && best_rival >= kSameStatement && best_rival > testimony.against) {
    testimony.against = best_rival;
    testimony.against_span = rival->span;
    testimony.against_reason = fmt::format("the source has another number here, not {}", shown(claim));
  }
}

CitationRecord::Evidence evidence_of(const IndexedDocument& document, ByteSpan span) {
  return {document.id, std::string(slice(document.document.text, span)), span};
}

Testimony hear(const Claim& claim, const Statement& statement, const IndexedDocument& document,
               const std::vector<SourceSentence>& sentences) {
  Testimony testimony;
  if (claim.value) hear_claims(claim, statement, document, testimony);
  if (testimony.support < 0 && testimony.against < 0.9 && !testimony.stitched)
    hear_sentences(claim, statement, sentences, testimony);
  return testimony;
}

}  // namespace

Result<Judgement> Judge::judge(const Claim& claim, std::string_view words, const std::string& source_id,
                               const std::string& citing) {
  const Statement statement = statement_of(claim, words);
  WARRANT_TRY(cited, source(source_id));
  const Testimony testimony = hear(claim, statement, cited->document, cited->sentences);
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
  WARRANT_TRY(elsewhere, find_elsewhere(claim, statement, {source_id, citing}, testimony.against));
  if (!elsewhere) return judgement;
  elsewhere->verdict = "misattributed";
  elsewhere->reason += "; the cited source does not say it";
  return *elsewhere;
}

Result<Judgement> Judge::judge_anywhere(const Claim& claim, std::string_view words, const std::string& citing) {
  WARRANT_TRY(found, find_elsewhere(claim, statement_of(claim, words), {citing}, -1));
  if (found) return *found;
  return Judgement{"absent", "no document of the store says this", {}};
}

Result<std::optional<Judgement>> Judge::find_elsewhere(const Claim& claim, const Statement& statement,
                                                       std::set<std::string> asked, double better_than) {
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
  RetrievalOptions options;
  options.limit = 30;
  WARRANT_TRY(hits, store_.retrieval().top(terms, {}, options));
  double support = std::max(kSameWords - 1e-9, better_than);
  std::size_t heard = 0;
  for (const SentenceHit& hit : hits) {
    if (heard == kMostDocuments) break;
    if (!asked.insert(hit.document).second) continue;
    ++heard;
    WARRANT_TRY(other, source(hit.document));
    const Testimony testimony = hear(claim, statement, other->document, other->sentences);
    if (testimony.support <= support) continue;
    support = testimony.support;
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
