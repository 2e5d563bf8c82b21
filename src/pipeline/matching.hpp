// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/pipeline/declaration.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tessera {

/// What arrives at each port, as far as known: an empty entry stands for a source that failed to be typed.
using Arrivals = std::vector<std::vector<std::optional<PortType>>>;

/// Whether a signature takes what arrives. A collection may arrive where one value is taken (the stage is mapped, the
/// writer picks a sample) unless another port takes a whole collection; one value arrives as a collection of one.
bool takes(std::span<const InputPort> inputs, const Arrivals& arrivals);

/// "points: PointCloud, values: 2 x ScalarField".
std::string signature_text(std::span<const InputPort> inputs);
std::string arrivals_text(std::span<const InputPort> inputs, const Arrivals& arrivals);

/// The artifact types that a port takes in any of the signatures, each once, as text joined by " or ".
std::string accepted_text(const std::vector<std::span<const InputPort>>& signatures, std::size_t port);
bool accepts(const std::vector<std::span<const InputPort>>& signatures, std::size_t port, const ArtifactType* artifact);

/// "filtered_complex": the artifact's name as a port's name.
std::string port_alias(const ArtifactType& artifact);

}  // namespace tessera
