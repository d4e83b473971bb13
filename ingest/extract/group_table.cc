#include "ingest/extract/group_table.h"
#include "ingest/extract/guarded.h"

#include <cmath>
#include <optional>
#include <string>

#include <re2/re2.h>

#include "ingest/extract/phrases.h"
#include "ingest/extract/table_model.h"
#include "src/base/text.h"
#include "src/language/number.h"
#include "src/language/share.h"

namespace warrant {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) {
    if (word.empty()) continue;
    if (!out.empty()) out += ": ";
    out += word;
  }
  return out;
}

bool is_number(const std::vector<Token>& tokens, std::size_t i) { return i < tokens.size() && tokens[i].is_number(); }
bool is_symbol(const std::vector<Token>& tokens, std::size_t i, char s) { return i < tokens.size() && tokens[i].is(s); }

class TableReader {
 public:
  TableReader(const Reading& reading, std::int32_t table, std::vector<Claim>& claims)
      : document_(reading.document),
        index_(table),
        model_(reading.tables[static_cast<std::size_t>(table)]),
        claims_(claims) {
    about_ = ascii_lower(model_.caption() + " " + model_.notes());
  }

  void read() {
    if (model_.columns() < 2 || model_.columns() > 60 || model_.rows() > 2000) return;
    for (std::int32_t row = 0; row < model_.rows(); ++row) {
      if (row == 0 || model_.kind(row) == RowKind::kHeader)
        headers_.assign(static_cast<std::size_t>(model_.columns()), std::nullopt);
      if (model_.kind(row) != RowKind::kData) continue;
      row_.clear();
      for (std::int32_t column = model_.label_columns(); column < model_.columns(); ++column) {
        const std::int32_t cell = model_.cell(row, column);
        if (cell < 0 || model_.cell_at(cell).row != row || model_.cell_at(cell).column != column) continue;
        if (!model_.cell_at(cell).span.empty()) read_cell(row, column, model_.cell_at(cell));
      }
      give_p_values(row);
      for (auto& [column, claim] : row_) claims_.push_back(std::move(claim));
    }
  }

 private:
  // What stands above a column: the same for all rows under one header.
  struct Header {
    std::string all, words, leaf;  // the whole path; whom it names; its last part
    std::optional<double> people;  // "n = 55"
    bool other = false;            // another extractor's
    bool p = false;
  };

  const Header& header(std::int32_t row, std::int32_t column) const {
    std::optional<Header>& kept = headers_[static_cast<std::size_t>(column)];
    if (kept) return *kept;
    const std::vector<std::string> path = model_.header_path(row, column);
    // As printed: "drug or placebo" holds no odds ratio, "Group B" no coefficient, "n = 95" no level.
    static const Guarded others(
        "\\b(?:a?HR|a?OR|RR|IRR|CI)\\b|(?i:exp) ?\\(B\\)|(?:^|: )B(?: ?[(,]|$)|\\b95 ?%|"
        "(?i:\\b(?:confidence|ratio|coefficient|survival rate|median (?:OS|PFS|survival))\\b)");
    static const Guarded p("(?i)^p(?:[- ]?values?)? ?(?:[*†‡§a-e1-4]|\\([^)]*\\))*$");
    static const RE2 count("(?i)\\s*[\\(\\[]?\\s*\\bn\\s*=\\s*(\\d[\\d, ]*)[\\)\\]]?");
    kept.emplace();
    // "n (%)" and "mean ± SD" say how, not who.
    static const Guarded form(
        "(?i)^\\W*(?:n|no\\.?|number|mean|median|%)?\\W*(?:n|%|s\\.?[de]m?\\.?|iqr|range|q1|q3|p25|p75|[-–±/,; "
        "])*\\W*$");
    std::vector<std::string> who = path;
    std::erase_if(who, [&](const std::string& part) { return form.in(part) && path.size() > 1; });
    kept->all = joined(path);
    kept->words = joined(who);
    if (const std::vector<PrintedNumber> sizes = find_group_sizes(kept->words); sizes.size() == 1) {
      kept->people = sizes[0].value;
      RE2::Replace(&kept->words, count, "");
      while (!kept->words.empty() && (kept->words.back() == ' ' || kept->words.back() == ':')) kept->words.pop_back();
    }
    if (!path.empty()) kept->leaf = trim(path.back());
    kept->other = others.in(kept->all);
    kept->p = !path.empty() && p.in(kept->leaf);
    return *kept;
  }

  void read_cell(std::int32_t row, std::int32_t column, const TableCell& cell) {
    const std::string_view text = slice(document_.text, cell.span);
    if (text.size() > 60 ||
        !is_ascii_digit(
            text[text.find_first_of("0123456789") == std::string_view::npos ? 0 : text.find_first_of("0123456789")]))
      return;
    const Header& above = header(row, column);
    if (above.other) return;
    const std::vector<Token> tokens = lex(text, cell.span.start);
    std::size_t i = 0;
    double sign = 1;
    if (is_symbol(tokens, 0, '-')) {
      sign = -1;
      i = 1;
    }
    if (!is_number(tokens, i)) return;
    const Number& first = tokens[i].number;
    std::string spoken;  // when first asked for
    const auto words = [&]() -> const std::string& {
      if (spoken.empty()) spoken = ascii_lower(above.all + " " + model_.label(row) + " ") + about_;
      return spoken;
    };
    const auto speak_of = [&](std::string_view word) { return words().find(word) != std::string::npos; };
    // "Side (right/left) | 12/10": the parts of a group, not some of all.
    const auto parts = [&] {
      static const Guarded halves(
          "(?i)\\b(?:(?:males?|men|boys?|m) ?/ ?(?:females?|women|girls?|f)|(?:females?|women|girls?|f) ?/ "
          "?(?:males?|men|boys?|m)|right ?/ ?left|left ?/ ?right|r ?/ ?l|l ?/ ?r|yes ?/ ?no|no ?/ ?yes|positive ?/ "
          "?negative|negative ?/ ?positive)\\b|[+] ?/ ?[-−–]");
      // "With/ without occupation | 36/45" of 81: together they are the group, but for a few whom nobody asked.
      static const Guarded either("(?i)[a-z)]{3} ?/ ?[a-z]{3}"),
          of_all(
              "(?i)/ ?(?:the )?(?:total|all|number|overall|patients|participants|people|subjects|women|men|cases)\\b");
      constexpr double kNearlyAll = 0.95;
      const double both = first.value + tokens[i + 2].number.value;
      const bool all = above.people && both <= *above.people && both >= kNearlyAll * *above.people;
      const std::string& label = model_.label(row);
      return halves.in(above.all) || halves.in(label) || (all && either.in(label) && !of_all.in(label));
    };
    Claim claim;
    if (is_symbol(tokens, i + 1, '!') && is_number(tokens, i + 2)) {
      claim = start(kind::kMean, row, tokens[i], sign);
      spread_of_mean(words(), tokens[i + 2].number.value, claim);
    } else if (is_symbol(tokens, i + 1, '/') && is_number(tokens, i + 2) && i + 3 == tokens.size() &&
               first.decimals == 0 && tokens[i + 2].number.decimals == 0 && first.value <= tokens[i + 2].number.value &&
               sign > 0 && !speak_of("blood pressure") && !parts()) {
      // "12/45": events and people.
      claim = start(kind::kProportion, row, tokens[i], 1);
      claim.measure = "count";
      claim.n = first.value;
      claim.total = tokens[i + 2].number.value;
    } else if (is_symbol(tokens, i + 1, '/') && is_number(tokens, i + 2) && is_symbol(tokens, i + 3, '(') &&
               is_number(tokens, i + 4)) {
      const double second = tokens[i + 2].number.value, percent = tokens[i + 4].number.value;
      double total = second;
      if (first.value > second || parts()) {  // "17/19 (47)" of yes/no: the first part of both, where that proves right
        total = first.value + second;
        if (is_symbol(tokens, i + 5, '/') || std::abs(100 * first.value / total - percent) > 1) return;
      }
      claim = start(kind::kProportion, row, tokens[i + 4], 1);
      claim.unit = "%";
      claim.n = first.value;
      claim.total = total;
    } else if (is_symbol(tokens, i + 1, '(') && is_number(tokens, i + 2) &&
               (is_symbol(tokens, i + 3, ')') || is_symbol(tokens, i + 3, '%'))) {
      const bool percent = tokens[i + 2].number.percent || speak_of("%") || speak_of("percent");
      static const Guarded deviation("(?i)\\bSD\\b|standard deviation|mean");
      // "RV % predicted | 167 (53)" under "Mean (SD)": a percentage with its deviation, no count with its share.
      static const Guarded sd("\\bSD\\b|(?i:standard deviation)");
      const bool deviates = (sd.in(above.all) && above.all.find('%') == std::string::npos) ||
                            (sd.in(model_.label(row)) && above.leaf.find('%') == std::string::npos);
      if (!deviates && percent && first.decimals == 0 && tokens[i + 2].number.value <= 100) {
        claim = start(kind::kProportion, row, tokens[i + 2], 1);
        claim.unit = "%";
        claim.n = first.value;
        // The group's size is the total when it yields the printed share.
        if (above.people && *above.people > 0 &&
            std::abs(first.value / *above.people * 100 - tokens[i + 2].number.value) < 1)
          claim.total = above.people;
      } else if (deviation.in(words())) {
        claim = start(kind::kMean, row, tokens[i], sign);
        spread_of_mean(words(), tokens[i + 2].number.value, claim);
      } else {
        return;
      }
    } else if (is_symbol(tokens, i + 1, '(') && is_number(tokens, i + 2) &&
               (is_symbol(tokens, i + 3, ',') || is_symbol(tokens, i + 3, '-') || is_symbol(tokens, i + 3, ';') ||
                (i + 3 < tokens.size() && tokens[i + 3].is("to"))) &&
               is_number(tokens, i + 4)) {
      static const Guarded quartiles("(?i)median|iqr|quartile|p ?25|range|\\bm ?\\(");
      const double low = tokens[i + 2].number.value, high = tokens[i + 4].number.value;
      if (low > sign * first.value || high < sign * first.value || !quartiles.in(words())) return;
      static const Guarded average("(?i)\\b(average|mean)\\b"), median("(?i)median|quartile|iqr");
      const bool mean = average.in(model_.label(row)) && !median.in(model_.label(row));
      claim = start(mean ? kind::kMean : kind::kMedian, row, tokens[i], sign);
      claim.q_low = low;
      claim.q_high = high;
      claim.spread = speak_of("range") && !speak_of("interquartile") ? "range" : "iqr";
    } else if (i + 1 >= tokens.size() || !tokens[i + 1].is_number()) {
      static const Guarded statistic(
          "(?i)^(?:χ|χ ?2|χ²|chi[- ]?squared?(?: value)?|x2|z|t|f|u|t value|z value|f value|statistic|test "
          "statistic)$");
      static const Guarded number("(?i)^(?:n|no\\.?|number|total|count|cases|patients|n ?=.*|events)$");
      // "Type 2 diabetes (n) | 1 | 3" under "Drug (n = 20) | Placebo (n = 20)".
      static const Guarded counted("(?i)\\((?:n|no\\.?|number)\\)\\W{0,4}$|, ?n$");
      const std::string& leaf = above.leaf;
      if (above.people && first.decimals == 0 && !first.percent && sign > 0 && tokens.size() == 1 &&
          first.value <= *above.people && (counted.in(model_.label(row)) || counted.in(model_.factor(row)))) {
        claim = start(kind::kProportion, row, tokens[i], sign);
        claim.measure = "count";
        claim.n = claim.value;
        claim.total = above.people;
      } else if (statistic.in(leaf)) {
        claim = start(kind::kTest, row, tokens[i], sign);
        claim.statistic = claim.value;
        claim.statistic_name = leaf.substr(0, 2) == "χ" ? "chi2" : leaf;
      } else if (number.in(leaf) && first.decimals == 0 && !first.percent && sign > 0 &&
                 (!above.people || first.value <= *above.people) && !sizes_a_mean(row, column, leaf)) {
        claim = start(kind::kProportion, row, tokens[i], sign);
        claim.measure = "count";
        claim.n = claim.value;
      } else {
        return;
      }
    } else {
      return;
    }
    claim.outcome = joined({model_.panel(row), model_.factor(row),
                            model_.factor(row) == model_.label(row) ? std::string() : model_.label(row)});
    claim.subject = above.words;
    row_.emplace_back(column, std::move(claim));
  }

  // "N | Mean | SD", "N | Percent": how many were measured, not how many had it.
  bool sizes_a_mean(std::int32_t row, std::int32_t column, const std::string& leaf) const {
    static const Guarded size("(?i)^(?:n|no\\.?|number|total)$"),
        measured(
            "(?i)^\\W*(?:(?:arithmetic|geometric|adjusted) "
            ")?(?:mean|median|average|percent|prevalence|proportion|rate|score)");
    return size.in(leaf) && column + 1 < model_.columns() && measured.in(header(row, column + 1).leaf);
  }

  // What follows a mean: a standard deviation unless header or notes speak of standard errors only.
  static void spread_of_mean(const std::string& words, double value, Claim& claim) {
    static const Guarded error("\\bs\\.?e\\.?m?\\b|standard errors?"), deviation("\\bs\\.?d\\b|standard deviation");
    if (error.in(words) && !deviation.in(words))
      claim.se = value;
    else
      claim.sd = value;
  }

  Claim start(std::string_view kind, std::int32_t row, const Token& value, double sign) const {
    Claim claim = start_at(kind, row, value.span);
    claim.value = sign * value.number.value;
    claim.value_text = std::string(sign < 0 ? "-" : "") + std::string(value.text);
    claim.value_op = Operator::kEqual;
    return claim;
  }

  // A p value belongs to the values before it, up to the p value before: to one value itself, to several groups as
  // their comparison, which becomes a claim of its own unless a statistic in the row is that already.
  void give_p_values(std::int32_t row) {
    std::vector<std::pair<std::int32_t, PValue>> p_values;
    for (std::int32_t column = model_.label_columns(); column < model_.columns(); ++column)
      // A p cell that hangs down over several rows counts in its first.
      if (header(row, column).p && model_.cell(row, column) >= 0 && model_.cell_at(model_.cell(row, column)).row == row)
        if (const auto p = read_p_cell(lex(model_.words(row, column)))) p_values.emplace_back(column, *p);
    std::int32_t from = 0;
    std::vector<std::pair<std::int32_t, Claim>> comparisons;
    for (const auto& [column, p] : p_values) {
      Claim* statistic = nullptr;
      std::vector<Claim*> groups;
      for (auto& [at, claim] : row_) {
        if (at < from || at > column) continue;
        if (claim.kind == kind::kTest)
          statistic = &claim;
        else if (claim.measure != "count" || claim.total)
          groups.push_back(&claim);
      }
      from = column;
      if (statistic == nullptr && groups.size() == 1 && !estimate_between(row, row_column(*groups[0]), column))
        statistic = groups[0];
      if (statistic == nullptr && groups.size() > 1) {
        const TableCell& cell = model_.cell_at(model_.cell(row, column));
        comparisons.emplace_back(column, *groups[0]);
        statistic = &comparisons.back().second;
        *statistic = start_at(kind::kTest, row, cell.span);
        statistic->outcome = groups[0]->outcome;
      }
      if (statistic == nullptr) continue;
      statistic->p_op = p.op;
      statistic->p_value = p.value;
      if (statistic->kind != kind::kTest || groups.size() < 2) continue;
      statistic->subject = groups[0]->subject;
      for (std::size_t k = 1; k < groups.size(); ++k) {
        if (groups[k]->subject == statistic->subject) continue;
        if (!statistic->comparator.empty()) statistic->comparator += "; ";
        statistic->comparator += groups[k]->subject;
      }
    }
    row_.insert(row_.end(), comparisons.begin(), comparisons.end());
  }

  std::int32_t row_column(const Claim& claim) const {
    const auto at = std::find_if(row_.begin(), row_.end(), [&](const auto& entry) { return &entry.second == &claim; });
    return at == row_.end() ? 0 : at->first;
  }

  // "Age | 31.5 ± 9.2 | -0.14 | 0.26" under "Baseline | Correlation coefficient | P": the p is the estimate's.
  bool estimate_between(std::int32_t row, std::int32_t value, std::int32_t p) const {
    static const Guarded estimate(
        "(?i:correlation|regression|relative risk|ratio|coefficient|\\b(?:r|rho|beta)\\b|exp ?\\(B\\))|[ρβ]|"
        "\\b(?:a?HR|a?OR|RR|IRR)\\b|^B(?: ?[(,]|$)");
    for (std::int32_t k = value + 1; k < p; ++k) {
      const std::vector<Token> tokens = lex(model_.text(row, k));
      const bool numbers = std::any_of(tokens.begin(), tokens.end(), [](const Token& t) { return t.is_number(); });
      if (numbers && estimate.in(header(row, k).leaf)) return true;
    }
    return false;
  }

  Claim start_at(std::string_view kind, std::int32_t row, ByteSpan value) const {
    const Table& table = model_.table();
    const std::int32_t passage = table.row_passages[static_cast<std::size_t>(row)];
    Claim claim = claim_of(document_, {passage, document_.passages[static_cast<std::size_t>(passage)].span}, kind);
    claim.place = Place::kTable;
    claim.table = index_;
    claim.value_span = value;
    claim.value_text = slice(document_.text, value);
    return claim;
  }

  const Document& document_;
  std::int32_t index_;
  const TableModel& model_;
  std::string about_;
  mutable std::vector<std::optional<Header>> headers_;  // by column, when first asked for
  std::vector<std::pair<std::int32_t, Claim>> row_;     // column, claim: of the row that is read
  std::vector<Claim>& claims_;
};

}  // namespace

void read_group_tables(const Reading& reading, std::vector<Claim>& claims) {
  for (std::size_t t = 0; t < reading.document.tables.size(); ++t)
    TableReader(reading, static_cast<std::int32_t>(t), claims).read();
}

}  // namespace warrant
