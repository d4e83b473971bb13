// The names of elements, by what the reader does with them.
#include "ingest/reader/jats.h"

namespace warrant::jats {
namespace {

using Map = std::unordered_map<std::string_view, Tag>;

const Map& tags() {
  static const Map map = [] {
    Map m;
    const auto add = [&m](Tag tag, std::initializer_list<std::string_view> names) {
      for (std::string_view name : names) m.emplace(name, tag);
    };
    add(Tag::kSup, {"sup"});
    add(Tag::kSub, {"sub"});
    add(Tag::kXref, {"xref"});
    add(Tag::kBreak, {"break", "br", "hr"});
    add(Tag::kFormula, {"inline-formula", "chem-struct"});
    add(Tag::kDisplayFormula, {"disp-formula"});
    add(Tag::kMath, {"math"});
    add(Tag::kTexMath, {"tex-math"});
    add(Tag::kAlternatives, {"alternatives", "name-alternatives", "collab-alternatives", "aff-alternatives"});
    add(Tag::kGraphic, {"graphic", "inline-graphic", "inline-media", "glyph-data", "glyph-ref", "private-char"});
    add(Tag::kDropped,
        {"alt-text", "long-desc", "object-id", "processing-meta", "index-term", "index-term-range-end", "sec-meta",
         "floats-index", "annotation", "annotation-xml", "copyright-year", "copyright-holder"});
    add(Tag::kMetadata, {"contrib-group",
                         "aff",
                         "article-id",
                         "article-categories",
                         "pub-date",
                         "pub-date-not-available",
                         "volume",
                         "volume-id",
                         "issue",
                         "issue-id",
                         "issue-title",
                         "fpage",
                         "lpage",
                         "page-range",
                         "elocation-id",
                         "history",
                         "pub-history",
                         "funding-group",
                         "counts",
                         "custom-meta-group",
                         "custom-meta-wrap",
                         "self-uri",
                         "title-group",
                         "journal-meta",
                         "related-article",
                         "related-object",
                         "supplement",
                         "contract-num",
                         "contract-sponsor",
                         "grant-num",
                         "grant-sponsor",
                         "conference",
                         "subject",
                         "series"});
    add(Tag::kNamePart, {"surname", "given-names", "suffix", "prefix", "etal"});
    add(Tag::kPublicationId, {"pub-id"});
    add(Tag::kParagraph, {"p", "license-p"});
    add(Tag::kTitle, {"title", "subtitle"});
    add(Tag::kLabel, {"label"});
    add(Tag::kSection, {"sec", "app", "notes", "glossary", "bio", "boxed-text", "abstract", "trans-abstract", "toc",
                        "question-wrap", "front-stub", "kwd-group"});
    add(Tag::kAcknowledgement, {"ack"});
    add(Tag::kContainer,
        {"body",     "back",          "floats-group",       "floats-wrap",     "app-group", "fn-group",     "list",
         "def-list", "ref-list-wrap", "disp-formula-group", "author-notes",    "caption",   "answer-set",   "question",
         "answer",   "explanation",   "sig-block",          "table-wrap-foot", "statement", "article-meta", "front",
         "array"});
    add(Tag::kListItem, {"list-item"});
    add(Tag::kDefinition, {"def-item"});
    add(Tag::kTerm, {"def"});
    add(Tag::kQuote, {"disp-quote", "verse-group", "verse-line", "speech", "preformat", "code", "attrib", "kwd",
                      "compound-kwd", "corresp", "funding-statement", "ack-title", "sig", "toc-entry"});
    add(Tag::kFootnote, {"fn"});
    add(Tag::kReferenceList, {"ref-list"});
    add(Tag::kReference, {"ref"});
    add(Tag::kSubArticle, {"sub-article", "response"});
    add(Tag::kFigure,
        {"fig", "fig-group", "table-wrap-group", "chem-struct-wrap", "chem-struct-wrapper", "block-alternatives"});
    add(Tag::kMedia, {"supplementary-material", "media"});
    add(Tag::kTableWrap, {"table-wrap"});
    add(Tag::kTable, {"table", "tgroup"});
    add(Tag::kPermissions, {"permissions", "license", "copyright-statement"});
    return m;
  }();
  return map;
}

}  // namespace

Tag tag_of(pugi::xml_node node) {
  const auto at = tags().find(local_name(node));
  return at == tags().end() ? Tag::kOther : at->second;
}

}  // namespace warrant::jats
