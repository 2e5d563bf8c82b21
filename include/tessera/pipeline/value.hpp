// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/core/fitted.hpp"

#include <concepts>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace tessera {

/// A type that may travel between stages: it names itself, and a family indexed by the number of parameters says so.
template <class T>
concept Artifact = std::is_class_v<T> && requires {
  { T::artifact } -> std::convertible_to<std::string_view>;
};

/// What the engine knows about an artifact type. There is one per C++ type: equal types have the same address.
struct ArtifactType {
  std::string_view name;
  std::string_view meaning;                        // what it is, in a few words, where the type says so
  int parameters = 0;                              // N of Presentation<N>; 0: not a family
  std::string (*brief)(const void*) = nullptr;     // "200 points in R^2": brief(value), where the type offers it
  std::string (*summary)(const void*) = nullptr;   // an estimate in words: summary(value)
  FittedValues (*figures)(const void*) = nullptr;  // an estimate in numbers: figures(value)
  const std::vector<bool>* (*training)(const void*) = nullptr;  // a split: its member is_training, one entry a sample
  /// What holds all samples in one value: those that are kept, by its member selected(keep), one entry a sample.
  std::shared_ptr<const void> (*selected)(const void*, const std::vector<bool>& keep) = nullptr;

  std::string text() const;  // "Presentation<2>"
};

namespace detail {

template <class T>
constexpr int parameters_of() {
  if constexpr (requires { T::parameters; }) return T::parameters;
  return 0;
}

template <class T>
constexpr std::string_view meaning_of() {
  if constexpr (requires { T::meaning; }) return T::meaning;
  return {};
}

// The hooks are found by argument-dependent lookup beside the type, or as members.
template <class T>
constexpr auto brief_of() -> std::string (*)(const void*) {
  if constexpr (requires(const T& v) {
                  { brief(v) } -> std::convertible_to<std::string>;
                })
    return [](const void* v) -> std::string { return brief(*static_cast<const T*>(v)); };
  else if constexpr (requires(const T& v) {
                       { v.brief() } -> std::convertible_to<std::string>;
                     })
    return [](const void* v) -> std::string { return static_cast<const T*>(v)->brief(); };
  else
    return nullptr;
}

template <class T>
constexpr auto summary_of() -> std::string (*)(const void*) {
  if constexpr (requires(const T& v) {
                  { summary(v) } -> std::convertible_to<std::string>;
                })
    return [](const void* v) -> std::string { return summary(*static_cast<const T*>(v)); };
  else if constexpr (requires(const T& v) {
                       { v.summary() } -> std::convertible_to<std::string>;
                     })
    return [](const void* v) -> std::string { return static_cast<const T*>(v)->summary(); };
  else
    return nullptr;
}

template <class T>
constexpr auto figures_of() -> FittedValues (*)(const void*) {
  if constexpr (requires(const T& v) {
                  { figures(v) } -> std::convertible_to<FittedValues>;
                })
    return [](const void* v) -> FittedValues { return figures(*static_cast<const T*>(v)); };
  else if constexpr (requires(const T& v) {
                       { v.figures() } -> std::convertible_to<FittedValues>;
                     })
    return [](const void* v) -> FittedValues { return static_cast<const T*>(v)->figures(); };
  else
    return nullptr;
}

template <class T>
constexpr auto training_of() -> const std::vector<bool>* (*)(const void*) {
  if constexpr (requires(const T& v) {
                  { &v.is_training } -> std::convertible_to<const std::vector<bool>*>;
                })
    return [](const void* v) -> const std::vector<bool>* { return &static_cast<const T*>(v)->is_training; };
  else
    return nullptr;
}

template <class T>
constexpr auto selected_of() -> std::shared_ptr<const void> (*)(const void*, const std::vector<bool>&) {
  if constexpr (requires(const T& v, const std::vector<bool>& keep) {
                  { v.selected(keep) } -> std::same_as<T>;
                })
    return [](const void* v, const std::vector<bool>& keep) -> std::shared_ptr<const void> {
      return std::make_shared<const T>(static_cast<const T*>(v)->selected(keep));
    };
  else
    return nullptr;
}

template <Artifact T>
inline constexpr ArtifactType artifact_type_of{T::artifact,     meaning_of<T>(), parameters_of<T>(), brief_of<T>(),
                                               summary_of<T>(), figures_of<T>(), training_of<T>(),   selected_of<T>()};

}  // namespace detail

template <Artifact T>
const ArtifactType* artifact_type() noexcept {
  return &detail::artifact_type_of<T>;
}

/// The type of a port: one value for the whole dataset, or one value per sample.
struct PortType {
  const ArtifactType* artifact = nullptr;
  bool per_sample = false;

  std::string text() const;  // "PointCloud", "Collection<PointCloud>"
  friend bool operator==(const PortType&, const PortType&) = default;
};

/// A collection whose element type is known to its port only.
struct Samples {
  std::vector<std::string> ids;
  std::vector<std::shared_ptr<const void>> items;
};

/// What flows along an edge of the graph: an immutable shared value, or a collection of them. Empty: an optional output
/// that the stage did not produce.
struct Value {
  PortType type;
  std::shared_ptr<const void> one;
  std::shared_ptr<const Samples> samples;

  explicit operator bool() const noexcept { return one || samples; }
  /// "200 points in R^2", "1797 samples, the first: 35 points in R^2"; the type where it offers no brief.
  std::string brief() const;
};

/// What arrives at a port: one value; several with names, at a variadic port; none, at an optional port left open.
struct Argument {
  std::vector<std::string> names;
  std::vector<Value> values;
};

}  // namespace tessera
