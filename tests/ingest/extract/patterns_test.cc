// Every regular expression of this folder's sources, behind its looks and without, on text made of its own words.
#include <algorithm>
#include <filesystem>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <re2/re2.h>

#include "ingest/extract/guarded.h"
#include "src/base/text.h"
#include "tests/support/data.h"

namespace warrant {
namespace {

// The string literals of a source, those that stand side by side joined.
std::vector<std::string> literals_of(const std::string& source) {
  std::vector<std::string> out;
  bool joins = false;  // nothing but blanks since the last
  for (std::size_t i = 0; i < source.size(); ++i) {
    std::string text;
    if (source.compare(i, 2, "//") == 0) {
      i = std::min(source.find('\n', i), source.size());
      continue;
    }
    if (source.compare(i, 3, "R\"(") == 0) {
      const std::size_t end = source.find(")\"", i);
      text = source.substr(i + 3, end - i - 3);
      i = end + 1;
    } else if (source[i] == '"') {
      for (++i; source[i] != '"'; ++i) {
        if (source[i] == '\\') ++i;
        text += source[i];
      }
    } else if (source[i] == '\'') {
      i += source[i + 1] == '\\' ? 3 : 2;
      joins = false;
      continue;
    } else {
      joins = joins && (source[i] == ' ' || source[i] == '\n');
      continue;
    }
    if (joins)
      out.back() += text;
    else
      out.push_back(text);
    joins = true;
  }
  return out;
}

std::set<std::string> patterns() {
  std::set<std::string> out;
  for (const auto& file : std::filesystem::directory_iterator(test::source_dir() / "ingest/extract")) {
    if (file.path().extension() != ".cc") continue;
    for (const std::string& literal : literals_of(test::read_file(file.path())))
      if (literal.find_first_of("\\[(|^$?") != std::string::npos && RE2(literal, RE2::Quiet).ok()) out.insert(literal);
  }
  return out;
}

// What text of a pattern may be made of: its words, its other characters, and what often goes wrong.
std::vector<std::string> pieces_of(const std::string& pattern) {
  std::vector<std::string> out = {" ",  " ",  " ", "a", "The ",     "12",           "7.5",      "%",
                                  "\n", ", ", ".", "_", "\xC5\xBF", "\xE2\x84\xAA", "\xCE\x9C", "\xCE\xB2"};
  std::string word;
  for (std::size_t i = 0; i <= pattern.size(); ++i) {
    const char c = i < pattern.size() ? pattern[i] : '\0';
    if (c == '\\') {
      ++i;  // "\b", "\w"
    } else if (is_ascii_alpha(c)) {
      word += c;
      continue;
    } else if ((static_cast<unsigned char>(c) & 0xC0) == 0xC0) {
      std::string letter(1, c);
      while (i + 1 < pattern.size() && (static_cast<unsigned char>(pattern[i + 1]) & 0xC0) == 0x80)
        letter += pattern[++i];
      out.push_back(letter);
    } else if (c > ' ') {
      out.emplace_back(1, c);
    }
    if (word.empty()) continue;
    out.push_back(word);
    out.push_back(ascii_lower(word) + " ");
    word[0] = static_cast<char>(word[0] & ~32);
    out.push_back(word);
    word.clear();
  }
  return out;
}

TEST(Patterns, AnswerAsRe2DoesOnTheirOwnWords) {
  const std::set<std::string> all = patterns();
  EXPECT_GT(all.size(), 300u);
  std::mt19937 random(20261130);
  std::size_t hits = 0;
  for (const std::string& text_of : all) {
    const Guarded guarded(text_of);
    const RE2 pattern(text_of);
    const std::vector<std::string> pieces = pieces_of(text_of);
    const int count = std::min(4, 1 + pattern.NumberOfCapturingGroups());
    bool hit = false;
    for (int round = 0; round < 150; ++round) {
      std::string text;
      for (unsigned i = random() % 24; i > 0; --i) text += pieces[random() % pieces.size()];
      const std::size_t from = round % 3 == 0 ? text.size() / 2 : 0;
      re2::StringPiece found[4], expected[4];
      const bool finds = pattern.Match(text, from, text.size(), RE2::UNANCHORED, expected, count);
      hit |= finds;
      ASSERT_EQ(guarded.find(text, found, count, from), finds) << text_of << "\nin: " << text << "\nfrom " << from;
      for (int i = 0; finds && i < count; ++i) {
        ASSERT_EQ(found[i].data(), expected[i].data()) << text_of << "\nin: " << text;
        ASSERT_EQ(found[i].size(), expected[i].size()) << text_of << "\nin: " << text;
      }
      ASSERT_EQ(guarded.is(text), RE2::FullMatch(text, pattern)) << text_of << "\nis: " << text;
    }
    hits += hit ? 1 : 0;
  }
  EXPECT_GT(hits, all.size() / 2) << "the texts hit too few of the " << all.size() << " patterns";
  RecordProperty("patterns", static_cast<int>(all.size()));
  RecordProperty("hit", static_cast<int>(hits));
}

}  // namespace
}  // namespace warrant
