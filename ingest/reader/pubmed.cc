// PubMed and MEDLINE XML (NLM DTDs pubmed_*.dtd, bookdoc_*.dtd, nlmmedlinecitationset): PubmedArticleSet,
// PubmedBookArticleSet, MedlineCitationSet, or one record as the root.
//
// A set may hold 30,000 records: the file is cut at record boundaries and each record parsed alone, so memory is that
// of one record beside the bytes, and a malformed record costs only itself.
#include <algorithm>
#include <charconv>
#include <iterator>

#include <fmt/format.h>

#include "ingest/reader/decode.h"
#include "ingest/reader/jats.h"
#include "ingest/reader/pubmed_records.h"
#include "ingest/reader/reader.h"
#include "ingest/reader/section_role.h"
#include "src/base/text.h"

namespace warrant {
namespace {

using jats::Article;
using jats::Inline;

template <typename List>
bool is_one_of(const List& list, std::string_view name) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

int sniff(const SourceView& source) {
  const std::string root = root_name(source.bytes);
  if (is_pubmed_root(root)) return 95;
  // Sets under a root of somebody's own.
  const bool inside = !root.empty() && root != "html" && root != "article" &&
                      source.bytes.substr(0, 4096).find("<PubmedArticle") != std::string_view::npos;
  return inside ? 60 : 0;
}

std::int32_t year_in(std::string_view text) {
  for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
    int year = 0;
    const auto [end, error] = std::from_chars(text.data() + i, text.data() + i + 4, year);
    if (error == std::errc() && end == text.data() + i + 4 && year >= 1500 && year < 2200) return year;
  }
  return 0;
}

// PubDate: Year, or MedlineDate ("1998 Dec-1999 Jan").
std::int32_t year_of(pugi::xml_node date) {
  const std::int32_t year = year_in(text_of(date.child("Year")));
  return year != 0 ? year : year_in(text_of(date.child("MedlineDate")));
}

std::string author_name(pugi::xml_node author) {
  const std::string family = text_of(author.child("LastName"));
  std::string given = text_of(author.child("ForeName"));
  if (given.empty()) given = text_of(author.child("FirstName"));
  if (given.empty()) given = text_of(author.child("Initials"));
  std::string name = family;
  for (const std::string& part : {given, text_of(author.child("Suffix"))})
    if (!part.empty()) name += (name.empty() ? "" : " ") + part;
  return name.empty() ? text_of(author.child("CollectiveName")) : name;
}

void read_authors(Document& d, pugi::xml_node list) {
  const std::string_view type = list.attribute("Type").value();
  if (type == "editors") return;
  for (const pugi::xml_node author : list.children("Author"))
    if (std::string name = author_name(author); !name.empty()) d.authors.push_back(std::move(name));
}

void set(std::string& field, std::string value) {
  if (field.empty()) field = std::move(value);
}

void read_ids(pugi::xml_node list, std::string& pmid, std::string& pmcid, std::string& doi) {
  for (const pugi::xml_node id : list.children("ArticleId")) {
    const std::string_view type = id.attribute("IdType").value();
    const std::string text = text_of(id);
    if (type == "pubmed" || type == "pmid") set(pmid, jats::normal_pmid(text));
    if (type == "pmc" || type == "pmcid") set(pmcid, jats::normal_pmcid(text));
    if (type == "doi") set(doi, jats::normal_doi(text));
  }
}

struct Relation {
  std::string_view type, kind, mark;  // mark: what the record itself becomes
};

// CommentsCorrections/@RefType -> Correction::kind. "…In" stands in the older work and points to the newer.
constexpr Relation kRelations[] = {
    {"RetractionIn", "retraction", "retracted"},
    {"RetractionOf", "retracted", "retraction notice"},
    {"PartialRetractionIn", "partial-retraction", ""},
    {"PartialRetractionOf", "partially-retracted", ""},
    {"RetractedandRepublishedIn", "retraction", "retracted"},
    {"RetractedandRepublishedFrom", "republished", ""},
    {"ErratumIn", "correction", ""},
    {"ErratumFor", "corrected", ""},
    {"CorrectedandRepublishedIn", "correction", ""},
    {"CorrectedandRepublishedFrom", "corrected", ""},
    {"ExpressionOfConcernIn", "expression-of-concern", "expression of concern"},
    {"ExpressionOfConcernFor", "concerned", ""},
    {"UpdateIn", "update", ""},
    {"UpdateOf", "updated", ""},
    {"RepublishedIn", "republication", ""},
    {"RepublishedFrom", "republished", ""},
    {"CommentIn", "comment", ""},
    {"CommentOn", "comment-on", ""},
    {"SummaryForPatientsIn", "summary-for-patients", ""},
    {"OriginalReportIn", "original-report", ""},
    {"ReprintIn", "reprint", ""},
    {"ReprintOf", "reprint-of", ""},
    {"AssociatedDataset", "dataset", ""},
    {"AssociatedPublication", "associated-publication", ""},
};

// Marks by weight: a retraction is never hidden by a lesser one.
void mark(Document& d, std::string_view what) {
  static constexpr std::string_view kByWeight[] = {"retracted", "retraction notice", "expression of concern"};
  const auto weight = [](std::string_view w) {
    return std::find(std::begin(kByWeight), std::end(kByWeight), w) - std::begin(kByWeight);
  };
  if (!what.empty() && (d.retraction.empty() || weight(what) < weight(d.retraction))) d.retraction = what;
}

void add_correction(Document& d, pugi::xml_node entry, std::string_view type) {
  const auto* at = std::find_if(std::begin(kRelations), std::end(kRelations),
                                [&](const Relation& relation) { return relation.type == type; });
  Correction correction;
  correction.kind = at == std::end(kRelations) ? ascii_lower(type) : std::string(at->kind);
  correction.pmid = jats::normal_pmid(text_of(entry.child("PMID")));
  correction.note = text_of(entry.child("RefSource"));
  correction.doi = jats::normal_doi(correction.note);
  if (at != std::end(kRelations)) mark(d, at->mark);
  d.corrections.push_back(std::move(correction));
}

void read_corrections(Document& d, pugi::xml_node citation) {
  for (const pugi::xml_node entry : citation.child("CommentsCorrectionsList").children("CommentsCorrections"))
    if (const std::string_view type = entry.attribute("RefType").value(); type != "Cites")
      add_correction(d, entry, type);
  // Until 2008 the type was an element: CommentsCorrections/RetractionIn.
  for (const pugi::xml_node entry : citation.child("CommentsCorrections").children())
    if (entry.type() == pugi::node_element) add_correction(d, entry, local_name(entry));
}

// The part of a record that MEDLINE makes; in 2001 it was called NCBIArticle.
pugi::xml_node citation_of(pugi::xml_node root) {
  for (const char* name : {"MedlineCitation", "NCBIArticle"})
    if (const pugi::xml_node citation = root.child(name)) return citation;
  return root;
}

void read_publication_types(Document& d, pugi::xml_node parent) {
  for (const pugi::xml_node type : parent.children("PublicationType")) {
    std::string name = text_of(type);
    if (name == "Retracted Publication") mark(d, "retracted");
    if (name == "Retraction of Publication" || name == "Retraction Notice") mark(d, "retraction notice");
    if (name == "Expression of Concern") mark(d, "expression of concern");
    if (!name.empty()) d.publication_types.push_back(std::move(name));
  }
}

void read_mesh(Document& d, pugi::xml_node list) {
  for (const pugi::xml_node heading : list.children("MeshHeading")) {
    std::string name = text_of(heading.child("DescriptorName"));
    if (name.empty()) name = text_of(heading.child("Descriptor"));
    for (const pugi::xml_node qualifier : heading.children("QualifierName")) name += "/" + text_of(qualifier);
    d.mesh.push_back(std::move(name));
  }
}

// Builds the record's text: title, abstracts, keywords, references.
class RecordText {
 public:
  RecordText(Article& article) : article_(article), inline_(article) {}

  void passage(pugi::xml_node node, PassageKind kind, Place place, std::int32_t section = -1) {
    article_.builder.begin(kind, place, section);
    inline_.append(node);
    article_.builder.end();
    inline_.reset();
  }

  void abstract(pugi::xml_node node, std::string_view title) {
    if (!node.child("AbstractText")) return;
    const std::int32_t top = jats::add_section(article_, std::string(title), "abstract", -1);
    for (const pugi::xml_node part : node.children("AbstractText")) {
      const std::string label = text_of_label(part.attribute("Label").value());
      std::int32_t section = top;
      if (!label.empty() && label != "UNLABELLED") {
        section = jats::add_section(article_, label, role_of(part.attribute("NlmCategory").value(), label), top);
        article_.builder.begin(PassageKind::kHeading, Place::kAbstract, section);
        article_.builder.append(label);
        article_.builder.end();
      }
      passage(part, PassageKind::kParagraph, Place::kAbstract, section);
    }
  }

  void keywords(pugi::xml_node list) {
    bool any = false;
    article_.builder.begin(PassageKind::kOther, Place::kFront);
    for (const pugi::xml_node keyword : list.children("Keyword")) {
      if (std::exchange(any, true)) article_.builder.append("; ");
      inline_.append(keyword);
      article_.document.keywords.push_back(text_of(keyword));
    }
    article_.builder.end();
    inline_.reset();
  }

  void reference(pugi::xml_node citation, Reference reference) {
    Document& d = article_.document;
    if (references_ < 0) references_ = jats::add_section(article_, "References", "references", -1);
    jats::fill_from_print(reference, text_of(citation));
    reference.number = static_cast<std::int32_t>(d.references.size()) + 1;
    reference.number_inferred = true;
    const std::size_t before = d.passages.size();
    passage(citation, PassageKind::kReference, Place::kReference, references_);
    if (d.passages.size() > before) reference.span = d.passages.back().span;
    d.references.push_back(std::move(reference));
  }

 private:
  static std::string text_of_label(std::string_view label) {
    std::string buffer;
    return collapse_space(nfc_view(label, buffer));
  }

  static std::string role_of(std::string_view category, std::string_view label) {
    const bool said = !category.empty() && category != "UNASSIGNED" && category != "UNLABELLED";
    return section_role(said ? category : std::string_view(), label);
  }

  Article& article_;
  Inline inline_;
  std::int32_t references_ = -1;
};

void read_references(RecordText& text, pugi::xml_node root) {
  // `ReferenceList` may be nested, with titles.
  bool any = false;
  const pugi::xml_node book = root.child("BookDocument");
  XmlCursor cursor(book ? book : root.child("PubmedData"));
  for (auto event = cursor.next(); event != XmlCursor::Event::kEnd; event = cursor.next()) {
    if (event != XmlCursor::Event::kEnter || local_name(cursor.node()) != "Reference") continue;
    cursor.skip();
    Reference reference;
    read_ids(cursor.node().child("ArticleIdList"), reference.pmid, reference.pmcid, reference.doi);
    text.reference(cursor.node().child("Citation"), std::move(reference));
    any = true;
  }
  if (any) return;
  // Until 2018 citations stood among the comments.
  const pugi::xml_node citation = citation_of(root);
  for (const pugi::xml_node entry : citation.child("CommentsCorrectionsList").children("CommentsCorrections")) {
    if (std::string_view(entry.attribute("RefType").value()) != "Cites") continue;
    Reference reference;
    reference.pmid = jats::normal_pmid(text_of(entry.child("PMID")));
    text.reference(entry.child("RefSource"), std::move(reference));
  }
}

// Elements of a record that hold text which is not stored.
void count_skipped(Article& article, pugi::xml_node citation, pugi::xml_node article_node) {
  for (const pugi::xml_node parent : {citation, article_node})
    for (const pugi::xml_node child : parent.children()) {
      static constexpr std::string_view kCounted[] = {
          "ChemicalList", "GrantList",          "InvestigatorList", "PersonalNameSubjectList", "SupplMeshList",
          "GeneralNote",  "SpaceFlightMission", "CoiStatement",     "GeneSymbolList",          "ItemList"};
      if (is_one_of(kCounted, local_name(child)))
        article.builder.skipped().add("element:" + std::string(local_name(child)));
    }
}

void read_article(Article& article, pugi::xml_node root) {
  Document& d = article.document;
  const pugi::xml_node citation = citation_of(root);
  const pugi::xml_node node = citation.child("Article");
  const pugi::xml_node journal = node.child("Journal");
  d.pmid = jats::normal_pmid(text_of(citation.child("PMID")));
  read_ids(root.child("PubmedData").child("ArticleIdList"), d.pmid, d.pmcid, d.doi);
  for (const pugi::xml_node id : citation.children("OtherID"))
    if (std::string_view(id.attribute("Source").value()) == "NLM") set(d.pmcid, jats::normal_pmcid(text_of(id)));
  for (const pugi::xml_node id : node.children("ELocationID"))
    if (std::string_view(id.attribute("EIdType").value()) == "doi") set(d.doi, jats::normal_doi(text_of(id)));
  d.title = text_of(node.child("ArticleTitle"));
  d.journal = text_of(journal.child("Title"));
  set(d.journal, text_of(journal.child("ISOAbbreviation")));
  set(d.journal, text_of(citation.child("MedlineJournalInfo").child("MedlineTA")));
  d.year = year_of(journal.child("JournalIssue").child("PubDate"));
  if (d.year == 0) d.year = year_of(node.child("ArticleDate"));
  for (const pugi::xml_node list : node.children("AuthorList")) read_authors(d, list);
  for (const pugi::xml_node language : node.children("Language"))
    d.language += (d.language.empty() ? "" : " ") + ascii_lower(text_of(language));
  for (const pugi::xml_node bank : node.child("DataBankList").children("DataBank"))
    for (const pugi::xml_node number : bank.child("AccessionNumberList").children("AccessionNumber"))
      if (const std::string id = text_of(number); id.starts_with("NCT")) set(d.nct, id);
  read_publication_types(d, node.child("PublicationTypeList"));
  read_mesh(d, citation.child("MeshHeadingList"));
  read_corrections(d, citation);

  RecordText text(article);
  text.passage(node.child("ArticleTitle"), PassageKind::kTitle, Place::kFront);
  text.passage(node.child("VernacularTitle"), PassageKind::kOther, Place::kFront);
  text.abstract(node.child("Abstract"), "Abstract");
  for (const pugi::xml_node other : citation.children("OtherAbstract")) text.abstract(other, "Other abstract");
  text.passage(node.child("Abstract").child("CopyrightInformation"), PassageKind::kOther, Place::kBoilerplate);
  for (const pugi::xml_node list : citation.children("KeywordList")) text.keywords(list);
  text.passage(citation.child("CoiStatement"), PassageKind::kParagraph, Place::kBack);
  read_references(text, root);
  count_skipped(article, citation, node);
}

void read_book_sections(Article& article, RecordText& text, pugi::xml_node sections) {
  XmlCursor cursor(sections);
  for (auto event = cursor.next(); event != XmlCursor::Event::kEnd; event = cursor.next())
    if (event == XmlCursor::Event::kEnter && local_name(cursor.node()) == "SectionTitle") {
      text.passage(cursor.node(), PassageKind::kListItem, Place::kFront);
      cursor.skip();
    }
  static_cast<void>(article);
}

void read_book(Article& article, pugi::xml_node root) {
  Document& d = article.document;
  const pugi::xml_node node = root.child("BookDocument");
  const pugi::xml_node book = node.child("Book");
  d.pmid = jats::normal_pmid(text_of(node.child("PMID")));
  read_ids(node.child("ArticleIdList"), d.pmid, d.pmcid, d.doi);
  read_ids(root.child("PubmedBookData").child("ArticleIdList"), d.pmid, d.pmcid, d.doi);
  const std::string book_title = text_of(book.child("BookTitle"));
  const pugi::xml_node title = node.child("ArticleTitle") ? node.child("ArticleTitle") : book.child("BookTitle");
  d.title = text_of(title);
  d.journal = book_title;
  d.year = year_of(book.child("PubDate"));
  if (d.year == 0) d.year = year_of(node.child("ContributionDate"));
  for (const pugi::xml_node list : book.children("AuthorList")) read_authors(d, list);
  for (const pugi::xml_node list : node.children("AuthorList")) read_authors(d, list);
  for (const pugi::xml_node language : node.children("Language")) set(d.language, ascii_lower(text_of(language)));
  read_publication_types(d, node);

  RecordText text(article);
  text.passage(title, PassageKind::kTitle, Place::kFront);
  text.abstract(node.child("Abstract"), "Abstract");
  text.passage(node.child("Abstract").child("CopyrightInformation"), PassageKind::kOther, Place::kBoilerplate);
  read_book_sections(article, text, node.child("Sections"));
  for (const pugi::xml_node list : node.children("KeywordList")) text.keywords(list);
  read_references(text, root);
  count_skipped(article, node, book);
}

Result<Document> read_record(pugi::xml_node root, const SkipCounter& mended) {
  Document d;
  Article article(d);
  for (const SkipCount& count : mended.counts()) article.builder.skipped().add(count.what, count.count);
  d.kind = DocumentKind::kAbstract;
  if (root.child("BookDocument")) {
    read_book(article, root);
  } else {
    read_article(article, root);
  }
  const std::string defect = article.builder.finish();
  if (!defect.empty()) return fail(ErrorCode::kCorrupt, "reader made a broken document: " + defect);
  if (d.passages.empty())
    return fail(ErrorCode::kUnsupported, "a record without title and abstract", d.pmid.empty() ? "" : "pmid:" + d.pmid);
  return d;
}

// The record's own PMID, for messages about what cannot be parsed.
std::string pmid_in(std::string_view record) {
  const std::size_t at = record.find("<PMID");
  if (at == std::string_view::npos) return "";
  const std::size_t from = record.find('>', at);
  if (from == std::string_view::npos) return "";
  return jats::normal_pmid(record.substr(from + 1, std::min<std::size_t>(record.find('<', from) - from - 1, 12)));
}

// False when the sink wants no more.
bool read_withdrawn(pugi::xml_node root, std::size_t line, const DocumentSink& sink) {
  for (const pugi::xml_node id : root.children("PMID"))
    if (!sink(fail(ErrorCode::kNotFound, "withdrawn from PubMed (" + std::string(root.name()) + ")",
                   fmt::format("line {}, pmid:{}", line, text_of(id)))))
      return false;
  return true;
}

Result<void> read(const SourceView& source, const DocumentSink& sink) {
  WARRANT_TRY(decoded, decode(source.bytes, declared_xml_charset(source.bytes), Undeclared::kMustBeUtf8));
  PubmedRecords scanner(decoded.text(), source.first_line);
  PubmedRecords::Record record;
  bool any = false;
  while (scanner.next(record)) {
    any = true;
    const std::string pmid = pmid_in(record.text);
    const std::string where = fmt::format("line {}{}", record.line, pmid.empty() ? "" : ", pmid:" + pmid);
    if (!record.complete) {
      if (!sink(fail(ErrorCode::kCorrupt, fmt::format("{} without end", record.name), where))) return {};
      continue;
    }
    auto xml = parse_xml_text(record.text, record.line);
    if (!xml) {
      Error error = std::move(xml).error();
      if (!pmid.empty()) error.where += ", pmid:" + pmid;
      if (!sink(tl::unexpected(std::move(error)))) return {};
      continue;
    }
    const pugi::xml_node root = (*xml)->root();
    if (record.name.starts_with("Delete")) {
      if (!read_withdrawn(root, record.line, sink)) return {};
    } else {
      auto document = read_record(root, (*xml)->mended);
      if (!document && document.error().where.empty()) document.error().where = where;
      if (!sink(std::move(document))) return {};
    }
  }
  if (!any) return fail(ErrorCode::kUnsupported, "a PubMed set without records");
  return {};
}

// A charset is declared at the beginning only, so other charsets than UTF-8 are not cut.
std::vector<SourceView> pieces(const SourceView& source, std::size_t size) {
  constexpr std::string_view kEnd = "</PubmedArticle>";
  const std::string charset = ascii_lower(declared_xml_charset(source.bytes));
  if (!charset.empty() && charset != "utf-8" && charset != "utf8") return {source};
  std::vector<SourceView> out;
  std::string_view rest = source.bytes;
  std::size_t line = source.first_line;
  while (rest.size() > size) {
    const std::size_t end = rest.find(kEnd, size);
    // The last record takes along what follows it: a piece without a record could not be read.
    if (end == std::string_view::npos || rest.find(kEnd, end + kEnd.size()) == std::string_view::npos) break;
    const std::string_view piece = rest.substr(0, end + kEnd.size());
    out.push_back({piece, source.name, line});
    line += static_cast<std::size_t>(std::count(piece.begin(), piece.end(), '\n'));
    rest.remove_prefix(piece.size());
  }
  out.push_back({rest, source.name, line});
  return out;
}

}  // namespace

extern const Reader pubmed_reader;
const Reader pubmed_reader{"pubmed", 1, "application/vnd.ncbi.pubmed+xml", sniff, read, pieces};

}  // namespace warrant
