#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How fast images of samples come near the image of a very large one: the annulus with outliers.

    /usr/bin/python3 bench/experiments/convergence.py [--sizes 50 100 ... 3200] [--reference 12800] [--repeats 20]

Four points in five lie in the annulus of radii 0.8 and 1.25, the fifth anywhere in the square around it. Offsets x kernel
density (bandwidth 0.2), H1. Errors are relative to the reference, in two norms; slopes
are those of their means against the size, in logarithms. All images share one box, fitted to all samples together.
"""

import tempfile
from pathlib import Path

import branches
import numpy
import shared
from shared import Pipeline


def annulus(random, count: int) -> numpy.ndarray:
    radius = numpy.sqrt(random.uniform(0.8**2, 1.25**2, count))
    angle = random.uniform(0, 2 * numpy.pi, count)
    points = numpy.column_stack([radius * numpy.cos(angle), radius * numpy.sin(angle)])
    outliers = random.random(count) < 0.2
    points[outliers] = random.uniform(-1.25, 1.25, (outliers.sum(), 2))
    return points


def experiment(catalog: set) -> tuple[Pipeline, list, list]:
    pipeline = Pipeline("convergence", catalog)
    pipeline.data("clouds", "read.points", path="clouds.npz", array="points", offsets="offsets")
    density = pipeline.stage("geometry.kernel_density", "clouds", bandwidth=0.2)
    filtered = pipeline.stage("filtration.function_delaunay", {"points": "clouds", "values": density}, direction="superlevel")
    images = [branches.summand_images(50, ["20 %range"])]
    ours = branches.two_parameter_candidates(pipeline, "offsets x density", filtered, (1,), images)
    bars = pipeline.stage("persistence.alpha_barcode", "clouds", max_degree=1)
    return pipeline, ours, branches.one_parameter_candidates(pipeline, "alpha", bars, (1,))


def main() -> None:
    options = shared.arguments(__doc__.splitlines()[0])
    options.add_argument("--sizes", type=int, nargs="+", default=[50, 100, 200, 400, 800, 1600, 3200])
    options.add_argument("--reference", type=int, default=12800)
    options.add_argument("--repeats", type=int, default=20)
    chosen = shared.chosen_arguments(options)
    clock, random = shared.Clock(), numpy.random.default_rng(1)
    sizes = [size for size in chosen.sizes for _ in range(chosen.repeats)] + [chosen.reference]
    pipeline, ours, plain = experiment(shared.catalog_of(chosen.tessera))
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "clouds.npz"
        numpy.savez(file, points=numpy.concatenate([annulus(random, size) for size in sizes]), offsets=numpy.concatenate([[0], numpy.cumsum(sizes)]))
        done = shared.run(chosen.tessera, pipeline, {"clouds": file}, chosen.threads)

    rows, of_size = [], numpy.array(sizes[:-1])
    for one in ours + plain:
        X = shared.features_of(done.tables, one.keys).astype(float)
        largest, energy = max(numpy.abs(X[-1]).max(), 1e-300), max(numpy.linalg.norm(X[-1]), 1e-300)
        name = f"{one.tag('kernel')} p={one.tag('p')}" if one.tag("kernel") else f"one parameter: {one.tag('representation')}"
        row = {"features": name, "sizes": chosen.sizes}
        gaps = X[:-1] - X[-1]
        for norm, errors in (("sup", numpy.abs(gaps).max(axis=1) / largest), ("l2", numpy.linalg.norm(gaps, axis=1) / energy)):
            of_each = [errors[of_size == size] for size in chosen.sizes]
            means = [float(one.mean()) for one in of_each]
            slope = numpy.polyfit(numpy.log(chosen.sizes), numpy.log(numpy.maximum(means, 1e-300)), 1)[0]
            row[norm] = {"means": means, "deviations": [float(one.std()) for one in of_each], "slope": float(slope)}
        rows.append(row)
    text = f"# Convergence: the annulus with outliers against a sample of {chosen.reference} points\n\n"
    text += f"Relative error, mean +- deviation over {chosen.repeats} samples; a rate of n^(-1/2) has slope -0.5.\n\n"
    norms = {"sup": "Largest difference of a pixel, over the largest pixel", "l2": "Euclidean norm of the difference, over that of the image"}
    for norm, what in norms.items():
        lines = [[row["features"]] + [f"{mean:.3f} +- {deviation:.3f}" for mean, deviation in zip(row[norm]["means"], row[norm]["deviations"])]
                 + [f"{row[norm]['slope']:.2f}"] for row in rows]  # fmt: skip
        text += f"{what}:\n\n" + shared.markdown(["features", *map(str, chosen.sizes), "slope"], lines) + "\n"
    text += shared.times_table([{"set": "all sizes", "seconds_per_sample": done.seconds()}])
    shared.publish(chosen.name or "convergence", text, rows)
    print(f"in {clock}")


if __name__ == "__main__":
    main()
