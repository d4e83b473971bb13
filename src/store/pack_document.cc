#include "src/store/pack_document.h"

#include <bit>
#include <concepts>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <vector>

namespace warrant {
namespace {

// The members of each value in order, told once for writing and reading. `V` is the value, const or not.
template <typename V, typename Each>
void members(V& v, Each&& each) {
  using T = std::remove_const_t<V>;
  if constexpr (std::is_same_v<T, ByteSpan>) {
    each(v.start, v.end);
  } else if constexpr (std::is_same_v<T, SkipCount>) {
    each(v.what, v.count);
  } else if constexpr (std::is_same_v<T, Passage>) {
    each(v.kind, v.place, v.section, v.table, v.row, v.span);
  } else if constexpr (std::is_same_v<T, Section>) {
    each(v.title, v.role, v.parent, v.depth);
  } else if constexpr (std::is_same_v<T, TableCell>) {
    each(v.row, v.column, v.row_span, v.column_span, v.header, v.indent, v.span);
  } else if constexpr (std::is_same_v<T, Table>) {
    each(v.id, v.label, v.rows, v.columns, v.header_rows, v.cells, v.captions, v.notes, v.row_passages);
  } else if constexpr (std::is_same_v<T, SourceRun>) {
    each(v.text_start, v.source_start, v.length);
  } else if constexpr (std::is_same_v<T, Correction>) {
    each(v.kind, v.doi, v.pmid, v.pmcid, v.note);
  } else if constexpr (std::is_same_v<T, ShortForm>) {
    each(v.short_form, v.long_form);
  } else if constexpr (std::is_same_v<T, Reference>) {
    each(v.key, v.label, v.number, v.number_inferred, v.span, v.authors, v.title, v.journal, v.year, v.volume, v.pages,
         v.doi, v.pmid, v.pmcid);
  } else if constexpr (std::is_same_v<T, CitationAnchor::Target>) {
    each(v.label, v.reference);
  } else if constexpr (std::is_same_v<T, CitationAnchor>) {
    each(v.span, v.targets);
  } else if constexpr (std::is_same_v<T, Document>) {
    each(v.pmcid, v.pmid, v.doi, v.nct, v.title, v.year, v.journal, v.authors, v.kind, v.language, v.license,
         v.study_design, v.sample_size, v.review_status, v.updated, v.retraction, v.publication_types, v.keywords,
         v.mesh, v.corrections, v.full_text, v.text, v.passages, v.sections, v.tables, v.references, v.anchors,
         v.superscripts, v.source_runs, v.skipped, v.short_forms);
  } else if constexpr (std::is_same_v<T, Sentence>) {
    each(v.passage, v.span);
  } else if constexpr (std::is_same_v<T, TimePoint>) {
    each(v.value, v.unit);
  } else if constexpr (std::is_same_v<T, ClaimCitation>) {
    each(v.anchor, v.marker, v.reference, v.basis);
  } else if constexpr (std::is_same_v<T, Claim>) {
    each(v.id, v.kind, v.measure, v.value, v.value_text, v.value_op, v.value_high, v.not_reached, v.unit, v.at,
         v.ci_low, v.ci_high, v.ci_level, v.p_op, v.p_value, v.sd, v.se, v.q_low, v.q_high, v.spread, v.n, v.total,
         v.statistic, v.df, v.df2, v.statistic_name, v.outcome, v.subject, v.comparator, v.population, v.analysis,
         v.direction, v.polarity, v.strength, v.negated, v.hedged, v.assumption, v.place, v.section, v.passage, v.table,
         v.span, v.value_span, v.cited, v.citations, v.extractor);
  } else if constexpr (std::is_same_v<T, Coverage>) {
    each(v.reason, v.count, v.examples);
  } else {
    static_assert(std::is_same_v<T, IndexedDocument>);
    each(v.id, v.source, v.media_type, v.sha256, v.source_bytes, v.reader, v.document, v.sentences, v.claims,
         v.coverage);
  }
}

// Numbers are LEB128 varints, signed ones with the sign in the lowest bit; doubles their 8 bytes.
class Writer {
 public:
  template <typename T>
  void put(const T& value) {
    if constexpr (std::is_same_v<T, std::string>) {
      number(value.size());
      out_ += value;
    } else if constexpr (std::is_same_v<T, double>) {
      const auto bits = std::bit_cast<std::uint64_t>(value);
      for (int shift = 0; shift < 64; shift += 8) out_ += static_cast<char>(bits >> shift & 0xFF);
    } else if constexpr (std::is_enum_v<T> || std::unsigned_integral<T>) {
      number(static_cast<std::uint64_t>(value));
    } else if constexpr (std::signed_integral<T>) {
      const auto wide = static_cast<std::int64_t>(value);
      number(static_cast<std::uint64_t>(wide) << 1 ^ static_cast<std::uint64_t>(wide >> 63));
    } else {
      members(value, [this](const auto&... parts) { (put(parts), ...); });
    }
  }
  template <typename T>
  void put(const std::vector<T>& list) {
    number(list.size());
    for (const T& value : list) put(value);
  }
  template <typename T>
  void put(const std::optional<T>& value) {
    number(value ? 1 : 0);
    if (value) put(*value);
  }
  std::string take() { return std::move(out_); }

 private:
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) out_ += static_cast<char>(value | 0x80);
    out_ += static_cast<char>(value);
  }
  std::string out_;
};

// After any fault everything reads as zero and whole() is false.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  bool whole() const { return good_ && bytes_.empty(); }

  template <typename T>
  void get(T& value) {
    if constexpr (std::is_same_v<T, std::string>) {
      value = std::string(take(number()));
    } else if constexpr (std::is_same_v<T, double>) {
      const std::string_view eight = take(8);
      std::uint64_t bits = 0;
      for (std::size_t i = 0; i < eight.size(); ++i)
        bits |= std::uint64_t{static_cast<unsigned char>(eight[i])} << 8 * i;
      value = std::bit_cast<double>(bits);
    } else if constexpr (std::is_same_v<T, bool>) {
      value = number() != 0;
    } else if constexpr (std::is_enum_v<T> || std::unsigned_integral<T>) {
      value = static_cast<T>(number());
    } else if constexpr (std::signed_integral<T>) {
      const std::uint64_t bits = number();
      value = static_cast<T>(static_cast<std::int64_t>(bits >> 1) ^ -static_cast<std::int64_t>(bits & 1));
    } else {
      members(value, [this](auto&... parts) { (get(parts), ...); });
    }
  }
  template <typename T>
  void get(std::vector<T>& list) {
    // Every element takes at least one byte, so a size that cannot be true is a fault.
    const std::uint64_t size = number();
    if (size > bytes_.size()) return fault();
    list.resize(size);
    for (T& value : list) get(value);
  }
  template <typename T>
  void get(std::optional<T>& value) {
    value.reset();
    if (number() != 0) get(value.emplace());
  }

 private:
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !bytes_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes_.front());
      bytes_.remove_prefix(1);
      value |= std::uint64_t{byte & 0x7Fu} << shift;
      if (byte < 0x80) return value;
    }
    fault();
    return 0;
  }
  std::string_view take(std::uint64_t size) {
    if (size > bytes_.size()) {
      fault();
      return {};
    }
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }
  void fault() {
    good_ = false;
    bytes_ = {};
  }
  std::string_view bytes_;
  bool good_ = true;
};

}  // namespace

std::string pack(const IndexedDocument& document) {
  Writer out;
  out.put(document);
  return out.take();
}

Result<IndexedDocument> unpack_document(std::string_view bytes) {
  IndexedDocument document;
  Reader in(bytes);
  in.get(document);
  if (!in.whole()) return fail(ErrorCode::kCorrupt, "damaged source of a work");
  return document;
}

}  // namespace warrant
