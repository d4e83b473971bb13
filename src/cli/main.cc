// The program: runs the command line, and decides how the process ends.
#include <csignal>
#include <exception>

#include <fmt/format.h>

#include "src/cli/command.h"
#include "src/cli/common.h"

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe shows as EPIPE, see finish_output()
  try {
    return warrant::run_command_line(argc, argv);
  } catch (const std::exception& error) {
    warrant::complain(fmt::format("internal error: {}", error.what()));
  } catch (...) {
    warrant::complain("internal error");
  }
  return warrant::kStoreUnusable;
}
