// Audit checks: a stored document -> findings. One file and one line in checks.def each (ARCHITECTURE.md, recipe 3).
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "src/base/result.h"
#include "src/model/finding.h"
#include "src/store/store.h"

namespace warrant {

// One document under audit: all that was stored of it, and the store for checks that look across documents.
struct AuditSubject {
  const Store& store;
  const IndexedDocument& document;
};

struct Check {
  std::string_view name;      // "dangling-citation": stable, used by --check
  Severity severity;          // the highest it gives
  std::string_view summary;   // one line
  // Appends findings (document and quote are filled in by audit()).
  void (*run)(const AuditSubject& subject, std::vector<Finding>& findings);
};

std::span<const Check> checks();

// Findings of the named checks (all when empty) about one document, in order of span and check.
Result<std::vector<Finding>> audit(const Store& store, std::string_view document_id,
                                   const std::vector<std::string>& names);

}  // namespace warrant
