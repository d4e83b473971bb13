// Test-only: compares output with a file under tests/golden; WARRANT_UPDATE_GOLDEN=1 rewrites it.
#pragma once

#include <cstdlib>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/data.h"

namespace warrant::test {

inline void expect_golden(const std::filesystem::path& expected, const std::string& actual) {
  if (std::getenv("WARRANT_UPDATE_GOLDEN") != nullptr) {
    write_file(expected, actual);
    return;
  }
  ASSERT_TRUE(std::filesystem::exists(expected)) << expected << " is missing; WARRANT_UPDATE_GOLDEN=1 writes it";
  EXPECT_EQ(read_file(expected), actual) << "differs from " << expected << "; WARRANT_UPDATE_GOLDEN=1 rewrites it";
}

}  // namespace warrant::test
