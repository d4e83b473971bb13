// Reference lists: `ref` with `mixed-citation`, `element-citation`, `nlm-citation`, `citation`, alternatives of them,
// or several works under one number.
#include <algorithm>
#include <charconv>

#include "ingest/reader/jats.h"
#include "ingest/reader/reference_text.h"
#include "src/base/text.h"

namespace warrant::jats {
namespace {

bool is_citation(std::string_view name) {
  return name == "mixed-citation" || name == "element-citation" || name == "nlm-citation" || name == "citation";
}

bool is_mixed(pugi::xml_node citation) {
  for (const pugi::xml_node child : citation.children())
    if (child.type() != pugi::node_element && !trim(child.value()).empty()) return true;
  return false;
}

// One work of a `ref`: the element that is tagged best and the one that holds it as printed (often the same).
struct Work {
  pugi::xml_node fields, printed;
};

std::vector<Work> works_of(pugi::xml_node ref) {
  std::vector<Work> works;
  std::vector<pugi::xml_node> tagged, printed;
  const auto take = [&](pugi::xml_node citation, bool alternative) {
    const bool mixed = local_name(citation) == "mixed-citation" || is_mixed(citation);
    (mixed ? printed : tagged).push_back(citation);
    if (!alternative) works.push_back({citation, citation});
  };
  for (const pugi::xml_node child : ref.children()) {
    const std::string_view name = local_name(child);
    if (is_citation(name)) {
      take(child, false);
    } else if (name == "citation-alternatives") {
      Work work;
      for (const pugi::xml_node form : child.children()) {
        if (!is_citation(local_name(form))) continue;
        pugi::xml_node& place = local_name(form) == "mixed-citation" ? work.printed : work.fields;
        if (!place) place = form;
      }
      if (!work.fields) work.fields = work.printed;
      if (!work.printed) work.printed = work.fields;
      if (work.fields) works.push_back(work);
    }
  }
  // The same works twice, once as printed and once tagged, without an element that says so (SciELO).
  if (!tagged.empty() && tagged.size() == printed.size() && works.size() == 2 * tagged.size() &&
      local_name(printed[0]) == "mixed-citation" && local_name(tagged[0]) == "element-citation") {
    works.clear();
    for (std::size_t i = 0; i < tagged.size(); ++i) works.push_back({tagged[i], printed[i]});
  }
  if (works.empty()) works.push_back({ref, ref});
  return works;
}

std::int32_t year_of(std::string_view text) {
  for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
    int year = 0;
    const auto [end, error] = std::from_chars(text.data() + i, text.data() + i + 4, year);
    if (error == std::errc() && end == text.data() + i + 4 && year >= 1500 && year < 2200) return year;
  }
  return 0;
}

std::string printed_label(pugi::xml_node ref) {
  const std::string text = text_of(ref.child("label"));
  std::string_view label = text;
  while (!label.empty() && (label.front() == '[' || label.front() == '(')) label.remove_prefix(1);
  while (!label.empty() && (label.back() == ']' || label.back() == ')' || label.back() == '.' || label.back() == ':' ||
                            label.back() == '-'))
    label.remove_suffix(1);
  return std::string(trim(label));
}

class Fields {
 public:
  explicit Fields(Reference& reference) : r_(reference) {}

  void read(pugi::xml_node citation) {
    XmlCursor cursor(citation);
    for (auto event = cursor.next(); event != XmlCursor::Event::kEnd; event = cursor.next()) {
      if (event != XmlCursor::Event::kEnter) continue;
      if (element(cursor.node())) cursor.skip();
    }
    if (r_.authors.empty()) r_.authors = std::move(editors_);
    if (r_.title.empty()) r_.title = part_title_;
    if (r_.title.empty() && r_.journal.empty()) r_.title = data_title_;
    if (!first_page_.empty()) r_.pages = first_page_ + (last_page_.empty() ? "" : "-" + last_page_);
    if (r_.pages.empty()) r_.pages = page_range_;
  }

 private:
  static void set(std::string& field, pugi::xml_node node) {
    if (field.empty()) field = text_of(node);
  }

  // True when the element is read and need not be entered.
  bool element(pugi::xml_node node) {
    const std::string_view name = local_name(node);
    if (name == "name" || name == "string-name" || name == "collab") {
      std::string person = person_name(node);
      if (!person.empty()) (is_editor(node) ? editors_ : r_.authors).push_back(std::move(person));
    } else if (name == "article-title") {
      set(r_.title, node);
    } else if (name == "chapter-title" || name == "part-title") {
      set(part_title_, node);
    } else if (name == "data-title") {
      set(data_title_, node);
    } else if (name == "source") {
      set(r_.journal, node);
    } else if (name == "year") {
      if (r_.year == 0) r_.year = year_of(text_of(node));
      if (r_.year == 0) r_.year = year_of(node.attribute("iso-8601-date").value());
    } else if (name == "volume") {
      set(r_.volume, node);
    } else if (name == "fpage" || name == "elocation-id") {
      set(first_page_, node);
    } else if (name == "lpage") {
      set(last_page_, node);
    } else if (name == "page-range") {
      set(page_range_, node);
    } else if (name == "pub-id" || name == "article-id" || name == "object-id") {
      identifier(node);
    } else if (name == "ext-link" || name == "uri") {
      link(node);
    } else {
      return false;  // person-group, names' alternatives and whatever else is walked into
    }
    return true;
  }

  static bool is_editor(pugi::xml_node name) {
    const pugi::xml_node group = name.parent();
    const std::string_view type = group.attribute("person-group-type").value();
    return !type.empty() && type != "author" && type != "allauthors";
  }

  void identifier(pugi::xml_node node) {
    const std::string text = text_of(node);
    const std::string type = ascii_lower(node.attribute("pub-id-type").value());
    if (type == "doi" && r_.doi.empty()) r_.doi = normal_doi(text);
    if (type == "pmid" && r_.pmid.empty()) r_.pmid = normal_pmid(text);
    if ((type == "pmcid" || type == "pmc") && r_.pmcid.empty()) r_.pmcid = normal_pmcid(text);
  }

  void link(pugi::xml_node node) {
    const std::string text = text_of(node);
    const std::string_view target = node.attribute("xlink:href").value();
    for (std::string_view where : {std::string_view(text), target})
      if (r_.doi.empty() && (where.starts_with("10.") || where.find("doi.org/10.") != std::string_view::npos))
        r_.doi = normal_doi(where);
  }

  Reference& r_;
  std::vector<std::string> editors_;
  std::string part_title_, data_title_, first_page_, last_page_, page_range_;
};

// What stands before a part of a tagged citation when it is written out ("Vancouver").
std::string_view separator_before(std::string_view name) {
  if (name == "volume") return ";";
  if (name == "issue") return "(";
  if (name == "fpage" || name == "elocation-id") return ":";
  if (name == "lpage") return "-";
  if (name == "year") return " ";
  return ". ";
}

void append_separator(TextBuilder& builder, std::string_view separator, std::size_t begin) {
  const std::string_view said = builder.current();
  if (said.size() <= begin) return;
  if (separator == ". " && (said.back() == '.' || said.back() == '?' || said.back() == '!')) separator = " ";
  builder.append(separator);
}

// A citation that is only fields, written out in the order in which they stand.
void append_fields(Article& article, Inline& text, pugi::xml_node citation) {
  TextBuilder& builder = article.builder;
  const std::size_t begin = builder.current().size();
  bool named = false, open_issue = false;
  for (const pugi::xml_node part : citation.children()) {
    if (part.type() != pugi::node_element) continue;
    const std::string_view name = local_name(part);
    if (name == "label") continue;
    if (open_issue) builder.append(")");
    open_issue = name == "issue";
    if (name == "person-group" || name == "name" || name == "string-name" || name == "collab" || name == "etal") {
      const bool group = name == "person-group";
      const auto person = [&](pugi::xml_node node) {
        std::string who = local_name(node) == "etal" && text_of(node).empty() ? "et al." : person_name(node);
        if (who.empty()) return;
        append_separator(builder, named ? ", " : ". ", begin);
        std::string buffer;
        builder.append(nfc_view(who, buffer));
        named = true;
      };
      if (!group) {
        person(part);
        continue;
      }
      named = false;
      for (const pugi::xml_node member : part.children()) person(member);
      continue;
    }
    named = false;
    append_separator(builder, separator_before(name), begin);
    const Tag tag = tag_of(part);
    text.enter(part, tag);
    text.append(part);
    text.leave(part, tag);
  }
  if (open_issue) builder.append(")");
}

}  // namespace

void fill_from_print(Reference& reference, std::string_view printed) {
  if (reference.title.empty() && reference.year == 0) {
    Reference parsed = parse_reference(printed);
    const auto take = [](std::string& field, std::string& value) {
      if (field.empty()) field = std::move(value);
    };
    if (reference.authors.empty()) reference.authors = std::move(parsed.authors);
    reference.year = parsed.year;
    take(reference.title, parsed.title);
    take(reference.journal, parsed.journal);
    take(reference.volume, parsed.volume);
    take(reference.pages, parsed.pages);
    take(reference.doi, parsed.doi);
    take(reference.pmid, parsed.pmid);
    take(reference.pmcid, parsed.pmcid);
    return;
  }
  if (reference.doi.empty()) reference.doi = find_doi(printed);
  // Some journals tag the title but print the names bare.
  if (reference.authors.empty()) reference.authors = parse_reference(printed).authors;
}

void index_references(Article& article, pugi::xml_node root) {
  std::int32_t position = 0;
  XmlCursor cursor(root);
  for (auto event = cursor.next(); event != XmlCursor::Event::kEnd; event = cursor.next()) {
    if (event != XmlCursor::Event::kEnter) continue;
    const pugi::xml_node ref = cursor.node();
    const std::string_view name = local_name(ref);
    if (name == "p" || name == "table" || name == "contrib-group") cursor.skip();
    if (name != "ref") continue;
    cursor.skip();
    ++position;
    const std::string label = printed_label(ref);
    const std::string id = ref.attribute("id").value();
    article.first_of_ref.emplace(ref.hash_value(), static_cast<std::int32_t>(article.document.references.size()));
    for (const Work& work : works_of(ref)) {
      Reference reference;
      reference.key = id;
      reference.label = label;
      reference.number = position;
      reference.number_inferred = label.empty();
      Fields(reference).read(work.fields);
      if (reference.doi.empty() || reference.title.empty()) fill_from_print(reference, text_of(work.printed));
      const auto index = static_cast<std::int32_t>(article.document.references.size());
      if (!id.empty()) article.by_id[id].push_back(index);
      for (const pugi::xml_node form : {work.fields, work.printed}) {
        const std::string own = form.attribute("id").value();
        if (!own.empty() && own != id) {
          auto& list = article.by_id[own];
          if (list.empty() || list.back() != index) list.push_back(index);
        }
      }
      article.by_label[label.empty() ? std::to_string(position) : label].push_back(index);
      article.document.references.push_back(std::move(reference));
    }
  }
}

void read_reference(Article& article, pugi::xml_node ref, std::int32_t section) {
  const auto at = article.first_of_ref.find(ref.hash_value());
  std::int32_t index = at == article.first_of_ref.end() ? -1 : at->second;
  Inline text(article);
  bool first = true;
  for (const Work& work : works_of(ref)) {
    article.builder.begin(PassageKind::kReference, Place::kReference, section);
    if (first) {
      if (const pugi::xml_node label = ref.child("label"); label && work.printed != ref) {
        text.append(label);
        article.builder.append(" ");
      }
    }
    first = false;
    if (work.printed == ref || is_mixed(work.printed)) {
      text.append(work.printed);
    } else {
      append_fields(article, text, work.printed);
    }
    const std::int32_t passage = article.builder.end();
    text.reset();
    if (index >= 0 && passage >= 0)
      article.document.references[static_cast<std::size_t>(index)].span =
          article.document.passages[static_cast<std::size_t>(passage)].span;
    if (index >= 0) ++index;
  }
  // A note beside the citations.
  for (const pugi::xml_node child : ref.children()) {
    if (const std::string_view name = local_name(child); name != "note" && name != "p") continue;
    if (works_of(ref)[0].printed == ref) break;
    article.builder.begin(PassageKind::kOther, Place::kReference, section);
    text.append(child);
    article.builder.end();
    text.reset();
  }
}

}  // namespace warrant::jats
