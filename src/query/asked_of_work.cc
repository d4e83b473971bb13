// What a question's words are in one work, before any sentence is judged.
#include "src/query/asked_of_work.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "src/base/text.h"
#include "src/language/stem.h"
#include "src/query/scoring_limits.h"
#include "src/query/word_kinds.h"

namespace warrant {
namespace {

// What a word of frequency weighs: "monthly" is "every four weeks", too.
constexpr double kOfFrequency = 0.3;
// All neighbouring words of the question stand together somewhere in the work.
constexpr double kOfWork = 3.0;
// The least share of the outcome's words, by their rarity in the work, that the work must hold.
constexpr double kLeastOfOutcome = 0.1;
// How often a work speaks of what is one of its subjects.
constexpr int kOften = 5;

std::size_t count(std::uint64_t mask) { return static_cast<std::size_t>(std::popcount(mask)); }

}  // namespace

AskedOfWork::AskedOfWork(const QuestionedDocument& work, const UnderstoodQuestion& understood)
    : doc_(work),
      question_(understood),
      indexed_(work.indexed_),
      d_(work.indexed_->document),
      stems_(work.stems_),
      words_(work.words_),
      sentences_(work.sentences_),
      terms_(std::min<std::size_t>(understood.terms.size(), 64)),
      plain_(understood.type == AnswerType::kEffect && understood.yes_or_no && !understood.document_given) {
  read_terms();
  read_words();
  weigh_terms();
  read_places();
  read_phrases();
  judge_work();
  find_times();
}

AskedOfWork::Mask AskedOfWork::mask_of(const std::vector<std::string>& stems, std::size_t& found) const {
  Mask mask = 0;
  for (const std::string& word : stems)
    if (const auto term = wanted_.find(word); term != wanted_.end()) {
      mask |= term->second;
      ++found;
    }
  return mask;
}

void AskedOfWork::add_other(const std::vector<std::string>& words, Mask mask) {
  Other given{{}, mask};
  for (const std::string& word : words) given.words.push_back(stems_->find(word));
  const std::uint32_t first = given.words.front();
  if (std::find(given.words.begin(), given.words.end(), StemTable::kUnknown) == given.words.end())
    others_.emplace(first, std::move(given));
}

void AskedOfWork::read_terms() {
  // A letter says something beside its word only: "vitamin D", "group B".
  std::vector<std::vector<std::string>> lettered;
  const auto is_letter = [&](std::size_t t) {
    return t > 0 && question_.terms[t].stem.size() == 1 &&
           (question_.text.find(question_.terms[t - 1].text + " " + question_.terms[t].text) != std::string::npos ||
            question_.text.find(question_.terms[t - 1].text + "-" + question_.terms[t].text) != std::string::npos) &&
           is_ascii_alpha(question_.terms[t].stem.front()) && question_.terms[t - 1].role == question_.terms[t].role &&
           question_.terms[t - 1].stem.size() > 1;
  };
  for (std::size_t t = 0; t < terms_; ++t) {
    if (is_letter(t)) {
      lettered.push_back({question_.terms[t - 1].stem, question_.terms[t].stem});
    } else {
      wanted_[question_.terms[t].stem] |= Mask{1} << t;
    }
  }
  // Other words for what is asked stand for it as a whole: the document's own short forms, and synonyms.
  for (const auto& [shorter, longer] : doc_.abbreviations_) {
    std::size_t found = 0;
    const Mask mask = mask_of(longer, found);
    if (found * 2 > longer.size()) add_other({shorter}, mask);
  }
  for (std::size_t t = 0, letter = 0; t < terms_; ++t)
    if (is_letter(t)) add_other(lettered[letter++], Mask{1} << t);
  for (const Synonym& synonym : question_.synonyms) {
    std::size_t found = 0;
    const Mask mask = mask_of(synonym.meant, found);
    if (mask != 0 && !synonym.words.empty()) add_other(synonym.words, mask);
  }
  of_stem_.assign(stems_->size(), 0);
  const auto stands_for = [&](std::string_view word, Mask mask) {
    if (const std::uint32_t number = stems_->find(word); number != StemTable::kUnknown) of_stem_[number] |= mask;
  };
  constexpr std::size_t kLongEnough = 5;
  for (const auto& [word, mask] : wanted_) {
    stands_for(word, mask);
    // Porter's stems of "injured" and "injury" are "injur" and "injuri".
    if (word.size() > kLongEnough && word.back() == 'i') stands_for(word.substr(0, word.size() - 1), mask);
    if (word.size() >= kLongEnough && word.back() != 'i') stands_for(std::string(word) + "i", mask);
    if (std::all_of(word.begin(), word.end(), is_ascii_digit)) stands_for(std::string(word) + ".0", mask);
  }
  for (std::size_t t = 0; t < terms_; ++t)
    for (std::string_view age : same_age(question_.terms[t].stem)) stands_for(age, Mask{1} << t);
  begins_other_.assign(stems_->size(), false);
  for (const auto& [first, given] : others_) begins_other_[first] = true;
}

AskedOfWork::Mask AskedOfWork::said_at(std::size_t s, std::uint32_t w) const {
  Mask mask = of_stem_[words_[w]];
  if (!begins_other_[words_[w]]) return mask;
  const std::uint32_t last = sentences_[s].first_word + sentences_[s].words;
  const auto [from, to] = others_.equal_range(words_[w]);
  for (auto given = from; given != to; ++given) {
    const std::vector<std::uint32_t>& words = given->second.words;
    if (w + words.size() <= last && std::equal(words.begin(), words.end(), words_.begin() + w))
      mask |= given->second.mask;
  }
  return mask;
}

void AskedOfWork::read_words() {
  held_.assign(sentences_.size(), 0);
  frequency_.assign(terms_, 0);
  for (std::size_t s = 0; s < sentences_.size(); ++s) {
    const std::uint32_t first = sentences_[s].first_word, last = first + sentences_[s].words;
    for (std::uint32_t w = first; w < last; ++w)
      if (w < sentences_[s].aside || w >= sentences_[s].aside_end) held_[s] |= said_at(s, w);
    for (Mask left = held_[s]; left != 0; left &= left - 1)
      ++frequency_[static_cast<std::size_t>(std::countr_zero(left))];
  }
}

double AskedOfWork::weight_of(Mask mask) const {
  double sum = 0;
  for (std::size_t i = 0; i < asked_.size(); ++i)
    if ((mask >> i & 1) != 0) sum += asked_[i].weight;
  return sum;
}

double AskedOfWork::share(Mask words, Mask of, double whole) const {
  return whole > 0 ? weight_of(words & of) / whole : 0.0;
}

bool AskedOfWork::speaks_of_subject(Mask words, double least) const {
  return share(words, subject_, subject_weight_) >= least || (naming_ != 0 && (words & naming_) == naming_);
}

bool AskedOfWork::names_both(Mask words) const {
  return 2 * count(words & naming_) >= count(naming_) && 2 * count(words & other_) >= count(other_);
}

void AskedOfWork::weigh_terms() {
  const auto n = static_cast<double>(sentences_.size());
  asked_.resize(terms_);
  for (Mask mask : held_) anywhere_ |= mask;
  for (std::size_t t = 0; t < terms_; ++t) {
    asked_[t].role = question_.terms[t].role;
    asked_[t].weight = std::log(1 + (n - frequency_[t] + 0.5) / (frequency_[t] + 0.5));
    if (is_frequency_word(question_.terms[t].stem)) asked_[t].weight *= kOfFrequency;
    Mask& set = asked_[t].role == Role::kSubject      ? subject_
                : asked_[t].role == Role::kComparator ? comparator_
                : asked_[t].role == Role::kPopulation ? population_
                                                      : outcome_;
    set |= Mask{1} << t;
  }
  // What is asked about beyond people and how ill they are: the condition.
  for (std::size_t t = 0; t < terms_; ++t)
    if ((question_.type == AnswerType::kEffect ? population_ >> t & 1
                                               : static_cast<Mask>(question_.terms[t].population)) != 0 &&
        (is_condition_word(question_.terms[t].stem) || !same_age(question_.terms[t].stem).empty()))
      condition_ |= Mask{1} << t;
  // What is asked for of the outcome: "oxytocin" of "need for oxytocin".
  for (std::size_t t = 0; t < terms_; ++t)
    if ((outcome_ >> t & 1) != 0 && !question_.terms[t].condition && !is_amount_word(question_.terms[t].stem))
      core_ |= Mask{1} << t;
  // What tells the subject from another: "mirror" of "mirror therapy".
  for (std::size_t t = 0; t < terms_; ++t)
    if ((subject_ >> t & 1) != 0 && !is_treatment_word(question_.terms[t].stem) && !question_.terms[t].number)
      naming_ |= Mask{1} << t;
  // The same of what it is compared with; 0 where that is a control of any kind.
  for (std::size_t t = 0; t < terms_; ++t)
    if ((comparator_ >> t & 1) != 0 && !is_treatment_word(question_.terms[t].stem) && !question_.terms[t].number)
      other_ |= Mask{1} << t;
  for (std::size_t t = 0; t < terms_; ++t)
    if ((comparator_ >> t & 1) != 0 && is_control_word(question_.terms[t].stem)) other_ = 0;
  least_of_subject_ = count(subject_) <= 3 ? kLeastOfShortSubject : kLeastOfSubject;
  outcome_weight_ = weight_of(outcome_);
  subject_weight_ = weight_of(subject_);
  comparator_weight_ = weight_of(comparator_);
  population_weight_ = weight_of(population_);
  // Groups of names of which an answer must hold one, and of pointers ("Chan (21)") of which one is enough.
  for (std::size_t t = 0; t < terms_; ++t) {
    for (const auto& [group, masks] :
         {std::pair(question_.terms[t].name, &names_), std::pair(question_.terms[t].pointer, &pointers_)}) {
      if (group == 0) continue;
      masks->resize(std::max(masks->size(), static_cast<std::size_t>(group)));
      (*masks)[static_cast<std::size_t>(group) - 1] |= Mask{1} << t;
    }
  }
  for (std::size_t t = 1; t < terms_; ++t)
    if ((outcome_ >> t & 1) != 0 && (outcome_ >> (t - 1) & 1) != 0) pairs_.emplace_back(t - 1, t);
  for (const QuestionTerm& term : question_.terms) numbers_.push_back(stems_->find(term.stem));
  // "1-year survival" is one of the work's subjects.
  if (question_.type == AnswerType::kValue && !pairs_.empty()) {
    std::vector<bool> met(pairs_.size(), false);
    for (std::size_t w = 0; w + 1 < words_.size(); ++w) {
      const Mask left = of_stem_[words_[w]], right = of_stem_[words_[w + 1]];
      if (left == 0 || right == 0) continue;
      for (std::size_t i = 0; i < pairs_.size(); ++i)
        if ((left >> pairs_[i].first & 1) != 0 && (right >> pairs_[i].second & 1) != 0) met[i] = true;
    }
    of_work_ =
        kOfWork * static_cast<double>(std::count(met.begin(), met.end(), true)) / static_cast<double>(pairs_.size());
  }
}

bool AskedOfWork::beside_needed(std::size_t s) const {
  const std::uint32_t first = sentences_[s].first_word, last = first + sentences_[s].words;
  const auto is_needed = [&](std::uint32_t w) {
    return std::find(question_.needed.begin(), question_.needed.end(), doc_.stem_at(w)) != question_.needed.end();
  };
  for (std::uint32_t w = first; w < last; ++w) {
    if (!is_needed(w)) continue;
    for (std::uint32_t k = std::max(first, w < 3 ? 0 : w - 3); k < std::min(last, w + 4); ++k)
      if (!is_needed(k) && (doc_.stem_at(k) == question_.needed_of || begins_other_[words_[k]])) return true;
  }
  return false;
}

void AskedOfWork::read_places() {
  in_passage_.assign(d_.passages.size(), 0);
  in_section_.assign(d_.sections.size(), 0);
  in_caption_.assign(d_.tables.size(), 0);
  for (std::size_t s = 0; s < sentences_.size(); ++s) {
    const auto p = static_cast<std::size_t>(indexed_->sentences[s].passage);
    in_passage_[p] |= held_[s];
    const Passage& passage = d_.passages[p];
    if (passage.table >= 0 && (passage.kind == PassageKind::kCaption || passage.row == 0))
      in_caption_[static_cast<std::size_t>(passage.table)] |= held_[s];
    if (passage.kind == PassageKind::kTitle || passage.kind == PassageKind::kQuestion) in_title_ |= held_[s];
    if (passage.place == Place::kAbstract) in_abstract_ |= held_[s];
    if (passage.kind == PassageKind::kHeading && passage.section >= 0)
      in_section_[static_cast<std::size_t>(passage.section)] |= held_[s];
  }

  // A short form asked for may be written out: "CNS" in "primary central nervous system lymphoma".
  for (std::size_t t = 0; t < terms_; ++t) {
    if (question_.terms[t].name == 0) continue;
    const std::vector<std::string> words = doc_.written_out_of(ascii_lower(question_.terms[t].text));
    if (words.empty()) continue;
    std::vector<std::uint32_t> written;
    for (const std::string& word : words) written.push_back(stems_->find(word));
    for (std::size_t s = 0; s < sentences_.size(); ++s) {
      const auto first = words_.begin() + sentences_[s].first_word, last = first + sentences_[s].words;
      if (std::search(first, last, written.begin(), written.end()) == last) continue;
      const auto p = static_cast<std::size_t>(indexed_->sentences[s].passage);
      in_passage_[p] |= Mask{1} << t;
      anywhere_ |= Mask{1} << t;
      if (d_.passages[p].kind == PassageKind::kTitle) in_title_ |= Mask{1} << t;
    }
  }
}

void AskedOfWork::read_phrases() {
  for (const auto& phrase : question_.phrases) {
    if (phrase.joint != "with" && phrase.joint != "after" && phrase.joint != "by" && phrase.joint != "on" &&
        phrase.joint != "using" && phrase.joint != "following" && phrase.joint != "under")
      continue;
    Mask mask = 0, telling = 0;  // "everolimus" of "everolimus therapy"
    for (const std::string& word : phrase.stems)
      if (const auto term = wanted_.find(word); term != wanted_.end()) {
        mask |= term->second;
        if (!is_treatment_word(word)) telling |= term->second;
      }
    if (mask != 0) treatments_.push_back(telling != 0 ? telling : mask);
  }
  // Of a question for factors or recommendations: what stands between prepositions.
  if (question_.sought == Sought::kFactors || question_.sought == Sought::kRecommendation)
    for (const auto& phrase : question_.phrases) {
      Mask mask = 0;
      for (const std::string& word : phrase.stems)
        if (const auto term = wanted_.find(word); term != wanted_.end() && !is_asking_word(word)) mask |= term->second;
      if (mask != 0) sought_phrases_.push_back(mask);
    }
  // "intermittent", "preventive" of "should women receive intermittent preventive treatment for malaria".
  if (question_.sought == Sought::kRecommendation) {
    const std::string_view what = question_.shown.subject;
    for (const Word& word : words_of(what.substr(0, std::min(what.find(" for "), what.find(" in ")))))
      if (const auto term = wanted_.find(word.stem);
          term != wanted_.end() && !is_treatment_word(word.stem) && !is_asking_word(word.stem))
        recommended_ |= term->second;
  }
  for (std::size_t t = 0; t < terms_; ++t)
    if (is_asking_word(question_.terms[t].stem)) asking_ |= Mask{1} << t;
  for (const std::string& word : question_.ratio_of)
    if (const auto term = wanted_.find(word); term != wanted_.end()) ratio_outcome_ |= term->second;
  if (question_.sought == Sought::kFactors)
    for (const Word& word : words_of(question_.shown.outcome))
      if (const auto term = wanted_.find(word.stem); term != wanted_.end()) {
        factors_of_ |= term->second;
        outcome_stems_.push_back(word.stem);
      }
  for (std::size_t t = 0; t < terms_; ++t)
    if (question_.terms[t].people) factors_of_ &= ~(Mask{1} << t);
}

bool AskedOfWork::of_work_together(Mask of, double least, int often) const {
  const double enough = least * weight_of(of);
  const auto near = static_cast<std::uint32_t>(count(of) + 2);  // words apart
  const auto holds_together = [&](std::size_t s) {
    if ((held_[s] & of) == 0 || weight_of(held_[s] & of) < enough) return false;
    const std::uint32_t first = sentences_[s].first_word, last = first + sentences_[s].words;
    for (std::uint32_t w = first; w < last; ++w) {
      if ((of_stem_[words_[w]] & of) == 0 && !begins_other_[words_[w]]) continue;
      Mask said = 0;
      for (std::uint32_t k = w; k < std::min(last, w + near); ++k) said |= said_at(s, k);
      if (weight_of(said & of) >= enough) return true;
    }
    return false;
  };
  constexpr std::size_t kShortWork = 60;  // sentences: there a thing is said once
  if (sentences_.size() < kShortWork) often = 1;
  int found = 0;
  for (std::size_t s = 0; s < sentences_.size() && found < often; ++s) {
    if (!holds_together(s)) continue;
    const Passage& passage = d_.passages[static_cast<std::size_t>(indexed_->sentences[s].passage)];
    found += passage.kind == PassageKind::kTitle || passage.place == Place::kAbstract ? often : 1;
  }
  return found >= often;
}

void AskedOfWork::judge_work() {
  outcome_of_work_ =
      share(in_title_ | in_abstract_, outcome_, outcome_weight_) >= 0.5 ||
      std::count_if(held_.begin(), held_.end(), [&](Mask mask) { return (mask & outcome_) != 0; }) >= kOften;
  // A plain question names a thing in few words: they stand together.
  if (question_.yes_or_no && comparator_ == 0 && count(core_) > 1 && count(core_) <= 3)
    outcome_of_work_ = outcome_of_work_ && of_work_together(core_, kLeastOfCondition, 2);
  // Harms are told once, where there were any or none.
  outcome_of_work_ = outcome_of_work_ || question_.asks_harms;
  // "Is S useful in C": any result of a work on C is one in C.
  of_condition_ = question_.outcome_is_condition && of_work_together(core_, kLeastOfCondition, 2 * kOften);
  is_protocol_ = d_.study_design == "trial protocol";
  of_study_ = question_.study_size.empty() || doc_.is_study_of(question_.study_size);
  if (question_.type == AnswerType::kValue && pointers_.size() < 2) {
    std::size_t asked_words = 0, never = 0;
    for (std::size_t t = 0; t < terms_; ++t) {
      if (question_.terms[t].measure || question_.terms[t].name != 0) continue;
      ++asked_words;
      never += (anywhere_ >> t & 1) == 0;
    }
    // A phrase of which no word is ever spoken is another subject.
    const bool unspoken = std::any_of(question_.phrases.begin(), question_.phrases.end(), [&](const auto& phrase) {
      return std::none_of(phrase.stems.begin(), phrase.stems.end(), [&](const std::string& word) {
        const auto term = wanted_.find(word);
        return term == wanted_.end() || (term->second & anywhere_) != 0;
      });
    });
    strange_ = 4 * never > asked_words || (question_.phrases.size() > 1 && unspoken);
  }
  // An effect is one of something on something, in a condition and at a time: the work must speak of each.
  if (question_.type == AnswerType::kEffect && !question_.document_given) {
    const auto unspoken = [&](Mask of, double least) {
      return of != 0 && weight_of(of & anywhere_) < least * weight_of(of);
    };
    bool time = question_.at.empty();
    for (std::size_t s = 0; s < sentences_.size() && !time; ++s)
      time = sentences_[s].evidence && doc_.names_time(s, question_.at);
    // Of a short name at most a third of the words that say what it is may be missing where it is spoken of.
    std::size_t together = 0;
    for (std::size_t passage = 0; passage < in_passage_.size(); ++passage) {
      const std::int32_t table = d_.passages[passage].table;
      const Mask caption = table >= 0 ? in_caption_[static_cast<std::size_t>(table)] : 0;
      together = std::max(together, count((in_passage_[passage] | caption) & naming_));
    }
    const bool other_name = count(subject_) <= 3 && 3 * (count(naming_) - together) > count(naming_);
    other_subject_ = other_name || (naming_ != 0 && doc_.was_not_tried(of_stem_, naming_, question_)) || !time ||
                     unspoken(outcome_, kLeastOfOutcome) || unspoken(subject_, least_of_subject_) ||
                     unspoken(condition_, kLeastOfCondition);
  }
  condition_of_work_ = of_work_together(condition_, kLeastOfCondition, kOften);
  for (std::size_t s = 0; s < sentences_.size() && !compares_them_; ++s) {
    const Passage& passage = d_.passages[static_cast<std::size_t>(indexed_->sentences[s].passage)];
    compares_them_ = (passage.kind == PassageKind::kTitle || passage.place == Place::kAbstract) && names_both(held_[s]);
  }
  asks_correlation_ = std::any_of(question_.terms.begin(), question_.terms.end(), [](const QuestionTerm& term) {
    return term.stem == "correl" || term.stem == "associ" || term.stem == "relationship";
  });
}

void AskedOfWork::find_times() {
  // Passages that name the time asked for, themselves or in their table's caption or section's heading.
  times_.assign(d_.passages.size(), false);
  if (question_.type == AnswerType::kValue && !question_.at.empty()) {
    std::vector<bool> of_table(d_.tables.size(), false);
    for (std::size_t s = 0; s < sentences_.size(); ++s) {
      if (!doc_.names_time(s, question_.at)) continue;
      const auto p = static_cast<std::size_t>(indexed_->sentences[s].passage);
      times_[p] = true;
      const Passage& passage = d_.passages[p];
      if (passage.table >= 0 && (passage.kind == PassageKind::kCaption || passage.row == 0))
        of_table[static_cast<std::size_t>(passage.table)] = true;
    }
    for (std::size_t p = 0; p < d_.passages.size(); ++p)
      if (d_.passages[p].table >= 0 && of_table[static_cast<std::size_t>(d_.passages[p].table)]) times_[p] = true;
  }
}

}  // namespace warrant
