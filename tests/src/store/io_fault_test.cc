// Reliability A4: whichever call of the file system fails, once or for good, the failure is reported, what was
// committed stays, and the work can be finished with the same result. A sample of the calls; WARRANT_ALL_FAULTS=1 takes
// all.
#include <filesystem>

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
    return {};
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
  ASSERT_TRUE(work(file));
  const std::string golden = dump(open("fault.db"));
  forget(file);
  vfs.arm(0, false);
  ASSERT_TRUE(work(file));
  const int calls = vfs.calls;
  ASSERT_GT(calls, 50);
  const int step = std::getenv("WARRANT_ALL_FAULTS") != nullptr ? 1 : std::max(1, calls / 24);
  for (const bool for_good : {false, true})
    for (int k = 1; k <= calls; k += step) {
      forget(file);
      vfs.full = k % 2 == 0;
      vfs.arm(k, for_good);
      const Result<void> done = work(file);
      const std::string when = fmt::format("call {} of {} {}", k, calls, for_good ? "and all after it" : "once");
      if (!done) {
        EXPECT_NE(done.error().message, "") << when;
        EXPECT_TRUE(done.error().code == ErrorCode::kStore || done.error().code == ErrorCode::kCorrupt ||
                    done.error().code == ErrorCode::kNotFound)
            << when << ": " << to_string(done.error());
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
