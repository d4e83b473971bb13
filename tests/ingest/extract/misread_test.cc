#include "ingest/extract/misread.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace warrant {
namespace {

struct Case {
  std::string_view text;  // [[ ]] around the value
  std::string_view kind, measure, unit;
  double value;
  std::string_view read;  // "dropped", else "kind/measure unit"
};

class Misread : public testing::TestWithParam<Case> {};

TEST_P(Misread, IsToldByWhatStandsBesideIt) {
  const Case& given = GetParam();
  Document d;
  Claim c;
  const std::size_t open = given.text.find("[["), close = given.text.find("]]");
  d.text = std::string(given.text.substr(0, open));
  c.value_span.start = static_cast<std::uint32_t>(d.text.size());
  c.value_text = given.text.substr(open + 2, close - open - 2);
  d.text += c.value_text;
  c.value_span.end = static_cast<std::uint32_t>(d.text.size());
  d.text += given.text.substr(close + 2);
  c.span = {0, static_cast<std::uint32_t>(d.text.size())};
  c.kind = given.kind;
  c.measure = given.measure;
  c.unit = given.unit;
  c.value = given.value;
  std::string read = "dropped";
  if (!is_misread(d, c)) {
    correct_reading(d, c);
    read = std::string(c.kind) + "/" + std::string(c.measure) + " " + c.unit;
  }
  EXPECT_EQ(read, given.read) << given.text;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Misread,
    testing::Values(Case{"for drug F3.[[3856]] ± 0.002 h", "mean", "", "h", 3856, "dropped"},
                    Case{"was 0.[[3856]] ± 0.002", "mean", "", "", 3856, "dropped"},
                    Case{"in 3 of them. [[38]] ± 2 years", "mean", "", "years", 38, "mean/ years"},
                    Case{"fell (95% CI: [[−28]]% to 19%)", "proportion", "", "%", -28, "dropped"},
                    Case{"to have [[80]]% power to see it", "proportion", "share", "%", 80, "dropped"},
                    Case{"with an [[80]] % probability of seeing it", "proportion", "share", "%", 80, "dropped"},
                    Case{"an ointment containing [[5]]% of the drug", "proportion", "share", "%", 5, "dropped"},
                    Case{"the cohort contained [[5]]% of all patients", "proportion", "share", "%", 5,
                         "proportion/share %"},
                    Case{"at a [[5]]% α-error", "proportion", "share", "%", 5, "dropped"},
                    Case{"rode at [[75]]% of the maximal work rate", "proportion", "share", "%", 75, "dropped"},
                    Case{"lifted [[70]]% of 1RM twice", "proportion", "share", "%", 70, "dropped"},
                    Case{"rates averaged [[88]]% of HRmax", "proportion", "share", "%", 88, "proportion/share %"},
                    Case{"[[40]]% of the patients had it", "proportion", "share", "%", 40, "proportion/share %"},
                    Case{"the mean change was [[-29.1]]% with drug", "proportion", "", "%", -29.1, "mean/change %"},
                    Case{"Tween ([[0.3]]% w/w) was added", "proportion", "", "%", 0.3, "dropped"},
                    Case{"stored at 25 °C/[[60]]% RH", "proportion", "", "%", 60, "dropped"},
                    Case{"[[60]]% recovered", "proportion", "", "%", 60, "proportion/ %"},
                    Case{"on days 7, 14 and [[28]] but participants came", "proportion", "count", "", 28, "dropped"},
                    Case{"by day 7 and [[28]] participants came", "proportion", "count", "", 28, "dropped"},
                    Case{"there were [[28]] participants", "proportion", "count", "", 28, "proportion/count "},
                    Case{"were [[2.62]] ± 0.02 h−1 in both", "mean", "", "h", 2.62, "mean/ h−1"},
                    Case{"took [[2.62]] ± 0.02 h in both", "mean", "", "h", 2.62, "mean/ h"}));

}  // namespace
}  // namespace warrant
