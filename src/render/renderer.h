// Output formats: values -> text, JSON, NDJSON, CSV, Markdown. One file and one line in renderers.def each
// (ARCHITECTURE.md, recipe 4).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/model/answer.h"
#include "src/model/finding.h"

namespace warrant {

struct RenderOptions {
  bool color = false;    // ANSI colours (terminal text only)
  int width = 80;        // columns (terminal text only)
  bool single = false;   // one record asked for by id or question: JSON prints it bare, not as a list of one
  bool reasons = false;  // why each citation has its verdict, and the source's words (terminal text only)
};

struct Renderer {
  std::string_view name;  // "text": what --format takes
  std::string_view media_type;
  std::string (*answers)(const std::vector<Answer>& answers, const RenderOptions& options);
  std::string (*hits)(const std::vector<PassageHit>& hits, const RenderOptions& options);
  std::string (*claims)(const std::vector<ClaimRecord>& claims, const RenderOptions& options);
  std::string (*documents)(const std::vector<DocumentRecord>& documents, const RenderOptions& options);
  std::string (*references)(const std::vector<ReferenceRecord>& references, const RenderOptions& options);
  std::string (*findings)(const std::vector<Finding>& findings, const RenderOptions& options);
  std::string (*verdicts)(const std::vector<QuoteVerdict>& verdicts, const RenderOptions& options);
};

std::span<const Renderer> renderers();
const Renderer* renderer_named(std::string_view name);  // null when there is none

// Text from documents made safe for a terminal: control, escape and bidirectional characters and bad UTF-8 become
// visible (U+FFFD), a tab becomes a space.
std::string terminal_safe(std::string_view text);

}  // namespace warrant
