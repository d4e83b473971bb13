// Questions and answers as values: what `ask`, `search` and `verify` hand to the renderers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "src/base/record.h"
#include "src/base/span.h"
#include "src/model/claim.h"
#include "src/model/review.h"

namespace warrant {

// The short form of a document inside other records: {id, pmcid, pmid, doi, title, year, source}.
struct DocumentRef {
  WARRANT_RECORD(DocumentRef);

  std::string id, pmcid, pmid, doi, title, source;
  std::int32_t year = 0;
  std::string kind;        // name_of(DocumentKind)
  std::string retraction;  // "" or the mark every answer must carry

  friend bool operator==(const DocumentRef&, const DocumentRef&) = default;
};

// A source of a document.
struct SourceRecord {
  std::string source, media_type, sha256, reader;
};

// A version of a document that another has taken the place of.
struct PastVersion {
  std::int64_t run = 0;  // that stored the next one; 0 = unknown
  std::string source, sha256, title, text_sha256;
};

// The full `document` record of interface.md.
struct DocumentRecord {
  WARRANT_RECORD(DocumentRecord);

  DocumentRef ref;
  std::string journal, media_type, sha256, license, study_design, review_status, updated, language, reader;
  std::vector<std::string> authors;
  std::int32_t sample_size = 0;
  std::int64_t passages = 0, claims = 0, references = 0, sentences = 0;
  std::int64_t cited_by = 0, cites_in_store = 0;
  std::string nct;
  std::vector<std::string> publication_types, keywords, mesh;
  std::vector<Correction> corrections;
  std::vector<SourceRecord> sources;  // the one that gives the text first
  std::vector<PastVersion> versions;  // older ones, the oldest first
  std::vector<SkipCount> skipped;
  // Coverage of its numbers, with the words around the examples.
  struct Example {
    ByteSpan span;      // the number
    std::string quote;  // the sentence or row that holds it
  };
  struct Covered {
    std::string reason;
    std::int64_t count = 0;
    std::vector<Example> examples;
  };
  std::vector<Covered> coverage;
};

// A reference with the document it resolves to, if that is in the store.
struct ReferenceRecord {
  WARRANT_RECORD(ReferenceRecord);

  DocumentRef citing;
  Reference reference;
  std::string text;           // the entry as printed
  std::string document;       // id of the document it is, or ""
  std::string basis;          // how it was resolved: "doi", "pmid", "pmcid", "title+year+author"; "" = unresolved
  std::int64_t cited_by = 0;  // documents of the store that cite a work which is not in it; 0 = not counted
};

struct CitationRecord {
  WARRANT_RECORD(CitationRecord);

  std::string marker;
  std::int32_t reference = 0;  // number in the list, 0 = dangling
  std::string title, doi, pmid;
  std::string document;  // id in the store, "" = not there
  std::string verdict;   // supported…; "" = not judged
  std::string reason;    // one line
  struct Evidence {
    std::string document, quote;
    ByteSpan span;
  };
  std::optional<Evidence> evidence;
};

// A review with what it speaks of now.
struct ReviewRecord {
  WARRANT_RECORD(ReviewRecord);

  Review review;
  DocumentRef document;  // as it is now; id "" = not in the store
  std::string claim;     // id now, "" = none
  std::string state;     // of its words: "kept", "moved" (elsewhere in the text), "lost"
  ByteSpan span;         // where they are now, unless lost
};

// A claim as stored and shown: the claim with its document, quote and citations resolved.
struct ClaimRecord {
  WARRANT_RECORD(ClaimRecord);

  DocumentRef document;
  Claim claim;                       // its indexes refer to the document as read
  std::vector<std::string> section;  // titles, outermost first
  std::string table_id;
  std::string quote;  // text[claim.span]
  std::vector<CitationRecord> citations;
  // The labels with the short forms that the document defines written out; "" where nothing was to be written out.
  std::string long_outcome, long_subject, long_comparator, long_population;
  std::optional<ReviewRecord> review;  // the last one
};

struct PassageHit {
  WARRANT_RECORD(PassageHit);

  std::int32_t rank = 0;
  double score = 0;
  DocumentRef document;
  std::vector<std::string> section;
  Place place = Place::kBody;
  std::string quote;  // the sentence, byte-exact
  ByteSpan span;
  std::string snippet;  // the quote or a part of it; matches between '\x02' and '\x03', which renderers replace
};

struct Interpretation {
  std::string measure, outcome, subject, comparator, population;
  std::vector<std::string> terms;
};

struct EvidenceItem {
  WARRANT_RECORD(EvidenceItem);

  std::int32_t rank = 0;
  double score = 0;
  DocumentRef document;
  Place place = Place::kBody;
  std::vector<std::string> section;
  std::string quote;
  ByteSpan span;
  std::string direction;
  std::optional<ClaimRecord> claim;
  std::vector<CitationRecord> citations;
  std::string study_design;      // of the document
  std::int32_t sample_size = 0;  // of the document, 0 = not known
  // Other places of the same document that say the same (abstract, body, table).
  struct Repeat {
    Place place = Place::kBody;
    std::vector<std::string> section;
    std::string quote;
    ByteSpan span;
  };
  std::vector<Repeat> also;
};

struct Conflict {
  std::vector<std::int32_t> between;  // ranks
  std::string what;
  std::vector<std::string> differ{};  // conditions that differ: "population: a / b"
};

// Effect estimates pooled on request: never part of the evidence, always with what was left out.
struct Pooled {
  std::string measure, outcome;
  bool ratio = false;               // pooled as logarithms, shown as ratios
  std::vector<std::int32_t> ranks;  // of the estimates that were pooled
  struct LeftOut {
    std::int32_t rank = 0;
    std::string why;
  };
  std::vector<LeftOut> left_out;
  struct Estimate {
    std::string method;  // "fixed", "random, DerSimonian-Laird"…
    double value = 0, low = 0, high = 0;
    std::optional<double> tau2;  // on the scale pooled
  };
  std::vector<Estimate> estimates;      // empty when there is nothing to pool
  double q = 0, df = 0, p = 0, i2 = 0;  // heterogeneity: Cochran's Q, I² in percent
};

struct NearestMiss {
  EvidenceItem evidence;
  std::string missing;  // what an answer would need and this does not say
};

struct Searched {
  std::int64_t documents = 0, passages = 0, claims = 0;
};

struct Question {
  std::string id;  // given in batch form, else ""
  std::string text;
  std::string document;  // limits the search to one document, else ""
  std::int32_t limit = 10;
  // Corrections of what would be understood from the words; "" and 0 = none.
  std::string measure{}, outcome{}, subject{}, comparator{}, population{}, design{};
  std::int32_t year_from = 0, year_to = 0;
  bool pool = false;
};

struct Answer {
  WARRANT_RECORD(Answer);

  Question question;
  Interpretation interpretation;
  std::string status;  // answered, conflicting, no_evidence
  std::string summary;
  std::vector<EvidenceItem> evidence;
  std::vector<Conflict> conflicts;
  std::optional<NearestMiss> nearest_miss;
  std::optional<Pooled> pooled;
  Searched searched;
};

// One verdict of `verify`: where a sentence or number stands.
struct QuoteVerdict {
  WARRANT_RECORD(QuoteVerdict);

  std::string quote;      // as given
  std::int32_t line = 0;  // of the draft it stands in, from 1; 0 = given by itself
  std::string verdict;    // supported, stitched, absent…
  std::string reason;
  struct Location {
    DocumentRef document;
    std::vector<std::string> section;
    Place place = Place::kBody;
    std::string quote;
    ByteSpan span;
    std::string match;  // "verbatim" or "folded" (dash, space, case or markup variants)
  };
  std::vector<Location> places;
};

}  // namespace warrant
