#include "ingest/reader/page_titles.h"

#include <iterator>
#include <string>

#include "src/base/text.h"

namespace warrant {
namespace {

struct Entry {
  std::string_view words;  // lower case, letters and single spaces
  TitleUse use;
  bool prefix = false;
};

constexpr Entry kEntries[] = {
    {"abstract", TitleUse::kAbstract},
    {"structured abstract", TitleUse::kAbstract},
    {"highlights", TitleUse::kHighlights},
    {"key points", TitleUse::kHighlights},
    {"keywords", TitleUse::kKeywords},
    {"key words", TitleUse::kKeywords},
    {"references", TitleUse::kReferences},
    {"reference", TitleUse::kReferences},
    {"reference list", TitleUse::kReferences},
    {"references and notes", TitleUse::kReferences},
    {"bibliography", TitleUse::kReferences},
    {"literature cited", TitleUse::kReferences},
    {"works cited", TitleUse::kReferences},
    {"citations", TitleUse::kReferences},
    {"sources", TitleUse::kReferences},
    {"abbreviations", TitleUse::kAbbreviations},
    {"list of abbreviations", TitleUse::kAbbreviations},
    {"nomenclature", TitleUse::kAbbreviations},
    {"data availability", TitleUse::kBack, true},
    {"availability of data", TitleUse::kBack, true},
    {"data sharing", TitleUse::kBack, true},
    {"ethics", TitleUse::kBack, true},
    {"ethical approval", TitleUse::kBack, true},
    {"ethical consideration", TitleUse::kBack, true},
    {"institutional review board", TitleUse::kBack, true},
    {"informed consent", TitleUse::kBack, true},
    {"consent", TitleUse::kBack, true},
    {"author contribution", TitleUse::kBack, true},
    {"authors contribution", TitleUse::kBack, true},
    {"contributors", TitleUse::kBack},
    {"credit authorship", TitleUse::kBack, true},
    {"funding", TitleUse::kBack, true},
    {"financial support", TitleUse::kBack, true},
    {"conflict of interest", TitleUse::kBack, true},
    {"conflicts of interest", TitleUse::kBack, true},
    {"competing interest", TitleUse::kBack, true},
    {"declaration", TitleUse::kBack, true},
    {"disclosure", TitleUse::kBack, true},
    {"acknowledg", TitleUse::kBack, true},
    {"generative ai", TitleUse::kBack, true},
    {"publishers note", TitleUse::kBack},
    {"supplementary", TitleUse::kBack, true},
    {"supporting information", TitleUse::kBack, true},
    {"additional information", TitleUse::kBack},
    {"author details", TitleUse::kBack},
    {"authors information", TitleUse::kBack},
    {"footnotes", TitleUse::kBack},
    {"orcid", TitleUse::kBack, true},
    {"peer review", TitleUse::kBack, true},
    {"open access", TitleUse::kFurniture, true},
    {"edited by", TitleUse::kFurniture},
    {"edited and reviewed by", TitleUse::kFurniture},
    {"reviewed by", TitleUse::kFurniture},
    {"correspondence", TitleUse::kFurniture, true},
    {"corresponding author", TitleUse::kFurniture, true},
    {"specialty section", TitleUse::kFurniture},
    {"citation", TitleUse::kFurniture},
    {"how to cite", TitleUse::kFurniture, true},
    {"cite this article", TitleUse::kFurniture, true},
    {"copyright", TitleUse::kFurniture, true},
    {"license", TitleUse::kFurniture},
    {"article info", TitleUse::kFurniture, true},
    {"article history", TitleUse::kFurniture},
    {"received", TitleUse::kArticleType, true},
    {"accepted", TitleUse::kArticleType, true},
    {"published", TitleUse::kArticleType, true},
    {"original article", TitleUse::kArticleType},
    {"original research", TitleUse::kArticleType},
    {"research article", TitleUse::kArticleType},
    {"review article", TitleUse::kArticleType},
    {"case report", TitleUse::kArticleType},
    {"article", TitleUse::kArticleType},
    {"related question", TitleUse::kNavigation, true},
    {"related article", TitleUse::kNavigation, true},
    {"related post", TitleUse::kNavigation, true},
    {"related content", TitleUse::kNavigation, true},
    {"related topics", TitleUse::kNavigation, true},
    {"related reading", TitleUse::kNavigation, true},
    {"similar questions", TitleUse::kNavigation},
    {"people also ask", TitleUse::kNavigation},
    {"latest post", TitleUse::kNavigation, true},
    {"latest article", TitleUse::kNavigation, true},
    {"recent post", TitleUse::kNavigation, true},
    {"popular post", TitleUse::kNavigation, true},
    {"you may also like", TitleUse::kNavigation},
    {"you might also like", TitleUse::kNavigation},
    {"recommended for you", TitleUse::kNavigation},
    {"read more", TitleUse::kNavigation},
    {"table of contents", TitleUse::kNavigation},
    {"in this article", TitleUse::kNavigation},
    {"on this page", TitleUse::kNavigation},
    {"share this", TitleUse::kNavigation, true},
    {"leave a reply", TitleUse::kNavigation},
    {"leave a comment", TitleUse::kNavigation},
    {"newsletter", TitleUse::kNavigation},
    {"subscribe", TitleUse::kNavigation, true},
    {"about the author", TitleUse::kNavigation, true},
    {"disclaimer", TitleUse::kNavigation},
    {"medical disclaimer", TitleUse::kNavigation},
    {"professional medical disclaimer", TitleUse::kNavigation},
    {"have a followup question", TitleUse::kNavigation},
    {"ask a followup question", TitleUse::kNavigation},
    {"article review status", TitleUse::kNavigation},
    {"review status", TitleUse::kNavigation},
    {"personalize", TitleUse::kNavigation},
    {"help us tailor your experience", TitleUse::kNavigation},
};

}  // namespace

TitleUse use_of_title(std::string_view title) {
  if (title.size() > 120) return TitleUse::kBody;
  std::string words;
  for (char c : title) {
    if (is_ascii_alpha(c))
      words += static_cast<char>(c | 0x20);
    else if (is_ascii_space(c) && !words.empty() && words.back() != ' ')
      words += ' ';
  }
  while (!words.empty() && words.back() == ' ') words.pop_back();
  for (const Entry& entry : kEntries) {
    if (words == entry.words) return entry.use;
    if (entry.prefix && words.size() <= entry.words.size() + 40 &&
        words.compare(0, entry.words.size(), entry.words) == 0)
      return entry.use;
  }
  return TitleUse::kBody;
}

}  // namespace warrant
