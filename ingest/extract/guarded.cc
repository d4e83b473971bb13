#include "ingest/extract/guarded.h"

#include <algorithm>
#include <bit>

namespace warrant {
namespace {

constexpr int kShortestWord = 3;
constexpr std::size_t kMostWords = 62;

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
}

}  // namespace

Guarded::Guarded(std::string_view pattern) : filter_(kShortestWord) {
  int id = 0;
  filter_.Add({pattern.data(), pattern.size()}, RE2::DefaultOptions, &id);
  filter_.Compile(&words_);
  std::vector<int> without;
  filter_.AllPotentials({}, &without);
  // RE2 lowers letters outside ASCII as well, the look does not.
  always_ = !without.empty() || words_.empty() || words_.size() > kMostWords || !is_ascii(pattern) ||
            !std::all_of(words_.begin(), words_.end(), is_ascii);
  std::vector<Literal> rows;
  for (const std::string& word : words_) rows.push_back({word, 1});
  if (!always_) literals_ = Literals(std::move(rows));
}

bool Guarded::in(std::string_view text) const {
  if (!always_) {
    std::vector<int> found;
    for (std::uint64_t rows = literals_.rows(text); rows != 0; rows &= rows - 1)
      found.push_back(std::countr_zero(rows));
    if (found.empty()) return false;
    std::vector<int> possible;
    filter_.AllPotentials(found, &possible);
    if (possible.empty()) return false;
  }
  return RE2::PartialMatch({text.data(), text.size()}, filter_.GetRE2(0));
}

}  // namespace warrant
