#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Embeddings by Tessera and by its peers, on the same points, one after the other: quality and time side by side.

    bench/peers/embeddings.py build/release/bin/tessera [--methods pca isomap] [--data digits] [--repeats 3]

Quality is measured by the same code on both results: trustworthiness by scikit-learn, correlation of distances with the
original ones, or with the geodesics where they are known. Times are medians: of Tessera the wall time of the stage, of
the peer that of its call (both in memory, one thread each). A method is a row of METHODS, a data set one of DATA.
"""

import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy  # noqa: E402
from scipy.spatial.distance import pdist  # noqa: E402

warnings.filterwarnings("ignore")


@dataclass
class Method:
    stage: str
    parameters: dict  # of the stage
    peer: Callable  # points -> embedding
    slow_on: set = field(default_factory=set)  # data sets on which the peer takes minutes


def sklearn_pca(points):
    from sklearn.decomposition import PCA

    return PCA(n_components=2).fit_transform(points)


def sklearn_smacof(points):
    from sklearn.manifold import MDS

    return MDS(n_components=2, n_init=1, max_iter=300, random_state=0).fit_transform(points)


def scipy_classical(points):
    """Torgerson's scaling in a few lines: scikit-learn has none."""
    from scipy.sparse.linalg import eigsh
    from scipy.spatial.distance import squareform

    squares = squareform(pdist(points)) ** 2
    products = -0.5 * (squares - squares.mean(0) - squares.mean(1)[:, None] + squares.mean())
    values, vectors = eigsh(products, k=2, which="LA")
    return vectors * numpy.sqrt(values)


def sklearn_isomap(points):
    from sklearn.manifold import Isomap

    return Isomap(n_neighbors=10, n_components=2).fit_transform(points)


def sklearn_lle(points):
    from sklearn.manifold import LocallyLinearEmbedding

    return LocallyLinearEmbedding(n_neighbors=12, n_components=2, random_state=0).fit_transform(points)


METHODS = {
    "pca": Method("manifold.pca", {}, sklearn_pca),
    "mds": Method("manifold.mds", {}, scipy_classical),
    "smacof": Method("manifold.mds", {"method": "smacof"}, sklearn_smacof),
    "isomap": Method("manifold.isomap", {"neighbors": 10}, sklearn_isomap),
    "lle": Method("manifold.lle", {"neighbors": 12}, sklearn_lle),
}


def digits():
    from sklearn.datasets import load_digits

    return load_digits().data, None


def swiss_roll(size=2000):
    """A sheet of width 10 rolled up; the distances on the sheet are the geodesics."""
    random = numpy.random.default_rng(42)
    t, height = 1.5 * numpy.pi * (1 + 2 * random.random(size)), 10 * random.random(size)
    along = 0.5 * (t * numpy.sqrt(t * t + 1) + numpy.arcsinh(t))
    return numpy.c_[t * numpy.cos(t), height, t * numpy.sin(t)], pdist(numpy.c_[along, height])


DATA = {"digits": digits, "swiss_roll": swiss_roll}


def ours(program: str, method: Method, points: numpy.ndarray) -> tuple[numpy.ndarray, float]:
    """The embedding and the seconds of its stage."""
    with tempfile.TemporaryDirectory() as folder:
        numpy.save(Path(folder, "points.npy"), points)
        settings = "".join(f"{key} = {json.dumps(value)}\n" for key, value in method.parameters.items())
        Path(folder, "run.toml").write_text(
            'format = 1\nname = "run"\nseed = 1\n[data.points]\nuse = "read.points"\npath = "points.npy"\n'
            f'[stage.embedding]\nuse = "{method.stage}"\nin = "points"\n{settings}'
            '[output.table]\nfrom = "embedding"\nto = "embedding.npz"\n')
        done = subprocess.run([program, "run", "run.toml", "--out", "out", "--threads", "1", "--progress", "none"],
                              cwd=folder, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(done.stderr)
        record = json.loads(Path(folder, "out", "run.json").read_text())
        seconds = next(stage["wall_seconds"] for stage in record["stages"] if stage["name"] == "embedding")
        return numpy.load(Path(folder, "out", "embedding.npz"))["points"].reshape(len(points), -1), seconds


def quality(points, geodesics, embedding) -> tuple[float, float]:
    from sklearn.manifold import trustworthiness

    target = pdist(points) if geodesics is None else geodesics
    return trustworthiness(points, embedding, n_neighbors=10), numpy.corrcoef(target, pdist(embedding))[0, 1]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("program", help="the tessera program")
    options.add_argument("--methods", nargs="*", default=list(METHODS), choices=list(METHODS))
    options.add_argument("--data", nargs="*", default=list(DATA), choices=list(DATA))
    options.add_argument("--repeats", type=int, default=3)
    options = options.parse_args()
    program = str(Path(options.program).resolve())

    print(f"{'data':12}{'method':12}{'trust':>8}{'peer':>8}{'distances':>11}{'peer':>8}{'seconds':>10}{'peer':>8}{'ratio':>8}")
    for data in options.data:
        points, geodesics = DATA[data]()
        for name in options.methods:
            method = METHODS[name]
            our_times, peer_times = [], []
            for _ in range(options.repeats):
                embedding, seconds = ours(program, method, points)
                our_times.append(seconds)
                if data in method.slow_on and peer_times:
                    continue
                start = time.perf_counter()
                peer = method.peer(points)
                peer_times.append(time.perf_counter() - start)
            our_time, peer_time = statistics.median(our_times), statistics.median(peer_times)
            (trust, shape), (peer_trust, peer_shape) = (quality(points, geodesics, e) for e in (embedding, peer))
            print(f"{data:12}{name:12}{trust:8.4f}{peer_trust:8.4f}{shape:11.4f}{peer_shape:8.4f}"
                  f"{our_time:10.3f}{peer_time:8.3f}{our_time / peer_time:8.2f}", flush=True)


if __name__ == "__main__":
    main()
