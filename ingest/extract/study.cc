#include "ingest/extract/study.h"

#include <algorithm>
#include <iterator>
#include <memory>

#include <re2/re2.h>

#include "ingest/extract/guarded.h"
#include "ingest/extract/literals.h"
#include "src/base/text.h"

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
