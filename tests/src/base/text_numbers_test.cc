#include "src/base/text_numbers.h"

#include <map>
#include <random>
#include <string>

#include <gtest/gtest.h>

namespace warrant {
namespace {

TEST(TextNumbers, AnswerAsAMapDoes) {
  std::mt19937 random(20261130);
  TextNumbers numbers(2);  // grows many times
  std::map<std::string, std::uint32_t> expected;
  for (std::uint32_t round = 0; round < 5000; ++round) {
    std::string text;
    for (unsigned i = random() % 5; i > 0; --i) text += static_cast<char>("abc\0\xCE"[random() % 5]);
    const auto known = expected.find(text);
    ASSERT_EQ(numbers.find(text), known == expected.end() ? TextNumbers::kUnknown : known->second) << text;
    if (known != expected.end()) continue;
    numbers.add(text, TextNumbers::hash_of(text), round);
    expected.emplace(text, round);
  }
  EXPECT_TRUE(expected.contains(""));
  for (const auto& [text, number] : expected) ASSERT_EQ(numbers.find(text), number) << text;
}

}  // namespace
}  // namespace warrant
