// What one source sentence says about one citing sentence, where no extractor made a claim of either.
#include <gtest/gtest.h>

#include "src/query/testimony.h"

namespace warrant {
namespace {

struct HeardCase {
  const char* name;
  const char* source;  // one sentence a line
  const char* citing;
  const char* digits;    // of the citing value, none of a statement in words
  const char* expected;  // support, against, stitched, nothing
};

const HeardCase kCases[] = {
    {"Right", "Weight fell by 5.2% with fasting and by 1.1% with reading.", "Weight fell by 5.2% with fasting.", "5.2",
     "support"},
    {"OtherArm", "Weight fell by 5.2% with fasting and by 1.1% with reading.", "Weight fell by 1.1% with fasting.",
     "1.1", "against"},
    {"Rounded", "Weight fell by 5.2% with fasting.", "Weight fell by 5% with fasting.", "5", "support"},
    {"FewerDigitsInTheSource", "Weight fell by 5% with fasting.", "Weight fell by 5.2% with fasting.", "5.2",
     "nothing"},
    {"OtherInterval", "Nitrate rose by 10.3 units with the juice (95% CI 0.8 to 19.7).",
     "Nitrate rose by 10.3 units with the juice (95% CI 1.8 to 19.7).", "10.3", "against"},
    {"OtherValueSameInterval", "Nitrate rose by 10.3 units with the juice (95% CI 0.8 to 19.7).",
     "Nitrate rose by 13.0 units with the juice (95% CI 0.8 to 19.7).", "13.0", "against"},
    {"OtherPValue", "Nitrate rose by 10.3 units with the juice (p = 0.03).",
     "Nitrate rose by 10.3 units with the juice (p = 0.003).", "10.3", "against"},
    {"LoosePValue", "Nitrate rose by 10.3 units with the juice (p = 0.03).",
     "Nitrate rose by 10.3 units with the juice (p < 0.05).", "10.3", "support"},
    {"OtherUnit", "Ablation of the tumour took 10.9 min with the new needle.",
     "Ablation of the tumour took 10.9 h with the new needle.", "10.9", "against"},
    {"OtherPeriod", "Children of the clinic ate 3.4 servings of fruit per day after the lessons.",
     "Children of the clinic ate 3.4 servings of fruit a week after the lessons.", "3.4", "against"},
    {"SamePeriod", "Children of the clinic ate 3.4 servings of fruit/day after the lessons.",
     "Children of the clinic ate 3.4 servings of fruit daily after the lessons.", "3.4", "support"},
    {"OtherScaleOfFewerWords", "Mean duration of the whole procedure in the theatre of the second clinic was 47 min.",
     "The procedure took 47 hours on average.", "47", "against"},
    {"OtherTimeUnitBehindAWord", "The whole course of syrup took 4.5 weeks in the children of the trial.",
     "The whole course of syrup took 4.5 full months in the children of the trial.", "4.5", "against"},
    {"GroupBehindABracket", "The control group had lower numbers of cells (0.74%) than the treatment (1.78%) group.",
     "Numbers of cells were 1.78% in the control group.", "1.78", "against"},
    {"ChangeAtALaterTime", "At 3 months acuity had improved from 0.953 to 0.616 units with the flap.",
     "Acuity improved from 0.953 to 0.616 units at 3 months with the flap.", "0.953", "support"},
    {"PairExchanged",
     "More patients of the plan arm than of the usual care arm had high concerns about the illness (16% vs 7%).",
     "High concerns about the illness were reported by 7% of patients with a plan and 16% under usual care.", "7",
     "against"},
    {"PairInOrder",
     "More patients of the plan arm than of the usual care arm had high concerns about the illness (16% vs 7%).",
     "High concerns about the illness were reported by 16% of patients with a plan and 7% under usual care.", "7",
     "support"},
    {"PairBehindABracket",
     "The interval was significantly shorter (11.9 h vs. 15.6 h) in the zolinib group than in controls.",
     "The interval was 11.9 h with zolinib and 15.6 h in controls.", "11.9", "support"},
    {"OnlyTheSecondIsThePlacebos",
     "In the trial zolinib reduced coughs at night (-0.36 vs 0.12 for placebo; p < 0.001).",
     "Coughs at night fell by 0.36 with placebo in the trial.", "0.36", "against"},
    {"PAgainstPlacebo",
     "Relapse was seen with placebo in 39.1%, with zolinib 20 mg in 29.3% (p = 0.006 versus placebo) and with zolinib "
     "40 mg "
     "in 26.1% (p = 0.001 versus placebo).",
     "Relapse on zolinib 40 mg was seen in 39.1%.", "39.1", "against"},
    {"PValueOfAnotherResult",
     "Nitrate rose by 10.3 units with the juice, and by 1.2 with water (p = 0.03).\nPressure fell (p = 0.007).",
     "Nitrate rose by 10.3 units with the juice, which was notable (p = 0.007).", "10.3", "stitched"},
    {"FirstOfAChangeHasNoTime", "At baseline sway was 4.9 mm in the clinic and at 3 months it was 3.2 mm.",
     "Sway in the clinic went from 4.9 to 3.2 mm at 3 months.", "4.9", "support"},
    {"SpreadBetweenTheEnds", "The device lowered sway in the clinic from 15.3 +10.2 to 11.9 +15.5 mm.",
     "With the device sway in the clinic went from 15.3 to 11.9 mm.", "15.3", "support"},
    {"OtherUnitOfItsKind", "Median time to the peak of lung function was 36 h.",
     "Its peak was reached by the lung within 36 min of the puff.", "36", "against"},
    {"AsMuchInAnotherUnit", "Median time to the peak of lung function was 36 h.\nThe longest time was 0.6 h.",
     "Its peak was reached by the lung within 36 min of the puff.", "36", "nothing"},
    {"OtherUnitOfAnotherThing", "The visit of the nurse took 36 h.",
     "Its peak was reached by the lung within 36 min of the puff.", "36", "nothing"},
    {"Opposite", "Zolinib lowered the rate of falls by 47% in the trial.", "Zolinib raised the rate of falls by 47%.",
     "47", "against"},
    {"NegatedNounIsNoOpposite", "Zolinib raised completion of the course by 47%.",
     "Zolinib lowered non-completion of the course by 47%.", "47", "support"},
    {"OtherEndOfAChange", "Pressure fell from 138.2 to 132.8 mmHg with garlic.",
     "Pressure fell from 148.2 to 132.8 mmHg with garlic.", "132.8", "against"},
    {"SameChange", "Pressure fell from 138.2 to 132.8 mmHg with garlic.",
     "Pressure fell from 138.2 to 132.8 mmHg with garlic.", "132.8", "support"},
    {"OtherTimePoint", "At 6 months 27.5% of the smokers had quit.", "At 12 months 27.5% of the smokers had quit.",
     "27.5", "nothing"},
    {"OtherNumberForTheSame", "At 6 months 27.5% of the smokers in the city clinic had quit.",
     "At 6 months 72.5% of the smokers in the city clinic had quit.", "72.5", "against"},
    {"AnotherTopic", "At 6 months 27.5% of the smokers in the city clinic had quit.",
     "Rash was seen in 72.5% of the children in the city.", "72.5", "nothing"},
    {"CountsAreNoRivals", "The clinic enrolled 562 smokers of the city in the trial.",
     "In the trial of the city, 40 smokers came back to the clinic.", "40", "nothing"},
    {"CountWordForWord", "The clinic enrolled 562 smokers of the city in the trial.",
     "The clinic enrolled 40 smokers of the city in the trial.", "40", "against"},
    {"AThresholdIsNoResult", "Of the women 40.4% attended at least 70% of the sessions.",
     "Of the women 40.4% attended at least 70% of the sessions.", "40.4", "support"},
    {"PAboveABound", "Weight fell by 5.2% with fasting (p = 0.54).", "Weight fell by 5.2% with fasting (p > 0.05).",
     "5.2", "support"},
    {"SlipInCopying", "Pupil width after the drops was 7.41 mm in the clinic.",
     "Pupil width after the drops was 7.14 mm in the clinic.", "7.14", "against"},
    {"PairWordForWord", "Intake was 12% and 13% lower, respectively, after beans compared with the meat or pea meal.",
     "Intake was 12% and 13% lower, respectively, after beans compared with the meat or pea meal.", "13", "support"},
    {"OtherTimeOfAList", "At 5, 15 and 30 minutes the mean sway was 4.1, 3.2 and 4.3 mm, respectively.",
     "At 5 minutes the mean sway was 3.2 mm.", "3.2", "against"},
    {"OtherDose", "Weight fell by 7.5 kg with 192 mg zolinib.", "Weight fell by 7.5 kg with 96 mg zolinib.", "7.5",
     "against"},
    {"OppositeSex", "Infection went with male sex (7.5%).", "Infection went with female sex (7.5%).", "7.5", "against"},
    {"ThePlacebosNumber", "Peak power rose to 905.2 W with placebo and to 948.1 W with the nitrate.",
     "Peak power rose to 905.2 W with nitrate.", "905.2", "against"},
    {"BoundThatIsReached", "Side effects added up to a sum of 49.2% with zolinib.",
     "Side effects added up to 49.2% with zolinib.", "49.2", "support"},
    {"ReductionIsALess", "A reduction of 8.4% of the filtration rate was seen with zolinib.",
     "The filtration rate rose by 8.4% with zolinib.", "8.4", "against"},
    {"AboutIsASlipToo", "Runners lost approximately 1.7 kg in the desert race.",
     "Runners lost approximately 7.1 kg in the desert race.", "7.1", "against"},
    {"CountsOfOtherThings", "Sixty-four male volunteers were assigned to receive 30 painful shocks in the trial.",
     "The male volunteers received 30 painful shocks in the trial.", "30", "support"},
    {"GroupSizes", "Babies with colic were assigned to the syrup (n = 192) or to water (n = 184) for colic.",
     "The syrup for colic was given to 192 babies.", "192", "support"},
    {"LayWords", "Neonates in the trial of zolinib were 4821 in number.",
     "The trial of zolinib had 4821 newborn babies.", "4821", "support"},
    {"DirectionFarBehind",
     "Systolic pressure was 3.3 mmHg (95% CI 0.3 to 6.3) and diastolic 2.1 mmHg (95% CI 0.5 to 4.2) lower with nurses.",
     "Systolic pressure was 3.3 mmHg (95% CI 0.3 to 6.3) higher with nurses.", "3.3", "against"},
    {"WordsTheSame", "All bone markers decreased in both arms, though not all of them significantly.",
     "All bone markers decreased in both arms.", "", "support"},
    {"WordsTurned", "All bone markers decreased in both arms.", "All bone markers increased in both arms.", "",
     "against"},
    {"OneWordTurned", "Zolinib attenuated the increased barrier permeability and lowered oedema of the brain.",
     "Zolinib attenuated the decreased barrier permeability and lowered oedema of the brain.", "", "against"},
    {"WordsOfADiet", "Body weight was reduced significantly by the diet alone in the trial.",
     "Body weight was reduced by the diet alone in the trial.", "", "support"},
    {"OnlyAnotherArmIsNamed",
     "The flaxseed group lost 3.1 kg and the bran group 1.2 kg.\n"
     "The flaxseed group ate 31 g and the bran group ate 42 g.\n"
     "Flaxseed lowered the insulin index by 34.7%.",
     "Bran lowered the insulin index by 34.7%.", "34.7", "against"},
    {"ArmOfTheSentenceBefore",
     "The flaxseed group lost 3.1 kg and the bran group 1.2 kg.\n"
     "The flaxseed group ate 31 g and the bran group ate 42 g.\n"
     "In the flaxseed group glucose fell.\nThe waist shrank to 92.4 cm.",
     "In the bran group the waist shrank to 92.4 cm.", "92.4", "against"},
    {"ArmsKnownAndRight",
     "The flaxseed group lost 3.1 kg and the bran group 1.2 kg.\n"
     "The flaxseed group ate 31 g and the bran group ate 42 g.\n"
     "In the flaxseed group glucose fell.\nThe waist shrank to 92.4 cm.",
     "In the flaxseed group the waist shrank to 92.4 cm.", "92.4", "support"},
    {"PeopleBehindAShare",
     "The trial was completed by 65 (64%) placebo-treated patients and 455 (83%) zolinib-treated patients.",
     "The trial was completed by 83% of patients treated with placebo.", "83", "against"},
    {"SameWordsNumbersChangedAbout",
     "More nurses than doctors knew of the retest after treatment of the infection (93% vs 87%).",
     "More nurses than doctors knew of the retest after treatment of the infection (87% vs 93%).", "87", "against"},
    {"SameWordsOtherNumber", "More nurses than doctors knew of the retest at three months (66% vs 26%, p < 0.01).",
     "More nurses than doctors knew of the retest at three months (76% vs 26%, p < 0.01).", "76", "against"},
    {"NumbersBelieTheirWords", "Straining at stool changed from 90.0% to 45.0% with the oil.",
     "Straining at stool increased from 90.0% to 45.0% with the oil.", "45.0", "against"},
    {"LowerLimbsAreNoLess", "Swelling of the lower leg was 9.2 cm in smokers against 7.1 cm in others.",
     "Swelling of the lower leg was 9.2 cm in smokers against 7.1 cm in others.", "9.2", "support"},
    {"UnitWrittenOut", "Lung volume gained 240 ml with the evening dose of zolinib.",
     "Lung volume gained 240 litres with the evening dose of zolinib.", "240", "against"},
    {"UnitInABracketBehind", "Fasting glucose fell to 4.79 \u00B1 0.17 (mmol/L) with flaxseed.",
     "Fasting glucose fell to 4.79 mg/dL with flaxseed.", "4.79", "against"},
    {"BothEffectiveIsNotUnequal", "Zolinib as well as placetin was effective in relieving pain of the mouth.",
     "Zolinib and placetin relieved pain of the mouth equally well.", "", "nothing"},
    {"OutcomeOfAnother", "By contrast, zinc reduced the rates of fever of children in the trial.",
     "Zinc reduced the number of clinic visits of children in the trial.", "", "nothing"},
    {"WordsOfAnotherTime", "Pain at 12, 24 and 48 weeks did not differ between the groups after infiltration.",
     "Pain at 1 week did not differ between the groups after infiltration.", "", "nothing"},
    {"AlignedAtAnotherTime",
     "Mortality at 12 months was 15.4% in the treated patients of the trial.\n"
     "At 6 months 12.2% of the treated patients of the trial had died.",
     "Mortality at 6 months was 12.2% in the treated patients of the trial.", "12.2", "support"},
    {"AlignedAtAnotherDose",
     "Relief of pain with 20 mg zolinib was 41.3% in adults of the clinic.\n"
     "Of the adults of the clinic given 10 mg zolinib, 30.2% had relief of pain.",
     "Relief of pain with 10 mg zolinib was 30.2% in adults of the clinic.", "30.2", "support"},
    {"AlignedInAnotherGroup",
     "Relief of severe pain in group B was 41.3% in adults.\n"
     "Adults in group A had relief of severe pain in 30.2%.",
     "Relief of severe pain in group A was 30.2% in adults.", "30.2", "support"},
    {"AlignedOfAnotherDrug",
     "The response rate of adults treated with placetin for severe pain of the mouth was 41.3%.\n"
     "With zolinib 30.2% of the adults with severe pain of the mouth responded.",
     "The response rate of adults treated with zolinib for severe pain of the mouth was 30.2%.", "30.2", "support"},
    {"IncreasedDoseIsNoRise", "Glucose changed from 8.1% to 7.2% with increased doses of zolinib in adults.",
     "With an increased dose of zolinib glucose changed from 8.1% to 7.2% in adults.", "7.2", "support"},
    {"TheOtherGroupBehind",
     "The flaxseed group lost 3.1 kg and the bran group 1.2 kg.\n"
     "The flaxseed group ate 31 g and the bran group ate 42 g.\n"
     "In the flaxseed group glucose fell.\nIn the other group the waist shrank to 92.4 cm.",
     "In the bran group the waist shrank to 92.4 cm.", "92.4", "support"},
    {"BothGroupsBehind",
     "The flaxseed group lost 3.1 kg and the bran group 1.2 kg.\n"
     "The flaxseed group ate 31 g and the bran group ate 42 g.\n"
     "In the flaxseed group glucose fell.\nIn both groups the waist shrank to 92.4 cm.",
     "In the bran group the waist shrank to 92.4 cm.", "92.4", "support"},
    {"WeightAndItsLoss", "Zolinib increased weight loss of adults in the clinic.",
     "Zolinib reduced the weight of adults in the clinic.", "", "nothing"},
    {"LessOfALoss", "Bone loss was reduced by zolinib in women after the menopause.",
     "Bone density increased with zolinib in women after the menopause.", "", "nothing"},
    {"RiskOfIncreased", "Zolinib decreased the risk of increased pressure of the eye in adults.",
     "Zolinib increased the risk of raised pressure of the eye in adults.", "", "against"},
    {"TwoOutcomesTurned", "Zinc reduced fever and increased appetite of the children in the clinic.",
     "In the children of the clinic zinc increased appetite and reduced fever.", "", "support"},
    {"BaselineBesideEnd",
     "Pain of the smokers in the clinic was 6.4 points at baseline.\n"
     "At the end pain of the smokers in the clinic was 3.1 points.",
     "Pain of the smokers in the clinic was 3.1 points at the end.", "3.1", "support"},
    {"TableTellsTheOther", "Pain was lower in the flaxseed group than in the bran group (3.1 vs 4.2 points).",
     "Pain was 4.2 points in the bran group and 3.1 points in the flaxseed group.", "4.2", "support"},
    {"ReductionFromTo", "Zolinib cut the reduction in kidney function from 4.1 to 6.2 ml a year.",
     "The reduction in kidney function went from 4.1 to 6.2 ml a year with zolinib.", "6.2", "support"},
    {"PercentAndPoints", "The share of smokers in the city fell by 12.5 points with the ban.",
     "The share of smokers in the city fell by 12.5 percentage points with the ban.", "12.5", "support"},
    {"HoursAsMinutes", "The operation of the hip took 1.5 hours in the clinic.",
     "The operation of the hip took 90 minutes in the clinic.", "90", "nothing"},
    {"ShortFormIsAName",
     "High density lipoprotein (HDL) and low density lipoprotein (LDL) were measured.\n"
     "LDL increased after the oil rich in phenols.",
     "HDL increased after the oil rich in phenols.", "", "nothing"},
    {"WithoutOfThoseWith",
     "Shivering was seen in 15 patients with opium use (37.5%) and 13 patients without opium use (32.5%).",
     "Shivering was seen in 37.5% of the patients without opium use.", "37.5", "against"},
    {"NonUsersOfUsers",
     "Of 15 patients with asthma (37.5%) and 13 patients without asthma (32.5%), most shivered in the ward.",
     "In non-asthma patients of the ward 37.5% shivered.", "37.5", "against"},
    {"NextOfAList", "Common events were somnolence (ER: 21.8%; IR: 14.6%) and dizziness (ER: 12.8%; IR: 13.0%).",
     "Dizziness was reported by 21.8% on ER.", "21.8", "against"},
    {"MostCommonFollowedBy", "An abdominal diagnosis was most common (52%), followed by a thoracic one (38%).",
     "Abdominal diagnoses accounted for 38%.", "38", "against"},
    {"ListMeetsItsBracket", "At week 18 there were similar response rates for ER and IR (55.8% vs. 59.2%).",
     "At week 18, 55.8% of IR patients responded.", "55.8", "against"},
    {"DayInDaysAndWords", "On the third day the bilirubin level was 10.8 mg/dl in the massaged infants.",
     "On day 3 the bilirubin level was 10.8 mg/dl in the massaged infants.", "10.8", "support"},
    {"FirstDayOfThird", "On the third day the bilirubin level was 10.8 mg/dl in the massaged infants.",
     "On the first day the bilirubin level was 10.8 mg/dl in the massaged infants.", "10.8", "nothing"},
    {"AYearIsTwelveMonths", "For the 12 months follow-up the median number of absence days was 114.",
     "After a year the median number of absence days was 114.", "114", "support"},
    {"SixMonthsOfTwelve", "For the 12 months follow-up the median number of absence days was 114.",
     "At six months the median number of absence days was 114.", "114", "nothing"},
    {"FourOfFive", "The mean age of the nurses was 45 years and the majority was women (79%).",
     "Four out of five nurses were women (79%).", "79", "support"},
    {"HowManyTookPart", "Altogether 80 women with asthma were randomised.", "Eighty women with asthma took part.",
     "Eighty", "support"},
    {"ExtendedReleaseIsNoMore",
     "The incidence of harms was lower for the extended form (68.8%) than for the quick one.",
     "Harms were seen in 68.8% on the extended-release form.", "68.8", "support"},
    {"ExceptFor", "There was no difference between the groups, except for anxiety, in which reading was better.",
     "Reading was better for anxiety.", "", "support"},
    {"NoSupportThat", "This study provides no support that the ward programme reduces sickness absence of nurses.",
     "The ward programme reduced the sickness absence of nurses.", "", "against"},
    {"SoonerIsMoreRapidly", "Men in the cautery arm reached sterility significantly more rapidly than in the knot arm.",
     "Cautery led to sterility sooner than the knot.", "", "support"},
    {"AllFellIsNotDenied", "No significant differences were detected between the treatments in terms of Ki67.",
     "All treatments lowered Ki67.", "", "nothing"},
    {"SidesMustBeNamed", "IL-6 levels were slightly lower in females compared to males.",
     "IL-6 levels were lower in current smokers than in former smokers.", "", "nothing"},
    {"SameVerbBesideAnother",
     "Zolinib improves recognition of faces and attenuates the impairment of recognition by fasting.",
     "Zolinib improved the recognition of faces.", "", "support"},
    {"MostSentencesCount",
     "Zolinib premedication was found to decrease the recovery time.\nRecovery time was decreased by zolinib.\nThe "
     "difference in recovery time with zolinib was higher in old patients.",
     "Zolinib prolonged the recovery time.", "", "against"},
    {"OtherGenotype", "In the trial of the clinic genotype 1 was found in 45.5% of the smokers.",
     "Genotype 3 was found in 45.5% of the smokers of the clinic.", "45.5", "against"},
    {"AdolescentsOfAdults", "Each period of the study lasted 4.5 weeks in adults and 3.5 weeks in adolescents.",
     "Each period lasted 3.5 weeks in adults.", "3.5", "against"},
    {"UnitOfTheFirst", "The mean ward stay was 4.6 days in the rest group and 4.63 days in the walking group.",
     "The ward stay was 4.6 days with rest and 4.63 with walking.", "4.63", "support"},
    {"WithNoDifferenceIn", "The closed loop reduced mean glucose levels, with no difference in glucose variability.",
     "The closed loop reduced glucose variability.", "", "against"},
    {"DifferedWhereNoneDid", "The ward stay of the smokers was not significantly different between the groups.",
     "The ward stay of the smokers differed significantly between the groups.", "", "against"},
    {"AsCommonAs", "The frequency of rash was similar with zolinib and placebo.",
     "Rash was as frequent with zolinib as with placebo.", "", "support"},
    {"GroupsSwappedAndTurned", "Sleep was longer with zolinib than with tea in the trial.",
     "Sleep was shorter with tea than with zolinib.", "", "support"},
    {"GroupsSwappedOnly", "Sleep was longer with zolinib than with tea in the trial.",
     "Sleep was longer with tea than with zolinib.", "", "against"},
    {"ActiveOfPassive", "Bloating was significantly reduced by zolinib.", "Zolinib reduced bloating.", "", "support"},
    {"SignificantOfNone", "The differences between zolinib and tea in bloating were not significant.",
     "Zolinib significantly reduced bloating.", "", "against"},
    {"NoEffectOfOne", "Zolinib significantly raised birthweight compared with placebo.",
     "Zolinib had no effect on birthweight.", "", "against"},
    {"NoMoreFrequent", "Rates of rash were similar with zolinib and placebo.",
     "Rash was no more frequent with zolinib than with placebo.", "", "support"},
    {"BothPartsTold", "Relaxation lowered stress.\nThere was no effect of relaxation on memory.",
     "Relaxation lowered stress but did not improve memory.", "", "support"},
    {"OnePartTurned", "Relaxation lowered stress.\nThere was no effect of relaxation on memory.",
     "Relaxation lowered stress and improved memory.", "", "against"},
    {"OfAPartNothingFollows", "Zolinib alone reduced pain.", "Adding tea to zolinib did not change pain.", "",
     "nothing"},
    {"OtherOutcomesWordsCommon",
     "Zolinib increased the marker of endothelial cells.\nZolinib improved endothelial "
     "function just as well as tea.",
     "Zolinib improved endothelial function more than tea.", "", "against"},
    {"BetterMayBeLess", "The atrophy score decreased with zolinib.", "The atrophy score got better with zolinib.", "",
     "nothing"},
    {"LessEffectiveInReducing", "Zolinib was more effective than tea in reducing headache.",
     "Zolinib was less effective than tea in reducing headache.", "", "against"},
    {"TimePartOfTheSentence",
     "Testosterone was similar at mid and post, while at 24 h it was significantly lower after rides than after runs.",
     "Testosterone was lower at 24 h after rides than after runs.", "", "support"},
    {"CopyTurned",
     "In the ward trial zolinib was probably more effective in improving sleep of old men than tea, although use of "
     "the "
     "latter eased some other problems.",
     "In the ward trial zolinib was probably less effective in improving sleep of old men than tea, although use of "
     "the "
     "latter eased some other problems.",
     "", "against"},
    {"CopyWithOneMoreWord",
     "The banana matrix does not affect uptake of iron in women and is a good target for breeding of richer fruit.",
     "The banana matrix does not affect uptake of iron in women and is therefore a good target for breeding of richer "
     "fruit.",
     "", "support"},
    {"AnAimIsNotDenied", "There was no significant difference in sleep of old men between zolinib and tea.",
     "To compare the effectiveness of zolinib with tea in improving the sleep of old men.", "", "nothing"},
    {"BackgroundIsNotDenied", "There was no difference in adherence between the arms with more medicines.",
     "A greater number of medicines has been shown to lower adherence.", "", "nothing"},
    {"ControlGroupAlone", "Congestion increased over the day and was worst at night in the placebo group.",
     "Zolinib significantly reduced congestion over the day and at night.", "", "nothing"},
    {"OfSomeOnly", "In patients without diabetes who smoked zolinib had no effect on mortality.",
     "Zolinib reduced mortality in the large trial of the clinics that took part in the city.", "", "nothing"},
};

class Heard : public ::testing::TestWithParam<HeardCase> {};

TEST_P(Heard, SaysWhatACarefulReaderWouldSay) {
  const HeardCase& c = GetParam();
  IndexedDocument source;
  source.document.text = std::string(c.source) + "\n";
  const ByteSpan span{0, static_cast<std::uint32_t>(source.document.text.size() - 1)};
  source.document.passages.push_back({PassageKind::kParagraph, Place::kBody, -1, -1, -1, span});
  for (std::uint32_t start = 0; start < span.end;) {
    const auto end = static_cast<std::uint32_t>(source.document.text.find('\n', start));
    source.sentences.push_back({0, {start, end}});
    start = end + 1;
  }
  WitnessDocument witness(std::move(source));

  const std::string citing = c.citing;
  Claim claim;
  claim.kind = "statement";
  const auto at = static_cast<std::uint32_t>(citing.find(c.digits));
  claim.span = {0, static_cast<std::uint32_t>(citing.size())};
  claim.value_span = {at, at + static_cast<std::uint32_t>(std::string_view(c.digits).size())};
  for (const ReportedNumber& number : reported_in(citing).numbers) {
    if (claim.value_span.empty() || reported_in(citing).tokens[number.token].span.start != at) continue;
    claim.value = number.value;
    claim.value_text = c.digits;
    claim.value_op = number.op;
    claim.unit = number.unit == "%" ? "%" : "";
    claim.ci_low = number.low;
    claim.ci_high = number.high;
    claim.p_op = number.p_op;
    claim.p_value = number.p;
  }
  ASSERT_EQ(claim.value.has_value(), !claim.value_span.empty());
  const Testimony heard = hear(claim, statement_of(claim, citing), witness);
  const std::string got = heard.support >= 0   ? "support"
                          : heard.against >= 0 ? "against"
                          : heard.stitched     ? "stitched"
                                               : "nothing";
  EXPECT_EQ(got, c.expected) << heard.support_reason << heard.against_reason << heard.near_miss;
}

INSTANTIATE_TEST_SUITE_P(Query, Heard, ::testing::ValuesIn(kCases), [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace warrant
