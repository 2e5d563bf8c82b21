#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares the vectors of barcodes with GUDHI's representations, on 50 random clouds, and prints a table.

    bench/peers/make_venv.sh
    .venv-peers/bin/python bench/peers/vectors.py build/release/bin/tessera [--clouds 50] [--degree 1]

Tessera runs as a program on a pipeline: barcodes and features are what it wrote. The peer gets the same bars, those
without end cut where the fitted range ends, and the same grid. "largest" is the largest |value| of ours, "difference"
the largest difference to the peer's values after the factor of the remark.
"""

import argparse
import json
import subprocess
import tempfile
from pathlib import Path

import numpy
from gudhi import representations as peer
from sklearn.cluster import KMeans

PIPELINE = """format = 1
name = "vectors"
seed = 1
[data.clouds]
use = "read.points"
path = "clouds.npz"
array = "points"
offsets = "offsets"
[stage.barcode]
use = "persistence.rips_barcode"
in = "clouds"
max_diameter = 1.2
[output.bars]
from = "barcode"
to = "bars.json"
"""
STAGES = {
    "landscape": ("landscape_1d", {"count": 5, "resolution": 60}),
    "silhouette1": ("silhouette", {"power": 1, "resolution": 60}),
    "silhouette2": ("silhouette", {"power": 2, "resolution": 60}),
    "betti_point": ("betti_curve", {"value": "point", "resolution": 60}),
    "betti_mean": ("betti_curve", {"value": "mean", "resolution": 60}),
    "entropy": ("entropy", {"kind": "number"}),
    "entropy_point": ("entropy", {"kind": "curve", "value": "point", "resolution": 60}),
    "image_centre": ("persistence_image", {"value": "centre", "resolution": [20, 30]}),
    "image_integral": ("persistence_image", {"value": "integral", "resolution": [20, 30]}),
    "atol_gaussian": ("atol", {"centres": 6, "contrast": "gaussian"}),
    "atol_laplacian": ("atol", {"centres": 6, "contrast": "laplacian"}),
    "statistics": ("persistence_statistics", {}),
}


def random_clouds(count: int) -> list[numpy.ndarray]:
    """Circles, squares and heaps of 5 to 80 points."""
    random = numpy.random.default_rng(6)
    clouds = []
    for k in range(count):
        size = random.integers(5, 80)
        angle = random.uniform(0, 2 * numpy.pi, size)
        clouds.append([numpy.c_[numpy.cos(angle), numpy.sin(angle)] + 0.1 * random.normal(size=(size, 2)),
                       2 * random.uniform(size=(size, 2)), 0.7 * random.normal(size=(size, 2))][k % 3])
    return clouds


def pipeline(degree: int) -> str:
    text = PIPELINE
    for name, (stage, options) in STAGES.items():
        settings = "".join(f"{key} = {json.dumps(value)}\n" for key, value in options.items())
        text += f'[stage.{name}]\nuse = "vectorization.{stage}"\nin = "barcode"\ndegree = {degree}\n{settings}'
        text += f'[output.{name}]\nfrom = "{name}"\nto = "{name}.npz"\n'
    return text


class Ours:
    """What one run wrote: bars of the degree, cut, features by stage, and what was fitted."""

    def __init__(self, folder: Path, degree: int):
        stages = json.loads((folder / "run.json").read_text())["stages"]
        self.fit = {stage["name"]: stage["fit"] for stage in stages if "fit" in stage}
        self.features = {name: numpy.load(folder / f"{name}.npz") for name in STAGES}
        self.range = [self.fit["landscape"][end][0] for end in ("low", "high")]
        self.bars = []
        for sample in json.loads((folder / "bars.json").read_text())["samples"]:
            bars = [(bar["birth"], min(float(bar["death"]), self.range[1]) if bar["death"] == "inf" else bar["death"])
                    for bar in sample["bars"] if bar["degree"] == degree]
            self.bars.append(numpy.array([bar for bar in bars if bar[0] < bar[1]]).reshape(-1, 2))

    def values(self, name: str) -> numpy.ndarray:
        return self.features[name]["X"]

    def grid(self, name: str, axis: int = 0) -> numpy.ndarray:
        return self.features[name][f"grid_{axis}"]


def on_grid(kind, grid, **options):
    """A peer's vectorizer on exactly these values (it takes the ends and makes the values between)."""
    return kind(resolution=len(grid), sample_range=[grid[0], grid[-1]], **options)


def cell_means(bars: numpy.ndarray, grid: numpy.ndarray) -> numpy.ndarray:
    """The peer's exact Betti curve, integrated over the cells around the values of the grid."""
    step = grid[1] - grid[0]
    edges = numpy.append(grid - step / 2, grid[-1] + step / 2)
    curve = peer.BettiCurve(resolution=None)
    counts = curve.fit_transform([bars])[0][1:]  # the first is at -infinity
    times = numpy.clip(curve.grid_[1:], edges[0], edges[-1])
    integral = numpy.append(0, numpy.cumsum(counts[:-1] * numpy.diff(times)))
    return numpy.diff(numpy.interp(edges, times, integral)) / step


def statistics(bars: numpy.ndarray) -> numpy.ndarray:
    columns = []
    for values in (bars[:, 0], bars[:, 1], bars.mean(axis=1), bars[:, 1] - bars[:, 0]):
        p10, p25, median, p75, p90 = numpy.percentile(values, [10, 25, 50, 75, 90])
        columns += [values.mean(), values.std(), median, p75 - p25, numpy.ptp(values), p10, p25, p75, p90]
    return numpy.array([*columns, len(bars), peer.Entropy(mode="scalar")(bars)[0]])


def peer_image(ours: Ours, name: str, bars: list[numpy.ndarray]) -> numpy.ndarray:
    births, lengths = ours.grid(name, 0), ours.grid(name, 1)
    longest = ours.fit[name]["lengths"][1]
    image = peer.PersistenceImage(bandwidth=0.05 * longest, weight=lambda bar: min(1, bar[1] / longest),
                                  resolution=[len(births), len(lengths)],
                                  im_range=[births[0], births[-1], lengths[0], lengths[-1]])
    theirs = image.fit_transform(bars).reshape(len(bars), len(lengths), len(births))
    return theirs.transpose(0, 2, 1).reshape(len(bars), -1)


def peer_atol(ours: Ours, name: str, contrast: str, bars: list[numpy.ndarray]) -> numpy.ndarray:
    fit = ours.fit[name]
    atol = peer.Atol(quantiser=KMeans(n_clusters=len(fit["births"]), n_init=1, random_state=0), contrast=contrast)
    atol.fit(bars)
    atol.centers, atol.inertias = numpy.c_[fit["births"], fit["deaths"]], numpy.array(fit["scales"])
    return atol.transform(bars)


def comparisons(ours: Ours):
    """(vectorizer, our values, the peer's, remark), samples without bars left out."""
    some = [k for k, bars in enumerate(ours.bars) if len(bars)]
    bars = [ours.bars[k] for k in some]
    mine = {name: ours.values(name)[some] for name in STAGES}
    times = ours.grid("silhouette1")
    each = lambda vectorizer: numpy.array([vectorizer(one) for one in bars])

    yield ("landscape_1d", mine["landscape"],
           on_grid(peer.Landscape, ours.grid("landscape", 1), num_landscapes=5).fit_transform(bars) / numpy.sqrt(2),
           "theirs / sqrt(2): they rotate the diagram")
    for power in (1, 2):
        silhouette = on_grid(peer.Silhouette, times, weight=lambda bar: (bar[1] - bar[0]) ** power)
        yield (f"silhouette, power {power}", mine[f"silhouette{power}"], silhouette.fit_transform(bars) / numpy.sqrt(2),
               "theirs / sqrt(2)")
    yield ("betti_curve, point", mine["betti_point"], peer.BettiCurve(predefined_grid=times).fit_transform(bars), "")
    yield ("betti_curve, mean", mine["betti_mean"], each(lambda one: cell_means(one, times)),
           "their exact curve, integrated here: they offer no means")
    yield ("entropy, number", mine["entropy"], peer.Entropy(mode="scalar").fit_transform(bars), "")
    numpy.seterr(invalid="ignore")
    for normalized, remark in ((False, "normalized=False"), (True, "normalized=True: divided by the sum over the grid, NaN where that is 0")):
        yield ("entropy, curve, point", mine["entropy_point"],
               on_grid(peer.Entropy, times, mode="vector", normalized=normalized).fit_transform(bars), remark)
    yield ("persistence_image, centre", mine["image_centre"], peer_image(ours, "image_centre", bars),
           "their pixels are transposed, and their range ends at centres")
    births, lengths = ours.grid("image_integral", 0), ours.grid("image_integral", 1)
    area = (births[1] - births[0]) * (lengths[1] - lengths[0])
    yield ("persistence_image, integral", mine["image_integral"], area * peer_image(ours, "image_integral", bars),
           "theirs x area of a pixel: values for integrals, apart by (pixel / sigma)^2")
    for contrast in ("gaussian", "laplacian"):
        yield (f"atol, {contrast}", mine[f"atol_{contrast}"], peer_atol(ours, f"atol_{contrast}", contrast, bars),
               "with our centres: k-means finds its own")
    yield ("persistence_statistics", mine["statistics"], each(statistics), "no such class: numpy, and their entropy")


def empty_remark() -> str:
    """What the peer makes of a diagram without bars; ours are zeros."""
    said = []
    for name, vectorizer in (("Silhouette", peer.Silhouette(resolution=3, sample_range=[0, 1])),
                             ("Entropy", peer.Entropy(mode="vector", resolution=3, sample_range=[0, 1])),
                             ("Landscape", peer.Landscape(resolution=3, sample_range=[0, 1]))):
        with numpy.errstate(all="ignore"):
            values = numpy.asarray(vectorizer.fit_transform([numpy.empty((0, 2))]), dtype=float)
        said.append(f"{name} {'NaN' if numpy.isnan(values).any() else 'zeros'}")
    return ", ".join(said)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("tessera", type=Path)
    options.add_argument("--clouds", type=int, default=50)
    options.add_argument("--degree", type=int, default=1)
    chosen = options.parse_args()

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        clouds = random_clouds(chosen.clouds)
        numpy.savez(folder / "clouds.npz", points=numpy.concatenate(clouds),
                    offsets=numpy.cumsum([0] + [len(cloud) for cloud in clouds]))
        (folder / "vectors.toml").write_text(pipeline(chosen.degree))
        subprocess.run([chosen.tessera.resolve(), "run", "vectors.toml", "--out", "out", "--progress", "none"], cwd=folder,
                       check=True, stdout=subprocess.DEVNULL)
        ours = Ours(folder / "out", chosen.degree)

    empty = sum(len(bars) == 0 for bars in ours.bars)
    print(f"{len(ours.bars)} clouds, degree {chosen.degree}: {sum(map(len, ours.bars))} bars, {empty} clouds without any")
    print(f"{'vectorizer':<28} {'largest':>9} {'difference':>11}   remark")
    for name, mine, theirs, remark in comparisons(ours):
        print(f"{name:<28} {numpy.abs(mine).max():>9.3g} {numpy.nanmax(numpy.abs(mine - theirs)):>11.2g}   {remark}")
    print(f"without bars ours are zeros; theirs: {empty_remark()}")
    print("left to fit by themselves: theirs lie at n values evenly between the least birth and the largest death, ours at\n"
          "the centres of n cells of that range; their images begin at the shortest bar, ours at length 0; bars without end\n"
          "are cut here, theirs need finite bars")


main()
