#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Handwritten digits of 8 x 8 pixels by their strokes and holes: five folds.

    /usr/bin/python3 bench/experiments/digits.py [--rows 1797] [--repeats 1]

The bifiltrations of pipelines/digits.toml (Rips of inked pixels x ink, dark first) and two more, of the pixels alone by
darkness x direction (height, width); H0 and H1. One-parameter features: Rips of the inked pixels, sublevel sets of ink.
Boxes and scales are fitted on all digits, without their classes. A forest on the 64 pixels stands beside them.
"""

import gzip
import tempfile
from pathlib import Path

import numpy
import shared
from shared import ROOT, Pipeline
from sklearn.model_selection import StratifiedKFold


def experiment(catalog: set) -> tuple[Pipeline, list, list]:
    pipeline, ours, plain = Pipeline("digits", catalog, "digits.labels"), [], []
    pipeline.data("digits", "read.images", path="digits.csv.gz", shape=[8, 8], labels="-1")
    images = [shared.summand_images(12, ["5 %range", "15 %range"])]
    ink = pipeline.stage("geometry.ink_points", "digits.images")
    filtered = pipeline.stage("filtration.function_rips", {"points": f"{ink}.points", "values": f"{ink}.values"}, direction="superlevel")
    ours += shared.two_parameter_candidates(pipeline, "Rips x ink", filtered, (0, 1), images)
    for axis in (0, 1):
        column = pipeline.stage("geometry.column", f"{ink}.points", column=axis) + ".values"
        for direction in ("sublevel", "superlevel"):
            filtered = pipeline.stage("filtration.function_rips", {"points": f"{ink}.points", "values": column}, direction=direction)
            ours += shared.two_parameter_candidates(pipeline, f"Rips x axis {axis} {direction}", filtered, (0, 1), images)
    bars = pipeline.stage("persistence.rips_barcode", f"{ink}.points", max_degree=1)
    plain += shared.one_parameter_candidates(pipeline, "Rips", bars, (0, 1))
    for direction in ("sublevel", "superlevel"):
        bars = pipeline.stage("persistence.cubical_barcode", "digits.images", direction=direction)
        plain += shared.one_parameter_candidates(pipeline, f"ink {direction}", bars, (0, 1))
    return pipeline, ours, plain


def main() -> None:
    options = shared.arguments(__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, help="only the first digits")
    options.add_argument("--repeats", type=int, default=1)
    options.add_argument("--trees", type=int, default=300)
    chosen = shared.chosen_arguments(options)
    clock = shared.Clock()
    lines = gzip.decompress((ROOT / "datasets/digits/digits.csv.gz").read_bytes()).decode().splitlines()[: chosen.rows]
    pipeline, ours, plain = experiment(shared.catalog_of(chosen.tessera))
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "digits.csv.gz"
        file.write_bytes(gzip.compress("".join(line + "\n" for line in lines).encode(), mtime=0))
        done = shared.run(chosen.tessera, pipeline, {"digits": file}, chosen.threads)
    pixels, classes, ran = numpy.array([line.split(",")[:64] for line in lines], dtype=numpy.float32), done.classes, str(clock)
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
