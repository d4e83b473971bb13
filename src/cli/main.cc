// The program: runs the command line, and decides how the process ends.
#include <unistd.h>

#include <csignal>
#include <exception>
#include <string_view>

#include <fmt/format.h>

#include "src/cli/command.h"
#include "src/cli/common.h"

namespace {

// So little memory that not even an exception can be made, before main() or in it: still an error that is said.
[[noreturn]] void end_at_once() {
  constexpr std::string_view kSaid = "warrant: internal error, or too little memory to run\n";
  (void)!write(STDERR_FILENO, kSaid.data(), kSaid.size());
  _exit(warrant::kStoreUnusable);
}

const std::terminate_handler kBefore = std::set_terminate(end_at_once);  // linked first, so it runs first

}  // namespace

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
