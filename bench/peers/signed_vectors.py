#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares convolved signed measures and landscapes with those of multipers on 50 seeded clouds, and prints a table.

    bench/peers/make_venv.sh
    bench/peers/signed_vectors.py build/release/bin/tessera [--python .venv-peers/bin/python] [--inputs 50]

Both get the same points and the same function on them (25 points of a noisy circle, a random function) and build the
Rips bifiltration by themselves; degree 0 and 1. Needs numpy. Where definitions differ, the row says how one becomes the
other, and what is left:
  images        the peer divides by the number of points of the measure, as a density does, so its images are not
                additive: a pair of points that cancel changes them. Ours are sums, as the theorem needs; the column is
                after multiplication by that number.
  gaussian      the peer divides by 2 pi b^2 too, the integral of the kernel; ours is 1 at 0.
  exponential   the peer's kernel of that name is exp(-|u|_2^2 / 2 b) / b: a Gaussian of deviation sqrt(b), and that is
                what ours is compared with. Ours of that name is exp(-|u|_1 / b).
  landscapes    the peer's are those of its decomposition (MMA along lines), ours are exact: they agree up to what the
                decomposition loses, so the error is shown, for a coarse and a fine one.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy

PIXELS, BANDWIDTH = 20, 0.1

PIPELINE = """format = 1
name = "signed_vectors"
[data.clouds]
use = "read.points"
path = "clouds.npz"
array = "points"
offsets = "offsets"
[stage.last]
use = "geometry.column"
in = "clouds"
column = 2
[stage.rips]
use = "filtration.function_rips"
in = { points = "last.points", values = "last.values" }
max_diameter = inf
max_dimension = 2
"""

OF_DEGREE = """
[stage.measure_{k}]
use = "persistence.signed_barcode"
in = "rips"
degree = {k}
[stage.gaussian_{k}]
use = "vectorization.signed_measure_image"
in = "measure_{k}"
axis_scale = "none"
bandwidth = {bandwidth}
resolution = {pixels}
[stage.wide_{k}]
use = "vectorization.signed_measure_image"
in = "measure_{k}"
axis_scale = "none"
bandwidth = {wide}
resolution = {pixels}
[stage.module_{k}]
use = "persistence.minimal_presentation"
in = "rips"
degree = {k}
[stage.landscape_{k}]
use = "persistence.landscape"
in = "module_{k}"
axis_scale = "none"
count = 3
resolution = {pixels}
[stage.landscapes_{k}]
use = "vectorization.landscape_samples"
in = "landscape_{k}"
"""


def clouds(count: int) -> list[numpy.ndarray]:
    """Points of a noisy circle in the plane, the function as third column."""
    result = []
    for seed in range(count):
        random = numpy.random.default_rng(seed)
        angles = random.uniform(0, 2 * numpy.pi, 25)
        points = numpy.column_stack([numpy.cos(angles), numpy.sin(angles)]) + random.normal(0, 0.1, (25, 2))
        result.append(numpy.column_stack([points, random.uniform(size=25)]))
    return result


def peer(folder: Path) -> None:
    """In the interpreter that has multipers: images and landscapes of all clouds on the grids given, into peer.npz."""
    import multipers
    import multipers.filtrations
    from multipers.ml.signed_measures import convolution_signed_measures

    data = numpy.load(folder / "clouds.npz")
    grids = numpy.load(folder / "grids.npz")
    found: dict[str, list] = {}
    for begin, end in zip(data["offsets"][:-1], data["offsets"][1:]):
        table = data["points"][begin:end]
        tree = multipers.filtrations.RipsLowerstar(points=table[:, :2], function=table[:, 2], threshold_radius=numpy.inf)
        tree.expansion(2)
        for k in (0, 1):
            (measure,) = multipers.signed_measure(tree, degree=k, invariant="hilbert")
            grid = [grids[f"image_{k}_{axis}"] for axis in (0, 1)]
            for kernel in ("gaussian", "exponential"):
                image = convolution_signed_measures([[measure]], grid, BANDWIDTH, kernel=kernel)
                found.setdefault(f"{kernel}_{k}", []).append(len(measure[1]) * numpy.asarray(image).reshape(-1))
        for name, error in (("coarse", 0.05), ("fine", 0.002)):
            module = multipers.module_approximation(tree, max_error=error, n_jobs=1)
            for k in (0, 1):
                grid = [grids[f"landscape_{k}_{axis}"] for axis in (0, 1)]
                ends = [axis[-1] + axis[1] - axis[0] for axis in grid]  # its last value lies a step before the end
                box = [[grid[0][0], grid[1][0]], ends]
                values = module.landscapes(degree=k, ks=[0, 1, 2], box=box, resolution=[PIXELS, PIXELS])
                found.setdefault(f"{name}_{k}", []).append(numpy.asarray(values).reshape(-1))
    numpy.savez(folder / "peer.npz", version=numpy.array(multipers.__version__),
                **{name: numpy.array(rows) for name, rows in found.items()})


def ours(tessera: str, folder: Path) -> dict[str, numpy.ndarray]:
    """Our features of all clouds; the grids they were taken on go into grids.npz."""
    text = PIPELINE
    for k in (0, 1):
        text += OF_DEGREE.format(k=k, bandwidth=BANDWIDTH, wide=BANDWIDTH**0.5, pixels=PIXELS)
        for name in ("gaussian", "wide", "landscapes"):
            text += f'[output.{name}_{k}]\nfrom = "{name}_{k}"\nto = "{name}_{k}.npz"\n'
    (folder / "signed_vectors.toml").write_text(text)
    subprocess.run([tessera, "run", "signed_vectors.toml"], cwd=folder, check=True, capture_output=True)
    files = {file.stem: numpy.load(file) for file in folder.rglob("*_[01].npz")}
    numpy.savez(folder / "grids.npz",
                **{f"image_{k}_{axis}": files[f"gaussian_{k}"][f"grid_{axis}"] for k in (0, 1) for axis in (0, 1)},
                **{f"landscape_{k}_{axis}": files[f"landscapes_{k}"][f"grid_{axis + 1}"] for k in (0, 1) for axis in (0, 1)})
    return {name: file["X"] for name, file in files.items()}


def main() -> None:
    if sys.argv[1] == "--peer":
        peer(Path(sys.argv[2]))
        return
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("tessera")
    options.add_argument("--python", default=".venv-peers/bin/python", help="interpreter that has the peer")
    options.add_argument("--inputs", type=int, default=50)
    chosen = options.parse_args()

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        all_clouds = clouds(chosen.inputs)
        numpy.savez(folder / "clouds.npz", points=numpy.concatenate(all_clouds),
                    offsets=numpy.cumsum([0] + [len(cloud) for cloud in all_clouds]))
        mine = ours(str(Path(chosen.tessera).resolve()), folder)
        subprocess.run([str(Path(chosen.python).absolute()), __file__, "--peer", scratch], check=True, capture_output=True)
        theirs = numpy.load(folder / "peer.npz")

        print(f"multipers {theirs['version']}, {chosen.inputs} inputs; largest difference over all pixels, and of each input")
        print(f"{'what':<34} {'ours / peer':<26} {'largest value':>13} {'largest':>9} {'median':>9} {'equal to 1e-9':>14}")
        for k in (0, 1):
            for what, name, other, says, factor in (
                    ("gaussian image", "gaussian", "gaussian", "points * 2 pi b^2", 2 * numpy.pi * BANDWIDTH**2),
                    ("'exponential' image", "wide", "exponential", "points * b; gaussian", BANDWIDTH),
                    ("landscapes 1-3, coarse MMA", "landscapes", "coarse", "1", 1),
                    ("landscapes 1-3, fine MMA", "landscapes", "fine", "1", 1)):
                values = mine[f"{name}_{k}"]
                error = numpy.abs(values - factor * theirs[f"{other}_{k}"]).max(1)
                print(f"{f'H{k} {what}':<34} {says:<26} {numpy.abs(values).max():>13.4f} {error.max():>9.1e} "
                      f"{numpy.median(error):>9.1e} {(error < 1e-9).sum():>7} of {len(error)}")


main()
