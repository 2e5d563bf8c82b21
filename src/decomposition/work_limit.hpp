// SPDX-License-Identifier: MIT
#pragma once

namespace tessera {

/// Counts work against a limit; counted, never timed, so that a run stops at the same place everywhere.
class WorkLimit {
 public:
  /// Thrown by `spend`; caught where something else can be done.
  struct Passed {};

  explicit WorkLimit(double steps) : left_(steps) {}
  void spend(double steps) {
    if (!((left_ -= steps) >= 0)) throw Passed{};
  }

 private:
  double left_;
};

}  // namespace tessera
