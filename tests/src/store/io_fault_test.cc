// Reliability A1, A2, A4: whichever call of the file system fails, once or for good (which is a kill at that point),
// with or without the power going, also twice in a row, the failure is reported, what was committed stays, and the work
// can be finished with the same result. Of each kind of call (write to the log, sync of the database…) the first, the
// middle and the last one; WARRANT_ALL_FAULTS=1 takes all.
#include <filesystem>
#include <functional>
#include <numeric>

#include <fmt/format.h>

#include "tests/src/store/support.h"
#include "tests/support/fault_vfs.h"

namespace warrant {
namespace {

constexpr int kDocuments = 6;

class IoFaultTest : public test::StoreTest {
 protected:
  // Two batches, the second one with an update and a removal.
  Result<void> work(const std::string& file) const {
    WARRANT_TRY(store, Store::open(file, Store::Mode::kWrite));
    store.use_versions("v1");
    WARRANT_CHECK(store.begin_run("ingest", "1", {"folder"}));
    for (int batch = 0; batch < 2; ++batch) {
      WARRANT_CHECK(store.begin());
      for (int i = batch; i < kDocuments; i += 2) {
        const IndexedDocument d = test::rich_document(fmt::format("PMC90000{}", i));
        WARRANT_CHECK(store.put(d));
        WARRANT_CHECK(store.finished(d.source, d.sha256));
      }
      if (batch == 1) {
        IndexedDocument other = test::small_document("PMC900000", "Another, shorter source of it.");
        other.reader = "jats@1";
        other.document.pmcid = other.id;
        WARRANT_CHECK(store.put(other));
      }
      WARRANT_CHECK(store.commit());
      WARRANT_CHECK(store.maintain());
    }
    return store.end_run({});
  }
  // The numbers of the calls that a test makes fail; `work` is done once for it.
  static std::vector<int> points(test::FaultVfs& vfs, const std::function<Result<void>()>& work) {
    vfs.arm(0, false);
    EXPECT_TRUE(work());
    if (std::getenv("WARRANT_ALL_FAULTS") == nullptr) return vfs.named_points();
    std::vector<int> all(static_cast<std::size_t>(vfs.calls));
    std::iota(all.begin(), all.end(), 1);
    return all;
  }
  void forget(const std::string& file) const {
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(file + suffix);
  }
  void expect_sound(const std::string& file, const std::string& when) const {
    auto store = Store::open(file, Store::Mode::kWrite);
    ASSERT_TRUE(store) << when << ": " << to_string(store.error());
    const auto problems = store->check(true);
    ASSERT_TRUE(problems) << when << ": " << to_string(problems.error());
    for (const Problem& p : *problems) ADD_FAILURE() << when << ": " << p.what << " " << p.where << ": " << p.detail;
    const auto ids = store->document_ids();
    ASSERT_TRUE(ids) << when;
    EXPECT_TRUE(ids->empty() || ids->size() == kDocuments / 2 || ids->size() == kDocuments)
        << when << ": half a batch, " << ids->size();
  }
};

TEST_F(IoFaultTest, WritingReportsEveryFailureAndLosesNothing) {
  test::FaultVfs vfs;
  const std::string file = path("fault.db");
  const std::vector<int> calls = points(vfs, [&] { return work(file); });
  ASSERT_GT(calls.size(), 20u);
  const std::string golden = dump(open("fault.db"));
  enum class Way { kOnce, kKill, kPower, kKillTwice };
  for (const auto& [way, name] : {std::pair{Way::kOnce, "fails once"},
                                  {Way::kKill, "is where it is killed"},
                                  {Way::kPower, "is where the power goes"},
                                  {Way::kKillTwice, "is the first of two kills"}})
    for (const int k : calls) {
      forget(file);
      vfs.full = k % 2 == 0;
      vfs.power = way == Way::kPower;
      vfs.arm(k, way != Way::kOnce);
      const Result<void> done = work(file);
      std::string when = fmt::format("call {} {}", k, name);
      if (!done) {
        EXPECT_NE(done.error().message, "") << when;
        EXPECT_TRUE(done.error().code == ErrorCode::kStore || done.error().code == ErrorCode::kCorrupt ||
                    done.error().code == ErrorCode::kNotFound)
            << when << ": " << to_string(done.error());
      }
      vfs.power = false;
      if (way == Way::kKillTwice) {  // the second time early, while the store is opened and recovered
        const int second = 1 + k % 23;
        when += fmt::format(", the second at call {}", second);
        vfs.arm(second, true);
        (void)work(file);
      }
      vfs.arm(0, false);
      expect_sound(file, when);
      ASSERT_TRUE(work(file)) << when;
      EXPECT_EQ(dump(open("fault.db")), golden) << when;
      if (HasFailure()) return;
    }
}

TEST_F(IoFaultTest, ReadingGivesAnErrorNeverAWrongAnswer) {
  test::FaultVfs vfs;
  const std::string file = path("fault.db");
  ASSERT_TRUE(work(file));
  const auto read = [&]() -> Result<std::string> {
    WARRANT_TRY(store, Store::open(file, Store::Mode::kRead));
    std::string out;
    WARRANT_CHECK(store.dump([&](std::string_view line) {
      out += line;
      return true;
    }));
    WARRANT_TRY(record, store.document("PMC900001"));
    return out + record.ref.title;
  };
  vfs.arm(0, false);
  const auto golden = read();
  ASSERT_TRUE(golden);
  const int calls = vfs.calls;
  int errors = 0;
  for (const bool for_good : {false, true})
    for (int k = 1; k <= calls; ++k) {
      vfs.arm(k, for_good);
      const auto answer = read();
      if (answer)
        EXPECT_EQ(*answer, *golden) << "call " << k;
      else
        ++errors;
    }
  EXPECT_GT(errors, calls / 4);
}

}  // namespace
}  // namespace warrant
