#include "src/store/pack_document.h"

#include <gtest/gtest.h>

#include "tests/src/store/support.h"

namespace warrant {
namespace {

TEST(PackDocument, ReadsBackWhatItWrote) {
  const IndexedDocument d = test::rich_document();
  const std::string packed = pack(d);
  const auto read = unpack_document(packed);
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read->id, d.id);
  EXPECT_EQ(read->source, d.source);
  EXPECT_EQ(read->media_type, d.media_type);
  EXPECT_EQ(read->sha256, d.sha256);
  EXPECT_EQ(read->source_bytes, d.source_bytes);
  EXPECT_EQ(read->reader, d.reader);
  EXPECT_TRUE(read->document == d.document);
  EXPECT_TRUE(read->sentences == d.sentences);
  EXPECT_TRUE(read->claims == d.claims);
  EXPECT_TRUE(read->coverage == d.coverage);
  EXPECT_EQ(pack(*read), packed);
}

TEST(PackDocument, RefusesWhatWasCutOrLengthened) {
  const std::string packed = pack(test::rich_document());
  for (std::size_t size = 0; size < packed.size(); size += 13)
    EXPECT_FALSE(unpack_document(std::string_view(packed).substr(0, size))) << size;
  EXPECT_FALSE(unpack_document(packed + '\0'));
  EXPECT_FALSE(unpack_document(std::string(40, '\xFF')));
}

}  // namespace
}  // namespace warrant
