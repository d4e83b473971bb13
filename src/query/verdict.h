// Does the cited source really say so? A cited claim (or a draft's sentence) against the document its citation resolves
// to. Numbers, operators, signs and units are compared exactly (rounding is allowed and said), words loosely: outcomes
// by concept, groups by shared words. Silence is better than a false alarm: where groups or outcomes cannot be matched,
// the verdict is "absent", never "contradicted".
//
//   supported            the source holds this number for this measure and outcome
//   contradicted         the source holds another number (or the opposite direction) for the same thing
//   misattributed        another document of the store holds it, the cited one does not
//   stitched             its parts stand in the source, but apart
//   absent               none of this
//   source-not-in-store  the reference is known, its document is not here
//   dangling             the mark points to no reference
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "src/base/result.h"
#include "src/model/answer.h"
#include "src/store/store.h"

namespace warrant {

struct Judgement {
  std::string verdict;
  std::string reason;  // one line
  std::optional<CitationRecord::Evidence> evidence;
};

// Judges many claims; keeps the sources it has read. Not thread safe.
class Judge {
 public:
  explicit Judge(const Store& store);
  ~Judge();

  // Sets verdict, reason and evidence of every citation of a stored claim.
  Result<void> judge(ClaimRecord& record);

  // A claim as worded in `words` (its sentence or clause) against one document of the store. `citing` is the document
  // that makes the claim ("" for a draft): it is never its own witness.
  Result<Judgement> judge(const Claim& claim, std::string_view words, const std::string& source,
                          const std::string& citing);

  // The same where no source is named: supported by whichever document says it best, else absent.
  Result<Judgement> judge_anywhere(const Claim& claim, std::string_view words, const std::string& citing);

  // Where the words of a judgement stand: its document, section and place.
  Result<QuoteVerdict::Location> location(const CitationRecord::Evidence& evidence);

 private:
  struct Source;
  Result<std::optional<Judgement>> find_elsewhere(const Claim& claim, const struct CitingStatement& statement,
                                                  std::set<std::string> asked, const std::string& citing,
                                                  double better_than);
  // The documents of the store that a document's list of references names; good until the next call.
  Result<const std::set<std::string>*> cited_by(const std::string& citing);
  Result<Source*> source(const std::string& id);

  const Store& store_;
  std::map<std::string, std::unique_ptr<Source>, std::less<>> sources_;
  std::string listing_;  // whose list `listed_` is
  std::set<std::string> listed_;
};

}  // namespace warrant
