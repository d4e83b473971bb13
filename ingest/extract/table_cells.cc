#include "ingest/extract/table_cells.h"
#include "ingest/extract/guarded.h"

#include <algorithm>

#include <re2/re2.h>

#include "src/base/text.h"

namespace warrant {

bool is_reference_word(std::string_view text) {
  static const Guarded words(R"((?i)\b(ref(erence|erent|\.)?|baseline category|comparator)\b)");
  return words.in(text);
}

std::optional<CellValue> read_cell(const std::vector<Token>& tokens, std::string_view text, Role role,
                                   const ColumnSense& sense, bool interval_expected, bool range_inside) {
  if (tokens.empty() || is_reference_word(text)) return std::nullopt;
  std::size_t i = 0, words = 0;
  while (i < tokens.size() && !tokens[i].is_number()) {
    if (tokens[i].is("p") || tokens[i].is("p-value")) return std::nullopt;
    if (tokens[i].kind == TokenKind::kNumber) return std::nullopt;  // malformed
    static const WordSet other_measures = {"difference", "mean", "md", "beta", "β", "coefficient", "smd"};
    if (role == Role::kRatio && one_of(tokens[i], other_measures)) return std::nullopt;
    if (tokens[i].is_word()) ++words;
    ++i;
  }
  if (i >= tokens.size() || words > 4) return std::nullopt;
  CellValue v;
  v.token = i;
  const Number& n = tokens[i].number;
  if (n.word) return std::nullopt;
  std::size_t k = i + 1;
  if (role == Role::kRatio && sense.p_inside) {
    // "0.18 0.81 (0.61–1.09)": the p value first; alone it is only the p value.
    if (k < tokens.size() && tokens[k].is_number() && k + 1 < tokens.size() &&
        (tokens[k + 1].is('(') || tokens[k + 1].is('['))) {
      v.p = read_p_cell(std::vector<Token>(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(k)));
      v.token = k;
      ++k;
    } else if (!(k < tokens.size() && (tokens[k].is('(') || tokens[k].is('[')))) {
      return std::nullopt;
    }
  }
  if (role == Role::kRatio) {
    if (n.percent || n.value < 0) return std::nullopt;
    if (k < tokens.size() && tokens[k].is('!')) return std::nullopt;
    if (k < tokens.size() && tokens[k].is('/')) return std::nullopt;
    // "36 (11%)" and "36 (11)" count people.
    if (k + 2 < tokens.size() && tokens[k].is('(') && tokens[k + 1].is_number() &&
        (tokens[k + 1].number.percent || (n.decimals == 0 && tokens[k + 2].is(')'))))
      return std::nullopt;
    if (k + 1 < tokens.size() && tokens[k].is('-') && tokens[k + 1].is_number())
      return std::nullopt;  // an interval alone
    if (k + 1 < tokens.size() && tokens[k].is("to") && tokens[k + 1].is_number()) return std::nullopt;
  }
  if (role == Role::kTime) {
    if (n.percent || n.value < 0) return std::nullopt;
    if (k < tokens.size() && tokens[k].is('/')) return std::nullopt;
    if (k + 1 < tokens.size() && (tokens[k].is('-') || tokens[k].is("to")) && tokens[k + 1].is_number()) {
      v.high = tokens[k + 1].number.value;
      k += 2;
    }
    if (k < tokens.size() && tokens[k].is_word())
      if (const std::string_view unit = time_unit(tokens[k].text); !unit.empty() && tokens[k].text.size() > 1) {
        v.unit = unit;
        ++k;
      }
  }
  if (role == Role::kRate) {
    // "24 (80%)" and "24/30 (80)": the share is in the bracket.
    if (!n.percent) {
      std::size_t open = k;
      if (open + 1 < tokens.size() && tokens[open].is('/') && tokens[open + 1].is_number()) open += 2;
      if (open + 2 < tokens.size() && tokens[open].is('(') && tokens[open + 1].is_number() &&
          (tokens[open + 1].number.percent || tokens[open + 2].is(')')) && !tokens[open + 2].is('-')) {
        v.token = open + 1;
        k = open + 2;
      } else if (open != k) {
        return std::nullopt;
      }
    }
    const double value = tokens[v.token].number.value;
    if (value < 0 || value > 100) return std::nullopt;
    while (k < tokens.size() && tokens[k].is('%')) ++k;
  }
  while (k < tokens.size() && (tokens[k].is('*') || tokens[k].text == "†" || tokens[k].text == "‡" ||
                               tokens[k].text == "§" || tokens[k].text == "¶" || tokens[k].text == "#")) {
    v.marks += tokens[k].text;
    ++k;
  }
  if (k < tokens.size() && tokens[k].is_word() && tokens[k].text.size() == 1 && !tokens[k].space_before)
    ++k;  // a raised letter
  const double value = tokens[v.token].number.value;
  for (std::size_t j = k; j < tokens.size(); ++j) {
    if (!v.interval) {
      if (const auto label = read_interval_label(tokens, j)) {
        std::size_t at = label->end;
        while (at < tokens.size() &&
               (tokens[at].is(':') || tokens[at].is(',') || tokens[at].is('=') || tokens[at].is(';')))
          ++at;
        if (auto interval = read_interval(tokens, at, true)) {
          v.interval = interval;
          v.level = label->level;
          j = interval->end - 1;
          continue;
        }
      }
      if (tokens[j].is('(') || tokens[j].is('[') || (j == k && tokens[j].is_number()) ||
          (j == k && (tokens[j].is(',') || tokens[j].is(';')))) {
        std::size_t at = j;
        if (tokens[at].is(',') || tokens[at].is(';')) ++at;
        if (const auto interval = read_interval(tokens, at, true); interval && (interval->low || interval->high)) {
          const bool holds = (!interval->low || *interval->low <= value + 1e-6) &&
                             (!interval->high || *interval->high >= value - 1e-6);
          // "10.7 vs 7.9 months, 0.69 (0.55 to 0.87)": the ratio is the number that the interval holds.
          if (role == Role::kRatio && !holds && j > v.token + 1 && tokens[j - 1].is_number() && interval->low &&
              interval->high && *interval->low <= tokens[j - 1].number.value &&
              tokens[j - 1].number.value <= *interval->high) {
            v.token = j - 1;
            v.interval = interval;
            v.high.reset();
            j = interval->end - 1;
            continue;
          }
          if (role == Role::kRatio ? holds || interval_expected : holds && interval_expected && !(range_inside)) {
            v.interval = interval;
            j = interval->end - 1;
            continue;
          }
          if (role != Role::kRatio && holds) {
            j = interval->end - 1;
            continue;
          }
        }
      }
    }
    if (!v.p)
      if (const auto p = read_p_value(tokens, j)) {
        v.p = p;
        j = p->end - 1;
        continue;
      }
    // "1.40 (.97–2.01), 0.07" where the header ends in "P value".
    if (!v.p && v.interval && tokens[j].is(',') && j + 2 == tokens.size() && tokens[j + 1].is_number()) {
      v.p = read_p_cell(std::vector<Token>{tokens[j + 1]});
      break;
    }
    if (tokens[j].is('*')) v.marks += '*';
  }
  return v;
}

std::optional<PValue> p_of_marks(const std::string& notes, const std::string& marks) {
  if (marks.empty() || notes.empty()) return std::nullopt;
  std::size_t at = 0;
  while ((at = notes.find(marks, at)) != std::string::npos) {
    const bool whole =
        (at == 0 || notes[at - 1] != '*') && (at + marks.size() >= notes.size() || notes[at + marks.size()] != '*');
    if (whole) {
      const auto tokens = lex(std::string_view(notes).substr(at + marks.size(), 60));
      for (std::size_t i = 0; i < tokens.size() && i < 4; ++i)
        if (const auto p = read_p_value(tokens, i)) return p;
    }
    at += marks.size();
  }
  return std::nullopt;
}

}  // namespace warrant
