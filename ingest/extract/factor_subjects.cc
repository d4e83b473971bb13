#include "ingest/extract/factor_subjects.h"
#include "ingest/extract/guarded.h"

#include <algorithm>
#include <optional>

#include <re2/re2.h>

#include "ingest/extract/phrase_shape.h"
#include "ingest/extract/phrases.h"
#include "ingest/extract/prognostic_words.h"
#include "ingest/extract/word_list.h"
#include "src/base/text.h"
#include "src/language/number.h"

namespace warrant {
namespace {

// "has been shown to", "is known to", "appeared to": said of what was seen, so what follows counts.
bool is_reporting(std::string_view word) {
  static const WordList words(
      "shown found proved proven known reported demonstrated thought believed considered noted observed "
      "seen identified confirmed suggested said recognized recognised described established to able likely "
      "appears appear appeared seems seem seemed tends tend tended help helps helped documented associated "
      "linked related prove strongly independently");
  return words.has(word);
}

bool is_unreal(std::string_view word) {
  static const WordList words(
      "would will should shall must expected aimed designed intended hoped planned anticipated assumed aims "
      "aim if hypothesized hypothesised whether when unless where until how why who goal intention attempt "
      "order once");
  return words.has(word);
}

bool is_joint(std::string_view word) {
  return equals_folded(word, "and") || equals_folded(word, "or") || equals_folded(word, "but") ||
         equals_folded(word, "nor");
}

// Verbs that a whole statement follows, with or without "that".
bool is_saying(std::string_view word) {
  static const WordList words(
      "found showed shows suggests suggest suggested indicates indicate indicated demonstrates demonstrate "
      "demonstrated reveals revealed concluded conclude believe believed argue argued observed noted");
  return words.has(word);
}

// The item with the lead-in that core_phrase took off.
std::string_view raw_item(std::string_view text, ByteSpan list, ByteSpan item) {
  std::uint32_t start = item.start;
  while (start > list.start && text[start - 1] != ',' && text[start - 1] != ';') --start;
  while (start < item.start && text[start] == ' ') ++start;
  return slice(text, {start, item.end});
}

// Cut in the middle of a word ("non" of "non-worsened").
bool cut_off(std::string_view text, ByteSpan item) {
  const auto letter = [](char c) { return is_ascii_alpha(c) || is_ascii_digit(c); };
  if (item.end + 1 < text.size() && (text[item.end] == '-' || text[item.end] == '"') && letter(text[item.end + 1]))
    return true;
  return item.end < text.size() && item.end > 0 && letter(text[item.end]) && letter(text[item.end - 1]);
}

// "these techniques": names nothing without the sentence before.
bool points_back(std::string_view text, ByteSpan list, ByteSpan item) {
  static const Guarded demonstrative(
      "(?i)^(?:and |or |both |all |that )?(?:these|those|this|such|its|their|the "
      "(?:above|latter|former|same|other|two))\\s+$");
  const std::string_view raw = raw_item(text, list, item);
  if (raw.size() <= item.size() || !demonstrative.in(raw.substr(0, raw.size() - item.size()))) return false;
  return shape_words(text, item).size() <= 2;
}

// "photodynamic" of "photodynamic and ozone therapy": the noun belongs to the next item.
bool is_bare_adjective(std::string_view item) {
  static const Guarded adjective("^[a-zA-Z-]+(?:ic|al|ive|ous|ary|ory|ant|ent|ful|ar|ed|adjuvant)$");
  return item.find(' ') == std::string_view::npos && adjective.in(item);
}

}  // namespace

ByteSpan before_verb(std::string_view text, ByteSpan item) {
  const std::vector<ShapeWord> words = shape_words(text, item);
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (!is_auxiliary(words[i].text) && !is_subordinator(words[i].text)) continue;
    item.end = words[i - 1].span.end;
    break;
  }
  return core_phrase(text, item);
}

bool is_factor(std::string_view text, ByteSpan item) {
  if (item.empty() || cut_off(text, item)) return false;
  const std::string_view words = slice(text, item);
  const std::optional<NamedOutcome> outcome = outcome_in(text, item);
  if (outcome && outcome->prognostic) return false;
  if (outcome && outcome->span == item) return false;
  static const Guarded group(
      "(?i)^(?:(?:two|three|both|all|other|study|latter|former|these|age|the|same|treatment|patient|different|four)\\s+"
      ")*(?:groups?|"
      "arms?)$");
  static const Guarded of_factors(
      "(?i)\\b(?:range|number|variety|set|types?|combination|list) of (?:[\\w-]+ "
      ")?(?:factors|variables|parameters|outcomes)|"
      "^\\d+ (?:classes|groups|arms|studies)|kaplan|log-rank|recist|questionnaire|exact "
      "test|t-test|anova|chi-square|\\bet al\\b|±");
  return !group.in(words) && !of_factors.in(words) && is_name(words);
}

Subjects subjects_in(std::string_view text, ByteSpan list) {
  Subjects out;
  for (ByteSpan item : list_items(text, list)) {
    // "whether there was extra-spinal metastasis" is an item of such lists: core_phrase took the lead-in off.
    if (is_factor(text, item) && !points_back(text, list, item))
      out.names.push_back(item);
    else
      ++out.dropped;
  }
  return out;
}

Subjects subjects_before(std::string_view text, ByteSpan left, std::string_view verb, bool pointing) {
  Subjects none;
  std::vector<ShapeWord> words = shape_words(text, left);
  // From the verb to the left: what belongs to the verb.
  std::size_t end = words.size();
  bool infinitive = false, reported = false, therefore = false, auxiliary = false;
  while (end > 0) {
    const std::string_view word = words[end - 1].text;
    if (is_unreal(word)) {
      none.unreal = true;
      return none;
    }
    if (equals_folded(word, "to")) infinitive = true;
    therefore =
        therefore || equals_folded(word, "thereby") || equals_folded(word, "thus") || equals_folded(word, "hence");
    const bool verb_part = is_auxiliary(word) || is_adverb(word) || is_reporting(word);
    if (!verb_part) break;
    auxiliary = auxiliary || is_auxiliary(word);
    // "Group-based therapy was helpful, also improved": a comma ends the verb, except around adverbs.
    if (is_reporting(word) && !equals_folded(word, "to")) reported = true;
    --end;
  }
  // A bare infinitive is a purpose: "used to improve survival".
  if (infinitive && !reported) {
    none.unreal = true;
    return none;
  }
  // "age, sex, there were no differences": the list is what the rest speaks of.
  const bool listed = end > 1 && equals_folded(words[end - 1].text, "there") && words[end - 1].comma;
  if (listed) --end;
  if (end == 0) return none;
  const std::string_view form = verb.substr(0, verb.find(' '));
  const bool gerund = form.size() > 4 && equals_folded(form.substr(form.size() - 3), "ing");
  const bool finite = form.size() > 3 && (equals_folded(form.substr(form.size() - 2), "ed") || form.back() == 's');
  bool relative = false;
  const bool joined = is_joint(words[end - 1].text);
  if (equals_folded(words[end - 1].text, "which") || equals_folded(words[end - 1].text, "that")) {
    if (!words[end - 1].comma) return none;
    relative = true;
    --end;
  } else if (is_joint(words[end - 1].text) || therefore) {
    // "A relieves pain and improved survival": the subject is that of the first verb.
    if (equals_folded(words[end - 1].text, "nor")) return none;
    std::size_t first = 0;
    // Of the clause that it stands in: "…, and smoking is common and was associated".
    for (std::size_t i = end - 1; i > 0 && first == 0; --i) {
      const bool opens = is_subordinator(words[i - 1].text) || (words[i - 1].comma && is_joint(words[i - 1].text));
      if (!opens || (i == end && is_joint(words[i - 1].text))) continue;
      for (std::size_t j = i + 1; j + 1 < end; ++j)
        if (is_finite_verb(words, j)) first = i;
    }
    const std::size_t opening = first;
    while (first < end && !is_finite_verb(words, first)) ++first;
    if (first == end || first == opening) return none;
    // "functions include dilation and reduced pain": the forms differ, so the second is no verb.
    static const WordList present("include provide remain occur require represent involve is are contain");
    const std::string_view head = words[first].text;
    const bool s_form = head.size() > 3 && head.back() == 's' && !is_auxiliary(head);
    if (finite && !auxiliary && form.back() == 'd' && (s_form || present.has(head))) return none;
    // "was given to relieve pain and improve survival": joined to a purpose.
    for (std::size_t i = first + 1; !finite && !therefore && i + 1 < end; ++i)
      if (equals_folded(words[i].text, "to") && !is_reporting(words[i - 1].text) && !is_auxiliary(words[i - 1].text) &&
          is_base_verb(words[i + 1].text)) {
        none.unreal = true;
        return none;
      }
    for (std::size_t i = 0; i <= first; ++i) none.unreal = none.unreal || is_unreal(words[i].text);
    if (none.unreal) return none;
    end = first;
    while (end > 0 && (is_auxiliary(words[end - 1].text) || is_adverb(words[end - 1].text))) --end;
  }
  if (end == 0) return none;
  if (gerund && !therefore && !joined && !relative) return none;
  words.resize(end);

  // The last verb or subordinator before ends the subject on the left.
  std::size_t from = 0;
  for (std::size_t i = end; i > 0; --i) {
    const std::string_view word = words[i - 1].text;
    // ", whether there was pain," is an item of a list.
    std::size_t item = i - 1;
    while (item > 0 && !words[item].comma) --item;
    if (equals_folded(words[item].text, "whether") && words[item].comma) {
      i = item + 1;
      continue;
    }
    const bool subordinate = is_subordinator(word), predicate = is_finite_verb(words, i - 1);
    if (!subordinate && !predicate) continue;
    if (is_unreal(word)) {
      none.unreal = true;
      return none;
    }
    // "interventions that raise adherence" are described; "evidence that" is followed by a statement.
    static const WordList before_that(
        "evidence fact suggesting showing indicating implying possible likely clear apparent confirmed "
        "demonstrating revealing proved view findings finding conclusion report reports highlight stated "
        "think noting observing show shown reported say agree established note idea noteworthy notion appears "
        "seems thought said plausibility results true so assume confirm known data");
    if (equals_folded(word, "that") && i > 1 && !is_saying(words[i - 2].text) && !before_that.has(words[i - 2].text))
      return none;
    if (equals_folded(word, "which") || equals_folded(word, "whose") || equals_folded(word, "whom")) return none;
    from = i;
    if (predicate && !relative && !is_saying(word)) {
      // "…increased, and age was associated with": a new clause begins behind the comma.
      std::size_t clause = i;
      for (std::size_t j = i + 1; j < end; ++j)
        if (words[j - 1].comma && is_joint(words[j - 1].text)) clause = j;
      if (clause == i) return none;
      from = clause;
    }
    break;
  }
  if (from >= end) return none;
  // "a serious gap exists", "there is a need": words about words before the name make it unreal.
  ByteSpan list{from == 0 ? left.start : words[from - 1].span.end, words[end - 1].span.end};
  // A bracket behind the last word belongs to it.
  std::uint32_t close = list.end;
  while (close < left.end && text[close] == ' ') ++close;
  if (close < left.end && text[close] == '(') {
    const std::size_t at = text.substr(0, left.end).find(')', close);
    if (at != std::string_view::npos) list.end = static_cast<std::uint32_t>(at) + 1;
  }
  // "In multivariate analysis, age and sex": what stands before the list is no item of it.
  static const Guarded adverbial(
      "(?i)^(?:with|beside|besides|alongside|along|in|after|by|on|according to|based "
      "on|during|among|despite|through|for|from|at|under|unlike|as|since|"
      "when|because|to|compared|regarding|of|using|consistent|given|following|similar|contrary|apart|before|within|"
      "once|"
      "over|overall|interestingly|finally|first|second)(?:\\s|$)|^\\w+ly$|^(?:also|therefore|however|thus|hence|"
      "moreover|"
      "nonetheless|nevertheless|furthermore|otherwise|instead|indeed|again|here|now|then|yet|and|but|so)$");
  std::vector<ByteSpan> items = list_items(text, list);
  // A comma before the verb closes an apposition: "Ruxolitinib, an inhibitor of JAK1 and JAK2, was".
  const std::string_view after = slice(text, {list.end, left.end});
  const bool apposed = !listed && after.substr(0, 1) == ",";
  while (items.size() > 1 && adverbial.in(raw_item(text, list, items.front()))) items.erase(items.begin());
  if (items.empty()) return none;
  if (apposed && items.size() > 1) items.resize(1);
  // The item beside the verb is its subject, or the sentence was not understood.
  const std::string_view last = raw_item(text, list, items.back());
  if (items.size() == 1 && adverbial.in(last)) return none;
  Subjects out;
  bool understood = false;
  // "a drug in patients with A and B" is one name.
  static const Guarded people_with(
      "(?i)\\b(?:patients|people|women|men|children|those|individuals|adults|subjects) with\\b");
  if (items.size() == 2 && people_with.in(slice(text, items[0])) &&
      slice(text, {items[0].end, items[1].start}).find(',') == std::string_view::npos)
    items = {cover(items[0], items[1])};
  // "resurfacing of the knee or hip", "between primary and specialty care": one name.
  static const Guarded inner("(?i)\\b(?:of|in|for|with|between)\\s");
  static const Guarded between("(?i)\\bbetween\\s");
  if (items.size() == 2 && slice(text, {items[0].end, items[1].start}).find(',') == std::string_view::npos &&
      ((slice(text, items[1]).find(' ') == std::string_view::npos && inner.in(slice(text, items[0]))) ||
       between.in(slice(text, items[0]))))
    items = {cover(items[0], items[1])};
  for (ByteSpan item : items) {
    static const Guarded whether("(?i)^(?:and |or )?whether\\b");
    if (whether.in(raw_item(text, list, item))) item = before_verb(text, item);
    understood = is_factor(text, item) && !(item != items.back() && is_bare_adjective(slice(text, item)));
    if (points_back(text, list, item)) {
      understood = pointing && (understood || shape_words(text, item).size() == 1);
      while (item.start > list.start && text[item.start - 1] == ' ') --item.start;
      while (item.start > list.start && is_ascii_alpha(text[item.start - 1])) --item.start;
    }
    if (understood)
      out.names.push_back(item);
    else
      ++out.dropped;
  }
  if (!understood) return none;
  return out;
}

}  // namespace warrant
