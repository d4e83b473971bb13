// How well each sentence of a work answers a question.
#include "src/query/scoring.h"

#include <algorithm>
#include <bit>

#include "src/base/text.h"
#include "src/query/asked_of_work.h"
#include "src/query/scoring_limits.h"
#include "src/query/word_kinds.h"

namespace warrant {
namespace {

// How much the words of a table's caption count for its rows.
constexpr double kCaption = 2.5;
// A row with a p value or an interval, where the caption names the outcome: as PValue and Significance of a sentence.
constexpr double kRowResult = 1.86;
// Aims and hypotheses, where no two groups are named.
constexpr double kAimless = 2.0;
// A value of the outcome, where the results are asked for.
constexpr double kResult = 3.5;
// A number that is no finding: planned, expected, cited, of the baseline.
constexpr double kNoResult = 1.0;
// The time point asked for is named, by the passage or caption, or not.
constexpr double kTime = 1.5, kTimeNear = 1.0;

double& at(Features& features, Feature feature) { return features[static_cast<std::size_t>(feature)]; }

double at(const Features& features, Feature feature) { return features[static_cast<std::size_t>(feature)]; }

// Features that come from the question's words, not from signs of a result or the place.
constexpr bool is_of_words(std::size_t feature) { return feature < static_cast<std::size_t>(Feature::kPValue); }

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

std::size_t count(std::uint64_t mask) { return static_cast<std::size_t>(std::popcount(mask)); }

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

AskedOfWork::Here AskedOfWork::look_at(std::size_t s) const {
  Here here;
  here.s = s;
  const auto passage = indexed_->sentences[s].passage;
  here.p = static_cast<std::size_t>(passage);
  here.section = d_.passages[here.p].section;
  here.table = d_.passages[here.p].table;
  here.joined_before = s > 0 && indexed_->sentences[s - 1].passage == passage;
  const bool joined_after = s + 1 < sentences_.size() && indexed_->sentences[s + 1].passage == passage;
  here.held = held_[s];
  here.before = here.joined_before ? held_[s - 1] : 0;
  here.after = joined_after ? held_[s + 1] : 0;
  if (here.section >= 0) here.over |= in_section_[static_cast<std::size_t>(here.section)];
  if (here.table >= 0) here.over |= in_caption_[static_cast<std::size_t>(here.table)];
  here.value = question_.value == ValueType::kNone ? 1 : doc_.holds_value(s, question_);
  if (doc_.is_header(s)) here.value = 0;
  if (here.value > 0 && !question_.needed.empty() && !beside_needed(s)) here.value = 0;
  return here;
}

void AskedOfWork::add_features(const Here& here, Features& f) const {
  const double covered = share(here.held, outcome_, outcome_weight_);
  at(f, Feature::kOutcome) = covered;
  at(f, Feature::kWholeOutcome) = outcome_ != 0 && (here.held & outcome_) == outcome_;
  at(f, Feature::kAnyOutcome) = (here.held & outcome_) != 0;
  if (!pairs_.empty() && (here.held & outcome_) != 0) {
    double together = 0;
    for (const auto& [left, right] : pairs_) {
      bool next = false;
      for (std::uint32_t w = 0; w + 1 < sentences_[here.s].words && !next; ++w) {
        if (words_[sentences_[here.s].first_word + w] != numbers_[left]) continue;
        for (std::uint32_t k = 1; k <= 2 && w + k < sentences_[here.s].words; ++k)
          next = next || words_[sentences_[here.s].first_word + w + k] == numbers_[right];
      }
      together += next;
    }
    at(f, Feature::kOutcomeTogether) = together / static_cast<double>(pairs_.size());
  }
  at(f, Feature::kSubject) = share(here.held, subject_, subject_weight_);
  at(f, Feature::kComparator) = share(here.held, comparator_, comparator_weight_);
  at(f, Feature::kBothGroups) = (here.held & subject_) != 0 && (here.held & comparator_) != 0;
  at(f, Feature::kOutcomeBefore) = share(here.before, outcome_, outcome_weight_);
  at(f, Feature::kSubjectBefore) = share(here.before, subject_, subject_weight_);
  at(f, Feature::kOutcomeAfter) = share(here.after, outcome_, outcome_weight_);
  at(f, Feature::kOutcomeInPassage) = share(in_passage_[here.p], outcome_, outcome_weight_);
  if (here.section >= 0)
    at(f, Feature::kOutcomeInHeading) =
        share(in_section_[static_cast<std::size_t>(here.section)], outcome_, outcome_weight_);
  at(f, Feature::kOutcomeEffect) = covered * at(f, Feature::kEffect);
  at(f, Feature::kOutcomePValue) = covered * at(f, Feature::kPValue);
  at(f, Feature::kOutcomeComparison) = covered * at(f, Feature::kComparison);
  at(f, Feature::kOutcomeNumbers) = covered * at(f, Feature::kNumbers);
}

void AskedOfWork::add_words(Here& here, const Features& f, ScoredSentence& found) const {
  // The signs of a result decide between sentences on an asked effect; elsewhere the words do.
  double words = 0, signs = 0;
  for (std::size_t i = 0; i < kFeatures; ++i) (is_of_words(i) ? words : signs) += f[i] * feature_weights()[i];
  const double covered = f[static_cast<std::size_t>(Feature::kOutcome)];
  found.score = question_.type == AnswerType::kEffect                       ? words + signs
                : question_.type == AnswerType::kAny && question_.yes_or_no ? 1.3 * words + 0.8 * signs
                                                                            : 2 * words + 0.4 * signs;
  const std::string_view text = slice(d_.text, indexed_->sentences[here.s].span);
  const double fit = doc_.fits_sought(here.s, question_);
  found.score += fit;
  here.binding = question_.type == AnswerType::kAny && question_.sought_in_parts && !question_.document_given;
  here.does_sought =
      question_.sought == Sought::kDefinition ? fit > 0 : !here.binding || fit >= least_fit(question_.sought);
  if (question_.list && !text.empty() && text.back() == ':') found.score += 1.5;
  // A result of the work itself is about what the work and the section are about; a result of a cited work is not.
  here.inherits = at(f, Feature::kCites) == 0 || d_.kind == DocumentKind::kQa;
  here.known = here.inherits ? here.held | here.before : here.held;
  if (here.section >= 0) here.known |= in_section_[static_cast<std::size_t>(here.section)];
  if (here.inherits) here.known |= in_title_ | in_passage_[here.p];
  if (here.table >= 0) {
    const Mask caption = in_caption_[static_cast<std::size_t>(here.table)];
    here.known |= caption;
    // The row of a factor is read with its caption: what both say together is as good as a sentence that says it, and
    // its p value or interval as good as the words for it. (Rows of a comparison name outcomes.)
    if ((here.held & subject_) != 0 && comparator_ == 0 && (caption & outcome_) != 0 &&
        d_.passages[here.p].kind == PassageKind::kTableRow) {
      found.score += kCaption * (share(here.held | caption, outcome_, outcome_weight_) - covered);
      if (doc_.any_claim(here.s, [](const Claim& c) { return c.p_value || c.ci_low; })) found.score += kRowResult;
    }
  }
  if (question_.result && covered > 0.5 &&
      doc_.any_claim(here.s, [](const Claim& c) { return c.value && !c.assumption && c.kind != kind::kStudyFact; }))
    found.score += kResult;
  // A bare question wants what was found; what was meant to be found says the same words.
  if ((question_.type == AnswerType::kEffect && comparator_ == 0) ||
      (question_.type == AnswerType::kAny && question_.sought != Sought::kDefinition))
    found.score -= kAimless * at(f, Feature::kAim);
  if (population_ != 0) found.score += 0.4 * share(here.known, population_, population_weight_);
}

void AskedOfWork::judge_effect(Here& here, const Features& f, ScoredSentence& found) const {
  // An effect is stated with a sign of a result, and not in a protocol. Arms go by many names; of what is asked about
  // alone one sentence (with its heading or caption) must speak together with the outcome.
  if (question_.type == AnswerType::kEffect && !question_.document_given && outcome_ != 0) {
    // Who names both groups means one trial, which may name them where it says what was done.
    bool sign = found.result;
    if (comparator_ != 0)
      for (Feature feature : {Feature::kPValue, Feature::kInterval, Feature::kComparison, Feature::kEffect,
                              Feature::kSignificance, Feature::kNoDifference, Feature::kNumbers, Feature::kTableRow})
        sign = sign || at(f, feature) > 0;
    // Who asks plainly whether A is better than B wants what was found, and of one of them, or tested.
    if (question_.yes_or_no && comparator_ != 0) {
      const bool compares = at(f, Feature::kPValue) + at(f, Feature::kInterval) + at(f, Feature::kSignificance) +
                                at(f, Feature::kNoDifference) + at(f, Feature::kTableRow) >
                            0;
      const bool told = at(f, Feature::kComparison) + at(f, Feature::kEffect) > 0 &&
                        ((here.held | here.before) & (naming_ | other_)) != 0;
      // A work that compares others tells of them by the way.
      sign = sign && found.result && (compares || told) &&
             (compares_them_ || names_both(here.held | here.before | here.over));
    }
    here.states = !is_protocol_ && sign && !found.wish;
    if (question_.shown.comparator.empty() && subject_ != 0) judge_effect_of_one(here, f, found);
  }
  if (found.wish && question_.type != AnswerType::kValue && !question_.document_given)
    found.about = here.states = false;
  // What goes together in patients is no effect of what they were given.
  if (plain_ && !asks_correlation_ && subject_ != 0 && comparator_ == 0 &&
      doc_.any_stem(here.s, [](std::string_view stem) { return stem == "correl"; }))
    found.about = here.states = false;
  if (question_.type == AnswerType::kEffect && !question_.document_given && condition_ != 0 && !condition_of_work_ &&
      weight_of(here.known & condition_) < kLeastOfCondition * weight_of(condition_))
    found.about = here.states = false;
  if (question_.type == AnswerType::kEffect && !of_condition_) {
    // A test goes on about what the sentence before named; other sentences need not.
    const bool tested = at(f, Feature::kPValue) + at(f, Feature::kSignificance) + at(f, Feature::kNoDifference) > 0;
    const Mask spoken = here.held | here.over | (tested ? here.before : 0);
    found.on_outcome = 3 * count(spoken & core_) >= count(core_);
    // "The risk of diabetes": that it comes, not who has it.
    if (question_.outcome_comes && plain_ && !doc_.tells_coming(here.s)) found.on_outcome = here.states = false;
  }
  // Of a work whose title and abstract do not name what is asked about, only what names it itself.
  if (plain_ && comparator_ != 0 && naming_ != 0 && count(subject_) <= 3 &&
      ((in_title_ | in_abstract_) & naming_) == 0) {
    Mask spoken = here.held;
    if (here.table >= 0) spoken |= in_caption_[static_cast<std::size_t>(here.table)];
    found.about = found.about && (spoken & naming_) != 0 && found.result;
    here.states = here.states && found.about;
  }
}

void AskedOfWork::judge_effect_of_one(Here& here, const Features& f, ScoredSentence& found) const {
  const bool few = count(subject_) <= 2;  // of many words some stand for all
  const double least = few ? kLeastOfShortSubject : kAnyOfSubject;
  // In an abstract a result that was tested is on what the title says; so are harms.
  const bool of_title = question_.asks_harms || (d_.passages[here.p].place == Place::kAbstract &&
                                                 at(f, Feature::kPValue) + at(f, Feature::kSignificance) > 0);
  // What others found is told in one sentence; an own result may go on from the one before.
  const Mask spoken_here = here.held | (here.inherits ? here.before : 0) | here.over | (of_title ? in_title_ : 0);
  found.about = speaks_of_subject(here.held | here.over | in_title_, of_condition_ ? kMostOfConditions : least) &&
                (of_condition_ || (spoken_here & outcome_) != 0) &&
                (naming_ == 0 || ((here.held | here.over | in_title_) & naming_) != 0);
  // A row that names the factor only says how common it is, unless it holds a test.
  if (at(f, Feature::kTableRow) != 0 && (here.held & outcome_) == 0 &&
      !doc_.any_claim(here.s, [](const Claim& c) { return c.p_value || c.ci_low; }))
    here.states = found.about = false;
  // HDL is not LDL.
  for (Mask name : names_)
    if ((name & outcome_) != 0 && ((here.held | here.before | here.over) & name) == 0) found.about = false;
  here.states = here.states && (of_condition_ || outcome_of_work_) &&
                (of_condition_ || share(spoken_here, outcome_, outcome_weight_) >= kLeastStated ||
                 (core_ != 0 && (spoken_here & core_) == core_)) &&
                speaks_of_subject(
                    few ? here.held | here.over | (of_title ? in_title_ : 0) : here.known | in_title_ | in_abstract_,
                    kLeastOfShortSubject);
}

void AskedOfWork::judge_sought(const Here& here, const Features& f, ScoredSentence& found) const {
  found.value = here.value > 0 && here.states &&
                !(question_.deaths && question_.type == AnswerType::kValue && !doc_.speaks_of_death(here.s)) &&
                here.does_sought && doc_.says_predicate(here.s, question_, here.joined_before);
  // What is planned is no value; a protocol may cite one.
  if (question_.type == AnswerType::kValue && is_protocol_ && !question_.document_given && !question_.plan &&
      at(f, Feature::kCites) == 0)
    found.value = false;
  // A number of people is one that was found.
  if (question_.type == AnswerType::kValue && found.plan && !question_.document_given &&
      question_.value == ValueType::kShare)
    found.value = false;
  // What was done or is planned recommends nothing.
  if (here.binding && question_.sought == Sought::kRecommendation &&
      (found.plan || is_protocol_ || of_methods(d_, here.section)) &&
      !doc_.any_claim(here.s, [](const Claim& c) { return c.kind == kind::kRecommendation; }))
    found.value = false;
  // Each thing that the question names is spoken of here, by what heads it, or is what the work is about; what
  // factors are asked of, here.
  if (here.binding && question_.sought == Sought::kFactors) {
    const Mask spoken = here.held | here.over | in_title_;
    found.about = 2 * count(spoken & factors_of_) >= count(factors_of_) && !found.plan && !found.wish &&
                  (factors_of_ == 0 || (here.held & factors_of_) != 0 || here.table >= 0) &&
                  // A list of factors may go on in the next sentence.
                  (here.does_sought ||
                   (here.joined_before && doc_.fits_sought(here.s - 1, question_) >= least_fit(question_.sought)));
    if (found.about && factors_of_ != 0 && doc_.tells_other_factors(here.s, outcome_stems_)) found.about = false;
    if (!found.about) found.value = false;
  }
  if (here.binding) {
    bool named = sought_phrases_.empty();
    for (const Mask phrase : sought_phrases_) {
      if (2 * count((here.known | in_title_ | in_abstract_) & phrase) < count(phrase)) found.value = false;
      named = named || (here.held & phrase) != 0;
    }
    if (!named) found.value = false;
    Mask spoken_here = here.held | here.before;
    if (here.section >= 0) spoken_here |= in_section_[static_cast<std::size_t>(here.section)];
    if (recommended_ != 0 && (spoken_here & recommended_) == 0) found.value = false;
    if (question_.sought == Sought::kRecommendation) found.about = found.value;
  }
  // Two groups are asked for: one alone is no answer. A ratio between the groups of the title need not name them.
  const Mask groups =
      here.held | here.before | (here.value == 3 && question_.value == ValueType::kRatio ? in_title_ : 0);
  if (question_.type != AnswerType::kEffect && comparator_ != 0 &&
      2 * count(groups & comparator_) <= count(comparator_))
    found.value = false;
  // The condition asked for is that of the work or spoken of here.
  if (question_.type == AnswerType::kValue && !question_.document_given && condition_ != 0 &&
      weight_of((here.known | in_title_ | in_abstract_) & condition_) < kLeastOfCondition * weight_of(condition_))
    found.value = false;
}

AskedOfWork::Mask AskedOfWork::wanted_of(const Here& here) const {
  Mask wanted_terms = terms_ == 64 ? ~Mask{0} : (Mask{1} << terms_) - 1;
  if (here.binding) wanted_terms &= ~asking_;
  if (pointers_.size() > 1) {
    const Mask best = *std::max_element(pointers_.begin(), pointers_.end(),
                                        [&](Mask a, Mask b) { return count(here.held & a) < count(here.held & b); });
    for (Mask pointer : pointers_)
      if (pointer != best) wanted_terms &= ~pointer | best;
  }
  return wanted_terms;
}

void AskedOfWork::judge_value(const Here& here, Mask wanted_terms, ScoredSentence& found) const {
  // Every word of the subject counts the same: a common word left out is another subject.
  std::size_t wanted_words = 0, known_words = 0;
  for (Mask name : names_) {  // alternatives count once
    ++wanted_words;
    known_words += (here.known & name) != 0;
  }
  for (std::size_t t = 0; t < terms_; ++t) {
    if (question_.terms[t].measure || question_.terms[t].people || question_.terms[t].name != 0 ||
        (wanted_terms >> t & 1) == 0)
      continue;
    ++wanted_words;
    known_words += here.known >> t & 1;
    if ((here.known >> t & 1) == 0) found.missing.push_back(question_.terms[t].text);
  }
  // The treatment asked about must be that of the sentence, its paragraph, heading, table or work.
  const Mask near = here.held | here.before | here.after | here.over | in_title_ | in_abstract_;
  for (Mask treatment : treatments_)
    if (!question_.document_given && (near & here.known & treatment) == 0) found.value = false;
  // A ratio between other groups is another effect, unless the work is on what is asked about.
  if (question_.value == ValueType::kRatio && !question_.document_given && !doc_.ratio_of_asked(here.s, question_))
    found.value = false;
  if (ratio_outcome_ != 0 && !question_.document_given) {
    const Mask spoken = here.held | here.before | here.over;
    if (2 * count(spoken & ratio_outcome_) < count(ratio_outcome_)) found.value = false;
  }
  found.coverage = wanted_words > 0 ? static_cast<double>(known_words) / static_cast<double>(wanted_words) : 1;
  if (!question_.at.empty() && question_.value != ValueType::kSurvivalRate)
    found.score += doc_.names_time(here.s, question_.at) ? kTime : times_[here.p] ? kTimeNear : -kTime;
  static constexpr std::array<double, 4> kByValue = {-2.0, 1.5, 2.5, 6.0};
  found.score += kByValue[static_cast<std::size_t>(here.value)] + 3 * found.coverage + of_work_;
  if (!found.result) found.score -= kNoResult;
}

void AskedOfWork::judge_statement(const Here& here, Mask wanted_terms, ScoredSentence& found) const {
  // What is tried is said once, at the front.
  const Mask front = question_.type == AnswerType::kEffect ? (in_title_ | in_abstract_) & subject_ : 0;
  const Mask said = (here.known | front) & wanted_terms;
  const auto weight = [&](Mask of) {
    return weight_of(of & (outcome_ | subject_)) + 0.3 * weight_of(of & comparator_);
  };
  const double whole = weight(wanted_terms);
  found.coverage = whole > 0 ? weight(said) / whole : 0;
  // A statement needs more than half of the words, however common they are.
  if (question_.type == AnswerType::kAny && 2 * count(said) <= count(wanted_terms)) found.coverage *= 0.5;
}

void AskedOfWork::miss(ScoredSentence& found, std::size_t term) const {
  const std::string& text = question_.terms[term].text;
  if (std::find(found.missing.begin(), found.missing.end(), text) == found.missing.end()) found.missing.push_back(text);
}

void AskedOfWork::judge_absence(const Here& here, ScoredSentence& found) const {
  // What the work never speaks of, it does not answer: a group that is named, or a quarter of the subject's words.
  // A control group goes by many names, and who names the article means it.
  const auto absent = [&](Mask of) {
    for (std::size_t t = 0; t < terms_; ++t) {
      if ((of >> t & 1) == 0) continue;
      if (is_control_word(question_.terms[t].stem)) return false;
      if (question_.terms[t].number) of &= ~(Mask{1} << t);
    }
    return of != 0 && (anywhere_ & of) == 0 && !question_.document_given;
  };
  // A group of one or two telling words in a plain question, too ("is X better than Y"); "placebo" goes without
  // saying.
  const bool other_comparator =
      plain_ && other_ != 0 && count(other_) <= 2 && ((here.known | in_title_ | in_abstract_) & other_) != other_;
  // Who tries X says so in the title, the abstract or here.
  const bool spoken_of =
      question_.type != AnswerType::kEffect || question_.document_given || subject_ == 0 ||
      weight_of((here.known | in_title_ | in_abstract_) & subject_) >=
          (question_.yes_or_no && comparator_ == 0 ? kMostOfSubject : least_of_subject_) * subject_weight_;
  if (other_comparator) found.about = false;
  if (strange_ || other_subject_ || other_comparator || !spoken_of ||
      (question_.type == AnswerType::kEffect && (absent(subject_) || absent(comparator_)))) {
    found.coverage = std::min(found.coverage, 0.1);
    const Mask telling = naming_ != 0 ? naming_ : subject_;
    found.spoken_of = subject_ == 0 || ((here.known | in_title_ | in_abstract_) & telling) != 0;
    for (std::size_t t = 0; t < terms_; ++t)
      if ((anywhere_ >> t & 1) == 0 && !question_.terms[t].measure) miss(found, t);
  }
  // A name that is asked about must be spoken of: by the passage, or, for an effect, by the work.
  const Mask spoken = question_.type == AnswerType::kEffect ? anywhere_ : here.known;
  for (Mask name : names_) {
    if ((spoken & name) != 0) continue;
    found.coverage = std::min(found.coverage, 0.1);
    for (std::size_t t = 0; t < terms_; ++t)
      if ((name >> t & 1) != 0) miss(found, t);
  }
  if (!of_study_) {
    found.coverage = std::min(found.coverage, 0.1);
    found.missing.push_back("n = " + question_.study_size);
  }
}

std::vector<ScoredSentence> AskedOfWork::sentences(std::vector<Features>* features) {
  std::vector<ScoredSentence> scored;
  for (std::size_t s = 0; s < sentences_.size(); ++s) {
    if (!sentences_[s].evidence) continue;
    Here here = look_at(s);
    if ((here.held | here.before) == 0 && here.value < 2) continue;
    Features f = doc_.known_cues(s);
    ScoredSentence found;
    found.sentence = static_cast<std::int32_t>(s);
    found.result = sentences_[s].result;
    found.plan = sentences_[s].plan;
    found.wish = sentences_[s].wish;
    add_features(here, f);
    add_words(here, f, found);
    judge_effect(here, f, found);
    judge_sought(here, f, found);
    const Mask wanted_terms = wanted_of(here);
    if (question_.type == AnswerType::kValue) {
      judge_value(here, wanted_terms, found);
    } else {
      judge_statement(here, wanted_terms, found);
    }
    judge_absence(here, found);
    scored.push_back(std::move(found));
    if (features != nullptr) features->push_back(f);
  }
  return scored;
}

const Features& QuestionedDocument::known_cues(std::size_t s) const {
  Prepared& sentence = sentences_[s];
  if (sentence.cues < 0) {
    sentence.cues = static_cast<std::int32_t>(cues_.size());
    const std::string lower = ascii_lower(slice(indexed_->document.text, indexed_->sentences[s].span));
    cues_.push_back(cues_of(s, lower));
    sentence.plan = tells_plan(cues_.back(), lower);
    sentence.wish = tells_wish(cues_.back(), lower);
    sentence.result = tells_result(s, cues_.back(), sentence.plan, lower);
  }
  return cues_[static_cast<std::size_t>(sentence.cues)];
}

std::vector<ScoredSentence> QuestionedDocument::score(const UnderstoodQuestion& question,
                                                      std::vector<Features>* features) const {
  return AskedOfWork(*this, question).sentences(features);
}

}  // namespace warrant
