// Makes the Retrieval of a store.
#pragma once

#include <memory>

#include "src/store/retrieval.h"
#include "src/store/sqlite.h"

namespace warrant {

// Lifetime: `database` outlives it. Never fails: what goes wrong is said by top() and show().
std::unique_ptr<Retrieval> make_retrieval(Database& database);

}  // namespace warrant
