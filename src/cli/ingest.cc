// warrant ingest PATH…: files, folders and archives into the store.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <thread>

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include "ingest/fetch/fetcher.h"
#include "ingest/pipeline/pipeline.h"
#include "src/cli/common.h"
#include "src/model/json.h"

namespace warrant {
namespace {

// A signal handler can only reach a global.
std::atomic<bool> interrupt_asked = false;
static_assert(std::atomic<bool>::is_always_lock_free);

// A single document may take longer than people wait: the batch that is open then is rolled back, as after a crash.
void on_alarm(int) { _exit(kInterruptedByUser); }

void on_signal(int) {
  interrupt_asked = true;
  alarm(2);
}

// The first Ctrl-C or SIGTERM ends the run in order, within 2 s; the second one at once (the handler is gone by then).
void catch_signals() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  action.sa_handler = on_alarm;
  sigaction(SIGALRM, &action, nullptr);
}

// Names failures as they happen, and shows how far the run is: one line that is rewritten on a terminal, else a line
// per 1,000 documents.
class Progress {
 public:
  // Counts on a thread of its own what is to come, for a terminal.
  Progress(const Invocation& invocation, const std::vector<std::string>& paths) : invocation_(invocation) {
    if (invocation.quiet || !invocation.terminal_errors) return;
    counter_ = std::thread([this, paths] {
      std::uint64_t bytes = 0;
      for (const std::string& path : paths) bytes += expected_bytes(path, [this] { return stop_.load(); });
      expected_ = bytes;
    });
  }
  ~Progress() {
    stop_ = true;
    if (counter_.joinable()) counter_.join();
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void operator()(const IngestReport& report) {
    for (; failures_ < report.failures.size(); ++failures_) {
      wipe();
      complain(to_string(report.failures[failures_].error));
    }
    for (; notes_ < report.notes.size(); ++notes_) {
      wipe();
      remark(invocation_, to_string(report.notes[notes_].error));
    }
    if (invocation_.quiet) return;
    const std::uint64_t documents = report.created + report.updated + report.unchanged;
    const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
    // How far, and how long still: told by bytes, as soon as the files are counted.
    const auto left = [&]() -> std::string {
      const auto all = static_cast<double>(expected_.load());
      const auto done = static_cast<double>(report.source_bytes + report.unread_bytes);
      if (all <= 0 || done <= 0) return "";
      const double share = std::min(done / all, 1.0);
      const auto more = static_cast<long>(seconds / share * (1 - share) + 0.5);
      return fmt::format(", {:.0f} %, {}:{:02} left", share * 100, more / 60, more % 60);
    };
    const auto line = [&] {
      return fmt::format("{} documents, {} claims, {:.1f} MB/s, {} failed", documents, report.claims,
                         static_cast<double>(report.source_bytes) / 1e6 / std::max(seconds, 1e-3), report.failed);
    };
    if (invocation_.terminal_errors) {
      if (seconds - drawn_ < 0.1) return;
      drawn_ = seconds;
      shown_ = true;
      fmt::print(stderr, "\r\033[K{}{}", line(), left());
      std::fflush(stderr);
    } else if (documents / 1000 > thousands_) {
      thousands_ = documents / 1000;
      remark(invocation_, line());
    }
  }

  void wipe() {
    if (std::exchange(shown_, false)) fmt::print(stderr, "\r\033[K");
  }

 private:
  using Clock = std::chrono::steady_clock;
  const Invocation& invocation_;
  Clock::time_point start_ = Clock::now();
  std::size_t failures_ = 0, notes_ = 0;
  std::uint64_t thousands_ = 0;
  double drawn_ = -1;
  bool shown_ = false;
  std::atomic<std::uint64_t> expected_ = 0;  // bytes, 0 = not counted yet
  std::atomic<bool> stop_ = false;
  std::thread counter_;
};

struct Row {
  std::string what;
  std::string value;  // JSON: a number
};

std::vector<Row> rows_of(const IngestReport& report, bool profile) {
  std::vector<Row> rows;
  const auto count = [&](std::string what, std::uint64_t n) { rows.push_back({std::move(what), std::to_string(n)}); };
  count("new", report.created);
  count("updated", report.updated);
  count("unchanged", report.unchanged);
  if (report.withdrawn > 0) count("withdrawn", report.withdrawn);
  count("skipped", report.skipped);
  // The most frequent reasons; a folder of strange files would have hundreds (all of them: --errors).
  std::vector<std::pair<std::string, std::uint64_t>> reasons(report.skipped_by_reason.begin(),
                                                             report.skipped_by_reason.end());
  std::stable_sort(reasons.begin(), reasons.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  constexpr std::size_t kReasonsShown = 10;
  std::uint64_t others = 0;
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    if (i < kReasonsShown)
      count("skipped: " + reasons[i].first, reasons[i].second);
    else
      others += reasons[i].second;
  }
  if (others > 0) count("skipped: other reasons", others);
  count("failed", report.failed);
  for (const auto& [reason, n] : report.failed_by_reason) count("failed: " + reason, n);
  count("claims", report.claims);
  for (const auto& [measure, n] : report.claims_by_measure) count("claims: " + measure, n);
  const double megabytes = static_cast<double>(report.source_bytes) / 1e6;
  const auto number = [&](const char* what, double value) { rows.push_back({what, fmt::format("{:.2f}", value)}); };
  number("megabytes", megabytes);
  number("seconds", report.seconds);
  number("megabytes per second", megabytes / std::max(report.seconds, 1e-3));
  const StageSeconds& s = report.stages;
  const std::pair<const char*, double> stages[] = {{"fetch", s.fetch},     {"read", s.read}, {"segment", s.segment},
                                                   {"extract", s.extract}, {"link", s.link}, {"store", s.store}};
  for (const auto& [stage, seconds] : stages) number(fmt::format("cpu seconds: {}", stage).c_str(), seconds);
  if (!profile) return rows;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  const double all = of(usage.ru_utime) + of(usage.ru_stime);
  for (const auto& [stage, seconds] : stages)
    number(fmt::format("% of cpu time: {}", stage).c_str(), 100 * seconds / std::max(all, 1e-3));
  number("cpu seconds", all);
  number("cores busy", all / std::max(report.seconds, 1e-3));
  const auto documents = static_cast<double>(report.created + report.updated + report.unchanged);
  number("documents per second", documents / std::max(report.seconds, 1e-3));
  number("cpu milliseconds per document", 1000 * all / std::max(documents, 1.0));
  number("megabytes of memory at most", static_cast<double>(usage.ru_maxrss) / 1024);  // Linux: KiB
  return rows;
}

std::string table(const std::vector<Row>& rows, std::string_view format) {
  std::string out;
  std::size_t width = 0;
  for (const Row& row : rows) width = std::max(width, row.what.size());
  for (const Row& row : rows) {
    if (format == "json" || format == "ndjson")
      out += fmt::format("{}{}:{}", out.empty() ? "{\"schema\":1," : ",", json_quote(row.what), row.value);
    else if (format == "csv")
      out += fmt::format("{}\"{}\",{}\r\n", out.empty() ? "what,value\r\n" : "", row.what, row.value);
    else if (format == "markdown")
      out += fmt::format("{}| {} | {} |\n", out.empty() ? "| what | value |\n|---|---|\n" : "", row.what, row.value);
    else
      out += fmt::format("{:<{}}  {:>10}\n", row.what, width, row.value);
  }
  if (format == "json" || format == "ndjson") out += "}\n";
  return out;
}

// What a dry run would do to each document, for people.
std::string foreseen_lines(const IngestReport& report) {
  std::string out;
  for (const Foreseen& f : report.foreseen)
    out += terminal_safe(fmt::format("{:<9}  {}  {}", f.what, f.document, f.source)) + '\n';
  return out;
}

std::string foreseen_json(const IngestReport& report) {
  std::string out = "[";
  for (const Foreseen& f : report.foreseen)
    out += fmt::format("{}{{\"change\":\"{}\",\"document\":{},\"source\":{}}}", out.size() > 1 ? "," : "", f.what,
                       json_quote(f.document), json_quote(f.source));
  return out + "]";
}

Result<void> write_errors(const std::string& path, const IngestReport& report) {
  std::string out;
  const auto line = [&](const char* status, const IngestFailure& failure) {
    out += fmt::format("{{\"schema\":1,\"status\":\"{}\",\"source\":{},\"code\":{},\"message\":{},\"where\":{}}}\n",
                       status, json_quote(failure.source), json_quote(error_code_name(failure.error.code)),
                       json_quote(failure.error.message), json_quote(failure.error.where));
  };
  for (const IngestFailure& failure : report.failures) line("failed", failure);
  for (const IngestFailure& skip : report.skips) line("skipped", skip);
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return fail(ErrorCode::kIo, "cannot be written", path);
  const bool written = std::fwrite(out.data(), 1, out.size(), file) == out.size();
  if (std::fclose(file) != 0 || !written) return fail(ErrorCode::kIo, "could not be written completely", path);
  return {};
}

struct Options {
  IngestOptions ingest;
  std::string errors, files_from;
  std::uint64_t max_archive_gib = 2;
  bool profile = false;
};

Result<void> add_listed_paths(Options& options) {
  if (options.files_from.empty()) return {};
  WARRANT_TRY(list, read_input(options.files_from));
  for (const std::string_view path : lines_of(list))
    if (!path.empty()) options.ingest.paths.emplace_back(path);
  return {};
}

int run(const Options& given, const Invocation& invocation) {
  Options options = given;
  if (const Result<void> listed = add_listed_paths(options); !listed) return report(listed.error());
  if (options.ingest.paths.empty()) {
    complain("ingest: name at least one file, folder or archive, or --files-from LIST");
    return kUsage;
  }
  options.ingest.program_version = WARRANT_VERSION;
  options.ingest.limits.max_archive_bytes = options.max_archive_gib << 30;
  const bool absent = !std::filesystem::exists(invocation.db);
  // A dry run leaves no trace: it compares with a store in memory when there is none.
  const std::string path = options.ingest.dry_run && absent ? ":memory:" : invocation.db;
  const auto mode = options.ingest.dry_run && !absent ? Store::Mode::kRead : Store::Mode::kWrite;
  auto store = Store::open(path, mode);
  if (!store) return report_store(store.error());
  catch_signals();
  Progress progress(invocation, options.ingest.paths);
  options.ingest.interrupted = [] { return interrupt_asked.load(); };
  options.ingest.progress = [&](const IngestReport& so_far) { progress(so_far); };
  const Result<IngestReport> result = ingest(*store, options.ingest);
  progress.wipe();
  if (!result) return report_store(result.error());
  int status = result->interrupted ? kInterruptedByUser : result->failed > 0 ? kSomeFailed : kDone;
  if (!options.errors.empty())
    if (const Result<void> written = write_errors(options.errors, *result); !written) {
      complain(to_string(written.error()));
      if (status == kDone) status = kSomeFailed;
    }
  std::vector<Row> rows = rows_of(*result, options.profile);
  const std::string_view format = invocation.renderer->name;
  if (options.ingest.dry_run && (format == "json" || format == "ndjson"))
    rows.push_back({"changes", foreseen_json(*result)});
  if (options.ingest.dry_run && format == "text") print(foreseen_lines(*result));
  print(table(rows, format));
  if (options.ingest.dry_run) remark(invocation, "a dry run: nothing was stored");
  if (options.ingest.claims_later && result->created + result->updated > 0)
    remark(invocation, "claims of what is new are still to be derived: `warrant reindex` does it");
  if (result->interrupted) remark(invocation, "interrupted; what is counted above is stored, run it again to go on");
  return status;
}

std::function<int(const Invocation&)> configure(Arguments& app) {
  auto options = std::make_shared<Options>();
  app.option("PATH", options->ingest.paths, "files, folders, .gz, .tar, .tar.gz, .zip");
  app.option("--jobs", options->ingest.jobs, "threads (else all cores)").between(1, 1024).named("N");
  app.option("--errors", options->errors, "what failed and what was skipped, with reasons, as NDJSON").named("FILE");
  app.option("--files-from", options->files_from, "a list of paths, one a line; - is stdin").named("FILE");
  app.option("--max-archive", options->max_archive_gib, "GiB that one archive may unpack to (2)")
      .between(1, 1 << 20)
      .named("GIB");
  app.flag("--claims-later", options->ingest.claims_later,
           "store texts for search now; `reindex` derives their claims later");
  app.flag("--dry-run", options->ingest.dry_run, "say what would change, store nothing");
  app.flag("--rehash", options->ingest.rehash, "read every file, also where size and times say it is unchanged");
  app.flag("--profile", options->profile, "also print where the time went, cores used, memory");
  return [options](const Invocation& invocation) { return run(*options, invocation); };
}

}  // namespace

extern const Command ingest_command;
const Command ingest_command = {"ingest", "take in files, folders and archives", configure};

}  // namespace warrant
