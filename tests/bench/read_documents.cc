// Reads files with the readers and prints one JSON line for each document or error: what tests/bench/reader_fidelity
// compares with the XML itself. Paths come from stdin, one a line; files are read whole, never fetched.
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "ingest/reader/reader.h"

namespace {

nlohmann::json to_json(const warrant::Document& d) {
  nlohmann::json sections = nlohmann::json::array();
  for (const auto& section : d.sections) sections.push_back({section.role, section.title});
  nlohmann::json skipped = nlohmann::json::object();
  for (const auto& skip : d.skipped) skipped[skip.what] = skip.count;
  std::size_t abstracts = 0;
  for (const auto& passage : d.passages)
    abstracts += passage.place == warrant::Place::kAbstract && passage.kind == warrant::PassageKind::kParagraph ? 1 : 0;
  std::size_t cells = 0;
  for (const auto& table : d.tables) cells += table.cells.size();
  return {{"pmid", d.pmid},
          {"pmcid", d.pmcid},
          {"title", d.title},
          {"authors", d.authors.size()},
          {"mesh", d.mesh.size()},
          {"types", d.publication_types.size()},
          {"references", d.references.size()},
          {"anchors", d.anchors.size()},
          {"tables", d.tables.size()},
          {"cells", cells},
          {"abstract_sections", abstracts},
          {"nct", d.nct},
          {"year", d.year},
          {"journal", d.journal},
          {"full_text", d.full_text},
          {"retraction", d.retraction},
          {"corrections", d.corrections.size()},
          {"sections", sections},
          {"skipped", skipped},
          {"text", d.text}};
}

void print(nlohmann::json line, const std::string& path) {
  line["file"] = path;
  std::cout << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

void print(const warrant::Error& error, const std::string& path) {
  print({{"error", error.message}, {"where", error.where}, {"code", warrant::error_code_name(error.code)}}, path);
}

struct Options {
  bool every_reader = false;  // also runs each reader over every file, whatever it is
  bool summary = false;       // one line for each file: how it ended
};

void read(const std::string& path, Options options) {
  const auto started = std::chrono::steady_clock::now();
  std::ifstream in(path, std::ios::binary);
  std::stringstream content;
  content << in.rdbuf();
  const std::string bytes = std::move(content).str();
  const warrant::SourceView source{bytes, path};
  std::optional<warrant::Error> first;
  std::size_t documents = 0;
  const auto sink = [&](warrant::Result<warrant::Document> document) {
    if (document) {
      if (const std::string defect = warrant::defect_of(*document); !defect.empty()) {
        std::cerr << path << ": " << defect << '\n';
        std::exit(1);
      }
      ++documents;
    } else if (!first) {
      first = document.error();
    }
    if (!options.summary) document ? print(to_json(*document), path) : print(document.error(), path);
    return true;
  };
  if (options.every_reader)
    for (const warrant::Reader& reader : warrant::readers()) static_cast<void>(reader.read(source, sink));
  documents = 0;
  first.reset();
  const auto reader = warrant::reader_for(source);
  if (!reader) {
    first = reader.error();
    if (!options.summary) print(*first, path);
  } else if (const auto done = (*reader)->read(source, sink); !done) {
    first = done.error();
    if (!options.summary) print(*first, path);
  }
  if (!options.summary) return;
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - started;
  nlohmann::json line = {{"seconds", seconds.count()}};
  if (documents > 0) line["reader"] = std::string((*reader)->name);
  if (documents == 0 && first)
    line.update({{"error", first->message}, {"code", warrant::error_code_name(first->code)}});
  if (documents == 0 && !first) line.update({{"error", "nothing"}, {"code", "bug"}});
  print(line, path);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    options.every_reader = options.every_reader || std::string(argv[i]) == "--every-reader";
    options.summary = options.summary || std::string(argv[i]) == "--summary";
  }
  std::string path;
  while (std::getline(std::cin, path)) read(path, options);
}
