// libFuzzer entry over the reader table: the first byte chooses the reader, the rest is the document. Whatever a reader
// makes must keep the promises of model/document.h.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "ingest/reader/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace warrant;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Reader& reader = readers()[data[0] % readers().size()];
  const SourceView source{bytes, "fuzz"};
  static_cast<void>(reader_for(source));
  static_cast<void>(reader.read(source, [](const Result<Document>& document) {
    if (document && !defect_of(*document).empty()) std::abort();
    return true;
  }));
  return 0;
}
