#include "ingest/reader/html_main_content.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

#include "ingest/reader/html_class_words.h"
#include "src/base/text.h"

namespace warrant::html {
namespace {

bool is_invisible_tag(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_TITLE:
      return true;
    default:
      return false;
  }
}

struct Score {
  double value = 0;
  bool candidate = false;
};

class Finder {
 public:
  explicit Finder(const Page& page)
      : page_(page),
        parts_(static_cast<std::size_t>(page.size()), Part::kMain),
        chars_(parts_.size(), 0),
        link_chars_(parts_.size(), 0),
        commas_(parts_.size(), 0),
        scores_(parts_.size()) {}

  std::vector<Part> find() {
    const std::int32_t body = find_body();
    if (body < 0) return std::vector<Part>(parts_.size(), Part::kInvisible);
    hide(body);
    measure();
    const std::int32_t visible = chars_[at(body)];
    drop_unlikely(body, visible);
    measure();
    score();
    std::int32_t top = best(body);
    std::vector<std::int32_t> kept = with_siblings(top, body);
    std::vector<Part> result(parts_.size(), Part::kOutside);
    for (std::size_t i = 0; i < parts_.size(); ++i)
      if (parts_[i] == Part::kInvisible) result[i] = Part::kInvisible;
    for (std::int32_t root : kept) clean(root, result);
    return result;
  }

 private:
  static std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

  std::int32_t find_body() const {
    for (std::int32_t i = 0; i < page_.size(); ++i)
      if (page_.is(i, GUMBO_TAG_BODY)) return i;
    return -1;
  }

  void mark(std::int32_t i, Part part) { std::fill(parts_.begin() + i, parts_.begin() + page_[i].end, part); }

  void hide(std::int32_t body) {
    mark(0, Part::kInvisible);
    mark(body, Part::kMain);
    for (std::int32_t i = body + 1; i < page_[body].end; ++i) {
      if (page_[i].is_text) continue;
      bool hidden = is_invisible_tag(page_[i].tag) || page_.has_attribute(i, "hidden");
      if (!hidden) {
        std::string style = ascii_lower(page_.attribute(i, "style"));
        style.erase(std::remove(style.begin(), style.end(), ' '), style.end());
        hidden =
            style.find("display:none") != std::string::npos || style.find("visibility:hidden") != std::string::npos;
      }
      if (!hidden && page_.attribute(i, "aria-hidden") == "true")
        hidden = page_.names(i).find("fallback-image") == std::string::npos;
      if (!hidden) {
        const std::string names = page_.names(i);
        hidden =
            names.find(" sr-only ") != std::string::npos || names.find("screen-reader-text") != std::string::npos ||
            names.find("visually-hidden") != std::string::npos || names.find("visuallyhidden") != std::string::npos;
      }
      if (hidden) {
        mark(i, Part::kInvisible);
        i = page_[i].end - 1;
      }
    }
  }

  // Visible characters, those inside links, and commas of every subtree.
  void measure() {
    std::fill(chars_.begin(), chars_.end(), 0);
    std::fill(link_chars_.begin(), link_chars_.end(), 0);
    std::fill(commas_.begin(), commas_.end(), 0);
    for (std::int32_t i = page_.size(); i-- > 0;) {
      const Node& node = page_[i];
      if (parts_[at(i)] != Part::kMain) continue;
      if (node.is_text) {
        bool space = true;
        for (const char c : node.text) {
          const bool is_space = is_ascii_space(c);
          if (!is_space || !space) ++chars_[at(i)];
          space = is_space;
          if (c == ',' || c == '\xD8' || c == '\xE3') commas_[at(i)] += c == ',' ? 1 : 0;
        }
        for (std::size_t k = node.text.find("\xEF\xBC\x8C"); k != std::string_view::npos;
             k = node.text.find("\xEF\xBC\x8C", k + 3))
          ++commas_[at(i)];
      } else if (node.tag == GUMBO_TAG_A && !page_.attribute(i, "href").starts_with("#")) {
        link_chars_[at(i)] = chars_[at(i)];
      }
      if (node.parent >= 0) {
        chars_[at(node.parent)] += chars_[at(i)];
        link_chars_[at(node.parent)] += link_chars_[at(i)];
        commas_[at(node.parent)] += commas_[at(i)];
      }
    }
  }

  double link_density(std::int32_t i) const {
    return chars_[at(i)] == 0 ? 0 : static_cast<double>(link_chars_[at(i)]) / chars_[at(i)];
  }

  bool has_ancestor(std::int32_t i, GumboTag tag) const {
    for (std::int32_t p = page_[i].parent; p >= 0; p = page_[p].parent)
      if (page_.is(p, tag)) return true;
    return false;
  }

  // Navigation and the like, by element, ARIA role, and class or id.
  void drop_unlikely(std::int32_t body, std::int32_t visible) {
    for (std::int32_t i = body + 1; i < page_[body].end; ++i) {
      if (page_[i].is_text || parts_[at(i)] != Part::kMain) continue;
      const GumboTag tag = page_[i].tag;
      const std::string role = ascii_lower(page_.attribute(i, "role"));
      const std::string names = page_.names(i);
      bool drop = false;
      const bool most = chars_[at(i)] * 2 > visible;
      if (tag == GUMBO_TAG_NAV || tag == GUMBO_TAG_FOOTER || tag == GUMBO_TAG_ASIDE || tag == GUMBO_TAG_MENU)
        drop = !most;
      if (role == "navigation" || role == "menu" || role == "menubar" || role == "complementary" ||
          role == "contentinfo" || role == "alert" || role == "alertdialog" || role == "dialog" || role == "search" ||
          role == "banner")
        drop = drop || !most;
      if (tag != GUMBO_TAG_A && tag != GUMBO_TAG_ARTICLE && tag != GUMBO_TAG_MAIN && names.size() > 3 &&
          unlikely(names) && !may_be_content(names) && !has_ancestor(i, GUMBO_TAG_TABLE) && !most)
        drop = true;
      if (drop) {
        mark(i, Part::kOutside);
        i = page_[i].end - 1;
      }
    }
  }

  void init(std::int32_t i) {
    Score& s = scores_[at(i)];
    if (s.candidate) return;
    s.candidate = true;
    switch (page_[i].tag) {
      case GUMBO_TAG_DIV:
        s.value += 5;
        break;
      case GUMBO_TAG_ARTICLE:
      case GUMBO_TAG_MAIN:
        s.value += 10;
        break;
      case GUMBO_TAG_PRE:
      case GUMBO_TAG_TD:
      case GUMBO_TAG_BLOCKQUOTE:
        s.value += 3;
        break;
      case GUMBO_TAG_ADDRESS:
      case GUMBO_TAG_OL:
      case GUMBO_TAG_UL:
      case GUMBO_TAG_DL:
      case GUMBO_TAG_DD:
      case GUMBO_TAG_DT:
      case GUMBO_TAG_LI:
      case GUMBO_TAG_FORM:
        s.value -= 3;
        break;
      case GUMBO_TAG_H1:
      case GUMBO_TAG_H2:
      case GUMBO_TAG_H3:
      case GUMBO_TAG_H4:
      case GUMBO_TAG_H5:
      case GUMBO_TAG_H6:
      case GUMBO_TAG_TH:
        s.value -= 5;
        break;
      default:
        break;
    }
    s.value += class_weight(page_.names(i));
  }

  // Every run of inline text between block boundaries is a paragraph; its worth climbs to its containers.
  void score() {
    std::vector<char> has_blocks(parts_.size(), 0);
    for (std::int32_t i = 0; i < page_.size(); ++i)
      if (!page_[i].is_text && parts_[at(i)] == Part::kMain && is_block(page_[i].tag))
        for (std::int32_t p = page_[i].parent; p >= 0 && !has_blocks[at(p)]; p = page_[p].parent) has_blocks[at(p)] = 1;
    struct Run {
      std::int32_t block = -1;
      std::int32_t chars = 0, commas = 0;
    } run;
    const auto flush = [&] {
      if (run.block >= 0 && run.chars >= 25) {
        const double worth = 1 + run.commas + std::min(std::floor(run.chars / 100.0), 3.0);
        std::int32_t p = has_blocks[at(run.block)] ? run.block : page_[run.block].parent;
        for (int level = 0; p >= 0 && level < 5; p = page_[p].parent, ++level) {
          init(p);
          scores_[at(p)].value += worth / (level == 0 ? 1 : level == 1 ? 2 : level * 3);
          if (page_.is(p, GUMBO_TAG_BODY)) break;
        }
      }
      run = Run{};
    };
    std::int32_t brs = 0;
    for (std::int32_t i = 0; i < page_.size(); ++i) {
      const Node& node = page_[i];
      if (parts_[at(i)] != Part::kMain) continue;
      if (!node.is_text) {
        if (node.tag == GUMBO_TAG_BR) {
          if (++brs >= 2) flush();
        } else if (is_block(node.tag)) {
          flush();
        }
        continue;
      }
      std::int32_t block = node.parent;
      while (block >= 0 && !is_block(page_[block].tag)) block = page_[block].parent;
      if (block != run.block) flush();
      if (chars_[at(i)] > 1) brs = 0;
      run.block = block;
      run.chars += chars_[at(i)];
      run.commas += commas_[at(i)];
    }
    flush();
  }

  double final_score(std::int32_t i) const { return scores_[at(i)].value * (1 - link_density(i)); }

  std::int32_t best(std::int32_t body) const {
    std::vector<std::int32_t> order;
    for (std::int32_t i = body; i < page_[body].end; ++i)
      if (scores_[at(i)].candidate && parts_[at(i)] == Part::kMain) order.push_back(i);
    if (order.empty()) return body;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::int32_t a, std::int32_t b) { return final_score(a) > final_score(b); });
    std::int32_t top = order.front();
    if (top == body) return body;  // nothing above it is content
    // Several good containers side by side: their common one.
    std::vector<std::int32_t> good;
    for (std::size_t k = 1; k < std::min<std::size_t>(order.size(), 6); ++k)
      if (final_score(order[k]) >= 0.75 * final_score(top)) good.push_back(order[k]);
    if (good.size() >= 3) {
      for (std::int32_t p = page_[top].parent; p >= 0 && p != body; p = page_[p].parent) {
        const auto inside = std::count_if(good.begin(), good.end(), [&](std::int32_t g) { return page_.within(g, p); });
        if (inside >= 3) {
          top = p;
          break;
        }
      }
    }
    double last = scores_[at(top)].value;
    const double threshold = last / 3;
    for (std::int32_t p = page_[top].parent; p >= 0 && p != body; p = page_[p].parent) {
      if (!scores_[at(p)].candidate) continue;
      if (scores_[at(p)].value < threshold) break;
      if (scores_[at(p)].value > last) {
        top = p;
        break;
      }
      last = scores_[at(p)].value;
    }
    // An only child says no more than its parent.
    while (top != body && page_[top].parent >= 0 && page_[top].parent != body &&
           chars_[at(page_[top].parent)] == chars_[at(top)])
      top = page_[top].parent;
    return top;
  }

  // True when a heading inside is nothing but a link: the teaser of another page.
  bool heads_elsewhere(std::int32_t i) const {
    for (std::int32_t k = i; k < page_[i].end; ++k) {
      if (page_[k].is_text || page_[k].tag < GUMBO_TAG_H1 || page_[k].tag > GUMBO_TAG_H6) continue;
      if (chars_[at(k)] > 0 && link_density(k) > 0.9) return true;
    }
    return false;
  }

  std::vector<std::int32_t> with_siblings(std::int32_t top, std::int32_t body) const {
    if (top == body) return {body};
    std::vector<std::int32_t> kept;
    const std::int32_t parent = page_[top].parent;
    const double threshold = std::max(10.0, 0.2 * final_score(top));
    const std::string_view top_class = page_.attribute(top, "class");
    for (std::int32_t i = parent + 1; i < page_[parent].end; i = page_[i].end) {
      if (page_[i].is_text || parts_[at(i)] != Part::kMain) continue;
      bool keep = i == top;
      if (!keep && scores_[at(i)].candidate) {
        const bool alike = !top_class.empty() && page_.attribute(i, "class") == top_class;
        keep = final_score(i) + (alike ? 0.2 * final_score(top) : 0) >= threshold;
      }
      if (!keep && page_.is(i, GUMBO_TAG_P)) {
        const double density = link_density(i);
        const std::string text = page_.text_of(i);
        keep = (text.size() > 80 && density < 0.25) || (text.size() < 80 && !text.empty() && density == 0 &&
                                                        (text.find(". ") != std::string::npos || text.back() == '.'));
      }
      if (keep && (i == top || !heads_elsewhere(i))) kept.push_back(i);
    }
    return kept;
  }

  struct Counts {
    std::int32_t p = 0, li = 0, img = 0, input = 0, links = 0, heading_chars = 0, list_chars = 0;
  };

  Counts count(std::int32_t i) const {
    Counts c;
    for (std::int32_t k = i + 1; k < page_[i].end; ++k) {
      if (page_[k].is_text || parts_[at(k)] == Part::kOutside) continue;
      switch (page_[k].tag) {
        case GUMBO_TAG_P:
          ++c.p;
          break;
        case GUMBO_TAG_LI:
          ++c.li;
          break;
        case GUMBO_TAG_IMG:
          ++c.img;
          break;
        case GUMBO_TAG_A:
          ++c.links;
          break;
        case GUMBO_TAG_INPUT:
        case GUMBO_TAG_SELECT:
        case GUMBO_TAG_TEXTAREA:
          ++c.input;
          break;
        case GUMBO_TAG_UL:
        case GUMBO_TAG_OL:
          c.list_chars += chars_[at(k)];
          break;
        case GUMBO_TAG_H1:
        case GUMBO_TAG_H2:
        case GUMBO_TAG_H3:
        case GUMBO_TAG_H4:
        case GUMBO_TAG_H5:
        case GUMBO_TAG_H6:
          c.heading_chars += chars_[at(k)];
          break;
        default:
          break;
      }
    }
    return c;
  }

  // Copies the kept subtree into `result` without what looks like furniture.
  void clean(std::int32_t root, std::vector<Part>& result) const {
    for (std::int32_t i = root; i < page_[root].end; ++i) {
      if (parts_[at(i)] == Part::kMain && (i == root || !furniture(i))) {
        result[at(i)] = Part::kMain;
        continue;
      }
      i = page_[i].end - 1;
    }
  }

  bool furniture(std::int32_t i) const {
    if (page_[i].is_text) return false;
    const GumboTag tag = page_[i].tag;
    const std::int32_t chars = chars_[at(i)];
    if (chars == 0) return false;
    const std::string names = page_.names(i);
    // An article inside an article is a comment on it or a teaser of another.
    if (tag == GUMBO_TAG_ARTICLE && has_ancestor(i, GUMBO_TAG_ARTICLE)) {
      std::int32_t outer = page_[i].parent;
      while (!page_.is(outer, GUMBO_TAG_ARTICLE)) outer = page_[outer].parent;
      if (chars * 2 < chars_[at(outer)]) return true;
    }
    // Lines about the page, not of it: dates, bylines, credits, tags.
    if (chars < 200 && tag != GUMBO_TAG_A && names.size() > 3 && about_the_page(names)) return true;
    if (tag == GUMBO_TAG_TIME && chars < 60 && page_.is(page_[i].parent, GUMBO_TAG_DIV)) return true;
    // A paragraph that is one link leads away; a citation links inside the page and is not counted as a link.
    if (tag == GUMBO_TAG_P && link_density(i) > 0.95 && chars > 15) return true;
    const bool list = tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL;
    if (!(tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_SECTION || tag == GUMBO_TAG_TABLE || tag == GUMBO_TAG_FORM ||
          tag == GUMBO_TAG_FIELDSET || tag == GUMBO_TAG_HEADER || tag == GUMBO_TAG_DL || list))
      return false;
    const int weight = class_weight(names);
    if (weight + scores_[at(i)].value < 0 && !list) return true;
    if (commas_[at(i)] >= 10) return false;
    const Counts c = count(i);
    const double density = link_density(i);
    const bool is_list = list || c.list_chars * 10 > chars * 9;
    if (tag == GUMBO_TAG_FORM || tag == GUMBO_TAG_FIELDSET) {
      if (c.input * 3 > c.p) return true;
    }
    if (!is_list && c.li > c.p + 100) return true;
    if (!is_list && weight < 25 && density > 0.2 && chars < 25 + 200 * (c.p + 1)) return true;
    if (weight >= 25 && density > 0.5) return true;
    // A list of links, each an item of its own.
    if (is_list && density > 0.5 && c.links >= 2) return true;
    return false;
  }

  const Page& page_;
  std::vector<Part> parts_;
  std::vector<std::int32_t> chars_, link_chars_, commas_;
  std::vector<Score> scores_;
};

}  // namespace

bool is_block(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DIR:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_HGROUP:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_LEGEND:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_P:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_UL:
      return true;
    default:
      return false;
  }
}

std::vector<Part> find_main_content(const Page& page) { return Finder(page).find(); }

}  // namespace warrant::html
