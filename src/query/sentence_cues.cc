#include "src/query/sentence_cues.h"

#include <algorithm>

#include <re2/re2.h>

#include "src/language/alike.h"
#include "src/language/cues.h"
#include "src/language/direction.h"
#include "src/language/labels.h"
#include "src/language/stem.h"
#include "src/language/words.h"
#include "src/query/turn.h"

namespace warrant {

bool has_any(std::string_view text, const WordSet& words) {
  const std::vector<Token> tokens = lex(text);
  return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) { return one_of(token, words); });
}

bool is_tentative(std::string_view text) {
  static const WordSet tentative = {
      "may",         "might",        "could",       "can",      "potential",  "potentially",  "future",
      "further",     "suggest",      "suggests",    "whether",  "hypothesis", "hypothesized", "hypothesised",
      "if",          "aim",          "aimed",       "possible", "possibly",   "evaluate",     "evaluated",
      "investigate", "investigated", "assess",      "assessed", "planned",    "expected",     "would",
      "should",      "determine",    "examine",     "examined", "explore",    "designed",     "will",
      "objective",   "purpose",      "explanation", "perhaps",  "presumably", "speculate"};
  return has_any(text, tentative);
}

bool speaks_of_others(std::string_view text) {
  for (const std::string_view cue : {"another study", "other studies", "previous stud", "earlier stud", "prior stud",
                                     "recent stud", " et al.", "has been reported", "have been reported", "have shown"})
    if (text.find(cue) != std::string_view::npos) return true;
  return false;
}

bool states_finding(std::string_view text) {
  static const RE2 other(
      R"((?i)^to \w+ |\b(?:endpoints?|end points?|outcomes?|measures?) (?:measures? )?(?:was|were) (?:the|an?|also|measured|assessed|defined)\b|\b(?:was|were) (?:also )?(?:measured|assessed|evaluated|examined|investigated|estimated|studied|compared|calculated|recorded|tested|explored)\b|\b(?:study|trial|we|paper|review|article) (?:\w+ )?(?:measured|assessed|evaluated|examined|investigated|estimated|compared|tested|explored|aimed|studied|used)\b|\b(?:ha(?:s|ve) been (?:shown|reported|suggested|found|demonstrated|known|no)|studies (?:have )?(?:suggest|report|show)\w*|(?:un|not )known|is the most|are scarce|priority|until now|is lacking|remains? unclear)\b)");
  return !speaks_of_others(text) && !RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), other);
}

bool is_denied(std::string_view text) {
  static const WordSet denials = {"no",      "not",    "without",      "none",       "never",  "nor", "cannot",
                                  "neither", "failed", "undetectable", "undetected", "absent", "lack"};
  return has_any(text, denials);
}

bool denies_word_of(std::string_view statement, std::string_view sentence) {
  constexpr std::size_t kReach = 3;
  std::set<std::string> said;
  for (const Word& word : words_of(statement))
    if (!word.number && !is_stop_word(slice(statement, word.span)) && !word.stem.starts_with("signific"))
      said.insert(word.stem);
  const std::vector<Word> words = words_of(sentence);
  for (std::size_t w = 0; w < words.size(); ++w) {
    if (slice(sentence, words[w].span) != "not") continue;
    for (std::size_t k = w + 1; k < std::min(w + 1 + kReach, words.size()); ++k)
      if (said.contains(words[k].stem)) return true;
  }
  return false;
}

bool tells_baseline(std::string_view text) {
  for (const std::string_view cue : {"at baseline", "at the baseline", "baseline characteristic", "at admission"})
    if (text.find(cue) != std::string_view::npos)
      return text.find(" or at ") == std::string_view::npos && text.find(" and at ") == std::string_view::npos;
  return false;
}

bool sets_aside(const std::set<std::string>& subject, std::string_view sentence) {
  for (const std::string_view cue : {"n contrast to ", "nlike ", "ontrary to "}) {
    const std::size_t at = sentence.find(cue);
    if (at == std::string_view::npos) continue;
    const std::set<std::string> aside =
        label_words(sentence.substr(at + cue.size(), sentence.find(',', at) - at - cue.size()), {});
    if (!subject.empty() && std::includes(aside.begin(), aside.end(), subject.begin(), subject.end())) return true;
  }
  return false;
}

std::string_view told_window(std::string_view statement, std::string_view sentence) {
  constexpr std::size_t kFewest = 3;
  const auto content = [](std::string_view text) {
    std::vector<std::pair<std::string, ByteSpan>> out;
    for (const Word& word : words_of(text))
      if (!word.number && !is_stop_word(slice(text, word.span)) && !is_direction_word(word.stem) &&
          !word.stem.starts_with("signific"))
        out.emplace_back(one_spelling(word.stem), word.span);
    return out;
  };
  const auto a = content(statement), b = content(sentence);
  if (a.size() < kFewest || b.empty()) return {};
  // Longest common subsequence.
  std::vector<std::vector<std::size_t>> common(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = a.size(); i-- > 0;)
    for (std::size_t j = b.size(); j-- > 0;)
      common[i][j] = a[i].first == b[j].first ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
  if (common[0][0] * 10 < a.size() * 9) return {};
  std::size_t first = b.size(), last = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i].first == b[j].first) {
      first = std::min(first, j);
      last = j;
      ++i, ++j;
    } else if (common[i + 1][j] >= common[i][j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
  // With what stands before the first of them and behind the last one, up to the next word that is not the statement's.
  const std::size_t from = first == 0 ? 0 : b[first - 1].second.end;
  const std::size_t to = last + 1 < b.size() ? b[last + 1].second.start : sentence.size();
  return sentence.substr(from, to - from);
}

std::vector<int> ways_of(std::string_view text) {
  std::vector<int> ways;
  for (const CueHit& hit : cues_in(Words(text))) {
    if (hit.kind == CueKind::kUp || hit.kind == CueKind::kMore) ways.push_back(1);
    if (hit.kind == CueKind::kDown || hit.kind == CueKind::kLess) ways.push_back(-1);
    if (hit.kind == CueKind::kBetter) ways.push_back(2);
    if (hit.kind == CueKind::kWorse) ways.push_back(-2);
    if (hit.kind == CueKind::kFaster) ways.push_back(3);
    if (hit.kind == CueKind::kSlower) ways.push_back(-3);
  }
  return ways;
}

std::optional<bool> turns_copy(std::string_view statement, std::string_view sentence) {
  const std::string_view window = told_window(statement, sentence);
  if (window.empty() || loses_alone(statement, window) || window.size() * 4 > statement.size() * 5) return std::nullopt;
  const std::vector<int> said = ways_of(statement), there = ways_of(window);
  if (said.size() != there.size()) return std::nullopt;
  if (is_denied(statement) != is_denied(window)) return true;
  for (std::size_t i = 0; i < said.size(); ++i)
    if (said[i] == -there[i]) return true;
  return said == there ? std::optional<bool>(false) : std::nullopt;
}

}  // namespace warrant
