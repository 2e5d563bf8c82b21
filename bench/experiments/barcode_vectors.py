# SPDX-License-Identifier: MIT
"""Vectors of barcodes in NumPy: image, landscape, Betti curve, silhouette, statistics, for builds without such stages."""

import csv
from collections import defaultdict
from pathlib import Path

import numpy

CELLS, PIXELS, LEVELS = 50, 20, 5
NAMES = [("image", "bandwidth=3 %range"), ("image", "bandwidth=10 %range"), ("landscape", ""), ("silhouette", ""),
         ("betti curve", ""), ("statistics", "")]  # fmt: skip


def barcodes(file: Path, ids: list) -> dict:
    """degree -> a list of arrays [bars, 2], in the order of ids; infinite bars end at the largest finite value."""
    found = defaultdict(lambda: defaultdict(list))
    with open(file, newline="") as rows:
        for sample, degree, birth, death in list(csv.reader(rows))[1:]:
            found[int(degree)][sample].append((float(birth), float(death)))
    result = {}
    for degree, bars in found.items():
        arrays = [numpy.array(bars.get(one, [])).reshape(-1, 2) for one in ids]
        ends = numpy.concatenate(arrays)
        largest = ends[numpy.isfinite(ends)].max()
        result[degree] = [numpy.minimum(array, largest) for array in arrays]
    return result


def statistics(bars: numpy.ndarray) -> numpy.ndarray:
    if len(bars) == 0:
        return numpy.zeros(38)
    lengths = bars[:, 1] - bars[:, 0]
    shares = lengths[lengths > 0] / max(lengths.sum(), 1e-300)
    found = []
    for values in (bars[:, 0], bars[:, 1], bars.mean(axis=1), lengths):
        found += [values.mean(), values.std(), values.max() - values.min(), *numpy.quantile(values, [0, 0.1, 0.25, 0.5, 0.75, 0.9])]
    return numpy.array(found + [len(bars), -(shares * numpy.log(shares)).sum()])


def tables(collection: list) -> dict:
    """Representation -> [samples, features]."""
    ends = numpy.concatenate(collection)
    if len(ends) == 0:
        return {name: numpy.zeros((len(collection), 1), dtype=numpy.float32) for name in NAMES}
    low, high = ends.min(), ends.max()
    high = high if high > low else low + 1
    grid = low + (numpy.arange(CELLS) + 0.5) / CELLS * (high - low)
    longest = max((ends[:, 1] - ends[:, 0]).max(), 1e-300)
    births, lengths = ((low + (numpy.arange(PIXELS) + 0.5) / PIXELS * (high - low)), (numpy.arange(PIXELS) + 0.5) / PIXELS * longest)
    made = defaultdict(list)
    for bars in collection:
        made["statistics", ""].append(statistics(bars))
        made["betti curve", ""].append(((bars[:, :1] <= grid) & (grid < bars[:, 1:])).sum(axis=0))
        tents = numpy.maximum(0, numpy.minimum(grid - bars[:, :1], bars[:, 1:] - grid))
        levels = numpy.zeros((LEVELS, CELLS))
        levels[: min(LEVELS, len(bars))] = -numpy.sort(-tents, axis=0)[:LEVELS]
        made["landscape", ""].append(levels.ravel())
        length = bars[:, 1] - bars[:, 0]
        made["silhouette", ""].append((length @ tents) / max(length.sum(), 1e-300))
        for bandwidth in (3, 10):
            width_b, width_l = bandwidth / 100 * (high - low), bandwidth / 100 * longest
            at_births = numpy.exp(-(((births - bars[:, :1]) / width_b) ** 2) / 2)
            at_lengths = numpy.exp(-(((lengths - length[:, None]) / width_l) ** 2) / 2)
            made["image", f"bandwidth={bandwidth} %range"].append(((at_births * (length / longest)[:, None]).T @ at_lengths).ravel())
    return {name: numpy.array(rows, dtype=numpy.float32) for name, rows in made.items()}
