#include "src/store/units.h"

#include <algorithm>

#include "src/base/text.h"

namespace warrant {
namespace {

// What the parts of a word gain by standing together. Measured (nDCG@10 on the train part of SciFact | dev part of
// NFCorpus; plain FTS5 0.7016 | 0.2914): only together 0.6933 | 0.2892, 1: 0.6996 | 0.2888, 0.5: 0.7020 | 0.2914,
// 0.25: 0.7032 | 0.2917, 0: 0.7041 | 0.2919. Above 0, so that "HER2-positive" finds "HER2-positive" first.
constexpr double kTogether = 0.25;

}  // namespace

std::vector<Unit> units_of(const Tokenizer& tokenizer, const std::vector<QueryTerm>& terms) {
  std::vector<Unit> units;
  bool excluded = false;
  std::uint32_t group = 0;
  const auto add = [&](std::vector<std::string> tokens, double weight, bool required) {
    if (tokens.empty()) return;
    for (Unit& unit : units) {
      if (unit.tokens != tokens || unit.excluded != excluded || unit.prefix) continue;
      unit.weight = std::max(unit.weight, weight);
      unit.required = unit.required || required;
      return;
    }
    units.push_back({std::move(tokens), weight, required, excluded, false, group});
  };
  for (const QueryTerm& term : terms) {
    excluded = term.excluded;
    group = term.group;
    if (term.prefix) {
      // Unstemmed: the index holds stems, which a word's beginning is compared with as it is.
      Unit unit;
      unit.tokens = {fold_case(term.text)};
      unit.weight = term.weight;
      unit.required = term.required;
      unit.excluded = term.excluded;
      unit.prefix = true;
      units.push_back(std::move(unit));
      continue;
    }
    if (term.phrase || term.excluded) {
      std::vector<std::string> tokens;
      for (IndexToken& token : tokenizer.tokens(term.text)) tokens.push_back(std::move(token.term));
      add(std::move(tokens), term.weight, term.required);
      continue;
    }
    const auto add_word = [&](std::vector<std::string> parts) {
      const bool number = std::all_of(parts.begin(), parts.end(), [](const std::string& part) {
        return std::all_of(part.begin(), part.end(), is_ascii_digit);
      });
      if (parts.size() > 1 && !number && !term.required) {
        for (const std::string& part : parts) add({part}, term.weight, false);
        add(std::move(parts), term.weight * kTogether, false);
      } else {
        add(std::move(parts), term.weight, term.required);
      }
    };
    std::vector<std::string> tokens;
    std::uint32_t end = 0;
    for (IndexToken& token : tokenizer.tokens(term.text)) {
      const std::string_view between = std::string_view(term.text).substr(end, token.span.start - end);
      if (between.find_first_of(" \t\r\n") != std::string_view::npos) {
        add_word(std::move(tokens));
        tokens.clear();
      }
      end = token.span.end;
      tokens.push_back(std::move(token.term));
    }
    add_word(std::move(tokens));
  }
  // The order of additions must not depend on the order typed, or equal scores would differ in their last bit.
  std::sort(units.begin(), units.end(), [](const Unit& a, const Unit& b) { return a.tokens < b.tokens; });
  return units;
}

std::string mark_matches(const Tokenizer& tokenizer, const std::string& text, const std::vector<Unit>& units) {
  std::vector<ByteSpan> matches;
  const std::vector<IndexToken> tokens = tokenizer.tokens(text);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::size_t longest = 0;
    for (const Unit& unit : units) {
      const std::size_t size = unit.tokens.size();
      if (unit.excluded || size <= longest || i + size > tokens.size()) continue;
      bool same = true;
      for (std::size_t k = 0; same && k < size; ++k)
        same = unit.prefix ? tokens[i].term.rfind(unit.tokens[0], 0) == 0 : tokens[i + k].term == unit.tokens[k];
      if (same) longest = size;
    }
    if (longest == 0) continue;
    const ByteSpan match = {tokens[i].span.start, tokens[i + longest - 1].span.end};
    if (!matches.empty() && match.start < matches.back().end)
      matches.back().end = std::max(matches.back().end, match.end);
    else
      matches.push_back(match);
  }
  std::string marked;
  std::size_t at = 0;
  for (ByteSpan match : matches) {
    marked += text.substr(at, match.start - at);
    marked += '\x02';
    marked += text.substr(match.start, match.size());
    marked += '\x03';
    at = match.end;
  }
  marked += text.substr(at);
  return marked;
}

}  // namespace warrant
