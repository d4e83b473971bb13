#include "src/store/term_lists.h"

#include <array>
#include <cstring>
#include <utility>

#include "src/store/fts5_format.h"
#include "src/store/sqlite.h"
#include "src/store/tokenizer.h"

namespace warrant {
namespace {

// FTS5 cuts longer tokens (FTS5_MAX_TOKEN_SIZE).
constexpr std::size_t kLongestTerm = 32'768;
// Words remembered by one analyzer; a hostile text of ever new ones makes it start afresh.
constexpr std::size_t kMostBytes = 8u << 20;
// Longer words are rare, and not worth remembering.
constexpr std::size_t kLongestWord = 64;

// Every tokenizer over unicode61 separates at these: ASCII that is no letter and no digit. What stands between two of
// them is split alike wherever it stands.
constexpr std::array<bool, 256> kSeparator = [] {
  std::array<bool, 256> table{};
  for (int c = 0; c < 128; ++c)
    table[static_cast<std::size_t>(c)] =
        !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
  return table;
}();

std::uint64_t hash_of(std::string_view bytes) {
  std::uint64_t hash = bytes.size() * 0x9E3779B97F4A7C15u;
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  const auto mix = [&](std::uint64_t word) {
    hash = (hash ^ word) * 0xD6E8FEB86659FD93u;
    hash ^= hash >> 32;
  };
  for (; left >= 8; at += 8, left -= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, 8);
    mix(word);
  }
  std::uint64_t word = 0;
  std::memcpy(&word, at, left);
  mix(word);
  return hash;
}

// Strings, numbered from 0 in order of arrival.
class StringTable {
 public:
  struct Entry {
    std::uint64_t hash;
    std::uint32_t offset, size;
  };
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  std::uint32_t find(std::string_view text, std::uint64_t hash) const {
    for (std::size_t slot = hash & mask_;; slot = (slot + 1) & mask_) {
      const std::uint32_t number = slots_[slot];
      if (number == kNone) return kNone;
      const Entry& entry = entries_[number];
      if (entry.hash == hash && entry.size == text.size() &&
          std::memcmp(bytes_.data() + entry.offset, text.data(), text.size()) == 0)
        return number;
    }
  }
  // Requires: not there yet.
  std::uint32_t add(std::string_view text, std::uint64_t hash) {
    const auto number = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back({hash, static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(text.size())});
    bytes_ += text;
    if (entries_.size() * 2 > slots_.size()) grow();
    place(number);
    return number;
  }
  const Entry& operator[](std::uint32_t number) const { return entries_[number]; }
  std::string_view text(const Entry& entry) const { return {bytes_.data() + entry.offset, entry.size}; }
  std::size_t size() const { return entries_.size(); }
  std::size_t bytes() const { return bytes_.size() + entries_.size() * (sizeof(Entry) + 8); }

 private:
  void place(std::uint32_t number) {
    std::size_t slot = entries_[number].hash & mask_;
    while (slots_[slot] != kNone) slot = (slot + 1) & mask_;
    slots_[slot] = number;
  }
  void grow() {
    slots_.assign(slots_.size() * 2, kNone);
    mask_ = slots_.size() - 1;
    for (std::uint32_t number = 0; number + 1 < entries_.size(); ++number) place(number);
  }

  std::string bytes_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(1 << 12, kNone);
  std::size_t mask_ = (1 << 12) - 1;
};

}  // namespace

struct Analyzer::State {
  State(Database opened, Tokenizer made) : database(std::move(opened)), tokenizer(std::move(made)) {}

  // A word's terms are those at [first, first + count) of word_terms.
  struct Word {
    std::uint32_t first = 0, count = 0;
  };
  struct Occurrence {
    std::uint32_t term, row, position;  // term: local number
  };

  Word learn(std::string_view text, std::uint64_t hash) {
    Word word{static_cast<std::uint32_t>(word_terms.size()), 0};
    for (const Token& token : tokenizer.tokens(text)) {
      const std::string_view term = std::string_view(token.term).substr(0, kLongestTerm);
      const std::uint64_t term_hash = hash_of(term);
      std::uint32_t number = terms.find(term, term_hash);
      if (number == StringTable::kNone) {
        number = terms.add(term, term_hash);
        local.emplace_back();
      }
      word_terms.push_back(number);
      ++word.count;
    }
    if (text.size() <= kLongestWord) {
      words.add(text, hash);
      known.push_back(word);
    }
    return word;
  }

  void forget() {
    terms = {};
    words = {};
    known.clear();
    word_terms.clear();
    local.clear();
  }

  // The numbers that terms have in the lists that are being collected.
  struct Local {
    std::uint32_t round = 0, number = 0;
  };

  Database database;  // the tokenizer's
  Tokenizer tokenizer;
  StringTable terms, words;
  std::vector<Word> known;  // by number of word
  std::vector<std::uint32_t> word_terms;
  std::vector<Local> local;  // by number of term
  std::uint32_t round = 1;
  std::vector<std::uint32_t> used;    // the terms met in this round
  std::vector<std::uint32_t> counts;  // how often, by local number
  std::vector<Occurrence> occurrences, sorted;
  std::uint32_t rows = 0;
};

Analyzer::Analyzer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;
Analyzer::~Analyzer() = default;

Result<Analyzer> Analyzer::make() {
  WARRANT_TRY(database, Database::open_private());
  WARRANT_TRY(tokenizer, Tokenizer::make(database));
  return Analyzer(std::make_unique<State>(std::move(database), std::move(tokenizer)));
}

std::uint32_t Analyzer::add(std::uint32_t row, std::string_view text) {
  State& s = *state_;
  ++s.rows;
  std::uint32_t position = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (true) {
    while (at < end && kSeparator[static_cast<unsigned char>(*at)]) ++at;
    if (at == end) return position;
    const char* const begin = at;
    while (at < end && !kSeparator[static_cast<unsigned char>(*at)]) ++at;
    const std::string_view word(begin, static_cast<std::size_t>(at - begin));
    const std::uint64_t hash = hash_of(word);
    const std::uint32_t number = s.words.find(word, hash);
    const State::Word terms = number != StringTable::kNone ? s.known[number] : s.learn(word, hash);
    for (std::uint32_t i = 0; i < terms.count; ++i) {
      const std::uint32_t term = s.word_terms[terms.first + i];
      State::Local& local = s.local[term];
      if (local.round != s.round) {
        local = {s.round, static_cast<std::uint32_t>(s.used.size())};
        s.used.push_back(term);
        s.counts.push_back(0);
      }
      ++s.counts[local.number];
      s.occurrences.push_back({local.number, row, position++});
    }
  }
}

TermLists Analyzer::take() {
  State& s = *state_;
  // Occurrences by term; within a term they keep their order, that of rows and positions.
  std::vector<std::uint32_t> starts(s.used.size() + 1);
  for (std::size_t i = 0; i < s.used.size(); ++i) starts[i + 1] = starts[i] + s.counts[i];
  s.sorted.resize(s.occurrences.size());
  {
    std::vector<std::uint32_t> next(starts.begin(), starts.end());
    for (const State::Occurrence& occurrence : s.occurrences) s.sorted[next[occurrence.term]++] = occurrence;
  }
  TermLists lists;
  lists.rows = s.rows;
  lists.tokens = s.occurrences.size();
  lists.terms.resize(s.used.size());
  lists.lists.reserve(s.occurrences.size() * 4);
  std::string positions;
  for (std::size_t i = 0; i < s.used.size(); ++i) {
    const StringTable::Entry& entry = s.terms[s.used[i]];
    TermLists::Term& term = lists.terms[i];
    term.hash = entry.hash;
    term.text = static_cast<std::uint32_t>(lists.texts.size());
    term.text_size = entry.size;
    lists.texts += s.terms.text(entry);
    term.list = static_cast<std::uint32_t>(lists.lists.size());
    term.first_row = s.sorted[starts[i]].row;
    std::uint32_t row = term.first_row;
    for (std::uint32_t k = starts[i]; k < starts[i + 1];) {
      if (s.sorted[k].row != term.first_row) append_varint(lists.lists, s.sorted[k].row - row);
      row = s.sorted[k].row;
      positions.clear();
      std::uint32_t before = 0;
      for (; k < starts[i + 1] && s.sorted[k].row == row; ++k) {
        append_varint(positions, s.sorted[k].position - before + 2);
        before = s.sorted[k].position;
      }
      append_varint(lists.lists, positions.size() * 2);
      lists.lists += positions;
    }
    term.last_row = row;
    term.list_size = static_cast<std::uint32_t>(lists.lists.size()) - term.list;
  }
  s.used.clear();
  s.counts.clear();
  s.occurrences.clear();
  s.rows = 0;
  ++s.round;
  if (s.terms.bytes() + s.words.bytes() > kMostBytes) s.forget();
  return lists;
}

}  // namespace warrant
