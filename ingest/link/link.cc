// Ties claims to citations by how clinical prose cites: a mark closes the statement it supports ("…12 months [3]"),
// except right behind a name ("Lee et al. (25) found …"), where it opens one; and a study once introduced goes on in
// the next sentences until the authors speak of themselves again.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <re2/re2.h>

#include "ingest/link/linker.h"
#include "src/base/text.h"

namespace warrant {
namespace {

// Who a stretch of text speaks of.
bool speaks_of_own(std::string_view text) {
  static const RE2 strong(
      R"((?i)\b(?:we|our|ours|us)\b|\b(?:present|current)\s+(?:\w+\s+){0,2}(?:study|trial|analysis|analyses|series|cohort|work|report|investigation|results?|findings?|data|meta-analysis|review)\b|\b(?:here|herein),?\s+(?:we|reported)\b|\bstudy\s+population\s+here\b|^(?:however,\s+|notably,\s+|moreover,\s+)?in\s+this\s+(?:study|trial|series|cohort|analysis)\b)");
  static const RE2 earlier_own(
      R"((?i)\bour\s+(?:own\s+)?(?:previous|prior|earlier|group'?s?\s+previous|recent\s+(?:report|publication)))");
  return RE2::PartialMatch(text, strong) && !RE2::PartialMatch(text, earlier_own);
}

bool speaks_of_this_study(std::string_view text) {
  static const RE2 weak(
      R"((?i)\b(?:in\s+)?this\s+(?:\w+[\s-]+){0,3}(?:study|trial|analysis|analyses|series|cohort|work|report|investigation|meta-analysis)\b)");
  return RE2::PartialMatch(text, weak);
}

bool speaks_of_others(std::string_view text) {
  static const RE2 others(
      R"((?i)\bet\s+al\b|\b(?:previous|previously|prior|earlier|historical|historically|other|another|several|published|recent|similar|large|larger)\s+(?:\w+[\s-]+){0,3}(?:study|studies|trial|trials|report|reports|reported|series|analysis|analyses|meta-analysis|meta-analyses|authors|investigators|publications?|cohorts?|controls?|data|work|published|shown|described)\b|\breported\s+(?:by|in\s+the\s+literature|elsewhere)\b|\bliterature\b|\b(?:that|those|their)\s+(?:study|studies|trial|trials|series|analysis|cohort|report)\b|\b(?:the|these|those)\s+(?:authors|investigators)\b|\b(?:study|trial|series|report|analysis)\s+(?:by|from)\s)");
  return RE2::PartialMatch(text, others);
}

// True when words between two places part a statement from the next.
bool parted(std::string_view between) {
  static const RE2 boundary(
      R"((?i);|,\s+(?:whereas|while|but|although|though|with\s+another|in\s+contrast|and\s+(?:\w+\s+){0,4}(?:et\s+al|showed|found|reported|was|were))\b|\b(?:whereas|compares?\s+(?:\w+\s+)?(?:with|to)|similar\s+to|comparable\s+(?:with|to)|consistent\s+with|in\s+line\s+with|in\s+agreement\s+with|in\s+contrast\s+(?:with|to)|(?:higher|lower|longer|shorter|better|worse|greater)\s+than\s+(?:the|that|those|in))\b)");
  constexpr std::size_t kFarthest = 4000;  // so far apart nothing is one statement
  return between.size() > kFarthest || RE2::PartialMatch(between, boundary);
}

// Marks that stand together ("[3] [4]", "(24, 25)").
struct Group {
  ByteSpan span;
  std::vector<std::int32_t> anchors;
  bool opens = false;  // behind a name or "study": what follows is the cited work's
};

// Who some words speak of, each found when first asked: most claims rest on results without a mark, which ask nothing.
class Spoken {
 public:
  explicit Spoken(std::string_view words) : words_(words) {}
  std::string_view words() const { return words_; }
  bool own() { return ask(own_, speaks_of_own); }
  bool others() { return ask(others_, speaks_of_others); }
  bool this_study() { return ask(this_study_, speaks_of_this_study); }

 private:
  bool ask(std::optional<bool>& known, bool (*speaks)(std::string_view)) {
    if (!known) known = speaks(words_);
    return *known;
  }
  std::string_view words_;
  std::optional<bool> own_, others_, this_study_;
};

// How one sentence speaks.
struct Voice {
  Spoken all;
  ByteSpan span;
  std::int32_t passage = 0;
  std::vector<Group> groups = {};  // in order
  std::vector<Spoken> clauses = {};
  std::optional<bool> before_own = {};  // of an abstract: nothing up to here speaks of the work itself
};

class Linker {
 public:
  Linker(const Document& document, const std::vector<Sentence>& sentences)
      : d_(document), sentences_(sentences), study_(is_study(document)) {
    voices_.reserve(sentences.size());
    for (const Sentence& s : sentences) voices_.push_back({Spoken(slice(d_.text, s.span)), s.span, s.passage});
    group_anchors();
  }

  void link(Claim& claim) {
    claim.cited = false;
    claim.citations.clear();
    const std::size_t at = sentence_of(claim.value_span.start);
    if (at == sentences_.size()) return;
    const Group* group = group_for(voices_[at], claim.value_span);
    if (claim.place == Place::kTable || claim.place == Place::kFigure) {
      // A row of an overview of studies names its study with a mark.
      if (claim.place == Place::kTable && group != nullptr) cite(claim, *group, "row");
      return;
    }
    Voice& voice = voices_[at];
    std::string basis = group != nullptr && !parted(gap(claim.value_span, group->span)) ? "clause" : "sentence";
    if (!study_) {
      if (group == nullptr && is_narrative() && !voice.all.own()) group = introducing(at, basis);
      if (group != nullptr) cite(claim, *group, basis);
      return;
    }
    const std::string_view role = role_of(claim.section);
    const bool background = role == "introduction" || role == "background";
    const auto clause = [&]() -> Spoken& { return clause_of(voice, claim.value_span); };
    if (claim.place == Place::kAbstract) {
      if (group != nullptr && !clause().own()) cite(claim, *group, basis);
      if (group == nullptr && (background || role.empty()) && !clause().own() && (background || before_own_work(at)))
        claim.cited = true;
      return;
    }
    if (background) {
      if (voice.all.own()) return;
      claim.cited = true;
      if (group == nullptr) group = introducing(at, basis);
      if (group != nullptr) cite(claim, *group, basis);
      return;
    }
    if (role == "results" || role == "case") {
      if (group != nullptr && !voice.all.own() && !clause().own() && clause().others()) cite(claim, *group, basis);
      return;
    }
    if (group != nullptr) {
      // One clause may be ours and the next theirs.
      if (!voice.all.own() || (!clause().own() && (clause().others() || covers_group(voice, clause().words()))))
        cite(claim, *group, basis);
      return;
    }
    if (role == "methods" || voice.all.own()) return;
    group = introducing(at, basis);
    if (group != nullptr && role != "") {
      cite(claim, *group, basis);
    } else if (voice.all.others() && !voice.all.this_study()) {
      claim.cited = true;
    }
  }

 private:
  // A work that may report results of its own; reviews, commentaries and letters (no methods, no results) retell.
  static bool is_study(const Document& d) {
    if (d.kind == DocumentKind::kAbstract) return true;
    if (d.kind != DocumentKind::kArticle) return false;
    bool titled = false;
    for (const Section& section : d.sections) {
      if (section.role == "methods" || section.role == "results" || section.role == "case") return true;
      titled = titled || (!section.title.empty() && section.role != "abstract");
    }
    return !titled;
  }
  bool is_narrative() const { return d_.kind == DocumentKind::kArticle || d_.kind == DocumentKind::kReview; }

  std::size_t sentence_of(std::uint32_t offset) const {
    const auto after = std::upper_bound(sentences_.begin(), sentences_.end(), offset,
                                        [](std::uint32_t o, const Sentence& s) { return o < s.span.start; });
    if (after == sentences_.begin()) return sentences_.size();
    const auto at = after - 1;
    return at->span.contains(offset) ? static_cast<std::size_t>(at - sentences_.begin()) : sentences_.size();
  }

  // Gives every mark to a sentence: the one it closes, when it stands behind that sentence's full stop.
  void group_anchors() {
    for (std::size_t a = 0; a < d_.anchors.size(); ++a) {
      const ByteSpan span = d_.anchors[a].span;
      std::uint32_t before = span.start;
      while (before > 0 && d_.text[before - 1] == ' ') --before;
      const bool starts_line = before == 0 || d_.text[before - 1] == '\n';
      std::size_t at = sentence_of(starts_line ? span.start : before - 1);
      // "Smith et al. (2019) found …" opens its sentence and closes none.
      if (const std::size_t own = sentence_of(span.start); own != at && own < sentences_.size() &&
                                                           sentences_[own].span.start == span.start &&
                                                           is_ascii_alpha(d_.text[span.start]))
        at = own;
      if (at == sentences_.size()) at = sentence_of(span.start);
      if (at == sentences_.size()) continue;
      auto& groups = voices_[at].groups;
      if (!groups.empty()) {
        static const RE2 joint(R"((?:[\s,;\x{2013}-]|and|\)|\(|\[|\]){0,6})");
        const ByteSpan gap{groups.back().span.end, span.start};
        if (gap.start <= gap.end && RE2::FullMatch(slice(d_.text, gap), joint)) {
          groups.back().span.end = span.end;
          groups.back().anchors.push_back(static_cast<std::int32_t>(a));
          continue;
        }
      }
      Group group;
      group.span = span;
      group.anchors = {static_cast<std::int32_t>(a)};
      static const RE2 name(
          R"((?i)(?:\bet\s+al\.?|\bcolleagues|\bco-?workers|\bauthors|\b(?:study|trial|series|report|analysis)(?:\s+(?:by|of|from)\s+[\w\x{C0}-\x{24F}-]+)?)[\s,]*[\[(]?\s*$)");
      const std::uint32_t from = span.start > 60 ? span.start - 60 : 0;
      std::string_view head =
          slice(d_.text, {std::max(from, voices_[at].span.start), std::max(span.start, voices_[at].span.start)});
      while (!head.empty() && (static_cast<unsigned char>(head.front()) & 0xC0) == 0x80) head.remove_prefix(1);
      group.opens = RE2::PartialMatch(head, name);
      // "Smith et al. (2019)" is one mark whose words name the authors.
      if (slice(d_.text, span).ends_with(')') && is_ascii_alpha(slice(d_.text, span).front())) group.opens = true;
      groups.push_back(std::move(group));
    }
  }

  std::string_view gap(ByteSpan a, ByteSpan b) const {
    const std::uint32_t from = std::min(a.end, b.end), to = std::max(a.start, b.start);
    return from < to ? slice(d_.text, {from, to}) : std::string_view();
  }

  const Group* group_for(const Voice& voice, ByteSpan value) const {
    const auto& groups = voice.groups;
    const auto behind =
        std::partition_point(groups.begin(), groups.end(), [&](const Group& g) { return g.span.end <= value.start; });
    const auto next =
        std::partition_point(groups.begin(), groups.end(), [&](const Group& g) { return g.span.start < value.end; });
    const Group* before = behind == groups.begin() ? nullptr : &*(behind - 1);
    const Group* after = next == groups.end() ? nullptr : &*next;
    if (before == nullptr) return after;
    if (after == nullptr) return before;
    if (before->opens && !parted(gap(before->span, value)) && (after->opens || parted(gap(value, after->span))))
      return before;
    return after->opens ? before : after;
  }

  // The value's clause.
  Spoken& clause_of(Voice& voice, ByteSpan value) const {
    if (voice.clauses.empty()) split(voice);
    const char* at = d_.text.data() + value.start;
    const auto next = std::partition_point(voice.clauses.begin() + 1, voice.clauses.end(),
                                           [&](const Spoken& c) { return c.words().data() <= at; });
    return *(next - 1);
  }

  void split(Voice& voice) const {
    static const RE2 boundary(
        R"((?i)(;|,\s+(?:whereas|while|but|although|though|in\s+contrast)\b|\b(?:whereas|compares?\s+(?:\w+\s+)?(?:with|to)|compared\s+(?:with|to)\s+(?:the|that|those|an?|other|previous)\b|similar\s+to|comparable\s+(?:with|to)|consistent\s+with|in\s+line\s+with|in\s+agreement\s+with|in\s+contrast\s+(?:with|to)|(?:higher|lower|longer|shorter|better|worse|greater)\s+than\s+(?:the|that|those|in)\b)))");
    const std::string_view text = voice.all.words();
    std::size_t from = 0;
    re2::StringPiece rest = text, found;
    while (RE2::FindAndConsume(&rest, boundary, &found)) {
      const auto start = static_cast<std::size_t>(found.data() - text.data());
      voice.clauses.emplace_back(text.substr(from, start - from));
      from = start;
    }
    voice.clauses.emplace_back(text.substr(from));
  }

  bool covers_group(const Voice& voice, std::string_view words) const {
    const auto start = static_cast<std::uint32_t>(words.data() - d_.text.data());
    const ByteSpan span{start, start + static_cast<std::uint32_t>(words.size())};
    const auto first = std::partition_point(voice.groups.begin(), voice.groups.end(),
                                            [&](const Group& g) { return g.span.start < span.start; });
    return first != voice.groups.end() && span.contains(first->span);
  }

  // The mark of the sentence that introduced the study this sentence goes on about, within the paragraph.
  const Group* introducing(std::size_t at, std::string& basis) {
    for (std::size_t i = at, steps = 0; i-- > 0 && steps < 6; ++steps) {
      if (voices_[i].passage != voices_[at].passage) return nullptr;
      Voice& voice = voices_[i];
      if (voice.all.own()) return nullptr;
      if (!voice.groups.empty()) {
        basis = "introducing-sentence";
        return &voice.groups.back();
      }
    }
    return nullptr;
  }

  // In an abstract without headings: no sentence up to here speaks of the work itself.
  bool before_own_work(std::size_t at) {
    static const RE2 aim(
        R"((?i)\b(?:aim|aims|aimed|objective|purpose|investigated?|assess(?:ed)?|evaluat(?:e|ed)|patients\s+(?:were|with)|randomi[sz]ed|enrolled|methods?)\b)");
    std::size_t first = at;
    const auto in_abstract = [&](std::size_t i) {
      return d_.passages[static_cast<std::size_t>(voices_[i].passage)].place == Place::kAbstract;
    };
    while (first > 0 && in_abstract(first - 1) && !voices_[first].before_own) --first;
    for (std::size_t i = first; i <= at; ++i) {
      Voice& voice = voices_[i];
      if (voice.before_own) continue;
      const bool so_far = i == 0 || !in_abstract(i - 1) || *voices_[i - 1].before_own;
      voice.before_own =
          so_far &&
          !(in_abstract(i) && (voice.all.own() || voice.all.this_study() || RE2::PartialMatch(voice.all.words(), aim)));
    }
    if (!*voices_[at].before_own) return false;
    static const RE2 present(R"((?i)\b(?:is|are|has|have|remains?|ranges?)\b)");
    return RE2::PartialMatch(slice(d_.text, voices_[at].span), present);
  }

  std::string_view role_of(std::int32_t section) const {
    for (std::size_t steps = 0; section >= 0 && steps < 64; ++steps) {
      const Section& s = d_.sections[static_cast<std::size_t>(section)];
      if (!s.role.empty()) return s.role;
      section = s.parent;
    }
    return {};
  }

  void cite(Claim& claim, const Group& group, std::string_view basis) const {
    claim.cited = true;
    for (std::int32_t a : group.anchors)
      for (const CitationAnchor::Target& target : d_.anchors[static_cast<std::size_t>(a)].targets)
        claim.citations.push_back({a, target.label, target.reference, std::string(basis)});
  }

  const Document& d_;
  const std::vector<Sentence>& sentences_;
  const bool study_;
  std::vector<Voice> voices_;
};

}  // namespace

void link(const Document& document, const std::vector<Sentence>& sentences, std::vector<Claim>& claims) {
  if (claims.empty()) return;
  Linker linker(document, sentences);
  for (Claim& claim : claims) linker.link(claim);
}

}  // namespace warrant
