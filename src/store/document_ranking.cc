#include "src/store/document_ranking.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace warrant {
namespace {

// Fitted on 809 claims of SciFact's train part and 1,200 queries of NFCorpus's; see ARCHITECTURE.md for what they gave
// on queries not fitted on. A term weighs exp(sum of weight * feature).
constexpr double kRarity = 1.274;      // log(idf / 4)
constexpr double kInTitles = 0.134;    // log of the share of the documents with it that have it in the title
constexpr double kDigit = 0.515;       // a digit in it: "HbA1c", "28"
constexpr double kLength = 0.307;      // log(letters / 6)
constexpr double kCoherence = -0.179;  // mean pointwise mutual information with the other terms: what they say already
// What a document gains by a term of weight 1.
constexpr double kBm25 = 1.061;
constexpr double kEarly = 0.434;  // 1 when it stands in the title, nearly 0 when only at the end
// And by the shares of all terms' weight that it holds.
constexpr double kCoverage = 0.915;      // anywhere
constexpr double kBestSentence = 1.095;  // in one sentence below the title

// Without the model: a term counts (its occurrences / the documents that hold it) to this power more. What a work is
// about is named again and again, what only happens to be said is said once (eliteness: Harter 1975).
constexpr double kEliteness = 0.5;

constexpr std::size_t kLookedAt = 100;  // documents, by BM25 with these weights
constexpr std::uint16_t kExcluded = 0x8000;

double idf_of(double documents, double matching, bool as_fts5) {
  const double ratio = (documents - matching + 0.5) / (matching + 0.5);
  return as_fts5 ? std::max(1e-6, std::log(ratio)) : std::log(1 + ratio);
}

// Drops all but the best `limit` and those as good as the last of them.
void keep_best(std::vector<Scored>& scored, std::size_t limit) {
  if (scored.size() <= limit) return;
  const auto last = scored.begin() + static_cast<std::ptrdiff_t>(limit) - 1;
  std::nth_element(scored.begin(), last, scored.end(),
                   [](const Scored& a, const Scored& b) { return a.score > b.score; });
  const double least = last->score;
  std::erase_if(scored, [least](const Scored& s) { return s.score < least; });
}

class DocumentRanking {
 public:
  DocumentRanking(const SentenceTable& table, const SentenceTable::Totals& totals, const RetrievalOptions& options,
                  const std::vector<ScoredTerm>& terms)
      : table_(table), documents_(table.documents), rest_(&totals == &table.rest), options_(options), terms_(terms) {
    const double more = options.title_weight - 1;  // of a word in the title
    for (const DocumentRange& d : documents_) {
      sizes_.push_back(rest_ ? static_cast<double>(d.rest_tokens)
                             : static_cast<double>(d.tokens) + more * static_cast<double>(d.front_tokens));
      if (sizes_.back() > 0) ++count_;
    }
    average_ = (static_cast<double>(totals.tokens) + more * static_cast<double>(totals.front_tokens)) / count_;
  }

  std::vector<Scored> best(const Allowed& allowed, std::size_t limit) {
    if (count_ == 0 || limit == 0) return {};
    for (const ScoredTerm& term : terms_) occurrences(*term.list);
    weigh();
    std::vector<Scored> found = by_bm25(allowed);
    keep_best(found, options_.document_features ? std::max(limit, kLookedAt) : limit);
    if (!options_.document_features) return found;
    for (Scored& s : found) s.score += features(*table_.document_of(s.row));
    keep_best(found, limit);
    return found;
  }

 private:
  bool counts(std::size_t i) const { return !terms_[i].excluded && !terms_[i].list->documents.empty(); }
  bool front(std::uint32_t row) const { return (table_.traits[row] & kPlaceBits) == kFrontCode; }
  bool indexed(std::uint32_t row) const { return is_rest_code(table_.traits[row] & kPlaceBits) == rest_; }

  // How often the documents hold a term; kept with its list.
  void occurrences(IndexedPostings& list) const {
    if (!list.documents.empty()) return;
    const Postings& postings = list.postings;
    std::size_t d = 0;
    bool titled = false;
    for (std::size_t i = 0; i < postings.rows.size(); ++i) {
      const std::uint32_t row = postings.rows[i];
      while (d < documents_.size() && documents_[d].end <= row) ++d;
      if (d == documents_.size()) break;
      if (row < documents_[d].first) continue;
      if (list.documents.empty() || list.documents.back().first != d) {
        list.documents.emplace_back(static_cast<std::uint32_t>(d), 0);
        titled = false;
      }
      if (front(row) && !titled) {
        ++list.titles;
        titled = true;
      }
      list.documents.back().second +=
          static_cast<float>(postings.counts[i] * (front(row) ? options_.title_weight : 1.0));
    }
  }

  void weigh() {
    for (const ScoredTerm& term : terms_) {
      const auto matching = static_cast<double>(term.list->documents.size());
      idfs_.push_back(idf_of(count_, matching, options_.fts5_idf));
      double weight = idfs_.back();
      if (options_.document_features) {
        const double titles = (static_cast<double>(term.list->titles) + 0.5) / (matching + 2);
        weight = std::exp(kRarity * std::log(idfs_.back() / 4) + kInTitles * (std::log(titles) + 1.5) +
                          (term.digit ? kDigit : 0) + kLength * std::log(std::max<double>(term.letters, 1) / 6));
      } else if (!options_.fts5_idf && matching > 0) {
        double occurrences = 0;
        for (const auto& [document, tf] : term.list->documents) occurrences += static_cast<double>(tf);
        weight *= std::pow(occurrences / matching, kEliteness);
      }
      weights_.push_back(weight * term.weight);
    }
    if (options_.document_features) cohere();
  }

  void cohere() {
    const std::size_t words = documents_.size() / 64 + 1;
    std::vector<std::size_t> single;  // terms
    for (std::size_t i = 0; i < terms_.size(); ++i)
      if (counts(i) && !terms_[i].several) single.push_back(i);
    std::vector<std::uint64_t> bits(single.size() * words);
    for (std::size_t s = 0; s < single.size(); ++s)
      for (const auto& [d, tf] : terms_[single[s]].list->documents)
        bits[s * words + d / 64] |= std::uint64_t{1} << (d % 64);
    std::vector<double> sums(single.size()), shares(single.size());
    for (std::size_t a = 0; a < single.size(); ++a) {
      for (std::size_t b = 0; b < a; ++b) {
        const ScoredTerm &one = terms_[single[a]], &other = terms_[single[b]];
        if (one.group != 0 && one.group == other.group) continue;
        std::size_t both = 0;
        for (std::size_t w = 0; w < words; ++w)
          both += static_cast<std::size_t>(std::popcount(bits[a * words + w] & bits[b * words + w]));
        const double expected = static_cast<double>(one.list->documents.size()) *
                                static_cast<double>(other.list->documents.size()) / count_;
        const double information = std::max(-1.0, std::log((static_cast<double>(both) + 0.3) / (expected + 0.3)));
        for (const auto& [of, by] : {std::pair(a, b), std::pair(b, a)}) {
          const double share = idfs_[single[by]] * terms_[single[by]].weight;
          sums[of] += information * share;
          shares[of] += share;
        }
      }
    }
    for (std::size_t s = 0; s < single.size(); ++s)
      if (shares[s] > 0) weights_[single[s]] *= std::exp(kCoherence * sums[s] / shares[s]);
  }

  std::vector<Scored> by_bm25(const Allowed& allowed) const {
    std::vector<double> sums(documents_.size());
    std::vector<std::uint16_t> met(documents_.size());
    std::uint16_t required = 0;
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      const auto& found = terms_[i].list->documents;
      if (terms_[i].excluded) {
        for (const auto& [document, tf] : found) met[document] = kExcluded;
        continue;
      }
      if (terms_[i].required) ++required;
      const double most = weights_[i] * (options_.document_features ? kBm25 : 1.0) * (options_.k1 + 1);
      for (const auto& [document, tf] : found) {
        const double norm = options_.k1 * (1 - options_.b + options_.b * sizes_[document] / average_);
        sums[document] += most * tf / (tf + norm);
        if (terms_[i].required && met[document] < kExcluded) ++met[document];
      }
    }
    std::vector<Scored> scored;
    for (const Allowed::Range& range : allowed.ranges) {
      auto at = std::lower_bound(documents_.begin(), documents_.end(), range.first,
                                 [](const DocumentRange& d, std::uint32_t row) { return d.first < row; });
      for (; at != documents_.end() && at->first < range.end; ++at) {
        const auto d = static_cast<std::size_t>(at - documents_.begin());
        if (sums[d] > 0 && met[d] == required) scored.push_back({sums[d], at->first});
      }
    }
    return scored;
  }

  // What a document gains beside BM25. Of a group's terms the best counts for coverage.
  double features(const DocumentRange& d) const {
    const std::size_t rows = d.end - d.first;
    std::vector<double> before(rows + 1);  // tokens, as shares of all
    for (std::size_t r = 0; r < rows; ++r) {
      const auto row = d.first + static_cast<std::uint32_t>(r);
      before[r + 1] = before[r] + (indexed(row) ? table_.sizes[row] : 0);
    }
    const double tokens = std::max(1.0, before.back());
    double early = 0, all = 0, held = 0;
    std::vector<double> of_sentence(rows), of_group(rows);
    std::vector<bool> done(terms_.size());
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      if (done[i] || !counts(i)) continue;
      std::vector<std::size_t> touched;
      double most = 0, most_held = 0;
      for (std::size_t j = i; j < terms_.size(); ++j) {
        if (j != i && (terms_[i].group == 0 || terms_[j].group != terms_[i].group || !counts(j))) continue;
        done[j] = true;
        most = std::max(most, weights_[j]);
        const auto& list = terms_[j].list->postings.rows;
        auto row = std::lower_bound(list.begin(), list.end(), d.first);
        if (row == list.end() || *row >= d.end) continue;
        most_held = std::max(most_held, weights_[j]);
        early += weights_[j] * (front(*row) ? 1 : 1 - before[*row - d.first] / tokens);
        for (; row != list.end() && *row < d.end; ++row) {
          const std::size_t at = *row - d.first;
          if (front(*row)) continue;
          if (of_group[at] == 0) touched.push_back(at);
          of_group[at] = std::max(of_group[at], weights_[j]);
        }
      }
      for (std::size_t at : touched) {
        of_sentence[at] += of_group[at];
        of_group[at] = 0;
      }
      all += most;
      held += most_held;
    }
    if (all == 0) return 0;
    const double sentence = rows == 0 ? 0 : *std::max_element(of_sentence.begin(), of_sentence.end());
    return kEarly * early + kCoverage * held / all + kBestSentence * sentence / all;
  }

  const SentenceTable& table_;
  const std::vector<DocumentRange>& documents_;
  const bool rest_;
  const RetrievalOptions& options_;
  const std::vector<ScoredTerm>& terms_;
  std::vector<double> sizes_;
  double count_ = 0, average_ = 1;
  std::vector<double> idfs_, weights_;  // by term
};

}  // namespace

std::vector<Scored> best_documents(const SentenceTable& table, const SentenceTable::Totals& totals,
                                   const RetrievalOptions& options, const std::vector<ScoredTerm>& terms,
                                   const Allowed& allowed, std::size_t limit) {
  return DocumentRanking(table, totals, options, terms).best(allowed, limit);
}

}  // namespace warrant
