// warrant concepts [TERM] and concepts import FILE…: other words for a term, and vocabularies that add to them.
#include <algorithm>
#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "ingest/reader/vocabulary.h"
#include "src/cli/common.h"
#include "src/language/concepts.h"
#include "src/model/json.h"

namespace warrant {
namespace {

struct Options {
  std::vector<std::string> files;
  std::string term;
};

int import_files(const Invocation& invocation, const std::vector<std::string>& files) {
  auto store = Store::open(invocation.db, Store::Mode::kWrite);
  if (!store) return report_store(store.error());
  int status = kDone;
  for (const std::string& file : files) {
    const auto bytes = read_input(file);
    if (!bytes) return report(bytes.error());
    auto terms = read_vocabulary(*bytes);
    if (!terms) {
      terms.error().where = file + (terms.error().where.empty() ? "" : ": " + terms.error().where);
      report(terms.error());
      status = kSomeFailed;
      continue;
    }
    const std::string name = std::filesystem::path(file).filename().string();
    const auto count = store->import_vocabulary(name, *terms);
    if (!count) return report_store(count.error());
    remark(invocation, fmt::format("{}: {} concepts, {} terms", name, terms->size(), *count));
  }
  return status;
}

bool wants_json(const Invocation& invocation) {
  return invocation.renderer->name == "json" || invocation.renderer->name == "ndjson";
}

// The built-in words for a term, then those of imported vocabularies. A store is not needed.
int show_term(const Invocation& invocation, const std::string& term) {
  std::vector<std::string> words = expand(term);
  if (auto store = Store::open(invocation.db, Store::Mode::kRead); store) {
    const auto imported = store->synonyms_of(term);
    if (!imported) return report_store(imported.error());
    for (const std::string& word : *imported)
      if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
  } else if (store.error().code != ErrorCode::kNotFound) {
    return report_store(store.error());
  }
  const Concept* meant = concept_of(term);
  if (wants_json(invocation)) {
    std::string list;
    for (const std::string& word : words) list += (list.empty() ? "" : ",") + json_quote(word);
    const auto text_or_null = [&](std::string_view text) { return meant == nullptr ? "null" : json_quote(text); };
    print(fmt::format("{{\"schema\":1,\"term\":{},\"concept\":{},\"kind\":{},\"definition\":{},\"words\":[{}]}}\n",
                      json_quote(term), text_or_null(meant == nullptr ? "" : meant->name),
                      text_or_null(meant == nullptr ? "" : meant->kind),
                      text_or_null(meant == nullptr ? "" : meant->definition), list));
  } else {
    if (meant != nullptr) print(fmt::format("{} ({}): {}\n", meant->name, meant->kind, meant->definition));
    for (const std::string& word : words) print(terminal_safe(word) + "\n");
  }
  return finish_output(words.empty() && meant == nullptr ? kNothingFound : kDone);
}

int show_vocabularies(const Invocation& invocation) {
  auto store = Store::open(invocation.db, Store::Mode::kRead);
  if (!store) return report_store(store.error());
  const auto found = store->vocabularies();
  if (!found) return report_store(found.error());
  for (const auto& [name, count] : *found)
    print(wants_json(invocation)
              ? fmt::format("{{\"schema\":1,\"vocabulary\":{},\"terms\":{}}}\n", json_quote(name), count)
              : fmt::format("{:<28} {} terms\n", terminal_safe(name), count));
  return finish_output(found->empty() ? kNothingFound : kDone);
}

std::function<int(const Invocation&)> configure(Arguments& app) {
  auto options = std::make_shared<Options>();
  app.option("term", options->term, "a term to look up; none lists the imported vocabularies").named("TERM");
  Arguments import_app = app.command("import", "read OBO, MeSH or TSV vocabularies into the store");
  import_app.option("files", options->files, "vocabulary files").required().named("FILE");
  return [options](const Invocation& invocation) -> int {
    if (!options->files.empty()) return import_files(invocation, options->files);
    return options->term.empty() ? show_vocabularies(invocation) : show_term(invocation, options->term);
  };
}

}  // namespace

extern const Command concepts_command;
const Command concepts_command = {"concepts", "other words for a term; import vocabularies", configure};

}  // namespace warrant
