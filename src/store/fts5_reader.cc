#include "src/store/fts5_reader.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "src/store/fts5_format.h"

namespace warrant {
namespace {

// One leaf page: first row (0 = none), content up to `size`, then the offsets of the terms on it.
struct Leaf {
  const unsigned char* bytes = nullptr;
  std::uint32_t total = 0, size = 0, first_row = 0;
};

std::optional<Leaf> leaf_from(std::string_view block) {
  Leaf leaf;
  leaf.bytes = reinterpret_cast<const unsigned char*>(block.data());
  leaf.total = static_cast<std::uint32_t>(block.size());
  if (leaf.total < 4) return std::nullopt;
  leaf.first_row = static_cast<std::uint32_t>(leaf.bytes[0] << 8 | leaf.bytes[1]);
  leaf.size = static_cast<std::uint32_t>(leaf.bytes[2] << 8 | leaf.bytes[3]);
  if (leaf.size < 4 || leaf.size > leaf.total || leaf.first_row > leaf.size) return std::nullopt;
  return leaf;
}

// Where the doclist of `key` begins on a leaf, and where the next term begins (the page's end when there is none).
struct Found {
  std::uint32_t begin, end;
  bool last_term;  // the doclist may go on, on the next page
};

// Calls visit(term, its offset, that of its doclist) for each term that begins on the page, in order, until it says
// false; `good` is cleared on damage.
template <typename Visit>
void each_term(const Leaf& leaf, bool& good, Visit visit) {
  Fts5Cursor offsets{leaf.bytes + leaf.size, leaf.bytes + leaf.total};
  std::string term;
  std::uint64_t offset = 0;
  for (bool first = true; offsets.at < offsets.end; first = false) {
    offset += offsets.varint();
    if (!offsets.good || offset < 4 || offset >= leaf.size) {
      good = false;
      return;
    }
    Fts5Cursor content{leaf.bytes + offset, leaf.bytes + leaf.size};
    const std::uint64_t keep = first ? 0 : content.varint();
    const std::uint64_t size = content.varint();
    if (!content.good || keep > term.size() || size > static_cast<std::uint64_t>(content.end - content.at)) {
      good = false;
      return;
    }
    term.resize(keep);
    term.append(reinterpret_cast<const char*>(content.at), size);
    const auto doclist = static_cast<std::uint32_t>(content.at + size - leaf.bytes);
    if (!visit(term, static_cast<std::uint32_t>(offset), doclist)) return;
  }
}

// Nothing when the term is not on the page; `good` is cleared on damage.
std::optional<Found> find_term(const Leaf& leaf, std::string_view key, bool& good) {
  std::optional<Found> found;
  each_term(leaf, good, [&](const std::string& term, std::uint32_t offset, std::uint32_t doclist) {
    if (found) {  // the one after it
      good = offset >= found->begin;
      found->end = offset;
      found->last_term = false;
      return false;
    }
    const int order = term.compare(key);
    if (order == 0) found = Found{doclist, leaf.size, true};
    return order <= 0;
  });
  return found;
}

// Sinks receive each entry of a doclist: begin(row), then its positions in one or more pieces (a position list may run
// over several pages, cut between varints), then end(). `page` announces so many bytes; `run` takes the plain entries
// at the cursor at once.
struct CountSink {
  Postings& out;
  std::size_t used = out.rows.size();
  std::uint32_t count = 0;

  // An entry takes two bytes or more. Room is made once a page, so that the loops below only write.
  void page(std::size_t bytes) {
    out.rows.resize(used + bytes / 2 + 2);
    out.counts.resize(used + bytes / 2 + 2);
  }
  void add(std::uint32_t row, std::uint32_t positions) {
    out.rows[used] = row;
    out.counts[used++] = static_cast<std::uint16_t>(std::min<std::uint32_t>(positions, 0xFFFF));
  }
  // Entries of one or two position bytes: nearly all.
  void run(Fts5Cursor& in, std::uint64_t& row) {
    const unsigned char* at = in.at;
    while (in.end - at >= 6) {
      std::uint32_t delta = at[0];
      const unsigned char* list = at + 1;
      if (delta >= 0x80) {
        delta = (delta & 0x7F) << 7 | (at[1] & 0x7F);
        list = at + 2;
        if (at[1] >= 0x80) {
          if (at[2] >= 0x80) break;
          delta = delta << 7 | at[2];
          list = at + 3;
        }
      }
      if (delta == 0) break;
      if (list[0] == 2 && list[1] < 0x80) {
        row += delta;
        add(static_cast<std::uint32_t>(row), 1);
        at = list + 2;
      } else if (list[0] == 4 && list[2] < 0x80) {
        row += delta;
        add(static_cast<std::uint32_t>(row), list[1] < 0x80 ? 2 : 1);
        at = list + 3;
      } else {
        break;
      }
    }
    in.at = at;
  }

  void begin(std::uint32_t row) {
    out.rows[used] = row;
    count = 0;
  }
  void piece(const unsigned char* at, const unsigned char* end) {
    for (; at < end; ++at) count += *at < 0x80 ? 1 : 0;  // one varint a position
  }
  void end() { add(out.rows[used], count); }
  void finish() {
    out.rows.resize(used);
    out.counts.resize(used);
  }
};

struct PlaceSink {
  std::vector<TermPlace>& out;
  std::vector<std::uint32_t>& rows;        // every row met, also the ones that are only deleted
  const std::vector<std::uint32_t>* only;  // rows that are asked for, ascending; null: all
  std::size_t next = 0;                    // of `only`
  bool wanted = true;
  std::uint32_t row = 0;
  std::uint64_t position = 0;

  void page(std::size_t) {}
  void run(Fts5Cursor&, std::uint64_t&) {}
  void finish() {}
  void begin(std::uint32_t at_row) {
    row = at_row;
    position = 0;
    if (only != nullptr) {
      while (next < only->size() && (*only)[next] < row) ++next;
      wanted = next < only->size() && (*only)[next] == row;
    }
    if (wanted) rows.push_back(row);
  }
  void piece(const unsigned char* at, const unsigned char* end) {
    if (!wanted) return;
    Fts5Cursor in{at, end};
    while (in.at < in.end && in.good) {
      position += in.varint() - 2;  // 1 would start another column; there is only one
      out.push_back({row, static_cast<std::uint32_t>(position)});
    }
  }
  void end() {}
};

}  // namespace

Result<void> Fts5Reader::open() {
  segments_.clear();
  WARRANT_TRY(version, database_.integer(tables_.version));
  if (version != kFts5Version)
    return fail(ErrorCode::kUnsupported, fmt::format("full-text index of format {}", version));
  WARRANT_TRY(statement, database_.prepare(tables_.block));
  WARRANT_TRY(row, statement.bind(kFts5StructureBlock).step());
  if (!row) return fail(ErrorCode::kCorrupt, "the full-text index has no structure record", database_.path());
  WARRANT_TRY(structure, Fts5Structure::read(statement.blob(0)));
  for (auto level = structure.levels.rbegin(); level != structure.levels.rend(); ++level)
    for (const Fts5SegmentEntry& segment : level->segments)
      if (segment.first_page > 0) segments_.push_back(segment);
  return {};
}

template <typename Sink>
Result<void> Fts5Reader::read_segment(const Fts5SegmentEntry& segment, std::string_view key, Sink& sink) {
  const auto damaged = [&] {
    return fail(ErrorCode::kCorrupt, "a damaged block of the full-text index", database_.path());
  };
  std::int64_t page = 1;
  {
    WARRANT_TRY(statement, database_.prepare(tables_.leaf));
    WARRANT_TRY(row, statement.bind(segment.id, BlobView{key}).step());
    if (row) page = statement.integer(0) >> 1;  // the low bit says that the doclist has an index of its own
  }
  page = std::max(page, segment.first_page);
  WARRANT_TRY(statement, database_.prepare(tables_.block));
  const auto load = [&](std::int64_t number) -> Result<std::optional<Leaf>> {
    WARRANT_TRY(row, statement.bind((segment.id << kFts5SegmentShift) + number).step());
    if (!row) return std::optional<Leaf>();
    return leaf_from(statement.blob(0));
  };
  WARRANT_TRY(loaded, load(page));
  if (!loaded) return damaged();
  Leaf leaf = *loaded;
  bool good = true;
  const auto found = find_term(leaf, key, good);
  if (!good) return damaged();
  if (!found) return {};

  std::uint64_t row = 0;
  bool first_on_page = true;  // the first row of a page and of a doclist is written in full, the others as differences
  bool first_of_list = true;
  std::uint64_t missing = 0;  // bytes of an open position list that stand on the next page
  const auto entries = [&](const unsigned char* begin, const unsigned char* end) {
    Fts5Cursor in{begin, end};
    sink.page(static_cast<std::size_t>(end - begin));
    while (in.at < in.end) {
      if (!first_on_page) {
        sink.run(in, row);
        if (row > 0xFFFFFFFFu) return false;
        if (in.at >= in.end) break;
      }
      const std::uint64_t number = in.varint();
      const std::uint64_t next = first_on_page ? number : row + number;
      if (!in.good || next > 0xFFFFFFFFu || (!first_of_list && next <= row)) return false;
      row = next;
      first_on_page = first_of_list = false;
      const std::uint64_t size = in.varint() >> 1;  // the low bit marks a deletion; newer segments win anyway
      if (!in.good) return false;
      const std::uint64_t here = std::min(size, static_cast<std::uint64_t>(in.end - in.at));
      sink.begin(static_cast<std::uint32_t>(row));
      sink.piece(in.at, in.at + here);
      in.at += here;
      missing = size - here;
      if (missing > 0) return true;
      sink.end();
    }
    return true;
  };
  if (!entries(leaf.bytes + found->begin, leaf.bytes + found->end)) return damaged();
  for (bool more = found->last_term; more && page < segment.last_page;) {
    WARRANT_TRY(next, load(++page));
    if (!next) return damaged();
    leaf = *next;
    std::uint32_t end = leaf.size;
    if (leaf.total > leaf.size) {  // another term begins here
      Fts5Cursor offsets{leaf.bytes + leaf.size, leaf.bytes + leaf.total};
      const std::uint64_t offset = offsets.varint();
      if (!offsets.good || offset < 4 || offset > leaf.size) return damaged();
      end = static_cast<std::uint32_t>(offset);
      more = false;
    }
    const bool has_row = leaf.first_row != 0 && leaf.first_row < end;
    if (missing > 0) {
      const std::uint32_t stop = has_row ? leaf.first_row : end;
      if (stop < 4) return damaged();
      const std::uint64_t here = std::min<std::uint64_t>(missing, stop - 4);
      sink.piece(leaf.bytes + 4, leaf.bytes + 4 + here);
      missing -= here;
      if (missing == 0)
        sink.end();
      else if (has_row || !more)
        return damaged();
    }
    first_on_page = true;
    if (has_row && (leaf.first_row < 4 || !entries(leaf.bytes + leaf.first_row, leaf.bytes + end))) return damaged();
  }
  sink.finish();
  return missing == 0 ? Result<void>() : damaged();
}

Result<void> Fts5Reader::postings(std::string_view term, Postings& out) {
  std::string key(1, kFts5MainPrefix);
  key += term;
  bool deleted = false;
  for (const Fts5SegmentEntry& segment : segments_) {
    const std::size_t before = out.rows.size();
    CountSink sink{out};
    WARRANT_CHECK(read_segment(segment, key, sink));
    deleted = deleted || std::find(out.counts.begin() + static_cast<std::ptrdiff_t>(before), out.counts.end(), 0) !=
                             out.counts.end();
    if (before == 0 || before == out.rows.size() || out.rows[before - 1] < out.rows[before]) continue;
    // The segment speaks of rows that an older one has too: its word counts.
    Postings merged;
    std::size_t old_at = 0, new_at = before;
    while (old_at < before || new_at < out.rows.size()) {
      const bool take_new = old_at == before || (new_at < out.rows.size() && out.rows[new_at] <= out.rows[old_at]);
      const std::size_t from = take_new ? new_at : old_at;
      if (take_new && old_at < before && out.rows[new_at] == out.rows[old_at]) ++old_at;
      merged.rows.push_back(out.rows[from]);
      merged.counts.push_back(out.counts[from]);
      ++(take_new ? new_at : old_at);
    }
    out = std::move(merged);
  }
  if (!deleted) return {};
  std::size_t kept = 0;
  for (std::size_t i = 0; i < out.rows.size(); ++i) {
    if (out.counts[i] == 0) continue;
    out.rows[kept] = out.rows[i];
    out.counts[kept++] = out.counts[i];
  }
  out.rows.resize(kept);
  out.counts.resize(kept);
  return {};
}

Result<void> Fts5Reader::places(std::string_view term, std::vector<TermPlace>& out,
                                const std::vector<std::uint32_t>* only) {
  std::string key(1, kFts5MainPrefix);
  key += term;
  std::vector<std::uint32_t> rows;
  for (const Fts5SegmentEntry& segment : segments_) {
    const auto middle = static_cast<std::ptrdiff_t>(out.size());
    rows.clear();
    PlaceSink sink{out, rows, only};
    WARRANT_CHECK(read_segment(segment, key, sink));
    if (middle == 0 || rows.empty() || rows.front() > out[static_cast<std::size_t>(middle) - 1].row) continue;
    // The newer segment's word on a row replaces the older's.
    const auto kept = std::remove_if(out.begin(), out.begin() + middle, [&](const TermPlace& place) {
      return std::binary_search(rows.begin(), rows.end(), place.row);
    });
    const auto newer = out.erase(kept, out.begin() + middle);
    std::inplace_merge(out.begin(), newer, out.end());
  }
  return {};
}

Result<std::vector<std::string>> Fts5Reader::terms(std::string_view prefix, std::size_t limit) {
  const std::string key = kFts5MainPrefix + std::string(prefix);
  std::vector<std::string> found;
  for (const Fts5SegmentEntry& segment : segments_) {
    std::int64_t page = segment.first_page;
    {
      WARRANT_TRY(statement, database_.prepare(tables_.leaf));
      WARRANT_TRY(row, statement.bind(segment.id, BlobView{key}).step());
      if (row) page = std::max(page, statement.integer(0) >> 1);
    }
    WARRANT_TRY(statement, database_.prepare(tables_.block));
    const std::size_t before = found.size();
    for (bool more = true; more && page <= segment.last_page; ++page) {
      WARRANT_TRY(row, statement.bind((segment.id << kFts5SegmentShift) + page).step());
      const auto leaf = row ? leaf_from(statement.blob(0)) : std::nullopt;
      if (!leaf) return fail(ErrorCode::kCorrupt, "a damaged block of the full-text index", database_.path());
      bool good = true;
      each_term(*leaf, good, [&](const std::string& term, std::uint32_t, std::uint32_t) {
        if (term.compare(0, key.size(), key) > 0) more = false;
        if (term.rfind(key, 0) == 0) found.push_back(term.substr(1));
        return more && found.size() - before < limit;
      });
      if (!good) return fail(ErrorCode::kCorrupt, "a damaged block of the full-text index", database_.path());
      more = more && found.size() - before < limit;
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace warrant
