#include "src/language/concepts.h"

#include <cstdint>
#include <cstring>
#include <string>

#include "data.gen.h"
#include "src/base/text.h"
#include "src/base/text_numbers.h"
#include "src/language/fold.h"

namespace warrant {
namespace {

struct Token {
  std::uint32_t start, end;  // in the folded text
  std::string_view key;      // what is compared: no plural s, Greek letters by name
};

bool is_letter(char c) { return is_ascii_digit(c) || is_ascii_alpha(c) || static_cast<unsigned char>(c) >= 0x80; }

// Greek letters stand for their names ("TNF-α" = "TNF-alpha").
std::string_view greek(std::string_view token) {
  static constexpr std::string_view kNames[] = {"alpha", "beta", "gamma", "delta", "epsilon"};
  if (token.size() != 2 || token[0] != '\xCE') return token;
  const int index = static_cast<unsigned char>(token[1]) - 0xB1;
  return index >= 0 && index < 5 ? kNames[index] : token;
}

std::string_view singular(std::string_view token) {
  if (token.size() > 3 && token.back() == 's' && !token.ends_with("ss") && !token.ends_with("us") &&
      !token.ends_with("is"))
    token.remove_suffix(1);
  return token;
}

// Words of ASCII letters and digits, or of other letters: "tnfα" is two. Lifetime: the keys are views into `folded`.
std::vector<Token> tokens_of(std::string_view folded) {
  std::vector<Token> tokens;
  std::size_t at = 0;
  while (at < folded.size()) {
    if (!is_letter(folded[at])) {
      ++at;
      continue;
    }
    const std::size_t start = at;
    const bool ascii = static_cast<unsigned char>(folded[at]) < 0x80;
    while (at < folded.size() && is_letter(folded[at]) && (static_cast<unsigned char>(folded[at]) < 0x80) == ascii)
      ++at;
    const std::string_view word = folded.substr(start, at - start);
    tokens.push_back(
        {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(at), ascii ? singular(word) : greek(word)});
  }
  return tokens;
}

// Whether two words with `gap` between them can belong to one term: "pain, control" is not "pain control".
bool joins(std::string_view gap, bool after_initial) {
  for (const char c : gap)
    if (c != ' ' && c != '-' && c != '/' && c != '\'' && c != '+' && !(c == '.' && after_initial)) return false;
  return gap.size() <= 3;
}

// Short forms are told apart by case: OS and os, eGFR and EGFR.
bool is_short_form(std::string_view term) {
  int capitals = 0;
  for (const char c : term) {
    if (!is_ascii_alpha(c) && !is_ascii_digit(c)) return false;
    capitals += c >= 'A' && c <= 'Z' ? 1 : 0;
  }
  return term.size() <= 4 && capitals >= 2;
}

struct Entry {
  std::string_view exact;  // the short form as it must stand, or "" when case does not matter
  std::int32_t index;      // into concepts
  bool narrower;
};

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

// A trie over words.
class Lexicon {
 public:
  explicit Lexicon(std::string_view table) : nodes_(1) {
    for (const std::string_view line : split(table, '\n')) {
      if (line.empty() || line.front() == '#') continue;
      const auto columns = split(line, '\t');
      if (columns.size() != 5) continue;
      Concept made{columns[0], columns[1], {}, {}, columns[4]};
      if (!columns[2].empty()) made.synonyms = split(columns[2], '|');
      if (!columns[3].empty()) made.narrower = split(columns[3], '|');
      concepts_.push_back(std::move(made));
    }
    for (std::size_t i = 0; i < concepts_.size(); ++i) {
      const auto index = static_cast<std::int32_t>(i);
      add(concepts_[i].name, index, false);
      for (const std::string_view term : concepts_[i].synonyms) add(term, index, false);
      for (const std::string_view term : concepts_[i].narrower) add(term, index, true);
    }
  }

  const std::vector<Concept>& concepts() const { return concepts_; }

  std::vector<Mention> find(std::string_view text) const {
    std::vector<Mention> found;
    const Folded f = fold(text);
    const std::vector<Token> tokens = tokens_of(f.text);
    for (std::size_t i = 0; i < tokens.size();) {
      std::size_t used = 1;
      if (const auto [entry, end] = longest(text, f, tokens, i); entry != nullptr) {
        found.push_back({source_span(f, text, {tokens[i].start, tokens[end - 1].end}),
                         &concepts_[static_cast<std::size_t>(entry->index)], entry->narrower});
        used = end - i;
      }
      i += used;
    }
    return found;
  }

  // The entry that is all of `term`.
  const Entry* whole(std::string_view term) const {
    const Folded f = fold(term);
    const std::vector<Token> tokens = tokens_of(f.text);
    if (tokens.empty()) return nullptr;
    if (const auto [entry, end] = longest(term, f, tokens, 0); entry != nullptr && end == tokens.size()) return entry;
    std::int32_t node = 0;
    for (const Token& token : tokens)
      if ((node = child(node, token.key)) < 0) return nullptr;
    const std::vector<Entry>& entries = nodes_[static_cast<std::size_t>(node)];
    return entries.empty() ? nullptr : &entries.front();
  }

 private:
  // A word behind a node, as next_ knows it.
  static std::string step(std::int32_t node, std::string_view key) {
    std::string out(sizeof node, '\0');
    std::memcpy(out.data(), &node, sizeof node);
    return out.append(key);
  }

  void add(std::string_view term, std::int32_t index, bool narrower) {
    std::int32_t node = 0;
    const std::string words = folded(term);
    for (const Token& token : tokens_of(words)) {
      std::int32_t next = child(node, token.key);
      if (next < 0) {
        next = static_cast<std::int32_t>(nodes_.size());
        const std::string taken = step(node, token.key);
        next_.add(taken, TextNumbers::hash_of(taken), static_cast<std::uint32_t>(next));
        nodes_.emplace_back();
      }
      node = next;
    }
    if (node != 0) nodes_[static_cast<std::size_t>(node)].push_back({is_short_form(term) ? term : "", index, narrower});
  }

  std::int32_t child(std::int32_t node, std::string_view key) const {
    const std::uint32_t next = next_.find(step(node, key));
    return next == TextNumbers::kUnknown ? -1 : static_cast<std::int32_t>(next);
  }

  // What a node means for these source words: an exact short form first, then any entry that does not mind case.
  const Entry* meant(std::int32_t node, std::string_view words) const {
    const Entry* loose = nullptr;
    for (const Entry& entry : nodes_[static_cast<std::size_t>(node)]) {
      if (entry.exact.empty()) {
        if (loose == nullptr) loose = &entry;
      } else if (words == entry.exact ||
                 (words.size() == entry.exact.size() + 1 && words.ends_with('s') && words.starts_with(entry.exact))) {
        return &entry;
      }
    }
    return loose;
  }

  std::pair<const Entry*, std::size_t> longest(std::string_view text, const Folded& f, const std::vector<Token>& tokens,
                                               std::size_t first) const {
    std::pair<const Entry*, std::size_t> best{nullptr, first};
    std::int32_t node = 0;
    for (std::size_t i = first; i < tokens.size(); ++i) {
      if (i > first) {
        const Token& before = tokens[i - 1];
        const std::string_view gap = std::string_view(f.text).substr(before.end, tokens[i].start - before.end);
        if (!joins(gap, before.end - before.start == 1)) break;
      }
      const ByteSpan words{tokens[first].start, tokens[i].end};
      std::int32_t next = child(node, tokens[i].key);
      // "HRs": a short form with its plural is too short for singular().
      if (next < 0 && i == first && tokens[i].key.size() == 3 && tokens[i].key.back() == 's')
        next = child(node, tokens[i].key.substr(0, 2));
      if (next < 0) break;
      node = next;
      if (const Entry* entry = meant(node, slice(text, source_span(f, text, words))); entry != nullptr)
        best = {entry, i + 1};
    }
    return best;
  }

  std::vector<Concept> concepts_;
  TextNumbers next_;                       // by node and word
  std::vector<std::vector<Entry>> nodes_;  // what ends there
};

const Lexicon& lexicon() {
  static const Lexicon made(data::concepts);
  return made;
}

}  // namespace

std::span<const Concept> concepts() { return lexicon().concepts(); }

std::vector<Mention> mentions(std::string_view text) { return lexicon().find(text); }

const Concept* concept_of(std::string_view term) {
  const Entry* entry = lexicon().whole(term);
  return entry == nullptr ? nullptr : &concepts()[static_cast<std::size_t>(entry->index)];
}

std::vector<std::string> expand(std::string_view term) {
  std::vector<std::string> terms;
  const Entry* entry = lexicon().whole(term);
  if (entry == nullptr) return terms;
  const Concept& meant = concepts()[static_cast<std::size_t>(entry->index)];
  const std::string given = folded(term);
  const auto add = [&](std::string_view other) {
    if (folded(other) != given) terms.emplace_back(other);
  };
  if (entry->narrower) return terms;
  add(meant.name);
  for (const std::string_view other : meant.synonyms) add(other);
  for (const std::string_view other : meant.narrower) add(other);
  return terms;
}

}  // namespace warrant
