#include "ingest/segment/segmenter.h"

#include <string>

#include <gtest/gtest.h>

namespace warrant {
namespace {

// Adds a passage to `document`, as readers do.
void add(Document& document, PassageKind kind, std::string_view text) {
  Passage passage;
  passage.kind = kind;
  const auto start = static_cast<std::uint32_t>(document.text.size());
  passage.span = {start, start + static_cast<std::uint32_t>(text.size())};
  document.text += text;
  document.text += '\n';
  document.passages.push_back(passage);
}

TEST(Segmenter, KeepsTitlesRowsAndReferencesWhole) {
  Document document;
  add(document, PassageKind::kTitle, "A trial. A success.");
  add(document, PassageKind::kParagraph, "We did it. It worked.");
  add(document, PassageKind::kTableRow, "Age. | Yes. No. | 3");
  add(document, PassageKind::kReference, "Smith J. A title. A journal. 2001.");
  const auto sentences = segment(document);
  ASSERT_EQ(sentences.size(), 5u);
  EXPECT_EQ(slice(document.text, sentences[0].span), "A trial. A success.");
  EXPECT_EQ(slice(document.text, sentences[1].span), "We did it.");
  EXPECT_EQ(slice(document.text, sentences[2].span), "It worked.");
  EXPECT_EQ(sentences[2].passage, 1);
  EXPECT_EQ(slice(document.text, sentences[3].span), "Age. | Yes. No. | 3");
  EXPECT_EQ(sentences[4].passage, 3);
}

}  // namespace
}  // namespace warrant
