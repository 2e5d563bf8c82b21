#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Accuracy on a UCR set's own split: a forest on the topological features, next to 1-NN Euclidean.

    /usr/bin/python3 bench/ucr_forest.py FOLDER/Coffee [FOLDER/GunPoint ...] [--tessera build/release/bin/tessera]

Each argument is a prefix as `--data archive=` takes it. The 1-NN figure is taken after z-normalising every series, which
is what the archive's published baselines mean. Needs Debian's python3-sklearn.
"""

import argparse
import gzip
import subprocess
import tempfile
from pathlib import Path

import numpy
from sklearn.ensemble import RandomForestClassifier
from sklearn.neighbors import KNeighborsClassifier

ROOT = Path(__file__).resolve().parent.parent
FORESTS = 10


def part(prefix: str, name: str) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Series, each with mean 0 and deviation 1, and their classes."""
    plain, packed = Path(f"{prefix}_{name}.tsv"), Path(f"{prefix}_{name}.tsv.gz")
    text = gzip.decompress(packed.read_bytes()) if packed.exists() else plain.read_bytes()
    table = numpy.loadtxt(text.decode().splitlines(), delimiter="\t")
    series = table[:, 1:]
    deviation = series.std(axis=1, keepdims=True)
    return (series - series.mean(axis=1, keepdims=True)) / numpy.where(deviation > 0, deviation, 1), table[:, 0]


def nearest_neighbor(prefix: str) -> float:
    (train, train_classes), (test, test_classes) = part(prefix, "TRAIN"), part(prefix, "TEST")
    return KNeighborsClassifier(1, algorithm="brute").fit(train, train_classes).score(test, test_classes)


def forest(tessera: Path, pipeline: Path, prefix: str, more: list[str]) -> tuple[float, float, tuple[int, int]]:
    """Mean and deviation over forests of different seeds, and the shape of X."""
    with tempfile.TemporaryDirectory() as out:
        settings = [word for setting in more for word in ("--set", setting)]
        subprocess.run([tessera, "run", pipeline, "--data", f"archive={prefix}", "--out", out, "--threads", "0",
                        "--progress", "none", *settings], check=True, stdout=subprocess.DEVNULL)
        with numpy.load(Path(out) / "features.npz", allow_pickle=False) as file:
            features, classes, test = file["X"], file["y"], file["split"] == 1
    scores = [RandomForestClassifier(500, random_state=seed, n_jobs=-1).fit(features[~test], classes[~test])
              .score(features[test], classes[test]) for seed in range(FORESTS)]
    return float(numpy.mean(scores)), float(numpy.std(scores)), features.shape


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("prefix", nargs="+")
    options.add_argument("--tessera", type=Path, default=ROOT / "build/release/bin/tessera")
    options.add_argument("--pipeline", type=Path, default=ROOT / "pipelines/ucr.toml")
    options.add_argument("--set", action="append", default=[], metavar="STAGE.PARAM=VALUE")
    chosen = options.parse_args()

    print(f"{'set':<32} {'X':>12} {'forest':>16} {'1-NN Euclidean':>15}")
    for prefix in chosen.prefix:
        mean, deviation, shape = forest(chosen.tessera, chosen.pipeline, prefix, chosen.set)
        print(f"{Path(prefix).name:<32} {shape[0]:>5} x {shape[1]:<5} {mean:>7.4f} +- {deviation:.4f} "
              f"{nearest_neighbor(prefix):>15.4f}", flush=True)


main()
