#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes annulus.csv.gz beside this script: 320 points of an annulus among 80 of the square around it.

Uniform by area between the radii 0.8 and 1.25, and in [-1.25, 1.25]^2. Needs nothing but Python; the bytes do not
depend on the machine: a congruential generator of its own, coordinates rounded to four decimals.
"""

import gzip
import math
import pathlib

POINTS, INNER, OUTER = 400, 0.8, 1.25


def uniform(state: int = 7):
    while True:
        state = (6364136223846793005 * state + 1442695040888963407) % 2**64
        yield (state >> 11) / 2**53


def main() -> None:
    numbers = uniform()
    lines = ["x,y"]
    for point in range(POINTS):
        a, b = next(numbers), next(numbers)
        x, y = OUTER * (2 * a - 1), OUTER * (2 * b - 1)
        if point % 5 != 0:
            radius = math.sqrt(INNER**2 + (OUTER**2 - INNER**2) * a)
            x, y = radius * math.cos(2 * math.pi * b), radius * math.sin(2 * math.pi * b)
        lines.append(f"{x:.4f},{y:.4f}")
    path = pathlib.Path(__file__).with_name("annulus.csv.gz")
    path.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), compresslevel=9, mtime=0))


main()
