// References (JATS `ref`) and the marks in the text that point to them (JATS `xref ref-type="bibr"`).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "src/base/record.h"
#include "src/base/span.h"

namespace warrant {

struct Reference {
  WARRANT_RECORD(Reference);

  std::string key;                   // the source's own id ("CR5", "B12"), or ""
  std::string label;                 // as printed: "5", "5.", "[5]" -> "5"; "" when the list is not numbered
  std::int32_t number = 0;           // position in the list, from 1
  bool number_inferred = false;      // the list lost its numbers: `number` comes from the position
  ByteSpan span;                     // the entry's passage in the canonical text
  std::vector<std::string> authors;  // "Family Given" or "Family GI" as printed
  std::string title;
  std::string journal;  // or book title
  std::int32_t year = 0;
  std::string volume;
  std::string pages;             // "12-19"
  std::string doi, pmid, pmcid;  // normalised as in Document

  friend bool operator==(const Reference&, const Reference&) = default;
};

// One printed citation mark. "3–5" and "[3,5–7]" are one anchor each, with every reference in the range.
struct CitationAnchor {
  struct Target {
    std::string label;            // the number or name as printed, ranges expanded: "4" of "3–5"
    std::int32_t reference = -1;  // index into Document::references; -1 = dangling

    friend bool operator==(const Target&, const Target&) = default;
  };

  ByteSpan span;  // the mark as printed: "[3,5–7]", "(21)", a superscript's "1,2"
  std::vector<Target> targets;

  friend bool operator==(const CitationAnchor&, const CitationAnchor&) = default;
};

}  // namespace warrant
