// reference-order: numbered references that are first cited out of order (ICMJE: "numbered consecutively in the order
// in which they are first mentioned in the text"). Citations in tables and captions are numbered by the table's first
// mention and are left out.
#include <algorithm>

#include <fmt/format.h>

#include "src/audit/check.h"
#include "src/base/text.h"

namespace warrant {
namespace {

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  const Document& d = subject.document.document;
  if (!d.full_text || d.references.size() < 5) return;
  struct First {
    std::int32_t reference;
    ByteSpan span;
  };
  std::vector<First> order;
  std::vector<char> seen(d.references.size(), 0);
  std::size_t passage = 0, numeric = 0, all = 0;
  for (const CitationAnchor& anchor : d.anchors) {
    while (passage < d.passages.size() && d.passages[passage].span.end <= anchor.span.start) ++passage;
    if (passage == d.passages.size()) break;
    const Passage& at = d.passages[passage];
    const bool running = at.place == Place::kBody && at.table < 0 && at.kind != PassageKind::kCaption;
    for (const auto& target : anchor.targets) {
      ++all;
      numeric += !target.label.empty() && target.label.size() <= 4 &&
                 std::all_of(target.label.begin(), target.label.end(), is_ascii_digit);
      if (target.reference < 0) continue;
      char& mark = seen[static_cast<std::size_t>(target.reference)];
      if (mark == 0 && running) order.push_back({target.reference, anchor.span});
      mark = 1;
    }
  }
  if (all == 0 || numeric * 10 < all * 9 || order.size() < 5) return;
  // Alphabetical lists are numbered but not in order of citation: judge only where nearly all steps go up.
  std::size_t down = 0;
  for (std::size_t i = 1; i < order.size(); ++i) down += order[i].reference < order[i - 1].reference;
  if (down * 10 > order.size()) return;
  std::int32_t highest = -1;
  for (const First& first : order) {
    ++subject.checked;
    if (first.reference > highest + 1) {
      // Numbers skipped: they must have come in a table, caption or the abstract, else they are out of order.
      for (std::int32_t skipped = highest + 1; skipped < first.reference; ++skipped) {
        const auto later = std::find_if(order.begin(), order.end(), [&](const First& f) {
          return f.reference == skipped && f.span.start > first.span.start;
        });
        if (later == order.end()) continue;
        Finding& finding = report(findings, Severity::kNote, first.span,
                                  fmt::format("reference {} is cited before reference {}",
                                              d.references[static_cast<std::size_t>(first.reference)].number,
                                              d.references[static_cast<std::size_t>(skipped)].number));
        finding.related.push_back({subject.document.id, std::string(slice(d.text, later->span)), later->span});
        break;
      }
    }
    highest = std::max(highest, first.reference);
  }
}

}  // namespace

extern const Check reference_order_check;
const Check reference_order_check = {
    "reference-order", Severity::kNote, "numbered references first cited out of order",
    "ICMJE Recommendations IV.A.3.g: references are numbered in the order of first mention. Judges numeric styles "
    "whose "
    "list is in citation order (at most one step in ten goes down); tables and captions are left out.",
    run};

}  // namespace warrant
