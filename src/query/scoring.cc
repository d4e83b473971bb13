#include "src/query/scoring.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <unordered_map>

#include "src/base/text.h"
#include "src/language/stem.h"

namespace warrant {
namespace {

// How much the words of a table's caption count for its rows.
constexpr double kCaption = 2.5;
// A row with a p value or an interval, where the caption names the outcome: as PValue and Significance of a sentence.
constexpr double kRowResult = 1.86;
// Aims and hypotheses, where no two groups are named.
constexpr double kAimless = 2.0;
// All neighbouring words of the question stand together somewhere in the work.
constexpr double kOfWork = 3.0;
// A value of the outcome, where the results are asked for.
constexpr double kResult = 3.5;

double& at(Features& features, Feature feature) { return features[static_cast<std::size_t>(feature)]; }

template <std::size_t n>
bool holds_any(std::string_view text, const std::array<std::string_view, n>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

// "p < 0.05", "P=.03", "p-value": a p that stands alone before an operator.
bool has_p_value(std::string_view lower) {
  for (std::size_t p = lower.find('p'); p != std::string_view::npos; p = lower.find('p', p + 1)) {
    if (p > 0 && is_ascii_alpha(lower[p - 1])) continue;
    std::size_t next = p + 1;
    while (next < lower.size() && (lower[next] == ' ' || lower[next] == '-')) ++next;
    if (lower.substr(next, 5) == "value") return true;
    if (next < lower.size() && (lower[next] == '<' || lower[next] == '=' || lower[next] == '>')) return true;
    const std::string_view sign = lower.substr(next, 3);
    if (sign == "\u2264" || sign == "\u2265" || sign == "\u2009" || sign == "\u2A7D") return true;
  }
  return false;
}

constexpr std::array<std::string_view, 9> kInterval = {"confidence interval", "% ci",       "%ci", " ci:", "(ci ",
                                                       "hazard ratio",        "odds ratio", "(hr", "(or ="};
constexpr std::array<std::string_view, 9> kRatioWords = {
    "hazard ratio", "odds ratio", "risk ratio", "relative risk", " hr ", "(hr", "(or ", "(rr", "exp (b)"};
constexpr std::array<std::string_view, 13> kComparison = {
    " than ",      "compared with", "compared to", " versus ", " vs",           "between the", "between group",
    "both groups", "respectively",  "control",     "placebo",  "between treat", "two groups"};
constexpr std::array<std::string_view, 26> kEffect = {
    "increas",  "decreas", "reduc",   "improv",  "higher", "lower", "greater", "differ", "similar",
    "associat", "effect",  "longer",  "shorter", "fewer",  "less ", "better",  "worse",  "superior",
    "inferior", "compara", "prolong", "declin",  "rose ",  "fell ", "smaller", "larger"};
constexpr std::array<std::string_view, 12> kNoDifference = {
    "no significant", "not significant", "no difference",   "not differ", "no statistical", "not statistical",
    "no effect",      "nonsignificant",  "non-significant", "unchanged",  "no change",      "not affect"};
constexpr std::array<std::string_view, 5> kTableMention = {"(table", "(fig", "table ", "figure ", "fig."};
constexpr std::array<std::string_view, 8> kOwnFinding = {"we found",        "our results", "our findings",
                                                         "this study show", "we observed", "our data",
                                                         "results show",    "there was"};
constexpr std::array<std::string_view, 14> kAim = {
    "aim",        "hypothes", "to evaluate", "to investigate", "to assess", "to determine", "to compare",
    "to examine", "purpose",  "objective",   "will be",        "whether",   "to test",      "we sought"};
constexpr std::array<std::string_view, 15> kMeasured = {
    "was measured", "were measured",  "was assessed",    "were assessed",     "was defined",
    "were defined", "was calculated", "randomized to",   "randomised to",     "were randomly",
    "was used to",  "were used to",   "primary outcome", "secondary outcome", "sample size"};

const Section* section_at(const Document& document, std::int32_t index) {
  return index >= 0 && static_cast<std::size_t>(index) < document.sections.size()
             ? &document.sections[static_cast<std::size_t>(index)]
             : nullptr;
}

// The nearest known role on the way up.
std::string_view role_of(const Document& document, std::int32_t section) {
  for (const Section* here = section_at(document, section); here != nullptr; here = section_at(document, here->parent))
    if (!here->role.empty() && here->role != "abstract") return here->role;
  return "";
}

// One word of the question with what it weighs in this document.
struct Asked {
  double weight = 0;
  Role role = Role::kOther;
};

// Features that come from the question's words, not from signs of a result or the place.
constexpr bool is_of_words(std::size_t feature) { return feature < static_cast<std::size_t>(Feature::kPValue); }

// A set of the question's words: 64 are more than any sentence asks.
using Mask = std::uint64_t;

std::size_t count(Mask mask) { return static_cast<std::size_t>(std::popcount(mask)); }

double weight_of(Mask mask, const std::vector<Asked>& asked) {
  double sum = 0;
  for (std::size_t i = 0; i < asked.size(); ++i)
    if ((mask >> i & 1) != 0) sum += asked[i].weight;
  return sum;
}

}  // namespace

const std::array<std::string_view, kFeatures>& feature_names() {
  static constexpr std::array<std::string_view, kFeatures> kNames = {
#define WARRANT_FEATURE(name, weight) #name,
#include "src/query/features.def"
#undef WARRANT_FEATURE
  };
  return kNames;
}

const Features& feature_weights() {
  static constexpr Features kWeights = {
#define WARRANT_FEATURE(name, weight) weight,
#include "src/query/features.def"
#undef WARRANT_FEATURE
  };
  return kWeights;
}

QuestionedDocument::QuestionedDocument(const IndexedDocument& document) : indexed_(&document) {
  const Document& d = document.document;
  sentences_.reserve(document.sentences.size());
  for (std::size_t s = 0; s < document.sentences.size(); ++s) {
    const Sentence& sentence = document.sentences[s];
    const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
    Prepared prepared;
    prepared.first_word = static_cast<std::uint32_t>(stems_.size());
    for (Word& word : words_of(slice(d.text, sentence.span))) {
      std::string number = word.number ? "" : number_of_word(word.stem);
      stems_.push_back(number.empty() ? std::move(word.stem) : std::move(number));
    }
    prepared.words = static_cast<std::uint32_t>(stems_.size()) - prepared.first_word;
    prepared.evidence = is_evidence(passage.place) && passage.kind != PassageKind::kHeading &&
                        passage.kind != PassageKind::kTitle && passage.kind != PassageKind::kQuestion;
    sentences_.push_back(prepared);
  }
  find_abbreviations();
}

// "overall survival (OS)": a short form in brackets whose letters begin the words before it, as many as it has
// capitals (Schwartz & Hearst 2003, strictest case).
void QuestionedDocument::find_abbreviations() {
  const std::string_view text = indexed_->document.text;
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
    const auto words = words_of(text.substr(from, open - from));
    if (words.size() < letters.size()) continue;
    std::vector<std::string> longer;
    bool fits = true;
    for (std::size_t i = 0; fits && i < letters.size(); ++i) {
      const Word& word = words[words.size() - letters.size() + i];
      const char first = text[from + word.span.start];
      fits = (first | 0x20) == letters[i];
      longer.push_back(word.stem);
    }
    const auto folded = words_of(shorter);
    if (!fits || folded.size() != 1) continue;
    const auto known = std::find_if(abbreviations_.begin(), abbreviations_.end(),
                                    [&](const auto& pair) { return pair.first == folded.front().stem; });
    if (known == abbreviations_.end()) abbreviations_.emplace_back(folded.front().stem, std::move(longer));
  }
}

Features QuestionedDocument::cues_of(std::size_t s) const {
  const Document& d = indexed_->document;
  const Sentence& sentence = indexed_->sentences[s];
  const Passage& passage = d.passages[static_cast<std::size_t>(sentence.passage)];
  const std::string_view text = slice(d.text, sentence.span);
  const std::string lower = ascii_lower(text);
  Features f{};
  at(f, Feature::kPValue) = has_p_value(lower);
  at(f, Feature::kInterval) = holds_any(lower, kInterval);
  at(f, Feature::kComparison) = holds_any(lower, kComparison);
  at(f, Feature::kEffect) = holds_any(lower, kEffect);
  at(f, Feature::kSignificance) = lower.find("significan") != std::string::npos;
  at(f, Feature::kNoDifference) = holds_any(lower, kNoDifference);
  at(f, Feature::kTableMention) = holds_any(lower, kTableMention);
  at(f, Feature::kOwnFinding) = holds_any(lower, kOwnFinding);
  at(f, Feature::kAim) = holds_any(lower, kAim);
  at(f, Feature::kMeasured) = holds_any(lower, kMeasured);
  int numbers = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    numbers += is_ascii_digit(text[i]) && (i == 0 || (!is_ascii_digit(text[i - 1]) && text[i - 1] != '.'));
  at(f, Feature::kNumbers) = std::min(numbers, 6) / 6.0;
  const auto anchor =
      std::lower_bound(d.anchors.begin(), d.anchors.end(), sentence.span.start,
                       [](const CitationAnchor& a, std::uint32_t start) { return a.span.start < start; });
  at(f, Feature::kCites) = anchor != d.anchors.end() && sentence.span.contains(anchor->span);

  const std::string_view role = role_of(d, passage.section);
  const bool abstract = passage.place == Place::kAbstract;
  at(f, Feature::kAbstract) = abstract;
  at(f, Feature::kAbstractResults) = abstract && (role == "results" || role == "conclusions");
  if (abstract && role.empty())
    at(f, Feature::kAbstractLate) =
        static_cast<double>(sentence.span.end - passage.span.start) / std::max(passage.span.size(), 1u);
  if (!abstract) {
    at(f, Feature::kResults) = role == "results";
    at(f, Feature::kMethods) = role == "methods" || role == "materials";
    at(f, Feature::kIntroduction) = role == "introduction" || role == "background" || role == "objective";
    at(f, Feature::kDiscussion) = role == "discussion";
    at(f, Feature::kConclusion) = role == "conclusions";
  }
  at(f, Feature::kTableRow) = passage.kind == PassageKind::kTableRow;
  at(f, Feature::kCaption) = passage.kind == PassageKind::kCaption;
  at(f, Feature::kTableNote) = passage.kind == PassageKind::kTableNote;
  const double words = sentences_[s].words;
  at(f, Feature::kShort) = words < 6;
  at(f, Feature::kLength) = std::min(words, 60.0) / 60;
  return f;
}

// "n = 55", "55 patients", "55 consecutive adult patients".
bool QuestionedDocument::is_study_of(std::string_view size) const {
  static constexpr std::array<std::string_view, 8> kWho = {"adult",   "case",   "individu", "particip",
                                                           "patient", "person", "subject",  "volunt"};
  for (std::size_t i = 0; i < stems_.size(); ++i) {
    if (stems_[i] != size) continue;
    if (i > 0 && stems_[i - 1] == "n") return true;
    for (std::size_t k = i + 1; k < std::min(i + 4, stems_.size()); ++k)
      if (std::find(kWho.begin(), kWho.end(), stems_[k]) != kWho.end()) return true;
  }
  return false;
}

// Deaths are asked for, and the work speaks of none.
bool QuestionedDocument::counts_unspoken_deaths(const UnderstoodQuestion& question) const {
  static constexpr std::array<std::string_view, 6> kDeath = {"dead", "death", "di", "fatal", "mortal", "surviv"};
  const auto of_death = [](std::string_view word) {
    return std::find(kDeath.begin(), kDeath.end(), word) != kDeath.end();
  };
  return std::any_of(question.terms.begin(), question.terms.end(),
                     [&](const QuestionTerm& term) { return of_death(term.stem); }) &&
         std::none_of(stems_.begin(), stems_.end(), of_death);
}

// "Seventy-four patients", "two deaths".
bool QuestionedDocument::holds_number_word(std::size_t s) const {
  static constexpr std::array<std::string_view, 10> kTens = {"eighti",  "fifti", "forti",  "hundr",    "nineti",
                                                             "seventi", "sixti", "thirti", "thirteen", "twenti"};
  const auto first = stems_.begin() + sentences_[s].first_word;
  return std::any_of(first, first + sentences_[s].words, [](const std::string& word) {
    return std::find(kTens.begin(), kTens.end(), word) != kTens.end();
  });
}

template <typename Test>
bool QuestionedDocument::any_claim(std::size_t sentence, const Test& test) const {
  const ByteSpan span = indexed_->sentences[sentence].span;
  const auto first = std::lower_bound(indexed_->claims.begin(), indexed_->claims.end(), span.start,
                                      [](const Claim& c, std::uint32_t start) { return c.value_span.start < start; });
  for (auto claim = first; claim != indexed_->claims.end() && claim->value_span.start < span.end; ++claim)
    if (test(*claim)) return true;
  return false;
}

int QuestionedDocument::holds_value(std::size_t s, const UnderstoodQuestion& question) const {
  const ByteSpan span = indexed_->sentences[s].span;
  const std::string lower = ascii_lower(slice(indexed_->document.text, span));
  const std::string& asked = question.shown.measure;
  const bool time_fits = [&] {
    if (question.at.empty() || question.value != ValueType::kSurvivalRate) return true;
    for (std::uint32_t w = 0; w + 1 < sentences_[s].words; ++w) {
      const std::string& number = stems_[sentences_[s].first_word + w];
      const std::string& unit = stems_[sentences_[s].first_word + w + 1];
      if (number + " " + unit == question.at) return true;
      if (question.at == "1 year" && number == "12" && unit == "month") return true;
    }
    return false;
  }();
  if (!time_fits) return 0;
  if (!asked.empty()) {
    const auto first = std::lower_bound(indexed_->claims.begin(), indexed_->claims.end(), span.start,
                                        [](const Claim& c, std::uint32_t start) { return c.value_span.start < start; });
    for (auto claim = first; claim != indexed_->claims.end() && claim->value_span.start < span.end; ++claim) {
      // "an expected survival of more than 3 months" is a condition, not a median.
      const bool named = asked != measure::kMedianSurvival || claim->place == Place::kTable ||
                         lower.find("median") != std::string::npos;
      if (claim->measure == asked && !claim->assumption && named) return claim->cited ? 2 : 3;
    }
  }
  const auto number_before = [&](const auto& units) {
    for (std::uint32_t w = 0; w + 1 < sentences_[s].words; ++w) {
      if (!is_ascii_digit(stems_[sentences_[s].first_word + w].front())) continue;
      const std::string_view unit = stems_[sentences_[s].first_word + w + 1];
      if (std::find(units.begin(), units.end(), unit) != units.end()) return true;
    }
    return false;
  };
  static constexpr std::array<std::string_view, 4> kTime = {"month", "year", "week", "dai"};
  static constexpr std::array<std::string_view, 8> kDose = {"mg",      "gy", "ml",       "mcg",
                                                            "\u00B5g", "iu", "fraction", "cgy"};
  const bool share = lower.find('%') != std::string::npos || lower.find("percent") != std::string::npos;
  switch (question.value) {
    case ValueType::kNone:
      return 1;
    case ValueType::kNumber:
      return std::any_of(lower.begin(), lower.end(), is_ascii_digit) || holds_number_word(s);
    case ValueType::kShare:
      return share;
    case ValueType::kSurvivalRate:
      return share && lower.find("surviv") != std::string::npos;
    case ValueType::kDose:
      return number_before(kDose);
    case ValueType::kRatio:
      return holds_any(lower, kRatioWords) && std::any_of(lower.begin(), lower.end(), is_ascii_digit);
    case ValueType::kDuration:
      return number_before(kTime) && (asked.empty() || lower.find("median") != std::string::npos);
  }
  return 0;
}

std::vector<ScoredSentence> QuestionedDocument::score(const UnderstoodQuestion& question) const {
  const std::size_t terms = std::min<std::size_t>(question.terms.size(), 64);
  std::unordered_map<std::string_view, Mask> wanted;
  for (std::size_t t = 0; t < terms; ++t) wanted[question.terms[t].stem] |= Mask{1} << t;
  const auto mask_of = [&](const std::vector<std::string>& stems, std::size_t& found) {
    Mask mask = 0;
    for (const std::string& word : stems)
      if (const auto term = wanted.find(word); term != wanted.end()) {
        mask |= term->second;
        ++found;
      }
    return mask;
  };
  // Other words for what is asked stand for it as a whole: the document's own short forms, and synonyms. By first stem.
  std::unordered_multimap<std::string_view, std::pair<const std::vector<std::string>*, Mask>> others;
  std::vector<std::vector<std::string>> shorter_forms;
  shorter_forms.reserve(abbreviations_.size());
  for (const auto& [shorter, longer] : abbreviations_) {
    std::size_t found = 0;
    const Mask mask = mask_of(longer, found);
    if (found * 2 <= longer.size()) continue;
    shorter_forms.push_back({shorter});
    others.emplace(shorter, std::pair(&shorter_forms.back(), mask));
  }
  for (const Synonym& synonym : question.synonyms) {
    std::size_t found = 0;
    const Mask mask = mask_of(synonym.meant, found);
    if (mask != 0 && !synonym.words.empty()) others.emplace(synonym.words.front(), std::pair(&synonym.words, mask));
  }

  std::vector<Mask> held(sentences_.size(), 0);
  std::vector<double> frequency(terms, 0);
  for (std::size_t s = 0; s < sentences_.size(); ++s) {
    const std::uint32_t first = sentences_[s].first_word, last = first + sentences_[s].words;
    for (std::uint32_t w = first; w < last; ++w) {
      if (const auto found = wanted.find(stems_[w]); found != wanted.end()) held[s] |= found->second;
      if (others.empty()) continue;
      const auto [from, to] = others.equal_range(stems_[w]);
      for (auto other = from; other != to; ++other) {
        const std::vector<std::string>& words = *other->second.first;
        if (w + words.size() <= last && std::equal(words.begin(), words.end(), stems_.begin() + w))
          held[s] |= other->second.second;
      }
    }
    for (std::size_t t = 0; t < terms; ++t) frequency[t] += held[s] >> t & 1;
  }

  const auto n = static_cast<double>(sentences_.size());
  std::vector<Asked> asked(terms);
  Mask outcome = 0, subject = 0, comparator = 0, population = 0, anywhere = 0;
  for (Mask mask : held) anywhere |= mask;
  for (std::size_t t = 0; t < terms; ++t) {
    asked[t].role = question.terms[t].role;
    asked[t].weight = std::log(1 + (n - frequency[t] + 0.5) / (frequency[t] + 0.5));
    Mask& set = asked[t].role == Role::kSubject      ? subject
                : asked[t].role == Role::kComparator ? comparator
                : asked[t].role == Role::kPopulation ? population
                                                     : outcome;
    set |= Mask{1} << t;
  }
  const double outcome_weight = weight_of(outcome, asked), subject_weight = weight_of(subject, asked),
               comparator_weight = weight_of(comparator, asked), population_weight = weight_of(population, asked);
  // Groups of names of which an answer must hold one, and of pointers ("Chan (21)") of which one is enough.
  std::vector<Mask> names, pointers;
  for (std::size_t t = 0; t < terms; ++t) {
    for (const auto& [group, masks] :
         {std::pair(question.terms[t].name, &names), std::pair(question.terms[t].pointer, &pointers)}) {
      if (group == 0) continue;
      masks->resize(std::max(masks->size(), static_cast<std::size_t>(group)));
      (*masks)[static_cast<std::size_t>(group) - 1] |= Mask{1} << t;
    }
  }
  const auto share = [&](Mask words, Mask of, double whole) {
    return whole > 0 ? weight_of(words & of, asked) / whole : 0.0;
  };

  // Neighbouring words of the outcome in the question.
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t t = 1; t < terms; ++t)
    if ((outcome >> t & 1) != 0 && (outcome >> (t - 1) & 1) != 0) pairs.emplace_back(t - 1, t);

  // "target" must be that of what is asked: within three words of it.
  const auto beside_needed = [&](std::size_t s) {
    const std::uint32_t first = sentences_[s].first_word, last = first + sentences_[s].words;
    const auto is_needed = [&](const std::string& word) {
      return std::find(question.needed.begin(), question.needed.end(), word) != question.needed.end();
    };
    for (std::uint32_t w = first; w < last; ++w) {
      if (!is_needed(stems_[w])) continue;
      for (std::uint32_t k = std::max(first, w < 3 ? 0 : w - 3); k < std::min(last, w + 4); ++k)
        if (!is_needed(stems_[k]) && (wanted.contains(stems_[k]) || others.contains(stems_[k]))) return true;
    }
    return false;
  };

  // Neighbours of the question that are neighbours somewhere in the work: "1-year survival" is one of its subjects.
  double of_work = 0;
  if (question.type == AnswerType::kValue && !pairs.empty()) {
    std::vector<bool> met(pairs.size(), false);
    for (std::size_t w = 0; w + 1 < stems_.size(); ++w) {
      const auto left = wanted.find(stems_[w]);
      if (left == wanted.end()) continue;
      const auto right = wanted.find(stems_[w + 1]);
      if (right == wanted.end()) continue;
      for (std::size_t i = 0; i < pairs.size(); ++i)
        if ((left->second >> pairs[i].first & 1) != 0 && (right->second >> pairs[i].second & 1) != 0) met[i] = true;
    }
    of_work =
        kOfWork * static_cast<double>(std::count(met.begin(), met.end(), true)) / static_cast<double>(pairs.size());
  }

  const Document& d = indexed_->document;
  Mask in_title = 0;
  std::vector<Mask> in_passage(d.passages.size(), 0), in_section(d.sections.size(), 0), in_caption(d.tables.size(), 0);
  for (std::size_t s = 0; s < sentences_.size(); ++s) {
    const auto p = static_cast<std::size_t>(indexed_->sentences[s].passage);
    in_passage[p] |= held[s];
    const Passage& passage = d.passages[p];
    if (passage.table >= 0 && (passage.kind == PassageKind::kCaption || passage.row == 0))
      in_caption[static_cast<std::size_t>(passage.table)] |= held[s];
    if (passage.kind == PassageKind::kTitle || passage.kind == PassageKind::kQuestion) in_title |= held[s];
    if (passage.kind == PassageKind::kHeading && passage.section >= 0)
      in_section[static_cast<std::size_t>(passage.section)] |= held[s];
  }

  const bool of_study = question.study_size.empty() || is_study_of(question.study_size);
  bool strange = false;
  if (question.type == AnswerType::kValue && pointers.size() < 2) {
    std::size_t asked_words = 0, never = 0;
    for (std::size_t t = 0; t < terms; ++t) {
      if (question.terms[t].measure || question.terms[t].name != 0) continue;
      ++asked_words;
      never += (anywhere >> t & 1) == 0;
    }
    strange = 4 * never > asked_words || counts_unspoken_deaths(question);
  }
  std::vector<ScoredSentence> scored;
  for (std::size_t s = 0; s < sentences_.size(); ++s) {
    if (!sentences_[s].evidence) continue;
    const auto p = indexed_->sentences[s].passage;
    const bool joined_before = s > 0 && indexed_->sentences[s - 1].passage == p;
    const bool joined_after = s + 1 < sentences_.size() && indexed_->sentences[s + 1].passage == p;
    const Mask before = joined_before ? held[s - 1] : 0, after = joined_after ? held[s + 1] : 0;
    int value = question.value == ValueType::kNone ? 1 : holds_value(s, question);
    if (value > 0 && !question.needed.empty() && !beside_needed(s)) value = 0;
    if ((held[s] | before) == 0 && value < 2) continue;
    ScoredSentence found;
    found.sentence = static_cast<std::int32_t>(s);
    Features& f = found.features;
    // Found when first needed: most sentences of a work share no word with a question.
    if (!sentences_[s].has_cues) {
      sentences_[s].cues = cues_of(s);
      sentences_[s].has_cues = true;
    }
    f = sentences_[s].cues;
    const double covered = share(held[s], outcome, outcome_weight);
    at(f, Feature::kOutcome) = covered;
    at(f, Feature::kWholeOutcome) = outcome != 0 && (held[s] & outcome) == outcome;
    at(f, Feature::kAnyOutcome) = (held[s] & outcome) != 0;
    if (!pairs.empty() && (held[s] & outcome) != 0) {
      double together = 0;
      for (const auto& [left, right] : pairs) {
        bool next = false;
        for (std::uint32_t w = 0; w + 1 < sentences_[s].words && !next; ++w) {
          if (stems_[sentences_[s].first_word + w] != question.terms[left].stem) continue;
          for (std::uint32_t k = 1; k <= 2 && w + k < sentences_[s].words; ++k)
            next = next || stems_[sentences_[s].first_word + w + k] == question.terms[right].stem;
        }
        together += next;
      }
      at(f, Feature::kOutcomeTogether) = together / static_cast<double>(pairs.size());
    }
    at(f, Feature::kSubject) = share(held[s], subject, subject_weight);
    at(f, Feature::kComparator) = share(held[s], comparator, comparator_weight);
    at(f, Feature::kBothGroups) = (held[s] & subject) != 0 && (held[s] & comparator) != 0;
    at(f, Feature::kOutcomeBefore) = share(before, outcome, outcome_weight);
    at(f, Feature::kSubjectBefore) = share(before, subject, subject_weight);
    at(f, Feature::kOutcomeAfter) = share(after, outcome, outcome_weight);
    at(f, Feature::kOutcomeInPassage) = share(in_passage[static_cast<std::size_t>(p)], outcome, outcome_weight);
    const std::int32_t section = d.passages[static_cast<std::size_t>(p)].section;
    if (section >= 0)
      at(f, Feature::kOutcomeInHeading) = share(in_section[static_cast<std::size_t>(section)], outcome, outcome_weight);
    at(f, Feature::kOutcomeEffect) = covered * at(f, Feature::kEffect);
    at(f, Feature::kOutcomePValue) = covered * at(f, Feature::kPValue);
    at(f, Feature::kOutcomeComparison) = covered * at(f, Feature::kComparison);
    at(f, Feature::kOutcomeNumbers) = covered * at(f, Feature::kNumbers);

    // The signs of a result decide between sentences on an asked effect; elsewhere the words do.
    double words = 0, signs = 0;
    for (std::size_t i = 0; i < kFeatures; ++i) (is_of_words(i) ? words : signs) += f[i] * feature_weights()[i];
    found.score = question.type == AnswerType::kEffect ? words + signs : 2 * words + 0.4 * signs;
    const std::string_view text = slice(d.text, indexed_->sentences[s].span);
    if (question.list && !text.empty() && text.back() == ':') found.score += 1.5;
    // A result of the work itself is about what the work and the section are about; a result of a cited work is not.
    const bool inherits = at(f, Feature::kCites) == 0 || d.kind == DocumentKind::kQa;
    Mask known = inherits ? held[s] | before : held[s];
    if (section >= 0) known |= in_section[static_cast<std::size_t>(section)];
    if (inherits) known |= in_title | in_passage[static_cast<std::size_t>(p)];
    const std::int32_t table = d.passages[static_cast<std::size_t>(p)].table;
    if (table >= 0) {
      const Mask caption = in_caption[static_cast<std::size_t>(table)];
      known |= caption;
      // The row of a factor is read with its caption: what both say together is as good as a sentence that says it, and
      // its p value or interval as good as the words for it. (Rows of a comparison name outcomes.)
      if ((held[s] & subject) != 0 && comparator == 0 && (caption & outcome) != 0 &&
          d.passages[static_cast<std::size_t>(p)].kind == PassageKind::kTableRow) {
        found.score += kCaption * (share(held[s] | caption, outcome, outcome_weight) - covered);
        if (any_claim(s, [](const Claim& c) { return c.p_value || c.ci_low; })) found.score += kRowResult;
      }
    }
    if (question.result && covered > 0.5 &&
        any_claim(s, [](const Claim& c) { return c.value && !c.assumption && c.kind != kind::kStudyFact; }))
      found.score += kResult;
    // A bare question wants what was found; what was meant to be found says the same words.
    if (question.type == AnswerType::kEffect && comparator == 0) found.score -= kAimless * at(f, Feature::kAim);
    if (population != 0) found.score += 0.4 * share(known, population, population_weight);
    found.value = value > 0;
    // Two groups are asked for: one alone is no answer.
    if (question.type != AnswerType::kEffect && comparator != 0 &&
        2 * count((held[s] | before) & comparator) <= count(comparator))
      found.value = false;
    // Of several pointers asked for, the one that is found best; the others are not asked of this sentence.
    Mask wanted_terms = terms == 64 ? ~Mask{0} : (Mask{1} << terms) - 1;
    if (pointers.size() > 1) {
      const Mask best = *std::max_element(pointers.begin(), pointers.end(),
                                          [&](Mask a, Mask b) { return count(held[s] & a) < count(held[s] & b); });
      for (Mask pointer : pointers)
        if (pointer != best) wanted_terms &= ~pointer | best;
    }
    if (question.type == AnswerType::kValue) {
      // Every word of the subject counts the same: a common word left out is another subject.
      std::size_t wanted_words = 0, known_words = 0;
      for (Mask name : names) {  // alternatives count once
        ++wanted_words;
        known_words += (known & name) != 0;
      }
      for (std::size_t t = 0; t < terms; ++t) {
        if (question.terms[t].measure || question.terms[t].name != 0 || (wanted_terms >> t & 1) == 0) continue;
        ++wanted_words;
        known_words += known >> t & 1;
        if ((known >> t & 1) == 0) found.missing.push_back(question.terms[t].text);
      }
      found.coverage = wanted_words > 0 ? static_cast<double>(known_words) / static_cast<double>(wanted_words) : 1;
      static constexpr std::array<double, 4> kByValue = {-2.0, 1.5, 2.5, 6.0};
      found.score += kByValue[static_cast<std::size_t>(value)] + 3 * found.coverage + of_work;
    } else {
      const Mask said = known & wanted_terms;
      const auto weight = [&](Mask of) {
        return weight_of(of & (outcome | subject), asked) + 0.3 * weight_of(of & comparator, asked);
      };
      const double whole = weight(wanted_terms);
      found.coverage = whole > 0 ? weight(said) / whole : 0;
      // A statement needs more than half of the words, however common they are.
      if (question.type == AnswerType::kAny && 2 * count(said) <= count(wanted_terms)) found.coverage *= 0.5;
    }
    // What the work never speaks of, it does not answer: a group that is named, or a quarter of the subject's words.
    // A control group goes by many names, and who names the article means it.
    const auto absent = [&](Mask of) {
      static constexpr std::array<std::string_view, 14> kControl = {
          "alon",    "baselin", "befor", "care",     "control",   "convent", "noth",
          "placebo", "routin",  "sham",  "standard", "treatment", "untreat", "usual"};
      for (std::size_t t = 0; t < terms; ++t) {
        if ((of >> t & 1) == 0) continue;
        if (std::find(kControl.begin(), kControl.end(), question.terms[t].stem) != kControl.end()) return false;
        if (question.terms[t].number) of &= ~(Mask{1} << t);
      }
      return of != 0 && (anywhere & of) == 0 && !question.document_given;
    };
    if (strange || (question.type == AnswerType::kEffect && (absent(subject) || absent(comparator)))) {
      found.coverage = std::min(found.coverage, 0.1);
      for (std::size_t t = 0; t < terms; ++t)
        if ((anywhere >> t & 1) == 0 && !question.terms[t].measure &&
            std::find(found.missing.begin(), found.missing.end(), question.terms[t].text) == found.missing.end())
          found.missing.push_back(question.terms[t].text);
    }
    // An effect is one of something on something: the work must speak of both.
    if (question.type == AnswerType::kEffect && !question.document_given &&
        ((outcome != 0 && (anywhere & outcome) == 0) || (subject != 0 && (anywhere & subject) == 0)))
      found.coverage = std::min(found.coverage, 0.1);
    // A name that is asked about must be spoken of: by the passage, or, for an effect, by the work.
    const Mask spoken = question.type == AnswerType::kEffect ? anywhere : known;
    for (Mask name : names) {
      if ((spoken & name) != 0) continue;
      found.coverage = std::min(found.coverage, 0.1);
      for (std::size_t t = 0; t < terms; ++t) {
        if ((name >> t & 1) != 0 &&
            std::find(found.missing.begin(), found.missing.end(), question.terms[t].text) == found.missing.end())
          found.missing.push_back(question.terms[t].text);
      }
    }
    if (!of_study) {
      found.coverage = std::min(found.coverage, 0.1);
      found.missing.push_back("n = " + question.study_size);
    }
    scored.push_back(found);
  }
  return scored;
}

}  // namespace warrant
