#include "src/query/expansion.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "src/base/text.h"
#include "src/language/abbreviation.h"
#include "src/language/concepts.h"
#include "src/language/stem.h"
#include "src/language/variants.h"

namespace warrant {
namespace {

constexpr double kVariant = 0.5, kSynonym = 0.3, kAbbreviation = 0.3;
constexpr std::size_t kMostAdded = 32;
constexpr std::size_t kMostWords = 5;            // of a name looked up in vocabularies
constexpr std::int32_t kDefiningSentences = 30;  // looked through for abbreviations

// RM3. A long query says enough; what feedback adds to it drifts (SciFact train, claims of 12 words: -3 %).
constexpr std::size_t kShortQuery = 5, kFeedbackDocuments = 10, kFeedbackTerms = 20;
constexpr double kOwnShare = 0.6;             // of the query as typed
constexpr std::size_t kFeedbackBytes = 2500;  // of a document: its title and abstract
constexpr double kTitle = 2.5;                // as RetrievalOptions::title_weight

std::string key_of(std::string_view text) {
  std::string key;
  for (const Word& word : words_of(text)) key += (key.empty() ? "" : " ") + word.stem;
  return key;
}

bool is_plain(const QueryTerm& term) { return !term.excluded && !term.prefix; }

class Expansion {
 public:
  explicit Expansion(std::vector<QueryTerm> terms) : terms_(std::move(terms)), typed_(terms_.size()) {
    for (std::size_t i = 0; i < typed_; ++i) {
      known_.insert(key_of(terms_[i].text));
      groups_.push_back(i);
      if (!is_plain(terms_[i])) continue;
      if (!text_.empty()) text_ += ' ';
      begins_.push_back({text_.size(), i});
      text_ += terms_[i].text;
    }
  }
  // The words as typed, in order, for names of several words.
  const std::string& text() const { return text_; }
  // The terms that this stretch of the text is of.
  std::vector<std::size_t> terms_at(ByteSpan span) const {
    std::vector<std::size_t> found;
    for (const auto& [begin, term] : begins_)
      if (begin < span.end && begin + terms_[term].text.size() > span.start) found.push_back(term);
    return found;
  }
  // Another way of saying what the typed terms `of` say.
  void add(const std::string& text, double weight, const std::vector<std::size_t>& of) {
    if (terms_.size() >= typed_ + kMostAdded || of.empty()) return;
    const std::string key = key_of(text);
    if (key.empty() || !known_.insert(key).second) return;
    QueryTerm term;
    term.text = text;
    term.weight = weight;
    term.phrase = key.find(' ') != std::string::npos;
    terms_.push_back(std::move(term));
    stands_for_.push_back(of.front());
    for (std::size_t other : of) groups_[group_of(other)] = group_of(of.front());
  }
  std::vector<QueryTerm> take() {
    for (std::size_t i = 0; i < stands_for_.size(); ++i)
      terms_[typed_ + i].group = static_cast<std::uint32_t>(group_of(stands_for_[i])) + 1;
    return std::move(terms_);
  }

 private:
  std::size_t group_of(std::size_t term) const {
    while (groups_[term] != term) term = groups_[term];
    return term;
  }
  std::vector<QueryTerm> terms_;
  std::size_t typed_;
  std::string text_;
  std::vector<std::pair<std::size_t, std::size_t>> begins_;  // in text_, and the term
  std::vector<std::size_t> groups_;                          // of typed terms, a forest
  std::vector<std::size_t> stands_for_;                      // of added terms: one of the typed
  std::set<std::string> known_;                              // stems
};

Result<void> add_vocabularies(const Store& store, Expansion& expansion) {
  const std::string_view text = expansion.text();
  WARRANT_TRY(vocabularies, store.vocabularies());
  if (vocabularies.empty()) return {};
  const std::vector<Word> words = words_of(text);
  for (std::size_t first = 0; first < words.size(); ++first) {
    for (std::size_t size = std::min(kMostWords, words.size() - first); size > 0; --size) {
      const ByteSpan span = {words[first].span.start, words[first + size - 1].span.end};
      if (size == 1 && is_stop_word(text.substr(span.start, span.size()))) continue;
      WARRANT_TRY(synonyms, store.synonyms_of(text.substr(span.start, span.size())));
      if (synonyms.empty()) continue;
      for (const std::string& synonym : synonyms) expansion.add(synonym, kSynonym, expansion.terms_at(span));
      first += size - 1;
      break;
    }
  }
  return {};
}

// Definitions in the passages that the query finds: "SIDS" finds "sudden infant death syndrome" where an article says
// that they are the same, and the other way round.
Result<void> add_abbreviations(const Store& store, const std::vector<QueryTerm>& terms, const SearchFilter& filter,
                               Expansion& expansion) {
  RetrievalOptions options;
  options.limit = kDefiningSentences;
  WARRANT_TRY(hits, store.retrieval().top(terms, filter, options));
  const std::string typed = " " + key_of(expansion.text()) + " ";
  for (const SentenceHit& hit : hits) {
    WARRANT_TRY(shown, store.retrieval().show(hit, {}));
    for (const Abbreviation& found : abbreviations(shown.quote)) {
      const std::string meant = key_of(found.long_form);
      if (meant.find(' ') == std::string::npos) continue;  // of one word: too often something else
      std::vector<std::size_t> same;  // the terms that are the short form, or words of the long one
      for (std::size_t i = 0; i < terms.size(); ++i)
        if (terms[i].text == found.short_form) same.push_back(i);
      if (!same.empty()) {
        expansion.add(found.long_form, kAbbreviation, same);
      } else if (typed.find(" " + meant + " ") != std::string::npos) {
        for (std::size_t i = 0; i < terms.size(); ++i)
          if (is_plain(terms[i]) && (" " + meant + " ").find(" " + key_of(terms[i].text) + " ") != std::string::npos)
            same.push_back(i);
        expansion.add(found.short_form, kAbbreviation, same);
      }
    }
  }
  return {};
}

}  // namespace

Result<std::vector<QueryTerm>> expanded(const Store& store, const std::vector<QueryTerm>& terms,
                                        const SearchFilter& filter) {
  Expansion expansion(terms);
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const QueryTerm& term = terms[i];
    if (!is_plain(term) || term.text.find(' ') != std::string::npos) continue;
    for (const std::string& form : variants(term.text)) expansion.add(form, term.weight * kVariant, {i});
  }
  for (const Mention& mention : mentions(expansion.text())) {
    if (mention.narrower) continue;
    const std::vector<std::size_t> of = expansion.terms_at(mention.span);
    expansion.add(std::string(mention.meant->name), kSynonym, of);
    for (std::string_view synonym : mention.meant->synonyms) expansion.add(std::string(synonym), kSynonym, of);
  }
  WARRANT_CHECK(add_vocabularies(store, expansion));
  WARRANT_CHECK(add_abbreviations(store, terms, filter, expansion));
  return expansion.take();
}

Result<std::vector<QueryTerm>> with_feedback(const Store& store, const std::vector<QueryTerm>& terms,
                                             const std::vector<SentenceHit>& documents) {
  std::set<std::string> typed;
  double weight = 0;
  for (const QueryTerm& term : terms) {
    if (!is_plain(term)) return terms;
    for (const Word& word : words_of(term.text))
      if (term.weight >= 1 && typed.insert(word.stem).second) weight += 1;
  }
  if (typed.size() > kShortQuery || documents.empty()) return terms;
  std::map<std::string, std::pair<double, std::string>> model;  // by stem: weight, word
  for (std::size_t i = 0; i < std::min(kFeedbackDocuments, documents.size()); ++i) {
    WARRANT_TRY(text, store.text(documents[i].document));
    const std::string_view read = std::string_view(text).substr(0, kFeedbackBytes);
    const std::size_t title = std::min(read.find('\n'), read.size());
    std::map<std::string, std::pair<double, std::string>> counts;
    double size = 0;
    for (const Word& word : words_of(read)) {
      const double times = word.span.end <= title ? kTitle : 1;
      size += times;
      const std::string printed(read.substr(word.span.start, word.span.size()));
      if (word.number || word.stem.size() < 3 || is_ascii_digit(word.stem.front()) ||
          is_stop_word(ascii_lower(printed)))
        continue;
      auto& [count, as_printed] = counts[word.stem];
      count += times;
      as_printed = printed;
    }
    for (const auto& [stem, counted] : counts) {
      auto& [sum, as_printed] = model[stem];
      sum += documents[i].score / documents.front().score * counted.first / size;
      as_printed = counted.second;
    }
  }
  std::vector<std::pair<double, std::string>> best;  // - weight, stem
  for (const auto& [stem, entry] : model) best.emplace_back(-entry.first, stem);
  std::sort(best.begin(), best.end());
  if (best.size() > kFeedbackTerms) best.resize(kFeedbackTerms);
  double sum = 0;
  for (const auto& [minus, stem] : best) sum -= minus;
  std::vector<QueryTerm> more = terms;
  for (const auto& [minus, stem] : best) {
    const double gain = (1 - kOwnShare) / kOwnShare * weight * -minus / sum;
    const auto known = std::find_if(more.begin(), more.end(),
                                    [&, &stem = stem](const QueryTerm& term) { return key_of(term.text) == stem; });
    if (known != more.end()) {
      known->weight += gain;
      continue;
    }
    QueryTerm term;
    term.text = model[stem].second;
    term.weight = gain;
    more.push_back(std::move(term));
  }
  return more;
}

}  // namespace warrant
