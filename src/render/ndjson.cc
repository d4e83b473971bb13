// One record a line.
#include "src/model/json.h"
#include "src/render/renderer.h"

namespace warrant {
namespace {

template <typename Record>
std::string render(const std::vector<Record>& records, const RenderOptions&) {
  std::string out;
  for (const Record& record : records) out += to_json(record) + '\n';
  return out;
}

}  // namespace

extern const Renderer ndjson_renderer;
const Renderer ndjson_renderer = {"ndjson",
                                  "application/x-ndjson",
                                  render<Answer>,
                                  render<PassageHit>,
                                  render<ClaimRecord>,
                                  render<DocumentRecord>,
                                  render<ReferenceRecord>,
                                  render<Finding>,
                                  render<QuoteVerdict>};

}  // namespace warrant
