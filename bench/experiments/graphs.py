#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Graphs of the TU collection: ten times 10-fold, accuracy and balanced accuracy.

    /usr/bin/python3 bench/experiments/graphs.py --data $TESSERA_DATA [--sets MUTAG COX2] [--repeats 10]

Vertices are filtered by pairs of functions (degree, heat kernel signatures, closeness, Ricci curvature, vertex labels),
sublevel and superlevel sets, H0 and H1; one-parameter features come from each function alone, upwards and downwards. Everything is chosen
on the nine folds of training anew; boxes and scales are fitted on all graphs, without their classes.
"""

from pathlib import Path

import branches
import numpy
import shared
from shared import Pipeline
from sklearn.model_selection import StratifiedKFold

SETS = {"MUTAG": True, "COX2": True, "BZR": True, "PROTEINS": True, "IMDB-BINARY": False}  # whether vertices have labels


def experiment(catalog: set, labelled: bool) -> tuple[Pipeline, list, list]:
    pipeline, ours, plain = Pipeline("graphs", catalog, "graphs.labels"), [], []
    pipeline.data("graphs", "read.graphs", path="set")
    source = "graphs.graphs"
    functions = {
        "degree": pipeline.stage("geometry.vertex_degree", source),
        "heat 1": pipeline.stage("geometry.heat_kernel_signature", source, time=1.0),
        "heat 10": pipeline.stage("geometry.heat_kernel_signature", source, time=10.0),
        "closeness": pipeline.stage("geometry.vertex_closeness", source),
        "ricci": pipeline.stage("geometry.ollivier_ricci", source) + ".vertices",
    }
    if labelled:
        functions["label"] = "graphs.vertex_labels"
    pairs = [("degree", "heat 10"), ("heat 1", "heat 10"), ("closeness", "heat 1"), ("ricci", "heat 10")]
    pairs = [(first, second, "sublevel", "sublevel") for first, second in pairs]
    pairs += [("heat 1", "heat 10", "superlevel", "superlevel"), ("degree", "heat 10", "superlevel", "superlevel")]
    if labelled:  # 0 is the most frequent label: downwards the rare ones come first
        pairs += [("label", second, order, "sublevel") for second in ("heat 10", "closeness") for order in ("sublevel", "superlevel")]
    images = [branches.summand_images(12), *branches.other_vectors(pipeline)]
    for first, second, *directions in pairs:
        values = [functions[first], functions[second]]
        filtered = pipeline.stage("filtration.lower_star", {"from": source, "values": values}, direction=directions)
        name = " x ".join(f"{one} {order}" for one, order in zip((first, second), directions))
        ours += branches.two_parameter_candidates(pipeline, name, filtered, (0, 1), images)
    for name, function in functions.items():
        for direction in ("sublevel", "superlevel"):
            filtered = pipeline.stage("filtration.lower_star", {"from": source, "values": [function]}, direction=[direction])
            bars = pipeline.stage("persistence.barcode", filtered, max_degree=1)
            plain += branches.one_parameter_candidates(pipeline, f"{name} {direction}", bars, (0, 1))
    return pipeline, ours, plain


def one_set(chosen, catalog: set, folder: Path) -> dict:
    clock = shared.Clock()
    pipeline, ours, plain = experiment(catalog, SETS.get(folder.name, False))
    done = shared.run(chosen.tessera, pipeline, {"graphs": folder}, chosen.threads)
    ran, classes = str(clock), done.classes
    splits = [part for repeat in range(chosen.repeats)
              for part in StratifiedKFold(10, shuffle=True, random_state=repeat).split(classes, classes)]  # fmt: skip
    found = shared.over_splits(done.tables, classes, splits, shared.columns_of(ours, plain, chosen.trees), progress=folder.name,
                               chooser_settings={"finalists": 12, "score_trees": 50})  # fmt: skip
    row = {"set": folder.name, "graphs": len(classes), "largest class": float(numpy.bincount(classes).max() / len(classes)),
           "repeats": chosen.repeats, **found, "seconds_per_sample": done.seconds(), "run": ran, "whole": str(clock),
           "candidates": [len(ours), len(plain)]}  # fmt: skip
    return row


def main() -> None:
    options = shared.arguments(__doc__.splitlines()[0])
    options.add_argument("--sets", nargs="*", default=list(SETS))
    options.add_argument("--repeats", type=int, default=10)
    options.add_argument("--trees", type=int, default=100)
    chosen = shared.chosen_arguments(options)
    catalog, rows = shared.catalog_of(chosen.tessera), shared.kept_rows(chosen, "graphs")
    for name in chosen.sets:
        if name in [row["set"] for row in rows]:
            continue
        rows.append(one_set(chosen, catalog, Path(chosen.data) / "graphs" / name))
        left_out = [one for one in SETS if one not in [row["set"] for row in rows]]
        shared.publish(chosen.name or "graphs", shared.split_table("Graphs, ten folds", rows, left_out), rows)


if __name__ == "__main__":
    main()
