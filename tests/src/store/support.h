// Test-only: documents of our own making, and a store in a temporary folder.
#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "src/base/digest.h"
#include "src/model/claim_ids.h"
#include "src/store/store.h"
#include "tests/support/data.h"

namespace warrant::test {

// Appends a passage with its sentences (cut after ". ").
inline std::int32_t add_passage(IndexedDocument& d, PassageKind kind, Place place, std::int32_t section,
                                const std::string& text) {
  Document& document = d.document;
  Passage p;
  p.kind = kind;
  p.place = place;
  p.section = section;
  p.span.start = static_cast<std::uint32_t>(document.text.size());
  document.text += text;
  p.span.end = static_cast<std::uint32_t>(document.text.size());
  document.text += '\n';
  const auto index = static_cast<std::int32_t>(document.passages.size());
  document.passages.push_back(p);
  std::uint32_t start = p.span.start;
  while (start < p.span.end) {
    const std::size_t stop = document.text.find(". ", start);
    const std::uint32_t end =
        stop == std::string::npos || stop >= p.span.end ? p.span.end : static_cast<std::uint32_t>(stop) + 1;
    d.sentences.push_back({index, {start, end}});
    start = end + 1;
  }
  return index;
}

inline ByteSpan find(const IndexedDocument& d, std::string_view words) {
  const std::size_t at = d.document.text.find(words);
  EXPECT_NE(at, std::string::npos) << words;
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
}

inline void finish(IndexedDocument& d) {
  assign_claim_ids(d);
  d.sha256 = sha256_hex(d.document.text);
  d.source_bytes = d.document.text.size();
}

// An article that uses every field of the model.
inline IndexedDocument rich_document(const std::string& pmcid = "PMC900001") {
  IndexedDocument d;
  d.id = pmcid;
  d.source = "folder/" + pmcid + ".nxml";
  d.media_type = "application/jats+xml";
  d.reader = "jats@1";
  Document& x = d.document;
  x.pmcid = pmcid;
  x.pmid = "1" + pmcid.substr(3);
  x.doi = "10.9999/test." + pmcid.substr(3);
  x.nct = "NCT00000001";
  x.title = "Glioma of the spinal cord: a cohort of " + pmcid + " in Åre";
  x.year = 2019;
  x.journal = "Journal of \"Tests\" \\ Trials";
  x.authors = {"Müller Hans-Jürgen", "O'Neil \"Nell\" A", "Tab\tTab"};
  x.kind = DocumentKind::kReview;
  x.language = "en";
  x.license = "https://creativecommons.org/licenses/by/4.0/";
  x.study_design = "cohort";
  x.sample_size = 120;
  x.review_status = "pending";
  x.updated = "3 May 2020";
  x.retraction = "expression of concern";
  x.publication_types = {"Journal Article", "Review"};
  x.keywords = {"glioma", "spinal cord"};
  x.mesh = {"Glioma/surgery"};
  x.corrections = {{"correction", "10.9999/erratum", "77", "PMC77", "Erratum in 2020"}, {"comment", "", "", "", ""}};
  x.full_text = true;
  x.skipped = {{"element:disp-formula", 3}, {"mended:utf-8", 1}};
  x.sections = {{"Abstract", "abstract", -1, 0}, {"Results", "results", -1, 0}, {"Survival", "", 1, 1}};
  add_passage(d, PassageKind::kTitle, Place::kFront, -1, x.title);
  add_passage(d, PassageKind::kParagraph, Place::kAbstract, 0,
              "Median overall survival was 12.5 months in " + pmcid + ". Toxicity was mild.");
  add_passage(d, PassageKind::kHeading, Place::kBody, 2, "Survival");
  const auto body = add_passage(
      d, PassageKind::kParagraph, Place::kBody, 2,
      "Surgery reduced mortality (HR 0.72, 95% CI 0.60–0.86; p<0.001)¹. Non-small-cell metastases were rare.");
  Table table;
  table.id = "T1";
  table.label = "Table 1";
  table.rows = 2;
  table.columns = 2;
  table.header_rows = 1;
  const auto caption = add_passage(d, PassageKind::kCaption, Place::kTable, 2, "Table 1. Outcomes");
  const auto row = add_passage(d, PassageKind::kTableRow, Place::kTable, 2, "Death | 10 (8%)");
  x.passages[static_cast<std::size_t>(caption)].table = 0;
  x.passages[static_cast<std::size_t>(row)].table = 0;
  x.passages[static_cast<std::size_t>(row)].row = 1;
  table.captions = {caption};
  table.row_passages = {-1, row};
  table.cells = {
      {0, 0, 1, 2, true, 0, {}}, {1, 0, 1, 1, false, 1, find(d, "Death")}, {1, 1, 1, 1, false, 0, find(d, "10 (8%)")}};
  x.tables = {table};
  const std::string entry = "1. Smith J, Doe A. A trial of surgery against nothing at all. Lancet 2001;1:2-3. " + pmcid;
  add_passage(d, PassageKind::kReference, Place::kReference, -1, entry);
  Reference reference;
  reference.key = "B1";
  reference.label = "1";
  reference.number = 1;
  reference.number_inferred = true;
  reference.span = find(d, entry);
  reference.authors = {"Smith J", "Doe A"};
  reference.title = "A trial of surgery against nothing at all";
  reference.journal = "Lancet";
  reference.year = 2001;
  reference.volume = "1";
  reference.pages = "2-3";
  x.references = {reference};
  x.anchors = {{find(d, "¹"), {{"1", 0}, {"2", -1}}}};
  x.superscripts = {find(d, "¹")};
  x.source_runs = {{0, 10, 5}, {7, 100, 3}};

  Claim hr;
  hr.kind = kind::kEffectEstimate;
  hr.measure = measure::kHazardRatio;
  hr.value = 0.72;
  hr.value_text = "0.72";
  hr.value_op = Operator::kEqual;
  hr.ci_low = 0.60;
  hr.ci_high = 0.86;
  hr.ci_level = 95;
  hr.p_op = Operator::kLess;
  hr.p_value = 0.001;
  hr.outcome = "mortality";
  hr.subject = "Surgery";
  hr.comparator = "none";
  hr.population = "gliomas";
  hr.analysis = "adjusted";
  hr.direction = "decreased";
  hr.polarity = "favourable";
  hr.section = 2;
  hr.passage = body;
  hr.span = find(d, "Surgery reduced mortality (HR 0.72, 95% CI 0.60–0.86; p<0.001)¹.");
  hr.value_span = find(d, "0.72");
  hr.cited = true;
  hr.citations = {{0, "1", 0, "sentence"}, {0, "2", -1, "clause"}};
  hr.extractor = "effect_estimate@1";
  Claim os;
  os.kind = kind::kTimeToEvent;
  os.measure = measure::kMedianSurvival;
  os.value = 12.5;
  os.value_text = "12.5";
  os.value_op = Operator::kApproximately;
  os.value_high = 13;
  os.not_reached = true;
  os.unit = "months";
  os.at = TimePoint{1.5, "years"};
  os.sd = 0.1;
  os.se = 1.0 / 3;
  os.q_low = -1;
  os.q_high = 1e300;
  os.spread = "iqr";
  os.n = 60;
  os.total = 120;
  os.statistic = 3.84;
  os.df = 1;
  os.df2 = 2;
  os.statistic_name = "chi2";
  os.outcome = "OS";
  os.strength = "should";
  os.negated = os.hedged = os.assumption = true;
  os.place = Place::kAbstract;
  os.section = 0;
  os.passage = 1;
  os.span = find(d, "Median overall survival was 12.5 months");
  os.value_span = find(d, "12.5");
  os.extractor = "median_survival@2";
  Claim cell = Claim();
  cell.kind = kind::kProportion;
  cell.value = 8;
  cell.value_text = "8";
  cell.unit = "%";
  cell.place = Place::kTable;
  cell.section = 2;
  cell.passage = row;
  cell.table = 0;
  cell.span = find(d, "10 (8%)");
  cell.value_span = {cell.span.start + 4, cell.span.start + 5};
  cell.extractor = "proportion@1";
  d.claims = {os, hr, cell};
  finish(d);
  return d;
}

// One paragraph, nothing else.
inline IndexedDocument small_document(const std::string& id, const std::string& text) {
  IndexedDocument d;
  d.id = id;
  d.source = id + ".txt";
  d.media_type = "text/plain";
  d.reader = "text@1";
  add_passage(d, PassageKind::kParagraph, Place::kBody, -1, text);
  finish(d);
  return d;
}

class StoreTest : public ::testing::Test {
 protected:
  std::string path(const std::string& name = "store.db") const { return (folder_.path() / name).string(); }
  Store open(const std::string& name = "store.db", Store::Mode mode = Store::Mode::kWrite) const {
    auto store = Store::open(path(name), mode);
    EXPECT_TRUE(store) << to_string(store.error());
    return std::move(*store);
  }
  static Change put(Store& store, const IndexedDocument& document) {
    auto change = store.put(document);
    EXPECT_TRUE(change) << to_string(change.error());
    return change.value_or(Change::kUnchanged);
  }
  static std::string dump(const Store& store) {
    std::string out;
    auto done = store.dump([&](std::string_view line) {
      out += line;
      out += '\n';
      return true;
    });
    EXPECT_TRUE(done) << to_string(done.error());
    return out;
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace warrant::test
