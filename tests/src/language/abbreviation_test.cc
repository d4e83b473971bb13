#include "src/language/abbreviation.h"

#include <string>

#include <gtest/gtest.h>

namespace warrant {
namespace {

struct Row {
  const char* text;
  const char* found;  // "OS=overall survival; …"
};

class Abbreviations : public testing::TestWithParam<Row> {};

TEST_P(Abbreviations, AreFoundWithTheirPlaces) {
  const std::string text = GetParam().text;
  std::string found;
  for (const Abbreviation& a : abbreviations(text)) {
    EXPECT_EQ(slice(text, a.short_span), a.short_form);
    EXPECT_EQ(slice(text, a.long_span), a.long_form);
    found += (found.empty() ? "" : "; ") + a.short_form + "=" + a.long_form;
  }
  EXPECT_EQ(found, GetParam().found);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Abbreviations,
    testing::Values(Row{"", ""}, Row{"(OS)", ""}, Row{"The overall survival (OS) was long.", "OS=overall survival"},
                    Row{"OS (overall survival) was long.", "OS=overall survival"},
                    Row{"It was long (overall survival, OS).", "OS=overall survival"},
                    Row{"Bone-modifying agents (BMAs) work.", "BMAs=Bone-modifying agents"},
                    Row{"progression-free survival (PFS; primary endpoint)", "PFS=progression-free survival"},
                    Row{"odds ratio [OR], hazard ratio (HR = 0.8)", "OR=odds ratio; HR=hazard ratio"},
                    Row{"Karnofsky performance status (KPS) and the Eastern Cooperative Oncology Group (ECOG) scale",
                        "KPS=Karnofsky performance status; ECOG=Eastern Cooperative Oncology Group"},
                    Row{"2,6-diaminopurine (DAP) and triiodothyronine (T3)",
                        "DAP=2,6-diaminopurine; T3=triiodothyronine"},
                    Row{"quality of life (QoL) and health-related quality of life (HRQoL)",
                        "QoL=quality of life; HRQoL=health-related quality of life"},
                    Row{"in the spine. Metastatic disease (MD)", "MD=Metastatic disease"},
                    Row{"in ten patients (10 mg) and others (n = 5)", ""}, Row{"a result (see Table 2)", ""},
                    Row{"the median was long (P < 0.001)", ""}, Row{"testosterone (T) rose", "T=testosterone"},
                    Row{"two-dimensional (2D) images", "2D=two-dimensional"}, Row{"unclosed (OS", ""}));

TEST(AbbreviationsOfDocument, KeepTheFirstAndLeaveOutReferences) {
  Document d;
  const auto add = [&](Place place, std::string_view text) {
    Passage passage;
    passage.place = place;
    const auto start = static_cast<std::uint32_t>(d.text.size());
    passage.span = {start, start + static_cast<std::uint32_t>(text.size())};
    d.text += std::string(text) + "\n";
    d.passages.push_back(passage);
  };
  add(Place::kReference, "Odd survey (OS).");
  add(Place::kAbstract, "The overall survival (OS) was long.");
  add(Place::kBody, "An obscure study (OS) of event-free survival (EFS).");
  const auto found = abbreviations(d);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].long_form, "overall survival");
  EXPECT_EQ(slice(d.text, found[0].long_span), "overall survival");
  EXPECT_EQ(found[1].short_form, "EFS");
}

TEST(AbbreviationsOfDocument, EndOnHostileText) {
  for (const std::string piece : {"(", "a (A", "aaaa aaaa (AAAAAAAAAA) ", "((((OS", ")", "[(OS)] "}) {
    std::string text;
    while (text.size() < 100000) text += piece;
    for (const Abbreviation& a : abbreviations(text)) ASSERT_LE(a.long_span.end, text.size());
  }
}

}  // namespace
}  // namespace warrant
