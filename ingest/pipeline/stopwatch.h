// CPU time of the calling thread, for the shares of the stages.
#pragma once

#include <ctime>
#include <utility>

namespace warrant {

class Stopwatch {
 public:
  // Seconds of this thread since the last lap, or since the beginning.
  double lap() {
    const double now = thread_seconds();
    return now - std::exchange(last_, now);
  }

 private:
  static double thread_seconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  }
  double last_ = thread_seconds();
};

}  // namespace warrant
