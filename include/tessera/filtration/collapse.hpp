// SPDX-License-Identifier: MIT
#pragma once

namespace tessera {

/// Which dominated edges leave a filtered graph before cliques are formed. None of the choices changes homology.
/// off: no edge. strong: those that one vertex dominates at every grade. full: also those that different vertices
/// dominate at different grades; an edge dominated only for a while enters later. Strong and full stop where they would
/// cost more than they save.
enum class Collapse { off, strong, full };

}  // namespace tessera
