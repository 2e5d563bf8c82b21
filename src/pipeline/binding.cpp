// SPDX-License-Identifier: MIT
#include "pipeline/binding.hpp"

#include "pipeline/nearest.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tessera {
namespace {

class Binder {
 public:
  Binder(const PipelineEntry& entry, std::string_view key, const std::vector<InputPort>& ports, bool has_split,
         Notes& notes)
      : entry_(entry), key_(key), ports_(ports), has_split_(has_split), notes_(notes) {
    binding_.ports.resize(ports.size());
  }

  Binding run() {
    const Setting* given = find(entry_.settings, key_);
    if (given) {
      if (const auto* table = given->as<Setting::Table>())
        for (const auto& [port, value, at] : *table) bind_named(port, value, at);
      else
        bind_lone(*given);
    }
    for (const auto& [key, value, at] : entry_.settings) {
      const bool is_split = has_split_ && key == "split";
      const bool is_optional =
          std::ranges::any_of(ports_, [&](const InputPort& p) { return p.is_optional && p.name == key; });
      if (is_split || is_optional) bind_port(key, value, fmt::format("{}.{}", entry_.path(), key));
    }
    require_all(given);
    return std::move(binding_);
  }

 private:
  std::string path(std::string_view port = {}) const {
    return port.empty() ? fmt::format("{}.{}", entry_.path(), key_)
                        : fmt::format("{}.{}.{}", entry_.path(), key_, port);
  }

  std::vector<std::string> port_names() const {
    std::vector<std::string> names;
    for (const auto& port : ports_) names.push_back(port.name);
    if (has_split_) names.emplace_back("split");
    return names;
  }

  std::vector<std::size_t> required_ports() const {
    std::vector<std::size_t> required;
    for (std::size_t i = 0; i < ports_.size(); ++i)
      if (!ports_[i].is_optional) required.push_back(i);
    return required;
  }

  void fault(ErrorCode code, Position at, std::string where, std::string message, std::string remedy = {}) {
    binding_.is_complete = false;
    notes_.error(code, at, std::move(where), std::move(message), std::move(remedy));
  }

  /// `in = "cloud"`: for the only port that needs something.
  void bind_lone(const Setting& value) {
    const auto required = required_ports();
    const bool list = value.as<Setting::List>() != nullptr;
    if (required.size() == 1) return bind_port(ports_[required[0]].name, value, path());
    fault(codes::missing_port, value.at, path(),
          fmt::format("has the inputs {}: say which is which", fmt::join(port_names(), ", ")),
          fmt::format("{} = {{ {} = {}, ... }}", key_, ports_.empty() ? "port" : ports_[0].name,
                      list ? "[...]" : "\"...\""));
  }

  void bind_named(const std::string& port, const Setting& value, Position at) {
    const auto names = port_names();
    if (std::ranges::find(names, port) == names.end())
      return fault(codes::unknown_key, at, path(), fmt::format("'{}' is no input", port),
                   fmt::format("the inputs are {}", fmt::join(names, ", ")));
    bind_port(port, value, path(port));
  }

  void bind_port(const std::string& name, const Setting& value, const std::string& where) {
    const auto port = std::ranges::find(ports_, name, &InputPort::name);
    if (port == ports_.end()) {
      if (const auto reference = reference_in(value, where)) binding_.split = reference;
      return;
    }
    auto& references = binding_.ports[std::size_t(port - ports_.begin())];
    const auto* list = value.as<Setting::List>();
    if (!list) {
      if (const auto reference = reference_in(value, where)) references.push_back(*reference);
      return;
    }
    if (!port->is_variadic)
      return fault(codes::bad_type, value.at, where, fmt::format("takes one input, got a list of {}", list->size()));
    for (const auto& item : *list)
      if (const auto reference = reference_in(item, where)) references.push_back(*reference);
  }

  std::optional<Reference> reference_in(const Setting& value, const std::string& where) {
    if (const auto* name = value.as<std::string>(); name && !name->empty()) return Reference{*name, value.at, where};
    fault(codes::bad_type, value.at, where, fmt::format("needs the name of a stage or data, got {}", text(value)));
    return std::nullopt;
  }

  void require_all(const Setting* given) {
    if (!binding_.is_complete) return;  // what is malformed has been noted; what is missing would follow from it
    const auto required = required_ports();
    for (const std::size_t i : required) {
      const auto& port = ports_[i];
      if (!binding_.ports[i].empty() || (port.is_variadic && port.count == 0u)) continue;
      const Position at = given ? given->at : entry_.at;
      if (required.size() == 1)
        fault(codes::missing_port, at, entry_.path(), fmt::format("needs an input ({})", port.type_text()),
              fmt::format("add: {} = \"NAME\"", key_));
      else
        fault(codes::missing_port, at, entry_.path(),
              fmt::format("needs an input for '{}' ({})", port.name, port.type_text()),
              fmt::format("add: {} = {{ {} = \"NAME\" }}", key_, port.name));
    }
  }

  const PipelineEntry& entry_;
  std::string_view key_;
  const std::vector<InputPort>& ports_;
  bool has_split_;
  Notes& notes_;
  Binding binding_;
};

}  // namespace

Binding bind_inputs(const PipelineEntry& entry, std::string_view key, const std::vector<InputPort>& ports,
                    bool has_split, Notes& notes) {
  return Binder(entry, key, ports, has_split, notes).run();
}

}  // namespace tessera
