// Does the cost of storing a document stay the same as the store grows? Articles are read once and stored again and
// again with other identifiers and other words (letters changed in place, so that every span still fits).
//   bench_growth FOLDER STORE DOCUMENTS [STEP]
// Prints, for each step: CPU ms per document, the longest wait of one put, commit and merge, and the size; at the end
// what adding 100 documents takes, and single ones in transactions of their own.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "ingest/pipeline/pipeline.h"
#include "src/base/digest.h"
#include "src/base/text.h"
#include "src/model/claim_ids.h"

namespace {

using namespace warrant;

double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

[[noreturn]] void give_up(const std::string& why) {
  fmt::print(stderr, "bench_growth: {}\n", why);
  std::exit(1);
}

void must(const Result<void>& result) {
  if (!result) give_up(to_string(result.error()));
}

std::vector<IndexedDocument> read_folder(const std::string& folder) {
  std::vector<IndexedDocument> documents;
  StageSeconds seconds;
  const auto fetched = fetch(folder, {}, [&](Result<Source> source) {
    if (!source) return true;
    for (auto& document : index_source(*source, sha256_hex(source->bytes), seconds))
      if (document) documents.push_back(std::move(*document));
    return true;
  });
  must(fetched);
  if (documents.empty()) give_up("no document there");
  return documents;
}

// Copy `n` of a document: other identifiers, and every 40th word another one.
IndexedDocument replica(const IndexedDocument& original, int n) {
  IndexedDocument d = original;
  Document& x = d.document;
  x.pmcid = fmt::format("PMC{}{:06}", 9, n);
  x.pmid = fmt::format("9{:07}", n);
  x.doi = fmt::format("10.9999/replica.{}", n);
  x.title += fmt::format(" {}", n);
  std::size_t word = 0;
  for (std::size_t i = 0; i < x.text.size();) {
    const std::size_t start = i;
    while (i < x.text.size() && is_ascii_alpha(x.text[i])) ++i;
    if (i - start > 5 && ++word % 40 == 0) {
      unsigned seed = static_cast<unsigned>(n) * 2654435761u + static_cast<unsigned>(word / 40 % 7);
      for (std::size_t k = start; k < i; ++k, seed = seed * 1664525u + 1013904223u)
        x.text[k] = static_cast<char>('a' + (seed >> 24) % 26);
    }
    if (i == start) ++i;
  }
  d.id = x.pmcid;
  d.source = fmt::format("replica/{}.xml", n);
  d.sha256 = sha256_hex(x.text);
  assign_claim_ids(d);
  return d;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) give_up("bench_growth FOLDER STORE DOCUMENTS [STEP]");
  const std::vector<IndexedDocument> originals = read_folder(argv[1]);
  const int goal = std::atoi(argv[3]), step = argc > 4 ? std::atoi(argv[4]) : 2000;
  auto store = Store::open(argv[2], Store::Mode::kWrite);
  if (!store) give_up(to_string(store.error()));
  store->use_versions("bench");
  int n = 0;
  // `count` documents in batches of `batch`; prints what they cost.
  const auto add = [&](int count, int batch, const char* what) {
    double cpu = 0, put = 0, commit = 0, merge = 0;
    const double start = wall_seconds();
    for (int done = 0; done < count;) {
      must(store->begin());
      for (int k = 0; k < batch && done < count; ++k, ++done, ++n) {
        const IndexedDocument d = replica(originals[static_cast<std::size_t>(n) % originals.size()], n);
        const double before = cpu_seconds();
        if (const auto change = store->put(d); !change) give_up(to_string(change.error()));
        const double taken = cpu_seconds() - before;
        cpu += taken;
        put = std::max(put, taken);
      }
      double before = cpu_seconds();
      must(store->commit());
      cpu += cpu_seconds() - before;
      commit = std::max(commit, cpu_seconds() - before);
      before = cpu_seconds();
      must(store->maintain());
      cpu += cpu_seconds() - before;
      merge = std::max(merge, cpu_seconds() - before);
    }
    fmt::print(
        "{:>8} {:<18} {:6.2f} CPU ms a document, {:6.1f} s in all; longest put {:.0f}, commit {:.0f}, merge {:.0f} "
        "ms\n",
        n, what, cpu * 1000 / count, wall_seconds() - start, put * 1000, commit * 1000, merge * 1000);
    std::fflush(stdout);
  };
  while (n < goal) add(std::min(step, goal - n), 512, "documents");
  add(100, 100, "100 at once");
  add(200, 1, "200 one by one");
  return 0;
}
