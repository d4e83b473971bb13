#include "ingest/extract/arm_labels.h"

#include <algorithm>
#include <vector>

#include "ingest/extract/sentence_phrases.h"

namespace warrant {
namespace {

struct Named {
  ArmMention mention;
  bool compared = false;  // stands behind "than", "versus", "compared with"
};

bool compares(const OpenSentence& s, std::size_t i) {
  const Token& t = s.tokens[i];
  if (t.is("than") || t.is("versus") || t.is("vs") || t.is("v") || t.is("over") || t.is("against")) return true;
  return (t.is("with") || t.is("to")) && i > 0 &&
         (s.tokens[i - 1].is("compared") || s.tokens[i - 1].is("relative") || s.tokens[i - 1].is("comparison"));
}

// The bracket of tokens around a claim: mentions inside others explain something else.
bool visible(const OpenSentence& s, std::size_t token, TokenRange claim) {
  const std::size_t bracket = s.open[token];
  for (std::size_t b = s.open[claim.first]; b != OpenSentence::npos; b = s.open[b])
    if (b == bracket) return true;
  if (bracket == OpenSentence::npos) return true;
  // "(S vs. SP)" says what is compared.
  bool versus = false;
  for (std::size_t i = bracket + 1; i < s.tokens.size() && i < s.partner[bracket]; ++i) {
    if (s.tokens[i].kind == TokenKind::kNumber) return false;
    versus |= s.tokens[i].is("vs") || s.tokens[i].is("versus") || s.tokens[i].is("v");
  }
  return versus;
}

std::vector<Named> named_arms(const Reading& reading, const OpenSentence& s, TokenRange claim) {
  std::vector<Named> out;
  if (reading.arms().all().empty()) return out;
  // The part between semicolons that holds the claim.
  std::size_t from = claim.first, to = claim.end;
  while (from > 0 && !(s.tokens[from - 1].is(';') && s.open[from - 1] == OpenSentence::npos)) --from;
  while (to < s.tokens.size() && !(s.tokens[to].is(';') && s.open[to] == OpenSentence::npos)) ++to;
  static const WordSet between = {
      "the",      "a",        "in",          "for",      "with",    "those",        "who",
      "patients", "received", "receiving",   "given",    "treated", "after",        "treatment",
      "that",     "of",       "subjects",    "assigned", "to",      "participants", "women",
      "men",      "children", "individuals", "people",   "infants"};
  for (const ArmMention& m : reading.arms().mentions(s.tokens)) {
    if (m.first < from || m.end > to || !visible(s, m.first, claim)) continue;
    Named named{m, false};
    std::size_t k = m.first;
    for (int steps = 0; k > 0 && steps < 6; ++steps) {
      if (compares(s, k - 1)) {
        named.compared = true;
        break;
      }
      if (s.tokens[k - 1].is('.') && k > 1 && s.tokens[k - 2].is("vs")) {
        named.compared = true;
        break;
      }
      // "vs 39 [0.4%] placebo", "versus 60% in the control group"
      if (s.tokens[k - 1].is(']') || s.tokens[k - 1].is(')')) {
        if (s.partner[k - 1] == OpenSentence::npos) break;
        k = s.partner[k - 1];
        continue;
      }
      if (!one_of(s.tokens[k - 1], between) && s.tokens[k - 1].kind != TokenKind::kNumber && !s.tokens[k - 1].is('%') &&
          !(s.tokens[k - 1].is_word() && !time_unit(s.tokens[k - 1].text).empty()))
        break;
      --k;
    }
    // "… 17.6 versus 16.8 months for A and B": the two stand side by side.
    if (!out.empty() && out.back().compared && out.back().mention.arm != m.arm) {
      std::size_t joint = out.back().mention.end;
      while (joint < m.first && (s.tokens[joint].is("group") || s.tokens[joint].is("arm"))) ++joint;
      std::size_t behind = joint + 1;
      while (behind < m.first && one_of(s.tokens[behind], articles())) ++behind;
      if (joint < m.first && s.tokens[joint].is("and") && behind == m.first) out.back().compared = false;
    }
    out.push_back(named);
  }
  return out;
}

std::string label_of(const OpenSentence& s, const ArmMention& m) {
  std::size_t end = m.end;
  static const WordSet nouns = {"group", "arm", "therapy", "treatment", "patients"};
  if (end < s.tokens.size() && one_of(s.tokens[end], nouns)) ++end;
  return words(s, {m.first, end});
}

std::optional<ArmPair> judged(const OpenSentence& s, const std::vector<Named>& named, const std::vector<Arm>& arms) {
  const Named* comparator = nullptr;
  for (const Named& n : named)
    if (n.compared && comparator == nullptr) comparator = &n;
  if (std::any_of(named.begin(), named.end(),
                  [&](const Named& n) { return n.mention.arm != named.front().mention.arm; })) {
    // All of one arm behind "versus" as well as before it: "A vs B, and A vs C".
    if (comparator == nullptr || std::all_of(named.begin(), named.end(), [](const Named& n) { return n.compared; })) {
      comparator = nullptr;
      for (const Named& n : named)
        if (arms[n.mention.arm].control && comparator == nullptr) comparator = &n;
      if (comparator == nullptr)
        for (const Named& n : named)
          if (n.mention.arm != named.front().mention.arm) {
            comparator = &n;
            break;
          }
    }
    const Named* subject = nullptr;
    for (const Named& n : named)
      if (n.mention.arm != comparator->mention.arm && (subject == nullptr || (subject->compared && !n.compared)))
        subject = &n;
    if (subject == nullptr) return std::nullopt;
    return ArmPair{label_of(s, subject->mention), label_of(s, comparator->mention)};
  }
  const std::size_t only = named.front().mention.arm;
  const Arm* other = arms.size() == 2 ? &arms[1 - only] : nullptr;
  if (comparator != nullptr) {
    if (other == nullptr || other->control) return std::nullopt;
    return ArmPair{other->name, label_of(s, comparator->mention)};
  }
  if (arms[only].control) return std::nullopt;
  return ArmPair{label_of(s, named.front().mention), other != nullptr && other->control ? other->name : ""};
}

// "between the groups", "in both treatment arms": the arms without their names.
bool speaks_of_arms(const OpenSentence& s) {
  for (std::size_t i = 1; i < s.tokens.size(); ++i)
    if ((s.tokens[i].is("groups") || s.tokens[i].is("arms")) &&
        (s.tokens[i - 1].is("treatment") || s.tokens[i - 1].is("two") || s.tokens[i - 1].is("both") ||
         s.tokens[i - 1].is("study") || s.tokens[i - 1].is("between") || s.tokens[i - 1].is("the")))
      return true;
  return false;
}

// The pair that the headings above name ("Eribulin versus capecitabine"), else the document's two arms when one of them
// is a control.
std::optional<ArmPair> arms_of_context(const Reading& reading, const OpenSentence& s) {
  const std::vector<Arm>& arms = reading.arms().all();
  std::int32_t section = s.document->passages[static_cast<std::size_t>(s.sentence.passage)].section;
  for (int depth = 0; section >= 0 && depth < 4; ++depth) {
    const Section& here = s.document->sections[static_cast<std::size_t>(section)];
    const std::vector<Token> tokens = lex(here.title);
    const std::vector<ArmMention> found = reading.arms().mentions(tokens);
    if (found.size() == 2 && found[0].arm != found[1].arm)
      return ArmPair{arms[found[0].arm].name, arms[found[1].arm].name};
    section = here.parent;
  }
  if (arms.size() == 2 && arms[0].control != arms[1].control &&
      (speaks_of_arms(s) || compares_counts(s, s.tokens.size() - 1)))
    return ArmPair{arms[arms[0].control ? 1 : 0].name, arms[arms[0].control ? 0 : 1].name};
  return std::nullopt;
}

// The sentence tells which factors matter rather than how the arms did.
bool tells_of_factors(const OpenSentence& s) {
  static const WordSet factors = {"predictor",   "predictors",    "predictive",   "predicted",  "prognostic",
                                  "independent", "independently", "multivariate", "univariate", "multivariable",
                                  "univariable", "factor",        "factors",      "correlated", "increment",
                                  "quartile",    "quartiles",     "tertile",      "per",        "biomarker"};
  for (std::size_t i = 0; i < s.tokens.size(); ++i) {
    if (one_of(s.tokens[i], factors)) return true;
    // "per year", "per 10 mg"; "per 1,000 days" is a rate.
    if (s.tokens[i].is("per") && i + 1 < s.tokens.size() &&
        (s.tokens[i + 1].is_word() ? !s.tokens[i + 1].is("cent") && !s.tokens[i + 1].is("protocol")
                                   : s.tokens[i + 1].is_number() && s.tokens[i + 1].number.value < 100))
      return true;
    if (s.tokens[i].is("associated") && i + 1 < s.tokens.size() && s.tokens[i + 1].is("with")) return true;
  }
  return false;
}

}  // namespace

bool compares_counts(const OpenSentence& s, std::size_t at) {
  const std::size_t bracket = s.open[at];
  if (bracket == OpenSentence::npos) return false;
  bool numbers = false;
  for (std::size_t i = bracket + 1; i < at; ++i) {
    if (s.tokens[i].kind == TokenKind::kNumber) numbers = true;
    if (numbers && (s.tokens[i].is("vs") || s.tokens[i].is("versus") || s.tokens[i].is("v"))) return true;
  }
  return false;
}

namespace {

bool several(const std::vector<Named>& named) {
  return std::any_of(named.begin(), named.end(),
                     [&](const Named& n) { return n.mention.arm != named.front().mention.arm; });
}

// The sentence rests on a cited work, whose groups are others.
bool cites(const OpenSentence& s) {
  const auto& anchors = s.document->anchors;
  const auto it = std::partition_point(anchors.begin(), anchors.end(),
                                       [&](const auto& a) { return a.span.start < s.sentence.span.start; });
  return it != anchors.end() && it->span.start < s.sentence.span.end;
}

// The arms that a sentence before, in the same paragraph, compares.
std::optional<ArmPair> arms_before(const Reading& reading, const OpenSentence& s) {
  for (std::size_t back = 1; back <= 2 && back <= s.index; ++back) {
    if (reading.sentences[s.index - back].passage != s.sentence.passage) break;
    const OpenSentence p = open_sentence(reading, s.index - back);
    if (p.tokens.empty()) break;
    const std::vector<Named> named = named_arms(reading, p, {p.tokens.size() - 1, p.tokens.size()});
    if (!named.empty() && several(named)) return judged(p, named, reading.arms().all());
  }
  return std::nullopt;
}

}  // namespace

namespace {

// The ratios in the bracket of `claim`, those before it counted in `before`: "(OR 1.5 … and OR 1.6 …, respectively)".
std::size_t ratios_in_bracket(const OpenSentence& s, TokenRange claim, std::size_t& before) {
  const std::size_t bracket = s.open[claim.first];
  std::size_t all = 0;
  before = 0;
  for (std::size_t i = bracket + 1; i < s.tokens.size() && i < s.partner[bracket]; ++i) {
    if (s.tokens[i].text != s.tokens[claim.first].text || s.open[i] != bracket) continue;
    ++all;
    before += i < claim.first;
  }
  return all;
}

// "both A (OR 1.7) and B (OR 1.9) …", "A and B produced … (OR 1.5 and OR 1.6, respectively)": the arm that a bracket of
// several, or a ratio of several in a bracket, belongs to.
const Named* arm_of_bracket(const OpenSentence& s, const std::vector<Named>& named, TokenRange claim) {
  const std::size_t bracket = s.open[claim.first];
  if (bracket == OpenSentence::npos || s.partner[bracket] == OpenSentence::npos) return nullptr;
  const auto ratio_at = [&](std::size_t at) {
    return at + 1 < s.tokens.size() && s.tokens[at].is('(') && s.tokens[at + 1].text == s.tokens[claim.first].text;
  };
  const Named* own = nullptr;
  int brackets = 0;
  for (const Named& n : named) {
    if (!ratio_at(n.mention.end) || n.compared) continue;
    ++brackets;
    if (n.mention.end == bracket) own = &n;
  }
  if (brackets > 1 && own != nullptr) return own;
  bool respectively = false;
  for (std::size_t i = claim.end; i < s.partner[bracket] + 3 && i < s.tokens.size(); ++i)
    respectively |= s.tokens[i].is("respectively");
  std::size_t before = 0;
  const std::size_t ratios = ratios_in_bracket(s, claim, before);
  if (!respectively || ratios < 2) return nullptr;
  // The arms that stand side by side before the bracket.
  std::vector<const Named*> run;
  for (const Named& n : named) {
    if (n.compared || n.mention.end > bracket) continue;
    if (!run.empty()) {
      bool joined = n.mention.first - run.back()->mention.end <= 4;
      for (std::size_t k = run.back()->mention.end; k < n.mention.first && joined; ++k)
        joined = s.tokens[k].is("and") || s.tokens[k].is(',') || one_of(s.tokens[k], articles()) ||
                 s.tokens[k].is("group") || s.tokens[k].is("arm");
      if (!joined) run.clear();
    }
    run.push_back(&n);
    if (run.size() == ratios) return run[before];
  }
  return nullptr;
}

}  // namespace

std::optional<ArmPair> arms_compared(const Reading& reading, const OpenSentence& s, TokenRange claim) {
  if (reading.arms().all().empty()) return std::nullopt;
  const std::vector<Named> named = named_arms(reading, s, claim);
  if (const Named* own = arm_of_bracket(s, named, claim); own != nullptr) {
    ArmPair pair{label_of(s, own->mention), ""};
    for (const Named& n : named)
      if (n.compared && n.mention.arm != own->mention.arm) pair.comparator = label_of(s, n.mention);
    return pair;
  }
  // "(RR 1.39 …) in completion rates in the intervention group": an arm named behind the claim, whatever the model.
  const auto behind = [&](const Named& n) {
    if (n.mention.first < claim.end || n.mention.first == 0) return false;
    std::size_t k = n.mention.first - 1;
    while (k > claim.end && one_of(s.tokens[k], articles())) --k;
    return s.tokens[k].is("in") || s.tokens[k].is("among") || s.tokens[k].is("for");
  };
  if (tells_of_factors(s) && !(!named.empty() && (several(named) || behind(named[0])))) return std::nullopt;
  if (!named.empty()) return judged(s, named, reading.arms().all());
  if (!speaks_of_arms(s) && !compares_counts(s, claim.first)) return std::nullopt;
  return arms_from_context(reading, s);
}

std::optional<ArmPair> arms_of_pair(const Reading& reading, const OpenSentence& s, TokenRange values) {
  if (reading.arms().all().empty()) return std::nullopt;
  const std::vector<Named> named = named_arms(reading, s, values);
  if (!named.empty() && (several(named) || named[0].compared)) return judged(s, named, reading.arms().all());
  return std::nullopt;
}

std::optional<ArmPair> arms_from_context(const Reading& reading, const OpenSentence& s) {
  if (reading.arms().all().empty() || tells_of_factors(s)) return std::nullopt;
  if (const auto before = arms_before(reading, s)) return before;
  return cites(s) ? std::nullopt : arms_of_context(reading, s);
}

}  // namespace warrant
