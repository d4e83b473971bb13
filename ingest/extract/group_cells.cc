#include "ingest/extract/group_cells.h"
#include "ingest/extract/guarded.h"

#include <algorithm>
#include <cmath>

#include "ingest/extract/incidence_unit.h"
#include "ingest/extract/phrases.h"
#include "src/base/text.h"
#include "src/language/number.h"

namespace warrant {
namespace {

bool is_number(const std::vector<Token>& tokens, std::size_t i) { return i < tokens.size() && tokens[i].is_number(); }
bool is_symbol(const std::vector<Token>& tokens, std::size_t i, char s) { return i < tokens.size() && tokens[i].is(s); }
bool opens(const std::vector<Token>& tokens, std::size_t i) {
  return is_symbol(tokens, i, '(') || is_symbol(tokens, i, '[');
}
bool closes(const std::vector<Token>& tokens, std::size_t i) {
  return is_symbol(tokens, i, ')') || is_symbol(tokens, i, ']');
}

// What follows a mean: a standard deviation unless header or notes speak of standard errors only.
void spread_of_mean(const std::string& words, double value, Claim& claim) {
  static const Guarded error("\\bs\\.?e\\.?m?\\b|standard errors?"), deviation("\\bs\\.?d\\b|standard deviation");
  if (error.in(words) && !deviation.in(words))
    claim.se = value;
  else
    claim.sd = value;
}

// "HbA1c (%)", "weight change, %": percentages that are no shares of people.
bool measured_in_percent(std::string_view words) {
  static const Guarded measured(
      R"((?i)a1c|h[a]?ematocrit|\bhct\b|\bLV?EF\b|ejection|saturation|\bsp?[aO]o?2\b|FEV|FVC|\bpredicted\b|\bfat\b|humidity|weight|\bmass\b|\bbody\b|complian|adheren|excess|\bTBSA\b|\bburn|chang|differ|reduc|increas|decreas|improve|\bgain|\bloss|\bCV\b|coefficient|power|relative|efficacy|varia|heterogen|\bI[2²]|sensitiv|specific|\bdose|\bintensity|concentration|neutrophil|lymphocyte|monocyte|eosinophil|\bcells?\b|energy|protein|carbohydrate|\bkcal\b|\bscore|inhibit|\bmean\b|median|stenosis|\btime\b|recovery|content|purity|yield|bioavailab)");
  return measured.in(words);
}

}  // namespace

GroupCells::GroupCells(const Reading& reading, std::int32_t table)
    : document_(reading.document),
      index_(table),
      model_(reading.tables[static_cast<std::size_t>(table)]),
      shares_(model_),
      about_(ascii_lower(model_.caption() + " " + model_.notes())),
      sizes_(static_cast<std::size_t>(std::max(0, model_.columns()))) {}

void GroupCells::begin_row(std::int32_t row) {
  row_ = row;
  if (row == 0 || model_.kind(row) == RowKind::kHeader) {
    headers_.assign(sizes_.size(), std::nullopt);
    if (model_.kind(row) == RowKind::kHeader) sizes_.assign(sizes_.size(), std::nullopt);
  }
  row_part_ = SummaryPart::kWhole;
  if (model_.kind(row) != RowKind::kData) return;
  row_rate_ = rate_in(model_.label(row));
  if (row_rate_.unit.empty()) row_rate_ = rate_in(model_.factor(row));
  if (sizes_row(row)) {
    for (std::int32_t c = model_.label_columns(); c < model_.columns(); ++c)
      if (const auto size = plain_number(model_.text(row, c))) sizes_[static_cast<std::size_t>(c)] = size->value;
    headers_.assign(sizes_.size(), std::nullopt);
  }
  // "Cholesterol | median", "Age, mean", "Length of stay (median)"
  const std::string_view label = model_.label(row);
  std::size_t from = label.find_last_of(":,(");
  from = from == std::string_view::npos ? 0 : from + 1;
  row_part_ = summary_part(trim(label.substr(from, label.find_last_not_of(" )") + 1 - from)));
  if (row_part_ != SummaryPart::kMean && row_part_ != SummaryPart::kMedian) row_part_ = SummaryPart::kWhole;
  static const Guarded mean_of(R"((?i)^\W*(?:means?|average) [^,:(]{3,60}(?:\([^)]*\))?$)"),
      median_of(R"((?i)^\W*medians? [^,:(]{3,60}(?:\([^)]*\))?$)"),
      estimate(R"((?i)differ|ratio|\bor\b|\bSD\b|range|IQR|\bICCs?\b|coefficient|correlation)");
  if (row_part_ == SummaryPart::kWhole && !estimate.in(label)) {
    if (mean_of.in(label)) row_part_ = SummaryPart::kMean;
    if (median_of.in(label)) row_part_ = SummaryPart::kMedian;
  }
}

// "n | 24 | 28"
bool GroupCells::sizes_row(std::int32_t row) const {
  if (!names_size(model_.label(row)) || !model_.factor(row).empty()) return false;
  bool any = false;
  for (std::int32_t c = model_.label_columns(); c < model_.columns(); ++c) {
    const std::string_view text = model_.text(row, c);
    if (text.empty() || text == "-" || text == "–") continue;
    const auto size = plain_number(text);
    if (!size || size->decimals > 0 || size->value < 2) return false;
    any = true;
  }
  return any;
}

const GroupCells::Header& GroupCells::above(std::int32_t column) const {
  std::optional<Header>& kept = headers_[static_cast<std::size_t>(column)];
  if (!kept) {
    kept.emplace(Header{group_column(model_, row_, column), {}});
    if (!kept->column.people) kept->column.people = sizes_[static_cast<std::size_t>(column)];
    kept->rate = rate_in(kept->column.all);
  }
  return *kept;
}

const GroupColumn& GroupCells::header(std::int32_t column) const { return above(column).column; }

GroupCells::Rate GroupCells::rate_in(const std::string& words) {
  static const Guarded estimate(
      R"(\b(?:HR|OR|RR|IRR)\b|(?i:ratio|differ|\bcosts?\b|\bp[- ]value|\bnurses|doctors|physicians|\bbeds\b))");
  if (words.find_first_of("0123456789") == std::string::npos) return {};
  std::size_t at = 0;
  const std::string unit = rate_unit(words, &at);
  if (unit.empty() || !speaks_of_rate(words) || estimate.in(words)) return {};
  // In a bracket behind what is counted; not "incidence rate (per 100 person-years)".
  static const Guarded alone(R"((?i)\b(?:rate|incidence|mortality|prevalence|density|ratio)s?\W*$)");
  const std::size_t bracket = words.rfind('(', at);
  const bool inside = bracket != std::string::npos && words.find(')', bracket) > at &&
                      !alone.in(std::string_view(words).substr(0, bracket));
  return {words, unit, inside};
}

const std::string& GroupCells::words_of(const Cell& cell) const {
  if (cell.spoken.empty()) cell.spoken = ascii_lower(cell.above.all + " " + model_.label(row_) + " ") + about_;
  return cell.spoken;
}

Claim GroupCells::start_at(std::string_view kind, ByteSpan value) const {
  const std::int32_t passage = model_.table().row_passages[static_cast<std::size_t>(row_)];
  Claim claim = claim_of(document_, {passage, document_.passages[static_cast<std::size_t>(passage)].span}, kind);
  claim.place = Place::kTable;
  claim.table = index_;
  claim.value_span = value;
  claim.value_text = slice(document_.text, value);
  return claim;
}

Claim GroupCells::start(std::string_view kind, const Token& value, double sign) const {
  Claim claim = start_at(kind, value.span);
  claim.value = sign * value.number.value;
  claim.value_text = std::string(sign < 0 ? "-" : "") + std::string(value.text);
  claim.value_op = Operator::kEqual;
  return claim;
}

std::optional<Claim> GroupCells::read(std::int32_t column) const {
  const std::string_view text = slice(document_.text, model_.cell_at(model_.cell(row_, column)).span);
  constexpr std::size_t kLongest = 60;
  if (text.size() > kLongest || text.find_first_of("0123456789") == std::string_view::npos) return std::nullopt;
  const GroupColumn& head = header(column);
  Cell cell{column, head, text, lex(text, model_.cell_at(model_.cell(row_, column)).span.start), 0, 1, {}};
  const std::vector<Token>& tokens = cell.tokens;
  // "(3.0 ± 21.4)"
  if (opens(tokens, 0) && !tokens.empty() && closes(tokens, tokens.size() - 1)) cell.first = 1;
  if (is_symbol(tokens, cell.first, '-')) {
    cell.sign = -1;
    ++cell.first;
  }
  if (!is_number(tokens, cell.first)) return std::nullopt;
  for (const Rate* unit : {&above(column).rate, &row_rate_})
    if (!unit->unit.empty())
      if (auto claim = rate(cell, *unit)) return claim;
  if (head.other) return std::nullopt;
  const std::size_t i = cell.first;
  // "108, 0.56 ± 1.10": how many, and their mean.
  if (i == 0 && is_symbol(tokens, 1, ',') && cell.number().decimals == 0) {
    Cell rest = cell;
    rest.first = is_symbol(tokens, 2, '-') ? 3 : 2;
    rest.sign = rest.first == 3 ? -1 : 1;
    if (is_number(tokens, rest.first) && is_symbol(tokens, rest.first + 1, '!'))
      if (auto claim = with_spread(rest)) {
        claim->n = cell.number().value;
        return claim;
      }
  }
  if (is_symbol(tokens, i + 1, '!')) return with_spread(cell);
  if (opens(tokens, 0)) return std::nullopt;
  if (is_symbol(tokens, i + 1, '/') || (i + 1 < tokens.size() && (tokens[i + 1].is("of") || tokens[i + 1].is("out"))))
    return of_people(cell);
  if (opens(tokens, i + 1) && is_number(tokens, i + 2) && (closes(tokens, i + 3) || is_symbol(tokens, i + 3, '%')))
    return in_brackets(cell);
  if (opens(tokens, i + 1)) return with_bounds(cell);
  if (!is_number(tokens, i + 1)) return single(cell);
  return std::nullopt;
}

// "12.1 ± 3.4"
std::optional<Claim> GroupCells::with_spread(const Cell& cell) const {
  if (!is_number(cell.tokens, cell.first + 2)) return std::nullopt;
  Claim claim = start(kind::kMean, cell.tokens[cell.first], cell.sign);
  spread_of_mean(words_of(cell), cell.tokens[cell.first + 2].number.value, claim);
  return claim;
}

// "12/45", "69 out of 108 (64%)": events and people.
std::optional<Claim> GroupCells::of_people(const Cell& cell) const {
  const std::vector<Token>& tokens = cell.tokens;
  const std::size_t i = cell.first;
  std::size_t second = i + 2;
  if (tokens[i + 1].is("out") && second < tokens.size() && tokens[second].is("of")) ++second;
  if (!is_number(tokens, second)) return std::nullopt;
  const Number& first = cell.number();
  const double total = tokens[second].number.value;
  // "Side (right/left) | 12/10": the parts of a group, not some of all.
  static const Guarded halves(
      "(?i)\\b(?:(?:males?|men|boys?|m) ?/ ?(?:females?|women|girls?|f)|(?:females?|women|girls?|f) ?/ "
      "?(?:males?|men|boys?|m)|right ?/ ?left|left ?/ ?right|r ?/ ?l|l ?/ ?r|yes ?/ ?no|no ?/ ?yes|positive ?/ "
      "?negative|negative ?/ ?positive)\\b|[+] ?/ ?[-−–]");
  // "With/ without occupation | 36/45" of 81: together they are the group, but for a few whom nobody asked.
  static const Guarded either("(?i)[a-z)]{3} ?/ ?[a-z]{3}"),
      of_all("(?i)/ ?(?:the )?(?:total|all|number|overall|patients|participants|people|subjects|women|men|cases)\\b");
  const auto parts = [&] {
    constexpr double kNearlyAll = 0.95;
    const double both = first.value + total;
    const std::optional<double>& people = cell.above.people;
    const bool all = people && both <= *people && both >= kNearlyAll * *people;
    const std::string& label = model_.label(row_);
    return tokens[i + 1].is('/') &&
           (halves.in(cell.above.all) || halves.in(label) || (all && either.in(label) && !of_all.in(label)));
  };
  if (second + 1 == tokens.size() && first.decimals == 0 && tokens[second].number.decimals == 0 &&
      first.value <= total && cell.sign > 0 && words_of(cell).find("blood pressure") == std::string::npos && !parts()) {
    Claim claim = start(kind::kProportion, tokens[i], 1);
    claim.measure = "count";
    claim.n = first.value;
    claim.total = total;
    return claim;
  }
  if (!is_symbol(tokens, second + 1, '(') || !is_number(tokens, second + 2)) return std::nullopt;
  const double percent = tokens[second + 2].number.value;
  Claim claim = start(kind::kProportion, tokens[second + 2], 1);
  claim.unit = "%";
  claim.n = first.value;
  claim.total = total;
  if (first.value > total || parts()) {  // "17/19 (47)" of yes/no: the first part of both, where that proves right
    claim.total = first.value + total;
    if (is_symbol(tokens, second + 3, '/') || std::abs(100 * first.value / *claim.total - percent) > 1)
      return std::nullopt;
  }
  return claim;
}

// "12 (24.5)": a count with its share, or a mean with its deviation.
std::optional<Claim> GroupCells::in_brackets(const Cell& cell) const {
  const std::vector<Token>& tokens = cell.tokens;
  const std::size_t i = cell.first;
  const Number &first = cell.number(), &second = tokens[i + 2].number;
  const std::string& all = cell.above.all;
  const std::string& label = model_.label(row_);
  const std::string words = words_of(cell);
  const bool percent =
      second.percent || words.find('%') != std::string::npos || words.find("percent") != std::string::npos;
  static const Guarded deviation("(?i)\\bSD\\b|standard deviation|mean");
  // "RV % predicted | 167 (53)" under "Mean (SD)": a percentage with its deviation, no count with its share.
  static const Guarded sd("\\bSD\\b|(?i:standard deviation)");
  const bool deviates = (sd.in(all) && all.find('%') == std::string::npos) ||
                        (sd.in(label) && cell.above.leaf.find('%') == std::string::npos);
  const bool whole = first.decimals == 0 && !first.percent && second.value <= 100 && cell.sign > 0;
  const auto proven = [&] {
    const auto share = share_of_cell(cell.text);
    return share && shares_.proven(row_, cell.column, *share, cell.above.people);
  };
  // Where only the caption says that some rows are shares and some are means, arithmetic decides.
  const bool by_row = second.percent || all.find('%') != std::string::npos || label.find('%') != std::string::npos ||
                      model_.factor(row_).find('%') != std::string::npos;
  const std::optional<double>& people = cell.above.people;
  const bool unclear = !by_row && deviation.in(about_) && people;
  constexpr double kNear = 5;  // some were not asked
  const auto near = [&] {
    return percent && people && *people > 0 && std::abs(first.value / *people * 100 - second.value) < kNear;
  };
  if (!deviates && whole && ((percent && !unclear) || near() || proven())) {
    Claim claim = start(kind::kProportion, tokens[i + 2], 1);
    claim.unit = "%";
    claim.n = first.value;
    // The group's size is the total when it yields the printed share.
    if (people && *people > 0 && std::abs(first.value / *people * 100 - second.value) < 1) claim.total = people;
    return claim;
  }
  if (!deviation.in(words)) return std::nullopt;
  Claim claim = start(kind::kMean, tokens[i], cell.sign);
  spread_of_mean(words, second.value, claim);
  return claim;
}

// "150 (85, 279)": quartiles, a range or, where the header says so, an interval.
std::optional<Claim> GroupCells::with_bounds(const Cell& cell) const {
  const std::vector<Token>& tokens = cell.tokens;
  const auto bounds = read_interval(tokens, cell.first + 1, true);
  if (!bounds || !bounds->low || !bounds->high) return std::nullopt;
  const double low = *bounds->low, high = *bounds->high, value = cell.sign * cell.number().value;
  if (low > value || high < value) return std::nullopt;
  static const Guarded average("(?i)\\b(average|mean)\\b"), median("(?i)median|quartile|iqr");
  const std::string words = words_of(cell);
  if (cell.above.interval) {
    static const Guarded in_percent(R"((?:^|[^\d\s])\s?%|(?i:percent|prevalence|proportion))");
    const bool share = cell.number().percent || in_percent.in(cell.above.all);
    if (!share && !average.in(cell.above.all)) return std::nullopt;
    Claim claim = start(share ? kind::kProportion : kind::kMean, tokens[cell.first], cell.sign);
    if (share) claim.unit = "%";
    claim.ci_low = low;
    claim.ci_high = high;
    claim.ci_level = 95;
    return claim;
  }
  static const Guarded quartiles("(?i)median|iqr|quartile|p ?25|range|\\bm ?\\(");
  if (!quartiles.in(words)) return std::nullopt;
  const std::string& label = model_.label(row_);
  const bool mean = average.in(label) && !median.in(label);
  Claim claim = start(mean ? kind::kMean : kind::kMedian, tokens[cell.first], cell.sign);
  claim.q_low = low;
  claim.q_high = high;
  claim.spread =
      words.find("range") != std::string::npos && words.find("interquartile") == std::string::npos ? "range" : "iqr";
  return claim;
}

// A number alone: header or label say what it is.
std::optional<Claim> GroupCells::single(const Cell& cell) const {
  static const Guarded number("(?i)^(?:n|no\\.?|number|total|count|cases|patients|n ?=.*|events)$");
  // "Type 2 diabetes (n) | 1 | 3" under "Drug (n = 20) | Placebo (n = 20)".
  static const Guarded counted("(?i)\\((?:n|no\\.?|number)\\)\\W{0,4}$|, ?n$");
  const GroupColumn& above = cell.above;
  const Number& first = cell.number();
  const Token& token = cell.tokens[cell.first];
  const std::string& label = model_.label(row_);
  const bool alone = cell.tokens.size() == cell.first + 1;
  const bool whole = first.decimals == 0 && !first.percent && cell.sign > 0;
  const auto count = [&](std::optional<double> total) {
    Claim claim = start(kind::kProportion, token, cell.sign);
    claim.measure = "count";
    claim.n = claim.value;
    claim.total = total;
    return claim;
  };
  if (above.people && whole && alone && first.value <= *above.people &&
      (counted.in(label) || counted.in(model_.factor(row_))))
    return count(above.people);
  static const Guarded places("(?i)coordinate|\\bMNI\\b|talairach");
  if (above.part == SummaryPart::kStatistic && alone && !places.in(above.all)) {
    Claim claim = start(kind::kTest, token, cell.sign);
    claim.statistic = claim.value;
    const std::string& leaf = above.leaf;
    claim.statistic_name = leaf.substr(0, 2) == "χ" || ascii_lower(leaf).substr(0, 3) == "chi"
                               ? "chi2"
                               : leaf.substr(0, leaf.find_first_of(" -"));
    freedom_beside(cell.column, claim);
    return claim;
  }
  // A number beside a number says nothing.
  const std::string& factor = model_.factor(row_);
  if (summary_part(label) != SummaryPart::kWhole && factor.empty() && model_.panel(row_).empty()) return std::nullopt;
  if (plain_number(label) && factor.empty()) return std::nullopt;
  if (above.part != SummaryPart::kWhole && above.part != SummaryPart::kCount) return named_part(cell, above.part);
  if (number.in(above.leaf) && whole && (!above.people || first.value <= *above.people) &&
      !sizes_a_mean(cell.column, above.leaf))
    return count(std::nullopt);
  if (!alone && !first.percent) return std::nullopt;
  // "46,1400": what its comma is, nobody can say.
  static const Guarded comma(R"((?:^|\D)\d*,(?:\d{1,2}|\d{4,})(?:\D|$))");
  if (first.decimals == 0 && cell.text.find(',') != std::string_view::npos && comma.in(cell.text)) return std::nullopt;
  if (above.p || row_part_ != SummaryPart::kWhole) return above.p ? std::nullopt : named_part(cell, row_part_);
  // "0" beside "3 (3.3)": nobody.
  if (whole && alone && first.value == 0 && !above.timed && shares_in_row(cell.column)) return count(above.people);
  // "Women | 9" and "Men | 11" of 20.
  if (whole && alone && above.people && shares_.add_up(row_, cell.column, *above.people)) return count(above.people);
  // "Tertiary education | 23% | 32%"
  const std::string said = model_.panel(row_) + " " + model_.factor(row_) + " " + label + " " + above.all;
  static const Guarded share_label(R"((?i)(?:\(%\)|, ?%|\bpercent(?:age)? of\b.*|\(percent(?:age)?\))\W*$)");
  if (cell.sign > 0 && first.value <= 100 && !above.group.empty() && above.part == SummaryPart::kWhole &&
      (first.percent || (alone && share_label.in(label))) && !measured_in_percent(said) &&
      (above.people || names_group(above.group))) {
    Claim claim = start(kind::kProportion, token, 1);
    claim.unit = "%";
    return claim;
  }
  return std::nullopt;
}

// "Incidence per 1,000 person-years | 15.3 | 12.1", "Events (rate per 100 person-years) | 31 (8.3)".
std::optional<Claim> GroupCells::rate(const Cell& cell, const Rate& unit) const {
  static const Guarded estimate(R"(\b(?:HR|OR|RR|IRR)\b|(?i:ratio|differ))");
  if (cell.above.p || cell.sign < 0 || estimate.in(cell.above.all)) return std::nullopt;
  const std::vector<Token>& tokens = cell.tokens;
  std::size_t value = cell.first;
  std::optional<double> events;
  if (unit.inside) {
    while (value < tokens.size() && !opens(tokens, value)) ++value;
    if (cell.number().decimals == 0) events = cell.number().value;
    if (is_number(tokens, value + 1)) {
      ++value;
    } else if (tokens.size() == cell.first + 1 && cell.number().decimals > 0) {
      value = cell.first;
      events = std::nullopt;
    } else {
      return std::nullopt;
    }
  } else if (is_symbol(tokens, value + 1, '/') || is_symbol(tokens, value + 1, '!')) {
    return std::nullopt;
  }
  Claim claim = start(kind::kIncidenceRate, tokens[value], 1);
  claim.measure = measure::kIncidenceRate;
  claim.unit = unit.unit;
  claim.n = events;
  for (std::size_t k = value + 1; k < tokens.size() && k <= value + 2; ++k) {
    std::size_t from = k;
    if (const auto label = read_interval_label(tokens, k)) from = label->end;
    const auto interval = read_interval(tokens, from, true);
    if (!interval || !interval->low || !interval->high || *interval->low > *claim.value ||
        *interval->high < *claim.value)
      continue;
    claim.ci_low = interval->low;
    claim.ci_high = interval->high;
    claim.ci_level = 95;
    break;
  }
  return claim;
}

// "N | Mean | SD", "N | Percent": how many were measured, not how many had it.
bool GroupCells::sizes_a_mean(std::int32_t column, const std::string& leaf) const {
  static const Guarded size("(?i)^(?:n|no\\.?|number|total)$"),
      measured(
          "(?i)^\\W*(?:(?:arithmetic|geometric|adjusted) "
          ")?(?:mean|median|average|percent|prevalence|proportion|rate|score)");
  return size.in(leaf) && column + 1 < model_.columns() && measured.in(header(column + 1).leaf);
}

// Another group of the row has a count with its share.
bool GroupCells::shares_in_row(std::int32_t column) const {
  for (std::int32_t c = model_.label_columns(); c < model_.columns(); ++c) {
    if (c == column || header(c).other) continue;
    const auto share = share_of_cell(model_.text(row_, c));
    if (share && share->count->decimals == 0 &&
        (shares_.proven(row_, c, *share, header(c).people) ||
         model_.text(row_, c).find('%') != std::string_view::npos || header(c).all.find('%') != std::string::npos ||
         model_.label(row_).find('%') != std::string::npos))
      return true;
  }
  return false;
}

}  // namespace warrant
