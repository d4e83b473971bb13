// What reading and writing FTS5's blocks share: on-disk format version 4 as described at the head of SQLite's
// fts5_index.c. Numbered blocks in a table: the totals, the structure record, and the leaf pages of segments.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/result.h"

namespace warrant {

inline constexpr std::int64_t kFts5Version = 4;
inline constexpr std::int64_t kFts5TotalsBlock = 1;      // FTS5_AVERAGES_ROWID
inline constexpr std::int64_t kFts5StructureBlock = 10;  // FTS5_STRUCTURE_ROWID
inline constexpr int kFts5SegmentShift = 37;  // FTS5_SEGMENT_ROWID: page (31 bits), height (5), dlidx (1), segment
inline constexpr char kFts5MainPrefix = '0';  // FTS5_MAIN_PREFIX: terms of the main index begin with it

// An SQLite varint: big end first, seven bits a byte, the ninth byte whole. Numbers below 2^56 only.
void append_varint(std::string& out, std::uint64_t value);

// A cursor over a block; reading past the end gives zeros and clears `good`.
struct Fts5Cursor {
  const unsigned char* at;
  const unsigned char* end;
  bool good = true;

  Fts5Cursor(const unsigned char* from, const unsigned char* to) : at(from), end(to) {}
  explicit Fts5Cursor(std::string_view bytes)
      : at(reinterpret_cast<const unsigned char*>(bytes.data())), end(at + bytes.size()) {}

  std::uint64_t varint() {
    if (at < end && *at < 0x80) return *at++;
    std::uint64_t value = 0;
    for (int i = 0; i < 9; ++i) {
      if (at >= end) {
        good = false;
        return 0;
      }
      const unsigned char byte = *at++;
      if (i == 8) return (value << 8) | byte;
      value = (value << 7) | (byte & 0x7F);
      if (byte < 0x80) return value;
    }
    return value;
  }
};

struct Fts5SegmentEntry {
  std::int64_t id = 0, first_page = 0, last_page = 0;  // first_page 0: a running merge has emptied it
};

// The structure record: which segments there are.
struct Fts5Structure {
  struct Level {
    std::uint64_t merging = 0;  // segments, from the first on, that a running merge reads
    std::vector<Fts5SegmentEntry> segments;
  };
  std::string cookie;  // four bytes that say whether the configuration changed
  std::uint64_t writes = 0;
  std::vector<Level> levels;  // a level's later segments are newer, a lower level is newer

  // Errors: kUnsupported, kCorrupt.
  static Result<Fts5Structure> read(std::string_view block);
  std::string block() const;

  std::int64_t free_segment() const;   // a number that no segment has, 0 = there is none
  void add(Fts5SegmentEntry segment);  // as the newest
};

}  // namespace warrant
