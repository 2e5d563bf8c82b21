# SPDX-License-Identifier: MIT
"""Representations, and the branches of a pipeline that make them: of each one candidate a choice of its parameters."""

import itertools
import math
from dataclasses import dataclass, field

from shared import EXPONENTS, KERNELS, Pipeline, candidate


@dataclass(frozen=True)
class Representation:
    """One stage on summands, a presentation or a barcode, and the values its parameters may take."""

    name: str
    use: str
    of: str  # "summands", "module" or "barcode"
    grid: dict = field(default_factory=dict)  # parameter -> values tried
    fixed: dict = field(default_factory=dict)

    def choices(self):
        for values in itertools.product(*self.grid.values()):
            yield dict(zip(self.grid, values))


def summand_images(resolution: int = 20, bandwidths=("3 %range", "10 %range"), kernels=KERNELS, exponents=EXPONENTS):
    grid = {"kernel": kernels, "p": exponents, "bandwidth": bandwidths}
    return Representation("image", "vectorization.summand_image", "summands", grid, {"resolution": [resolution] * 2})


def other_vectors(pipeline: Pipeline) -> list[Representation]:
    """Two-parameter vectors that are not images of summands, as far as this build has them."""
    square = {"resolution": [20, 20]}
    all_ = [
        Representation("smooth image", "vectorization.summand_gaussian", "summands", {"p": [0, 1], "bandwidth": ["5 %range"]}, square),
        Representation("landscape", "vectorization.summand_landscape", "summands", {}, square),
        Representation("signed measure", "vectorization.signed_measure_image", "measure", {"bandwidth": ["2 %range", "5 %range"]}, square),
        Representation("Hilbert function", "vectorization.surface_samples", "dimensions"),
    ]
    return [one for one in all_ if pipeline.has(one.use)]


def one_parameter_vectors(pipeline: Pipeline) -> list[Representation]:
    """Those of the catalog; each with its own defaults for what is not named."""
    all_ = [
        Representation("image", "vectorization.persistence_image", "barcode", {"bandwidth": ["3 %range", "10 %range"]}),
        Representation("landscape", "vectorization.landscape_1d", "barcode"),
        Representation("silhouette", "vectorization.silhouette", "barcode"),
        Representation("betti curve", "vectorization.betti_curve", "barcode"),
        Representation("statistics", "vectorization.persistence_statistics", "barcode"),
    ]
    return [one for one in all_ if pipeline.has(one.use)]


def shown(choice: dict) -> str:
    return " ".join(f"{key}={'inf' if value == math.inf else value}" for key, value in choice.items())


def decomposed(pipeline: Pipeline, bifiltration: str, degrees, split: str | None, wanted) -> dict:
    """Stages after a bifiltration: for each degree its module, and of what else is wanted its summands, its Hilbert measure, and its
    dimensions at quantiles of the grades, which follow the data where they crowd."""
    makers = {
        "summands": lambda module: pipeline.stage("decomposition.summands", module, split=split),
        "measure": lambda module: pipeline.stage("persistence.signed_barcode", module, split=split),
        "dimensions": lambda module: pipeline.stage("persistence.hilbert_function", module, grid="quantile", resolution=[20], split=split),
    }  # fmt: skip
    stages = {}
    for degree in degrees:
        module = pipeline.stage("persistence.minimal_presentation", bifiltration, degree=degree)
        stages[degree] = {"module": module} | {kind: make(module) for kind, make in makers.items() if kind in wanted}
    return stages


def two_parameter_candidates(pipeline: Pipeline, filtration: str, bifiltration: str, degrees, representations, split=None):
    """One candidate a representation and choice of its parameters, all degrees side by side."""
    stages, found = decomposed(pipeline, bifiltration, degrees, split, {one.of for one in representations}), []
    for one in representations:
        for choice in one.choices():
            keys = []
            for degree in degrees:
                fitted = {} if one.of == "dimensions" else {"split": split}
                stage = pipeline.stage(one.use, stages[degree][one.of], **fitted, **one.fixed, **choice)
                keys.append(pipeline.features(stage, f"{filtration}/H{degree}/{one.name}/{shown(choice)}"))
            found.append(candidate(keys, filtration=filtration, representation=one.name, **choice))
    pipeline.write_features()
    return found


def one_parameter_candidates(pipeline: Pipeline, filtration: str, barcode: str, degrees, split=None):
    found = []
    for one in one_parameter_vectors(pipeline):
        for choice in one.choices():
            keys = []
            for degree in degrees:
                stage = pipeline.stage(one.use, barcode, split=split, degree=degree, **one.fixed, **choice)
                keys.append(pipeline.features(stage, f"{filtration}/H{degree}/1d {one.name}/{shown(choice)}"))
            found.append(candidate(keys, filtration=filtration, representation=one.name, **choice))
    pipeline.write_features()
    return found
