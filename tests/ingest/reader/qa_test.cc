#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "ingest/reader/reader.h"
#include "tests/support/data.h"
#include "tests/support/dump.h"
#include "tests/support/golden.h"

namespace warrant {

extern const Reader qa_reader;
extern const Reader text_reader;

namespace {

Document read(const Reader& reader, std::string_view text) {
  const auto documents = read_all(reader, {text, "page.txt"});
  EXPECT_TRUE(documents.has_value());
  if (!documents) return {};
  EXPECT_EQ(defect_of(documents->at(0)), "");
  return documents->at(0);
}

const Passage* passage_with(const Document& document, std::string_view words) {
  for (const Passage& passage : document.passages)
    if (slice(document.text, passage.span).find(words) != std::string_view::npos) return &passage;
  return nullptr;
}

TEST(QaReader, ReadsItsGoldens) {
  for (const char* name : {"page", "numbered"}) {
    const auto folder = test::source_dir() / "tests/golden/reader/qa" / name;
    test::expect_golden(folder / "expected.txt", test::dump(read(qa_reader, test::read_file(folder / "input.txt"))));
  }
}

TEST(TextReader, ReadsItsGoldens) {
  const auto folder = test::source_dir() / "tests/golden/reader/text/article";
  test::expect_golden(folder / "expected.txt", test::dump(read(text_reader, test::read_file(folder / "input.txt"))));
}

TEST(QaReader, SourceRunsLeadBackToTheBytes) {
  const std::string input = test::read_file(test::source_dir() / "tests/golden/reader/qa/page/input.txt");
  const Document document = read(qa_reader, input);
  std::size_t mapped = 0;
  for (const SourceRun& run : document.source_runs) {
    EXPECT_EQ(document.text.substr(run.text_start, run.length), input.substr(run.source_start, run.length));
    mapped += run.length;
  }
  EXPECT_GT(mapped * 100, document.text.size() * 95);
}

TEST(Readers, TellPlainTextFormatsApart) {
  const auto name = [](std::string_view bytes, std::string_view file) {
    const auto reader = reader_for({bytes, file});
    return reader ? std::string((*reader)->name) : std::string("none");
  };
  for (const char* file : {"page.txt", "page.md", "page"}) {
    EXPECT_EQ(name(test::read_file(test::source_dir() / "tests/golden/reader/qa/page/input.txt"), file), "qa");
    EXPECT_EQ(name(test::read_file(test::source_dir() / "tests/golden/reader/markdown/web/input.md"), file),
              "markdown");
  }
  EXPECT_EQ(name(test::read_file(test::source_dir() / "tests/golden/reader/text/article/input.txt"), "a.txt"), "text");
  EXPECT_EQ(name("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", "a.txt"), "none");
  EXPECT_EQ(name("{\"a\": 1}", "a.txt"), "none");
  EXPECT_EQ(name(std::string_view("\x7F"
                                  "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0",
                                  16),
                 "a"),
            "none");
  EXPECT_EQ(name("  \n\n ", "a.txt"), "none");
}

TEST(PlainTextReaders, StaySoundOnRepeats) {
  for (const std::string unit :
       {"a", "1 ", "1.\n", "• a\n", "Title\n", "Why?\n", "References\n", "Related Questions\n", "2017\n", "Guideline\n",
        "\xC2\xA0", "\xE2\x80\xA2", "\t", "\n", ", 2", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"}) {
    std::string input = "Is it so?\n\n";
    for (int i = 0; i < 200000; ++i) input += unit;
    for (const Reader* reader : {&qa_reader, &text_reader}) read(*reader, input);
  }
}

// The two Q&A pages and the two web pages of the seeds, when they are there.
std::string seed(const char* name) { return test::read_file(test::shared_dir() / "seeds" / name); }

TEST(QaReader, ReadsTheSeedWithoutReferences) {
  WARRANT_NEEDS_SHARED();
  const Document d = read(qa_reader, seed("000_a62401801c33f9fc.txt"));
  EXPECT_EQ(d.kind, DocumentKind::kQa);
  EXPECT_EQ(d.updated, "February 21, 2026");
  EXPECT_EQ(d.review_status, "pending human review");
  EXPECT_EQ(d.year, 2026);
  EXPECT_TRUE(d.references.empty());
  EXPECT_EQ(d.passages.front().kind, PassageKind::kQuestion);
  for (const char* furniture : {"10 g/dL", "Under Review", "Last updated", "no liability", "follow-up question"}) {
    ASSERT_NE(passage_with(d, furniture), nullptr) << furniture;
    EXPECT_EQ(passage_with(d, furniture)->place, Place::kBoilerplate) << furniture;
  }
  for (const char* evidence :
       {"3.5-7 months", "7.1 months across", "only 2.3 months 3", "4.2-7.1 months", "mandatory"}) {
    ASSERT_NE(passage_with(d, evidence), nullptr) << evidence;
    EXPECT_EQ(passage_with(d, evidence)->place, Place::kBody) << evidence;
  }
}

TEST(QaReader, ReadsTheSeedWithUnnumberedReferences) {
  WARRANT_NEEDS_SHARED();
  const Document d = read(qa_reader, seed("003_748c9a5993610b48.txt"));
  ASSERT_EQ(d.references.size(), 3u);
  EXPECT_EQ(d.references[0].year, 2025);
  EXPECT_EQ(d.references[1].year, 2017);
  EXPECT_EQ(d.references[2].year, 2000);
  for (const Reference& reference : d.references) {
    EXPECT_TRUE(reference.label.empty());
    EXPECT_FALSE(reference.number_inferred);  // nothing in the list proves its numbers
  }
  ASSERT_NE(passage_with(d, "an absolute indication for surgery 1"), nullptr);
  EXPECT_EQ(passage_with(d, "an absolute indication for surgery 1")->kind, PassageKind::kListItem);
}

TEST(TextReader, ReadsTheSeedWebPages) {
  WARRANT_NEEDS_SHARED();
  const Document score = read(text_reader, seed("004_58e4d75c044c387c.txt"));
  EXPECT_EQ(score.kind, DocumentKind::kWeb);
  EXPECT_EQ(score.sections.size(), 25u);
  EXPECT_EQ(score.updated, "Nov 25, 2025");
  EXPECT_EQ(passage_with(score, "10 min read")->place, Place::kBoilerplate);
  EXPECT_EQ(passage_with(score, "Ankle")->place, Place::kBoilerplate);
  EXPECT_EQ(passage_with(score, "six factors")->place, Place::kBody);
  const Document web = read(text_reader, seed("002_8f8142143bd39ac5.txt"));
  EXPECT_EQ(web.sections.size(), 6u);
  EXPECT_EQ(passage_with(web, "five years or more")->place, Place::kBody);
}

}  // namespace
}  // namespace warrant
