#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes doughnut.obj.gz beside this script: a torus that stands upright, bitten into a little at one side.

40 x 20 vertices and as many quadrilaterals. Height is y; the hole is seen along z. Needs nothing but Python; the bytes
do not depend on the machine: coordinates are rounded to four decimals.
"""

import gzip
import math
import pathlib

AROUND, THROUGH, RADIUS, THICKNESS = 40, 20, 2.0, 0.8


def vertex(i: int, j: int) -> str:
    around, through = 2 * math.pi * i / AROUND, 2 * math.pi * j / THROUGH
    thickness = THICKNESS * (1 - 0.3 * math.exp(-8 * (1 - math.cos(around - 0.5))))
    reach = RADIUS + thickness * math.cos(through)
    return f"v {reach * math.cos(around):.4f} {reach * math.sin(around):.4f} {thickness * math.sin(through):.4f}"


def face(i: int, j: int) -> str:
    corners = ((i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1))
    return "f " + " ".join(str(1 + a % AROUND * THROUGH + b % THROUGH) for a, b in corners)


def main() -> None:
    places = [(i, j) for i in range(AROUND) for j in range(THROUGH)]
    text = "\n".join([vertex(i, j) for i, j in places] + [face(i, j) for i, j in places]) + "\n"
    path = pathlib.Path(__file__).with_name("doughnut.obj.gz")
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


main()
