// What an audit check says about a document.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/record.h"
#include "src/base/span.h"
#include "src/model/answer.h"

namespace warrant {

// error = provable from the document alone; warning = strong sign; note = worth a look.
enum class Severity { kNote, kWarning, kError };
std::string_view name_of(Severity severity);
std::optional<Severity> severity_from(std::string_view name);

struct Finding {
  WARRANT_RECORD(Finding);

  std::string check;  // "dangling-citation"
  Severity severity = Severity::kNote;
  DocumentRef document;
  std::string claim;  // id, or ""
  std::string quote;  // text[span]
  ByteSpan span;
  // For people and editors: the sentence or row around the quote, and where the quote stands in the source's own bytes
  // (only for plain formats, whose text is kept unchanged). Not part of the JSON record.
  std::string context;
  ByteSpan context_span;  // of `context` in the canonical text; holds `span`, or is empty
  std::optional<ByteSpan> source_span;
  std::string where;  // where a reader finds it: "Results > Survival, Table 2", or ""
  std::string about;  // what the check looks for, one line; not part of the JSON record
  std::string message, printed, expected, arithmetic;
  struct Related {
    std::string document, quote;
    ByteSpan span;
  };
  std::vector<Related> related;
};

}  // namespace warrant
