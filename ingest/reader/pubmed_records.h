// Private to the PubMed reader: cuts a set into its records without parsing it.
#pragma once

#include <cstddef>
#include <string_view>

namespace warrant {

// True for the root elements of sets and of single records ("PubmedArticleSet", "MedlineCitation"…).
bool is_pubmed_root(std::string_view name);

// The records of a set, one after the other; every byte is looked at once. Lifetime: views into the text given.
class PubmedRecords {
 public:
  struct Record {
    std::string_view text;
    std::string_view name;  // of its element
    std::size_t line = 1;   // where it begins
    bool complete = true;   // false: its end tag is missing
  };

  // `first_line` is the line of its file at which `text` begins.
  explicit PubmedRecords(std::string_view text, std::size_t first_line = 1) : text_(text), line_(first_line) {}

  // False at the end of the text.
  bool next(Record& record);

 private:
  std::string_view name_at(std::size_t from) const;
  bool finish(Record& record, std::size_t start, bool complete);

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1, counted_ = 0;  // line_ holds for the byte counted_
};

}  // namespace warrant
