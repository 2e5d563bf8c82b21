// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

namespace tessera {

/// What a stage learned from a whole collection (a box, a scale), as named lists of numbers: the form in which a run
/// records it and a later run takes it back. A fitted type F offers `FittedValues values() const` and
/// `static F from_values(const FittedValues&)`, which throws Error D106 on a missing or malformed entry.
using FittedValues = std::map<std::string, std::vector<double>>;

/// The list called `name`, which must hold `count` finite numbers. Throws Error D106 otherwise.
std::vector<double> fitted_list(const FittedValues& values, const std::string& name, std::size_t count);

}  // namespace tessera
