#include "src/store/term_lists.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

#include "src/store/sqlite.h"
#include "src/store/tokenizer.h"

namespace warrant {
namespace {

// FTS5 cuts longer tokens (FTS5_MAX_TOKEN_SIZE).
constexpr std::size_t kLongestTerm = 32'768;
// Words and terms remembered by one analyzer; texts of ever new ones make it start afresh.
constexpr std::size_t kMostRemembered = 1u << 18;
// Longer words are rare, and not worth remembering.
constexpr std::size_t kLongestWord = 64;
// Bytes of text that a dictionary takes at once.
constexpr std::size_t kTextBlock = 64u << 10;

// Every tokenizer over unicode61 separates at these: ASCII that is no letter and no digit. What stands between two of
// them is split alike wherever it stands.
constexpr std::array<bool, 256> kSeparator = [] {
  std::array<bool, 256> table{};
  for (int c = 0; c < 128; ++c)
    table[static_cast<std::size_t>(c)] = !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
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

// The terms of a word: none, one, or several that stand one after another in a list.
struct WordTerms {
  std::uint32_t first = 0;  // one: its number; several: where they begin
  std::uint32_t count = 0;
};

// Words of up to 16 bytes as two numbers, in slots that hold all there is to know, for a text looks up each of its
// words.
class ShortWords {
 public:
  static constexpr std::size_t kLongest = 16;
  struct Key {
    std::uint64_t low = 0, high = 0;
    std::uint32_t size = 0;
    bool operator==(const Key&) const = default;
  };

  // `end`: of the readable bytes around the word. Requires: 1 to kLongest bytes.
  static Key key_of(std::string_view word, const char* end) {
    Key key;
    key.size = static_cast<std::uint32_t>(word.size());
    if (std::endian::native == std::endian::little && static_cast<std::size_t>(end - word.data()) >= kLongest) {
      std::memcpy(&key.low, word.data(), 8);
      std::memcpy(&key.high, word.data() + 8, 8);
      key.low &= kMask[std::min<std::size_t>(word.size(), 8)];
      key.high &= kMask[std::max<std::size_t>(word.size(), 8) - 8];
    } else {
      char bytes[kLongest] = {};
      std::memcpy(bytes, word.data(), word.size());
      std::memcpy(&key.low, bytes, 8);
      std::memcpy(&key.high, bytes + 8, 8);
    }
    return key;
  }

  // Null when it is not there.
  const WordTerms* find(const Key& key) const {
    for (std::size_t at = place(key);; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.key == key) return &slot.terms;
      if (slot.key.size == 0) return nullptr;
    }
  }
  void fetch(const Key& key) const { __builtin_prefetch(&slots_[place(key)]); }
  // Requires: not there yet.
  void add(const Key& key, WordTerms terms) {
    if (++size_ * 2 > slots_.size()) {
      std::vector<Slot> before(slots_.size() * 2);
      before.swap(slots_);
      mask_ = slots_.size() - 1;
      for (const Slot& slot : before)
        if (slot.key.size != 0) put(slot);
    }
    put({key, terms});
  }
  std::size_t size() const { return size_; }

 private:
  static constexpr std::array<std::uint64_t, 9> kMask = [] {
    std::array<std::uint64_t, 9> masks{};
    for (unsigned n = 0; n < 8; ++n) masks[n] = (std::uint64_t{1} << 8 * n) - 1;
    masks[8] = ~std::uint64_t{0};
    return masks;
  }();
  struct Slot {
    Key key;  // size 0: free
    WordTerms terms;
  };

  std::size_t place(const Key& key) const {
    const std::uint64_t hash = (key.low * 0x9E3779B97F4A7C15u) ^ ((key.high + key.size) * 0xD6E8FEB86659FD93u);
    return (hash ^ hash >> 32) & mask_;
  }
  void put(const Slot& slot) {
    std::size_t at = place(slot.key);
    while (slots_[at].key.size != 0) at = (at + 1) & mask_;
    slots_[at] = slot;
  }

  std::vector<Slot> slots_ = std::vector<Slot>(1 << 12);
  std::size_t mask_ = (1 << 12) - 1, size_ = 0;
};

// Which entry of a dictionary has a text. `slots`: a power of two, at least half of them free.
constexpr std::uint32_t kNone = 0xFFFFFFFF;
class NumberOf {
 public:
  std::uint32_t find(const TermDictionary& entries, std::string_view text, std::uint64_t hash) const {
    for (std::size_t at = hash & mask_;; at = (at + 1) & mask_) {
      if (slots_[at] == kNone) return kNone;
      const TermDictionary::Entry& entry = entries[slots_[at]];
      if (entry.hash == hash && entry.text() == text) return slots_[at];
    }
  }
  // Its newest one.
  void add(const TermDictionary& entries) {
    if (entries.size() * 2 <= slots_.size()) return place(entries, entries.size() - 1);
    slots_.assign(slots_.size() * 2, kNone);
    mask_ = slots_.size() - 1;
    for (std::uint32_t number = 0; number < entries.size(); ++number) place(entries, number);
  }

 private:
  void place(const TermDictionary& entries, std::uint32_t number) {
    std::size_t at = entries[number].hash & mask_;
    while (slots_[at] != kNone) at = (at + 1) & mask_;
    slots_[at] = number;
  }
  std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(1 << 12, kNone);
  std::size_t mask_ = (1 << 12) - 1;
};

// Writes an SQLite varint of a number below 2^35 and returns its end.
char* put_varint(char* out, std::uint64_t value) {
  if (value < 0x80) {
    *out = static_cast<char>(value);
    return out + 1;
  }
  int shift = 7;
  while (value >> shift >= 0x80) shift += 7;
  for (; shift > 0; shift -= 7) *out++ = static_cast<char>((value >> shift & 0x7F) | 0x80);
  *out = static_cast<char>(value & 0x7F);
  return out + 1;
}
constexpr std::size_t kLongestVarint = 5;

}  // namespace

std::uint32_t TermDictionary::add(std::string_view text, std::uint64_t hash) {
  const std::uint32_t number = size_++;
  const int block = block_of(number);
  std::unique_ptr<Entry[]>& entries = blocks_[static_cast<std::size_t>(block)];
  if (!entries) entries = std::make_unique<Entry[]>(std::size_t{kFirstBlock} << block);
  if (left_ < text.size()) {
    left_ = std::max(kTextBlock, text.size());
    texts_.push_back(std::make_unique<char[]>(left_));
    text_ = texts_.back().get();
  }
  if (!text.empty()) std::memcpy(text_, text.data(), text.size());
  entries[number - first_of(block)] = {hash, text_, static_cast<std::uint32_t>(text.size())};
  text_ += text.size();
  left_ -= text.size();
  return number;
}

struct Analyzer::State {
  State(Database opened, Tokenizer made) : database(std::move(opened)), tokenizer(std::move(made)) {}

  WordTerms learn(std::string_view text) {
    WordTerms word{static_cast<std::uint32_t>(word_terms.size()), 0};
    for (const IndexToken& token : tokenizer.tokens(text)) {
      const std::string_view term = std::string_view(token.term).substr(0, kLongestTerm);
      const std::uint64_t hash = hash_of(term);
      std::uint32_t number = number_of_term.find(*terms, term, hash);
      if (number == kNone) {
        number = terms->add(term, hash);
        number_of_term.add(*terms);
        local.emplace_back();
      }
      word_terms.push_back(number);
      ++word.count;
    }
    if (word.count == 1) {
      word.first = word_terms.back();
      word_terms.pop_back();
    }
    return word;
  }

  // A word of a text that is being read, in three steps, for what each needs is seldom in the processor's cache.
  struct Reading {
    std::string_view word;
    ShortWords::Key key;  // of a short one
    WordTerms terms;
  };
  void fetch(Reading& reading, const char* end) const {
    if (reading.word.size() > ShortWords::kLongest) return;
    reading.key = ShortWords::key_of(reading.word, end);
    short_words.fetch(reading.key);
  }
  void look_up(Reading& reading) {
    reading.terms = reading.word.size() <= ShortWords::kLongest ? look_up_short(reading) : look_up_long(reading.word);
    if (reading.terms.count == 1) __builtin_prefetch(&local[reading.terms.first]);
  }
  WordTerms look_up_short(const Reading& reading) {
    if (const WordTerms* known = short_words.find(reading.key)) return *known;
    const WordTerms learned = learn(reading.word);
    short_words.add(reading.key, learned);
    return learned;
  }
  WordTerms look_up_long(std::string_view word) {
    if (word.size() > kLongestWord) return learn(word);
    const std::uint64_t hash = hash_of(word);
    if (const std::uint32_t number = number_of_word.find(long_words, word, hash); number != kNone)
      return known_long[number];
    known_long.push_back(learn(word));
    long_words.add(word, hash);
    number_of_word.add(long_words);
    return known_long.back();
  }

  void forget() {
    terms = std::make_shared<TermDictionary>();  // lists that were taken go on with theirs
    number_of_term = number_of_word = {};
    short_words = {};
    long_words = {};
    known_long.clear();
    word_terms.clear();
    local.clear();
  }

  // Counts an occurrence; the number that its term has in the lists that are being collected.
  std::uint32_t count(std::uint32_t term) {
    Local& here = local[term];
    if (here.round != round) {
      here = {round, static_cast<std::uint32_t>(used.size())};
      used.push_back(term);
      counts.push_back(0);
    }
    ++counts[here.number];
    return here.number;
  }

  struct Local {
    std::uint32_t round = 0, number = 0;
  };

  Database database;  // the tokenizer's
  Tokenizer tokenizer;
  std::shared_ptr<TermDictionary> terms = std::make_shared<TermDictionary>();
  NumberOf number_of_term;
  ShortWords short_words;
  TermDictionary long_words;
  NumberOf number_of_word;  // of long_words
  std::vector<WordTerms> known_long;
  std::vector<std::uint32_t> word_terms;
  std::vector<Local> local;  // by number of term
  std::uint32_t round = 1;
  std::vector<std::uint32_t> used;    // the terms met in this round
  std::vector<std::uint32_t> counts;  // how often, by local number
  // Occurrences in order: the local number of the term, and row << 32 | position. Only the first `tokens` count.
  std::vector<std::uint32_t> occurring;
  std::vector<std::uint64_t> places, sorted;
  std::size_t tokens = 0;
  std::vector<char> encoded;
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
  if (s.occurring.size() < s.tokens + text.size()) {  // a token takes a byte at least
    s.occurring.resize((s.tokens + text.size()) * 2);
    s.places.resize(s.occurring.size());
  }
  std::uint64_t place = std::uint64_t{row} << 32;
  std::uint32_t* occurring = s.occurring.data() + s.tokens;
  std::uint64_t* places = s.places.data() + s.tokens;
  const auto occur = [&](std::uint32_t term) {
    *occurring++ = s.count(term);
    *places++ = place++;
  };
  const char* at = text.data();
  const char* const end = at + text.size();
  State::Reading readings[32];
  while (at < end) {
    std::size_t count = 0;
    while (count < std::size(readings)) {
      while (at < end && kSeparator[static_cast<unsigned char>(*at)]) ++at;
      if (at == end) break;
      const char* const begin = at;
      while (at < end && !kSeparator[static_cast<unsigned char>(*at)]) ++at;
      readings[count].word = {begin, static_cast<std::size_t>(at - begin)};
      s.fetch(readings[count++], end);
    }
    for (std::size_t i = 0; i < count; ++i) s.look_up(readings[i]);
    for (std::size_t i = 0; i < count; ++i) {
      const WordTerms& terms = readings[i].terms;
      if (terms.count == 1)
        occur(terms.first);
      else
        for (std::uint32_t k = 0; k < terms.count; ++k) occur(s.word_terms[terms.first + k]);
    }
  }
  const auto added = static_cast<std::uint32_t>(place);
  s.tokens += added;
  return added;
}

TermLists Analyzer::take() {
  State& s = *state_;
  // Occurrences by term; within a term they keep their order, that of rows and positions.
  std::vector<std::uint32_t> ends(s.used.size());
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < s.used.size(); ++i) ends[i] = std::exchange(sum, sum + s.counts[i]);
  if (s.sorted.size() < s.tokens) s.sorted.resize(s.places.size());
  for (std::size_t k = 0; k < s.tokens; ++k) s.sorted[ends[s.occurring[k]]++] = s.places[k];

  TermLists lists;
  lists.dictionary = s.terms;
  lists.rows = s.rows;
  lists.tokens = s.tokens;
  lists.terms.resize(s.used.size());
  std::size_t size = 0;
  for (std::size_t i = 0; i < s.used.size(); ++i) {
    // Three varints for each place at most: row, size, position.
    const std::size_t most = size + std::size_t{s.counts[i]} * 3 * kLongestVarint;
    if (s.encoded.size() < most) s.encoded.resize(most * 2);
    char* const begin = s.encoded.data() + size;
    char* out = begin;
    const std::uint64_t* place = s.sorted.data() + (ends[i] - s.counts[i]);
    const std::uint64_t* const stop = s.sorted.data() + ends[i];
    TermLists::Term& term = lists.terms[i];
    term.number = s.used[i];
    term.list = static_cast<std::uint32_t>(size);
    term.first_row = static_cast<std::uint32_t>(*place >> 32);
    std::uint32_t row = term.first_row;
    while (true) {
      char* const positions = ++out;  // their size mostly takes one byte
      std::uint32_t before = 0;
      do {
        const auto position = static_cast<std::uint32_t>(*place);
        out = put_varint(out, std::uint64_t{position} - before + 2);
        before = position;
      } while (++place < stop && *place >> 32 == row);
      const auto bytes = static_cast<std::uint64_t>(out - positions) * 2;
      if (bytes < 0x80) {
        positions[-1] = static_cast<char>(bytes);
      } else {
        char longer[kLongestVarint];
        const std::ptrdiff_t more = put_varint(longer, bytes) - longer;
        std::memmove(positions - 1 + more, positions, bytes / 2);
        std::memcpy(positions - 1, longer, static_cast<std::size_t>(more));
        out += more - 1;
      }
      if (place == stop) break;
      const auto next = static_cast<std::uint32_t>(*place >> 32);
      out = put_varint(out, next - row);
      row = next;
    }
    term.last_row = row;
    term.list_size = static_cast<std::uint32_t>(out - begin);
    size += term.list_size;
  }
  lists.lists.assign(s.encoded.data(), size);
  s.used.clear();
  s.counts.clear();
  s.tokens = 0;
  s.rows = 0;
  ++s.round;
  if (s.terms->size() + s.short_words.size() + s.long_words.size() > kMostRemembered) s.forget();
  return lists;
}

}  // namespace warrant
