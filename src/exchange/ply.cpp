// SPDX-License-Identifier: MIT
// Turk 1994, The PLY Polygon File Format: http://paulbourke.net/dataformats/ply/
// 1. The header names elements in the order of the data, each with its properties: scalars, or lists with a count.
// 2. The data are read value by value, as words of text or as bytes of the named type and order.
// 3. Coordinates and corners are kept, everything else is passed over.
#include "exchange/lines.hpp"
#include "exchange/place.hpp"
#include "exchange/polygons.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <optional>
#include <string>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

enum class Type { i8, u8, i16, u16, i32, u32, f32, f64 };

constexpr std::array<std::pair<std::string_view, Type>, 16> type_names = {{{"char", Type::i8},
                                                                           {"uchar", Type::u8},
                                                                           {"short", Type::i16},
                                                                           {"ushort", Type::u16},
                                                                           {"int", Type::i32},
                                                                           {"uint", Type::u32},
                                                                           {"float", Type::f32},
                                                                           {"double", Type::f64},
                                                                           {"int8", Type::i8},
                                                                           {"uint8", Type::u8},
                                                                           {"int16", Type::i16},
                                                                           {"uint16", Type::u16},
                                                                           {"int32", Type::i32},
                                                                           {"uint32", Type::u32},
                                                                           {"float32", Type::f32},
                                                                           {"float64", Type::f64}}};

struct Property {
  std::string_view name;
  Type type;
  std::optional<Type> count;  // of a list: the type of its length
};

struct Element {
  std::string_view name;
  std::uint64_t count = 0;
  std::vector<Property> properties;
};

enum class Encoding { ascii, little_endian, big_endian };

/// The values of the data, one after another, whatever the encoding.
class Values {
 public:
  Values(Source source, Lines lines, Encoding encoding)
      : source_(source),
        lines_(std::move(lines)),
        rest_(source.bytes),
        order_(encoding == Encoding::big_endian ? std::endian::big : std::endian::little),
        is_text_(encoding == Encoding::ascii) {
    const auto header_end = std::size_t(lines_.text().data() + lines_.text().size() - source.bytes.data());
    const auto line_end = rest_.find('\n', header_end);
    rest_.remove_prefix(line_end == std::string_view::npos ? rest_.size() : line_end + 1);
  }

  double next(Type type) { return is_text_ ? next_word_value() : next_bytes_value(type); }

  /// A value that counts or names something.
  std::uint64_t next_count(Type type, std::string_view what) {
    const double value = next(type);
    if (!(value >= 0 && value < 0x1p53 && value == std::floor(value)))
      refuse_here(codes::bad_format, fmt::format("needs {}, got {}", what, format_double(value)));
    return std::uint64_t(value);
  }

  [[noreturn]] void refuse_here(ErrorCode code, const std::string& reason) const {
    if (is_text_) refuse_line(code, source_.name, lines_.number(), reason);
    refuse_byte(code, source_.name, source_.bytes.size() - rest_.size(), reason);
  }

 private:
  double next_word_value() {
    auto word = next_word(line_);
    while (word.empty()) {
      if (!lines_.next())
        refuse(codes::truncated, source_.name, "the file ends within the data that its header claims");
      line_ = lines_.text();
      word = next_word(line_);
    }
    const auto value = parse_double(word);
    if (!value) refuse_here(codes::bad_format, fmt::format("needs a number, got {}", shown(word)));
    return *value;
  }

  template <class T>
  double read() {
    if (rest_.size() < sizeof(T))
      refuse(codes::truncated, source_.name, "the file ends within the data that its header claims");
    std::array<char, sizeof(T)> bytes;
    std::memcpy(bytes.data(), rest_.data(), sizeof(T));
    rest_.remove_prefix(sizeof(T));
    if (order_ != std::endian::native) std::ranges::reverse(bytes);
    return double(std::bit_cast<T>(bytes));
  }

  double next_bytes_value(Type type) {
    switch (type) {
      case Type::i8:
        return read<std::int8_t>();
      case Type::u8:
        return read<std::uint8_t>();
      case Type::i16:
        return read<std::int16_t>();
      case Type::u16:
        return read<std::uint16_t>();
      case Type::i32:
        return read<std::int32_t>();
      case Type::u32:
        return read<std::uint32_t>();
      case Type::f32:
        return read<float>();
      default:
        return read<double>();
    }
  }

  Source source_;
  Lines lines_;                   // of text
  std::string_view line_, rest_;  // what is left of a line; of the bytes
  std::endian order_;
  bool is_text_;
};

class PlyReader {
 public:
  explicit PlyReader(Source source) : source_(source), lines_(source) { read_header(); }

  Polygons read() {
    Values values(source_, lines_, encoding_);
    Polygons polygons;
    std::vector<double> coordinates;
    const auto vertices = std::ranges::find(elements_, "vertex", &Element::name);
    if (vertices == elements_.end()) refuse(codes::bad_format, source_.name, "needs an element vertex in the header");
    const Index points = index_of(vertices->count, source_.name, "vertices");
    for (const Element& element : elements_)
      for (std::uint64_t item = 0; item < element.count && !element.properties.empty(); ++item)
        if (element.name == "vertex")
          read_vertex(values, element, coordinates);
        else
          read_lists(values, element, points, polygons);
    polygons.points = PointCloud(points, 3, std::move(coordinates));
    return polygons;
  }

  const std::vector<Element>& elements() const noexcept { return elements_; }

 private:
  [[noreturn]] void refuse_header(ErrorCode code, const std::string& reason) const {
    refuse_line(code, source_.name, lines_.number(), reason);
  }

  Type type(std::string_view name) const {
    const auto found = std::ranges::find(type_names, name, &std::pair<std::string_view, Type>::first);
    if (found == type_names.end()) refuse_header(codes::bad_format, fmt::format("needs a type, got {}", shown(name)));
    return found->second;
  }

  void read_header() {
    lines_.next();  // ply
    bool has_format = false;
    while (lines_.next()) {
      std::string_view rest = lines_.text();
      const auto word = next_word(rest);
      if (word == "end_header") {
        if (!has_format) refuse_header(codes::bad_format, "needs a line 'format' before the end of the header");
        check_vertices();
        return;
      }
      if (word == "format")
        has_format = true, encoding_ = encoding(next_word(rest));
      else if (word == "element")
        add_element(rest);
      else if (word == "property")
        add_property(rest);
      else if (word != "comment" && word != "obj_info" && !word.empty())
        refuse_header(codes::bad_format, fmt::format("needs a line of a PLY header, got {}", shown(word)));
    }
    refuse(codes::truncated, source_.name, "the file ends within the header of PLY");
  }

  Encoding encoding(std::string_view word) const {
    if (word == "ascii") return Encoding::ascii;
    if (word == "binary_little_endian") return Encoding::little_endian;
    if (word == "binary_big_endian") return Encoding::big_endian;
    refuse_header(codes::bad_format,
                  fmt::format("needs ascii, binary_little_endian or binary_big_endian, got {}", shown(word)));
  }

  void add_element(std::string_view rest) {
    const auto name = next_word(rest), number = next_word(rest);
    const auto count = parse_count(number);
    if (!count) refuse_header(codes::bad_format, fmt::format("needs the number of elements, got {}", shown(number)));
    if (std::ranges::find(elements_, name, &Element::name) != elements_.end())
      refuse_header(codes::bad_format, fmt::format("element {} is given twice", shown(name)));
    elements_.push_back({name, *count, {}});
  }

  void add_property(std::string_view rest) {
    if (elements_.empty()) refuse_header(codes::bad_format, "needs an element before its properties");
    auto word = next_word(rest);
    std::optional<Type> count;
    if (word == "list") {
      count = type(next_word(rest));
      word = next_word(rest);
    }
    const Type of = type(word);
    elements_.back().properties.push_back({next_word(rest), of, count});
  }

  /// So that what the header claims of vertices is met by as many numbers in the file.
  void check_vertices() const {
    for (const Element& element : elements_) {
      if (element.name != "vertex") continue;
      for (const std::string_view axis : {"x", "y", "z"})
        if (std::ranges::count(element.properties, axis, &Property::name) != 1)
          refuse_header(codes::bad_format, fmt::format("needs one property {} of the element vertex", axis));
      for (const Property& property : element.properties)
        if (property.count && property.name.size() == 1)
          refuse_header(codes::bad_format, fmt::format("needs a number {}, got a list", shown(property.name)));
    }
  }

  void read_vertex(Values& values, const Element& element, std::vector<double>& coordinates) const {
    std::array<double, 3> point{};
    for (const Property& property : element.properties) {
      const std::uint64_t count = property.count ? values.next_count(*property.count, "the length of a list") : 1;
      for (std::uint64_t k = 0; k < count; ++k) {
        const double value = values.next(property.type);
        const auto axis = std::string_view("xyz").find(property.name);
        if (property.name.size() != 1 || axis == std::string_view::npos) continue;
        if (!std::isfinite(value))
          values.refuse_here(codes::bad_value, fmt::format("needs finite coordinates, got {}", format_double(value)));
        point[axis] = value;
      }
    }
    coordinates.insert(coordinates.end(), point.begin(), point.end());
  }

  /// One item that is no vertex: its corners, where it is a face.
  void read_lists(Values& values, const Element& element, Index points, Polygons& polygons) const {
    for (const Property& property : element.properties) {
      const std::uint64_t count = property.count ? values.next_count(*property.count, "the length of a list") : 1;
      const bool is_face = element.name == "face" && property.count &&
                           (property.name == "vertex_indices" || property.name == "vertex_index");
      for (std::uint64_t k = 0; k < count; ++k) {
        if (!is_face) {
          values.next(property.type);
          continue;
        }
        const std::uint64_t corner = values.next_count(property.type, "a corner");
        if (corner >= points)
          values.refuse_here(codes::bad_format, fmt::format("needs corners below {}, got {}", points, corner));
        polygons.corners.push_back(Index(corner));
      }
      if (is_face) polygons.starts.push_back(polygons.corners.size());
    }
  }

  Source source_;
  Lines lines_;
  Encoding encoding_ = Encoding::ascii;
  std::vector<Element> elements_;
};

}  // namespace

Polygons parse_ply(Source source) { return PlyReader(source).read(); }

std::vector<std::pair<std::string_view, std::uint64_t>> ply_elements(Source start) {
  std::vector<std::pair<std::string_view, std::uint64_t>> elements;
  const PlyReader reader(start);
  for (const Element& element : reader.elements()) elements.emplace_back(element.name, element.count);
  return elements;
}

}  // namespace tessera::exchange
