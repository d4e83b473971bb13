#include "src/query/question.h"

#include <map>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace warrant {
namespace {

struct Case {
  const char* name;
  const char* question;
  const char* measure;
  const char* outcome;
  const char* subject;
  const char* comparator;
};

class ReadsQuestions : public testing::TestWithParam<Case> {};

const Case kCases[] = {
    {"EffectComparedOn", "What is the effect of early feeding compared with delayed feeding on length of stay?", "",
     "length of stay", "early feeding", "delayed feeding"},
    {"EffectOnCompared", "What is the effect of zinc on growth compared to placebo?", "", "growth", "zinc", "placebo"},
    {"Effect", "Effect of exercise on falls", "", "falls", "exercise", ""},
    {"Does", "Does vitamin D reduce fractures compared with placebo?", "", "fractures", "vitamin D", "placebo"},
    {"Better", "Is ketamine better than placebo for pain?", "", "pain", "ketamine", "placebo"},
    {"EffectDoes", "What effect does zinc have on growth?", "", "growth", "zinc", ""},
    {"Difference", "Is there a difference in pain between ice and heat?", "", "pain", "ice", "heat"},
    {"HowMuch", "By how much does exercise reduce falls?", "", "falls", "exercise", ""},
    {"OutcomeAfter", "Pain outcome after surgery?", "", "Pain", "surgery", ""},
    {"Relieve", "Does acupressure relieve pain at rest after fracture?", "", "pain at rest", "acupressure", ""},
    {"Effective", "Is zinc effective in preventing colds in children?", "", "colds", "zinc", ""},
    {"VerbAsNoun", "Does a change of diet lower blood pressure?", "", "blood pressure", "change of diet", ""},
    {"Median", "What is the median survival after surgery?", "median_survival", "", "surgery", ""},
    {"Rate", "One-year survival after resection?", "survival_rate", "", "resection", ""},
    {"RatioOf", "What is the hazard ratio for overall survival with ice in gout?", "hazard_ratio", "overall survival",
     "ice", ""},
    {"RatioOfTwo", "What is the hazard ratio for death of ice versus heat in adults with gout?", "hazard_ratio",
     "death", "ice", "heat"},
    {"HowLongAThing", "How long does recovery take with ice?", "", "", "ice", ""},
    {"Colon", "Ice versus heat in gout: duration of pain", "", "duration of pain", "Ice", "heat"},
    {"LowerWithout", "In gout, is pain lower with ice?", "", "pain", "ice", ""},
    {"DoneBy", "Is recovery prolonged by ice in gout?", "", "recovery", "ice", ""},
    {"Fewer", "Are there fewer falls when shoes are worn?", "", "falls", "shoes are worn", ""},
    {"AnyBenefit", "Ice for adults with gout - any benefit on pain?", "", "pain", "Ice", ""},
    {"ColonEffect", "Ice versus heat in gout: effect on pain", "", "pain", "Ice", "heat"},
    {"AmongThem", "Among adults with gout, does ice reduce pain?", "", "pain", "ice", ""},
    {"HowLongAStay", "How long do adults stay in hospital after surgery?", "", "", "surgery", ""},
    {"HowLongALife", "How long do adults live after surgery?", "median_survival", "", "surgery", ""},
    {"LowerWith", "Is pain lower with ice than with heat?", "", "pain", "ice", "heat"},
    {"WhatHappens", "What happens to pain with ice in gout?", "", "pain", "ice", ""},
    {"WhatHappensBehind", "Ice in chronic gout: what happens to pain?", "", "pain", "Ice", ""},
    {"Safer", "Is ice safer than heat for sprains?", "", "sprains", "ice", "heat"},
    {"BeDone", "Can falls be prevented in old age?", "", "falls", "", ""},
    {"BeDoneBy", "Can falls be prevented by exercise in old age?", "", "falls", "exercise", ""},
    {"Ratio", "Which hazard ratios are reported for age?", "hazard_ratio", "", "", ""},
};

TEST_P(ReadsQuestions, FindsTheParts) {
  const Interpretation shown = understand(GetParam().question).shown;
  EXPECT_EQ(shown.measure, GetParam().measure);
  EXPECT_EQ(shown.outcome, GetParam().outcome);
  EXPECT_EQ(shown.subject, GetParam().subject);
  EXPECT_EQ(shown.comparator, GetParam().comparator);
}

INSTANTIATE_TEST_SUITE_P(Question, ReadsQuestions, testing::ValuesIn(kCases),
                         [](const auto& c) { return c.param.name; });

TEST(Understand, FindsWhoIsAskedAbout) {
  EXPECT_EQ(understand("Does zinc reduce colds in young children compared with placebo?").shown.population,
            "young children");
  EXPECT_EQ(understand("What is the effect of tea on the number of patients cured?").shown.population, "");
}

TEST(Understand, NamesStudySizesAndTargetsBind) {
  const UnderstoodQuestion asked =
      understand("Survival of EGFR-mutated patients after SBRT or EBRT in the n=55 cohort?");
  EXPECT_EQ(asked.study_size, "55");
  std::map<std::string, int> names;
  for (const QuestionTerm& term : asked.terms)
    if (term.name > 0) names[term.text] = term.name;
  ASSERT_EQ(names.size(), 3u);
  EXPECT_NE(names["EGFR"], names["SBRT"]);
  EXPECT_EQ(names["SBRT"], names["EBRT"]);  // one of them is enough
  EXPECT_FALSE(understand("Target haemoglobin in kidney disease?").needed.empty());
  EXPECT_TRUE(understand("Which citations of the Q&A pages cannot be resolved?").about_links);
}

TEST(Understand, KnowsWhatASentenceMustDo) {
  EXPECT_EQ(understand("How is a fall defined?").sought, Sought::kDefinition);
  EXPECT_EQ(understand("Should zinc be given to children?").sought, Sought::kRecommendation);
  EXPECT_EQ(understand("Which factors predict falls?").sought, Sought::kFactors);
  EXPECT_EQ(understand("Does zinc shorten colds?").sought, Sought::kNothing);
  EXPECT_TRUE(understand("How many children died?").deaths);
  EXPECT_EQ(understand("What proportion of women were cured by ice?").predicate, (std::vector<std::string>{"cure"}));
  EXPECT_EQ(understand("What share of adults given ice developed seizures?").predicate,
            (std::vector<std::string>{"seizur"}));
  EXPECT_EQ(understand("How many of the 23 patients improved?").study_size, "23");
  EXPECT_EQ(understand("What is the median overall survival with ice?").endpoints, (std::vector<std::string>{"OS"}));
}

TEST(Understand, ReadsWhatFactorsRecommendationsTestsAndFrequenciesAreOf) {
  const auto read = [](const char* question) {
    const Interpretation shown = understand(question).shown;
    return fmt::format("{}|{}|{}", shown.subject, shown.outcome, shown.population);
  };
  EXPECT_EQ(read("Which factors predict mortality in sepsis?"), "|mortality|sepsis");
  EXPECT_EQ(read("What are the risk factors for delirium after hip surgery?"), "|delirium|hip surgery");
  EXPECT_EQ(read("Should zinc be given to children?"), "zinc||children");
  EXPECT_EQ(read("Should we offer ice for ankle sprains?"), "ice||ankle sprains");
  EXPECT_EQ(read("Should patients with colds receive zinc?"), "zinc||patients with colds");
  EXPECT_EQ(read("Is ice recommended after an ankle sprain?"), "ice||ankle sprain");
  EXPECT_EQ(read("What is the sensitivity of ultrasound for appendicitis?"), "ultrasound||appendicitis");
  EXPECT_EQ(understand("What is the sensitivity of ultrasound for appendicitis?").value, ValueType::kAccuracy);
  EXPECT_EQ(understand("What is the insulin sensitivity of tea drinkers?").value, ValueType::kNone);
  EXPECT_EQ(read("How common is delirium in the elderly?"), "|delirium|elderly");
  EXPECT_EQ(read("What is the mortality after hip fracture at one year?"), "hip fracture|mortality|hip fracture");
  EXPECT_EQ(understand("What is the mortality after hip fracture?").value, ValueType::kShare);
  EXPECT_EQ(read("What is the risk of bleeding with warfarin?"), "warfarin|bleeding|warfarin");
  EXPECT_EQ(read("What is the mean blood loss in hip replacement?"), "|blood loss|hip replacement");
  EXPECT_EQ(read("Complication rates of surgery?"), "|Complication rates|surgery");
  EXPECT_EQ(understand("What is the recurrence rate after hernia repair?").predicate,
            (std::vector<std::string>{"recurr"}));
  EXPECT_TRUE(understand("Complication rates of surgery?").predicate.empty());
  EXPECT_EQ(read("How many adults with colds completed treatment?"), "|completed treatment|adults with colds");
  EXPECT_EQ(understand("What is the overall survival with ice?").value, ValueType::kSurvival);
  EXPECT_EQ(understand("What is the prognosis with ice?").value, ValueType::kSurvival);
  EXPECT_EQ(read("How effective is zinc in colds?"), "zinc|colds|");
  EXPECT_EQ(read("Is zinc safe in children?"), "zinc|adverse events|children");
  EXPECT_EQ(read("How much weight do adults lose with zinc?"), "zinc|weight|");
  EXPECT_EQ(understand("What is the pain score after ice?").value, ValueType::kMean);
  EXPECT_EQ(read("Is zinc safe in pregnancy?"), "zinc|adverse events|pregnancy");
  EXPECT_EQ(understand("How long does remission last after zinc?").predicate, (std::vector<std::string>{"remiss"}));
  EXPECT_EQ(understand("What proportion of women used contraception after advice?").predicate,
            (std::vector<std::string>{"contracept"}));
  EXPECT_TRUE(understand("Is zinc useful for colds?").outcome_is_condition);
  EXPECT_FALSE(understand("Is zinc effective in reducing colds?").outcome_is_condition);
  EXPECT_EQ(read("Which predictors of falls are known?"), "|falls|");
  EXPECT_EQ(understand("How common is postoperative delirium?").predicate, (std::vector<std::string>{"delirium"}));
  EXPECT_EQ(read("What proportion of adults on zinc had an undetectable cold at week 2?"),
            "zinc|undetectable cold|adults");
  EXPECT_EQ(understand("Should abscesses be aspirated or drained?").deeds,
            (std::vector<std::string>{"aspir", "drain"}));
  EXPECT_TRUE(understand("Should zinc be given to children?").deeds.empty());
  EXPECT_EQ(understand("How long do patients stay in hospital?").predicate, (std::vector<std::string>{"stai"}));
  EXPECT_TRUE(understand("How many patients fell?").counts_people);
  EXPECT_FALSE(understand("How many sessions were held?").counts_people);
  EXPECT_EQ(read("Does zinc cause less nausea than iron?"), "zinc|nausea|");
  EXPECT_EQ(read("Is milk associated with lower risk of asthma?"), "milk|risk of asthma|");
  EXPECT_EQ(read("Does ice relieve lower back pain?"), "ice|lower back pain|");
}

TEST(Understand, LimitsInWordsYieldToThoseGiven) {
  Question question;
  question.text = "Does zinc shorten colds in randomised trials since 2015?";
  EXPECT_EQ(understand(question).year_from, 2015);
  EXPECT_EQ(understand(question).designs, (std::vector<std::string>{"randomised trial"}));
  question.design = "Cohort";
  question.year_to = 2010;
  EXPECT_EQ(understand(question).year_from, 0);
  EXPECT_EQ(understand(question).designs, (std::vector<std::string>{"cohort"}));
  EXPECT_EQ(understand(question).shown.outcome, "colds");
}

TEST(Understand, CorrectionsReplaceWhatWasUnderstood) {
  Question question;
  question.text = "Does zinc reduce colds?";
  question.outcome = "duration of colds";
  question.measure = "mean_difference";
  const Interpretation shown = understand(question).shown;
  EXPECT_EQ(shown.outcome, "duration of colds");
  EXPECT_EQ(shown.subject, "zinc");
  EXPECT_EQ(shown.measure, "mean_difference");
}

TEST(Understand, TakesAnyText) {
  for (const char* text :
       {"", "?", "effect of", "effect of on", "does", "does improve ", "\xff\xff", "effect of x compared with"})
    EXPECT_LE(understand(text).terms.size(), 3u) << text;
}

struct ValueCase {
  const char* name;
  const char* question;
  ValueType value;
};

class ReadsValues : public testing::TestWithParam<ValueCase> {};

const ValueCase kValueCases[] = {
    {"RateOf", "What is the rate of leaks after gluing?", ValueType::kShare},
    {"RateBehind", "Leak rates of gluing?", ValueType::kShare},
    {"HeartRate", "Which heart rate do divers have?", ValueType::kNone},
    {"RateOfDecline", "Rate of decline of vision in glaucoma?", ValueType::kNone},
    {"SelfRating", "Do more adults stay when a self-rating scale is used?", ValueType::kNone},
    {"Prevalence", "Prevalence of gout among divers?", ValueType::kShare},
    {"Mean", "Mean fall in pain after ice?", ValueType::kMean},
    {"WhatMean", "What was the mean fall in pain after ice?", ValueType::kMean},
    {"Means", "What does a higher score mean?", ValueType::kNone},
    {"Accurate", "How accurate is palpation in telling gout from sprains?", ValueType::kAccuracy},
    {"Sensitivity", "Sensitivity of palpation for gout?", ValueType::kAccuracy},
};

TEST_P(ReadsValues, FindsTheKindOfValue) { EXPECT_EQ(understand(GetParam().question).value, GetParam().value); }

INSTANTIATE_TEST_SUITE_P(Question, ReadsValues, testing::ValuesIn(kValueCases),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace warrant
