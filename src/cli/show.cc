// warrant show ID: a document, a claim marked inside its paragraph, or a reference (DOCUMENT#NUMBER).
#include <charconv>
#include <memory>

#include <fmt/format.h>

#include "src/cli/common.h"
#include "src/query/verdict.h"
#include "src/render/terminal.h"

namespace warrant {
namespace {

int show_document(const Store& store, const std::string& id, const Invocation& invocation) {
  const auto document = store.document(id);
  if (!document) return report(document.error());
  print(invocation.renderer->documents({*document}, invocation.render));
  return kDone;
}

// The line of the canonical text around the span: its paragraph, list item or table row.
ByteSpan line_around(std::string_view text, ByteSpan span) {
  const std::size_t before = span.start == 0 ? std::string_view::npos : text.rfind('\n', span.start - 1);
  const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
  const std::size_t end = std::min(text.find('\n', span.end), text.size());
  return {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)};
}

int show_claim(const Store& store, const std::string& id, const Invocation& invocation) {
  auto claim = store.claim(id);
  if (!claim) return report(claim.error());
  if (const auto judged = Judge(store).judge(*claim); !judged) return report(judged.error());
  print(invocation.renderer->claims({*claim}, invocation.render));
  if (invocation.renderer->name != "text") return kDone;

  const auto text = store.text(claim->document.id);
  if (!text) return report(text.error());
  const ByteSpan paragraph = line_around(*text, claim->claim.span);
  const ByteSpan inside = {claim->claim.span.start - paragraph.start, claim->claim.span.end - paragraph.start};
  print("\nIn its paragraph:\n");
  print(wrap(safe_marked(mark(slice(*text, paragraph), inside)), 2, invocation.render));

  const auto references = store.references(claim->document.id);
  if (!references) return report(references.error());
  std::vector<ReferenceRecord> cited;
  for (const ReferenceRecord& record : *references)
    for (const CitationRecord& citation : claim->citations)
      if (citation.reference == record.reference.number) cited.push_back(record);
  if (!cited.empty()) {
    print("\nRests on:\n");
    print(invocation.renderer->references(cited, invocation.render));
  }
  return kDone;
}

int show_reference(const Store& store, const std::string& document_id, std::int32_t number,
                   const Invocation& invocation) {
  const auto document = store.document(document_id);
  if (!document) return report(document.error());
  const auto references = store.references(document->ref.id);
  if (!references) return report(references.error());
  for (const ReferenceRecord& record : *references) {
    if (record.reference.number != number) continue;
    print(invocation.renderer->references({record}, invocation.render));
    return kDone;
  }
  complain(fmt::format("{} has no reference {}", document->ref.id, number));
  return kNothingFound;
}

int run(const std::string& id, const Invocation& given) {
  auto store = Store::open(given.db, Store::Mode::kRead);
  if (!store) return report_store(store.error());
  Invocation invocation = given;
  invocation.render.single = true;
  if (id.rfind("c:", 0) == 0) return show_claim(*store, id, invocation);
  if (const std::size_t hash = id.rfind('#'); hash != std::string::npos) {
    std::int32_t number = 0;
    const char* end = id.data() + id.size();
    if (std::from_chars(id.data() + hash + 1, end, number).ptr == end && number > 0)
      return show_reference(*store, id.substr(0, hash), number, invocation);
  }
  return show_document(*store, id, invocation);
}

std::function<int(const Invocation&)> configure(Arguments& app) {
  auto id = std::make_shared<std::string>();
  app.option("id", *id, "a document, a claim (c:…), or a reference (DOCUMENT#NUMBER)").required().named("ID");
  return [id](const Invocation& invocation) { return run(*id, invocation); };
}

}  // namespace

extern const Command show_command;
const Command show_command = {"show", "a document, claim or reference", configure};

}  // namespace warrant
