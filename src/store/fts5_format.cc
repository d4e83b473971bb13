#include "src/store/fts5_format.h"

#include <algorithm>

namespace warrant {

void append_varint(std::string& out, std::uint64_t value) {
  if (value < 0x80) {
    out += static_cast<char>(value);
    return;
  }
  char bytes[8];
  std::size_t at = sizeof bytes;
  bytes[--at] = static_cast<char>(value & 0x7F);
  while (value >>= 7) bytes[--at] = static_cast<char>((value & 0x7F) | 0x80);
  out.append(bytes + at, sizeof bytes - at);
}

Result<Fts5Structure> Fts5Structure::read(std::string_view block) {
  const auto damaged = [] { return fail(ErrorCode::kCorrupt, "the full-text index has a damaged structure record"); };
  if (block.size() < 4) return damaged();
  Fts5Structure structure;
  structure.cookie = block.substr(0, 4);
  // Then the counts of levels, segments and writes, then each level with its segments.
  Fts5Cursor in(block.substr(4));
  if (in.at < in.end && *in.at == 0xFF) return fail(ErrorCode::kUnsupported, "full-text index with a newer structure");
  const std::uint64_t levels = in.varint();
  const std::uint64_t total = in.varint();
  structure.writes = in.varint();
  if (!in.good || levels > 64 || total > 10'000) return damaged();
  structure.levels.resize(levels);
  for (Level& level : structure.levels) {
    level.merging = in.varint();
    const std::uint64_t count = in.varint();
    for (std::uint64_t i = 0; i < count && in.good; ++i) {
      Fts5SegmentEntry segment;
      segment.id = static_cast<std::int64_t>(in.varint());
      segment.first_page = static_cast<std::int64_t>(in.varint());
      segment.last_page = static_cast<std::int64_t>(in.varint());
      level.segments.push_back(segment);
    }
  }
  if (!in.good) return damaged();
  return structure;
}

std::string Fts5Structure::block() const {
  std::size_t total = 0;
  for (const Level& level : levels) total += level.segments.size();
  std::string out = cookie;
  for (const std::uint64_t number : {std::uint64_t{levels.size()}, std::uint64_t{total}, writes})
    append_varint(out, number);
  for (const Level& level : levels) {
    append_varint(out, level.merging);
    append_varint(out, level.segments.size());
    for (const Fts5SegmentEntry& segment : level.segments)
      for (const std::int64_t number : {segment.id, segment.first_page, segment.last_page})
        append_varint(out, static_cast<std::uint64_t>(number));
  }
  return out;
}

std::int64_t Fts5Structure::free_segment() const {
  constexpr std::size_t kMostSegments = 2000;  // FTS5_MAX_SEGMENT
  std::vector<bool> used(kMostSegments + 1);
  std::size_t total = 0;
  for (const Level& level : levels)
    for (const Fts5SegmentEntry& segment : level.segments) {
      ++total;
      if (segment.id >= 0 && segment.id <= static_cast<std::int64_t>(kMostSegments))
        used[static_cast<std::size_t>(segment.id)] = true;
    }
  if (total >= kMostSegments - 1) return 0;
  const auto free = std::find(used.begin() + 1, used.end(), false);
  return free == used.end() ? 0 : free - used.begin();
}

void Fts5Structure::add(Fts5SegmentEntry segment) {
  if (levels.empty()) levels.emplace_back();
  levels.front().segments.push_back(segment);
  writes += static_cast<std::uint64_t>(segment.last_page - segment.first_page + 1);
}

}  // namespace warrant
