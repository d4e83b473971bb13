// Audit checks: a stored document -> findings. One file and one line in checks.def each (ARCHITECTURE.md, recipe 3).
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/audit/facts.h"
#include "src/base/result.h"
#include "src/model/finding.h"
#include "src/store/store.h"

namespace warrant {

// One document under audit: all that was stored of it, what is printed in it, and the store for checks that look
// across documents.
struct AuditSubject {
  const Store& store;
  const IndexedDocument& document;
  const AuditFacts& facts;
  std::int64_t& checked;  // a check adds 1 for every number or link it could judge: silence must be earned
};

struct Check {
  std::string_view name;         // "dangling-citation": stable, used by --check
  Severity severity;             // the highest it gives
  std::string_view summary;      // one line
  std::string_view explanation;  // what it does, its formula with source, and its limits: for --explain
  // Appends findings with severity, span, message, printed, expected, arithmetic; audit() fills in the rest.
  void (*run)(const AuditSubject& subject, std::vector<Finding>& findings);
};

std::span<const Check> checks();

// What a check reports; `related` may be added by the caller.
Finding& report(std::vector<Finding>& findings, Severity severity, ByteSpan span, std::string message,
                std::string printed = {}, std::string expected = {}, std::string arithmetic = {});

// Findings with one cause become one: that of the first index keeps its place and takes severity and message, the
// others become its related places and are dropped. `same` holds at least one index.
void fold(const AuditSubject& subject, std::vector<Finding>& findings, const std::vector<std::size_t>& same,
          Severity severity, std::string message);

// Takes a finding back; it keeps its index until the check is done.
inline void drop(Finding& finding) { finding.message.clear(); }

struct AuditReport {
  std::vector<Finding> findings;                     // in order of span and check
  std::map<std::string_view, std::int64_t> checked;  // numbers, links and statements judged, by check; none = absent
};

// The named checks (all when empty) on one stored document.
Result<AuditReport> audit(const Store& store, std::string_view document_id, const std::vector<std::string>& names);

// The same on a document at hand; the store is what its citations and other documents are looked up in.
AuditReport audit(const Store& store, const IndexedDocument& document, const std::vector<std::string>& names);

}  // namespace warrant
