// Which factor goes with which outcome, and whether that is good for the patient: "visceral metastases were an
// independent risk factor for survival", "no significant difference according to age", "better prognosis than…".
// A sentence is searched for words that relate (a few regular expressions); factors stand on one side of them, the
// outcome on the other. What relates a treatment to pain or function is kind treatment_effect, else the same.
#include <algorithm>
#include <optional>

#include <re2/re2.h>

#include "ingest/extract/extractor.h"
#include "ingest/extract/factor_outcome.h"
#include "ingest/extract/factor_subjects.h"
#include "ingest/extract/guarded.h"
#include "ingest/extract/phrase_shape.h"
#include "ingest/extract/phrases.h"
#include "ingest/extract/prognostic_relations.h"
#include "ingest/extract/prognostic_words.h"
#include "ingest/extract/sentence_context.h"
#include "src/base/text.h"
#include "src/language/cues.h"

namespace warrant {
namespace {

// "Visceral metastases (HR 1.87, P < 0.001)": the factor without what a test gave for it.
std::string_view without_statistics(std::string_view factor) {
  const std::size_t open = factor.rfind('(');
  if (open == std::string_view::npos || open == 0 || trim(factor).back() != ')') return factor;
  static const RE2 test(
      R"(\b[Pp] ?[=<>\x{2264}\x{2265}]|\b95 ?% ?CI|\x{03C7}2? ?[=2]|\b(?:HR|OR|RR)\b ?[=:,]? ?\d|(?i:hazard ratio|odds ratio|relative risk))");
  const std::string_view aside = factor.substr(open);
  if (!RE2::PartialMatch(re2::StringPiece(aside.data(), aside.size()), test)) return factor;
  return trim(factor.substr(0, open));
}

constexpr std::string_view kTreatmentEffect = "treatment_effect";

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

const Guarded& verb_of_influence() {
  static const Guarded pattern("(?i)^(?:influenc|affect|impact|benefit|effect|control|result)");
  return pattern;
}

const Guarded& verb_of_change() {
  static const Guarded pattern(
      "(?i)^(?:improv|prolong|extend|enhanc|reduc|decreas|shorten|alleviat|reliev|control|restor|preserv|lower|"
      "worsen)");
  return pattern;
}

// A cheap look for read_response().
bool may_respond(std::string_view text) {
  return text.find("benefit") != std::string_view::npos || text.find("respond") != std::string_view::npos;
}

class SentenceReader {
 public:
  SentenceReader(const Reading& reading, const Sentence& sentence, std::vector<Claim>& claims)
      : document_(reading.document),
        sentence_(sentence),
        text_(slice(reading.document.text, sentence.span)),
        claims_(claims) {}

  void read() {
    const Passage& passage = document_.passages[static_cast<std::size_t>(sentence_.passage)];
    in_list_ = passage.kind == PassageKind::kListItem;
    if (in_list_) find_head(passage);
    if (in_methods()) return;
    const bool outcome = names_outcome(text_) && may_relate(text_);
    if (!outcome && !in_list_ && !may_respond(text_)) return;
    // What was planned or how it was analysed is no result.
    static const Guarded aims(
        "(?i)\\b(?:aim(?:s|ed)? (?:to|of|was)|objectives?|purpose|hypothes\\w+|(?:was|were|is|are) "
        "(?:used|employed|performed|conducted|applied|"
        "entered|incorporated into|included in) (?:to|for|in|as)|to "
        "(?:evaluate|identify|analy[sz]e|investigate|determine|assess|explore|examine|"
        "draw|plot|compare|predict|test)|statistical(?:ly)? analys[ei]s (?:was|were)|considered (?:statistically "
        ")?significant|we (?:will|plan))\\b");
    static const Guarded result(
        "(?i)\\b(?:showed|found|significant(?:ly)?|independent|shorter|longer|better|worse|P ?[<=>])");
    static const Guarded unknown(
        "(?i)\\b(?:(?:further|future|more|additional) "
        "(?:research|studies|trials|evidence|work|investigation)|(?:is|are|remains?) (?:not (?:yet )?)?"
        "(?:known|unknown|unclear)|dilemma|little studied|not been studied|we "
        "(?:considered|hypothesi[sz]ed?|expected|chose)|chosen "
        "as|(?:comparable|similar|balanced|matched) at baseline|baseline "
        "(?:characteristics|demographic)|eligib\\w+|(?:were|was) excluded|(?:exclusion|inclusion) criteria|sample "
        "size)\\b");
    if ((aims.in(text_) && !result.in(text_)) || unknown.in(text_)) return;
    if (outcome) {
      for (const Relation& relation : relations_in(text_)) relate(relation);
    }
    read_response();
    if (in_list_ && found_.empty()) speak_for_heading(passage);
  }

 private:
  bool in_methods() const {
    const Passage& passage = document_.passages[static_cast<std::size_t>(sentence_.passage)];
    for (std::int32_t s = passage.section; s >= 0; s = document_.sections[static_cast<std::size_t>(s)].parent) {
      const std::string& role = document_.sections[static_cast<std::size_t>(s)].role;
      if (role == "methods" || role == "objective") return true;
    }
    return false;
  }

  // "Head: text" of a list item; the head may stand in an earlier sentence of the item.
  void find_head(const Passage& passage) {
    const std::string_view whole = slice(document_.text, passage.span);
    const std::size_t colon = whole.substr(0, 140).find(": ");
    if (colon == std::string_view::npos || colon < 3) return;
    head_ = {passage.span.start, passage.span.start + static_cast<std::uint32_t>(colon)};
  }

  bool done(ByteSpan clause) const {
    return std::any_of(found_.begin(), found_.end(), [&](ByteSpan seen) { return seen.overlaps(clause); });
  }

  void relate(const Relation& relation) {
    const ByteSpan match = relation.words;
    if (!clauses_) clauses_.emplace(text_);
    const ByteSpan clause = clauses_->around(match.start);
    if (done(clause)) return;
    constexpr std::uint32_t kFarthest = 4000;  // of a list of factors before the words that relate it
    ByteSpan left{clause.start, std::max(clause.start, match.start)};
    if (left.size() > kFarthest)
      left.start = static_cast<std::uint32_t>(std::min<std::size_t>(text_.find(' ', left.end - kFarthest), left.end));
    const ByteSpan right{std::min(match.end, clause.end), clause.end};
    const bool depends = relation.side == Side::kDepends;
    std::optional<NamedOutcome> outcome;
    for (const bool prognostic : {true, false}) {
      if (depends || outcome) break;
      outcome = outcome_in(text_, {match.start, std::min(right.end, match.end + 200)}, prognostic);
      // "enhanced recovery, reduced pain": the next verb has its own object.
      static const Guarded next_verb(
          "(?i),\\s+(?:and )?(?:\\w+ly "
          ")?(?:reduc|improv|increas|decreas|enhanc|lower|prolong|prevent|reliev|alleviat)(?:e?d|e?s)\\b");
      if (outcome && outcome->span.start > match.end && verb_of_change().in(slice(text_, match)) &&
          next_verb.in(slice(text_, {match.end, outcome->span.start})))
        outcome.reset();
      if (outcome && (!reaches(text_, match.end, outcome->span.start) || is_other_thing(text_, outcome->span)))
        outcome.reset();
    }
    // "fare better": of the patient as a whole.
    const std::string_view verb = slice(text_, match);
    if (!outcome && verb.find("fare ") != std::string_view::npos) outcome = NamedOutcome{match, true};
    const bool on_the_left = !outcome;
    if (!outcome) outcome = outcome_in(text_, left);
    if (!outcome || is_other_thing(text_, outcome->span)) return;
    // "Habituation is reduced in pain": what follows a passive is no object. A capital inside a sentence begins a name.
    static const Guarded past("^[a-z]+ed$");
    if (!on_the_left && past.in(verb) && verb_of_change().in(verb) && is_passive(text_, left)) return;
    if (match.start > 0 && verb[0] >= 'A' && verb[0] <= 'Z' && verb_of_change().in(verb)) return;
    if (in_brackets(text_, match.start)) return;
    // Nouns and adjectives as well: verbs only behind a word that a verb follows.
    static const Guarded verb_follows(
        "(?i)\\b(?:to|can|may|could|might|help|helps|helped|not|does|do|did|and|or|\\w+ly|also|drugs|which|that)\\s+$");
    static const Guarded ambiguous("(?i)^(?:controls?|lower)$");
    if (ambiguous.in(verb) && !verb_follows.in(slice(text_, left))) return;
    if (verb_of_change().in(verb) && !on_the_left && outcome->span.start > match.end) {
      static const Guarded prepositional("(?i)^\\s+(?:with|in|at|of|on|for|among)\\b");
      if (prepositional.in(slice(text_, {match.end, outcome->span.start}))) return;
    }
    // What a scale means is no finding.
    static const Guarded scale(
        "(?i)^(?:an? |the )?(?:higher|lower|high|low|greater|larger) (?:[\\w-]+ ){0,2}(?:scores?|values?)(?: "
        "\\w+)?\\s*$");
    if (verb.substr(0, 7) == "indicat" && scale.in(slice(text_, left))) return;
    // Nouns ("the impact of"), passives ("people affected by pain") are no relation of this kind.
    static const Guarded noun_before(
        "(?i)\\b(?:the|an?|its|their|of|no|any|this|such|what|big|main|primary|those|people)\\s*$");
    if (relation.side == Side::kLeft && verb_of_influence().in(verb) &&
        (noun_before.in(slice(text_, left)) || slice(text_, right).substr(0, 4) == " by "))
      return;

    // "Do not assume that … indicates better prognosis" denies what it says.
    static const RE2 refused("(?i)^(?:do not|don't|never)\\s+(?:assume|think|conclude)\\s+(?:that\\s+)?");
    re2::StringPiece rest = piece(slice(text_, left));
    ByteSpan subjects = left;
    bool negated = false;
    if (RE2::Consume(&rest, refused)) {
      subjects.start = subjects.end - static_cast<std::uint32_t>(rest.size());
      negated = true;
    }
    static const Guarded supposed("(?i)\\bhypothes\\w+|\\b(?:we|to) hope\\b");
    if (is_supposed(text_, subjects) || supposed.in(slice(text_, {0, match.start}))) return;

    Sense sense = sense_for(text_, match, outcome->span, clause.end);
    static const Guarded no_effect(
        "\\b(?:[Nn]o|[Nn]ot|[Cc]annot(?: "
        "be)?|[Nn]or|[Nn]either|[Ww]ithout)\\s+(?:\\w+\\s+){0,4}?(?:significan\\w*|differ\\w*|effects?|"
        "influence\\w*|impact\\w*|affect\\w*|associat\\w*|correlat\\w*|relat\\w*|predict\\w*|determin\\w*|independent|"
        "prognostic|"
        "factors?|correct|address|reduc\\w*|lower\\w*|reliev\\w*|alleviat\\w*|enhanc\\w*|"
        "improve\\w*|prolong\\w*|extend)\\b|comparable to|\\bsimilar\\b");
    static const Guarded disputed("(?i)controvers|disputed|conflicting|debated|unclear");
    const ByteSpan near{std::max(clause.start, match.start > 24 ? match.start - 24 : 0),
                        on_the_left ? std::min(clause.end, match.end + 40) : std::max(match.end, outcome->span.end)};
    static const Guarded denied_verb(
        "(?i)\\b(?:not|never|neither|cannot)(?: \\w+ly| been| be| shown| found| to| further| any| seem| appear)*\\s*$");
    // "observed no evidence that", "failed to show that".
    static const Guarded denied(
        "(?i)\\b(?:no (?:\\w+ )?(?:evidence|indication|proof) (?:(?:was|were|is|has been) (?:\\w+ )?)?(?:that|of|for)|"
        "(?:did not|failed to|could not|not able to|unable to) (?:find|show|observe|demonstrate|detect|confirm|support|"
        "identify))\\b[^;]*$");
    static const Guarded not_only("(?i)\\bnot only\\b");
    const bool more_than_that = not_only.in(slice(text_, near));
    if (negated || (!more_than_that && no_effect.in(slice(text_, near))) ||
        (!more_than_that && denied_verb.in(slice(text_, left))) || denied.in(slice(text_, {0, match.start})))
      sense = Sense::kNoEffect;
    else if (disputed.in(
                 slice(text_, {match.start, std::min(clause.end, std::max(outcome->span.end, match.end) + 30)})))
      sense = Sense::kDisputed;
    static const Guarded risk("(?i)\\b(?:risk|adverse|unfavou?rable|poor prognostic|negative)\\b");
    static const Guarded protective("(?i)\\b(?:protective|favou?rable prognostic)\\b");
    if (sense == Sense::kNone && risk.in(verb)) sense = Sense::kUnfavourable;
    if (sense == Sense::kNone && protective.in(verb)) sense = Sense::kFavourable;
    if (relation.needs_sense && sense == Sense::kNone) return;
    // "outcomes" alone may be anything; pain and function count only with what happened to them.
    const bool judged = sense == Sense::kFavourable || sense == Sense::kUnfavourable;
    static const Guarded generic("(?i)^outcomes?$");
    if (generic.in(slice(text_, outcome->span)) && !judged && !relation.names_factor && !in_list_) return;
    if (!outcome->prognostic && sense == Sense::kNone && !depends) return;

    std::vector<ByteSpan> factors;
    std::string_view comparator;
    if (relation.side == Side::kRight || depends) {
      if (depends && !ends_near(outcome->span, match)) return;
      static const Guarded varies("(?i)\\b(?:var(?:y|ies|ied)|differ(?:s|ed)?)\\b");
      if (verb.find("epending") != std::string_view::npos && !varies.in(slice(text_, left))) return;
      if (depends && !outcome->prognostic &&
          slice(text_, {outcome->span.end, match.start}).find(',') != std::string_view::npos)
        return;
      factors = factors_right(right, *outcome, depends, false);
    } else if (on_the_left && head_ && relation.side == Side::kLeft && left.size() == 0) {
      return;
    } else if (on_the_left && verb.find("comparable to") != std::string_view::npos) {
      factors = compared(left, right, *outcome, comparator);
    } else if (on_the_left && relation.side == Side::kLeft && is_passive(text_, left) &&
               ends_near(outcome->span, match)) {
      factors = agents(clause, outcome->span, right);
    } else if (on_the_left && relation.side == Side::kLeft && !relation.names_factor) {
      // "Survival was associated with age": the outcome is the subject, the factors follow.
      static const Guarded symmetric("(?i)(?:associated|correlated) with$");
      static const Guarded no_such("(?i)\\b(?:no|without|any)\\s+$");
      if (!symmetric.in(verb) || !ends_near(outcome->span, match)) return;
      if (no_such.in(slice(text_, {clause.start, outcome->span.start}))) return;
      factors = factors_right(right, *outcome, false, false);
    } else {
      if (relation.side != Side::kEither || !on_the_left) factors = factors_left(subjects, verb);
      if (factors.empty() && relation.side == Side::kEither && !on_the_left)
        factors = related_to_outcome(match, *outcome);
      if (factors.empty() && relation.side == Side::kEither) {
        factors = factors_right(right, *outcome, false, on_the_left);
        // "between A and B": one is compared with the other.
        static const Guarded between("(?i)\\bbetween\\s+(?:the\\s+)?$");
        if (!factors.empty() && between.in(slice(text_, {match.start, factors[0].start}))) {
          if (factors.size() < 2) return;
          if (factors.size() == 2) {
            comparator = slice(text_, factors[1]);
            factors.pop_back();
          }
        }
      }
    }
    // A factor "for survival" may be told before; else the outcome follows.
    if (on_the_left && relation.names_factor && relation.side == Side::kLeft) {
      static const Guarded for_outcome("(?i)(?:\\bfor|\\bof|\\bin terms of|\\bregarding)\\s+(?:the )?$");
      if (!for_outcome.in(slice(text_, {clause.start, outcome->span.start}))) return;
    }
    if (factors.empty() && head_ && relation.side == Side::kLeft && !on_the_left) {
      add(*head_, *outcome, sense, negated, match, {});
      found_.push_back(clause);
      return;
    }
    if (factors.empty()) return;
    found_.push_back(clause);
    outcome->span = with_modifiers(text_, outcome->span, outcome->span.start >= match.end ? match.end : clause.start);
    for (ByteSpan factor : factors)
      add({sentence_.span.start + factor.start, sentence_.span.start + factor.end}, *outcome, sense, negated, match,
          comparator);
  }

  // "no association between age and survival": age.
  std::vector<ByteSpan> related_to_outcome(ByteSpan match, const NamedOutcome& outcome) const {
    static const RE2 between("(?i)(?:^|\\s)between\\s+(.{2,110}?)\\s+and\\s+(?:the\\s+|\\w+ ){0,2}$");
    if (outcome.span.start < match.start) return {};
    re2::StringPiece what;
    if (!RE2::PartialMatch(piece(slice(text_, {match.start, outcome.span.start})), between, &what)) return {};
    const auto at = static_cast<std::uint32_t>(what.data() - text_.data());
    const Subjects subjects = subjects_in(text_, {at, at + static_cast<std::uint32_t>(what.size())});
    return subjects.dropped > 0 ? std::vector<ByteSpan>() : with_marks_off(subjects.names);
  }

  // "Pain was relieved by acupuncture", "after treatment with A, survival was prolonged": A.
  std::vector<ByteSpan> agents(ByteSpan clause, ByteSpan outcome, ByteSpan right) const {
    static const RE2 by("(?i)^\\s+(?:by|with|after|following)\\s+(?:treatment with |the use of |use of |adding )?");
    static const RE2 after(
        "(?i)\\b(?:after|following|with) (?:the )?(?:treatment|addition|use)\\b[^,;]{0,80}? (?:with|of) "
        "([^,;]{3,110}),");
    re2::StringPiece rest = piece(slice(text_, right)), what;
    const auto at = [&](re2::StringPiece part) { return static_cast<std::uint32_t>(part.data() - text_.data()); };
    if (RE2::Consume(&rest, by)) {
      ByteSpan list{at(rest), right.end};
      const std::size_t end = text_.find_first_of(",;(", list.start);
      if (end < list.end) list.end = static_cast<std::uint32_t>(end);
      const Subjects subjects = subjects_in(text_, list);
      return subjects.dropped > 0 ? std::vector<ByteSpan>() : with_marks_off(subjects.names);
    }
    const std::string_view before = slice(text_, {clause.start, outcome.start});
    if (!RE2::PartialMatch(piece(before), after, &what)) return {};
    const Subjects subjects = subjects_in(text_, {at(what), at(what) + static_cast<std::uint32_t>(what.size())});
    return subjects.dropped > 0 ? std::vector<ByteSpan>() : with_marks_off(subjects.names);
  }

  // "the efficacy of A is comparable to that of B": A, and B as comparator.
  std::vector<ByteSpan> compared(ByteSpan left, ByteSpan right, const NamedOutcome& outcome,
                                 std::string_view& comparator) const {
    static const RE2 of("(?i)^\\s+(?:of|with|after|in|for)\\s+");
    re2::StringPiece rest = piece(slice(text_, {outcome.span.end, left.end}));
    if (!RE2::Consume(&rest, of)) return {};
    const ByteSpan subject = before_verb(text_, {left.end - static_cast<std::uint32_t>(rest.size()), left.end});
    static const RE2 that("(?i)^\\s*(?:that|those) (?:of|with|after|in|for)\\s+");
    rest = piece(slice(text_, right));
    if (RE2::Consume(&rest, that)) {
      const ByteSpan other =
          without_mark(core_phrase(text_, {right.end - static_cast<std::uint32_t>(rest.size()), right.end}));
      if (is_factor(other)) comparator = slice(text_, other);
    }
    return with_marks_off({subject});
  }

  // Whether the outcome is the subject of the words that relate: only its complements and auxiliaries stand between.
  bool ends_near(ByteSpan outcome, ByteSpan match) const {
    if (outcome.end > match.start || match.start - outcome.end > 120) return false;
    const std::vector<ShapeWord> words = shape_words(text_, {outcome.end, match.start});
    for (std::size_t i = 0; i < words.size(); ++i)
      if (words[i].stop || is_subordinator(words[i].text) || (is_finite_verb(words, i) && !is_auxiliary(words[i].text)))
        return false;
    return true;
  }

  // Without a citation mark at its end ("other factors 3").
  ByteSpan without_mark(ByteSpan item) const {
    const std::uint32_t base = sentence_.span.start;
    auto anchor = std::lower_bound(document_.anchors.begin(), document_.anchors.end(), base + item.start,
                                   [](const CitationAnchor& a, std::uint32_t at) { return a.span.start < at; });
    for (; anchor != document_.anchors.end() && anchor->span.start < base + item.end; ++anchor)
      if (anchor->span.end >= base + item.end) item.end = anchor->span.start - base;
    return core_phrase(text_, item);
  }

  bool is_factor(ByteSpan item) const { return warrant::is_factor(text_, item); }

  std::vector<ByteSpan> with_marks_off(std::vector<ByteSpan> items) const {
    for (ByteSpan& item : items)
      if (const ByteSpan bare = without_mark(item); bare.end != item.end) item = is_factor(bare) ? bare : ByteSpan();
    std::erase_if(items, [](ByteSpan item) { return item.empty(); });
    return items;
  }

  std::vector<ByteSpan> factors_left(ByteSpan left, std::string_view verb) const {
    // "Most patients have multiple levels": what they have; "The presence of X in patients" stays.
    static const RE2 has(
        "(?i)^(?:.*,\\s+)?(?:(?:for "
        "instance|most|many|all|some|those|only|young|older|elderly|adult|our|the|female|male|\\w+ "
        "cancer)\\s+)*(?:patients|cases|those|people|individuals|adults|women|men|children|babies|infants|neonates|"
        "mothers|participants|subjects)(?:\\s*\\([^)]*\\))?\\s+(?:"
        "with|who "
        "(?:have|had|achieved?|received?|underwent|were given|were treated "
        "with|took|used)|have|had|having|receiving|undergoing)\\s+(.+)$");
    re2::StringPiece what;
    std::string_view words = slice(text_, left);
    bool people = false;
    if (RE2::FullMatch(piece(words), has, &what)) {
      left.start = left.end - static_cast<std::uint32_t>(what.size());
      people = true;
    }
    const Subjects subjects =
        subjects_before(text_, left, verb, document_.kind == DocumentKind::kWeb || document_.kind == DocumentKind::kQa);
    if (subjects.unreal || (people && subjects.dropped > 0)) return {};
    return with_marks_off(subjects.names);
  }

  std::vector<ByteSpan> factors_right(ByteSpan right, const NamedOutcome& outcome, bool depends,
                                      bool must_introduce) const {
    static const RE2 between(
        "(?i)^(?:[^.;]{0,90}?\\b(?:between|according to)|\\s*(?:rates? |times? )?(?:by|for|of))\\s+");
    static const Guarded participle(
        "(?i)^\\s*(?:not |also |then |further |all |\\w+ly )?(?:\\w+ed|shown|found|chosen|seen|taken|used|as "
        "follows)\\b");
    std::string_view words = slice(text_, right);
    if (participle.in(words)) return {};
    if (outcome.span.start >= right.start && outcome.span.end <= right.end) {
      right.start = outcome.span.end;
      words = slice(text_, right);
      re2::StringPiece at;
      if (!between.Match(piece(words), 0, words.size(), RE2::ANCHOR_START, &at, 1)) return {};
      right.start += static_cast<std::uint32_t>(at.size());
    } else if (must_introduce && !text_.substr(0, right.start).ends_with(" between")) {
      re2::StringPiece at;
      if (!between.Match(piece(words), 0, words.size(), RE2::ANCHOR_START, &at, 1)) return {};
      right.start += static_cast<std::uint32_t>(at.size());
    }
    static const RE2 than("(?i)\\b(?:than|compared|versus|vs)\\b");
    words = slice(text_, right);
    re2::StringPiece at;
    if (than.Match(piece(words), 0, words.size(), RE2::UNANCHORED, &at, 1))
      right.end = right.start + static_cast<std::uint32_t>(at.data() - words.data());
    const Subjects subjects = subjects_in(text_, right);
    // A list of factors is one; a stretch of prose is none.
    if (!depends && subjects.dropped > subjects.names.size()) return {};
    return with_marks_off(subjects.names);
  }

  // Where the bracket that opens at `open` closes, else the end of the sentence.
  std::size_t closing(std::size_t open) const {
    int depth = 0;
    for (std::size_t i = open; i < text_.size(); ++i) {
      if (text_[i] == '(') ++depth;
      if (text_[i] == ')' && --depth == 0) return i;
    }
    return text_.size();
  }

  // The p value of a factor: in its own words, in brackets behind it before the next item begins, else the sentence's
  // only one, unless that stands behind an earlier item of the list.
  std::optional<PhraseP> p_of(ByteSpan factor) const {
    const auto size = static_cast<std::uint32_t>(text_.size());
    if (auto own = p_value_in(text_, factor)) return own;
    for (std::size_t at = factor.end; at < size;) {
      const std::size_t open = text_.find('(', at);
      if (open == std::string_view::npos || open - at > 60) break;
      const std::string_view between = text_.substr(at, open - at);
      if (between.find_first_of(",;") != std::string_view::npos || between.find(" and ") != std::string_view::npos ||
          between.find(" or ") != std::string_view::npos)
        break;
      at = closing(open);
      if (auto behind = p_value_in(text_, {static_cast<std::uint32_t>(open), static_cast<std::uint32_t>(at)}))
        return behind;
      ++at;
    }
    const auto only = p_value_in(text_, {0, size});
    if (!only || p_value_in(text_, {only->span.end, size})) return std::nullopt;
    if (only->span.end <= factor.start && text_.rfind('(', only->span.start) != std::string_view::npos) {
      const std::size_t close = text_.find(')', only->span.end);
      if (close < factor.start) {
        const std::string_view behind = text_.substr(close + 1, factor.start - close - 1);
        if (behind.starts_with(",") || behind.starts_with(";") || behind.starts_with(" and ")) return std::nullopt;
      }
    }
    return only;
  }

  // `factor` is a place in the document, `outcome` and `match` in the sentence.
  void add(ByteSpan factor, const NamedOutcome& outcome, Sense sense, bool negated, ByteSpan match,
           std::string_view comparator) {
    Claim claim = claim_of(document_, sentence_, outcome.prognostic ? kind::kPrognosticFactor : kTreatmentEffect);
    if (!sentence_.span.contains(factor)) claim.span = cover(factor, sentence_.span);
    claim.value_span = factor;
    claim.subject = without_statistics(slice(document_.text, factor));
    claim.outcome = slice(text_, outcome.span);
    claim.comparator = comparator;
    claim.polarity = polarity_of(sense);
    const bool bad_outcome = is_harm(claim.outcome);
    if (sense == Sense::kNoEffect)
      claim.direction = "no_difference";
    else if (sense == Sense::kFavourable)
      claim.direction = bad_outcome ? "decreased" : "increased";
    else if (sense == Sense::kUnfavourable)
      claim.direction = bad_outcome ? "increased" : "decreased";
    claim.negated = negated;
    claim.hedged = is_hedged(text_, match) || is_hedged(text_, outcome.span);
    static const Guarded independent("(?i)\\bindependent|multivaria");
    static const Guarded univariate("(?i)\\bunivaria|single[- ]factor");
    if (univariate.in(text_)) claim.analysis = "univariate";
    if (independent.in(text_)) claim.analysis = "multivariate";
    if (sentence_.span.contains(factor)) {
      if (const auto p = p_of({factor.start - sentence_.span.start, factor.end - sentence_.span.start})) {
        claim.p_op = p->op;
        claim.p_value = p->value;
      }
    }
    claims_.push_back(std::move(claim));
  }

  // "patients may benefit from targeted drugs if a mutation is present", "respond well to immunotherapy, especially if
  // their tumours express PD-L1": the condition is the factor.
  void read_response() {
    static const Guarded pattern(
        "(?i)\\b((?:benefit(?:s|ed)?|respond(?:s|ed)?)(?: \\w+)? (?:from|to) [^.;]{3,120}?),?\\s(?:especially "
        "|particularly )?(?:if|when)\\s(?:their "
        "\\w+ (?:express|have|harbou?r|carry) |they (?:have|carry) |there is )?([^.;]{3,100})");
    re2::StringPiece groups[3];
    if (!found_.empty() || !pattern.find(text_, groups, 3)) return;
    const auto at = [&](re2::StringPiece part) {
      const auto start = static_cast<std::uint32_t>(part.data() - text_.data());
      return ByteSpan{start, start + static_cast<std::uint32_t>(part.size())};
    };
    const ByteSpan factor = before_verb(text_, at(groups[2]));
    if (!is_factor(factor)) return;
    found_.push_back(at(groups[0]));
    add({sentence_.span.start + factor.start, sentence_.span.start + factor.end}, {at(groups[1]), false},
        Sense::kFavourable, false, at(groups[1]), {});
  }

  // "Multiple vertebral levels involved: 71% …" under "Poor Prognostic Indicators".
  void speak_for_heading(const Passage& passage) {
    if (passage.section < 0 || sentence_.span.start != passage.span.start) return;
    const Sense sense = sense_of_heading(document_.sections[static_cast<std::size_t>(passage.section)].title);
    if (sense == Sense::kNone) return;
    const std::string_view item = slice(document_.text, passage.span);
    const std::size_t end = std::min(item.find_first_of(":."), item.size());
    const ByteSpan local = core_phrase(item, {0, static_cast<std::uint32_t>(end)});
    if (local.empty()) return;
    Claim claim = claim_of(document_, sentence_, kind::kPrognosticFactor);
    claim.value_span = {passage.span.start + local.start, passage.span.start + local.end};
    claim.subject = without_statistics(slice(document_.text, claim.value_span));
    claim.outcome = "prognosis";
    claim.polarity = polarity_of(sense);
    claim.direction = sense == Sense::kFavourable ? "increased" : "decreased";
    claims_.push_back(std::move(claim));
  }

  const Document& document_;
  Sentence sentence_;
  std::string_view text_;
  std::vector<Claim>& claims_;
  std::optional<Clauses> clauses_;  // when first needed
  std::vector<ByteSpan> found_;     // clauses that gave claims
  std::optional<ByteSpan> head_;    // in the document
  bool in_list_ = false;
};

void extract_factors(const Reading& reading, std::vector<Claim>& claims) {
  for (const Sentence& sentence : reading.sentences)
    if (is_running_text(reading.document, sentence) &&
        !names_too_many_endpoints(slice(reading.document.text, sentence.span)))
      SentenceReader(reading, sentence, claims).read();
}

}  // namespace

extern const Extractor prognostic_factor_extractor;
const Extractor prognostic_factor_extractor{"prognostic_factor", 7, extract_factors};

}  // namespace warrant
