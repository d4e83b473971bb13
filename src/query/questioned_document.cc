// A document's words, and the short forms it defines, made ready for questions.
#include <algorithm>
#include <array>
#include <map>

#include "src/base/text.h"
#include "src/language/stem.h"
#include "src/query/scoring.h"

namespace warrant {

namespace {

// "AA: Anaplastic Astrocytoma; CTC: Common Toxicity Criteria; …", "ACR = American College …, ADR = …": defines, says
// nothing.
bool lists_short_forms(std::string_view text) {
  constexpr std::ptrdiff_t kFew = 4;
  for (const char sign : {':', '='})
    if (std::count(text.begin(), text.end(), sign) >= kFew) {
      std::ptrdiff_t defined = 0;  // short forms right before the sign
      for (std::size_t at = text.find(sign); at != std::string_view::npos; at = text.find(sign, at + 1)) {
        const std::string_view after = trim(text.substr(at + 1));
        // "OR = 2.7", "VAS: p < 0.05"
        if (after.size() < 3 || !std::all_of(after.begin(), after.begin() + 3, is_ascii_alpha)) continue;
        std::string_view before = trim(text.substr(0, at));
        if (!before.empty() && before.back() == ')') before.remove_suffix(1);
        std::ptrdiff_t capitals = 0;
        for (; !before.empty() &&
               (is_ascii_alpha(before.back()) || is_ascii_digit(before.back()) || before.back() == '-');
             before.remove_suffix(1))
          capitals += before.back() >= 'A' && before.back() <= 'Z';
        defined += capitals >= 2 ? 1 : 0;
      }
      if (defined >= kFew && 2 * defined >= std::count(text.begin(), text.end(), sign)) return true;
    }
  return false;
}

}  // namespace

QuestionedDocument::QuestionedDocument(const IndexedDocument& document, StemTable& stems)
    : indexed_(&document), stems_(&stems) {
  const Document& d = document.document;
  sentences_.reserve(document.sentences.size());
  words_.reserve(d.text.size() / 6);
  for (std::size_t s = 0; s < document.sentences.size(); ++s) {
    const Sentence& sentence = document.sentences[s];
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    Prepared prepared;
    prepared.first_word = static_cast<std::uint32_t>(words_.size());
    for (WordCutter word(slice(d.text, sentence.span)); word.next();) words_.push_back(stems.number_of(word));
    prepared.words = static_cast<std::uint32_t>(words_.size()) - prepared.first_word;
    prepared.evidence = is_evidence(passage.place) && passage.kind != PassageKind::kHeading &&
                        passage.kind != PassageKind::kTitle && passage.kind != PassageKind::kQuestion &&
                        !lists_short_forms(slice(d.text, sentence.span));
    sentences_.push_back(prepared);
  }
  find_abbreviations();
  find_covariates();
}

// "… after adjusting for age, sex and weight": from "for" to the end, or to the last comma before a verb ("After
// adjusting for age and sex, mortality was lower").
void QuestionedDocument::find_covariates() {
  static constexpr std::array<std::string_view, 12> kVerbs = {"was", "were", "is",       "are",    "had",   "has",
                                                              "did", "does", "remained", "showed", "there", "we"};
  const std::uint32_t adjust = stems_->find("adjust");
  if (adjust == StemTable::kUnknown) return;
  for (std::size_t s = 0; s < sentences_.size(); ++s) {
    Prepared& prepared = sentences_[s];
    const auto first = words_.begin() + prepared.first_word, last = first + prepared.words;
    if (std::find(first, last, adjust) == last) continue;
    const std::string_view text = slice(indexed_->document.text, indexed_->sentences[s].span);
    std::uint32_t index = prepared.first_word, start = 0, comma = 0;
    std::size_t before = 0;  // the end of the word before
    bool adjusted = false, done = false;
    for (WordCutter word(text); word.next() && !done; ++index) {
      const std::string_view printed = slice(text, word.span);
      if (start != 0 && text.substr(before, word.span.start - before).find(',') != std::string_view::npos)
        comma = index;
      if (start == 0 && adjusted && printed == "for") start = index + 1;
      done = start != 0 && std::find(kVerbs.begin(), kVerbs.end(), printed) != kVerbs.end();
      adjusted = words_[index] == adjust;
      before = word.span.end;
    }
    if (start == 0) continue;
    prepared.aside = start;
    prepared.aside_end = !done ? prepared.first_word + prepared.words : std::max(start, comma);
  }
}

// "overall survival (OS)": a short form in brackets whose letters begin the words before it, as many as it has
// capitals (Schwartz & Hearst 2003, strictest case).
void QuestionedDocument::find_abbreviations() {
  const std::string_view text = indexed_->document.text;
  std::vector<std::size_t> starts;  // of the words before a bracket
  for (std::size_t open = text.find('('); open != std::string_view::npos; open = text.find('(', open + 1)) {
    const std::size_t close = text.find_first_of("();,", open + 1);
    if (close == std::string_view::npos || close - open < 3 || close - open > 9) continue;
    const std::string_view shorter = text.substr(open + 1, close - open - 1);
    if (!std::all_of(shorter.begin(), shorter.end(),
                     [](char c) { return is_ascii_alpha(c) || c == '-' || is_ascii_digit(c); }))
      continue;
    std::string letters;
    for (char c : shorter)
      if (c >= 'A' && c <= 'Z') letters += static_cast<char>(c - 'A' + 'a');
    if (letters.size() < 2) continue;
    const std::size_t from = open > 120 ? open - 120 : 0;
    starts.clear();
    for (WordCutter word(text.substr(from, open - from)); word.next();) starts.push_back(from + word.span.start);
    if (starts.size() < letters.size()) continue;
    starts.erase(starts.begin(), starts.end() - static_cast<std::ptrdiff_t>(letters.size()));
    if (!std::equal(letters.begin(), letters.end(), starts.begin(),
                    [&](char letter, std::size_t start) { return (text[start] | 0x20) == letter; }))
      continue;
    std::vector<std::string> longer;
    for (Word& word : words_of(text.substr(starts.front(), open - starts.front())))
      longer.push_back(std::move(word.stem));
    const auto folded = words_of(shorter);
    if (folded.size() != 1) continue;
    const auto known = std::find_if(abbreviations_.begin(), abbreviations_.end(),
                                    [&](const auto& pair) { return pair.first == folded.front().stem; });
    if (known == abbreviations_.end()) abbreviations_.emplace_back(folded.front().stem, std::move(longer));
  }
}

// The words of the work whose initials are `name`, all of three letters or more, when they stand together in its title
// or three times, or make part of a short form that it defines.
std::vector<std::string> QuestionedDocument::written_out_of(std::string_view name) const {
  if (name.size() < 3 || !std::all_of(name.begin(), name.end(), is_ascii_alpha)) return {};
  const auto fits = [&](std::size_t left, const auto& stem_of) {
    if (left < name.size()) return false;
    for (std::size_t i = 0; i < name.size(); ++i)
      if (const std::string_view word = stem_of(i); word.size() < 3 || word.front() != name[i]) return false;
    return true;
  };
  for (const auto& [shorter, longer] : abbreviations_)
    for (std::size_t i = 0; i < longer.size(); ++i)
      if (fits(longer.size() - i, [&](std::size_t k) -> std::string_view { return longer[i + k]; }))
        return {longer.begin() + static_cast<std::ptrdiff_t>(i),
                longer.begin() + static_cast<std::ptrdiff_t>(i + name.size())};
  std::map<std::vector<std::string>, int> met;
  for (std::size_t s = 0; s < sentences_.size(); ++s) {
    const std::size_t first = sentences_[s].first_word, words = sentences_[s].words;
    for (std::size_t w = 0; w < words; ++w) {
      if (!fits(words - w, [&](std::size_t k) { return stem_at(first + w + k); })) continue;
      std::vector<std::string> run;
      for (std::size_t k = 0; k < name.size(); ++k) run.emplace_back(stem_at(first + w + k));
      if (std::any_of(run.begin(), run.end(), [](const std::string& word) { return is_stop_word(word); })) continue;
      const bool title = indexed_->document.passages[static_cast<std::size_t>(indexed_->sentences[s].passage)].kind ==
                         PassageKind::kTitle;
      if ((met[run] += title ? 3 : 1) >= 3) return run;
    }
  }
  return {};
}

}  // namespace warrant
