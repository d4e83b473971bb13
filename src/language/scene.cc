#include "src/language/scene.h"

#include <algorithm>

namespace warrant {
namespace {

// Words that name no outcome and no group by themselves, each with a space on both sides.
constexpr std::string_view kIdle =
    " a an the of in on at to for and or with by from as group groups arm arms level levels mean rate "
    "rates number score scores total patients subjects participants between after before during weeks "
    "week months month days day years year hours minutes mg was were is are that this their its "
    "change changes value values alone plus per daily dose each all baseline follow up time women men "
    "children percentage proportion treatment therapy than who which both not received concentration "
    "concentrations ";

bool is_idle(std::string_view word) {
  if (word.size() < 2) return true;
  for (std::size_t at = kIdle.find(word); at != std::string_view::npos; at = kIdle.find(word, at + 1))
    if (kIdle[at - 1] == ' ' && kIdle[at + word.size()] == ' ') return true;
  return false;
}

// "group:a" for the word i of "group A" or "arm 2", else "".
std::string group_name(const Words& words, std::size_t i) {
  if (i == 0 || words[i].size() > 2) return "";
  const std::string_view before = words[i - 1];
  if (before != "group" && before != "arm" && before != "groups") return "";
  return words[i] == "in" || words[i] == "of" ? "" : "group:" + std::string(words[i]);
}

// Whether a topic is bad for the patient: it names a harm and nothing good ("pain relief", "survival").
bool is_harm(const Words& words) {
  bool harm = false;
  for (const CueHit& hit : cues_in(words)) {
    if (hit.kind == CueKind::kGood) return false;
    harm = harm || hit.kind == CueKind::kHarm;
  }
  return harm;
}

bool is_time_to_event(std::string_view phrase) {
  for (const Mention& mention : mentions(phrase))
    if (mention.meant->kind == "endpoint" && mention.meant->name != "MACE" && mention.meant->name != "SRE") return true;
  const Words words(phrase);
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i] == "survival" || (words[i] == "time" && i + 1 < words.size() && words[i + 1] == "to")) return true;
  return false;
}

}  // namespace

std::string_view topic_stem(std::string_view word) {
  for (const std::string_view ending :
       {"ations", "ation", "ating", "ings", "ing", "ies", "ed", "es", "s", "e", "y", "al"})
    if (word.size() >= ending.size() + 4 && word.ends_with(ending)) return word.substr(0, word.size() - ending.size());
  return word;
}

Topic::Topic(std::string_view phrase) {
  const Words words(phrase);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (const std::string name = group_name(words, i); !name.empty()) stems.insert(name);
    if (!words.is_number(i) && !is_idle(words[i])) stems.emplace(topic_stem(words[i]));
  }
  for (const Mention& mention : mentions(phrase)) concepts.insert(mention.meant);
  // Initials: "Dynamic Gait Index" is DGI.
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string initials;
    for (std::size_t j = i; j < std::min(words.size(), i + 6) && !words.is_number(j) && (j == i || words.adjoins(j));
         ++j)
      if (initials += words[j][0]; initials.size() >= 3) stems.insert(initials);
  }
}

void Topic::without(const Topic& other) {
  for (const std::string& s : other.stems) stems.erase(s);
  for (const Concept* c : other.concepts) concepts.erase(c);
}

Scene::Scene(std::string_view sentence, const Comparison& asked)
    : words(sentence),
      hits(cues_in(words)),
      outcome(asked.outcome),
      subject(asked.subject),
      comparator(asked.comparator),
      shared(asked.comparator) {
  const Topic all_subject = subject, all_comparator = comparator;
  subject.without(all_comparator);
  comparator.without(all_subject);
  shared.without(comparator);
  if (!asked.outcome.empty()) harm = is_harm(Words(asked.outcome));
  time_to_event = is_time_to_event(asked.outcome.empty() ? sentence : asked.outcome);
  mark(sentence);
  mark_usual_groups();
  split_clauses();
  find_p_values();
}

void Scene::mark(std::string_view sentence) {
  const std::size_t n = words.size();
  about.assign(n, false);
  side.assign(n, Side::kNobody);
  for (std::size_t i = 0; i < n; ++i) {
    if (const std::string name = group_name(words, i); !name.empty()) {
      if (subject.stems.contains(name)) side[i] = Side::kSubject;
      if (comparator.stems.contains(name)) side[i] = Side::kComparator;
    }
    if (words.is_number(i) || is_idle(words[i])) continue;
    const std::string_view s = topic_stem(words[i]);
    about[i] = outcome.stems.contains(s);
    // A word of the outcome names a group only where it says so: "workload for glucose control", "the control group".
    if (about[i] && !(i + 1 < n && words[i + 1].starts_with("group"))) continue;
    if (subject.stems.contains(s)) side[i] = Side::kSubject;
    if (comparator.stems.contains(s)) side[i] = Side::kComparator;
  }
  const bool any_outcome = outcome.stems.empty() && outcome.concepts.empty();
  for (const Mention& mention : mentions(sentence)) {
    const bool is_about = outcome.concepts.contains(mention.meant) ||
                          (any_outcome && (mention.meant->kind == "endpoint" || mention.meant->kind == "outcome"));
    const bool of_subject = subject.concepts.contains(mention.meant);
    const bool of_comparator = comparator.concepts.contains(mention.meant);
    if (!is_about && !of_subject && !of_comparator) continue;
    for (std::size_t i = 0; i < n; ++i) {
      if (!mention.span.overlaps(words.source(sentence, i, i + 1))) continue;
      about[i] = about[i] || is_about;
      if (side[i] == Side::kNobody && of_subject != of_comparator)
        side[i] = of_subject ? Side::kSubject : Side::kComparator;
    }
  }
}

// Words every trial uses, where the question's own words do not name the group.
void Scene::mark_usual_groups() {
  const std::size_t n = words.size();
  for (std::size_t i = 0; i < n; ++i) {
    if (side[i] != Side::kNobody) continue;
    const std::string_view w = words[i];
    if (w == "control" || w == "controls" || w == "placebo" || w == "sham" || w == "untreated" || w == "usual") {
      const bool of_group = w != "control" || i + 1 >= n || !about[i];
      if (of_group && !subject.stems.contains(topic_stem(w))) side[i] = Side::kComparator;
    } else if (w == "treated" && i + 1 < n && (words[i + 1] == "with" || words[i + 1] == "by")) {
      continue;  // what follows says who
    } else if (w == "intervention" || w == "experimental" || w == "treated" ||
               ((w == "study" || w == "trial" || w == "active" || w == "treatment") && i + 1 < n &&
                (words[i + 1].starts_with("group") || words[i + 1].starts_with("arm")))) {
      if (!comparator.stems.contains(topic_stem(w))) side[i] = Side::kSubject;
    }
  }
}

// Clauses end at semicolons and full stops outside brackets and at words of contrast.
void Scene::split_clauses() {
  std::size_t start = 0;
  int depth = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view gap = words.gap(i);
    for (const char c : gap) depth = c == '(' ? depth + 1 : c == ')' ? std::max(0, depth - 1) : depth;
    inside.push_back(depth > 0);
    if (i == 0) continue;
    const std::string_view before = words[i - 1], w = words[i];
    const bool full_stop = gap.find(". ") != std::string_view::npos && w != "p" && before != "vs" && before != "resp" &&
                           before != "fig" && before != "al" && before != "approx" && before.size() > 1;
    const bool stop = full_stop || gap.find(';') != std::string_view::npos;
    const bool after_comma = gap.find(',') != std::string_view::npos;
    const bool contrast = w == "but" || w == "whereas" || w == "because" || w == "although" || w == "however" ||
                          ((w == "while" || w == "though") && after_comma);
    // "X was higher and Y was lower": two statements.
    const auto is_was = [&](std::size_t k) { return words[k] == "was" || words[k] == "were"; };
    bool two = false;
    if (w == "and" && depth == 0) {
      bool first = false;
      for (std::size_t k = start; k < i; ++k) first = first || is_was(k);
      for (std::size_t k = i + 2; first && !two && k < std::min(i + 7, words.size()); ++k) {
        if (words.gap(k).find_first_of(",;(") != std::string_view::npos) break;
        two = is_was(k);
      }
    }
    if (!(stop || contrast || two) || depth > 0) continue;
    clauses.push_back({start, i});
    start = i;
  }
  clauses.push_back({start, words.size()});
}

void Scene::find_p_values() {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] != "p" && !(words[i] == "value" && i > 0 && words[i - 1] == "p")) continue;
    std::size_t number = i + 1;
    while (number < words.size() && number <= i + 4 && !words.is_number(number)) ++number;
    if (number >= words.size() || !words.is_number(number)) continue;
    const std::string_view sign = words.gap(number);
    const double p = words.value(number);
    if (p < 0 || p > 1) continue;
    const bool above = sign.find('>') != std::string_view::npos;
    p_values.push_back({i, !above && p <= 0.05});
  }
}

std::vector<std::size_t> Scene::by_relevance() const {
  std::vector<std::pair<std::size_t, std::size_t>> ranked;  // words of the outcome, clause
  for (std::size_t c = 0; c < clauses.size(); ++c) {
    std::set<std::string_view> seen;
    for (std::size_t i = clauses[c].from; i < clauses[c].to; ++i)
      if (about[i]) seen.insert(topic_stem(words[i]));
    ranked.emplace_back(seen.size(), c);
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::size_t> order;
  for (const auto& [score, clause] : ranked) order.push_back(clause);
  return order;
}

// The last word of the window with most words of the outcome.
std::size_t Scene::anchor(Clause clause) const {
  std::size_t best = kNowhere, most = 0;
  for (std::size_t i = clause.from; i < clause.to; ++i) {
    if (!about[i]) continue;
    std::set<std::string_view> seen;
    std::size_t last = i;
    for (std::size_t j = i; j < std::min(clause.to, i + 8); ++j)
      if (about[j]) {
        seen.insert(words[j]);
        last = j;
      }
    if (seen.size() > most) {
      most = seen.size();
      best = last;
    }
  }
  return best;
}

std::optional<SaidP> Scene::p_value_for(std::size_t word, Clause clause) const {
  std::optional<SaidP> before;
  for (const SaidP& p : p_values) {
    if (p.at < clause.from || p.at >= clause.to) continue;
    if (p.at > word) return p;
    before = p;
  }
  return before;
}

bool Scene::bad_outcome(Clause clause) const {
  if (harm) return *harm;
  bool bad = false;
  for (const CueHit& hit : hits) {
    if (hit.first < clause.from || hit.last > clause.to) continue;
    if (hit.kind == CueKind::kGood) return false;
    bad = bad || hit.kind == CueKind::kHarm;
  }
  return bad;
}

bool Scene::after_plus_minus(std::size_t word) const { return words.gap(word).find("±") != std::string_view::npos; }

}  // namespace warrant
