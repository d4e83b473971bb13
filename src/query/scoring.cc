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
// The time point asked for is named, or not.
constexpr double kTime = 1.5;

double& at(Features& features, Feature feature) { return features[static_cast<std::size_t>(feature)]; }

// One word of the question with what it weighs in this document.
struct Asked {
  double weight = 0;
  Role role = Role::kOther;
};

// Features that come from the question's words, not from signs of a result or the place.
constexpr bool is_of_words(std::size_t feature) { return feature < static_cast<std::size_t>(Feature::kPValue); }

// The least share of the words of each part, by their rarity in the work, that the work must hold.
constexpr double kLeastOfOutcome = 0.1, kLeastOfSubject = 0.45, kLeastOfShortSubject = 0.5, kLeastOfCondition = 0.6;
// The least share of the outcome that a sentence must speak of, with the one before and headings, to state an effect.
constexpr double kLeastStated = 0.6, kAnyOfSubject = 0.05;

// Not people, their age or how ill they are.
bool is_condition_word(std::string_view stem) {
  static constexpr std::array<std::string_view, 40> kOthers = {
      "acut",   "adolesc", "adult", "ag",      "babi",  "boi",     "case",    "child",    "children", "chronic",
      "cohort", "elderli", "femal", "girl",    "group", "healthi", "high",    "individu", "infant",   "low",
      "male",   "man",     "men",   "mild",    "moder", "newborn", "old",     "older",    "particip", "patient",
      "peopl",  "person",  "popul", "preterm", "sever", "studi",   "subject", "trial",    "women",    "young"};
  return !std::binary_search(kOthers.begin(), kOthers.end(), stem);
}

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

std::vector<ScoredSentence> QuestionedDocument::score(const UnderstoodQuestion& question) const {
  const std::size_t terms = std::min<std::size_t>(question.terms.size(), 64);
  std::unordered_map<std::string_view, Mask> wanted;
  // A letter says something beside its word only: "vitamin D", "group B".
  std::vector<std::vector<std::string>> lettered;
  const auto is_letter = [&](std::size_t t) {
    return t > 0 && question.terms[t].stem.size() == 1 &&
           (question.text.find(question.terms[t - 1].text + " " + question.terms[t].text) != std::string::npos ||
            question.text.find(question.terms[t - 1].text + "-" + question.terms[t].text) != std::string::npos) &&
           is_ascii_alpha(question.terms[t].stem.front()) && question.terms[t - 1].role == question.terms[t].role &&
           question.terms[t - 1].stem.size() > 1;
  };
  for (std::size_t t = 0; t < terms; ++t) {
    if (is_letter(t)) {
      lettered.push_back({question.terms[t - 1].stem, question.terms[t].stem});
    } else {
      wanted[question.terms[t].stem] |= Mask{1} << t;
    }
  }
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
  for (std::size_t t = 0, letter = 0; t < terms; ++t)
    if (is_letter(t)) {
      others.emplace(lettered[letter].front(), std::pair(&lettered[letter], Mask{1} << t));
      ++letter;
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
  // What is asked about beyond people and how ill they are: the condition.
  Mask condition = 0;
  for (std::size_t t = 0; t < terms; ++t)
    if ((population >> t & 1) != 0 && is_condition_word(question.terms[t].stem)) condition |= Mask{1} << t;
  const double least_of_subject = count(subject) <= 3 ? kLeastOfShortSubject : kLeastOfSubject;
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
        if (!is_needed(stems_[k]) && (stems_[k] == question.needed_of || others.contains(stems_[k]))) return true;
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
  Mask in_title = 0, in_abstract = 0;
  std::vector<Mask> in_passage(d.passages.size(), 0), in_section(d.sections.size(), 0), in_caption(d.tables.size(), 0);
  for (std::size_t s = 0; s < sentences_.size(); ++s) {
    const auto p = static_cast<std::size_t>(indexed_->sentences[s].passage);
    in_passage[p] |= held[s];
    const Passage& passage = d.passages[p];
    if (passage.table >= 0 && (passage.kind == PassageKind::kCaption || passage.row == 0))
      in_caption[static_cast<std::size_t>(passage.table)] |= held[s];
    if (passage.kind == PassageKind::kTitle || passage.kind == PassageKind::kQuestion) in_title |= held[s];
    if (passage.place == Place::kAbstract) in_abstract |= held[s];
    if (passage.kind == PassageKind::kHeading && passage.section >= 0)
      in_section[static_cast<std::size_t>(passage.section)] |= held[s];
  }

  // A short form asked for may be written out: "CNS" in "primary central nervous system lymphoma".
  for (std::size_t t = 0; t < terms; ++t) {
    if (question.terms[t].name == 0 || (question.type != AnswerType::kValue && (anywhere >> t & 1) != 0)) continue;
    const std::vector<std::string> words = written_out_of(ascii_lower(question.terms[t].text));
    if (words.empty()) continue;
    for (std::size_t s = 0; s < sentences_.size(); ++s) {
      const auto first = stems_.begin() + sentences_[s].first_word, last = first + sentences_[s].words;
      if (std::search(first, last, words.begin(), words.end()) == last) continue;
      const auto p = static_cast<std::size_t>(indexed_->sentences[s].passage);
      in_passage[p] |= Mask{1} << t;
      anywhere |= Mask{1} << t;
      if (d.passages[p].kind == PassageKind::kTitle) in_title |= Mask{1} << t;
    }
  }

  // "with everolimus", "after surgery".
  std::vector<Mask> treatments;
  for (const auto& phrase : question.phrases) {
    if (phrase.joint != "with" && phrase.joint != "after" && phrase.joint != "by" && phrase.joint != "on" &&
        phrase.joint != "using" && phrase.joint != "following" && phrase.joint != "under")
      continue;
    Mask mask = 0;
    for (const std::string& word : phrase.stems)
      if (const auto term = wanted.find(word); term != wanted.end()) mask |= term->second;
    if (mask != 0) treatments.push_back(mask);
  }
  // The outcome is one of the work's: spoken of at its front, or often.
  constexpr std::ptrdiff_t kOften = 5;
  const bool outcome_of_work =
      share(in_title | in_abstract, outcome, outcome_weight) >= 0.5 ||
      std::count_if(held.begin(), held.end(), [&](Mask mask) { return (mask & outcome) != 0; }) >= kOften;
  const bool is_protocol = d.study_design == "trial protocol";
  const bool of_study = question.study_size.empty() || is_study_of(question.study_size);
  bool strange = false;
  if (question.type == AnswerType::kValue && pointers.size() < 2) {
    std::size_t asked_words = 0, never = 0;
    for (std::size_t t = 0; t < terms; ++t) {
      if (question.terms[t].measure || question.terms[t].name != 0) continue;
      ++asked_words;
      never += (anywhere >> t & 1) == 0;
    }
    // A phrase of which no word is ever spoken is another subject.
    const bool unspoken = std::any_of(question.phrases.begin(), question.phrases.end(), [&](const auto& phrase) {
      return std::none_of(phrase.stems.begin(), phrase.stems.end(), [&](const std::string& word) {
        const auto term = wanted.find(word);
        return term == wanted.end() || (term->second & anywhere) != 0;
      });
    });
    strange = 4 * never > asked_words || (question.phrases.size() > 1 && unspoken);
  }
  // An effect is one of something on something, in a condition and at a time: the work must speak of each.
  bool other_subject = false;
  if (question.type == AnswerType::kEffect && !question.document_given) {
    const auto unspoken = [&](Mask of, double least) {
      return of != 0 && weight_of(of & anywhere, asked) < least * weight_of(of, asked);
    };
    bool time = question.at.empty();
    for (std::size_t s = 0; s < sentences_.size() && !time; ++s)
      time = sentences_[s].evidence && names_time(s, question.at);
    other_subject = !time || unspoken(outcome, kLeastOfOutcome) || unspoken(subject, least_of_subject) ||
                    unspoken(condition, kLeastOfCondition);
  }
  // Passages that name the time asked for, themselves or in their table's caption or section's heading.
  std::vector<bool> times(d.passages.size(), false);
  if (question.type == AnswerType::kValue && !question.at.empty()) {
    std::vector<bool> of_table(d.tables.size(), false);
    for (std::size_t s = 0; s < sentences_.size(); ++s) {
      if (!names_time(s, question.at)) continue;
      const auto p = static_cast<std::size_t>(indexed_->sentences[s].passage);
      times[p] = true;
      const Passage& passage = d.passages[p];
      if (passage.table >= 0 && (passage.kind == PassageKind::kCaption || passage.row == 0))
        of_table[static_cast<std::size_t>(passage.table)] = true;
    }
    for (std::size_t p = 0; p < d.passages.size(); ++p)
      if (d.passages[p].table >= 0 && of_table[static_cast<std::size_t>(d.passages[p].table)]) times[p] = true;
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
    found.score = question.type == AnswerType::kEffect                      ? words + signs
                  : question.type == AnswerType::kAny && question.yes_or_no ? 1.3 * words + 0.8 * signs
                                                                            : 2 * words + 0.4 * signs;
    const std::string_view text = slice(d.text, indexed_->sentences[s].span);
    const double fit = fits_sought(s, question);
    found.score += fit;
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
    // An effect is stated with a sign of a result, and not in a protocol. Arms go by many names; of what is asked about
    // alone one sentence (with its heading or caption) must speak together with the outcome.
    bool states = true;
    if (question.type == AnswerType::kEffect && !question.document_given && outcome != 0) {
      Mask over = 0;
      if (section >= 0) over |= in_section[static_cast<std::size_t>(section)];
      if (table >= 0) over |= in_caption[static_cast<std::size_t>(table)];
      double signs_here = at(f, Feature::kTableRow);
      for (Feature sign : {Feature::kPValue, Feature::kInterval, Feature::kComparison, Feature::kEffect,
                           Feature::kSignificance, Feature::kNoDifference, Feature::kNumbers})
        signs_here += at(f, sign);
      states = !is_protocol && signs_here > 0;
      if (question.shown.comparator.empty() && subject != 0) {
        const bool few = count(subject) <= 2;  // of many words some stand for all
        const double least = few ? kLeastOfShortSubject : kAnyOfSubject;
        found.about = share(held[s] | over | in_title, subject, subject_weight) >= least;
        states = states && at(f, Feature::kAim) == 0 && outcome_of_work &&
                 share(held[s] | before | over, outcome, outcome_weight) >= kLeastStated &&
                 share(few ? held[s] | over : known | in_title | in_abstract, subject, subject_weight) >=
                     kLeastOfShortSubject;
      }
    }
    found.value = value > 0 && states &&
                  !(question.deaths && question.type == AnswerType::kValue && !speaks_of_death(s)) &&
                  (question.sought != Sought::kDefinition || fit > 0) && says_predicate(s, question, joined_before);
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
        if (question.terms[t].measure || question.terms[t].people || question.terms[t].name != 0 ||
            (wanted_terms >> t & 1) == 0)
          continue;
        ++wanted_words;
        known_words += known >> t & 1;
        if ((known >> t & 1) == 0) found.missing.push_back(question.terms[t].text);
      }
      // The treatment asked about must be that of the sentence, its paragraph, heading, table or work.
      for (Mask treatment : treatments)
        if (!question.document_given && (known & treatment) == 0) found.value = false;
      found.coverage = wanted_words > 0 ? static_cast<double>(known_words) / static_cast<double>(wanted_words) : 1;
      if (!question.at.empty() && question.value != ValueType::kSurvivalRate)
        found.score += kTime * (times[static_cast<std::size_t>(p)] || names_time(s, question.at) ? 1 : -1);
      static constexpr std::array<double, 4> kByValue = {-2.0, 1.5, 2.5, 6.0};
      found.score += kByValue[static_cast<std::size_t>(value)] + 3 * found.coverage + of_work;
    } else {
      // What is tried is said once, at the front.
      const Mask front = question.type == AnswerType::kEffect ? (in_title | in_abstract) & subject : 0;
      const Mask said = (known | front) & wanted_terms;
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
    // Who tries X says so in the title, the abstract or here.
    const bool spoken_of =
        question.type != AnswerType::kEffect || question.document_given || subject == 0 ||
        weight_of((known | in_title | in_abstract) & subject, asked) >= least_of_subject * subject_weight;
    if (strange || other_subject || !spoken_of ||
        (question.type == AnswerType::kEffect && (absent(subject) || absent(comparator)))) {
      found.coverage = std::min(found.coverage, 0.1);
      for (std::size_t t = 0; t < terms; ++t)
        if ((anywhere >> t & 1) == 0 && !question.terms[t].measure &&
            std::find(found.missing.begin(), found.missing.end(), question.terms[t].text) == found.missing.end())
          found.missing.push_back(question.terms[t].text);
    }
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
