#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The targets of the algebra, side by side with the peers, in one run on this machine.

    bench/peers/make_venv.sh
    cmake --build build/release --target bench_algebra_case
    TESSERA_DATA=... bench/peers/algebra_table.py [--build build/release] [--rounds 3] [--only WORD] [--json table.json]

Every work is done by programs of their own, ours and the peers' by turns, `rounds` times; figures are medians. Seconds
are those of the processors where one thread works (the machine may be shared), of the clock where two do; without
imports and reading, but for Ripser, which tells no times: its are those of the whole program. Memory is the peak of the
process, the interpreter of a Python peer included. A peer that cannot be had (mpfree) is shown by the seconds recorded
where the targets were set, times (Ripser on sphere_3_192 here / there), marked *.
"""

import argparse
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
RIPSER_RECORDED = 0.607  # s, sphere_3_192 on the machine of the recorded figures
MPFREE = {"full noisy circle, n = 150": (3.415, 474), "Delaunay, 20k points": (2.292, 310)}  # s, MB


@dataclass
class Row:
    """One work: our program and its options, the peers on the same file, and by what factor to beat the best of them."""

    name: str
    work: str
    file: str
    options: list[str] = field(default_factory=list)
    peers: dict[str, list[str]] = field(default_factory=dict)
    recorded: str = ""
    faster: float = 0
    smaller: float = 0
    most: tuple[float, float] = (0, 0)  # seconds and MB where no peer can do it
    threads: int = 1


def rips(degree: int, diameter: float | None = None) -> list[str]:
    return ["--degree", str(degree)] + (["--diameter", str(diameter)] if diameter else [])


def rows() -> list[Row]:
    full = ["--degree", "1", "--diameter", "1000"]
    annulus = rips(1, 0.3)
    table = [
        Row("full function-Rips, noisy circle, n = 150, H1", "presentation", "circle_150.npy", full, recorded="full noisy circle, n = 150", faster=100, smaller=20),
        Row("the same, n = 800", "presentation", "circle_800.npy", full, most=(2, 400)),
        Row("a random function, n = 150, H1 (mpfree: on the codensity)", "presentation", "circle_150_random.npy", full, recorded="full noisy circle, n = 150", faster=5),
        Row("Delaunay bifiltration R^3, 20k points, H1, given the complex", "minimal", "delaunay_20k.scc", rips(1), recorded="Delaunay, 20k points", faster=3),
        Row("Hilbert 50 x 50, annulus n = 500, 0.3", "hilbert", "annulus_500.npy", annulus, {"multipers_hilbert": annulus}, faster=20),
        Row("rank invariant 20 x 20, the same", "rank", "annulus_500.npy", annulus, {"multipers_rank": annulus}, faster=20),
        Row("o3_1024, d 3, t 1.8", "rips", "o3_1024.txt", rips(3, 1.8), {peer: rips(3, 1.8) for peer in ("gudhi_rips", "giotto", "ripser")}, faster=1),
        Row("sphere_3_192, d 2", "rips", "sphere_3_192.lower_distance_matrix", rips(2), {peer: rips(2) for peer in ("giotto", "ripser")}, faster=1),
        Row("dragon2000, d 1", "rips", "dragon2000.txt", rips(1), {peer: rips(1) for peer in ("giotto", "ripser")}, faster=1),
        Row("torus4, 50k points, d 2, t 0.15", "rips", "torus4.npy", rips(2, 0.15), {"gudhi_rips": rips(2, 0.15)}, faster=1),
        Row("image 512^2, noise", "cubical", "image_512.npy", [], {"gudhi_rectangle": []}, faster=1),
        Row("image 2048^2, noise", "cubical", "image_2048.npy", [], {"gudhi_rectangle": []}, faster=1),
        Row("volume 128^3, smoothed noise", "cubical", "volume_128.npy", [], {"cripser": []}, faster=2),
        Row("alpha R^3, 100k points, all degrees", "alpha", "cube_100k.npy", [], {"gudhi_alpha": []}, faster=3),
    ]
    large = ("the same, n = 800", "Delaunay", "torus4", "image 2048", "volume", "alpha")
    table += [Row(f"two threads: {row.name}", row.work, row.file, row.options, faster=1.7, threads=2) for row in list(table) if row.name.startswith(large)]
    return table


def run(command: list, limit: float) -> dict | str:
    """The last JSON line a program prints, with its own seconds and peak where it tells none; or why there is none."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        start = time.perf_counter()
        try:
            process = subprocess.Popen([str(word) for word in command], stdout=out, stderr=errors)
        except FileNotFoundError:
            return "not built" if "algebra_case" in str(command[0]) else "could not be had"
        usage, status = None, None
        while time.perf_counter() - start < limit and status is None:
            done, code, used = os.wait4(process.pid, os.WNOHANG)
            usage, status = (used, code) if done else (None, None)
            if not done:
                time.sleep(0.002)
        if status is None:
            process.kill()
            os.wait4(process.pid, 0)
            return f"> {limit:g} s"
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - start
        out.seek(0)
        errors.seek(0)
        if process.returncode != 0:
            said = errors.read().strip().splitlines()
            return "could not be had" if said and "ModuleNotFoundError" in said[-1] else f"failed: {said[-1] if said else process.returncode}"
        lines = [line for line in out if line.startswith(("{", " [", "persistence"))]
        told = json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {"bars": counts_of_ripser(lines)} if lines else {}
        return {"wall_s": wall, "cpu_s": usage.ru_utime + usage.ru_stime, "peak_mb": usage.ru_maxrss / 1024} | told


def counts_of_ripser(lines: list[str]) -> list[int]:
    counts = []
    for line in lines:
        if line.startswith("persistence"):
            counts.append(0)
        else:
            counts[-1] += 1
    return counts


def peer_command(peer: str, file: Path, options: list[str], venv: str) -> list:
    if peer != "ripser":
        python = ROOT / (venv if peer.startswith("multipers") else f"{venv}-latest") / "bin" / "python"
        return [python, HERE / "peer_case.py", peer, file, *options]
    words = {"--degree": "--dim", "--diameter": "--threshold"}
    shape = "lower-distance" if file.suffix == ".lower_distance_matrix" else "point-cloud"
    return ["ripser", "--format", shape, *(words.get(word, word) for word in options), file]


def median_of(results: list[dict | str]) -> dict | str:
    for result in results:
        if isinstance(result, str):
            return result
    return results[0] | {key: statistics.median(result[key] for result in results) for key in ("wall_s", "cpu_s", "peak_mb")}


def measure(row: Row, folder: Path, program: Path, venv: str, rounds: int, limit: float) -> dict:
    """Ours and the peers' figures, by turns."""
    ours, peers, alone = [], {peer: [] for peer in row.peers}, []
    for _ in range(rounds):
        command = [program, row.work, folder / row.file, *row.options, "--runs", "1"]
        ours.append(run([*command, "--threads", row.threads], limit))
        if row.threads > 1:
            alone.append(run(command, limit))
        for peer, options in row.peers.items():
            if not any(isinstance(result, str) for result in peers[peer]):  # once refused or too slow is enough
                peers[peer].append(run(peer_command(peer, folder / row.file, options, venv), limit))
    figures = {"name": row.name, "ours": median_of(ours), "peers": {peer: median_of(results) for peer, results in peers.items()}}
    if alone:
        figures["peers"]["one thread"] = median_of(alone)
    return figures


def judge(row: Row, figures: dict, scale: float | None) -> None:
    """Adds the best peer, the ratios to it and whether the target is met."""
    ours, clock = figures["ours"], "wall_s" if row.threads > 1 else "cpu_s"
    if row.recorded:
        seconds, memory = MPFREE[row.recorded]
        figures["peers"]["mpfree*"] = {clock: seconds * (scale or 1), "peak_mb": memory} if scale else "no Ripser to scale by"
    known = {peer: result for peer, result in figures["peers"].items() if isinstance(result, dict)}
    figures["clock"], figures["met"] = clock, None
    if isinstance(ours, str):
        return
    if row.most != (0, 0):
        figures["met"] = ours[clock] < row.most[0] and ours["peak_mb"] < row.most[1]
    elif known:
        best = min(known, key=lambda peer: known[peer][clock])
        figures["best"], figures["faster"] = best, known[best][clock] / ours[clock]
        figures["smaller"] = known[best]["peak_mb"] / ours["peak_mb"]
        figures["met"] = figures["faster"] >= row.faster and figures["smaller"] >= row.smaller
        theirs = known[best].get("bars")
        if theirs and "bars" in ours:
            figures["bars"], figures["differ"] = sum(ours["bars"]), sum(abs(a - b) for a, b in zip(ours["bars"], theirs))


def shown(result: dict | str, clock: str) -> str:
    return result if isinstance(result, str) else f"{result[clock]:.4g} s, {result['peak_mb']:.0f} MB"


def markdown(table: list[Row], all_figures: list[dict]) -> str:
    lines = ["| work | ours | peers | faster | less memory | target | met |", "|---|---|---|---:|---:|---|---|"]
    for row, figures in zip(table, all_figures):
        clock = figures["clock"]
        peers = "; ".join(f"{peer} {shown(result, clock)}" for peer, result in figures["peers"].items())
        target = f"< {row.most[0]:g} s, < {row.most[1]:g} MB" if row.most != (0, 0) else f"{row.faster:g}x" + (f", {row.smaller:g}x less memory" if row.smaller else "")
        met = {True: "yes", False: "**no**", None: "not known"}[figures["met"]]
        differ = f", {figures['differ']} of {figures['bars']} bars more or less" if figures.get("differ") else ""
        ratio, memory = (f"{figures[key]:.2f}x" if key in figures else "" for key in ("faster", "smaller"))
        lines.append(f"| {row.name} | {shown(figures['ours'], clock)} | {peers or 'none can'} | {ratio} | {memory} | {target} | {met}{differ} |")
    return "\n".join(lines)


def prepare(folder: Path, program: Path, venv: str) -> None:
    made = subprocess.run([ROOT / f"{venv}-latest/bin/python", HERE / "inputs.py", folder])
    if made.returncode != 0:
        sys.exit("the inputs could not be made: run bench/peers/make_venv.sh first")
    data = Path(os.environ.get("TESSERA_DATA", "/nonexistent"))
    for name, source in {"o3_1024.txt": "ripser_examples/o3_1024.txt.gz",
                         "sphere_3_192.lower_distance_matrix": "ripser_examples/sphere_3_192.lower_distance_matrix.gz",
                         "dragon2000.txt": "pointclouds/roadmap_dragon_vrip_2000.txt.gz"}.items():
        if (data / source).exists() and not (folder / name).exists():
            with gzip.open(data / source) as packed, open(folder / name, "wb") as plain:
                shutil.copyfileobj(packed, plain)
    if program.exists() and not (folder / "delaunay_20k.scc").exists():
        subprocess.run([program, "delaunay", folder / "cube_20k_density.npy", "--keep", folder / "delaunay_20k.scc"], check=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--build", type=Path, default=ROOT / "build/release")
    options.add_argument("--inputs", type=Path, default=ROOT / "build/peer_inputs", help="where inputs are made and kept")
    options.add_argument("--venv", default=".venv-peers")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--limit", type=float, default=240, help="seconds for one run of one program")
    options.add_argument("--only", default="", help="rows whose name holds this")
    options.add_argument("--json", type=Path, help="where all figures go")
    chosen = options.parse_args()
    program = chosen.build / "bench/algebra_case"
    prepare(chosen.inputs, program, chosen.venv)

    sphere = chosen.inputs / "sphere_3_192.lower_distance_matrix"
    ripser = median_of([run(peer_command("ripser", sphere, rips(2), chosen.venv), chosen.limit) for _ in range(chosen.rounds)])
    scale = ripser["cpu_s"] / RIPSER_RECORDED if isinstance(ripser, dict) else None

    table = [row for row in rows() if chosen.only in row.name]
    all_figures = []
    for row in table:
        if (chosen.inputs / row.file).exists():
            figures = measure(row, chosen.inputs, program, chosen.venv, chosen.rounds, chosen.limit)
        else:
            figures = {"name": row.name, "ours": "no input" if program.exists() else "not built", "peers": {}}
        judge(row, figures, scale)
        all_figures.append(figures)
        print(f"{row.name}: {shown(figures['ours'], figures['clock'])}", file=sys.stderr, flush=True)

    cpu = next((line.split(": ")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown")
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    print(f"{cpu}, {os.cpu_count()} processors, commit {commit}, median of {chosen.rounds}"
          + (f"; * recorded elsewhere, times {scale:.3f}" if scale else "") + "\n")
    print(markdown(table, all_figures))
    if chosen.json:
        chosen.json.write_text(json.dumps({"cpu": cpu, "commit": commit, "scale": scale, "rounds": chosen.rounds, "rows": all_figures}, indent=1) + "\n")


main()
