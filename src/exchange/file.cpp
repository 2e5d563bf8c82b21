// SPDX-License-Identifier: MIT
#include "tessera/exchange/file.hpp"

#include "exchange/place.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

constexpr std::uint64_t free_growth = std::uint64_t{1} << 20;  // a small file may unfold to this much at any ratio
constexpr std::uint64_t largest_ratio = 200;

/// An open regular file; closed at the end of the scope.
class OpenFile {
 public:
  explicit OpenFile(const std::string& path)
      : path_(path), descriptor_(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)) {
    if (descriptor_ < 0) refuse_open(errno);
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) {
      ::close(descriptor_);
      refuse(
          codes::cannot_read, path_,
          S_ISDIR(status.st_mode) ? "needs a file, got a directory" : "needs a regular file, got a pipe or a device");
    }
    size_ = std::uint64_t(status.st_size);
  }
  ~OpenFile() { ::close(descriptor_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  std::uint64_t size() const noexcept { return size_; }

  /// At most `count` bytes from where the last call stopped; fewer only at the end of the file.
  std::string read(std::uint64_t count) {
    std::string bytes;
    std::array<char, 1 << 16> step;
    while (bytes.size() < count) {
      const auto wanted = std::min<std::uint64_t>(step.size(), count - bytes.size());
      const ::ssize_t got = ::read(descriptor_, step.data(), wanted);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) refuse(codes::cannot_read, path_, fmt::format("cannot be read: {}", std::strerror(errno)));
      if (got == 0) break;
      bytes.append(step.data(), std::size_t(got));
    }
    return bytes;
  }

 private:
  [[noreturn]] void refuse_open(int reason) const {
    if (reason == ENOENT || reason == ENOTDIR) refuse(codes::input_missing, path_, "there is no such file");
    refuse(codes::cannot_read, path_, fmt::format("cannot be opened: {}", std::strerror(reason)));
  }

  std::string path_;
  int descriptor_;
  std::uint64_t size_ = 0;
};

/// zlib's inflate on a piece of memory, one step of output after another.
class Inflater {
 public:
  explicit Inflater(Source compressed) : source_(compressed) {
    if (::inflateInit2(&stream_, 15 + 16) != Z_OK) refuse(codes::internal, source_.name, "zlib does not start");
  }
  ~Inflater() { ::inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  /// The next bytes; nothing once all members have ended.
  std::string_view step() {
    if (at_end_) return {};
    feed();
    stream_.next_out = reinterpret_cast<Bytef*>(buffer_.data());
    stream_.avail_out = uInt(buffer_.size());
    const int state = ::inflate(&stream_, Z_NO_FLUSH);
    if (state == Z_STREAM_END) {
      end_member();
    } else if (state == Z_BUF_ERROR && consumed() == source_.bytes.size()) {
      refuse_byte(codes::truncated, source_.name, consumed(), "the gzip stream ends too early");
    } else if (state != Z_OK) {
      refuse_byte(codes::bad_format, source_.name, consumed(),
                  fmt::format("the gzip stream is damaged ({})", stream_.msg ? stream_.msg : "no reason given"));
    }
    return {buffer_.data(), buffer_.size() - stream_.avail_out};
  }

  bool at_end() const noexcept { return at_end_; }
  std::uint64_t consumed() const noexcept { return fed_ - stream_.avail_in; }

 private:
  /// zlib counts in 32 bits: hand the input over in pieces.
  void feed() {
    if (stream_.avail_in > 0) return;
    const auto piece = source_.bytes.substr(fed_, std::size_t{1} << 30);
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
    stream_.avail_in = uInt(piece.size());
    fed_ += piece.size();
  }

  void end_member() {
    const auto after = source_.bytes.substr(consumed());
    if (after.empty()) {
      at_end_ = true;
    } else if (is_gzip(after)) {
      ::inflateReset(&stream_);
    } else {
      refuse_byte(codes::bad_format, source_.name, consumed(),
                  fmt::format("{} bytes follow the gzip stream", after.size()));
    }
  }

  Source source_;
  ::z_stream stream_{};
  std::uint64_t fed_ = 0;
  bool at_end_ = false;
  std::array<char, 1 << 16> buffer_;
};

}  // namespace

bool is_gzip(std::string_view bytes) noexcept { return bytes.starts_with("\x1f\x8b"); }

std::string gunzip(Source compressed, std::uint64_t byte_limit) {
  auto inflater = std::make_unique<Inflater>(compressed);
  std::string bytes;
  while (!inflater->at_end()) {
    bytes += inflater->step();
    if (bytes.size() > byte_limit)
      refuse(codes::over_cap, compressed.name, fmt::format("unfolds to more than the limit of {} bytes", byte_limit),
             "raise the memory limit");
    if (bytes.size() > free_growth && bytes.size() / largest_ratio > inflater->consumed())
      refuse(codes::over_cap, compressed.name, fmt::format("unfolds to more than {} bytes per byte", largest_ratio),
             "decompress the file with a tool you trust, then read the result");
  }
  return bytes;
}

File read_file(const std::string& path, std::uint64_t byte_limit) {
  OpenFile open(path);
  if (open.size() > byte_limit)
    refuse(codes::over_cap, path, fmt::format("needs at most {} bytes, got {}", byte_limit, open.size()),
           "raise the memory limit");
  File file{path, open.read(open.size() + 1)};
  if (file.bytes.size() != open.size()) refuse(codes::cannot_read, path, "changed while it was read", "read it again");
  if (is_gzip(file.bytes)) file.bytes = gunzip(file.source(), byte_limit);
  return file;
}

FileStart read_start(const std::string& path, std::uint64_t count) {
  OpenFile open(path);
  FileStart start;
  start.file_bytes = open.size();
  start.bytes = open.read(count);
  start.is_whole = start.bytes.size() == open.size();
  start.is_gzip = is_gzip(start.bytes);
  if (!start.is_gzip) return start;

  const std::string compressed = std::move(start.bytes);
  auto inflater = std::make_unique<Inflater>(Source{path, compressed});
  start.bytes.clear();
  while (!inflater->at_end() && start.bytes.size() < count) {
    if (!start.is_whole && inflater->consumed() == compressed.size()) return start;
    start.bytes += inflater->step();
  }
  start.is_whole = start.is_whole && inflater->at_end();
  return start;
}

bool exists(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0;
}

std::string file_stem(std::string_view path) {
  std::string_view stem = path.substr(path.find_last_of('/') + 1);
  for (const std::string_view suffix : {".gz",
                                        ".csv",
                                        ".tsv",
                                        ".txt",
                                        ".npy",
                                        ".npz",
                                        ".off",
                                        ".scc",
                                        ".firep",
                                        ".dat",
                                        ".edges",
                                        ".xyz",
                                        ".ts",
                                        ".arff",
                                        ".svm",
                                        ".svmlight",
                                        ".libsvm",
                                        ".mtx",
                                        ".graphml",
                                        ".dipha",
                                        ".lower_distance_matrix",
                                        ".upper_distance_matrix",
                                        ".distance_matrix"})
    if (stem.size() > suffix.size() && stem.ends_with(suffix)) stem.remove_suffix(suffix.size());
  return std::string(stem);
}

}  // namespace tessera::exchange
