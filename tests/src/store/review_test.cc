// Reviews hang on words: they are found again exactly where these are, or said to be lost.
#include <gmock/gmock.h>

#include "src/model/json.h"
#include "tests/src/store/support.h"

namespace warrant {
namespace {

// A document whose claims are the sentences that hold a number.
IndexedDocument with_claims(const std::string& id, const std::vector<std::string>& sentences) {
  IndexedDocument d;
  d.id = id;
  d.source = id + ".txt";
  d.media_type = "text/plain";
  d.reader = "text@1";
  for (const std::string& sentence : sentences) {
    const std::int32_t passage = test::add_passage(d, PassageKind::kParagraph, Place::kBody, -1, sentence);
    const std::size_t digit = sentence.find_first_of("0123456789");
    if (digit == std::string::npos) continue;
    Claim c;
    c.kind = kind::kTimeToEvent;
    c.value = std::stod(sentence.substr(digit));
    c.passage = passage;
    c.span = d.document.passages.back().span;
    c.value_span = {c.span.start + static_cast<std::uint32_t>(digit),
                    c.span.start + static_cast<std::uint32_t>(digit) + 1};
    d.claims.push_back(c);
  }
  test::finish(d);
  return d;
}

Review approval(const std::string& claim, const std::string& at = "2026-11-30T08:00:00Z") {
  Review r;
  r.claim = claim;
  r.status = "approved";
  r.by = "A. Reviewer";
  r.at = at;
  r.note = "checked against \"the table\"";
  return r;
}

struct Fate {
  const char* name;
  std::vector<std::string> before;
  std::size_t reviewed;  // claim of `before`
  std::vector<std::string> after;
  const char* state;
  int claim;  // of `after` that carries the review, -1 = none
};

const std::string kFirst = "In the first cohort all were treated with surgery, and none had radiotherapy before it.";
const std::string kSecond = "In the second cohort all had radiotherapy, and surgery was offered to nobody at all then.";
const std::string kEnd = "This concludes what can be said about the cohort that was just described at some length.";
const std::string kSeven = "Median survival was 7 months.";

const Fate kFates[] = {
    {"KeptWhenTextIsAddedBehind", {kSeven}, 0, {kSeven, kEnd}, "kept", 0},
    {"MovedWhenTextIsAddedBefore", {kSeven}, 0, {kFirst, kSeven}, "moved", 0},
    {"LostWhenTheNumberChanges", {kSeven, kEnd}, 0, {"Median survival was 8 months.", kEnd}, "lost", -1},
    {"LostWhenAWordChanges", {kSeven, kEnd}, 0, {"Mean survival was 7 months.", kEnd}, "lost", -1},
    {"ToldByNeighboursWhenACopyComes", {kSecond, kSeven, kEnd}, 0, {kFirst, kSeven, kSecond, kSeven, kEnd}, "moved", 1},
    {"SecondCopyStaysWhenTheFirstGoes", {kFirst, kSeven, kSecond, kSeven}, 1, {kFirst, kSecond, kSeven}, "moved", 0},
    {"FirstCopyIsLostWhenItGoes",
     {kFirst, kSeven, kSecond, kSeven, kEnd},
     0,
     {kFirst, kSecond, kSeven, kEnd},
     "lost",
     -1},
    {"CopiesThatChangePlacesKeepTheirOwn",
     {kFirst, kSeven, kEnd, kSecond, kSeven, kEnd},
     0,
     {kSecond, kSeven, kEnd, kFirst, kSeven, kEnd},
     "moved",
     1},
    {"LostWhenNeighboursDoNotTell", {kSeven}, 0, {kFirst, kSeven, kFirst, kSeven, kFirst}, "lost", -1},
};

class ReviewFate : public test::StoreTest, public testing::WithParamInterface<Fate> {};

TEST_P(ReviewFate, IsDecidedByWordsAndNeighbours) {
  const Fate& fate = GetParam();
  const IndexedDocument before = with_claims("a", fate.before), after = with_claims("a", fate.after);
  Store store = open();
  put(store, before);
  ASSERT_TRUE(*store.add_review(approval(before.claims[fate.reviewed].id)));
  EXPECT_EQ(store.claim(before.claims[fate.reviewed].id)->review->state, "kept");
  put(store, after);
  const auto reviews = store.reviews("");
  ASSERT_TRUE(reviews) << to_string(reviews.error());
  ASSERT_EQ(reviews->size(), 1u);
  EXPECT_EQ(reviews->at(0).state, fate.state);
  EXPECT_EQ(reviews->at(0).review.quote, kSeven);
  for (std::size_t i = 0; i < after.claims.size(); ++i)
    EXPECT_EQ(store.claim(after.claims[i].id)->review.has_value(), static_cast<int>(i) == fate.claim) << i;
  put(store, before);  // and back again
  EXPECT_EQ(store.reviews("a")->at(0).state, "kept");
  EXPECT_TRUE(store.check(true)->empty());
}

INSTANTIATE_TEST_SUITE_P(Rows, ReviewFate, testing::ValuesIn(kFates),
                         [](const auto& row) { return std::string(row.param.name); });

class ReviewTest : public test::StoreTest {};

TEST_F(ReviewTest, TheLastReviewCounts) {
  const IndexedDocument d = with_claims("a", {kSeven});
  const std::string id = d.claims[0].id;
  Store store = open();
  put(store, d);
  Review later = approval(id, "2026-12-01T08:00:00Z");
  later.status = "rejected";
  EXPECT_TRUE(*store.add_review(later));
  EXPECT_TRUE(*store.add_review(approval(id)));
  EXPECT_FALSE(*store.add_review(approval(id)));  // exactly this is there
  EXPECT_EQ(store.claim(id)->review->review.status, "rejected");
  EXPECT_EQ(store.reviews("a")->size(), 2u);
  const auto count = [&](const std::string& status) {
    ClaimFilter filter;
    filter.review = status;
    int n = 0;
    EXPECT_TRUE(store.claims(filter, [&](const ClaimRecord&) { return ++n > 0; }));
    return n;
  };
  EXPECT_EQ(count("rejected"), 1);
  EXPECT_EQ(count("approved"), 0);
  EXPECT_EQ(count("none"), 0);
}

TEST_F(ReviewTest, NeedsAClaimThatIsHere) {
  Store store = open();
  const auto none = store.add_review(approval("c:0123456789abcdef"));
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::kNotFound);
}

TEST_F(ReviewTest, OutlivesTheRemovalOfItsDocument) {
  const IndexedDocument d = with_claims("a", {kSeven});
  Store store = open();
  put(store, d);
  ASSERT_TRUE(store.add_review(approval(d.claims[0].id)));
  ASSERT_TRUE(store.remove("a"));
  EXPECT_EQ(store.reviews("a")->at(0).state, "lost");
  EXPECT_EQ(store.reviews("")->at(0).document.id, "");
  put(store, d);
  EXPECT_EQ(store.claim(d.claims[0].id)->review->state, "kept");
}

TEST_F(ReviewTest, IsTheSameInTheDumpInAnyOrder) {
  const IndexedDocument d = with_claims("a", {kSeven, "With surgery it was 9 months."});
  std::string dumps[2];
  for (const bool reversed : {false, true}) {
    Store store = open(reversed ? "r.db" : "f.db");
    put(store, d);
    for (const std::size_t i : {std::size_t{reversed}, std::size_t{!reversed}})
      ASSERT_TRUE(store.add_review(approval(d.claims[i].id)));
    dumps[reversed] = dump(store);
  }
  EXPECT_EQ(dumps[0], dumps[1]);
  EXPECT_NE(dumps[0].find("{\"record\":\"review\""), std::string::npos);
}

TEST_F(ReviewTest, OutlivesARebuild) {
  const IndexedDocument d = with_claims("a", {kSeven});
  Store store = open(), fresh = open("fresh.db");
  put(store, d);
  ASSERT_TRUE(store.add_review(approval(d.claims[0].id)));
  ASSERT_TRUE(fresh.adopt(store)->empty());
  put(fresh, d);
  EXPECT_EQ(dump(fresh), dump(store));
  EXPECT_TRUE(fresh.check(true)->empty());
}

TEST(ReviewJson, IsReadAsGivenAndAsShown) {
  const auto given = review_from_json(R"({"claim":"c:1","status":"approved","by":"A","note":null})");
  ASSERT_TRUE(given);
  EXPECT_EQ(given->claim, "c:1");
  EXPECT_EQ(given->note, "");
  ReviewRecord record;
  record.review = approval("c:2");
  record.claim = "c:3";
  record.state = "moved";
  record.span = {1, 2};
  const auto shown = review_from_json(to_json(record));
  ASSERT_TRUE(shown) << to_string(shown.error());
  EXPECT_EQ(shown->claim, "c:2");
  EXPECT_EQ(shown->by, "A. Reviewer");
  EXPECT_EQ(shown->at, "2026-11-30T08:00:00Z");
  for (const char* bad : {"", "[]", "{\"claim\":1}", "{\"claim\":\"c:1\",\"status\":[]}"})
    EXPECT_FALSE(review_from_json(bad)) << bad;
}

}  // namespace
}  // namespace warrant
