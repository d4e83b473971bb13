#include "ingest/extract/sentence_context.h"

#include <algorithm>
#include <cmath>

#include <re2/re2.h>

#include "ingest/extract/guarded.h"
#include "src/base/text.h"

namespace warrant {

std::string_view OpenSentence::text(TokenRange range) const {
  return range.empty() ? std::string_view() : slice(document->text, span(range));
}

ByteSpan OpenSentence::span(TokenRange range) const {
  if (range.empty()) return {};
  return {tokens[range.first].span.start, tokens[range.end - 1].span.end};
}

std::string OpenSentence::outcome(TokenRange head) const {
  std::string out(text(head));
  // "3-yPFSR" is the PFS rate at three years.
  if (out.size() > 3 && out[0] == 'y' && out[1] >= 'A' && out[1] <= 'Z') out.erase(0, 1);
  for (const Endpoint& e : endpoints)
    if (e.shared && e.range.first == head.first) out += " survival";
  return out;
}

bool is_overlong(const Sentence& sentence) { return sentence.span.size() > 8192; }

bool names_too_many_endpoints(std::string_view text) {
  constexpr std::size_t kMost = 64;
  std::size_t named = 0;
  for (std::size_t at = text.find("surviv"); at != std::string_view::npos && named <= kMost;
       at = text.find("surviv", at + 6))
    ++named;
  return named > kMost;
}

bool is_prose(const Document& document, const Sentence& sentence) {
  const Passage& p = document.passages[static_cast<std::size_t>(sentence.passage)];
  if (!is_evidence(p.place) || is_overlong(sentence)) return false;
  return p.kind == PassageKind::kParagraph || p.kind == PassageKind::kListItem || p.kind == PassageKind::kCaption ||
         p.kind == PassageKind::kOther;
}

OpenSentence open_sentence(const Reading& reading, std::size_t index) {
  const ByteSpan span = reading.sentences[index].span;
  return open_sentence(reading, index, lex(slice(reading.document.text, span), span.start));
}

OpenSentence open_sentence(const Reading& reading, std::size_t index, std::vector<Token> tokens) {
  OpenSentence s;
  s.document = &reading.document;
  s.index = index;
  s.sentence = reading.sentences[index];
  s.tokens = std::move(tokens);
  s.partner.assign(s.tokens.size(), OpenSentence::npos);
  s.open.assign(s.tokens.size(), OpenSentence::npos);
  std::vector<std::size_t> stack;
  for (std::size_t i = 0; i < s.tokens.size(); ++i) {
    const Token& t = s.tokens[i];
    if ((t.is(')') || t.is(']')) && !stack.empty()) {
      // A wrong kind of closing bracket still closes ("(0.6–0.9]"), as it is printed now and then.
      s.partner[i] = stack.back();
      s.partner[stack.back()] = i;
      stack.pop_back();
    }
    s.open[i] = stack.empty() ? OpenSentence::npos : stack.back();
    if (t.is('(') || t.is('[')) stack.push_back(i);
  }
  s.endpoints = find_endpoints(s.tokens);
  return s;
}

namespace {

const Section* section_of(const OpenSentence& s) {
  const std::int32_t i = s.document->passages[static_cast<std::size_t>(s.sentence.passage)].section;
  return i < 0 ? nullptr : &s.document->sections[static_cast<std::size_t>(i)];
}

// Role of the section or the nearest ancestor that has one, and whether a title on the way speaks of statistics.
struct SectionSense {
  bool methods = false, statistics = false, results = false;
};

SectionSense sense_of(const OpenSentence& s) {
  static const Guarded statistics(R"((?i)statistic|sample.size|power|study design|trial design|stopping|interim)");
  static const Guarded methods(R"((?i)method|material|design|protocol|procedure)");
  static const Guarded results(R"((?i)result|finding|outcome|discussion|conclusion|background|introduction)");
  SectionSense sense;
  const Section* section = section_of(s);
  for (int depth = 0; section != nullptr && depth < 16; ++depth) {
    sense.statistics |= statistics.in(section->title);
    sense.methods |= section->role == "methods" || methods.in(section->title);
    sense.results |= section->role == "results" || section->role == "discussion" || section->role == "introduction" ||
                     results.in(section->title);
    section = section->parent < 0 ? nullptr : &s.document->sections[static_cast<std::size_t>(section->parent)];
  }
  return sense;
}

}  // namespace

bool only_plans(const Document& document, const Sentence& sentence) {
  const Passage& passage = document.passages[static_cast<std::size_t>(sentence.passage)];
  const auto mark = std::lower_bound(document.anchors.begin(), document.anchors.end(), sentence.span.start,
                                     [](const CitationAnchor& a, std::uint32_t start) { return a.span.start < start; });
  const bool cites = mark != document.anchors.end() && mark->span.start < sentence.span.end;
  const bool protocol = document.study_design == "trial protocol" && !cites &&
                        std::none_of(document.sections.begin(), document.sections.end(),
                                     [](const Section& section) { return section.role == "results"; });
  if (protocol && passage.place == Place::kAbstract) {
    // Its background tells what others found.
    const std::string_view role =
        passage.section >= 0 ? std::string_view(document.sections[static_cast<std::size_t>(passage.section)].role) : "";
    return role != "introduction" && role != "background";
  }
  static const Guarded sizing(
      R"((?i)sample[- ]size|power (calculation|analysis|consideration)|statistical considerations)");
  std::int32_t at = passage.section;
  for (int depth = 0; at >= 0 && depth < 16; ++depth) {
    const Section& section = document.sections[static_cast<std::size_t>(at)];
    if (sizing.in(section.title) || (protocol && section.role == "methods")) return true;
    at = section.parent;
  }
  return false;
}

bool is_planning(const OpenSentence& s) {
  // Words that only plans use, then words that plan where methods are described.
  static const Guarded strong(
      R"((?i)\b(sample size|to detect (a|an|the)?\b|power(ed)? (of|to|at)\b|\d ?% (statistical )?power|statistical power|type (i|ii|1|2) error|(one|two|1|2)[- ]sided (alpha|α|type|significance)|alpha (level|of|error|=)|detectable|margin (of|for) non-?inferiority|H0|H1|null hypothesis|alternative hypothesis|noninferiority (margin|limit)|non-inferiority (margin|limit)|stopping (rule|boundar)|accrual|(was|were) chosen (because|based|since)|events? (were|was|are|is|would be) (required|needed)|patients? (were|was|are|is|would be|will be) (required|needed))\b|[αβ] ?= ?0?\.)");  // \b is ASCII: no α after it
  static const Guarded weak(
      R"((?i)\b(assum(e|ed|ing|ption|ptions|es)|hypothes[ie][sz]ed?|anticipat(e|ed|ing)|was expected|were expected|expected (to|that|a|an|\d)|we expect|is expected|postulat|planned|estimated that|based on (a|an|the) (previous|expected|assumed)|would (be|have|provide|give|allow|need|require)|targeted?|margin|will be|calculated|detect|suppos(e|ed|ing)|(considered|regarded|defined|deemed)( to be| as)?( an?| the)?( clinically| statistically)? (meaningful|relevant|important|significant|minimum|minimal|superior|noninferior|non-inferior)|(considered|taken|interpreted) (to|as) (indicat|show|demonstrat)\w*)\b)");
  const std::string_view text = slice(s.document->text, s.sentence.span);
  const SectionSense sense = sense_of(s);
  static const Guarded unpowered(
      R"((?i)(not|n't|insufficiently|inadequately|never)( \w+)? powered|underpowered|lack of power)");
  if (unpowered.in(text)) return false;
  if (only_plans(*s.document, s.sentence)) return true;
  if (sense.results && !sense.methods && !sense.statistics) {
    static const Guarded powered(
        R"((?i)(\bpower(ed)? (of|to)\b.*\b(detect|show)|\bto detect (a|an) (hazard|odds|risk|relative)|sample size (calculation|estimat|was calculated|was based)|(anticipated|assumed|hypothesi[sz]ed) (treatment )?effect|\b(is|are|was|were) expected to be (about |around |approximately )?\d|\bassuming an? (hazard|odds|median|baseline|control|\d)))");
    return powered.in(text);
  }
  if (strong.in(text)) return true;
  // A paragraph of the methods that works out how many patients are needed.
  static const Guarded sizing(
      R"((?i)sample (size|of \d+)[^.]{0,60}(necessary|required|needed|calculat|estimat)|(necessary|required|needed|calculat\w+|estimat\w+)[^.]{0,60}sample (size|of \d+)|alpha[^.]{0,30}beta[- ]error)");
  static const Guarded result(
      R"((?i)\bC\.?I\b|confidence interval)");  // with its interval it is what another work found
  if (sense.methods && !sense.results && !result.in(text))
    if (sizing.in(slice(s.document->text, s.document->passages[static_cast<std::size_t>(s.sentence.passage)].span)))
      return true;
  if ((sense.methods || sense.statistics) && weak.in(text)) return true;
  return false;
}

std::string analysis_of(std::string_view text) {
  static const Guarded analysis(
      R"((?i)\b(univaria(?:te|ble)|multivaria(?:te|ble)|unadjusted|adjusted|adjusting|crude|bivariate|propensity[- ]score|stratified|uni-?variate|multi-?variate|aHR|aOR|aRR)\b)");
  std::string found, word;
  if (!analysis.possible(text)) return found;
  re2::StringPiece rest(text.data(), text.size());
  // The mention nearest to the claim stands last.
  while (RE2::FindAndConsume(&rest, analysis.pattern(), &word)) found = ascii_lower(word);
  if (found == "adjusting" || found == "ahr" || found == "aor" || found == "arr") return "adjusted";
  return found;
}

void place_claim(const OpenSentence& s, Claim& claim) {
  static const Guarded hedge(
      R"((?i)\b(may|might|could|possibl[ey]|probabl[ey]|perhaps|suggest(s|ed|ing)?|appear(s|ed)?|seem(s|ed)?|likely|potential(ly)?|trend(ed)? to(ward|wards)?)\b)");
  const Passage& p = s.document->passages[static_cast<std::size_t>(s.sentence.passage)];
  claim.place = p.place;
  claim.section = p.section;
  claim.passage = s.sentence.passage;
  claim.table = p.table;
  claim.span = s.sentence.span;
  const std::string_view text = slice(s.document->text, s.sentence.span);
  claim.hedged = hedge.in(text);
}

void judge_direction(Claim& claim) {
  const bool difference = claim.measure == measure::kMeanDifference || claim.measure == measure::kRiskDifference ||
                          claim.measure == measure::kStandardizedMeanDifference ||
                          claim.measure == measure::kRegressionCoefficient;
  if (!claim.value || (claim.unit == "%" && !difference) || claim.kind != kind::kEffectEstimate) return;
  const double null = difference ? 0 : 1;  // the value of no effect
  const bool by_interval = claim.ci_low && claim.ci_high;
  const bool by_p = claim.p_op == Operator::kNotSignificant || claim.p_value.has_value();
  if (!by_interval && !by_p) return;
  bool significant;
  if (by_interval && *claim.ci_low <= *claim.value && *claim.value <= *claim.ci_high) {
    significant = *claim.ci_low > null || *claim.ci_high < null;
  } else if (by_p) {
    significant = claim.p_value &&
                  (*claim.p_value < 0.05 || (claim.p_op == Operator::kLess && *claim.p_value <= 0.05)) &&
                  claim.p_op != Operator::kGreater;
  } else {
    return;
  }
  if (!significant || *claim.value == null) {
    claim.direction = "no_difference";
    claim.polarity = "none";
    return;
  }
  static const Guarded good(
      R"((?i)(surviv|\b[a-z]{0,3}(os|pfs|dfs|rfs|efs|css|mfs)\b|respon|remission|cure|time to (progress|relapse|recur|death|treat)|\bttp\b|recovery|success|clearance|benefit|abstinence|cessation|pregnan|live birth|complian|adheren|control|free))");
  static const Guarded survival(
      R"((?i)(surviv|\b[a-z]{0,3}(os|pfs|dfs|rfs|efs|css|mfs|ttp|mst)\b|time to (progress|relapse|recur|death|treat)|\bttp\b|freedom|free))");
  static const Guarded bad(
      R"((?i)(mortality|death|died|dying|progression|recurrence|relapse|fail|infect|stroke|infarct|toxic|adverse|event|complicat|bleed|h(a)?emorrhage|fracture|hospitali|admission|exacerbat|disease|stiffness|pain|rejection|metasta|disabilit|depress|cancer|injur|nausea|vomit|delirium|discontinu))");
  const bool hazard = claim.measure == measure::kHazardRatio || claim.measure == measure::kSubdistributionHazardRatio;
  const bool raised = *claim.value > null;
  const bool about_survival = survival.in(claim.outcome);
  // A hazard ratio above 1 for survival means less of it.
  const bool more = hazard && about_survival ? !raised : raised;
  claim.direction = more ? "increased" : "decreased";
  if (good.in(claim.outcome))
    claim.polarity = more ? "favourable" : "unfavourable";
  else if (bad.in(claim.outcome))
    claim.polarity = more ? "unfavourable" : "favourable";
}

}  // namespace warrant
