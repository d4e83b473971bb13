// The XML readers over real files beside the checkout. The numbers are what tests/bench/reader_fidelity counts by
// XPath.
#include <string>

#include <gtest/gtest.h>

#include "ingest/fetch/fetcher.h"
#include "ingest/reader/reader.h"
#include "tests/support/data.h"

namespace warrant {
namespace {

// Calls `each` with every file of an archive whose name ends in .xml or .nxml.
template <typename Each>
void for_each_xml(const char* archive, Each each) {
  const auto path = test::shared_dir() / "data" / archive;
  const auto done = fetch(path.string(), {}, [&](Result<Source> source) {
    if (source && (source->name.ends_with(".xml") || source->name.ends_with(".nxml"))) each(*source);
    return true;
  });
  EXPECT_TRUE(done.has_value()) << to_string(done.error());
}

TEST(XmlData, EveryPubmedRecordIsReadWhole) {
  WARRANT_NEEDS_SHARED();
  std::size_t records = 0, authors = 0, abstracts = 0, mesh = 0, types = 0, references = 0, retracted = 0,
              withdrawn = 0;
  for_each_xml("pubmed-xml.tar.gz", [&](const Source& source) {
    const auto reader = reader_for({source.bytes, source.name});
    if (!reader) return;  // one file is a JSON string
    EXPECT_EQ((*reader)->name, "pubmed") << source.name;
    static_cast<void>((*reader)->read({source.bytes, source.name}, [&](const Result<Document>& document) {
      if (!document) {
        withdrawn += document.error().message.starts_with("withdrawn") ? 1 : 0;
        return true;
      }
      EXPECT_EQ(defect_of(*document), "") << source.name;
      ++records;
      authors += document->authors.size();
      mesh += document->mesh.size();
      types += document->publication_types.size();
      references += document->references.size();
      retracted += document->retraction == "retracted" ? 1 : 0;
      for (const Passage& p : document->passages)
        abstracts += p.place == Place::kAbstract && p.kind == PassageKind::kParagraph ? 1 : 0;
      return true;
    }));
  });
  EXPECT_EQ(records, 4079U);  // of 4,081; two are empty
  EXPECT_EQ(authors, 25151U);
  EXPECT_EQ(abstracts, 5650U);
  EXPECT_EQ(mesh, 57425U);
  EXPECT_EQ(types, 8297U);
  EXPECT_EQ(references, 53698U);
  EXPECT_EQ(retracted, 10U);
  EXPECT_GE(withdrawn, 9U);
}

TEST(XmlData, VariedJatsIsReadOrRefusedWithAPlace) {
  WARRANT_NEEDS_SHARED();
  std::size_t read = 0, malformed = 0;
  for_each_xml("jats-varied.tar.gz", [&](const Source& source) {
    const auto reader = reader_for({source.bytes, source.name});
    if (!reader) {
      EXPECT_NE(reader.error().message, "") << source.name;
      return;
    }
    const auto documents = read_all(**reader, {source.bytes, source.name});
    if (documents) {
      for (const Document& d : *documents) EXPECT_EQ(defect_of(d), "") << source.name;
      ++read;
    } else if (documents.error().code == ErrorCode::kCorrupt) {
      EXPECT_TRUE(documents.error().where.starts_with("line ")) << source.name << " " << documents.error().where;
      ++malformed;
    } else {
      EXPECT_EQ(documents.error().code, ErrorCode::kUnsupported) << source.name;
    }
  });
  EXPECT_GE(read, 260U);
  EXPECT_EQ(malformed, 2U);
}

}  // namespace
}  // namespace warrant
