#include "ingest/reader/pubmed_records.h"

#include <algorithm>
#include <iterator>

#include "ingest/reader/xml.h"
#include "src/base/text.h"

namespace warrant {
namespace {

constexpr std::string_view kRecords[] = {"PubmedArticle",  "PubmedBookArticle", "MedlineCitation",
                                         "DeleteCitation", "DeleteDocument",    "PubMedArticle"};
constexpr std::string_view kRoots[] = {"PubmedArticleSet", "PubmedBookArticleSet", "MedlineCitationSet",
                                       "PubmedArticle",    "PubmedBookArticle",    "MedlineCitation",
                                       "PubMedArticleSet"};

template <typename List>
bool is_one_of(const List& list, std::string_view name) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

}  // namespace

bool is_pubmed_root(std::string_view name) { return is_one_of(kRoots, name); }

bool PubmedRecords::next(Record& record) {
  std::size_t start = std::string_view::npos;
  for (at_ = text_.find('<', at_); at_ != std::string_view::npos; at_ = text_.find('<', at_)) {
    const std::size_t after = end_of_hiding_markup(text_, at_);
    if (after != at_ + 1) {
      at_ = after;
      continue;
    }
    const bool closing = text_.substr(at_ + 1).starts_with('/');
    const std::string_view name = name_at(at_ + (closing ? 2 : 1));
    if (start == std::string_view::npos) {
      if (!closing && is_one_of(kRecords, name)) {
        start = at_;
        record.name = name;
        if (const std::size_t end = text_.find('>', at_); end != std::string_view::npos && text_[end - 1] == '/') {
          at_ = end + 1;
          return finish(record, start, true);
        }
      }
    } else if (closing && name == record.name) {
      const std::size_t end = text_.find('>', at_);
      at_ = end == std::string_view::npos ? text_.size() : end + 1;
      return finish(record, start, true);
    } else if ((closing && is_one_of(kRoots, name) && !is_one_of(kRecords, name)) ||
               (!closing && name == record.name)) {
      return finish(record, start, false);  // goes on at this tag
    }
    at_ += 1;
  }
  at_ = text_.size();
  return start != std::string_view::npos && finish(record, start, false);
}

std::string_view PubmedRecords::name_at(std::size_t from) const {
  std::size_t n = from;
  while (n < text_.size() && is_ascii_alpha(text_[n])) ++n;
  return text_.substr(from, n - from);
}

bool PubmedRecords::finish(Record& record, std::size_t start, bool complete) {
  record.text = text_.substr(start, at_ - start);
  record.complete = complete;
  line_ += static_cast<std::size_t>(
      std::count(text_.begin() + static_cast<long>(counted_), text_.begin() + static_cast<long>(start), '\n'));
  counted_ = start;
  record.line = line_;
  return true;
}

}  // namespace warrant
