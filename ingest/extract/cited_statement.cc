// Cited statements of pages and drafts: every number that a sentence with a citation mark reports, and a sentence
// without numbers as a whole, with its direction, where no other extractor made a claim of it. So each cited sentence
// of a page has a verdict. Articles with an identifier of their own are read by the other extractors alone.
#include <algorithm>
#include <cmath>
#include <span>

#include "ingest/extract/extractor.h"
#include "ingest/extract/phrases.h"
#include "src/base/text.h"
#include "src/language/direction.h"
#include "src/language/reported.h"
#include "src/language/stem.h"

namespace warrant {
namespace {

constexpr std::string_view kStatement = "statement";
constexpr std::ptrdiff_t kFewestWords = 3;  // less says nothing

bool has_identifier(const Document& d) { return !d.pmcid.empty() || !d.pmid.empty() || !d.doi.empty(); }

bool same(const std::optional<double>& a, double b) { return a && std::fabs(*a - std::fabs(b)) < 1e-9; }

// Another extractor's claim in the same sentence holds the number, as its value or as a part of it.
bool covered(const ReportedNumber& number, std::uint32_t place, bool change, std::span<const Claim> others) {
  return std::any_of(others.begin(), others.end(), [&](const Claim& claim) {
    return claim.value_span.contains(place) || (!change && same(claim.value_high, number.value)) ||
           same(claim.n, number.value) || same(claim.total, number.value) || same(claim.sd, number.value) ||
           same(claim.q_low, number.value) || same(claim.q_high, number.value) || same(claim.ci_low, number.value) ||
           same(claim.ci_high, number.value);
  });
}

Claim claim_about(const Document& d, const Sentence& sentence, const Token& token, const ReportedNumber& number) {
  Claim claim = claim_of(d, sentence, kStatement);
  claim.value = number.value;
  claim.value_text = token.text;
  claim.value_op = number.op;
  claim.value_span = {sentence.span.start + token.span.start, sentence.span.start + token.span.end};
  if (const std::string& unit = number.unit;
      unit == "%" || unit == "months" || unit == "years" || unit == "weeks" || unit == "days")
    claim.unit = unit;
  return claim;
}

void read_sentence(const Document& d, const Sentence& sentence, std::span<const ByteSpan> marks,
                   std::span<const Claim> others, std::vector<Claim>& out) {
  const std::string_view text = slice(d.text, sentence.span);
  const ReportedSentence said = reported_in(text, marks);
  bool numbers = !others.empty();
  // The end of "from 8.1 to 7.0" is no end of a range.
  const bool change = std::any_of(said.numbers.begin(), said.numbers.end(),
                                  [](const ReportedNumber& number) { return number.change_start; });
  for (const ReportedNumber& number : said.numbers) {
    const Token& token = said.tokens[number.token];
    const std::uint32_t place = sentence.span.start + token.span.start;
    if (number.op == Operator::kGreaterEqual || number.op == Operator::kLessEqual) continue;  // thresholds
    numbers = true;
    if (covered(number, place, change, others)) continue;
    Claim claim = claim_about(d, sentence, token, number);
    if (said.times.size() == 1) claim.at = said.times.front().time;
    claim.ci_low = number.low;
    claim.ci_high = number.high;
    claim.ci_level = number.level;
    claim.p_op = number.p_op;
    claim.p_value = number.p;
    out.push_back(std::move(claim));
  }
  if (numbers) return;
  const std::vector<Word> words = words_of(text);
  if (std::count_if(words.begin(), words.end(), [](const Word& word) { return !word.number; }) < kFewestWords) return;
  Claim claim = claim_of(d, sentence, kStatement);
  // Up to its mark, so that the mark is found behind it.
  claim.value_span = sentence.span;
  if (marks.front().start > 0) claim.value_span.end = sentence.span.start + marks.front().start;
  claim.direction = name_of(direction_of(text));
  for (std::size_t i = 0; i < said.tokens.size() && claim.p_op == Operator::kNone; ++i) {
    if (!said.tokens[i].is("p")) continue;
    if (const auto p = read_p_value(said.tokens, i)) {
      claim.p_op = p->op;
      claim.p_value = p->value;
    }
  }
  const bool undirected = claim.direction == name_of(Direction::kNone);
  out.push_back(std::move(claim));
  // "Outcome is measured at 5 weeks": where nothing is compared, the times are what is said.
  if (undirected)
    for (const ReportedNumber& number : said.mentioned)
      out.push_back(claim_about(d, sentence, said.tokens[number.token], number));
}

void extract(const Reading& reading, std::vector<Claim>& claims) {
  const Document& d = reading.document;
  const bool page = d.kind == DocumentKind::kQa || d.kind == DocumentKind::kWeb || d.kind == DocumentKind::kGuideline;
  if (d.anchors.empty() || (!page && has_identifier(d))) return;
  std::vector<Claim> others = claims;
  std::stable_sort(others.begin(), others.end(),
                   [](const Claim& a, const Claim& b) { return a.value_span < b.value_span; });
  auto other = others.begin();
  auto anchor = d.anchors.begin();
  std::vector<ByteSpan> marks;
  for (const Sentence& sentence : reading.sentences) {
    while (anchor != d.anchors.end() && anchor->span.end <= sentence.span.start) ++anchor;
    if (anchor == d.anchors.end()) break;
    if (!anchor->span.overlaps(sentence.span) || !is_running_text(d, sentence)) continue;
    marks.clear();
    for (auto mark = anchor; mark != d.anchors.end() && mark->span.start < sentence.span.end; ++mark)
      marks.push_back({std::max(mark->span.start, sentence.span.start) - sentence.span.start,
                       mark->span.end - sentence.span.start});
    while (other != others.end() && other->value_span.start < sentence.span.start) ++other;
    auto last = other;
    while (last != others.end() && last->value_span.start < sentence.span.end) ++last;
    read_sentence(d, sentence, marks, {other, last}, claims);
  }
}

}  // namespace

extern const Extractor cited_statement_extractor;
const Extractor cited_statement_extractor = {"cited_statement", 7, extract};

}  // namespace warrant
