// Test-only: runs a program, with its output caught, and can kill it.
#pragma once

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/data.h"

namespace warrant::test {

struct Finished {
  int status = -1;  // exit status, or 128 + signal
  std::string out, err;
};

class Process {
 public:
  // Starts `words` with output going to files in `scratch`. `max_file_bytes`: RLIMIT_FSIZE of the child, 0 = none.
  Process(const std::vector<std::string>& words, const std::filesystem::path& scratch, std::uint64_t max_file_bytes = 0)
      : out_(scratch / "stdout"), err_(scratch / "stderr") {
    std::vector<std::string> copy = words;
    std::vector<char*> argv;
    for (std::string& word : copy) argv.push_back(word.data());
    argv.push_back(nullptr);
    const std::string out = out_.string(), err = err_.string();
    pid_ = fork();
    if (pid_ != 0) return;
    dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
    dup2(open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
    dup2(open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
    if (max_file_bytes > 0) {
      signal(SIGXFSZ, SIG_IGN);
      const rlimit limit{max_file_bytes, max_file_bytes};
      setrlimit(RLIMIT_FSIZE, &limit);
    }
    execv(argv[0], argv.data());
    _exit(127);
  }
  ~Process() {
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      waitpid(pid_, nullptr, 0);
    }
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void send(int signal_number) const { kill(pid_, signal_number); }

  Finished wait() {
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), read_file(out_), read_file(err_)};
  }

 private:
  std::filesystem::path out_, err_;
  pid_t pid_ = -1;
};

// Runs to the end with a terminal for its stderr; `err` is what the terminal was sent.
inline Finished run_on_terminal(const std::vector<std::string>& words, const std::filesystem::path& scratch) {
  const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
  if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0) return {};
  const std::string line = ptsname(terminal), out = (scratch / "stdout").string();
  std::vector<std::string> copy = words;
  std::vector<char*> argv;
  for (std::string& word : copy) argv.push_back(word.data());
  argv.push_back(nullptr);
  const pid_t pid = fork();
  if (pid == 0) {
    setsid();
    dup2(open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
    dup2(open(line.c_str(), O_RDWR), STDERR_FILENO);
    close(terminal);
    execv(argv[0], argv.data());
    _exit(127);
  }
  Finished finished;
  char buffer[4096];
  // An error is the end: nobody has the terminal open any more.
  for (ssize_t n = 0; (n = read(terminal, buffer, sizeof buffer)) > 0;)
    finished.err.append(buffer, static_cast<std::size_t>(n));
  close(terminal);
  int status = 0;
  waitpid(pid, &status, 0);
  finished.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  finished.out = read_file(scratch / "stdout");
  return finished;
}

// Runs to the end.
inline Finished run(const std::vector<std::string>& words, const std::filesystem::path& scratch,
                    std::uint64_t max_file_bytes = 0) {
  return Process(words, scratch, max_file_bytes).wait();
}

}  // namespace warrant::test
