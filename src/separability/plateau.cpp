// SPDX-License-Identifier: MIT
#include "tessera/separability/plateau.hpp"

#include "separability/time_statistics.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {
namespace {

void check_rule(const PlateauRule& rule) {
  const auto refuse = [](std::string_view name, std::string_view need, double value) {
    throw Error(codes::bad_request, fmt::format("needs {}, got {}", need, format_double(value))).within(name);
  };
  if (!(rule.smoothing >= 0 && rule.smoothing < 1)) refuse("smoothing", "a number in [0, 1)", rule.smoothing);
  if (!(rule.gain >= 0 && rule.gain < infinity)) refuse("gain", "a number of at least 0", rule.gain);
  if (rule.patience == 0) refuse("patience", "at least 1 epoch", 0);
}

SeparabilityPlateauResult result_of(std::vector<std::string> epochs, std::vector<double> values,
                                    const SeparabilityPlateauOptions& options, const Context& context) {
  SeparabilityPlateauResult result;
  auto& estimate = result.plateau;
  auto growing = values;
  if (falls_with_separation(options.statistic))
    for (double& value : growing) value = -value;
  estimate.plateau = plateau(growing, options);
  if (falls_with_separation(options.statistic))
    for (double& value : estimate.plateau.smoothed) value = -value;
  estimate.epochs = epochs;
  estimate.values = values;
  estimate.statistic = statistic_name(options.statistic);
  estimate.patience = options.patience;

  const std::string stem = context.stage().empty() ? "" : context.stage() + ".";
  auto& curve = result.curve;
  curve.ids = std::move(epochs);
  curve.columns = {stem + estimate.statistic, stem + "smoothed"};
  curve.units = {"", ""};
  for (std::size_t epoch = 0; epoch < values.size(); ++epoch) {
    curve.values.push_back(values[epoch]);
    curve.values.push_back(estimate.plateau.smoothed[epoch]);
  }
  return result;
}

PersistenceSeparabilityOptions without_nulls(PersistenceSeparabilityOptions options) {
  options.null_replicates = 0;
  return options;
}

void check_statistic(const SeparabilityPlateauOptions& options) {
  if (options.statistic == SeparabilityStatistic::variance)
    throw Error(codes::bad_request, "needs a statistic that grows or falls with separation, got variance")
        .within("statistic");
}

}  // namespace

Plateau plateau(std::span<const double> series, const PlateauRule& rule) {
  check_rule(rule);
  if (series.empty()) throw Error(codes::too_few, "needs at least one epoch, got none");

  Plateau result;
  double best = 0;
  Index idle = 0;
  for (std::size_t epoch = 0; epoch < series.size(); ++epoch) {
    if (!std::isfinite(series[epoch]))
      throw Error(codes::bad_value,
                  fmt::format("needs finite values, got {} at epoch {}", format_double(series[epoch]), epoch));
    const double past = epoch > 0 ? result.smoothed.back() : series[0];
    const double smoothed = rule.smoothing * past + (1 - rule.smoothing) * series[epoch];
    result.smoothed.push_back(smoothed);
    if (result.stop) continue;

    const bool progresses = epoch == 0 || smoothed - best > rule.gain * std::abs(best);
    idle = progresses ? 0 : idle + 1;
    if (epoch == 0 || smoothed > best) {
      best = smoothed;
      result.best = Index(epoch);
    }
    if (idle == rule.patience) result.stop = Index(epoch);
  }
  return result;
}

SeparabilityPlateauResult separability_plateau(const Many<Collection<PointCloud>>& epochs,
                                               const SeparabilityPlateauOptions& options, const Context& context) {
  check_statistic(options);
  std::vector<std::string> names;
  std::vector<double> values;
  for (Index part = 0; part < epochs.size(); ++part)
    for (Index cloud = 0; cloud < epochs[part].size(); ++cloud) {
      const auto& id = epochs[part].id(cloud);
      names.push_back(std::ranges::count(names, id) == 0 ? id : fmt::format("{}/{}", epochs.name(part), id));
      try {
        values.push_back(persistence_separability(epochs[part][cloud], without_nulls(options), context).value);
      } catch (Error& error) {
        throw error.within("epoch " + names.back());
      }
    }
  return result_of(std::move(names), std::move(values), options, context);
}

SeparabilityPlateauResult separability_plateau(const Many<FeatureMatrix>& epochs,
                                               const SeparabilityPlateauOptions& options, const Context& context) {
  check_statistic(options);
  std::vector<std::string> names;
  std::vector<double> values;
  for (Index epoch = 0; epoch < epochs.size(); ++epoch) {
    names.push_back(epochs.name(epoch));
    try {
      values.push_back(persistence_separability(epochs[epoch], without_nulls(options), context).value);
    } catch (Error& error) {
      throw error.within("epoch " + names.back());
    }
  }
  return result_of(std::move(names), std::move(values), options, context);
}

std::string summary(const SeparabilityPlateau& estimate) {
  const auto& [smoothed, best, stop] = estimate.plateau;
  auto text = fmt::format("{} is largest at epoch {} of {}: '{}', {:.4f} ({:.4f} smoothed)", estimate.statistic, best,
                          estimate.values.size(), estimate.epochs[best], estimate.values[best], smoothed[best]);
  text += stop ? fmt::format("\n  stops at epoch {}, '{}': {} epochs without progress", *stop, estimate.epochs[*stop],
                             estimate.patience)
               : std::string("\n  still grows at the last epoch");
  return text;
}

FittedValues figures(const SeparabilityPlateau& estimate) {
  FittedValues all{
      {"values", estimate.values}, {"smoothed", estimate.plateau.smoothed}, {"best", {double(estimate.plateau.best)}}};
  if (estimate.plateau.stop) all["stop"] = {double(*estimate.plateau.stop)};
  return all;
}

}  // namespace tessera
