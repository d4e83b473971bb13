// One JSON value: an array of records, or the record itself where one was asked for by id.
#include "src/model/json.h"

#include "src/render/renderer.h"

namespace warrant {
namespace {

template <typename Record>
std::string render(const std::vector<Record>& records, const RenderOptions& options) {
  if (options.single && records.size() == 1) return pretty_json(to_json(records.front())) + '\n';
  std::string out = "[";
  for (std::size_t i = 0; i < records.size(); ++i) {
    out += i == 0 ? "\n" : ",\n";
    out += pretty_json(to_json(records[i]));
  }
  out += records.empty() ? "]\n" : "\n]\n";
  return out;
}

}  // namespace

extern const Renderer json_renderer;
const Renderer json_renderer = {"json",
                                "application/json",
                                render<Answer>,
                                render<PassageHit>,
                                render<ClaimRecord>,
                                render<DocumentRecord>,
                                render<ReferenceRecord>,
                                render<Finding>,
                                render<QuoteVerdict>};

}  // namespace warrant
