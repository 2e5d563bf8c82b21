// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/random.hpp"
#include "tessera/data/labels.hpp"
#include "tessera/data/point_cloud.hpp"

#include <string>
#include <vector>

#include <Eigen/QR>

namespace tessera {

/// Points of a mixture of normal distributions on random subspaces: point k on subspace k % subspaces, plus noise.
struct SubspaceMixture {
  PointCloud points;
  Labels known;
  std::vector<Eigen::MatrixXd> bases;  // orthonormal columns
};

inline SubspaceMixture random_subspace_mixture(RandomStream& random, Index ambient, Index dimension, Index subspaces,
                                               Index points_each, double noise) {
  SubspaceMixture mixture;
  for (Index k = 0; k < subspaces; ++k) {
    Eigen::MatrixXd directions(ambient, dimension);
    for (double& x : directions.reshaped()) x = random.normal();
    mixture.bases.emplace_back(Eigen::HouseholderQR<Eigen::MatrixXd>(directions).householderQ() *
                               Eigen::MatrixXd::Identity(ambient, dimension));
  }
  std::vector<double> coordinates;
  std::vector<std::string> names;
  for (Index k = 0; k < subspaces * points_each; ++k) {
    Eigen::VectorXd within(dimension);
    for (double& x : within) x = random.normal();
    const Eigen::VectorXd point = mixture.bases[k % subspaces] * within;
    for (const double x : point) coordinates.push_back(x + noise * random.normal());
    names.push_back(std::to_string(k % subspaces));
  }
  mixture.points = PointCloud(subspaces * points_each, ambient, std::move(coordinates));
  mixture.known = Labels(names);
  return mixture;
}

}  // namespace tessera
