#include "src/store/prepare.h"

#include <utility>

#include <fmt/format.h>

#include "src/base/digest.h"
#include "src/store/checksum.h"
#include "src/store/keys.h"
#include "src/store/pack.h"
#include "src/store/sentence_table.h"

namespace warrant {

WARRANT_DEFINE_RECORD(Prepared);
namespace {

template <typename List>
bool has_index(const List& list, std::int32_t index) {
  return index >= -1 && index < static_cast<std::int32_t>(list.size());
}

// What is wrong with the derived parts, or "".
std::string defect_of_derived(const IndexedDocument& d) {
  const Document& document = d.document;
  if (d.id.empty()) return "no id";
  std::int32_t passage = 0;
  std::uint32_t end = 0;
  for (std::size_t i = 0; i < d.sentences.size(); ++i) {
    const Sentence& s = d.sentences[i];
    if (s.passage < passage || s.passage >= static_cast<std::int32_t>(document.passages.size()) || s.span.start < end ||
        s.span.end < s.span.start || !document.passages[static_cast<std::size_t>(s.passage)].span.contains(s.span))
      return fmt::format("sentence {} is out of order or outside its passage", i);
    passage = s.passage;
    end = s.span.end;
  }
  for (const Claim& c : d.claims) {
    if (c.passage < 0 || !has_index(document.passages, c.passage) ||
        !document.passages[static_cast<std::size_t>(c.passage)].span.contains(c.span) || c.span.empty() ||
        !c.span.contains(c.value_span) || c.value_span.end < c.value_span.start)
      return fmt::format("claim {} has a span outside its passage", c.id);
    if (c.id.empty()) return fmt::format("claim at {} has no id", c.span.start);
    if (!has_index(document.sections, c.section) || !has_index(document.tables, c.table))
      return fmt::format("claim {} names no section or table", c.id);
    for (const ClaimCitation& citation : c.citations)
      if (!has_index(document.references, citation.reference) || !has_index(document.anchors, citation.anchor))
        return fmt::format("claim {} cites what is not there", c.id);
  }
  return "";
}

// Keeps the sentences' postings and sizes.
void analyze(Analyzer& analyzer, const IndexedDocument& d, Prepared& prepared) {
  std::vector<std::uint32_t> tokens(d.sentences.size());
  const auto place_of = [&](const Sentence& s) {
    return d.document.passages[static_cast<std::size_t>(s.passage)].place;
  };
  for (const bool rest : {false, true}) {
    for (std::size_t i = 0; i < d.sentences.size(); ++i)
      if (is_rest(place_of(d.sentences[i])) == rest)
        tokens[i] = analyzer.add(static_cast<std::uint32_t>(i), slice(d.document.text, d.sentences[i].span));
    (rest ? prepared.rest : prepared.sentences) = analyzer.take();
  }
  const std::vector<Traits> traits = traits_of(d.document, d.sentences, own_results(d.claims));
  for (std::size_t i = 0; i < d.sentences.size(); ++i) append_size(prepared.sizes, tokens[i], traits[i]);
}

}  // namespace

Result<Prepared> Preparer::prepare(const IndexedDocument& d) {
  Prepared prepared;
  prepared.defect = defect_of(d.document);
  if (prepared.defect.empty()) prepared.defect = defect_of_derived(d);
  if (!prepared.defect.empty()) return prepared;
  prepared.text_sha256 = sha256_hex(d.document.text);
  std::optional<Analyzer> analyzer;
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      analyzer = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (!analyzer) {
    WARRANT_TRY(made, Analyzer::make());
    analyzer = std::move(made);
  }
  analyze(*analyzer, d, prepared);
  {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(*analyzer));
  }

  prepared.checksum = checksum_of(d);
  prepared.sentence_checksum = checksum_of(d.sentences);
  ClaimChecksums claim_checksums(d.document.text);
  for (const Claim& claim : d.claims) prepared.claim_checksums.push_back(claim_checksums.of(claim));
  prepared.tables = pack(d.document.tables);
  prepared.anchors = pack(d.document.anchors);
  prepared.superscripts = pack(d.document.superscripts);
  prepared.source_runs = pack(d.document.source_runs);
  prepared.title_key = title_key(d.document.title);
  prepared.author_key = author_key(d.document.authors);
  for (const Reference& r : d.document.references)
    prepared.references.push_back({title_key(r.title), author_key(r.authors)});
  return prepared;
}

}  // namespace warrant
