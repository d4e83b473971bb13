#include "src/query/scoring.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <unordered_map>

#include "src/base/text.h"
#include "src/language/stem.h"
#include "src/query/word_kinds.h"

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
// A number that is no finding: planned, expected, cited, of the baseline.
constexpr double kNoResult = 1.0;
// The time point asked for is named, by the passage or caption, or not.
constexpr double kTime = 1.5, kTimeNear = 1.0;

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
// Of what a plain question is about, without a second group.
constexpr double kMostOfSubject = 0.6;
// The same where any result in a condition is asked for.
constexpr double kMostOfConditions = 0.75;
// The least share of the outcome that a sentence must speak of, with the one before and headings, to state an effect.
constexpr double kLeastStated = 0.6, kAnyOfSubject = 0.05;

// The least points of fits_sought() for doing what is asked for.
double least_fit(Sought sought) {
  switch (sought) {
    case Sought::kNothing:
      return 0;
    case Sought::kDefinition:
    case Sought::kFactors:
      return 1;
    case Sought::kRecommendation:
      return 2;
  }
  return 0;
}

// A section that says what was done.
bool of_methods(const Document& d, std::int32_t section) {
  return section >= 0 && d.sections[static_cast<std::size_t>(section)].role == "methods";
}

// What a word of frequency weighs: "monthly" is "every four weeks", too.
constexpr double kOfFrequency = 0.3;

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

std::vector<ScoredSentence> QuestionedDocument::score(const UnderstoodQuestion& question,
                                                      std::vector<Features>* features) const {
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
  struct Other {
    std::vector<std::uint32_t> words;
    Mask mask = 0;
  };
  std::unordered_multimap<std::uint32_t, Other> others;
  const auto add_other = [&](const std::vector<std::string>& words, Mask mask) {
    Other other{{}, mask};
    for (const std::string& word : words) other.words.push_back(stems_->find(word));
    const std::uint32_t first = other.words.front();
    if (std::find(other.words.begin(), other.words.end(), StemTable::kUnknown) == other.words.end())
      others.emplace(first, std::move(other));
  };
  for (const auto& [shorter, longer] : abbreviations_) {
    std::size_t found = 0;
    const Mask mask = mask_of(longer, found);
    if (found * 2 > longer.size()) add_other({shorter}, mask);
  }
  for (std::size_t t = 0, letter = 0; t < terms; ++t)
    if (is_letter(t)) add_other(lettered[letter++], Mask{1} << t);
  for (const Synonym& synonym : question.synonyms) {
    std::size_t found = 0;
    const Mask mask = mask_of(synonym.meant, found);
    if (mask != 0 && !synonym.words.empty()) add_other(synonym.words, mask);
  }
  // What each word of the document says of the question, by number of its stem.
  std::vector<Mask> of_stem(stems_->size(), 0);
  const auto stands_for = [&](std::string_view word, Mask mask) {
    if (const std::uint32_t number = stems_->find(word); number != StemTable::kUnknown) of_stem[number] |= mask;
  };
  constexpr std::size_t kLongEnough = 5;
  for (const auto& [word, mask] : wanted) {
    stands_for(word, mask);
    // Porter's stems of "injured" and "injury" are "injur" and "injuri".
    if (word.size() > kLongEnough && word.back() == 'i') stands_for(word.substr(0, word.size() - 1), mask);
    if (word.size() >= kLongEnough && word.back() != 'i') stands_for(std::string(word) + "i", mask);
    if (std::all_of(word.begin(), word.end(), is_ascii_digit)) stands_for(std::string(word) + ".0", mask);
  }
  for (std::size_t t = 0; t < terms; ++t)
    for (std::string_view other : same_age(question.terms[t].stem)) stands_for(other, Mask{1} << t);
  std::vector<bool> begins_other(stems_->size(), false);
  for (const auto& [first, other] : others) begins_other[first] = true;

  // What the word of sentence `s` says, and the name of several words that begins there.
  const auto said_at = [&](std::size_t s, std::uint32_t w) {
    Mask mask = of_stem[words_[w]];
    if (!begins_other[words_[w]]) return mask;
    const std::uint32_t last = sentences_[s].first_word + sentences_[s].words;
    const auto [from, to] = others.equal_range(words_[w]);
    for (auto other = from; other != to; ++other) {
      const std::vector<std::uint32_t>& words = other->second.words;
      if (w + words.size() <= last && std::equal(words.begin(), words.end(), words_.begin() + w))
        mask |= other->second.mask;
    }
    return mask;
  };
  std::vector<Mask> held(sentences_.size(), 0);
  std::vector<double> frequency(terms, 0);
  for (std::size_t s = 0; s < sentences_.size(); ++s) {
    const std::uint32_t first = sentences_[s].first_word, last = first + sentences_[s].words;
    for (std::uint32_t w = first; w < last; ++w)
      if (w < sentences_[s].aside || w >= sentences_[s].aside_end) held[s] |= said_at(s, w);
    for (Mask left = held[s]; left != 0; left &= left - 1)
      ++frequency[static_cast<std::size_t>(std::countr_zero(left))];
  }

  const auto n = static_cast<double>(sentences_.size());
  std::vector<Asked> asked(terms);
  Mask outcome = 0, subject = 0, comparator = 0, population = 0, anywhere = 0;
  for (Mask mask : held) anywhere |= mask;
  for (std::size_t t = 0; t < terms; ++t) {
    asked[t].role = question.terms[t].role;
    asked[t].weight = std::log(1 + (n - frequency[t] + 0.5) / (frequency[t] + 0.5));
    if (is_frequency_word(question.terms[t].stem)) asked[t].weight *= kOfFrequency;
    Mask& set = asked[t].role == Role::kSubject      ? subject
                : asked[t].role == Role::kComparator ? comparator
                : asked[t].role == Role::kPopulation ? population
                                                     : outcome;
    set |= Mask{1} << t;
  }
  // What is asked about beyond people and how ill they are: the condition.
  Mask condition = 0;
  for (std::size_t t = 0; t < terms; ++t)
    if ((question.type == AnswerType::kEffect ? population >> t & 1
                                              : static_cast<Mask>(question.terms[t].population)) != 0 &&
        (is_condition_word(question.terms[t].stem) || !same_age(question.terms[t].stem).empty()))
      condition |= Mask{1} << t;
  // What is asked for of the outcome: "oxytocin" of "need for oxytocin".
  Mask core = 0;
  for (std::size_t t = 0; t < terms; ++t)
    if ((outcome >> t & 1) != 0 && !question.terms[t].condition && !is_amount_word(question.terms[t].stem))
      core |= Mask{1} << t;
  // What tells the subject from another: "mirror" of "mirror therapy".
  Mask naming = 0;
  for (std::size_t t = 0; t < terms; ++t)
    if ((subject >> t & 1) != 0 && !is_treatment_word(question.terms[t].stem) && !question.terms[t].number)
      naming |= Mask{1} << t;
  // The same of what it is compared with; 0 where that is a control of any kind.
  Mask other = 0;
  for (std::size_t t = 0; t < terms; ++t)
    if ((comparator >> t & 1) != 0 && !is_treatment_word(question.terms[t].stem) && !question.terms[t].number)
      other |= Mask{1} << t;
  for (std::size_t t = 0; t < terms; ++t)
    if ((comparator >> t & 1) != 0 && is_control_word(question.terms[t].stem)) other = 0;
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

  // Enough of the subject, or all that tells it from others: what a work is about is in every sentence and weighs
  // little.
  const auto speaks_of_subject = [&](Mask words, double least) {
    return share(words, subject, subject_weight) >= least || (naming != 0 && (words & naming) == naming);
  };

  // Neighbouring words of the outcome in the question.
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t t = 1; t < terms; ++t)
    if ((outcome >> t & 1) != 0 && (outcome >> (t - 1) & 1) != 0) pairs.emplace_back(t - 1, t);

  // "target" must be that of what is asked: within three words of it.
  const auto beside_needed = [&](std::size_t s) {
    const std::uint32_t first = sentences_[s].first_word, last = first + sentences_[s].words;
    const auto is_needed = [&](std::uint32_t w) {
      return std::find(question.needed.begin(), question.needed.end(), stem_at(w)) != question.needed.end();
    };
    for (std::uint32_t w = first; w < last; ++w) {
      if (!is_needed(w)) continue;
      for (std::uint32_t k = std::max(first, w < 3 ? 0 : w - 3); k < std::min(last, w + 4); ++k)
        if (!is_needed(k) && (stem_at(k) == question.needed_of || begins_other[words_[k]])) return true;
    }
    return false;
  };

  // Neighbours of the question that are neighbours somewhere in the work: "1-year survival" is one of its subjects.
  double of_work = 0;
  if (question.type == AnswerType::kValue && !pairs.empty()) {
    std::vector<bool> met(pairs.size(), false);
    for (std::size_t w = 0; w + 1 < words_.size(); ++w) {
      const Mask left = of_stem[words_[w]], right = of_stem[words_[w + 1]];
      if (left == 0 || right == 0) continue;
      for (std::size_t i = 0; i < pairs.size(); ++i)
        if ((left >> pairs[i].first & 1) != 0 && (right >> pairs[i].second & 1) != 0) met[i] = true;
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
    if (question.terms[t].name == 0) continue;
    const std::vector<std::string> words = written_out_of(ascii_lower(question.terms[t].text));
    if (words.empty()) continue;
    std::vector<std::uint32_t> numbers;
    for (const std::string& word : words) numbers.push_back(stems_->find(word));
    for (std::size_t s = 0; s < sentences_.size(); ++s) {
      const auto first = words_.begin() + sentences_[s].first_word, last = first + sentences_[s].words;
      if (std::search(first, last, numbers.begin(), numbers.end()) == last) continue;
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
    Mask mask = 0, telling = 0;  // "everolimus" of "everolimus therapy"
    for (const std::string& word : phrase.stems)
      if (const auto term = wanted.find(word); term != wanted.end()) {
        mask |= term->second;
        if (!is_treatment_word(word)) telling |= term->second;
      }
    if (mask != 0) treatments.push_back(telling != 0 ? telling : mask);
  }
  // Of a question for factors or recommendations: what stands between prepositions.
  std::vector<Mask> sought_phrases;
  if (question.sought == Sought::kFactors || question.sought == Sought::kRecommendation)
    for (const auto& phrase : question.phrases) {
      Mask mask = 0;
      for (const std::string& word : phrase.stems)
        if (const auto term = wanted.find(word); term != wanted.end() && !is_asking_word(word)) mask |= term->second;
      if (mask != 0) sought_phrases.push_back(mask);
    }
  // "intermittent", "preventive" of "should women receive intermittent preventive treatment for malaria".
  Mask recommended = 0;
  if (question.sought == Sought::kRecommendation) {
    const std::string_view what = question.shown.subject;
    for (const Word& word : words_of(what.substr(0, std::min(what.find(" for "), what.find(" in ")))))
      if (const auto term = wanted.find(word.stem);
          term != wanted.end() && !is_treatment_word(word.stem) && !is_asking_word(word.stem))
        recommended |= term->second;
  }
  Mask asking = 0;
  for (std::size_t t = 0; t < terms; ++t)
    if (is_asking_word(question.terms[t].stem)) asking |= Mask{1} << t;
  Mask ratio_outcome = 0;
  for (const std::string& word : question.ratio_of)
    if (const auto term = wanted.find(word); term != wanted.end()) ratio_outcome |= term->second;
  Mask factors_of = 0;
  std::vector<std::string> outcome_stems;
  if (question.sought == Sought::kFactors)
    for (const Word& word : words_of(question.shown.outcome))
      if (const auto term = wanted.find(word.stem); term != wanted.end()) {
        factors_of |= term->second;
        outcome_stems.push_back(word.stem);
      }
  for (std::size_t t = 0; t < terms; ++t)
    if (question.terms[t].people) factors_of &= ~(Mask{1} << t);
  // The outcome is one of the work's: spoken of at its front, or often.
  constexpr int kOften = 5;
  bool outcome_of_work =
      share(in_title | in_abstract, outcome, outcome_weight) >= 0.5 ||
      std::count_if(held.begin(), held.end(), [&](Mask mask) { return (mask & outcome) != 0; }) >= kOften;
  // The same of words that say one thing together: "heart failure" is not "failure" here and "heart rate" there.
  const auto of_work_together = [&](Mask of, double least, int times) {
    const double enough = least * weight_of(of, asked);
    const auto near = static_cast<std::uint32_t>(count(of) + 2);  // words apart
    const auto holds_together = [&](std::size_t s) {
      if ((held[s] & of) == 0 || weight_of(held[s] & of, asked) < enough) return false;
      const std::uint32_t first = sentences_[s].first_word, last = first + sentences_[s].words;
      for (std::uint32_t w = first; w < last; ++w) {
        if ((of_stem[words_[w]] & of) == 0 && !begins_other[words_[w]]) continue;
        Mask said = 0;
        for (std::uint32_t k = w; k < std::min(last, w + near); ++k) said |= said_at(s, k);
        if (weight_of(said & of, asked) >= enough) return true;
      }
      return false;
    };
    constexpr std::size_t kShortWork = 60;  // sentences: there a thing is said once
    if (sentences_.size() < kShortWork) times = 1;
    int found = 0;
    for (std::size_t s = 0; s < sentences_.size() && found < times; ++s) {
      if (!holds_together(s)) continue;
      const Passage& passage = d.passages[static_cast<std::size_t>(indexed_->sentences[s].passage)];
      found += passage.kind == PassageKind::kTitle || passage.place == Place::kAbstract ? times : 1;
    }
    return found >= times;
  };
  // A plain question names a thing in few words: they stand together.
  if (question.yes_or_no && comparator == 0 && count(core) > 1 && count(core) <= 3)
    outcome_of_work = outcome_of_work && of_work_together(core, kLeastOfCondition, 2);
  // "Is S useful in C": any result of a work on C is one in C.
  const bool of_condition = question.outcome_is_condition && of_work_together(core, kLeastOfCondition, kOften);
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
    // Of a short name at most a third of the words that say what it is may be missing where it is spoken of.
    std::size_t together = 0;
    for (std::size_t passage = 0; passage < in_passage.size(); ++passage) {
      const std::int32_t table = d.passages[passage].table;
      const Mask caption = table >= 0 ? in_caption[static_cast<std::size_t>(table)] : 0;
      together = std::max(together, count((in_passage[passage] | caption) & naming));
    }
    const bool other_name = count(subject) <= 3 && 3 * (count(naming) - together) > count(naming);
    other_subject = other_name || (naming != 0 && was_not_tried(of_stem, naming, question)) || !time ||
                    unspoken(outcome, kLeastOfOutcome) || unspoken(subject, least_of_subject) ||
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
  const bool asks_correlation = std::any_of(question.terms.begin(), question.terms.end(), [](const QuestionTerm& term) {
    return term.stem == "correl" || term.stem == "associ" || term.stem == "relationship";
  });
  // The condition is one of the work's: named at its front, or often.
  const bool condition_of_work = of_work_together(condition, kLeastOfCondition, kOften);
  std::vector<std::uint32_t> numbers;  // of the terms' stems
  for (const QuestionTerm& term : question.terms) numbers.push_back(stems_->find(term.stem));
  std::vector<ScoredSentence> scored;
  for (std::size_t s = 0; s < sentences_.size(); ++s) {
    if (!sentences_[s].evidence) continue;
    const auto p = indexed_->sentences[s].passage;
    const bool joined_before = s > 0 && indexed_->sentences[s - 1].passage == p;
    const bool joined_after = s + 1 < sentences_.size() && indexed_->sentences[s + 1].passage == p;
    const Mask before = joined_before ? held[s - 1] : 0, after = joined_after ? held[s + 1] : 0;
    int value = question.value == ValueType::kNone ? 1 : holds_value(s, question);
    if (is_header(s)) value = 0;
    if (value > 0 && !question.needed.empty() && !beside_needed(s)) value = 0;
    if ((held[s] | before) == 0 && value < 2) continue;
    ScoredSentence found;
    found.sentence = static_cast<std::int32_t>(s);
    // Found when first needed: most sentences of a work share no word with a question.
    if (sentences_[s].cues < 0) {
      sentences_[s].cues = static_cast<std::int32_t>(cues_.size());
      cues_.push_back(cues_of(s));
      sentences_[s].result = tells_result(s, cues_.back());
      sentences_[s].plan = tells_plan(s, cues_.back());
      sentences_[s].wish = tells_wish(s, cues_.back());
    }
    found.result = sentences_[s].result;
    found.plan = sentences_[s].plan;
    found.wish = sentences_[s].wish;
    Features f = cues_[static_cast<std::size_t>(sentences_[s].cues)];
    const double covered = share(held[s], outcome, outcome_weight);
    at(f, Feature::kOutcome) = covered;
    at(f, Feature::kWholeOutcome) = outcome != 0 && (held[s] & outcome) == outcome;
    at(f, Feature::kAnyOutcome) = (held[s] & outcome) != 0;
    if (!pairs.empty() && (held[s] & outcome) != 0) {
      double together = 0;
      for (const auto& [left, right] : pairs) {
        bool next = false;
        for (std::uint32_t w = 0; w + 1 < sentences_[s].words && !next; ++w) {
          if (words_[sentences_[s].first_word + w] != numbers[left]) continue;
          for (std::uint32_t k = 1; k <= 2 && w + k < sentences_[s].words; ++k)
            next = next || words_[sentences_[s].first_word + w + k] == numbers[right];
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
    const bool binding = question.type == AnswerType::kAny && question.sought_in_parts && !question.document_given;
    const bool does_sought =
        question.sought == Sought::kDefinition ? fit > 0 : !binding || fit >= least_fit(question.sought);
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
    if ((question.type == AnswerType::kEffect && comparator == 0) ||
        (question.type == AnswerType::kAny && question.sought != Sought::kDefinition))
      found.score -= kAimless * at(f, Feature::kAim);
    if (population != 0) found.score += 0.4 * share(known, population, population_weight);
    // An effect is stated with a sign of a result, and not in a protocol. Arms go by many names; of what is asked about
    // alone one sentence (with its heading or caption) must speak together with the outcome.
    bool states = true;
    if (question.type == AnswerType::kEffect && !question.document_given && outcome != 0) {
      Mask over = 0;
      if (section >= 0) over |= in_section[static_cast<std::size_t>(section)];
      if (table >= 0) over |= in_caption[static_cast<std::size_t>(table)];
      // Who names both groups means one trial, which may name them where it says what was done.
      bool sign = found.result;
      if (comparator != 0)
        for (Feature feature : {Feature::kPValue, Feature::kInterval, Feature::kComparison, Feature::kEffect,
                                Feature::kSignificance, Feature::kNoDifference, Feature::kNumbers, Feature::kTableRow})
          sign = sign || at(f, feature) > 0;
      // Who asks plainly whether A is better than B wants what was found, and of one of them, or tested.
      if (question.yes_or_no && comparator != 0) {
        const bool compares = at(f, Feature::kPValue) + at(f, Feature::kInterval) + at(f, Feature::kSignificance) +
                                  at(f, Feature::kNoDifference) + at(f, Feature::kTableRow) >
                              0;
        const bool told =
            at(f, Feature::kComparison) + at(f, Feature::kEffect) > 0 && ((held[s] | before) & (naming | other)) != 0;
        sign = sign && found.result && (compares || told);
      }
      states = !is_protocol && sign && !found.wish;
      if (question.shown.comparator.empty() && subject != 0) {
        const bool few = count(subject) <= 2;  // of many words some stand for all
        const double least = few ? kLeastOfShortSubject : kAnyOfSubject;
        // In an abstract a result that was tested is on what the title says.
        const bool of_title = d.passages[static_cast<std::size_t>(p)].place == Place::kAbstract &&
                              at(f, Feature::kPValue) + at(f, Feature::kSignificance) > 0;
        // What others found is told in one sentence; an own result may go on from the one before.
        const Mask spoken_here = held[s] | (inherits ? before : 0) | over | (of_title ? in_title : 0);
        found.about = speaks_of_subject(held[s] | over | in_title, of_condition ? kMostOfConditions : least) &&
                      (of_condition || (spoken_here & outcome) != 0) &&
                      (naming == 0 || ((held[s] | over | in_title) & naming) != 0);
        // A row that names the factor only says how common it is, unless it holds a test.
        if (at(f, Feature::kTableRow) != 0 && (held[s] & outcome) == 0 &&
            !any_claim(s, [](const Claim& c) { return c.p_value || c.ci_low; }))
          states = found.about = false;
        // HDL is not LDL.
        for (Mask name : names)
          if ((name & outcome) != 0 && ((held[s] | before | over) & name) == 0) found.about = false;
        states = states && (of_condition || outcome_of_work) &&
                 (of_condition || share(spoken_here, outcome, outcome_weight) >= kLeastStated ||
                  (core != 0 && (spoken_here & core) == core)) &&
                 speaks_of_subject(few ? held[s] | over | (of_title ? in_title : 0) : known | in_title | in_abstract,
                                   kLeastOfShortSubject);
      }
    }
    if (found.wish && question.type != AnswerType::kValue && !question.document_given) found.about = states = false;
    // What goes together in patients is no effect of what they were given.
    if (question.type == AnswerType::kEffect && question.yes_or_no && !question.document_given && !asks_correlation &&
        subject != 0 && comparator == 0 && any_stem(s, [](std::string_view stem) { return stem == "correl"; }))
      found.about = states = false;
    if (question.type == AnswerType::kEffect && !question.document_given && condition != 0 && !condition_of_work &&
        weight_of(known & condition, asked) < kLeastOfCondition * weight_of(condition, asked))
      found.about = states = false;
    if (question.type == AnswerType::kEffect && !of_condition) {
      // A test goes on about what the sentence before named; other sentences need not.
      const bool tested = at(f, Feature::kPValue) + at(f, Feature::kSignificance) + at(f, Feature::kNoDifference) > 0;
      Mask here = held[s] | (tested ? before : 0);
      if (section >= 0) here |= in_section[static_cast<std::size_t>(section)];
      if (table >= 0) here |= in_caption[static_cast<std::size_t>(table)];
      found.on_outcome = 3 * count(here & core) >= count(core);
      // "The risk of diabetes": that it comes, not who has it.
      if (question.outcome_comes && question.yes_or_no && !question.document_given && !tells_coming(s))
        found.on_outcome = states = false;
    }
    // Of a work whose title and abstract do not name what is asked about, only what names it itself.
    if (question.type == AnswerType::kEffect && question.yes_or_no && !question.document_given && comparator != 0 &&
        naming != 0 && count(subject) <= 3 && ((in_title | in_abstract) & naming) == 0) {
      Mask here = held[s];
      if (table >= 0) here |= in_caption[static_cast<std::size_t>(table)];
      found.about = found.about && (here & naming) != 0 && found.result;
      states = states && found.about;
    }
    found.value = value > 0 && states &&
                  !(question.deaths && question.type == AnswerType::kValue && !speaks_of_death(s)) && does_sought &&
                  says_predicate(s, question, joined_before);
    // What is planned is no value; a protocol may cite one.
    if (question.type == AnswerType::kValue && is_protocol && !question.document_given && !question.plan &&
        at(f, Feature::kCites) == 0)
      found.value = false;
    // A number of people is one that was found.
    if (question.type == AnswerType::kValue && found.plan && !question.document_given &&
        question.value == ValueType::kShare)
      found.value = false;
    // What was done or is planned recommends nothing.
    if (binding && question.sought == Sought::kRecommendation &&
        (found.plan || is_protocol || of_methods(d, section)) &&
        !any_claim(s, [](const Claim& c) { return c.kind == kind::kRecommendation; }))
      found.value = false;
    // Each thing that the question names is spoken of here, by what heads it, or is what the work is about; what
    // factors are asked of, here.
    if (binding && question.sought == Sought::kFactors) {
      Mask here = held[s] | in_title;
      if (section >= 0) here |= in_section[static_cast<std::size_t>(section)];
      if (table >= 0) here |= in_caption[static_cast<std::size_t>(table)];
      found.about = 2 * count(here & factors_of) >= count(factors_of) && !found.plan && !found.wish &&
                    (factors_of == 0 || (held[s] & factors_of) != 0 || table >= 0) &&
                    // A list of factors may go on in the next sentence.
                    (does_sought || (joined_before && fits_sought(s - 1, question) >= least_fit(question.sought)));
      if (found.about && factors_of != 0 && tells_other_factors(s, outcome_stems)) found.about = false;
      if (!found.about) found.value = false;
    }
    if (binding) {
      bool here = sought_phrases.empty();
      for (const Mask phrase : sought_phrases) {
        if (2 * count((known | in_title | in_abstract) & phrase) < count(phrase)) found.value = false;
        here = here || (held[s] & phrase) != 0;
      }
      if (!here) found.value = false;
      Mask spoken_here = held[s] | before;
      if (section >= 0) spoken_here |= in_section[static_cast<std::size_t>(section)];
      if (recommended != 0 && (spoken_here & recommended) == 0) found.value = false;
      if (question.sought == Sought::kRecommendation) found.about = found.value;
    }
    // Two groups are asked for: one alone is no answer. A ratio between the groups of the title need not name them.
    const Mask groups = held[s] | before | (value == 3 && question.value == ValueType::kRatio ? in_title : 0);
    if (question.type != AnswerType::kEffect && comparator != 0 && 2 * count(groups & comparator) <= count(comparator))
      found.value = false;
    // The condition asked for is that of the work or spoken of here.
    if (question.type == AnswerType::kValue && !question.document_given && condition != 0 &&
        weight_of((known | in_title | in_abstract) & condition, asked) <
            kLeastOfCondition * weight_of(condition, asked))
      found.value = false;
    // Of several pointers asked for, the one that is found best; the others are not asked of this sentence.
    Mask wanted_terms = terms == 64 ? ~Mask{0} : (Mask{1} << terms) - 1;
    if (binding) wanted_terms &= ~asking;
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
      Mask near = held[s] | before | after | in_title | in_abstract;
      if (section >= 0) near |= in_section[static_cast<std::size_t>(section)];
      if (table >= 0) near |= in_caption[static_cast<std::size_t>(table)];
      for (Mask treatment : treatments)
        if (!question.document_given && (near & known & treatment) == 0) found.value = false;
      // A ratio between other groups is another effect, unless the work is on what is asked about.
      if (question.value == ValueType::kRatio && !question.document_given && !ratio_of_asked(s, question))
        found.value = false;
      if (ratio_outcome != 0 && !question.document_given) {
        Mask here = held[s] | before;
        if (section >= 0) here |= in_section[static_cast<std::size_t>(section)];
        if (table >= 0) here |= in_caption[static_cast<std::size_t>(table)];
        if (2 * count(here & ratio_outcome) < count(ratio_outcome)) found.value = false;
      }
      found.coverage = wanted_words > 0 ? static_cast<double>(known_words) / static_cast<double>(wanted_words) : 1;
      if (!question.at.empty() && question.value != ValueType::kSurvivalRate)
        found.score += names_time(s, question.at) ? kTime : times[static_cast<std::size_t>(p)] ? kTimeNear : -kTime;
      static constexpr std::array<double, 4> kByValue = {-2.0, 1.5, 2.5, 6.0};
      found.score += kByValue[static_cast<std::size_t>(value)] + 3 * found.coverage + of_work;
      if (!found.result) found.score -= kNoResult;
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
      for (std::size_t t = 0; t < terms; ++t) {
        if ((of >> t & 1) == 0) continue;
        if (is_control_word(question.terms[t].stem)) return false;
        if (question.terms[t].number) of &= ~(Mask{1} << t);
      }
      return of != 0 && (anywhere & of) == 0 && !question.document_given;
    };
    // A group of one or two telling words in a plain question, too ("is X better than Y"); "placebo" goes without
    // saying.
    const bool other_comparator = question.type == AnswerType::kEffect && question.yes_or_no &&
                                  !question.document_given && other != 0 && count(other) <= 2 &&
                                  ((known | in_title | in_abstract) & other) != other;
    // Who tries X says so in the title, the abstract or here.
    const bool spoken_of =
        question.type != AnswerType::kEffect || question.document_given || subject == 0 ||
        weight_of((known | in_title | in_abstract) & subject, asked) >=
            (question.yes_or_no && comparator == 0 ? kMostOfSubject : least_of_subject) * subject_weight;
    if (other_comparator) found.about = false;
    if (strange || other_subject || other_comparator || !spoken_of ||
        (question.type == AnswerType::kEffect && (absent(subject) || absent(comparator)))) {
      found.coverage = std::min(found.coverage, 0.1);
      const Mask telling = naming != 0 ? naming : subject;
      found.spoken_of = subject == 0 || ((known | in_title | in_abstract) & telling) != 0;
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
    scored.push_back(std::move(found));
    if (features != nullptr) features->push_back(f);
  }
  return scored;
}

}  // namespace warrant
