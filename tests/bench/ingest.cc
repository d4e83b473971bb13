// The whole ingest (archive to committed store) beside what raw FTS5 takes for the same sentences, in one run.
//   bench_ingest [--jobs N] [PATH…]     default: the real corpus beside the checkout
#include <sys/resource.h>

#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <sqlite3.h>

#include "ingest/pipeline/pipeline.h"

namespace {

namespace fs = std::filesystem;
using namespace warrant;
using Clock = std::chrono::steady_clock;

// Wall time, and CPU time of all threads, which other loads of the machine disturb less.
struct Cost {
  double wall = 0, cpu = 0;
};

Cost now() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return {std::chrono::duration<double>(Clock::now().time_since_epoch()).count(),
          seconds(usage.ru_utime) + seconds(usage.ru_stime)};
}

Cost since(const Cost& start) {
  const Cost end = now();
  return {end.wall - start.wall, end.cpu - start.cpu};
}

[[noreturn]] void give_up(const std::string& why) {
  fmt::print(stderr, "bench_ingest: {}\n", why);
  std::exit(1);
}

void execute(sqlite3* database, const char* sql) {
  char* message = nullptr;
  if (sqlite3_exec(database, sql, nullptr, nullptr, &message) != SQLITE_OK) give_up(message);
}

// What indexing the sentences costs, commit included. `with_text`: a table keeps the text.
Cost raw_fts5(const fs::path& path, const std::vector<std::string>& sentences, bool with_text) {
  for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(path.string() + suffix);
  sqlite3* database = nullptr;
  if (sqlite3_open(path.c_str(), &database) != SQLITE_OK) give_up("cannot create a database");
  execute(database, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;");
  execute(database, with_text ? "CREATE TABLE s (id INTEGER PRIMARY KEY, text TEXT);"
                                "CREATE VIRTUAL TABLE f USING fts5(text, content='s', content_rowid='id', "
                                "tokenize='porter unicode61 remove_diacritics 2');"
                              : "CREATE VIRTUAL TABLE f USING fts5(text, content='', "
                                "tokenize='porter unicode61 remove_diacritics 2');");
  execute(database, "INSERT INTO f(f, rank) VALUES('hashsize', 16777216);");
  const Cost start = now();
  execute(database, "BEGIN IMMEDIATE");
  sqlite3_stmt *index = nullptr, *keep = nullptr;
  sqlite3_prepare_v2(database, "INSERT INTO f(rowid, text) VALUES(?, ?)", -1, &index, nullptr);
  if (with_text) sqlite3_prepare_v2(database, "INSERT INTO s(id, text) VALUES(?, ?)", -1, &keep, nullptr);
  for (std::size_t i = 0; i < sentences.size(); ++i)
    for (sqlite3_stmt* statement : {keep, index}) {
      if (statement == nullptr) continue;
      sqlite3_bind_int64(statement, 1, static_cast<sqlite3_int64>(i + 1));
      sqlite3_bind_text(statement, 2, sentences[i].data(), static_cast<int>(sentences[i].size()), nullptr);
      if (sqlite3_step(statement) != SQLITE_DONE) give_up(sqlite3_errmsg(database));
      sqlite3_reset(statement);
    }
  execute(database, "COMMIT");
  const Cost cost = since(start);
  sqlite3_finalize(index);
  sqlite3_finalize(keep);
  sqlite3_close(database);
  for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(path.string() + suffix);
  return cost;
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

}  // namespace

int main(int argc, char** argv) {
  IngestOptions options;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--jobs") == 0 && i + 1 < argc)
      options.jobs = std::atoi(argv[++i]);
    else
      options.paths.emplace_back(argv[i]);
  }
  if (options.paths.empty()) {
    const char* shared = std::getenv("WARRANT_SHARED");
    options.paths.push_back((fs::path(shared != nullptr ? shared : "../shared") / "data/pmc-oa-ccby.tar.gz").string());
  }
  const fs::path folder = fs::temp_directory_path() / fmt::format("warrant-bench-{}", getpid());
  fs::create_directories(folder);
  auto store = Store::open((folder / "store.db").string(), Store::Mode::kWrite);
  if (!store) give_up(to_string(store.error()));
  const Cost start = now();
  const auto report = ingest(*store, options);
  const Cost whole = since(start);
  if (!report) give_up(to_string(report.error()));
  const double peak = peak_megabytes();

  std::vector<std::string> sentences;
  std::size_t text = 0, sentence_bytes = 0;
  const auto ids = store->document_ids();
  if (!ids) give_up(to_string(ids.error()));
  for (const std::string& id : *ids) {
    const auto loaded = store->load(id);
    if (!loaded) give_up(to_string(loaded.error()));
    text += loaded->document.text.size();
    for (const Sentence& s : loaded->sentences) {
      sentences.emplace_back(slice(loaded->document.text, s.span));
      sentence_bytes += sentences.back().size();
    }
  }
  const auto status = store->status();
  const Cost contentless = raw_fts5(folder / "raw.db", sentences, false);
  const Cost with_text = raw_fts5(folder / "raw.db", sentences, true);
  fs::remove_all(folder);

  const double mb = static_cast<double>(report->source_bytes) / 1e6;
  fmt::print(
      "documents {}, failed {}, claims {}, sentences {}, source {:.1f} MB, text {:.1f} MB, sentences {:.1f} MB\n",
      report->created, report->failed, report->claims, sentences.size(), mb, static_cast<double>(text) / 1e6,
      static_cast<double>(sentence_bytes) / 1e6);
  fmt::print("whole ingest       {:6.2f} s, CPU {:6.2f}  {:6.1f} MB/s  {:6.0f} documents/s  peak {:.0f} MiB\n",
             whole.wall, whole.cpu, mb / whole.wall, static_cast<double>(report->created) / whole.wall, peak);
  for (const auto& [name, raw] :
       {std::pair{"raw FTS5         ", contentless}, std::pair{"raw FTS5 and text", with_text}})
    fmt::print("{}  {:6.2f} s, CPU {:6.2f}  ratio {:.2f} (goal 1.6), of CPU {:.2f}\n", name, raw.wall, raw.cpu,
               whole.wall / raw.wall, whole.cpu / raw.cpu);
  const StageSeconds& s = report->stages;
  fmt::print("cpu seconds: fetch {:.2f}, read {:.2f}, segment {:.2f}, extract {:.2f}, link {:.2f}, store {:.2f}\n",
             s.fetch, s.read, s.segment, s.extract, s.link, s.store);
  if (status)
    fmt::print("store {:.1f} MB = {:.2f} x text\n", static_cast<double>(status->file_bytes) / 1e6,
               static_cast<double>(status->file_bytes) / static_cast<double>(text));
  return report->failed == 0 ? 0 : 1;
}
