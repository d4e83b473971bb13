// The tokenizer of the full-text indexes (porter over unicode61), for queries and snippets: the very code of FTS5, so
// that query and index always agree.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/result.h"
#include "src/base/span.h"
#include "src/store/sqlite.h"

namespace warrant {

struct IndexToken {
  std::string term;  // folded and stemmed
  ByteSpan span;     // in the text given
};

class Tokenizer {
 public:
  enum class Kind { kStemming, kPlain };  // as the indexes; the same without stemming
  static Result<Tokenizer> make(Database& database, Kind kind = Kind::kStemming);
  Tokenizer(Tokenizer&& other) noexcept;
  Tokenizer& operator=(Tokenizer&&) = delete;
  ~Tokenizer();

  std::vector<IndexToken> tokens(std::string_view text) const;
  std::size_t count(std::string_view text) const;

 private:
  Tokenizer(const fts5_tokenizer& functions, Fts5Tokenizer* handle) : functions_(functions), handle_(handle) {}
  fts5_tokenizer functions_;
  Fts5Tokenizer* handle_;
};

}  // namespace warrant
