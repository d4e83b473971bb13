#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "ingest/extract/extractor.h"

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

}  // namespace

Reading::Reading(const Document& read, const std::vector<Sentence>& split)
    : document(read), sentences(split), tables(models_of(read)) {}

const RatioMeaning& Reading::meaning() const {
  if (!meaning_) meaning_ = ratio_meaning(document);
  return *meaning_;
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

std::vector<Claim> extract(const Reading& reading) {
  std::vector<Claim> claims;
  for (const Extractor& extractor : extractors()) {
    const std::size_t first = claims.size();
    extractor.extract(reading, claims);
    const std::string signature = fmt::format("{}@{}", extractor.name, extractor.version);
    for (std::size_t i = first; i < claims.size(); ++i) claims[i].extractor = signature;
  }
  std::erase_if(claims, [](const Claim& claim) { return !is_evidence(claim.place); });
  const auto order = [](const Claim& c) { return std::tie(c.value_span, c.span, c.kind, c.measure, c.subject); };
  std::stable_sort(claims.begin(), claims.end(), [&](const Claim& a, const Claim& b) { return order(a) < order(b); });
  claims.erase(std::unique(claims.begin(), claims.end()), claims.end());
  return claims;
}

}  // namespace warrant
