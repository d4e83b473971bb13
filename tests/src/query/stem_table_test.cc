#include "src/query/stem_table.h"

#include <gtest/gtest.h>

namespace warrant {
namespace {

TEST(StemTable, WordsOfOneStemHaveOneNumber) {
  StemTable table;
  std::vector<std::uint32_t> numbers;
  for (WordCutter word("Reduced reducing five 5 0.72 0\u00B772 tumour \u03B2 beta"); word.next();)
    numbers.push_back(table.number_of(word));
  ASSERT_EQ(numbers.size(), 9u);
  EXPECT_EQ(numbers[0], numbers[1]);
  EXPECT_EQ(numbers[2], numbers[3]);
  EXPECT_EQ(numbers[4], numbers[5]);
  EXPECT_EQ(numbers[7], numbers[8]);
  EXPECT_EQ(table.size(), 5u);
  EXPECT_EQ(table[numbers[3]], "5");
  EXPECT_EQ(table.find("tumour"), numbers[6]);
  EXPECT_EQ(table.find("unknown"), StemTable::kUnknown);
}

}  // namespace
}  // namespace warrant
