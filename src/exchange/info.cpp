// SPDX-License-Identifier: MIT
#include "tessera/exchange/info.hpp"

#include "exchange/arff.hpp"
#include "exchange/dipha.hpp"
#include "exchange/image_formats.hpp"
#include "exchange/lines.hpp"
#include "exchange/matrix_market.hpp"
#include "exchange/place.hpp"
#include "exchange/polygons.hpp"
#include "exchange/rivet_header.hpp"
#include "exchange/svmlight.hpp"
#include "exchange/ts.hpp"
#include "exchange/xml.hpp"
#include "exchange/xyz.hpp"
#include "tessera/exchange/array.hpp"
#include "tessera/exchange/points.hpp"
#include "tessera/exchange/table.hpp"

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

constexpr std::uint64_t start_bytes = std::uint64_t{1} << 20;  // holds the header of every format
constexpr const char* unreadable = "unreadable";

std::string_view first_word(Source source) {
  Lines lines(source);
  if (!lines.next_content()) return {};
  std::string_view rest = lines.text();
  return next_word(rest);
}

void describe_npz(FileInfo& info, Source source) {
  info.format = "npz";
  for (const Member& member : list_npz(source)) {
    ArrayInfo array{member.name, unreadable, {}};
    try {
      const auto header = read_npz_header(source, member.name);
      array = {member.name, header.dtype, header.shape};
    } catch (const Error&) {
      // Told where it is asked for; the other arrays of the file can be read.
    }
    info.arrays.push_back(std::move(array));
  }
}

FileInfo array_of_rows(std::string format, std::uint64_t rows, std::uint64_t columns) {
  FileInfo info;
  info.format = std::move(format);
  info.arrays.push_back({"", "", {rows, columns}});
  return info;
}

FileInfo describe_arff(const std::string& path, Depth depth) {
  FileInfo info;
  info.format = "arff";
  if (depth == Depth::headers) return info;
  const File file = read_file(path);
  const ArffTable arff = parse_arff(file.source());
  info = array_of_rows("arff", arff.table.rows(), arff.table.columns);
  info.columns = arff.table.header;
  return info;
}

FileInfo describe_off(const std::string& path, std::string_view word, Depth depth) {
  FileInfo info;
  info.format = word;
  if (depth == Depth::headers) return info;
  const File file = read_file(path);
  const PointCloud cloud = parse_off(file.source());
  return array_of_rows(info.format, cloud.size(), cloud.dimension());
}

FileInfo describe_table(const std::string& path, Depth depth) {
  FileInfo info;
  info.format = "table";
  if (depth == Depth::headers) return info;
  const File file = read_file(path);
  const TextTable table = parse_table(file.source());
  info = array_of_rows("table", table.rows(), table.columns);
  info.columns = table.header;
  return info;
}

FileInfo describe_matrix_market(Source start) {
  const MatrixMarketHeader header = matrix_market_header(start);
  FileInfo info = array_of_rows(fmt::format("Matrix Market {} {}", header.is_symmetric ? "symmetric" : "general",
                                            header.is_dense ? "array" : "coordinates"),
                                header.rows, header.columns);
  if (!header.is_dense) info.arrays.push_back({"entries", "", {header.listed}});
  return info;
}

/// "v" and "f" begin the lines of an OBJ.
bool begins_obj(std::string_view word) {
  return word == "v" || word == "vn" || word == "vt" || word == "f" || word == "o" || word == "g" || word == "mtllib" ||
         word == "usemtl" || word == "s";
}

/// Text, by its first word. `start` may end within a line, which no header reaches.
FileInfo describe_text(const std::string& path, Source start, Depth depth) {
  const auto word = first_word(start);
  FileInfo info;
  if (is_matrix_market(start)) return describe_matrix_market(start);
  if (is_arff(start)) return describe_arff(path, depth);
  if (word == "OFF" || word == "nOFF") return describe_off(path, word, depth);
  if (word == "ply") {
    info.format = "PLY";
    for (const auto& [element, count] : ply_elements(start)) info.arrays.push_back({std::string(element), "", {count}});
  } else if (begins_rivet(word) && probe_rivet(start).kind == RivetHeader::Kind::bifiltration) {
    info.format = "RIVET bifiltration";
  } else if (word == "scc2020" || begins_rivet(word)) {
    info.scc = probe_scc(start);
    info.format = info.scc->is_firep ? "firep" : "scc2020";
  } else if (is_xml(start)) {
    info.format = start.bytes.find("<graphml") != std::string_view::npos ? "GraphML" : "XML";
  } else if (is_ts(start)) {
    info.format = "ts";
  } else if (is_xyz(start)) {
    info.format = "XYZ";
  } else if (is_svmlight(start)) {
    info.format = "svmlight";
  } else if (begins_obj(word)) {
    info.format = "OBJ";
  } else {
    return describe_table(path, depth);
  }
  return info;
}

}  // namespace

FileInfo describe_file(const std::string& path, Depth depth) {
  const FileStart start = read_start(path, start_bytes);
  FileInfo info;
  info.bytes = start.file_bytes;
  info.is_gzip = start.is_gzip;
  const Source source{path, start.bytes};
  if (is_npz(start.bytes)) {
    const File file = read_file(path);
    describe_npz(info, file.source());
  } else if (is_npy(start.bytes)) {
    const auto header = parse_npy_header(source);
    info.format = "npy";
    info.arrays.push_back({"", header.dtype, header.shape});
  } else if (const auto points = dipha_points(source)) {
    info.format = "DIPHA distances";
    info.arrays.push_back({"", "<f8", {*points, *points}});
  } else if (const auto header = image_header(source)) {
    info.format = header->name;
    info.arrays.push_back({"", header->dtype, header->shape});
  } else {
    info = describe_text(path, source, depth);
    info.bytes = start.file_bytes;
    info.is_gzip = start.is_gzip;
  }
  return info;
}

std::string text(const FileInfo& info) {
  std::string lines = fmt::format("{}{}, {} bytes\n", info.format, info.is_gzip ? " (gzip)" : "", info.bytes);
  for (const auto& array : info.arrays)
    lines += fmt::format("  {}{}({})\n", array.name.empty() ? "" : array.name + ": ",
                         array.dtype.empty() ? "" : array.dtype + " ", fmt::join(array.shape, ", "));
  if (!info.columns.empty()) lines += fmt::format("  columns: {}\n", fmt::join(info.columns, ", "));
  if (info.scc)
    lines += fmt::format("  {} of {} parameters, blocks of {} cells\n",
                         info.scc->kind == SccHeader::Kind::presentation ? "a presentation" : "a complex",
                         info.scc->parameters, fmt::join(info.scc->counts, ", "));
  return lines;
}

std::string brief(const FileInfo& info) {
  if (info.scc)
    return fmt::format("a {} of {} parameters, blocks of {} cells",
                       info.scc->kind == SccHeader::Kind::presentation ? "presentation" : "complex",
                       info.scc->parameters, fmt::join(info.scc->counts, ", "));
  std::string words;
  for (const auto& array : info.arrays)
    words += fmt::format("{}{} {}({})", words.empty() ? "" : ", ", array.name.empty() ? info.format : array.name,
                         array.dtype.empty() ? "" : array.dtype + " ", fmt::join(array.shape, ", "));
  if (!words.empty() && !info.arrays.front().name.empty() && info.format != "npz") words = info.format + " " + words;
  return words.empty() ? info.format : words;
}

std::string header_brief(const std::string& path, std::string array, const char* own) {
  FileInfo info = describe_file(path, Depth::headers);
  if (info.format != "npz") return brief(info);
  if (array.empty() && info.arrays.size() > 1 &&
      std::ranges::find(info.arrays, own, &ArrayInfo::name) != info.arrays.end())
    array = own;
  if (array.empty() && info.arrays.size() > 1)
    refuse(codes::bad_request, path, fmt::format("holds {} arrays, so one must be named", info.arrays.size()),
           fmt::format("name it, as in array = \"{}\"; its arrays are {}", info.arrays.front().name, brief(info)));
  if (!array.empty()) std::erase_if(info.arrays, [&](const ArrayInfo& one) { return one.name != array; });
  if (info.arrays.empty())
    refuse(codes::bad_request, path, fmt::format("holds no array called {}", shown(array)),
           "its arrays are " + brief(describe_file(path, Depth::headers)));
  if (info.arrays.front().dtype == unreadable) read_npz_header(read_file(path).source(), array);  // says why
  return brief(info);
}

}  // namespace tessera::exchange
