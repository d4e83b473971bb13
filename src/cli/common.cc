#include "src/cli/common.h"

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>

#include <fmt/format.h>

#include "src/base/text.h"

namespace warrant {
namespace {

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kNotFound:
      return kNothingFound;
    case ErrorCode::kInvalidArgument:
      return kUsage;
    case ErrorCode::kNetwork:
      return kNetworkFailed;
    case ErrorCode::kInterrupted:
      return kInterruptedByUser;
    case ErrorCode::kStore:
    case ErrorCode::kCorrupt:
      return kStoreUnusable;
    case ErrorCode::kUnsupported:
    case ErrorCode::kLimit:
    case ErrorCode::kIo:
      return kSomeFailed;
  }
  return kSomeFailed;
}

std::int32_t year_from(std::string_view text, bool& ok) {
  if (text.empty()) return 0;
  std::int32_t year = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
  ok = ok && error == std::errc() && end == text.data() + text.size() && year > 0 && year < 10000;
  return year;
}

}  // namespace

void print(std::string_view data) { std::fwrite(data.data(), 1, data.size(), stdout); }

int finish_output(int status) {
  errno = 0;
  const bool flushed = std::fflush(stdout) == 0;
  if (flushed && std::ferror(stdout) == 0) return status;
  if (errno == EPIPE) return status;  // the reader has seen enough
  complain(fmt::format("cannot write the output: {}", errno != 0 ? std::strerror(errno) : "write failed"));
  return kSomeFailed;
}

void remark(const Invocation& invocation, std::string_view text) {
  if (!invocation.quiet) complain(text);
}

void complain(std::string_view text) { fmt::print(stderr, "warrant: {}\n", terminal_safe(text)); }

int report(const Error& error) {
  complain(to_string(error));
  return status_of(error.code);
}

int report_store(const Error& error) {
  complain(to_string(error));
  return error.code == ErrorCode::kInterrupted ? kInterruptedByUser : kStoreUnusable;
}

Result<std::pair<std::int32_t, std::int32_t>> parse_years(std::string_view text) {
  bool ok = !text.empty() && text != "..";
  std::pair<std::int32_t, std::int32_t> years;
  if (const std::size_t dots = text.find(".."); dots != std::string_view::npos) {
    years = {year_from(text.substr(0, dots), ok), year_from(text.substr(dots + 2), ok)};
    ok = ok && (years.first == 0 || years.second == 0 || years.first <= years.second);
  } else {
    years.first = years.second = year_from(text, ok);
  }
  if (!ok) return fail(ErrorCode::kInvalidArgument, fmt::format("--year: \"{}\" is not a year or A..B", text));
  return years;
}

Result<std::string> read_input(const std::string& path) {
  std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
  if (file == nullptr) return fail(ErrorCode::kIo, std::strerror(errno), path);
  std::string bytes;
  char buffer[1 << 16];
  for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) bytes.append(buffer, n);
  const bool failed = std::ferror(file) != 0;
  const int reason = errno;
  if (file != stdin) std::fclose(file);
  if (failed) return fail(ErrorCode::kIo, std::strerror(reason), path);
  return bytes;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace warrant
