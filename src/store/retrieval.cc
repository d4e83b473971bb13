// Ranked search: which rows may be found, their postings, the best of them, and how they are shown.
#include "src/store/retrieval.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <tuple>
#include <unordered_map>

#include <fmt/format.h>

#include "sql.gen.h"
#include "src/base/text.h"
#include "src/store/bm25.h"
#include "src/store/document_ranking.h"
#include "src/store/posting_source.h"
#include "src/store/read.h"
#include "src/store/retrieval_index.h"
#include "src/store/sentence_table.h"
#include "src/store/units.h"

namespace warrant {
namespace {

// A read transaction, unless one is open already; all reads of a search see one state of the store.
class Snapshot {
 public:
  explicit Snapshot(Database& database) : database_(database), own_(!database.in_transaction()) {}
  Result<void> begin() { return own_ ? database_.run(sql::read::begin) : Result<void>(); }
  ~Snapshot() {
    if (own_ && database_.in_transaction()) (void)database_.run(sql::read::end);
  }

 private:
  Database& database_;
  bool own_;
};

// What a filter asks of single sentences; all that it asks but words of sections without a bit.
struct AskedTraits {
  std::uint8_t places = 0xFF;  // bit i = place code i
  Traits all_of = 0;

  AskedTraits(const SearchFilter& filter, const std::vector<IndexToken>& section) {
    if (!filter.places.empty()) places = 0;
    for (Place place : filter.places) places |= static_cast<std::uint8_t>(1u << place_code(place));
    if (filter.own) all_of |= kOwnBit;
    for (const IndexToken& word : section) all_of |= section_bits(word.term);
  }
  // Names the lists that it makes of a term's postings.
  std::string key() const { return places == 0xFF && all_of == 0 ? "" : fmt::format("{:02x}{:02x}:", places, all_of); }
  TraitFilter filter() const {
    TraitFilter allowed;
    for (std::size_t traits = 0; traits < allowed.size(); ++traits)
      allowed[traits] = (places >> (traits & kPlaceBits) & 1) != 0 && (traits & all_of) == all_of;
    return allowed;
  }
};

// Letters to insert, take out, change or swap with the next to make `b` of `a` (Damerau 1964); `most` + 1 when there
// are more than `most`.
std::size_t edits(std::string_view a, std::string_view b, std::size_t most) {
  const std::size_t longer = std::max(a.size(), b.size()), shorter = std::min(a.size(), b.size());
  if (longer - shorter > most || longer > 60) return most + 1;
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = std::min(now[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return std::min(last[b.size()], most + 1);
}

// Postings kept from query to query, decoded, up to a bound; the words of questions are much the same.
class PostingCache {
 public:
  IndexedPostings* find(const std::string& key) {
    const auto known = entries_.find(key);
    if (known == entries_.end()) return nullptr;
    known->second.used = now_;
    return &known->second.list;
  }
  IndexedPostings* put(std::string key, IndexedPostings list) {
    bytes_ += list.bytes();
    Entry& entry = entries_[std::move(key)];
    entry = {std::move(list), now_};
    return &entry.list;
  }
  void clear() {
    entries_.clear();
    bytes_ = 0;
  }
  // Lifetime: pointers handed out live until here. `rows` of the store: lists grow with it, and so must the bound, or
  // all is decoded again and again.
  void next_query(std::size_t rows) {
    ++now_;
    if (bytes_ <= std::max(kMostBytes, rows * kBytesOfRow)) return;
    // Half of it goes: what was asked for longest ago.
    std::vector<std::uint64_t> ages;
    for (const auto& [key, entry] : entries_) ages.push_back(entry.used);
    const auto middle = ages.begin() + static_cast<std::ptrdiff_t>(ages.size() / 2);
    std::nth_element(ages.begin(), middle, ages.end());
    std::erase_if(entries_, [oldest = *middle](const auto& entry) { return entry.second.used <= oldest; });
    bytes_ = 0;
    for (const auto& [key, entry] : entries_) bytes_ += entry.list.bytes();
  }

 private:
  static constexpr std::size_t kMostBytes = std::size_t{96} << 20, kBytesOfRow = 128;
  struct Entry {
    IndexedPostings list;
    std::uint64_t used = 0;
  };
  std::unordered_map<std::string, Entry> entries_;
  std::size_t bytes_ = 0;
  std::uint64_t now_ = 0;
};

// Brings the terms of a query, from the cache or the index.
struct ListReader {
  PostingSource& source;
  const Bm25& scorer;
  PostingCache& lists;
  bool direct;

  Result<void> read(const std::vector<Unit>& units, const std::string& filter_key, const TraitFilter& filter,
                    std::vector<ScoredTerm>& terms) const {
    bool open = false;
    for (const Unit& unit : units) {
      const std::string key = fmt::format("{}{}{}", filter_key, joined(unit.tokens, " "), unit.prefix ? "*" : "");
      IndexedPostings* list = lists.find(key);
      if (list == nullptr) {
        if (!open) WARRANT_CHECK(source.open(direct));
        open = true;
        WARRANT_TRY(postings, unit.prefix ? source.with_prefix(unit.tokens.front()) : source.postings(unit.tokens));
        list = lists.put(key, scorer.index(std::move(postings), filter));
      }
      ScoredTerm term{list, unit.weight, unit.required, unit.excluded, unit.group};
      for (const std::string& token : unit.tokens) {
        term.letters += static_cast<std::uint32_t>(token.size());
        term.digit = term.digit || std::any_of(token.begin(), token.end(), is_ascii_digit);
      }
      term.several = unit.tokens.size() > 1;
      terms.push_back(term);
    }
    return {};
  }
};

class Bm25Retrieval final : public Retrieval {
 public:
  explicit Bm25Retrieval(Database& database)
      : database_(database),
        main_(database,
              {sql::read::sentence_index_version, sql::read::sentence_index_block, sql::read::sentence_index_leaf},
              sql::read::sentence_term),
        rest_(database, {sql::read::rest_index_version, sql::read::rest_index_block, sql::read::rest_index_leaf},
              sql::read::rest_term) {}

  Result<std::vector<SentenceHit>> top(const std::vector<QueryTerm>& terms, const SearchFilter& filter,
                                       const RetrievalOptions& options) const override {
    std::vector<SentenceHit> hits;
    // Inside a write transaction the newest rows are not in the index's blocks yet.
    const bool writing = database_.in_transaction();
    const bool direct = options.read_blocks && !writing;
    Snapshot snapshot(database_);
    WARRANT_CHECK(snapshot.begin());
    // Nor does anything read there outlive a search: a rollback leaves no trace to tell by.
    if (writing) read_state_ = {-1, -1};
    WARRANT_CHECK(refresh());
    if (const auto asked = std::tuple(options.k1, options.b, options.title_weight, direct); asked != indexed_for_) {
      forget();
      indexed_for_ = asked;
    }
    main_lists_.next_query(table_.sizes.size());
    rest_lists_.next_query(table_.sizes.size());
    const std::vector<Unit> units = units_of(*tokenizer_, terms);
    if (units.empty() || options.limit <= 0) return hits;
    WARRANT_CHECK(find_allowed(filter));
    const Allowed& allowed = allowed_;
    const std::vector<IndexToken> section = tokenizer_->tokens(filter.section);
    const AskedTraits asked_traits(filter, section);
    const Bm25 main(table_, table_.main, options), rest(table_, table_.rest, options);
    std::vector<ScoredTerm> main_terms, rest_terms;
    const auto read = [&](PostingSource& source, const Bm25& scorer, PostingCache& lists, auto& into) {
      const ListReader reader{source, scorer, lists, direct};
      return options.whole_documents ? reader.read(units, "", TraitFilter().set(), into)
                                     : reader.read(units, asked_traits.key(), asked_traits.filter(), into);
    };
    const auto asks_for = [&](bool of_rest) {
      return std::any_of(filter.places.begin(), filter.places.end(),
                         [&](Place place) { return is_rest(place) == of_rest; });
    };
    if (filter.places.empty() || asks_for(false)) WARRANT_CHECK(read(main_, main, main_lists_, main_terms));
    if (asks_for(true)) WARRANT_CHECK(read(rest_, rest, rest_lists_, rest_terms));
    if (options.whole_documents) {
      const auto limit = static_cast<std::size_t>(options.limit);
      for (const auto& [totals, postings] :
           {std::pair{&table_.main, &main_terms}, std::pair{&table_.rest, &rest_terms}})
        for (const Scored& s : best_documents(table_, *totals, options, *postings, allowed, limit))
          hits.push_back({s.score, table_.document_of(s.row)->id, -1, {}});
      return cut(std::move(hits), options.limit);
    }
    // Whether a sentence stands in the wanted section is known only when it is looked up: take more until enough do.
    const bool sifted = !section.empty();
    if (filter.section != section_) {
      section_ = filter.section;
      in_section_.clear();
    }
    for (auto take = static_cast<std::size_t>(options.limit);; take *= 8) {
      std::vector<Scored> best = main.best_rows(main_terms, allowed, take);
      const std::vector<Scored> others = rest.best_rows(rest_terms, allowed, take);
      const bool all = best.size() < take && others.size() < take;
      best.insert(best.end(), others.begin(), others.end());
      std::sort(best.begin(), best.end(), [](const Scored& a, const Scored& b) { return a.score > b.score; });
      hits.clear();
      for (const Scored& s : best) {
        if (hits.size() >= static_cast<std::size_t>(options.limit) && s.score < hits.back().score) break;
        WARRANT_TRY(hit, locate(s, section));
        if (hit) hits.push_back(std::move(*hit));
      }
      if (all || !sifted || hits.size() >= static_cast<std::size_t>(options.limit)) break;
    }
    return cut(std::move(hits), options.limit);
  }

  Result<std::vector<std::string>> similar(std::string_view word, std::size_t limit) const override {
    std::vector<std::string> words;
    Snapshot snapshot(database_);
    const bool direct = !database_.in_transaction();
    WARRANT_CHECK(snapshot.begin());
    WARRANT_CHECK(make_tokenizer());
    const std::vector<IndexToken> tokens = tokenizer_->tokens(word);
    if (tokens.size() != 1 || tokens.front().term.size() < 4) return words;
    const std::string& asked = tokens.front().term;
    WARRANT_CHECK(main_.open(direct));
    // Misspellings keep the first letter, or swap it with the second.
    const std::size_t most = asked.size() < 6 ? 1 : 2;
    std::vector<std::pair<std::size_t, std::string>> near;
    for (const std::string& first : {asked.substr(0, 1), asked.substr(1, 1)}) {
      WARRANT_TRY(known, main_.terms(first, 1'000'000));
      for (std::string& term : known) {
        const std::size_t distance = edits(asked, term, most);
        if (distance == 0) return words;
        if (distance <= most) near.emplace_back(distance, std::move(term));
      }
      if (asked[0] == asked[1]) break;
    }
    std::sort(near.begin(), near.end());
    if (near.size() > 50) near.resize(50);
    std::vector<std::tuple<std::size_t, std::int64_t, std::string>> ranked;  // edits, - rows, word
    for (const auto& [distance, term] : near) {
      WARRANT_TRY(postings, main_.postings({term}));
      if (postings.rows.empty()) continue;
      WARRANT_TRY(printed, word_in(postings.rows.front(), term));
      if (!printed.empty()) ranked.emplace_back(distance, -static_cast<std::int64_t>(postings.rows.size()), printed);
    }
    std::sort(ranked.begin(), ranked.end());
    for (auto& [distance, rows, printed] : ranked)
      if (words.size() < limit) words.push_back(std::move(printed));
    return words;
  }

  Result<PassageHit> show(const SentenceHit& hit, const std::vector<QueryTerm>& terms) const override {
    WARRANT_CHECK(make_tokenizer());
    PassageHit shown;
    shown.score = hit.score;
    shown.span = hit.span;
    WARRANT_TRY(nr, database_.integer(sql::read::document_by_id, hit.document));
    if (nr == 0) return fail(ErrorCode::kNotFound, "no such document in the store", hit.document);
    WARRANT_TRY(ref, read_document_ref(database_, nr));
    shown.document = std::move(ref);
    if (hit.sentence < 0) {
      shown.quote = shown.document.title;
      shown.snippet = mark_matches(*tokenizer_, shown.quote, units_of(*tokenizer_, terms));
      shown.place = Place::kFront;
      return shown;
    }
    WARRANT_TRY(first, database_.integer(sql::read::first_sentence, nr));
    WARRANT_TRY(row, database_.prepare(sql::read::sentence_passage));
    WARRANT_TRY(found, row.bind(first + hit.sentence).step());
    if (!found || row.integer(3) != nr)
      return fail(ErrorCode::kNotFound, "no such sentence in the store", hit.document);
    const std::uint32_t start = row.uint32(6) + row.uint32(1);
    shown.span = {start, start + row.uint32(2)};
    shown.place = place_from(row.text(4)).value_or(Place::kBody);
    const std::string_view text = row.text(7);
    if (row.uint32(1) + std::uint64_t{row.uint32(2)} > text.size())
      return fail(ErrorCode::kCorrupt, "a sentence points outside its passage", hit.document);
    shown.quote = std::string(text.substr(row.uint32(1), row.uint32(2)));
    WARRANT_TRY(sections, read_sections(database_, nr));
    shown.section = path_of(sections, row.int32(5));
    shown.snippet = mark_matches(*tokenizer_, shown.quote, units_of(*tokenizer_, terms));
    return shown;
  }

 private:
  // A word of the sentence in this row that the index knows as `term`.
  Result<std::string> word_in(std::uint32_t sentence, const std::string& term) const {
    WARRANT_TRY(row, database_.prepare(sql::read::sentence_passage));
    WARRANT_TRY(found, row.bind(sentence).step());
    if (!found || row.uint32(1) > row.text(7).size()) return std::string();
    const std::string_view text = row.text(7).substr(row.uint32(1), row.uint32(2));
    for (const IndexToken& token : tokenizer_->tokens(text))
      if (token.term == term) return fold_case(text.substr(token.span.start, token.span.size()));
    return std::string();
  }

  Result<void> make_tokenizer() const {
    if (tokenizer_) return {};
    WARRANT_TRY(tokenizer, Tokenizer::make(database_));
    tokenizer_.emplace(std::move(tokenizer));
    return {};
  }

  // Reads the sentence table again when this or another connection has changed the store.
  Result<void> refresh() const {
    WARRANT_CHECK(make_tokenizer());
    WARRANT_TRY(others, database_.integer(sql::read::data_version));
    const std::pair<std::int64_t, std::int64_t> state(others, sqlite3_total_changes(database_.handle()));
    if (state == read_state_) return {};
    WARRANT_TRY(table, read_sentence_table(database_));
    table_ = std::move(table);
    forget();
    read_state_ = state;
    return {};
  }

  void forget() const {
    main_lists_.clear();
    rest_lists_.clear();
    kinds_.clear();
    in_section_.clear();
    allowed_for_.reset();
  }

  // The rows of documents that the filter lets through, in allowed_; a filter asked for again is kept.
  Result<void> find_allowed(const SearchFilter& filter) const {
    const AllowedFor asked(filter.document, filter.year_from, filter.year_to, filter.kinds);
    if (allowed_for_ == asked) return {};
    allowed_for_.reset();
    allowed_.ranges.clear();
    if (asked == AllowedFor()) {
      if (!table_.documents.empty()) allowed_.ranges.push_back({0, table_.documents.back().end});
      allowed_for_ = asked;
      return {};
    }
    if (!filter.kinds.empty() && kinds_.empty()) {
      WARRANT_TRY(kinds, database_.prepare(sql::read::document_kinds));
      while (true) {
        WARRANT_TRY(row, kinds.step());
        if (!row) break;
        kinds_.push_back(document_kind_from(kinds.text(0)).value_or(DocumentKind::kArticle));
      }
      kinds_.resize(table_.documents.size());
    }
    for (const DocumentRange& d : table_.documents) {
      const auto at = static_cast<std::size_t>(&d - table_.documents.data());
      const bool fits = (filter.kinds.empty() ||
                         std::find(filter.kinds.begin(), filter.kinds.end(), kinds_[at]) != filter.kinds.end()) &&
                        (filter.document.empty() || d.id == filter.document) &&
                        (filter.year_from == 0 || d.year >= filter.year_from) &&
                        (filter.year_to == 0 || (d.year != 0 && d.year <= filter.year_to));
      if (!fits || d.first == d.end) continue;
      if (!allowed_.ranges.empty() && allowed_.ranges.back().end == d.first)
        allowed_.ranges.back().end = d.end;
      else
        allowed_.ranges.push_back({d.first, d.end});
    }
    allowed_for_ = asked;
    return {};
  }

  // The hit of a row; nothing when it stands in no section with these words.
  Result<std::optional<SentenceHit>> locate(const Scored& scored, const std::vector<IndexToken>& section) const {
    const DocumentRange* document = table_.document_of(scored.row);
    WARRANT_TRY(row, database_.prepare(sql::read::sentence_passage));
    WARRANT_TRY(found, row.bind(scored.row).step());
    if (document == nullptr || !found)
      return fail(ErrorCode::kCorrupt, "the full-text index names a sentence that is not there", database_.path());
    if (!section.empty()) {
      auto known = in_section_.find(document->nr);
      if (known == in_section_.end()) {
        WARRANT_TRY(sections, read_sections(database_, document->nr));
        known = in_section_.emplace(document->nr, fitting(sections, section)).first;
      }
      const auto at = static_cast<std::size_t>(row.int32(5));  // -1 = in none
      if (at >= known->second.size() || !known->second[at]) return std::optional<SentenceHit>();
    }
    const std::uint32_t start = row.uint32(6) + row.uint32(1);
    return std::optional<SentenceHit>({scored.score,
                                       document->id,
                                       static_cast<std::int32_t>(scored.row - document->first),
                                       {start, start + row.uint32(2)}});
  }

  // Which sections have, or stand in one that has, all words in its title or role. Parents come first.
  std::vector<bool> fitting(const std::vector<Section>& sections, const std::vector<IndexToken>& words) const {
    std::vector<bool> fits;
    for (const Section& section : sections) {
      const std::vector<IndexToken> present = tokenizer_->tokens(section.title + " " + section.role);
      const bool all = std::all_of(words.begin(), words.end(), [&](const IndexToken& word) {
        return std::any_of(present.begin(), present.end(),
                           [&](const IndexToken& token) { return token.term == word.term; });
      });
      const auto parent = static_cast<std::size_t>(section.parent);  // -1 = none
      fits.push_back(all || (parent < fits.size() && fits[parent]));
    }
    return fits;
  }

  static std::vector<SentenceHit> cut(std::vector<SentenceHit> hits, std::int32_t limit) {
    std::sort(hits.begin(), hits.end(), [](const SentenceHit& a, const SentenceHit& b) {
      if (a.score != b.score) return a.score > b.score;
      if (a.document != b.document) return a.document < b.document;
      return a.span < b.span;
    });
    if (hits.size() > static_cast<std::size_t>(limit)) hits.resize(static_cast<std::size_t>(limit));
    return hits;
  }

  Database& database_;
  // Caches; a store belongs to one thread at a time.
  mutable PostingSource main_, rest_;
  mutable std::optional<Tokenizer> tokenizer_;
  mutable SentenceTable table_;
  mutable PostingCache main_lists_, rest_lists_;
  mutable std::tuple<double, double, double, bool> indexed_for_;  // k1, b, title_weight, from blocks
  mutable std::vector<DocumentKind> kinds_;                       // by table_.documents; read when first asked for
  using AllowedFor = std::tuple<std::string, std::int32_t, std::int32_t, std::vector<DocumentKind>>;
  mutable std::optional<AllowedFor> allowed_for_;  // the filter of documents asked for last
  mutable Allowed allowed_;
  mutable std::string section_;  // asked for last, and the sections it fits, by document and section
  mutable std::unordered_map<std::int64_t, std::vector<bool>> in_section_;
  mutable std::pair<std::int64_t, std::int64_t> read_state_{-1, -1};
};

}  // namespace

std::unique_ptr<Retrieval> make_retrieval(Database& database) { return std::make_unique<Bm25Retrieval>(database); }

}  // namespace warrant
