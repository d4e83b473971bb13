#include "ingest/reader/html_tree.h"

#include <algorithm>
#include <array>

#include "src/base/text.h"

namespace warrant::html {
namespace {

constexpr std::size_t kMaxBytes = 64u << 20;
constexpr std::size_t kMaxDepth = 256;
// Formatting elements left open by a closing tag around them are opened again in every following block, so their cost
// is counted in tags times elements left open.
constexpr std::size_t kMaxReopened = 500'000;
constexpr std::size_t kMaxAttributes = 1000;  // of one tag: duplicates are looked for pairwise

constexpr std::array<std::string_view, 14> kVoid = {"area",  "base", "br",   "col",   "embed",  "hr",    "img",
                                                    "input", "link", "meta", "param", "source", "track", "wbr"};
// Elements that close themselves before their like, so leaving them open nests nothing.
constexpr std::array<std::string_view, 17> kImplied = {"p",        "li",    "dt",    "dd",    "tr",       "td",
                                                       "th",       "tbody", "thead", "tfoot", "colgroup", "option",
                                                       "optgroup", "html",  "head",  "body",  "rp"};
constexpr std::array<std::string_view, 14> kFormatting = {"a",    "b", "big",   "code",   "em",     "font", "i",
                                                          "nobr", "s", "small", "strike", "strong", "tt",   "u"};
constexpr std::array<std::string_view, 6> kRaw = {"script", "style", "textarea", "title", "xmp", "iframe"};

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::size_t find_close(std::string_view source, std::size_t from, const std::string& name) {
  for (std::size_t at = source.find("</", from); at != std::string_view::npos; at = source.find("</", at + 2))
    if (ascii_lower(source.substr(at + 2, name.size())) == name) return at;
  return source.size();
}

}  // namespace

std::string too_costly(std::string_view source) {
  if (source.size() > kMaxBytes) return "larger than 64 MiB";
  std::vector<std::string> open;
  std::size_t misnested = 0, reopened = 0;
  for (std::size_t i = source.find('<'); i < source.size(); i = source.find('<', i)) {
    if (source.substr(i).starts_with("<!--")) {
      const std::size_t end = source.find("-->", i + 4);
      if (end == std::string_view::npos) break;
      i = end + 3;
      continue;
    }
    const bool close = i + 1 < source.size() && source[i + 1] == '/';
    std::size_t at = i + (close ? 2 : 1);
    if (at >= source.size() || !is_ascii_alpha(source[at])) {
      ++i;
      continue;
    }
    const std::size_t name_start = at;
    while (at < source.size() && !is_ascii_space(source[at]) && source[at] != '>' && source[at] != '/') ++at;
    const std::string name = ascii_lower(source.substr(name_start, std::min<std::size_t>(at - name_start, 32)));
    std::size_t attributes = 0;
    char quote = 0;
    bool self_closed = false;
    for (; at < source.size(); ++at) {
      const char c = source[at];
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if ((c == '"' || c == '\'') && source[at - 1] == '=') {
        quote = c;
      } else if (c == '>') {
        self_closed = source[at - 1] == '/';
        break;
      } else if ((is_ascii_space(c) || c == '/') && !is_ascii_space(source[at - 1]) && ++attributes > kMaxAttributes) {
        return "a tag with over 1000 attributes";
      }
    }
    i = at < source.size() ? at + 1 : source.size();
    if (!close && (reopened += misnested) > kMaxReopened) return "misnested formatting";
    if (one_of(name, kVoid) || one_of(name, kImplied)) continue;
    if (close) {
      const auto match = std::find(open.rbegin(), open.rend(), name);
      if (match == open.rend()) continue;
      while (open.back() != name) {
        if (name != "table" && one_of(open.back(), kFormatting)) ++misnested;
        open.pop_back();
      }
      open.pop_back();
      continue;
    }
    if (one_of(name, kRaw)) {
      i = find_close(source, i, name);
      continue;
    }
    if (self_closed && (name == "path" || name == "use" || name == "circle" || name == "rect")) continue;
    open.push_back(name);
    if (open.size() > kMaxDepth) return "nested deeper than 256 levels";
  }
  return "";
}

void Page::Destroy::operator()(GumboOutput* output) const { gumbo_destroy_output(&kGumboDefaultOptions, output); }

Result<Page> Page::parse(std::string_view source) {
  if (const std::string why = too_costly(source); !why.empty()) return fail(ErrorCode::kLimit, "HTML " + why);
  Page page;
  page.output_.reset(gumbo_parse_with_options(&kGumboDefaultOptions, source.data(), source.size()));
  if (!page.output_ || page.output_->root == nullptr) return fail(ErrorCode::kCorrupt, "HTML without a root element");

  struct Open {
    const GumboVector* children;
    unsigned next;
    std::int32_t index;
  };
  std::vector<Open> stack;
  const auto enter = [&](const GumboNode* node, std::int32_t parent) {
    Node flat;
    flat.parent = parent;
    const auto index = static_cast<std::int32_t>(page.nodes_.size());
    flat.end = index + 1;
    switch (node->type) {
      case GUMBO_NODE_ELEMENT:
      case GUMBO_NODE_TEMPLATE:
        flat.tag = node->v.element.tag;
        flat.element = &node->v.element;
        page.nodes_.push_back(flat);
        stack.push_back({&node->v.element.children, 0, index});
        break;
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_CDATA:
      case GUMBO_NODE_WHITESPACE:
        flat.is_text = true;
        flat.text = node->v.text.text;
        page.nodes_.push_back(flat);
        break;
      default:
        break;  // comments, the document
    }
  };
  enter(page.output_->root, -1);
  while (!stack.empty()) {
    Open& top = stack.back();
    if (top.next == top.children->length) {
      page.nodes_[static_cast<std::size_t>(top.index)].end = page.size();
      stack.pop_back();
      continue;
    }
    enter(static_cast<const GumboNode*>(top.children->data[top.next++]), top.index);
  }
  return page;
}

std::string_view Page::attribute(std::int32_t i, const char* name) const {
  const GumboElement* element = (*this)[i].element;
  const GumboAttribute* found = element == nullptr ? nullptr : gumbo_get_attribute(&element->attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

bool Page::has_attribute(std::int32_t i, const char* name) const {
  const GumboElement* element = (*this)[i].element;
  return element != nullptr && gumbo_get_attribute(&element->attributes, name) != nullptr;
}

std::string Page::names(std::int32_t i) const {
  std::string out = " ";
  out += ascii_lower(attribute(i, "class"));
  out += ' ';
  out += ascii_lower(attribute(i, "id"));
  out += ' ';
  return out;
}

std::string Page::text_of(std::int32_t i) const {
  std::string out;
  for (std::int32_t k = i; k < (*this)[i].end; ++k) {
    const Node& node = (*this)[k];
    if (node.is_text) {
      out += node.text;
    } else if (node.tag == GUMBO_TAG_SCRIPT || node.tag == GUMBO_TAG_STYLE || node.tag == GUMBO_TAG_TEMPLATE) {
      k = node.end - 1;
    } else if (node.tag == GUMBO_TAG_BR || node.tag == GUMBO_TAG_P || node.tag == GUMBO_TAG_DIV ||
               node.tag == GUMBO_TAG_LI) {
      out += ' ';
    }
  }
  return collapse_space(out);
}

}  // namespace warrant::html
