// printed-differently: one estimate printed twice in a document with a different digit somewhere.
//
// Two claims are the same estimate when they have the same measure and two of value, lower and upper bound agree
// (within the coarser rounding) and say enough (at least two decimals or three digits). If then the third number or the
// p value differs beyond rounding, one of them is a misprint.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"

namespace warrant {
namespace {

struct Number {
  double value;
  int decimals;
};

std::optional<Number> printed(const AuditSubject& subject, const Claim& claim, const std::optional<double>& value) {
  if (!value) return std::nullopt;
  const auto decimals = printed_decimals(subject.document.document.text, claim.span, *value);
  if (!decimals) return std::nullopt;
  return Number{*value, *decimals};
}

bool same(const Number& a, const Number& b) {
  const double unit = std::pow(10.0, -std::min(a.decimals, b.decimals));
  return std::fabs(a.value - b.value) <= (a.decimals == b.decimals ? 0.001 * unit : 0.51 * unit);
}

int digits(const Number& n) {
  const double magnitude = std::fabs(n.value);
  return n.decimals + (magnitude >= 100 ? 3 : magnitude >= 10 ? 2 : 1);
}

std::string shown(const Claim& c) {
  return fmt::format("{} ({} to {})", *c.value, c.ci_low.value_or(0), c.ci_high.value_or(0));
}

struct Estimate {
  const Claim* claim;
  Number value, low, high;
};

// One of the two sentences names an analysis that the other does not.
bool other_analysis(const AuditSubject& subject, const Claim& a, const Claim& b) {
  static const RE2* words[] = {new RE2("(?i)imput"), new RE2("(?i)unadjusted|crude|univaria"),
                               new RE2("(?i)per.protocol"), new RE2("(?i)sensitivity analys")};
  const std::string_view text = subject.document.document.text;
  const std::string_view x = slice(text, a.span), y = slice(text, b.span);
  return std::any_of(std::begin(words), std::end(words),
                     [&](const RE2* word) { return matches(x, *word) != matches(y, *word); });
}

// The three numbers stand together in another row of a table: another estimate that only resembles the other.
bool stands_elsewhere(const AuditSubject& subject, const Estimate& e, const Claim& other) {
  const auto digits_of = [](const Number& n) { return RE2::QuoteMeta(fmt::format("{:.{}f}", n.value, n.decimals)); };
  const RE2 re(fmt::format(R"((?:^|[^\d.]){}[^\d.]{{1,9}}(?:95 ?% ?[^\d.]{{0,9}})?{}[^\d.]{{1,5}}{}(?:$|[^\d]))",
                           digits_of(e.value), digits_of(e.low), digits_of(e.high)));
  const Document& d = subject.document.document;
  for (const Passage& passage : d.passages)
    if (passage.kind == PassageKind::kTableRow && !passage.span.overlaps(e.claim->span) &&
        !passage.span.overlaps(other.span) && matches(slice(d.text, passage.span), re))
      return true;
  return false;
}

bool has_twin(const std::vector<Estimate>& estimates, std::size_t of) {
  const Estimate& e = estimates[of];
  for (std::size_t i = 0; i < estimates.size(); ++i)
    if (i != of && estimates[i].claim->passage != e.claim->passage && estimates[i].claim->measure == e.claim->measure &&
        same(estimates[i].value, e.value) && same(estimates[i].low, e.low) && same(estimates[i].high, e.high))
      return true;
  return false;
}

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  const auto& claims = subject.document.claims;
  std::vector<Estimate> estimates;
  for (const Claim& claim : claims) {
    if (claim.assumption || claim.cited || !claim.value || !claim.ci_low || !claim.ci_high) continue;
    const auto value = printed(subject, claim, claim.value);
    const auto low = printed(subject, claim, claim.ci_low);
    const auto high = printed(subject, claim, claim.ci_high);
    if (value && low && high) estimates.push_back({&claim, *value, *low, *high});
  }
  if (estimates.size() > 2000) return;
  for (std::size_t j = 1; j < estimates.size(); ++j) {
    for (std::size_t i = 0; i < j; ++i) {
      const Estimate &a = estimates[i], &b = estimates[j];
      if (a.claim->measure != b.claim->measure || a.claim->passage == b.claim->passage) continue;
      // Rows of tables resemble each other by chance.
      if (a.claim->place == Place::kTable && b.claim->place == Place::kTable) continue;
      const bool value = same(a.value, b.value), low = same(a.low, b.low), high = same(a.high, b.high);
      if (value + low + high < 2) continue;
      ++subject.checked;
      const auto telling = [](const Number& x, const Number& y) { return digits(x) >= 3 && digits(y) >= 3; };
      int told = 0;
      told += value && telling(a.value, b.value);
      told += low && telling(a.low, b.low);
      told += high && telling(a.high, b.high);
      // In running text one long number and a shorter one are enough; tables hold too many to go by that.
      const auto shorter = [](const Number& x, const Number& y) { return std::min(digits(x), digits(y)); };
      const int length =
          value * shorter(a.value, b.value) + low * shorter(a.low, b.low) + high * shorter(a.high, b.high);
      const bool text = a.claim->place != Place::kTable && b.claim->place != Place::kTable;
      const bool enough = told >= 2 || (text && length >= 5 && value);
      // Shorter ones are worth a look where the sentences speak of the same.
      if (!enough && !(text && length >= 4 && value && (low || high) &&
                       common_words(content_words(slice(subject.document.document.text, a.claim->span)),
                                    content_words(slice(subject.document.document.text, b.claim->span))) >= 5))
        continue;
      std::string what;
      if (!value) what = fmt::format("the estimate is {} here and {} there", b.value.value, a.value.value);
      if (!low) what = fmt::format("the lower bound is {} here and {} there", b.low.value, a.low.value);
      if (!high) what = fmt::format("the upper bound is {} here and {} there", b.high.value, a.high.value);
      if (what.empty() && a.claim->p_value && b.claim->p_value && a.claim->p_op == Operator::kEqual &&
          b.claim->p_op == Operator::kEqual) {
        const auto pa = printed(subject, *a.claim, a.claim->p_value), pb = printed(subject, *b.claim, b.claim->p_value);
        if (pa && pb && !same(*pa, *pb)) what = fmt::format("p is {} here and {} there", pb->value, pa->value);
      }
      if (what.empty()) continue;
      if (other_analysis(subject, *a.claim, *b.claim)) continue;
      // Two estimates that are each printed twice are two estimates.
      if (has_twin(estimates, i) && has_twin(estimates, j)) continue;
      // One row prints both: two models, of which the text tells one.
      if (std::any_of(estimates.begin(), estimates.end(), [&](const Estimate& e) {
            return (e.claim->passage == a.claim->passage && same(e.value, b.value) && same(e.low, b.low) &&
                    same(e.high, b.high)) ||
                   (e.claim->passage == b.claim->passage && same(e.value, a.value) && same(e.low, a.low) &&
                    same(e.high, a.high));
          }))
        continue;
      // Two estimates of one row that resemble the other one: groups beside each other.
      const auto also = [&](const Estimate& row, const Estimate& other) {
        return row.claim->place == Place::kTable &&
               std::any_of(estimates.begin(), estimates.end(), [&](const Estimate& e) {
                 return e.claim != row.claim && e.claim->passage == row.claim->passage && same(e.value, other.value) &&
                        (same(e.low, other.low) || same(e.high, other.high));
               });
      };
      if (also(a, b) || also(b, a)) continue;
      if (a.claim->place == Place::kTable ? stands_elsewhere(subject, b, *a.claim)
                                          : b.claim->place == Place::kTable && stands_elsewhere(subject, a, *b.claim))
        continue;
      const bool only_p = value && low && high;  // may be another time or model
      // "91.6" of 91.67: cut off instead of rounded.
      const auto cut = [](const Number& x, const Number& y) {
        const Number &longer = x.decimals > y.decimals ? x : y, &brief = x.decimals > y.decimals ? y : x;
        const double unit = std::pow(10.0, brief.decimals);
        return same(x, y) || (longer.decimals > brief.decimals &&
                              std::fabs(std::trunc(longer.value * unit) / unit - brief.value) < 1e-9);
      };
      const bool truncated = cut(a.value, b.value) && cut(a.low, b.low) && cut(a.high, b.high);
      Finding& finding =
          report(findings, only_p || truncated || !enough ? Severity::kNote : Severity::kWarning, b.claim->span,
                 "one estimate, printed differently: " + what, shown(*b.claim), shown(*a.claim));
      finding.claim = b.claim->id;
      finding.related.push_back(
          {subject.document.id, std::string(slice(subject.document.document.text, a.claim->span)), a.claim->span});
      break;
    }
  }
}

}  // namespace

extern const Check printed_differently_check;
const Check printed_differently_check = {
    "printed-differently", Severity::kWarning, "one estimate printed with different numbers in two places",
    "Compares estimates with intervals across abstract, body and tables: same measure and two of the three numbers "
    "equal "
    "within rounding, each with three digits or more, and the third number or the p value different.",
    run};

}  // namespace warrant
