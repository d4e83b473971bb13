#include "src/store/prepare.h"

#include <utility>

#include "src/store/checksum.h"
#include "src/store/keys.h"
#include "src/store/pack.h"
#include "src/store/sentence_table.h"

namespace warrant {
namespace {

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
