// What wrote to the store, and what changed by it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace warrant {

// One ingest, reindex, rebuild or remove.
struct Run {
  std::int64_t nr = 0;  // from 1, in order
  std::string command;
  std::string started, finished;  // UTC, ISO 8601; finished "" = it was killed or could not go on
  std::string version;            // of the program
  std::vector<std::string> inputs;
  bool interrupted = false;
  std::int64_t created = 0, updated = 0, unchanged = 0, withdrawn = 0, skipped = 0, failed = 0;
  std::int64_t claims = 0, source_bytes = 0;
  double seconds = 0;
  // By kind: "skipped" and "failed" by reason, "claims" by measure, "seconds" by stage.
  std::map<std::string, std::map<std::string, double>> counts;
};

// What became of one document between a run and now.
struct DocumentChange {
  std::string document;  // id
  std::string what;      // "new", "changed", "withdrawn"
  std::string title;     // "" of a withdrawn one
  // "retracted", "expression of concern"…, "" = not marked. A work that a new notice marks is changed by that.
  std::string retraction = {};
  // Ids. Moved = the same words at another place of the document. All claims of a new document are new.
  std::vector<std::string> new_claims, moved_claims, withdrawn_claims;
};

}  // namespace warrant
