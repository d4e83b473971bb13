#include "src/store/units.h"

#include <algorithm>

namespace warrant {

std::vector<Unit> units_of(const Tokenizer& tokenizer, const std::vector<QueryTerm>& terms) {
  std::vector<Unit> units;
  const auto add = [&units](std::vector<std::string> tokens, double weight, bool required) {
    if (tokens.empty()) return;
    for (Unit& unit : units) {
      if (unit.tokens != tokens) continue;
      unit.weight = std::max(unit.weight, weight);
      unit.required = unit.required || required;
      return;
    }
    units.push_back({std::move(tokens), weight, required});
  };
  for (const QueryTerm& term : terms) {
    if (term.phrase) {
      std::vector<std::string> tokens;
      for (Token& token : tokenizer.tokens(term.text)) tokens.push_back(std::move(token.term));
      add(std::move(tokens), term.weight, term.required);
      continue;
    }
    // Words apart are terms of their own; parts of one word ("HER2-positive", "0.72") stand together.
    std::vector<std::string> tokens;
    std::uint32_t end = 0;
    for (Token& token : tokenizer.tokens(term.text)) {
      const std::string_view between = std::string_view(term.text).substr(end, token.span.start - end);
      if (between.find_first_of(" \t\r\n") != std::string_view::npos) {
        add(std::move(tokens), term.weight, term.required);
        tokens.clear();
      }
      end = token.span.end;
      tokens.push_back(std::move(token.term));
    }
    add(std::move(tokens), term.weight, term.required);
  }
  // The order of additions must not depend on the order typed, or equal scores would differ in their last bit.
  std::sort(units.begin(), units.end(), [](const Unit& a, const Unit& b) { return a.tokens < b.tokens; });
  return units;
}

std::string mark_matches(const Tokenizer& tokenizer, const std::string& text, const std::vector<Unit>& units) {
  std::vector<ByteSpan> matches;
  const std::vector<Token> tokens = tokenizer.tokens(text);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::size_t longest = 0;
    for (const Unit& unit : units) {
      const std::size_t size = unit.tokens.size();
      if (size <= longest || i + size > tokens.size()) continue;
      bool same = true;
      for (std::size_t k = 0; same && k < size; ++k) same = tokens[i + k].term == unit.tokens[k];
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
