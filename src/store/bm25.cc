#include "src/store/bm25.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace warrant {
namespace {

// The float sums are right to about (terms + 3) * 2^-24; rows this close to the last of the best are computed exactly.
constexpr float kSlack = 1.0f - 1e-5f;

constexpr std::uint32_t kBlock = 16;
// Frequent terms are looked up only as long as they add less than this share of the cut together: with more, nearly
// every row that holds a rare term would have to be looked at. p50 at 0.99, 0.8, 0.4, 0.2: 0.89, 0.56, 0.52, 0.56 ms.
constexpr float kLookedUp = 0.4f;

// Bit i is set when sums[i] reaches `cut`, for one block.
std::uint32_t reaching(const float* sums, float cut) {
#ifdef __SSE2__
  const __m128 cuts = _mm_set1_ps(cut);
  const __m128i low = _mm_packs_epi32(_mm_castps_si128(_mm_cmpge_ps(_mm_loadu_ps(sums), cuts)),
                                      _mm_castps_si128(_mm_cmpge_ps(_mm_loadu_ps(sums + 4), cuts)));
  const __m128i high = _mm_packs_epi32(_mm_castps_si128(_mm_cmpge_ps(_mm_loadu_ps(sums + 8), cuts)),
                                       _mm_castps_si128(_mm_cmpge_ps(_mm_loadu_ps(sums + 12), cuts)));
  return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_packs_epi16(low, high)));
#else
  std::uint32_t bits = 0;
  for (std::uint32_t i = 0; i < kBlock; ++i) bits |= static_cast<std::uint32_t>(sums[i] >= cut) << i;
  return bits;
#endif
}

constexpr std::size_t kWindowed = 512;  // lists from this length on have windows

// The first index in [from, to) whose row is not below `row`; found by steps that double, as the next row is near.
std::size_t advance(const std::vector<std::uint32_t>& rows, std::size_t from, std::size_t to, std::uint32_t row) {
  std::size_t step = 1;
  std::size_t low = from;
  while (from < to && rows[from] < row) {
    low = from + 1;
    from += step;
    step *= 2;
  }
  const auto begin = rows.begin();
  return static_cast<std::size_t>(std::lower_bound(begin + static_cast<std::ptrdiff_t>(low),
                                                   begin + static_cast<std::ptrdiff_t>(std::min(from, to)), row) -
                                  begin);
}

bool holds(const Postings& postings, std::uint32_t row) {
  return std::binary_search(postings.rows.begin(), postings.rows.end(), row);
}

}  // namespace

double Bm25::idf(double rows, double matching) const {
  if (options_.fts5_idf) {
    const double value = std::log((rows - matching + 0.5) / (matching + 0.5));
    return value <= 0 ? 1e-6 : value;
  }
  return std::log(1 + (rows - matching + 0.5) / (matching + 0.5));
}

Bm25::Bm25(const SentenceTable& table, const SentenceTable::Totals& totals, const RetrievalOptions& options)
    : table_(table), totals_(totals), options_(options) {
  if (totals_.rows > 0) average_ = static_cast<double>(totals_.tokens) / static_cast<double>(totals_.rows);
  for (std::size_t size = 0; size < norms_.size(); ++size) {
    norms_[size] = static_cast<float>(norm_of(double(size)));
    once_[size] = 1 / (1 + norms_[size]);
  }
}

float Bm25::share(std::uint32_t row, std::uint16_t count) const {
  const std::uint16_t size = table_.sizes[row];
  if (count == 1 && size < once_.size()) return once_[size];
  const float norm = size < norms_.size() ? norms_[size] : static_cast<float>(norm_of(size));
  return count / (count + norm);
}

IndexedPostings Bm25::index(Postings postings, const TraitFilter& filter) const {
  IndexedPostings list;
  list.postings = std::move(postings);
  auto& rows = list.postings.rows;
  auto& counts = list.postings.counts;
  // A damaged index may name rows that are not there.
  while (!rows.empty() && rows.back() >= table_.sizes.size()) {
    rows.pop_back();
    counts.pop_back();
  }
  list.matching = rows.size();
  if (!filter.all()) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      rows[kept] = rows[i];
      counts[kept] = counts[i];
      kept += filter[table_.traits[rows[i]]] ? 1 : 0;
    }
    rows.resize(kept);
    counts.resize(kept);
    rows.shrink_to_fit();  // kept from query to query
    counts.shrink_to_fit();
  }
  const bool windowed = rows.size() >= kWindowed;
  if (windowed) list.windows.resize(rows.back() / kWindow + 2);
  std::size_t next = 0;  // the window that begins next
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const float gain = share(rows[i], counts[i]);
    list.best = std::max(list.best, gain);
    if (!windowed) continue;
    const std::size_t window = rows[i] / kWindow;
    while (next <= window) list.windows[next++].begin = static_cast<std::uint32_t>(i);
    list.windows[window].best = std::max(list.windows[window].best, gain);
  }
  if (windowed) list.windows.back().begin = static_cast<std::uint32_t>(rows.size());
  return list;
}

// A term on its way through the windows.
struct Bm25::Lane {
  const IndexedPostings* list;
  float gain;  // weight * idf * (k1 + 1)
  bool required;
  std::size_t from = 0, to = 0;  // its postings in the window that are not passed yet
  float bound = 0;               // what it can add to a row of the window

  // Moves to the rows [first, end) of a window.
  void move(std::uint32_t window, std::uint32_t first, std::uint32_t end) {
    const auto& rows = list->postings.rows;
    if (list->windows.empty()) {
      from = advance(rows, to, rows.size(), first);
      to = advance(rows, from, rows.size(), end);
      bound = gain * list->best;
    } else if (window + 1 < list->windows.size()) {
      from = list->windows[window].begin;
      to = list->windows[window + 1].begin;
      if (from < to && rows[from] < first) from = advance(rows, from, to, first);
      if (from < to && rows[to - 1] >= end) to = advance(rows, from, to, end);
      bound = gain * list->windows[window].best;
    } else {
      from = to = rows.size();
    }
  }
};

void Bm25::add(const Lane& lane, std::uint32_t first, float* sums) const {
  const std::uint32_t* rows = lane.list->postings.rows.data();
  const std::uint16_t* counts = lane.list->postings.counts.data();
  for (std::size_t i = lane.from; i < lane.to; ++i) sums[rows[i] - first] += lane.gain * share(rows[i], counts[i]);
}

double Bm25::score_of(std::uint32_t row, const std::vector<ScoredTerm>& terms, const std::vector<double>& idfs) const {
  std::vector<std::pair<std::uint32_t, double>> groups;  // the best of each
  const double norm = norm_of(table_.sizes[row]);
  double sum = 0;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const Postings& postings = terms[i].list->postings;
    const auto found = std::lower_bound(postings.rows.begin(), postings.rows.end(), row);
    if (terms[i].excluded || found == postings.rows.end() || *found != row) continue;
    const double tf = postings.counts[static_cast<std::size_t>(found - postings.rows.begin())];
    const double gain = terms[i].weight * idfs[i] * tf * (options_.k1 + 1) / (tf + norm);
    if (terms[i].group == 0) {
      sum += gain;
      continue;
    }
    const auto group =
        std::find_if(groups.begin(), groups.end(), [&](const auto& known) { return known.first == terms[i].group; });
    if (group == groups.end())
      groups.emplace_back(terms[i].group, gain);
    else
      group->second = std::max(group->second, gain);
  }
  for (const auto& [group, gain] : groups) sum += gain;
  return sum;
}

std::vector<Scored> Bm25::best_rows(const std::vector<ScoredTerm>& terms, const Allowed& allowed,
                                    std::size_t limit) const {
  std::vector<Scored> best;
  if (allowed.ranges.empty() || limit == 0 || totals_.rows == 0) return best;
  const double rows = static_cast<double>(totals_.rows);
  std::vector<double> idfs;
  std::vector<Lane> lanes;
  std::vector<const Postings*> excluded;
  for (const ScoredTerm& term : terms) {
    const Postings& postings = term.list->postings;
    idfs.push_back(idf(rows, static_cast<double>(term.list->matching)));
    if (term.excluded) {
      excluded.push_back(&postings);
    } else if (!postings.rows.empty()) {
      lanes.push_back({term.list, static_cast<float>(term.weight * idfs.back() * (options_.k1 + 1)), term.required});
    } else if (term.required) {
      return best;
    }
  }

  const bool grouped = std::any_of(terms.begin(), terms.end(), [](const ScoredTerm& term) { return term.group != 0; });
  std::array<float, kWindow + kBlock> sums{};
  std::vector<float> heap;  // the best scores so far, worst on top
  std::vector<std::pair<float, std::uint32_t>> candidates;
  float cut = 1e-30f;  // what a row must reach: the running `limit`-th best score, less the slack
  std::vector<Lane*> active;
  std::vector<float> below;  // below[i] = what the lanes before i can add together
  const std::uint32_t end = std::min(allowed.ranges.back().end, static_cast<std::uint32_t>(table_.sizes.size()));
  std::size_t range = 0;
  for (std::uint32_t window = allowed.ranges.front().first / kWindow; window * kWindow < end; ++window) {
    while (range < allowed.ranges.size() && allowed.ranges[range].end <= window * kWindow) ++range;
    const std::uint32_t window_end = std::min(end, (window + 1) * kWindow);
    if (range == allowed.ranges.size() || allowed.ranges[range].first >= window_end) continue;
    const std::uint32_t first = std::max(allowed.ranges[range].first, window * kWindow);

    active.clear();
    float most = 0;
    bool all_required = true;
    for (Lane& lane : lanes) {
      lane.move(window, first, window_end);
      if (lane.from == lane.to) {
        all_required = all_required && !lane.required;
        continue;
      }
      most += lane.bound;
      active.push_back(&lane);
    }
    if (!all_required || active.empty() || most < cut) continue;
    // The lanes read in full come last: those that are not among the ones that together stay below the cut, or the
    // shortest that must occur.
    const auto driver = std::min_element(active.begin(), active.end(), [](const Lane* a, const Lane* b) {
      return a->required != b->required ? a->required : a->to - a->from < b->to - b->from;
    });
    const bool driven = (*driver)->required;
    if (driven) std::iter_swap(driver, active.end() - 1);
    std::sort(active.begin(), active.end() - (driven ? 1 : 0),
              [](const Lane* a, const Lane* b) { return a->bound < b->bound; });
    below.assign(1, 0.0f);
    for (const Lane* lane : active) below.push_back(below.back() + lane->bound);
    std::size_t looked_up = 0;
    while (looked_up + 1 < active.size() && (driven || below[looked_up + 1] < kLookedUp * cut)) ++looked_up;
    for (std::size_t i = looked_up; i < active.size(); ++i) add(*active[i], first, sums.data());

    std::size_t in_range = range;
    for (std::uint32_t block = first; block < window_end; block += kBlock) {
      std::uint32_t bits = reaching(&sums[block - first], std::max(1e-30f, cut - below[looked_up]));
      for (; bits != 0; bits &= bits - 1) {
        const std::uint32_t row = block + static_cast<std::uint32_t>(std::countr_zero(bits));
        float score = sums[row - first];
        if (score + below[looked_up] < cut) continue;
        while (in_range < allowed.ranges.size() && allowed.ranges[in_range].end <= row) ++in_range;
        if (in_range == allowed.ranges.size() || row < allowed.ranges[in_range].first) continue;
        bool reaches = true;
        for (std::size_t i = looked_up; i-- > 0 && reaches;) {
          Lane& lane = *active[i];
          const auto& of = lane.list->postings;
          lane.from = advance(of.rows, lane.from, lane.to, row);
          if (lane.from < lane.to && of.rows[lane.from] == row)
            score += lane.gain * share(row, of.counts[lane.from]);
          else if (lane.required)
            reaches = false;
          reaches = reaches && score + below[i] >= cut;
        }
        if (!reaches) continue;
        if (driven && !std::all_of(lanes.begin(), lanes.end(),
                                   [&](const Lane& lane) { return !lane.required || holds(lane.list->postings, row); }))
          continue;
        if (std::any_of(excluded.begin(), excluded.end(), [&](const Postings* of) { return holds(*of, row); }))
          continue;
        if (grouped) {  // the sum of all is a bound only
          score = static_cast<float>(score_of(row, terms, idfs));
          if (score < cut) continue;
        }
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
    std::fill(sums.begin(), sums.begin() + (window_end - first), 0.0f);
  }

  for (const auto& [score, row] : candidates) {
    if (score < cut) continue;
    best.push_back({score_of(row, terms, idfs), row});
  }
  std::sort(best.begin(), best.end(), [](const Scored& a, const Scored& b) { return a.score > b.score; });
  std::size_t keep = std::min(best.size(), limit);
  while (keep < best.size() && best[keep].score == best[keep - 1].score) ++keep;
  best.resize(keep);
  return best;
}

}  // namespace warrant
