// Which parts of a page are its main content: scores of paragraphs climb to their containers (the idea of Arc90's and
// Mozilla's readability), the best container and its like-minded siblings win, and link lists, share bars and the like
// are taken out of them again.
#pragma once

#include <vector>

#include "ingest/reader/html_tree.h"

namespace warrant::html {

enum class Part : unsigned char {
  kMain,
  kOutside,    // visible, but navigation, banners, related links, comments…
  kInvisible,  // scripts, forms, hidden elements
};

// For every node of the page. Text outside the body is kInvisible.
std::vector<Part> find_main_content(const Page& page);

// True for elements that stand on lines of their own.
bool is_block(GumboTag tag);

}  // namespace warrant::html
