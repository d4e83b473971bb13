#include "ingest/reader/reference_list.h"

#include <algorithm>

#include "ingest/reader/reference_text.h"
#include "src/base/text.h"

namespace warrant {

void add_reference(Document& document, ByteSpan span, std::string_view label) {
  Reference reference = parse_reference(slice(document.text, span));
  reference.span = span;
  reference.label = label;
  document.references.push_back(std::move(reference));
}

void number_references(Document& document) {
  auto& list = document.references;
  bool fits = true, some_printed = false;
  for (std::size_t i = 0; i < list.size(); ++i) {
    list[i].number = static_cast<std::int32_t>(i) + 1;
    if (list[i].label.empty()) continue;
    some_printed = true;
    fits = fits && list[i].label == std::to_string(i + 1);
  }
  for (Reference& reference : list) reference.number_inferred = some_printed && fits && reference.label.empty();
}

}  // namespace warrant
