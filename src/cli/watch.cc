// warrant watch: asks the saved questions again and says which answers changed.
#include <algorithm>
#include <limits>
#include <memory>
#include <tuple>

#include <fmt/format.h>

#include "src/cli/common.h"
#include "src/cli/listing.h"
#include "src/model/json.h"
#include "src/query/ask.h"

namespace warrant {
namespace {

constexpr const char* kNoneSaved = "no question is saved; ask --save NAME saves one";

struct Options {
  std::vector<std::string> names;
  std::string forget;
  std::int64_t since = -1;
  bool list = false, keep = false;
};

struct Watched {
  SavedQuestion saved;
  std::int64_t since_run = 0;
  AnswerState before, now;
  AnswerChange change;
};

// Evidence is told by document and quote, so documents that have another id now go by that one.
void use_present_ids(const Store& store, AnswerState& state) {
  for (AnswerState::Item& item : state.evidence)
    if (const auto document = store.document(item.document)) item.document = document->ref.id;
  std::stable_sort(state.evidence.begin(), state.evidence.end(), [](const auto& a, const auto& b) {
    return std::tie(a.document, a.quote) < std::tie(b.document, b.quote);
  });
}

Result<Watched> ask_again(const Store& store, Asker& asker, const SavedQuestion& saved, std::int64_t since) {
  Watched watched;
  watched.saved = saved;
  WARRANT_TRY(recorded, store.saved_answer(saved.name, since >= 0 ? since : std::numeric_limits<std::int64_t>::max()));
  if (!recorded)
    return fail(ErrorCode::kInvalidArgument, fmt::format("no answer was recorded at run {} or before", since),
                "watch: " + saved.name);
  watched.since_run = recorded->run;
  WARRANT_TRY(before, answer_state_from_json(recorded->answer));
  watched.before = std::move(before);
  use_present_ids(store, watched.before);
  WARRANT_TRY(question, question_from_json(saved.question));
  WARRANT_TRY(answer, asker(question));
  watched.now = state_of(answer);
  watched.change = compare(watched.before, watched.now);
  return watched;
}

std::string json_of(const std::vector<AnswerState::Item>& items) {
  std::string out = "[";
  for (const AnswerState::Item& item : items)
    out += fmt::format("{}{{\"document\":{},\"claim\":{},\"quote\":{},\"retraction\":{}}}", out.size() > 1 ? "," : "",
                       json_quote(item.document), item.claim.empty() ? "null" : json_quote(item.claim),
                       json_quote(item.quote), item.retraction.empty() ? "null" : json_quote(item.retraction));
  return out + "]";
}

std::string as_json(const Watched& w) {
  return fmt::format(
      "{{\"schema\":1,\"name\":{},\"question\":{},\"since_run\":{},\"status_before\":{},\"status\":{},"
      "\"summary_before\":{},\"summary\":{},\"new_evidence\":{},\"gone_evidence\":{},\"marked_evidence\":{}}}",
      json_quote(w.saved.name), w.saved.question, w.since_run, json_quote(w.before.status), json_quote(w.now.status),
      json_quote(w.before.summary), json_quote(w.now.summary), json_of(w.change.added), json_of(w.change.gone),
      json_of(w.change.marked));
}

std::string as_text(const Watched& w) {
  std::string out = fmt::format("{}\n", w.saved.name);
  const auto question = question_from_json(w.saved.question);
  if (question) out += fmt::format("  {}\n", question->text);
  if (w.before.summary != w.now.summary || w.before.status != w.now.status)
    out += fmt::format("  was: {}\n  now: {}\n", w.before.summary, w.now.summary);
  const auto items = [&](const char* sign, const std::vector<AnswerState::Item>& list) {
    for (const AnswerState::Item& item : list)
      out += fmt::format("  {} \u201C{}\u201D {}{}\n", sign, item.quote, item.document,
                         item.retraction.empty() ? "" : fmt::format(" (RETRACTION MARK: {})", item.retraction));
  };
  items("+", w.change.added);
  items("-", w.change.gone);
  items("!", w.change.marked);
  std::string safe;
  for (const std::string_view line : lines_of(out)) safe += terminal_safe(line) + '\n';
  return safe;
}

int forget(const std::string& name, const Invocation& invocation) {
  if (auto probe = Store::open(invocation.db, Store::Mode::kRead); !probe) return report_store(probe.error());
  auto store = Store::open(invocation.db, Store::Mode::kWrite);
  if (!store) return report_store(store.error());
  const auto known = store->forget_question(name);
  if (!known) return report_store(known.error());
  if (!*known) complain(fmt::format("watch: no saved question \"{}\"", name));
  return *known ? kDone : kNothingFound;
}

int list(const std::vector<SavedQuestion>& questions, const Invocation& invocation) {
  Listing listing{{"name", "question", "saved_at"}, {}};
  for (const SavedQuestion& q : questions) {
    const auto asked = question_from_json(q.question);
    const std::string words = asked ? asked->text : q.question;
    listing.entries.push_back(
        {fmt::format("{{\"schema\":1,\"name\":{},\"question\":{},\"saved_at\":{}}}", json_quote(q.name), q.question,
                     json_quote(q.saved_at)),
         terminal_safe(fmt::format("{}  {}  (saved {})", q.name, words, q.saved_at.substr(0, 10))) + '\n',
         {q.name, words, q.saved_at}});
  }
  print(render(listing, invocation.renderer->name));
  if (questions.empty()) remark(invocation, kNoneSaved);
  return questions.empty() ? kNothingFound : kDone;
}

int run(const Options& options, const Invocation& invocation) {
  if (!options.forget.empty()) return forget(options.forget, invocation);
  auto store = Store::open(invocation.db, Store::Mode::kRead);
  if (!store) return report_store(store.error());
  auto questions = store->saved_questions();
  if (!questions) return report_store(questions.error());
  for (const std::string& name : options.names)
    if (std::none_of(questions->begin(), questions->end(), [&](const auto& q) { return q.name == name; })) {
      complain(fmt::format("watch: no saved question \"{}\"", name));
      return kUsage;
    }
  if (!options.names.empty())
    std::erase_if(*questions, [&](const SavedQuestion& q) {
      return std::find(options.names.begin(), options.names.end(), q.name) == options.names.end();
    });
  if (options.list) return list(*questions, invocation);
  const auto last_run = store->last_run();
  if (!last_run) return report_store(last_run.error());
  if (options.since > *last_run) {
    complain(fmt::format("watch: the last run is {}", *last_run));
    return kUsage;
  }
  Asker asker(*store);
  Listing listing{{"name", "status_before", "status", "new", "gone", "marked", "summary"}, {}};
  std::vector<std::pair<std::string, std::string>> answers;
  for (const SavedQuestion& saved : *questions) {
    const auto watched = ask_again(*store, asker, saved, options.since);
    if (!watched) return report(watched.error());
    answers.emplace_back(saved.name, to_json(watched->now));
    if (!watched->change.changed) continue;
    const auto count = [](const auto& items) { return fmt::format("{}", items.size()); };
    listing.entries.push_back({as_json(*watched),
                               as_text(*watched),
                               {saved.name, watched->before.status, watched->now.status, count(watched->change.added),
                                count(watched->change.gone), count(watched->change.marked), watched->now.summary}});
  }
  print(render(listing, invocation.renderer->name));
  remark(invocation, questions->empty() ? kNoneSaved
                                        : fmt::format("{} of {} saved questions have another answer",
                                                      listing.entries.size(), questions->size()));
  if (!options.keep && !answers.empty()) {
    auto writable = Store::open(invocation.db, Store::Mode::kWrite);
    if (!writable) return report_store(writable.error());
    if (const auto done = writable->record_answers(answers); !done) return report_store(done.error());
  }
  return listing.entries.empty() ? kNothingFound : kDone;
}

std::function<int(const Invocation&)> configure(Arguments& app) {
  auto options = std::make_shared<Options>();
  app.option("names", options->names, "only these saved questions").named("NAME");
  app.option("--since", options->since, "compare with the answers of this run (else: when last watched)")
      .between(0, std::int64_t{1} << 60)
      .named("RUN");
  app.flag("--keep", options->keep, "do not take today's answers for seen");
  app.flag("--list", options->list, "which questions are saved");
  app.option("--forget", options->forget, "forget a saved question").named("NAME");
  return [options](const Invocation& invocation) { return run(*options, invocation); };
}

}  // namespace

extern const Command watch_command;
const Command watch_command = {"watch", "which answers to saved questions changed", configure};

}  // namespace warrant
