#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How often the algebra was compared with another way to the same answer, in one table.

    tests/cross_checks.py [--build build/release]          TESSERA_DATA=... for public data, `ripser` (apt) for Ripser

Runs the tests named below one by one and prints how many comparisons each made, then compares barcodes with Ripser,
bar by bar, on public distances and points, and shows what certificates of 200 modules promise and what 1,000 lines of
each show. Exits with 1 when anything differs.
"""

import argparse
import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# What is compared, with what, and the tests that do it: (room, a name that only they match).
CHECKS = [
    ("presentations of Rips bifiltrations: cocycles", "the homology route, 3,000 filtrations", [("persistence", "cohomology and homology give*")]),
    ("presentations: chunks, flag, automatic", "no preprocessing, 2,000 complexes, degrees 1 to 3", [("persistence", "every preprocessing gives the same Betti grades")]),
    ("presentations: every route and collapse", "one another, and GUDHI along lines, on public clouds", [("end_to_end", "every route, collapse and preprocessing*"), ("end_to_end", "public bifiltrations are presented alike*")]),
    ("minimal presentations", "those that others published as minimal", [("end_to_end", "presentations that others made minimal*")]),
    ("degree 0 by the spanning forest", "the matrix", [("persistence", "the spanning forest and the matrix*")]),
    ("Betti numbers, two parameters", "dense ranks at every grade", [("persistence", "generators minus relations plus*")]),
    ("slices of presentations", "GUDHI on the sliced complex, 10,000 lines", [("persistence", "slices of the presentation are GUDHI*")]),
    ("slices: warm, anew, in any order, on threads", "one another, the same bits", [("persistence", "a warm start, a start anew*"), ("persistence", "a batch of lines has the same*")]),
    ("edge collapse, one to four parameters", "GUDHI without it, along lines", [("filtration", "GUDHI finds the same barcodes with and without*")]),
    ("domination of edges", "its definition on every grade", [("filtration", "edges are dominated exactly as long*"), ("filtration", "the strong test finds*")]),
    ("Hilbert functions, one to four parameters", "dense ranks of the homology", [("persistence", "the Hilbert function of a complex is*"), ("persistence", "an exact Hilbert function*"), ("persistence", "signed measures add up to dimensions*")]),
    ("resolutions, three and four parameters", "exactness at every grade, dense", [("persistence", "presentations and resolutions are minimal and exact*"), ("persistence", "cancelling cells first*")]),
    ("Euler surfaces", "dense ranks, and cells", [("persistence", "the Euler surface is*")]),
    ("rank invariants and signed barcodes", "dense ranks of maps", [("persistence", "ranks of random modules*"), ("persistence", "ranks of the homology*")]),
    ("landscapes", "their definition by ranks", [("persistence", "landscapes are what*")]),
    ("Rips barcodes over Z/2, Z/3, Z/5, Z/11", "GUDHI", [("persistence", "barcodes of random points agree*"), ("persistence", "barcodes of dissimilarities*")]),
    ("barcodes of complexes over Z/2, Z/3, Z/5", "GUDHI", [("persistence", "barcodes of random simplicial complexes are GUDHI*"), ("persistence", "skeletons of simplices*")]),
    ("torsion: Klein bottle, projective plane, Moore spaces", "textbook homology over Z/2, Z/3, Z/5, and GUDHI", [("persistence", "the homology of surfaces and Moore spaces*"), ("persistence", "the projective plane has a loop*"), ("persistence", "the Klein bottle of the public file*")]),
    ("alpha barcodes", "GUDHI", [("persistence", "alpha barcodes are GUDHI*"), ("persistence", "the alpha barcode is the barcode of*")]),
    ("barcodes of images", "the naive complex, GUDHI, duality", [("persistence", "barcodes are those of the naive complex*"), ("persistence", "barcodes of top cells are those of GUDHI"), ("persistence", "finite bars of top cells mirror*"), ("end_to_end", "barcodes of handwritten digits*")]),
    ("indecomposables", "planted sums in any basis; local endomorphism rings, point by point", [("decomposition", "sums of intervals and others*"), ("decomposition", "blocks of random modules*")]),
    ("interval approximations, three and four parameters", "planted boxes in any basis; slices along unused lines", [("decomposition", "sums of boxes and free modules*"), ("decomposition", "sums of boxes of four*"), ("decomposition", "no unused diagonal line*"), ("decomposition", "bars on a lattice are those of slices*")]),
    ("certificates of summands", "diagonals that no sweep used; maps found point by point", [("decomposition", "on diagonals that were not swept*"), ("decomposition", "no more summands are called exact*")]),
    ("summands and features of renumbered points", "one another, the same bits", [("end_to_end", "points in another order*")]),
    ("cycles of bars", "dense homology: a basis at every value", [("persistence", "at every value the cycles*"), ("persistence", "a cycle is born with its bar*"), ("persistence", "cycles are born with their bars*"), ("persistence", "at every radius the cycles*")]),
    ("bottleneck distances, to the bit", "all matchings, the definition, Hera's published pairs", [("persistence", "the bottleneck distance*"), ("persistence", "bottleneck distances are those*")]),
    ("Wasserstein distances of barcodes", "all matchings, the line, Hera's published pairs", [("persistence", "the Wasserstein distance is*"), ("persistence", "bars born together*"), ("persistence", "Wasserstein distances are those*")]),
    ("signed and sliced Wasserstein distances", "all transports; the definition", [("persistence", "signed distances are the least*"), ("persistence", "sliced distances of barcodes are*")]),
]  # fmt: skip

# Public inputs that Ripser reads too: file, its format for Ripser, suffix for us, top degree, threshold.
RIPSER = [
    ("ripser_examples/sphere_3_192.lower_distance_matrix.gz", "lower-distance", ".lower_distance_matrix", 2, None),
    ("ripser_examples/random16.lower_distance_matrix", "lower-distance", ".lower_distance_matrix", 4, None),
    ("ripser_examples/projective_plane.csv", "distance", ".distance_matrix", 2, None),
    ("ripser_examples/o3_1024.txt.gz", "point-cloud", ".txt", 2, 1.4),
    ("distmats/fd_circle_100_lower.txt.gz", "lower-distance", ".lower_distance_matrix", 2, None),
    ("distmats/fd_sphere_100_lower.txt.gz", "lower-distance", ".lower_distance_matrix", 2, None),
    ("distmats/fd_swiss_roll_200_lower.txt.gz", "lower-distance", ".lower_distance_matrix", 1, None),
    ("distmats/fd_torus_200_lower.txt.gz", "lower-distance", ".lower_distance_matrix", 2, None),
    ("pointclouds/roadmap_dragon_vrip_2000.txt.gz", "point-cloud", ".txt", 1, None),
    ("pointclouds/roadmap_klein_bottle_pointcloud_new_400.txt.gz", "point-cloud", ".txt", 1, None),
    ("pointclouds/tda_tutorial_NoisyTrefoil180.txt.gz", "point-cloud", ".txt", 2, None),
]
TOLERANCE = 1e-5  # Ripser computes in single precision and prints six digits


def run_test(build: Path, room: str, name: str) -> tuple[int, bool]:
    """Comparisons made and whether all held."""
    done = subprocess.run([build / f"tests/tessera_{room}_tests", name.replace(",", "\\,")], capture_output=True, text=True)
    told = re.search(r"All tests passed \((\d+) assertions? in \d+ test case", done.stdout)
    return (int(told[1]), True) if told else (0, False)


def ripser_bars(file: Path, form: str, degree: int, threshold: float | None) -> list[list[tuple[float, float]]]:
    limit = ["--threshold", str(threshold)] if threshold else []
    out = subprocess.run(["ripser", "--format", form, "--dim", str(degree), *limit, file], capture_output=True, text=True, check=True).stdout
    bars = []
    for line in out.splitlines():
        if line.startswith("persistence intervals in dim"):
            bars.append([])
        elif line.startswith(" ["):
            birth, death = line.strip(" [)").split(",")
            bars[-1].append((float(birth), float(death) if death.strip() else float("inf")))
    return bars


def our_bars(tessera: Path, file: Path, degree: int, threshold: float | None) -> list[list[tuple[float, float]]]:
    out = file.parent / "bars.csv"
    out.unlink(missing_ok=True)
    limit = [f"--max_diameter={threshold}"] if threshold else []
    subprocess.run([tessera, "apply", "persistence.rips_barcode", file, "-o", out, f"--max_degree={degree}", *limit], check=True, capture_output=True)
    bars = [[] for _ in range(degree + 1)]
    with open(out) as lines:
        names = next(lines).strip().split(",")
        at = [names.index(name) for name in ("degree", "birth", "death")]
        for line in lines:
            words = line.strip().split(",")
            bars[int(words[at[0]])].append((float(words[at[1]]), float(words[at[2]])))
    return bars


def long_enough(bars: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return sorted(bar for bar in bars if bar[1] - bar[0] > 10 * TOLERANCE * bar[1] or bar[1] == float("inf"))


def agree(a: list[tuple[float, float]], b: list[tuple[float, float]]) -> bool:
    """Bars of one degree, matched in order of birth, then in order of death: enough to find any that differ."""
    scale = max((death for _, death in a if death < float("inf")), default=0)  # differences of coordinates cancel

    def close(x: float, y: float) -> bool:
        return x == y or abs(x - y) <= TOLERANCE * (max(abs(x), abs(y)) + scale / 10)

    return len(a) == len(b) and all(close(x, y) for column in (0, 1) for x, y in zip(sorted(bar[column] for bar in a), sorted(bar[column] for bar in b)))


def without_diagonal(triangle: bytes) -> bytes:
    """Ripser's lower triangle has none; some files do, and begin with a row of one zero."""
    rows = triangle.splitlines()
    return b"\n".join(b" ".join(row.replace(b",", b" ").split()[:-1]) for row in rows[1:]) if rows[0].strip(b" ,") == b"0" else triangle


def with_ripser(build: Path) -> tuple[list[tuple[str, str, int, bool]], str]:
    data = os.environ.get("TESSERA_DATA")
    if not data or not shutil.which("ripser"):
        return [], "\nRipser was left out: " + ("no `ripser` here (apt-get install ripser)" if data else "TESSERA_DATA is not set")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name, form, suffix, degree, threshold in RIPSER:
            source, file = Path(data) / name, Path(folder) / ("input" + suffix)
            text = gzip.decompress(source.read_bytes()) if source.suffix == ".gz" else source.read_bytes()
            file.write_bytes(without_diagonal(text) if form == "lower-distance" else text)
            theirs = [long_enough(bars) for bars in ripser_bars(file, form, degree, threshold)]
            ours = [long_enough(bars) for bars in our_bars(build / "bin/tessera", file, degree, threshold)]
            rows.append((f"Rips barcode of {source.name}, degrees 0 to {degree}", "Ripser", sum(map(len, theirs)), len(ours) == len(theirs) and all(map(agree, ours, theirs))))
            file.unlink()
    return rows, ""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--build", type=Path, default=ROOT / "build/release")
    build = options.parse_args().build.resolve()

    rows = []
    for what, witness, tests in CHECKS:
        results = [run_test(build, room, name) for room, name in tests]
        rows.append((what, witness, sum(count for count, _ in results), all(held for _, held in results)))
    ripser, note = with_ripser(build)
    rows += ripser

    print("| what | against | comparisons | agree |\n|---|---|---:|---|")
    for what, witness, count, held in rows:
        print(f"| {what} | {witness} | {count:,} | {'all' if held else '**no**'} |")
    print(f"| together | | {sum(row[2] for row in rows):,} | |{note}")

    print("\nCertificates of summands: ", end="", flush=True)
    certified = subprocess.run([build / "tests/tessera_certificates"]).returncode == 0
    sys.exit(0 if certified and all(row[3] for row in rows) else 1)


main()
