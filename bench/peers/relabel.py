#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Do summands and features depend on how the points are numbered? Ours and multipers', on the same clouds.

    bench/peers/make_venv.sh
    .venv-peers/bin/python bench/peers/relabel.py [--tessera build/release/bin/tessera] [--clouds 50] [--ways 10]

Clouds of 100 points (annuli with outliers, uniform squares, two circles, clusters, whole coordinates with repeated
points) are renumbered at random. From each numbering: kernel density, function-Rips, H_1, summands, a 50 x 50 image.
Ours must be the same bytes. multipers gets the density of the first numbering, renumbered, so that its input differs in
order alone. Needs numpy; without multipers its columns are left out.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy

POINTS, DIAMETER, BANDWIDTH = 100, 0.5, 0.2
PIPELINE = """
format = 1
name   = "relabel"
[data.clouds]
use  = "read.points"
path = "clouds.npy"
[stage.density]
use       = "geometry.kernel_density"
in        = "clouds"
bandwidth = {bandwidth}
[stage.bifiltration]
use          = "filtration.function_rips"
in           = {{ points = "clouds", values = "density" }}
direction    = "superlevel"
max_diameter = {diameter}
[stage.module]
use    = "persistence.minimal_presentation"
in     = "bifiltration"
degree = 1
[stage.summands]
use   = "decomposition.summands"
in    = "module"
sweep = "{sweep}"
route = "{route}"
[stage.image]
use        = "vectorization.summand_image"
in         = "summands"
resolution = [50, 50]
[output.features]
from = "image"
to   = "features.npz"
[output.summands]
from = "summands"
to   = "summands_{{id}}.json"
"""
WAYS = [("automatic", "automatic"), ("whole", "events"), ("whole", "grid")]


def annulus(random):
    radius = numpy.sqrt(random.uniform(0.8**2, 1.25**2, POINTS))
    angle = random.uniform(0, 2 * numpy.pi, POINTS)
    points = numpy.column_stack([radius * numpy.cos(angle), radius * numpy.sin(angle)])
    points[: POINTS // 5] = random.uniform(-1.25, 1.25, (POINTS // 5, 2))
    return points


def uniform(random):
    return random.uniform(-1, 1, (POINTS, 2))


def two_circles(random):
    angle = random.uniform(0, 2 * numpy.pi, POINTS)
    points = numpy.column_stack([0.6 * numpy.cos(angle), 0.6 * numpy.sin(angle)]) + random.normal(0, 0.05, (POINTS, 2))
    points[::2, 0] += 1.5
    return points


def clusters(random):
    return random.uniform(-1, 1, (5, 2))[random.integers(0, 5, POINTS)] + random.normal(0, 0.25, (POINTS, 2))


def lattice(random):
    """Many equal lengths, and points that lie on one another."""
    return random.integers(-6, 7, (POINTS, 2)) / 6


KINDS = [annulus, uniform, two_circles, clusters, lattice]


def ours(tessera: Path, numbered: numpy.ndarray, ways: int) -> dict:
    """Over all renumberings: how many decompositions and rows of features differ from the first, as bytes."""
    found = {}
    for route, sweep in WAYS:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            numpy.save(folder / "clouds.npy", numbered)
            (folder / "relabel.toml").write_text(PIPELINE.format(bandwidth=BANDWIDTH, diameter=DIAMETER, route=route, sweep=sweep))
            subprocess.run([tessera, "run", folder / "relabel.toml", "--out", folder / "out", "--progress", "none"], check=True, stdout=subprocess.DEVNULL)
            features = numpy.load(folder / "out/features.npz")
            rows = features["X"].reshape(-1, ways + 1, features["X"].shape[1])
            files = [(folder / f"out/summands_{sample}.json").read_bytes() for sample in features["ids"]]
        found[f"{route}, {sweep}"] = {
            "summands_differ": sum(files[i] != files[i - i % (ways + 1)] for i in range(len(files))),
            "features_differ": int((rows[:, 1:].view(numpy.int64) != rows[:, :1].view(numpy.int64)).any(axis=2).sum()),
            "compared": len(rows) * ways,
            "features_not_zero": int((rows[:, 0] != 0).any(axis=1).sum()),
        }
    return found


def density(points: numpy.ndarray) -> numpy.ndarray:
    squares = ((points[:, None] - points[None]) ** 2).sum(axis=2)
    return numpy.exp(-squares / (2 * BANDWIDTH**2)).mean(axis=1)


def theirs(orders: numpy.ndarray, clouds: list) -> dict:
    try:
        import multipers
        import multipers.filtrations
    except ImportError:
        return {"peer": "multipers is not installed"}
    changes, numbers = [], 0
    for points, numberings in zip(clouds, orders):
        codensity, images, counts = -density(points), [], []
        for order in numberings:
            complex_ = multipers.filtrations.RipsLowerstar(points=points[order], function=codensity[order], threshold_radius=DIAMETER)
            complex_.expansion(2)
            module = multipers.module_approximation(complex_, n_jobs=1)
            images.append(numpy.asarray(module.representation(degrees=[1], resolution=(50, 50), bandwidth=0.05)))
            counts.append(len(module.get_module_of_degree(1)))
        largest = numpy.abs(images[0]).max()
        changes.append(max(numpy.abs(image - images[0]).max() for image in images) / largest if largest else 0)
        numbers += len(set(counts)) > 1
    return {"peer": f"multipers {multipers.__version__}", "clouds": len(clouds), "clouds_whose_image_changes": int(sum(change > 1e-9 for change in changes)),
            "largest_change_of_image": float(max(changes)), "median_change_of_image": float(numpy.median(changes)), "clouds_whose_number_of_summands_changes": numbers}  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--tessera", type=Path, default="build/release/bin/tessera")
    options.add_argument("--clouds", type=int, default=50)
    options.add_argument("--ways", type=int, default=10)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()

    random = numpy.random.default_rng(chosen.seed)
    clouds = [KINDS[k % len(KINDS)](random) for k in range(chosen.clouds)]
    orders = numpy.array([[numpy.arange(POINTS)] + [random.permutation(POINTS) for _ in range(chosen.ways)] for _ in clouds])
    numbered = numpy.concatenate([points[numberings] for points, numberings in zip(clouds, orders)])
    found = ours(chosen.tessera.resolve(), numbered, chosen.ways)
    print(json.dumps({"tessera": found}), flush=True)
    print(json.dumps(theirs(orders, clouds)))
    sys.exit(1 if any(row["summands_differ"] or row["features_differ"] for row in found.values()) else 0)


main()
