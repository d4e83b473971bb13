#include "ingest/extract/arms.h"
#include "ingest/extract/guarded.h"

#include <algorithm>
#include <map>

#include <re2/re2.h>

#include "src/base/text.h"

namespace warrant {
namespace {

constexpr std::size_t kMostWords = 4;  // of a name
constexpr std::size_t kMostArms = 4;
constexpr int kOftenEnough = 3;
constexpr std::size_t kWindow = 72;  // bytes that hold a name

// Words that end a name, or say nothing of which group it is.
bool ends_name(const Token& t) {
  static const WordSet stops = {"the",          "a",
                                "an",           "of",
                                "in",           "to",
                                "and",          "or",
                                "for",          "with",
                                "by",           "between",
                                "both",         "two",
                                "each",         "all",
                                "these",        "those",
                                "this",         "that",
                                "other",        "same",
                                "our",          "either",
                                "respective",   "three",
                                "four",         "randomized",
                                "randomised",   "randomly",
                                "were",         "was",
                                "is",           "are",
                                "than",         "from",
                                "per",          "whether",
                                "as",           "on",
                                "at",           "more",
                                "less",         "one",
                                "no",           "not",
                                "any",          "study",
                                "studies",      "patient",
                                "patients",     "participant",
                                "participants", "subject",
                                "subjects",     "people",
                                "women",        "men",
                                "children",     "whole",
                                "entire",       "different",
                                "various",      "age",
                                "sex",          "group",
                                "groups",       "arm",
                                "arms",         "vs",
                                "versus",       "compared",
                                "comparison",   "comparing",
                                "assigned",     "allocated",
                                "allocation",   "received",
                                "receiving",    "which",
                                "who",          "had",
                                "has",          "have",
                                "into",         "within",
                                "among",        "across",
                                "single",       "individual",
                                "first",        "second",
                                "third",        "remaining",
                                "support",      "focus",
                                "working",      "peer",
                                "class",        "parallel",
                                "random",       "large",
                                "small",        "larger",
                                "smaller",      "difference",
                                "differences",  "significant",
                                "higher",       "lower",
                                "risk",         "total",
                                "ethnic",       "target",
                                "while",        "whereas",
                                "test",         "analysis",
                                "subgroup",     "main",
                                "research",     "collaborative",
                                "trial",        "upper",
                                "left",         "right",
                                "its",          "their",
                                "only",         "but",
                                "when",         "also",
                                "did",          "does",
                                "after",        "before",
                                "during",       "receive",
                                "begin",        "undergo",
                                "be",           "it",
                                "we",           "there",
                                "then",         "because",
                                "how",          "what",
                                "up",           "if",
                                "new",          "another",
                                "same-age",     "older",
                                "younger",      "reference",
                                "functional",   "hydroxyl",
                                "blood"};
  if (t.is_word()) return stops.has(t.text) || (t.text.size() > 1 && !time_unit(t.text).empty());
  if (t.is('/')) return t.space_before;  // "CQ/SP"
  return !t.is('+') && (t.kind != TokenKind::kNumber || t.number.word);
}

bool is_control(const std::vector<std::string>& words) {
  static const WordSet control = {"placebo",   "control",   "controls",         "usual",       "standard",
                                  "sham",      "alone",     "conventional",     "comparator",  "waiting",
                                  "waitlist",  "wait-list", "routine",          "observation", "tau",
                                  "untreated", "delayed",   "non-intervention", "vehicle"};
  return std::any_of(words.begin(), words.end(), [](const std::string& w) { return control.has(w); });
}

// Words that a name may be printed without: "eribulin therapy", "routine change".
bool is_tail(std::string_view word) {
  static const WordSet tails = {"therapy",  "treatment", "monotherapy", "surgery", "program",   "programme",
                                "training", "dose",      "change",      "care",    "condition", "protocol"};
  return tails.has(word);
}

struct Name {
  std::string printed;
  std::vector<std::string> words;
  int count = 0;
};

class Counter {
 public:
  void add(std::string_view text, const std::vector<Token>& tokens, std::size_t first, std::size_t end) {
    const auto joint = [](const Token& t) { return t.is('+') || t.is('/'); };
    while (first < end && joint(tokens[first])) ++first;
    // "NRT+" is a name, "A + " the start of one.
    while (end > first && joint(tokens[end - 1]) && !(tokens[end - 1].is('+') && !tokens[end - 1].space_before)) --end;
    if (first >= end) return;
    std::string key;
    std::vector<std::string> words;
    bool letters = false;
    for (std::size_t i = first; i < end; ++i) {
      words.push_back(ascii_lower(tokens[i].text));
      key += (key.empty() ? "" : " ") + words.back();
      letters |= tokens[i].is_word();
    }
    if (!letters || key.size() > 60) return;
    Name& name = names_[key];
    if (name.count++ == 0) {
      name.printed = text.substr(tokens[first].span.start, tokens[end - 1].span.end - tokens[first].span.start);
      name.words = std::move(words);
    }
  }

  // "intervention group (IG)": another name of the group that ends at token `end`.
  void add_short(const std::vector<Token>& tokens, std::size_t first, std::size_t end, std::string_view behind) {
    static const Guarded bracket(R"(^s? ?\(([A-Z][A-Za-z]{0,4}[-A-Z0-9+]{0,4})(?: ?[,;:][^)]*)?\))");
    re2::StringPiece groups[2];
    if (first >= end || !bracket.find(behind, groups, 2) || groups[1].size() < 2) return;
    std::vector<std::string> words;
    for (std::size_t i = first; i < end; ++i) words.push_back(ascii_lower(tokens[i].text));
    std::string key;
    for (const std::string& word : words) key += (key.empty() ? "" : " ") + word;
    // Where it is given a short form, it is spoken of by that.
    constexpr std::size_t kShortName = 2;
    if (const auto it = names_.find(key); it != names_.end() && words.size() <= kShortName)
      it->second.count += kOftenEnough - 1;
    shorts_.emplace(ascii_lower(groups[1].as_string()), std::move(words));
  }

  const std::map<std::string, std::vector<std::string>>& shorts() const { return shorts_; }

  std::vector<Name> often() const {
    std::vector<Name> out;
    for (const auto& [key, name] : names_)
      if (name.count >= kOftenEnough) out.push_back(name);
    std::stable_sort(out.begin(), out.end(), [](const Name& a, const Name& b) {
      return a.count != b.count ? a.count > b.count : a.words.size() > b.words.size();
    });
    return out;
  }

 private:
  std::map<std::string, Name> names_;
  std::map<std::string, std::vector<std::string>> shorts_;  // short form, words of the name
};

// The name that ends before token `end`; [first, end) empty = none.
std::size_t name_start(const std::vector<Token>& tokens, std::size_t end) {
  std::size_t first = end;
  while (first > 0 && end - first < kMostWords && !ends_name(tokens[first - 1])) --first;
  return first;
}

// Names before "group" and "arm" in `text`, and behind "assigned to".
void count_names(std::string_view text, Counter& counter) {
  const auto word_at = [&](std::size_t i, std::string_view lower) {
    return text.size() - i >= lower.size() && equals_folded(text.substr(i, lower.size()), lower);
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && text[i - 1] != ' ' && text[i - 1] != '-') continue;
    const char c = static_cast<char>(text[i] | 0x20);
    std::size_t length = 0;
    if (c == 'g' && word_at(i, "group")) length = 5;
    if (c == 'a' && word_at(i, "arm")) length = 3;
    if (c == 'a' && (word_at(i, "allocated ") || word_at(i, "assigned "))) {
      // "allocated (to (receive)) simvastatin"
      std::size_t from = text.find(' ', i) + 1;
      if (word_at(from, "to ")) from += 3;
      if (word_at(from, "receive ")) from += 8;
      const std::string_view window = text.substr(from, kWindow);
      const std::vector<Token> tokens = lex(window);
      std::size_t end = 0;
      while (end < tokens.size() && end < kMostWords && tokens[end].is_word() && !ends_name(tokens[end])) ++end;
      if (end > 0 && end < tokens.size() && tokens[0].text.size() > 3) counter.add(window, tokens, 0, end);
      continue;
    }
    if (length == 0) continue;
    const bool plural = i + length < text.size() && text[i + length] == 's';
    const std::size_t behind = i + length + (plural ? 1 : 0);
    if (behind < text.size() && is_ascii_alpha(text[behind])) continue;
    // The limb: "arm or shoulder", "arm circumference".
    static const Guarded limb(
        R"((?i)^s?,? ((and|or|/) ?(the )?(shoulder|leg|hand|chest)|circumferenc|o?edema|swell|volume|pain|movement|lymph|ergomet|crank))");
    if (length == 3 && limb.in(text.substr(behind, 40))) continue;
    std::size_t from = i > kWindow ? text.find(' ', i - kWindow) + 1 : 0;
    if (from > i) continue;
    const std::string_view window = text.substr(from, i - from);
    const std::vector<Token> tokens = lex(window);
    const std::size_t first = name_start(tokens, tokens.size());
    // "treatment groups" are all of them, "the treatment group" is one.
    const Token* lone = first + 1 == tokens.size() ? &tokens[first] : nullptr;
    const bool generic =
        lone != nullptr && (lone->is("treatment") || lone->is("treated") || lone->is("therapy") || lone->is("active"));
    if (generic && (plural || first == 0 || !tokens[first - 1].is("the"))) continue;
    if (first < tokens.size()) {
      counter.add(window, tokens, first, tokens.size());
      counter.add_short(tokens, first, tokens.size(), text.substr(i + length, 24));
      // "intervention and control groups"
      if (plural && first >= 2 && tokens[first - 1].is("and"))
        counter.add(window, tokens, name_start(tokens, first - 1), first - 1);
      continue;
    }
    // "group A"
    if (!plural && behind + 1 < text.size() && text[behind] == ' ' && is_ascii_alpha(text[behind + 1])) {
      const std::string_view named = text.substr(i, behind + 2 - i);
      const bool whole = behind + 2 >= text.size() || !(is_ascii_alpha(text[behind + 2]) || text[behind + 2] == '-');
      if (whole && text[behind + 1] <= 'Z') {
        const std::vector<Token> both = lex(named);
        counter.add(named, both, 0, both.size());
      }
    }
  }
}

bool holds_all(const std::vector<std::string>& in, const std::vector<std::string>& words) {
  return std::all_of(words.begin(), words.end(),
                     [&](const std::string& w) { return std::find(in.begin(), in.end(), w) != in.end(); });
}

// "CQ/SP" is another arm than "CQ", "NRT+" than "NRT".
bool adds_another(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const auto plus = [](const std::vector<std::string>& words) { return !words.empty() && words.back() == "+"; };
  return std::count(a.begin(), a.end(), "/") != std::count(b.begin(), b.end(), "/") || plus(a) != plus(b);
}

}  // namespace

Arms::Arms(const Document& document) {
  Counter counter;
  for (const Passage& p : document.passages)
    if (is_evidence(p.place)) count_names(slice(document.text, p.span), counter);
  std::vector<Name> names = counter.often();
  // "score" of "high-risk score group" and "low-risk score group" is what they have in common.
  std::erase_if(names, [&, all = names](const Name& name) {
    int within = 0, holders = 0;
    for (const Name& other : all)
      if (other.words.size() > name.words.size() && holds_all(other.words, name.words)) {
        within += other.count;
        ++holders;
      }
    return holders > 1 && within >= name.count;
  });
  // A name inside exactly one other, or around it, is the same arm said shorter or longer.
  std::vector<const Name*> heads;
  std::vector<std::pair<const Name*, std::size_t>> others;  // name, index into heads
  for (const Name& name : names) {
    std::size_t kin = 0, of = 0;
    for (std::size_t h = 0; h < heads.size(); ++h)
      if (!adds_another(heads[h]->words, name.words) &&
          (holds_all(heads[h]->words, name.words) || holds_all(name.words, heads[h]->words)))
        ++kin, of = h;
    if (kin == 0 && heads.size() < kMostArms)
      heads.push_back(&name);
    else if (kin == 1)
      others.emplace_back(&name, of);
  }
  for (const Name* head : heads) {
    arms_.push_back({head->printed, is_control(head->words)});
    aliases_.push_back({head->words, arms_.size() - 1});
    if (head->words.size() == 2 && is_tail(head->words[1]) && head->words[0].size() > 3)
      aliases_.push_back({{head->words[0]}, arms_.size() - 1});
  }
  for (const auto& [name, of] : others) aliases_.push_back({name->words, of});
  for (const auto& [name, words] : counter.shorts()) {
    const auto same = [&, &words = words](const Alias& alias) { return alias.words == words; };
    const auto it = std::find_if(aliases_.begin(), aliases_.end(), same);
    const bool taken = std::any_of(aliases_.begin(), aliases_.end(), [&, &name = name](const Alias& alias) {
      return alias.words.size() == 1 && alias.words[0] == name;
    });
    if (it != aliases_.end() && !taken) aliases_.push_back({{name}, it->arm});
  }
  std::stable_sort(aliases_.begin(), aliases_.end(),
                   [](const Alias& a, const Alias& b) { return a.words.size() > b.words.size(); });
}

std::vector<ArmMention> Arms::mentions(const std::vector<Token>& tokens) const {
  std::vector<ArmMention> out;
  const auto says = [&](std::size_t i, const std::string& word) {
    const std::string_view text = tokens[i].text;
    if (equals_folded(text, word)) return true;
    // "simvastatin-allocated", "controls"; one letter is a name only as printed.
    if (word.size() < 3 || text.size() <= word.size() || !equals_folded(text.substr(0, word.size()), word))
      return false;
    const std::string_view rest = text.substr(word.size());
    return rest == "s" || rest == "-treated" || rest == "-allocated" || rest == "-assigned";
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    for (const Alias& alias : aliases_) {
      if (i + alias.words.size() > tokens.size()) continue;
      bool whole = true;
      for (std::size_t k = 0; whole && k < alias.words.size(); ++k) whole = says(i + k, alias.words[k]);
      // "S group": a lone letter counts in capitals only.
      if (whole && alias.words.size() == 1 && alias.words[0].size() == 1 && !(tokens[i].text[0] <= 'Z')) whole = false;
      if (!whole) continue;
      out.push_back({i, i + alias.words.size(), alias.arm});
      i += alias.words.size() - 1;
      break;
    }
  }
  return out;
}

}  // namespace warrant
