// Result<T>: a value, or an Error that says what went wrong and where.
// In a batch a bad file is an expected outcome that is stored, counted and shown, so functions return it
// instead of throwing. tl::expected stands in for std::expected until the toolchain has it (ARCHITECTURE.md).
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

#include "src/base/record.h"

namespace warrant {

enum class ErrorCode {
  kNotFound,         // the thing asked for is not there
  kInvalidArgument,  // the caller's words are wrong (usage)
  kUnsupported,      // understood, but not something we read (a PDF, an unknown charset)
  kCorrupt,          // malformed, truncated or damaged input or store
  kLimit,            // a stated limit was passed (depth, size, ratio)
  kIo,
  kNetwork,
  kStore,
  kInterrupted,
};

// The code's name as printed and stored: "not-found", "corrupt"...
std::string_view error_code_name(ErrorCode code);

struct Error {
  WARRANT_RECORD(Error);  // every function that can fail holds some
  Error(ErrorCode code, std::string message, std::string where = {});

  ErrorCode code = ErrorCode::kInvalidArgument;
  std::string message;  // for people, one line, no trailing full stop
  std::string where;    // file, member, line, byte offset: whatever is known; may be empty

  friend bool operator==(const Error&, const Error&) = default;
};

// "where: message", or the message alone.
std::string to_string(const Error& error);

template <typename T>
using Result = tl::expected<T, Error>;

tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string where = {});

}  // namespace warrant

#define WARRANT_CONCAT_(a, b) a##b
#define WARRANT_CONCAT(a, b) WARRANT_CONCAT_(a, b)

// WARRANT_TRY(name, expr): name = the value of expr, or return its error from this function.
#define WARRANT_TRY(name, expr)                                                    \
  auto WARRANT_CONCAT(result_, __LINE__) = (expr);                                 \
  if (!WARRANT_CONCAT(result_, __LINE__))                                          \
    return ::tl::unexpected(std::move(WARRANT_CONCAT(result_, __LINE__)).error()); \
  auto name = std::move(*WARRANT_CONCAT(result_, __LINE__))

// WARRANT_CHECK(expr): return the error of a Result<void> expression, if any.
#define WARRANT_CHECK(expr)                                                          \
  do {                                                                               \
    auto warrant_result = (expr);                                                    \
    if (!warrant_result) return ::tl::unexpected(std::move(warrant_result).error()); \
  } while (false)
