# SPDX-License-Identifier: MIT
"""What the experiments share: pipelines with many branches, features chosen on training data, tables.

Runs under Debian's python3 with python3-numpy and python3-sklearn (/usr/bin/python3), or in the .venv-peers that
bench/peers/make_venv.sh makes, with scikit-learn added. A representation is one stage and a grid of its parameters; an
experiment lays all its filtrations and representations out in one pipeline, runs `tessera` once, and lets the training
samples choose.
"""

import argparse
import csv
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # small matrices; must be said before NumPy comes
os.environ.setdefault("OMP_NUM_THREADS", "1")
import warnings  # noqa: E402

import numpy  # noqa: E402
from sklearn.ensemble import RandomForestClassifier  # noqa: E402
from sklearn.metrics import accuracy_score, balanced_accuracy_score  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent
RESULTS = Path(__file__).resolve().parent / "results"
warnings.filterwarnings("ignore", message="Some inputs do not have OOB scores")  # such a sample counts as unknown
KERNELS, EXPONENTS = ["interleaving", "volume", "rectangle"], [0, 1, 2, math.inf]
TREES = 500  # of a forest that is reported
SCOUT_TREES = 100  # of a forest that ranks candidates


# --- Pipelines ---------------------------------------------------------------------------------------------------------


def toml(value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and math.isinf(value):
        return "inf"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value)


class Pipeline:
    """A pipeline file, written table by table."""

    def __init__(self, name: str, catalog: set[str], labels: str | None = None):
        self.labels = labels
        self.lines = ["format = 1", f"name = {toml(name)}", "seed = 1"]
        self.catalog, self.outputs, self.per_sample = catalog, [], []
        self.waiting, self.count = {}, 0

    def has(self, use: str) -> bool:
        return use in self.catalog

    def data(self, name: str, use: str, **settings) -> str:
        return self.table("data", name, use, settings)

    def stage(self, use: str, source=None, name: str | None = None, **settings) -> str:
        self.count += 1
        wired = {} if source is None else {"in": source}
        return self.table("stage", name or f"s{self.count}_{use.split('.')[1]}", use, wired | settings)

    def features(self, stage: str, key: str) -> str:
        """Has the features of `stage` written with the next table; `key` names them in Run.tables."""
        self.waiting[stage] = key
        return key

    def write_features(self) -> None:
        """One table of all features that wait, side by side: a file has room for 1,000 names, and reading one is quick."""
        if self.waiting:
            joined = self.stage("vectorization.concatenate", list(self.waiting))
            self.lines += [f"[output.{joined}]", f"from = {toml(joined)}", f"to = {toml(joined + '.npz')}"]
            if self.labels:
                self.lines += [f"labels = {toml(self.labels)}"]
            self.outputs.append((joined, self.waiting))
            self.waiting = {}

    def landscapes(self, stage: str, key: str) -> str:
        """The landscapes of a sample as one row, by a file a sample."""
        self.lines += [f"[output.{stage}]", f"from = {toml(stage)}", f"to = {toml(stage + '_{id}.npz')}"]
        self.per_sample.append((key, stage))
        return key

    def table(self, kind: str, name: str, use: str, settings: dict) -> str:
        self.lines += [f"[{kind}.{name}]", f"use = {toml(use)}"]
        self.lines += [f"{key} = {toml(value)}" for key, value in settings.items() if value is not None]
        return name


@dataclass
class Run:
    tables: dict  # key -> X, float32 [samples, features]
    ids: list
    classes: numpy.ndarray | None
    record: dict  # run.json

    def seconds(self) -> dict:
        """Processor seconds a sample by what was done; branches of one stage are averaged, not added."""
        spent, samples = defaultdict(list), max(1, len(self.ids))
        for stage in self.record["stages"]:
            spent[stage["use"]].append(stage["cpu_seconds"] / samples)
        return {use: sum(times) / len(times) for use, times in spent.items() if not use.startswith("read.")}


def catalog_of(tessera: Path) -> set[str]:
    listed = json.loads(subprocess.run([tessera, "list", "--json"], check=True, capture_output=True).stdout)
    rows = listed if isinstance(listed, list) else listed["stages"]
    return {row["name"] for row in rows}


def run(tessera: Path, pipeline: Pipeline, data: dict, threads: int = 1) -> Run:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        file = folder / "experiment.toml"
        file.write_text("\n".join(pipeline.lines) + "\n")
        if keep := os.environ.get("TESSERA_KEEP_PIPELINE"):
            Path(keep).write_text(file.read_text())
        words = [word for name, path in data.items() for word in ("--data", f"{name}={path}")]
        done = subprocess.run([tessera, "run", file, "--out", folder / "out", "--threads", str(threads), "--progress", "none",
                               *words], capture_output=True, text=True)  # fmt: skip
        if done.returncode:
            sys.exit(f"tessera ended with {done.returncode}:\n{done.stderr}")
        tables, ids, classes = {}, [], None
        for joined, keys in pipeline.outputs:
            with numpy.load(folder / "out" / f"{joined}.npz", allow_pickle=False) as archive:
                X, ids = archive["X"].astype(numpy.float32), archive["ids"].tolist()
                owners = numpy.array([column.split(".")[0] for column in archive["columns"].tolist()])
                classes = archive["y"] if "y" in archive else None
            tables |= {key: X[:, owners == stage] for stage, key in keys.items()}
        for key, stage in pipeline.per_sample:
            rows = [numpy.load(folder / "out" / f"{stage}_{one}.npz", allow_pickle=False) for one in ids]
            array = max(rows[0].files, key=lambda name: rows[0][name].size)
            tables[key] = numpy.stack([row[array].ravel() for row in rows]).astype(numpy.float32)
        return Run(tables, ids, classes, json.loads((folder / "out/run.json").read_text()))


# --- Choosing on the training samples ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Candidate:
    """Tables that stand side by side, and what they are."""

    keys: tuple
    tags: tuple  # sorted (name, value) pairs: filtration, representation, kernel, p, ...

    @property
    def name(self) -> str:
        return ", ".join(str(value) for _, value in self.tags)

    def tag(self, name: str):
        return dict(self.tags).get(name)


def candidate(keys, **tags) -> Candidate:
    return Candidate(tuple(keys), tuple(tags.items()))


def features_of(tables: dict, keys) -> numpy.ndarray:
    return numpy.concatenate([tables[key] for key in keys], axis=1)


def varying(features: numpy.ndarray, train: numpy.ndarray) -> numpy.ndarray:
    """Columns that are not the same for all training samples; never none."""
    keep = (features[train] != features[train[:1]]).any(axis=0)
    return features[:, keep] if keep.any() else features[:, :1]


def forest(trees: int, seed: int, balanced: bool = False, out_of_bag: bool = False) -> RandomForestClassifier:
    return RandomForestClassifier(trees, random_state=seed, n_jobs=1, oob_score=out_of_bag, bootstrap=True,
                                  class_weight="balanced" if balanced else None)  # fmt: skip


def out_of_bag(features: numpy.ndarray, classes: numpy.ndarray, train: numpy.ndarray, seed: int, trees: int = SCOUT_TREES,
               balanced: bool = False) -> tuple:  # fmt: skip
    """How well the trees that did not see a training sample know it: (accuracy, mean probability of its class)."""
    model = forest(trees, seed, balanced, True).fit(varying(features, train)[train], classes[train])
    votes = numpy.nan_to_num(model.oob_decision_function_, nan=1.0 / len(model.classes_))
    places = numpy.searchsorted(model.classes_, classes[train])
    truth = classes[train]
    score = balanced_accuracy_score if balanced else accuracy_score
    return float(score(truth, model.classes_[votes.argmax(axis=1)])), float(votes[numpy.arange(len(truth)), places].mean())


def neighbors_score(features: numpy.ndarray, classes: numpy.ndarray, standardized: bool, count: int = 5) -> float:
    """How many of the nearest `count` others share a sample's class, counted twice, and how often the nearest does."""
    rows = (features - features.mean(axis=0)) / numpy.where(features.std(axis=0) > 0, features.std(axis=0), 1) if standardized else features
    squares = (rows**2).sum(axis=1)
    distances = squares[:, None] + squares - 2 * rows @ rows.T
    numpy.fill_diagonal(distances, numpy.inf)
    same = classes[numpy.argsort(distances, axis=1, kind="stable")[:, :count]] == classes[:, None]
    return float(same.mean() + 0.5 * same[:, 0].mean())


class Chooser:
    """Ranks candidates by the training samples alone, each judged once: all by the nearest neighbors among at most `few`
    training samples, the best `finalists` of different kinds by a forest of all of them, out of bag."""

    def __init__(self, tables: dict, classes: numpy.ndarray, train: numpy.ndarray, seed: int = 0, balanced: bool = False,
                 few: int = 300, finalists: int = 8, score_trees: int = SCOUT_TREES):  # fmt: skip
        self.tables, self.classes, self.train, self.seed, self.balanced = tables, classes, train, seed, balanced
        self.some = numpy.sort(numpy.random.default_rng(seed).permutation(train)[:few])
        self.finalists, self.score_trees, self.rough, self.known = finalists, score_trees, {}, {}

    def rough_score(self, one: Candidate) -> float:
        if one.keys not in self.rough:
            rows = features_of(self.tables, one.keys)[self.some]
            self.rough[one.keys] = neighbors_score(rows, self.classes[self.some], str(one.tag("representation")).startswith("statistics"))
        return self.rough[one.keys]

    def score(self, keys: tuple) -> float:
        if keys not in self.known:
            X = features_of(self.tables, keys)
            accuracy, probability = out_of_bag(X, self.classes, self.train, self.seed, self.score_trees, self.balanced)
            self.known[keys] = accuracy + 0.5 * probability  # smooth where few samples make accuracy coarse
        return self.known[keys]

    def roughly(self, candidates) -> list[Candidate]:
        return sorted(candidates, key=lambda one: -self.rough_score(one))

    def kinds(self, candidates) -> list[Candidate]:
        """The best of each kind, at most `finalists`: neighbors in the grid of one filtration say the same."""
        found = {}
        for one in self.roughly(candidates):
            found.setdefault((one.tag("filtration"), one.tag("representation")), one)
        return list(found.values())[: self.finalists]

    def best(self, candidates) -> Candidate:
        return max(self.kinds(candidates) + self.roughly(candidates)[:3], key=lambda one: self.score(one.keys))

    def committee(self, candidates, size: int = 5) -> list[Candidate]:
        return sorted(self.kinds(candidates), key=lambda one: -self.score(one.keys))[:size]


def judged(tables: dict, members: list[Candidate], classes: numpy.ndarray, train: numpy.ndarray, test: numpy.ndarray, seeds,
           trees: int = TREES, balanced: bool = False) -> dict:  # fmt: skip
    """Accuracy and balanced accuracy on the test samples, a number a seed: forests of `trees` trees in all, an equal part
    on the features of each member, whose class probabilities are averaged."""
    scores = {"accuracy": [], "balanced": []}
    features = [varying(features_of(tables, one.keys), train) for one in members]
    for seed in seeds:
        models = [forest(trees // len(members), seed, balanced).fit(X[train], classes[train]) for X in features]
        votes = sum(model.predict_proba(X[test]) for model, X in zip(models, features))
        guess = models[0].classes_[votes.argmax(axis=1)]
        scores["accuracy"].append(float(accuracy_score(classes[test], guess)))
        scores["balanced"].append(float(balanced_accuracy_score(classes[test], guess)))
    return scores


@dataclass(frozen=True)
class Column:
    """A column of a table: what it may choose from, and how: the best of a rough look, the best, or a committee."""

    name: str
    candidates: tuple
    way: str
    trees: int = TREES

    def members(self, chooser: Chooser) -> list[Candidate]:
        if self.way == "rough":
            return chooser.roughly(self.candidates)[:1]
        return [chooser.best(self.candidates)] if self.way == "best" else chooser.committee(self.candidates)


SHOWN = ["ours, one", "ours, five", "one parameter, one", "one parameter, five", "ours and one parameter", "summand images, five"]


def columns_of(ours: list, plain: list, trees: int = TREES) -> list[Column]:
    """Each kernel and p alone, then the images of summands, all of ours, one parameter."""
    found = []
    for kernel in KERNELS:
        for p in EXPONENTS:
            own = tuple(one for one in ours if one.tag("kernel") == kernel and one.tag("p") == p)
            if own:
                found.append(Column(f"{kernel} p={p}", own, "rough", SCOUT_TREES))
    images = tuple(one for one in ours if one.tag("representation") == "image")
    return found + [Column(SHOWN[5], images, "committee", trees),
                    Column(SHOWN[0], tuple(ours), "best", trees), Column(SHOWN[1], tuple(ours), "committee", trees),
                    Column(SHOWN[2], tuple(plain), "best", trees), Column(SHOWN[3], tuple(plain), "committee", trees)]  # fmt: skip


def over_splits(tables: dict, classes: numpy.ndarray, splits, columns: list[Column], balanced: bool = False, progress: str = "",
                seeds: int = 1, few_splits: int = 20, chooser_settings: dict | None = None) -> dict:  # fmt: skip
    """Scores of each column over the splits; everything is chosen anew on the training samples of each. The columns of a
    rough look are judged on the first `few_splits` alone."""
    scores, picks = defaultdict(list), defaultdict(lambda: defaultdict(int))
    for number, (train, test) in enumerate(splits):
        chooser, everyone = Chooser(tables, classes, train, number, balanced, **(chooser_settings or {})), []
        own_seeds = [number * seeds + seed for seed in range(seeds)]
        for column in columns:
            if column.way == "rough" and number >= few_splits:
                continue
            members = column.members(chooser)
            everyone += members if column.name in (SHOWN[1], SHOWN[3]) else []
            for one in members:
                picks[column.name][one.name] += 1
            scores[column.name].append(judged(tables, members, classes, train, test, own_seeds, column.trees, balanced))
        scores[SHOWN[4]].append(judged(tables, everyone, classes, train, test, own_seeds, columns[-1].trees, balanced))
        if progress:
            now = {name: f"{100 * numpy.mean([part['accuracy'] for part in scores[name]]):.1f}" for name in SHOWN}
            print(f"  {progress} {number + 1}: {now}", file=sys.stderr, flush=True)
    result = {name: merged(parts) for name, parts in scores.items()}
    return {"columns": result, "chosen": {name: sorted(found.items(), key=lambda item: -item[1])[:5] for name, found in picks.items()}}


def merged(parts: list[dict]) -> dict:
    return {key: [score for part in parts for score in part[key]] for key in parts[0]}


# --- Tables ------------------------------------------------------------------------------------------------------------


def percent(scores: list[float] | None) -> str:
    if scores is None:
        return ""
    return f"{100 * numpy.mean(scores):.1f} +- {100 * numpy.std(scores):.1f}" if len(scores) > 1 else f"{100 * scores[0]:.1f}"


def markdown(header: list[str], rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def publish(name: str, text: str, rows: list[dict]) -> None:
    """results/NAME.md and results/NAME.json, whole or not at all."""
    RESULTS.mkdir(exist_ok=True)
    for suffix, content in ((".md", text), (".json", json.dumps(rows, indent=1) + "\n")):
        scratch = RESULTS / (name + suffix + ".part")
        scratch.write_text(content)
        scratch.replace(RESULTS / (name + suffix))
    print(text, flush=True)


def kept_rows(chosen, name: str) -> list[dict]:
    """With --keep, the rows of an earlier run; else none."""
    file = RESULTS / f"{chosen.name or name}.json"
    return json.loads(file.read_text()) if chosen.keep and file.exists() else []


def arguments(description: str) -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(description=description)
    options.add_argument("--tessera", type=Path, default=ROOT / "build/release/bin/tessera")
    options.add_argument("--data", type=Path, default=os.environ.get("TESSERA_DATA"), help="folder of the data sets (TESSERA_DATA)")
    options.add_argument("--seeds", type=int, default=5, help="forests a figure is averaged over")
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--name", help="name of the result files")
    options.add_argument("--keep", action="store_true", help="rows that are in the result files are not run again")
    return options


def chosen_arguments(options: argparse.ArgumentParser) -> argparse.Namespace:
    chosen = options.parse_args()
    chosen.tessera = chosen.tessera.resolve()
    if not chosen.tessera.exists():
        sys.exit(f"{chosen.tessera} is not there: build it, or name another with --tessera")
    return chosen


def split_table(title: str, rows: list[dict], left_out: list[str], more: list[str] = ()) -> str:
    """Accuracy and balanced accuracy over repeated splits, each kernel and p alone, and times."""
    text, shown_columns = f"# {title}\n", [*SHOWN, *more]
    for measure, what in (("accuracy", "Accuracy"), ("balanced", "Balanced accuracy")):
        lines = [[row["set"]] + [percent(row["columns"][name][measure]) if name in row["columns"] else "" for name in shown_columns] for row in rows]
        count = len(rows[0]["columns"][SHOWN[0]][measure])
        text += f"\n{what} in percent, mean +- deviation over {count} splits:\n\n" + markdown(["set", *shown_columns], lines)
    kinds = [name for name in rows[0]["columns"] if " p=" in name]
    few = len(rows[0]["columns"][kinds[0]]["accuracy"])
    text += f"\nEach kernel and p alone (accuracy on the first {few} splits; smaller forests), the rest chosen on the training samples:\n\n"
    text += markdown(["set", *kinds], [[row["set"]] + [percent(row["columns"][kind]["accuracy"]) for kind in kinds] for row in rows])
    text += "\nChosen most often: " + "; ".join(f"{row['set']}: {row['chosen']['ours, one'][0][0]}" for row in rows) + ".\n"
    return text + times_table(rows) + (f"\nNot run, for want of time: {', '.join(left_out)}.\n" if left_out else "")


def times_table(rows: list[dict]) -> str:
    stages = sorted({use for row in rows for use in row["seconds_per_sample"]})
    return "\nMilliseconds of processor a sample, for one branch of each stage:\n\n" + markdown(
        ["stage", *[row["set"] for row in rows]],
        [[use] + [f"{1e3 * row['seconds_per_sample'].get(use, float('nan')):.3f}" for row in rows] for use in stages])  # fmt: skip


class Clock:
    def __init__(self):
        self.start = time.perf_counter()

    def __str__(self) -> str:
        return f"{time.perf_counter() - self.start:.0f} s"


def read_csv(path: Path) -> list[dict]:
    with open(path, newline="") as file:
        return list(csv.DictReader(file))
