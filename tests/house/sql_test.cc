// Every .sql file prepares against the schema, and its header tells the truth: purpose first, then "-- in:" with the
// parameters in the order they are bound, then "-- out:" with the columns.
#include <algorithm>
#include <filesystem>
#include <sstream>

#include <gmock/gmock.h>

#include "src/store/migrate.h"
#include "src/store/sqlite.h"
#include "tests/support/data.h"

namespace warrant {
namespace {

struct Header {
  std::string purpose;
  std::vector<std::string> in, out;
};

// Reads the comment lines a file begins with; lines that start with "--   " continue a list.
Header header_of(const std::string& sql) {
  Header header;
  std::vector<std::string>* list = nullptr;
  std::istringstream lines(sql);
  std::string line;
  while (std::getline(lines, line) && line.rfind("--", 0) == 0) {
    std::string rest;
    if (line.rfind("-- in:", 0) == 0) {
      list = &header.in;
      rest = line.substr(6);
    } else if (line.rfind("-- out:", 0) == 0) {
      list = &header.out;
      rest = line.substr(7);
    } else if (list != nullptr && line.rfind("--   ", 0) == 0) {
      rest = line.substr(5);
    } else {
      header.purpose += line.substr(2);
      continue;
    }
    std::replace(rest.begin(), rest.end(), ',', ' ');
    std::istringstream words(rest);
    std::string word;
    while (words >> word) list->push_back(word);
  }
  return header;
}

std::vector<std::filesystem::path> sql_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(test::source_dir() / "queries"))
    if (entry.path().extension() == ".sql") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

class Sql : public ::testing::TestWithParam<std::filesystem::path> {};

TEST_P(Sql, PreparesAndMatchesItsHeader) {
  const test::TemporaryFolder folder;
  auto database = Database::open((folder.path() / "empty.db").string(), Database::Mode::kWrite, 100);
  ASSERT_TRUE(database) << to_string(database.error());
  ASSERT_TRUE(migrate(*database));
  const ShadowTables writable(*database);  // four files fill the full-text index's own tables, see fts5_writer.h

  const std::string sql = test::read_file(GetParam());
  const Header header = header_of(sql);
  EXPECT_GT(header.purpose.size(), 10u) << "the first lines say what it is for";
  int statements = 0;
  const char* at = sql.c_str();
  while (*at != '\0') {
    sqlite3_stmt* statement = nullptr;
    ASSERT_EQ(sqlite3_prepare_v2(database->handle(), at, -1, &statement, &at), SQLITE_OK)
        << sqlite3_errmsg(database->handle());
    if (statement == nullptr) continue;
    ++statements;
    std::vector<std::string> in, out;
    for (int i = 1; i <= sqlite3_bind_parameter_count(statement); ++i) {
      const char* name = sqlite3_bind_parameter_name(statement, i);
      in.emplace_back(name == nullptr ? "?" : name + 1);
    }
    for (int i = 0; i < sqlite3_column_count(statement); ++i) out.emplace_back(sqlite3_column_name(statement, i));
    const bool pragma = std::string_view(sqlite3_sql(statement)).find("PRAGMA") != std::string_view::npos;
    sqlite3_finalize(statement);
    EXPECT_EQ(in, header.in);
    if (!pragma || !header.out.empty()) {
      EXPECT_EQ(out, header.out);
    }
  }
  EXPECT_GT(statements, 0);
}

INSTANTIATE_TEST_SUITE_P(Queries, Sql, ::testing::ValuesIn(sql_files()), [](const auto& file) {
  return file.param.parent_path().filename().string() + "_" + file.param.stem().string();
});

// The program's code holds no SQL of its own.
TEST(SqlPlacement, StandsOnlyInSqlFiles) {
  for (const char* layer : {"src", "ingest"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(test::source_dir() / layer)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".cc" && extension != ".h") continue;
      const std::string code = test::read_file(entry.path());
      for (const char* word :
           {"\"SELECT ", "\"INSERT INTO", "\"DELETE FROM", "\"UPDATE ", "\"CREATE TABLE", "\"PRAGMA "})
        EXPECT_EQ(code.find(word), std::string::npos) << entry.path() << " holds " << word;
    }
  }
}

}  // namespace
}  // namespace warrant
