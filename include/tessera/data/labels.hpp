// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// One class per sample of a dataset. A type of its own so that no unsupervised function can take it by accident.
/// Classes are numbered by their names in sorted order: as numbers where all names are numbers, else as text.
class Labels {
 public:
  static constexpr std::string_view artifact = "Labels";
  static constexpr std::string_view meaning =
      "the class of every sample, for those that judge results; no stage that builds features sees it";

  Labels() = default;
  /// One name per sample.
  explicit Labels(const std::vector<std::string>& names);

  Index size() const noexcept { return Index(classes_.size()); }
  Index operator[](Index sample) const noexcept { return classes_[sample]; }
  const std::vector<Index>& classes() const noexcept { return classes_; }
  const std::vector<std::string>& names() const noexcept { return names_; }
  /// Those of the samples that are kept, one entry a sample; classes keep their numbers. Throws Error D102 when the
  /// lengths differ.
  Labels selected(const std::vector<bool>& keep) const;
  std::string brief() const {
    return std::to_string(classes_.size()) + " labels of " + std::to_string(names_.size()) + " classes";
  }

  friend bool operator==(const Labels&, const Labels&) = default;

 private:
  std::vector<Index> classes_;      // per sample, an index into names_
  std::vector<std::string> names_;  // distinct, sorted
};

/// Which samples are for training (false: for testing). One entry per sample of a dataset.
struct Split {
  static constexpr std::string_view artifact = "Split";
  static constexpr std::string_view meaning = "which samples are for training";

  std::vector<bool> is_training;

  friend bool operator==(const Split&, const Split&) = default;
};

}  // namespace tessera
