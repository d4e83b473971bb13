#include "ingest/reader/html_writer.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/reader/html_main_content.h"
#include "ingest/reader/html_references.h"
#include "ingest/reader/html_table.h"
#include "ingest/reader/reference_text.h"
#include "ingest/reader/section_role.h"
#include "ingest/reader/text_builder.h"
#include "src/base/text.h"

namespace warrant::html {

std::string folded(std::string_view text) {
  std::string out;
  for (const char c : fold_case(text)) {
    if (static_cast<unsigned char>(c) >= 0x80 || is_ascii_alpha(c) || is_ascii_digit(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

namespace {

int heading_level(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 ? static_cast<int>(tag) - static_cast<int>(GUMBO_TAG_H1) + 1 : 0;
}

template <std::size_t N>
bool starts_with_one(std::string_view text, const std::array<std::string_view, N>& heads) {
  return std::any_of(heads.begin(), heads.end(), [&](std::string_view head) { return text.starts_with(head); });
}

constexpr std::array<std::string_view, 22> kOutsideHeadings = {"related",
                                                               "you may also",
                                                               "you might also",
                                                               "more from",
                                                               "more on",
                                                               "recommended",
                                                               "read more",
                                                               "read next",
                                                               "share this",
                                                               "share",
                                                               "comments",
                                                               "leave a",
                                                               "latest posts",
                                                               "recent posts",
                                                               "popular posts",
                                                               "have a follow up",
                                                               "professional medical disclaimer",
                                                               "medical disclaimer",
                                                               "disclaimer",
                                                               "trending",
                                                               "most read",
                                                               "subscribe"};
constexpr std::array<std::string_view, 10> kBackHeadings = {"acknowledg",
                                                            "funding",
                                                            "conflict of interest",
                                                            "conflicts of interest",
                                                            "competing interest",
                                                            "author contribution",
                                                            "disclosure",
                                                            "data availability",
                                                            "ethics",
                                                            "about the author"};
constexpr std::array<std::string_view, 8> kDisclaimers = {"disclaimer",
                                                          "medical disclaimer",
                                                          "this information is intended for",
                                                          "this content is for informational",
                                                          "the information provided is not",
                                                          "this information is not intended",
                                                          "advertisement",
                                                          "the content provided here"};

// A citing link as written: its place and the entry it points at.
struct Link {
  ByteSpan span;
  std::int32_t entry = 0;
  std::string label;
};

class Writer {
 public:
  Writer(const Page& page, Document& document)
      : page_(page),
        d_(document),
        b_(document),
        parts_(find_main_content(page)),
        references_(find_references(page, parts_)) {
    // The reference list is wanted wherever it stands.
    for (std::int32_t entry : references_.entries)
      for (std::int32_t i = entry; i < page_[entry].end; ++i)
        if (parts_[at(i)] == Part::kOutside) parts_[at(i)] = Part::kMain;
  }

  // Returns defect_of the document, "" when all is well.
  std::string write() {
    write_title();
    for (std::int32_t i = 0; i < page_.size(); ++i) {
      while (!open_.empty() && page_[open_.back()].end <= i) leave();
      i = visit(i);
    }
    while (!open_.empty()) leave();
    end_passage();
    link_references();
    for (std::int32_t i = 0; i < page_.size(); ++i)
      if (!page_[i].is_text && parts_[at(i)] == Part::kOutside &&
          (i == 0 || parts_[at(page_[i].parent)] == Part::kMain))
        b_.skipped().add("outside-main-content");
    d_.full_text = true;
    return b_.finish();
  }

 private:
  static std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

  // --- title -----------------------------------------------------------------------------------------------

  void write_title() {
    // The page's first main heading is the title without the site's name behind it.
    const std::string wanted = folded(d_.title);
    std::string first;
    for (std::int32_t i = 0; i < page_.size(); ++i) {
      if (!page_.is(i, GUMBO_TAG_H1) || parts_[at(i)] == Part::kInvisible) continue;
      std::string text = page_.text_of(i);
      const std::string fold = folded(text);
      if (fold.empty()) continue;
      if (first.empty()) first = text;
      const bool before_site = d_.title.starts_with(text) && names_site(std::string_view(d_.title).substr(text.size()));
      if (before_site ||
          (!wanted.empty() && fold.size() > 8 && (wanted.starts_with(fold) || fold.starts_with(wanted)))) {
        d_.title = std::move(text);
        break;
      }
    }
    if (d_.title.empty()) d_.title = first;
    if (d_.title.empty()) return;
    if (d_.kind == DocumentKind::kWeb && d_.title.ends_with('?') && answers()) d_.kind = DocumentKind::kQa;
    b_.begin(d_.kind == DocumentKind::kQa ? PassageKind::kQuestion : PassageKind::kTitle, Place::kFront);
    b_.append(d_.title);
    b_.end();
    title_fold_ = folded(d_.title);
  }

  // " | Example Site", " - Example Site": the site's name behind a title.
  static bool names_site(std::string_view rest) {
    rest = trim(rest);
    return rest.starts_with('|') || rest.starts_with('-') || rest.starts_with("\xE2\x80\x93") ||
           rest.starts_with("\xE2\x80\x94") || rest.starts_with("\xC2\xB7");
  }

  // True when an element of the main content is marked as an answer.
  bool answers() const {
    for (std::int32_t i = 0; i < page_.size(); ++i)
      if (!page_[i].is_text && parts_[at(i)] == Part::kMain && page_.names(i).find("answer") != std::string::npos)
        return true;
    return false;
  }

  // --- walking ---------------------------------------------------------------------------------------------

  // Handles node `i`; returns the last node it used up.
  std::int32_t visit(std::int32_t i) {
    const Node& node = page_[i];
    const bool main = parts_[at(i)] == Part::kMain;
    if (node.is_text) {
      if (main) write_text(i);
      return i;
    }
    if (parts_[at(i)] == Part::kInvisible) return node.tag == GUMBO_TAG_HEAD ? node.end - 1 : skip_invisible(i);
    if (const auto entry = std::lower_bound(references_.entries.begin(), references_.entries.end(), i);
        entry != references_.entries.end() && *entry == i) {
      write_reference(static_cast<std::int32_t>(entry - references_.entries.begin()));
      return node.end - 1;
    }
    if (is_block(node.tag)) end_passage();
    if (main) {
      if (node.tag == GUMBO_TAG_TABLE && is_data_table(page_, i)) {
        write_table(page_, i, section_, d_, b_,
                    [&](std::int32_t inline_node, ByteSpan span) { add_links(inline_node, span); });
        return node.end - 1;
      }
      if (const int level = heading_level(node.tag); level > 0) return write_heading(i, level);
      if (node.tag == GUMBO_TAG_SUP) {
        write_superscript(i);
        return node.end - 1;
      }
      if (node.tag == GUMBO_TAG_BR) {
        if (++brs_ == 2) end_passage();
        if (b_.open()) b_.append(" ");
      }
      if (node.tag == GUMBO_TAG_A && references_.citing.count(i) != 0) {
        ensure_passage(i);
        write_link(i, page_.text_of(i));
        return node.end - 1;
      }
    }
    open_.push_back(i);
    return i;
  }

  // Invisible subtrees are passed over, but a body marked so may still hold visible parts.
  std::int32_t skip_invisible(std::int32_t i) {
    if (page_.is(i, GUMBO_TAG_HTML)) {
      open_.push_back(i);
      return i;
    }
    return page_[i].end - 1;
  }

  void leave() {
    if (is_block(page_[open_.back()].tag)) end_passage();
    open_.pop_back();
  }

  void ensure_passage(std::int32_t i) {
    if (b_.open()) return;
    PassageKind kind = PassageKind::kParagraph;
    Place place = place_;
    for (std::int32_t p = page_[i].parent; p >= 0; p = page_[p].parent) {
      const GumboTag tag = page_[p].tag;
      if (tag == GUMBO_TAG_LI || tag == GUMBO_TAG_DD) kind = PassageKind::kListItem;
      if (tag == GUMBO_TAG_FIGCAPTION) {
        kind = PassageKind::kCaption;
        if (is_evidence(place)) place = Place::kFigure;
      }
      if (tag == GUMBO_TAG_LI || tag == GUMBO_TAG_FIGCAPTION || tag == GUMBO_TAG_TD || tag == GUMBO_TAG_BODY) break;
    }
    caption_ = kind == PassageKind::kCaption;
    b_.begin(kind, place, section_);
  }

  void write_text(std::int32_t i) {
    const std::string_view text = page_[i].text;
    if (trim(text).empty()) {
      if (b_.open()) b_.append(" ");
      return;
    }
    brs_ = 0;
    ensure_passage(i);
    b_.append(to_nfc(text));
  }

  void end_passage() {
    brs_ = 0;
    if (!b_.open()) return;
    const bool caption = caption_;
    caption_ = false;
    if (is_evidence(place_) && b_.current().size() < 400) {
      const std::string fold = folded(b_.current());
      // The title again, a caption again (slide shows), a line of date or byline.
      if (fold == title_fold_ || (caption && !captions_.insert(fold).second) || is_about_line(fold)) {
        drop_passage();
        return;
      }
    }
    if (is_evidence(place_) &&
        starts_with_one(folded(b_.current().substr(0, std::min<std::size_t>(b_.current().size(), 80))), kDisclaimers)) {
      const std::int32_t p = b_.end();
      if (p >= 0) d_.passages[at(p)].place = Place::kBoilerplate;
    } else {
      b_.end();
    }
  }

  // Takes the open passage out of the evidence.
  void drop_passage() {
    const std::int32_t p = b_.end();
    if (p >= 0) d_.passages[at(p)].place = Place::kBoilerplate;
  }

  // "Published 4:00 am CST, Wednesday, November 20, 2019", "By A. Writer", "Share this".
  bool is_about_line(std::string_view fold) const {
    if (fold.size() > 90) return false;
    constexpr std::array<std::string_view, 12> kHeads = {"published ",    "updated ",      "posted ",
                                                         "last updated",  "last modified", "first published",
                                                         "share this",    "advertisement", "join the conversation",
                                                         "print article", "text size",     "read time"};
    if (starts_with_one(fold, kHeads)) return true;
    if (d_.sections.empty() && fold.starts_with("by ") && std::count(fold.begin(), fold.end(), ' ') <= 6) return true;
    return fold == "share" || fold == "print" || fold == "email" || fold == "close" || fold == "caption" ||
           fold == "save";
  }

  // --- headings --------------------------------------------------------------------------------------------

  std::int32_t write_heading(std::int32_t i, int level) {
    const std::int32_t last = page_[i].end - 1;
    std::string words;
    for (std::int32_t k = i; k <= last; ++k)
      if (page_[k].is_text && parts_[at(k)] == Part::kMain) words += page_[k].text;
    const std::string title = collapse_space(to_nfc(words));
    const std::string fold = folded(title);
    if (fold.empty() || fold == title_fold_) return last;
    while (!levels_.empty() && levels_.back().first >= level) levels_.pop_back();
    Section section;
    section.title = title;
    section.role = section_role("", title);
    section.parent = levels_.empty() ? -1 : levels_.back().second;
    section.depth = static_cast<std::int32_t>(levels_.size());
    section_ = static_cast<std::int32_t>(d_.sections.size());
    d_.sections.push_back(std::move(section));
    levels_.emplace_back(level, section_);
    if (outside_level_ == 0 || level <= outside_level_) {
      outside_level_ = 0;
      place_ = Place::kBody;
      if (starts_with_one(fold, kOutsideHeadings)) place_ = Place::kBoilerplate;
      if (starts_with_one(fold, kBackHeadings)) place_ = Place::kBack;
      if (fold == "abstract") place_ = Place::kAbstract;
      if (d_.sections.back().role == "references") place_ = Place::kReference;
      if (place_ != Place::kBody) outside_level_ = level;
    }
    b_.begin(PassageKind::kHeading, place_, section_);
    for (std::int32_t k = i; k <= last; ++k) {
      if (page_.is(k, GUMBO_TAG_SUP)) {
        write_superscript(k);
        k = page_[k].end - 1;
      } else if (page_[k].is_text && parts_[at(k)] == Part::kMain) {
        b_.append(to_nfc(page_[k].text));
      }
    }
    b_.end();
    return last;
  }

  // --- citing links ----------------------------------------------------------------------------------------

  void write_link(std::int32_t link, const std::string& text) {
    const std::uint32_t from = b_.mark();
    b_.append(to_nfc(text));
    add_link(link, b_.since(from), text);
  }

  void add_link(std::int32_t link, ByteSpan span, std::string_view text) {
    const auto found = references_.citing.find(link);
    if (found == references_.citing.end() || span.empty()) return;
    std::string label(trim(text));
    std::erase_if(label, [](char c) { return c == '[' || c == ']' || c == '(' || c == ')' || c == ','; });
    links_.push_back({span, found->second, std::string(trim(label))});
  }

  // A superscript is one mark, with all the links in it.
  void write_superscript(std::int32_t i) {
    const std::string text = to_nfc(page_.text_of(i));
    if (text.empty() || parts_[at(i)] != Part::kMain) return;
    ensure_passage(i);
    const std::uint32_t from = b_.mark();
    b_.append_superscript(text);
    const ByteSpan span = b_.since(from);
    add_links(i, span);
  }

  // The citing links that a link or superscript is, holds or stands in.
  void add_links(std::int32_t i, ByteSpan span) {
    for (std::int32_t k = page_[i].parent; k >= 0 && !is_block(page_[k].tag); k = page_[k].parent)
      if (page_.is(k, GUMBO_TAG_A)) add_link(k, span, page_.text_of(i));
    for (std::int32_t k = i; k < page_[i].end; ++k)
      if (page_.is(k, GUMBO_TAG_A)) add_link(k, span, page_.text_of(k));
  }

  // --- references ------------------------------------------------------------------------------------------

  void write_reference(std::int32_t index) {
    end_passage();
    const std::int32_t entry = references_.entries[at(index)];
    b_.begin(PassageKind::kReference, Place::kReference, section_);
    std::vector<std::uint32_t> lines;  // where the entry's blocks end
    for (std::int32_t i = entry; i < page_[entry].end; ++i) {
      if (page_[i].is_text) {
        if (parts_[at(i)] == Part::kMain) b_.append(to_nfc(page_[i].text));
        continue;
      }
      const bool back_link =
          page_.is(i, GUMBO_TAG_A) && page_.attribute(i, "href").starts_with("#") && page_.text_of(i).size() <= 4;
      if (parts_[at(i)] == Part::kInvisible || back_link || page_.names(i).find("backlink") != std::string::npos) {
        i = page_[i].end - 1;
      } else if (page_.is(i, GUMBO_TAG_SUP)) {
        b_.append_superscript(to_nfc(page_.text_of(i)));
        i = page_[i].end - 1;
      } else if (is_block(page_[i].tag) || page_.is(i, GUMBO_TAG_BR)) {
        lines.push_back(static_cast<std::uint32_t>(b_.current().size()));
        b_.append(" ");
      }
    }
    const std::int32_t passage = b_.end();
    Reference reference;
    if (passage >= 0) {
      const ByteSpan span = d_.passages[at(passage)].span;
      reference = parse_reference(with_stops(slice(d_.text, span), lines));
      reference.span = span;
    }
    const LinkedIds ids = linked_ids(page_, entry);
    if (reference.doi.empty()) reference.doi = ids.doi;
    if (reference.pmid.empty()) reference.pmid = ids.pmid;
    if (reference.pmcid.empty()) reference.pmcid = ids.pmcid;
    reference.key = std::string(page_.attribute(entry, "id"));
    if (reference.label.empty()) reference.label = references_.numbers[at(index)];
    reference.number = index + 1;
    reference.number_inferred = reference.label.empty();
    d_.references.push_back(std::move(reference));
  }

  // An entry set on lines ("Title" / "Journal, 2017") with the full stops that its lines stand for, and without the
  // word for its kind that may head it.
  static std::string with_stops(std::string_view entry, const std::vector<std::uint32_t>& lines) {
    constexpr std::array<std::string_view, 9> kKinds = {"guideline", "research", "review", "study", "article",
                                                        "book",      "website",  "trial",  "report"};
    std::string out;
    std::uint32_t from = 0;
    for (std::uint32_t end : lines) {
      if (end <= from || end >= entry.size()) continue;
      const std::string_view line = trim(entry.substr(from, end - from));
      from = end;
      if (out.empty() && std::find(kKinds.begin(), kKinds.end(), ascii_lower(line)) != kKinds.end()) continue;
      out += line;
      if (!line.empty() && std::string_view(".,;:?!").find(line.back()) == std::string_view::npos) out += '.';
      out += ' ';
    }
    return out + std::string(entry.substr(from));
  }

  // Joins the links of one printed mark ("[3,5–7]") and points them at the references.
  void link_references() {
    for (std::size_t i = 0; i < links_.size();) {
      CitationAnchor anchor;
      anchor.span = links_[i].span;
      add_target(anchor, links_[i]);
      std::size_t next = i + 1;
      for (; next < links_.size(); ++next) {
        const Link& link = links_[next];
        if (link.span != anchor.span && link.span.start < anchor.span.end) break;
        const std::string_view gap =
            link.span == anchor.span ? std::string_view(",") : slice(d_.text, {anchor.span.end, link.span.start});
        bool range = false, joint = gap.size() <= 6;
        for (std::size_t k = 0; joint && k < gap.size();) {
          const char32_t c = next_code_point(gap, k);
          if (c == '-' || (c >= 0x2010 && c <= 0x2014)) {
            range = true;
          } else {
            joint = c == ' ' || c == ',' || c == ';' || c == '[' || c == ']';
          }
        }
        if (!joint || gap.empty()) break;
        if (link.span == anchor.span) {
          const std::string_view mark = slice(d_.text, anchor.span);
          range = anchor.targets.size() == 1 &&
                  (mark.find("\xE2\x80\x93") != std::string_view::npos || mark.find('-') != std::string_view::npos);
        }
        if (range)
          for (std::int32_t r = links_[next - 1].entry + 1; r < link.entry; ++r)
            anchor.targets.push_back({std::to_string(r + 1), r});
        add_target(anchor, link);
        anchor.span.end = link.span.end;
      }
      widen(anchor.span);
      if (d_.anchors.empty() || d_.anchors.back().span.end <= anchor.span.start)
        d_.anchors.push_back(std::move(anchor));
      i = next;
    }
  }

  void add_target(CitationAnchor& anchor, const Link& link) const {
    if (std::any_of(anchor.targets.begin(), anchor.targets.end(),
                    [&](const auto& t) { return t.reference == link.entry; }))
      return;
    anchor.targets.push_back({link.label, link.entry});
  }

  // Takes the brackets around a mark into it.
  void widen(ByteSpan& span) const {
    if (span.start == 0 || span.end >= d_.text.size()) return;
    const char before = d_.text[span.start - 1], after = d_.text[span.end];
    if ((before == '[' && after == ']') || (before == '(' && after == ')')) {
      --span.start;
      ++span.end;
    }
  }

  const Page& page_;
  Document& d_;
  TextBuilder b_;
  std::vector<Part> parts_;
  ReferenceList references_;
  std::vector<std::int32_t> open_;
  std::vector<Link> links_;
  std::vector<std::pair<int, std::int32_t>> levels_;  // heading level, section
  std::int32_t section_ = -1;
  Place place_ = Place::kBody;
  int outside_level_ = 0;  // the level of the heading that began a part that is no evidence
  int brs_ = 0;
  bool caption_ = false;            // the open passage is a caption
  std::set<std::string> captions_;  // folded, so that a slide show's are kept once
  std::string title_fold_;
};

}  // namespace

std::string write_page(const Page& page, Document& document) { return Writer(page, document).write(); }

}  // namespace warrant::html
