#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""ORBIT5K: which of five parameters made an orbit of the linked twist map; 70/30 splits.

    /usr/bin/python3 bench/experiments/orbit5k.py [--orbits 1000] [--splits 10]

x' = x + r y (1 - y), y' = y + r x' (1 - x'), modulo 1, r in 2.5, 3.5, 4.0, 4.1, 4.3; orbits of 1,000 points from seeded
starts, --orbits of each r (1,000 is the published set). Offsets or Rips below a short length x density, H0 and H1. Boxes and scales are fitted on
all orbits, without their classes. Quoted for another method on the whole set: 88.1.
"""

import tempfile
from pathlib import Path

import branches
import numpy
import shared
from shared import Pipeline
from sklearn.model_selection import StratifiedShuffleSplit

PARAMETERS, POINTS, SEED = (2.5, 3.5, 4.0, 4.1, 4.3), 1000, 7


def orbits(count: int) -> tuple[numpy.ndarray, numpy.ndarray]:
    """[5 count, POINTS, 2] and the class of each."""
    r = numpy.repeat(PARAMETERS, count)
    x, y = numpy.random.default_rng(SEED).random((2, len(r)))
    points = numpy.empty((len(r), POINTS, 2))
    for step in range(POINTS):
        points[:, step] = numpy.column_stack([x, y])
        x = (x + r * y * (1 - y)) % 1
        y = (y + r * x * (1 - x)) % 1
    return points, numpy.repeat(numpy.arange(len(PARAMETERS)), count)


def experiment(catalog: set) -> tuple[Pipeline, list, list]:
    pipeline, ours, plain = Pipeline("orbit5k", catalog), [], []
    pipeline.data("orbits", "read.points", path="orbits.npz", array="points", offsets="offsets")
    images = [branches.summand_images(20, ["5 %range"]), *branches.other_vectors(pipeline)]
    codensity = pipeline.stage("geometry.knn_codensity", "orbits", neighbors=10)
    density = pipeline.stage("geometry.kernel_density", "orbits", bandwidth=0.05)
    for name, function, direction in (("codensity 10", codensity, "sublevel"), ("density 0.05", density, "superlevel")):
        filtered = pipeline.stage("filtration.function_delaunay", {"points": "orbits", "values": function}, direction=direction)
        ours += branches.two_parameter_candidates(pipeline, f"offsets, {name}", filtered, (0, 1), images)
    bars = pipeline.stage("persistence.alpha_barcode", "orbits", max_degree=1)
    plain += branches.one_parameter_candidates(pipeline, "alpha", bars, (0, 1))
    return pipeline, ours, plain


def main() -> None:
    options = shared.arguments(__doc__.splitlines()[0])
    options.add_argument("--orbits", type=int, default=1000, help="of each parameter")
    options.add_argument("--splits", type=int, default=10)
    options.add_argument("--trees", type=int, default=300)
    chosen = shared.chosen_arguments(options)
    clock = shared.Clock()
    points, classes = orbits(chosen.orbits)
    pipeline, ours, plain = experiment(shared.catalog_of(chosen.tessera))
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "orbits.npz"
        numpy.savez(file, points=points.reshape(-1, 2), offsets=numpy.arange(len(points) + 1) * POINTS)
        done = shared.run(chosen.tessera, pipeline, {"orbits": file}, chosen.threads)
    ran = str(clock)
    print(f"features of {len(points)} orbits in {ran}", flush=True)
    splits = StratifiedShuffleSplit(chosen.splits, test_size=0.3, random_state=0).split(classes, classes)
    found = shared.over_splits(done.tables, classes, splits, shared.columns_of(ours, plain, chosen.trees), progress="orbits", few_splits=3)
    row = {"set": f"{len(points)} orbits", "splits": chosen.splits, **found, "seconds_per_sample": done.seconds(), "run": ran,
           "whole": str(clock), "candidates": [len(ours), len(plain)]}  # fmt: skip
    text = shared.split_table("ORBIT5K, random 70/30 splits", [row], []) + "\nQuoted for another method on all 5,000 orbits: 88.1.\n"
    shared.publish(chosen.name or "orbit5k", text, [row])


if __name__ == "__main__":
    main()
