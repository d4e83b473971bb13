// Every #include of src/ and ingest/ against the table "Who may include whom" of ARCHITECTURE.md.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
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
    {"re2/re2.h", {"src/language", "src/audit", "src/query", "ingest/extract", "ingest/link"}},
    {"re2/set.h", {"src/language", "src/audit", "src/query", "ingest/extract", "ingest/link"}},
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

// Two types of one name are one type to the linker, which keeps either's functions for both (the one definition rule,
// [basic.def.odr] of C++20). No tool says so before memory is read wrongly.
TEST(Layering, EveryTypeIsDefinedOnce) {
  std::map<std::string, std::set<std::string>> places, unnamed;  // unnamed: in namespaces without a name
  for (const char* root : {"src", "ingest"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(test::source_dir() / root)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".cc" && extension != ".h") continue;
      std::vector<std::string> spaces;  // the namespaces that are open; "" has no name
      std::stringstream in(test::read_file(entry.path()));
      for (std::string line; std::getline(in, line);) {
        if (line.rfind("namespace ", 0) == 0 && line.back() == '{') {
          spaces.push_back(line.size() > 11 ? line.substr(10, line.size() - 12) : "");
        } else if (line.rfind("}  // namespace", 0) == 0 && !spaces.empty()) {
          spaces.pop_back();
        } else if (!line.empty() && line.front() != ' ' && line.back() == '{') {
          std::stringstream words(line);
          std::string kind, name;
          words >> kind >> name;
          if (kind == "enum") words >> name;
          if ((kind != "struct" && kind != "class" && kind != "enum") || name.find(':') != std::string::npos) continue;
          if (std::find(spaces.begin(), spaces.end(), "") != spaces.end())
            unnamed[name].insert(entry.path().string());
          else
            places[fmt::format("{}::{}", fmt::join(spaces, "::"), name)].insert(entry.path().string());
        }
      }
    }
  }
  EXPECT_GT(places.size(), 200u) << "types are found";
  for (const auto& [name, files] : places)
    EXPECT_EQ(files.size(), 1u) << name << " in " << fmt::format("{}", fmt::join(files, ", "));
  // The linker keeps a file's own types apart, a reader does not: everybody knows the model's.
  for (const auto& [name, files] : places)
    if (const auto own = unnamed.find(name.substr(name.rfind(':') + 1));
        own != unnamed.end() && files.begin()->find("/src/model/") != std::string::npos)
      ADD_FAILURE() << name << " is also a type of " << fmt::format("{}", fmt::join(own->second, ", "));
}

}  // namespace
}  // namespace warrant
