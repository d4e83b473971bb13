#include "ingest/reader/html_metadata.h"

#include <algorithm>
#include <cstdlib>

#include <simdjson.h>

#include "ingest/reader/reference_text.h"
#include "src/base/text.h"

namespace warrant::html {
namespace {

namespace dom = simdjson::dom;

// One source's statements; merged in order of trust.
struct Statements {
  std::string title, journal, doi, pmid, pmcid, license, updated, language;
  std::int32_t year = 0;
  std::vector<std::string> authors, keywords;
  std::string type;
};

std::int32_t year_of(std::string_view date) {
  for (std::size_t i = 0; i + 4 <= date.size(); ++i) {
    if (i > 0 && is_ascii_digit(date[i - 1])) continue;
    if (i + 4 < date.size() && is_ascii_digit(date[i + 4])) continue;
    if (!std::all_of(date.begin() + static_cast<std::ptrdiff_t>(i), date.begin() + static_cast<std::ptrdiff_t>(i + 4),
                     is_ascii_digit))
      continue;
    const std::int32_t year = std::atoi(std::string(date.substr(i, 4)).c_str());
    if (year >= 1500 && year <= 2100) return year;
  }
  return 0;
}

// "Family, Given" -> "Family Given"; other forms stay.
std::string author_name(std::string_view printed) {
  std::string name = collapse_space(printed);
  const std::size_t comma = name.find(", ");
  if (comma != std::string::npos && name.find(',', comma + 1) == std::string::npos) name.erase(comma, 1);
  return name;
}

void set(std::string& field, std::string_view value) {
  if (field.empty()) field = collapse_space(value);
}

void add(std::vector<std::string>& list, std::string value) {
  if (!value.empty() && std::find(list.begin(), list.end(), value) == list.end()) list.push_back(std::move(value));
}

std::string digits_of(std::string_view text) {
  const std::string_view t = trim(text);
  return !t.empty() && t.size() <= 8 && std::all_of(t.begin(), t.end(), is_ascii_digit) ? std::string(t) : "";
}

// --- JSON-LD ---------------------------------------------------------------------------------------------------------

std::string_view string_at(dom::element object, std::string_view key) {
  dom::element value;
  if (object[key].get(value) != simdjson::SUCCESS) return {};
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) return text;
  dom::array list;
  if (value.get(list) == simdjson::SUCCESS)
    for (dom::element item : list)
      if (item.get(text) == simdjson::SUCCESS) return text;
  return {};
}

// A name that is a string or an object with "name", or a list of them.
void names_at(dom::element object, std::string_view key, std::vector<std::string>& out) {
  dom::element value;
  if (object[key].get(value) != simdjson::SUCCESS) return;
  const auto take = [&](dom::element item) {
    std::string_view text;
    if (item.get(text) != simdjson::SUCCESS) text = item.is_object() ? string_at(item, "name") : std::string_view();
    if (!text.starts_with("http")) add(out, author_name(text));
  };
  dom::array list;
  if (value.get(list) == simdjson::SUCCESS) {
    for (dom::element item : list) take(item);
  } else {
    take(value);
  }
}

// How much a schema.org type says about the page's main thing; 0 = something else on it.
int weight_of(std::string_view type) {
  if (type == "ScholarlyArticle" || type == "MedicalScholarlyArticle") return 5;
  if (type == "QAPage" || type == "MedicalGuideline") return 4;
  if (type.find("Article") != std::string_view::npos || type == "BlogPosting" || type == "Report") return 3;
  if (type == "MedicalWebPage" || type == "Question") return 2;
  return type == "WebPage" || type == "FAQPage" ? 1 : 0;
}

void read_object(dom::element object, Statements& s) {
  set(s.title, string_at(object, "headline"));
  set(s.title, string_at(object, "name"));
  set(s.license, string_at(object, "license"));
  set(s.updated, string_at(object, "dateModified"));
  set(s.language, string_at(object, "inLanguage"));
  if (s.year == 0) s.year = year_of(string_at(object, "datePublished"));
  names_at(object, "author", s.authors);
  if (s.authors.empty()) names_at(object, "creator", s.authors);
  for (const char* key : {"doi", "@id", "sameAs", "identifier", "url"})
    if (s.doi.empty()) s.doi = find_doi(string_at(object, key));
  dom::element part;
  if (object["isPartOf"].get(part) == simdjson::SUCCESS && part.is_object()) set(s.journal, string_at(part, "name"));
  dom::element main;
  if (object["mainEntity"].get(main) == simdjson::SUCCESS && main.is_object() && s.title.empty())
    set(s.title, string_at(main, "name"));
}

// The heaviest object of one JSON-LD block (its @graph and lists are one level flat in practice; two are looked at).
void read_json_ld(std::string_view json, Statements& s, int& best) {
  dom::parser parser;
  dom::element root;
  if (parser.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS) return;
  std::vector<dom::element> queue{root};
  for (std::size_t i = 0; i < queue.size() && i < 200; ++i) {
    const dom::element element = queue[i];
    dom::array list;
    if (element.get(list) == simdjson::SUCCESS) {
      for (dom::element item : list) queue.push_back(item);
      continue;
    }
    if (!element.is_object()) continue;
    dom::element graph;
    if (element["@graph"].get(graph) == simdjson::SUCCESS) queue.push_back(graph);
    const std::string_view type = string_at(element, "@type");
    if (const int weight = weight_of(type); weight > best) {
      best = weight;
      s = Statements{};
      s.type = std::string(type);
      read_object(element, s);
    }
  }
}

// --- meta tags -------------------------------------------------------------------------------------------------------

struct Sources {
  Statements highwire, json_ld, dublin_core, open_graph;
};

void read_meta(std::string_view key, std::string_view content, Sources& out) {
  if (trim(content).empty()) return;
  const auto is = [&](std::string_view name) { return key == name; };
  const auto dc = [&](std::string_view name) {
    return key == "dc." + std::string(name) || key == "dcterms." + std::string(name) ||
           key == "dc:" + std::string(name) || key == "dcterms:" + std::string(name);
  };
  Statements &h = out.highwire, &d = out.dublin_core, &o = out.open_graph;
  if (is("citation_title"))
    set(h.title, content);
  else if (is("citation_author"))
    add(h.authors, author_name(content));
  else if (is("citation_authors")) {
    for (std::size_t from = 0; from < content.size();) {
      const std::size_t end = std::min(content.find(';', from), content.size());
      add(h.authors, author_name(content.substr(from, end - from)));
      from = end + 1;
    }
  } else if (is("citation_doi")) {
    if (h.doi.empty()) h.doi = find_doi(content);
  } else if (is("citation_pmid"))
    set(h.pmid, digits_of(content));
  else if (is("citation_pmcid"))
    set(h.pmcid, content.starts_with("PMC") ? std::string(content) : "PMC" + std::string(content));
  else if (is("citation_journal_title"))
    set(h.journal, content);
  else if (is("citation_publication_date") || is("citation_date") || is("citation_online_date") ||
           is("citation_year")) {
    if (h.year == 0) h.year = year_of(content);
  } else if (is("citation_language"))
    set(h.language, content);
  else if (is("citation_keywords") || is("citation_keyword"))
    add(h.keywords, collapse_space(content));
  else if (is("prism.doi")) {
    if (h.doi.empty()) h.doi = find_doi(content);
  } else if (is("prism.publicationname"))
    set(h.journal, content);
  else if (is("ncbi_uid") || is("pmid"))
    set(h.pmid, digits_of(content));
  else if (dc("title"))
    set(d.title, content);
  else if (dc("creator") || dc("contributor"))
    add(d.authors, author_name(content));
  else if (dc("identifier")) {
    if (d.doi.empty()) d.doi = find_doi(content);
  } else if (dc("date") || dc("issued")) {
    if (d.year == 0) d.year = year_of(content);
  } else if (dc("rights") || dc("license"))
    set(d.license, content);
  else if (dc("language"))
    set(d.language, content);
  else if (dc("source") || dc("ispartof"))
    set(d.journal, content);
  else if (is("og:title"))
    set(o.title, content);
  else if (is("article:published_time") || is("og:article:published_time") || is("datepublished")) {
    if (o.year == 0) o.year = year_of(content);
  } else if (is("article:modified_time") || is("og:updated_time") || is("last-modified"))
    set(o.updated, content);
  else if (is("author") || is("article:author")) {
    if (!content.starts_with("http")) add(o.authors, author_name(content));
  } else if (is("twitter:title"))
    set(o.title, content);
}

}  // namespace

void read_metadata(const Page& page, Document& document) {
  Sources sources;
  int best = 0;
  std::string title, language, license;
  for (std::int32_t i = 0; i < page.size(); ++i) {
    if (page[i].is_text) continue;
    switch (page[i].tag) {
      case GUMBO_TAG_HTML:
        language = std::string(page.attribute(i, "lang"));
        break;
      case GUMBO_TAG_TITLE:
        if (title.empty() && i + 1 < page[i].end) title = collapse_space(page[i + 1].text);
        break;
      case GUMBO_TAG_META: {
        std::string key = ascii_lower(page.attribute(i, "name"));
        if (key.empty()) key = ascii_lower(page.attribute(i, "property"));
        if (key.empty()) key = ascii_lower(page.attribute(i, "itemprop"));
        read_meta(key, page.attribute(i, "content"), sources);
        break;
      }
      case GUMBO_TAG_LINK:
      case GUMBO_TAG_A:
        if (ascii_lower(page.attribute(i, "rel")) == "license") set(license, page.attribute(i, "href"));
        break;
      case GUMBO_TAG_SCRIPT:
        if (ascii_lower(page.attribute(i, "type")).starts_with("application/ld+json") && i + 1 < page[i].end)
          read_json_ld(page[i + 1].text, sources.json_ld, best);
        break;
      default:
        break;
    }
  }
  for (const Statements* s : {&sources.highwire, &sources.json_ld, &sources.dublin_core, &sources.open_graph}) {
    set(document.title, s->title);
    set(document.journal, s->journal);
    set(document.doi, s->doi);
    set(document.pmid, s->pmid);
    set(document.pmcid, s->pmcid);
    set(document.license, s->license);
    set(document.updated, s->updated);
    set(document.language, ascii_lower(s->language));
    if (document.year == 0) document.year = s->year;
    if (document.authors.empty()) document.authors = s->authors;
    if (document.keywords.empty()) document.keywords = s->keywords;
  }
  set(document.title, title);
  set(document.license, license);
  set(document.language, ascii_lower(language));
  document.kind = DocumentKind::kWeb;
  if (!sources.highwire.title.empty() || best == 5) document.kind = DocumentKind::kArticle;
  const std::string& type = sources.json_ld.type;
  if (type == "QAPage" || type == "Question" || type == "FAQPage") document.kind = DocumentKind::kQa;
  if (type == "MedicalGuideline") document.kind = DocumentKind::kGuideline;
}

}  // namespace warrant::html
