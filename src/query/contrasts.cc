#include "src/query/contrasts.h"

#include <algorithm>
#include <map>

#include "src/base/text.h"
#include "src/query/hearing.h"

namespace warrant {
namespace {

using Words = Contrasts::Words;

// Heads of columns that name statistics or everybody, and words that any arm may have.
bool names_nothing(const std::string& word) {
  static const std::set<std::string, std::less<>> statistics = {"valu",
                                                                "chang",
                                                                "interv",
                                                                "confid",
                                                                "ratio",
                                                                "odd",
                                                                "hazard",
                                                                "effect",
                                                                "estim",
                                                                "score",
                                                                "size",
                                                                "rang",
                                                                "deviat",
                                                                "error",
                                                                "standard",
                                                                "adjust",
                                                                "crude",
                                                                "differ",
                                                                "all",
                                                                "total",
                                                                "sum",
                                                                "combin",
                                                                "both",
                                                                "entir",
                                                                "whole",
                                                                "variabl",
                                                                "measur",
                                                                "paramet",
                                                                "characterist",
                                                                "outcom",
                                                                "treatment group",
                                                                "pre",
                                                                "post",
                                                                "befor",
                                                                "after",
                                                                "time",
                                                                "visit",
                                                                "start",
                                                                "end",
                                                                "final",
                                                                "initi",
                                                                "first",
                                                                "second",
                                                                "third",
                                                                "age",
                                                                "mo",
                                                                "ci",
                                                                "or",
                                                                "hr",
                                                                "rr",
                                                                "sd",
                                                                "se",
                                                                "iqr"};
  return is_ascii_digit(word[0]) ? word.find("mg") == std::string::npos && word.find("ug") == std::string::npos
                                 : statistics.contains(word);
}

Words arm_of(Words words) {
  std::erase_if(words, names_nothing);
  constexpr std::size_t kMostWords = 6;
  if (words.size() > kMostWords) words.clear();
  return words;
}

bool prints_size(std::string_view text) {
  for (const std::string_view cue : {"n=", "n =", "N=", "N ="})
    if (text.find(cue) != std::string_view::npos) return true;
  return false;
}

// The first column names groups: its head says so.
bool has_group_rows(const Document& d, const Table& table) {
  for (const TableCell& cell : table.cells) {
    if (cell.row >= table.header_rows) break;
    if (cell.column != 0) continue;
    const std::string head = ascii_lower(trim(slice(d.text, cell.span)));
    for (const std::string_view name : {"group", "groups", "arm", "treatment", "treatments", "treatment group",
                                        "study group", "method", "technique", "regimen", "intervention"})
      if (head == name) return true;
  }
  return false;
}

Words without(const Words& words, const Words& others) {
  Words out;
  std::set_difference(words.begin(), words.end(), others.begin(), others.end(), std::inserter(out, out.end()));
  return out;
}

std::size_t shared(const Words& a, const Words& b) {
  return static_cast<std::size_t>(
      std::count_if(a.begin(), a.end(), [&](const std::string& word) { return b.contains(word); }));
}

// The words name `arm` and not `rival`: most of what only it has, or, where its words are all the rival's too, those.
bool names(const Words& words, const Words& arm, const Words& rival) {
  if (shared(without(rival, arm), words) > 0) return false;
  const Words own = without(arm, rival);
  return own.empty() ? shared(arm, words) == arm.size() : shared(own, words) * 2 >= own.size();
}

bool touches(const Words& words, const Words& arm, const Words& rival) {
  const Words own = without(arm, rival);
  return own.empty() ? shared(arm, words) == arm.size() : shared(own, words) > 0;
}

}  // namespace

Contrasts::Contrasts(const IndexedDocument& document, const std::vector<SourceSentence>& sentences,
                     const Aliases& aliases) {
  constexpr int kEnough = 2;
  std::map<std::pair<Words, Words>, int> votes;
  const auto vote = [&](const Words& a, const Words& b, int weight) {
    // "Intervention" may be any arm but the control.
    if (a.empty() || b.empty() || a == b || (names_active(a) && !names_control(b)) ||
        (names_active(b) && !names_control(a)) || (names_control(a) && names_control(b)))
      return;
    votes[a < b ? std::pair(a, b) : std::pair(b, a)] += weight;
  };
  const auto vote_all = [&](const std::set<Words>& groups, int weight) {
    constexpr std::size_t kMostArms = 12;
    if (groups.size() > kMostArms) return;
    for (auto a = groups.begin(); a != groups.end(); ++a)
      for (auto b = std::next(a); b != groups.end(); ++b) vote(*a, *b, weight);
  };
  Words known;
  for (const SourceSentence& sentence : sentences) {
    if (sentence.table_row) continue;
    std::set<Words> groups;
    for (const LabelledNumber& number : sentence.labelled)
      if (const Words arm = arm_of(number.groups); !arm.empty()) {
        groups.insert(arm);
        known.insert(arm.begin(), arm.end());
      }
    vote_all(groups, 1);
  }
  const Document& d = document.document;
  for (const Table& table : d.tables) {
    if (has_group_rows(d, table)) {
      std::set<Words> rows;
      for (const TableCell& cell : table.cells)
        if (cell.row >= table.header_rows && cell.column == 0)
          rows.insert(arm_of(label_words(slice(d.text, cell.span), aliases)));
      rows.erase(Words());
      vote_all(rows, kEnough);
    }
    for (std::int32_t row = 0; row < table.header_rows; ++row) {
      std::set<Words> heads;
      for (const TableCell& cell : table.cells) {
        if (cell.row != row || cell.column == 0) continue;
        const std::string_view text = slice(d.text, cell.span);
        const Words arm = arm_of(label_words(text, aliases));
        if (!arm.empty() &&
            (prints_size(text) || shared(arm, known) == arm.size() || aliases.contains(ascii_lower(trim(text)))))
          heads.insert(arm);
      }
      vote_all(heads, kEnough);
    }
  }
  for (const Claim& claim : document.claims)
    if (!claim.cited && !claim.assumption && !claim.subject.empty() && !claim.comparator.empty())
      vote(arm_of(label_words(claim.subject, aliases)), arm_of(label_words(claim.comparator, aliases)), 1);
  for (const auto& [a, b] : {std::pair("control", "intervent"), {"boi", "girl"}, {"man", "woman"}})
    vote({a}, {b}, kEnough);
  for (const auto& [pair, count] : votes)
    if (count >= kEnough) {
      pairs_.push_back(pair);
      pairs_.emplace_back(pair.second, pair.first);
    }
}

Words Contrasts::other_arm(const Words& said, const std::vector<const Words*>& levels) const {
  Words found;
  for (const auto& [arm, rival] : pairs_) {
    if (!names(said, arm, rival)) continue;
    for (const Words* level : levels) {
      const bool here = touches(*level, arm, rival), there = touches(*level, rival, arm);
      if (here && !there && names(*level, arm, rival)) return {};  // it is this one's
      if (there && !here && names(*level, rival, arm) && found.empty()) found = arm;
      if (here || there) break;
    }
  }
  return found;
}

}  // namespace warrant
