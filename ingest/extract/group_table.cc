#include "ingest/extract/group_table.h"

#include <optional>
#include <string>

#include <re2/re2.h>

#include "ingest/extract/phrases.h"
#include "ingest/extract/table_model.h"
#include "src/base/text.h"
#include "src/language/number.h"

namespace warrant {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }
bool matches(std::string_view text, const RE2& pattern) { return RE2::PartialMatch(piece(text), pattern); }

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
      for (std::int32_t column = model_.label_columns(); column < model_.columns(); ++column) {
        const std::int32_t cell = model_.cell(row, column);
        if (cell < 0 || model_.cell_at(cell).row != row || model_.cell_at(cell).column != column) continue;
        if (!model_.cell_at(cell).span.empty()) read_cell(row, column, model_.cell_at(cell));
      }
    }
  }

 private:
  // What stands above a column: the same for all rows under one header.
  struct Header {
    std::string words, leaf;  // the whole path, its last part
    bool other = false;       // another extractor's
    bool p = false;
  };

  const Header& header(std::int32_t row, std::int32_t column) const {
    std::optional<Header>& kept = headers_[static_cast<std::size_t>(column)];
    if (kept) return *kept;
    const std::vector<std::string> path = model_.header_path(row, column);
    static const RE2 others(
        "(?i)\\b(?:HR|OR|RR|aHR|aOR|exp ?\\(B\\)|CI|confidence|ratio|coefficient|\\bB\\b|95|survival rate|median "
        "(?:OS|PFS|survival))\\b");
    static const RE2 p("(?i)^p(?:[- ]?values?)?[*†a-c]?$");
    kept.emplace();
    kept->words = joined(path);
    if (!path.empty()) kept->leaf = trim(path.back());
    kept->other = matches(kept->words, others);
    kept->p = !path.empty() && matches(kept->leaf, p);
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
    const auto words = [&] { return ascii_lower(above.words + " " + model_.label(row) + " ") + about_; };
    const auto speak_of = [&](std::string_view word) { return words().find(word) != std::string::npos; };
    Claim claim;
    if (is_symbol(tokens, i + 1, '!') && is_number(tokens, i + 2)) {
      claim = start(kind::kMean, row, tokens[i], sign);
      claim.sd = tokens[i + 2].number.value;
    } else if (is_symbol(tokens, i + 1, '/') && is_number(tokens, i + 2) && is_symbol(tokens, i + 3, '(') &&
               is_number(tokens, i + 4)) {
      claim = start(kind::kProportion, row, tokens[i + 4], 1);
      claim.unit = "%";
      claim.n = first.value;
      claim.total = tokens[i + 2].number.value;
    } else if (is_symbol(tokens, i + 1, '(') && is_number(tokens, i + 2) &&
               (is_symbol(tokens, i + 3, ')') || is_symbol(tokens, i + 3, '%'))) {
      const bool percent = tokens[i + 2].number.percent || speak_of("%") || speak_of("percent");
      static const RE2 deviation("(?i)\\bSD\\b|standard deviation|mean");
      if (percent && first.decimals == 0 && tokens[i + 2].number.value <= 100) {
        claim = start(kind::kProportion, row, tokens[i + 2], 1);
        claim.unit = "%";
        claim.n = first.value;
      } else if (matches(words(), deviation)) {
        claim = start(kind::kMean, row, tokens[i], sign);
        claim.sd = tokens[i + 2].number.value;
      } else {
        return;
      }
    } else if (is_symbol(tokens, i + 1, '(') && is_number(tokens, i + 2) &&
               (is_symbol(tokens, i + 3, ',') || is_symbol(tokens, i + 3, '-') || is_symbol(tokens, i + 3, ';') ||
                (i + 3 < tokens.size() && tokens[i + 3].is("to"))) &&
               is_number(tokens, i + 4)) {
      static const RE2 quartiles("(?i)median|iqr|quartile|p ?25|range|\\bm ?\\(");
      const double low = tokens[i + 2].number.value, high = tokens[i + 4].number.value;
      if (low > sign * first.value || high < sign * first.value || !matches(words(), quartiles)) return;
      claim = start(kind::kMedian, row, tokens[i], sign);
      claim.q_low = low;
      claim.q_high = high;
      claim.spread = speak_of("range") && !speak_of("interquartile") ? "range" : "iqr";
    } else if (i + 1 >= tokens.size() || !tokens[i + 1].is_number()) {
      static const RE2 statistic(
          "(?i)^(?:χ|χ ?2|χ²|chi[- ]?squared?(?: value)?|x2|z|t|f|u|t value|z value|f value|statistic|test "
          "statistic)$");
      static const RE2 number("(?i)^(?:n|no\\.?|number|total|count|cases|patients|n ?=.*|events)$");
      const std::string& leaf = above.leaf;
      if (matches(leaf, statistic)) {
        claim = start(kind::kTest, row, tokens[i], sign);
        claim.statistic = claim.value;
        claim.statistic_name = leaf.substr(0, 2) == "χ" ? "chi2" : leaf;
      } else if (matches(leaf, number) && first.decimals == 0 && !first.percent && sign > 0) {
        claim = start(kind::kProportion, row, tokens[i], sign);
        claim.measure = "count";
        claim.n = claim.value;
      } else {
        return;
      }
    } else {
      return;
    }
    claim.outcome = model_.panel(row).empty() ? model_.factor(row) : model_.panel(row) + ": " + model_.factor(row);
    if (model_.factor(row) != model_.label(row) && !model_.label(row).empty())
      claim.outcome += (claim.outcome.empty() ? "" : ": ") + model_.label(row);
    claim.subject = above.words;
    add_p(row, claim);
    claims_.push_back(std::move(claim));
  }

  Claim start(std::string_view kind, std::int32_t row, const Token& value, double sign) const {
    const Table& table = model_.table();
    const std::int32_t passage = table.row_passages[static_cast<std::size_t>(row)];
    Claim claim = claim_of(document_, {passage, document_.passages[static_cast<std::size_t>(passage)].span}, kind);
    claim.place = Place::kTable;
    claim.table = index_;
    claim.value = sign * value.number.value;
    claim.value_text = std::string(sign < 0 ? "-" : "") + std::string(value.text);
    claim.value_op = Operator::kEqual;
    claim.value_span = value.span;
    return claim;
  }

  void add_p(std::int32_t row, Claim& claim) const {
    for (std::int32_t column = model_.label_columns(); column < model_.columns(); ++column) {
      if (!header(row, column).p || model_.cell(row, column) < 0) continue;
      const std::string words = model_.words(row, column);
      if (const auto p = read_p_cell(lex(words))) {
        claim.p_op = p->op;
        claim.p_value = p->value;
      }
      return;
    }
  }

  const Document& document_;
  std::int32_t index_;
  const TableModel& model_;
  std::string about_;
  mutable std::vector<std::optional<Header>> headers_;  // by column, when first asked for
  std::vector<Claim>& claims_;
};

}  // namespace

void read_group_tables(const Reading& reading, std::vector<Claim>& claims) {
  for (std::size_t t = 0; t < reading.document.tables.size(); ++t)
    TableReader(reading, static_cast<std::int32_t>(t), claims).read();
}

}  // namespace warrant
