// SPDX-License-Identifier: MIT
#include "cli/program.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

namespace tessera {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The program with its stdout and stderr in files, which take any amount.
class Process {
 public:
  Process(const std::vector<std::string>& arguments, const fs::path& directory) {
    const fs::path program = TESSERA_PROGRAM;
    std::vector<char*> words{const_cast<char*>(program.c_str())};
    for (const auto& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);

    child_ = fork();
    if (child_ < 0) throw std::runtime_error("cannot fork");
    if (child_ > 0) return;
    const int nothing = open("/dev/null", O_RDONLY), out = create(log_.path() / "out"),
              err = create(log_.path() / "err");
    dup2(nothing, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    if (chdir(directory.c_str()) == 0) execv(program.c_str(), words.data());
    _exit(127);
  }

  void send(int signal) const { kill(child_, signal); }

  Outcome wait() const {
    int status = 0;
    waitpid(child_, &status, 0);
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return {code, contents(log_.path() / "out"), contents(log_.path() / "err")};
  }

 private:
  static int create(const fs::path& path) { return open(path.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600); }

  TestDirectory log_;
  pid_t child_ = -1;
};

}  // namespace

Outcome tessera_program(const std::vector<std::string>& arguments, const fs::path& directory) {
  return Process(arguments, directory).wait();
}

SignalledOutcome signalled_program(const std::vector<std::string>& arguments, const fs::path& directory, int signal,
                                   int delay_ms, int again_ms) {
  const Process process(arguments, directory);
  std::this_thread::sleep_for(std::chrono::milliseconds(delay_ms));
  const auto start = std::chrono::steady_clock::now();
  process.send(signal);
  if (again_ms > 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(again_ms));
    process.send(signal);
  }
  SignalledOutcome outcome;
  static_cast<Outcome&>(outcome) = process.wait();
  outcome.seconds_after_signal = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return outcome;
}

TestDirectory::TestDirectory() {
  std::string name = (fs::temp_directory_path() / "tessera-test-XXXXXX").string();
  if (!mkdtemp(name.data())) throw std::runtime_error("cannot make " + name);
  path_ = name;
}

TestDirectory::~TestDirectory() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void TestDirectory::write(const std::string& name, const std::string& bytes) const {
  fs::create_directories((path_ / name).parent_path());
  std::ofstream(path_ / name, std::ios::binary) << bytes;
}

std::string TestDirectory::read(const std::string& name) const { return contents(path_ / name); }

std::vector<std::string> TestDirectory::names() const {
  std::vector<std::string> all;
  for (const auto& entry : fs::recursive_directory_iterator(path_))
    all.push_back(entry.path().lexically_relative(path_).string());
  std::ranges::sort(all);
  return all;
}

}  // namespace tessera
