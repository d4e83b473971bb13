// What a text tells its readers to do or not to do: strength words as printed ("should", "contraindicated", "may be
// considered", "do not"), for or against, what is recommended, under which conditions; GRADE wording where it stands.
// Most sentences with these words recommend nothing ("should reduce", "is essential for synthesis", "if required"): a
// claim needs a subject that is care or research, named in the sentence, and a wording that prescribes.
#include <algorithm>
#include <iterator>
#include <memory>

#include <re2/re2.h>

#include "ingest/extract/extractor.h"
#include "ingest/extract/guarded.h"
#include "ingest/extract/literals.h"
#include "ingest/extract/phrases.h"
#include "ingest/extract/recommended.h"
#include "src/base/text.h"
#include "src/language/cues.h"

namespace warrant {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

enum class Stands { kLeft, kRight };  // where what is recommended stands
enum class Where { kAll, kPages };  // kPages: web pages, Q&A pages and guidelines only, where common practice is advice
enum class Of { kAnything, kCare, kCareOrResearch };  // what the subject must be

struct Wording {
  const char* pattern;  // group 1 is the strength as printed
  Stands stands;
  bool against;
  Where where;
  Of of;
};

constexpr Wording kWordings[] = {
    {"(?i)^(?:[^:.]{3,60}: )?(do not|don't|avoid|never)\\s+\\w", Stands::kRight, true, Where::kAll, Of::kAnything},
    {"(?i)\\b(contraindicated|should not|must not|(?:is|are) not "
     "(?:recommended|indicated|advised|appropriate|advisable)|should "
     "never|should be avoided|(?:may|might|can|could) not be (?:recommended|advisable|appropriate|suitable)|"
     "(?:must|should) (?:not|never) be (?:performed|used|offered|attempted))\\b",
     Stands::kLeft, true, Where::kAll, Of::kCareOrResearch},
    {"(?i)\\b(caution is (?:warranted|advised|needed)|should(?: therefore| thus| only)? be interpreted (?:with "
     "caution|cautiously))\\b",
     Stands::kLeft, false, Where::kAll, Of::kAnything},
    {"(?i)\\b((?:is|are|be|remains?)(?: still| now| currently| therefore)? (?:considered (?:as )?)?(?:an? |the "
     ")?(?:current "
     "|accepted |generally )?(?:standard of care|gold standard (?:for|in|treatment|therapy)|treatment of "
     "choice|first[- ]line "
     "(?:treatment|therapy)|medically necessary|mandatory|imperative|(?:strongly |currently |generally |widely |highly "
     "|often |usually |"
     "therefore )?recommended|advisable|\"?usually appropriate\"?)(?: and medically necessary)?)\\b",
     Stands::kLeft, false, Where::kAll, Of::kCareOrResearch},
    {"(?i)\\b((?:is|are|be|remains?)(?: an?| the)? (?:indicated|suitable)(?: for| in)|(?:is|are) (?:considered "
     ")?appropriate for)\\b",
     Stands::kLeft, false, Where::kAll, Of::kCare},
    {"(?i)\\b((?:is|are|remains?) (?:an? |the )?(?:also |therefore |clearly "
     ")?(?:essential|crucial|necessary|warranted|vital|critical|"
     "important)(?: component)?)(?: (?:to|for|in|when|if|of|and|before|after|that)\\b|[.,;]|$)",
     Stands::kLeft, false, Where::kAll, Of::kCareOrResearch},
    {"(?i)\\b(gold standard|play essential roles?|absolute indications?|standard approach)\\b", Stands::kLeft, false,
     Where::kPages, Of::kAnything},
    {"(?i)\\b(should|must|ought to|ha(?:s|ve) to|needs? to)\\b", Stands::kLeft, false, Where::kAll,
     Of::kCareOrResearch},
    {"(?i)\\b(?:we|guidelines?|panel|society|association|organi[sz]ation|committee|academy|college|authors|experts|WHO|"
     "NICE)"
     "(?: \\[[\\d, –-]+\\]| \\([^)]*\\))? (?:\\w+ly |now |also |therefore |thus )?(recommends?|advises?|strongly "
     "recommends?)\\b",
     Stands::kRight, false, Where::kAll, Of::kAnything},
    {"(?i)\\b((?:may|can|could|might|will)(?: also)? be "
     "(?:considered|offered|recommended|indicated|appropriate|necessary))\\b",
     Stands::kLeft, false, Where::kAll, Of::kCare},
    {"(?i)\\b((?:may|can|could|might) (?:also )?be (?:used|administered|initiated|performed)|remains? a viable "
     "option|(?:is|are) (?:a "
     ")?viable options?|(?:is|are) (?:commonly used|frequently prescribed|routinely used|widely recommended|most "
     "beneficial|particularly useful)|usually perform|depends on|may benefit)\\b",
     Stands::kLeft, false, Where::kPages, Of::kAnything},
    {"(?i)\\b((?:is|are) (?:urgently |still |also |clearly |therefore )?(?:required|needed))\\b", Stands::kLeft, false,
     Where::kAll, Of::kCareOrResearch},
    {"(?i)\\b(requires?)(?: "
     "(?:further|additional|more|a|an|careful|close|regular|immediate|prompt|urgent|lifelong|continuous|"
     "the))* "
     "(?:investigation|research|stud(?:y|ies)|evaluation|attention|monitoring|multidisciplinary|assessment|follow-up|"
     "consideration|surveillance|management|treatment|confirmation|exploration|validation)\\b",
     Stands::kLeft, false, Where::kAll, Of::kCareOrResearch},
    {"(?i)^(ensure)\\b", Stands::kRight, false, Where::kPages, Of::kAnything},
    {"(?i)\\b(\\w+ only if|(?:appropriate|indicated|reserved) for)\\b", Stands::kLeft, false, Where::kPages,
     Of::kAnything},
    {"(?i)\\b(higher scores? (?:suggesting|indicating) (?:an? )?(?:need for|more favou?rable outcome from|benefit "
     "from)|helps? in determining)\\b",
     Stands::kLeft, false, Where::kPages, Of::kAnything},
    {"(?i)\\b((?:is|are) (?:standardi[sz]ed|individuali[sz]ed|tailored)) to (?:prevent|avoid|reduce|improve)\\b",
     Stands::kLeft, false, Where::kAll, Of::kCare},
};

const Guarded& wording(std::size_t i) {
  static const std::vector<std::unique_ptr<Guarded>> compiled = [] {
    std::vector<std::unique_ptr<Guarded>> out;
    for (const Wording& w : kWordings) out.push_back(std::make_unique<Guarded>(w.pattern));
    return out;
  }();
  return *compiled[i];
}

constexpr std::uint32_t kIndication = 1u << 31;

// Words that must stand for wording i to match (bit i), or for the heading of an indication.
std::uint32_t wordings_possible(std::string_view text) {
  const auto w = [](auto... i) { return ((1u << i) | ...); };
  static_assert(std::size(kWordings) == 17, "a new wording needs its words here");
  static const Literals words = {{"do not", w(0)},
                                 {"don't", w(0)},
                                 {"avoid", w(0, 1)},
                                 {"never", w(0, 1)},
                                 {"contraindicated", w(1)},
                                 {"should", w(1, 7)},
                                 {"must", w(1, 7)},
                                 {"not ", w(1)},
                                 {"caution is ", w(2)},
                                 {"with caution", w(2)},
                                 {"cautiously", w(2)},
                                 {"standard of care", w(3)},
                                 {"gold standard", w(3, 6)},
                                 {"treatment of choice", w(3)},
                                 {"first-line ", w(3)},
                                 {"first line ", w(3)},
                                 {"mandatory", w(3)},
                                 {"imperative", w(3)},
                                 {"recommend", w(3, 8, 9, 10)},
                                 {"advisable", w(3)},
                                 {"medically necessary", w(3)},
                                 {"usually ", w(3, 10)},
                                 {"indicated", w(4, 9, 14)},
                                 {"suitable", w(4)},
                                 {"appropriate", w(4, 9, 14)},
                                 {"essential", w(5, 6)},
                                 {"crucial", w(5)},
                                 {"necessary", w(5, 9)},
                                 {"warranted", w(5)},
                                 {"vital", w(5)},
                                 {"critical", w(5)},
                                 {"important", w(5)},
                                 {"absolute indication", w(6)},
                                 {"standard approach", w(6)},
                                 {"ought to", w(7)},
                                 {"has to", w(7)},
                                 {"have to", w(7)},
                                 {"need to", w(7)},
                                 {"needs to", w(7)},
                                 {"advise", w(8)},
                                 {"be considered", w(9)},
                                 {"be offered", w(9)},
                                 {"be used", w(10)},
                                 {"be administered", w(10)},
                                 {"be initiated", w(10)},
                                 {"be performed", w(10)},
                                 {"viable option", w(10)},
                                 {" used", w(10)},
                                 {"frequently prescribed", w(10)},
                                 {"most beneficial", w(10)},
                                 {"particularly useful", w(10)},
                                 {"depends on", w(10)},
                                 {"may benefit", w(10)},
                                 {"require", w(11, 12)},
                                 {"needed", w(11)},
                                 {"ensure", w(13)},
                                 {"only if", w(14)},
                                 {"reserved for", w(14)},
                                 {"higher score", w(15)},
                                 {"in determining", w(15)},
                                 {"standardi", w(16)},
                                 {"individuali", w(16)},
                                 {"tailored", w(16)}};
  return words.in(text) | (text.find(": Patients ") != std::string_view::npos ? kIndication : 0);
}

const Guarded& grade() {
  static const Guarded pattern(
      "(?i)\\b((?:strong|weak|conditional) recommendation|(?:very low|low|moderate|high)[- ](?:quality|certainty)(?: "
      "of)? evidence|"
      "grade [1-4]?[A-D]\\b|class (?:I{1,3}|IIa|IIb)\\b|level (?:of evidence )?(?:[A-C]|I{1,3}|IV|[1-5][a-c]?)\\b)");
  return pattern;
}

const Guarded& condition() {
  static const Guarded pattern(
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

bool is_page(const Document& document) {
  return document.kind == DocumentKind::kQa || document.kind == DocumentKind::kWeb ||
         document.kind == DocumentKind::kGuideline;
}

class Reader {
 public:
  Reader(const Document& document, const Sentence& sentence, std::vector<Claim>& claims)
      : document_(document),
        sentence_(sentence),
        passage_(document.passages[static_cast<std::size_t>(sentence.passage)]),
        text_(slice(document.text, sentence.span)),
        page_(is_page(document)),
        claims_(claims) {}

  void read() {
    const std::uint32_t possible = wordings_possible(text_);
    if (possible == 0) return;
    // "It is suitable for patients with…" stands in methods too, as do lists of indications.
    const bool methods = !page_ && in_methods(document_, passage_.section);
    const Wording* found = nullptr;
    ByteSpan at;
    for (std::size_t i = 0; i < std::size(kWordings); ++i) {
      const Wording& w = kWordings[i];
      if ((possible & (1u << i)) == 0 || (w.where == Where::kPages && !page_)) continue;
      re2::StringPiece groups[2];
      if (!wording(i).find(text_, groups, 2)) continue;
      const auto from = static_cast<std::uint32_t>(groups[1].data() - text_.data());
      const ByteSpan here{from, from + static_cast<std::uint32_t>(groups[1].size())};
      // The first strength word printed decides; of two at one place the longer ("should not" before "should").
      if (found != nullptr && (here.start > at.start || (here.start == at.start && here.end <= at.end))) continue;
      found = &w;
      at = here;
    }
    if ((found == nullptr && (possible & kIndication) == 0) || is_remark(text_)) return;
    if (found != nullptr && (page_ || prescribes(text_, at)) && !(methods && !speaks_of_patients(at)))
      add(*found, at);
    else if (found == nullptr && (possible & kIndication) != 0)
      read_indication();
  }

 private:
  // "… is suitable for patients with": an indication, wherever it stands.
  bool speaks_of_patients(ByteSpan at) const {
    static const Guarded pattern(
        "(?i)^(?:.*(?:indicated|suitable|contraindicated|recommended))(?: for| in)? patients? (?:with|who)\\b");
    return pattern.in(text_.substr(at.start));
  }

  void add(const Wording& w, ByteSpan at) {
    const ByteSpan clause = Clauses(text_).around(at.start);
    Claim claim = claim_of(document_, sentence_, kind::kRecommendation);
    claim.value_span = {sentence_.span.start + at.start, sentence_.span.start + at.end};
    claim.strength = slice(text_, at);
    re2::StringPiece graded[2];
    if (grade().find(text_, graded, 2) && graded[1] != claim.strength) claim.strength += ", " + graded[1].as_string();
    static const Guarded denied("(?i)(?:\\bcannot|\\bcan not|\\bno longer|\\bnot currently|\\bnot generally)\\s+$");
    const bool against = w.against || denied.in(text_.substr(0, at.start));
    claim.direction = against ? "against" : "for";
    claim.negated = against;
    ByteSpan what = w.stands == Stands::kLeft ? ByteSpan{std::min(clause.start, at.start), at.start}
                                              : ByteSpan{at.end, std::max(clause.end, at.end)};
    re2::StringPiece where;
    const std::string_view rest = text_.substr(at.end);
    if (condition().find(rest, &where, 1)) {
      const auto from = at.end + static_cast<std::uint32_t>(where.data() - rest.data());
      claim.population = slice(text_, core_phrase(text_, {from, static_cast<std::uint32_t>(text_.size())}));
      if (w.stands == Stands::kRight && from > at.end) what.end = std::min(what.end, from);
    }
    const ByteSpan tail{at.end, std::max(clause.end, at.end)};
    Recommended thing =
        w.stands == Stands::kLeft ? recommended_before(text_, what, tail) : recommended_after(text_, what);
    if (thing.people && (claim.population.empty() || claim.population.starts_with(slice(text_, thing.who))))
      claim.population = slice(text_, thing.who);
    if (!thing.comparator.empty()) claim.comparator = slice(text_, thing.comparator);
    claim.subject = slice(text_, thing.what);
    const bool caution = claim.strength.find("caution") != std::string::npos;
    if (caution && claim.subject.empty()) claim.subject = "caution";
    if (claim.subject.empty() || thing.pronoun) claim.subject = head();
    // "Airway management is important" is a view; "it is important to assess" asks for something.
    static const Guarded view("(?i)(?:vital|critical|important)");
    if (!page_ && view.in(claim.strength) && !thing.asked) return;
    static const Guarded asked_of_people("(?i)required");
    if (thing.people && asked_of_people.in(claim.strength)) return;
    if (!page_ && !caution) {
      if (claim.subject.empty() || (thing.pronoun && !speaks_of_patients(at))) return;
      if (!thing.pronoun && !thing.understood) return;
      // "it is recommended that X should be part of the treatment": the clause tells that X is care.
      const std::string_view asked = thing.asked ? slice(text_, tail) : std::string_view(claim.subject);
      if (w.of != Of::kAnything && !is_care(asked) && !(w.of == Of::kCareOrResearch && is_research(asked))) return;
    }
    claim.hedged = is_hedged(text_, at);
    claims_.push_back(std::move(claim));
  }

  // What the passage speaks of: "MRI: The gold standard…", "(1) Curettage: … It is suitable for…"; on pages the title
  // of the section.
  std::string head() const {
    const std::string_view whole = slice(document_.text, passage_.span);
    const std::size_t colon = whole.substr(0, 90).find(':');
    if (colon != std::string_view::npos && colon > 2)
      return std::string(slice(whole, core_phrase(whole, {0, static_cast<std::uint32_t>(colon)})));
    // "(2) Vertebroplasty: …" in the middle of a paragraph.
    static const RE2 numbered("(?:^|[.;] )\\(\\d\\) ([A-Z][^:.]{3,60}):");
    re2::StringPiece before = piece(whole.substr(0, sentence_.span.start - passage_.span.start));
    std::string name;
    while (RE2::FindAndConsume(&before, numbered, &name)) continue;
    if (!name.empty() || !page_ || passage_.section < 0) return name;
    return document_.sections[static_cast<std::size_t>(passage_.section)].title;
  }

  // "(2) Percutaneous vertebroplasty: Patients with … without neurological impairment." names who is treated so.
  void read_indication() {
    static const RE2 indication("^(?:\\(\\d\\) )?([A-Z][^:.]{3,60}): Patients (?:suffer\\w*|with|who)\\b");
    static const Guarded heading(
        "(?i)^(?:methods?|design|participants?|patients?|subjects?|setting|results?|objectives?|population|"
        "(?:\\w+ )?(?:criteria|groups?|cohort|arm)|.*(?:study|methods|criteria|group \\w+|patients))$");
    re2::StringPiece groups[2];
    if (!indication.Match(piece(text_), 0, text_.size(), RE2::UNANCHORED, groups, 2)) return;
    if (heading.is(groups[1])) return;
    Claim claim = claim_of(document_, sentence_, kind::kRecommendation);
    claim.subject = std::string(groups[1]);
    if (!is_care(claim.subject)) return;
    claim.strength = "indication";
    claim.direction = "for";
    const auto start = static_cast<std::uint32_t>(groups[1].data() - text_.data());
    const auto colon = start + static_cast<std::uint32_t>(groups[1].size());
    claim.value_span = {sentence_.span.start + start, sentence_.span.start + colon};
    claim.population = slice(text_, core_phrase(text_, {colon + 1, static_cast<std::uint32_t>(text_.size())}));
    claims_.push_back(std::move(claim));
  }

  const Document& document_;
  const Sentence& sentence_;
  const Passage& passage_;
  std::string_view text_;
  bool page_;
  std::vector<Claim>& claims_;
};

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
  static const Guarded heading("(?i)\\b(?:standard|approach|treatment|management|therapy|recommend\\w*)\\b");
  static const Guarded result("(?i)\\b(?:may be considered|outcomes?|impact|inadequate|prognos\\w*|plan is)\\b|\\d");
  static const Guarded item("^[A-Z][\\w-]+(?: [\\w-]+){0,4} (?:for|appropriate for|with) ");
  const std::string& title = document.sections[static_cast<std::size_t>(passage.section)].title;
  const std::string_view text = slice(document.text, sentence.span);
  if (!heading.in(title) || result.in(title) || !item.in(text)) return;
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
    Reader(reading.document, sentence, claims).read();
    if (claims.size() == before) read_bare_item(reading.document, sentence, claims);
    if (claims.size() > before) read_list(reading.document, static_cast<std::size_t>(sentence.passage), claims.back());
  }
}

}  // namespace

extern const Extractor recommendation_extractor;
const Extractor recommendation_extractor{"recommendation", 6, extract_recommendations};

}  // namespace warrant
