#include "ingest/pipeline/pipeline.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_pipeline.h>

#include "ingest/pipeline/source_queue.h"
#include "ingest/pipeline/stopwatch.h"
#include "src/base/digest.h"

namespace warrant {
namespace {

// A parsed article needs about ten times its source's bytes, so this bounds memory to some hundred MB.
constexpr std::uint64_t kBytesInFlight = 16ull << 20;
constexpr std::uint64_t kBatchDocuments = 512;
constexpr std::uint64_t kBatchBytes = 32ull << 20;

// One source between the stages.
struct Work {
  Result<Source> source;
  std::uint64_t cost = 0;
  bool current = false;  // stored already, exactly so
  std::uint64_t source_bytes = 0;
  std::string sha256 = {};  // of the source's bytes
  std::vector<Result<IndexedDocument>> documents;
  StageSeconds seconds;
};

// The last stage: one at a time, in input order.
class Writer {
 public:
  Writer(Store& store, std::mutex& store_mutex, const IngestOptions& options)
      : store_(store), store_mutex_(store_mutex), options_(options) {}

  IngestReport& report() { return report_; }
  const std::optional<Error>& fatal() const { return fatal_; }

  // False when the store cannot be used any more.
  bool take(Work& work) {
    Stopwatch watch;
    add(report_.stages, work.seconds);
    report_.source_bytes += work.source_bytes;
    if (!work.source) {
      refuse(work.source.error());
    } else {
      if (!work.source->note.empty())
        report_.notes.push_back({work.source->name, {ErrorCode::kCorrupt, work.source->note, work.source->name}});
      if (work.current) ++report_.unchanged;
      bool whole = !work.current;
      for (Result<IndexedDocument>& document : work.documents) {
        whole = whole && document.has_value();
        if (!document)
          refuse(document.error(), work.source->name);
        else if (!put(*document, whole))
          return false;
      }
      if (whole && !finish(work)) return false;
      if (batch_documents_ >= kBatchDocuments || batch_bytes_ >= kBatchBytes)
        if (!commit()) return false;
    }
    report_.stages.store += watch.lap();
    if (options_.progress) options_.progress(report_);
    return true;
  }

  bool commit() {
    if (!open_) return true;
    open_ = false;
    batch_documents_ = batch_bytes_ = 0;
    const std::lock_guard lock(store_mutex_);
    return usable(store_.commit()) && usable(store_.maintain());
  }

  void rollback() {
    const std::lock_guard lock(store_mutex_);
    if (std::exchange(open_, false)) (void)store_.rollback();
  }

 private:
  static void add(StageSeconds& sum, const StageSeconds& more) {
    sum.fetch += more.fetch;
    sum.read += more.read;
    sum.segment += more.segment;
    sum.extract += more.extract;
    sum.link += more.link;
    sum.store += more.store;
  }

  void refuse(const Error& error, const std::string& source = {}) {
    const std::string& name = source.empty() ? error.where : source;
    if (error.code == ErrorCode::kInterrupted) return;  // the run's, not the source's
    if (error.code == ErrorCode::kUnsupported) {
      ++report_.skipped;
      ++report_.skipped_by_reason[error.message];
      report_.skips.push_back({name, error});
    } else {
      ++report_.failed;
      report_.failures.push_back({name, error});
    }
  }

  bool usable(const Result<void>& result) {
    if (!result) fatal_ = result.error();
    return result.has_value();
  }

  // The next run need not read this source again.
  bool finish(const Work& work) {
    if (options_.dry_run) return true;
    const std::lock_guard lock(store_mutex_);
    return usable(store_.finished(work.source->name, work.sha256));
  }

  // `stored` becomes false when this document was refused, though the store is fine.
  bool put(const IndexedDocument& document, bool& stored) {
    Result<Change> change = Change::kNew;
    if (options_.dry_run) {
      change = foresee(document);
    } else {
      const std::lock_guard lock(store_mutex_);
      if (!open_) {
        if (!usable(store_.begin())) return false;
        open_ = true;
      }
      change = store_.put(document);
    }
    if (!change) {
      if (change.error().code == ErrorCode::kCorrupt) {  // this document only: its spans do not fit its text
        refuse(change.error(), document.source);
        stored = false;
        return true;
      }
      fatal_ = change.error();
      return false;
    }
    ++(*change == Change::kNew ? report_.created : *change == Change::kUpdated ? report_.updated : report_.unchanged);
    if (*change != Change::kUnchanged) {
      report_.claims += document.claims.size();
      for (const Claim& claim : document.claims) ++report_.claims_by_measure[claim.measure];
    }
    ++batch_documents_;
    batch_bytes_ += document.document.text.size();
    return true;
  }

  Result<Change> foresee(const IndexedDocument& document) const {
    const std::lock_guard lock(store_mutex_);
    const Result<DocumentRecord> old = store_.document(document.id);
    if (old) return old->sha256 == document.sha256 ? Change::kUnchanged : Change::kUpdated;
    if (old.error().code == ErrorCode::kNotFound) return Change::kNew;
    return tl::unexpected(old.error());
  }

  Store& store_;
  std::mutex& store_mutex_;
  const IngestOptions& options_;
  IngestReport report_;
  std::optional<Error> fatal_;
  bool open_ = false;
  std::uint64_t batch_documents_ = 0, batch_bytes_ = 0;
};

// Runs fetch() on a thread of its own: it hands sources over by calling, the pipeline takes them by asking.
class FetchThread {
 public:
  FetchThread(SourceQueue& queue, const IngestOptions& options, const std::function<bool()>& interrupted)
      : queue_(queue), thread_([this, &options, &interrupted] { run(options, interrupted); }) {}
  ~FetchThread() { join(); }
  FetchThread(const FetchThread&) = delete;
  FetchThread& operator=(const FetchThread&) = delete;

  void join() {
    queue_.close();
    if (thread_.joinable()) thread_.join();
  }
  double seconds() const { return seconds_; }  // CPU time; after join()

 private:
  void run(const IngestOptions& options, const std::function<bool()>& interrupted) {
    Stopwatch watch;
    FetchLimits limits = options.limits;
    limits.interrupted = interrupted;
    bool go_on = true;
    for (const std::string& path : options.paths) {
      const Result<void> fetched = fetch(path, limits, [&](Result<Source> source) {
        go_on = queue_.push(std::move(source)) && !interrupted();
        return go_on;
      });
      if (!fetched) go_on = queue_.push(tl::unexpected(fetched.error()));
      if (!go_on) break;
    }
    seconds_ = watch.lap();
    queue_.finish();
  }

  SourceQueue& queue_;
  double seconds_ = 0;
  std::thread thread_;
};

}  // namespace

Result<IngestReport> ingest(Store& store, const IngestOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  const int jobs = options.jobs > 0 ? options.jobs : tbb::info::default_concurrency();
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(jobs));

  store.use_versions(pipeline_versions());
  WARRANT_TRY(new_store, store.empty());  // with nothing to compare with
  std::mutex store_mutex;
  std::atomic<bool> stop = false, interrupted = false;
  const std::function<bool()> stopping = [&] {
    if (!interrupted && options.interrupted && options.interrupted()) interrupted = true;
    return stop || interrupted;
  };

  Writer writer(store, store_mutex, options);
  SourceQueue queue(kBytesInFlight);
  FetchThread fetcher(queue, options, stopping);

  const auto take = [&](tbb::flow_control& flow) -> std::unique_ptr<Work> {
    std::optional<Result<Source>> source;
    if (!stopping()) source = queue.pop();
    if (!source) {
      flow.stop();
      return nullptr;
    }
    const std::uint64_t cost = SourceQueue::cost(*source);
    return std::make_unique<Work>(Work{std::move(*source), cost, false, 0, {}, {}, {}});
  };
  const auto index = [&](std::unique_ptr<Work> work) {
    if (!work->source || stopping()) return work;
    work->source_bytes = work->source->bytes.size();
    Stopwatch watch;
    work->sha256 = sha256_hex(work->source->bytes);
    work->seconds.read += watch.lap();
    if (!new_store) {
      const std::lock_guard lock(store_mutex);
      const Result<bool> current = store.is_current(work->source->name, work->sha256);
      work->current = current && *current;  // a store that cannot tell will say so when it is written to
      work->seconds.store += watch.lap();
    }
    if (!work->current) work->documents = index_source(*work->source, work->sha256, work->seconds);
    work->source->bytes = {};
    return work;
  };
  const auto write = [&](std::unique_ptr<Work> work) {
    if (!stopping() && !writer.take(*work)) stop = true;
    queue.release(work->cost);
  };
  tbb::parallel_pipeline(
      static_cast<std::size_t>(jobs) * 16,
      tbb::make_filter<void, std::unique_ptr<Work>>(tbb::filter_mode::serial_in_order, take) &
          tbb::make_filter<std::unique_ptr<Work>, std::unique_ptr<Work>>(tbb::filter_mode::parallel, index) &
          tbb::make_filter<std::unique_ptr<Work>, void>(tbb::filter_mode::serial_in_order, write));
  if (!writer.fatal()) writer.commit();
  if (writer.fatal()) {
    writer.rollback();
    return tl::unexpected(*writer.fatal());
  }
  fetcher.join();
  IngestReport report = std::move(writer.report());
  report.stages.fetch = fetcher.seconds();
  report.interrupted = interrupted;
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return report;
}

}  // namespace warrant
