#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Changes every parameter of every stage, reader and writer, one at a time, and sees the result change.

    every_parameter.py build/release/bin/tessera [--verbose]

Parameters, their kinds, choices and bounds come from `tessera list --json`, their present values from `tessera explain
--json`, so a new stage must appear in a pipeline below or the check fails. A parameter passes when some other value
changes the bytes of an output or an estimate, or when every other value is refused: then it is not ignored. One that
may stay without effect is listed in WITHOUT_EFFECT with the reason.
"""

import hashlib
import json
import math
import random
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

# Tables stand in reverse order on purpose: the graph is what the references say.
COMPLEX = """format = 1
name = "complex"
[output.scc]
from = "bifiltration"
to = "complex.scc"
[stage.bifiltration]
use = "filtration.function_rips"
in = { points = "cloud", values = "density" }
direction = "superlevel"
[stage.density]
use = "geometry.kernel_density"
in = "cloud"
[data.cloud]
use = "read.points"
path = "cloud.csv"
"""

BRANCHES = """format = 1
name = "branches"
[output.pictures]
from = "both"
to = "both.svg"
row = "complex"
[output.summands]
from = "summands"
to = "summands.svg"
[output.corners]
from = "summands"
to = "summands.json"
[output.table]
from = "both"
to = "features.npz"
[output.tensors]
from = "both"
to = "features.safetensors"
[stage.both]
use = "vectorization.concatenate"
in = ["wide", "narrow", "soft", "sharp", "peaks", "distances", "template"]
[stage.soft]
use = "vectorization.summand_gaussian"
in = "summands"
resolution = [3, 3]
[stage.sharp]
use = "vectorization.summand_exponential"
in = "summands"
resolution = [3, 3]
[stage.peaks]
use = "vectorization.summand_landscape"
in = "summands"
count = 2
resolution = [3, 3]
[stage.distances]
use = "vectorization.multiparameter_image"
in = "summands"
resolution = [3, 3]
[stage.template]
use = "vectorization.summand_representation"
in = "summands"
operation = "largest"
resolution = [3, 3]
[stage.narrow]
use = "vectorization.summand_image"
in = "summands"
kernel = "volume"
resolution = [6, 5]
[stage.wide]
use = "vectorization.summand_image"
in = "summands"
resolution = [4, 4]
[stage.summands]
use = "decomposition.summands"
in = "module"
route = "whole"
sweep = "grid"
[stage.swept]
use = "decomposition.summands"
in = "module"
[output.swept]
from = "swept"
to = "swept.json"
[stage.approximation]
use = "decomposition.interval_approximation"
in = "module"
[output.approximation]
from = "approximation"
to = "approximation.json"
[data.known]
use = "read.summands"
path = "known.json"
[output.known]
from = "known"
to = "known.csv"
[stage.blocks]
use = "decomposition.indecomposables"
in = "module"
[output.blocks]
from = "blocks"
to = "blocks.json"
[stage.module]
use = "persistence.minimal_presentation"
in = "complex"
[data.complex]
use = "read.scc"
path = "complex.scc"
"""

INVARIANTS = """format = 1
name = "invariants"
seed = 3
[data.cloud]
use = "read.points"
path = "cloud_with_gaps.csv"
columns = ["x", "y"]
on_nonfinite = "drop_row"
[data.stacked]
use = "read.points"
path = "stacked.npz"
array = "points"
offsets = "offsets"
[stage.sample]
use = "geometry.farthest_subsample"
in = "cloud"
count = 20
[stage.mass]
use = "geometry.distance_to_measure"
in = "sample"
mass = 0.2
[stage.nearest]
use = "geometry.knn_codensity"
in = "sample"
neighbors = 4
[stage.rips]
use = "filtration.function_rips"
in = { points = "sample", values = "mass" }
max_diameter = "80 %diameter"
[stage.three]
use = "filtration.function_rips"
in = { points = "sample", values = ["mass", "nearest"] }
[stage.module_of_three]
use = "persistence.minimal_presentation"
in = "three"
degree = 0
[stage.slices]
use = "decomposition.interval_approximation"
in = "module_of_three"
line_spacing = "10 %range"
[output.slices]
from = "slices"
to = "slices.svg"
[stage.alpha]
use = "filtration.function_alpha"
in = { points = "sample", values = "nearest" }
[stage.core]
use = "filtration.core_delaunay"
in = "sample"
max_count = 4
[stage.one_core]
use = "filtration.one_critical"
in = "core"
[output.core]
from = "one_core"
to = "core.scc"
[stage.degrees]
use = "filtration.degree_rips"
in = "sample"
max_diameter = "60 %diameter"
max_degree = 4
[stage.one_degree]
use = "filtration.one_critical"
in = "degrees"
[output.degrees]
from = "one_degree"
to = "degrees.scc"
[stage.cover]
use = "filtration.multicover"
in = "sample"
max_order = 3
[output.cover]
from = "cover"
to = "cover.scc"
[stage.delaunay]
use = "filtration.function_delaunay"
in = { points = "sample", values = "nearest" }
[stage.module]
use = "persistence.minimal_presentation"
in = "alpha"
[stage.hilbert]
use = "persistence.hilbert_function"
in = "alpha"
grid = "regular"
resolution = [7, 6]
[stage.euler]
use = "persistence.euler_surface"
in = "alpha"
grid = "regular"
resolution = 6
[stage.coarse]
use = "persistence.coarsen"
in = "alpha"
resolution = 9
[stage.ranks]
use = "persistence.rank_invariant"
in = "coarse"
resolution = 5
[stage.hooks]
use = "persistence.signed_barcode"
in = "rips"
kind = "hooks"
grid = "regular"
resolution = 4
[stage.landscape]
use = "persistence.landscape"
in = "module"
resolution = [6, 5]
[stage.family]
use = "persistence.slice"
in = "module"
count = 3
directions = 2
[stage.betti]
use = "persistence.betti_table"
in = "module"
[stage.resolution]
use = "persistence.minimal_free_resolution"
in = "module"
[output.resolution]
from = "resolution"
to = "resolution.scc"
[stage.straight]
use = "persistence.rips_presentation"
in = { points = "sample", values = "mass" }
[output.straight]
from = "straight"
to = "straight.scc"
[output.straight_firep]
from = "straight"
to = "straight.firep"
[data.sparse]
use = "read.points"
path = "sparse.svm"
first_feature = 0
[output.sparse]
from = "sparse"
to = "sparse.csv"
[stage.bars]
use = "persistence.slice"
in = "module"
lines = [0, 0, 1, 1, 0, 0.05, 1, 1]
[output.rips]
from = "rips"
to = "rips.scc"
[output.delaunay]
from = "delaunay"
to = "delaunay.scc"
[output.hilbert]
from = "hilbert"
to = "hilbert.npz"
[output.euler]
from = "euler"
to = "euler.npz"
[output.ranks]
from = "ranks"
to = "ranks.npz"
[output.hooks]
from = "hooks"
to = "hooks.json"
[output.hooks_table]
from = "hooks"
to = "hooks.csv"
[output.landscape]
from = "landscape"
to = "landscape.npz"
[output.family]
from = "family"
to = "family.csv"
[output.betti]
from = "betti"
to = "betti.csv"
[output.bars]
from = "bars"
to = "bars.csv"
[output.bars_picture]
from = "bars"
to = "bars.svg"
[output.points_picture]
from = "sample"
values = "mass"
to = "points.svg"
[output.points]
from = "stacked"
to = "points.npz"
"""

DISTANCES = """format = 1
name = "distances"
[data.matrix]
use = "read.distances"
path = "matrix.npz"
array = "d"
[data.triangle]
use = "read.distances"
path = "triangle.txt"
format = "lower"
[output.triangle]
from = "triangle"
to = "triangle.npz"
[stage.rips]
use = "filtration.function_rips"
in = { points = "matrix" }
[output.complex]
from = "rips"
to = "rips.scc"
[data.cloud]
use = "read.points"
path = "cloud.csv"
[stage.minkowski]
use = "geometry.pairwise_distances"
in = "cloud"
[output.minkowski]
from = "minkowski"
to = "minkowski.npz"
[stage.split]
use = "geometry.column"
in = "cloud"
[stage.near]
use = "geometry.landmark_distance"
in = "cloud"
count = 3
[stage.far]
use = "geometry.eccentricity"
in = "cloud"
[stage.functions]
use = "filtration.function_rips"
in = { points = "split.points", values = ["split.values", "near", "far"] }
max_dimension = 1
[output.functions]
from = "functions"
to = "functions.scc"
"""

COMPLEXES = """format = 1
name = "complexes"
[data.bifiltration]
use = "read.rivet"
path = "bifiltration.rivet"
[data.tree]
use = "read.simplex_tree"
path = "tree.fsc"
[output.bifiltration]
from = "bifiltration"
to = "again.rivet"
[output.tree]
from = "tree"
to = "tree.scc"
[data.several_grades]
use = "read.rivet"
path = "several_grades.rivet"
[stage.one_grade]
use = "filtration.one_critical"
in = "several_grades"
[output.one_grade]
from = "one_grade"
to = "one_grade.scc"
[stage.tree_barcode]
use = "persistence.barcode"
in = "tree"
[output.tree_barcode]
from = "tree_barcode"
to = "tree_barcode.json"
[output.tree_gudhi]
from = "tree_barcode"
to = "tree_barcode.pers"
[data.cloud]
use = "read.points"
path = "cloud.csv"
[stage.alpha_barcode]
use = "persistence.alpha_barcode"
in = "cloud"
[output.alpha_barcode]
from = "alpha_barcode"
to = "alpha_barcode.json"
[output.alpha_table]
from = "alpha_barcode"
to = "alpha_barcode.csv"
[stage.rips_barcode]
use = "persistence.rips_barcode"
in = "cloud"
[output.rips_barcode]
from = "rips_barcode"
to = "rips_barcode.json"
"""

DIGITS = """format = 1
name = "digits"
seed = 5
[data.digits]
use = "read.images"
path = "digits.csv"
shape = [8, 8]
labels = "64"
first = 12
[data.array]
use = "read.images"
path = "images.npz"
array = "a"
[data.labels]
use = "read.labels"
path = "classes.csv"
column = "0"
[data.more_labels]
use = "read.labels"
path = "labels.npz"
array = "a"
[stage.ink]
use = "geometry.ink_points"
in = "digits.images"
[stage.rips]
use = "filtration.function_rips"
in = { points = "ink.points", values = "ink.values" }
direction = "superlevel"
[stage.strokes]
use = "persistence.minimal_presentation"
in = "rips"
degree = 0
[stage.summands]
use = "decomposition.summands"
in = "strokes"
[stage.far]
use = "decomposition.matching_distance"
in = "strokes"
[output.far]
from = "far"
to = "far.lower_distance_matrix"
[stage.apart]
use = "decomposition.bottleneck_distance"
in = "summands"
[output.apart]
from = "apart"
to = "apart.lower_distance_matrix"
[stage.features]
use = "vectorization.summand_image"
in = "summands"
resolution = [6, 6]
[stage.separability]
use = "separability.persistence"
in = "features"
subsample = 8
replicates = 5
null_replicates = 5
density_shares = [1.0, 0.8]
density_neighbors = 3
[output.table]
from = "features"
labels = "digits.labels"
to = "features.csv"
[output.arrays]
from = "array.images"
to = "images.npz"
[output.more]
from = "features_again"
labels = "more_labels"
to = "more.svm"
[stage.features_again]
use = "vectorization.summand_image"
in = "summands"
resolution = [3, 3]
[output.labelled]
from = "features_again"
labels = "labels"
to = "labelled.npz"
[stage.unscaled]
use = "decomposition.summands"
in = "strokes"
axis_scale = "none"
[stage.chosen]
use = "vectorization.weight_fit"
in = ["summands", "unscaled"]
labels = "digits.labels"
exponents = [0, 1, 4]
resolution = [3, 3]
[output.chosen]
from = "chosen"
to = "chosen.npz"
"""

SERIES = """format = 1
name = "series"
[data.archive]
use = "read.ucr"
path = "tones"
missing = "interpolate"
[stage.cloud]
use = "geometry.delay_embedding"
in = "archive.series"
dimension = 3
lag = 4
stride = 2
[output.clouds]
from = "cloud"
to = "clouds.npz"
[stage.chosen]
use = "geometry.delay_embedding"
in = "archive.series"
max_lag = 2
max_dimension = 2
[output.chosen]
from = "chosen"
to = "chosen.npz"
[stage.lag]
use = "geometry.embedding_lag"
in = "archive.series"
[stage.dimension]
use = "geometry.embedding_dimension"
in = "archive.series"
lag = 3
[stage.standard]
use = "geometry.standardized_series"
in = "archive.series"
[stage.windows]
use = "geometry.sliding_windows"
in = "standard"
length = 16
step = 10
[stage.times]
use = "geometry.series_graph"
in = "windows"
kind = "horizontal"
[stage.roughness]
use = "geometry.series_function"
in = "windows"
statistic = "moving_deviation"
radius = 2
[stage.sublevels]
use = "filtration.lower_star"
in = { from = "times.graph", values = ["times.values", "roughness"] }
[output.sublevels]
from = "sublevels"
to = "{id}.scc"
"""

CHANNELS = """format = 1
name = "channels"
[data.recording]
use = "read.series"
path = "recording.npz"
array = "a"
rows = "channels"
missing = "interpolate"
[data.walk]
use = "read.series"
path = "walk.csv"
[output.walk]
from = "walk.series"
to = "walk.npz"
[stage.coupling]
use = "geometry.channel_distances"
in = "recording.series"
[stage.size]
use = "geometry.channel_function"
in = "recording.series"
[stage.network]
use = "filtration.function_rips"
in = { points = "coupling", values = "size" }
[output.network]
from = "network"
to = "network.scc"
[output.coupling]
from = "coupling"
to = "coupling.dipha"
"""

VOLUMES = """format = 1
name = "volumes"
[data.volume]
use = "read.images"
path = "images.npz"
array = "a"
dimension = 3
[output.volume]
from = "volume.images"
to = "volume.complex"
[stage.barcode]
use = "persistence.cubical_barcode"
in = "volume.images"
[output.bars]
from = "barcode"
to = "volume_bars.json"
[data.grid]
use = "read.images"
path = "grid.txt"
format = "perseus"
[stage.grid_barcode]
use = "persistence.cubical_barcode"
in = "grid.images"
[output.grid]
from = "grid_barcode"
to = "grid.json"
[stage.further]
use = "geometry.image_channels"
in = "volume.images"
[stage.bifiltration]
use = "filtration.cubical"
in = { channels = ["further.smoothed", "further.distance"], mask = "volume.images" }
[stage.module]
use = "persistence.minimal_presentation"
in = "bifiltration"
degree = 1
[output.module]
from = "module"
to = "module.scc"
[output.gradient]
from = "further.gradient"
to = "gradient.npz"
[output.distance]
from = "further.distance"
to = "distance.npz"
"""

BARCODE_DISTANCES = """format = 1
name = "barcode_distances"
[data.clouds]
use = "read.points"
path = "stacked.npz"
array = "points"
offsets = "offsets"
[stage.barcode]
use = "persistence.rips_barcode"
in = "clouds"
max_diameter = 0.6
[stage.bottleneck]
use = "persistence.bottleneck_distance"
in = "barcode"
infinite_bars = "ignore"
[stage.wasserstein]
use = "persistence.wasserstein_distance"
in = "barcode"
infinite_bars = "ignore"
order = 2
norm = 2
[stage.sliced]
use = "persistence.sliced_wasserstein_distance"
in = "barcode"
infinite_bars = "ignore"
directions = 10
[stage.mass]
use = "geometry.distance_to_measure"
in = "clouds"
[stage.rips]
use = "filtration.function_rips"
in = { points = "clouds", values = "mass" }
max_diameter = 0.6
[stage.measure]
use = "persistence.signed_barcode"
in = "rips"
degree = 0
[stage.signed]
use = "persistence.signed_wasserstein_distance"
in = "measure"
unequal_mass = "corner"
[stage.sliced_measures]
use = "persistence.sliced_wasserstein_distance"
in = "measure"
unequal_mass = "corner"
[output.bottleneck]
from = "bottleneck"
to = "bottleneck.lower_distance_matrix"
[output.wasserstein]
from = "wasserstein"
to = "wasserstein.npz"
[output.sliced]
from = "sliced"
to = "sliced.npz"
[output.signed]
from = "signed"
to = "signed.npz"
[output.sliced_measures]
from = "sliced_measures"
to = "sliced_measures.npz"
"""

SIGNED_VECTORS = """format = 1
name = "signed_vectors"
[data.clouds]
use = "read.points"
path = "stacked.npz"
array = "points"
offsets = "offsets"
[stage.mass]
use = "geometry.distance_to_measure"
in = "clouds"
[stage.rips]
use = "filtration.function_rips"
in = { points = "clouds", values = "mass" }
max_diameter = 0.6
[stage.hilbert]
use = "persistence.signed_barcode"
in = "rips"
degree = 0
[stage.euler]
use = "persistence.euler_measure"
in = "rips"
[stage.hilbert_image]
use = "vectorization.signed_measure_image"
in = "hilbert"
resolution = [5, 4]
[stage.euler_image]
use = "vectorization.signed_measure_image"
in = "euler"
resolution = [5, 4]
[stage.function]
use = "persistence.hilbert_function"
in = "rips"
grid = "regular"
resolution = 4
[stage.surface]
use = "vectorization.surface_samples"
in = "function"
[stage.module]
use = "persistence.minimal_presentation"
in = "rips"
degree = 0
[stage.landscape]
use = "persistence.landscape"
in = "module"
resolution = 4
[stage.landscapes]
use = "vectorization.landscape_samples"
in = "landscape"
[stage.worms]
use = "vectorization.gril"
in = "module"
resolution = [4, 4]
[stage.all]
use = "vectorization.concatenate"
in = ["hilbert_image", "euler_image", "surface", "landscapes", "worms"]
[output.all]
from = "all"
to = "all.npz"
[stage.bars]
use = "persistence.rips_barcode"
in = "clouds"
max_diameter = 0.6
[stage.sliced]
use = "vectorization.sliced_wasserstein_kernel"
in = "bars"
infinite_bars = "ignore"
directions = 10
scale = 0.5
[stage.sliced_measures]
use = "vectorization.sliced_wasserstein_kernel"
in = "hilbert"
unequal_mass = "corner"
[stage.lines]
use = "vectorization.multiparameter_kernel"
in = "module"
directions = 2
lines = 3
[output.sliced]
from = "sliced"
to = "sliced_kernel.npz"
[output.sliced_measures]
from = "sliced_measures"
to = "sliced_measures_kernel.npz"
[output.lines]
from = "lines"
to = "lines_kernel.npz"
"""

BARCODE_VECTORS = """format = 1
name = "barcode_vectors"
seed = 4
[data.clouds]
use = "read.points"
path = "stacked.npz"
array = "points"
offsets = "offsets"
[stage.barcode]
use = "persistence.rips_barcode"
in = "clouds"
max_diameter = 0.6
[stage.image]
use = "vectorization.persistence_image"
in = "barcode"
degree = 0
resolution = [4, 5]
[stage.landscape]
use = "vectorization.landscape_1d"
in = "barcode"
degree = 0
resolution = 9
[stage.silhouette]
use = "vectorization.silhouette"
in = "barcode"
degree = 0
resolution = 9
[stage.betti]
use = "vectorization.betti_curve"
in = "barcode"
degree = 0
resolution = 9
[stage.entropy]
use = "vectorization.entropy"
in = "barcode"
degree = 0
[stage.entropy_curve]
use = "vectorization.entropy"
in = "barcode"
degree = 0
kind = "curve"
resolution = 9
[stage.statistics]
use = "vectorization.persistence_statistics"
in = "barcode"
degree = 0
[stage.codebook]
use = "vectorization.atol"
in = "barcode"
degree = 0
centres = 4
restarts = 1
[stage.all]
use = "vectorization.concatenate"
in = ["image", "landscape", "silhouette", "betti", "entropy", "entropy_curve", "statistics", "codebook"]
[output.all]
from = "all"
to = "all.npz"
"""

REPRESENTATION = """format = 1
name = "representation"
seed = 1
[data.cloud]
use = "read.points"
path = "cloud.csv"
[stage.rows]
use = "vectorization.points_as_rows"
in = "cloud"
[stage.many]
use = "vectorization.points_as_rows"
in = "epochs"
[output.many]
from = "many"
to = "many.csv"
[stage.points]
use = "geometry.rows_as_points"
in = "rows"
[output.points]
from = "points"
to = "points.csv"
[data.classes]
use = "read.labels"
path = "thirty.csv"
[stage.supervised]
use = "separability.supervised"
in = { features = "cloud", labels = "classes" }
[data.epochs]
use = "read.points"
path = "epochs.npz"
[stage.plateau]
use = "separability.plateau"
in = ["epochs"]
subsample = 20
replicates = 3
density_shares = [1.0, 0.8]
density_neighbors = 3
[output.curve]
from = "plateau.curve"
to = "curve.csv"
[output.picture]
from = "plateau.curve"
to = "plateau.curves.svg"
[stage.choice]
use = "separability.select"
in = ["rows", "features"]
subsample = 20
replicates = 3
null_replicates = 3
density_shares = [1.0, 0.8]
density_neighbors = 3
[stage.features]
use = "vectorization.points_as_rows"
in = "broad"
[data.broad]
use = "read.points"
path = "wide.csv"
[output.best]
from = "choice.best"
to = "best.csv"
[stage.near]
use = "geometry.neighbor_graph"
in = "cloud"
neighbors = 4
[stage.near_rows]
use = "geometry.neighbor_graph"
in = "rows"
kind = "radius"
radius = 0.5
[stage.heat]
use = "geometry.heat_kernel"
in = "near"
[stage.polynomial_heat]
use = "geometry.heat_kernel"
in = "near_rows"
time = 2
method = "chebyshev"
[stage.stepwise_heat]
use = "geometry.heat_kernel"
in = "near"
time = 2
method = "euler"
[stage.slow_heat]
use = "geometry.heat_kernel"
in = "near"
time = 2
method = "low_rank"
eigenpairs = 5
[output.heat]
from = "heat"
to = "heat.npz"
[output.polynomial_heat]
from = "polynomial_heat"
to = "polynomial_heat.npz"
[output.stepwise_heat]
from = "stepwise_heat"
to = "stepwise_heat.npz"
[output.slow_heat]
from = "slow_heat"
to = "slow_heat.npz"
[data.wide]
use = "read.points"
path = "wide.npy"
[data.checkpoints]
use = "read.points"
path = "checkpoints.npz"
array = "points"
offsets = "offsets"
[stage.entropy]
use = "manifold.diffusion_spectral_entropy"
in = "rows"
[stage.partial_entropy]
use = "manifold.diffusion_spectral_entropy"
in = "wide"
sigma = "100 %diameter"
t = [4]
spectrum = "partial"
tolerance = 1
[stage.local]
use = "manifold.local_dimension"
in = "wide"
neighbors = 10
[stage.local_components]
use = "manifold.local_dimension"
in = "wide"
method = "local_pca"
neighbors = 10
[stage.information]
use = "manifold.diffusion_mutual_information"
in = { points = "wide", groups = "local" }
[stage.component_information]
use = "manifold.diffusion_mutual_information"
in = { points = "wide", groups = "local_components" }
[stage.cells]
use = "manifold.shannon_entropy"
in = "wide"
[stage.two_nn]
use = "manifold.intrinsic_dimension"
in = "wide"
[stage.components]
use = "manifold.intrinsic_dimension"
in = "wide"
method = "local_pca"
[stage.correlation]
use = "manifold.intrinsic_dimension"
in = "wide"
method = "correlation"
[stage.spectrum]
use = "manifold.spectral_geometry"
in = "wide"
first = 2
last = 7
window = 4
max_eigenvalues = 8
[stage.phases]
use = "manifold.phases"
in = "checkpoints"
"""

CYCLES = """format = 1
name = "cycles"
[data.cloud]
use = "read.points"
path = "cloud.csv"
[stage.density]
use = "geometry.kernel_density"
in = "cloud"
[stage.rips]
use = "filtration.function_rips"
in = { points = "cloud", values = "density" }
direction = "superlevel"
[stage.module]
use = "persistence.minimal_presentation"
in = "rips"
cycles = true
[stage.blocks]
use = "decomposition.indecomposables"
in = "module"
cycles = true
[output.blocks]
from = "blocks"
to = "blocks.json"
[stage.summands]
use = "decomposition.summands"
in = "straight"
cycles = true
[stage.straight]
use = "persistence.rips_presentation"
in = { points = "cloud", values = "density" }
direction = "superlevel"
cycles = true
[output.summands]
from = "summands"
to = "summands.npz"
[output.picture]
from = "cloud"
values = "density"
summands = "summands"
to = "cycles.svg"
count = 2
[data.known]
use = "read.summands"
path = "known.summands.npz"
[output.known]
from = "known"
to = "known.json"
"""

MESHES = """format = 1
name = "meshes"
[data.mesh]
use = "read.mesh"
path = "roof.obj"
[stage.height]
use = "geometry.mesh_height"
in = "mesh"
[stage.curvature]
use = "geometry.mesh_curvature"
in = "mesh"
[stage.eccentricity]
use = "geometry.mesh_eccentricity"
in = "mesh"
[stage.heat]
use = "geometry.mesh_heat_kernel_signature"
in = "mesh"
[stage.bifiltration]
use = "filtration.lower_star"
in = { from = "mesh", values = ["height", "curvature", "eccentricity", "heat"] }
[output.bifiltration]
from = "bifiltration"
to = "roof.scc"
"""

GRAPHS = """format = 1
name = "graphs"
[data.set]
use = "read.graphs"
path = "TOY"
[data.net]
use = "read.graphs"
path = "net.edges"
[stage.degree]
use = "geometry.vertex_degree"
in = "net.graphs"
[stage.closeness]
use = "geometry.vertex_closeness"
in = "net.graphs"
[stage.betweenness]
use = "geometry.vertex_betweenness"
in = "net.graphs"
[stage.pagerank]
use = "geometry.vertex_pagerank"
in = "net.graphs"
[stage.core]
use = "geometry.vertex_core_number"
in = "net.graphs"
[stage.heat]
use = "geometry.heat_kernel_signature"
in = "net.graphs"
[stage.fiedler]
use = "geometry.fiedler_vector"
in = "net.graphs"
[stage.centers]
use = "filtration.lower_star"
in = { from = "net.graphs", values = ["degree", "closeness", "betweenness", "pagerank"] }
[stage.waves]
use = "filtration.lower_star"
in = { from = "net.graphs", values = ["core", "heat", "fiedler"] }
[stage.attribute]
use = "filtration.lower_star"
in = { from = "set.graphs", values = ["set.vertex_attribute", "set.vertex_labels"] }
[stage.cliques]
use = "filtration.flag"
in = { graph = "wheel.graphs", values = "wheel_degree" }
direction = "superlevel"
[data.wheel]
use = "read.graphs"
path = "wheel.csv"
[stage.wheel_degree]
use = "geometry.vertex_degree"
in = "wheel.graphs"
[stage.ollivier]
use = "geometry.ollivier_ricci"
in = "wheel.graphs"
[stage.forman]
use = "geometry.forman_ricci"
in = "wheel.graphs"
[stage.bent]
use = "filtration.flag"
in = { graph = "ollivier.edges", values = ["forman.vertices", "ollivier.vertices"] }
[stage.bent_otherwise]
use = "filtration.flag"
in = { graph = "forman.edges" }
[stage.geodesics]
use = "geometry.graph_geodesics"
in = "net.graphs"
[stage.far]
use = "geometry.eccentricity"
in = "geodesics"
[stage.near]
use = "geometry.landmark_distance"
in = "geodesics"
count = 2
[stage.ends]
use = "filtration.lower_star"
in = { from = "net.graphs", values = ["far", "near"] }
[stage.cone]
use = "filtration.extended"
in = "ends"
[stage.climb]
use = "filtration.lower_star"
in = { from = "net.graphs", values = "closeness" }
[stage.extended]
use = "persistence.extended_barcode"
in = "climb"
[output.bent]
from = "bent"
to = "bent.scc"
[output.bent_otherwise]
from = "bent_otherwise"
to = "bent_otherwise.scc"
[output.cone]
from = "cone"
to = "cone.scc"
[output.components]
from = "extended.extended_plus"
to = "components.json"
[output.loops]
from = "extended.extended_minus"
to = "loops.json"
[output.cliques]
from = "cliques"
to = "cliques.scc"
[output.centers]
from = "centers"
to = "centers.scc"
[output.waves]
from = "waves"
to = "waves.scc"
[output.attribute]
from = "attribute"
to = "attribute.scc"
"""

CLUSTERS = """format = 1
name = "clusters"
seed = 1
[data.cloud]
use = "read.points"
path = "cloud.csv"
[data.known]
use = "read.labels"
path = "halves.csv"
[stage.rows]
use = "vectorization.points_as_rows"
in = "cloud"
[stage.means]
use = "clustering.k_means"
in = "rows"
clusters = 4
restarts = 1
candidates = 1
iterations = 1
[stage.tuned]
use = "clustering.spectral"
in = "cloud"
clusters = 9
affinity = "self_tuning"
neighbors = 3
[output.tuned_labels]
from = "rows"
labels = "tuned.labels"
to = "tuned_labels.csv"
[output.tuned]
from = "tuned.embedding"
to = "tuned.csv"
[stage.smooth]
use = "clustering.spectral"
in = "cloud"
clusters = 6
affinity = "gaussian"
assignment = "k_means"
restarts = 1
[output.smooth]
from = "smooth.embedding"
to = "smooth.csv"
[output.smooth_labels]
from = "rows"
labels = "smooth.labels"
to = "smooth_labels.csv"
[stage.dense]
use = "clustering.hdbscan"
in = "cloud"
min_cluster_size = 4
min_samples = 3
[stage.whole]
use = "clustering.hdbscan"
in = "cloud"
min_cluster_size = 20
min_samples = 2
[output.whole]
from = "rows"
labels = "whole.labels"
to = "whole.csv"
[output.dense]
from = "rows"
labels = "dense.labels"
to = "dense.csv"
[stage.near]
use = "geometry.knn_codensity"
in = "cloud"
neighbors = 4
[stage.basins]
use = "clustering.tomato"
in = { points = "cloud", density = "near" }
neighbors = 3
[output.basins]
from = "rows"
labels = "basins.labels"
to = "basins.csv"
[stage.balanced]
use = "manifold.sinkhorn_affinity"
in = "rows"
iterations = 2
eta = 0.01
[stage.nearly_balanced]
use = "manifold.sinkhorn_affinity"
in = "rows"
tolerance = 0.01
[output.balanced]
from = "balanced"
to = "balanced.npz"
[output.nearly_balanced]
from = "nearly_balanced"
to = "nearly_balanced.npz"
[stage.volume]
use = "manifold.coding_rate"
in = { points = "cloud", labels = "known" }
[stage.sparse]
use = "clustering.subspaces"
in = "cloud"
clusters = 5
method = "ensc"
iterations = 1
[output.sparse]
from = "sparse.bases"
to = "sparse.npz"
[stage.flats]
use = "clustering.subspaces"
in = "rows"
clusters = 6
method = "k_subspaces"
restarts = 0
iterations = 4
[output.flats]
from = "flats.bases"
to = "flats.npz"
[stage.flats_by_balance]
use = "clustering.subspaces"
in = "rows"
clusters = 5
eta = 0.01
[output.flats_by_balance]
from = "flats_by_balance.bases"
to = "flats_by_balance.npz"
[stage.denoiser]
use = "manifold.denoiser_rank"
in = { points = "cloud", bases = "flats.bases" }
gammas = [0.5, 1]
[stage.score]
use = "clustering.scores"
in = { found = "means.labels", known = "known" }
[output.table]
from = "rows"
labels = "means.labels"
to = "means.csv"
"""

NEIGHBORHOODS = """format = 1
[data.cloud]
use = "read.points"
path = "cloud.csv"
[stage.nearest]
use = "geometry.knn_codensity"
in = "cloud"
neighbors = 4
[stage.cech]
use = "filtration.cech"
in = { points = "cloud", values = "nearest" }
[stage.sparse]
use = "filtration.sparse_rips"
in = { points = "cloud", values = "nearest" }
[stage.weak]
use = "filtration.witness"
in = { points = "cloud", values = "nearest" }
landmarks = 7
[stage.lazy]
use = "filtration.witness"
in = { points = "cloud", values = "nearest" }
landmarks = 7
kind = "lazy"
[output.cech]
from = "cech"
to = "cech.scc"
[output.sparse]
from = "sparse"
to = "sparse.scc"
[output.weak]
from = "weak"
to = "weak.scc"
[output.lazy]
from = "lazy"
to = "lazy.scc"
"""

NEIGHBOR_EMBEDDINGS = """format = 1
name = "neighbor_embeddings"
seed = 1
[data.wide]
use = "read.points"
path = "wide.npy"
[data.crowd]
use = "read.points"
path = "crowd.npy"
[stage.by_umap]
use = "manifold.umap"
in = "wide"
epochs = 20
[output.by_umap]
from = "by_umap"
to = "by_umap.csv"
[stage.by_tsne]
use = "manifold.tsne"
in = "wide"
perplexity = 10
iterations = 20
exaggerated_iterations = 10
[output.by_tsne]
from = "by_tsne"
to = "by_tsne.csv"
[stage.by_cells]
use = "manifold.tsne"
in = "crowd"
iterations = 5
exaggerated_iterations = 3
[output.by_cells]
from = "by_cells"
to = "by_cells.csv"
"""

EMBEDDINGS = """format = 1
name = "embeddings"
seed = 1
[data.cloud]
use = "read.points"
path = "cloud_with_gaps.csv"
on_nonfinite = "drop_row"
[data.digits]
use = "read.points"
path = "digits.csv"
[stage.pca]
use = "manifold.pca"
in = "cloud"
[stage.classical]
use = "manifold.mds"
in = "cloud"
[stage.majorised]
use = "manifold.mds"
in = "digits"
method = "smacof"
max_iterations = 6
[stage.stochastic]
use = "manifold.mds"
in = "digits"
method = "sgd"
epochs = 3
[stage.isomap]
use = "manifold.isomap"
in = "cloud"
neighbors = 6
connect = true
[stage.apart]
use = "manifold.isomap"
in = "digits"
neighbors = 1
connect = true
[stage.lle]
use = "manifold.lle"
in = "cloud"
neighbors = 12
[stage.quality]
use = "manifold.embedding_quality"
in = { original = "cloud", embedding = "isomap" }
[output.pca]
from = "pca"
to = "pca.csv"
[output.classical]
from = "classical"
to = "classical.csv"
[output.majorised]
from = "majorised"
to = "majorised.csv"
[output.stochastic]
from = "stochastic"
to = "stochastic.csv"
[output.isomap]
from = "isomap"
to = "isomap.csv"
[output.apart]
from = "apart"
to = "apart.csv"
[output.lle]
from = "lle"
to = "lle.csv"
"""

DIFFUSION = """format = 1
name = "diffusion"
seed = 1
[data.cloud]
use = "read.points"
path = "cloud.csv"
[stage.distance]
use = "manifold.heat_geodesic_distance"
in = "cloud"
neighbors = 4
[stage.distance_later]
use = "manifold.heat_geodesic_distance"
in = "cloud"
neighbors = 4
times = [2, 5]
method = "chebyshev"
harnack = 1
[stage.distance_implicit]
use = "manifold.heat_geodesic_distance"
in = "cloud"
neighbors = 4
times = [2]
method = "euler"
[stage.distance_waves]
use = "manifold.heat_geodesic_distance"
in = "cloud"
neighbors = 4
times = [2]
method = "low_rank"
eigenpairs = 10
[stage.heat]
use = "manifold.heat_geodesic"
in = "cloud"
neighbors = 4
[stage.heat_later]
use = "manifold.heat_geodesic"
in = "cloud"
neighbors = 4
times = [2, 5]
method = "chebyshev"
harnack = 1
weights = "heat"
max_iterations = 5
[stage.heat_implicit]
use = "manifold.heat_geodesic"
in = "cloud"
neighbors = 4
times = [2]
method = "euler"
[stage.heat_waves]
use = "manifold.heat_geodesic"
in = "cloud"
neighbors = 4
times = [2]
method = "low_rank"
eigenpairs = 10
[stage.diffusion]
use = "manifold.diffusion_map"
in = "cloud"
neighbors = 4
[stage.eigenmaps]
use = "manifold.laplacian_eigenmaps"
in = "cloud"
neighbors = 4
[stage.phate]
use = "manifold.phate"
in = "cloud"
neighbors = 4
max_iterations = 5
[output.distance]
from = "distance"
to = "distance.npz"
[output.distance_later]
from = "distance_later"
to = "distance_later.npz"
[output.distance_implicit]
from = "distance_implicit"
to = "distance_implicit.npz"
[output.distance_waves]
from = "distance_waves"
to = "distance_waves.npz"
[output.heat]
from = "heat"
to = "heat.csv"
[output.heat_later]
from = "heat_later"
to = "heat_later.csv"
[output.heat_implicit]
from = "heat_implicit"
to = "heat_implicit.csv"
[output.heat_waves]
from = "heat_waves"
to = "heat_waves.csv"
[output.diffusion]
from = "diffusion"
to = "diffusion.csv"
[output.eigenmaps]
from = "eigenmaps"
to = "eigenmaps.csv"
[output.phate]
from = "phate"
to = "phate.csv"
"""

# What to try where the kind does not say it: (stage, parameter) -> values.
TRY = {
    ("manifold.embedding_quality", "precision_at"): ["[3]"],
    ("manifold.heat_geodesic", "stress_tolerance"): ["0.5"],
    ("manifold.heat_geodesic", "times"): ["[3]"],
    ("manifold.heat_geodesic", "tolerance"): ["0.1"],
    ("manifold.heat_geodesic", "floor"): ["0.01"],
    ("manifold.heat_geodesic_distance", "times"): ["[3]"],
    ("manifold.heat_geodesic_distance", "tolerance"): ["0.1"],
    ("manifold.heat_geodesic_distance", "floor"): ["0.01"],
    ("manifold.mds", "tolerance"): ["0.5"],
    ("manifold.phate", "stress_tolerance"): ["0.5"],
    ("manifold.pca", "variance_share"): ["0.5"],
    ("manifold.diffusion_spectral_entropy", "t"): ["[2, 3]"],
    ("manifold.diffusion_spectral_entropy", "tolerance"): ["1e-5"],
    ("manifold.intrinsic_dimension", "least_radius"): ['"p5"'],
    ("decomposition.indecomposables", "work_limit"): ["1"],
    ("decomposition.summands", "work_limit"): ["0"],
    ("geometry.eccentricity", "power"): ["1"],
    ("geometry.landmark_distance", "landmarks"): ["[0, 3]"],
    ("geometry.mesh_heat_kernel_signature", "eigenpairs"): ["2"],
    ("geometry.mesh_height", "direction"): ["[1, 2, 0]"],
    ("read.points", "columns"): ['["x", "z"]'],
    ("read.points", "array"): ['"other"'],
    ("read.points", "offsets"): ['"other_offsets"'],
    ("read.graphs", "attribute"): ['"1"'],
    ("read.graphs", "weight"): ['"0"'],
    ("read.series", "channels"): ['["1", "2"]'],
    ("read.images", "labels"): ['"0"'],
    ("read.images", "array"): ['"b"'],
    ("read.images", "shape"): ["[4, 16]"],
    ("filtration.cubical", "periodic"): ["[1, 2]"],
    ("read.labels", "column"): ['"1"'],
    ("read.labels", "array"): ['"b"'],
    ("read.distances", "array"): ['"e"'],
    ("persistence.alpha_barcode", "max_degree"): ["0"],
    ("persistence.barcode", "max_degree"): ["0"],
    ("persistence.cubical_barcode", "periodic"): ["[1, 2]"],
    ("clustering.subspaces", "restarts"): ["50"],
    ("manifold.denoiser_rank", "gammas"): ["[2]"],
    ("persistence.slice", "lines"): ["[0, 0, 1, 2]"],
    ("persistence.hilbert_function", "resolution"): ["[3, 3]"],
    ("decomposition.summands", "event_limit"): ["1"],
    ("decomposition.interval_approximation", "event_limit"): ["1"],
    ("decomposition.matching_distance", "max_evaluations"): ["1"],
    ("vectorization.weight_fit", "exponents"): ["[2]"],
    ("write.features_svg", "row"): ['"narrow"', '"nobody"'],
}
WITHOUT_EFFECT = {
    ("geometry.neighbor_graph", "search"): "every choice finds the same neighbors among few points",
    ("geometry.neighbor_graph", "search_width"): "every width finds the same neighbors among few points",
    ("persistence.minimal_presentation", "preprocessing"): "every choice gives the same module",
    ("persistence.rips_barcode", "route"): "every choice gives the same barcode",
    ("persistence.rips_presentation", "collapse"): "every choice gives the same module",
    ("persistence.rips_presentation", "route"): "every choice gives the same module",
    ("read.*", "path"): "names the input; --data gives another",
}


def write_inputs(folder: Path, tessera: str) -> None:
    import numpy

    axis = {"name": "", "unit": "", "direction": "sublevel", "scale": 1, "known_below": "inf", "values": [0, 1, 2]}
    (folder / "known.json").write_text(json.dumps({
        "format": "tessera.decomposition/1", "degree": 1, "axes": [axis, axis],
        "certificate": {"route": "whole", "sweep": "events", "line_gap": 0, "line_spacing": 0, "lines": 3, "exactness_decided": True},
        "summands": [{"exact": True, "births": [[0, 1], [1, 0]], "deaths": [["inf", 2]]}]}))


    noise = random.Random(2)
    ring = [(math.cos(a) + noise.gauss(0, 0.1), math.sin(a) + noise.gauss(0, 0.1)) for a in
            (noise.uniform(0, 2 * math.pi) for _ in range(30))]
    (folder / "cloud.csv").write_text("".join(f"{x:.4f},{y:.4f}\n" for x, y in ring))
    (folder / "wide.csv").write_text("".join(f"{x:.4f},{y:.4f},{4 * (x > 0)}\n" for x, y in ring))
    (folder / "thirty.csv").write_text("".join(f"{i % 3}\n" for i in range(30)))
    (folder / "halves.csv").write_text("".join(f"{int(x > 0)}\n" for x, _ in ring))
    rows = [f"{x:.4f},{y:.4f},{x * y:.4f}" for x, y in ring] + ["nan,1,2"]
    (folder / "cloud_with_gaps.csv").write_text("x,y,z\n" + "\n".join(rows) + "\n")
    points = numpy.array(ring)
    numpy.savez(folder / "stacked.npz", points=points, other=points[::-1].copy(), offsets=numpy.array([0, 10, 30]),
                other_offsets=numpy.array([0, 12, 30]))
    numpy.savez(folder / "epochs.npz", points=numpy.concatenate([points * [1, 0.5 ** min(k, 2)] for k in range(8)]),
                offsets=numpy.arange(9) * 30)
    generator = numpy.random.default_rng(3)
    numpy.save(folder / "crowd.npy", numpy.random.default_rng(4).normal(size=(510, 3)))
    numpy.save(folder / "wide.npy", generator.normal(size=(150, 8)) / numpy.arange(1, 9))
    flattened = [generator.normal(size=(20, 3)) * [1, height, 0.1] for height in (0.4, 0.3, 0.6, 1, 0.9)]
    numpy.savez(folder / "checkpoints.npz", points=numpy.concatenate(flattened), offsets=numpy.arange(0, 101, 20))
    distances = numpy.sqrt(((points[:9, None] - points[None, :9]) ** 2).sum(-1))
    numpy.savez(folder / "matrix.npz", d=distances, e=2 * distances)
    (folder / "triangle.txt").write_text("".join(" ".join(f"{d:.4f}" for d in distances[i, :i]) + "\n" for i in range(1, 9)))
    pixels = [[noise.randint(0, 16) * noise.randint(0, 1) for _ in range(64)] + [i % 3] for i in range(20)]
    (folder / "digits.csv").write_text("".join(",".join(map(str, row)) + "\n" for row in pixels))
    images = numpy.array([row[:64] for row in pixels[:4]], dtype=float).reshape(4, 8, 8)
    numpy.savez(folder / "images.npz", a=images, b=images + 1)
    (folder / "grid.txt").write_text("2\n3\n3\n1 4 6\n8 20 4\n7 6 5\n")
    (folder / "classes.csv").write_text("".join(f"{i % 3},{i % 2}\n" for i in range(12)))
    classes = numpy.arange(12)
    numpy.savez(folder / "labels.npz", a=classes % 2, b=classes % 3)
    for part in ("TRAIN", "TEST"):
        series = [[1 + i % 2] + [round(math.sin(t / (2 + i)) + noise.gauss(0, 0.1), 3) for t in range(40)] for i in range(3)]
        series[1][9] = "NaN"
        (folder / f"tones_{part}.tsv").write_text("".join("\t".join(map(str, row)) + "\n" for row in series))
    recording = numpy.array([[round(math.sin(t * (c + 1) / 5) + noise.gauss(0, 0.3), 3) for t in range(30)] for c in range(5)])
    recording[1, 3:5] = math.nan
    numpy.savez(folder / "recording.npz", a=recording, b=recording[::-1] ** 2)
    (folder / "walk.csv").write_text("x,y\n" + "".join(f"{t % 7},{t % 5}\n" for t in range(20)))
    (folder / "bifiltration.rivet").write_text("--datatype bifiltration\n0 ; 0 1\n1 ; 1 0\n0 1 ; 1 1\n")
    (folder / "several_grades.rivet").write_text("--datatype bifiltration\n0 ; 0 1 1 0\n1 ; 0 0\n0 1 ; 1 2 2 1\n")
    (folder / "roof.obj").write_text("v 0 0 0\nv 2 0 0\nv 2 3 0\nv 0 3 0\nv 1 1 1\nf 1 2 5\nf 2 3 5\nf 3 4 5\nf 4 1 5\n")
    (folder / "net.edges").write_text("0 1 1.5\n0 2 1\n1 2 3\n2 3 1\n3 4 0.5\n4 5 1\n5 6 2\n3 6 1\n")
    (folder / "wheel.csv").write_text("u,v,w\n" + "".join(f"hub,{i},0.5\n{i},{(i + 1) % 5},{1 + i % 2}\n" for i in range(5)))
    for name, text in (("A", "1, 2\n2, 3\n1, 3\n4, 5\n"), ("graph_indicator", "1\n1\n1\n2\n2\n"), ("graph_labels", "1\n2\n"),
                       ("node_labels", "0\n1\n0\n1\n1\n"), ("node_attributes", "1, 2\n2, 4\n3, 3\n4, 1\n5, 9\n"),
                       ("edge_attributes", "0.5, 1\n0.25, 2\n0.75, 3\n1, 4\n")):
        (folder / f"TOY_{name}.txt").write_text(text)
    (folder / "sparse.svm").write_text("1 0:0.5 2:2\n-1 1:3\n")
    (folder / "tree.fsc").write_text("0 0 0\n0 1 0.5\n0 2 0.5\n1 0 1 0.75\n1 0 2 1\n1 1 2 1.5\n")
    subprocess.run([tessera, "convert", "known.json", "known.summands.npz"], cwd=folder, check=True)
    (folder / "complex.toml").write_text(COMPLEX)
    subprocess.run([tessera, "run", "complex.toml", "--out", ".", "--progress", "none"], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL)


def contents(file: Path) -> bytes:
    """The bytes of a file; of features those of every array but `provenance`, which any parameter changes."""
    if file.suffix == ".safetensors":
        return re.sub(rb'"provenance":"[0-9a-f]{64}"', b"", file.read_bytes())
    if file.suffix != ".npz":
        return file.read_bytes()
    with zipfile.ZipFile(file) as archive:
        return b"".join(name.encode() + archive.read(name) for name in archive.namelist() if name != "provenance.npy")


def result(tessera: str, folder: Path, pipeline: str, settings: list[str]) -> str | None:
    """A digest of all outputs and estimates; None: refused."""
    with tempfile.TemporaryDirectory() as out:
        words = [word for setting in settings for word in ("--set", setting)]
        done = subprocess.run([tessera, "run", pipeline, "--out", out, "--progress", "none", *words], cwd=folder,
                              capture_output=True, text=True)
        if done.returncode not in (0, 65, 66, 69, 78):
            raise SystemExit(f"{pipeline} with {settings} ended with {done.returncode}: {done.stderr}")
        if done.returncode != 0:
            return None
        digest = hashlib.sha256()
        for file in sorted(Path(out).iterdir()):
            if file.name != "run.json":
                digest.update(file.name.encode() + contents(file))
        digest.update(json.dumps(json.loads((Path(out) / "run.json").read_text()).get("estimates", [])).encode())
        return digest.hexdigest()


def others(use: str, parameter: dict, present) -> list[str]:
    """Other values of a parameter, as a pipeline file would hold them."""
    if (use, parameter["key"]) in TRY:
        return TRY[use, parameter["key"]]
    lone = present[0] if isinstance(present, list) and present else present
    match parameter["kind"]:
        case "boolean":
            return ["false" if lone else "true"]
        case "choice":
            return [json.dumps(choice) for choice in parameter["choices"] if choice != lone]
        case "quantity":
            return ["0.3", '"30 %diameter"', '"30 %range"', '"p40"', "3"]
        case "integer":
            values = [value for value in (int(lone or 0) + 1, int(lone or 0) - 1, 3 * int(lone or 1)) if value >= 0]
        case "real":
            values = [0.5 * float(lone or 1), 1.5 * float(lone or 1), float(lone or 0) + 0.25, float(lone or 0) + 3]
        case "text":
            return ['"another"']
        case _:
            return []
    return [json.dumps([value] * parameter["length"] if parameter.get("length") else value) for value in values]


def reason(use: str, key: str) -> str | None:
    return WITHOUT_EFFECT.get((use, key)) or WITHOUT_EFFECT.get((use.split(".")[0] + ".*", key))


def main() -> None:
    tessera, verbose = str(Path(sys.argv[1]).resolve()), "--verbose" in sys.argv
    specs = {spec["name"]: spec for spec in json.loads(subprocess.run([tessera, "list", "--json"], check=True, capture_output=True).stdout)}
    effect: dict[tuple[str, str], str] = {}
    used = set()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_inputs(folder, tessera)
        for name, text in (("complex", COMPLEX), ("branches", BRANCHES), ("invariants", INVARIANTS), ("distances", DISTANCES), ("complexes", COMPLEXES),
                           ("digits", DIGITS), ("series", SERIES), ("channels", CHANNELS), ("volumes", VOLUMES), ("barcode_distances", BARCODE_DISTANCES),
                           ("barcode_vectors", BARCODE_VECTORS), ("signed_vectors", SIGNED_VECTORS),
                           ("cycles", CYCLES), ("representation", REPRESENTATION), ("clusters", CLUSTERS), ("meshes", MESHES), ("graphs", GRAPHS), ("neighborhoods", NEIGHBORHOODS), ("neighbor_embeddings", NEIGHBOR_EMBEDDINGS),
                           ("embeddings", EMBEDDINGS), ("diffusion", DIFFUSION)):
            (folder / f"{name}.toml").write_text(text)
            plan = json.loads(subprocess.run([tessera, "explain", f"{name}.toml", "--json"], cwd=folder, check=True, capture_output=True).stdout)
            baseline = result(tessera, folder, f"{name}.toml", [])
            if baseline is None:
                raise SystemExit(f"{name}.toml is refused")
            for entry in plan["steps"] + plan["outputs"]:
                used.add(entry["use"])
                for parameter in specs[entry["use"]]["parameters"]:
                    where = (entry["use"], parameter["key"])
                    if effect.get(where) == "changes" or parameter["kind"] == "path":
                        continue
                    values = others(entry["use"], parameter, entry["parameters"].get(parameter["key"]))
                    table = {"reader": "data", "stage": "stage", "writer": "output"}[specs[entry["use"]]["kind"]]
                    target = f"{table}.{entry['name']}.{parameter['key']}"
                    seen = [result(tessera, folder, f"{name}.toml", [f"{target}={value}"]) for value in values]
                    if any(one not in (None, baseline) for one in seen):
                        effect[where] = "changes"
                    elif None in seen:
                        effect[where] = "is refused otherwise"
                    else:
                        effect.setdefault(where, "changes nothing")

    faults = []
    for name, spec in specs.items():
        if spec["parameters"] and not spec["unavailable"] and name not in used:
            faults.append(f"{name}: no pipeline here uses it")
        for parameter in spec["parameters"] if name in used else []:
            what, excuse = effect.get((name, parameter["key"]), "was not tried"), reason(name, parameter["key"])
            if verbose:
                print(f"{name}.{parameter['key']} {what}" + (f" ({excuse})" if excuse else ""))
            if what in ("changes nothing", "was not tried") and not excuse:
                faults.append(f"{name}.{parameter['key']} {what}")
    print("\n".join(faults) or f"{len(effect)} parameters of {len(used)} stages, readers and writers have an effect")
    sys.exit(bool(faults))


main()
