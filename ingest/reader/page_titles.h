// What the title of a section says about the text under it, for formats that have headings but no tags.
#pragma once

#include <string_view>

namespace warrant {

enum class TitleUse {
  kBody,  // nothing special
  kAbstract,
  kHighlights,  // "Highlights", "Key points": the authors' own summary
  kKeywords,
  kReferences,
  kBack,           // acknowledgements, funding, ethics, author contributions, supplements…
  kAbbreviations,  // a list of abbreviations; in converted articles it often interrupts a paragraph
  kFurniture,      // the publisher's side column: "EDITED BY", "CITATION", "COPYRIGHT"…
  kArticleType,  // "ORIGINAL RESEARCH", "Received": furniture before the title of an article, a title like others after
  kNavigation,   // of web pages: related questions, latest posts, disclaimers, newsletters
};

// Numbers, case, marks and closing punctuation are ignored ("## 7. REFERENCES:").
TitleUse use_of_title(std::string_view title);

}  // namespace warrant
