#include <gtest/gtest.h>

#include "src/base/clock.h"
#include "src/base/diagnostic.h"
#include "src/base/digest.h"
#include "src/base/result.h"
#include "src/base/span.h"

namespace warrant {
namespace {

// FIPS 180-4 examples.
TEST(Digest, MatchesThePublishedExamples) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Span, IsHalfOpen) {
  const ByteSpan span{2, 5};
  EXPECT_EQ(slice("abcdef", span), "cde");
  EXPECT_TRUE(span.contains(2u));
  EXPECT_FALSE(span.contains(5u));
  EXPECT_FALSE(span.overlaps({5, 6}));
  EXPECT_EQ(cover({4, 5}, {1, 2}), (ByteSpan{1, 5}));
}

TEST(SkipCounter, KeepsKindsSorted) {
  SkipCounter counter;
  counter.add("media", 2);
  counter.add("formula");
  counter.add("media");
  EXPECT_EQ(counter.counts(), (std::vector<SkipCount>{{"formula", 1}, {"media", 3}}));
}

Result<int> half(int n) {
  if (n % 2 != 0) return fail(ErrorCode::kInvalidArgument, "odd", "n");
  return n / 2;
}

Result<int> quarter(int n) {
  WARRANT_TRY(h, half(n));
  return half(h);
}

TEST(Result, PassesErrorsUp) {
  EXPECT_EQ(quarter(8).value(), 2);
  ASSERT_FALSE(quarter(6));
  EXPECT_EQ(to_string(quarter(6).error()), "n: odd");
  EXPECT_EQ(error_code_name(quarter(6).error().code), "invalid-argument");
}

TEST(Clock, HonoursSourceDateEpoch) {
  setenv("SOURCE_DATE_EPOCH", "86400", 1);
  EXPECT_EQ(utc_now(), "1970-01-02T00:00:00Z");
  setenv("SOURCE_DATE_EPOCH", "rubbish", 1);
  EXPECT_GT(utc_now(), "2020");
  unsetenv("SOURCE_DATE_EPOCH");
}

}  // namespace
}  // namespace warrant
