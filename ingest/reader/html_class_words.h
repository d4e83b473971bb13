// What the words of an element's class and id say about its content. `names` as Page::names() gives them.
#pragma once

#include <string_view>

namespace warrant::html {

bool unlikely(std::string_view names);        // comments, sidebars, share bars, menus…
bool may_be_content(std::string_view names);  // "article", "content", "story"…: overrules unlikely
bool about_the_page(std::string_view names);  // bylines, dates, credits, tags
int class_weight(std::string_view names);     // 25 for words of content, -25 for words of furniture, 0 for both

}  // namespace warrant::html
