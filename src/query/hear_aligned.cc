#include "src/query/hearing.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "src/language/alike.h"
#include "src/language/stem.h"

namespace warrant {
namespace {

constexpr double kAligned = 0.9;        // share of the statement's content words that stand in the sentence in order
constexpr double kSame = 0.7;           // share of the sentence's content words that the statement has
constexpr std::size_t kLeastWords = 5;  // … of at least so many
constexpr std::size_t kLongest = 160;   // words compared of each side

// Words and numbers of a text in their order.
struct AlignedItem {
  std::string
      stem;  // of a content word; a time, dose or other number that is no result, and "B" of "group B" as printed
  const LabelledNumber* number = nullptr;
};

std::vector<AlignedItem> items_of(std::string_view text, const std::vector<LabelledNumber>& numbers) {
  std::vector<AlignedItem> items;
  auto next = numbers.begin();
  bool after_name = false;  // a content word stands before it
  for (const Word& word : words_of(text)) {
    const std::string_view printed = slice(text, word.span);
    const bool letter = printed.size() == 1 && printed[0] >= 'A' && printed[0] <= 'Z' && after_name;
    after_name = false;
    while (next != numbers.end() && next->span.end <= word.span.start) ++next;
    if (next != numbers.end() && next->span.overlaps(word.span)) {
      if (items.empty() || items.back().number != &*next) items.push_back({{}, &*next});
    } else if (word.number || letter) {
      items.push_back({std::string(printed), nullptr});
    } else if (word.stem.size() > 1 && !is_stop_word(printed)) {
      items.push_back({one_spelling(word.stem), nullptr});
      after_name = true;
    }
    if (items.size() >= kLongest) break;
  }
  return items;
}

// For each item of `a` the item of `b` that it is matched with, -1 = none: the longest common run of words in order.
std::vector<int> align(const std::vector<AlignedItem>& a, const std::vector<AlignedItem>& b) {
  std::vector<std::vector<int>> best(a.size() + 1, std::vector<int>(b.size() + 1));
  const auto same = [&](std::size_t i, std::size_t j) { return !a[i].stem.empty() && a[i].stem == b[j].stem; };
  for (std::size_t i = a.size(); i-- > 0;)
    for (std::size_t j = b.size(); j-- > 0;)
      best[i][j] = same(i, j) ? best[i + 1][j + 1] + 1 : std::max(best[i + 1][j], best[i][j + 1]);
  std::vector<int> matched(a.size(), -1);
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (same(i, j)) {
      matched[i++] = static_cast<int>(j++);
    } else if (best[i + 1][j] >= best[i][j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
  return matched;
}

// The numbers of `unit` in items [from, to).
std::vector<const LabelledNumber*> numbers_in(const std::vector<AlignedItem>& items, std::size_t from, std::size_t to,
                                              const std::string& unit) {
  std::vector<const LabelledNumber*> out;
  for (std::size_t i = from; i < std::min(to, items.size()); ++i)
    if (items[i].number != nullptr && items[i].number->number.unit == unit) out.push_back(items[i].number);
  return out;
}

// Between two matched words each side has words of its own: "placebo" for "aspirin", "12" for "6 months".
bool exchanges_words(const std::vector<AlignedItem>& said, const std::vector<AlignedItem>& there,
                     const std::vector<int>& matched) {
  std::size_t from = 0;
  bool lost = false;
  for (std::size_t i = 0; i <= said.size(); ++i) {
    const bool end = i == said.size();
    if (!end && matched[i] < 0) {
      lost = lost || !said[i].stem.empty();
      continue;
    }
    const std::size_t to = end ? there.size() : static_cast<std::size_t>(matched[i]);
    for (; lost && from < to; ++from)
      if (!there[from].stem.empty()) return true;
    lost = false;
    from = to + 1;
  }
  return false;
}

// The number of the sentence that stands where the statement's own one does; null = not aligned.
const LabelledNumber* counterpart(const std::vector<AlignedItem>& said, const std::vector<AlignedItem>& there,
                                  std::size_t own) {
  const std::vector<int> matched = align(said, there);
  std::size_t words = 0, common = 0;
  const auto is_word = [](const AlignedItem& item) { return !item.stem.empty(); };
  const auto content = std::count_if(there.begin(), there.end(), is_word);
  for (std::size_t i = 0; i < said.size(); ++i) {
    if (said[i].stem.empty()) continue;
    ++words;
    common += matched[i] >= 0;
  }
  if (words < kLeastWords || static_cast<double>(common) < kAligned * static_cast<double>(words) ||
      static_cast<double>(common) < kSame * static_cast<double>(content) || exchanges_words(said, there, matched))
    return nullptr;
  // Between the matched words next to it.
  std::size_t before = own, behind = own + 1;
  while (before > 0 && matched[before - 1] < 0) --before;
  while (behind < said.size() && matched[behind] < 0) ++behind;
  const std::size_t from = before > 0 ? static_cast<std::size_t>(matched[before - 1]) + 1 : 0;
  const std::size_t to = behind < said.size() ? static_cast<std::size_t>(matched[behind]) : there.size();
  const std::string& unit = said[own].number->number.unit;
  // All numbers of its kind are told, or other words than these part them.
  if (numbers_in(said, 0, said.size(), unit).size() != numbers_in(there, 0, there.size(), unit).size()) return nullptr;
  // Of other kinds it tells the same: "10 mg" is no "20 mg".
  for (const AlignedItem& item : said) {
    if (item.number == nullptr || item.number->number.unit == unit) continue;
    const auto alike = numbers_in(there, 0, there.size(), item.number->number.unit);
    if (std::none_of(alike.begin(), alike.end(), [&](const LabelledNumber* number) {
          return std::fabs(number->number.value - item.number->number.value) < 1e-9;
        }))
      return nullptr;
  }
  const auto mine = numbers_in(said, before, behind, unit), theirs = numbers_in(there, from, to, unit);
  if (mine.size() != theirs.size()) return nullptr;
  const auto at = std::find(mine.begin(), mine.end(), said[own].number);
  return at == mine.end() ? nullptr : theirs[static_cast<std::size_t>(at - mine.begin())];
}

}  // namespace

bool hear_aligned(const CitingStatement& statement, WitnessDocument& source, Testimony& testimony) {
  if (statement.number_span.empty()) return false;
  const std::vector<LabelledNumber> numbers = labelled_numbers(statement.text, {});
  const std::vector<AlignedItem> said = items_of(statement.text, numbers);
  const auto own = std::find_if(said.begin(), said.end(), [&](const AlignedItem& item) {
    return item.number != nullptr && item.number->span == statement.number_span;
  });
  if (own == said.end()) return false;
  const SourceSentence* place = nullptr;
  const LabelledNumber* other = nullptr;
  for (SourceSentence& sentence : source.sentences) {
    if (sentence.table_row || sentence.cites || shared_words(statement, sentence.words, {}) < kAligned) continue;
    source.label(sentence);
    const std::vector<AlignedItem> there = items_of(sentence.text, sentence.labelled);
    const LabelledNumber* number = counterpart(said, there, static_cast<std::size_t>(own - said.begin()));
    if (number == nullptr) continue;
    if (compare_number(statement, number->number, false).same || rounds_back(statement.number, number->number))
      return false;
    if (!same_operator(number->number.op, statement.number.op)) continue;
    if (place == nullptr) place = &sentence, other = number;
  }
  if (place == nullptr) return false;
  testimony.against = 0.97;
  testimony.against_span = place->span;
  testimony.against_reason = fmt::format("the source has {} here, not {}: \u201C{}\u201D", shown(other->number),
                                         shown(statement.number), around(*place, *other));
  return true;
}

}  // namespace warrant
