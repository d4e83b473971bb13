// What a question asks of one work: which of its words say which of the question's, how much each weighs there, what
// the work speaks of; and from that how well each of its sentences answers. One question, one work; not for several
// threads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "src/query/question.h"
#include "src/query/scoring.h"

namespace warrant {

class AskedOfWork {
 public:
  // Lifetime: both outlive it.
  AskedOfWork(const QuestionedDocument& work, const UnderstoodQuestion& asked);

  // Every sentence that could be evidence, in reading order; their features, if asked for.
  std::vector<ScoredSentence> sentences(std::vector<Features>* features);

 private:
  // A set of the question's words: 64 are more than any sentence asks.
  using Mask = std::uint64_t;

  // One word of the question with what it weighs in this document.
  struct Asked {
    double weight = 0;
    Role role = Role::kOther;
  };

  // Other words for what is asked, which stand for it as a whole.
  struct Other {
    std::vector<std::uint32_t> words;
    Mask mask = 0;
  };

  // A sentence and what stands around it.
  struct Here {
    std::size_t s = 0, p = 0;  // sentence, passage
    std::int32_t section = -1, table = -1;
    bool joined_before = false;  // the sentence before stands in the same passage
    Mask held = 0, before = 0, after = 0;
    Mask over = 0;          // the section's heading, the table's caption
    bool inherits = false;  // speaks of the work itself, so of what it is about
    Mask known = 0;         // what it holds and inherits
    int value = 0;          // as holds_value()
    bool states = true;     // states an effect on what is asked for
    bool binding = false;   // must do what is sought
    bool does_sought = false;
  };

  // The steps of the constructor, in order (asked_of_work.cc).
  void read_terms();    // which words say what
  void read_words();    // what each sentence holds
  void weigh_terms();   // roles, weights, names
  void read_places();   // what title, abstract, passages, headings, captions hold
  void read_phrases();  // what stands between prepositions in the question
  void judge_work();    // what the work speaks of
  void find_times();

  // The steps for one sentence, in order (scoring.cc).
  Here look_at(std::size_t s) const;
  void add_features(const Here& here, Features& f) const;
  void add_words(Here& here, const Features& f, ScoredSentence& found) const;
  void judge_effect(Here& here, const Features& f, ScoredSentence& found) const;
  void judge_effect_of_one(Here& here, const Features& f, ScoredSentence& found) const;
  void judge_sought(const Here& here, const Features& f, ScoredSentence& found) const;
  void judge_value(const Here& here, Mask wanted_terms, ScoredSentence& found) const;
  void judge_statement(const Here& here, Mask wanted_terms, ScoredSentence& found) const;
  void judge_absence(const Here& here, ScoredSentence& found) const;
  Mask wanted_of(const Here& here) const;

  Mask mask_of(const std::vector<std::string>& stems, std::size_t& found) const;
  void add_other(const std::vector<std::string>& words, Mask mask);
  // What the word of sentence `s` says, and the name of several words that begins there.
  Mask said_at(std::size_t s, std::uint32_t w) const;
  double weight_of(Mask mask) const;
  double share(Mask words, Mask of, double whole) const;
  // Enough of the subject, or all that tells it from others: what a work is about is in every sentence and weighs
  // little.
  bool speaks_of_subject(Mask words, double least) const;
  // Half of what names each of the two groups; a control goes without saying.
  bool names_both(Mask words) const;
  // "target" must be that of what is asked: within three words of it.
  bool beside_needed(std::size_t s) const;
  // Words that say one thing stand together at the work's front or `times` times: "heart failure" is not "failure" here
  // and "heart rate" there.
  bool of_work_together(Mask of, double least, int times) const;
  void miss(ScoredSentence& found, std::size_t term) const;

  const QuestionedDocument& doc_;
  const UnderstoodQuestion& question_;
  const IndexedDocument* const indexed_;
  const Document& d_;
  const StemTable* const stems_;
  const std::vector<std::uint32_t>& words_;
  const std::vector<QuestionedDocument::Prepared>& sentences_;
  const std::size_t terms_;  // of the question
  const bool plain_;         // asks whether one thing does something to another, of no work in particular

  std::unordered_map<std::string_view, Mask> wanted_;
  std::unordered_multimap<std::uint32_t, Other> others_;  // by first stem
  std::vector<Mask> of_stem_;                             // what each word of the document says, by number of its stem
  std::vector<bool> begins_other_;
  std::vector<Mask> held_;  // by sentence
  std::vector<double> frequency_;
  std::vector<Asked> asked_;
  Mask outcome_ = 0, subject_ = 0, comparator_ = 0, population_ = 0, anywhere_ = 0;
  Mask condition_ = 0;  // what is asked about beyond people and how ill they are
  Mask core_ = 0;       // what is asked for of the outcome: "oxytocin" of "need for oxytocin"
  Mask naming_ = 0;     // what tells the subject from another: "mirror" of "mirror therapy"
  Mask other_ = 0;      // the same of what it is compared with; 0 where that is a control of any kind
  double least_of_subject_ = 0;
  double outcome_weight_ = 0, subject_weight_ = 0, comparator_weight_ = 0, population_weight_ = 0;
  // Groups of names of which an answer must hold one, and of pointers ("Chan (21)") of which one is enough.
  std::vector<Mask> names_, pointers_;
  std::vector<std::pair<std::size_t, std::size_t>> pairs_;  // neighbouring words of the outcome in the question
  double of_work_ = 0;  // points for neighbours of the question that are neighbours somewhere in the work
  Mask in_title_ = 0, in_abstract_ = 0;
  std::vector<Mask> in_passage_, in_section_, in_caption_;
  std::vector<Mask> treatments_;      // "with everolimus", "after surgery"
  std::vector<Mask> sought_phrases_;  // of a question for factors or recommendations
  Mask recommended_ = 0, asking_ = 0, ratio_outcome_ = 0, factors_of_ = 0;
  std::vector<std::string> outcome_stems_;
  bool outcome_of_work_ = false;  // the outcome is one of the work's: spoken of at its front, or often
  bool of_condition_ = false;     // "is S useful in C": any result of a work on C is one in C
  bool is_protocol_ = false, of_study_ = false;
  bool strange_ = false, other_subject_ = false;  // the work is on something else
  bool compares_them_ = false;                    // names both groups in one sentence of its title or abstract
  bool asks_correlation_ = false, condition_of_work_ = false;
  std::vector<bool> times_;             // passages that name the time asked for
  std::vector<std::uint32_t> numbers_;  // of the terms' stems
};

}  // namespace warrant
