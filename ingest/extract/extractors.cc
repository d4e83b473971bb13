#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "ingest/extract/extractor.h"
#include "ingest/extract/misread.h"
#include "ingest/extract/orientation.h"
#include "ingest/extract/phrases.h"
#include "ingest/extract/sentence_context.h"

namespace warrant {

#define WARRANT_EXTRACTOR(name) extern const Extractor name##_extractor;
#include "ingest/extract/extractors.def"
#undef WARRANT_EXTRACTOR

namespace {

std::vector<TableModel> models_of(const Document& document) {
  std::vector<TableModel> models;
  models.reserve(document.tables.size());
  for (std::size_t i = 0; i < document.tables.size(); ++i) models.emplace_back(document, static_cast<std::int32_t>(i));
  return models;
}

std::vector<MeasureTable> measures_of(const Reading& reading) {
  std::vector<MeasureTable> measures;
  measures.reserve(reading.tables.size());
  for (std::size_t i = 0; i < reading.tables.size(); ++i) measures.push_back(measures_in(reading, i));
  return measures;
}

// "The HR for death was 0.7 …; that for relapse was 0.8": an estimate that names nobody is of whom the estimate before
// it in the same paragraph is.
void carry_subjects(std::vector<Claim>& claims) {
  const Claim* last = nullptr;
  for (Claim& c : claims) {
    const bool estimate = c.kind == kind::kEffectEstimate && c.place != Place::kTable;
    const bool time = (c.kind == kind::kTimeToEvent || c.kind == kind::kSurvivalRate) && c.place != Place::kTable;
    if (!estimate && !time) continue;
    constexpr std::uint32_t kNear = 400;  // bytes: a sentence or two
    if (estimate && c.subject.empty() && last != nullptr && last->passage == c.passage &&
        (last->measure == c.measure || last->span == c.span) && c.value_span.start - last->value_span.end < kNear) {
      c.subject = last->subject;
      if (c.comparator.empty()) c.comparator = last->comparator;
    }
    if (!c.subject.empty()) last = &c;
  }
}

}  // namespace

Reading::Reading(const Document& read, const std::vector<Sentence>& split)
    : document(read), sentences(split), tables(models_of(read)), measures(measures_of(*this)) {}

const RatioMeaning& Reading::meaning() const {
  if (!meaning_) meaning_ = ratio_meaning(document);
  return *meaning_;
}

const std::string& Reading::outcome() const {
  if (!outcome_) outcome_ = main_outcome(document);
  return *outcome_;
}

const Arms& Reading::arms() const {
  if (!arms_) arms_.emplace(document);
  return *arms_;
}

std::span<const Extractor> extractors() {
  static const std::vector<Extractor> table = {
#define WARRANT_EXTRACTOR(name) name##_extractor,
#include "ingest/extract/extractors.def"
#undef WARRANT_EXTRACTOR
  };
  return table;
}

void count_overlong(Document& document, const std::vector<Sentence>& sentences) {
  SkipCount skip{"overlong-sentence", 0};
  for (const Sentence& sentence : sentences)
    skip.count += is_overlong(sentence) && is_running_text(document, sentence) ? 1 : 0;
  if (skip.count > 0) document.skipped.push_back(std::move(skip));
}

std::vector<Claim> extract(const Reading& reading) {
  std::vector<Claim> claims;
  for (const Extractor& extractor : extractors()) {
    const std::size_t first = claims.size();
    extractor.extract(reading, claims);
    const std::string signature = fmt::format("{}@{}", extractor.name, extractor.version);
    for (std::size_t i = first; i < claims.size(); ++i) claims[i].extractor = signature;
  }
  std::erase_if(claims,
                [&](const Claim& claim) { return !is_evidence(claim.place) || is_misread(reading.document, claim); });
  for (Claim& claim : claims) correct_reading(reading.document, claim);
  // A share that is a sensitivity or survived, an "r" that is a correlation: told once, by what knows it best.
  const auto named = [](const Claim& c) {
    return c.kind == kind::kDiagnostic || c.kind == kind::kSurvivalRate || c.kind == kind::kIncidenceRate ||
           c.measure == "correlation";
  };
  std::map<std::uint32_t, std::size_t> taken;  // by where the number starts
  for (std::size_t i = 0; i < claims.size(); ++i)
    if (named(claims[i])) taken.emplace(claims[i].value_span.start, i);
  // What tells it best also takes the counts from the other: "alive: 37% (7/19)".
  std::vector<bool> dropped(claims.size(), false);
  for (std::size_t i = 0; i < claims.size() && !taken.empty(); ++i) {
    const Claim& c = claims[i];
    if (named(c) || !(c.kind == kind::kProportion || c.kind == kind::kMean || c.kind == kind::kTest)) continue;
    const auto at = taken.lower_bound(c.value_span.start);
    if (at == taken.end() || at->first >= c.value_span.end) continue;
    dropped[i] = true;
    Claim& kept = claims[at->second];
    if (kept.value_span == c.value_span && kept.unit == c.unit && !kept.n && !kept.total)
      kept.n = c.n, kept.total = c.total;
  }
  // A printed "−0.00" is the number zero: the store knows no zero below it, and equal numbers have equal ids.
  for (Claim& c : claims)
    for (std::optional<double>* number : {&c.value, &c.value_high, &c.ci_low, &c.ci_high, &c.p_value, &c.sd, &c.se,
                                          &c.q_low, &c.q_high, &c.n, &c.total, &c.statistic, &c.df, &c.df2})
      if (*number == 0.0) *number = 0.0;
  const auto order = [](const Claim& c) { return std::tie(c.value_span, c.span, c.kind, c.measure, c.subject); };
  // Claims are large: their places are sorted, and each is moved once.
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < claims.size(); ++i)
    if (!dropped[i]) places.push_back(i);
  std::stable_sort(places.begin(), places.end(),
                   [&](std::size_t a, std::size_t b) { return order(claims[a]) < order(claims[b]); });
  std::vector<Claim> sorted;
  sorted.reserve(places.size());
  for (std::size_t place : places)
    if (sorted.empty() || !(sorted.back() == claims[place])) sorted.push_back(std::move(claims[place]));
  carry_subjects(sorted);
  orient_ratios(sorted);
  return sorted;
}

}  // namespace warrant
