#include "ingest/segment/segmenter.h"

#include <algorithm>
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

// A text with '|' where a sentence ends; the white space around it stands in the text.
class SplitSentences : public testing::TestWithParam<const char*> {};

TEST_P(SplitSentences, EndWhereTheyEnd) {
  std::string marked = GetParam(), text, said;
  for (const char c : marked)
    if (c != '|') text += c;
  std::size_t at = 0;
  const auto spans = split_sentences(text);
  for (std::size_t i = 0; i < spans.size(); ++i) {
    said += text.substr(at, spans[i].end - at) + (i + 1 < spans.size() ? "|" : "");
    at = spans[i].end;
  }
  said += text.substr(at);
  EXPECT_EQ(said, marked);
}

INSTANTIATE_TEST_SUITE_P(Ordinary, SplitSentences,
                         testing::Values("", "   ", "One.", "One.| Two?| Three!| Four", " One. ", "It rose.| It fell.",
                                         "No end", "He asked: why?| Nobody knew.",
                                         "It was so!| \u201CThey said.\u201D| Then", "Wait\u2026 and see",
                                         "It grew (P < 0.05).| The rest fell.",
                                         "It grew.| (It fell.)|  Then it rose.|  Fine."));

INSTANTIATE_TEST_SUITE_P(
    ShortForms, SplitSentences,
    testing::Values("Drug vs. Placebo was tested.| Then", "See Fig. 2 and Figs. 3A and B.| The",
                    "Smith et al. (25) found it.", "Smith et al. [25] found it.| The",
                    "Found by Smith et al.| However, it fell.", "P = 0.03.| The",
                    "S. aureus and E. coli grew.| S. aureus won.", "A dose of 1.5 mg b.i.d. was given p.o. daily.",
                    "By J. B. Smith and A.-K. Jones.| They", "Food, i.e. Bread, was given, e.g. Rye.",
                    "No. 5 was lost, and Nos. 6 too.", "They said no.| The others agreed.",
                    "About approx. 5 km from St. Louis.", "Dr. House and Prof. Moriarty left.", "N.B. This matters.",
                    "In the U.S. Food and Drug law.| In the U.S.| The law", "Made by Acme Inc. of Rome.| It",
                    "Vitamin C.| Patients took vitamin C.| Smith did.", "Type I.| Blots", "Jan. 5 and Dec. 6.",
                    "cat. no. 5 was used.", "Reported by Acme (Acme Corp. Rome, Italy).| It",
                    "Bread, milk, etc. were eaten, etc.| The rest", "Expressed ESTs and EST.| Then"));

INSTANTIATE_TEST_SUITE_P(Citations, SplitSentences,
                         testing::Values("It improved survival.3,4| The next", "It improved survival. [3]| The next",
                                         "It improved survival.[3,4]| The", "Of the patients. 1, 2| However, it",
                                         "It improved survival.\u00B3\u2074| The", "It was 7.1\u00B3.| The",
                                         "It was seen.12| These", "It was seen.| 12 patients died.", "It was 2.3 The",
                                         "It was seen (ref. 3).| The", "In survival.3\u20135| The",
                                         "It was seen.[3]|The next", "It was seen [3].| The",
                                         "The pathway\u201D. [8].| The"));

INSTANTIATE_TEST_SUITE_P(Layout, SplitSentences,
                         testing::Values("It was the outcome.|The next one", "It was 5 (n = 2).|The next",
                                         "Visit www.Example.com or a.Better.org now.",
                                         "It fell.| p53 rose.| mRNA fell.| \u03B1-synuclein rose.",
                                         "It was given.| however, it fell.", "Given as conc. in water.",
                                         "1. Age over 18.| 2. Consent.| 3. No pain.", "Criteria: 1. age; 2. consent.",
                                         "It rose; it fell; it rose.| 15 patients died.",
                                         "The value was 5.| 3 patients died.", "A. Methods",
                                         "Table 2. Baseline data.| The rest.", "Fig. S3. Survival.| The",
                                         "At week 8.| those in the other arm.",
                                         "Costs were \u00A35.| \u00C9tienne left.", "It fell.|\u00A0 The rest",
                                         "The c.76A>T variant and p.Val600Glu.| It"));

TEST(SplitSentencesPromise, HoldsEveryCharacterOnce) {
  const std::string text = "  Aa. bb? (Cc. Dd. [1] Ee.3 Ff...  \u201CGg.\u201D hh! 1. Ii) Jj.Kk  ";
  std::size_t last = 0;
  std::string kept;
  for (const ByteSpan span : split_sentences(text)) {
    EXPECT_LE(last, span.start);
    last = span.end;
    kept += slice(text, span);
  }
  std::string squeezed;
  for (const char c : text)
    if (c != ' ') squeezed += c;
  kept.erase(std::remove(kept.begin(), kept.end(), ' '), kept.end());
  EXPECT_EQ(kept, squeezed);
}

TEST(SplitSentencesPromise, EndsOnHostileText) {
  for (const std::string piece : {"(", ".", "[1", ". (", "a.B", "1.", ".\xE2", "\xE2\x80", ". [1,", "J. ", "(. "}) {
    std::string text;
    while (text.size() < 200000) text += piece;
    std::size_t last = 0;
    for (const ByteSpan span : split_sentences(text)) {
      ASSERT_LT(span.start, span.end);
      ASSERT_LE(last, span.start);
      last = span.end;
    }
    EXPECT_LE(last, text.size());
  }
}

}  // namespace
}  // namespace warrant
