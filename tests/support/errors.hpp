// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/error.hpp"

#include <string>

namespace tessera {

/// The reason of the Error that `action` throws; "no error" when it throws none.
template <class Action>
std::string reason_of(const Action& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.reason();
  }
  return "no error";
}

/// The remedy of the Error that `action` throws; empty when it throws none.
template <class Action>
std::string remedy_of(const Action& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.remedy();
  }
  return {};
}

/// The code of the Error that `action` throws, such as "D101"; empty when it throws none.
template <class Action>
std::string code_of(const Action& action) {
  try {
    action();
  } catch (const Error& error) {
    return std::string(error.code().text);
  }
  return {};
}

}  // namespace tessera
