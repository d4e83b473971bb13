// Extractors: a read document -> claims. One file and one line in extractors.def each (ARCHITECTURE.md, recipe 2).
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "src/model/claim.h"
#include "src/model/document.h"

namespace warrant {

// What every extractor sees of one document; computed once.
struct Reading {
  const Document& document;
  const std::vector<Sentence>& sentences;  // in order, of all passages
};

struct Extractor {
  std::string_view name;  // "effect_estimate"; with the version it becomes Claim::extractor
  int version;            // raise when the output changes
  // Appends claims with kind, measure, values, spans, place, section, passage, table and labels filled in. `id`,
  // `extractor` and `citations` are set by extract() and link(). Must be a pure function of the reading.
  void (*extract)(const Reading& reading, std::vector<Claim>& claims);
};

// All extractors in the order of extractors.def.
std::span<const Extractor> extractors();

// Runs all of them: claims in order of value_span, kind and measure, each with its extractor's name@version, none
// twice. Claims from places that are no evidence (references, boilerplate) are refused here.
std::vector<Claim> extract(const Reading& reading);

}  // namespace warrant
