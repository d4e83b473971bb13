// The program under disturbance: kills, signals, two writers, full disks. After each, the store is sound, the work can
// be finished, and the result equals that of an undisturbed run, byte for byte (reliability A1-A3, A5-A8, A10-A13).
// Kills at named points, failing calls and lost power: tests/src/store/io_fault_test.cc.
#include <chrono>
#include <filesystem>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <sys/mount.h>

#include "src/store/store.h"
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
      test::write_file(folder_->path() / fmt::format("docs/{:04}.xml", i), test::jats_article(i, 1, 1));
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
    ASSERT_GT(golden_.size(), 1000u * kArticles);
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
  // After a kill: whole batches, or nothing yet.
  static void expect_sound_so_far(const std::string& db, const std::string& when) {
    if (!fs::exists(in(db)) || fs::file_size(in(db)) == 0) return;
    const Finished check = run(words(db, {"check", "--deep"}));
    if (check.status == 4 && check.err.find("an empty file") != std::string::npos) return;
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
    expect_sound_so_far(db, when);
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
  expect_sound_so_far(db, "after kills during recovery");
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

// A10: whichever bit flips, a page is zeroed, the end is cut off, another store's log comes beside it: no crash and no
// wrong dump. It is found and repaired from texts and sources, or the file is refused.
TEST_F(Robustness, DamageIsFoundAndRepaired) {
  ASSERT_EQ(run(ingest("whole.db")).status, 0);
  const std::string sound = test::read_file(in("whole.db"));
  std::string foreign_log;
  {
    auto other = Store::open(in("other.db"), Store::Mode::kWrite);
    ASSERT_TRUE(other);
    for (int i = 0; i < 40; ++i)
      ASSERT_TRUE(other->import_vocabulary(fmt::format("v{}", i), {{"1", "glioma", {"tumour"}}}));
    foreign_log = test::read_file(in("other.db-wal"));
    ASSERT_GT(foreign_log.size(), 4096u);
  }
  std::mt19937_64 random(20261123);
  int repaired = 0;
  for (int i = 0; i < 10; ++i) {
    const std::string db = "damaged.db";
    for (const char* suffix : {"", "-wal", "-shm", ".damaged"}) fs::remove(in(db + suffix));
    std::string bytes = sound, when;
    const std::size_t at = random() % bytes.size();
    if (i < 6) {
      const unsigned bit = static_cast<unsigned>(random() % 8);
      bytes[at] = static_cast<char>(bytes[at] ^ (1u << bit));
      when = fmt::format("bit {} of byte {} flipped", bit, at);
    } else if (i < 8) {
      bytes.replace(at / 4096 * 4096, 4096, 4096, '\0');
      when = fmt::format("page {} zeroed", at / 4096 + 1);
    } else if (i == 8) {
      bytes.resize(at);
      when = fmt::format("cut at {}", at);
    } else {
      test::write_file(in(db + "-wal"), foreign_log);
      when = "with the log of another store";
    }
    test::write_file(in(db), bytes);
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

// A12: a second Ctrl-C ends it at once.
TEST_F(Robustness, EndsAtOnceOnASecondSignal) {
  Process process(ingest("signals.db"), folder_->path());
  std::this_thread::sleep_for(std::chrono::duration<double>(undisturbed_seconds_ * 0.5));
  process.send(SIGINT);
  process.send(SIGINT);
  const auto start = Clock::now();
  const Finished finished = process.wait();
  EXPECT_LT(std::chrono::duration<double>(Clock::now() - start).count(), 1.0);
  EXPECT_TRUE(finished.status == 128 + SIGINT || finished.status == 130 || finished.status == 0) << finished.status;
  expect_finished("signals.db", "after two signals");
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
  test::write_file(in("one-more.xml"), test::jats_article(kArticles + 1, 1, 1));
  EXPECT_EQ(run(words(db, {"ingest", in("one-more.xml")})).status, 4);
  EXPECT_TRUE(dump(db) == golden_);
  EXPECT_EQ(umount(disk.c_str()), 0);
}

// A3: the store is kept, and it is said what could not be written.
TEST_F(Robustness, SaysWhenOutputCannotBeWritten) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "no device that is always full";
  const std::string program = test::program().string(), one = in("docs/0001.xml");
  test::write_file(in("other.pdf"), "%PDF-1.7 ");
  for (const auto& [command, said] :
       {std::pair{"ingest --errors /dev/full '" + in("other.pdf") + "'", "/dev/full: could not be written completely"},
        {"ingest '" + one + "' >/dev/full", "cannot write the output"},
        {"dump >/dev/full", "cannot write the output"}}) {
    const Finished finished =
        run({"/bin/sh", "-c", fmt::format("exec '{}' --db '{}' {}", program, in("out.db"), command)});
    EXPECT_EQ(finished.status, 3) << command << finished.err;
    EXPECT_NE(finished.err.find(said), std::string::npos) << command << finished.err;
  }
  expect_sound("out.db", "after output that failed");
}

// A5: little memory is an error that is said, or is enough; never a crash, and what is stored is whole.
TEST_F(Robustness, SaysWhenMemoryIsShort) {
  for (const int kib : {60'000, 120'000, 250'000}) {
    const std::string db = fmt::format("memory{}.db", kib);
    const Finished finished = run({"/bin/sh", "-c",
                                   fmt::format("ulimit -v {} && exec '{}' --db '{}' -q ingest --jobs 1 '{}'", kib,
                                               test::program().string(), in(db), in("docs"))});
    // 3: an input that could not be opened; 127: not even the libraries could be loaded.
    EXPECT_TRUE(finished.status == 0 || finished.status == 127 ||
                ((finished.status == 3 || finished.status == 4) && !finished.err.empty()))
        << kib << ": " << finished.status << " " << finished.err;
    if (fs::exists(in(db)) && fs::file_size(in(db)) > 0) expect_finished(db, "with little memory");
  }
}

TEST_F(Robustness, SaysWhenTheStoreCannotBeMade) {
  const Finished finished = run(words(in("docs/0001.xml") + "/store.db", {"ingest", in("docs")}));
  EXPECT_EQ(finished.status, 4);
  EXPECT_NE(finished.err, "");
}

}  // namespace
}  // namespace warrant
