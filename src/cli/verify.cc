// warrant verify QUOTE|FILE: where sentences or numbers stand in the store. A file that reads as a document with claims
// (a draft) has every claim judged: against the works it cites, else against the whole store.
#include <algorithm>
#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "ingest/pipeline/pipeline.h"
#include "src/base/digest.h"
#include "src/base/text.h"
#include "src/cli/common.h"
#include "src/query/verdict.h"
#include "src/query/verify.h"

namespace warrant {
namespace {

// The line of the draft that a byte of its canonical text stands in, from 1; 0 when the reader kept no places.
std::int32_t line_of(const Document& draft, std::string_view bytes, std::uint32_t place) {
  for (const SourceRun& run : draft.source_runs)
    if (run.text_start <= place && place < run.text_start + run.length) {
      const std::size_t at = std::min<std::size_t>(run.source_start + (place - run.text_start), bytes.size());
      return 1 + static_cast<std::int32_t>(
                     std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    }
  return 0;
}

Result<QuoteVerdict> verdict_of(const Claim& claim, std::string_view quote, const Judgement& judgement, Judge& judge,
                                const std::string& marker) {
  QuoteVerdict verdict;
  verdict.quote = quote;
  verdict.verdict = judgement.verdict;
  verdict.reason = claim.measure.empty() ? claim.kind : claim.measure;
  if (claim.value)
    verdict.reason += fmt::format(" {}", claim.value_text.empty() ? fmt::format("{}", *claim.value) : claim.value_text);
  if (!marker.empty()) verdict.reason += fmt::format(" [{}]", marker);
  verdict.reason += ": " + judgement.reason;
  if (judgement.evidence) {
    WARRANT_TRY(place, judge.location(*judgement.evidence));
    place.match = judgement.verdict == "supported" ? "says it" : "says";
    verdict.places.push_back(std::move(place));
  }
  return verdict;
}

// Every claim of a draft, or nothing when the file is no draft (a list of quotes).
Result<std::vector<QuoteVerdict>> judge_draft(const Store& store, const std::string& name, const std::string& bytes) {
  std::vector<QuoteVerdict> verdicts;
  StageSeconds seconds;
  const Source source{name, bytes};
  Judge judge(store);
  for (const auto& indexed : index_source(source, sha256_hex(bytes), seconds)) {
    if (!indexed) continue;
    const Document& draft = indexed->document;
    for (const Claim& claim : indexed->claims) {
      if (claim.assumption) continue;
      const std::int32_t line = line_of(draft, bytes, claim.value_span.start);
      const std::string_view quote = slice(draft.text, claim.span);
      if (claim.citations.empty()) {
        WARRANT_TRY(judgement, judge.judge_anywhere(claim, quote, indexed->id));
        WARRANT_TRY(verdict, verdict_of(claim, quote, judgement, judge, ""));
        verdicts.push_back(std::move(verdict));
        verdicts.back().line = line;
      }
      for (const ClaimCitation& citation : claim.citations) {
        Judgement judgement{"dangling", "the mark points to no reference", {}};
        if (citation.reference >= 0) {
          WARRANT_TRY(work, store.work_of(draft.references[static_cast<std::size_t>(citation.reference)]));
          judgement = {"source-not-in-store", "the cited work is not in the store", {}};
          if (!work.empty()) {
            WARRANT_TRY(judged, judge.judge(claim, quote, work, indexed->id));
            judgement = std::move(judged);
          }
        }
        WARRANT_TRY(verdict, verdict_of(claim, quote, judgement, judge, citation.marker));
        verdicts.push_back(std::move(verdict));
        verdicts.back().line = line;
      }
    }
  }
  return verdicts;
}

int run(const std::string& given, const Invocation& invocation) {
  auto store = Store::open(invocation.db, Store::Mode::kRead);
  if (!store) return report_store(store.error());
  std::vector<std::string> quotes;
  std::error_code ignored;
  if (given == "-" || std::filesystem::is_regular_file(given, ignored)) {
    const auto text = read_input(given);
    if (!text) return report(text.error());
    auto judged = judge_draft(*store, given, *text);
    if (!judged) return report(judged.error());
    if (!judged->empty()) {
      print(invocation.renderer->verdicts(*judged, invocation.render));
      return std::all_of(judged->begin(), judged->end(), [](const auto& v) { return v.verdict == "supported"; })
                 ? kDone
                 : kNothingFound;
    }
    for (std::string_view line : lines_of(*text))
      if (!trim(line).empty()) quotes.emplace_back(line);
  } else {
    quotes.push_back(given);
  }
  bool all = !quotes.empty();
  std::vector<QuoteVerdict> verdicts;
  for (const std::string& quote : quotes) {
    auto verdict = verify_quote(*store, quote);
    if (!verdict) return report(verdict.error());
    all = all && verdict->verdict == "supported";
    verdicts.push_back(std::move(*verdict));
  }
  print(invocation.renderer->verdicts(verdicts, invocation.render));
  return all ? kDone : kNothingFound;
}

std::function<int(const Invocation&)> configure(Arguments& app) {
  auto quote = std::make_shared<std::string>();
  app.option("quote", *quote, "a sentence or number; or a file with one a line, - for stdin")
      .required()
      .named("QUOTE|FILE");
  return [quote](const Invocation& invocation) { return run(*quote, invocation); };
}

}  // namespace

extern const Command verify_command;
const Command verify_command = {"verify", "where a sentence or number stands in the store", configure};

}  // namespace warrant
