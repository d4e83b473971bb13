#include "src/language/effect_phrase.h"

#include <algorithm>
#include <array>
#include <vector>

#include "src/base/span.h"
#include "src/language/words.h"

namespace warrant {
namespace {

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 14> kOfGroups = {
    "with", "in", "among", "after", "under", "for", "by", "on", "given", "from", "during", "at", "taking", "between"};
constexpr std::array<std::string_view, 24> kPassed = {
    "was",  "were", "is", "are", "be",  "been", "did",   "does",     "do",   "not",           "had",      "has",
    "have", "a",    "an", "no",  "the", "also", "there", "markedly", "much", "significantly", "slightly", "more"};
constexpr std::array<std::string_view, 7> kBe = {"was", "were", "is", "are", "be", "been", "being"};

bool tells(CueKind kind) {
  switch (kind) {
    case CueKind::kUp:
    case CueKind::kDown:
    case CueKind::kMore:
    case CueKind::kLess:
    case CueKind::kBetter:
    case CueKind::kWorse:
    case CueKind::kFaster:
    case CueKind::kSlower:
    case CueKind::kSame:
    case CueKind::kDifference:
      return true;
    default:
      return false;
  }
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), words_(text), hits_(cues_in(words_)) {}

  EffectPhrase read() const {
    EffectPhrase out;
    const auto main = std::find_if(hits_.begin(), hits_.end(), [&](const CueHit& hit) {
      // "Significantly more …", "more effective": the next cue tells.
      return tells(hit.kind) && words_[hit.first] != "significantly" && words_[hit.first] != "significant";
    });
    if (main == hits_.end()) return out;
    std::size_t end = words_.size(), begin = 0;
    for (const CueHit& hit : hits_) {
      if (hit.kind != CueKind::kThan) continue;
      if (hit.first >= main->last) {
        end = hit.first;
        out.comparator = without_head(hit.last, words_.size());
        break;
      }
      // "Compared with placebo, X reduced Y".
      if (hit.first == 0) {
        begin = hit.last;
        while (begin < main->first && words_.gap(begin).find(',') == std::string_view::npos) ++begin;
        out.comparator = without_head(hit.last, begin);
      }
    }
    std::size_t before = main->first;
    bool passive = false;
    while (before > begin && one_of(words_[before - 1], kPassed)) {
      passive = passive || one_of(words_[before - 1], kBe);
      --before;
    }
    const std::size_t behind = preposition(main->last, end);
    const bool degree = main->kind == CueKind::kMore || main->kind == CueKind::kLess;
    const bool verb = !degree && !passive && before > begin && main->last < end && behind > main->last;
    if (verb) {
      out.subject = text(begin, before);
      out.outcome = text(main->last, behind);
      return out;
    }
    const std::size_t inside = preposition(begin, before);
    if (behind < end) {
      out.outcome = main->last < behind ? text(main->last, behind) + " " + text(begin, before) : text(begin, before);
      out.subject = without_head(behind, end);
    } else if (inside < before && inside > begin) {
      out.outcome = text(begin, inside);
      out.subject = without_head(inside, before);
    } else {
      out.subject = text(begin, before);
      out.outcome = text(main->last, end);
    }
    return out;
  }

 private:
  std::string text(std::size_t from, std::size_t to) const {
    if (from >= to) return {};
    return std::string(slice(text_, words_.source(text_, from, to)));
  }
  std::string without_head(std::size_t from, std::size_t to) const {
    while (from < to && (one_of(words_[from], kOfGroups) || words_[from] == "the" || words_[from] == "those" ||
                         words_[from] == "that" || words_[from] == "who"))
      ++from;
    return text(from, to);
  }
  std::size_t preposition(std::size_t from, std::size_t to) const {
    while (from < to && !one_of(words_[from], kOfGroups)) ++from;
    return from;
  }

  std::string_view text_;
  Words words_;
  std::vector<CueHit> hits_;
};

}  // namespace

EffectPhrase effect_phrase(std::string_view statement) { return Parser(statement).read(); }

}  // namespace warrant
