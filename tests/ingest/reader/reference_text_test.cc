#include "ingest/reader/reference_text.h"

#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace warrant {
namespace {

struct Row {
  const char* name;
  const char* entry;
  const char* parts;  // label|authors|year|title|journal|volume|pages|doi|pmid|pmcid
};

std::string parts_of(const Reference& r) {
  std::string authors;
  for (const std::string& author : r.authors) authors += (authors.empty() ? "" : "; ") + author;
  return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", r.label, authors, r.year, r.title, r.journal, r.volume, r.pages,
                     r.doi, r.pmid, r.pmcid);
}

class ParseReference : public testing::TestWithParam<Row> {};

TEST_P(ParseReference, FindsTheParts) { EXPECT_EQ(parts_of(parse_reference(GetParam().entry)), GetParam().parts); }

INSTANTIATE_TEST_SUITE_P(
    Styles, ParseReference,
    testing::Values(
        Row{"Vancouver",
            "12. Moor A, van den Berg BC, Li D-Q, et al. Spine pain: a cohort study. J Bone Care. 2019;37(4):123-9. "
            "doi: "
            "10.1000/JBC.2019.4. PMID: 31234567; PMCID: PMC6543210.",
            "12|Moor A; van den Berg BC; Li D-Q|2019|Spine pain: a cohort study|J Bone "
            "Care|37|123-9|10.1000/jbc.2019.4|"
            "31234567|PMC6543210"},
        Row{"Apa",
            "Moor, A. B., O’Neil, C., & Li, D. (2019). Does it hold? A trial. Journal of Bone Care, 37(4), e12–e19. "
            "https://doi.org/10.1000/x(1)2",
            "|Moor AB; O’Neil C; Li D|2019|Does it hold? A trial|Journal of Bone Care|37|e12-e19|10.1000/x(1)2||"},
        Row{"Bmc", "[3] Moor A, Li D: Spine pain. J Bone Care 2019, 37:123-129.",
            "3|Moor A; Li D|2019|Spine pain|J Bone Care|37|123-129|||"},
        Row{"Frontiers", "- Moor A, Li D. Spine pain. _Bone Care J_. (2022) 16(5):799–811. doi: 10.3389/x.2022.01",
            "|Moor A; Li D|2022|Spine pain|Bone Care J|16|799-811|10.3389/x.2022.01||"},
        Row{"Nature", "Moor, A. et al. Spine pain. *J. Bone Care* **37**, 123–129 (2019).",
            "|Moor A|2019|Spine pain|J. Bone Care|37|123-129|||"},
        Row{"Elsevier", "A. Moor, D.Q. Li, Spine pain, revisited, J. Bone Care 37 (2019) 123–129.",
            "|Moor A; Li DQ|2019|Spine pain, revisited|J. Bone Care|37|123-129|||"},
        Row{"Mdpi", "Moor, A.; Li, D.Q. A spine in pain. J. Bone Care 2019, 37, 123. [CrossRef] [PubMed]",
            "|Moor A; Li DQ|2019|A spine in pain|J. Bone Care|37|123|||"},
        Row{"Ieee", "A. Moor and D. Q. Li, “Spine pain in 2001,” J. Bone Care, vol. 37, no. 4, pp. 123–129, 2019.",
            "|Moor A; Li DQ|2019|Spine pain in 2001|J. Bone Care|37|123-129|||"},
        Row{"PubMedWithEpub",
            "Moor A. Spine pain. J Bone Care. 2019 Mar 12;37(4):123-9. Epub 2018 Dec 1. PMID: 31234567.",
            "|Moor A|2019|Spine pain|J Bone Care|37|123-9||31234567|"},
        Row{"QuestionPage", "Outcomes after spinal surgery. Rivista di esempio, terapia, 2017",
            "||2017|Outcomes after spinal surgery|Rivista di esempio, terapia|||||"},
        Row{"BodyAsAuthor", "Society of Bone Care (2020). Guideline on spinal metastases. Bone Care 5:1-20.",
            "|Society of Bone Care|2020|Guideline on spinal metastases|Bone Care|5|1-20|||"},
        Row{"YearInsideTheTitleIsNotTheYear", "Moor A. Care in 1998 and after. J Bone Care. 2019;37:1-2.",
            "|Moor A|2019|Care in 1998 and after|J Bone Care|37|1-2|||"},
        Row{"YearLikePages", "Moor A. Spine pain. J Bone Care. 1988;37:1999-2006.",
            "|Moor A|1988|Spine pain|J Bone Care|37|1999-2006|||"},
        Row{"WebPage",
            "Moor A. Care of the spine [Internet]. Bone Care Society; 2010 [cited 2012 May 3]. Available from: "
            "http://x.org",
            "|Moor A|2010|Care of the spine|Bone Care Society|||||"},
        Row{"Accessed", "Bone Care Society. Spinal guidance. J Bone Care. 2019;3:1-2. Accessed March 3, 2020.",
            "|Bone Care Society|2019|Spinal guidance|J Bone Care|3|1-2|||"},
        Row{"Nothing", "", "||0|||||||"}),
    [](const auto& row) { return row.param.name; });

TEST(FindDoi, StopsAtClosingPunctuation) {
  EXPECT_EQ(find_doi("see (https://doi.org/10.1016/S0140-6736(05)66954-1)."), "10.1016/s0140-6736(05)66954-1");
  EXPECT_EQ(find_doi("doi:10.1/x 10.10022/abc;"), "10.10022/abc");
  EXPECT_EQ(find_doi("110.1000/x"), "");
  EXPECT_EQ(find_doi("10.1000/"), "");
}

TEST(ParseReference, TakesHostileEntries) {
  for (const std::string& entry : {std::string(100000, 'A'), std::string(100000, '('), std::string("10.1000/\xFF\xFE"),
                                   std::string(50000, '1'), std::string("\0\0, A.", 6)})
    EXPECT_TRUE(parse_reference(entry).title.size() <= entry.size());
}

}  // namespace
}  // namespace warrant
