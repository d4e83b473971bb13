#include "ingest/extract/phrases.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>

#include <re2/re2.h>

#include "ingest/extract/guarded.h"
#include "ingest/extract/literals.h"
#include "src/base/text.h"

namespace warrant {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

const Guarded& lead_in() {
  static const Guarded pattern(
      "(?i)^(?:and|or|as well as|both|the|an?|in|of|that|namely|including|e\\.g\\.,?|the following|such "
      "as|whether|if|there "
      "(?:was|were|is)|(?:the )?(?:presence or "
      "absence|presence|existence|occurrence|administration|receipt|use|inclusion|addition) of|(?:the "
      ")?patient[’']s|our|their|this|these|those|its|results "
      "(?:showed|show)|only|also|however,?|therefore,?|thus,?|additionally,?|furthermore,?|moreover,?|in addition,?|"
      "notably,?|overall,?|finally,?|conversely,?|specifically,?|while|although|for example,?|for instance,?)\\s+");
  return pattern;
}

const Guarded& lead_out() {
  static const Guarded pattern(
      "(?i)\\s+(?:and|or|were|was|are|is|also|itself|alone|respectively|significantly|independently|may|can|could|"
      "might|"
      "all|each|both|had|has|have|that|which|who|often|generally|typically|usually|likely|presented|experienced|showed)"
      "$");
  return pattern;
}

bool closes(char c) { return c == '.' || c == ',' || c == ';' || c == ':' || c == ' ' || c == '-' || c == '"'; }

}  // namespace

ByteSpan core_phrase(std::string_view text, ByteSpan span) {
  for (bool again = true; again && !span.empty();) {
    again = false;
    while (!span.empty() && (closes(text[span.start]) || text[span.start] == ')')) ++span.start;
    while (!span.empty() && closes(text[span.end - 1])) --span.end;
    // A bracket without its other half, a list number "(1)" in front.
    const std::string_view inner = slice(text, span);
    if (!inner.empty() && inner.back() == '(') {
      --span.end;
      again = true;
    } else if (inner.size() > 3 && inner[0] == '(' && is_ascii_digit(inner[1]) && inner.find(')') == 2) {
      span.start += 3;
      again = true;
    } else if (!inner.empty() && inner[0] == '(' && inner.find(')') == std::string_view::npos) {
      ++span.start;
      again = true;
    } else if (!inner.empty() && inner.back() == ')' && inner.find('(') == std::string_view::npos) {
      --span.end;
      again = true;
    }
    if (again) continue;
    re2::StringPiece match;
    if (lead_in().find(slice(text, span), &match, 1)) {
      span.start += static_cast<std::uint32_t>(match.size());
      again = true;
    }
    if (span.size() < 400 && lead_out().find(slice(text, span), &match, 1)) {
      span.end -= static_cast<std::uint32_t>(match.size());
      again = true;
    }
  }
  return span;
}

std::vector<ByteSpan> list_items(std::string_view text, ByteSpan span) {
  std::vector<ByteSpan> items;
  const auto add = [&](std::uint32_t from, std::uint32_t to) {
    const ByteSpan item = core_phrase(text, {from, to});
    if (item.size() >= 2 && item.size() <= 160) items.push_back(item);
  };
  int depth = 0;
  bool commas = false;
  std::uint32_t start = span.start;
  for (std::uint32_t i = span.start; i < span.end; ++i) {
    const char c = text[i];
    if (c == '(' || c == '[') ++depth;
    if ((c == ')' || c == ']') && depth > 0) --depth;
    if (depth > 0) continue;
    if ((c == ',' || c == ';') && !(i + 1 < span.end && is_ascii_digit(text[i + 1]))) {
      add(start, i);
      start = i + 1;
      commas = true;
      continue;
    }
    if (c != ' ') continue;
    for (std::string_view word : {" and ", " or ", " as well as "}) {
      if (text.compare(i, word.size(), word) != 0 || i + word.size() > span.end) continue;
      // Inside a list "and" may join two words of one item; it separates where short phrases stand on both sides.
      const std::uint32_t left = i - start;
      const std::size_t next = text.substr(0, span.end).find_first_of(",;(", i + 1);
      const std::size_t right = (next == std::string_view::npos ? span.end : next) - i - word.size();
      const bool last_of_list = !commas || next == std::string_view::npos || text[next] == '(';
      if (left < 3 || !last_of_list || right > 120) break;
      add(start, i);
      start = i + static_cast<std::uint32_t>(word.size());
      i = start - 1;
      break;
    }
  }
  add(start, span.end);
  return items;
}

std::optional<PhraseP> p_value_in(std::string_view text, ByteSpan span) {
  static const RE2 pattern("(\\b[Pp](?:[- ]?values?)?\\s*(<=|>=|=|<|>|≤|≥)\\s*(\\d?[.·]\\d+))");
  re2::StringPiece all;
  std::string op, number;
  if (!RE2::PartialMatch(piece(slice(text, span)), pattern, &all, &op, &number)) return std::nullopt;
  if (const std::size_t raised = number.find("·"); raised != std::string::npos) number.replace(raised, 2, ".");
  PhraseP p;
  p.op = op == "<"                 ? Operator::kLess
         : op == ">"               ? Operator::kGreater
         : op == "="               ? Operator::kEqual
         : op == "<=" || op == "≤" ? Operator::kLessEqual
                                   : Operator::kGreaterEqual;
  p.value = std::strtod(number.c_str(), nullptr);
  p.span.start = static_cast<std::uint32_t>(all.data() - text.data());
  p.span.end = p.span.start + static_cast<std::uint32_t>(all.size());
  return p;
}

Clauses::Clauses(std::string_view text) : size_(static_cast<std::uint32_t>(text.size())) {
  static const Guarded bound(
      "(?i)[.?!]\\s|;\\s|:\\s|\\bbut\\b|\\bwhile\\b|\\bwhereas\\b|\\balthough\\b|\\bhowever,|, "
      "however\\b|\\bthough\\b|\\b(?:show(?:"
      "s|ed|n)?|found|"
      "indicat(?:es?|ed)|suggest(?:s|ed)?|demonstrat(?:es?|ed)|reveal(?:s|ed)?|report(?:s|ed)?|conclud(?:es?|ed)|"
      "confirm(?:s|ed)?|"
      "believed?|argued?|stated?|known|was|were|is|are) that\\b|\\b(?:showed|revealed|found|according to "
      "[^:,]{1,40}:)\\s");
  // The words and stops that a bound needs, looked for first.
  static const Literals words = {{"but", 1, true}, {"while", 1, true},  {"whereas", 1, true}, {"although", 1, true},
                                 {"however", 1},   {"though", 1, true}, {" that", 1},         {"showed", 1},
                                 {"revealed", 1},  {"found", 1},        {"according to ", 1}};
  const auto stops = [&] {
    for (std::size_t i = 0; i + 1 < text.size(); ++i)
      if ((text[i] == '.' || text[i] == '?' || text[i] == '!' || text[i] == ';' || text[i] == ':') &&
          is_ascii_space(text[i + 1]))
        return true;
    return false;
  };
  if (words.in(text) == 0 && !stops() && !Literals::folds_to_ascii(text)) return;
  re2::StringPiece match;
  for (std::size_t from = 0; from < text.size() && bound.find(text, &match, 1, from);) {
    const auto start = static_cast<std::uint32_t>(match.data() - text.data());
    from = start + match.size();
    // "vs. placebo", "et al. found": no clause ends there.
    static const Guarded short_form("(?i)\\b(?:vs|e\\.g|i\\.e|al|fig|approx|cf|dr|st|spp?|no)$");
    const std::string_view before = text.substr(start > 8 ? start - 8 : 0, start > 8 ? 8 : start);
    if (text[start] == '.' && short_form.in(before)) continue;
    bounds_.push_back({start, static_cast<std::uint32_t>(from)});
  }
}

ByteSpan Clauses::around(std::size_t at) const {
  ByteSpan clause{0, size_};
  const auto next =
      std::partition_point(bounds_.begin(), bounds_.end(), [&](ByteSpan bound) { return bound.end <= at; });
  if (next != bounds_.begin()) clause.start = std::prev(next)->end;
  if (next != bounds_.end() && next->start >= at)
    clause.end = next->start;
  else if (next != bounds_.end() && std::next(next) != bounds_.end())
    clause.end = std::next(next)->start;
  return clause;
}

bool is_running_text(const Document& document, const Sentence& sentence) {
  const Passage& passage = document.passages[static_cast<std::size_t>(sentence.passage)];
  if (passage.place != Place::kAbstract && passage.place != Place::kBody && passage.place != Place::kFigure)
    return false;
  return passage.kind == PassageKind::kParagraph || passage.kind == PassageKind::kListItem ||
         passage.kind == PassageKind::kCaption;
}

Claim claim_of(const Document& document, const Sentence& sentence, std::string_view kind) {
  const Passage& passage = document.passages[static_cast<std::size_t>(sentence.passage)];
  Claim claim;
  claim.kind = kind;
  claim.place = passage.place;
  claim.section = passage.section;
  claim.passage = sentence.passage;
  claim.table = passage.table;
  claim.span = sentence.span;
  claim.value_span = sentence.span;
  return claim;
}

}  // namespace warrant
