// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tessera {

/// What one run of the program left behind.
struct Outcome {
  int status = 0;  // exit code; 128 + the signal that ended it
  std::string out, err;
};

/// Runs the program under test in `directory` and waits.
Outcome tessera_program(const std::vector<std::string>& arguments, const std::filesystem::path& directory = ".");

/// Starts it, sends `signal` after `delay_ms`, `again_ms` later once more where that is not 0, and waits. A run of
/// `seconds` says how long that took after the first signal.
struct SignalledOutcome : Outcome {
  double seconds_after_signal = 0;
};
SignalledOutcome signalled_program(const std::vector<std::string>& arguments, const std::filesystem::path& directory,
                                   int signal, int delay_ms, int again_ms = 0);

/// A directory of its own for one test, removed at its end.
class TestDirectory {
 public:
  TestDirectory();
  ~TestDirectory();
  TestDirectory(const TestDirectory&) = delete;
  TestDirectory& operator=(const TestDirectory&) = delete;

  const std::filesystem::path& path() const noexcept { return path_; }
  void write(const std::string& name, const std::string& bytes) const;
  std::string read(const std::string& name) const;
  /// Names of all files and directories below it, sorted.
  std::vector<std::string> names() const;

 private:
  std::filesystem::path path_;
};

}  // namespace tessera
