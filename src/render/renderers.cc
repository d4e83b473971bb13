#include "src/render/renderer.h"

namespace warrant {

#define WARRANT_RENDERER(name) extern const Renderer name##_renderer;
#include "src/render/renderers.def"
#undef WARRANT_RENDERER

std::span<const Renderer> renderers() {
  static const std::vector<Renderer> table = {
#define WARRANT_RENDERER(name) name##_renderer,
#include "src/render/renderers.def"
#undef WARRANT_RENDERER
  };
  return table;
}

const Renderer* renderer_named(std::string_view name) {
  for (const Renderer& renderer : renderers())
    if (renderer.name == name) return &renderer;
  return nullptr;
}

}  // namespace warrant
