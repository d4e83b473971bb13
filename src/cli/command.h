// The command line: one command per file and line in commands.def. Commands print to stdout, remarks to stderr, and
// return the exit status; only main.cc decides how the process ends.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "src/cli/arguments.h"
#include "src/render/renderer.h"

namespace warrant {

// Exit statuses of the contract.
enum ExitStatus : int {
  kDone = 0,
  kNothingFound = 1,
  kUsage = 2,
  kSomeFailed = 3,
  kStoreUnusable = 4,
  kNetworkFailed = 5,
  kInterruptedByUser = 130,
};

// What all commands share: the global options, resolved.
struct Invocation {
  std::string db;                      // path of the store
  const Renderer* renderer = nullptr;  // of --format
  RenderOptions render;
  bool quiet = false;
  bool terminal_errors = false;  // stderr is a terminal: progress may be drawn
};

// A command: configure() says what it takes and returns the action that runs it; the action's result is the
// exit status. State lives in the closure.
struct Command {
  std::string_view name;
  std::string_view summary;  // one line, for --help and README
  std::function<int(const Invocation&)> (*configure)(Arguments& app);
};

std::span<const Command> commands();

// Reads the words of the command line and runs the command they name; the exit status. May throw what a command throws.
int run_command_line(int argc, char** argv);

}  // namespace warrant
