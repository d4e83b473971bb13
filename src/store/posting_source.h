// Postings of one full-text index, whichever way they can be had: straight from its blocks (fts5_reader.h), or through
// SQLite's own list of terms (fts5vocab) when the format is not the one known or this connection has a write
// transaction open, whose newest rows are not in blocks yet.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "src/base/result.h"
#include "src/store/fts5_reader.h"

namespace warrant {

class PostingSource {
 public:
  // `places` = the statement that lists the places of a term (in: term, out: sentence, place).
  PostingSource(Database& database, const Fts5Tables& tables, std::string_view places)
      : database_(database), reader_(database, tables), places_(places) {}

  // Requires: a transaction is open from here to the last read. `direct` false forces the slow way.
  Result<void> open(bool direct);
  bool direct() const { return direct_; }

  // Rows where the tokens stand one after another, with how often.
  Result<Postings> postings(const std::vector<std::string>& tokens);
  // Rows that hold a token that begins so. Only from blocks: nothing when they cannot be read.
  Result<Postings> with_prefix(const std::string& prefix);
  Result<std::vector<std::string>> terms(const std::string& prefix, std::size_t limit);

 private:
  // `only`: at least those in these rows, ascending; null: all.
  Result<std::vector<TermPlace>> places(const std::string& token, const std::vector<std::uint32_t>* only = nullptr);

  Database& database_;
  Fts5Reader reader_;
  std::string_view places_;
  bool direct_ = false;
};

}  // namespace warrant
