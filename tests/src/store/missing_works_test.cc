// The most cited works that are not in the store.
#include <gtest/gtest.h>

#include "src/store/store.h"
#include "tests/src/store/support.h"

namespace warrant {
namespace {

IndexedDocument citing(int number, std::vector<Reference> references) {
  IndexedDocument indexed;
  Document& d = indexed.document;
  d.pmid = std::to_string(9000000 + number);
  d.title = "Work " + std::to_string(number);
  d.text = d.title + "\n";
  const ByteSpan span{0, static_cast<std::uint32_t>(d.title.size())};
  d.passages = {{PassageKind::kTitle, Place::kFront, -1, -1, -1, span}};
  for (std::size_t i = 0; i < references.size(); ++i) references[i].number = static_cast<std::int32_t>(i) + 1;
  d.references = std::move(references);
  indexed.sentences = {{0, span}};
  indexed.id = document_id(d, "");
  indexed.sha256 = std::string(64, static_cast<char>('a' + number));
  indexed.source = d.title + ".xml";
  return indexed;
}

Reference reference(std::string title, std::string doi, std::string pmid) {
  Reference r;
  r.title = std::move(title);
  r.year = 2018;
  r.doi = std::move(doi);
  r.pmid = std::move(pmid);
  return r;
}

TEST(Store, TellsTheWorksThatAreCitedAndMissing) {
  test::TemporaryFolder folder;
  auto store = Store::open((folder.path() / "kb.db").string(), Store::Mode::kWrite);
  ASSERT_TRUE(store);
  const std::string spine = "Survival after surgery for spinal metastases";
  ASSERT_TRUE(store->begin());
  ASSERT_TRUE(store->put(citing(1, {reference(spine, "10.1/spine", ""), reference("", "", "9000002")})));
  ASSERT_TRUE(store->put(citing(2, {reference(spine, "", "7000001"), reference("A short note", "10.1/note", "")})));
  ASSERT_TRUE(store->put(citing(3, {reference("", "10.1/spine", "7000001"), reference("", "", "")})));
  ASSERT_TRUE(store->commit());

  auto works = store->missing_works(-1);
  ASSERT_TRUE(works);
  ASSERT_EQ(works->size(), 2u);  // the second work is in the store, an empty entry names nothing
  EXPECT_EQ((*works)[0].cited_by, 3);
  EXPECT_EQ((*works)[0].reference.title, spine);
  EXPECT_EQ((*works)[0].reference.doi, "10.1/spine");
  EXPECT_EQ((*works)[0].reference.pmid, "7000001");
  EXPECT_EQ((*works)[1].reference.doi, "10.1/note");
  EXPECT_EQ((*works)[1].cited_by, 1);
  EXPECT_EQ(store->missing_works(1)->size(), 1u);

  // Taken out, the second work is missing as well.
  ASSERT_TRUE(store->begin());
  ASSERT_TRUE(store->remove("pmid:9000002"));
  ASSERT_TRUE(store->commit());
  works = store->missing_works(-1);
  ASSERT_TRUE(works);
  ASSERT_EQ(works->size(), 2u);
  EXPECT_EQ((*works)[0].cited_by, 2);
  EXPECT_EQ((*works)[1].reference.pmid, "9000002");
}

}  // namespace
}  // namespace warrant
