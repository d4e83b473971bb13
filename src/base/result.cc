#include "src/base/result.h"

namespace warrant {

WARRANT_DEFINE_RECORD(Error);

Error::Error(ErrorCode c, std::string what, std::string place)
    : code(c), message(std::move(what)), where(std::move(place)) {}

tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string where) {
  return tl::unexpected<Error>(Error(code, std::move(message), std::move(where)));
}

std::string_view error_code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::kNotFound:
      return "not-found";
    case ErrorCode::kInvalidArgument:
      return "invalid-argument";
    case ErrorCode::kUnsupported:
      return "unsupported";
    case ErrorCode::kCorrupt:
      return "corrupt";
    case ErrorCode::kLimit:
      return "limit";
    case ErrorCode::kIo:
      return "io";
    case ErrorCode::kNetwork:
      return "network";
    case ErrorCode::kStore:
      return "store";
    case ErrorCode::kInterrupted:
      return "interrupted";
  }
  return "unknown";
}

std::string to_string(const Error& error) {
  return error.where.empty() ? error.message : error.where + ": " + error.message;
}

}  // namespace warrant
