#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes sponge.npy.gz beside this script: a volume of 64 x 64 x 64 grey values with rings and hollow balls in it.

Three rings and three hollow balls, none touching, of different brightness and thickness, each blurred across its
surface. Needs nothing but Python; the bytes do not depend on the machine: values are rounded to 0 .. 255.
"""

import gzip
import math
import pathlib

SIDE = 64
# center (z, y, x), radius, thickness, brightness
RINGS = [((14, 16, 16), 9.0, 2.2, 250), ((46, 44, 14), 8.0, 1.4, 150), ((14, 46, 44), 10.0, 3.0, 200)]
BALLS = [((46, 16, 18), 9.0, 1.6, 230), ((18, 18, 46), 7.0, 2.2, 130), ((46, 42, 44), 12.0, 1.3, 180)]


def from_ring(at, center, radius):
    """The ring lies in a plane of constant z."""
    z, y, x = (a - c for a, c in zip(at, center))
    return math.hypot(math.hypot(y, x) - radius, z)


def from_ball(at, center, radius):
    return abs(math.dist(at, center) - radius)


def value(at):
    brightest = 0.0
    for away, shapes in ((from_ring, RINGS), (from_ball, BALLS)):
        for center, radius, thickness, brightness in shapes:
            far = away(at, center, radius) / thickness
            brightest = max(brightest, brightness * math.exp(-far * far / 2))
    return round(brightest)


def main() -> None:
    header = f"{{'descr': '|u1', 'fortran_order': False, 'shape': ({SIDE}, {SIDE}, {SIDE}), }}"
    header = header.ljust(127 - 10) + "\n"
    values = bytes(value((z, y, x)) for z in range(SIDE) for y in range(SIDE) for x in range(SIDE))
    data = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header.encode() + values
    path = pathlib.Path(__file__).with_name("sponge.npy.gz")
    path.write_bytes(gzip.compress(data, compresslevel=9, mtime=0))


main()
