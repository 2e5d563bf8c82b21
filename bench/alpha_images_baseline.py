#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The one-parameter baseline of the digits: persistence images of the alpha complex of the inked pixels, same forest.

    /usr/bin/python3 bench/alpha_images_baseline.py [--rows N] [--resolution 20]

Every inked pixel is a point (column, row); how much ink it holds is not used. H0 and H1, births and deaths as radii
(the square root of GUDHI's value), images weighted by persistence, bandwidth 5 % of the largest death.
Needs Debian's python3-gudhi and python3-sklearn.
"""

import argparse
import time
from pathlib import Path

import gudhi
import numpy
from gudhi.representations import PersistenceImage
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import StratifiedKFold, cross_val_score

ROOT = Path(__file__).resolve().parent.parent
SEED = 0


def diagrams(image: numpy.ndarray) -> list[numpy.ndarray]:
    """The finite bars of H0 and of H1."""
    rows, columns = numpy.nonzero(image.reshape(8, 8))
    complex_ = gudhi.AlphaComplex(points=list(zip(columns, rows))).create_simplex_tree()
    complex_.compute_persistence()
    bars = [numpy.sqrt(numpy.reshape(complex_.persistence_intervals_in_dimension(degree), (-1, 2))) for degree in (0, 1)]
    return [degree[numpy.isfinite(degree[:, 1])] for degree in bars]


def images(bars: list[numpy.ndarray], resolution: int) -> numpy.ndarray:
    every = numpy.concatenate(bars)
    bandwidth = 0.05 * every[:, 1].max()
    box = [every[:, 0].min(), every[:, 0].max(), 0.0, (every[:, 1] - every[:, 0]).max()]
    persistence = PersistenceImage(bandwidth=bandwidth, weight=lambda bar: bar[1], resolution=[resolution] * 2, im_range=box)
    return persistence.transform(bars)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--table", type=Path, default=ROOT / "datasets/digits/digits.csv.gz")
    options.add_argument("--rows", type=int, help="only the first N digits")
    options.add_argument("--resolution", type=int, default=20)
    chosen = options.parse_args()

    table = numpy.loadtxt(chosen.table, delimiter=",")[: chosen.rows]
    start = time.perf_counter()
    degrees = list(zip(*(diagrams(row[:64]) for row in table)))
    features = numpy.hstack([images(list(bars), chosen.resolution) for bars in degrees])
    seconds = time.perf_counter() - start

    folds = StratifiedKFold(5, shuffle=True, random_state=SEED)
    scores = cross_val_score(RandomForestClassifier(500, random_state=SEED, n_jobs=-1), features, table[:, 64], cv=folds)
    print(f"alpha images, H0 and H1  {features.shape[0]} x {features.shape[1]}  rank {numpy.linalg.matrix_rank(features)}  "
          f"accuracy {scores.mean():.4f} +- {scores.std():.4f}   features {seconds:.1f} s")


main()
