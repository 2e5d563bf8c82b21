#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every committed data file is the one its manifest names, and every manifest says where it comes from."""

import ast
import gzip
import hashlib
import pathlib
import re
import sys
import tomllib

REQUIRED = ("name", "title", "licence", "credit", "source", "obtained")


def shape_of(path: str, data: bytes) -> list[int]:
    """Of an array its shape, of text the rows and the numbers of cells that rows have."""
    if ".npy" in path:
        end = 10 + int.from_bytes(data[8:10], "little")
        return list(ast.literal_eval(data[10:end].decode().strip())["shape"])
    rows = [re.split(rb"[,\t]", line) for line in data.splitlines()]
    return [len(rows), *{len(row) for row in rows}]


def faults(manifest: pathlib.Path):
    fields = tomllib.loads(manifest.read_text())
    yield from (f"has no '{key}'" for key in REQUIRED if not fields.get(key))
    listed = {entry["path"] for entry in fields["file"]}
    present = {path.name for path in manifest.parent.iterdir() if not path.name.endswith((".toml", ".md", ".py"))}
    yield from (f"does not list {name}" for name in sorted(present - listed))

    for entry in fields["file"]:
        raw = (manifest.parent / entry["path"]).read_bytes()
        text = gzip.decompress(raw)
        if hashlib.sha256(raw).hexdigest() != entry["sha256"]:
            yield f"{entry['path']}: another sha256"
        if hashlib.sha256(text).hexdigest() != entry["sha256_content"]:
            yield f"{entry['path']}: another sha256_content"
        if shape_of(entry["path"], text) != entry["shape"]:
            yield f"{entry['path']}: another shape"


def main() -> None:
    manifests = sorted(pathlib.Path(sys.argv[1]).glob("*/manifest.toml"))
    found = [f"{manifest}: {fault}" for manifest in manifests for fault in faults(manifest)]
    print("\n".join(found) or f"{len(manifests)} manifests hold")
    sys.exit(bool(found) or not manifests)


main()
