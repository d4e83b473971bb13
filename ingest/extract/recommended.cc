#include "ingest/extract/recommended.h"

#include <algorithm>
#include <vector>

#include <re2/re2.h>

#include "ingest/extract/guarded.h"
#include "ingest/extract/phrase_shape.h"
#include "ingest/extract/phrases.h"
#include "src/base/text.h"
#include "src/language/number.h"

namespace warrant {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

// "patients with…", "very old patients", no "care of patients".
bool are_people(std::string_view phrase) {
  static const Guarded pattern(
      "(?i)^((?:[\\w-]+ "
      "){0,4}?)(?:patients|women|men|adults|children|infants|people|individuals|persons|surgeons|clinicians|doctors|"
      "physicians|nurses|therapists|practitioners|providers|professionals|researchers|investigators|authors|students|"
      "mothers|"
      "parents|policymakers|policy makers|decision makers|stakeholders|workers|trialists|GPs|pharmacists)\\b");
  static const Guarded relates("(?i)\\b(?:of|in|for|with|by|to|on|from|among|at)\\b");
  re2::StringPiece at[2];
  return pattern.find(phrase, at, 2) && !relates.in({at[1].data(), at[1].size()});
}

// Phrases may be long ("the use of X in patients with Y"), but hold no verb.
bool is_phrase(std::string_view text, ByteSpan span) {
  if (span.size() < 2 || span.size() > 260) return false;
  const std::string_view phrase = slice(text, span);
  if (std::count(phrase.begin(), phrase.end(), '(') != std::count(phrase.begin(), phrase.end(), ')')) return false;
  const std::vector<ShapeWord> words = shape_words(text, span);
  if (words.empty() || words.size() > 32) return false;
  static const Guarded bad_first(
      "(?i)^(?:and|or|but|nor|which|that|who|this|these|those|it|they|we|there|not|no|so|in|on|at|by|with|for|if|"
      "when|as|because|due|such|to|from|of|another|both|also|one|you|I|he|she|following|other|only)$");
  if (bad_first.in(words.front().text) || is_preposition(words.back().text)) return false;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (is_finite_verb(words, i) || is_subordinator(words[i].text) || (i > 0 && words[i].stop)) return false;
  return true;
}

}  // namespace

bool is_care(std::string_view phrase) {
  static const Guarded pattern(
      "(?i)therap|treatment|surger|surgical|resection|operation|operative|management|\\bmanag|monitor|screening|"
      "\\btest(?:s|ing)?\\b|"
      "assess|evaluation|diagnos|intervention|\\bcare\\b|caution|training|follow-up|prevent|prophyla|approach|"
      "rehabilitat|educat|"
      "support|counsel|vaccin|immuni[sz]|imaging|\\bMRI\\b|\\bCT\\b|ultraso|doppler|biops|medication|medicine|\\bdrugs?"
      "\\b|\\bdos(?:e|es|age|ing)\\b|"
      "supplement|antibiotic|antiviral|antimalarial|antidepress|antipsycho|anticoag|inhibitor|agents?\\b|patients?\\b|"
      "\\bwomen\\b|"
      "children|exercis|physical "
      "activity|program|strateg|guideline|surveillance|consult|referral|transplant|transfusion|"
      "analges|an(?:a)?esth|\\bstent|\\bimplant|procedure|infusion|inject|\\bdiet|nutrition|feeding|insulin|aspirin|"
      "warfarin|"
      "opioid|steroid|"
      "clinicians?|physicians?|surgeons?|nurses?|providers?|practitioners?|doctors?|professionals|therapist|"
      "\\bcessation|"
      "combination|regimen|augmentation|vertebroplasty|decompression|stabili[sz]|fixation|ventilation|oxygen|catheter|"
      "brac(?:e|ing)|"
      "insertion|removal|administration|\\buse "
      "of\\b|hydration|sleep|smoking|alcohol|weight|restriction|precautions|isolation|"
      "decision|communication|discussion|informed "
      "consent|adherence|policy|policies|efforts|measures?\\b|tools?\\b|options?\\b|"
      "multidisciplinary|laparoscop|endoscop|colonoscop|radiograph|chemo|radiat|\\bstaging|attention|recommendations?|"
      "\\w+(?:mab|nib|vir|statin|pril|sartan|olol|azole|mycin|cillin|floxacin|prazole|parin|gliptin|glutide|platin|"
      "taxel|rubicin|"
      "oxetine|triptan|dronate|formin|caine|lukast|terol|sone|solone|ectomy|plasty|otomy|ostomy|desis)\\b");
  return pattern.in(phrase);
}

bool is_research(std::string_view phrase) {
  static const Guarded pattern(
      "(?i)\\b(?:stud(?:y|ies)|research|researchers?|trials?|RCTs?|investigations?|work|evidence|meta-analys[ei]s|"
      "analys[ei]s|replication|confirmation|"
      "evaluations?|experiments?|reviews?|investigators?)\\b");
  return pattern.in(phrase);
}

bool is_remark(std::string_view text) {
  static const Guarded caution("(?i)\\binterpreted (?:with caution|cautiously)");
  static const Guarded interpreted(
      "(?i)\\b(?:should|must|needs? to|has to|have to)(?: also| be| therefore)* interpreted\\b");
  if (interpreted.in(text) && !caution.in(text)) return true;
  static const Guarded pattern(
      "(?i)\\b(?:should|must|needs? to|ha(?:s|ve) to|ought to)(?: also| therefore| however| thus| not| only| always| "
      "now)* be "
      "(?:\\w+ly |not )?(?:noted|mentioned|emphasi[sz]ed|stressed|pointed out|acknowledged|kept in mind|borne in "
      "mind|recogni[sz]ed|"
      "remembered|seen|read|viewed|perceived|regarded|understood|highlighted|taken (?:as|into "
      "account|with)|able|"
      "sufficient|similar|equal|safer|clear|possible|informative|due|related|attributed|attributable|realistic|done|"
      "the case)\\b|"
      "\\b(?:is|be) (?:also |therefore |thus |however |further )*(?:important|necessary|essential|crucial|worth\\w*) "
      "to "
      "(?:note|mention|emphasi[sz]e|stress|point|acknowledge|"
      "recogni[sz]e|remember|highlight|reali[sz]e|keep|bear|know|understand|distinguish|stress)|\\b(?:was|were) (?:not "
      ")?(?:required|needed|indicated|recommended|necessary|"
      "considered (?:necessary|appropriate))\\b|\\b(?:the|a|no|any|their|this) needs? to\\b|\\bthat "
      "requires?\\b|"
      "\\bto note that\\b");
  return pattern.in(text);
}

bool prescribes(std::string_view text, ByteSpan wording) {
  const std::string_view before = text.substr(0, wording.start), strength = slice(text, wording);
  const std::string_view after = text.substr(wording.end);
  static const Guarded unreal(
      "(?i)\\b(?:if|whether|would|hypothesi\\w+|assum\\w+|in order|how|why|what|did not|does not|do "
      "not|not|may|might|could|will|who|"
      "likely to|before we|eligib\\w+|(?:was|were) "
      "(?:asked|told|informed|instructed)|believed?|perceived?|thought|felt|argued|"
      "participants (?:who )?(?:said|reported)|comments|much|considered|agreed|unless|than) ?[^,;]*$");
  static const Guarded modal("(?i)^(?:should|must|ought to|ha(?:s|ve) to|needs? to)$");
  // "If present, drugs should be stopped" prescribes; "if drugs are needed" does not.
  std::string_view clause = before;
  if (const std::size_t comma = clause.rfind(','); comma != std::string_view::npos && clause.size() - comma > 6)
    clause = clause.substr(comma);
  if (unreal.in(clause)) return false;
  if (!before.empty() && before.find('?') != std::string_view::npos) return false;
  if (text.back() == '?') return false;
  if (modal.in(strength)) {
    // What is expected to happen, had to be done, or means "must have".
    static const Guarded expected(
        "(?i)^(?: also| then| therefore| thus| theoretically| ideally| not)* "
        "(?:have\\b|reduce|decrease|increase|become|result|lead to|provide|"
        "produce|allow|enable|improve|facilitate|cause|show|differ|exist|occur|remain|contribute|make|help "
        "to|give|help|be "
        "(?:more|less|an?|the|at|in|of|as|no|well|very|easier|higher|lower|reduced|increased|true|there|present|"
        "available|"
        "independent|balanced|aware|associated|effective|beneficial|seen|found|observed|expected|feasible)\\b)");
    static const Guarded consider(
        "(?i)^(?: also| then| therefore| thus| now)* be (?:an? (?:\\w+ )?(?:part|component|priority|option)|the "
        "(?:first|treatment|"
        "standard|preferred|focus)|aware of|at least)");
    if (expected.in(after) && !consider.in(after)) return false;
    static const Guarded weak("(?i)^(?:ha(?:s|ve) to|needs? to|must)$");
    static const Guarded done(
        "(?i)^(?: also| then| therefore| always| now)* (?:be "
        "[a-z-]*(?:ed|en|ne|de|ght|ld|pt|un|ut)\\b|consider|focus|avoid|assess|monitor|"
        "ensure|receive|undergo|evaluate|address|include|take|develop|be (?:aware|cautious|careful|vigilant))");
    if (weak.in(strength) && !done.in(after)) return false;
  }
  // "is indicated by bars", "is required for hepatogenesis", "is essential for the production".
  static const Guarded figure(
      "(?i)^(?: by| in (?:the )?(?:fig|table|black|red|grey|gray|bold|parenthes|bracket|italic))");
  if (figure.in(after)) return false;
  static const Guarded biology(
      "(?i)^ (?:for|to|in) (?:the |normal |proper |maintain\\w* )*(?:\\w+ "
      "){0,2}(?:production|development|progression|onset|pathogenesis|synthesis|formation|growth|survival|secretion|"
      "activation|"
      "expression|signal\\w*|binding|metabolism|homeostasis|function(?:ing)?|hepatogenesis|observe|achieve "
      "sufficient|detect|obtain)\\b");
  return !biology.in(after);
}

Recommended recommended_before(std::string_view text, ByteSpan left, ByteSpan right) {
  Recommended out;
  std::vector<ShapeWord> words = shape_words(text, left);
  // "may not be", "is also": belongs to the wording.
  while (!words.empty() && (is_auxiliary(words.back().text) || is_adverb(words.back().text))) words.pop_back();
  if (words.empty()) return out;
  // "programmes which aim to raise fitness": the name stands before.
  for (std::size_t i = 1; i < words.size(); ++i)
    if ((equals_folded(words[i].text, "which") || equals_folded(words[i].text, "who")) && !words[i].comma &&
        !is_finite_verb(words, i - 1)) {
      words.resize(i);
      break;
    }
  std::size_t from = 0;
  for (std::size_t i = words.size(); i > 0; --i) {
    static const RE2 saying("(?i)^(?:suggesting|indicating|implying|showing|meaning)$");
    // "in that subgroup" points.
    const bool points = i > 1 && equals_folded(words[i - 1].text, "that") && is_preposition(words[i - 2].text);
    if ((points || !is_subordinator(words[i - 1].text)) && !is_finite_verb(words, i - 1) && !words[i - 1].stop)
      continue;
    from = words[i - 1].stop ? i - 1 : i;
    break;
  }
  // Behind a verb a comma or "and" ends its clause: "To use these data, a new analysis is needed". Lists keep their
  // items.
  if (from > 0) {
    const bool behind_verb = !is_subordinator(words[from - 1].text);
    std::size_t start = 0;
    for (std::size_t i = from; i < words.size(); ++i) {
      const bool joint = equals_folded(words[i].text, "and") || equals_folded(words[i].text, "but") ||
                         equals_folded(words[i].text, "so") || equals_folded(words[i].text, "or");
      if (words[i].comma && (start == 0 || !joint || behind_verb)) start = joint ? i + 1 : i;
      if (!words[i].comma && behind_verb && joint && !equals_folded(words[i].text, "or")) start = i + 1;
    }
    if (start > 0) from = start;
    if (start == 0 && behind_verb && !words[from - 1].stop && from < words.size()) return out;
  }
  // "responses varied and further research is needed"
  for (std::size_t i = from + 1; i + 1 < words.size(); ++i) {
    static const Guarded anew("(?i)^(?:further|future|more|additional|new)$");
    if (equals_folded(words[i].text, "and") && anew.in(words[i + 1].text)) from = i + 1;
  }
  if (from >= words.size()) return out;
  // A clause before a comma, and lead-ins, are no part of the subject: "To prevent falls, vitamin D".
  static const Guarded lead(
      "(?i)^(?:to|in|for|with|by|on|at|after|before|during|as|because|since|when|if|although|while|given|according|"
      "based|"
      "once|until|unlike|despite|from|under|among|following|considering|however|therefore|thus|hence|moreover|"
      "furthermore|additionally|finally|consequently|nevertheless|importantly|nonetheless|accordingly|also|clearly|"
      "first|second|third|"
      "instead|ideally|overall|altogether|and|so|but|or|yet|then)$");
  for (bool again = true; again && from < words.size();) {
    again = false;
    if (!lead.in(words[from].text)) break;
    std::size_t next = from + 1;
    while (next < words.size() && !words[next].comma) ++next;
    const bool single = !is_preposition(words[from].text) && !is_subordinator(words[from].text);
    if (next < words.size())
      from = next;
    else if (single)
      ++from;
    else
      return out;
    again = true;
  }
  if (from >= words.size()) return out;
  // A new clause behind ", and".
  for (std::size_t i = from + 1; i < words.size(); ++i)
    if (words[i].comma && equals_folded(words[i].text, "and") && i + 1 < words.size()) {
      const ByteSpan before{words[from].span.start, words[i - 1].span.end};
      if (!is_phrase(text, before)) from = i + 1;
    }
  // "As routine practice in such patients, it is recommended": the pronoun begins the clause.
  if (words.size() > from + 1 && words[words.size() - 2].comma && equals_folded(words.back().text, "it"))
    from = words.size() - 1;
  ByteSpan subject{words[from].span.start, words.back().span.end};
  std::uint32_t close = subject.end;
  while (close < left.end && text[close] == ' ') ++close;
  if (close < left.end && text[close] == '(') {
    const std::size_t at = text.substr(0, left.end).find(')', close);
    if (at != std::string_view::npos) subject.end = static_cast<std::uint32_t>(at) + 1;
  }
  subject = core_phrase(text, subject);
  static const Guarded pronoun("(?i)^(?:it|they|this|these|which|that|there)$");
  const std::string_view phrase = slice(text, subject);
  if (pronoun.in(phrase) || subject.empty()) {
    // "it is recommended to start early", "that X be stopped".
    static const RE2 object("(?i)^(?: practice| strongly)* (?:to (.+)|(that .+))$");
    re2::StringPiece to, that;
    if (equals_folded(phrase, "it") && RE2::PartialMatch(piece(slice(text, right)), object, &to, &that)) {
      const re2::StringPiece& rest = to.empty() ? that : to;
      const auto start = static_cast<std::uint32_t>(rest.data() - text.data());
      out = recommended_after(text, {start, right.end});
      out.asked = true;
      return out;
    }
    out.pronoun = true;
    return out;
  }
  out.what = subject;
  out.understood = is_phrase(text, subject);
  // "Patients … should receive radiation": what they should get, and they are the condition.
  if (!are_people(phrase)) return out;
  static const Guarded rather("(?i)\\brather than\\b|\\binstead of\\b");
  out.people = true;
  out.who = subject;
  ByteSpan treatment = right;
  re2::StringPiece at;
  const std::string_view tail = slice(text, treatment);
  if (rather.find(tail, &at, 1)) {
    const auto cut = treatment.start + static_cast<std::uint32_t>(at.data() - tail.data());
    out.comparator = core_phrase(text, {cut + static_cast<std::uint32_t>(at.size()), treatment.end});
    treatment.end = cut;
  }
  out.what = core_phrase(text, treatment);
  out.understood = out.understood && !out.what.empty();
  return out;
}

Recommended recommended_after(std::string_view text, ByteSpan right) {
  Recommended out;
  // "that X should be", "that X be": X.
  static const RE2 that("(?i)^\\s*that\\s+(.{3,200}?)\\s+(should|be|is|are|must|have|has)\\b");
  re2::StringPiece what, verb;
  if (RE2::PartialMatch(piece(slice(text, right)), that, &what, &verb)) {
    const auto start = static_cast<std::uint32_t>(what.data() - text.data());
    const ByteSpan named{start, start + static_cast<std::uint32_t>(what.size())};
    if (are_people(slice(text, named))) {
      // "that patients should be given X": what they should get, and they are the condition.
      out.people = true;
      out.who = core_phrase(text, named);
      const bool modal = verb == "should" || verb == "must";
      right.start = static_cast<std::uint32_t>(verb.data() - text.data() + (modal ? verb.size() : 0));
    } else {
      right = named;
    }
  }
  out.what = core_phrase(text, right);
  const std::string_view phrase = slice(text, out.what);
  static const Guarded pronoun("(?i)^(?:it|they|this|these|that)$");
  out.pronoun = pronoun.in(phrase);
  out.understood = !out.pronoun && out.what.size() > 2;
  return out;
}

}  // namespace warrant
