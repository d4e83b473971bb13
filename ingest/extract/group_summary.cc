// Group summaries and tests in running text: shares of people ("29 (52.73%)", "71% of patients", "30%–70%"), counts
// ("34 cases underwent…"), means ("57.36 ± 10.38 years"), medians with quartiles ("150.00 (85.00, 279.00) min") and
// test statistics ("χ2 = 21.79, P < 0.001"). Tables: group_table.cc.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include <re2/re2.h>

#include "ingest/extract/extractor.h"
#include "ingest/extract/group_table.h"
#include "ingest/extract/guarded.h"
#include "ingest/extract/literals.h"
#include "ingest/extract/phrases.h"
#include "ingest/extract/summary_labels.h"
#include "src/base/text.h"
#include "src/language/cues.h"
#include "src/language/number.h"

namespace warrant {
namespace {

bool any_of_words(const Token& token, std::initializer_list<std::string_view> words) {
  return token.is_word() &&
         std::any_of(words.begin(), words.end(), [&](std::string_view word) { return token.is(word); });
}

bool is_people(const Token& token) {
  return any_of_words(token, {"patients", "cases",  "case",    "patient",    "participants", "subjects",    "women",
                              "men",      "males",  "females", "adults",     "children",     "individuals", "people",
                              "deaths",   "events", "infants", "volunteers", "controls",     "tumors",      "tumours"});
}

bool is_ratio_word(const Token& token) {
  return any_of_words(token, {"hr", "or", "rr", "ahr", "aor", "irr", "shr", "ci", "ratio", "ratios", "risk"}) &&
         !token.is("or");
}

bool is_whole(const Token& token) {
  return token.is_number() && !token.number.percent && token.number.decimals == 0 && token.number.value >= 0 &&
         token.number.op == Operator::kNone;
}

// Whether a text says that ± stands for standard errors (true) or deviations (false); none = neither, or both.
std::optional<bool> says_error(std::string_view text) {
  static const Guarded error(
      R"((?i)(?:±|\+/-) ?(?:1 ?)?(?:the )?(?:SEMs?\b|S\.E\.|SE\b|standard errors?(?: of (?:the )?means?|[).,;:]|$))|means? (?:and|with) (?:their )?(?:SEMs?\b|standard errors?))"),
      deviation(
          R"((?i)(?:±|\+/-) ?(?:1 ?)?(?:the )?(?:SDs?\b|S\.D\.|standard deviations?)|means? (?:and|with) (?:their )?(?:SDs?\b|standard deviations?))");
  const bool of_error = error.in(text), of_deviation = deviation.in(text);
  return of_error == of_deviation ? std::nullopt : std::optional(of_error);
}

// Its paragraphs say so of ±, and nothing of deviations; a caption speaks of its own figure.
bool has_errors(const Document& document) {
  bool errors = false;
  for (const Passage& passage : document.passages) {
    if (passage.kind != PassageKind::kParagraph) continue;
    const std::string_view text = slice(document.text, passage.span);
    if (text.find("±") == std::string_view::npos && text.find("mean") == std::string_view::npos) continue;
    const std::optional<bool> said = says_error(text);
    if (said && !*said) return false;
    errors = errors || said.has_value();
  }
  return errors;
}

class SummaryReader {
 public:
  // `errors`: what the document prints behind ± are standard errors.
  SummaryReader(const Document& document, const Sentence& sentence, bool errors, std::vector<Claim>& claims)
      : document_(document),
        errors_(errors),
        sentence_(sentence),
        text_(slice(document.text, sentence.span)),
        tokens_(lex(text_)),
        used_(tokens_.size(), false),
        claims_(claims) {}

  void read() {
    set_aside();
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (used_[i]) continue;
      if (tokens_[i].is_word() && statistic(i)) continue;
      if (!tokens_[i].is_number()) continue;
      if (mean(i) || median(i) || share(i) || change(i) || count(i)) continue;
    }
    label_all();
  }

 private:
  // Asked when a first number was found.
  bool planned() {
    static const Guarded planning(
        "(?i)\\b(?:sample size|power (?:of|to)|(?:to|would) "
        "detect|assum(?:e|es|ed|ing)|anticipat(?:e|ed|ing)|drop-?out rate of|"
        "will be (?:included|recruited|randomi[sz]ed|required|needed)|(?:target|aim|goal) (?:is|was) to "
        "(?:recruit|enrol|enroll|include))\\b");
    if (!planned_) planned_ = planning.in(text_) || only_plans(document_, sentence_);
    return *planned_;
  }

  const Token* at(std::size_t i) const { return i < tokens_.size() ? &tokens_[i] : nullptr; }
  bool symbol(std::size_t i, char s) const { return i < tokens_.size() && tokens_[i].is(s); }
  bool number(std::size_t i) const { return i < tokens_.size() && tokens_[i].is_number() && !used_[i]; }

  // Intervals and p values are no values of their own; citation marks are no numbers.
  void set_aside() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (const auto label = read_interval_label(tokens_, i)) {
        std::size_t end = label->end;
        while (end < tokens_.size() && (tokens_[end].is(':') || tokens_[end].is('=') || tokens_[end].is(','))) ++end;
        if (const auto interval = read_interval(tokens_, end, true)) {
          end = interval->end;
          intervals_[i] = {interval->low, interval->high, label->level};
        }
        intervals_said_ = true;
        std::fill(used_.begin() + static_cast<std::ptrdiff_t>(i),
                  used_.begin() + static_cast<std::ptrdiff_t>(std::min(end, tokens_.size())), true);
      } else if (tokens_[i].is("p")) {
        if (const auto p = read_p_value(tokens_, i)) {
          p_values_.push_back({i, *p});
          std::fill(used_.begin() + static_cast<std::ptrdiff_t>(i),
                    used_.begin() + static_cast<std::ptrdiff_t>(std::min(p->end, tokens_.size())), true);
        }
      }
    }
    auto anchor = std::lower_bound(document_.anchors.begin(), document_.anchors.end(), sentence_.span.start,
                                   [](const CitationAnchor& a, std::uint32_t start) { return a.span.start < start; });
    for (std::size_t i = 0; i < tokens_.size() && anchor != document_.anchors.end(); ++i) {
      const std::uint32_t place = sentence_.span.start + tokens_[i].span.start;
      while (anchor != document_.anchors.end() && anchor->span.end <= place) ++anchor;
      if (anchor != document_.anchors.end() && anchor->span.contains(place)) used_[i] = true;
    }
  }

  Claim start(std::string_view kind, std::size_t value) {
    Claim claim = claim_of(document_, sentence_, kind);
    claim.assumption = planned();
    const Token& token = tokens_[value];
    claim.value = token.number.value;
    claim.value_text = token.text;
    claim.value_op = token.number.op == Operator::kNone ? Operator::kEqual : token.number.op;
    claim.value_span = {sentence_.span.start + token.span.start, sentence_.span.start + token.span.end};
    return claim;
  }

  // Labels are read when all values of the sentence are known.
  void keep(Claim claim, std::size_t first, std::size_t end) {
    claim.hedged = said_with_reserve({tokens_[first].span.start, tokens_[end - 1].span.end});
    labels_.push_back({{first, end}, {}, {}});
    labelled_.push_back(claims_.size());
    claims_.push_back(std::move(claim));
    take(first, end);
  }

  void label_all() {
    label_summaries(text_, tokens_, labels_);
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      Claim& claim = claims_[labelled_[i]];
      claim.outcome = slice(text_, labels_[i].outcome);
      claim.subject = slice(text_, labels_[i].subject);
    }
    for (const auto& [i, counted] : counted_)
      if (!counted.empty()) claims_[labelled_[i]].outcome = slice(text_, counted);
  }

  bool said_with_reserve(ByteSpan part) {
    if (!hedges_) {
      hedges_ = hedges(text_);
      constexpr std::size_t kMostHedges = 64;  // a sentence has few
      if (hedges_->size() > kMostHedges) hedges_->resize(kMostHedges);
    }
    return std::any_of(hedges_->begin(), hedges_->end(),
                       [&](const CueScope& hedge) { return hedge.scope.overlaps(part); });
  }

  void take(std::size_t from, std::size_t to) {
    std::fill(used_.begin() + static_cast<std::ptrdiff_t>(from),
              used_.begin() + static_cast<std::ptrdiff_t>(std::min(to, tokens_.size())), true);
  }

  bool near_ratio(std::size_t i) const {
    for (std::size_t k = i; k > 0 && k + 6 > i; --k)
      if (is_ratio_word(tokens_[k - 1])) return true;
    return false;
  }

  // "66% (95% CI 59%-73%)", and, where the sentence speaks of intervals, "3.5% (2.2%–11.5%)"; "(range, 52-58%)" is
  // none.
  void add_interval(Claim& claim, std::size_t value, std::size_t end) {
    const auto labelled = intervals_.lower_bound(end);
    if (labelled != intervals_.end() && labelled->first <= end + 1 && labelled->second.low && labelled->second.high &&
        *labelled->second.low <= *claim.value && *claim.value <= *labelled->second.high) {
      claim.ci_low = labelled->second.low;
      claim.ci_high = labelled->second.high;
      claim.ci_level = labelled->second.level;
      return;
    }
    if (!symbol(end, '(')) return;
    std::size_t low = end + 1;
    while (low < tokens_.size() && low < end + 5 &&
           (tokens_[low].is_word() || tokens_[low].is(',') || tokens_[low].is(':')))
      ++low;
    std::size_t high = low + 1;
    while (symbol(high, '%')) ++high;
    const bool joined = symbol(high, '-') || symbol(high, ',') || (at(high) != nullptr && at(high)->is("to"));
    if (!number(low) || !joined || !number(high + 1)) return;
    const double from = tokens_[low].number.value, to = tokens_[high + 1].number.value;
    if (from > tokens_[value].number.value || tokens_[value].number.value > to) return;
    if (any_of_words(tokens_[end + 1], {"range", "iqr", "interquartile"})) {
      claim.q_low = from;
      claim.q_high = to;
      claim.spread = tokens_[end + 1].is("range") ? "range" : "iqr";
    } else if (low == end + 1 && !intervals_said_) {
      return;
    } else if (low == end + 1) {
      claim.ci_low = from;
      claim.ci_high = to;
    }
    take(end, high + 2);
  }

  // The p value printed within the next few tokens.
  void add_p(Claim& claim, std::size_t from) const {
    const auto next = std::lower_bound(p_values_.begin(), p_values_.end(), from,
                                       [](const auto& entry, std::size_t at) { return entry.first < at; });
    if (next == p_values_.end() || next->first > from + 6) return;
    claim.p_op = next->second.op;
    claim.p_value = next->second.value;
  }

  // "χ2 = 21.79", "Z = -2.353", "t(38) = 2.1", "F(2, 30) = 4.5"
  bool statistic(std::size_t i) {
    const Token& name = tokens_[i];
    const bool chi = name.text.substr(0, 2) == "χ" || name.is("chi2") || name.is("chi-square") || name.is("x2");
    const bool letter =
        name.text == "Z" || name.text == "z" || name.text == "t" || name.text == "F" || name.text == "U";
    const bool squared = name.is("chi-squared") || (name.is("chi") && at(i + 1) != nullptr &&
                                                    (at(i + 1)->is("square") || at(i + 1)->is("squared")));
    if (!chi && !letter && !squared && !subscripted(name)) return false;
    std::size_t k = i + (name.is("chi") && squared ? 2 : 1);
    std::optional<double> df, df2;
    // "t38 = 2.1", "F2,30 = 4.5": degrees of freedom set low against the letter.
    if (subscripted(name)) {
      df = std::stod(std::string(name.text.substr(1)));
      if (symbol(k, ',') && number(k + 1)) {
        df2 = tokens_[k + 1].number.value;
        k += 2;
      }
      if (!symbol(k, '=') && !(number(k) && tokens_[k].number.op == Operator::kEqual)) return false;
    }
    if (chi && number(k) && !symbol(k, '=') && tokens_[k].number.value == 2 && symbol(k + 1, '=')) ++k;  // "χ 2 ="
    if (symbol(k, '(') && number(k + 1)) {
      df = tokens_[k + 1].number.value;
      k += 2;
      if (symbol(k, ',') && number(k + 1)) {
        df2 = tokens_[k + 1].number.value;
        k += 2;
      } else if (symbol(k, ',') && at(k + 1) != nullptr && at(k + 1)->is("n") &&
                 number(k + (symbol(k + 2, '=') ? 3 : 2))) {
        k += symbol(k + 2, '=') ? 4 : 3;  // "χ2 (1, N = 120) = 4.3"
      }
      if (!symbol(k, ')')) return false;
      ++k;
    } else if (symbol(k, '(') && at(k + 1) != nullptr && (at(k + 1)->is("df") || at(k + 1)->is("d.f"))) {
      std::size_t m = k + 2;  // "χ2 (df = 2) = 4.5"
      while (symbol(m, '=') || symbol(m, '.')) ++m;
      if (!number(m) || !symbol(m + 1, ')')) return false;
      df = tokens_[m].number.value;
      k = m + 2;
    }
    if (symbol(k, '='))
      ++k;
    else if (!(number(k) && tokens_[k].number.op == Operator::kEqual))
      return false;
    double sign = 1;
    if (symbol(k, '-')) {
      sign = -1;
      ++k;
    }
    if (!number(k)) return false;
    Claim claim = start(kind::kTest, k);
    claim.value_op = Operator::kEqual;
    claim.value = sign * *claim.value;
    claim.statistic = claim.value;
    claim.statistic_name = chi || squared      ? std::string("chi2")
                           : subscripted(name) ? std::string(name.text.substr(0, 1))
                                               : std::string(name.text);
    claim.df = df;
    claim.df2 = df2;
    // "χ2 = 21.8, df = 2", "F = 4.5 (df 2, 30)", "t = 2.1, 38 df"
    for (std::size_t m = k + 1; !df && m < tokens_.size() && m < k + 5; ++m) {
      const Token& t = tokens_[m];
      if (t.is("df") || t.is("d.f") || (t.is("degrees") && m + 2 < tokens_.size() && tokens_[m + 1].is("of"))) {
        std::size_t v = m + (t.is("degrees") ? 3 : 1);
        while (symbol(v, '=') || symbol(v, '.') || symbol(v, ':')) ++v;
        if (number(v) && tokens_[v].number.decimals == 0) {
          claim.df = tokens_[v].number.value;
          if (symbol(v + 1, ',') && number(v + 2) && is_whole(tokens_[v + 2]) && name.text == "F")
            claim.df2 = tokens_[v + 2].number.value;
          take(m, v + 1);
        } else if (m > 0 && number(m - 1) && is_whole(tokens_[m - 1]) && m - 1 > k) {
          claim.df = tokens_[m - 1].number.value;
        }
        break;
      }
      if (t.is_word() && !t.is("with") && !t.is("on")) break;
    }
    // "log-rank χ2", "Wald χ2": which test it is.
    for (std::size_t m = i; m-- > 0 && i - m < 4;)
      if (tokens_[m].is("log-rank") || tokens_[m].is("logrank") ||
          (tokens_[m].is("rank") && m > 0 && tokens_[m - 1].is("log"))) {
        claim.statistic_name = "log-rank chi2";
        break;
      }
    add_p(claim, claim.df ? k + 3 : k);
    if (claim.p_op == Operator::kNone) add_p(claim, k);
    keep(std::move(claim), i, k + 1);
    return true;
  }

  // "t38", "F2": the letter of a statistic with its degrees of freedom.
  static bool subscripted(const Token& name) {
    const std::string_view text = name.text;
    return text.size() > 1 && text.size() < 6 && (text[0] == 't' || text[0] == 'F') &&
           std::all_of(text.begin() + 1, text.end(), is_ascii_digit);
  }

  std::string unit_after(std::size_t i) const {
    const Token* unit = at(i);
    if (unit == nullptr || !unit->is_word()) return "";
    std::string name;
    if (unit->text.size() > 1 || unit->is("g")) name = time_unit(unit->text);
    static const WordSet units = {"min",  "ml",   "mm",   "cm",   "kg",   "mg",  "points", "hours", "h",    "g",
                                  "mmhg", "ng",   "pg",   "µg",   "μg",   "mcg", "iu",     "miu",   "nmol", "pmol",
                                  "µmol", "μmol", "mmol", "meq",  "kcal", "kj",  "ma",     "mv",    "hz",   "khz",
                                  "bpm",  "db",   "kpa",  "msec", "µm",   "μm",  "nm",     "km",    "cmh2o"};
    // Units only with what they are taken by: "12 U/l", "74 beats/min", but no "12 l".
    static const WordSet parts = {"u", "mu", "l", "m", "beats", "breaths", "cells", "copies", "units", "steps"};
    if (name.empty() && one_of(*unit, units)) name = unit->text;
    const bool part = name.empty() && one_of(*unit, parts);
    if (name.empty() && !part) return "";
    // "mg/dL" is no "mg", "kg/m2" no "kg", "mm Hg" no "mm", "days per week" no "days": the unit as printed.
    static const Guarded compound(
        "^[A-Za-zµμ]+(?: ?(?:Hg|H2O|H₂O)\\b)?(?: ?(?:/|·|per ) ?[A-Za-zµμ0-9²³]+| "
        "?(?:min|kg|h|L|l|dL|dl|m|s|day|d|cm)(?:-|−|–|⁻) ?(?:[123]|[¹²³]))*");
    const std::string_view rest = text_.substr(unit->span.start, 48);
    re2::StringPiece match;
    if (compound.at(rest, 0, &match, 1) && match.size() > unit->text.size()) return match.as_string();
    return part ? "" : name;
  }

  // Behind the unit printed at token `i`.
  std::size_t unit_end(std::size_t i, const std::string& unit) const {
    if (i >= tokens_.size() || unit.empty() || !tokens_[i].is_word()) return i;
    const std::size_t end = tokens_[i].span.start + std::max(unit.size(), tokens_[i].text.size());
    while (i < tokens_.size() && tokens_[i].span.end <= end) ++i;
    return i;
  }

  bool mean(std::size_t i) {
    if (!symbol(i + 1, '!') || !number(i + 2) || near_ratio(i)) return false;
    Claim claim = start(kind::kMean, i);
    (says_error(text_).value_or(errors_ && !cites()) ? claim.se : claim.sd) = tokens_[i + 2].number.value;
    claim.unit = tokens_[i].number.percent || tokens_[i + 2].number.percent ? "%" : unit_after(i + 3);
    add_p(claim, i + 3);
    add_interval(claim, i, i + 3);
    const std::size_t end = unit_end(i + 3, claim.unit);
    if (claim.unit.empty()) claim.unit = unit_of_other_side(i + 3);
    claim.direction = changed_by(i);
    keep(std::move(claim), i, end);
    return true;
  }

  // Tells of another work, which has its own way.
  bool cites() const {
    const auto mark =
        std::lower_bound(document_.anchors.begin(), document_.anchors.end(), sentence_.span.start,
                         [](const CitationAnchor& a, std::uint32_t start) { return a.span.start < start; });
    return mark != document_.anchors.end() && mark->span.start < sentence_.span.end;
  }

  // "13.5 ± 0.8 vs 10.0 ± 1.1 mmHg": the unit is said once for both.
  std::string unit_of_other_side(std::size_t i) const {
    if (at(i) == nullptr || !any_of_words(tokens_[i], {"vs", "versus", "v", "and", "compared"})) return "";
    // "Weight and height were 70.1 ± 8.0 and 165 ± 9 cm": two things, each with its own.
    if (tokens_[i].is("and"))
      for (std::size_t k = i; k-- > 0 && !tokens_[k].is(';') && !tokens_[k].is(':') && !tokens_[k].is('(');)
        if (any_of_words(tokens_[k], {"and"})) return "";
    ++i;
    while (i < tokens_.size() && (tokens_[i].is('.') || any_of_words(tokens_[i], {"with", "to"}))) ++i;
    if (!number(i) || !symbol(i + 1, '!') || !number(i + 2)) return "";
    return tokens_[i].number.percent || tokens_[i + 2].number.percent ? "%" : unit_after(i + 3);
  }

  // "decreased LDL cholesterol by 22 ± 10%": which way.
  std::string changed_by(std::size_t i) const {
    if (i == 0 || !tokens_[i - 1].is("by")) return "";
    constexpr std::size_t kFar = 24;
    for (std::size_t k = i - 1; k-- > (i > kFar ? i - kFar : 0) && !tokens_[k].is(';');) {
      if (any_of_words(tokens_[k], {"decreased", "reduced", "lowered", "fell", "declined", "dropped", "decreases",
                                    "reduces", "lowers", "decrease", "reduce", "lower"}))
        return "decreased";
      if (any_of_words(tokens_[k], {"increased", "raised", "rose", "increases", "raises", "increase", "raise"}))
        return "increased";
    }
    return "";
  }

  bool median(std::size_t i) {
    if (tokens_[i].number.percent || !symbol(i + 1, '(') || near_ratio(i)) return false;
    std::size_t k = i + 2;
    while (k < tokens_.size() && k < i + 6 &&
           (any_of_words(tokens_[k], {"range", "iqr", "interquartile", "quartiles"}) || tokens_[k].is(':') ||
            tokens_[k].is(',')))
      ++k;
    if (!number(k) || tokens_[k].number.percent) return false;
    if (!(symbol(k + 1, ',') || symbol(k + 1, '-') || symbol(k + 1, ';') ||
          (at(k + 1) != nullptr && at(k + 1)->is("to"))) ||
        !number(k + 2) || !symbol(k + 3, ')'))
      return false;
    const double low = tokens_[k].number.value, high = tokens_[k + 2].number.value, value = tokens_[i].number.value;
    const int decimals = tokens_[i].number.decimals;
    if (!(low <= value && value <= high && low < high)) return false;
    const bool named = k > i + 2 || ascii_lower(text_).find("median") != std::string::npos;
    const bool alike =
        decimals > 0 && tokens_[k].number.decimals == decimals && tokens_[k + 2].number.decimals == decimals;
    if (!named && !(alike && symbol(k + 1, ',') && !unit_after(k + 4).empty())) return false;
    Claim claim = start(kind::kMedian, i);
    claim.q_low = low;
    claim.q_high = high;
    // "median (range): 3 (0–12)" says it before.
    bool range = k > i + 2 && tokens_[i + 2].is("range");
    for (std::size_t b = i; k == i + 2 && b-- > 0 && i - b < 6;) {
      if (any_of_words(tokens_[b], {"iqr", "interquartile", "quartiles", "median"})) break;
      range |= tokens_[b].is("range");
    }
    claim.spread = range ? "range" : "iqr";
    claim.unit = unit_after(k + 4);
    keep(std::move(claim), i, k + 4);
    return true;
  }

  // "VAS scores decreased from 7.2 to 3.8"
  bool change(std::size_t i) {
    if (i < 2 || !tokens_[i - 1].is("from") || !number(i + 2) || at(i + 1) == nullptr || !at(i + 1)->is("to"))
      return false;
    std::size_t verb = i - 1;
    const auto changes = [&](std::size_t k) {
      return any_of_words(tokens_[k],
                          {"decreased", "increased", "improved", "reduced", "rose", "fell", "dropped", "declined",
                           "changed", "went", "decrease", "increase", "improvement", "reduction", "change"});
    };
    while (verb > 0 && i - verb < 5 && !changes(verb)) --verb;
    if (!changes(verb)) return false;
    Claim claim = start(kind::kMean, i + 2);
    claim.measure = "change";
    claim.comparator = "from " + std::string(tokens_[i].text);
    claim.unit = tokens_[i + 2].number.percent ? "%" : unit_after(i + 3);
    claim.direction = tokens_[i].number.value < tokens_[i + 2].number.value ? "increased" : "decreased";
    add_p(claim, i + 3);
    const std::size_t end = unit_end(i + 3, claim.unit);
    keep(std::move(claim), verb, end);
    return true;
  }

  // Whether a share of something else stands beside the percentage at `i` of a substance, in one list with it:
  // "cannabis 45%, cocaine 28% and heroin 10%" are no mixtures.
  template <class Is>
  bool shares_listed(std::size_t i, Is substance) const {
    constexpr std::size_t kFar = 6;
    const auto joins = [&](std::size_t k) { return tokens_[k].is(',') || any_of_words(tokens_[k], {"and", "or"}); };
    const auto of_other = [&](std::size_t k) {
      return k > 0 && tokens_[k].is_number() && tokens_[k].number.percent && tokens_[k - 1].is_word() &&
             !substance(k - 1) && !joins(k - 1) &&
             !any_of_words(tokens_[k - 1], {"in", "of", "by", "to", "from", "with", "than", "was", "were", "only"});
    };
    const auto between = [&](std::size_t k) {
      return tokens_[k].is_word() || tokens_[k].is(',') || tokens_[k].is('%') || tokens_[k].is('+');
    };
    std::size_t k = i + 1;
    bool joined = false;
    for (; k < tokens_.size() && k < i + kFar && between(k); ++k) joined |= joins(k);
    if (joined && k < tokens_.size() && of_other(k)) return true;
    joined = false;
    for (k = i - 1; k > 0 && i - k < kFar && between(k); --k) joined |= joins(k);
    return joined && of_other(k);
  }

  // Percentages of survival belong to another extractor; changes ("reduced by 20%") and confidence levels are no
  // shares.
  bool is_other_percent(std::size_t i) const {
    for (std::size_t k = i > 9 ? i - 9 : 0; k < std::min(i + 5, tokens_.size()); ++k)
      if (any_of_words(tokens_[k], {"survival", "survived", "pfs", "os", "dfs"}) &&
          !any_of_words(tokens_[k], {"survived"}))
        return true;
    if (i > 0 && any_of_words(tokens_[i - 1], {"by", "than"})) return true;
    for (std::size_t k = i > 3 ? i - 3 : 0; k < i; ++k)
      if (any_of_words(tokens_[k], {"power", "decrease", "increase", "reduction", "decline", "difference", "change",
                                    "increases", "reductions", "rise", "increased", "decreased", "reduced"}))
        return true;
    if (i > 0 && (tokens_[i - 1].is('<') || tokens_[i - 1].is('>') || tokens_[i - 1].is('l') || tokens_[i - 1].is('g')))
      return true;
    if (i > 0 && tokens_[i - 1].is('!')) return true;  // "within ±20% of baseline"
    // "a 33% difference", "5% or higher"
    std::size_t next = i + 1;
    while (symbol(next, '%')) ++next;
    if (next < tokens_.size() &&
        any_of_words(tokens_[next], {"difference", "reduction", "decrease", "increase", "decline", "improvement"}))
      return true;
    if (next + 1 < tokens_.size() && tokens_[next].is("or") &&
        any_of_words(tokens_[next + 1], {"higher", "more", "greater", "less", "lower", "fewer"}))
      return true;
    // "by 18 s (11%)": the change again.
    if (i > 2 && tokens_[i - 1].is('('))
      for (std::size_t k = i - 1; k-- > i - 3;)
        if (k > 0 && tokens_[k].is_number() && tokens_[k - 1].is("by")) return true;
    for (std::size_t k = i + 1; k < std::min(i + 4, tokens_.size()); ++k)
      if (any_of_words(tokens_[k], {"ci", "confidence", "power", "credible", "significance"})) return true;
    // Concentrations and mixtures are doses: "1% lignocaine", "0.9% saline", "5% CO2", "10% (w/v)".
    static const WordSet substances = {"saline",
                                       "lidocaine",
                                       "lignocaine",
                                       "bupivacaine",
                                       "levobupivacaine",
                                       "ropivacaine",
                                       "mepivacaine",
                                       "articaine",
                                       "procaine",
                                       "glucose",
                                       "dextrose",
                                       "mannitol",
                                       "ethanol",
                                       "methanol",
                                       "alcohol",
                                       "isopropanol",
                                       "acetonitrile",
                                       "formalin",
                                       "formaldehyde",
                                       "paraformaldehyde",
                                       "glutaraldehyde",
                                       "agarose",
                                       "agar",
                                       "gel",
                                       "solution",
                                       "solutions",
                                       "cream",
                                       "ointment",
                                       "lotion",
                                       "foam",
                                       "isoflurane",
                                       "sevoflurane",
                                       "desflurane",
                                       "halothane",
                                       "oxygen",
                                       "o2",
                                       "co2",
                                       "n2",
                                       "serum",
                                       "fbs",
                                       "bsa",
                                       "albumin",
                                       "dmso",
                                       "tween",
                                       "triton",
                                       "chlorhexidine",
                                       "iodine",
                                       "peroxide",
                                       "hypochlorite",
                                       "tropicamide",
                                       "phenylephrine",
                                       "atropine",
                                       "hydrocortisone",
                                       "betamethasone",
                                       "acid",
                                       "naocl",
                                       "edta",
                                       "w/v",
                                       "w/w",
                                       "v/v",
                                       "wt/vol",
                                       "vol/vol",
                                       "saccharose",
                                       "sucrose",
                                       "sucralose",
                                       "xylitol",
                                       "nacl",
                                       "humidity",
                                       "mouthwash",
                                       "gelatin",
                                       "starch",
                                       "starches",
                                       "hetastarch",
                                       "hexastarch",
                                       "pentastarch",
                                       "tetrastarch",
                                       "hydroxyethyl",
                                       "dextran",
                                       "chloride",
                                       "bicarbonate",
                                       "xylazine"};
    const auto substance = [&](std::size_t k) {
      return one_of(tokens_[k], substances) || tokens_[k].text.ends_with("caine") || tokens_[k].text.ends_with("cain");
    };
    if (i > 0 && substance(i - 1) && !shares_listed(i, substance)) return true;
    for (std::size_t k = i + 1; k < std::min(i + 5, tokens_.size()); ++k)
      if (one_of(tokens_[k], substances)) {
        bool people = false;
        for (std::size_t j = i + 1; j < k; ++j) people |= any_of_words(tokens_[j], {"of", "in", "had", "were", "was"});
        if (!people) return true;
      }
    const std::uint32_t before = tokens_[i].span.start;
    const std::string_view sign = trim(text_.substr(before > 4 ? before - 4 : 0, std::min<std::uint32_t>(before, 4)));
    return !sign.empty() &&
           (sign.back() == '+' || sign.back() == '<' || sign.back() == '>' ||
            (sign.size() > 2 && (sign.substr(sign.size() - 3) == "≥" || sign.substr(sign.size() - 3) == "≤")));
  }

  // Of an assay's precision, a buffer, a culture: nobody's share.
  bool of_laboratory() {
    if (!laboratory_) {
      static const Guarded bench(
          R"((?i)coefficients? of variation|\bCVs? ?(?:%|of \d|was|were|is|=|<|>|\d)|(?:precision|repeatability|reproducibility)[^.;]*\bCVs?\b|\b(?:intra|inter)-?assay|\bbuffer|\blys(?:is|ed)\b|\bincubated|\bcentrifug|\b(?:media|medium) (?:containing|supplemented)|\bconfluen|\b(?:PBS|TBS|EDTA)\b|\bTris\b|\bTween\b|\bsupernatant|\bhomogeni[sz]ed|\bfetal bovine)"),
          people(
              R"((?i)\b(?:patients?|participants?|subjects?|women|men|children|individuals|cases|controls|adults|infants|volunteers|donors|mothers|people|persons|girls|boys|students|respondents)\b)");
      laboratory_ = bench.in(text_) && !people.in(text_);
    }
    return *laboratory_;
  }

  // Where the total of "(out) of (the) 98" stands that begins at `at`, for a count of `part`; 0 where none does.
  std::size_t total_behind(std::size_t at, double part) {
    if (at < tokens_.size() && tokens_[at].is("out")) ++at;
    if (at >= tokens_.size() || !tokens_[at].is("of")) return 0;
    ++at;
    while (at < tokens_.size() && any_of_words(tokens_[at], {"the", "all", "these", "our"})) ++at;
    return number(at) && is_whole(tokens_[at]) && tokens_[at].number.value >= part ? at : 0;
  }

  // Whether the number at `i` is such a total: "8 of 22 patients", "none of the 12 controls".
  bool is_total(std::size_t i) {
    while (i > 0 && any_of_words(tokens_[i - 1], {"the", "all", "these", "our"})) --i;
    if (i < 2 || !tokens_[i - 1].is("of")) return false;
    return tokens_[i - 2].is("out") || tokens_[i - 2].is("none") || number(i - 2);
  }

  // "29 cases (52.73%)", "15/23 (65%)", "45 lung adenocarcinoma (81.82%)"
  bool counted_share(std::size_t i) {
    const Token& token = tokens_[i];
    if (!is_whole(token)) return false;
    std::size_t k = i + 1;
    std::optional<double> total;
    if (symbol(k, '/') && number(k + 1) && is_whole(tokens_[k + 1])) {
      total = tokens_[k + 1].number.value;
      k += 2;
    } else {
      // "81 out of 98 participants (83%)", "81 of the 98 women (83%)"
      if (const std::size_t of = total_behind(k, token.number.value)) {
        total = tokens_[of].number.value;
        k = of + 1;
      }
    }
    std::size_t open = k;
    while (open < tokens_.size() && open < k + 6 && tokens_[open].is_word()) ++open;
    if (!symbol(open, '(') || !number(open + 1) || !tokens_[open + 1].number.percent ||
        !(symbol(open + 2, ')') || symbol(open + 2, '%')))
      return false;
    std::size_t close = open + 2;
    while (close < tokens_.size() && close < open + 12 && !tokens_[close].is(')')) ++close;
    // "between the two groups (7.8%": what is counted is nobody.
    static const WordSet nobody = {"group",      "groups",     "arm",    "arms",    "tier",   "tiers",
                                   "treatments", "conditions", "days",   "weeks",   "months", "years",
                                   "hours",      "day",        "week",   "month",   "year",   "hour",
                                   "minutes",    "times",      "points", "periods", "phases"};
    for (std::size_t w = k; w < open; ++w)
      if (one_of(tokens_[w], nobody)) return false;
    if (open == k + 1 && (tokens_[k].text.size() == 1 || !unit_after(k).empty())) return false;  // "18 s (11%)"
    Claim claim = start(kind::kProportion, open + 1);
    claim.unit = "%";
    claim.n = token.number.value;
    claim.total = total;
    keep(std::move(claim), i, close + 1);
    if (open > k && !is_people(tokens_[k]) && !is_people(tokens_[open - 1]))  // "45 lung adenocarcinomas (81.82%)"
      counted_.emplace_back(labels_.size() - 1,
                            core_phrase(text_, {tokens_[k].span.start, tokens_[open - 1].span.end}));
    return true;
  }

  bool share(std::size_t i) {
    const Token& token = tokens_[i];
    if (counted_share(i)) return true;
    std::size_t value = i, end = i + 1;
    std::optional<double> high;
    if ((symbol(i + 1, '-') || (at(i + 1) != nullptr && at(i + 1)->is("to")) || symbol(i + 1, '%'))) {
      std::size_t k = i + 1;
      while (symbol(k, '%')) ++k;
      if ((symbol(k, '-') || (at(k) != nullptr && at(k)->is("to"))) && number(k + 1) && tokens_[k + 1].number.percent &&
          tokens_[k + 1].number.value > token.number.value) {
        high = tokens_[k + 1].number.value;
        end = k + 2;
      }
    }
    if (!token.number.percent && !high) return false;
    if (of_laboratory()) {
      take(i, end);
      return false;
    }
    if (is_other_percent(i)) {
      if (high) take(i, end);  // "a reduction (50–80%)": its upper end is no share either
      return false;
    }
    while (symbol(end, '%')) ++end;
    if (end < tokens_.size() && tokens_[end].is("percent")) ++end;
    Claim claim = start(kind::kProportion, value);
    claim.unit = "%";
    claim.value_high = high;
    // "52% (12/23)", "52% (12 of 23 women)"
    if (symbol(end, '(') && number(end + 1) && symbol(end + 2, '/') && number(end + 3)) {
      claim.n = tokens_[end + 1].number.value;
      claim.total = tokens_[end + 3].number.value;
      take(end, end + 5);
    } else if (symbol(end, '(') && number(end + 1) && is_whole(tokens_[end + 1])) {
      if (const std::size_t of = total_behind(end + 2, tokens_[end + 1].number.value)) {
        claim.n = tokens_[end + 1].number.value;
        claim.total = tokens_[of].number.value;
        take(end, of + 1);
      }
    }
    add_interval(claim, i, end);
    keep(std::move(claim), i, end);
    return true;
  }

  // "in the A group (including 19 males and 12 females)": what the count at `i`, of the people at `k`, tells is their
  // sex or age.
  bool splits_a_group(std::size_t i, std::size_t k) const {
    static const WordSet kinds = {"male", "males", "female",   "females", "men",   "women", "man",
                                  "boys", "girls", "children", "adults",  "woman", "boy",   "girl"};
    if (!one_of(tokens_[k], kinds)) return false;
    for (std::size_t b = i; b-- > 0 && i - b < 8;) {
      if (tokens_[b].is('(')) return true;
      if (!tokens_[b].is_number() && !tokens_[b].is(',') && !one_of(tokens_[b], kinds) &&
          !any_of_words(tokens_[b], {"including", "comprising", "and", "namely"}))
        return false;
    }
    return false;
  }

  // "in group 2 subjects": its name. "In the placebo group 12 patients": a count.
  bool is_group_number(std::size_t i) const {
    constexpr double kMostGroups = 9;
    if (i == 0 || tokens_[i].number.value > kMostGroups || tokens_[i].number.word ||
        !any_of_words(tokens_[i - 1], {"group", "groups", "arm", "cohort", "cluster"}))
      return false;
    return i < 2 || !tokens_[i - 2].is_word() ||
           any_of_words(tokens_[i - 2], {"in",    "of",   "for",  "to",    "from",    "with",    "and",    "or",
                                         "than",  "by",   "the",  "while", "whereas", "between", "versus", "vs",
                                         "among", "both", "that", "when",  "all",     "as"});
  }

  // "34 cases underwent…", and in "Of the 23 patients…, 8 recovered, 7 improved" the bare numbers.
  bool count(std::size_t i) {
    if (!is_whole(tokens_[i]) || tokens_[i].number.value > 1e7) return false;
    if (i > 0 && (symbol(i - 1, '/') || symbol(i - 1, '-'))) return false;
    // Ends of ranges and steps count nobody: "10 to 80 subjects", "for each five subjects".
    if (i > 1 && tokens_[i - 1].is("to") && number(i - 2)) return false;
    // Nor do numbers of figures, grades and days.
    if (i > 0 &&
        any_of_words(tokens_[i - 1], {"each",   "every", "per",      "figure",  "fig",   "figures", "table",
                                      "tables", "box",   "appendix", "stage",   "grade", "phase",   "day",
                                      "week",   "month", "year",     "version", "step",  "type",    "section"}))
      return false;
    if (is_group_number(i)) return false;
    std::optional<double> total;
    std::size_t k = i + 1;
    if (symbol(k, '/') && number(k + 1) && is_whole(tokens_[k + 1]) &&
        tokens_[k + 1].number.value >= tokens_[i].number.value) {
      total = tokens_[k + 1].number.value;  // "9/20 patients"
      k += 2;
    } else if (const std::size_t of = total_behind(k, tokens_[i].number.value)) {
      total = tokens_[of].number.value;  // "9 of the 20 patients"
      k = of + 1;
    } else if (is_total(i)) {
      return false;
    }
    // What is not counted: "24 h before the subjects", "September 2022 with patients".
    static const WordSet other = {"million", "billion", "thousand", "per",    "in",      "of",   "with",
                                  "for",     "before",  "after",    "among",  "amongst", "from", "by",
                                  "at",      "on",      "to",       "during", "until"};
    const std::size_t from = k;
    while (k < tokens_.size() && k < from + 3 && tokens_[k].is_word() && !is_people(tokens_[k]) &&
           !one_of(tokens_[k], other) && time_unit(tokens_[k].text).empty())
      ++k;
    const bool people = k < tokens_.size() && is_people(tokens_[k]);
    const bool of_the = i >= 1 && any_of_words(tokens_[i - 1], {"the", "these", "all", "among"});
    if (people) {
      if (of_the || (i >= 1 && tokens_[i - 1].is("of"))) group_ = tokens_[i].number.value;
      if (of_the) return false;
    } else if (!(group_ && *group_ >= tokens_[i].number.value && i > 0 &&
                 (tokens_[i - 1].is(',') || tokens_[i - 1].is("and")) && i + 1 < tokens_.size() &&
                 tokens_[i + 1].is_word() && !one_of(tokens_[i + 1], other) &&
                 time_unit(tokens_[i + 1].text).empty())) {
      return false;
    }
    Claim claim = start(kind::kProportion, i);
    claim.measure = "count";
    claim.n = claim.value;
    claim.total = total;
    if (!people) claim.total = group_;
    keep(std::move(claim), i, people ? k + 1 : i + 1);
    if (people && splits_a_group(i, k))
      counted_.emplace_back(labels_.size() - 1, core_phrase(text_, {tokens_[i + 1].span.start, tokens_[k].span.end}));
    return true;
  }

  const Document& document_;
  bool errors_;
  Sentence sentence_;
  std::string_view text_;
  std::vector<Token> tokens_;
  std::vector<bool> used_;
  std::vector<std::pair<std::size_t, PValue>> p_values_;
  std::optional<double> group_;  // people in "of the 23 patients"
  std::optional<bool> planned_, laboratory_;
  std::optional<std::vector<CueScope>> hedges_;
  std::vector<Claim>& claims_;
  struct LabelledInterval {
    std::optional<double> low, high, level;
  };
  std::map<std::size_t, LabelledInterval> intervals_;  // by the token their label starts at
  bool intervals_said_ = false;
  std::vector<SummaryLabel> labels_;
  std::vector<std::size_t> labelled_;                      // the claim of each label
  std::vector<std::pair<std::size_t, ByteSpan>> counted_;  // label, and what its count names itself
};

// Lifetimes that are no medians: "12-24 month survival", "live five years or more", "extend survival by another 1–2
// years", "a phase lasting 1 to 3 years". "In the last six months", and treatments and studies that last, are none.
void read_lifetimes(const Document& document, const Sentence& sentence, std::string_view text,
                    std::vector<Claim>& claims) {
  if (text.find("surviv") == std::string_view::npos && text.find("liv") == std::string_view::npos &&
      text.find("last") == std::string_view::npos)
    return;
  static const std::string count = R"((\d+(?:\.\d+)?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Tt]en))";
  static const std::string more =
      R"(\s+(?:for |approximately |about |another |up to |an additional |more than |over |at least )*)";
  static const Guarded lived(
      R"(\b((?i:survived?|lived?|(?:phase|remission|response|survival|stabili[sz]ation|disease control) (?:lasting|lasts|lasted)|(?:extend|prolong)\w* (?:[\w-]+ ){0,4}?survival by)))" +
      more + count + R"((?:\s*(?:-|–|to)\s*)" + count + R"()?[- ](years?|months?|weeks?)\b( or more| or longer)?)");
  static const Guarded ranged(R"(()\b)" + count + R"((?:-|–| to ))" + count +
                              R"([- ](months?|years?)[- ]survival\b(?: rate)?())");
  for (const Guarded* pattern : {&lived, &ranged}) {
    re2::StringPiece groups[6];
    if (!pattern->find(text, groups, 6)) continue;
    Claim claim = claim_of(document, sentence, kind::kTimeToEvent);
    claim.measure = "survival_time";
    const std::vector<Token> low = lex(groups[2].as_string()), high = lex(groups[3].as_string());
    if (low.empty() || !low[0].is_number()) continue;
    claim.value = low[0].number.value;
    claim.value_text = groups[2].as_string();
    claim.value_op = groups[5].empty() ? Operator::kEqual : Operator::kGreaterEqual;
    if (!high.empty() && high[0].is_number()) claim.value_high = high[0].number.value;
    claim.unit = groups[4].as_string();
    if (claim.unit.back() != 's') claim.unit += 's';
    const auto start = sentence.span.start + static_cast<std::uint32_t>(groups[2].data() - text.data());
    claim.value_span = {start, start + static_cast<std::uint32_t>(groups[2].size())};
    claim.hedged = is_hedged(text, {start - sentence.span.start, claim.value_span.end - sentence.span.start});
    claims.push_back(std::move(claim));
  }
}

// How numbers stand in a text: with a sign that alone asks for a close look ("=", "5%", "5 (", "(5"), or not.
enum class Numbers { kNone, kPlain, kSigned, kTooMany };

Numbers numbers_in(std::string_view text) {
  // The longest list of numbers in a sentence of 2,250 articles has 535, of patents; results never have a tenth of it.
  constexpr std::size_t kMost = 600;
  if (text.size() > 2 * kMost) {
    std::size_t runs = 0;
    for (std::size_t i = 1; i < text.size(); ++i) runs += is_ascii_digit(text[i]) && !is_ascii_digit(text[i - 1]);
    if (runs > kMost) return Numbers::kTooMany;
  }
  Numbers found = Numbers::kNone;
  const auto digit = [&](std::size_t i) { return i < text.size() && is_ascii_digit(text[i]); };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '=') return Numbers::kSigned;
    if (c == '(' && digit(i + 1)) return Numbers::kSigned;
    if (c == '%' || c == '(')
      if (i > 0 && (digit(i - 1) || (i > 1 && text[i - 1] == ' ' && digit(i - 2)))) return Numbers::kSigned;
    if (is_ascii_digit(c)) found = Numbers::kPlain;
  }
  return found;
}

// Whether a number without a sign may count or compare: "from 5", ", 5 recovered", "5 elderly patients". By hand, since
// as one regular expression it cost more than all the sentences that it let through.
bool counts_something(std::string_view text) {
  static const Literals people = {
      {"patient", 1}, {"case", 1},   {"participant", 1}, {"subject", 1},    {"women", 1},  {"men", 1, false, true},
      {"males", 1},   {"adult", 1},  {"child", 1},       {"individual", 1}, {"people", 1}, {"death", 1},
      {"event", 1},   {"infant", 1}, {"volunteer", 1},   {"control", 1},    {"tumor", 1},  {"tumour", 1}};
  const auto digit = [&](std::size_t i) { return i < text.size() && is_ascii_digit(text[i]); };
  const auto people_follow = [&](std::size_t at) {
    for (int words = 0; words <= 3; ++words) {
      if (people.at(text, at)) return true;
      const std::size_t start = at;
      while (at < text.size() &&
             (is_ascii_alpha(text[at]) || is_ascii_digit(text[at]) || text[at] == '_' || text[at] == '-'))
        ++at;
      if (at == start || at >= text.size() || text[at] != ' ') return false;
      ++at;
    }
    return false;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_ascii_digit(text[i])) continue;
    if (i >= 5 && equals_folded(text.substr(i - 5, 5), "from ")) return true;
    const std::size_t start = i;
    while (digit(i)) ++i;
    if (i >= text.size() || text[i] != ' ') continue;
    if (start >= 2 && text[start - 1] == ' ' && text[start - 2] == ',' && i + 1 < text.size() &&
        is_ascii_alpha(text[i + 1]))
      return true;
    if (people_follow(i + 1)) return true;
  }
  return false;
}

void extract_summaries(const Reading& reading, std::vector<Claim>& claims) {
  std::optional<bool> errors;
  for (const Sentence& sentence : reading.sentences) {
    if (!is_running_text(reading.document, sentence)) continue;
    const std::string_view text = slice(reading.document.text, sentence.span);
    read_lifetimes(reading.document, sentence, text, claims);
    // A cheap look before the sentence is taken apart.
    static const Literals signs = {{"±", 1}, {"percent", 1}};
    const Numbers numbers = numbers_in(text);
    if (numbers == Numbers::kTooMany) continue;
    if (numbers == Numbers::kSigned || signs.find(text, 0) != std::string_view::npos ||
        (numbers == Numbers::kPlain && counts_something(text))) {
      // Looked up where first needed.
      if (!errors && text.find("±") != std::string_view::npos) errors = has_errors(reading.document);
      SummaryReader(reading.document, sentence, errors.value_or(false), claims).read();
    }
  }
  read_group_tables(reading, claims);
}

}  // namespace

extern const Extractor group_summary_extractor;
const Extractor group_summary_extractor{"group_summary", 10, extract_summaries};

}  // namespace warrant
