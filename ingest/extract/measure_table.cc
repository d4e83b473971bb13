#include "ingest/extract/measure_table.h"

#include <algorithm>

#include <re2/re2.h>

#include "ingest/extract/extractor.h"
#include "ingest/extract/guarded.h"

namespace warrant {
namespace {

// Cheap: a table without any of these words holds no claim of ours.
bool mentions_measures(const Document& document, const Table& table, std::string_view caption) {
  static const Guarded words(
      R"(HR[a-h]?\b|OR[a-h]?\b|RR[a-h]?\b|\b[HOR]\. ?R\.|ORs\b|HRs\b|SHR|(?i:hazard|odd|relative risk|risk ratio|rate ratio|relative rate|exp ?\(|surviv|\balive\b|\b[a-z]{0,3}(OS|PFS|DFS|RFS|EFS|CSS|DSS|MFS|TTP|MST|TTF|DOR)\b|time to|duration of|local control))");
  if (words.in(caption)) return true;
  for (const std::int32_t p : table.row_passages)
    if (p >= 0 && words.in(slice(document.text, document.passages[static_cast<std::size_t>(p)].span))) return true;
  return false;
}

std::string_view measure_named(std::string_view caption, std::string_view notes) {
  const auto ratios = find_ratios(lex(caption));
  if (!ratios.empty()) return ratios.front().measure;
  // "Data are HR (95% CI)" may stand below the table.
  static const Guarded data_are(
      R"((?i)(data|values|results|numbers|estimates|entries)( shown| presented| given)? are[^.;]{0,40}(ratio|\bHR|\bOR\b|\bRR|relative risk))");
  if (!data_are.in(notes)) return "";
  const auto noted = find_ratios(lex(notes));
  return noted.empty() ? "" : noted.front().measure;
}

}  // namespace

MeasureTable measures_in(const Reading& reading, std::size_t table) {
  const TableModel& model = reading.tables[table];
  MeasureTable out;
  out.caption = model.caption();
  out.mentions = mentions_measures(reading.document, model.table(), out.caption);
  if (!out.mentions) return {};
  out.notes = model.notes();
  out.model = model_measure(out.caption + " " + out.notes);
  const RatioMeaning& meaning = reading.meaning();
  if (out.model.empty())
    out.model = meaning.hazard && !meaning.odds   ? measure::kHazardRatio
                : meaning.odds && !meaning.hazard ? measure::kOddsRatio
                                                  : "";
  out.measure = measure_named(out.caption, out.notes);
  out.senses_of_row.assign(static_cast<std::size_t>(std::max(0, model.rows())), -1);
  bool known = false;
  for (std::int32_t r = 0; r < model.rows(); ++r) {
    if (model.kind(r) == RowKind::kHeader) known = false;
    if (model.kind(r) != RowKind::kData) continue;
    if (!known) out.senses.push_back(column_senses(model, r, out.model, out.measure));
    known = true;
    out.senses_of_row[static_cast<std::size_t>(r)] = static_cast<std::int32_t>(out.senses.size()) - 1;
  }
  return out;
}

}  // namespace warrant
