// Sources on their way from the fetching thread to the indexing ones, in order, with bounded bytes in flight.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

#include "ingest/fetch/fetcher.h"

namespace warrant {

class SourceQueue {
 public:
  explicit SourceQueue(std::uint64_t max_bytes) : max_bytes_(max_bytes) {}

  // Waits until there is room (a source larger than all room goes alone). False when the queue is closed.
  bool push(Result<Source> item) {
    const std::uint64_t bytes = cost(item);
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return closed_ || in_flight_ == 0 || in_flight_ + bytes <= max_bytes_; });
    if (closed_) return false;
    in_flight_ += bytes;
    items_.push_back(std::move(item));
    ready_.notify_one();
    return true;
  }

  // The next one; nullopt after finish() and the last, or after close().
  std::optional<Result<Source>> pop() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [&] { return closed_ || finished_ || !items_.empty(); });
    if (closed_ || items_.empty()) return std::nullopt;
    std::optional<Result<Source>> item = std::move(items_.front());
    items_.pop_front();
    return item;
  }

  // The bytes of a popped item are done with.
  void release(std::uint64_t bytes) {
    const std::lock_guard lock(mutex_);
    in_flight_ -= bytes;
    room_.notify_one();
  }

  void finish() {  // nothing more will be pushed
    const std::lock_guard lock(mutex_);
    finished_ = true;
    ready_.notify_all();
  }

  void close() {  // everybody stops
    const std::lock_guard lock(mutex_);
    closed_ = true;
    ready_.notify_all();
    room_.notify_all();
  }

  // What an item counts for: its bytes, and a little for itself, since tiny files need memory too.
  static std::uint64_t cost(const Result<Source>& item) { return 1024 + (item ? item->bytes.size() : 0); }

 private:
  std::mutex mutex_;
  std::condition_variable ready_, room_;
  std::deque<Result<Source>> items_;
  std::uint64_t max_bytes_, in_flight_ = 0;
  bool finished_ = false, closed_ = false;
};

}  // namespace warrant
