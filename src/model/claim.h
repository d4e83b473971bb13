// Claims: what a document says, as values, each tied to the exact words that say it (design: a nanopublication's
// assertion with a W3C TextPositionSelector). Field names are those of the JSON contract.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/record.h"
#include "src/base/span.h"
#include "src/model/document.h"

namespace warrant {

// A printed comparison: "p < 0.001" is not a number.
enum class Operator {
  kNone,            // nothing printed or absent (null)
  kEqual,           // =
  kLess,            // <
  kGreater,         // >
  kLessEqual,       // <=
  kGreaterEqual,    // >=
  kApproximately,   // ~ ("about", "approximately")
  kNotSignificant,  // ns ("NS", "not significant"), p values only
};

// "=", "<", ">", "<=", ">=", "~", "ns", or "" for kNone.
std::string_view symbol_of(Operator op);
std::optional<Operator> operator_from(std::string_view symbol);

struct TimePoint {
  double value = 0;
  std::string unit;  // years, months, weeks, days

  friend bool operator==(const TimePoint&, const TimePoint&) = default;
};

// The claim's measures and kinds are registered words, not an enum, so that a new extractor needs no change here.
namespace kind {
inline constexpr std::string_view kEffectEstimate = "effect_estimate";
inline constexpr std::string_view kTimeToEvent = "time_to_event";
inline constexpr std::string_view kSurvivalRate = "survival_rate";
inline constexpr std::string_view kPrognosticFactor = "prognostic_factor";
inline constexpr std::string_view kRecommendation = "recommendation";
inline constexpr std::string_view kProportion = "proportion";
inline constexpr std::string_view kMean = "mean";
inline constexpr std::string_view kMedian = "median";
inline constexpr std::string_view kTest = "test";
inline constexpr std::string_view kDiagnostic = "diagnostic";
inline constexpr std::string_view kStudyFact = "study_fact";
inline constexpr std::string_view kIncidenceRate = "incidence_rate";
}  // namespace kind

namespace measure {
inline constexpr std::string_view kHazardRatio = "hazard_ratio";
inline constexpr std::string_view kSubdistributionHazardRatio = "subdistribution_hazard_ratio";
inline constexpr std::string_view kOddsRatio = "odds_ratio";
inline constexpr std::string_view kRiskRatio = "risk_ratio";
inline constexpr std::string_view kRateRatio = "rate_ratio";
inline constexpr std::string_view kIncidenceRateRatio = "incidence_rate_ratio";
inline constexpr std::string_view kRiskDifference = "risk_difference";
inline constexpr std::string_view kMeanDifference = "mean_difference";
inline constexpr std::string_view kStandardizedMeanDifference = "standardized_mean_difference";
inline constexpr std::string_view kRegressionCoefficient = "regression_coefficient";
inline constexpr std::string_view kMedianSurvival = "median_survival";
inline constexpr std::string_view kMeanSurvival = "mean_survival";
inline constexpr std::string_view kSurvivalRate = "survival_rate";
inline constexpr std::string_view kIncidenceRate = "incidence_rate";
}  // namespace measure

// A citation that a claim rests on.
struct ClaimCitation {
  std::int32_t anchor = -1;     // index into Document::anchors
  std::string marker;           // the label: "21"
  std::int32_t reference = -1;  // index into Document::references, -1 = dangling
  std::string basis;            // how it was tied: "sentence", "clause", "introducing-sentence", "paragraph"

  friend bool operator==(const ClaimCitation&, const ClaimCitation&) = default;
};

struct Claim {
  WARRANT_RECORD(Claim);

  std::string id;  // "c:" and 16 hex digits, see claim_id
  std::string kind;
  std::string measure;  // "" = null

  std::optional<double> value;
  std::string value_text;  // the digits as printed ("0·81", "16.83"): what rounding and audits need
  Operator value_op = Operator::kNone;
  std::optional<double> value_high;  // upper end of a printed range "3.5-7 months"
  bool not_reached = false;          // "median OS was not reached": value is null
  std::string unit;                  // months, weeks, days, years, %; "" = null
  std::optional<TimePoint> at;

  std::optional<double> ci_low, ci_high, ci_level;  // level in percent
  Operator p_op = Operator::kNone;
  std::optional<double> p_value;

  // Dispersion and counts of group summaries and tests (null where they do not apply).
  std::optional<double> sd, se;
  std::optional<double> q_low, q_high;  // quartiles or range, `spread` says which
  std::string spread;                   // "iqr", "range", "" = none
  std::optional<double> n, total;       // n of n/N; `n` alone = group size
  std::optional<double> statistic, df, df2;
  std::string statistic_name;  // chi2, t, F, Z, log-rank…

  std::string outcome, subject, comparator, population, analysis;  // "" = null
  std::string direction;                                           // increased, decreased, no_difference; "" = null
  std::string polarity;                                            // favourable, unfavourable, none; "" = null
  std::string strength;  // recommendations: as printed (should, may be considered, contraindicated…)
  bool negated = false;
  bool hedged = false;
  bool assumption = false;  // a planning figure (sample size, stopping rule), not a result

  Place place = Place::kBody;
  std::int32_t section = -1;  // index into Document::sections
  std::int32_t passage = -1;  // index into Document::passages
  std::int32_t table = -1;    // index into Document::tables
  ByteSpan span;              // the quote: text[span] is shown; lies within one passage
  ByteSpan value_span;        // the value inside it
  bool cited = false;         // true: reports another work's result; false: the document's own
  std::vector<ClaimCitation> citations;
  std::string extractor;  // "effect_estimate@1"

  friend bool operator==(const Claim&, const Claim&) = default;
};

// "c:" and 16 hex digits of SHA-256 over document id, spans, kind, measure and all values, so the same bytes give the
// same ids on every machine and in any order. The ids of a document's claims: claim_ids.h.
std::string claim_id(std::string_view document_id, const Claim& claim);

// What became of the numbers of a document: how many for each reason, with the first few places. Reason "in_claims" are
// those that a claim holds; every other is a reason why none does ("citation", "date", "not_understood"…).
inline constexpr std::string_view kInClaims = "in_claims";

struct Coverage {
  std::string reason;
  std::uint32_t count = 0;
  std::vector<ByteSpan> examples;  // of the numbers, in order; only for reasons that a reader should look into

  friend bool operator==(const Coverage&, const Coverage&) = default;
};

// A document with everything derived from it: what the pipeline hands to the store.
struct IndexedDocument {
  WARRANT_RECORD(IndexedDocument);

  std::string id;          // document_id()
  std::string source;      // path or URI as given; archive members as "archive.tar.gz!member"
  std::string media_type;  // "application/jats+xml", "text/markdown"…
  std::string sha256;      // of the source bytes
  std::uint64_t source_bytes = 0;
  std::string reader;  // "jats@1"
  Document document;
  std::vector<Sentence> sentences;
  std::vector<Claim> claims;       // in order of value_span, then measure
  std::vector<Coverage> coverage;  // sorted by reason
};

}  // namespace warrant
