// SPDX-License-Identifier: MIT
// The archive side of .npz, over libzip, always from memory.
#include "tessera/exchange/array.hpp"

#include "exchange/place.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include <zip.h>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

constexpr std::uint64_t most_members = 1'000'000;
constexpr std::uint64_t free_growth = std::uint64_t{1} << 20;
constexpr std::uint64_t largest_ratio = 200;
constexpr std::uint64_t header_start = std::uint64_t{66} << 10;  // holds the longest header of an array

struct CloseArchive {
  void operator()(::zip_t* archive) const noexcept { ::zip_discard(archive); }
};
struct CloseMember {
  void operator()(::zip_file_t* member) const noexcept { ::zip_fclose(member); }
};

class Archive {
 public:
  explicit Archive(Source source) : source_(source) {
    ::zip_error_t error;
    ::zip_error_init(&error);
    ::zip_source_t* const buffer = ::zip_source_buffer_create(source.bytes.data(), source.bytes.size(), 0, &error);
    if (buffer) archive_.reset(::zip_open_from_source(buffer, ZIP_RDONLY | ZIP_CHECKCONS, &error));
    if (archive_) {
      ::zip_error_fini(&error);
      read_directory();
      return;
    }
    if (buffer) ::zip_source_free(buffer);
    const bool has_no_end = ::zip_error_code_zip(&error) == ZIP_ER_NOZIP;
    const std::string why = ::zip_error_strerror(&error);
    ::zip_error_fini(&error);
    if (has_no_end)
      refuse_byte(codes::truncated, source.name, source.bytes.size(), "the zip archive ends before its directory");
    refuse(codes::bad_format, source.name, fmt::format("the zip archive is damaged: {}", why));
  }

  const std::vector<Member>& members() const noexcept { return members_; }

  /// The number of the member `name`; of the only one where `name` is empty.
  std::size_t find(std::string_view name) const {
    if (name.empty() && members_.size() == 1) return 0;
    const auto found = std::ranges::find(members_, name, &Member::name);
    if (found != members_.end() && !name.empty()) return std::size_t(found - members_.begin());
    refuse(codes::bad_request, source_.name,
           name.empty() ? fmt::format("holds {} arrays, so one must be named", members_.size())
                        : fmt::format("holds no array called {}", shown(name)),
           name.empty()
               ? fmt::format("name it, as in array = \"{}\"; its arrays are {}", members_.front().name, listed())
               : fmt::format("its arrays are {}", listed()));
  }

  /// Up to `wanted` bytes of a member; all of them are checked against the member's checksum when all are read.
  std::string read(std::size_t member, std::uint64_t wanted, std::uint64_t byte_limit) const {
    const std::unique_ptr<::zip_file_t, CloseMember> open(::zip_fopen_index(archive_.get(), member, 0));
    const std::string name = fmt::format("member {}", shown(members_[member].name));
    if (!open)
      refuse(codes::bad_format, source_.name,
             fmt::format("{} cannot be opened: {}", name, ::zip_strerror(archive_.get())));

    std::string bytes;
    std::array<char, 1 << 14> step;
    while (bytes.size() < wanted) {
      const auto got = ::zip_fread(open.get(), step.data(), step.size());
      if (got < 0)
        refuse(codes::bad_format, source_.name,
               fmt::format("{} is damaged: {}", name, ::zip_file_strerror(open.get())));
      if (got == 0) break;
      bytes.append(step.data(), std::size_t(got));
      if (bytes.size() > byte_limit)
        refuse(codes::over_cap, source_.name,
               fmt::format("{} unfolds to more than the limit of {} bytes", name, byte_limit),
               "raise the memory limit");
      if (bytes.size() > free_growth && bytes.size() / largest_ratio > stored_[member])
        refuse(codes::over_cap, source_.name,
               fmt::format("{} unfolds to more than {} bytes per byte", name, largest_ratio),
               "store it again without compression if you trust it");
    }
    return bytes;
  }

 private:
  void read_directory() {
    const auto count = std::uint64_t(::zip_get_num_entries(archive_.get(), 0));
    if (count > most_members)
      refuse(codes::over_cap, source_.name, fmt::format("needs at most {} members, got {}", most_members, count));
    for (std::uint64_t i = 0; i < count; ++i) {
      ::zip_stat_t status;
      ::zip_stat_init(&status);
      if (::zip_stat_index(archive_.get(), i, ZIP_FL_ENC_RAW, &status) != 0 || !status.name)
        refuse(codes::bad_format, source_.name, fmt::format("member {} of the archive cannot be read", i));
      std::string_view name = status.name;
      if (status.encryption_method != ZIP_EM_NONE)
        refuse(codes::unsupported, source_.name, fmt::format("member {} is encrypted", shown(name)));
      if (status.comp_method != ZIP_CM_STORE && status.comp_method != ZIP_CM_DEFLATE)
        refuse(codes::unsupported, source_.name,
               fmt::format("member {} uses compression method {}", shown(name), status.comp_method),
               "store it with numpy.savez or numpy.savez_compressed");
      if (name.ends_with(".npy")) name.remove_suffix(4);
      members_.push_back({std::string(name), status.size});
      stored_.push_back(status.comp_size);
    }
    if (members_.empty()) refuse(codes::too_few, source_.name, "needs at least one array, got none");
    refuse_repeated();
  }

  void refuse_repeated() const {
    std::vector<std::string_view> names;
    for (const Member& member : members_) names.push_back(member.name);
    std::ranges::sort(names);
    const auto twice = std::ranges::adjacent_find(names);
    if (twice != names.end())
      refuse(codes::bad_format, source_.name, fmt::format("two members are called {}", shown(*twice)));
  }

  std::string listed() const {
    std::string list;
    for (std::size_t i = 0; i < members_.size() && i < 20; ++i) list += (i ? ", " : "") + shown(members_[i].name);
    return members_.size() > 20 ? list + ", ..." : list;
  }

  Source source_;
  std::unique_ptr<::zip_t, CloseArchive> archive_;
  std::vector<Member> members_;
  std::vector<std::uint64_t> stored_;  // bytes of each member in the archive
};

std::string member_name(Source source, const Member& member) {
  return fmt::format("{}[{}]", source.name, shown(member.name));
}

}  // namespace

bool is_npz(std::string_view bytes) noexcept {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06");
}

std::string chosen_array(Source source, const std::string& name, const char* own) {
  if (!name.empty() || !is_npz(source.bytes)) return name;
  const Archive archive(source);
  const auto& members = archive.members();
  const bool is_there = members.size() > 1 && std::ranges::find(members, own, &Member::name) != members.end();
  return is_there ? own : name;
}

std::vector<Member> list_npz(Source source) { return Archive(source).members(); }

Array read_npz(Source source, std::string_view name, std::uint64_t byte_limit) {
  const Archive archive(source);
  const std::size_t member = archive.find(name);
  const std::string bytes = archive.read(member, ~std::uint64_t{0}, byte_limit);
  return parse_npy({member_name(source, archive.members()[member]), bytes});
}

ArrayHeader read_npz_header(Source source, std::string_view name) {
  const Archive archive(source);
  const std::size_t member = archive.find(name);
  const std::string bytes = archive.read(member, header_start, header_start + (1 << 14));
  return parse_npy_header({member_name(source, archive.members()[member]), bytes});
}

}  // namespace tessera::exchange
