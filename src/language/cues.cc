#include "src/language/cues.h"

#include <algorithm>

#include "src/language/words.h"

namespace warrant {
namespace {

// Whether a sentence or clause ends before word i.
bool ends_before(const Words& words, std::size_t i) {
  const std::string_view gap = words.gap(i);
  if (gap.find(';') != std::string_view::npos || gap.find(". ") != std::string_view::npos) return true;
  return gap.find_first_of("?!") != std::string_view::npos;
}

bool overlaps_any(const std::vector<CueHit>& hits, CueKind kind, std::size_t first, std::size_t last) {
  return std::any_of(hits.begin(), hits.end(),
                     [&](const CueHit& h) { return h.kind == kind && h.first < last && first < h.last; });
}

// The first word from `from` on that no longer belongs to the clause.
std::size_t clause_end(const Words& words, const std::vector<CueHit>& hits, std::size_t from) {
  for (std::size_t i = from; i < words.size(); ++i) {
    if (i > from && ends_before(words, i)) return i;
    for (const CueHit& hit : hits)
      if (hit.kind == CueKind::kEndNegation && hit.first == i) return i;
  }
  return words.size();
}

// The first word of the clause that ends before `to`.
std::size_t clause_start(const Words& words, const std::vector<CueHit>& hits, std::size_t to) {
  for (std::size_t i = to; i > 0; --i) {
    if (ends_before(words, i)) return i;
    for (const CueHit& hit : hits)
      if (hit.kind == CueKind::kEndNegation && hit.last == i) return i;
  }
  return 0;
}

ByteSpan place(const Words& words, std::string_view sentence, std::size_t first, std::size_t last) {
  if (first < last) return words.source(sentence, first, last);
  const ByteSpan cue = words.source(sentence, first == 0 ? 0 : first - 1, first == 0 ? 1 : first);
  return {cue.end, cue.end};
}

// Whether a cue governs all of `part`; a part that holds the cue itself says its own.
bool covered(const std::vector<CueScope>& scopes, ByteSpan part) {
  return std::any_of(scopes.begin(), scopes.end(),
                     [&](const CueScope& s) { return s.scope.contains(part.start) && !s.cue.overlaps(part); });
}

}  // namespace

std::vector<CueScope> negations(std::string_view sentence) {
  const Words words(sentence);
  const std::vector<CueHit> hits = cues_in(words);
  std::vector<CueScope> scopes;
  for (const CueHit& hit : hits) {
    const bool before = hit.kind == CueKind::kNegate;
    if (!before && hit.kind != CueKind::kNegateAfter) continue;
    if (overlaps_any(hits, CueKind::kNoNegation, hit.first, hit.last)) continue;
    const ByteSpan cue = words.source(sentence, hit.first, hit.last);
    const ByteSpan scope = before ? place(words, sentence, hit.last, clause_end(words, hits, hit.last))
                                  : place(words, sentence, clause_start(words, hits, hit.first), hit.first);
    scopes.push_back({cue, scope});
  }
  return scopes;
}

std::vector<CueScope> hedges(std::string_view sentence) {
  if (!may_hold_cue(CueKind::kHedge, sentence)) return {};
  const Words words(sentence);
  const std::vector<CueHit> hits = cues_in(words, CueKind::kHedge);
  std::vector<CueScope> scopes;
  std::size_t first = 0, last = 0;  // the clause of the cue before: a clause is looked for once, however many it has
  for (const CueHit& hit : hits) {
    if (scopes.empty() || hit.last > last) {
      first = hit.first;
      last = hit.last;
      while (first > 0 && !ends_before(words, first)) --first;
      while (last < words.size() && !ends_before(words, last)) ++last;
    }
    scopes.push_back({words.source(sentence, hit.first, hit.last), place(words, sentence, first, last)});
  }
  return scopes;
}

bool is_negated(std::string_view sentence, ByteSpan part) { return covered(negations(sentence), part); }
bool is_hedged(std::string_view sentence, ByteSpan part) { return covered(hedges(sentence), part); }

}  // namespace warrant
