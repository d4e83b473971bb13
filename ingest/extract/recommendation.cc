// What a text tells its readers to do or not to do: strength words as printed ("should", "contraindicated", "may be
// considered", "do not"), for or against, what is recommended, under which conditions; GRADE wording where it stands.
#include <algorithm>
#include <iterator>
#include <memory>

#include <re2/re2.h>

#include "ingest/extract/extractor.h"
#include "ingest/extract/literals.h"
#include "ingest/extract/phrases.h"
#include "src/base/text.h"
#include "src/language/cues.h"

namespace warrant {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }
bool matches(std::string_view text, const RE2& pattern) { return RE2::PartialMatch(piece(text), pattern); }

enum class Stands { kLeft, kRight };  // where what is recommended stands

struct Wording {
  const char* pattern;  // group 1 is the strength as printed
  Stands stands;
  bool against;
  bool everywhere;  // also in methods sections and methods-like sentences
};

constexpr Wording kWordings[] = {
    {"(?i)^(?:[^:.]{3,60}: )?(do not|don't|avoid|never)\\s+\\w", Stands::kRight, true, true},
    {"(?i)\\b(contraindicated|should not|must not|(?:is|are) not (?:recommended|indicated|advised|appropriate)|should "
     "never|"
     "should be avoided|(?:not|never) be (?:performed|used|offered|attempted))\\b",
     Stands::kLeft, true, true},
    {"(?i)\\b(caution is (?:warranted|advised|needed)|(?:is|are|be|remains?|considered) (?:an? |the )?(?:current "
     "|accepted )?(?:standard of care|"
     "gold standard|treatment of choice|first[- ]line (?:treatment|therapy)|medically "
     "necessary|mandatory|essential|imperative|crucial|"
     "strongly recommended|recommended|(?:indicated|suitable)(?: for)?|necessary|warranted|advisable|\"?usually "
     "appropriate\"?|appropriate(?: for)?)(?: and "
     "medically necessary)?(?: component)?|gold standard|play essential roles?|absolute indications?)\\b",
     Stands::kLeft, false, true},
    {"(?i)\\b(should|must|ought to|ha(?:s|ve) to|needs? to)\\b", Stands::kLeft, false, false},
    {"(?i)\\b(?:we|guidelines?|panel|society|authors|experts) (?:\\w+ )?(recommends?|suggests?|advises?|strongly "
     "recommends?)\\b",
     Stands::kRight, false, true},
    {"(?i)\\b((?:may|can|could|might) (?:also )?be "
     "(?:considered|offered|used|appropriate|necessary|indicated|administered|initiated|"
     "recommended|performed)|may benefit|remains? a viable option|(?:is|are) (?:a )?viable options?|(?:is|are) "
     "(?:commonly used|"
     "frequently prescribed|routinely used|widely recommended|most beneficial|particularly useful)|usually "
     "perform|requires?|"
     "(?:is|are) required|(?:is|are) needed|depends on)\\b",
     Stands::kLeft, false, false},
    {"(?i)^(ensure)\\b", Stands::kRight, false, true},
    {"(?i)\\b(\\w+ only if|standard approach|(?:appropriate|indicated|reserved) for)\\b", Stands::kLeft, false, true},
    {"(?i)\\b(higher scores? (?:suggesting|indicating) (?:an? )?(?:need for|more favou?rable outcome from|benefit "
     "from)|helps? in determining)\\b",
     Stands::kLeft, false, true},
};

const RE2& wording(std::size_t i) {
  static const std::vector<std::unique_ptr<RE2>> compiled = [] {
    std::vector<std::unique_ptr<RE2>> out;
    for (const Wording& w : kWordings) out.push_back(std::make_unique<RE2>(w.pattern));
    return out;
  }();
  return *compiled[i];
}

constexpr std::uint32_t kIndication = 1u << 31;

// Words that must stand for wording i to match (bit i), or for the heading of an indication.
std::uint32_t wordings_possible(std::string_view text) {
  const auto w = [](auto... i) { return ((1u << i) | ...); };
  static const Literals words = {{"do not", w(0)},
                                 {"don't", w(0)},
                                 {"avoid", w(0, 1)},
                                 {"never", w(0, 1)},
                                 {"contraindicated", w(1)},
                                 {"should", w(1, 3)},
                                 {"must", w(1, 3)},
                                 {"not recommended", w(1)},
                                 {"not indicated", w(1)},
                                 {"not advised", w(1)},
                                 {"not appropriate", w(1)},
                                 {"not be ", w(1)},
                                 {"caution is ", w(2)},
                                 {"standard of care", w(2)},
                                 {"gold standard", w(2)},
                                 {"treatment of choice", w(2)},
                                 {"first-line ", w(2)},
                                 {"first line ", w(2)},
                                 {"mandatory", w(2)},
                                 {"essential", w(2)},
                                 {"imperative", w(2)},
                                 {"crucial", w(2)},
                                 {"recommend", w(2, 4, 5)},
                                 {"indicated", w(2, 5, 7)},
                                 {"suitable", w(2)},
                                 {"necessary", w(2, 5)},
                                 {"warranted", w(2)},
                                 {"advisable", w(2)},
                                 {"appropriate", w(2, 5, 7)},
                                 {"absolute indication", w(2)},
                                 {"ought to", w(3)},
                                 {"has to", w(3)},
                                 {"have to", w(3)},
                                 {"need to", w(3)},
                                 {"needs to", w(3)},
                                 {"suggest", w(4)},
                                 {"advise", w(4)},
                                 {"be considered", w(5)},
                                 {"be offered", w(5)},
                                 {"be used", w(5)},
                                 {"be administered", w(5)},
                                 {"be initiated", w(5)},
                                 {"be performed", w(5)},
                                 {"may benefit", w(5)},
                                 {"viable option", w(5)},
                                 {"commonly used", w(5)},
                                 {"frequently prescribed", w(5)},
                                 {"routinely used", w(5)},
                                 {"most beneficial", w(5)},
                                 {"particularly useful", w(5)},
                                 {"usually perform", w(5)},
                                 {"require", w(5)},
                                 {"is needed", w(5)},
                                 {"are needed", w(5)},
                                 {"depends on", w(5)},
                                 {"ensure", w(6)},
                                 {"only if", w(7)},
                                 {"standard approach", w(7)},
                                 {"reserved for", w(7)},
                                 {"higher score", w(8)},
                                 {"in determining", w(8)},
                                 {": patients ", kIndication}};
  return words.in(text);
}

// What a sentence with a wording holds somewhere.
const RE2& any_wording() {
  static const RE2 pattern(
      "(?i)\\b(?:do not|don't|avoid|never|contraindicated|should|must|ought|ha(?:s|ve) "
      "to|needs?|needed|recommend\\w*|suggests?|advis\\w*|"
      "indicated|necessary|mandatory|essential|imperative|crucial|warranted|suitable|appropriate|standard|considered|"
      "offered|benefit|viable|"
      "commonly|frequently|routinely|usually|requires?|required|depends|ensure|only if|scores?|determining|may be|can "
      "be|could be|indications?|"
      "useful|patients)\\b");
  return pattern;
}

// Words that say "should" about the text, not about care.
const RE2& about_the_text() {
  static const RE2 pattern(
      "(?i)\\b(?:should|must|needs? to) (?:also )?be (?:noted|mentioned|emphasi[sz]ed|stressed|pointed "
      "out|acknowledged|kept in mind|borne in mind|"
      "recogni[sz]ed|remembered)|\\bit is (?:necessary|essential|important) to (?:note|mention|emphasi[sz]e)|required "
      "(?:fewer|more|less|longer|"
      "a mean|an average)|\\b(?:was|were) (?:required|needed|indicated)\\b|\\bshould (?:be sufficient|lead "
      "to|allow|result)|"
      "\\bshould (?:also )?be (?:taken into account|regarded)|\\b(?:the|a|no|any) needs? to\\b|\\bthat requires?\\b");
  return pattern;
}

const RE2& grade() {
  static const RE2 pattern(
      "(?i)\\b((?:strong|weak|conditional) recommendation|(?:very low|low|moderate|high)[- ](?:quality|certainty)(?: "
      "of)? evidence|"
      "grade [1-4]?[A-D]\\b|class (?:I{1,3}|IIa|IIb)\\b|level (?:of evidence )?(?:[A-C]|I{1,3}|IV|[1-5][a-c]?)\\b)");
  return pattern;
}

const RE2& condition() {
  static const RE2 pattern(
      "(?i)\\b(?:if|when|unless|only in|in (?:all |most |selected |highly selected |those )?(?:\\w+ ){0,2}patients|for "
      "(?:all |most |those )?"
      "(?:\\w+ ){0,2}patients|patients (?:with|who|predicted|presenting)|without|with significant|before|after|in the "
      "setting of|as soon as|"
      "especially|for patients|in cases of|in case of|with:)\\b.*");
  return pattern;
}

bool in_methods(const Document& document, std::int32_t section) {
  for (int depth = 0; section >= 0 && depth < 64; ++depth) {
    const Section& s = document.sections[static_cast<std::size_t>(section)];
    if (s.role == "methods") return true;
    section = s.parent;
  }
  return false;
}

void read_sentence(const Document& document, const Sentence& sentence, std::vector<Claim>& claims) {
  const std::string_view text = slice(document.text, sentence.span);
  const std::uint32_t possible = wordings_possible(text);
  if (possible == 0 || !matches(text, any_wording()) || matches(text, about_the_text())) return;
  const Passage& passage = document.passages[static_cast<std::size_t>(sentence.passage)];
  const bool methods = document.kind != DocumentKind::kQa && document.kind != DocumentKind::kWeb &&
                       in_methods(document, passage.section);
  // The first strength word printed decides; of two at one place the longer ("should not" before "should").
  const Wording* found = nullptr;
  std::uint32_t start = 0, end = 0;
  for (std::size_t i = 0; i < std::size(kWordings); ++i) {
    if ((possible & (1u << i)) == 0 || (methods && !kWordings[i].everywhere)) continue;
    re2::StringPiece groups[2];
    if (!wording(i).Match(piece(text), 0, text.size(), RE2::UNANCHORED, groups, 2)) continue;
    const auto from = static_cast<std::uint32_t>(groups[1].data() - text.data());
    const auto to = from + static_cast<std::uint32_t>(groups[1].size());
    if (found != nullptr && (from > start || (from == start && to <= end))) continue;
    found = &kWordings[i];
    start = from;
    end = to;
  }
  if (found != nullptr) {
    const Wording& w = *found;
    Claim claim = claim_of(document, sentence, kind::kRecommendation);
    claim.value_span = {sentence.span.start + start, sentence.span.start + end};
    claim.strength = slice(text, {start, end});
    std::string graded;
    if (RE2::PartialMatch(piece(text), grade(), &graded) && graded != claim.strength) claim.strength += ", " + graded;
    const ByteSpan clause = Clauses(text).around(start);
    static const RE2 rather("(?i)\\brather than\\b|\\binstead of\\b");
    claim.direction = w.against ? "against" : "for";
    claim.negated = w.against;
    ByteSpan what = w.stands == Stands::kLeft ? ByteSpan{clause.start, start} : ByteSpan{end, clause.end};
    re2::StringPiece where;
    const std::string_view rest = slice(text, {end, static_cast<std::uint32_t>(text.size())});
    if (condition().Match(piece(rest), 0, rest.size(), RE2::UNANCHORED, &where, 1)) {
      const auto from = end + static_cast<std::uint32_t>(where.data() - rest.data());
      const ByteSpan words = core_phrase(text, {from, static_cast<std::uint32_t>(text.size())});
      claim.population = slice(text, words);
      if (w.stands == Stands::kRight && from > end) what.end = std::min(what.end, from);
    }
    what = core_phrase(text, what);
    // "Patients … should receive radiation": what they should get, and they are the condition.
    static const RE2 people(
        "(?i)^(?:\\w+ ){0,3}(?:patients|women|men|adults|children|surgeons|clinicians|doctors|physicians)\\b");
    if (w.stands == Stands::kLeft && matches(slice(text, what), people)) {
      if (claim.population.empty()) claim.population = slice(text, what);
      ByteSpan treatment{end, clause.end};
      re2::StringPiece at;
      const std::string_view tail = slice(text, treatment);
      if (rather.Match(piece(tail), 0, tail.size(), RE2::UNANCHORED, &at, 1)) {
        const auto cut = treatment.start + static_cast<std::uint32_t>(at.data() - tail.data());
        claim.comparator = slice(text, core_phrase(text, {cut + static_cast<std::uint32_t>(at.size()), treatment.end}));
        treatment.end = cut;
      }
      what = core_phrase(text, treatment);
    }
    // A bare predicate in a list item speaks of the item's head: "MRI: The gold standard…".
    if (what.empty() && clause.start > 2) what = core_phrase(text, {0, clause.start - 1});
    claim.subject = slice(text, what);
    claim.hedged = is_hedged(text, {start, end});
    claims.push_back(std::move(claim));
    return;
  }
  // "(2) Percutaneous vertebroplasty: Patients with … without neurological impairment." names who is treated so.
  static const RE2 indication("^(?:\\(\\d\\) )?([A-Z][^:.]{3,60}): Patients (?:suffer\\w*|with|who)\\b");
  re2::StringPiece groups[2];
  if ((possible & kIndication) == 0) return;
  if (!indication.Match(piece(text), 0, text.size(), RE2::UNANCHORED, groups, 2)) return;
  Claim claim = claim_of(document, sentence, kind::kRecommendation);
  claim.subject = std::string(groups[1]);
  claim.strength = "indication";
  claim.direction = "for";
  const auto colon = static_cast<std::uint32_t>(groups[1].data() + groups[1].size() - text.data());
  claim.value_span = {sentence.span.start + static_cast<std::uint32_t>(groups[1].data() - text.data()),
                      sentence.span.start + colon};
  claim.population = slice(text, core_phrase(text, {colon + 1, static_cast<std::uint32_t>(text.size())}));
  claims.push_back(std::move(claim));
}

// Items under "… should be considered only in patients with:" or "Do not operate without:" are its conditions.
void read_list(const Document& document, std::size_t passage, Claim& claim) {
  const std::string_view intro = slice(document.text, document.passages[passage].span);
  if (intro.empty() || intro.back() != ':') return;
  std::string conditions;
  for (std::size_t p = passage + 1; p < document.passages.size() && conditions.size() < 600; ++p) {
    if (document.passages[p].kind != PassageKind::kListItem) break;
    if (!conditions.empty()) conditions += "; ";
    conditions += slice(document.text, document.passages[p].span);
  }
  if (!conditions.empty())
    claim.population = claim.population.empty() ? conditions : claim.population + ": " + conditions;
}

// A list of treatments without a verb: "Bisphosphonates for bone pain management" under a heading of treatment.
void read_bare_item(const Document& document, const Sentence& sentence, std::vector<Claim>& claims) {
  const Passage& passage = document.passages[static_cast<std::size_t>(sentence.passage)];
  if (passage.kind != PassageKind::kListItem || passage.section < 0 || document.kind != DocumentKind::kQa) return;
  static const RE2 heading("(?i)\\b(?:standard|approach|treatment|management|therapy|recommend\\w*)\\b");
  static const RE2 result("(?i)\\b(?:may be considered|outcomes?|impact|inadequate|prognos\\w*|plan is)\\b|\\d");
  static const RE2 item("^[A-Z][\\w-]+(?: [\\w-]+){0,4} (?:for|appropriate for|with) ");
  const std::string& title = document.sections[static_cast<std::size_t>(passage.section)].title;
  const std::string_view text = slice(document.text, sentence.span);
  if (!matches(title, heading) || matches(title, result) || !matches(text, item)) return;
  Claim claim = claim_of(document, sentence, kind::kRecommendation);
  const ByteSpan what = core_phrase(text, {0, static_cast<std::uint32_t>(std::min(text.find(" for "), text.size()))});
  claim.value_span = {sentence.span.start + what.start, sentence.span.start + what.end};
  claim.subject = slice(text, what);
  claim.strength = "listed";
  claim.direction = "for";
  claims.push_back(std::move(claim));
}

void extract_recommendations(const Reading& reading, std::vector<Claim>& claims) {
  for (const Sentence& sentence : reading.sentences) {
    if (!is_running_text(reading.document, sentence)) continue;
    const std::size_t before = claims.size();
    read_sentence(reading.document, sentence, claims);
    if (claims.size() == before) read_bare_item(reading.document, sentence, claims);
    if (claims.size() > before) read_list(reading.document, static_cast<std::size_t>(sentence.passage), claims.back());
  }
}

}  // namespace

extern const Extractor recommendation_extractor;
const Extractor recommendation_extractor{"recommendation", 1, extract_recommendations};

}  // namespace warrant
