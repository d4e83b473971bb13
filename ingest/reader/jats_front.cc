// Front matter: metadata, and the passages of title, abstracts, keywords and notes.
#include <algorithm>
#include <charconv>
#include <iterator>

#include "ingest/reader/jats.h"
#include "src/base/text.h"

namespace warrant::jats {
namespace {

pugi::xml_node front_of(pugi::xml_node root) {
  const pugi::xml_node front = root.child("front");
  return front ? front : root.child("front-stub");
}

pugi::xml_node meta_of(pugi::xml_node root) {
  const pugi::xml_node front = front_of(root);
  const pugi::xml_node meta = front.child("article-meta");
  return meta ? meta : front;
}

std::int32_t number_of(const std::string& text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value > 1500 && value < 2200 ? value : 0;
}

// The year that a citation of the work prints: of the issue before the electronic copy before any other.
std::int32_t publication_year(pugi::xml_node meta) {
  static constexpr std::string_view kOrder[] = {"ppub", "pub", "collection", "epub-ppub", "epub", "publication", ""};
  std::int32_t year = 0;
  std::ptrdiff_t best = 100;
  for (const pugi::xml_node date : meta.children("pub-date")) {
    std::string_view type = date.attribute("pub-type").value();
    if (type.empty()) type = date.attribute("date-type").value();
    const std::int32_t found = number_of(text_of(date.child("year")));
    const auto* at = std::find(std::begin(kOrder), std::end(kOrder), type);
    const std::ptrdiff_t rank = at - std::begin(kOrder) + (type == "pmc-release" ? 1 : 0);
    if (found != 0 && rank < best) {
      year = found;
      best = rank;
    }
  }
  return year != 0 ? year : number_of(text_of(meta.child("permissions").child("copyright-year")));
}

void read_identifiers(Document& d, pugi::xml_node meta) {
  for (const pugi::xml_node id : meta.children("article-id")) {
    const std::string_view type = id.attribute("pub-id-type").value();
    const std::string text = text_of(id);
    if ((type == "pmc" || type == "pmcid") && d.pmcid.empty()) d.pmcid = normal_pmcid(text);
    if (type == "pmid" && d.pmid.empty()) d.pmid = normal_pmid(text);
    if (type == "doi" && d.doi.empty()) d.doi = normal_doi(text);
  }
}

void read_authors(Document& d, pugi::xml_node meta) {
  for (const pugi::xml_node group : meta.children("contrib-group"))
    for (const pugi::xml_node contrib : group.children("contrib")) {
      const std::string_view type = contrib.attribute("contrib-type").value();
      if (!type.empty() && type != "author") continue;
      pugi::xml_node name;
      for (const char* form : {"name", "string-name", "collab"})
        for (const pugi::xml_node parent :
             {contrib, contrib.child("name-alternatives"), contrib.child("collab-alternatives")})
          if (!name) name = parent.child(form);
      if (std::string person = person_name(name); name && !person.empty()) d.authors.push_back(std::move(person));
    }
}

std::string license_of(pugi::xml_node meta) {
  const pugi::xml_node permissions = meta.child("permissions");
  for (const pugi::xml_node parent : {permissions, meta})
    for (const pugi::xml_node license : parent.children("license")) {
      for (const pugi::xml_node child : license.children())
        if (local_name(child) == "license_ref") return text_of(child);
      if (const std::string_view link = license.attribute("xlink:href").value(); !link.empty())
        return std::string(link);
      if (std::string words = text_of(license); !words.empty()) return words;
    }
  return text_of(permissions.child("copyright-statement"));
}

std::string first_nct(pugi::xml_node front) {
  XmlCursor cursor(front);
  for (auto event = cursor.next(); event != XmlCursor::Event::kEnd; event = cursor.next()) {
    if (event != XmlCursor::Event::kText) continue;
    const std::string_view text = cursor.node().value();
    for (std::size_t at = text.find("NCT"); at != std::string_view::npos; at = text.find("NCT", at + 1)) {
      std::string_view digits = text.substr(at + 3);
      while (!digits.empty() && (digits.front() == ' ' || digits.front() == ':')) digits.remove_prefix(1);
      const auto n = std::min<std::size_t>(digits.size(), 8);
      if (n == 8 && std::all_of(digits.begin(), digits.begin() + 8, is_ascii_digit) &&
          (digits.size() == 8 || !is_ascii_digit(digits[8])))
        return "NCT" + std::string(digits.substr(0, 8));
    }
  }
  return "";
}

struct Relation {
  std::string_view type, kind;
};

// JATS related-article-type -> Correction::kind. "…-forward" stands in the older work and points to the newer.
constexpr Relation kRelations[] = {
    {"retraction-forward", "retraction"},
    {"retraction", "retraction"},
    {"retracted-article", "retracted"},
    {"removal-forward", "retraction"},
    {"withdrawal-forward", "retraction"},
    {"partial-retraction", "partial-retraction"},
    {"partial-retraction-forward", "partial-retraction"},
    {"correction-forward", "correction"},
    {"correction", "correction"},
    {"corrected-article", "corrected"},
    {"expression-of-concern", "expression-of-concern"},
    {"expression-of-concern-forward", "expression-of-concern"},
    {"concern-forward", "expression-of-concern"},
    {"object-of-concern", "concerned"},
    {"object-of-concern-forward", "expression-of-concern"},
    {"update", "update"},
    {"updated-article", "updated"},
    {"republished-article", "republished"},
    {"republication", "republication"},
    {"commentary", "comment"},
    {"commentary-article", "comment"},
    {"letter", "comment"},
    {"reply-to-letter", "comment"},
    {"addendum", "addendum"},
    {"addended-article", "addended"},
};

void read_relations(Document& d, pugi::xml_node meta) {
  for (const pugi::xml_node related : meta.children("related-article")) {
    const std::string_view type = related.attribute("related-article-type").value();
    const auto* at = std::find_if(std::begin(kRelations), std::end(kRelations),
                                  [&](const Relation& relation) { return relation.type == type; });
    Correction correction;
    correction.kind = at == std::end(kRelations) ? std::string(type) : std::string(at->kind);
    if (correction.kind.empty()) correction.kind = "related";
    correction.note = text_of(related);
    const std::string link_type = ascii_lower(related.attribute("ext-link-type").value());
    const std::string_view link = related.attribute("xlink:href").value();
    if (link_type == "doi" || link.find("10.") != std::string_view::npos) correction.doi = normal_doi(link);
    if (link_type == "pubmed" || link_type == "pmid") correction.pmid = normal_pmid(link);
    if (link_type == "pmc" || link_type == "pmcid") correction.pmcid = normal_pmcid(link);
    if (correction.pmid.empty() && ascii_lower(related.attribute("journal-id-type").value()) == "pmid")
      correction.pmid = normal_pmid(related.attribute("journal-id").value());
    for (const pugi::xml_node id : related.children("pub-id"))
      if (std::string_view(id.attribute("pub-id-type").value()) == "pmid") correction.pmid = normal_pmid(text_of(id));
    d.corrections.push_back(std::move(correction));
  }
}

std::string retraction_of(const Document& d, std::string_view article_type) {
  if (article_type == "retraction" || article_type == "withdrawal" || article_type == "removal")
    return "retraction notice";
  for (const Correction& c : d.corrections)
    if (c.kind == "retraction") return "retracted";
  const std::string title = ascii_lower(d.title.substr(0, 40));
  for (std::string_view lead : {"retracted:", "retracted article", "[retracted", "withdrawn:", "removed:"})
    if (title.starts_with(lead)) return "retracted";
  for (std::string_view lead : {"retraction:", "retraction note", "notice of retraction", "retraction notice"})
    if (title.starts_with(lead)) return "retraction notice";
  if (article_type == "expression-of-concern") return "expression of concern";
  for (const Correction& c : d.corrections)
    if (c.kind == "expression-of-concern") return "expression of concern";
  return "";
}

DocumentKind kind_of(std::string_view article_type) {
  if (article_type.find("review") != std::string_view::npos && article_type.find("book") == std::string_view::npos &&
      article_type.find("product") == std::string_view::npos)
    return DocumentKind::kReview;
  if (article_type.find("guideline") != std::string_view::npos) return DocumentKind::kGuideline;
  return DocumentKind::kArticle;
}

// A passage of its own with all text of `node`.
void append_passage(Article& article, pugi::xml_node node, PassageKind kind, Place place) {
  Inline text(article);
  article.builder.begin(kind, place);
  text.append(node);
  article.builder.end();
}

}  // namespace

void read_metadata(Article& article, pugi::xml_node root) {
  Document& d = article.document;
  const pugi::xml_node front = front_of(root);
  const pugi::xml_node meta = meta_of(root);
  read_identifiers(d, meta);
  const pugi::xml_node titles = meta.child("title-group");
  d.title = text_of(titles.child("article-title"));
  if (const std::string subtitle = text_of(titles.child("subtitle")); !subtitle.empty()) d.title += ": " + subtitle;
  d.year = publication_year(meta);
  const pugi::xml_node journal = front.child("journal-meta");
  d.journal = text_of(journal.child("journal-title-group").child("journal-title"));
  if (d.journal.empty()) d.journal = text_of(journal.child("journal-title"));
  if (d.journal.empty()) d.journal = text_of(journal.child("journal-title-group").child("abbrev-journal-title"));
  if (d.journal.empty()) d.journal = text_of(journal.child("journal-id"));
  read_authors(d, meta);
  d.language = ascii_lower(root.attribute("xml:lang").value());
  d.license = license_of(meta);
  const std::string type = root.attribute("article-type").value();
  if (!type.empty()) d.publication_types.push_back(type);
  d.kind = kind_of(type);
  for (const pugi::xml_node group : meta.children("kwd-group"))
    for (const pugi::xml_node keyword : group.children("kwd")) d.keywords.push_back(text_of(keyword));
  d.nct = first_nct(front);
  read_relations(d, meta);
  d.retraction = retraction_of(d, type);
}

void read_front_text(Article& article, pugi::xml_node root) {
  const pugi::xml_node meta = meta_of(root);
  const pugi::xml_node titles = meta.child("title-group");
  article.builder.begin(PassageKind::kTitle, Place::kFront);
  Inline text(article);
  text.append(titles.child("article-title"));
  if (const pugi::xml_node subtitle = titles.child("subtitle")) {
    article.builder.append(": ");
    text.append(subtitle);
  }
  article.builder.end();
  text.reset();
  for (const pugi::xml_node child : titles.children())
    if (const std::string_view name = local_name(child);
        name == "trans-title-group" || name == "trans-title" || name == "alt-title" || name == "fn-group")
      append_passage(article, child, PassageKind::kOther, Place::kFront);
  for (const pugi::xml_node child : meta.children()) {
    const std::string_view name = local_name(child);
    if (name != "abstract" && name != "trans-abstract") continue;
    read_element(article, child, Place::kAbstract);
  }
  for (const pugi::xml_node group : meta.children("kwd-group")) {
    bool any = false;
    article.builder.begin(PassageKind::kOther, Place::kFront);
    if (const pugi::xml_node title = group.child("title")) {
      text.append(title);
      article.builder.append(": ");
    }
    for (const pugi::xml_node keyword : group.children()) {
      if (keyword.type() != pugi::node_element || local_name(keyword) == "title") continue;
      if (std::exchange(any, true)) article.builder.append("; ");
      text.append(keyword);
    }
    article.builder.end();
    text.reset();
  }
}

void read_front_notes(Article& article, pugi::xml_node root) {
  const pugi::xml_node front = front_of(root);
  const pugi::xml_node meta = meta_of(root);
  for (const pugi::xml_node child : meta.children()) {
    const std::string_view name = local_name(child);
    if (name == "author-notes") {
      read_blocks(article, child, Place::kBack, -1);
    } else if (name == "permissions" || name == "license" || name == "copyright-statement") {
      read_blocks(article, child, Place::kBoilerplate, -1);
    } else if (name == "contrib-group") {
      for (const pugi::xml_node contrib : child.children("contrib"))
        for (const char* about : {"bio", "author-comment"})
          for (const pugi::xml_node note : contrib.children(about)) read_blocks(article, note, Place::kBack, -1);
    } else if (name == "funding-group") {
      for (const pugi::xml_node statement : child.children("funding-statement"))
        append_passage(article, statement, PassageKind::kParagraph, Place::kBack);
    } else if (child.type() == pugi::node_element && name != "title-group" && name != "abstract" &&
               name != "trans-abstract" && name != "kwd-group" && name != "article-id" && name != "pub-date" &&
               name != "related-article") {
      article.builder.skipped().add("element:" + std::string(name));
    }
  }
  for (const pugi::xml_node child : front.children())
    if (const std::string_view name = local_name(child); name == "notes") read_blocks(article, child, Place::kBack, -1);
}

}  // namespace warrant::jats
