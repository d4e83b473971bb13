// What several commands share: opening the store, printing, and turning errors into exit statuses.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "src/base/result.h"
#include "src/cli/command.h"
#include "src/store/store.h"

namespace warrant {

// Writes data to stdout. A closed pipe is no error; any other failure ends in kSomeFailed through finish_output().
void print(std::string_view data);
// Flushes stdout; returns `status`, or kSomeFailed after saying why when not everything could be written.
int finish_output(int status);

// A remark on stderr, "warrant: …", made safe for a terminal; nothing with -q.
void remark(const Invocation& invocation, std::string_view text);
// An error on stderr, also with -q.
void complain(std::string_view text);

// Says what went wrong and returns the exit status for it: kNotFound -> 1, kInvalidArgument -> 2, kNetwork -> 5,
// kInterrupted -> 130, kStore and kCorrupt -> 4, the rest -> 3.
int report(const Error& error);
// The same where any error means that the store cannot be used.
int report_store(const Error& error);

// "2010..2015", "2010..", "..2015", "2010" -> first and last year, 0 = open.
Result<std::pair<std::int32_t, std::int32_t>> parse_years(std::string_view text);

// All of a file, or of stdin for "-".
Result<std::string> read_input(const std::string& path);

// Lines without their ends; a last line without newline counts, empty lines are kept.
std::vector<std::string_view> lines_of(std::string_view text);

}  // namespace warrant
