// A document as every layer after the readers sees it: one canonical text and places in it.
//
// The canonical text (`Document::text`) is UTF-8, NFC, and fixed once read. It is exactly its passages in order, each
// followed by one '\n'; a passage holds no '\n'. So `passages[i].span` are the lines of `warrant text ID`, they never
// overlap, and every byte but the newlines belongs to exactly one passage. All other places (sections, tables, cells,
// anchors, claims) are byte spans into this text; nobody moves them after the reader is done.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/diagnostic.h"
#include "src/base/record.h"
#include "src/base/span.h"
#include "src/model/reference.h"

namespace warrant {

// What kind of work this is. Printed as interface.md says: article, review, abstract, qa, web, guideline.
enum class DocumentKind { kArticle, kReview, kAbstract, kQa, kWeb, kGuideline };

// Where a passage stands. Evidence comes only from abstract, body, table and figure; `front` (title, keywords),
// `back` (acknowledgements, funding, notes), `reference` (reference list) and `boilerplate` (navigation, related
// questions, banners, disclaimers, page furniture) are searchable text but never give claims.
enum class Place { kFront, kAbstract, kBody, kTable, kFigure, kBack, kReference, kBoilerplate };

enum class PassageKind {
  kTitle,    // of the document
  kHeading,  // of a section
  kParagraph,
  kListItem,
  kCaption,    // of a table or figure, label first: "Table 2. Baseline…"
  kTableRow,   // the cells of one row joined by " | "
  kTableNote,  // a footnote of a table
  kQuestion,   // the question of a Q&A page
  kReference,  // one entry of the reference list
  kOther,
};

struct Passage {
  PassageKind kind = PassageKind::kParagraph;
  Place place = Place::kBody;
  std::int32_t section = -1;  // index into Document::sections, -1 outside any
  std::int32_t table = -1;    // index into Document::tables for caption, row and note passages of a table
  std::int32_t row = -1;      // for kTableRow: row of that table, counted from 0, header rows included
  ByteSpan span;

  friend bool operator==(const Passage&, const Passage&) = default;
};

// JATS `sec`, an HTML or Markdown heading. Sections form a forest in reading order.
struct Section {
  std::string title;         // as printed, one line
  std::string role;          // introduction, methods, results, discussion, conclusions, abstract, case, supplementary,
                             // background, objective…: lower case, from JATS sec-type or the title; "" when unknown
  std::int32_t parent = -1;  // index of the enclosing section
  std::int32_t depth = 0;    // 0 = top level

  friend bool operator==(const Section&, const Section&) = default;
};

// One cell of a table. Cells are stored in reading order; a cell that spans rows has its text in its first row only.
struct TableCell {
  std::int32_t row = 0;
  std::int32_t column = 0;  // after resolving rowspan and colspan of the cells before it
  std::int32_t row_span = 1;
  std::int32_t column_span = 1;
  bool header = false;      // JATS/HTML th or in thead; first rows of a Markdown or TAB table
  std::int32_t indent = 0;  // leading indentation of the cell's text, in levels, where the source shows one
  ByteSpan span;            // its text inside the row's passage; may be empty

  friend bool operator==(const TableCell&, const TableCell&) = default;
};

struct Table {
  std::string id;         // JATS table-wrap id, HTML id, else "" (a program may say "T1")
  std::string label;      // "Table 2"
  std::int32_t rows = 0;  // header rows included
  std::int32_t columns = 0;
  std::int32_t header_rows = 0;  // the first rows that are header
  std::vector<TableCell> cells;
  std::vector<std::int32_t> captions;      // indexes of passages (title and caption paragraphs)
  std::vector<std::int32_t> notes;         // indexes of passages (footnotes)
  std::vector<std::int32_t> row_passages;  // passage of each row, -1 for a row without any text

  friend bool operator==(const Table&, const Table&) = default;
};

// Where bytes of the canonical text stand unchanged in the source bytes (after charset decoding): text
// [text_start, text_start + length) == source [source_start, …). Kept by readers of plain formats (text, Markdown).
struct SourceRun {
  std::uint32_t text_start = 0;
  std::uint32_t source_start = 0;
  std::uint32_t length = 0;

  friend bool operator==(const SourceRun&, const SourceRun&) = default;
};

// A link to another work that changes how this one must be read (JATS related-article, PubMed CommentsCorrections).
struct Correction {
  std::string kind;  // retraction, retracted, correction, corrected, expression-of-concern, comment, update…
  std::string doi, pmid, pmcid;
  std::string note;  // the source's own citation text, if any

  friend bool operator==(const Correction&, const Correction&) = default;
};

// A short form that the document defines: "OS" for "overall survival", as printed.
struct ShortForm {
  std::string short_form, long_form;

  friend bool operator==(const ShortForm&, const ShortForm&) = default;
};

struct Document {
  WARRANT_RECORD(Document);

  // Metadata. Empty means absent (null in JSON).
  std::string pmcid;  // "PMC5013640"
  std::string pmid;   // digits
  std::string doi;    // lower case, from "10." on
  std::string nct;    // first NCT number registered for the work, if stated in metadata
  std::string title;
  std::int32_t year = 0;  // 0 = unknown
  std::string journal;
  std::vector<std::string> authors;  // "Family Given" in order
  DocumentKind kind = DocumentKind::kArticle;
  std::string language;          // BCP 47 or ISO 639 as given, lower case; "" unknown
  std::string license;           // URL or words
  std::string study_design;      // randomised trial, cohort, case report…: "" when not recognised
  std::int32_t sample_size = 0;  // 0 = not recognised
  std::string review_status;     // Q&A pages: what is printed ("pending human review")
  std::string updated;           // Q&A and web pages: last-updated date as printed
  std::string retraction;  // "" or why it must be marked: "retracted", "retraction notice", "expression of concern"
  std::vector<std::string> publication_types;  // PubMed PublicationType, JATS article-type
  std::vector<std::string> keywords;           // author keywords
  std::vector<std::string> mesh;               // MeSH headings, qualifiers after '/'
  std::vector<Correction> corrections;
  bool full_text = false;  // has a body, not only metadata and abstract

  std::string text;
  std::vector<Passage> passages;  // in order of span
  std::vector<Section> sections;
  std::vector<Table> tables;
  std::vector<Reference> references;    // in printed order
  std::vector<CitationAnchor> anchors;  // in order of span
  std::vector<ByteSpan> superscripts;   // text printed raised, in order: "a" of "0.03a" is no part of the number
  std::vector<SourceRun> source_runs;   // may be empty
  std::vector<SkipCount> skipped;       // what the reader left out, by kind
  std::vector<ShortForm> short_forms;   // in the order they are defined

  friend bool operator==(const Document&, const Document&) = default;
};

// One sentence of a passage: the unit that search returns and extractors read. Headings, titles, captions, list items
// and table rows are split like paragraphs (a table row is always one sentence).
struct Sentence {
  std::int32_t passage = 0;  // index into Document::passages
  ByteSpan span;

  friend bool operator==(const Sentence&, const Sentence&) = default;
};

// Names as printed in JSON and stored: "article", "abstract", "table_row"…
std::string_view name_of(DocumentKind kind);
std::string_view name_of(Place place);
std::string_view name_of(PassageKind kind);
std::optional<DocumentKind> document_kind_from(std::string_view name);
std::optional<Place> place_from(std::string_view name);
std::optional<PassageKind> passage_kind_from(std::string_view name);

// True for the places that may give evidence: abstract, body, table, figure.
constexpr bool is_evidence(Place place) {
  return place == Place::kAbstract || place == Place::kBody || place == Place::kTable || place == Place::kFigure;
}

// The document's public id: PMCID, else "pmid:…", else "doi:…", else "sha256:" and the first 12 hex digits of
// `source_sha256`.
std::string document_id(const Document& document, std::string_view source_sha256);

// `label` with the short forms that stand in it as words written out, each followed by itself in brackets:
// "postoperative BMA" -> "postoperative bone-modifying agents (BMA)". "" when there is nothing to write out.
std::string written_out(std::string_view label, const std::vector<ShortForm>& forms);

// The short forms whose long form stands in `label`, with blanks between.
std::string short_forms_of(std::string_view label, const std::vector<ShortForm>& forms);

// The titles of the section and its ancestors, outermost first.
std::vector<std::string> section_path(const Document& document, std::int32_t section);

// What is wrong with a document that breaks the promises above, or "" (readers' tests and the store call it):
// text not UTF-8, passages not covering it line by line, spans out of range or not on code-point boundaries,
// indexes out of range, anchors or superscripts out of order.
std::string defect_of(const Document& document);

}  // namespace warrant
