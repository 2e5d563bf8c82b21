#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Handwritten digits of 8 x 8 pixels by their strokes and holes: five folds.

    /usr/bin/python3 bench/experiments/digits.py [--rows 1797] [--repeats 1]

The bifiltrations of pipelines/digits.toml (Rips of inked pixels x ink, dark first) and two more, of the pixels alone by
darkness x direction (height, width); H0 and H1. One-parameter features: Rips of the inked pixels, sublevel and superlevel sets
of ink, and the inked pixels from each of the four sides.
Boxes and scales are fitted on all digits, without their classes. A forest on the 64 pixels stands beside them.
"""

import gzip
import tempfile
from pathlib import Path

import branches
import numpy
import shared
from shared import ROOT, Pipeline
from sklearn.model_selection import StratifiedKFold


SIDES = ("top", "left", "bottom", "right")


def from_sides(pixels: numpy.ndarray) -> dict:
    """Images [digits, 64] whose inked pixels hold how far they lie from a side, 1 to 8, and all others 9."""
    place = numpy.indices((8, 8)) + 1
    far = (place[0], place[1], 9 - place[0], 9 - place[1])
    return {side: numpy.where(pixels > 0, one.ravel(), 9) for side, one in zip(SIDES, far)}


def experiment(catalog: set) -> tuple[Pipeline, list, list]:
    pipeline, ours, plain = Pipeline("digits", catalog, "digits.labels"), [], []
    pipeline.data("digits", "read.images", path="digits.csv.gz", shape=[8, 8], labels="-1")
    images = [branches.summand_images(12, ["5 %range", "15 %range"]), *branches.other_vectors(pipeline)]
    ink = pipeline.stage("geometry.ink_points", "digits.images")
    filtered = pipeline.stage("filtration.function_rips", {"points": f"{ink}.points", "values": f"{ink}.values"}, direction="superlevel")
    ours += branches.two_parameter_candidates(pipeline, "Rips x ink", filtered, (0, 1), images)
    for axis in (0, 1):
        column = pipeline.stage("geometry.column", f"{ink}.points", column=axis) + ".values"
        for direction in ("sublevel", "superlevel"):
            filtered = pipeline.stage("filtration.function_rips", {"points": f"{ink}.points", "values": column}, direction=direction)
            ours += branches.two_parameter_candidates(pipeline, f"Rips x axis {axis} {direction}", filtered, (0, 1), images)
    bars = pipeline.stage("persistence.rips_barcode", f"{ink}.points", max_degree=1)
    plain += branches.one_parameter_candidates(pipeline, "Rips", bars, (0, 1))
    for direction in ("sublevel", "superlevel"):
        bars = pipeline.stage("persistence.cubical_barcode", "digits.images", direction=direction)
        plain += branches.one_parameter_candidates(pipeline, f"ink {direction}", bars, (0, 1))
    for side in SIDES:
        pipeline.data(side, "read.images", path=f"{side}.csv", shape=[8, 8])
        bars = pipeline.stage("persistence.cubical_barcode", f"{side}.images")
        plain += branches.one_parameter_candidates(pipeline, f"from the {side}", bars, (0, 1))
    return pipeline, ours, plain


def main() -> None:
    options = shared.arguments(__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, help="only the first digits")
    options.add_argument("--repeats", type=int, default=1)
    options.add_argument("--trees", type=int, default=300)
    chosen = shared.chosen_arguments(options)
    clock = shared.Clock()
    lines = gzip.decompress((ROOT / "datasets/digits/digits.csv.gz").read_bytes()).decode().splitlines()[: chosen.rows]
    pixels = numpy.array([line.split(",")[:64] for line in lines], dtype=numpy.float32)
    pipeline, ours, plain = experiment(shared.catalog_of(chosen.tessera))
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "digits.csv.gz"
        file.write_bytes(gzip.compress("".join(line + "\n" for line in lines).encode(), mtime=0))
        files = {"digits": file} | {side: Path(scratch) / f"{side}.csv" for side in SIDES}
        for side, images in from_sides(pixels).items():
            numpy.savetxt(files[side], images, fmt="%d", delimiter=",")
        done = shared.run(chosen.tessera, pipeline, files, chosen.threads)
    classes, ran = done.classes, str(clock)
    print(f"features of {len(lines)} digits in {ran}", flush=True)
    splits = [part for repeat in range(chosen.repeats)
              for part in StratifiedKFold(5, shuffle=True, random_state=repeat).split(classes, classes)]  # fmt: skip
    found = shared.over_splits(done.tables, classes, splits, shared.columns_of(ours, plain, chosen.trees), progress="digits", few_splits=2)
    one = [shared.candidate(["pixels"], filtration="none")]
    found["columns"]["64 pixels"] = shared.merged([shared.judged({"pixels": pixels}, one, classes, train, test, [0], chosen.trees)
                                                   for train, test in splits])  # fmt: skip
    row = {"set": f"{len(lines)} digits", "repeats": chosen.repeats, **found, "seconds_per_sample": done.seconds(), "run": ran,
           "whole": str(clock), "candidates": [len(ours), len(plain)]}  # fmt: skip
    shared.publish(chosen.name or "digits", shared.split_table("Digits, five folds", [row], [], ["64 pixels"]), [row])


if __name__ == "__main__":
    main()
