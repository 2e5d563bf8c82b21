#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Opens one result of Tessera in NumPy, pandas, scikit-learn, PyTorch and safetensors, and says what each saw.

    /usr/bin/python3 bench/exports/open_everywhere.py [--tessera build/release/bin/tessera]

Runs pipelines/ucr.toml on the small set of the project and writes its features in five forms. Debian has the tools as
python3-numpy, python3-pandas, python3-sklearn and python3-torch; safetensors and pyarrow come from PyPI. What is not
installed is skipped, by name. Ends with 1 when two tools saw different numbers.
"""

import argparse
import importlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
OUTPUTS = "".join(
    f'\n[output.{form}]\nfrom = "features"\n' + 'labels = "archive.labels"\nsplit = "archive.split"\n' * with_labels
    + f'to = "features.{form}"\n' + ('labels = "archive.labels"\n' if form == "svmlight" else "")
    for form, with_labels in (("npy", 0), ("csv", 1), ("svmlight", 0), ("safetensors", 1)))  # fmt: skip


def make(tessera: Path, folder: Path) -> Path:
    (folder / "everywhere.toml").write_text((ROOT / "pipelines/ucr.toml").read_text() + OUTPUTS)
    subprocess.run([tessera, "run", folder / "everywhere.toml", "--data", f"archive={ROOT / 'datasets/ucr_small/SmallTones'}",
                    "--out", folder / "out", "--progress", "none"], check=True, stdout=subprocess.DEVNULL)  # fmt: skip
    return folder / "out"


def numpy_arrays(out: Path):
    import numpy

    with numpy.load(out / "features.npz", allow_pickle=False) as file:
        X, y = file["X"], file["y"]
        print(f"  features.npz: X {X.shape} {X.dtype}, y {y[:4].tolist()}..., classes {file['classes'].tolist()}")
        print(f"  {int((file['split'] == 1).sum())} test rows; columns {file['columns'][0]} ... {file['columns'][-1]}")
        print(f"  stability {float(file['stability']):g}; provenance {str(file['provenance'])[:12]}...")
    mapped = numpy.load(out / "features.npy", mmap_mode="r")
    print(f"  features.npy, mapped: {mapped.shape} {mapped.dtype}")
    return [X, mapped]


def pandas_frames(out: Path):
    import numpy
    import pandas

    table = pandas.read_csv(out / "features.csv", index_col="id", float_precision="round_trip")
    print(f"  features.csv: {table.shape}, {dict(table.groupby(['split', 'label']).size())}")
    file = numpy.load(out / "features.npz")
    frame = pandas.DataFrame(file["X"], index=file["ids"], columns=file["columns"])  # the .npz in a line
    print(f"  features.npz as a DataFrame: {frame.shape}, first row {frame.index[0]}")
    return [table.drop(columns=["label", "split"]).to_numpy(), frame.to_numpy()]


def pyarrow_parquet(out: Path):
    import numpy
    import pandas

    file = numpy.load(out / "features.npz")
    pandas.DataFrame(file["X"], index=file["ids"], columns=file["columns"]).to_parquet(out / "features.parquet")
    back = pandas.read_parquet(out / "features.parquet")
    print(f"  features.parquet, through pandas: {back.shape}")
    return [back.to_numpy()]


def sklearn_forest(out: Path):
    import numpy
    from sklearn.datasets import load_svmlight_file
    from sklearn.ensemble import RandomForestClassifier

    file = numpy.load(out / "features.npz")
    train = file["split"] == 0
    forest = RandomForestClassifier(500, random_state=0).fit(file["X"][train], file["y"][train])
    print(f"  a forest trained on features.npz: {forest.score(file['X'][~train], file['y'][~train]):.3f} of the test rows right")
    sparse, classes = load_svmlight_file(str(out / "features.svmlight"), n_features=file["X"].shape[1])
    print(f"  features.svmlight: {sparse.shape}, {sparse.nnz} numbers, the same classes: {(classes == file['y']).all()}")
    return [sparse.toarray()]


def torch_tensors(out: Path):
    import numpy
    import torch

    file = numpy.load(out / "features.npz")
    X, y = torch.from_numpy(file["X"]), torch.from_numpy(file["y"])
    layer = torch.nn.Linear(X.shape[1], len(file["classes"])).double()
    loss = torch.nn.functional.cross_entropy(layer(X), y)
    loss.backward()
    print(f"  torch.from_numpy: X {tuple(X.shape)} {X.dtype}; loss of a linear layer {loss.item():.3f}, gradient {tuple(layer.weight.grad.shape)}")
    return [X.numpy()]


def safetensors_file(out: Path):
    from safetensors import safe_open

    try:
        import torch  # noqa: F401

        framework = "pt"
    except ImportError:
        framework = "np"
    with safe_open(out / "features.safetensors", framework) as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}
        notes = file.metadata()
    shapes = ", ".join(f"{name} {tuple(one.shape)}" for name, one in sorted(tensors.items()))
    print(f"  features.safetensors as {'PyTorch' if framework == 'pt' else 'NumPy'} tensors: {shapes}")
    print(f"  metadata: {len(json.loads(notes['columns']))} columns, classes {json.loads(notes['classes'])}, theorem: {notes['theorem'][:60]}...")
    return [tensors["X"].numpy() if framework == "pt" else tensors["X"]]


TOOLS = [("numpy", numpy_arrays, ["numpy"]), ("pandas", pandas_frames, ["pandas"]), ("scikit-learn", sklearn_forest, ["sklearn"]),
         ("PyTorch", torch_tensors, ["torch"]), ("safetensors", safetensors_file, ["safetensors"]),
         ("Parquet", pyarrow_parquet, ["pandas", "pyarrow"])]  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--tessera", type=Path, default=ROOT / "build/release/bin/tessera")
    chosen = options.parse_args()
    seen = {}
    with tempfile.TemporaryDirectory() as scratch:
        out = make(chosen.tessera.resolve(), Path(scratch))
        for tool, open_with, needed in TOOLS:
            missing = []
            for module in needed:
                try:
                    importlib.import_module(module)
                except ImportError:
                    missing.append(module)
            if missing:
                print(f"{tool}: skipped, {' and '.join(missing)} not installed")
                continue
            print(f"{tool} {importlib.import_module(needed[-1]).__version__}")
            seen[tool] = open_with(out)
        arrays = [array for found in seen.values() for array in found]
        same = all((array == arrays[0]).all() for array in arrays)
    print(f"{len(arrays)} tables from {len(seen)} tools: {'the same numbers, bit by bit' if same else 'DIFFERENT numbers'}")
    sys.exit(not same)


main()
