#include <gtest/gtest.h>

#include "src/store/store.h"
#include "tests/src/store/support.h"

namespace warrant {
namespace {

TEST(Store, FindsTheWorkThatADraftsReferenceNames) {
  test::TemporaryFolder folder;
  auto store = Store::open((folder.path() / "kb.db").string(), Store::Mode::kWrite);
  ASSERT_TRUE(store);
  IndexedDocument work;
  Document& d = work.document;
  d.pmid = "9000001";
  d.doi = "10.1/spine";
  d.title = "Bone-modifying agents and survival after spinal surgery";
  d.year = 2018;
  d.authors = {"Dorn Clara"};
  d.text = "Bone-modifying agents and survival after spinal surgery\n";
  d.passages = {{PassageKind::kTitle, Place::kFront, -1, -1, -1, {0, 55}}};
  work.sentences = {{0, {0, 55}}};
  work.id = document_id(d, "");
  work.sha256 = std::string(64, 'a');
  work.source = "dorn.xml";
  ASSERT_TRUE(store->begin());
  ASSERT_TRUE(store->put(work));
  ASSERT_TRUE(store->commit());

  Reference reference;
  reference.doi = "10.1/spine";
  EXPECT_EQ(*store->work_of(reference), "pmid:9000001");
  reference = {};
  reference.title = "Bone modifying agents, and survival after spinal surgery.";
  reference.year = 2017;
  reference.authors = {"Dorn C"};
  EXPECT_EQ(*store->work_of(reference), "pmid:9000001");
  reference.title += "\u2606\u2606";  // stars of a footnote
  EXPECT_EQ(*store->work_of(reference), "pmid:9000001");
  reference.year = 2015;
  EXPECT_EQ(*store->work_of(reference), "");
  EXPECT_EQ(*store->work_of({}), "");
}

}  // namespace
}  // namespace warrant
