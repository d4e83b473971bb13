#include "ingest/extract/group_table.h"
#include "ingest/extract/guarded.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "ingest/extract/arms.h"
#include "ingest/extract/caption_outcome.h"
#include "ingest/extract/group_cells.h"
#include "ingest/extract/label_words.h"
#include "ingest/extract/table_model.h"
#include "src/base/text.h"
#include "src/language/number.h"

namespace warrant {
namespace {

class TableReader {
 public:
  TableReader(const Reading& reading, std::int32_t table, std::vector<Claim>& claims)
      : reading_(reading),
        model_(reading.tables[static_cast<std::size_t>(table)]),
        cells_(reading, table),
        claims_(claims) {}

  void read() {
    if (model_.columns() < 2 || model_.columns() > 60 || model_.rows() > 2000) return;
    for (std::int32_t row = 0; row < model_.rows(); ++row) {
      cells_.begin_row(row);
      if (model_.kind(row) != RowKind::kData) continue;
      row_.clear();
      for (std::int32_t column = model_.label_columns(); column < model_.columns(); ++column) {
        const std::int32_t cell = model_.cell(row, column);
        if (cell < 0 || model_.cell_at(cell).row != row || model_.cell_at(cell).column != column) continue;
        if (model_.cell_at(cell).span.empty()) continue;
        if (auto claim = cells_.read(column)) {
          name(row, column, *claim);
          row_.emplace_back(column, std::move(*claim));
        }
      }
      give_p_values(row);
      for (auto& [column, claim] : row_) claims_.push_back(std::move(claim));
    }
  }

 private:
  // Outcome and subject: the row's words and the column's, or the other way round where the rows are the groups.
  void name(std::int32_t row, std::int32_t column, Claim& claim) {
    const GroupColumn& above = cells_.header(column);
    const std::string& label = model_.label(row);
    const std::string factor = model_.factor(row) == label ? std::string() : model_.factor(row);
    claim.at = above.at;
    // "Pain | Drug" in two columns: the last names the group.
    const std::int32_t last = std::max(0, model_.label_columns() - 1);
    const std::string group = last > 0 ? model_.words(row, last) : label;
    const std::string before = last > 0 && label.size() > group.size() ? model_.words(row, 0) : std::string();
    const bool groups_above = !above.group.empty() && (is_group(above.group) || above.people);
    std::string outcome;
    if (!groups_above && !group.empty() && (heads_groups(row, last) || is_group(group)))
      outcome = joined_labels({model_.panel(row), factor == before ? std::string() : factor, before, above.group});
    if (outcome.empty() && !groups_above && is_group(group)) outcome = caption_outcome();
    if (outcome.empty()) {
      claim.outcome = joined_labels({model_.panel(row), factor, label});
      claim.subject = above.words;
      return;
    }
    claim.outcome = outcome;
    claim.subject = group;
    if (above.timed && above.words.size() > above.group.size() + 2)
      claim.subject += ": " + (above.group.empty() ? above.words : above.words.substr(above.group.size() + 2));
  }

  // "Group", "Treatment" above the row labels: these are groups.
  bool heads_groups(std::int32_t row, std::int32_t column) const {
    static const Guarded head(
        R"((?i)^\W*(?:(?:study|treatment|patient) )?(?:groups?|arms?|treatments?|allocation)\W*$)");
    const std::vector<std::string> path = model_.header_path(row, column);
    return !path.empty() && head.is(path.back());
  }

  bool is_group(const std::string& words) {
    const auto [at, fresh] = groups_.try_emplace(words, false);
    if (!fresh) return at->second;
    if (words.empty() || words.size() > 80) return false;
    if (names_group(words)) return at->second = true;
    const std::string name = strip_counts(words);  // the tokens are views into it
    const std::vector<Token> tokens = lex(name);
    const std::vector<ArmMention> mentions = reading_.arms().mentions(tokens);
    return at->second = mentions.size() == 1 && mentions[0].first == 0 && mentions[0].end == tokens.size();
  }

  // "Table 3. Pain scores in both groups": what the caption says is told; "" = nothing is.
  const std::string& caption_outcome() {
    if (!caption_outcome_) caption_outcome_ = outcome_in_caption(model_.caption());
    return *caption_outcome_;
  }

  // A p value belongs to the values before it, up to the p value before: to one value itself, to several groups as
  // their comparison, which becomes a claim of its own unless a statistic in the row is that already.
  void give_p_values(std::int32_t row) {
    std::vector<std::pair<std::int32_t, PValue>> p_values;
    for (std::int32_t column = model_.label_columns(); column < model_.columns(); ++column)
      // A p cell that hangs down over several rows counts in its first.
      if (cells_.header(column).p && model_.cell(row, column) >= 0 &&
          model_.cell_at(model_.cell(row, column)).row == row)
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
      // "RA: yes | no | p", "OA: yes | no | p": the p of its own part of the header.
      if (const std::int32_t part = model_.header_group(row, column); part >= 0) {
        const auto elsewhere = [&](const Claim* c) { return model_.header_group(row, row_column(*c)) != part; };
        if (groups.size() - static_cast<std::size_t>(std::count_if(groups.begin(), groups.end(), elsewhere)) >= 2)
          std::erase_if(groups, elsewhere);
      }
      if (statistic == nullptr && groups.size() == 1 && !estimate_between(row, row_column(*groups[0]), column))
        statistic = groups[0];
      if (statistic == nullptr && groups.size() > 1) {
        const TableCell& cell = model_.cell_at(model_.cell(row, column));
        comparisons.emplace_back(column, *groups[0]);
        statistic = &comparisons.back().second;
        *statistic = cells_.start_at(kind::kTest, cell.span);
        statistic->outcome = groups[0]->outcome;
      }
      if (statistic == nullptr) continue;
      statistic->p_op = p.op;
      statistic->p_value = p.value;
      if (statistic->kind != kind::kTest || groups.size() < 2) continue;
      name_compared(from_groups(groups), *statistic);
    }
    row_.insert(row_.end(), comparisons.begin(), comparisons.end());
  }

  // Whom the groups of a comparison name: without totals, and without times where these part the same groups.
  std::vector<std::string> from_groups(const std::vector<Claim*>& groups) const {
    static const Guarded total(
        R"((?i)^\W*(?:(?:totals?|overall|all|whole)(?: (?:groups?|sample|cohort|subjects|patients|participants|population|cases|women|men|children))?)\W*$)");
    std::vector<std::string> names, bare;
    bool timed = true;
    for (const Claim* claim : groups) {
      const GroupColumn& above = cells_.header(row_column(*claim));
      if (total.in(claim->subject) && groups.size() > 2) continue;
      names.push_back(claim->subject);
      timed = timed && above.timed && !above.group.empty() && claim->subject == above.words;
      if (timed && std::find(bare.begin(), bare.end(), above.group) == bare.end()) bare.push_back(above.group);
    }
    return timed && bare.size() > 1 ? bare : names;
  }

  static void name_compared(const std::vector<std::string>& names, Claim& claim) {
    if (names.empty()) return;
    claim.subject = names[0];
    for (std::size_t k = 1; k < names.size(); ++k) {
      if (names[k] == claim.subject) continue;
      if (!claim.comparator.empty()) claim.comparator += "; ";
      claim.comparator += names[k];
    }
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
      if (numbers && estimate.in(cells_.header(k).leaf)) return true;
    }
    return false;
  }

  const Reading& reading_;
  const TableModel& model_;
  GroupCells cells_;
  std::map<std::string, bool> groups_;               // whether words name a group, once asked for
  std::optional<std::string> caption_outcome_;       // once asked for
  std::vector<std::pair<std::int32_t, Claim>> row_;  // column, claim: of the row that is read
  std::vector<Claim>& claims_;
};

}  // namespace

void read_group_tables(const Reading& reading, std::vector<Claim>& claims) {
  for (std::size_t t = 0; t < reading.document.tables.size(); ++t)
    TableReader(reading, static_cast<std::int32_t>(t), claims).read();
}

}  // namespace warrant
