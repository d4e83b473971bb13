// JATS (ANSI/NISO Z39.96) and its ancestors, the NLM Journal Archiving and Publishing DTDs: articles of PubMed
// Central, Europe PMC and publishers. One `article` is one Document.
#include "ingest/reader/jats.h"

#include <algorithm>
#include <iterator>

#include "ingest/reader/reader.h"
#include "src/base/text.h"

namespace warrant {
namespace {

using jats::Article;

bool is_collection(std::string_view root) {
  return root == "articles" || root == "pmc-articleset" || root == "OAI-PMH";
}

int sniff(const SourceView& source) {
  const std::string root = root_name(source.bytes);
  if (root == "article") return 90;
  return is_collection(root) ? 80 : 0;
}

// A list without printed numbers that the text cites by number: the marks say which is which.
void number_by_marks(Document& d) {
  for (const CitationAnchor& anchor : d.anchors) {
    if (anchor.targets.size() != 1 || anchor.targets[0].reference < 0) continue;
    Reference& reference = d.references[static_cast<std::size_t>(anchor.targets[0].reference)];
    const std::string& label = anchor.targets[0].label;
    if (reference.label.empty() && label == std::to_string(reference.number)) {
      reference.label = label;
      reference.number_inferred = false;
    }
  }
}

bool has_body_text(const Document& d) {
  for (const Passage& p : d.passages)
    if (p.place == Place::kBody && p.kind != PassageKind::kHeading) return true;
  return false;
}

// Several publishers call the root of their own format `article`, too. JATS has `front` first; what has neither front
// nor any other part of JATS is another format, named by its first element.
std::string foreign_part(pugi::xml_node root) {
  static constexpr std::string_view kParts[] = {"processing-meta", "front",       "body",        "back",
                                                "floats-group",    "floats-wrap", "sub-article", "response",
                                                "front-stub"};
  if (root.child("front") || root.child("front-stub")) return "";
  for (const pugi::xml_node child : root.children())
    if (child.type() == pugi::node_element &&
        std::find(std::begin(kParts), std::end(kParts), local_name(child)) == std::end(kParts))
      return std::string(local_name(child));
  return "";
}

Result<Document> read_article(pugi::xml_node root, const SkipCounter& mended) {
  if (const std::string part = foreign_part(root); !part.empty())
    return fail(ErrorCode::kUnsupported, "an <article> of another format than JATS: its first part is <" + part + ">");
  Document d;
  Article article(d);
  for (const SkipCount& count : mended.counts()) article.builder.skipped().add(count.what, count.count);
  jats::read_metadata(article, root);
  jats::index_references(article, root);
  jats::read_front_text(article, root);
  for (const pugi::xml_node child : root.children()) {
    const std::string_view name = local_name(child);
    if (name == "body" || name == "floats-group" || name == "floats-wrap")
      jats::read_blocks(article, child, Place::kBody, -1);
    if (name == "back") jats::read_blocks(article, child, Place::kBack, -1);
    if (child.type() == pugi::node_element && jats::tag_of(child) == jats::Tag::kOther && name != "processing-meta")
      article.builder.skipped().add("element:" + std::string(name));
  }
  jats::read_front_notes(article, root);
  for (const pugi::xml_node child : root.children()) {
    const std::string_view name = local_name(child);
    if (name == "sub-article" || name == "response") jats::read_element(article, child, Place::kBack);
  }
  jats::complete_ranges(article);
  number_by_marks(d);
  d.full_text = has_body_text(d);
  if (!d.full_text) {
    d.kind = DocumentKind::kAbstract;
    article.builder.skipped().add("no-full-text");
  }
  const std::string defect = article.builder.finish();
  if (!defect.empty()) return fail(ErrorCode::kCorrupt, "reader made a broken document: " + defect);
  if (d.passages.empty()) return fail(ErrorCode::kUnsupported, "an article without title, abstract or text");
  return d;
}

Result<void> read(const SourceView& source, const DocumentSink& sink) {
  WARRANT_TRY(xml, parse_xml(source.bytes));
  const pugi::xml_node root = xml->root();
  if (local_name(root) == "article") {
    sink(read_article(root, xml->mended));
    return {};
  }
  bool any = false;
  XmlCursor cursor(root);
  for (auto event = cursor.next(); event != XmlCursor::Event::kEnd; event = cursor.next()) {
    if (event != XmlCursor::Event::kEnter || local_name(cursor.node()) != "article") continue;
    cursor.skip();
    any = true;
    if (!sink(read_article(cursor.node(), xml->mended))) return {};
  }
  if (!any) return fail(ErrorCode::kUnsupported, "no article in <" + std::string(root.name()) + ">");
  return {};
}

}  // namespace

extern const Reader jats_reader;
const Reader jats_reader{"jats", 2, "application/jats+xml", sniff, read};

}  // namespace warrant
