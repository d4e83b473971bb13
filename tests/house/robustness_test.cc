// The program under disturbance: kills, signals, two writers, full disks. After each, the store is sound, the work can
// be finished, and the result equals that of an undisturbed run, byte for byte (reliability A1-A3, A6, A8, A12).
#include <chrono>
#include <filesystem>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <sys/mount.h>

#include "tests/support/articles.h"
#include "tests/support/process.h"

namespace warrant {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using test::Finished;
using test::Process;

constexpr int kArticles = 700;

class Robustness : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new test::TemporaryFolder();
    for (int i = 1; i <= kArticles; ++i)
      test::write_file(folder_->path() / fmt::format("docs/{:04}.xml", i), test::jats_article(i));
    const auto start = Clock::now();
    const Finished finished = run(ingest("golden.db"));
    undisturbed_seconds_ = std::chrono::duration<double>(Clock::now() - start).count();
    golden_ = dump("golden.db");
    status_ = finished.status;
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }
  void SetUp() override {
    ASSERT_EQ(status_, 0) << "the undisturbed run failed";
    ASSERT_GT(golden_.size(), 700'000u);
  }

  static std::string in(const std::string& name) { return (folder_->path() / name).string(); }
  static std::vector<std::string> words(const std::string& db, const std::vector<std::string>& rest) {
    std::vector<std::string> all = {test::program().string(), "--db", db.starts_with('/') ? db : in(db), "-q"};
    all.insert(all.end(), rest.begin(), rest.end());
    return all;
  }
  static std::vector<std::string> ingest(const std::string& db) { return words(db, {"ingest", in("docs")}); }
  static Finished run(const std::vector<std::string>& command, std::uint64_t max_file_bytes = 0) {
    return test::run(command, folder_->path(), max_file_bytes);
  }
  static std::string dump(const std::string& db) { return run(words(db, {"dump"})).out; }
  static void expect_sound(const std::string& db, const std::string& when) {
    const Finished check = run(words(db, {"check", "--deep"}));
    EXPECT_EQ(check.status, 0) << when << "\n" << check.out << check.err;
  }
  static void expect_finished(const std::string& db, const std::string& when) {
    const Finished finished = run(ingest(db));
    EXPECT_EQ(finished.status, 0) << when << "\n" << finished.err;
    expect_sound(db, when + ", finished");
    EXPECT_TRUE(dump(db) == golden_) << when << ": the dump differs from an undisturbed run's";
  }

  inline static test::TemporaryFolder* folder_ = nullptr;
  inline static double undisturbed_seconds_ = 0;
  inline static std::string golden_;
  inline static int status_ = -1;
};

// A1 and A2: 20 kills at seeded random times, every second one followed by another during the resumed run.
TEST_F(Robustness, SurvivesKillsAtAnyTime) {
  std::mt19937 random(20261123);
  std::uniform_real_distribution<double> part(0.0, 1.0);
  for (int i = 0; i < 20; ++i) {
    const std::string db = "kill.db";
    for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(in(db + suffix));
    const int kills = 1 + i % 2;
    std::string when;
    for (int k = 0; k < kills; ++k) {
      const double delay = undisturbed_seconds_ * part(random);
      when += fmt::format("{}kill {} after {:.3f} s", k == 0 ? "" : ", ", i, delay);
      Process process(ingest(db), folder_->path());
      std::this_thread::sleep_for(std::chrono::duration<double>(delay));
      process.send(SIGKILL);
      process.wait();
    }
    if (fs::exists(in(db)) && fs::file_size(in(db)) > 0) expect_sound(db, when);
    expect_finished(db, when);
    if (HasFailure()) return;
  }
}

// A2: killed in the middle, then again and again while SQLite recovers and the program looks at what is there.
TEST_F(Robustness, SurvivesKillsDuringRecovery) {
  const std::string db = "recovery.db";
  std::vector<double> delays = {undisturbed_seconds_ * 0.7};
  for (const double ms : {1.0, 3.0, 8.0, 15.0, 30.0, 60.0}) delays.push_back(ms / 1000);
  for (const double delay : delays) {
    Process process(ingest(db), folder_->path());
    std::this_thread::sleep_for(std::chrono::duration<double>(delay));
    process.send(SIGKILL);
    process.wait();
  }
  expect_sound(db, "after kills during recovery");
  expect_finished(db, "after kills during recovery");
}

// A7: a reader is never refused and never sees a part of a batch.
TEST_F(Robustness, ReadersSeeWholeBatchesDuringIngest) {
  const std::string db = "readers.db";
  ASSERT_EQ(run(words(db, {"ingest", in("docs/0001.xml")})).status, 0);
  const test::TemporaryFolder scratch;
  Process writer(ingest(db), scratch.path());
  int reads = 0;
  for (std::string documents; documents.find("\"documents\":700,") == std::string::npos && reads < 2000; ++reads) {
    const Finished status = run(words(db, {"status", "--format", "ndjson"}));
    ASSERT_EQ(status.status, 0) << status.err;
    documents = status.out;
    const bool whole = documents.find("\"documents\":1,") != std::string::npos ||
                       documents.find("\"documents\":512,") != std::string::npos ||
                       documents.find("\"documents\":513,") != std::string::npos ||
                       documents.find("\"documents\":700,") != std::string::npos;
    EXPECT_TRUE(whole) << documents;
  }
  EXPECT_EQ(writer.wait().status, 0);
  EXPECT_GT(reads, 1);
  EXPECT_TRUE(dump(db) == golden_);
}

// A11 and A13: neither locale nor time zone nor threads nor the order of files change a byte.
TEST_F(Robustness, LocalesAndThreadsChangeNothing) {
  for (const char* environment :
       {"LC_ALL=C", "LC_ALL=tr_TR.UTF-8 TZ=Asia/Kathmandu", "LC_ALL=de_DE.UTF-8 LANGUAGE=de"}) {
    const std::string db = "locale.db";
    for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(in(db + suffix));
    const std::string command = fmt::format("{} exec '{}' --db '{}' -q ingest --jobs 1 '{}'", environment,
                                            test::program().string(), in(db), in("docs"));
    EXPECT_EQ(run({"/bin/sh", "-c", command}).status, 0) << environment;
    EXPECT_TRUE(dump(db) == golden_) << environment;
  }
}

// A10: whichever bit flips, no crash and no wrong dump: it is found and repaired from texts and sources, or the file is
// refused.
TEST_F(Robustness, FlippedBitsAreFoundAndRepaired) {
  ASSERT_EQ(run(ingest("whole.db")).status, 0);
  const std::string sound = test::read_file(in("whole.db"));
  std::mt19937_64 random(20261123);
  int repaired = 0;
  for (int i = 0; i < 10; ++i) {
    const std::string db = "flipped.db";
    for (const char* suffix : {"", "-wal", "-shm", ".damaged"}) fs::remove(in(db + suffix));
    std::string bytes = sound;
    const std::size_t at = random() % bytes.size();
    const unsigned bit = static_cast<unsigned>(random() % 8);
    bytes[at] = static_cast<char>(bytes[at] ^ (1u << bit));
    test::write_file(in(db), bytes);
    const std::string when = fmt::format("bit {} of byte {}", bit, at);
    const Finished check = run(words(db, {"check", "--deep"}));
    ASSERT_TRUE(check.status == 0 || check.status == 1 || check.status == 4)
        << when << ": " << check.status << check.err;
    if (check.status == 0) {
      EXPECT_TRUE(dump(db) == golden_) << when << ": not found";
      continue;
    }
    const Finished rebuilt = run(words(db, {"rebuild"}));
    ASSERT_TRUE(rebuilt.status == 0 || rebuilt.status == 3 || rebuilt.status == 4) << when << ": " << rebuilt.err;
    if (rebuilt.status != 0) continue;  // it said what is lost
    ++repaired;
    expect_sound(db, when);
    EXPECT_TRUE(dump(db) == golden_) << when << ": not repaired\n" << check.out;
    if (HasFailure()) return;
  }
  EXPECT_GT(repaired, 0);
}

// A12: a first Ctrl-C or SIGTERM ends within 2 s with status 130, and what is stored is whole.
TEST_F(Robustness, EndsInOrderOnSignals) {
  for (const int signal_number : {SIGINT, SIGTERM}) {
    const std::string db = fmt::format("signal{}.db", signal_number);
    Process process(ingest(db), folder_->path());
    std::this_thread::sleep_for(std::chrono::duration<double>(undisturbed_seconds_ * 0.4));
    process.send(signal_number);
    const auto start = Clock::now();
    const Finished finished = process.wait();
    EXPECT_LT(std::chrono::duration<double>(Clock::now() - start).count(), 2.0);
    if (finished.status == 0) continue;  // it was done before the signal came
    EXPECT_EQ(finished.status, 130) << finished.err;
    expect_sound(db, "after a signal");
    expect_finished(db, "after a signal");
  }
}

// A6: both end well, nothing is stored twice.
TEST_F(Robustness, LetsTwoWritersShareAStore) {
  const test::TemporaryFolder other;
  ASSERT_EQ(run(words("two.db", {"ingest", in("docs/0001.xml")})).status, 0);
  Process first(ingest("two.db"), folder_->path());
  Process second(ingest("two.db"), other.path());
  const Finished a = first.wait(), b = second.wait();
  EXPECT_EQ(a.status, 0) << a.err;
  EXPECT_EQ(b.status, 0) << b.err;
  expect_sound("two.db", "after two writers");
  EXPECT_TRUE(dump("two.db") == golden_);
}

// A3 without privileges: no file may grow past a limit.
TEST_F(Robustness, SaysWhenAFileCannotGrow) {
  for (const std::uint64_t limit : {40'000ull, 1'500'000ull}) {
    const std::string db = fmt::format("limit{}.db", limit);
    const Finished full = run(ingest(db), limit);
    EXPECT_EQ(full.status, 4) << full.err;
    EXPECT_NE(full.err, "");
    if (fs::exists(in(db)) && fs::file_size(in(db)) > 0) expect_sound(db, "after a refused write");
    expect_finished(db, "after a refused write");
  }
}

TEST_F(Robustness, SaysWhenTheDiskIsFull) {
  const std::string disk = in("disk");
  fs::create_directory(disk);
  if (mount("warrant-test", disk.c_str(), "tmpfs", 0, "size=4m") != 0) GTEST_SKIP() << "mounting needs privileges";
  const std::string db = disk + "/full.db";
  const Finished full = run(ingest(db));
  EXPECT_EQ(full.status, 4) << full.err;
  EXPECT_NE(full.err, "");
  if (fs::exists(db) && fs::file_size(db) > 0) expect_sound(db, "with a full disk");
  EXPECT_EQ(mount("warrant-test", disk.c_str(), "tmpfs", MS_REMOUNT, "size=256m"), 0);
  expect_finished(db, "after the disk was enlarged");
  // A8: the same store on a read-only file system can be read, and not written.
  EXPECT_EQ(mount("warrant-test", disk.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, "size=256m"), 0);
  test::write_file(in("one-more.xml"), test::jats_article(kArticles + 1));
  EXPECT_EQ(run(words(db, {"ingest", in("one-more.xml")})).status, 4);
  EXPECT_TRUE(dump(db) == golden_);
  EXPECT_EQ(umount(disk.c_str()), 0);
}

TEST_F(Robustness, SaysWhenTheStoreCannotBeMade) {
  const Finished finished = run(words(in("docs/0001.xml") + "/store.db", {"ingest", in("docs")}));
  EXPECT_EQ(finished.status, 4);
  EXPECT_NE(finished.err, "");
}

}  // namespace
}  // namespace warrant
