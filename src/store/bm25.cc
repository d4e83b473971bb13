#include "src/store/bm25.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace warrant {
namespace {

constexpr std::uint32_t kBlock = IndexedPostings::kBlock, kLanes = 16;  // rows compared at once
// Lists that have a row in every second block or so are long, when there are some.
constexpr std::size_t kLong = 512, kBlocksOfRow = 2;
// How many of the most promising blocks are looked at before all that may hold one of the best.
constexpr std::size_t kFirst = 128, kNext = 1024;
constexpr float kNever = -1e30f;  // the bound of a block that holds no row

// By how much bounds may fall short of scores. Each of the two sums of a block in look() is rounded by less than
// (terms + 4) * 2^-24 of all that its terms add at most, on whichever rows: of kBlock times what its best row has.
double rounding_of(std::size_t terms) { return 1 + 2.0 * kBlock * static_cast<double>(terms + 4) * 0x1p-24; }

// Bit i is set when sums[i] reaches `cut`, for kLanes of them.
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
  for (std::uint32_t i = 0; i < kLanes; ++i) bits |= static_cast<std::uint32_t>(sums[i] >= cut) << i;
  return bits;
#endif
}

// Adds scale * gains[i] to sums[i].
void add_scaled(const std::uint8_t* gains, std::size_t count, float scale, float* sums) {
  std::size_t i = 0;
#ifdef __SSE2__
  const __m128 scales = _mm_set1_ps(scale);
  const __m128i zero = _mm_setzero_si128();
  const auto four = [&](__m128i wide, float* to) {
    _mm_storeu_ps(to, _mm_add_ps(_mm_loadu_ps(to), _mm_mul_ps(_mm_cvtepi32_ps(wide), scales)));
  };
  for (; i + 8 <= count; i += 8) {
    const __m128i words = _mm_unpacklo_epi8(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(gains + i)), zero);
    four(_mm_unpacklo_epi16(words, zero), sums + i);
    four(_mm_unpackhi_epi16(words, zero), sums + i + 4);
  }
#endif
  for (; i < count; ++i) sums[i] += scale * static_cast<float>(gains[i]);
}

// Bounds that the kFirst and the kNext highest reach, about, and 0; from a sample.
std::array<float, 3> promising(const std::vector<float>& bounds) {
  constexpr std::size_t kSampled = 1024;
  const std::size_t step = bounds.size() / kSampled + 1;
  std::vector<float> sample;
  for (std::size_t b = 0; b < bounds.size(); b += step) sample.push_back(bounds[b]);
  std::array<float, 3> from{};
  std::size_t searched = sample.size();
  for (std::size_t i : {1, 0}) {
    const std::size_t count = (i == 1 ? kNext : kFirst) / step;
    if (count >= searched) continue;
    const auto at = sample.begin() + static_cast<std::ptrdiff_t>(count);
    std::nth_element(sample.begin(), at, sample.begin() + static_cast<std::ptrdiff_t>(searched), std::greater<>());
    from[i] = std::max(0.0f, *at);
    searched = count;
  }
  return from;
}

std::uint8_t gain_in_bytes(double tf, double norm) {
  return static_cast<std::uint8_t>(std::min(255.0, std::ceil(tf / (tf + norm) * 255 + 1e-9)));
}

// The first index in [from, end) whose row is not below `row`; found by steps that double, as the next row is near.
std::size_t advance(const std::vector<std::uint32_t>& rows, std::size_t from, std::uint32_t row) {
  std::size_t step = 1, low = from;
  while (from < rows.size() && rows[from] < row) {
    low = from + 1;
    from += step;
    step *= 2;
  }
  const auto begin = rows.begin();
  return static_cast<std::size_t>(std::lower_bound(begin + static_cast<std::ptrdiff_t>(low),
                                                   begin + static_cast<std::ptrdiff_t>(std::min(from, rows.size())),
                                                   row) -
                                  begin);
}

}  // namespace

std::size_t IndexedPostings::at(std::uint32_t row) const {
  const auto& rows = postings.rows;
  std::size_t from = 0, to = rows.size();
  if (is_long()) {
    const std::size_t block = row / kBlock;
    if (block >= most.size()) return to;
    from = begins[block];
    to = begins[block + 1];
  }
  const auto begin = rows.begin();
  return static_cast<std::size_t>(
      std::lower_bound(begin + static_cast<std::ptrdiff_t>(from), begin + static_cast<std::ptrdiff_t>(to), row) -
      begin);
}

std::uint16_t IndexedPostings::count_in(std::uint32_t row) const {
  const std::size_t found = at(row);
  return found < postings.rows.size() && postings.rows[found] == row ? postings.counts[found] : 0;
}

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
  for (std::size_t size = 1; size < once_.size(); ++size) once_[size] = gain_in_bytes(1, norm_of(double(size)));
}

std::uint8_t Bm25::gain_of(std::uint32_t row, std::uint16_t count) const {
  const std::uint16_t size = table_.sizes[row];
  return count == 1 && size > 0 && size < once_.size() ? once_[size] : gain_in_bytes(count, norm_of(size));
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
  const bool is_long = rows.size() >= kLong && rows.size() * kBlocksOfRow >= table_.sizes.size() / kBlock;
  list.gains.resize(rows.size());
  if (is_long) list.most.resize(rows.back() / kBlock + 1);
  if (is_long) list.begins.resize(list.most.size() + 1, static_cast<std::uint32_t>(rows.size()));
  std::size_t next = 0;  // the block that begins next
  for (std::size_t i = 0; i < rows.size(); ++i) {
    list.gains[i] = gain_of(rows[i], counts[i]);
    if (!is_long) continue;
    std::uint8_t& most = list.most[rows[i] / kBlock];
    most = std::max(most, list.gains[i]);
    while (next <= rows[i] / kBlock) list.begins[next++] = static_cast<std::uint32_t>(i);
  }
  return list;
}

// A term on its way through the blocks.
struct Bm25::Lane {
  const IndexedPostings* list;
  float scale;  // a 255th of weight * idf * (k1 + 1)
  bool required;
  std::size_t next = 0;  // its posting for the next block, of short lists
};

// What a row of each block can reach at most.
struct Bm25::Blocks {
  std::uint32_t first = 0;
  std::vector<float> bounds;
};

// The best rows so far.
struct Bm25::Best {
  const std::vector<ScoredTerm>& terms;
  const std::vector<double>& idfs;
  std::size_t limit;
  double rounding;
  bool required = false;          // some term is
  float cut = 1e-30f;             // what the bound of a row must reach
  std::vector<Scored> rows = {};  // that reached it
  std::vector<double> heap = {};  // the best scores, worst on top

  void add(double score, std::uint32_t row) {
    rows.push_back({score, row});
    heap.push_back(score);
    std::push_heap(heap.begin(), heap.end(), std::greater<>());
    if (heap.size() > limit) {
      std::pop_heap(heap.begin(), heap.end(), std::greater<>());
      heap.pop_back();
    }
    if (heap.size() == limit) cut = std::max(cut, static_cast<float>(heap.front() / rounding));
  }
};

Bm25::Blocks Bm25::bounds_of(const std::vector<Lane>& lanes, const Allowed& allowed) const {
  const auto rows_end = static_cast<std::uint32_t>(table_.sizes.size());
  const std::uint32_t end = (std::min(allowed.ranges.back().end, rows_end) + kBlock - 1) / kBlock;
  Blocks blocks;
  blocks.first = std::min(allowed.ranges.front().first / kBlock, end);
  auto& bounds = blocks.bounds;
  bounds.resize((end - blocks.first + kLanes - 1) / kLanes * kLanes);
  for (const Lane& lane : lanes) {
    const auto& gains = lane.list->gains;
    const auto& most_in = lane.list->most;
    std::vector<bool> met(lane.required ? bounds.size() : 0);
    if (lane.list->is_long()) {
      const std::size_t size =
          most_in.size() > blocks.first ? std::min(bounds.size(), most_in.size() - blocks.first) : 0;
      add_scaled(most_in.data() + blocks.first, size, lane.scale, bounds.data());
      for (std::size_t b = 0; lane.required && b < size; ++b) met[b] = most_in[blocks.first + b] > 0;
    } else {
      const std::uint32_t* row = lane.list->postings.rows.data();
      const std::uint8_t* gain = gains.data();
      float* sums = bounds.data();
      const std::size_t to = lane.list->at(end * kBlock);
      for (std::size_t i = lane.list->at(blocks.first * kBlock); i < to;) {
        const std::uint32_t b = row[i] / kBlock - blocks.first;
        std::uint8_t most = gain[i];
        for (++i; i < to && row[i] / kBlock - blocks.first == b; ++i) most = std::max(most, gain[i]);
        sums[b] += lane.scale * most;
        if (lane.required) met[b] = true;
      }
    }
    for (std::size_t b = 0; b < met.size(); ++b)
      if (!met[b]) bounds[b] = kNever;  // whatever is added
  }
  // Blocks between the ranges.
  std::uint32_t done = blocks.first;
  for (const Allowed::Range& range : allowed.ranges) {
    for (; done < std::min(end, range.first / kBlock); ++done) bounds[done - blocks.first] = kNever;
    done = std::max(done, (range.end + kBlock - 1) / kBlock);
  }
  return blocks;
}

void Bm25::look(std::uint32_t block, float bound, std::vector<Lane>& lanes, const Allowed& allowed, Best& best) const {
  const std::uint32_t first = block * kBlock, end = first + kBlock;
  std::array<float, kBlock> sums{};
  float highest = 0;
  for (Lane& lane : lanes) {  // the rarest first; `bound` is what the others can still add
    if (highest + bound < best.cut) return;
    const std::uint32_t* rows = lane.list->postings.rows.data();
    const std::uint8_t* gains = lane.list->gains.data();
    std::size_t from = 0, to = lane.list->gains.size();
    if (lane.list->is_long()) {
      if (block >= lane.list->most.size() || lane.list->most[block] == 0) continue;
      from = lane.list->begins[block];
      to = lane.list->begins[block + 1];
    } else {
      from = lane.next = advance(lane.list->postings.rows, lane.next, first);
    }
    std::uint8_t most = 0;
    for (; from < to && rows[from] < end; ++from) {
      float& sum = sums[rows[from] - first];
      sum += lane.scale * gains[from];
      most = std::max(most, gains[from]);
      highest = std::max(highest, sum);
    }
    bound -= lane.scale * most;
  }
  if (highest < best.cut) return;
  for (std::uint32_t part = 0; part < kBlock; part += kLanes) {
    for (std::uint32_t bits = reaching(&sums[part], best.cut); bits != 0; bits &= bits - 1) {
      const std::uint32_t at = part + static_cast<std::uint32_t>(std::countr_zero(bits)), row = first + at;
      if (sums[at] < best.cut) continue;
      const auto range = std::partition_point(allowed.ranges.begin(), allowed.ranges.end(),
                                              [row](const Allowed::Range& one) { return one.end <= row; });
      if (range == allowed.ranges.end() || row < range->first) continue;
      if (best.required && !std::all_of(lanes.begin(), lanes.end(), [row](const Lane& lane) {
            return !lane.required || lane.list->count_in(row) > 0;
          }))
        continue;
      if (std::any_of(best.terms.begin(), best.terms.end(),
                      [row](const ScoredTerm& term) { return term.excluded && term.list->count_in(row) > 0; }))
        continue;
      best.add(score_of(row, best.terms, best.idfs), row);
    }
  }
}

double Bm25::score_of(std::uint32_t row, const std::vector<ScoredTerm>& terms, const std::vector<double>& idfs) const {
  std::vector<std::pair<std::uint32_t, double>> groups;  // the best of each
  const double norm = norm_of(table_.sizes[row]);
  double sum = 0;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const double tf = terms[i].excluded ? 0 : terms[i].list->count_in(row);
    if (tf == 0) continue;
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
  for (const ScoredTerm& term : terms) {
    idfs.push_back(idf(rows, static_cast<double>(term.list->matching)));
    if (term.excluded) continue;
    if (!term.list->postings.rows.empty())
      lanes.push_back(
          {term.list, static_cast<float>(term.weight * idfs.back() * (options_.k1 + 1) / 255), term.required});
    else if (term.required)
      return best;
  }
  if (lanes.empty()) return best;

  std::stable_sort(lanes.begin(), lanes.end(), [](const Lane& a, const Lane& b) { return a.scale > b.scale; });
  Best so_far{terms, idfs, limit, rounding_of(lanes.size())};
  so_far.required = std::any_of(lanes.begin(), lanes.end(), [](const Lane& lane) { return lane.required; });
  const Blocks blocks = bounds_of(lanes, allowed);
  float above = std::numeric_limits<float>::infinity();  // blocks from this bound on are done
  for (const float from : promising(blocks.bounds)) {
    for (Lane& lane : lanes) lane.next = 0;
    for (std::uint32_t part = 0; part < blocks.bounds.size(); part += kLanes) {
      for (std::uint32_t bits = reaching(&blocks.bounds[part], std::max(from, so_far.cut)); bits != 0;
           bits &= bits - 1) {
        const std::uint32_t b = part + static_cast<std::uint32_t>(std::countr_zero(bits));
        if (blocks.bounds[b] < above && blocks.bounds[b] >= so_far.cut)
          look(blocks.first + b, blocks.bounds[b], lanes, allowed, so_far);
      }
    }
    above = from;
  }

  best = std::move(so_far.rows);
  std::sort(best.begin(), best.end(), [](const Scored& a, const Scored& b) { return a.score > b.score; });
  std::size_t keep = std::min(best.size(), limit);
  while (keep < best.size() && best[keep].score == best[keep - 1].score) ++keep;
  best.resize(keep);
  return best;
}

}  // namespace warrant
