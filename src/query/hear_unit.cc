// The statement's number with another unit of its kind: "13.8 weeks" of the source's 13.8 days.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "src/query/hearing.h"

namespace warrant {
namespace {

enum class Kind { kNone, kTime, kMass, kLength, kVolume, kPressure, kAmount, kEnergy };

struct Unit {
  Kind kind = Kind::kNone;
  double size = 0;  // in the smallest one of its kind
};

Unit unit_of(std::string_view name) {
  constexpr double kMinute = 60e3, kHour = 60 * kMinute, kDay = 24 * kHour;
  static const std::map<std::string_view, Unit> units = {{"years", {Kind::kTime, 365.25 * kDay}},
                                                         {"months", {Kind::kTime, 30.44 * kDay}},
                                                         {"weeks", {Kind::kTime, 7 * kDay}},
                                                         {"days", {Kind::kTime, kDay}},
                                                         {"h", {Kind::kTime, kHour}},
                                                         {"min", {Kind::kTime, kMinute}},
                                                         {"s", {Kind::kTime, 1e3}},
                                                         {"ms", {Kind::kTime, 1}},
                                                         {"kg", {Kind::kMass, 1e15}},
                                                         {"g", {Kind::kMass, 1e12}},
                                                         {"mg", {Kind::kMass, 1e9}},
                                                         {"ug", {Kind::kMass, 1e6}},
                                                         {"ng", {Kind::kMass, 1e3}},
                                                         {"pg", {Kind::kMass, 1}},
                                                         {"mol", {Kind::kAmount, 1e12}},
                                                         {"mmol", {Kind::kAmount, 1e9}},
                                                         {"umol", {Kind::kAmount, 1e6}},
                                                         {"nmol", {Kind::kAmount, 1e3}},
                                                         {"pmol", {Kind::kAmount, 1}},
                                                         {"km", {Kind::kLength, 1e6}},
                                                         {"m", {Kind::kLength, 1e3}},
                                                         {"cm", {Kind::kLength, 10}},
                                                         {"mm", {Kind::kLength, 1}},
                                                         {"l", {Kind::kVolume, 1e3}},
                                                         {"dl", {Kind::kVolume, 100}},
                                                         {"ml", {Kind::kVolume, 1}},
                                                         {"kcal", {Kind::kEnergy, 4.184}},
                                                         {"kj", {Kind::kEnergy, 1}},
                                                         {"kpa", {Kind::kPressure, 7.5}},
                                                         {"mmhg", {Kind::kPressure, 1}}};
  const auto at = units.find(name);
  return at == units.end() ? Unit{} : at->second;
}

// What stands before the bar of "mg/dl".
std::string_view measured(std::string_view unit) { return unit.substr(0, unit.find('/')); }

bool is_other_unit(std::string_view a, std::string_view b) {
  a = measured(a), b = measured(b);
  return a != b && unit_of(a).kind != Kind::kNone && unit_of(a).kind == unit_of(b).kind;
}

// "4 weeks" of "28 days".
bool is_as_much(const ReportedNumber& a, const ReportedNumber& b) {
  constexpr double kAbout = 0.02;
  if (!is_other_unit(a.unit, b.unit)) return false;
  const double one = std::fabs(a.value) * unit_of(measured(a.unit)).size,
               two = std::fabs(b.value) * unit_of(measured(b.unit)).size;
  return std::fabs(one - two) <= kAbout * one;
}

}  // namespace

void hear_unit(const CitingStatement& statement, WitnessDocument& source, Testimony& testimony) {
  const ReportedNumber& own = statement.number;
  if (unit_of(measured(own.unit)).kind == Kind::kNone || own.value == 0 || !same_operator(own.op, Operator::kEqual))
    return;
  const Rarity& rarity = source.rarity();
  Owned best;
  for (const SourceSentence& sentence : source.sentences) {
    for (const auto* pool : {&sentence.labelled, &sentence.mentioned})
      for (const LabelledNumber& number : *pool) {
        if (is_as_much(own, number.number)) return;
        if (std::fabs(std::fabs(number.number.value) - std::fabs(own.value)) > 1e-9) continue;
        if (number.number.unit == own.unit) return;
        if (!is_other_unit(own.unit, number.number.unit) || number.number.decimals != own.decimals ||
            !same_operator(number.number.op, Operator::kEqual))
          continue;
        const double words = shared_words(statement, sentence, source.title);
        const double share =
            std::max((words + belonging(statement.labels, sentence, number, rarity)) / 2, words - 0.15);
        if (share > best.share) best = {&sentence, &number, share};
      }
  }
  if (best.number == nullptr) return;
  // A short number stands anywhere by chance.
  const double digits = std::floor(std::log10(std::fabs(own.value) * std::pow(10.0, own.decimals) + 1e-9)) + 1;
  const double needed = digits >= 3 ? 0.15 : digits == 2 ? 0.35 : 0.45;
  if (best.share < needed) return;
  testimony.against = 0.9;
  testimony.against_span = best.sentence->span;
  testimony.against_reason =
      fmt::format("the source has {}, not {}", shown(best.number->number), shown(statement.number));
}

}  // namespace warrant
