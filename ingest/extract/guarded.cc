#include "ingest/extract/guarded.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "ingest/extract/openings.h"
#include "src/base/text.h"

namespace warrant {
namespace {

constexpr std::size_t kMostWords = 62;  // of one look
constexpr std::size_t kMostLooks = 3;   // more would take longer than the pattern
constexpr double kOften = 40;           // places of a thousand bytes: too many to try
constexpr double kSeldom = 2;           // so few that words need not be looked for
constexpr int kMostTrials = 48;         // of one text, so that no text costs its square

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

bool word_char(char c) { return is_ascii_alpha(c) || is_ascii_digit(c) || c == '_'; }

// RE2's \b before `at`, which is within the text.
bool is_edge(std::string_view text, std::size_t at) {
  return (at > 0 && word_char(text[at - 1])) != word_char(text[at]);
}

}  // namespace

Guarded::Guarded(std::string_view pattern) : text_(pattern) {
  if (const std::optional<LoosePattern> loose = loose_pattern(pattern)) loose_.emplace(*loose);
  const std::vector<Opening> openings = openings_of(pattern);
  const double often = per_thousand(openings);
  if (!openings.empty() && often < kOften) find_places(openings);
  if (!places_ || often > kSeldom) find_words();
  if (!loose_) this->pattern();  // now, so that no search has to wait for it
}

const RE2& Guarded::pattern() const {
  std::call_once(compiled_, [this] { pattern_ = std::make_unique<RE2>(text_); });
  return *pattern_;
}

void Guarded::find_places(const std::vector<Opening>& openings) {
  // More openings than rows: neighbours, which are alike, share one.
  const std::size_t count = std::min<std::size_t>(openings.size(), 64);
  std::vector<ThreeBytes> rows(count);
  std::uint64_t inner = 0, later = 0;  // rows that need no \b, no ^
  for (std::size_t i = 0; i < openings.size(); ++i) {
    const std::size_t row = i * count / openings.size();
    for (std::size_t k = 0; k < rows[row].size(); ++k)
      rows[row][k] |= k < openings[i].known ? openings[i].bytes[k] : ByteSet().set();
    if (!openings[i].edge) inner |= std::uint64_t{1} << row;
    if (!openings[i].begins) later |= std::uint64_t{1} << row;
  }
  places_.emplace(Places{ByteScan(rows), ~inner, ~later, later == 0});
}

void Guarded::find_words() {
  const std::string& pattern = loose_ ? loose_->pattern.pattern() : text_;
  // Words of three letters tell more; some patterns are only known by words of two.
  for (const int shortest : {3, 2}) {
    filter_ = std::make_unique<re2::FilteredRE2>(shortest);
    int id = 0;
    filter_->Add(pattern, RE2::DefaultOptions, &id);
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

bool Guarded::may_begin(const Places& places, std::uint64_t rows, std::string_view text, std::size_t at) {
  if (at > 0) rows &= ~places.begins;
  return (rows & ~places.edges) != 0 || (rows != 0 && is_edge(text, at));
}

bool Guarded::match(std::string_view text, std::size_t from, RE2::Anchor anchor, re2::StringPiece* groups,
                    int count) const {
  const re2::StringPiece piece(text.data(), text.size());
  if (!loose_) return pattern().Match(piece, from, text.size(), anchor, groups, count);
  re2::StringPiece whole;
  if (!loose_->pattern.Match(piece, from, text.size(), anchor, &whole, 1)) return false;
  if (whole.size() > loose_->most) return pattern().Match(piece, from, text.size(), anchor, groups, count);
  if (count == 1) groups[0] = whole;
  const auto start = static_cast<std::size_t>(whole.data() - text.data());
  return count < 2 || loose_->pattern.Match(piece, start, start + whole.size(), RE2::ANCHOR_BOTH, groups, count);
}

bool Guarded::at(std::string_view text, std::size_t place, re2::StringPiece* groups, int count) const {
  // The automaton ends at the first byte that does not fit; what finds groups takes room for all of the text first.
  return (count < 2 || loose_ || match(text, place, RE2::ANCHOR_START, nullptr, 0)) &&
         match(text, place, RE2::ANCHOR_START, groups, count);
}

bool Guarded::find(std::string_view text, re2::StringPiece* groups, int count, std::size_t from) const {
  if (places_ && places_->at_start)
    return from == 0 && !text.empty() && may_begin(*places_, places_->scan.rows_at(text, 0), text, 0) &&
           at(text, 0, groups, count);
  if (!possible(text)) return false;
  if (!places_) return match(text, from, RE2::UNANCHORED, groups, count);
  bool found = false;
  int trials = 0;
  places_->scan.visit(text, from, [&](std::size_t place, std::uint64_t rows) {
    if (!may_begin(*places_, rows, text, place)) return true;
    found =
        ++trials < kMostTrials ? at(text, place, groups, count) : match(text, place, RE2::UNANCHORED, groups, count);
    return !found && trials < kMostTrials;
  });
  return found;
}

bool Guarded::is(std::string_view text, re2::StringPiece* groups, int count) const {
  if (places_ && (text.empty() || !may_begin(*places_, places_->scan.rows_at(text, 0), text, 0))) return false;
  return possible(text) && match(text, 0, RE2::ANCHOR_BOTH, groups, count);
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
