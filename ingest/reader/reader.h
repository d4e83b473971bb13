// Readers: bytes in one input format -> Document. One file and one line in readers.def each (ARCHITECTURE.md, recipe
// 1).
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/result.h"
#include "src/model/document.h"

namespace warrant {

// What a reader gets. Lifetime: valid during the call.
struct SourceView {
  std::string_view bytes;      // as received; not yet checked for UTF-8
  std::string_view name;       // path, URI or member name: for messages and as a hint (".md"), never trusted alone
  std::size_t first_line = 1;  // of `bytes` in its file, for messages
};

// Receives each document of a source, in order. A source may hold many (PubmedArticleSet). For a record that is
// malformed the error is handed over instead; the source goes on. A record that withdraws a work (PubMed's
// DeleteCitation) is handed over as kNotFound, with `where` ending in the id of what it withdraws ("…, pmid:123").
// Returning false stops the reader.
using DocumentSink = std::function<bool(Result<Document>)>;

struct Reader {
  std::string_view name;        // "jats"
  int version;                  // raise when the output changes
  std::string_view media_type;  // "application/jats+xml"
  // How sure it is that these bytes are its format: 0 = no, 100 = certain. Looks at content first, at most at the
  // first 64 KiB; cheap. The registry asks all readers and takes the highest, the earlier in readers.def on a tie.
  int (*sniff)(const SourceView& source);
  // Reads the whole source. An error says that nothing could be read (code, reason, line or byte offset in `where`).
  // kUnsupported = recognised but not an article (HTML error page saved as .xml, metadata-only JATS, PDF…).
  Result<void> (*read)(const SourceView& source, const DocumentSink& sink);
  // Cuts a source of many records into pieces of whole records, each of `size` bytes or a little more, which read()
  // takes one by one with the same result as the whole. Null, or a single piece: read as a whole.
  std::vector<SourceView> (*pieces)(const SourceView& source, std::size_t size) = nullptr;
};

// All readers in the order of readers.def.
std::span<const Reader> readers();

// The reader for these bytes, or an error that says what they seem to be (empty file, PDF, binary, image, office
// file, JSON, unknown XML root element).
Result<const Reader*> reader_for(const SourceView& source);

// Every document a source holds; for tests and small inputs.
Result<std::vector<Document>> read_all(const Reader& reader, const SourceView& source);

}  // namespace warrant
