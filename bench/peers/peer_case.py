# SPDX-License-Identifier: MIT
"""One peer on one file, in a process of its own: python peer_case.py PEER FILE [--degree K] [--diameter D] [--threads N]

PEER is one of gudhi_rips (edge collapse, expansion, persistence), giotto, gudhi_rectangle, cripser, gudhi_alpha,
multipers_hilbert, multipers_rank. Prints one JSON line: seconds on the wall and of the processors,
without imports and reading; bars a degree.
"""

import argparse
import json
import resource
import time

import numpy


def load(file: str) -> numpy.ndarray:
    if file.endswith(".npy"):
        return numpy.load(file)
    if "distance_matrix" not in file:
        return numpy.loadtxt(file, ndmin=2)
    with open(file) as lines:
        numbers = [float(word) for line in lines for word in line.replace(",", " ").split()]
    count = round((1 + (1 + 8 * len(numbers)) ** 0.5) / 2)
    matrix = numpy.zeros((count, count))
    matrix[numpy.tril_indices(count, -1)] = numbers
    return matrix + matrix.T


def bars_of_tree(tree, degree: int) -> list[int]:
    tree.compute_persistence()
    return [len(tree.persistence_intervals_in_dimension(k)) for k in range(degree + 1)]


def prepare(chosen: argparse.Namespace, data: numpy.ndarray):
    """The work, imports done."""
    degree, diameter = chosen.degree, chosen.diameter
    match chosen.peer:
        case "gudhi_rips":
            import gudhi

            def work():
                about = {"distance_matrix": data} if "distance_matrix" in chosen.file else {"points": data}
                rips = gudhi.RipsComplex(**about, max_edge_length=diameter if diameter else float("inf"))
                tree = rips.create_simplex_tree(max_dimension=1)
                tree.collapse_edges()
                tree.expansion(degree + 1)
                return {"bars": bars_of_tree(tree, degree)}
        case "giotto":
            from gph import ripser_parallel

            metric = "precomputed" if "distance_matrix" in chosen.file else "euclidean"

            def work():
                found = ripser_parallel(data, maxdim=degree, thresh=diameter or numpy.inf, metric=metric, n_threads=chosen.threads)
                return {"bars": [len(bars) for bars in found["dgms"]]}
        case "gudhi_rectangle":
            from gudhi._pers_cub_low_dim_ext import _persistence_on_rectangle_from_top_cells

            def work():
                zero, one = _persistence_on_rectangle_from_top_cells(data, 0.0)[:2]
                essential = 0 if numpy.isinf(zero).any() else 1
                return {"bars": [len(zero) + essential, len(one)]}
        case "cripser":
            import tcripser  # a voxel is a cube of full dimension

            def work():
                found = tcripser.computePH(data, maxdim=data.ndim - 1)
                return {"bars": [int((found[:, 0] == k).sum()) for k in range(data.ndim)]}
        case "gudhi_alpha":
            import gudhi

            def work():
                tree = gudhi.AlphaComplex(points=data, precision="fast").create_simplex_tree()
                return {"bars": bars_of_tree(tree, data.shape[1] - 1)}
        case "multipers_hilbert" | "multipers_rank":
            import multipers
            import multipers.filtrations

            tree = multipers.filtrations.RipsLowerstar(points=data[:, :-1], function=data[:, -1], threshold_radius=diameter)
            tree.expansion(degree + 1)
            invariant, resolution = ("hilbert", 50) if chosen.peer.endswith("hilbert") else ("rank", 20)

            def work():
                multipers.signed_measure(tree, degree=degree, invariant=invariant, grid_strategy="regular", resolution=resolution, n_jobs=1)
                return {"simplices": tree.num_simplices}
        case _:
            raise SystemExit(f"no peer is called {chosen.peer}")
    return work


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("peer")
    options.add_argument("file")
    options.add_argument("--degree", type=int, default=1)
    options.add_argument("--diameter", type=float)
    options.add_argument("--threads", type=int, default=1)
    chosen = options.parse_args()
    work = prepare(chosen, load(chosen.file))
    start, processors = time.perf_counter(), time.process_time()
    answer = work()
    seconds = {"wall_s": time.perf_counter() - start, "cpu_s": time.process_time() - processors}
    print(json.dumps(answer | seconds | {"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


main()
