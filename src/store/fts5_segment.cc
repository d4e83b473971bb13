#include "src/store/fts5_segment.h"

#include <algorithm>
#include <span>
#include <utility>

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

// A term's list of one part.
struct Link {
  std::int64_t first_row = 0, last_row = 0;
  const char* bytes = nullptr;
  std::size_t size = 0;
  std::string_view list() const { return {bytes, size}; }
};
// A term and its lists, in order of parts.
struct Chain {
  std::string_view text;
  std::uint64_t hash = 0;
  std::uint64_t prefix = 0;  // its first eight bytes as a number, to sort by
  std::uint32_t number = 0;  // in order of arrival
  std::uint32_t begin = 0, count = 0;
};

// Terms of all parts, each once, in order.
class Chains {
 public:
  explicit Chains(const std::vector<SegmentPart>& parts) {
    std::size_t total = 0;
    for (const SegmentPart& part : parts) total += part.lists->terms.size();
    std::vector<std::uint32_t> chain_of_link;
    chain_of_link.reserve(total);
    for (const SegmentPart& part : parts) {
      std::vector<std::uint32_t>& known = known_in(*part.lists);
      for (const TermLists::Term& term : part.lists->terms) {
        if (term.number >= known.size()) known.resize(std::size_t{term.number} * 2 + 1024, kNone);
        std::uint32_t& chain = known[term.number];
        if (chain == kNone) chain = find((*part.lists->dictionary)[term.number]);
        ++chains_[chain].count;
        chain_of_link.push_back(chain);
      }
    }
    std::sort(chains_.begin(), chains_.end(), [](const Chain& a, const Chain& b) {
      return a.prefix != b.prefix ? a.prefix < b.prefix : a.text < b.text;
    });
    std::vector<std::uint32_t> next(chains_.size());
    std::uint32_t sum = 0;
    for (Chain& chain : chains_) next[chain.number] = chain.begin = std::exchange(sum, sum + chain.count);
    links_.resize(total);
    const std::uint32_t* chain = chain_of_link.data();
    for (const SegmentPart& part : parts)
      for (const TermLists::Term& term : part.lists->terms)
        links_[next[*chain++]++] = {part.first_row + term.first_row, part.first_row + term.last_row,
                                    part.lists->lists.data() + term.list, term.list_size};
  }

  const std::vector<Chain>& sorted() const { return chains_; }
  std::span<const Link> links(const Chain& chain) const { return {links_.data() + chain.begin, chain.count}; }
  // What is read soon, scattered over the memory of many documents.
  void fetch_ahead(std::size_t chain) const {
    constexpr std::size_t kChains = 8, kLinks = 16;
    if (chain + kChains < chains_.size()) __builtin_prefetch(chains_[chain + kChains].text.data());
    const std::size_t from = chains_[chain].begin + kLinks;
    for (std::size_t i = from; i < std::min(from + chains_[chain].count, links_.size()); ++i)
      __builtin_prefetch(links_[i].bytes);
  }

 private:
  // By number in the dictionary of the lists: the chain, or kNone.
  std::vector<std::uint32_t>& known_in(const TermLists& lists) {
    for (auto& [dictionary, known] : known_)
      if (dictionary == lists.dictionary.get()) return known;
    return known_.emplace_back(lists.dictionary.get(), std::vector<std::uint32_t>()).second;
  }
  // The term's chain, made when there is none.
  std::uint32_t find(const TermDictionary::Entry& entry) {
    const std::string_view text = entry.text();
    std::size_t slot = entry.hash & mask_;
    for (; slots_[slot] != kNone; slot = (slot + 1) & mask_) {
      const Chain& chain = chains_[slots_[slot]];
      if (chain.hash == entry.hash && chain.text == text) return slots_[slot];
    }
    const auto number = static_cast<std::uint32_t>(chains_.size());
    slots_[slot] = number;
    std::uint64_t prefix = 0;
    for (std::size_t i = 0; i < 8; ++i)
      prefix = prefix << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0);
    chains_.push_back({text, entry.hash, prefix, number});
    if (chains_.size() * 2 > slots_.size()) grow();
    return number;
  }
  void grow() {
    mask_ = slots_.size() * 2 - 1;
    slots_.assign(mask_ + 1, kNone);
    for (std::uint32_t i = 0; i < chains_.size(); ++i) {
      std::size_t slot = chains_[i].hash & mask_;
      while (slots_[slot] != kNone) slot = (slot + 1) & mask_;
      slots_[slot] = i;
    }
  }

  std::vector<Chain> chains_;
  std::vector<Link> links_;
  std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(1 << 16, kNone);
  std::size_t mask_ = (1 << 16) - 1;
  std::vector<std::pair<const TermDictionary*, std::vector<std::uint32_t>>> known_;
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
    const auto shared = static_cast<std::size_t>(
        std::mismatch(text.begin(), text.end(), term_.begin(), term_.end()).first - text.begin());
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
  // The same over as many pages as it takes.
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
      // The entries that fit go as one piece, with the rows' numbers between them; one that does not fit is cut.
      const std::size_t room = kPageSize - std::min(kPageSize, used());
      const char* next = at;
      const char* stop = at;
      while (true) {
        const char* positions = next;
        const std::uint64_t size = take_varint(positions) / 2;
        stop = positions + size;
        if (static_cast<std::size_t>(stop - at) > room) break;
        next = stop;
        if (next == end) break;
        row += static_cast<std::int64_t>(take_varint(next));
      }
      page_.append(at, next);
      row_ = row;
      if (next < stop) WARRANT_CHECK(entry(next, stop));
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
  for (std::size_t i = 0; i < chains.sorted().size(); ++i) {
    chains.fetch_ahead(i);
    const Chain& chain = chains.sorted()[i];
    WARRANT_CHECK(pages.term(chain.text));
    std::size_t bytes = 0;
    std::int64_t row = 0;
    for (const Link& link : chains.links(chain)) {
      bytes += varint_size(static_cast<std::uint64_t>(link.first_row - row)) + link.size;
      row = link.last_row;
    }
    const bool whole = pages.fits(bytes);
    if (chain.text.size() > summary.rare_term.size()) {
      summary.rare_term = chain.text;
      summary.rare_row = chains.links(chain).front().first_row;
    }
    for (const Link& link : chains.links(chain)) {
      if (whole)
        pages.list(link.first_row, link.last_row, link.list());
      else
        WARRANT_CHECK(pages.rows(link.first_row, link.list()));
    }
  }
  WARRANT_TRY(written, pages.finish());
  summary.pages = written;
  return summary;
}

}  // namespace warrant
