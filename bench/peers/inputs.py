# SPDX-License-Identifier: MIT
"""Makes the inputs of algebra_table.py, from seeds, in the folder named: python inputs.py FOLDER. Needs numpy and scipy."""

import sys
from pathlib import Path

import numpy
from scipy.ndimage import gaussian_filter
from scipy.stats import gaussian_kde

folder = Path(sys.argv[1])


def save(name: str, make) -> None:
    if not (folder / f"{name}.npy").exists():
        numpy.save(folder / f"{name}.npy", make(numpy.random.default_rng(sum(name.encode()))))


def clifford_torus(random):
    angles = random.uniform(0, 2 * numpy.pi, (50_000, 2))
    return numpy.column_stack([numpy.cos(angles), numpy.sin(angles)])


def noisy_circle(count: int, function: str):
    """Points of a noisy circle and a function on them, last."""
    def make(random):
        angles = random.uniform(0, 2 * numpy.pi, count)
        points = numpy.column_stack([numpy.cos(angles), numpy.sin(angles)]) + random.normal(0, 0.1, (count, 2))
        values = -gaussian_kde(points.T, 0.2)(points.T) if function == "codensity" else random.uniform(size=count)
        return numpy.column_stack([points, values])
    return make


def annulus(random):
    """500 points, a fifth of them noise, with their codensity."""
    noise = random.uniform(-1.25, 1.25, (100, 2))
    radii = numpy.sqrt(random.uniform(0.8**2, 1.25**2, 400))
    angles = random.uniform(0, 2 * numpy.pi, 400)
    points = numpy.concatenate([noise, numpy.column_stack([radii * numpy.cos(angles), radii * numpy.sin(angles)])])
    return numpy.column_stack([points, -gaussian_kde(points.T, 0.2)(points.T)])


def cube_with_density(random):
    points = random.uniform(size=(20_000, 3))
    return numpy.column_stack([points, -gaussian_kde(points.T, 0.2)(points.T)])


folder.mkdir(parents=True, exist_ok=True)
save("torus4", clifford_torus)
for size in (512, 2048):
    save(f"image_{size}", lambda random, size=size: random.uniform(size=(size, size)))
save("volume_128", lambda random: gaussian_filter(random.uniform(size=(128, 128, 128)), 2, mode="wrap"))
save("cube_100k", lambda random: random.uniform(size=(100_000, 3)))
save("annulus_500", annulus)
save("circle_150", noisy_circle(150, "codensity"))
save("circle_800", noisy_circle(800, "codensity"))
save("circle_150_random", noisy_circle(150, "random"))
save("cube_20k_density", cube_with_density)
