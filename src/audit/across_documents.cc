// across-documents: what other documents about the same condition say otherwise: survival figures that cannot both hold
// for like patients, a factor that matters here and not there, advice against what another advises or does. Both sides
// are shown with their words; nothing is averaged and nobody is said to be wrong.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include <fmt/format.h>
#include <re2/re2.h>

#include "src/audit/check.h"
#include "src/audit/reading.h"

namespace warrant {
namespace {

struct Canon {
  std::string_view stem, word;
};

// Words for one thing, by their beginning; the rest of the vocabulary is taken as printed.
constexpr Canon kCanon[] = {
    {"carcinom", "cancer"},      {"adenocarcinom", "cancer"},  {"neoplas", "cancer"},        {"tumor", "cancer"},
    {"tumour", "cancer"},        {"malignan", "cancer"},       {"cancer", "cancer"},         {"metasta", "metastasis"},
    {"spin", "spine"},           {"vertebra", "spine"},        {"lumbar", "spine"},          {"bony", "bone"},
    {"osseous", "bone"},         {"skeletal", "bone"},         {"frankel", "neurological"},  {"motor", "neurological"},
    {"sensory", "neurological"}, {"neurolog", "neurological"}, {"karnofsky", "performance"}, {"kps", "performance"},
    {"ecog", "performance"},     {"radiotherap", "radiation"}, {"radiation", "radiation"},   {"kyphoplast", "cement"},
    {"vertebroplast", "cement"}, {"augmentation", "cement"},   {"surgic", "surgery"},        {"operati", "surgery"},
    {"multiple", "multi"},
};

std::set<std::string> canonical(std::string_view text) {
  static const std::set<std::string, std::less<>> general = {
      "prognosis",   "outcome", "clinical",   "management", "retrospective", "analysis",
      "treatment",   "trial",   "effect",     "randomized", "randomised",    "characteristic",
      "demographic", "primary", "initial",    "therapy",    "following",     "what",
      "how",         "does",    "do",         "did",        "can",           "should",
      "using",       "between", "among",      "factor",     "severe",        "poor",
      "good",        "score",   "scale",      "status",     "preoperative",  "postoperative",
      "type",        "present", "involved",   "first",      "history",       "medically",
      "necessary",   "second",  "cohort",     "systematic", "review",        "meta",
      "protocol",    "report",  "evaluation", "assessment", "association",   "associated",
      "risk",        "role",    "impact",     "new",        "use",           "year",
      "based",       "control", "controlled", "lesion",     "group",         "comparison",
      "efficacy",    "safety",  "disease",    "level",      "high",          "low",
      "site"};
  std::set<std::string> words;
  for (const std::string& word : content_words(text)) {
    if (general.count(word) != 0 || word.find_first_not_of("0123456789") == std::string::npos) continue;
    const auto* known =
        std::find_if(std::begin(kCanon), std::end(kCanon), [&](const Canon& c) { return word.rfind(c.stem, 0) == 0; });
    words.insert(known == std::end(kCanon) ? word : std::string(known->word));
  }
  return words;
}

std::set<std::string> without(std::set<std::string> words, const std::set<std::string>& topic) {
  for (const std::string& word : topic) words.erase(word);
  return words;
}

bool is_bound(const Claim& claim) {
  return claim.value_op == Operator::kLess || claim.value_op == Operator::kGreater ||
         claim.value_op == Operator::kLessEqual || claim.value_op == Operator::kGreaterEqual;
}

// "Over 90%" is a rate of at least that; "survival > 3 months" is a threshold, no median.
bool comparable(const Claim& claim) {
  return claim.value && !claim.assumption &&
         (!is_bound(claim) || (claim.measure == measure::kSurvivalRate && claim.value_op == Operator::kGreater));
}

double months(const Claim& claim) {
  if (claim.unit == "years") return *claim.value * 12;
  if (claim.unit == "weeks") return *claim.value * 12 / 52.18;
  if (claim.unit == "days") return *claim.value * 12 / 365.25;
  return *claim.value;
}

struct Other {
  DocumentRef document;
  std::set<std::string> topic;  // words that both titles have
  std::vector<ClaimRecord> claims;
};

class Comparison {
 public:
  Comparison(const AuditSubject& subject, std::vector<Finding>& findings) : subject_(subject), findings_(findings) {}

  void values(const Other& other) {
    bool reported[2] = {false, false};
    for (const Claim& own : subject_.document.claims) {
      const bool median = own.measure == measure::kMedianSurvival, rate = own.measure == measure::kSurvivalRate;
      if ((!median && !rate) || !comparable(own) || reported[rate ? 1 : 0]) continue;
      for (const ClaimRecord& record : other.claims) {
        const Claim& theirs = record.claim;
        if (theirs.measure != own.measure || !comparable(theirs)) continue;
        if (rate && (!own.at || !theirs.at || *own.at != *theirs.at || own.outcome != theirs.outcome)) continue;
        ++subject_.checked;
        const double a = rate ? *own.value : months(own), b = rate ? *theirs.value : months(theirs);
        if (rate && ((is_bound(own) && a < b) || (is_bound(theirs) && b < a))) continue;
        if (rate ? std::fabs(a - b) < 20 : std::max(a, b) < 1.5 * std::min(a, b)) continue;
        add_value(own, record,
                  rate ? fmt::format("survival at {} {} is {}%", own.at->value, own.at->unit, *own.value)
                       : fmt::format("median survival is {} {}", *own.value, own.unit),
                  rate ? fmt::format("{}%", *theirs.value) : fmt::format("{} {}", *theirs.value, theirs.unit));
        reported[rate ? 1 : 0] = true;
        break;
      }
    }
  }

  void factors(const Other& other) {
    std::set<ByteSpan> reported;  // one factor of a list is enough
    for (const Claim& own : subject_.document.claims) {
      if (own.kind != kind::kPrognosticFactor || own.polarity.empty() || reported.count(own.span) != 0) continue;
      const auto words = without(canonical(own.subject), other.topic);
      if (words.empty() || words.size() > 6) continue;
      for (const ClaimRecord& record : other.claims) {
        const Claim& theirs = record.claim;
        if (theirs.kind != kind::kPrognosticFactor || theirs.polarity.empty()) continue;
        const auto their_words = without(canonical(theirs.subject), other.topic);
        if (their_words.empty() || their_words.size() > 6 ||
            common_words(words, their_words) * 2 < std::min(words.size(), their_words.size()) ||
            common_words(words, their_words) * 4 < std::max(words.size(), their_words.size()))
          continue;
        ++subject_.checked;
        if ((own.polarity == "none") == (theirs.polarity == "none")) continue;
        add(own, record,
            fmt::format("\"{}\" is {} here, \"{}\" {} there", own.subject,
                        own.polarity == "none" ? "no factor" : own.polarity, theirs.subject,
                        theirs.polarity == "none" ? "no factor" : theirs.polarity));
        reported.insert(own.span);
        break;
      }
    }
  }

  // "Do not delay radiation …" against "Do not delay surgery for radiation".
  void order(const Other& other) {
    static const RE2* delay = new RE2(R"((?i)\bdelay ([a-z -]+?)(?: (?:for|until|because of) ([a-z -]+))?$)");
    const auto parts = [&](const Claim& claim, std::set<std::string>& what, std::set<std::string>& behind) {
      std::string a, b;
      if (claim.kind != kind::kRecommendation || !claim.negated || !RE2::PartialMatch(claim.subject, *delay, &a, &b))
        return false;
      what = canonical(a);
      behind = canonical(b);
      return true;
    };
    for (const Claim& own : subject_.document.claims) {
      std::set<std::string> what, behind, their_what, their_behind;
      if (!parts(own, what, behind)) continue;
      for (const ClaimRecord& record : other.claims) {
        if (!parts(record.claim, their_what, their_behind)) continue;
        ++subject_.checked;
        if (common_words(what, their_what) > 0) continue;
        if (common_words(what, their_behind) == 0 && common_words(their_what, behind) == 0) continue;
        add(own, record, "the opposite order of treatment is advised there; the conditions may differ");
      }
    }
  }

  // A treatment called contraindicated here, and indicated, done or praised there.
  void against(const Other& other) {
    static const RE2* use = new RE2(
        R"((?i)\bunderwent\b|\bindicated\b|\brecommended\b|\brelieve|\beffective|\bimprove|\bperformed\b|\bstabili[sz]e)");
    std::optional<IndexedDocument> document;
    for (const Claim& own : subject_.document.claims) {
      if (own.kind != kind::kRecommendation || own.strength.find("contraindicated") == std::string::npos) continue;
      const auto words = without(canonical(own.subject), other.topic);
      // One specific word of treatment must remain; "surgery" and "radiation" are too wide.
      static const std::set<std::string> wide = {"surgery", "radiation", "percutaneous", "procedure"};
      const auto specific = without(words, wide);
      if (specific.empty() || words.size() > 5) continue;
      if (!document) {
        auto loaded = subject_.store.load(other.document.id);
        if (!loaded) return;
        document = std::move(*loaded);
      }
      for (const Sentence& sentence : document->sentences) {
        const Passage& passage = document->document.passages[static_cast<std::size_t>(sentence.passage)];
        if (!is_running_text(passage)) continue;
        const std::string_view text = slice(document->document.text, sentence.span);
        if (!matches(text, *use)) continue;
        ++subject_.checked;
        if (common_words(specific, canonical(text)) < specific.size()) continue;
        Finding& finding = report(findings_, Severity::kNote, own.span,
                                  "contraindicated here, used or advised there; the conditions may differ");
        finding.claim = own.id;
        finding.related.push_back({other.document.id, std::string(text), sentence.span});
        break;
      }
    }
  }

 private:
  // What several documents set against one value is one finding.
  void add_value(const Claim& own, const ClaimRecord& record, const std::string& here, const std::string& there) {
    const auto [at, fresh] = values_.try_emplace(own.id, findings_.size(), there);
    if (fresh) {
      add(own, record, fmt::format("{} here and {} there; the patients may differ", here, there));
      return;
    }
    auto& [index, all] = at->second;
    all += ", " + there;
    findings_[index].message = fmt::format("{} here and {} in other documents; the patients may differ", here, all);
    findings_[index].related.push_back({record.document.id, record.quote, record.claim.span});
  }

  void add(const Claim& own, const ClaimRecord& record, std::string message) {
    Finding& finding = report(findings_, Severity::kNote, own.span, std::move(message));
    finding.claim = own.id;
    finding.related.push_back({record.document.id, record.quote, record.claim.span});
  }

  const AuditSubject& subject_;
  std::vector<Finding>& findings_;
  std::map<std::string, std::pair<std::size_t, std::string>> values_;  // by claim: its finding, what others have
};

void run(const AuditSubject& subject, std::vector<Finding>& findings) {
  const auto topic = canonical(subject.document.document.title);
  if (topic.size() < 3) return;
  const bool comparable_claims =
      std::any_of(subject.document.claims.begin(), subject.document.claims.end(), [](const Claim& claim) {
        return claim.measure == measure::kMedianSurvival || claim.measure == measure::kSurvivalRate ||
               (claim.kind == kind::kPrognosticFactor && !claim.polarity.empty()) ||
               (claim.kind == kind::kRecommendation && claim.negated);
      });
  if (!comparable_claims) return;
  std::vector<QueryTerm> terms;
  for (const std::string& word : content_words(subject.document.document.title)) {
    QueryTerm term;
    term.text = word;
    terms.push_back(term);
    if (terms.size() == 12) break;
  }
  RetrievalOptions options;
  options.limit = 12;
  options.whole_documents = true;
  const auto hits = subject.store.retrieval().top(terms, {}, options);
  if (!hits) return;
  std::vector<std::string> ids;
  for (const SentenceHit& hit : *hits) ids.push_back(hit.document);
  std::sort(ids.begin(), ids.end());
  Comparison comparison(subject, findings);
  for (const std::string& id : ids) {
    if (id == subject.document.id) continue;
    const auto record = brief_of(subject.store, id);
    if (!record) continue;
    Other other;
    other.document = *record;
    const auto theirs = canonical(record->title);
    std::set_intersection(topic.begin(), topic.end(), theirs.begin(), theirs.end(),
                          std::inserter(other.topic, other.topic.end()));
    if (other.topic.size() < 3 || other.topic.size() * 2 < std::min(topic.size(), theirs.size())) continue;
    ClaimFilter filter;
    filter.document = id;
    const auto read = subject.store.claims(filter, [&](const ClaimRecord& claim) {
      other.claims.push_back(claim);
      return true;
    });
    if (!read) continue;
    comparison.values(other);
    comparison.factors(other);
    comparison.order(other);
    comparison.against(other);
  }
}

}  // namespace

extern const Check across_documents_check;
const Check across_documents_check = {
    "across-documents", Severity::kNote, "what another document about the same condition says otherwise",
    "Compares the document with stored documents whose titles share at least three words of the condition: median "
    "survival (half as much again) and survival at one time (20 points), factors that matter in one and not in the "
    "other, contraindicated treatments that the other uses, and opposite orders of treatment. Both are quoted with "
    "their documents; values are never averaged and neither side is taken to be wrong.",
    run};

}  // namespace warrant
