#include "src/store/posting_source.h"

#include <algorithm>
#include <numeric>

namespace warrant {

Result<void> PostingSource::open(bool direct) {
  direct_ = false;
  if (!direct) return {};
  auto opened = reader_.open();
  if (!opened && opened.error().code != ErrorCode::kUnsupported) return opened;
  direct_ = opened.has_value();
  return {};
}

Result<std::vector<TermPlace>> PostingSource::places(const std::string& token, const std::vector<std::uint32_t>* only) {
  std::vector<TermPlace> found;
  if (direct_) {
    WARRANT_CHECK(reader_.places(token, found, only));
    return found;
  }
  WARRANT_TRY(statement, database_.prepare(places_));
  statement.bind(token);
  while (true) {
    WARRANT_TRY(row, statement.step());
    if (!row) return found;
    found.push_back({statement.uint32(0), statement.uint32(1)});
  }
}

Result<Postings> PostingSource::postings(const std::vector<std::string>& tokens) {
  Postings postings;
  if (direct_ && tokens.size() == 1) {
    WARRANT_CHECK(reader_.postings(tokens.front(), postings));
    return postings;
  }
  // The longest token first, which is seldom the most frequent: of the others only its rows are read.
  std::vector<std::uint32_t> order(tokens.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return tokens[a].size() > tokens[b].size(); });
  std::vector<TermPlace> starts;    // where the phrase may begin, by the tokens so far
  std::vector<std::uint32_t> rows;  // theirs
  for (const std::uint32_t i : order) {
    WARRANT_TRY(found, places(tokens[i], i == order.front() ? nullptr : &rows));
    if (i == order.front()) {
      std::erase_if(found, [&](const TermPlace& place) { return place.position < i; });
      for (TermPlace& place : found) place.position -= i;
      starts = std::move(found);
    } else {
      std::size_t at = 0;
      std::erase_if(starts, [&](const TermPlace& start) {
        const TermPlace wanted{start.row, start.position + i};
        while (at < found.size() && found[at] < wanted) ++at;
        return at == found.size() || found[at] != wanted;
      });
    }
    if (starts.empty()) break;
    rows.clear();
    for (const TermPlace& start : starts)
      if (rows.empty() || rows.back() != start.row) rows.push_back(start.row);
  }
  for (const TermPlace& start : starts) {
    if (postings.rows.empty() || postings.rows.back() != start.row) {
      postings.rows.push_back(start.row);
      postings.counts.push_back(0);
    }
    if (postings.counts.back() < 0xFFFF) ++postings.counts.back();
  }
  return postings;
}

Result<std::vector<std::string>> PostingSource::terms(const std::string& prefix, std::size_t limit) {
  if (!direct_) return std::vector<std::string>();
  return reader_.terms(prefix, limit);
}

Result<Postings> PostingSource::with_prefix(const std::string& prefix) {
  constexpr std::size_t kMostTerms = 500;
  WARRANT_TRY(known, terms(prefix, kMostTerms));
  std::vector<std::pair<std::uint32_t, std::uint16_t>> all;
  for (const std::string& term : known) {
    Postings postings;
    WARRANT_CHECK(reader_.postings(term, postings));
    for (std::size_t i = 0; i < postings.rows.size(); ++i) all.emplace_back(postings.rows[i], postings.counts[i]);
  }
  std::sort(all.begin(), all.end());
  Postings merged;
  for (const auto& [row, count] : all) {
    if (!merged.rows.empty() && merged.rows.back() == row) {
      merged.counts.back() = static_cast<std::uint16_t>(std::min(0xFFFF, merged.counts.back() + count));
      continue;
    }
    merged.rows.push_back(row);
    merged.counts.push_back(count);
  }
  return merged;
}

}  // namespace warrant
