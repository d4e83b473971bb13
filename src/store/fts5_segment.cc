#include "src/store/fts5_segment.h"

#include <algorithm>

#include "src/store/fts5_format.h"

namespace warrant {
namespace {

constexpr std::size_t kPageSize = 4050;  // FTS5_DEFAULT_PAGE_SIZE: a block is one cell of a page of 4,096 bytes
constexpr std::uint32_t kNone = 0xFFFFFFFF;

// A varint at `at` of bytes that append_varint() wrote; moves `at` behind it.
std::uint64_t take_varint(const char*& at) {
  std::uint64_t value = 0;
  while (true) {
    const auto byte = static_cast<unsigned char>(*at++);
    value = value << 7 | (byte & 0x7F);
    if (byte < 0x80) return value;
  }
}

std::size_t varint_size(std::uint64_t value) {
  std::size_t size = 1;
  while (value >>= 7) ++size;
  return size;
}

// The lists of one term over all parts, chained in order of parts.
struct Chain {
  std::string_view text;
  std::uint64_t hash = 0;
  std::uint64_t prefix = 0;  // its first eight bytes as a number, to sort by
  std::uint32_t head = 0, tail = 0;
};
struct Link {
  std::uint32_t part = 0, term = 0, next = kNone;
};

// Terms of all parts, each once.
class Chains {
 public:
  explicit Chains(const std::vector<SegmentPart>& parts) : parts_(parts) {
    std::size_t most = 0, total = 0;
    for (const SegmentPart& part : parts) {
      most = std::max(most, part.lists->terms.size());
      total += part.lists->terms.size();
    }
    links_.reserve(total);
    resize(most * 4);
    for (std::uint32_t p = 0; p < parts.size(); ++p)
      for (std::uint32_t t = 0; t < parts[p].lists->terms.size(); ++t) add(p, t);
    std::sort(chains_.begin(), chains_.end(), [](const Chain& a, const Chain& b) {
      return a.prefix != b.prefix ? a.prefix < b.prefix : a.text < b.text;
    });
  }

  const std::vector<Chain>& sorted() const { return chains_; }
  const Link& link(std::uint32_t number) const { return links_[number]; }
  const TermLists::Term& term(const Link& link) const { return parts_[link.part].lists->terms[link.term]; }
  std::int64_t first_row(const Link& link) const { return parts_[link.part].first_row + term(link).first_row; }
  std::int64_t last_row(const Link& link) const { return parts_[link.part].first_row + term(link).last_row; }
  std::string_view list(const Link& link) const { return parts_[link.part].lists->list_of(term(link)); }

 private:
  void add(std::uint32_t part, std::uint32_t number) {
    const TermLists& lists = *parts_[part].lists;
    const TermLists::Term& term = lists.terms[number];
    const std::string_view text = lists.text_of(term);
    const auto link = static_cast<std::uint32_t>(links_.size());
    links_.push_back({part, number, kNone});
    std::size_t slot = term.hash & mask_;
    for (; slots_[slot] != kNone; slot = (slot + 1) & mask_) {
      Chain& chain = chains_[slots_[slot]];
      if (chain.hash != term.hash || chain.text != text) continue;
      links_[chain.tail].next = link;
      chain.tail = link;
      return;
    }
    slots_[slot] = static_cast<std::uint32_t>(chains_.size());
    std::uint64_t prefix = 0;
    for (std::size_t i = 0; i < 8; ++i) prefix = prefix << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0);
    chains_.push_back({text, term.hash, prefix, link, link});
    if (chains_.size() * 2 > slots_.size()) resize(slots_.size() * 2);
  }
  void resize(std::size_t wanted) {
    std::size_t size = 1024;
    while (size < wanted) size *= 2;
    mask_ = size - 1;
    slots_.assign(size, kNone);
    for (std::uint32_t i = 0; i < chains_.size(); ++i) {
      std::size_t slot = chains_[i].hash & mask_;
      while (slots_[slot] != kNone) slot = (slot + 1) & mask_;
      slots_[slot] = i;
    }
  }

  const std::vector<SegmentPart>& parts_;
  std::vector<Chain> chains_;
  std::vector<Link> links_;
  std::vector<std::uint32_t> slots_;
  std::size_t mask_ = 0;
};

// Writes pages as FTS5 does when it flushes its hash table (fts5FlushOneHash, fts5WriteAppendTerm).
class Pages {
 public:
  explicit Pages(const SegmentSink& sink) : sink_(sink) { clear(); }

  Result<void> term(std::string_view text) {
    const std::size_t size = text.size() + 1;
    if (used() + size + 2 >= kPageSize && page_.size() > 4) WARRANT_CHECK(flush());
    append_varint(offsets_, page_.size() - last_offset_);
    last_offset_ = page_.size();
    const auto shared =
        static_cast<std::size_t>(std::mismatch(text.begin(), text.end(), term_.begin(), term_.end()).first - text.begin());
    if (first_term_) {
      // One byte more than it shares with the term before tells them apart.
      separator_.assign(1, kFts5MainPrefix);
      separator_ += text.substr(0, shared + 1);
      WARRANT_CHECK(sink_.first_term(number_ == 1 ? std::string_view() : std::string_view(separator_), number_));
      append_varint(page_, size);
      page_ += kFts5MainPrefix;
      page_ += text;
    } else {
      append_varint(page_, shared + 1);
      append_varint(page_, text.size() - shared);
      page_ += text.substr(shared);
    }
    term_ = text;
    first_term_ = first_row_ = false;
    row_ = 0;
    return {};
  }

  bool fits(std::size_t bytes) const { return used() + bytes + 1 <= kPageSize; }
  // A list as it stands, its first row's number in front; requires fits().
  void list(std::int64_t first_row, std::int64_t last_row, std::string_view rest) {
    append_varint(page_, static_cast<std::uint64_t>(first_row - row_));
    page_ += rest;
    row_ = last_row;
  }
  // The same row by row, over as many pages as it takes.
  Result<void> rows(std::int64_t first_row, std::string_view rest) {
    const char* at = rest.data();
    const char* const end = at + rest.size();
    for (std::int64_t row = first_row; at < end;) {
      if (first_row_) {
        page_[0] = static_cast<char>(page_.size() >> 8);
        page_[1] = static_cast<char>(page_.size());
        append_varint(page_, static_cast<std::uint64_t>(row));
        first_row_ = false;
      } else {
        append_varint(page_, static_cast<std::uint64_t>(row - row_));
      }
      row_ = row;
      const char* positions = at;
      const std::uint64_t size = take_varint(positions) / 2;
      const char* const stop = positions + size;
      WARRANT_CHECK(entry(at, stop));
      at = stop;
      if (at < end) row += static_cast<std::int64_t>(take_varint(at));
    }
    return {};
  }

  Result<std::int64_t> finish() {
    if (page_.size() > 4) WARRANT_CHECK(flush());
    return number_ - 1;
  }

 private:
  std::size_t used() const { return page_.size() + offsets_.size(); }

  // A position list with its size, cut between varints where pages end.
  Result<void> entry(const char* at, const char* stop) {
    if (used() + static_cast<std::size_t>(stop - at) <= kPageSize) {
      page_.append(at, stop);
      return {};
    }
    while (at < stop) {
      const std::size_t space = kPageSize - std::min(kPageSize, used());
      const char* next = stop;
      if (static_cast<std::size_t>(stop - at) > space) {
        next = at;
        take_varint(next);
        for (const char* more = next; static_cast<std::size_t>(next - at) < space; next = more) {
          take_varint(more);
          if (static_cast<std::size_t>(more - at) > space) break;
        }
      }
      page_.append(at, next);
      at = next;
      if (used() >= kPageSize) WARRANT_CHECK(flush());
    }
    return {};
  }

  Result<void> flush() {
    page_[2] = static_cast<char>(page_.size() >> 8);
    page_[3] = static_cast<char>(page_.size());
    page_ += offsets_;
    WARRANT_CHECK(sink_.page(number_, page_));
    ++number_;
    clear();
    return {};
  }
  void clear() {
    page_.assign(4, '\0');
    offsets_.clear();
    last_offset_ = 0;
    first_term_ = first_row_ = true;
  }

  const SegmentSink& sink_;
  std::int64_t number_ = 1;
  std::string page_;     // header (first row, size), then terms and lists
  std::string offsets_;  // of the terms that begin on the page
  std::size_t last_offset_ = 0;
  std::string term_, separator_;
  std::int64_t row_ = 0;  // the one written last
  bool first_term_ = true, first_row_ = true;
};

}  // namespace

Result<SegmentSummary> build_segment(const std::vector<SegmentPart>& parts, const SegmentSink& sink) {
  const Chains chains(parts);
  SegmentSummary summary;
  Pages pages(sink);
  for (const Chain& chain : chains.sorted()) {
    WARRANT_CHECK(pages.term(chain.text));
    std::size_t bytes = 0;
    std::int64_t row = 0;
    for (std::uint32_t i = chain.head; i != kNone; i = chains.link(i).next) {
      const Link& link = chains.link(i);
      bytes += varint_size(static_cast<std::uint64_t>(chains.first_row(link) - row)) + chains.list(link).size();
      row = chains.last_row(link);
    }
    const bool whole = pages.fits(bytes);
    if (chain.text.size() > summary.rare_term.size()) {
      summary.rare_term = chain.text;
      summary.rare_row = chains.first_row(chains.link(chain.head));
    }
    for (std::uint32_t i = chain.head; i != kNone; i = chains.link(i).next) {
      const Link& link = chains.link(i);
      if (whole)
        pages.list(chains.first_row(link), chains.last_row(link), chains.list(link));
      else
        WARRANT_CHECK(pages.rows(chains.first_row(link), chains.list(link)));
    }
  }
  WARRANT_TRY(written, pages.finish());
  summary.pages = written;
  return summary;
}

}  // namespace warrant
