// An HTML5 page as a flat tree. The only gumbo user. Gumbo is quadratic in nesting depth, in misnested formatting and
// in attributes of one tag, so a linear scan refuses such pages before it runs.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gumbo.h>

#include "src/base/result.h"

namespace warrant::html {

// One element or text, in document order. A node's subtree is [index, end).
struct Node {
  GumboTag tag = GUMBO_TAG_UNKNOWN;
  bool is_text = false;
  std::int32_t parent = -1;
  std::int32_t end = 0;
  std::string_view text;                  // of a text node, entities resolved
  const GumboElement* element = nullptr;  // of an element
};

class Page {
 public:
  // Parses well-formed UTF-8. Errors: kLimit when nested deeper than 256 levels, misnested or larger than 64 MiB.
  // Lifetime: the page points into `source`.
  static Result<Page> parse(std::string_view source);

  const std::vector<Node>& nodes() const { return nodes_; }
  const Node& operator[](std::int32_t i) const { return nodes_[static_cast<std::size_t>(i)]; }
  std::int32_t size() const { return static_cast<std::int32_t>(nodes_.size()); }

  bool is(std::int32_t i, GumboTag tag) const { return !(*this)[i].is_text && (*this)[i].tag == tag; }
  // An attribute's value, "" when it has none.
  std::string_view attribute(std::int32_t i, const char* name) const;
  bool has_attribute(std::int32_t i, const char* name) const;
  // class and id, lower case, with a space before, between and after.
  std::string names(std::int32_t i) const;
  // The text of a subtree with white space collapsed; scripts and styles left out.
  std::string text_of(std::int32_t i) const;
  // True when `ancestor` is the node or one of its ancestors.
  bool within(std::int32_t i, std::int32_t ancestor) const { return ancestor <= i && i < (*this)[ancestor].end; }

 private:
  struct Destroy {
    void operator()(GumboOutput* output) const;
  };
  std::unique_ptr<GumboOutput, Destroy> output_;
  std::vector<Node> nodes_;
};

// What a linear scan of the tags finds too costly to parse, or "".
std::string too_costly(std::string_view source);

}  // namespace warrant::html
