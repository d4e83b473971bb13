#include "ingest/extract/phrase_shape.h"

#include <algorithm>

#include "ingest/extract/word_list.h"
#include "src/base/text.h"
#include "src/language/number.h"

namespace warrant {
namespace {

bool ends_with(std::string_view word, std::string_view end) {
  return word.size() > end.size() && equals_folded(word.substr(word.size() - end.size()), end);
}

bool is_determiner(std::string_view word) {
  static const WordList words(
      "the a an its their our his her no this these that those any all both my every another such several "
      "some each");
  // "NO" is nitric oxide.
  return words.has(word) && !(word.size() > 1 && word[1] >= 'A' && word[1] <= 'Z');
}

bool is_pronoun_word(std::string_view word) {
  static const WordList words(
      "it they we this these those which who whom whose that there he she i you one none others them us "
      "what itself themselves ones here");
  return words.has(word);
}

// Verbs that no noun is spelled like.
bool is_plain_verb(std::string_view word) {
  static const WordList words(
      "found showed shows led made gave took began became becomes underwent undergo undergoes fell grew "
      "kept saw said says includes include included affects affect affected develops develop remains remain "
      "remained occurs occur occurred requires require suggests suggest suggested indicates indicate "
      "indicated reduces reduce improves improve provides provide provided leads prolongs prolong exists "
      "exist involves involve depends depend allows allow enables enable prevents prevent promotes promote "
      "appears appear appeared seems seem seemed tends tend tended contributes contribute contributed "
      "consists consist consisted represents represent produces produce makes make gives give takes take "
      "receive receives achieve achieves agreed argue argued argues demonstrates demonstrate demonstrated "
      "reveals reveal revealed concluded conclude believe believed concentrate focuses aims aimed help "
      "helps helped knew know knows emerged predicts predict confers confer portends portend failed fails "
      "fail experienced exhibited exhibits exhibit enhances decreases lowers inhibits inhibit died survived "
      "shown been consider considers plays played urges examined examines examine investigated supports "
      "describes describe having worsens compromises characterised characterized agree wish want impairs "
      "impair imposes impose slows scored documents feel feels stems stem ensues marks expressed co- "
      "expressed hope hopes lead seek seeks need used maintains alleviates enhance identify identified "
      "determine assess evaluate compare observed noted considered hypothesized hypothesised expected "
      "assessed evaluated acknowledge arose restores relieves preserves raises alleviate restore preserve "
      "adopted");
  return words.has(word);
}

// Nouns as well as verbs: a verb before a determiner only.
bool is_noun_or_verb(std::string_view word) {
  static const WordList words(
      "needs results causes increases shows experiences benefits controls changes impacts influences "
      "reports finds uses increase decrease cause result control influence impact reveal support use "
      "experience report benefit held lost met set rose means shares limits");
  return words.has(word);
}

// Words that cannot open a name.
bool is_bad_first(std::string_view word) {
  static const WordList words(
      "and or nor but not non also however so thus then even only yet hence too e.g i.e due because "
      "according based compared given including namely further future additional particularly especially "
      "mostly mainly usually additionally moreover interestingly importantly consequently similarly notably "
      "specifically generally typically finally recently currently previously significantly potentially "
      "possibly probably likely directly overall consistent first second third thereby therefore otherwise "
      "instead rather more such same other another each either neither just less most much many few several "
      "some any every twelve conversely nonetheless nevertheless although respectively shown found known "
      "reported seen effective able unable well furthermore always never again available ongoing possible "
      "necessary ensure identify verifying confirming assessing offering equal improved recovered applying "
      "using considering assuming comparing following regarding concerning depending targeting reducing "
      "improving preventing prolonging enhancing helping leading resulting suggesting indicating showing "
      "making providing allowing maintaining focusing managing examining starting ranging evaluating "
      "arguing requiring causing developing excluding perhaps significant sustained quite there avoiding "
      "investing having no statistically mean median average lost gained received had increase inconsistent "
      "et around approximately about etc roughly nearly almost");
  return words.has(word);
}

// Words that name nothing by themselves: as head of a phrase ("a serious gap in…", "the first analysis").
bool is_meta_head(std::string_view word) {
  static const WordList words(
      "result results finding findings study studies data analysis analyses report reports review evidence "
      "trial trials gap fact aim aims goal goals purpose purposes need needs mechanism mechanisms case "
      "cases relationship relationships association associations correlation correlations difference "
      "differences contrast assumption assumptions degree effect effects role roles impact influence model "
      "models conclusion conclusions hypothesis limitation limitations advantage advantages decision "
      "decisions author authors paper article research investigation investigations literature question "
      "questions majority observation observations addition turn way ways method methods example instance "
      "idea likelihood probability rate rates percentage proportion dilemma ability table figure comparison "
      "comparisons meta-analysis predictor predictors factor factors determinants variable variables "
      "covariates parameters characteristics outcome outcomes endpoint endpoints efficacy effectiveness "
      "reason reasons concept improvement improvements potential importance understanding knowledge "
      "interest trend curves curve definition investigator investigators hypotheses interaction consequence "
      "consequences range variety class classes categories category distribution distributions percent "
      "sources source concern concerns message inroads possibility belief opinion view views suggestion "
      "claim implication implications groups arms products costs rest ratio odds tests regression et al "
      "superiority notion notions");
  return words.has(word);
}

// Words too general to stand alone or after "these".
bool is_general(std::string_view word) {
  static const WordList words(
      "strategy strategies technique techniques approach approaches combination change changes group groups "
      "arm arms patient patients participant participants subjects people individual individuals others "
      "score scores level levels time presence absence use disease diseases condition conditions process "
      "processes benefit benefits system program programs programme procedure procedures drug drugs agents "
      "agent event events population populations sample samples women men children adults increase decrease "
      "reduction rates value values symptom symptoms problem problems issue issues item items measure "
      "measures options option feature features total intensity severity duration dose interventions "
      "intervention treatments components component cells animals mice rats activity activities function "
      "performance injury intervals tools services emotional economic profound high low severe good poor "
      "moderate early late first positive negative new working lack type types number amount period phase "
      "pattern patterns area areas care setting situation test tests placebo control controls significant "
      "sustained functional maintenance induction behavioural management mild physical mental social "
      "cognitive clinical frequent real sham superiority advantage baseline movement week safety tolerability");
  return words.has(word);
}

bool is_letter(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '\'' || c == '+' || c == '%' ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

bool is_auxiliary(std::string_view word) {
  static const WordList words(
      "is are was were be been am has have had do does did may might can could will would shall should must "
      "cannot being didn't doesn't don't");
  return words.has(word);
}

bool is_preposition(std::string_view word) {
  static const WordList words(
      "of in on at by with from for to into between among during after before without within over under "
      "through across until against toward towards as per via than upon despite amongst throughout except "
      "like unlike versus vs about");
  return words.has(word);
}

bool is_subordinator(std::string_view word) {
  static const WordList words(
      "that which who whom whose because although though while whereas if whether when where unless how why "
      "once");
  return words.has(word);
}

bool is_base_verb(std::string_view word) {
  static const WordList words(
      "remove increase decrease treat control obtain maintain enhance minimise minimize measure use have be "
      "do avoid extend lower manage relieve alleviate restore preserve support test study explore change "
      "encourage engage die live return get become benefit correlate respond optimise optimize");
  return words.has(word) || is_plain_verb(word);
}

bool is_adverb(std::string_view word) {
  static const WordList words(
      "not also still often even never each further thus then therefore all both alone itself no themselves "
      "again now however only yet thereby hence ever too always");
  if (word.size() > 1 && word[1] >= 'A' && word[1] <= 'Z') return false;  // NO is nitric oxide
  return words.has(word) ||
         (ends_with(word, "ly") && !equals_folded(word, "family") && !equals_folded(word, "anomaly") &&
          !equals_folded(word, "assembly") && !equals_folded(word, "early"));
}

std::vector<ShapeWord> shape_words(std::string_view text, ByteSpan range) {
  std::vector<ShapeWord> words;
  int depth = 0;
  bool comma = false, stop = false;
  for (std::uint32_t i = range.start; i < range.end;) {
    const char c = text[i];
    if (c == '(' || c == '[') ++depth;
    if ((c == ')' || c == ']') && depth > 0) --depth;
    // Curly quotes, and dashes between blanks, part what stands beside them.
    const std::string_view three = text.substr(i, 3);
    const bool quote = three == "\u201c" || three == "\u201d";
    const bool dash = (three == "\u2013" || three == "\u2014") && i > 0 && text[i - 1] == ' ';
    if (quote || dash) {
      stop = true;
      i += 3;
      continue;
    }
    if (depth > 0 || !is_letter(c)) {
      comma |= depth == 0 && c == ',';
      stop |= depth == 0 && (c == ':' || c == ';' || c == '"');
      ++i;
      continue;
    }
    const std::uint32_t start = i;
    while (i < range.end && is_letter(text[i]) && text.substr(i, 3) != "\u201c" && text.substr(i, 3) != "\u201d") ++i;
    words.push_back({text.substr(start, i - start), {start, i}, comma, stop});
    comma = stop = false;
  }
  return words;
}

bool is_finite_verb(const std::vector<ShapeWord>& words, std::size_t i) {
  const std::string_view word = words[i].text;
  if (is_auxiliary(word)) return true;
  if (i > 0 && equals_folded(words[i - 1].text, "to")) return false;  // an infinitive
  const bool last = i + 1 == words.size();
  const bool object =
      !last && !words[i + 1].comma && (is_determiner(words[i + 1].text) || is_pronoun_word(words[i + 1].text));
  if (is_noun_or_verb(word)) return object;
  // A participle behind its noun: "patients included in", "organs affected by".
  if (ends_with(word, "ed") && !last && is_preposition(words[i + 1].text) && !equals_folded(words[i + 1].text, "to"))
    return false;
  if (is_plain_verb(word)) return !(ends_with(word, "ed") && i > 0 && is_determiner(words[i - 1].text));
  return object && ends_with(word, "ed") && i > 0 && !is_determiner(words[i - 1].text);
}

bool is_name(std::string_view phrase) {
  phrase = trim(phrase);
  if (phrase.size() < 2 || phrase.size() > 110) return false;
  const auto size = static_cast<std::uint32_t>(phrase.size());
  if (std::count(phrase.begin(), phrase.end(), '"') % 2 != 0 || phrase.find('=') < phrase.find('(')) return false;
  if (std::count(phrase.begin(), phrase.end(), '(') != std::count(phrase.begin(), phrase.end(), ')')) return false;
  const std::vector<ShapeWord> words = shape_words(phrase, {0, size});
  if (words.empty() || words.size() > 14) return false;
  // "86 participants", "20% of admissions", "3 months after": numbers open no name.
  if (std::all_of(words[0].text.begin(), words[0].text.end(),
                  [](char c) { return !is_ascii_alpha(c) && (c & '\x80') == 0; }))
    return false;
  const std::string_view first = words.front().text, last = words.back().text;
  if (is_bad_first(first) || is_preposition(first) || is_subordinator(first) || is_pronoun_word(first) ||
      is_auxiliary(first))
    return false;
  if (last.back() == '\'' || (last.size() > 3 && last.substr(last.size() - 3) == "\u2019")) return false;
  if (is_preposition(last) || is_subordinator(last) || is_determiner(last) || is_auxiliary(last) ||
      equals_folded(last, "and") || equals_folded(last, "or") || equals_folded(last, "not") ||
      equals_folded(last, "non"))
    return false;
  if (ends_with(first, "ed") && (words.size() == 1 || is_preposition(words[1].text) || is_determiner(words[1].text) ||
                                 equals_folded(words[1].text, "many")))
    return false;
  static const WordList governing("favoring favouring including showing using causing leading requiring receiving");
  if (governing.has(last)) return false;
  // Cut off before its noun: "tumours of moderate" (or strong expression).
  static const WordList cut(
      "moderate mild severe strong weak behavioural behavioral emotional functional motor high low physical "
      "social cognitive either randomised randomized more less most significant chemical maternal clinical "
      "longer shorter higher lower better worse");
  if (words.size() > 1 && cut.has(last)) return false;
  if (is_adverb(first) && (words.size() == 1 || words[1].comma)) return false;
  std::size_t head = words.size() - 1;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i].text;
    if (words[i].stop && i > 0) return false;
    if (is_finite_verb(words, i) || (is_subordinator(word) && i > 0)) return false;
    // "The drug increased stool frequency" is no name, "a reduced dose" is.
    static const WordList changed(
        "increased decreased reduced improved enhanced prolonged lowered raised caused induced slowed "
        "expressed documented produced shortened");
    if (i > 0 && i + 1 < words.size() && changed.has(word) && !is_preposition(words[i - 1].text) &&
        !is_determiner(words[i - 1].text) && !is_adverb(words[i - 1].text) && !words[i].comma &&
        !equals_folded(words[i - 1].text, "and") && !equals_folded(words[i - 1].text, "or"))
      return false;
    // "moderate or": cut off before its noun.
    if (i > 0 && is_pronoun_word(word) && !is_determiner(word)) return false;
    if (i > 0 && equals_folded(words[i - 1].text, "to") && is_base_verb(word)) return false;
    if (i > 0 && head == words.size() - 1 && is_preposition(word)) head = i - 1;
  }
  if (is_meta_head(words[head].text)) return false;
  return words.size() > 1 || !is_general(first);
}

}  // namespace warrant
