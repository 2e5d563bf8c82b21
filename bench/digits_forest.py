#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How well a random forest tells the digits apart by their topological features, and what the ink adds.

    /usr/bin/python3 bench/digits_forest.py [--tessera build/release/bin/tessera] [--variants] [--rows N]

Runs pipelines/digits.toml and prints the accuracy of a forest (5-fold, stratified), the rank of X and its constant
columns. --variants repeats it on two tables that keep the shapes and take away the ink's meaning: every inked pixel
equal (`constant`), and the ink of each digit permuted over its inked pixels (`permuted`). Needs Debian's python3-sklearn.
"""

import argparse
import gzip
import subprocess
import tempfile
import time
from pathlib import Path

import numpy
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import StratifiedKFold, cross_val_score

ROOT = Path(__file__).resolve().parent.parent
SEED = 0


def forest_accuracy(features: numpy.ndarray, classes: numpy.ndarray) -> tuple[float, float]:
    """Mean and standard deviation over the folds."""
    folds = StratifiedKFold(5, shuffle=True, random_state=SEED)
    forest = RandomForestClassifier(500, random_state=SEED, n_jobs=-1)
    scores = cross_val_score(forest, features, classes, cv=folds)
    return scores.mean(), scores.std()


def variant(table: numpy.ndarray, kind: str) -> numpy.ndarray:
    changed, noise = table.copy(), numpy.random.default_rng(SEED)
    for row in changed:
        ink = row[:64] > 0
        row[:64][ink] = 16 if kind == "constant" else noise.permutation(row[:64][ink])
    return changed


def write_table(table: numpy.ndarray, path: Path) -> None:
    text = "".join(",".join(str(int(value)) for value in row) + "\n" for row in table)
    path.write_bytes(gzip.compress(text.encode(), mtime=0))


def report(name: str, features: numpy.ndarray, classes: numpy.ndarray, seconds: float) -> None:
    mean, deviation = forest_accuracy(features, classes)
    constant = int((features == features[0]).all(axis=0).sum())
    print(f"{name:<22} {features.shape[0]:>5} x {features.shape[1]:<5} rank {numpy.linalg.matrix_rank(features):>4} "
          f"constant columns {constant:>4}   accuracy {mean:.4f} +- {deviation:.4f}   pipeline {seconds:.1f} s", flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--tessera", type=Path, default=ROOT / "build/release/bin/tessera")
    options.add_argument("--pipeline", type=Path, default=ROOT / "pipelines/digits.toml")
    options.add_argument("--table", type=Path, default=ROOT / "datasets/digits/digits.csv.gz")
    options.add_argument("--rows", type=int, help="only the first N digits")
    options.add_argument("--variants", action="store_true")
    chosen = options.parse_args()

    table = numpy.loadtxt(chosen.table, delimiter=",")[: chosen.rows]
    with tempfile.TemporaryDirectory() as scratch:
        for kind in ["as it is"] + (["constant", "permuted"] if chosen.variants else []):
            source, out = Path(scratch) / "digits.csv.gz", Path(scratch) / "out"
            write_table(table if kind == "as it is" else variant(table, kind), source)
            start = time.perf_counter()
            subprocess.run([chosen.tessera, "run", chosen.pipeline, "--data", f"digits={source}",
                            "--out", out, "--threads", "0", "--progress", "none"], check=True, stdout=subprocess.DEVNULL)
            seconds = time.perf_counter() - start
            with numpy.load(out / "features.npz", allow_pickle=False) as file:
                report(f"ink {kind}", file["X"], file["y"], seconds)
    mean, deviation = forest_accuracy(table[:, :64], table[:, 64])
    print(f"{'(the 64 pixels)':<73} accuracy {mean:.4f} +- {deviation:.4f}")


main()
