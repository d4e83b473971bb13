// Pooling of the effect estimates in an answer's evidence, on request only.
#pragma once

#include "src/model/answer.h"

namespace warrant {

// Pools what is comparable: own results of different documents, one measure, one outcome, one comparison (the asked
// subject, else the same named group), an interval each, none retracted. The measure is the asked one, else that of
// most estimates; the outcome is the asked one (or what the concepts name so), else that of most estimates. Of a
// document the best-ranked estimate counts. Every other effect estimate is listed with the reason why it was left out.
// Fixed effect, random effects (DerSimonian-Laird, Paule-Mandel) and the interval of Hartung & Knapp; formulae in
// src/base/meta_analysis.h.
Pooled pool_of(const Answer& answer);

}  // namespace warrant
