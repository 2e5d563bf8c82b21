#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes SmallTones_TRAIN.tsv.gz and SmallTones_TEST.tsv.gz, in the format of the UCR archive, beside this script.

Class 1: one tone with noise; its delay embedding is a closed curve. Class 2: two tones of incommensurable
frequency with noise; its delay embedding winds around a torus. Same variance, same noise, random phases, so neither
mean nor energy tells them apart. Needs nothing but Python; the bytes do not depend on the machine: the numbers are
rounded to four decimals.
"""

import gzip
import math
import pathlib
import random

LENGTH, PER_CLASS, SEED = 96, 30, 7
GOLDEN = (1 + math.sqrt(5)) / 2


def one_tone(noise: random.Random) -> list[float]:
    phase, turns = noise.uniform(0, 2 * math.pi), noise.uniform(5.5, 6.5)
    return [math.sqrt(2) * math.sin(phase + 2 * math.pi * turns * t / LENGTH) for t in range(LENGTH)]


def two_tones(noise: random.Random) -> list[float]:
    first, second, turns = noise.uniform(0, 2 * math.pi), noise.uniform(0, 2 * math.pi), noise.uniform(5.5, 6.5)
    return [math.sin(first + 2 * math.pi * turns * t / LENGTH) + math.sin(second + 2 * math.pi * turns * GOLDEN * t / LENGTH)
            for t in range(LENGTH)]


def rows(noise: random.Random) -> list[str]:
    lines = []
    for _ in range(PER_CLASS):
        for label, tone in ((1, one_tone), (2, two_tones)):
            values = [value + noise.gauss(0, 0.15) for value in tone(noise)]
            lines.append("\t".join([str(label)] + [f"{value:.4f}" for value in values]))
    return lines


def main() -> None:
    noise = random.Random(SEED)
    for part in ("TRAIN", "TEST"):
        text = "\n".join(rows(noise)) + "\n"
        path = pathlib.Path(__file__).with_name(f"SmallTones_{part}.tsv.gz")
        path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


main()
