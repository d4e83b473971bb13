// The claims of a table as lines of text.
#pragma once

#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ingest/extract/table_claims.h"
#include "src/base/text.h"
#include "tests/ingest/extract/table_fixture.h"

namespace warrant {

// "HR 1.2 (0.57, 2.54) p=0.64 OS: Race: White vs Non-White" for every claim, one a line.
inline std::string read(const Document& d, TableKind kind = TableKind::kRatio) {
  EXPECT_EQ(defect_of(d), "");
  const std::vector<Sentence> sentences = {{0, d.passages[0].span}};
  std::vector<Claim> claims;
  extract_tables({d, sentences}, kind, claims);
  std::string out;
  const auto number = [](const std::optional<double>& v) { return v ? fmt::format("{}", *v) : std::string("-"); };
  for (const Claim& c : claims) {
    EXPECT_TRUE(c.span.contains(c.value_span));
    EXPECT_EQ(slice(d.text, c.value_span), c.value_text);
    EXPECT_EQ(c.place, Place::kTable);
    out += fmt::format("{} {}{}", c.measure, number(c.value), c.unit.empty() ? "" : " " + c.unit);
    if (c.at) out += fmt::format(" at {} {}", c.at->value, c.at->unit);
    if (c.ci_low || c.ci_high) out += fmt::format(" ({}, {})", number(c.ci_low), number(c.ci_high));
    if (c.p_op != Operator::kNone) out += fmt::format(" p{}{}", symbol_of(c.p_op), c.p_value ? number(c.p_value) : "");
    out += fmt::format(" | {} | {}", c.outcome, c.subject);
    if (!c.comparator.empty()) out += " vs " + c.comparator;
    if (!c.analysis.empty()) out += " | " + c.analysis;
    out += '\n';
  }
  return out;
}

}  // namespace warrant
