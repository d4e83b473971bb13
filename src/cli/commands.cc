#include "src/cli/command.h"

namespace warrant {

#define WARRANT_COMMAND(name) extern const Command name##_command;
#include "src/cli/commands.def"
#undef WARRANT_COMMAND

std::span<const Command> commands() {
  static const std::vector<Command> table = {
#define WARRANT_COMMAND(name) name##_command,
#include "src/cli/commands.def"
#undef WARRANT_COMMAND
  };
  return table;
}

}  // namespace warrant
