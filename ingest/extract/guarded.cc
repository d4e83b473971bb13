#include "ingest/extract/guarded.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace warrant {
namespace {

constexpr std::size_t kMostWords = 62;  // of one look
constexpr std::size_t kMostLooks = 3;   // more would take longer than the pattern

// Folding changes none of its characters but ASCII letters: RE2 lowers letters outside ASCII as well, the look does
// not. Known as such: "±", "·", general punctuation (dashes, quotes) and mathematical operators.
bool is_plain(std::string_view word) {
  const auto byte = [&](std::size_t i) { return i < word.size() ? static_cast<unsigned char>(word[i]) : 0u; };
  for (std::size_t i = 0; i < word.size();) {
    if (byte(i) < 0x80) {
      ++i;
    } else if (byte(i) == 0xC2 && (byte(i + 1) == 0xB1 || byte(i + 1) == 0xB7)) {
      i += 2;
    } else if (byte(i) == 0xE2 && (byte(i + 1) <= 0x81 || (byte(i + 1) >= 0x88 && byte(i + 1) <= 0x8B))) {
      i += 3;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace

Guarded::Guarded(std::string_view pattern) {
  // Words of three letters tell more; some patterns are only known by words of two.
  for (const int shortest : {3, 2}) {
    filter_ = std::make_unique<re2::FilteredRE2>(shortest);
    int id = 0;
    filter_->Add({pattern.data(), pattern.size()}, RE2::DefaultOptions, &id);
    words_.clear();
    filter_->Compile(&words_);
    std::vector<int> without;
    filter_->AllPotentials({}, &without);
    if (!without.empty() || words_.empty() || words_.size() > kMostWords * kMostLooks ||
        !std::all_of(words_.begin(), words_.end(), is_plain))
      continue;
    for (std::size_t first = 0; first < words_.size(); first += kMostWords) {
      std::vector<Literal> rows;
      std::uint64_t enough = 0;
      for (std::size_t i = first; i < std::min(words_.size(), first + kMostWords); ++i) {
        std::vector<int> alone;
        filter_->AllPotentials({static_cast<int>(i)}, &alone);
        if (!alone.empty()) enough |= std::uint64_t{1} << (i - first);
        rows.push_back({words_[i], 1});
      }
      looks_.push_back({Literals(std::move(rows)), static_cast<int>(first), enough});
    }
    return;
  }
}

bool Guarded::possible(std::string_view text) const {
  if (looks_.empty()) return true;
  std::vector<int> found;
  for (const Look& look : looks_) {
    std::uint64_t rows = look.words.rows(text, look.enough);
    if ((rows & look.enough) != 0) return true;
    for (; rows != 0; rows &= rows - 1) found.push_back(look.first + std::countr_zero(rows));
  }
  if (found.size() < 2) return false;
  std::vector<int> possible;
  filter_->AllPotentials(found, &possible);
  return !possible.empty();
}

}  // namespace warrant
