// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/many.hpp"
#include "tessera/pipeline/declaration.hpp"

#include <tuple>
#include <variant>

namespace tessera {

/// The type of a stage's function, to pick one of an overload set:
/// StageFunction<FilteredComplex<2>, Options, PointCloud, Many<ScalarField>>(&function_rips<2>).
template <class Out, class Options, class... In>
using StageFunction = Out (*)(const In&..., const Options&, const Context&);

}  // namespace tessera

/// How the parts of a plain function's signature become ports. Included by stage_spec.hpp alone.
namespace tessera::detail {

template <Artifact T>
Value to_value(T&& one) {
  return {{artifact_type<T>(), false}, std::make_shared<const T>(std::move(one)), nullptr};
}

template <Artifact T>
Value to_value(Collection<T>&& many) {
  auto samples = std::make_shared<Samples>();
  samples->ids = many.ids();
  for (Index sample = 0; sample < many.size(); ++sample) samples->items.push_back(many.share(sample));
  return {{artifact_type<T>(), true}, nullptr, std::move(samples)};
}

template <class T>
Value to_value(std::optional<T>&& maybe) {
  return maybe ? to_value(std::move(*maybe)) : Value{};
}

template <class... T>
Value to_value(std::variant<T...>&& either) {
  return std::visit([](auto&& value) { return to_value(std::move(value)); }, std::move(either));
}

template <class T>
Collection<T> to_collection(const Value& value) {
  Collection<T> many;
  const auto& [ids, items] = *value.samples;
  for (std::size_t i = 0; i < ids.size(); ++i) many.add(ids[i], std::static_pointer_cast<const T>(items[i]));
  return many;
}

/// The port types that a result type stands for; none: a struct whose members are named outputs.
template <class T>
struct Result {
  static std::vector<PortType> types() {
    if constexpr (Artifact<T>) return {{artifact_type<T>(), false}};
    return {};
  }
};
template <class T>
struct Result<Collection<T>> {
  static std::vector<PortType> types() { return {{artifact_type<T>(), true}}; }
};
template <class T>
struct Result<std::optional<T>> : Result<T> {};
template <class... T>
struct Result<std::variant<T...>> {
  static std::vector<PortType> types() { return {Result<T>::types().front()...}; }
};

/// One parameter of a function: the port it makes, what it holds during the call, and how that is passed.
template <class Parameter>
struct Port;

template <Artifact T>
struct Port<const T&> {
  static InputPort describe() { return {.artifact = artifact_type<T>()}; }
  static const T* hold(const Argument& a) { return static_cast<const T*>(a.values.front().one.get()); }
  static const T& pass(const T* held) { return *held; }
};

template <Artifact T>
struct Port<const T*> {
  static InputPort describe() { return {.artifact = artifact_type<T>(), .is_optional = true}; }
  static const T* hold(const Argument& a) {
    return a.values.empty() ? nullptr : static_cast<const T*>(a.values.front().one.get());
  }
  static const T* pass(const T* held) { return held; }
};

template <Artifact T>
struct Port<const Collection<T>&> {
  static InputPort describe() { return {.artifact = artifact_type<T>(), .takes_collection = true}; }
  static Collection<T> hold(const Argument& a) { return to_collection<T>(a.values.front()); }
  static const Collection<T>& pass(const Collection<T>& held) { return held; }
};

template <Artifact T>
struct Port<const Collection<T>*> {
  static InputPort describe() {
    return {.artifact = artifact_type<T>(), .takes_collection = true, .is_optional = true};
  }
  static std::optional<Collection<T>> hold(const Argument& a) {
    if (a.values.empty()) return std::nullopt;
    return to_collection<T>(a.values.front());
  }
  static const Collection<T>* pass(const std::optional<Collection<T>>& held) { return held ? &*held : nullptr; }
};

template <Artifact T>
struct Port<const Many<T>&> {
  static InputPort describe() { return {.artifact = artifact_type<T>(), .is_variadic = true}; }
  static Many<T> hold(const Argument& a) {
    Many<T> many;
    for (std::size_t i = 0; i < a.values.size(); ++i)
      many.add(a.names[i], *static_cast<const T*>(a.values[i].one.get()));
    return many;
  }
  static const Many<T>& pass(const Many<T>& held) { return held; }
};

template <Artifact T>
struct Port<const Many<Collection<T>>&> {
  struct Held {
    std::vector<std::unique_ptr<const Collection<T>>> owned;
    Many<Collection<T>> many;
  };
  static InputPort describe() {
    return {.artifact = artifact_type<T>(), .takes_collection = true, .is_variadic = true};
  }
  static Held hold(const Argument& a) {
    Held held;
    for (std::size_t i = 0; i < a.values.size(); ++i) {
      held.owned.push_back(std::make_unique<const Collection<T>>(to_collection<T>(a.values[i])));
      held.many.add(a.names[i], *held.owned.back());
    }
    return held;
  }
  static const Many<Collection<T>>& pass(const Held& held) { return held.many; }
};

/// Out f(Ports..., const Options&, const Extra&), Extra being the Context of a stage or the WriterContext of a writer.
template <class Function>
struct Signature;

template <class Out_, class... Parameters>
struct Signature<Out_ (*)(Parameters...)> {
  static_assert(sizeof...(Parameters) >= 2, "the last two parameters are the options and the context");
  static constexpr std::size_t ports = sizeof...(Parameters) - 2;
  template <std::size_t i>
  using Parameter = std::tuple_element_t<i, std::tuple<Parameters...>>;
  using Out = Out_;
  using Options = std::remove_cvref_t<Parameter<ports>>;
  using Extra = std::remove_cvref_t<Parameter<ports + 1>>;
  static_assert(std::is_same_v<Parameter<ports>, const Options&>, "options are passed by const reference");
  static_assert(std::is_same_v<Parameter<ports + 1>, const Extra&>, "the context is passed by const reference");

  static std::vector<InputPort> inputs() {
    return [&]<std::size_t... i>(std::index_sequence<i...>) {
      return std::vector<InputPort>{Port<Parameter<i>>::describe()...};
    }(std::make_index_sequence<ports>{});
  }

  static Out call(Out_ (*function)(Parameters...), [[maybe_unused]] std::span<const Argument> arguments,
                  const std::any& options, const Extra& extra) {
    return [&]<std::size_t... i>(std::index_sequence<i...>) {
      const std::tuple held{Port<Parameter<i>>::hold(arguments[i])...};
      return function(Port<Parameter<i>>::pass(std::get<i>(held))..., std::any_cast<const Options&>(options), extra);
    }(std::make_index_sequence<ports>{});
  }
};

}  // namespace tessera::detail
