// SPDX-License-Identifier: MIT
#include "pipeline/output_files.hpp"

#include "tessera/pipeline/diagnostic.hpp"

#include <algorithm>
#include <cerrno>
#include <ranges>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <fmt/format.h>

namespace tessera {
namespace fs = std::filesystem;
namespace {

std::string reason_of(int number) { return std::generic_category().message(number); }

/// An open file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int fd) noexcept : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const noexcept { return fd_; }
  /// The error of closing, on file systems that report writes late; 0 when there is none.
  int close() noexcept { return ::close(std::exchange(fd_, -1)) == 0 ? 0 : errno; }

 private:
  int fd_;
};

[[noreturn]] void refuse_write(const fs::path& target, std::uint64_t needed, int number) {
  if (number != ENOSPC && number != EDQUOT)
    throw Error(codes::cannot_write,
                fmt::format("'{}' cannot be written: {}", target.filename().string(), reason_of(number)));
  struct statvfs space {};
  const bool known = ::statvfs(target.parent_path().c_str(), &space) == 0;
  throw Error(codes::disk_full, fmt::format("'{}' needs {} bytes, {} are free", target.filename().string(), needed,
                                            known ? std::uint64_t(space.f_bavail) * space.f_frsize : 0));
}

/// A new file beside `target`, under a name that nobody else uses.
std::pair<fs::path, int> create_beside(const fs::path& target) {
  for (int attempt = 0;; ++attempt) {
    const fs::path name =
        target.parent_path() / fmt::format(".{}.tmp.{}.{}", target.filename().string(), ::getpid(), attempt);
    const int fd = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd >= 0) return {name, fd};
    if (errno == EEXIST && attempt < 1000) continue;
    if (errno == ENOSPC || errno == EDQUOT) refuse_write(target, 0, errno);
    throw Error(codes::cannot_create,
                fmt::format("cannot write into '{}': {}", target.parent_path().string(), reason_of(errno)),
                "choose another directory with --out");
  }
}

void sync_directory(const fs::path& directory) {
  const Descriptor fd(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() >= 0) ::fsync(fd.get());  // some file systems cannot: the rename stands all the same
}

}  // namespace

OutputFiles::OutputFiles(fs::path directory) : directory_(fs::absolute(std::move(directory)).lexically_normal()) {
  if (!directory_.has_filename()) directory_ = directory_.parent_path();
  try {
    make_directories(directory_);
    const auto [name, fd] = create_beside(directory_ / "run.json");
    ::close(fd);
    ::unlink(name.c_str());
  } catch (...) {
    for (const auto& made : made_ | std::views::reverse) ::rmdir(made.c_str());
    throw;
  }
}

OutputFiles::~OutputFiles() {
  if (is_committed_) return;
  for (const auto& file : pending_) ::unlink(file.temporary.c_str());
  for (const auto& made : made_ | std::views::reverse) ::rmdir(made.c_str());
}

void OutputFiles::make_directories(const fs::path& directory) {
  std::error_code problem;
  if (fs::is_directory(directory, problem)) return;
  if (directory.has_parent_path() && directory.parent_path() != directory) make_directories(directory.parent_path());
  if (fs::create_directory(directory, problem)) {
    made_.push_back(directory);
  } else if (!fs::is_directory(directory)) {
    throw Error(codes::cannot_create,
                fmt::format("cannot make the directory '{}': {}", directory.string(),
                            problem ? problem.message() : std::string("a file has its name")),
                "choose another directory with --out");
  }
}

void OutputFiles::require_free(const std::string& name) const {
  const fs::path target = directory_ / name;
  std::error_code ignored;
  for (const auto& file : protected_)
    if (fs::equivalent(file, target, ignored))
      throw Error(codes::overwrites_input, fmt::format("'{}' is an input of this run", name),
                  "choose another directory with --out");
  if (fs::is_directory(target, ignored))
    throw Error(codes::cannot_create, fmt::format("'{}' is a directory", target.string()));
  if (fs::exists(target, ignored) && !fs::is_regular_file(target, ignored))
    throw Error(codes::cannot_create, fmt::format("'{}' is not a regular file", target.string()),
                "choose another output");
}

void OutputFiles::add(const std::string& name, std::string_view bytes) {
  require_free(name);
  const fs::path target = directory_ / name;
  make_directories(target.parent_path());
  const auto [temporary, raw] = create_beside(target);
  Descriptor fd(raw);
  pending_.push_back({temporary, target});

  for (auto rest = bytes; !rest.empty();) {
    const auto written = ::write(fd.get(), rest.data(), std::min<std::size_t>(rest.size(), 1 << 30));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) refuse_write(target, bytes.size(), errno);
    rest.remove_prefix(std::size_t(written));
  }
  if (::fsync(fd.get()) != 0 && errno != EINVAL) refuse_write(target, bytes.size(), errno);
  if (const int problem = fd.close()) refuse_write(target, bytes.size(), problem);
}

void OutputFiles::commit() {
  std::vector<fs::path> directories;
  while (!pending_.empty()) {
    const auto& [temporary, target] = pending_.front();
    if (::rename(temporary.c_str(), target.c_str()) != 0) refuse_write(target, 0, errno);
    if (std::ranges::find(directories, target.parent_path()) == directories.end())
      directories.push_back(target.parent_path());
    pending_.erase(pending_.begin());
  }
  is_committed_ = true;
  for (const auto& made : made_) directories.push_back(made.parent_path());
  for (const auto& directory : directories) sync_directory(directory);
}

}  // namespace tessera
