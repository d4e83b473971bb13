// Extractors: a read document -> claims. One file and one line in extractors.def each (ARCHITECTURE.md, recipe 2).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/extract/arms.h"
#include "ingest/extract/measure_table.h"
#include "ingest/extract/ratio_names.h"
#include "ingest/extract/table_model.h"
#include "src/model/claim.h"
#include "src/model/document.h"

namespace warrant {

// What every extractor sees of one document; computed once. Lifetime: the document and its sentences outlive it. Not
// for several threads at once.
class Reading {
 public:
  // `sentences`: in order, of all passages.
  Reading(const Document& read, const std::vector<Sentence>& split);

  const Document& document;
  const std::vector<Sentence>& sentences;
  const std::vector<TableModel> tables;  // of Document::tables, in order

  // What the ratio abbreviations mean in the document.
  const RatioMeaning& meaning() const;
  // The groups it compares.
  const Arms& arms() const;
  // What it is about: main_outcome() of sentence_context.h, found once.
  const std::string& outcome() const;

 private:
  mutable std::optional<RatioMeaning> meaning_;  // when first asked for
  mutable std::optional<Arms> arms_;
  mutable std::optional<std::string> outcome_;

 public:
  const std::vector<MeasureTable> measures;  // of each table
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

// Counts in Document::skipped the sentences that are too long to be read for results (is_overlong).
void count_overlong(Document& document, const std::vector<Sentence>& sentences);

// Runs all of them: claims in order of value_span, kind and measure, each with its extractor's name@version, none
// twice. Claims from places that are no evidence (references, boilerplate) are refused here.
std::vector<Claim> extract(const Reading& reading);

}  // namespace warrant
