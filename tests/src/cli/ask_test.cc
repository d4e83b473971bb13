// What is no answer: statements on another treatment, on what a result is adjusted for, on what was done.
#include <gtest/gtest.h>

#include "ingest/pipeline/pipeline.h"
#include "src/query/ask.h"
#include "tests/support/data.h"

namespace warrant {
namespace {

constexpr std::string_view kAdded = R"(# Ostrolin added to metformin in type 2 diabetes: a randomised trial

## Abstract

Patients whose diabetes was not controlled by diet took part. HbA1c fell by 0.6% with ostrolin and by 0.1% with placebo (p = 0.01). Ostrolin added to metformin was well tolerated.

## Results

HbA1c was lower in the ostrolin group than in the placebo group (7.1% versus 7.6%, p = 0.01).
)";

// Names the trial drug behind the same words.
constexpr std::string_view kAddition = R"(# Adjunctive viprolin in heart failure: addition of viprolin to standard care

## Abstract

Mortality was lower with viprolin than with placebo (8% versus 12%, p = 0.03). In this trial two doses were required.

## Results

The addition of viprolin reduced mortality (hazard ratio 0.70, 95% CI 0.52 to 0.95, p = 0.03).
)";

constexpr std::string_view kAdjusted = R"(# Arterial stiffness with ostrolin or metformin: a randomised trial

## Abstract

Pulse wave velocity decreased with ostrolin and not with metformin (p = 0.03) after adjusting for HbA1c, weight and age.

## Results

Pulse wave velocity was lower with ostrolin than with metformin (p = 0.03) after adjusting for HbA1c and weight.
)";

constexpr std::string_view kRhythm = R"(# Ablation for atrial fibrillation

## Methods

After ablation patients with atrial fibrillation were advised to receive anticoagulation for three months.

## Results

Sinus rhythm was kept by 61 of 80 patients (76%). Age over 70 years was associated with recurrence of atrial fibrillation (odds ratio 2.1, p = 0.02).

## Discussion

Stroke is feared by patients with atrial fibrillation.
)";

constexpr std::string_view kGuideline = R"(# Stroke prevention in atrial fibrillation: a guideline

## Recommendations

Anticoagulation is recommended for all patients with atrial fibrillation and a previous stroke.
)";

constexpr std::string_view kWish = R"(# Vitamin D and bone turnover: a randomised trial

## Abstract

Bone turnover was lower with vitamin D than with placebo (p = 0.02).

## Discussion

However, larger trials with vitamin D that look at fractures are needed.
)";

constexpr std::string_view kDiet = R"(# A plant-based diet for neuropathic pain: a randomised trial

## Abstract

Neuropathic pain was lower with the diet than with placebo pills (p = 0.04).

## Results

At baseline five patients with neuropathic pain were taking gabapentin or pregabalin. There were no significant differences between the groups in neuropathic pain at baseline.

## Notes

ACE: angiotensin converting enzyme; NP: neuropathic pain; GBP: gabapentin for neuropathic pain; RCT: randomised trial with placebo; VAS: visual analogue scale.
)";

constexpr std::string_view kLungs = R"(# Lumiterol in chronic bronchitis: a randomised trial

## Abstract

Mortality of older people did not differ between lumiterol and placebo (p = 0.61). Dyspnea scores were slightly higher with lumiterol than with placebo (mean difference 0.34, 95% CI -0.33 to 1.02).

## Methods

Older patients with kidney failure or an irregular heart rate were excluded, as were those with heart disease.

## Results

There was no significant correlation between expectations and dyspnea scores on lumiterol (r = 0.03, p = 0.45). Dyspnea on exertion was less frequent with lumiterol than with placebo (41% versus 63%, p = 0.01).

The TB incidence rate on lumiterol was 2.1/100 person-years (95% CI 1.5 to 2.8). TB was feared by 40% of patients on lumiterol.
)";

constexpr std::string_view kTeaching = R"(# A psycho-educational course for back pain: a randomised trial

## Abstract

Quality of life improved more with the psycho-educational course than with usual care (p = 0.02). Disability was the second outcome.

## Results

There was no significant difference in baseline disability between the psycho-educational course and usual care (p = 0.61). Disability after the psycho-educational course was lower than with usual care (p = 0.04).

Disability was known, with assessments available for 95 of 100 patients (95%). Severe disability was found in 12 of 95 patients (12.6%).

## Discussion

Patients should be advised to keep moving with back pain.
)";

constexpr std::string_view kStatus = R"(# Selenium, zinc status and cognition in old age: a randomised trial

## Abstract

Cognition and zinc status of older people improved more with selenium than with placebo (p = 0.03).

## Results

Zinc deficiency was associated with disability (OR 2.1, 95% CI 1.3 to 3.4).

## Discussion

Women received the recommended four visits. Zinc status was measured under 2% lidocaine gel.
)";

constexpr std::string_view kNewborns = R"(# Kalmin in newborns: a randomised trial

## Abstract

Crying of newborns was shorter with kalmin than with placebo (p = 0.02).

## Results

Colic was seen in 12% of kalmocaine patients. Laboratory data were available for all newborns and anaemia was present in 23% of them.
)";

constexpr std::string_view kFracture = R"(# Nursing after wrist fracture: a cohort of 200 people

## Abstract

We followed 200 people after wrist fracture. Oral gels were compared.

## Results

At admission, 69 patients had oral thrush, which was less common with fungistil. Oral thrush developed in 4% with fungistil gel and in 16% with a plain gel (p = 0.004). Infections (24%) and wrist fracture (19%) were the most common causes of death.

No adverse events were reported with fungistil. Mortality was 3% at 30 days and 8% at 1 year after wrist fracture. The relapse rate of 12% was low. Of the patients with wrist fracture 180 completed physiotherapy (90%), 11 of 18 completed a questionnaire. Mean blood loss was 210 ml after wrist fracture. Pain was lower with fungistil than with plain gel (p = 0.02). Pain scores were lower with fungistil (p = 0.03) in those who had taken lumiterol. The overall survival was 71% at five years with fungistil.

## Discussion

Factors associated with completed physiotherapy are shown in Table 2. Fungistil use was greater in women at baseline. In patients with diabetes fungistil was well tolerated and reduced pain. People preferred fungistil in 62%. Nausea was expected to fall by 20% with fungistil. Nausea, fever below 20% and pain were evaluated at 2 hours. Nausea with fungistil is shown in Table 3. Age explained 25% of the variance of nausea with fungistil. Fungistil is a polyene agent which reduces oral thrush. The virus associated with mortality of bats has reduced wages. The nursing hours and oral thrush were noted.

## Abbreviations

OT, oral thrush; WF, wrist fracture; 5-yOS, 5 year overall survival with fungistil.
)";

class Ask : public testing::Test {
 protected:
  void SetUp() override {
    test::write_file(folder_.path() / "in/added.md", std::string(kAdded));
    test::write_file(folder_.path() / "in/adjusted.md", std::string(kAdjusted));
    test::write_file(folder_.path() / "in/addition.md", std::string(kAddition));
    test::write_file(folder_.path() / "in/rhythm.md", std::string(kRhythm));
    test::write_file(folder_.path() / "in/wish.md", std::string(kWish));
    test::write_file(folder_.path() / "in/diet.md", std::string(kDiet));
    test::write_file(folder_.path() / "in/lungs.md", std::string(kLungs));
    test::write_file(folder_.path() / "in/status.md", std::string(kStatus));
    test::write_file(folder_.path() / "in/newborns.md", std::string(kNewborns));
    test::write_file(folder_.path() / "in/teaching.md", std::string(kTeaching));
    test::write_file(folder_.path() / "in/fracture.md", std::string(kFracture));
  }

  Answer answer(const std::string& question) {
    auto store = Store::open((folder_.path() / "store.db").string(), Store::Mode::kWrite);
    EXPECT_TRUE(store);
    IngestOptions options;
    options.paths.push_back((folder_.path() / "in").string());
    EXPECT_TRUE(ingest(*store, options));
    auto given = ask(*store, {"", question, "", 10});
    EXPECT_TRUE(given);
    return given ? *given : Answer();
  }

  std::string first(const std::string& question) {
    const Answer given = answer(question);
    return given.evidence.empty() ? given.status : given.evidence.front().quote;
  }

 private:
  test::TemporaryFolder folder_;

 protected:
  const std::filesystem::path& folder() const { return folder_.path(); }
};

TEST_F(Ask, WhatSomethingElseWasAddedToWasNotTried) {
  EXPECT_EQ(first("Does metformin lower HbA1c compared with placebo?"), "no_evidence");
  EXPECT_NE(first("Does ostrolin lower HbA1c compared with placebo?").find("HbA1c"), std::string::npos);
}

TEST_F(Ask, WhatWasAddedWasTried) {
  EXPECT_NE(first("Does viprolin reduce mortality compared with placebo?").find("p = 0.03"), std::string::npos);
  EXPECT_NE(first("Does viprolin reduce mortality?").find("p = 0.03"), std::string::npos);
}

TEST_F(Ask, WhatAResultIsAdjustedForIsNoOutcome) {
  EXPECT_EQ(first("Does metformin lower HbA1c?"), "no_evidence");
  EXPECT_NE(first("Does ostrolin reduce pulse wave velocity?").find("ulse wave velocity"), std::string::npos);
}

TEST_F(Ask, WhatIsWishedForOrTakenByTheWayIsNoEvidence) {
  EXPECT_EQ(first("Does vitamin D reduce fractures?"), "no_evidence");
  EXPECT_EQ(first("Is gabapentin better than placebo for neuropathic pain?"), "no_evidence");
  EXPECT_NE(first("Is a plant-based diet better than placebo for neuropathic pain?").find("p = 0.04"),
            std::string::npos);
}

TEST_F(Ask, TheConditionIsThatOfTheWorkItsWordsTogether) {
  EXPECT_NE(first("Does lumiterol reduce mortality in chronic bronchitis?").find("p = 0.61"), std::string::npos);
  EXPECT_EQ(first("Does lumiterol reduce mortality in heart failure?"), "no_evidence");
}

TEST_F(Ask, SpellingsOfAWordAreOneWord) {
  EXPECT_NE(first("Does psychoeducation improve quality of life in back pain?").find("p = 0.02"), std::string::npos);
  EXPECT_NE(first("Does lumiterol reduce dyspnoea compared with placebo?").find("yspnea"), std::string::npos);
}

TEST_F(Ask, CorrelationsAreNoEffectsAndIntervalsDecide) {
  const Answer given = answer("Does lumiterol relieve dyspnea in chronic bronchitis?");
  ASSERT_EQ(given.evidence.size(), 2u);
  for (const EvidenceItem& item : given.evidence) {
    EXPECT_EQ(item.quote.find("correlation"), std::string::npos);
    if (item.quote.find("slightly higher") != std::string::npos) {
      EXPECT_EQ(item.direction, "no_difference");
    }
  }
}

TEST_F(Ask, ABaselineIsNoResultAndWhoIsKnownNoShare) {
  EXPECT_NE(first("Does the psychoeducational course reduce disability in back pain?").find("p = 0.04"),
            std::string::npos);
  for (const EvidenceItem& item : answer("How common is severe disability in back pain?").evidence)
    EXPECT_EQ(item.quote.find("available"), std::string::npos) << item.quote;
  EXPECT_NE(first("How common is severe disability in back pain?").find("12.6%"), std::string::npos);
}

TEST_F(Ask, HowOftenIsARate) {
  const Answer given = answer("What is the incidence of tuberculosis with lumiterol?");
  ASSERT_FALSE(given.evidence.empty());
  ASSERT_TRUE(given.evidence.front().claim);
  EXPECT_EQ(given.evidence.front().claim->claim.unit, "per 100 person-years");
}

TEST_F(Ask, AgesOfPeopleAreAskedFor) {
  EXPECT_NE(first("Does lumiterol reduce mortality in older people with chronic bronchitis?").find("p = 0.61"),
            std::string::npos);
  EXPECT_EQ(first("Does lumiterol reduce mortality in children with chronic bronchitis?"), "no_evidence");
}

TEST_F(Ask, APartOfAnAgeIsNotTheWhole) {
  EXPECT_NE(first("Does kalmin reduce crying in infants?").find("p = 0.02"), std::string::npos);
  EXPECT_NE(first("Does kalmin reduce crying in newborns?").find("p = 0.02"), std::string::npos);
  EXPECT_EQ(first("Does kalmin reduce crying in preterm infants?"), "no_evidence");
}

TEST_F(Ask, AShareOfThoseOnADrugIsNoStrength) {
  EXPECT_NE(first("How common is colic with kalmocaine?").find("12%"), std::string::npos);
  EXPECT_NE(first("How common is anaemia in newborns?").find("23%"), std::string::npos);
}

TEST_F(Ask, WhatIsMeasuredWasNotTried) {
  EXPECT_EQ(first("Does zinc improve cognition in old age?"), "no_evidence");
  EXPECT_NE(first("Does selenium improve cognition in old age?").find("p = 0.03"), std::string::npos);
}

TEST_F(Ask, WhatIsToBeDoneIsSaid) {
  EXPECT_EQ(first("Should back pain be operated on?"), "no_evidence");
  EXPECT_EQ(first("Should women receive four visits?"), "no_evidence");
  EXPECT_NE(first("Should patients with back pain be advised to keep moving?").find("advised"), std::string::npos);
}

TEST_F(Ask, WhatWasDoneIsNotRecommended) {
  EXPECT_EQ(first("Should patients with atrial fibrillation receive anticoagulation?"), "no_evidence");
  test::write_file(folder() / "in/guideline.md", std::string(kGuideline));
  EXPECT_EQ(first("Should patients with atrial fibrillation receive anticoagulation?"),
            "Anticoagulation is recommended for all patients with atrial fibrillation and a previous stroke.");
  EXPECT_EQ(first("Should patients with atrial fibrillation receive antiplatelet drugs for stroke?"), "no_evidence");
}

TEST_F(Ask, FactorsAreThoseOfTheOutcomeAskedFor) {
  const std::string factors = first("Which factors predict recurrence of atrial fibrillation?");
  EXPECT_NE(factors.find("Age over 70"), std::string::npos) << factors;
  EXPECT_EQ(first("Which factors predict mortality in atrial fibrillation?"), "no_evidence");
  EXPECT_NE(first("Which factors are associated with disability?").find("Zinc deficiency"), std::string::npos);
  EXPECT_EQ(first("Which factors are associated with zinc deficiency?"), "no_evidence");
}

TEST_F(Ask, AnEffectIsAResultOfTheOutcomeAskedFor) {
  const Answer given = answer("Does fungistil prevent oral thrush?");
  ASSERT_EQ(given.evidence.size(), 1u);  // neither what was there at admission nor what everybody knows
  EXPECT_NE(given.evidence.front().quote.find("p = 0.004"), std::string::npos);
  EXPECT_EQ(first("Does fungistil increase the risk of diabetes?"), "no_evidence");
  EXPECT_NE(first("Is fungistil safe after wrist fracture?").find("No adverse events"), std::string::npos);
  EXPECT_EQ(first("Is kalmin safe after wrist fracture?"), "no_evidence");
  EXPECT_NE(first("Do people prefer fungistil?").find("62%"), std::string::npos);
  EXPECT_EQ(first("Do people prefer tablets?"), "no_evidence");
  EXPECT_EQ(first("Which factors are associated with completed physiotherapy?"), "no_evidence");
  EXPECT_NE(first("Is fungistil better than plain gel for pain?").find("p = 0.02"), std::string::npos);
  EXPECT_EQ(first("Is kalmin better than lumiterol for pain?"), "no_evidence");
  EXPECT_EQ(first("How effective is fungistil for oral thrush?").substr(0, 21), "Oral thrush developed");
  const Answer none = answer("Does fungistil prevent oral dryness?");
  EXPECT_EQ(none.status, "no_evidence");
  EXPECT_TRUE(none.evidence.empty());
}

TEST_F(Ask, ChancesMeansAndSurvivalAreNumbers) {
  EXPECT_NE(first("What is the mortality after wrist fracture at one year?").find("8% at 1 year"), std::string::npos);
  EXPECT_NE(first("How many patients with wrist fracture completed physiotherapy?").find("180 completed"),
            std::string::npos);
  EXPECT_NE(first("What is the mean blood loss after wrist fracture?").find("210 ml"), std::string::npos);
  EXPECT_NE(first("What is the overall survival with fungistil?").find("71%"), std::string::npos);
  EXPECT_EQ(first("What is the incidence of nausea with fungistil?"), "no_evidence");
  EXPECT_EQ(first("What is the risk of stroke after wrist fracture?"), "no_evidence");
  EXPECT_EQ(first("What is the rate of conversion to surgery after wrist fracture?"), "no_evidence");
}

}  // namespace
}  // namespace warrant
