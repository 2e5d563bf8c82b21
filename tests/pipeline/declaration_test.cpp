// SPDX-License-Identifier: MIT
#include "tessera/pipeline/stage_spec.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"

using namespace tessera;

namespace {

struct Number {
  static constexpr std::string_view artifact = "Number";
  double value = 0;
};
template <int N>
struct Tower {
  static constexpr std::string_view artifact = "Tower";
  static constexpr int parameters = N;
  double height = 0;
};

enum class Way { up, down };
struct Options {
  double factor = 2;
  Quantity width{10, Relative::percent_range};
  std::array<Index, 2> shape{3, 4};
  std::vector<Way> ways{Way::up};
  std::optional<double> reach;
};

Number scaled(const Number& in, const Options& options, const Context&) { return {in.value * options.factor}; }
Number sum(const Many<Number>& terms, const Options&, const Context&) {
  Number all;
  for (Index i = 0; i < terms.size(); ++i) all.value += terms[i].value;
  return all;
}
template <int N>
Tower<N> tower(const Number& in, const Options&, const Context&) {
  return {in.value * N};
}

StageSpec scaled_stage() {
  return stage("toy.scaled", &scaled)
      .summary("A number times a factor.")
      .source("Euclid, Elements, book V")
      .param(&Options::factor, "factor", "what to multiply by", positive())
      .param(&Options::width, "width", "a width", quantity(Relative::percent_range), positive())
      .param(&Options::shape, "shape", "two sizes", at_least(1))
      .param(&Options::ways, "ways", "which way", choices<Way>({{"up", Way::up}, {"down", Way::down}}))
      .param(&Options::reach, "reach", "how far", absent_means("everywhere"));
}

Value number(double value) { return detail::to_value(Number{value}); }

}  // namespace

TEST_CASE("a stage's ports and defaults are those of its function and its options", "[pipeline][declaration]") {
  const StageSpec spec = scaled_stage();
  REQUIRE(spec.overloads.size() == 1);
  const auto& [inputs, outputs, options, fit, checks, call] = spec.overloads[0];
  CHECK(inputs[0].name == "in");
  CHECK(inputs[0].type_text() == "Number");
  CHECK(outputs[0].types[0].text() == "Number");

  std::vector<std::string> defaults;
  for (const auto& parameter : spec.parameters()) defaults.push_back(parameter.default_text());
  CHECK(defaults == std::vector<std::string>{"2", "\"10 %range\"", "[3, 4]", "[\"up\"]", "everywhere"});

  auto result = call(std::vector{Argument{{"x"}, {number(21)}}}, options->make(), Context());
  const Value out = outputs[0].take(result.get());
  CHECK(static_cast<const Number*>(out.one.get())->value == 42);
}

TEST_CASE("a parameter takes what its field can hold and refuses the rest with its bounds", "[pipeline][declaration]") {
  const StageSpec spec = scaled_stage();
  const auto& bound = spec.overloads[0].options->parameters;
  auto options = spec.overloads[0].options->make();
  const auto refusal = [&](std::size_t which, Setting setting) {
    return reason_of([&] { bound[which].assign(options, setting); });
  };

  CHECK(refusal(0, {std::int64_t{3}, {}}) == "no error");
  CHECK(std::any_cast<Options&>(options).factor == 3);
  CHECK(refusal(0, {0.0, {}}) == "must be > 0, got 0");
  CHECK(refusal(0, {infinity, {}}) == "must be finite and > 0, got inf");
  CHECK(refusal(0, {std::string("three"), {}}) == "needs a number, got \"three\"");
  CHECK(refusal(1, {std::string("5 %range"), {}}) == "no error");
  CHECK(refusal(1, {std::string("5 %diameter"), {}}) == "needs a number or \"5 %range\", got \"5 %diameter\"");
  CHECK(refusal(2, {std::int64_t{7}, {}}) == "no error");
  CHECK(std::any_cast<Options&>(options).shape == std::array<Index, 2>{7, 7});
  CHECK(refusal(2, {Setting::List{{std::int64_t{7}, {}}}, {}}) == "needs 2 entries, got 1");
  CHECK(refusal(2, {std::int64_t{0}, {}}) == "must be >= 1, got 0");
  CHECK(refusal(3, {std::string("down"), {}}) == "no error");
  CHECK(std::any_cast<Options&>(options).ways == std::vector<Way>{Way::down});
  CHECK(refusal(3, {std::string("left"), {}}) == "needs up | down, got \"left\"");
}

TEST_CASE("a function for every n is declared once, and a variadic port takes as many as its overload says",
          "[pipeline][declaration]") {
  const StageSpec towers = stage<1, 3>("toy.tower", [](auto n) { return &tower<n()>; });
  REQUIRE(towers.overloads.size() == 3);
  CHECK(towers.overloads[2].outputs[0].types[0].text() == "Tower<3>");

  const StageSpec sums = stage("toy.sum", &sum, values_count(2)).input("terms");
  CHECK(sums.overloads[0].inputs[0].type_text() == "2 x Number");
  const std::vector arguments{Argument{{"a", "b"}, {number(1), number(2)}}};
  auto result = sums.overloads[0].call(arguments, sums.overloads[0].options->make(), Context());
  CHECK(static_cast<const Number*>(sums.overloads[0].outputs[0].take(result.get()).one.get())->value == 3);
}
