// A list of records of a command's own (runs, changes, reviews), in every output format.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace warrant {

struct Listing {
  struct Entry {
    std::string json;                // one line
    std::string text;                // for people, made safe for a terminal, with its newline
    std::vector<std::string> cells;  // for CSV and Markdown, in the order of `columns`
  };
  std::vector<std::string> columns;
  std::vector<Entry> entries;
};

// `format`: the name of a renderer.
std::string render(const Listing& listing, std::string_view format);

}  // namespace warrant
