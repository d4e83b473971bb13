#include "src/store/bm25.h"

#include <algorithm>
#include <array>
#include <cmath>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace warrant {
namespace {

// The float sums are right to about (terms + 3) * 2^-24; rows this close to the last of the best are computed exactly.
constexpr float kSlack = 1.0f - 1e-5f;

constexpr std::uint32_t kBlock = 16;

// True when one of the sums of a block reaches `cut`.
bool any_reaches(const float* sums, float cut) {
#ifdef __SSE2__
  const __m128 cuts = _mm_set1_ps(cut);
  const __m128 low = _mm_max_ps(_mm_loadu_ps(sums), _mm_loadu_ps(sums + 4));
  const __m128 high = _mm_max_ps(_mm_loadu_ps(sums + 8), _mm_loadu_ps(sums + 12));
  return _mm_movemask_ps(_mm_cmpge_ps(_mm_max_ps(low, high), cuts)) != 0;
#else
  bool reached = false;
  for (std::uint32_t i = 0; i < kBlock; ++i) reached |= sums[i] >= cut;
  return reached;
#endif
}

// The rows of `postings` in [first, end), as a pair of indexes.
std::pair<std::size_t, std::size_t> slice_of(const Postings& postings, std::uint32_t first, std::uint32_t end) {
  const auto low = std::lower_bound(postings.rows.begin(), postings.rows.end(), first);
  const auto high = std::lower_bound(low, postings.rows.end(), end);
  return {static_cast<std::size_t>(low - postings.rows.begin()),
          static_cast<std::size_t>(high - postings.rows.begin())};
}

}  // namespace

double Bm25::idf(double rows, double matching) const {
  if (options_.fts5_idf) {
    const double value = std::log((rows - matching + 0.5) / (matching + 0.5));
    return value <= 0 ? 1e-6 : value;
  }
  return std::log(1 + (rows - matching + 0.5) / (matching + 0.5));
}

std::vector<Scored> Bm25::best_rows(const std::vector<ScoredTerm>& terms, const Allowed& allowed,
                                    std::size_t limit) const {
  std::vector<Scored> best;
  if (allowed.ranges.empty() || limit == 0 || totals_.rows == 0) return best;
  const double rows = static_cast<double>(totals_.rows);
  const double average = static_cast<double>(totals_.tokens) / rows;
  const auto norm_of = [&](double size) { return options_.k1 * (1 - options_.b + options_.b * size / average); };
  // By size; longer sentences are rare. What a term that occurs once gains needs no division.
  std::array<float, 512> norms, once;
  for (std::size_t size = 0; size < norms.size(); ++size) {
    norms[size] = static_cast<float>(norm_of(double(size)));
    once[size] = 1 / (1 + norms[size]);
  }

  const std::uint32_t first = allowed.ranges.front().first;
  const std::uint32_t end = std::min(allowed.ranges.back().end, static_cast<std::uint32_t>(table_.sizes.size()));
  if (first >= end) return best;
  // One block more than needed, so that the search below may look at whole blocks.
  std::vector<float>& sums = scratch_.sums;
  if (sums.size() < end - first + kBlock) sums.resize(end - first + kBlock);
  std::vector<std::uint8_t> met;
  std::uint8_t required = 0;
  std::vector<double> idfs;
  for (const ScoredTerm& term : terms) {
    idfs.push_back(idf(rows, static_cast<double>(term.postings.rows.size())));
    const auto gain = static_cast<float>(term.weight * idfs.back() * (options_.k1 + 1));
    const auto [from, to] = slice_of(term.postings, first, end);
    const std::uint32_t* row = term.postings.rows.data();
    const std::uint32_t* count = term.postings.counts.data();
    for (std::size_t i = from; i < to; ++i) {
      const std::uint16_t size = table_.sizes[row[i]];
      if (count[i] == 1 && size < once.size()) {
        sums[row[i] - first] += gain * once[size];
        continue;
      }
      const float norm = size < norms.size() ? norms[size] : static_cast<float>(norm_of(size));
      const auto tf = static_cast<float>(count[i]);
      sums[row[i] - first] += gain * tf / (tf + norm);
    }
    if (!term.required) continue;
    if (met.empty()) met.resize(sums.size());
    ++required;
    for (std::size_t i = from; i < to; ++i) ++met[row[i] - first];
  }

  // Candidates: everything that reaches the running `limit`-th best float score, less the slack.
  std::vector<float> heap;  // the best scores so far, worst on top
  std::vector<std::pair<float, std::uint32_t>> candidates;
  float cut = 1e-30f;
  for (const Allowed::Range& range : allowed.ranges) {
    const std::uint32_t stop = std::min(range.end, end);
    for (std::uint32_t row = range.first; row < stop;) {
      if (!any_reaches(&sums[row - first], cut)) {
        row += kBlock;
        continue;
      }
      for (const std::uint32_t block_end = std::min(row + kBlock, stop); row < block_end; ++row) {
        const float score = sums[row - first];
        if (score < cut || (required > 0 && met[row - first] != required) ||
            (allowed.places >> table_.places[row] & 1) == 0)
          continue;
        candidates.emplace_back(score, row);
        heap.push_back(score);
        std::push_heap(heap.begin(), heap.end(), std::greater<>());
        if (heap.size() > limit) {
          std::pop_heap(heap.begin(), heap.end(), std::greater<>());
          heap.pop_back();
        }
        if (heap.size() == limit) cut = std::max(cut, heap.front() * kSlack);
      }
    }
  }

  std::fill(sums.begin(), sums.begin() + (end - first), 0.0f);
  for (const auto& [score, row] : candidates) {
    if (score < cut) continue;
    const double norm = norm_of(table_.sizes[row]);
    double sum = 0;
    for (std::size_t i = 0; i < terms.size(); ++i) {
      const Postings& postings = terms[i].postings;
      const auto found = std::lower_bound(postings.rows.begin(), postings.rows.end(), row);
      if (found == postings.rows.end() || *found != row) continue;
      const double tf = postings.counts[static_cast<std::size_t>(found - postings.rows.begin())];
      sum += terms[i].weight * idfs[i] * tf * (options_.k1 + 1) / (tf + norm);
    }
    best.push_back({sum, row});
  }
  std::sort(best.begin(), best.end(), [](const Scored& a, const Scored& b) { return a.score > b.score; });
  std::size_t keep = std::min(best.size(), limit);
  while (keep < best.size() && best[keep].score == best[keep - 1].score) ++keep;
  best.resize(keep);
  return best;
}

std::vector<Scored> Bm25::documents(const std::vector<ScoredTerm>& terms, const Allowed& allowed) const {
  const std::vector<DocumentRange>& documents = table_.documents;
  const bool rest = &totals_ == &table_.rest;
  std::vector<double> sizes;
  double count = 0;
  for (const DocumentRange& d : documents) {
    sizes.push_back(static_cast<double>(rest ? d.rest_tokens : d.tokens));
    if (sizes.back() > 0) ++count;
  }
  if (count == 0) return {};
  const double average = static_cast<double>(totals_.tokens) / count;
  std::vector<double> sums(documents.size());
  std::vector<std::uint16_t> met(documents.size());
  std::uint16_t required = 0;
  std::vector<std::pair<std::size_t, double>> matching;  // document, occurrences
  for (const ScoredTerm& term : terms) {
    matching.clear();
    std::size_t d = 0;
    for (std::size_t i = 0; i < term.postings.rows.size(); ++i) {
      const std::uint32_t row = term.postings.rows[i];
      while (d < documents.size() && documents[d].end <= row) ++d;
      if (d == documents.size()) break;
      if (row < documents[d].first) continue;
      if (matching.empty() || matching.back().first != d) matching.emplace_back(d, 0);
      matching.back().second += term.postings.counts[i];
    }
    const double weight = term.weight * idf(count, static_cast<double>(matching.size()));
    if (term.required) ++required;
    for (const auto& [document, tf] : matching) {
      const double norm = options_.k1 * (1 - options_.b + options_.b * sizes[document] / average);
      sums[document] += weight * tf * (options_.k1 + 1) / (tf + norm);
      if (term.required) ++met[document];
    }
  }
  std::vector<Scored> scored;
  for (const Allowed::Range& range : allowed.ranges) {
    auto at = std::lower_bound(documents.begin(), documents.end(), range.first,
                               [](const DocumentRange& d, std::uint32_t row) { return d.first < row; });
    for (; at != documents.end() && at->first < range.end; ++at) {
      const auto d = static_cast<std::size_t>(at - documents.begin());
      if (sums[d] > 0 && met[d] == required) scored.push_back({sums[d], at->first});
    }
  }
  return scored;
}

}  // namespace warrant
