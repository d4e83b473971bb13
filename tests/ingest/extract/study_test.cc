#include "ingest/extract/study.h"

#include <initializer_list>

#include <gtest/gtest.h>

namespace warrant {
namespace {

// An article of a title and headings, one a line.
std::string design_of(const char* title, std::initializer_list<const char*> headings) {
  Document d;
  d.kind = DocumentKind::kArticle;
  d.title = title;
  for (const char* heading : headings) {
    Passage passage;
    passage.kind = PassageKind::kHeading;
    passage.span.start = static_cast<std::uint32_t>(d.text.size());
    d.text += heading;
    passage.span.end = static_cast<std::uint32_t>(d.text.size());
    d.text += '\n';
    d.passages.push_back(passage);
  }
  recognise_study(d);
  return d.study_design;
}

TEST(Study, HeadingsTellAProtocol) {
  constexpr const char* kTrial = "Walking for warm feet: a randomised controlled trial";
  EXPECT_EQ(design_of(kTrial, {"Background", "Methods/Design", "Discussion"}), "trial protocol");
  EXPECT_EQ(design_of(kTrial, {"Background", "2. Methods and study design", "Discussion"}), "trial protocol");
  EXPECT_EQ(design_of(kTrial, {"Background", "Methods/Design", "Results", "Discussion"}), "randomised trial");
  EXPECT_EQ(design_of(kTrial, {"Background", "Methods/Design", "Main findings"}), "randomised trial");
  EXPECT_EQ(design_of(kTrial, {"Background", "Methods", "Design", "Discussion"}), "randomised trial");
  EXPECT_EQ(design_of("Walking for warm feet: a systematic review", {"Methods/Design", "Discussion"}),
            "systematic review");
}

}  // namespace
}  // namespace warrant
