// What kind of study a document reports and on how many people: what its evidence is weighed by.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/model/document.h"

namespace warrant {

// Fills Document::study_design ("randomised trial", "cohort", "case-control", "cross-sectional", "case report", "case
// series", "systematic review", "meta-analysis", "review", "guideline", "trial protocol", "Q&A page"…) and sample_size
// where the reader left them empty, from publication types, title, abstract and methods. Unsure = stays empty.
void recognise_study(Document& document);

// The design that `text` names for the study it belongs to, with its place, or "" (a sentence, a title).
struct StatedDesign {
  std::string_view design;
  ByteSpan span;
};
StatedDesign stated_design(std::string_view text);
// A cheap look for it.
bool may_state_design(std::string_view text);

// "55 patients were included", "a total of 2,100 women": the number of people studied, 0 = none stated here.
struct StatedSize {
  std::int32_t people = 0;
  ByteSpan span;  // the number
  ByteSpan who;   // "patients with spinal metastases"
};
StatedSize stated_size(std::string_view sentence);

// Whether a passage speaks of the document's own study: abstract, methods and results do.
bool speaks_of_itself(const Document& document, const Passage& passage);

}  // namespace warrant
