// BM25 over the sentences, read term by term from the full-text index, with an own scoring loop: FTS5's own idf is
// clipped to almost nothing for terms in over half of the rows, and its ORDER BY rank is slow.
#include "src/store/retrieval.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "sql.gen.h"
#include "src/base/text.h"
#include "src/store/read.h"
#include "src/store/retrieval_index.h"
#include "src/store/tokenizer.h"

namespace warrant {
namespace {

struct Posting {
  std::int64_t row = 0;
  std::uint32_t count = 0;
};

// Sentences of one document: a range of rows.
struct DocumentRange {
  std::int64_t nr = 0;
  std::string id;
  std::int32_t year = 0;
  std::int64_t first = 0, size = 0;
};

// What scoring needs of one index: sizes of its rows.
struct Statistics {
  std::vector<std::uint32_t> lengths;  // by row number, 0 = not in this index
  std::int64_t rows = 0;
  double tokens = 0;
};

struct Scored {
  double score;
  std::int64_t row;
};

// One thing to match: the tokens of a term, standing together when there are several.
struct Unit {
  std::vector<std::string> tokens;
  double weight;
  bool required;
};

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

class Index {
 public:
  Index(Database& database, std::string_view term_sql, std::string_view lengths_sql)
      : database_(database), term_sql_(term_sql), lengths_sql_(lengths_sql) {}

  // Rows that hold the tokens one after another, with how often.
  Result<std::vector<Posting>> postings(const std::vector<std::string>& tokens) const {
    std::vector<std::pair<std::int64_t, std::int64_t>> places;  // row, offset of the first token
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      std::vector<std::pair<std::int64_t, std::int64_t>> found;
      WARRANT_TRY(statement, database_.prepare(term_sql_));
      statement.bind(tokens[i]);
      while (true) {
        WARRANT_TRY(row, statement.step());
        if (!row) break;
        found.emplace_back(statement.integer(0), statement.integer(1) - static_cast<std::int64_t>(i));
      }
      if (i == 0) {
        places = std::move(found);
        continue;
      }
      std::vector<std::pair<std::int64_t, std::int64_t>> both;
      std::set_intersection(places.begin(), places.end(), found.begin(), found.end(), std::back_inserter(both));
      places = std::move(both);
    }
    std::vector<Posting> postings;
    for (const auto& [row, offset] : places) {
      if (postings.empty() || postings.back().row != row) postings.push_back({row, 0});
      ++postings.back().count;
    }
    return postings;
  }

  Result<Statistics> statistics() const {
    Statistics statistics;
    WARRANT_TRY(statement, database_.prepare(lengths_sql_));
    while (true) {
      WARRANT_TRY(row, statement.step());
      if (!row) return statistics;
      const auto id = static_cast<std::size_t>(statement.integer(0));
      std::uint32_t size = 0;  // one column: one FTS5 varint, big end first
      for (const char byte : statement.blob(1)) {
        size = (size << 7) | (static_cast<unsigned char>(byte) & 0x7F);
        if ((static_cast<unsigned char>(byte) & 0x80) == 0) break;
      }
      if (statistics.lengths.size() <= id) statistics.lengths.resize(id + 1);
      statistics.lengths[id] = size;
      statistics.tokens += size;
      ++statistics.rows;
    }
  }

 private:
  Database& database_;
  std::string_view term_sql_, lengths_sql_;
};

bool any_place(const std::vector<Place>& places, bool rest) {
  return std::any_of(places.begin(), places.end(),
                     [rest](Place p) { return rest == (p == Place::kReference || p == Place::kBoilerplate); });
}

class Bm25Retrieval final : public Retrieval {
 public:
  explicit Bm25Retrieval(Database& database)
      : database_(database),
        main_(database, sql::read::sentence_term, sql::read::sentence_lengths),
        rest_(database, sql::read::rest_term, sql::read::rest_lengths) {}

  Result<std::vector<SentenceHit>> top(const std::vector<QueryTerm>& terms, const SearchFilter& filter,
                                       const RetrievalOptions& options) const override {
    WARRANT_TRY(tokenizer, Tokenizer::make(database_));
    const std::vector<Unit> units = units_of(tokenizer, terms);
    WARRANT_TRY(ranges, read_ranges());
    std::vector<SentenceHit> hits;
    if (units.empty() || options.limit <= 0) return hits;
    std::vector<Scored> scored;
    if (filter.places.empty() || any_place(filter.places, false)) {
      WARRANT_TRY(found, score(main_, units, ranges, options));
      scored = std::move(found);
    }
    if (any_place(filter.places, true)) {
      WARRANT_TRY(found, score(rest_, units, ranges, options));
      scored.insert(scored.end(), found.begin(), found.end());
    }
    std::sort(scored.begin(), scored.end(), [](const Scored& a, const Scored& b) { return a.score > b.score; });
    return options.whole_documents ? best_documents(scored, ranges, filter, options)
                                   : best_sentences(tokenizer, scored, ranges, filter, options);
  }

  Result<PassageHit> show(const SentenceHit& hit, const std::vector<QueryTerm>& terms) const override {
    PassageHit shown;
    shown.score = hit.score;
    shown.span = hit.span;
    WARRANT_TRY(nr, database_.integer(sql::read::document_by_id, hit.document));
    if (nr == 0) return fail(ErrorCode::kNotFound, "no such document in the store", hit.document);
    WARRANT_TRY(ref, read_document_ref(database_, nr));
    shown.document = std::move(ref);
    if (hit.sentence < 0) {
      shown.quote = shown.document.title;
      shown.snippet = shown.quote;
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
    shown.quote = std::string(row.text(7).substr(row.uint32(1), row.uint32(2)));
    const std::int32_t section = row.int32(5);
    WARRANT_TRY(sections, read_sections(database_, nr));
    shown.section = path_of(sections, section);
    WARRANT_TRY(tokenizer, Tokenizer::make(database_));
    shown.snippet = mark(tokenizer, shown.quote, units_of(tokenizer, terms));
    return shown;
  }

 private:
  Result<std::vector<DocumentRange>> read_ranges() const {
    std::vector<DocumentRange> ranges;
    WARRANT_TRY(row, database_.prepare(sql::read::document_ranges));
    while (true) {
      WARRANT_TRY(found, row.step());
      if (!found) return ranges;
      ranges.push_back({row.integer(0), row.string(1), row.int32(2), row.integer(3), row.integer(4)});
    }
  }

  // The range that holds a row; every indexed row is in one.
  static const DocumentRange* range_of(const std::vector<DocumentRange>& ranges, std::int64_t row) {
    auto after = std::upper_bound(ranges.begin(), ranges.end(), row,
                                  [](std::int64_t value, const DocumentRange& range) { return value < range.first; });
    if (after == ranges.begin()) return nullptr;
    --after;
    return row < after->first + after->size ? &*after : nullptr;
  }

  // Every matching row (or document, named by its first row) with its BM25 score.
  Result<std::vector<Scored>> score(const Index& index, const std::vector<Unit>& units,
                                    const std::vector<DocumentRange>& ranges, const RetrievalOptions& options) const {
    WARRANT_TRY(statistics, index.statistics());
    std::vector<Scored> scored;
    if (statistics.rows == 0) return scored;
    std::vector<std::uint32_t> document_lengths;
    double count = static_cast<double>(statistics.rows);
    if (options.whole_documents) {
      count = 0;
      document_lengths.resize(statistics.lengths.size());
      for (const DocumentRange& range : ranges) {
        std::uint32_t length = 0;
        for (auto row = static_cast<std::size_t>(range.first);
             row < std::min(static_cast<std::size_t>(range.first + range.size), statistics.lengths.size()); ++row)
          length += statistics.lengths[row];
        if (length == 0) continue;
        document_lengths[static_cast<std::size_t>(range.first)] = length;
        ++count;
      }
    }
    const std::vector<std::uint32_t>& lengths = options.whole_documents ? document_lengths : statistics.lengths;
    const double average = statistics.tokens / count;
    std::vector<double> sums(lengths.size());
    std::vector<std::uint16_t> met(lengths.size());  // required units met
    std::uint16_t required = 0;
    for (const Unit& unit : units) {
      WARRANT_TRY(postings, index.postings(unit.tokens));
      if (options.whole_documents) postings = by_document(postings, ranges);
      const double n = static_cast<double>(postings.size());
      const double idf = std::log(1 + (count - n + 0.5) / (n + 0.5));
      if (unit.required) ++required;
      for (const Posting& posting : postings) {
        const auto row = static_cast<std::size_t>(posting.row);
        if (row >= lengths.size()) continue;
        const double tf = posting.count;
        const double norm = options.k1 * (1 - options.b + options.b * lengths[row] / average);
        sums[row] += unit.weight * idf * tf * (options.k1 + 1) / (tf + norm);
        if (unit.required) ++met[row];
      }
    }
    for (std::size_t row = 0; row < sums.size(); ++row)
      if (sums[row] > 0 && met[row] == required) scored.push_back({sums[row], static_cast<std::int64_t>(row)});
    return scored;
  }

  static std::vector<Posting> by_document(const std::vector<Posting>& postings,
                                          const std::vector<DocumentRange>& ranges) {
    std::vector<Posting> merged;
    const DocumentRange* range = nullptr;
    for (const Posting& posting : postings) {
      if (range == nullptr || posting.row >= range->first + range->size) range = range_of(ranges, posting.row);
      if (range == nullptr) continue;
      if (merged.empty() || merged.back().row != range->first) merged.push_back({range->first, 0});
      merged.back().count += posting.count;
    }
    return merged;
  }

  static bool admits(const SearchFilter& filter, const DocumentRange& range) {
    return (filter.document.empty() || filter.document == range.id) &&
           (filter.year_from == 0 || range.year >= filter.year_from) &&
           (filter.year_to == 0 || (range.year != 0 && range.year <= filter.year_to));
  }

  // `scored` is sorted by score. Rows of equal score are taken together, so that the cut does not depend on row
  // numbers.
  static Result<std::vector<SentenceHit>> best_documents(const std::vector<Scored>& scored,
                                                         const std::vector<DocumentRange>& ranges,
                                                         const SearchFilter& filter, const RetrievalOptions& options) {
    std::vector<SentenceHit> hits;
    for (const Scored& s : scored) {
      if (hits.size() >= static_cast<std::size_t>(options.limit) && s.score < hits.back().score) break;
      const DocumentRange* range = range_of(ranges, s.row);
      if (range != nullptr && admits(filter, *range)) hits.push_back({s.score, range->id, -1, {}});
    }
    return cut(std::move(hits), options.limit);
  }

  Result<std::vector<SentenceHit>> best_sentences(const Tokenizer& tokenizer, const std::vector<Scored>& scored,
                                                  const std::vector<DocumentRange>& ranges, const SearchFilter& filter,
                                                  const RetrievalOptions& options) const {
    std::vector<SentenceHit> hits;
    const std::vector<Token> section_words = tokenizer.tokens(filter.section);
    std::map<std::int64_t, std::vector<Section>> sections;
    for (const Scored& s : scored) {
      if (hits.size() >= static_cast<std::size_t>(options.limit) && s.score < hits.back().score) break;
      const DocumentRange* range = range_of(ranges, s.row);
      if (range == nullptr || !admits(filter, *range)) continue;
      WARRANT_TRY(row, database_.prepare(sql::read::sentence_passage));
      WARRANT_TRY(found, row.bind(s.row).step());
      if (!found) return fail(ErrorCode::kCorrupt, "the full-text index names a sentence that is not there", range->id);
      const Place place = place_from(row.text(4)).value_or(Place::kBody);
      if (!filter.places.empty() && std::find(filter.places.begin(), filter.places.end(), place) == filter.places.end())
        continue;
      if (!section_words.empty()) {
        auto known = sections.find(range->nr);
        if (known == sections.end()) {
          WARRANT_TRY(read, read_sections(database_, range->nr));
          known = sections.emplace(range->nr, std::move(read)).first;
        }
        if (!in_section(tokenizer, known->second, row.int32(5), section_words)) continue;
      }
      const std::uint32_t start = row.uint32(6) + row.uint32(1);
      hits.push_back(
          {s.score, range->id, static_cast<std::int32_t>(s.row - range->first), {start, start + row.uint32(2)}});
    }
    return cut(std::move(hits), options.limit);
  }

  // True when one section on the way up has all words in its title or role.
  static bool in_section(const Tokenizer& tokenizer, const std::vector<Section>& sections, std::int32_t section,
                         const std::vector<Token>& words) {
    for (std::size_t depth = 0; section >= 0 && static_cast<std::size_t>(section) < sections.size(); ++depth) {
      if (depth > sections.size()) break;
      const Section& here = sections[static_cast<std::size_t>(section)];
      const std::vector<Token> present = tokenizer.tokens(here.title + " " + here.role);
      const bool all = std::all_of(words.begin(), words.end(), [&](const Token& word) {
        return std::any_of(present.begin(), present.end(), [&](const Token& token) { return token.term == word.term; });
      });
      if (all) return true;
      section = here.parent;
    }
    return false;
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

  // The quote with matches between \x02 and \x03, shortened around the first match when it is long.
  static std::string mark(const Tokenizer& tokenizer, const std::string& quote, const std::vector<Unit>& units) {
    std::vector<ByteSpan> matches;
    const std::vector<Token> tokens = tokenizer.tokens(quote);
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
      marked += quote.substr(at, match.start - at);
      marked += '\x02';
      marked += quote.substr(match.start, match.size());
      marked += '\x03';
      at = match.end;
    }
    marked += quote.substr(at);
    return marked;
  }

  Database& database_;
  Index main_, rest_;
};

}  // namespace

std::unique_ptr<Retrieval> make_retrieval(Database& database) { return std::make_unique<Bm25Retrieval>(database); }

}  // namespace warrant
