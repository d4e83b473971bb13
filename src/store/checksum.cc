#include "src/store/checksum.h"

#include <bit>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "src/store/pack.h"

namespace warrant {
namespace {

Checksum& operator<<(Checksum& sum, std::string_view bytes) { return sum.add(bytes); }
Checksum& operator<<(Checksum& sum, const std::string& bytes) { return sum.add(std::string_view(bytes)); }
Checksum& operator<<(Checksum& sum, std::uint64_t number) { return sum.add(number); }
Checksum& operator<<(Checksum& sum, std::uint32_t number) { return sum.add(std::uint64_t{number}); }
Checksum& operator<<(Checksum& sum, std::int32_t number) { return sum.add(static_cast<std::uint64_t>(number)); }
Checksum& operator<<(Checksum& sum, bool flag) { return sum.add(std::uint64_t{flag}); }
Checksum& operator<<(Checksum& sum, ByteSpan span) { return sum << span.start << span.end; }
Checksum& operator<<(Checksum& sum, const std::optional<double>& number) {
  return number ? sum.add(std::bit_cast<std::uint64_t>(*number)) : sum.add(~std::uint64_t{0});
}
Checksum& operator<<(Checksum& sum, const std::vector<std::string>& strings) {
  sum << std::uint64_t{strings.size()};
  for (const std::string& string : strings) sum << string;
  return sum;
}

}  // namespace

Checksum& Checksum::add(std::uint64_t word) {
  sum_ = std::rotl(sum_ ^ word, 29) * 0xD6E8FEB86659FD93u;
  return *this;
}

Checksum& Checksum::add(std::string_view bytes) {
  add(std::uint64_t{bytes.size()});
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), 8);
    add(word);
  }
  if (bytes.empty()) return *this;
  std::uint64_t word = 0;
  std::memcpy(&word, bytes.data(), bytes.size());
  return add(word);
}

std::int64_t checksum_of(const IndexedDocument& d) {
  const Document& x = d.document;
  Checksum sum;
  sum << d.id << d.media_type << d.sha256 << d.source_bytes << d.reader << x.pmcid << x.pmid << x.doi << x.nct
      << x.title << x.year << x.journal << x.authors << name_of(x.kind) << x.language << x.license << x.study_design
      << x.sample_size << x.review_status << x.updated << x.retraction << x.publication_types << x.keywords << x.mesh
      << x.full_text << pack(x.tables) << pack(x.anchors) << pack(x.superscripts) << pack(x.source_runs);
  for (const Correction& c : x.corrections) sum << c.kind << c.doi << c.pmid << c.pmcid << c.note;
  for (const SkipCount& s : x.skipped) sum << s.what << std::uint64_t{s.count};
  for (const ShortForm& s : x.short_forms) sum << s.short_form << s.long_form;
  for (const Coverage& c : d.coverage) {
    sum << c.reason << std::uint64_t{c.count};
    for (const ByteSpan span : c.examples) sum << span;
  }
  for (const Section& s : x.sections) sum << s.title << s.role << s.parent << s.depth;
  for (const Passage& p : x.passages)
    sum << static_cast<std::int32_t>(p.kind) << static_cast<std::int32_t>(p.place) << p.section << p.table << p.row
        << p.span;
  for (const Reference& r : x.references)
    sum << r.key << r.label << r.number << r.number_inferred << r.span << r.authors << r.title << r.journal << r.year
        << r.volume << r.pages << r.doi << r.pmid << r.pmcid;
  return sum.value();
}

std::int64_t checksum_of(const std::vector<Sentence>& sentences) {
  Checksum sum;
  for (const Sentence& s : sentences) sum << s.passage << s.span;
  return sum.value();
}

std::int64_t ClaimChecksums::of(const Claim& c) {
  const auto [quote, first] = quotes_.try_emplace(c.span);
  if (first) quote->second.add(slice(text_, c.span));
  Checksum sum = quote->second;
  sum << slice(text_, c.value_span) << c.id << c.kind << c.measure << c.value << c.value_text << symbol_of(c.value_op)
      << c.value_high << c.not_reached << c.unit << c.ci_low << c.ci_high << c.ci_level << symbol_of(c.p_op)
      << c.p_value << c.sd << c.se << c.q_low << c.q_high << c.spread << c.n << c.total << c.statistic << c.df << c.df2
      << c.statistic_name << c.outcome << c.subject << c.comparator << c.population << c.analysis << c.direction
      << c.polarity << c.strength << c.negated << c.hedged << c.assumption << name_of(c.place) << c.section << c.passage
      << c.table << c.span << c.value_span << c.cited << c.extractor;
  if (c.at) sum << std::optional<double>(c.at->value) << c.at->unit;
  for (const ClaimCitation& citation : c.citations)
    sum << citation.anchor << citation.marker << citation.reference << citation.basis;
  return sum.value();
}

std::int64_t checksum_of(const Review& r) {
  Checksum sum;
  sum << r.claim << r.document << r.status << r.by << r.at << r.note << r.quote << r.span << r.words << r.before
      << r.after << r.copies;
  return sum.value();
}

}  // namespace warrant
