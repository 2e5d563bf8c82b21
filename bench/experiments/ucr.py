#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Time series of the UCR archive: features of decompositions, one-parameter features, nearest neighbors.

    /usr/bin/python3 bench/experiments/ucr.py --data $TESSERA_DATA [--sets Coffee ECG200] [--tessera build/release/bin/tessera]

The archive's split. Every series is normalised and embedded by delays (dimension 3, lags 1 and 4); the clouds are filtered
by (alpha or Rips) x kernel density, the path of times by values x slopes and values x times. Filtration, kernel, p and
bandwidth are chosen on the training series alone, by forests judged out of bag; box and scales are fitted on them too.
One-parameter features are chosen and classified in the same way.
"""

import gzip
from pathlib import Path

import branches
import nearest_series
import numpy
import shared
from shared import Pipeline, percent

LAGS, DENSITY_BANDWIDTHS = (1, 4), ("5 %diameter", "20 %diameter")
# Accuracies of earlier vectors of two-parameter modules, recalled, not recomputed: kernel / landscape / image.
RECALLED = {"DistalPhalanxOutlineAgeGroup": "67.6 / 70.5 / 71.9", "DistalPhalanxOutlineCorrect": "74.6 / 69.6 / 71.7",
            "ProximalPhalanxOutlineAgeGroup": "78.0 / 78.5 / 81.0", "ItalyPowerDemand": "80.7 / 78.6 / 71.9",
            "GunPoint": "88.7 / 94.0 / 90.7", "GunPointAgeSpan": "93.0 / 85.1 / 90.5"}  # fmt: skip


def part(prefix: Path, name: str) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Normalised series and their classes."""
    plain, packed = Path(f"{prefix}_{name}.tsv"), Path(f"{prefix}_{name}.tsv.gz")
    text = gzip.decompress(packed.read_bytes()) if packed.exists() else plain.read_bytes()
    table = numpy.loadtxt(text.decode().splitlines(), delimiter="\t", ndmin=2)
    return nearest_series.normalized(table[:, 1:]), table[:, 0]


def experiment(catalog: set) -> tuple[Pipeline, list, list]:
    """The pipeline, candidates of ours, candidates of one parameter."""
    pipeline = Pipeline("ucr", catalog)
    pipeline.data("archive", "read.ucr", path="set")
    split, ours, plain = "archive.split", [], []
    images = [branches.summand_images(20, ["5 %range"]), *branches.other_vectors(pipeline)]

    series = pipeline.stage("geometry.standardized_series", "archive.series")
    for lag in LAGS:
        cloud = pipeline.stage("geometry.delay_embedding", series, dimension=3, lag=lag)
        for kind, barcode in (("alpha", "persistence.alpha_barcode"), ("rips", "persistence.rips_barcode")):
            bars = pipeline.stage(barcode, cloud, max_degree=1)
            plain += branches.one_parameter_candidates(pipeline, f"{kind} lag {lag}", bars, (0, 1), split)
            for bandwidth in DENSITY_BANDWIDTHS:
                density = pipeline.stage("geometry.kernel_density", cloud, bandwidth=bandwidth)
                filtered = pipeline.stage(f"filtration.function_{kind}", {"points": cloud, "values": density}, direction="superlevel")
                ours += branches.two_parameter_candidates(pipeline, f"{kind} lag {lag} density {bandwidth}", filtered, (0, 1), images, split)

    path = pipeline.stage("geometry.series_graph", series)
    values = {name: pipeline.stage("geometry.series_function", series, statistic=name) for name in ("value", "slope", "time")}
    for first, second, order in (("value", "slope", "sublevel"), ("value", "time", "sublevel"), ("value", "time", "superlevel"),
                                 ("slope", "time", "superlevel")):  # fmt: skip
        directions = [order, "sublevel"]
        filtered = pipeline.stage("filtration.lower_star", {"from": path, "values": [values[first], values[second]]}, direction=directions)
        ours += branches.two_parameter_candidates(pipeline, f"{first} {order} x {second}", filtered, (0,), images, split)
    for first, order in (("value", "sublevel"), ("value", "superlevel"), ("slope", "sublevel"), ("slope", "superlevel")):
        filtered = pipeline.stage("filtration.lower_star", {"from": path, "values": [values[first]]}, direction=[order])
        bars = pipeline.stage("persistence.barcode", filtered, max_degree=0)
        plain += branches.one_parameter_candidates(pipeline, f"{first} {order}", bars, (0,), split)
    return pipeline, ours, plain


def nearest(prefix: Path) -> dict:
    (train, known), (test, truth) = part(prefix, "TRAIN"), part(prefix, "TEST")
    length = train.shape[1]
    windows = {"1-NN Euclid": None, "1-NN DTW 10 %": max(1, length // 10), "1-NN DTW": length}
    return {name: [float((nearest_series.nearest_class(train, known, test, window) == truth).mean())] for name, window in windows.items()}


def one_set(chosen, catalog: set, prefix: Path) -> dict:
    clock = shared.Clock()
    pipeline, ours, plain = experiment(catalog)
    done = shared.run(chosen.tessera, pipeline, {"archive": prefix}, chosen.threads)
    ran = str(clock)
    test = numpy.array([name.startswith("test/") for name in done.ids])
    classes = numpy.concatenate([part(prefix, "TRAIN")[1], part(prefix, "TEST")[1]])
    train, test = numpy.flatnonzero(~test), numpy.flatnonzero(test)
    found = shared.over_splits(done.tables, classes, [(train, test)], shared.columns_of(ours, plain), seeds=chosen.seeds,
                               chooser_settings={"finalists": 12})  # fmt: skip
    row = {"set": prefix.name, "train": len(train), "test": len(test), "classes": len(set(classes)), **found}
    row["columns"] |= {name: {"accuracy": scores} for name, scores in nearest(prefix).items()}
    row |= {"seconds_per_sample": done.seconds(), "run": ran, "whole": str(clock), "candidates": [len(ours), len(plain)]}
    print(prefix.name, row["whole"], {name: percent(scores["accuracy"]) for name, scores in row["columns"].items()}, flush=True)
    return row


SHOWN = [*shared.SHOWN, "1-NN Euclid", "1-NN DTW 10 %", "1-NN DTW"]


def table(rows: list[dict], left_out: list[str], published: dict) -> str:
    lines = [[row["set"], str(row["train"]), str(row["test"])] + [percent(row["columns"][name]["accuracy"]) for name in SHOWN]
             + [published.get(row["set"], ""), RECALLED.get(row["set"], "")] for row in rows]  # fmt: skip
    mean = ["mean", "", ""] + [f"{100 * numpy.mean([numpy.mean(row['columns'][name]['accuracy']) for row in rows]):.1f}" for name in SHOWN] + ["", ""]
    text = "# UCR: accuracy in percent, mean +- deviation over forests\n\n" + shared.markdown(
        ["set", "train", "test", *SHOWN, "published 1-NN: ED / DTW learned / DTW full", "recalled: MP-K / MP-L / MP-I"], lines + [mean])
    kinds = [f"{kernel} p={p}" for kernel in shared.KERNELS for p in shared.EXPONENTS]
    text += "\nEach kernel and p alone (smaller forests), everything else chosen on the training series:\n\n" + shared.markdown(
        ["set", *kinds], [[row["set"]] + [percent(row["columns"][kind]["accuracy"]) for kind in kinds] for row in rows]
        + [["mean"] + [f"{100 * numpy.mean([numpy.mean(row['columns'][kind]['accuracy']) for row in rows]):.1f}" for kind in kinds]])  # fmt: skip
    text += "\nChosen by `ours, one`: " + "; ".join(f"{row['set']}: {row['chosen']['ours, one'][0][0]}" for row in rows) + ".\n"
    return text + shared.times_table(rows) + (f"\nNot run, for want of time: {', '.join(left_out)}.\n" if left_out else "")


def main() -> None:
    options = shared.arguments(__doc__.splitlines()[0])
    options.add_argument("--sets", nargs="*", help="names; without, every set of the folder")
    chosen = shared.chosen_arguments(options)
    folder = Path(chosen.data) / "ucr"
    there = sorted(file.name.removesuffix("_TRAIN.tsv.gz").removesuffix("_TRAIN.tsv") for file in folder.glob("*_TRAIN.tsv*"))
    wanted, catalog, rows = chosen.sets or there, shared.catalog_of(chosen.tessera), shared.kept_rows(chosen, "ucr")
    published = {}
    if (folder / "UCR_TABLE.csv").exists():
        for row in shared.read_csv(folder / "UCR_TABLE.csv"):
            figures = [row[key] for key in ("ed_acc_ucr", "dtw_learned_acc", "dtw_full_acc")]
            published[row["name"]] = " / ".join("-" if figure in ("", "None") else figure for figure in figures)
    for name in wanted:
        if name in [row["set"] for row in rows]:
            continue
        rows.append(one_set(chosen, catalog, folder / name))
        shared.publish(chosen.name or "ucr", table(rows, [one for one in there if one not in [row["set"] for row in rows]], published), rows)


if __name__ == "__main__":
    main()
