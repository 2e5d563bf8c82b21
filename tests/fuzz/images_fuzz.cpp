// SPDX-License-Identifier: MIT
#include "fuzz/fuzz.hpp"

#include "tessera/exchange/images.hpp"

using namespace tessera;
using namespace tessera::exchange;

namespace {

const Context context({.memory_budget = fuzz::byte_limit});

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Source source = fuzz::source_of(data, size);
  fuzz::may_refuse([&] { parse_images(source, {.shape = {2, 2}}, context); });
  fuzz::may_refuse([&] { parse_images(source, {.shape = {2, 2}, .labels = "-1"}, context); });
  fuzz::may_refuse([&] { parse_images(source, {.array = "X", .labels = "y"}, context); });
  fuzz::may_refuse([&] { parse_images(source, {.dimension = 2}, context); });
  fuzz::may_refuse([&] { parse_images(source, {.dimension = 3}, context); });
  fuzz::may_refuse([&] { parse_images(source, {}, context); });
  fuzz::may_refuse([&] { parse_images(source, {.format = ImageFormat::perseus}, context); });
  return 0;
}
