# SPDX-License-Identifier: MIT
# The rooms of the house, from the ground up, and what each may include besides itself.
# Read by the build (src, tests) and by the layer test (tests/architecture).
set(TESSERA_ROOMS core data algebra pipeline geometry filtration manifold persistence separability clustering decomposition
                  vectorization exchange report)

set(core_may)
set(data_may core)
set(algebra_may core)
set(pipeline_may core)
set(geometry_may core data)
set(filtration_may core data geometry algebra)
set(manifold_may core data geometry)
set(persistence_may core data geometry algebra filtration)
set(separability_may core data geometry algebra)
set(clustering_may core data geometry manifold)
set(decomposition_may core data algebra filtration persistence)
set(vectorization_may core data algebra separability clustering persistence decomposition)
set(exchange_may core data algebra geometry filtration manifold persistence separability clustering decomposition
                 vectorization)
set(report_may ${exchange_may})
set(stages_may ${TESSERA_ROOMS})
set(cli_may core pipeline)
