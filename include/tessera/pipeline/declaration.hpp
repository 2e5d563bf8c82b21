// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/pipeline/parameter.hpp"
#include "tessera/pipeline/value.hpp"

#include <any>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tessera {

/// Where a stage takes something in.
struct InputPort {
  std::string name, meaning;
  const ArtifactType* artifact = nullptr;
  bool takes_collection = false;     // the whole collection at once: a barrier
  bool is_variadic = false;          // any number of inputs of one type
  bool is_optional = false;          // may be left open
  std::optional<std::size_t> count;  // of inputs, at a variadic port of one overload

  std::string type_text() const;  // "PointCloud", "Many<ScalarField> (1)", "Collection<PointCloud>"
};

/// Where a stage gives something out. The main port of a stage with one output has no name.
struct OutputPort {
  std::string name, meaning;
  std::vector<PortType> types;       // more than one: the data decide which (the reader's probe says so beforehand)
  std::function<Value(void*)> take;  // moves this output out of what the function returned
};

/// What must hold among parameters, without any data. Throws Error within the key that is at fault.
using OptionsCheck = std::function<void(const std::any& options)>;

/// The options of one overload: how to make them, and its parameters bound to their fields.
struct OptionsModel {
  std::function<std::any()> make;
  std::vector<detail::BoundParameter> parameters;
  std::vector<OptionsCheck> checks;
};

/// How a stage learns from a collection, and how it takes back what an earlier run learned.
struct FitModel {
  std::vector<InputPort> inputs;  // a prefix of the stage's inputs, as collections
  std::function<FittedValues(std::span<const Argument>, std::any& options, const Context&)> fit;
  std::function<void(std::any& options, const FittedValues&)> restore;
};

/// One signature of a stage.
struct Overload {
  std::vector<InputPort> inputs;
  std::vector<OutputPort> outputs;
  std::shared_ptr<OptionsModel> options;
  std::optional<FitModel> fit;
  std::vector<OptionsCheck> checks;  // besides those of the options
  std::function<std::shared_ptr<void>(std::span<const Argument>, const std::any& options, const Context&)> call;
};

/// What the header of an input says, without its data.
struct Probe {
  const ArtifactType* type = nullptr;  // which of the alternatives the main port will be; null: the only one
  std::string brief;                   // "23 series of length 96"
  bool per_sample = false;             // of those alternatives, a collection
};

/// What every declaration says about itself, for people.
struct Documentation {
  std::string name, summary, source;
  std::string theorem;  // what is proven about the map, in words
  std::vector<std::string> notes;
  std::string unavailable;  // why this build lacks it; empty: it does not
};

/// A stage: a plain function (or an overload set of them) with names, bounds and meanings. A value; see stage_spec.hpp.
struct StageSpec : Documentation {
  std::vector<Overload> overloads;  // at least one
  int version = 1;                  // of its meaning: raised when the same input gives another result
  bool is_random = false;           // needs the seed of the pipeline
  std::function<bool(const std::any& options)> is_random_with;  // random with these options only; empty: with all
  bool is_estimate = false;  // its result is printed and recorded: nothing need use it

  // Readers only.
  std::vector<std::string> suffixes;                                                 // of files it reads
  std::function<std::vector<std::filesystem::path>(const std::any& options)> files;  // what it will open
  std::function<Probe(const std::any& options)> probe;

  bool is_reader() const noexcept { return overloads.front().inputs.empty(); }
  bool is_fitted() const noexcept { return overloads.front().fit.has_value(); }
  bool draws(const std::any& options) const { return is_random && (!is_random_with || is_random_with(options)); }
  /// In the order of declaration.
  std::vector<Parameter> parameters() const;
};

/// What a writer may know besides its inputs.
struct WriterContext {
  std::string file;                               // the file name asked for, without directories
  std::string sample;                             // the id of the sample that was picked; empty: none was
  std::string provenance;                         // 64 hex digits that name how the main input came about
  std::function<void(std::string)> warning = {};  // takes remarks that do not stop the work; may be empty

  void warn(std::string text) const {
    if (warning) warning(std::move(text));
  }
};

/// One signature of a writer: the bytes of a file.
struct WriterOverload {
  std::vector<InputPort> inputs;  // required ones are given by `from`, optional ones by keys of their own name
  std::shared_ptr<OptionsModel> options;
  std::function<std::string(std::span<const Argument>, const std::any& options, const WriterContext&)> call;
};

/// A writer: chosen by the suffix of the file asked for, or by name. Returns bytes; the engine puts them in place.
struct WriterSpec : Documentation {
  std::vector<WriterOverload> overloads;
  std::vector<std::string> suffixes;  // ".npz"; the longest that fits wins

  std::vector<Parameter> parameters() const;
};

}  // namespace tessera
