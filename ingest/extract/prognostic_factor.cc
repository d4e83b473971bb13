// Which factor goes with which outcome, and whether that is good for the patient: "visceral metastases were an
// independent risk factor for survival", "no significant difference according to age", "better prognosis than…".
// A sentence is searched for words that relate (a few regular expressions); factors stand on one side of them, the
// outcome on the other. What relates a treatment to pain or function is kind treatment_effect, else the same.
#include <algorithm>
#include <optional>

#include <re2/re2.h>

#include "ingest/extract/extractor.h"
#include "ingest/extract/phrases.h"
#include "ingest/extract/prognostic_relations.h"
#include "ingest/extract/prognostic_words.h"
#include "src/base/text.h"
#include "src/language/cues.h"

namespace warrant {
namespace {

constexpr std::string_view kTreatmentEffect = "treatment_effect";

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

bool matches(std::string_view text, const RE2& pattern) { return RE2::PartialMatch(piece(text), pattern); }

const RE2& verb_of_influence() {
  static const RE2 pattern("(?i)^(?:influenc|affect|impact|benefit|effect|control|result)");
  return pattern;
}

// A subject that names nothing: "it", "these factors", "the results", "we".
bool is_pronoun(std::string_view phrase) {
  static const RE2 pattern(
      "(?i)^(?:it|they|we|this|these|those|which|who|that|there|both|all|some|several|many|most|other|none|one|"
      "(?:the |these |those |such |above |following |several |other |various |many |all |key |important |potential "
      "|some |their )*"
      "(?:factors?|variables?|results?|findings?|data|stud(?:y|ies)|analys[ei]s|authors?|patients|cases|model|"
      "parameters|"
      "characteristics|predictors?|groups?|effects?|differences?|outcomes?|(?:multivariate|univariate|multivariable|"
      "univariable|cox|"
      "regression|survival|proportional|hazards?|statistical) .*analys[ei]s.*))$");
  return matches(phrase, pattern);
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
    const bool outcome = names_outcome(text_);
    if (!outcome && !in_list_ && !may_respond(text_)) return;
    // What was planned or how it was analysed is no result.
    static const RE2 aims(
        "(?i)\\b(?:aim(?:s|ed)? (?:to|of|was)|objectives?|purpose|hypothes\\w+|(?:was|were|is|are) "
        "(?:used|employed|performed|conducted|applied|"
        "entered|incorporated into|included in) (?:to|for|in|as)|to "
        "(?:evaluate|identify|analy[sz]e|investigate|determine|assess|explore|examine|"
        "draw|plot|compare|predict|test)|statistical(?:ly)? analys[ei]s (?:was|were)|considered (?:statistically "
        ")?significant|we (?:will|plan))\\b");
    static const RE2 result(
        "(?i)\\b(?:showed|found|significant(?:ly)?|independent|shorter|longer|better|worse|P ?[<=>])");
    static const RE2 unknown(
        "(?i)\\b(?:(?:further|future|more|additional) "
        "(?:research|studies|trials|evidence|work|investigation)|(?:is|are|remains?) (?:not (?:yet )?)?"
        "(?:known|unknown|unclear)|dilemma|we (?:considered|hypothesi[sz]ed?|expected|chose)|chosen "
        "as|eligib\\w+|sample size)\\b");
    if ((matches(text_, aims) && !matches(text_, result)) || matches(text_, unknown)) return;
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
    std::optional<NamedOutcome> outcome;
    if (relation.side != Side::kDepends)
      outcome = outcome_in(text_, {match.start, std::min(right.end, match.end + 400)});
    if (!outcome) outcome = outcome_in(text_, left);
    if (!outcome) return;
    // A verb acts on what follows closely.
    if (outcome->span.start > match.end + 110) return;
    // Nouns ("the impact of"), passives ("people affected by pain") are no relation of this kind.
    static const RE2 noun_before(
        "(?i)\\b(?:the|an?|its|their|of|no|any|this|such|what|big|main|primary|those|people)\\s*$");
    const std::string_view verb = slice(text_, match);
    if (relation.side == Side::kLeft && matches(verb, verb_of_influence()) &&
        (matches(slice(text_, left), noun_before) || slice(text_, right).substr(0, 4) == " by "))
      return;

    const std::string_view related = slice(text_, match);
    const std::string_view around =
        slice(text_, {match.start, std::min(clause.end, std::max(outcome->span.end, match.end) + 30)});
    Sense sense = sense_of(around);
    static const RE2 no_effect(
        "\\b(?:[Nn]o|[Nn]ot|[Nn]or|[Nn]either|[Ww]ithout)\\s+(?:\\w+\\s+){0,4}?(?:significan\\w*|differ\\w*|effects?|"
        "influence\\w*"
        "|impact\\w*|"
        "affect\\w*|associat\\w*|correlat\\w*|relat\\w*|predict\\w*|determin\\w*|independent|prognostic|factors?|"
        "correct|address|"
        "improve\\w*|prolong\\w*|extend)\\b|comparable to|\\bsimilar\\b");
    static const RE2 disputed("(?i)controvers|disputed|conflicting|debated|unclear");
    if (matches(slice(text_, {std::max(clause.start, match.start > 24 ? match.start - 24 : 0),
                              std::min(clause.end, match.end + 40)}),
                no_effect))
      sense = Sense::kNoEffect;
    else if (matches(around, disputed))
      sense = Sense::kDisputed;
    static const RE2 risk("(?i)\\b(?:risk|adverse|unfavou?rable|poor prognostic|negative)\\b");
    static const RE2 protective("(?i)\\b(?:protective|favou?rable prognostic)\\b");
    if (sense == Sense::kNone && matches(related, risk)) sense = Sense::kUnfavourable;
    if (sense == Sense::kNone && matches(related, protective)) sense = Sense::kFavourable;
    if (relation.needs_sense && sense == Sense::kNone) return;
    // "outcomes" alone may be anything; pain and function count only with what happened to them.
    const bool judged = sense == Sense::kFavourable || sense == Sense::kUnfavourable;
    static const RE2 generic("(?i)^outcomes?$");
    if (matches(slice(text_, outcome->span), generic) && !judged && !relation.names_factor && !in_list_) return;
    if (!outcome->prognostic && sense == Sense::kNone && relation.side != Side::kDepends) return;
    // "Do not assume that … indicates better prognosis" denies what it says.
    static const RE2 refused("(?i)^(?:do not|don't|never)\\s+(?:assume|think|conclude)\\s+(?:that\\s+)?");
    re2::StringPiece rest = piece(slice(text_, left));
    ByteSpan subjects = left;
    bool negated = false;
    if (RE2::Consume(&rest, refused)) {
      subjects.start = subjects.end - static_cast<std::uint32_t>(rest.size());
      sense = Sense::kNoEffect;
      negated = true;
    }

    std::vector<ByteSpan> factors;
    const bool on_the_right = relation.side == Side::kRight || relation.side == Side::kDepends;
    if (!on_the_right) factors = factors_left(subjects);
    if (on_the_right || (relation.side == Side::kEither && factors.empty())) factors = factors_right(right, *outcome);
    if (factors.empty() && head_ && relation.side == Side::kLeft) {
      add(*head_, *outcome, sense, negated, match);
      found_.push_back(clause);
      return;
    }
    if (factors.empty()) return;
    found_.push_back(clause);
    for (ByteSpan factor : factors)
      add({sentence_.span.start + factor.start, sentence_.span.start + factor.end}, *outcome, sense, negated, match);
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

  bool is_factor(ByteSpan item) const {
    const std::string_view words = slice(text_, item);
    static const RE2 no_factor(
        "(?i)^(?:to|as|offer\\w*|identify|ensure|verifying|confirming|assessing|it|this|they|we|not|no|there|"
        "combination of these|ongoing "
        "research|several scoring|after|with|in|by|among|between|equal "
        "to|such|even|despite|considering|given|particularly|according|based|"
        "one of|improved|compared|recovered|worsened|differences?|significant|clinical "
        "studies|studies|meta-analys[ei]s|results?|conclusions?|findings?|evidence|trial|future|further|"
        "the (?:main|primary)|when|where|because|than|other|need|rate "
        "of|recurrence|survival|mortality|phase)\\b|^(?:good|poor|intermediate|"
        "favou?rable|unfavou?rable|high|low|better|worse|moderate|possible|potential|conversely|nonetheless|majority|"
        "intervention|drug|placebo|"
        "controls?|people|symptoms|the|is|can|could)$|(?:groups?|arms?)$");
    static const RE2 sentence_like(
        "(?i)\\b(?:published|reported?|found|showed|shows?|suggests?|demonstrated|supports?|experienced|exhibited|"
        "contributes?|emphasi[sz]es|"
        "underscores|protects?|occurs?|arguing|must|should|was|were|is|are|has|have|evaluating|considered|given|"
        "whether)\\b");
    const std::optional<NamedOutcome> outcome = outcome_in(text_, item);
    if (outcome && outcome->prognostic) return false;
    if (is_pronoun(words) || matches(words, no_factor) || matches(words, sentence_like) || words.size() > 110)
      return false;
    return std::any_of(words.begin(), words.end(), is_ascii_alpha) && std::count(words.begin(), words.end(), ' ') <= 11;
  }

  // The item with the lead-in that core_phrase took off.
  std::string_view raw_item(ByteSpan list, ByteSpan item) const {
    std::uint32_t start = item.start;
    while (start > list.start && text_[start - 1] != ',' && text_[start - 1] != ';') --start;
    while (start < item.start && text_[start] == ' ') ++start;
    return slice(text_, {start, item.end});
  }

  // "prompt treatment are crucial for" -> "prompt treatment"
  ByteSpan before_verb(ByteSpan item) const {
    static const RE2 verb(
        "(?i)\\s+(?:itself "
        ")?(?:was|were|is|are|be|has|have|had|may|might|can|could|would|will|did|does|do|plays?|played|remains?|seems?|"
        "appears?|"
        "tends?|offers?|that|who|which)\\b");
    re2::StringPiece at;
    const std::string_view words = slice(text_, item);
    if (verb.Match(piece(words), 0, words.size(), RE2::UNANCHORED, &at, 1))
      item.end = item.start + static_cast<std::uint32_t>(at.data() - words.data());
    return core_phrase(text_, item);
  }

  std::vector<ByteSpan> factors_left(ByteSpan left) const {
    // ", which portends": the factor is what the relative clause belongs to.
    static const RE2 relative("(?i)^(.*),\\s*(?:which|that|thereby|thus)\\b[^,]*$");
    re2::StringPiece before;
    if (RE2::FullMatch(piece(slice(text_, left)), relative, &before))
      left.end = left.start + static_cast<std::uint32_t>(before.size());
    // "Most patients have multiple levels": what they have; "The presence of X in patients" stays.
    static const RE2 has(
        "(?i)^.*\\b(?:patients|cases|those|people|individuals|adults)\\b(?:\\s*\\([^)]*\\))?\\s+(?:with|who "
        "(?:have|had|achieve|"
        "received?|underwent)|have|had|having|receiving|undergoing)\\s+(.+)$");
    re2::StringPiece what;
    if (RE2::FullMatch(piece(slice(text_, left)), has, &what))
      left.start = left.end - static_cast<std::uint32_t>(what.size());
    std::vector<ByteSpan> items = list_items(text_, left);
    // "In multivariate analysis, age and sex": what stands before the list is no item of it.
    static const RE2 adverbial(
        "(?i)^(?:with|in|after|by|on|according to|based "
        "on|during|among|despite|through|for|from|at|under|unlike|as|since|when|because|to|"
        "compared|regarding|of|using)\\b|^\\w+ly$|^(?:also|therefore|however|thus|hence|moreover|nonetheless|"
        "nevertheless|furthermore|"
        "otherwise|instead|indeed|again|here|now|then|yet)$");
    while (items.size() > 1 && matches(raw_item(left, items.front()), adverbial)) items.erase(items.begin());
    // The last item stands beside the words that relate it, or it is none ("Llovet first reported …, which improved").
    if (!items.empty() && items.back().end + 60 < left.end) return {};
    for (ByteSpan& item : items) item = without_mark(before_verb(item));
    std::erase_if(items, [&](ByteSpan item) { return !is_factor(item); });
    return items;
  }

  std::vector<ByteSpan> factors_right(ByteSpan right, const NamedOutcome& outcome) const {
    static const RE2 between(
        "(?i)\\b(?:between|according to|with respect to|with regard to|in terms of|among|by|for|of)\\s+");
    static const RE2 participle(
        "(?i)^\\s*(?:not |also |then |further |all |\\w+ly )?(?:\\w+ed|shown|found|chosen|seen|taken|used|as "
        "follows)\\b");
    std::string_view words = slice(text_, right);
    if (RE2::PartialMatch(piece(words), participle)) return {};
    if (outcome.span.start >= right.start && outcome.span.end <= right.end) {
      right.start = outcome.span.end;
      words = slice(text_, right);
      re2::StringPiece at;
      if (!between.Match(piece(words), 0, words.size(), RE2::UNANCHORED, &at, 1)) return {};
      right.start += static_cast<std::uint32_t>(at.data() + at.size() - words.data());
    }
    static const RE2 than("(?i)\\b(?:than|compared|versus|vs)\\b");
    words = slice(text_, right);
    re2::StringPiece at;
    if (than.Match(piece(words), 0, words.size(), RE2::UNANCHORED, &at, 1))
      right.end = right.start + static_cast<std::uint32_t>(at.data() - words.data());
    std::vector<ByteSpan> items = list_items(text_, right);
    for (ByteSpan& item : items) item = without_mark(item);
    std::erase_if(items, [&](ByteSpan item) { return !is_factor(item); });
    return items;
  }

  // `factor` is a place in the document, `outcome` and `match` in the sentence.
  void add(ByteSpan factor, const NamedOutcome& outcome, Sense sense, bool negated, ByteSpan match) {
    Claim claim = claim_of(document_, sentence_, outcome.prognostic ? kind::kPrognosticFactor : kTreatmentEffect);
    if (!sentence_.span.contains(factor)) claim.span = cover(factor, sentence_.span);
    claim.value_span = factor;
    claim.subject = slice(document_.text, factor);
    claim.outcome = slice(text_, outcome.span);
    claim.polarity = polarity_of(sense);
    static const RE2 harm(
        "(?i)mortality|death|recurrence|relapse|progression$|pain|events|fracture|complication|growth|instability|"
        "damage|injury|symptoms|destruction|resistance");
    const bool bad_outcome = matches(claim.outcome, harm) && claim.outcome.find("free") == std::string::npos;
    if (sense == Sense::kNoEffect)
      claim.direction = "no_difference";
    else if (sense == Sense::kFavourable)
      claim.direction = bad_outcome ? "decreased" : "increased";
    else if (sense == Sense::kUnfavourable)
      claim.direction = bad_outcome ? "increased" : "decreased";
    claim.negated = negated;
    claim.hedged = is_hedged(text_, match) || is_hedged(text_, outcome.span);
    static const RE2 independent("(?i)\\bindependent|multivaria");
    static const RE2 univariate("(?i)\\bunivaria|single[- ]factor");
    if (matches(text_, univariate)) claim.analysis = "univariate";
    if (matches(text_, independent)) claim.analysis = "multivariate";
    // A p value in the brackets right behind the factor, else the sentence's only one.
    if (sentence_.span.contains(factor)) {
      const std::uint32_t end = factor.end - sentence_.span.start;
      const std::size_t close = text_.substr(0, std::min<std::size_t>(text_.size(), end + 90)).find(')', end);
      std::optional<PrintedP> p;
      if (close != std::string_view::npos) p = p_value_in(text_, {end, static_cast<std::uint32_t>(close)});
      if (!p) p = p_value_in(text_, {0, static_cast<std::uint32_t>(text_.size())});
      if (p) {
        claim.p_op = p->op;
        claim.p_value = p->value;
      }
    }
    claims_.push_back(std::move(claim));
  }

  // "patients may benefit from targeted drugs if a mutation is present", "respond well to immunotherapy, especially if
  // their tumours express PD-L1": the condition is the factor.
  void read_response() {
    static const RE2 pattern(
        "(?i)\\b((?:benefit(?:s|ed)?|respond(?:s|ed)?)(?: \\w+)? (?:from|to) [^.;]{3,120}?),?\\s(?:especially "
        "|particularly )?(?:if|when)\\s(?:their "
        "\\w+ (?:express|have|harbou?r|carry) |they (?:have|carry) |there is )?([^.;]{3,100})");
    re2::StringPiece groups[3];
    if (!found_.empty() || !pattern.Match(piece(text_), 0, text_.size(), RE2::UNANCHORED, groups, 3)) return;
    const auto at = [&](re2::StringPiece part) {
      const auto start = static_cast<std::uint32_t>(part.data() - text_.data());
      return ByteSpan{start, start + static_cast<std::uint32_t>(part.size())};
    };
    const ByteSpan factor = before_verb(at(groups[2]));
    if (!is_factor(factor)) return;
    found_.push_back(at(groups[0]));
    add({sentence_.span.start + factor.start, sentence_.span.start + factor.end}, {at(groups[1]), false},
        Sense::kFavourable, false, at(groups[1]));
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
    claim.subject = slice(document_.text, claim.value_span);
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
    if (is_running_text(reading.document, sentence)) SentenceReader(reading, sentence, claims).read();
}

}  // namespace

extern const Extractor prognostic_factor_extractor;
const Extractor prognostic_factor_extractor{"prognostic_factor", 1, extract_factors};

}  // namespace warrant
