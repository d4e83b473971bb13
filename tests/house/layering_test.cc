// Every #include of src/ and ingest/ against the table "Who may include whom" of ARCHITECTURE.md.
#include <map>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/base/text.h"
#include "tests/support/data.h"

namespace warrant {
namespace {

struct Layer {
  std::string name, folder;
  std::set<std::string> may;  // names of layers
  bool all = false;
};

std::vector<std::string> cells_of(const std::string& row) {
  std::vector<std::string> cells;
  std::stringstream in(row);
  for (std::string cell; std::getline(in, cell, '|');) cells.emplace_back(trim(cell));
  return cells;
}

std::vector<Layer> layers() {
  std::vector<Layer> list;
  std::stringstream in(test::read_file(test::source_dir() / "ARCHITECTURE.md"));
  for (std::string line; std::getline(in, line);) {
    const auto cells = cells_of(line);
    if (cells.size() < 3 || !cells[0].empty() || (cells[2].rfind("src/", 0) != 0 && cells[2].rfind("ingest/", 0) != 0))
      continue;
    Layer layer{cells[1], cells[2], {cells[1]}, false};
    std::stringstream words(cells.size() > 3 ? cells[3] : "");
    for (std::string word; words >> word;) {
      layer.may.insert(word);
      layer.all = layer.all || word == "all";
    }
    list.push_back(layer);
  }
  return list;
}

struct Include {
  std::string file;    // relative
  std::string folder;  // src/base
  std::string header;  // as written
};

std::vector<Include> includes() {
  std::vector<Include> list;
  for (const char* top : {"src", "ingest"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(test::source_dir() / top)) {
      if (entry.path().extension() != ".cc" && entry.path().extension() != ".h") continue;
      const std::string file = std::filesystem::relative(entry.path(), test::source_dir()).generic_string();
      std::stringstream in(test::read_file(entry.path()));
      for (std::string line; std::getline(in, line);) {
        const std::string_view text = trim(line);
        if (text.rfind("#include", 0) != 0) continue;
        const std::size_t open = text.find_first_of("<\""), close = text.find_last_of(">\"");
        if (open == std::string_view::npos || close <= open) continue;
        list.push_back({file, file.substr(0, file.rfind('/')), std::string(text.substr(open + 1, close - open - 1))});
      }
    }
  }
  return list;
}

TEST(Layering, TheTableNamesEveryFolder) {
  std::set<std::string> known;
  for (const Layer& layer : layers()) known.insert(layer.folder);
  ASSERT_GE(known.size(), 10u);
  for (const Include& include : includes()) EXPECT_TRUE(known.count(include.folder)) << include.file;
}

TEST(Layering, IncludesOnlyWhatTheTableAllows) {
  std::map<std::string, Layer> by_folder;
  for (const Layer& layer : layers()) by_folder[layer.folder] = layer;
  for (const Include& include : includes()) {
    if (include.header.rfind("src/", 0) != 0 && include.header.rfind("ingest/", 0) != 0) continue;
    const auto target = by_folder.find(include.header.substr(0, include.header.rfind('/')));
    ASSERT_NE(target, by_folder.end()) << include.file << " includes " << include.header;
    const Layer& own = by_folder[include.folder];
    EXPECT_TRUE(own.all || own.may.count(target->second.name)) << include.file << " includes " << include.header;
  }
}

// One third-party library = one including file or folder.
const std::map<std::string, std::set<std::string>> kLibraries = {
    {"sqlite3.h", {"src/store"}},
    {"pugixml.hpp", {"ingest/reader"}},
    {"gumbo.h", {"ingest/reader"}},
    {"md4c.h", {"ingest/reader"}},
    {"uchardet.h", {"ingest/reader"}},
    {"archive.h", {"ingest/fetch"}},
    {"archive_entry.h", {"ingest/fetch"}},
    {"nlohmann/json.hpp", {"src/model/json.cc"}},
    {"CLI/CLI.hpp", {"src/cli"}},
    {"simdjson.h", {"src/base", "ingest/reader/html_metadata.cc"}},
    {"openssl/sha.h", {"src/base"}},
    {"re2/re2.h", {"src/language", "src/audit", "ingest/extract", "ingest/link"}},
    {"re2/set.h", {"src/language", "src/audit", "ingest/extract", "ingest/link"}},
    {"unicode/", {"src/base", "ingest/reader", "ingest/segment"}},
    {"tbb/", {"ingest/pipeline"}},
    {"oneapi/tbb", {"ingest/pipeline"}},
    {"regex", {}},
};

TEST(Layering, OneLibraryOneFolder) {
  for (const Include& include : includes()) {
    for (const auto& [header, places] : kLibraries) {
      const bool prefix = header.back() == '/';
      if (prefix ? include.header.rfind(header, 0) != 0 : include.header != header) continue;
      EXPECT_TRUE(places.count(include.folder) || places.count(include.file))
          << include.file << " includes <" << include.header << ">";
    }
  }
}

}  // namespace
}  // namespace warrant
