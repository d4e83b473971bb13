// Finds a document's citation marks by first finding its style: each way of printing marks proposes candidates, and
// the way whose candidates name the most of the reference list is the document's.
#include <algorithm>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "ingest/link/linker.h"
#include "ingest/link/markers.h"
#include "src/base/text.h"

namespace warrant {
namespace {

// Numbers as printed -> references.
class Numbering {
 public:
  explicit Numbering(const Document& d) {
    for (std::size_t i = 0; i < d.references.size(); ++i) {
      const Reference& r = d.references[i];
      std::int32_t number = r.number;
      if (!r.label.empty() && r.label.size() <= 4 && std::all_of(r.label.begin(), r.label.end(), is_ascii_digit))
        number = std::stoi(r.label);
      by_number_.emplace(number, static_cast<std::int32_t>(i));
      last_ = std::max(last_, number);
    }
  }
  std::int32_t last() const { return last_; }
  std::int32_t find(std::int32_t number) const {
    const auto found = by_number_.find(number);
    return found == by_number_.end() ? -1 : found->second;
  }

 private:
  std::unordered_map<std::int32_t, std::int32_t> by_number_;
  std::int32_t last_ = 0;
};

struct Style {
  std::vector<Mark> (*marks)(const Document&);
  double share;         // of the reference list that must be named before the style is believed
  double trust;         // weight of that share against other styles': ordinary numbers fit some styles by chance
  std::int32_t beyond;  // numbers past the list's end that still read as (dangling) marks
};

// In order of trust.
constexpr Style kStyles[] = {{bracket_marks, 0, 1.0, 20},
                             {superscript_marks, 0.25, 1.0, 5},
                             {paren_marks, 0.3, 0.8, 5},
                             {trailing_marks, 0.5, 0.7, 20},
                             {glued_marks, 0.4, 0.8, 0}};

// The share of the list that the marks name; without a list, of the numbers up to the highest one.
double coverage(const std::vector<Mark>& marks, const Numbering& numbering) {
  std::set<std::int32_t> named;
  std::int32_t highest = 0;
  for (const Mark& mark : marks)
    for (std::int32_t n : mark.numbers) {
      if (numbering.last() > 0 ? numbering.find(n) < 0 : n > 300) continue;
      named.insert(n);
      highest = std::max(highest, n);
    }
  const std::int32_t all = numbering.last() > 0 ? numbering.last() : highest;
  return all == 0 ? 0 : static_cast<double>(named.size()) / all;
}

// Marks printed like the tagged ones (raised or in brackets) that are not tagged: their link is missing or broken.
void add_untagged(Document& d, const Numbering& numbering) {
  for (const auto printed : {superscript_marks, bracket_marks}) {
    const std::vector<Mark> marks = printed(d);
    std::vector<CitationAnchor> found;
    std::size_t tagged = 0;
    for (const Mark& mark : marks) {
      const auto at =
          std::lower_bound(d.anchors.begin(), d.anchors.end(), mark.span.start,
                           [](const CitationAnchor& a, std::uint32_t start) { return a.span.end <= start; });
      if (at != d.anchors.end() && at->span.overlaps(mark.span)) {
        ++tagged;
        continue;
      }
      if (std::any_of(mark.numbers.begin(), mark.numbers.end(),
                      [&](std::int32_t n) { return n > numbering.last() + 20; }))
        continue;
      CitationAnchor anchor;
      anchor.span = mark.span;
      for (std::int32_t n : mark.numbers) anchor.targets.push_back({std::to_string(n), numbering.find(n)});
      found.push_back(std::move(anchor));
    }
    if (found.empty() || tagged * 2 < d.anchors.size()) continue;
    d.anchors.insert(d.anchors.end(), found.begin(), found.end());
    std::stable_sort(d.anchors.begin(), d.anchors.end(),
                     [](const auto& a, const auto& b) { return a.span.start < b.span.start; });
    return;
  }
}

}  // namespace

void find_anchors(Document& d) {
  const Numbering numbering(d);
  // Without a list only pages of answers are known to print bare numbers; in an article they are its own.
  const bool page = d.kind == DocumentKind::kQa || d.kind == DocumentKind::kWeb || d.kind == DocumentKind::kGuideline;
  // Tagged marks say all there is to say, but for a page's links that lead nowhere.
  if (d.anchors.size() * 3 > d.references.size() && !d.anchors.empty()) {
    if (page) add_untagged(d, numbering);
    return;
  }
  const bool brackets_only = numbering.last() == 0 && !page;
  if (brackets_only && d.kind == DocumentKind::kAbstract) return;
  const Style* best = nullptr;
  std::vector<Mark> marks;
  double best_coverage = 0;
  for (const Style& style : kStyles) {
    if (brackets_only && style.marks != bracket_marks) break;
    std::vector<Mark> candidates = style.marks(d);
    if (candidates.empty() || (numbering.last() == 0 && candidates.size() < 3)) continue;
    const double share = coverage(candidates, numbering);
    if (share < style.share || share * style.trust <= best_coverage + 1e-9) continue;
    best_coverage = share * style.trust;
    best = &style;
    marks = std::move(candidates);
  }
  std::vector<CitationAnchor> found = author_year_anchors(d);
  std::set<std::int32_t> named;
  for (const CitationAnchor& anchor : found)
    for (const auto& target : anchor.targets)
      if (target.reference >= 0) named.insert(target.reference);
  const double by_name =
      d.references.empty() ? 0 : static_cast<double>(named.size()) / static_cast<double>(d.references.size());
  if (best != nullptr && best_coverage >= by_name) {
    found.clear();
    const std::int32_t limit = numbering.last() == 0 ? 300 : numbering.last() + best->beyond;
    for (const Mark& mark : marks) {
      if (std::any_of(mark.numbers.begin(), mark.numbers.end(), [&](std::int32_t n) { return n > limit; })) continue;
      CitationAnchor anchor;
      anchor.span = mark.span;
      for (std::int32_t n : mark.numbers) anchor.targets.push_back({std::to_string(n), numbering.find(n)});
      found.push_back(std::move(anchor));
    }
  }
  if (found.empty()) return;
  for (const CitationAnchor& anchor : d.anchors)
    std::erase_if(found, [&](const CitationAnchor& other) { return other.span.overlaps(anchor.span); });
  found.insert(found.end(), d.anchors.begin(), d.anchors.end());
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.span.start < b.span.start; });
  d.anchors = std::move(found);
}

}  // namespace warrant
