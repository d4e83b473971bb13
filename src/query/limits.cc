#include "src/query/limits.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <optional>

#include "src/base/span.h"
#include "src/base/text.h"

namespace warrant {
namespace {

// A word of letters, digits and inner hyphens, in lower case, with its place.
struct Piece {
  std::string_view text;
  ByteSpan span;
};

std::vector<Piece> pieces_of(std::string_view lower) {
  std::vector<Piece> pieces;
  for (std::size_t at = 0; at < lower.size();) {
    const auto in_word = [&](std::size_t i) { return is_ascii_alpha(lower[i]) || is_ascii_digit(lower[i]); };
    if (!in_word(at)) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < lower.size() && (in_word(end) || (lower[end] == '-' && end + 1 < lower.size() && in_word(end + 1))))
      ++end;
    pieces.push_back({lower.substr(at, end - at), {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}});
    at = end;
  }
  return pieces;
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// "2015", 1900 to 2099.
std::int32_t year_of(const std::vector<Piece>& pieces, std::size_t i) {
  if (i >= pieces.size() || pieces[i].text.size() != 4) return 0;
  std::int32_t year = 0;
  const std::string_view text = pieces[i].text;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
  return error == std::errc() && end == text.data() + text.size() && year >= 1900 && year < 2100 ? year : 0;
}

bool is_design_adjective(std::string_view word) {
  return one_of(word, {"randomised", "randomized", "controlled", "clinical", "placebo-controlled", "double-blind",
                       "blinded", "large", "larger", "recent", "published", "multicentre", "multicenter",
                       "high-quality", "good", "prospective", "retrospective"});
}

// The designs that the plural of a study means, as the store names them.
std::vector<std::string> designs_of(std::string_view noun, bool randomised, std::string_view before) {
  if (noun == "rcts") return {"randomised trial"};
  if (noun == "trials") {
    if (randomised) return {"randomised trial"};
    return {"randomised trial", "clinical trial"};
  }
  if (noun == "meta-analyses") return {"meta-analysis"};
  if (noun == "reviews" && before == "systematic") return {"systematic review", "meta-analysis"};
  if (noun == "reports" && before == "case") return {"case report"};
  if (noun == "series" && before == "case") return {"case series"};
  if (noun != "studies") return {};
  if (randomised) return {"randomised trial"};
  if (before == "cohort") return {"cohort"};
  if (before == "case-control") return {"case-control"};
  if (before == "cross-sectional") return {"cross-sectional"};
  if (before == "observational") return {"cohort", "case-control", "cross-sectional", "case series"};
  return {};
}

// Words before a year that say it dates studies and not what they studied.
bool is_published(std::string_view word) {
  return one_of(word, {"published", "publications", "trials", "rcts", "studies", "reviews", "meta-analyses", "series",
                       "reports", "papers", "articles", "literature", "evidence", "guidelines"});
}

class Reading {
 public:
  explicit Reading(std::string_view question) : lower_(ascii_lower(question)), pieces_(pieces_of(lower_)) {}

  Limits read(std::string_view question) {
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      if (limits_.designs.empty()) read_design(i);
      if (limits_.year_from == 0 && limits_.year_to == 0) read_years(i);
    }
    std::sort(taken_.begin(), taken_.end(), [](ByteSpan a, ByteSpan b) { return a.start < b.start; });
    std::uint32_t at = 0;
    for (ByteSpan span : taken_) {
      if (span.start > at) limits_.rest += slice(question, {at, span.start});
      at = std::max(at, span.end);
    }
    limits_.rest += question.substr(at);
    limits_.rest = collapse_space(limits_.rest);
    return std::move(limits_);
  }

 private:
  void take(std::size_t first, std::size_t last) {  // pieces [first, last)
    taken_.push_back({pieces_[first].span.start, pieces_[last - 1].span.end});
  }

  // Ends at piece i: "in large randomised controlled trials".
  void read_design(std::size_t i) {
    bool randomised = false;
    std::size_t first = i;
    const std::string_view noun = pieces_[i].text;
    const std::string_view before = i > 0 ? pieces_[i - 1].text : std::string_view();
    if (one_of(before, {"systematic", "case", "cohort", "case-control", "cross-sectional", "observational"})) --first;
    while (first > 0 && is_design_adjective(pieces_[first - 1].text)) {
      --first;
      randomised = randomised || one_of(pieces_[first].text, {"randomised", "randomized"});
    }
    auto designs = designs_of(noun, randomised, before);
    if (designs.empty()) return;
    const bool only = i + 1 < pieces_.size() && pieces_[i + 1].text == "only";
    const bool limit = first > 0 && one_of(pieces_[first - 1].text, {"in", "from", "among", "within"});
    if (!only && !limit) return;
    limits_.designs = std::move(designs);
    limits_.design = lower_.substr(pieces_[first].span.start, pieces_[i].span.end - pieces_[first].span.start);
    take(limit ? first - 1 : first, only ? i + 2 : i + 1);
  }

  // Begins at piece i: "since 2015", "published in 2015", "trials from 2005 to 2010".
  void read_years(std::size_t i) {
    const std::string_view word = pieces_[i].text;
    const std::int32_t year = year_of(pieces_, i + 1), other = year_of(pieces_, i + 3);
    if (year == 0) return;
    std::size_t first = i;
    const bool dated = [&] {
      for (std::size_t back = 1; back <= 2 && back <= i; ++back)
        if (is_published(pieces_[i - back].text)) return true;
      return false;
    }();
    if (first > 0 && pieces_[first - 1].text == "published") --first;
    const std::string_view joint = i + 2 < pieces_.size() ? pieces_[i + 2].text : std::string_view();
    const bool onwards = one_of(joint, {"on", "onward", "onwards"});
    if (word == "since" || (word == "from" && onwards)) {
      limits_.year_from = year;
      take(first, onwards ? i + 3 : i + 2);
    } else if (!dated) {
      return;
    } else if (one_of(word, {"between", "from"}) && other >= year && one_of(joint, {"and", "to", "until"})) {
      limits_.year_from = year;
      limits_.year_to = other;
      take(first, i + 4);
    } else if (one_of(word, {"in", "of"})) {
      limits_.year_from = limits_.year_to = year;
      take(first, i + 2);
    } else if (one_of(word, {"after", "before", "until"})) {
      if (word == "after") limits_.year_from = year + 1;
      if (word == "before") limits_.year_to = year - 1;
      if (word == "until") limits_.year_to = year;
      take(first, i + 2);
    }
  }

  std::string lower_;
  std::vector<Piece> pieces_;
  std::vector<ByteSpan> taken_;
  Limits limits_;
};

}  // namespace

Limits limits_in(std::string_view question) { return Reading(question).read(question); }

}  // namespace warrant
