// Places in a text. Everything in warrant points by bytes, half open, into a document's canonical UTF-8 text.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <string_view>

namespace warrant {

// Half-open byte range [start, end). A document's text is at most 256 MiB, so 32 bits are enough.
struct ByteSpan {
  std::uint32_t start = 0;
  std::uint32_t end = 0;

  constexpr std::uint32_t size() const { return end - start; }
  constexpr bool empty() const { return end <= start; }
  constexpr bool contains(ByteSpan other) const { return start <= other.start && other.end <= end; }
  constexpr bool contains(std::uint32_t offset) const { return start <= offset && offset < end; }
  constexpr bool overlaps(ByteSpan other) const { return start < other.end && other.start < end; }

  friend constexpr auto operator<=>(const ByteSpan&, const ByteSpan&) = default;
};

// The smallest span that holds both.
constexpr ByteSpan cover(ByteSpan a, ByteSpan b) { return {std::min(a.start, b.start), std::max(a.end, b.end)}; }

// The bytes of `text` in `span`. Requires: span.end <= text.size(). Lifetime: a view into `text`.
constexpr std::string_view slice(std::string_view text, ByteSpan span) {
  return text.substr(span.start, span.end - span.start);
}

}  // namespace warrant
