// warrant ask QUESTION: an evidence answer with citations; --batch: a list of questions, in order, on all cores.
#include <atomic>
#include <fstream>
#include <memory>
#include <optional>
#include <thread>

#include <fmt/format.h>

#include "src/cli/common.h"
#include "src/model/json.h"
#include "src/query/ask.h"
#include "src/render/forest.h"

namespace warrant {
namespace {

struct Options {
  Question asked;  // text, document, limit and corrections
  std::string batch, years, svg, save;
  bool table = false, plot = false;
  int jobs = 0;
};

bool write_file(const std::string& path, std::string_view text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  return static_cast<bool>(out);
}

int ask_one(const Options& options, const Invocation& invocation) {
  auto store = Store::open(invocation.db, Store::Mode::kRead);
  if (!store) return report_store(store.error());
  const auto answer = ask(*store, options.asked);
  if (!answer) return report(answer.error());
  if (!options.save.empty()) {
    auto writable = Store::open(invocation.db, Store::Mode::kWrite);
    if (!writable) return report_store(writable.error());
    const auto saved =
        writable->save_question(options.save, question_to_json(options.asked), to_json(state_of(*answer)));
    if (!saved) return report_store(saved.error());
    remark(invocation, fmt::format("saved as \"{}\": `warrant watch` says when its answer changes", options.save));
  }
  RenderOptions render = invocation.render;
  render.single = true;
  // Tables and plots are for people; the other formats hold all values.
  if (invocation.renderer->name == "text" && (options.table || options.plot || options.asked.pool)) {
    const Answer& a = *answer;
    print(terminal_safe(a.summary) + "\n");
    if (options.table) print("\n" + table_text(a, render));
    if (options.plot) {
      const std::string plot = forest_text(a, render);
      print(plot.empty() ? "\nNo estimate with an interval to plot.\n" : "\n" + plot);
    }
    if (a.pooled) print("\n" + pooled_text(a, render));
  } else {
    print(invocation.renderer->answers({*answer}, render));
  }
  if (!options.svg.empty()) {
    const std::string svg = forest_svg(*answer);
    if (svg.empty()) {
      remark(invocation, "no estimate with an interval: no plot written");
    } else if (!write_file(options.svg, svg)) {
      complain(fmt::format("{}: cannot be written", options.svg));
      return kSomeFailed;
    }
  }
  return answer->status == "no_evidence" ? kNothingFound : kDone;
}

// Answers questions [0, n) on `jobs` threads, each with its own connection; results stand where their questions do.
std::vector<Result<Answer>> answer_all(const std::vector<Question>& questions, const std::string& db,
                                       std::size_t jobs) {
  std::vector<Result<Answer>> answers(questions.size(), fail(ErrorCode::kStore, "not answered"));
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    auto store = Store::open(db, Store::Mode::kRead);
    std::optional<Asker> asker;
    if (store) asker.emplace(*store);
    for (std::size_t i = next++; i < questions.size(); i = next++)
      answers[i] = asker ? (*asker)(questions[i]) : Result<Answer>(tl::unexpected(store.error()));
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < jobs; ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  return answers;
}

int ask_batch(const Options& options, const Invocation& invocation) {
  // A missing store is one error, not one for each question.
  if (auto store = Store::open(invocation.db, Store::Mode::kRead); !store) return report_store(store.error());
  const auto input = read_input(options.batch);
  if (!input) return report(input.error());

  bool failed = false;
  std::vector<Question> questions;
  int number = 0;
  for (std::string_view line : lines_of(*input)) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    auto question = question_from_json(line);
    if (!question) {
      complain(fmt::format("{}:{}: {}", options.batch, number, question.error().message));
      failed = true;
      continue;
    }
    // What a line says goes before what the options say for all.
    Question asked = std::move(*question);
    const Question& all = options.asked;
    for (const auto& [one, other] :
         {std::pair(&asked.document, &all.document), std::pair(&asked.measure, &all.measure),
          std::pair(&asked.outcome, &all.outcome), std::pair(&asked.subject, &all.subject),
          std::pair(&asked.comparator, &all.comparator), std::pair(&asked.population, &all.population),
          std::pair(&asked.design, &all.design)})
      if (one->empty()) *one = *other;
    if (asked.year_from == 0 && asked.year_to == 0) {
      asked.year_from = all.year_from;
      asked.year_to = all.year_to;
    }
    asked.limit = all.limit;
    asked.pool = all.pool;
    questions.push_back(std::move(asked));
  }

  const std::size_t cores =
      options.jobs > 0 ? static_cast<std::size_t>(options.jobs) : std::thread::hardware_concurrency();
  // Blocks bound the memory and give output early; within a block the order is kept.
  constexpr std::size_t kBlock = 256;
  bool any = false;
  std::vector<Answer> kept;
  const bool streaming = invocation.renderer->name == "ndjson";
  for (std::size_t first = 0; first < questions.size(); first += kBlock) {
    const std::size_t last = std::min(first + kBlock, questions.size());
    const std::vector<Question> block(questions.begin() + static_cast<std::ptrdiff_t>(first),
                                      questions.begin() + static_cast<std::ptrdiff_t>(last));
    auto answers = answer_all(block, invocation.db, std::min(std::max<std::size_t>(cores, 1), block.size()));
    for (std::size_t i = 0; i < answers.size(); ++i) {
      if (!answers[i]) {
        complain(fmt::format("question \"{}\": {}", block[i].id.empty() ? block[i].text : block[i].id,
                             to_string(answers[i].error())));
        failed = true;
        continue;
      }
      any = any || answers[i]->status != "no_evidence";
      if (streaming) {
        print(invocation.renderer->answers({*answers[i]}, invocation.render));
      } else {
        kept.push_back(std::move(*answers[i]));
      }
    }
  }
  if (!streaming) print(invocation.renderer->answers(kept, invocation.render));
  if (failed) return kSomeFailed;
  return any ? kDone : kNothingFound;
}

int run(Options options, const Invocation& invocation) {
  if (options.asked.text.empty() == options.batch.empty()) {
    complain("ask needs a QUESTION or --batch FILE, one of the two");
    return kUsage;
  }
  if (!options.batch.empty() && (options.table || options.plot || !options.svg.empty() || !options.save.empty())) {
    complain("--table, --plot, --svg and --save are for one question, not for --batch");
    return kUsage;
  }
  if (!options.years.empty()) {
    const auto years = parse_years(options.years);
    if (!years) return report(years.error());
    options.asked.year_from = years->first;
    options.asked.year_to = years->second;
  }
  return options.batch.empty() ? ask_one(options, invocation) : ask_batch(options, invocation);
}

std::function<int(const Invocation&)> configure(Arguments& app) {
  auto options = std::make_shared<Options>();
  Question& asked = options->asked;
  app.option("question", asked.text, "in plain words").named("QUESTION");
  app.option("--limit", asked.limit, "how many pieces of evidence (default 10)").between(1, 1000).named("N");
  app.option("--document,--within", asked.document, "only in this document").named("ID");
  app.option("--outcome", asked.outcome, "the outcome meant, in place of the one understood").named("WORDS");
  app.option("--measure", asked.measure, "hazard_ratio, median_survival…").named("NAME");
  app.option("--subject", asked.subject, "the treatment or factor meant").named("WORDS");
  app.option("--comparator", asked.comparator, "what it is compared with").named("WORDS");
  app.option("--population", asked.population, "in whom").named("WORDS");
  app.option("--design", asked.design, "only studies whose design says so (randomised, cohort…)").named("WORDS");
  app.option("--year", options->years, "only documents of these years: A..B, A.., ..B or A").named("YEARS");
  app.flag("--table", options->table, "the evidence as a table");
  app.flag("--plot", options->plot, "a forest plot of the effect estimates");
  app.option("--svg", options->svg, "write the forest plot to a file").named("FILE");
  app.flag("--pool", asked.pool, "pool comparable effect estimates; never done unless asked");
  app.option("--save", options->save, "save the question under this name for `warrant watch`").named("NAME");
  app.option("--batch", options->batch,
             "questions as NDJSON {\"id\", \"question\", \"document\"?, \"outcome\"?…}, - for stdin")
      .named("FILE");
  app.option("--jobs", options->jobs, "threads for --batch (default: all cores)").between(1, 256).named("N");
  return [options](const Invocation& invocation) { return run(*options, invocation); };
}

}  // namespace

extern const Command ask_command;
const Command ask_command = {"ask", "an evidence answer with citations", configure};

}  // namespace warrant
