# SPDX-License-Identifier: MIT
"""Nearest neighbors among series, by Euclidean distance and dynamic time warping."""

import numpy


def normalized(series: numpy.ndarray) -> numpy.ndarray:
    """Each row with mean 0 and deviation 1; a constant one 0."""
    deviation = series.std(axis=1, keepdims=True)
    return (series - series.mean(axis=1, keepdims=True)) / numpy.where(deviation > 0, deviation, 1)


def time_warping(one: numpy.ndarray, many: numpy.ndarray, window: int) -> numpy.ndarray:
    """Squared dynamic time warping distances of a series to each of `many` of its length, in a band of `window` steps.

    By antidiagonals i + j = d: D(i, j) = (x_i - y_j)^2 + min(D(i-1, j), D(i, j-1), D(i-1, j-1)); every entry of one
    depends on the two before alone, so all series and all entries advance together.
    """
    length = len(one)
    before = numpy.full((len(many), length + 1), numpy.inf)  # D(i, d - 1 - i) at i + 1
    before_that = before.copy()
    before_that[:, 0] = 0  # so that D(0, 0) is its own cost
    for d in range(2 * length - 1):
        first, last = max(0, d - length + 1, (d - window + 1) // 2), min(length - 1, d, (d + window) // 2)
        rows = numpy.arange(first, last + 1)
        now = numpy.full_like(before, numpy.inf)
        shortest = numpy.minimum(numpy.minimum(before[:, rows], before[:, rows + 1]), before_that[:, rows])
        now[:, rows + 1] = (one[rows] - many[:, d - rows]) ** 2 + shortest
        before_that, before = before, now
    return before[:, length]


def nearest_class(train: numpy.ndarray, classes: numpy.ndarray, test: numpy.ndarray, window: int | None) -> numpy.ndarray:
    """The class of the nearest training series; `window` None: Euclidean."""
    if window is None:
        squares = numpy.stack([((one - train) ** 2).sum(axis=1) for one in test])
    else:
        squares = numpy.stack([time_warping(one, train, window) for one in test])
    return classes[squares.argmin(axis=1)]
