// Private to the JATS reader: what its files (jats*.cc) share. JATS = ANSI/NISO Z39.96, and its NLM ancestors.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/reader/text_builder.h"
#include "ingest/reader/xml.h"
#include "src/model/document.h"

namespace warrant::jats {

// Elements by what the reader does with them.
enum class Tag {
  kOther,
  // inline
  kFormat,
  kSup,
  kSub,
  kXref,
  kBreak,
  kFormula,
  kMath,
  kTexMath,
  kAlternatives,
  kDropped,
  kMetadata,
  kNamePart,
  kPublicationId,
  // blocks
  kParagraph,
  kTitle,
  kLabel,
  kSection,
  kContainer,
  kList,
  kListItem,
  kDefinition,
  kTerm,
  kQuote,
  kFootnote,
  kAcknowledgement,
  kReferenceList,
  kReference,
  kSubArticle,
  kDisplayFormula,
  kFront,
  // floats
  kFigure,
  kTableWrap,
  kCaption,
  kTable,
  kTableFoot,
  kMedia,
  kGraphic,
  kPermissions,
};

Tag tag_of(pugi::xml_node node);

// Walks what is inside `root` and tells the visitor: text(node); enter(node, tag), which is false to leave out what is
// inside (then no leave follows); leave(node, tag).
template <typename Visitor>
void walk(pugi::xml_node root, Visitor& visitor) {
  XmlCursor cursor(root);
  for (auto event = cursor.next(); event != XmlCursor::Event::kEnd; event = cursor.next()) {
    const pugi::xml_node node = cursor.node();
    if (event == XmlCursor::Event::kText)
      visitor.text(node);
    else if (event == XmlCursor::Event::kLeave)
      visitor.leave(node, tag_of(node));
    else if (!visitor.enter(node, tag_of(node)))
      cursor.skip();
  }
}

// One article while it is read.
struct Article {
  explicit Article(Document& d) : document(d), builder(d) {}

  // References by the ids of `ref` and of the citations in it; by printed label.
  std::unordered_map<std::string, std::vector<std::int32_t>> by_id;
  std::unordered_map<std::string, std::vector<std::int32_t>> by_label;
  std::vector<pugi::xml_node> reference_nodes;  // the citation element of each Document::references entry
  std::unordered_map<std::size_t, std::int32_t> first_of_ref;  // hash of a `ref` node -> its first reference

  Document& document;
  TextBuilder builder;
};

// Inline content -> the open passage: formatting, superscripts, citation marks, formulas. Handles one event stream at
// a time; every element it enters it also leaves, unless it said to skip it.
class Inline {
 public:
  explicit Inline(Article& article) : article_(article) {}

  // False: the element's content is dealt with; skip it (there will be no leave()).
  bool enter(pugi::xml_node node, Tag tag);
  void leave(pugi::xml_node node, Tag tag);
  void text(pugi::xml_node node);
  // Between passages: forgets open marks.
  void reset();

  // All of a node's inline content.
  void append(pugi::xml_node node);

 private:
  struct OpenXref {
    pugi::xml_node node;
    std::uint32_t mark = 0;
    bool citation = false;
    bool marked = false;  // begin_mark() was called for it
  };
  struct Pick {
    pugi::xml_node parent, child;  // of several forms of one thing, the one that is read
  };

  std::vector<CitationAnchor::Target> targets_of(pugi::xml_node xref, const std::string& text) const;
  void add_anchor(const OpenXref& open);
  // "3" + "–" + "5": makes `begin` the whole range. False when the two are no range.
  bool join_range(CitationAnchor& begin, const CitationAnchor& end) const;

  Article& article_;
  std::string buffer_;
  std::vector<OpenXref> xrefs_;
  std::vector<Pick> picks_;
  std::int32_t superscripts_ = 0;
  std::int32_t last_anchor_ = -1;  // index of the anchor before, in the same passage
};

// Ranges of which only the first end is tagged: "(<xref>1</xref>–3)". For the whole document, once it is read.
void complete_ranges(Article& article);

// Of several forms of one thing (MathML, TeX, table, text, graphic) the child that reads best; none if empty.
pugi::xml_node best_alternative(pugi::xml_node node);

// jats_front.cc: metadata; then title, abstracts and keywords as passages.
void read_metadata(Article& article, pugi::xml_node root);
void read_front_text(Article& article, pugi::xml_node root);
// Notes of authors, licence text: passages behind the body.
void read_front_notes(Article& article, pugi::xml_node root);

// jats_body.cc: every block inside `node`.
void read_blocks(Article& article, pugi::xml_node node, Place place, std::int32_t section);
// The same with the element itself: an `abstract`, a `sub-article`.
void read_element(Article& article, pugi::xml_node node, Place place);
std::int32_t add_section(Article& article, std::string title, std::string role, std::int32_t parent);

// jats_float.cc: a figure, table or supplement with caption, rows and notes.
void read_float(Article& article, pugi::xml_node node, Place place, std::int32_t section);

// jats_table.cc: rows and cells of one `table` (XHTML or OASIS/CALS model) as the table `index` of the document.
void read_table(Article& article, pugi::xml_node node, std::int32_t index, Place place, std::int32_t section);

// jats_refs.cc: the references' metadata, before any text is read, then the passages of one list.
void index_references(Article& article, pugi::xml_node root);
// What the printed form of an entry tells beyond its fields.
void fill_from_print(Reference& reference, std::string_view printed);
void read_reference(Article& article, pugi::xml_node ref, std::int32_t section);

// jats_math.cc: MathML 2/3 and TeX as one readable line.
std::string mathml_text(pugi::xml_node math);
std::string tex_text(std::string_view tex);

// jats_names.cc
std::string person_name(pugi::xml_node node);  // `name`, `string-name`, `collab`… -> "Family Given"
std::string normal_doi(std::string_view doi);
std::string normal_pmcid(std::string_view id);
std::string normal_pmid(std::string_view id);

}  // namespace warrant::jats
