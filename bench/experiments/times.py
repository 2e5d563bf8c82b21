#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Seconds a sample of points -> image, next to multipers on the same points, complexes and pixels.

    bench/peers/make_venv.sh
    /usr/bin/python3 bench/experiments/times.py --data $TESSERA_DATA [--python .venv-peers/bin/python] [--samples 3]

Samples of three experiments: delay-embedded series (GunPoint, kernel density), immune cells (codensity), orbits (kernel
density). Rips up to a length x the function, H1, summands, a 50 x 50 image; one thread. Both get the same function values.
multipers runs module_approximation with its defaults, which takes all degrees, by bench/peers/time_multipers.py.
"""

import json
import subprocess
import tempfile
from pathlib import Path

import branches
import numpy
import orbit5k
import shared
import ucr
from shared import ROOT, Pipeline


def density(points: numpy.ndarray, bandwidth: float) -> numpy.ndarray:
    squares = ((points[:, None] - points[None]) ** 2).sum(axis=2)
    return -numpy.exp(-squares / (2 * bandwidth**2)).mean(axis=1)


def codensity(points: numpy.ndarray, neighbors: int) -> numpy.ndarray:
    return numpy.sort(numpy.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2)), axis=1)[:, neighbors]


def samples(data: Path, count: int):
    """Name, points with the value last, longest edge."""
    series = ucr.part(data / "ucr/GunPoint", "TRAIN")[0][:count]
    for one in series:
        points = numpy.column_stack([one[:-2], one[1:-1], one[2:]])
        diameter = numpy.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2)).max()
        yield "GunPoint, Rips to 10 % of the diameter", numpy.column_stack([points, density(points, 0.1 * diameter)]), 0.1 * diameter
    archive = numpy.load(data / "tic/tic_odd.npz")
    for i in range(count):
        points = archive["points"][archive["offsets"][i] : archive["offsets"][i + 1], :2]
        yield "immune cells, Rips below 0.08", numpy.column_stack([points, codensity(points, 10)]), 0.08
    for points in orbit5k.orbits(1)[0][:count]:
        yield "orbits, Rips below 0.05", numpy.column_stack([points, density(points, 0.05)]), 0.05


def ours(tessera: Path, catalog: set, table: numpy.ndarray, diameter: float) -> dict:
    pipeline, names = Pipeline("times", catalog), [str(k) for k in range(table.shape[1])]
    pipeline.data("cloud", "read.points", path="points.csv")
    value = pipeline.stage("geometry.column", "cloud", column=len(names) - 1)
    filtered = pipeline.stage("filtration.function_rips", {"points": f"{value}.points", "values": f"{value}.values"}, max_diameter=diameter)
    image = branches.Representation("image", "vectorization.summand_image", "summands", {}, {"resolution": [50, 50]})
    branches.two_parameter_candidates(pipeline, "rips", filtered, (1,), [image])
    with tempfile.TemporaryDirectory() as scratch:
        numpy.savetxt(Path(scratch) / "points.csv", table, delimiter=",", fmt="%.17g")
        seconds = shared.run(tessera, pipeline, {"cloud": Path(scratch) / "points.csv"}).seconds()
    parts = {"complex": "filtration.function_rips", "module": "persistence.minimal_presentation", "summands": "decomposition.summands",
             "image": "vectorization.summand_image"}  # fmt: skip
    return {name: seconds[use] for name, use in parts.items()} | {"total": sum(seconds[use] for use in parts.values())}


def theirs(python: str, table: numpy.ndarray, diameter: float, limit: float) -> dict | str:
    with tempfile.TemporaryDirectory() as scratch:
        numpy.savetxt(Path(scratch) / "points.csv", table, delimiter=",", fmt="%.17g")
        command = [python, ROOT / "bench/peers/time_multipers.py", Path(scratch) / "points.csv", str(diameter)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=limit)
        except FileNotFoundError:
            return "not installed"
        except subprocess.TimeoutExpired:
            return f"> {limit:g}"
    return json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else f"failed ({done.returncode})"


def main() -> None:
    options = shared.arguments(__doc__.splitlines()[0])
    options.add_argument("--python", default=str(ROOT / ".venv-peers/bin/python"), help="interpreter that has multipers")
    options.add_argument("--samples", type=int, default=3)
    options.add_argument("--limit", type=float, default=120, help="seconds for one sample of the peer")
    chosen = shared.chosen_arguments(options)
    catalog, rows, lines = shared.catalog_of(chosen.tessera), [], []
    for name, table, diameter in samples(Path(chosen.data), chosen.samples):
        mine, peer = ours(chosen.tessera, catalog, table, diameter), theirs(chosen.python, table, diameter, chosen.limit)
        rows.append({"sample": name, "points": len(table), "max_diameter": diameter, "ours": mine, "multipers": peer})
        shown = peer if isinstance(peer, str) else f"{peer['cpu_s']:.3f} ({peer['simplices']} simplices)"
        ratio = "" if isinstance(peer, str) else f"{peer['cpu_s'] / mine['total']:.0f}"
        stages = [f"{1e3 * mine[part]:.2f}" for part in ("complex", "module", "summands", "image", "total")]
        lines.append([name, str(len(table)), *stages, shown, ratio])
        print(lines[-1], flush=True)
    text = "# Times: points to image, one sample at a time, one thread\n\n"
    text += "Processor time: ours in milliseconds by stage, multipers in seconds, and how many times ours. The limit is of wall time.\n\n"
    text += shared.markdown(["sample", "points", "complex", "module", "summands", "image", "ours, ms", "multipers, s", "ratio"], lines)
    shared.publish(chosen.name or "times", text, rows)


if __name__ == "__main__":
    main()
