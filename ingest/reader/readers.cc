#include <array>

#include "ingest/reader/reader.h"

namespace warrant {

#define WARRANT_READER(name) extern const Reader name##_reader;
#include "ingest/reader/readers.def"
#undef WARRANT_READER

std::span<const Reader> readers() {
  static const std::vector<Reader> table = {
#define WARRANT_READER(name) name##_reader,
#include "ingest/reader/readers.def"
#undef WARRANT_READER
  };
  return table;
}

Result<const Reader*> reader_for(const SourceView& source) {
  const Reader* best = nullptr;
  int best_score = 0;
  for (const Reader& reader : readers()) {
    const int score = reader.sniff(source);
    if (score > best_score) {
      best = &reader;
      best_score = score;
    }
  }
  if (best != nullptr) return best;
  return fail(ErrorCode::kUnsupported, "no reader knows this format", std::string(source.name));
}

Result<std::vector<Document>> read_all(const Reader& reader, const SourceView& source) {
  std::vector<Document> documents;
  std::optional<Error> first;
  WARRANT_CHECK(reader.read(source, [&](Result<Document> document) {
    if (document) {
      documents.push_back(std::move(*document));
    } else if (!first) {
      first = document.error();
    }
    return true;
  }));
  if (documents.empty() && first) return tl::unexpected(*first);
  return documents;
}

}  // namespace warrant
