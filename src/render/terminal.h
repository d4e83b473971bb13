// Text for a terminal: wrapping to a width, colours, and marks. Marked words stand between kMarkStart and kMarkEnd,
// which take no columns; paint() turns them into bold or, without colour, into **…**.
#pragma once

#include <string>
#include <string_view>

#include "src/base/span.h"
#include "src/render/renderer.h"

namespace warrant {

inline constexpr char kMarkStart = '\x02';
inline constexpr char kMarkEnd = '\x03';

enum class Style { kPlain, kBold, kDim, kRed, kYellow, kGreen, kCyan };

// `text` in a style, when colours are on. Requires: `text` is already safe.
std::string styled(std::string_view text, Style style, const RenderOptions& options);

// terminal_safe() that keeps the two marks.
std::string safe_marked(std::string_view text);

// `text` with `span` of it marked; no marks when the span is empty or does not fit.
std::string mark(std::string_view text, ByteSpan span);

// Marks -> ANSI bold, or ** without colours.
std::string paint(std::string_view text, const RenderOptions& options);

// Breaks at spaces so that every line, indent included, fits the width; a longer word stands alone on its line. Every
// line begins with `indent` spaces and ends with a newline. Marks take no columns.
std::string wrap(std::string_view text, int indent, const RenderOptions& options);

}  // namespace warrant
