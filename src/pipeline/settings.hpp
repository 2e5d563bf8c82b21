// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/notes.hpp"

#include "tessera/pipeline/declaration.hpp"

#include <any>
#include <vector>

namespace tessera {

/// Puts the parameters of an entry into fresh options. Notes every key that is neither a parameter nor `reserved`,
/// every value that does not fit, every missing parameter; where all values fit, what the checks of the model and the
/// further `checks` say of them together.
std::any options_of(const PipelineEntry& entry, const OptionsModel& model, const std::vector<std::string>& reserved,
                    const std::vector<std::string>& given_elsewhere, const std::vector<OptionsCheck>& checks,
                    Notes& notes);

/// Every parameter as the options hold it, in the order of declaration, with the position of the entry's own setting.
std::vector<SettingEntry> parameters_in(const std::any& options, const OptionsModel& model, const PipelineEntry& entry);

}  // namespace tessera
