// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/pipeline/declaration.hpp"
#include "tessera/pipeline/signature.hpp"

#include <typeinfo>

/// How a stage is declared: a plain function and one expression.
///
///     StageSpec geometry_kernel_density() {
///       using Options = KernelDensityOptions;
///       return stage("geometry.kernel_density", &tessera::kernel_density)
///           .summary("Density of a point cloud at its own points, by a Gaussian kernel.")
///           .source("Silverman 1986, Density Estimation for Statistics and Data Analysis")
///           .input("points", "the point cloud")
///           .param(&Options::bandwidth, "bandwidth", "standard deviation of the kernel", positive(),
///                  quantity(Relative::percent_diameter));
///     }
///
/// Ports, types, options and defaults are read from the function's signature `Out f(In..., const Options&, const
/// Context&)`. An input is `const T&`; `const Collection<T>&` (the whole collection: a barrier); `const Many<T>&` (any
/// number); `const T*` (optional). The output is a T, a Collection<T>, a variant of such (the data decide), or a struct
/// whose members are named by `.output`. A stage on T maps over a collection by itself.
namespace tessera {

/// How many inputs the variadic port of one overload takes.
struct values_count {
  std::optional<std::size_t> count;
  constexpr values_count() = default;
  constexpr explicit values_count(std::size_t n) : count(n) {}
};

namespace detail {

/// Gives ports their names, in the order of the signature. Throws Error X101 when their number is not the signature's.
void name_ports(std::vector<InputPort>& ports, const std::vector<std::pair<std::string, std::string>>& names,
                const std::string& stage);
/// Throws Error X101 unless each overload has an output, and a fit where one does.
void finish(StageSpec& spec);
/// Whether the fit's inputs are the first inputs of the overload, as collections or values that hold all samples.
bool fits(const FitModel& fit, const Overload& overload);

/// What stages and writers say alike.
template <class Self, class Options, class Spec>
class Declaration {
 public:
  Self&& summary(std::string text) && { return spec_.summary = std::move(text), self(); }
  /// The paper or chapter that defines what is computed.
  Self&& source(std::string text) && { return spec_.source = std::move(text), self(); }
  /// What is proven about the map, with its hypotheses.
  Self&& theorem(std::string text) && { return spec_.theorem = std::move(text), self(); }
  Self&& note(std::string text) && { return spec_.notes.push_back(std::move(text)), self(); }
  /// A stage that this build lacks is listed with the reason and refused by name: needs(with_cgal, "built without
  /// CGAL").
  Self&& needs(bool present, std::string reason) && {
    if (!present) spec_.unavailable = std::move(reason);
    return self();
  }
  /// Names the next input, in the order of the signature. A lone input needs no name: it is `in`.
  Self&& input(std::string name, std::string meaning = {}) && {
    ports_.emplace_back(std::move(name), std::move(meaning));
    return self();
  }
  /// A key of the pipeline file; its default is that of Options{}.
  template <class Base, class T>
  Self&& param(T Base::*field, std::string key, std::string meaning, std::same_as<Constraint> auto... constraints) && {
    options_->parameters.push_back(
        bound_parameter<Options>(field, std::move(key), std::move(meaning), std::vector<Constraint>{constraints...}));
    return self();
  }
  /// What must hold among the parameters whatever the data are: `void f(const Options&)` throws Error within the key at
  /// fault, and validation says so.
  Self&& check(void (*function)(const Options&)) && {
    options_->checks.push_back(
        [function](const std::any& options) { function(std::any_cast<const Options&>(options)); });
    return self();
  }

 protected:
  explicit Declaration(std::string name) : options_(std::make_shared<OptionsModel>()) {
    spec_.name = std::move(name);
    options_->make = [] { return std::any(Options{}); };
  }
  Self&& self() { return static_cast<Self&&>(*this); }

  Spec spec_;
  std::shared_ptr<OptionsModel> options_;
  std::vector<std::pair<std::string, std::string>> ports_;
};

}  // namespace detail

template <class Options>
class StageBuilder : public detail::Declaration<StageBuilder<Options>, Options, StageSpec> {
 public:
  explicit StageBuilder(std::string name) : detail::Declaration<StageBuilder, Options, StageSpec>(std::move(name)) {}

  /// One more signature under the same name and the same options. The planner takes the one whose ports fit.
  template <class Function>
  StageBuilder&& overload(Function function, values_count values = {}) && {
    using S = detail::Signature<Function>;
    static_assert(std::is_same_v<typename S::Options, Options>, "overloads of one declaration share their options");
    static_assert(std::is_same_v<typename S::Extra, Context>, "the last parameter of a stage is const Context&");
    using Out = typename S::Out;

    Overload one{.inputs = S::inputs(), .outputs = {}, .options = this->options_, .fit = {}, .checks = {}, .call = {}};
    for (auto& port : one.inputs)
      if (port.is_variadic) port.count = values.count;
    if (auto types = detail::Result<Out>::types(); !types.empty()) {
      if constexpr (requires(Out out) { detail::to_value(std::move(out)); })
        one.outputs.push_back(
            {{}, {}, std::move(types), [](void* out) { return detail::to_value(std::move(*static_cast<Out*>(out))); }});
    }
    one.call = [function](std::span<const Argument> arguments, const std::any& options, const Context& context) {
      return std::static_pointer_cast<void>(std::make_shared<Out>(S::call(function, arguments, options, context)));
    };
    this->spec_.overloads.push_back(std::move(one));
    results_.push_back(&typeid(Out));
    return this->self();
  }

  /// A named output: a member of the struct that the function returns. A std::optional member may be absent.
  template <class Struct, class T>
  StageBuilder&& output(std::string name, T Struct::*member, std::string meaning = {}) && {
    for (std::size_t i = 0; i < results_.size(); ++i) {
      if (*results_[i] != typeid(Struct)) continue;
      this->spec_.overloads[i].outputs.push_back(
          {name, meaning, detail::Result<T>::types(),
           [member](void* out) { return detail::to_value(std::move(static_cast<Struct*>(out)->*member)); }});
    }
    return this->self();
  }

  /// The stage learns from the whole collection (the training part, where `split` is connected) before it maps:
  /// `F function(const Collection<In>&..., const Options&, const Context&)` fills the field, a std::optional<F>.
  /// The engine adds the key `fit` and the port `split`.
  template <class Base, class F, class Function>
    requires requires { typename detail::Signature<Function>::Out; }
  StageBuilder&& fitted(std::optional<F> Base::*field, Function function) && {
    using S = detail::Signature<Function>;
    FitModel model;
    model.inputs = S::inputs();
    model.fit = [field, function](std::span<const Argument> arguments, std::any& options, const Context& context) {
      F fit = S::call(function, arguments, options, context);
      FittedValues values = fit.values();
      std::any_cast<Options&>(options).*field = std::move(fit);
      return values;
    };
    model.restore = [field](std::any& options, const FittedValues& values) {
      std::any_cast<Options&>(options).*field = F::from_values(values);
    };
    for (auto& overload : this->spec_.overloads)
      if (detail::fits(model, overload)) overload.fit = model;
    return this->self();
  }
  /// The same for functions of n = first .. last: fitted<2, 4>(&Options::fit, [](auto n) { return &fit_box<n()>; }).
  template <int first, int last, class Field, class Family>
  StageBuilder&& fitted(Field field, Family family) && {
    [&]<int... k>(std::integer_sequence<int, k...>) {
      (static_cast<void>(std::move(*this).fitted(field, family(std::integral_constant<int, first + k>{}))), ...);
    }(std::make_integer_sequence<int, last - first + 1>{});
    return this->self();
  }

  /// The same as `check`, where it depends on the number n = first .. last of parameters of the first input:
  /// check<1, 4>([](auto n) { return &require_lines<n()>; }). Comes after the overloads.
  template <int first, int last, class Family>
  StageBuilder&& check(Family family) && {
    const auto add = [&](auto n) {
      const OptionsCheck one = [function = family(n)](const std::any& options) {
        function(std::any_cast<const Options&>(options));
      };
      for (auto& overload : this->spec_.overloads)
        if (overload.inputs.front().artifact->parameters == n()) overload.checks.push_back(one);
    };
    [&]<int... k>(std::integer_sequence<int, k...>) {
      (add(std::integral_constant<int, first + k>{}), ...);
    }(std::make_integer_sequence<int, last - first + 1>{});
    return this->self();
  }
  using detail::Declaration<StageBuilder, Options, StageSpec>::check;

  /// The function draws random numbers: the pipeline must state a seed.
  StageBuilder&& random() && { return this->spec_.is_random = true, this->self(); }
  /// The same, for those options only of which `asks` holds.
  StageBuilder&& random(bool (*asks)(const Options&)) && {
    this->spec_.is_random = true;
    this->spec_.is_random_with = [asks](const std::any& options) {
      return asks(std::any_cast<const Options&>(options));
    };
    return this->self();
  }
  /// The result is an estimate: printed, recorded, and an end in itself.
  StageBuilder&& estimate() && { return this->spec_.is_estimate = true, this->self(); }
  /// Raised when the same input and options give another result than before.
  StageBuilder&& version(int number) && { return this->spec_.version = number, this->self(); }

  // Readers.
  /// A key that names an input file (or a prefix of files), relative to the pipeline file; it has no default.
  /// The field is a std::string or a std::filesystem::path. `--data NAME=PATH` replaces the first.
  template <class Base, class T>
  StageBuilder&& path(T Base::*field, std::string key, std::string meaning) && {
    this->options_->parameters.push_back(
        detail::bound_parameter<Options>(field, std::move(key), std::move(meaning), {}));
    auto& parameter = this->options_->parameters.back().parameter;
    parameter.type.kind = ParameterType::Kind::path;
    parameter.is_required = !parameter.type.may_be_absent;
    return this->self();
  }
  StageBuilder&& suffixes(std::vector<std::string> all) && {
    return this->spec_.suffixes = std::move(all), this->self();
  }
  /// The files that will be opened, where they are not simply the paths: std::vector<path> f(const Options&).
  /// Throws Error I101 when one is missing.
  StageBuilder&& files(std::vector<std::filesystem::path> (*function)(const Options&)) && {
    this->spec_.files = [function](const std::any& options) {
      return function(std::any_cast<const Options&>(options));
    };
    return this->self();
  }
  /// What the header says, without reading data: Probe f(const Options&).
  StageBuilder&& probe(Probe (*function)(const Options&)) && {
    this->spec_.probe = [function](const std::any& options) {
      return function(std::any_cast<const Options&>(options));
    };
    return this->self();
  }

  operator StageSpec() && {  // NOLINT: a finished declaration is a stage
    for (auto& overload : this->spec_.overloads) detail::name_ports(overload.inputs, this->ports_, this->spec_.name);
    detail::finish(this->spec_);
    return std::move(this->spec_);
  }

 private:
  std::vector<const std::type_info*> results_;  // of each overload
};

/// Begins the declaration of a stage. `values`: for a variadic port, how many inputs this overload takes.
template <class Function>
auto stage(std::string name, Function function, values_count values = {}) {
  using Options = typename detail::Signature<Function>::Options;
  return StageBuilder<Options>(std::move(name)).overload(function, values);
}

/// A function written for every number of parameters, once for each n = first .. last:
/// stage<1, 4>("persistence.hilbert_function", [](auto n) { return &tessera::hilbert_function<n()>; }).
template <int first, int last, class Family>
auto stage(std::string name, Family family) {
  using Options = typename detail::Signature<decltype(family(std::integral_constant<int, first>{}))>::Options;
  StageBuilder<Options> builder(std::move(name));
  [&]<int... k>(std::integer_sequence<int, k...>) {
    (static_cast<void>(std::move(builder).overload(family(std::integral_constant<int, first + k>{}))), ...);
  }(std::make_integer_sequence<int, last - first + 1>{});
  return builder;
}

/// One stage out of declarations that differ in their options' type (Options<2>, Options<3>) and in nothing that is
/// written in a file. Throws Error X101 when names or parameters differ.
StageSpec one_stage(std::vector<StageSpec> declarations);

template <class Options>
class WriterBuilder : public detail::Declaration<WriterBuilder<Options>, Options, WriterSpec> {
 public:
  explicit WriterBuilder(std::string name) : detail::Declaration<WriterBuilder, Options, WriterSpec>(std::move(name)) {}

  template <class Function>
  WriterBuilder&& overload(Function function) && {
    using S = detail::Signature<Function>;
    static_assert(std::is_same_v<typename S::Options, Options>, "overloads of one declaration share their options");
    static_assert(std::is_same_v<typename S::Extra, WriterContext>, "the last parameter is const WriterContext&");
    static_assert(std::is_same_v<typename S::Out, std::string>, "a writer returns the bytes of the file");
    const auto call = [function](std::span<const Argument> arguments, const std::any& options,
                                 const WriterContext& context) {
      return S::call(function, arguments, options, context);
    };
    this->spec_.overloads.push_back({S::inputs(), this->options_, call});
    return this->self();
  }
  WriterBuilder&& suffixes(std::vector<std::string> all) && {
    return this->spec_.suffixes = std::move(all), this->self();
  }

  operator WriterSpec() && {  // NOLINT: a finished declaration is a writer
    for (auto& overload : this->spec_.overloads) detail::name_ports(overload.inputs, this->ports_, this->spec_.name);
    return std::move(this->spec_);
  }
};

/// Begins the declaration of a writer: `std::string f(In..., const Options&, const WriterContext&)`. Required inputs
/// are given by `from`; an optional one (`const Labels*`) by the key of its name.
template <class Function>
auto writer(std::string name, Function function) {
  using Options = typename detail::Signature<Function>::Options;
  return WriterBuilder<Options>(std::move(name)).overload(function);
}
template <int first, int last, class Family>
auto writer(std::string name, Family family) {
  using Options = typename detail::Signature<decltype(family(std::integral_constant<int, first>{}))>::Options;
  WriterBuilder<Options> builder(std::move(name));
  [&]<int... k>(std::integer_sequence<int, k...>) {
    (static_cast<void>(std::move(builder).overload(family(std::integral_constant<int, first + k>{}))), ...);
  }(std::make_integer_sequence<int, last - first + 1>{});
  return builder;
}

}  // namespace tessera
