#include "ingest/extract/study.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <memory>

#include <re2/re2.h>

#include "ingest/extract/guarded.h"
#include "ingest/extract/literals.h"
#include "src/base/text.h"
#include "src/language/number.h"

namespace warrant {
namespace {

struct Design {
  const char* pattern;
  std::string_view name;
};

// In order: the more telling first.
const Design kDesigns[] = {
    {"(?i)\\bmeta-?\\s?analys[ei]s\\b", "meta-analysis"},
    {"(?i)\\bsystematic (?:literature )?review\\b|\\bscoping review\\b", "systematic review"},
    {"(?i)\\b(?:study|trial) protocol\\b|\\bprotocol (?:for|of) an? \\b", "trial protocol"},
    {"(?i)\\brandomi[sz]ed,? (?:\\w+[,-]? ?(?:-\\w+,? )?){0,6}?(?:trial|study|comparison)\\b|\\bcluster[- "
     "]randomi[sz]ed\\b|\\bRCT\\b",
     "randomised trial"},
    {"(?i)\\b(?:phase (?:I{1,3}V?|[1-4])(?:[/-](?:I{1,3}|[1-4]))?|single[- ]arm|non-?randomi[sz]ed|clinical) "
     "(?:clinical )?(?:trial|study)\\b|\\b(?:placebo[- ]controlled|double[- ]blind(?:ed)?)\\b[^.;]{0,40}?"
     "\\b(?:trial|study)\\b",
     "clinical trial"},
    {"(?i)\\bcase[- ]control(?:led)?\\b", "case-control"},
    {"(?i)\\bcross[- ]sectional\\b", "cross-sectional"},
    {"(?i)\\bcase series\\b|\\bseries of (?:\\w+ )?cases\\b", "case series"},
    {"(?i)\\bcase reports?\\b|\\bwe (?:report|describe|present) (?:a|the) (?:rare |unusual )?case\\b|\\breport of "
     "(?:a|one|two) cases?\\b",
     "case report"},
    {"(?i)\\b(?:retrospective(?:ly)?|prospective(?:ly)?|observational|longitudinal|population[- ]based|registry[- "
     "]based|nationwide|historical|"
     "multi-?cent(?:er|re))\\b[^.;]{0,60}?\\b(?:cohort|study|analysis|review|reviewed|analy[sz]ed|registry)\\b|"
     "\\bcohort (?:study|of)\\b|\\bcohort\\b",
     "cohort"},
    {"(?i)\\b(?:clinical practice )?guidelines?\\b|\\bconsensus statement\\b", "guideline"},
    {"(?i)\\b(?:narrative|literature|critical|comprehensive) review\\b|\\breview of the literature\\b|\\bthis "
     "review\\b",
     "review"},
};

// The designs (bits) whose pattern may match: each needs one of its words, some one of two sets.
std::uint32_t possible_designs(std::string_view text) {
  const auto d = [](auto... i) { return ((1u << i) | ...); };
  static_assert(std::size(kDesigns) == 12, "a new design needs its words here");
  constexpr int kTrial = 12, kReport = 13;
  static const Literals words = {{"metaa", d(0)},
                                 {"meta-", d(0)},
                                 {"meta ", d(0)},
                                 {"meta\t", d(0)},
                                 {"meta\n", d(0)},
                                 {"meta\f", d(0)},
                                 {"meta\r", d(0)},
                                 {"review", d(1, 11)},
                                 {"protocol", d(2)},
                                 {"randomi", d(3, 4)},
                                 {"rct", d(3)},
                                 {"phase ", d(4)},
                                 {"arm ", d(4)},
                                 {"clinical ", d(4)},
                                 {"placebo", d(4)},
                                 {"blind", d(4)},
                                 {"trial", d(kTrial)},
                                 {"study", d(kTrial)},
                                 {"case-control", d(5)},
                                 {"case control", d(5)},
                                 {"sectional", d(6)},
                                 {"series", d(7)},
                                 {"case", d(8)},
                                 {"report", d(kReport)},
                                 {"we describe", d(kReport)},
                                 {"we present", d(kReport)},
                                 {"retrospective", d(9)},
                                 {"prospective", d(9)},
                                 {"observational", d(9)},
                                 {"longitudinal", d(9)},
                                 {"population", d(9)},
                                 {"registry", d(9)},
                                 {"nationwide", d(9)},
                                 {"historical", d(9)},
                                 {"multicent", d(9)},
                                 {"multi-cent", d(9)},
                                 {"cohort", d(9)},
                                 {"guideline", d(10)},
                                 {"consensus", d(10)}};
  std::uint32_t found = words.in(text);
  if ((found & d(kTrial)) == 0) found &= ~d(4);
  if ((found & d(kReport)) == 0) found &= ~d(8);
  return found;
}

bool word_char(char c) { return is_ascii_alpha(c) || is_ascii_digit(c) || c == '_'; }

const WordSet& people_words() {
  static const WordSet people = {"patients",  "participants", "subjects",    "women",      "men",      "adults",
                                 "children",  "infants",      "individuals", "volunteers", "people",   "persons",
                                 "cases",     "respondents",  "pregnancies", "neonates",   "students", "nurses",
                                 "residents", "veterans",     "survivors",   "controls"};
  return people;
}

// The forms of a stated size (bits).
constexpr std::uint32_t kWeIncluded = 1, kWereIncluded = 2, kTotalOf = 4, kRecordsOf = 8, kAmongThose = 16,
                        kStudyOf = 32;

// Those whose number may stand in the text: digits, a blank, up to five words and then people, as in every form, with
// the word before the number that some of them ask for. 0 = there is no such number.
std::uint32_t possible_sizes(std::string_view text) {
  static const WordSet records = {"of", "from", "for", "the"};
  // RE2 takes the long s and the Kelvin sign for letters.
  constexpr std::uint32_t kOthers = kWeIncluded | kWereIncluded | kAmongThose | kStudyOf;
  if (Literals::folds_to_ascii(text)) return kOthers | kTotalOf | kRecordsOf;
  const auto counts_people = [&](std::size_t at) {
    for (int word = 0; word <= 5; ++word) {
      std::size_t end = at;
      while (end < text.size() && word_char(text[end])) ++end;
      if (people_words().has(text.substr(at, end - at))) return true;
      while (end < text.size() && (word_char(text[end]) || text[end] == '-')) ++end;
      if (end == at || end >= text.size() || text[end] != ' ') return false;
      at = end + 1;
    }
    return false;
  };
  std::uint32_t found = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] != ' ' || !is_ascii_digit(text[i - 1]) || !counts_people(i + 1)) continue;
    found |= kOthers;
    std::size_t start = i;
    while (start > 0 && (is_ascii_digit(text[start - 1]) || text[start - 1] == ',')) --start;
    if (start < 2 || text[start - 1] != ' ') continue;
    std::size_t word = start - 1;
    while (word > 0 && text[word - 1] != ' ' && start - word < 16) --word;
    const std::string_view before = text.substr(word, start - 1 - word);
    // The word may begin behind another sign: "(the 12 patients".
    const std::size_t sign = before.find_last_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ,");
    const std::string_view plain = sign == std::string_view::npos ? before : before.substr(sign + 1);
    if (equals_folded(plain, "of")) found |= kTotalOf;
    if (records.has(plain)) found |= kRecordsOf;
  }
  return found;
}

// Where the number of a stated size may begin: digits, a blank, up to six words and people.
struct SizePlaces {
  std::vector<std::size_t> numbers;  // in order
  std::uint32_t forms = 0;           // bits: what the words before them leave possible
};

SizePlaces size_places(std::string_view text) {
  static const WordSet verbs = {"include",    "included", "enrolle",     "enrolled",  "recruited",
                                "studied",    "reviewed", "analysed",    "analyzed",  "randomised",
                                "randomized", "assigned", "allocated",   "evaluated", "identified",
                                "surveyed",   "followed", "interviewed", "of",        "all"};
  static const WordSet among = {"in", "among", "of", "comprised", "involving", "included", "the", "all"};
  static const WordSet of_study = {"of", "in", "with", "on", "among", "involving"};
  static const WordSet studies = {"trial", "study", "cohort", "review", "analysis", "series"};
  const auto counts_people = [&](std::size_t at) {
    constexpr int kMostWords = 6;
    for (int word = 0; word <= kMostWords; ++word) {
      std::size_t end = at;
      while (end < text.size() && word_char(text[end])) ++end;
      if (people_words().has(text.substr(at, end - at))) return true;
      while (end < text.size() && (is_ascii_alpha(text[end]) || text[end] == '-')) ++end;
      if (end < text.size() && text[end] == ',') ++end;
      if (end >= text.size() || text[end] != ' ') return false;
      at = end + 1;
    }
    return false;
  };
  // The letters before `end`.
  const auto word_before = [&](std::size_t end) {
    std::size_t start = end;
    while (start > 0 && is_ascii_alpha(text[start - 1])) --start;
    return text.substr(start, end - start);
  };
  SizePlaces places;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] != ' ' || !is_ascii_digit(text[i - 1]) || !counts_people(i + 1)) continue;
    std::size_t start = i;
    while (start > 0 && (is_ascii_digit(text[start - 1]) || text[start - 1] == ',')) --start;
    for (std::size_t at = start; at < i; ++at) {
      if (!is_ascii_digit(text[at]) || (at > start && text[at - 1] != ',')) continue;
      places.numbers.push_back(at);
      if (at < 2 || text[at - 1] != ' ') continue;
      const std::string_view word = word_before(at - 1);
      if (verbs.has(word)) places.forms |= kWeIncluded;
      if (among.has(word)) places.forms |= kAmongThose;
      if (!of_study.has(word) || at < word.size() + 3) continue;
      const std::string_view noun = word_before(at - word.size() - 2);  // "pretrial" counts as well
      for (std::size_t cut = 0; cut < noun.size(); ++cut)
        if (studies.has(noun.substr(cut))) places.forms |= kStudyOf;
    }
  }
  return places;
}

const Guarded& design_pattern(std::size_t i) {
  static const std::vector<std::unique_ptr<Guarded>> compiled = [] {
    std::vector<std::unique_ptr<Guarded>> out;
    for (const Design& design : kDesigns) out.push_back(std::make_unique<Guarded>(design.pattern));
    return out;
  }();
  return *compiled[i];
}

std::string_view design_of_type(std::string_view type) {
  const std::string t = ascii_lower(type);
  const auto has = [&](std::string_view word) { return t.find(word) != std::string::npos; };
  if (has("meta-analysis")) return "meta-analysis";
  if (has("systematic")) return "systematic review";
  if (has("protocol")) return "trial protocol";
  if (has("randomized controlled trial") || has("randomised controlled trial")) return "randomised trial";
  if (has("clinical trial")) return "clinical trial";
  if (has("case report") || has("case-report")) return "case report";
  if (has("guideline")) return "guideline";
  if (t == "review" || has("review-article")) return "review";
  return "";
}

}  // namespace

bool may_state_design(std::string_view text) { return possible_designs(text.substr(0, 4000)) != 0; }

StatedDesign stated_design(std::string_view text) {
  text = text.substr(0, 4000);
  const std::uint32_t possible = possible_designs(text);
  for (std::size_t i = 0; i < std::size(kDesigns); ++i) {
    if ((possible & (1u << i)) == 0) continue;
    re2::StringPiece match;
    if (!design_pattern(i).find(text, &match, 1)) continue;
    const auto start = static_cast<std::uint32_t>(match.data() - text.data());
    return {kDesigns[i].name, {start, start + static_cast<std::uint32_t>(match.size())}};
  }
  return {};
}

namespace {

// "Sixty-eight patients with breast cancer were allocated".
StatedSize spelled_size(std::string_view sentence) {
  // The first word must be a number of four or more: few sentences begin so.
  if (sentence.empty() || std::string_view("FSENT").find(sentence[0]) == std::string_view::npos) return {};
  std::size_t word = 1;
  while (word < sentence.size() && is_ascii_alpha(sentence[word])) ++word;
  const std::vector<Token> first = lex(sentence.substr(0, word));
  if (first.size() != 1 || !first[0].is_number()) return {};
  static const Guarded form(
      "^([A-Z][a-z]+(?:[- ][a-z]+)?) ((?:[A-Za-z][A-Za-z-]* "
      "){0,5}?(?:patients|participants|subjects|women|men|adults|children|infants|"
      "individuals|volunteers|people|persons|cases|students|nurses|males|females))\\b[^.;]{0,120}?\\b(?:were|was|"
      "participated|underwent|"
      "received|completed|entered|took part|gave)\\b");
  re2::StringPiece groups[3];
  if (!form.find(sentence, groups, 3)) return {};
  for (std::size_t length : {groups[1].size(), std::string_view(groups[1].data(), groups[1].size()).find(' ')}) {
    if (length == std::string_view::npos || length > groups[1].size()) continue;
    const std::vector<Token> tokens = lex(sentence.substr(0, length));
    if (tokens.size() != 1 || !tokens[0].is_number() || !tokens[0].number.word || tokens[0].number.value < 4) continue;
    const auto start = static_cast<std::uint32_t>(groups[2].data() - sentence.data());
    return {static_cast<std::int32_t>(tokens[0].number.value),
            {0, static_cast<std::uint32_t>(length)},
            {start, start + static_cast<std::uint32_t>(groups[2].size())}};
  }
  return {};
}

// "72 hours after surgery in patients", "30, 2015 we screened the records for participants": words that join clauses or
// tell a time stand between the number and the people.
bool counts_no_people(re2::StringPiece counted) {
  static const WordSet joints = {"we",     "they",   "there", "were", "was",  "the",   "in",
                                 "after",  "before", "for",   "from", "who",  "which", "that",
                                 "during", "until",  "on",    "at",   "by",   "when",  "to",
                                 "these",  "had",    "have",  "our",  "then", "while", "per"};
  for (const Token& token : lex({counted.data(), counted.size()})) {
    if (one_of(token, people_words())) return false;
    if (one_of(token, joints) || (token.is_word() && token.text.size() > 1 && !time_unit(token.text).empty()))
      return true;
  }
  return false;
}

}  // namespace

StatedSize stated_size(std::string_view sentence) {
  constexpr const char* kPeople =
      "(?:patients|participants|subjects|women|men|adults|children|infants|individuals|volunteers|people|persons|cases|"
      "respondents|"
      "pregnancies|neonates|students|nurses|residents|veterans|survivors|controls)";
  // "h-96 h period in patients": words between the number and the people are words.
  constexpr const char* kNumber = "(\\d{1,3}(?:,\\d{3})+|\\d+) ((?:[A-Za-z][A-Za-z-]*,? ){0,6}?";
  constexpr const char* kWith = "(?: (?:with|diagnosed with|undergoing|suffering from) [^,.;()]{3,80}?)?";
  constexpr const char* kTaken =
      "(?:included|enrolled|recruited|randomi[sz]ed|randomly|identified|analy[sz]ed|studied|assigned|allocated|"
      "reviewed|evaluated|"
      "treated|eligible|investigated|followed|surveyed|interviewed|divided|examined|entered|participated|took "
      "part|gave|consented|"
      "underwent|received)\\b";
  static const Guarded forms[] = {
      Guarded(
          std::string(
              "(?i)\\b(?:we|to|and|authors) (?:\\w+ )?(?:included?|enrolled?|recruited|studied|reviewed|analy[sz]ed|"
              "randomi[sz]ed|randomly (?:assigned|allocated)|assigned|evaluated|identified|surveyed|followed|allocated|"
              "interviewed) (?:a total of |all )?") +
          kNumber + kPeople + kWith + ")\\b"),
      Guarded(
          std::string("(?i)\\b") + kNumber + kPeople + kWith +
          ") (?:\\([^)]*\\) |from [^.;()]{3,60}? |aged [^.;()]{3,40}? |who [^.;()]{3,60}? )?(?:were|was|had been|have "
          "been|) ?(?:\\w+ )?" +
          kTaken),
      Guarded(
          std::string(
              "(?i)\\b(?:a total|(?:enrolled|included|recruited|surveyed|studied) an? (?:\\w+ )?(?:sub)?sample) of ") +
          kNumber + kPeople + kWith + ")\\b"),
      Guarded(std::string("(?i)\\b(?:data|records|charts|outcomes?) (?:of|from|for|on) (?:the )?") + kNumber + kPeople +
              kWith + ")\\b"),
      Guarded(std::string("(?i)\\b(?:in|among|of|comprised|involving|included) (?:the |all )?") + kNumber + kPeople +
              kWith +
              ") (?:\\w+ly )?(?:enrolled|randomi[sz]ed|included|recruited|analy[sz]ed|who "
              "(?:were|had|underwent|received)|undergoing|with)\\b"),
      Guarded(
          std::string(
              "(?i)^(?:[^.;:]{0,60}(?:trial|study|cohort|review|analysis|series) (?:of|in|with|on|among|involving) )") +
          kNumber + kPeople + kWith + ")\\b"),
  };
  if (const StatedSize spelled = spelled_size(sentence); spelled.people > 0) return spelled;
  std::uint32_t possible = possible_sizes(sentence);
  if (possible == 0) return {};
  // People who left, were asked or are a part of the others; planned ones.
  static const Guarded others(
      "(?i)^(?: \\([^)]*\\))? (?:(?:were|was|had been|have been) )?(?:\\w+ )?(?:screened|assessed "
      "for|excluded|died|withdr\\w+|dropped|"
      "discontinued|lost|declined|refused|experienced|needed|required|missing|approached|contacted|invited|out "
      "of)\\b|^ out of\\b");
  static const Guarded planned(
      "(?i)\\b(?:power|sample size|to detect|calculated|anticipat\\w+|drop-?out rate|would be|will "
      "be|required|estimated that|"
      "per (?:group|arm)|in each (?:group|arm))\\b");
  // The words that a form needs besides.
  constexpr std::uint32_t kBoth = kWeIncluded | kWereIncluded;
  static const Literals form_words = {{"total of", kTotalOf},
                                      {"data ", kRecordsOf},
                                      {"records ", kRecordsOf},
                                      {"charts ", kRecordsOf},
                                      {"outcome", kRecordsOf},
                                      {"includ", kBoth},
                                      {"enrol", kBoth},
                                      {"recruited", kBoth},
                                      {"randomi", kBoth},
                                      {"randomly", kBoth},
                                      {"identified", kBoth},
                                      {"analy", kBoth},
                                      {"studied", kBoth},
                                      {"assigned", kBoth},
                                      {"reviewed", kBoth},
                                      {"evaluated", kBoth},
                                      {"surveyed", kBoth},
                                      {"followed", kBoth},
                                      {"allocated", kBoth},
                                      {"interviewed", kBoth},
                                      {"treated", kWereIncluded},
                                      {"eligible", kWereIncluded},
                                      {"investigated", kWereIncluded},
                                      {"divided", kWereIncluded},
                                      {"examined", kWereIncluded},
                                      {"entered", kWereIncluded},
                                      {"participated", kWereIncluded},
                                      {"took part", kWereIncluded},
                                      {"gave", kWereIncluded},
                                      {"consented", kWereIncluded},
                                      {"underwent", kWereIncluded},
                                      {"received", kWereIncluded}};
  possible &= form_words.in(sentence) | kAmongThose | kStudyOf;
  // Letters that RE2 takes for others: only the patterns themselves can tell.
  const bool strange = Literals::folds_to_ascii(sentence);
  const SizePlaces places = strange ? SizePlaces{} : size_places(sentence);
  if (!strange) possible &= places.forms | kWereIncluded | kTotalOf | kRecordsOf;
  for (std::size_t i = 0; i < std::size(forms); ++i) {
    if ((possible & (1u << i)) == 0) continue;
    re2::StringPiece groups[3];
    // The form that begins with the number is tried only where people are counted.
    const bool found = (1u << i) == kWereIncluded && !strange
                           ? std::any_of(places.numbers.begin(), places.numbers.end(),
                                         [&](std::size_t at) { return forms[i].at(sentence, at, groups, 3); })
                           : forms[i].find(sentence, groups, 3);
    if (!found) continue;
    std::string digits;
    for (char c : groups[1])
      if (c != ',') digits += c;
    if (digits.size() > 9) continue;
    const auto at = [&](re2::StringPiece p) {
      const auto start = static_cast<std::uint32_t>(p.data() - sentence.data());
      return ByteSpan{start, start + static_cast<std::uint32_t>(p.size())};
    };
    const std::int32_t people = std::atoi(digits.c_str());
    if (people < 1 || counts_no_people(groups[2])) continue;
    const std::string_view behind =
        sentence.substr(static_cast<std::size_t>(groups[2].data() + groups[2].size() - sentence.data()));
    if (others.in(behind)) continue;
    // "groups of 10-15 participants"
    const char* before = groups[1].data();
    if (before > sentence.data() && (before[-1] == '-' || static_cast<unsigned char>(before[-1]) >= 0x80)) continue;
    if (planned.in(sentence)) return {};
    return {people, at(groups[1]), at(groups[2])};
  }
  return {};
}

// A protocol that does not call itself one: "Methods/Design" (BioMed Central's form of it), and no results.
static bool is_protocol_by_headings(const Document& document) {
  static const Guarded design(
      R"((?i)^[\d. ]*(?:materials? and )?methods? ?(?:/|&|and) ?(?:(?:study|trial) )?designs?[:.]?$)");
  static const Guarded found("(?i)\\b(?:results?|findings)\\b");
  bool planned = false;
  for (const Passage& passage : document.passages) {
    if (passage.kind != PassageKind::kHeading) continue;
    const std::string_view heading = trim(slice(document.text, passage.span));
    if (found.in(heading)) return false;
    planned = planned || design.in(heading);
  }
  return planned && std::none_of(document.sections.begin(), document.sections.end(),
                                 [](const Section& section) { return section.role == "results"; });
}

void recognise_study(Document& document) {
  if (document.study_design.empty()) {
    std::string_view design;
    for (const std::string& type : document.publication_types)
      if (design.empty()) design = design_of_type(type);
    if (document.kind == DocumentKind::kQa) design = "Q&A page";
    if (document.kind == DocumentKind::kWeb) design = "web page";
    if (document.kind == DocumentKind::kGuideline) design = "guideline";
    if (design.empty()) design = stated_design(document.title).design;
    // What the text around names, but is not: guidelines followed, protocols kept to, reviews read.
    const auto names_itself = [](std::string_view text, bool in_abstract) -> std::string_view {
      const std::string_view named = stated_design(text).design;
      const bool report = named == "meta-analysis" || named == "systematic review" || named == "case report";
      if (named == "guideline" || named == "trial protocol" || named == "review" || (report && !in_abstract)) {
        static const Guarded randomised("(?i)\\brandomi[sz]ed,? (?:[\\w-]+,? ){0,6}?(?:trial|study)\\b");
        return randomised.in(text) ? "randomised trial" : "";
      }
      static const Guarded assigned(
          "(?i)\\b(?:were|was) (?:then |also |each )?(?:randomly (?:assigned|allocated|divided|distributed)|allocated "
          "randomly|"
          "randomi[sz]ed) (?:\\w+ )?(?:to|into|in|between)\\b");
      if ((named.empty() || named == "cohort") && assigned.in(text)) return "randomised trial";
      return named;
    };
    // The title of a placebo-controlled trial may leave it to the text that people were assigned by chance.
    static const Literals control = {{"placebo", 1}, {"blind", 1}};
    const bool controlled = control.in(document.title) != 0;
    // Abstract first, then methods: a review names many designs in its body, so only these places count.
    for (const Place place : {Place::kAbstract, Place::kBody}) {
      for (const Passage& passage : document.passages) {
        if (!design.empty() && !(controlled && design == "clinical trial")) break;
        if (passage.place != place || passage.kind != PassageKind::kParagraph) continue;
        bool methods = false;
        for (std::int32_t s = passage.section; place == Place::kBody && s >= 0;
             s = document.sections[static_cast<std::size_t>(s)].parent)
          methods = methods || document.sections[static_cast<std::size_t>(s)].role == "methods";
        if (place != Place::kAbstract && !methods) continue;
        const std::string_view named = names_itself(slice(document.text, passage.span), place == Place::kAbstract);
        if (design.empty() || named == "randomised trial") design = named;
      }
    }
    if ((design.empty() || design.find("trial") != std::string_view::npos || design == "cohort") &&
        document.kind == DocumentKind::kArticle && is_protocol_by_headings(document))
      design = "trial protocol";
    document.study_design = design;
  }
  const bool people_studied = document.kind == DocumentKind::kArticle || document.kind == DocumentKind::kAbstract;
  if (document.sample_size != 0 || !people_studied || document.study_design == "review") return;
  for (const Place place : {Place::kAbstract, Place::kBody}) {
    for (const Passage& passage : document.passages) {
      if (passage.place != place || passage.kind != PassageKind::kParagraph) continue;
      if (place == Place::kBody) {
        bool own = false;
        for (std::int32_t s = passage.section; s >= 0; s = document.sections[static_cast<std::size_t>(s)].parent) {
          const std::string& role = document.sections[static_cast<std::size_t>(s)].role;
          own = own || role == "methods" || role == "results";
        }
        if (!own) continue;
      }
      // Sentence by sentence: what one says of others is not said of all.
      std::string_view rest = slice(document.text, passage.span);
      while (!rest.empty()) {
        std::size_t end = rest.find(". ");
        if (end == std::string_view::npos) end = rest.size();
        if (const StatedSize size = stated_size(rest.substr(0, end)); size.people > 0) {
          document.sample_size = size.people;
          return;
        }
        rest.remove_prefix(std::min(rest.size(), end + 2));
      }
    }
  }
}

bool speaks_of_itself(const Document& document, const Passage& passage) {
  if (passage.place == Place::kAbstract) return true;
  for (std::int32_t s = passage.section; s >= 0; s = document.sections[static_cast<std::size_t>(s)].parent) {
    const std::string& role = document.sections[static_cast<std::size_t>(s)].role;
    if (role == "methods" || role == "results") return true;
  }
  return false;
}

}  // namespace warrant
