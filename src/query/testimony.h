// What one document says about a citing statement: where it supports it, where it says otherwise. The parts that
// src/query/verdict.cc turns into verdicts.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "src/base/span.h"
#include "src/query/agreement.h"
#include "src/query/contrasts.h"
#include "src/query/places.h"

namespace warrant {

// A document as a witness.
struct WitnessDocument {
  explicit WitnessDocument(IndexedDocument indexed);
  WitnessDocument(const WitnessDocument&) = delete;
  WitnessDocument& operator=(const WitnessDocument&) = delete;
  IndexedDocument document;
  std::vector<SourceSentence> sentences;  // of evidence places
  Aliases aliases;
  std::set<std::string> title;  // its content words
  // Words that name a group anywhere in it; labels all sentences when first asked.
  const std::set<std::string>& groups();

  // The claim with a measure whose value stands at this byte, else any claim, else null.
  const Claim* claim_at(std::uint32_t place) const;

  // label(), with what the document's claims say of its numbers: group and time.
  void label(SourceSentence& sentence) const;

  // How rare its words are; labels all sentences when first asked.
  const Rarity& rarity();
  // The groups it sets against each other; labels all sentences when first asked.
  const Contrasts& contrasts();

 private:
  std::vector<std::pair<std::uint32_t, const Claim*>> claims_;  // by the start of their value
  std::optional<Rarity> rarity_;
  std::optional<Contrasts> contrasts_;
  std::set<std::string> groups_;
};

struct Testimony {
  double support = -1;  // words shared by the best supporting place, -1 = none
  double against = -1;  // words shared by the best contradicting place, -1 = none; 0.9 and more: told by the numbers
  std::string support_reason, against_reason, near_miss;
  ByteSpan support_span, against_span, near_span;
  bool same_interval = false;     // of the support
  double owned = -1, rival = -1;  // of the support: share of the statement that belongs to it, and to its best rival
  bool stitched = false;
  ByteSpan stitched_span;
};

Testimony hear(const Claim& claim, const CitingStatement& statement, WitnessDocument& source);

// The claim's numbers as a reason shows them: "9.1 months (7 to 11.3)".
std::string shown(const Claim& claim);

}  // namespace warrant
