#include "ingest/pipeline/pipeline.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_pipeline.h>

#include "ingest/pipeline/record.h"
#include "ingest/pipeline/source_queue.h"
#include "ingest/pipeline/stopwatch.h"
#include "src/base/digest.h"
#include "src/store/prepare.h"

namespace warrant {

WARRANT_DEFINE_RECORD(IngestOptions);
WARRANT_DEFINE_RECORD(IngestReport);
namespace {

// A parsed article needs about ten times its source's bytes, so this bounds memory to some hundred MB.
constexpr std::uint64_t kBytesInFlight = 16ull << 20;
// A larger source of many records (a file of PubMed's) goes through in pieces, so that memory stays bounded and all
// cores share it.
constexpr std::size_t kCutAbove = 2u << 20, kPiece = 256u << 10;
constexpr std::size_t kMostRest = 64u << 20;  // a record of a source in parts
constexpr std::uint64_t kUnreadPack = 250;    // files that need not be read go through together
// A run's first batch, then twice as many up to the most: a short run is seen soon, and of a long one each batch is a
// larger segment of the full-text index, so that fewer are merged.
constexpr std::uint64_t kFirstBatch = 512, kMostBatch = 4096;  // documents
constexpr std::uint64_t kBatchBytes = 12ull << 20;

// One source, or one piece of a large one, between the stages.
struct Work {
  Result<Source> source;    // of a piece: its own bytes
  std::uint64_t cost = 0;   // what the queue is told when it is written
  std::string sha256 = {};  // of the whole source's bytes; "" = not yet known
  std::uint64_t whole_bytes = 0;
  const Reader* reader = nullptr;  // of a piece
  std::size_t first_line = 1;
  bool first = true, last = true;  // piece of its source
  bool current = false;            // stored already, exactly so
  std::uint64_t source_bytes = 0;
  std::vector<Result<IndexedDocument>> documents = {};
  std::vector<Result<Prepared>> prepared = {};  // of documents that are values, in order; none in a dry run
  StageSeconds seconds = {};
};

// Hands out sources whole, and large sets of records piece by piece.
class Cutter {
 public:
  // `is_current`: of a source's name and sha256.
  Cutter(SourceQueue& queue, std::function<bool(const std::string&, const std::string&)> is_current)
      : queue_(queue), is_current_(std::move(is_current)) {}

  // Null after the last.
  std::unique_ptr<Work> next() {
    if (next_ < pieces_.size()) return piece();
    std::optional<Result<Source>> source = queue_.pop();
    if (!source) return nullptr;
    const std::uint64_t cost = SourceQueue::cost(*source);
    if (parts_ || (*source && (*source)->more)) return part(std::move(*source), cost);
    if (*source && (*source)->bytes.size() > kCutAbove) {
      const SourceView view{(*source)->bytes, (*source)->name};
      const Result<const Reader*> reader = reader_for(view);
      if (reader && (*reader)->pieces != nullptr) {
        std::string sha256 = sha256_hex(view.bytes);
        if (is_current_((*source)->name, sha256)) {
          std::unique_ptr<Work> work = whole(std::move(*source), cost);
          work->sha256 = std::move(sha256);
          work->current = true;
          return work;
        }
        whole_ = std::move(**source);
        pieces_ = (*reader)->pieces({whole_.bytes, whole_.name}, kPiece);
        next_ = 0;
        reader_ = *reader;
        sha256_ = std::move(sha256);
        cost_ = cost;
        first_ = last_ = true;
        whole_bytes_ = whole_.bytes.size();
        return piece();
      }
    }
    return whole(std::move(*source), cost);
  }

 private:
  // A source in parts: whole records of what has come so far go through, the rest waits for the next part.
  std::unique_ptr<Work> part(Result<Source> source, std::uint64_t cost) {
    if (!source) {  // the file changed, or cannot be read to its end: what came of it stays, it is not finished
      parts_.reset();
      return whole(std::move(source), cost);
    }
    const bool first = !parts_;
    if (first) {
      parts_.emplace();
      sha256_ = source->sha256;
      whole_bytes_ = source->whole_bytes;
      parts_->current = is_current_(source->name, sha256_);
      const Result<const Reader*> reader = reader_for({source->bytes, source->name});
      reader_ = reader && (*reader)->pieces != nullptr ? *reader : nullptr;
    }
    const bool more = source->more;
    if (parts_->current || reader_ == nullptr) {
      if (!more) parts_.reset();
      source->bytes.clear();
      source->unread = true;
      if (!first) return skip(cost);
      std::unique_ptr<Work> work = whole(std::move(source), cost);
      if (reader_ == nullptr)
        work->source =
            fail(ErrorCode::kUnsupported, "too large to be read as a whole, and no set of records", work->source->name);
      return work;
    }
    std::string bytes = std::move(parts_->rest);
    bytes += source->bytes;
    if (bytes.size() > kMostRest) {
      parts_->current = true;  // nothing more of it
      return whole(fail(ErrorCode::kLimit, "holds a record that is too large", source->name), cost);
    }
    whole_ = std::move(*source);
    whole_.bytes = std::move(bytes);
    pieces_ = reader_->pieces({whole_.bytes, whole_.name, parts_->line}, kPiece);
    if (more) {  // the last piece may end within a record
      parts_->rest = std::string(pieces_.back().bytes);
      parts_->line = pieces_.back().first_line;
      pieces_.pop_back();
    }
    if (pieces_.empty()) return skip(cost);
    next_ = 0;
    cost_ = cost;
    first_ = std::exchange(parts_->first, false);
    last_ = !more;
    if (!more) parts_.reset();
    return piece();
  }

  // Nothing of this part goes on.
  std::unique_ptr<Work> skip(std::uint64_t cost) {
    queue_.release(cost);
    return next();
  }

  static std::unique_ptr<Work> whole(Result<Source> source, std::uint64_t cost) {
    return std::make_unique<Work>(Work{.source = std::move(source), .cost = cost});
  }

  std::unique_ptr<Work> piece() {
    const SourceView& view = pieces_[next_];
    auto work = std::make_unique<Work>(Work{.source = Source{whole_.name, std::string(view.bytes)}});
    work->sha256 = sha256_;
    work->whole_bytes = whole_bytes_;
    work->reader = reader_;
    work->first_line = view.first_line;
    work->first = first_ && next_ == 0;
    if (work->first) work->source->note = whole_.note;
    const bool last = ++next_ == pieces_.size();
    work->last = last && last_;
    if (last) {
      work->source->file_bytes = whole_.file_bytes;
      work->source->changed_ns = whole_.changed_ns;
      work->cost = cost_;
      whole_ = {};
      pieces_.clear();
      next_ = 0;
    }
    return work;
  }

  SourceQueue& queue_;
  std::function<bool(const std::string&, const std::string&)> is_current_;
  Source whole_;  // the one that is being cut
  std::vector<SourceView> pieces_;
  std::size_t next_ = 0;
  const Reader* reader_ = nullptr;
  std::string sha256_;
  std::uint64_t cost_ = 0, whole_bytes_ = 0;
  bool first_ = true, last_ = true;  // whole_ begins, ends its source
  // The source that comes in parts now.
  struct Parts {
    bool current = false, first = true;
    std::string rest;  // bytes after the last whole record
    std::size_t line = 1;
  };
  std::optional<Parts> parts_;
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
      if (work.current) report_.unchanged += work.source->files;
      if (work.source->unread) report_.unread_bytes += work.source->file_bytes;
      // Read and found equal: the next run need not read it.
      if (work.current && !work.source->unread && work.source->changed_ns != 0 && !finish(work)) return false;
      if (work.first) {
        whole_ = !work.current;
        stored_ = false;
      }
      std::size_t ready = 0;
      for (Result<IndexedDocument>& document : work.documents) {
        if (!document && document.error().code == ErrorCode::kNotFound) {
          // Asked again every time: a source that comes before it may bring the work back.
          whole_ = false;
          if (!withdraw(document.error(), work.source->name)) return false;
        } else if (!document) {
          // A record left out on purpose would be left out again.
          whole_ = whole_ && document.error().code == ErrorCode::kUnsupported;
          refuse(document.error(), work.source->name);
        } else if (!put(*document, options_.dry_run ? nullptr : &work.prepared[ready++])) {
          return false;
        }
      }
      if (work.last && whole_ && stored_ && !finish(work)) return false;
      if (batch_documents_ >= most_documents_ || batch_bytes_ >= kBatchBytes)
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
    most_documents_ = std::min(most_documents_ * 2, kMostBatch);
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
      ++report_.failed_by_reason[std::string(error_code_name(error.code))];
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
    if (work.current) ++batch_documents_;
    return begin() &&
           usable(store_.finished(work.source->name, work.sha256, {work.source->file_bytes, work.source->changed_ns}));
  }

  bool begin() {
    if (open_) return true;
    return open_ = usable(store_.begin());
  }

  // False when the store is no longer usable.
  bool withdraw(Error error, const std::string& source) {
    const std::size_t id = error.where.rfind("pmid:");
    if (id == std::string::npos) return true;
    {
      const std::lock_guard lock(store_mutex_);
      if (options_.dry_run) {
        if (const auto here = store_.document_ref(std::string_view(error.where).substr(id)); here) {
          ++report_.withdrawn;
          report_.foreseen.push_back({"withdrawn", here->id, source});
        }
        return true;
      }
      if (!begin()) return false;
      const Result<void> removed = store_.remove(std::string_view(error.where).substr(id), source);
      if (removed) {
        ++report_.withdrawn;
        return true;
      }
      if (removed.error().code != ErrorCode::kNotFound) return usable(removed);
    }
    error.code = ErrorCode::kUnsupported;  // nothing of it is here
    refuse(error);
    return true;
  }

  // What put() would do; a work that came before in this run is there by then.
  Result<Change> foresee(const IndexedDocument& d) {
    const std::lock_guard lock(store_mutex_);
    WARRANT_TRY(change, store_.foresee(d));
    bool known = false;
    for (const std::string& name :
         {"id:" + d.id, "pmcid:" + d.document.pmcid, "pmid:" + d.document.pmid, "doi:" + d.document.doi})
      if (name.back() != ':' && !foreseen_.insert(name).second) known = true;
    if (change == Change::kNew && known) change = Change::kUpdated;
    if (change != Change::kUnchanged)
      report_.foreseen.push_back({change == Change::kNew ? "new" : "updated", d.id, d.source});
    return change;
  }

  // False when the store is no longer usable.
  bool put(const IndexedDocument& document, Result<Prepared>* prepared) {
    Result<Change> change = Change::kNew;
    if (options_.dry_run) {
      change = foresee(document);
    } else if (!*prepared) {
      change = tl::unexpected(prepared->error());
    } else {
      const std::lock_guard lock(store_mutex_);
      if (!begin()) return false;
      change = store_.put(document, std::move(**prepared));
    }
    if (!change) {
      if (change.error().code == ErrorCode::kCorrupt) {  // this document only: its spans do not fit its text
        refuse(change.error(), document.source);
        whole_ = false;
        return true;
      }
      fatal_ = change.error();
      return false;
    }
    ++(*change == Change::kNew ? report_.created : *change == Change::kUpdated ? report_.updated : report_.unchanged);
    if (*change != Change::kUnchanged) {
      report_.claims += document.claims.size();
      for (const Claim& claim : document.claims)
        ++report_.claims_by_measure[claim.measure.empty() ? claim.kind : claim.measure];
    }
    stored_ = true;
    ++batch_documents_;
    batch_bytes_ += document.document.text.size();
    return true;
  }

  Store& store_;
  std::mutex& store_mutex_;
  const IngestOptions& options_;
  IngestReport report_;
  std::optional<Error> fatal_;
  bool open_ = false;
  bool whole_ = true, stored_ = false;  // of the current source: nothing failed, something was put
  std::uint64_t batch_documents_ = 0, batch_bytes_ = 0, most_documents_ = kFirstBatch;
  std::set<std::string> foreseen_;  // identifiers of the works of a dry run
};

// Runs fetch() on a thread of its own: it hands sources over by calling, the pipeline takes them by asking.
class FetchThread {
 public:
  using IsCurrent = std::function<bool(const std::string&, std::uint64_t, std::int64_t)>;

  FetchThread(SourceQueue& queue, const IngestOptions& options, const std::function<bool()>& interrupted,
              const IsCurrent& is_current)
      : queue_(queue),
        thread_([this, &options, &interrupted, &is_current] { run(options, interrupted, is_current); }) {}
  ~FetchThread() { join(); }
  FetchThread(const FetchThread&) = delete;
  FetchThread& operator=(const FetchThread&) = delete;

  void join() {
    queue_.close();
    if (thread_.joinable()) thread_.join();
  }
  double seconds() const { return seconds_; }  // CPU time; after join()

 private:
  void run(const IngestOptions& options, const std::function<bool()>& interrupted, const IsCurrent& is_current) {
    Stopwatch watch;
    FetchLimits limits = options.limits;
    limits.interrupted = interrupted;
    limits.is_current = is_current;
    limits.in_parts = [](std::string_view head) {
      const Result<const Reader*> reader = reader_for({head, ""});
      return reader && (*reader)->pieces != nullptr;
    };
    // Files that need not be read go on in packs, in front of what comes after them.
    std::optional<Source> unread;
    const auto push_unread = [&] { return !unread || queue_.push(*std::exchange(unread, std::nullopt)); };
    bool go_on = true;
    for (const std::string& path : options.paths) {
      const Result<void> fetched = fetch(path, limits, [&](Result<Source> source) {
        if (source && source->unread && unread) {
          unread->files += source->files;
          unread->file_bytes += source->file_bytes;
          go_on = unread->files < kUnreadPack || push_unread();
        } else if (source && source->unread) {
          unread = std::move(*source);
        } else {
          go_on = push_unread() && queue_.push(std::move(source));
        }
        go_on = go_on && !interrupted();
        return go_on;
      });
      if (!fetched) go_on = push_unread() && queue_.push(tl::unexpected(fetched.error()));
      if (!go_on) break;
    }
    push_unread();
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

  store.use_versions(pipeline_versions(), options.claims_later);
  const Derive derive = options.claims_later ? Derive::kTextOnly : Derive::kAll;
  WARRANT_TRY(new_store, store.empty());  // with nothing to compare with
  std::mutex store_mutex;
  std::atomic<bool> stop = false, interrupted = false;
  const std::function<bool()> stopping = [&] {
    if (!interrupted && options.interrupted && options.interrupted()) interrupted = true;
    return stop || interrupted;
  };

  const FetchThread::IsCurrent file_is_current = [&](const std::string& name, std::uint64_t bytes,
                                                     std::int64_t changed_ns) {
    if (new_store || options.rehash) return false;
    const std::lock_guard lock(store_mutex);
    const Result<bool> current = store.is_current(name, {bytes, changed_ns});
    return current && *current;
  };

  if (!options.dry_run) WARRANT_CHECK(store.begin_run("ingest", options.program_version, options.paths));
  Writer writer(store, store_mutex, options);
  SourceQueue queue(kBytesInFlight);
  FetchThread fetcher(queue, options, stopping, file_is_current);

  const auto is_current = [&](const std::string& name, const std::string& sha256) {
    if (new_store || options.reread) return false;
    const std::lock_guard lock(store_mutex);
    const Result<bool> current = store.is_current(name, sha256);
    return current && *current;  // a store that cannot tell will say so when it is written to
  };
  Cutter cutter(queue, is_current);
  Preparer preparer;

  const auto take = [&](tbb::flow_control& flow) -> std::unique_ptr<Work> {
    std::unique_ptr<Work> work;
    if (!stopping()) work = cutter.next();
    if (!work) flow.stop();
    return work;
  };
  const auto index = [&](std::unique_ptr<Work> work) {
    if (!work->source || stopping()) return work;
    if (work->source->unread) {
      work->current = true;
      return work;
    }
    work->source_bytes = work->source->bytes.size();
    if (work->sha256.empty()) {
      Stopwatch watch;
      work->sha256 = sha256_hex(work->source->bytes);
      work->seconds.read += watch.lap();
      work->current = is_current(work->source->name, work->sha256);
    }
    if (work->reader != nullptr)
      work->documents = index_piece(*work->reader, {work->source->bytes, work->source->name, work->first_line},
                                    work->sha256, work->whole_bytes, work->seconds, derive);
    else if (!work->current)
      work->documents = index_source(*work->source, work->sha256, work->seconds, derive);
    work->source->bytes = {};
    if (options.dry_run) return work;
    Stopwatch watch;
    for (const Result<IndexedDocument>& document : work->documents)
      if (document) work->prepared.push_back(preparer.prepare(*document));
    work->seconds.store += watch.lap();
    return work;
  };
  const auto write = [&](std::unique_ptr<Work> work) {
    if (!stopping() && !writer.take(*work)) stop = true;
    queue.release(work->cost);
  };
  tbb::parallel_pipeline(
      static_cast<std::size_t>(jobs) * 64,  // enough to read on through a commit; kBytesInFlight bounds memory
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
  if (!options.dry_run) WARRANT_CHECK(store.end_run(record_of(report)));
  return report;
}

}  // namespace warrant
