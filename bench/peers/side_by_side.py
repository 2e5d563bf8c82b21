#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs multipers on the points that a Tessera benchmark used, on this machine, one after the other, and prints ratios.

    build/release/bench/points_to_image --points build/annulus > build/annulus.json
    bench/peers/make_venv.sh
    bench/peers/side_by_side.py build/annulus.json [--python .venv-peers/bin/python] [--limit 240]

Where the peer does not run here, the row says so and shows the figure recorded on another machine, marked with *.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
# multipers (July 2026), one thread, its decomposition alone, on the 2-core EPYC these targets were set on: seconds.
RECORDED = {200: "3.03", 500: "35.6", 100: ">240"}


def peer_run(python: str, row: dict, limit: float) -> dict | str:
    """What time_multipers.py reports, or why there is no figure."""
    command = [python, HERE / "time_multipers.py", row["points"], str(row["max_diameter"])]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit)
    except FileNotFoundError:
        return "not installed"
    except subprocess.TimeoutExpired:
        return f">{limit:g}"
    if done.returncode != 0:
        return "not installable" if "ModuleNotFoundError" in done.stderr else f"failed ({done.returncode})"
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("results", type=Path, help="JSON lines printed by a benchmark")
    options.add_argument("--python", default=".venv-peers/bin/python", help="interpreter that has the peer")
    options.add_argument("--limit", type=float, default=240, help="seconds for one run of the peer")
    chosen = options.parse_args()
    rows = [json.loads(line) for line in chosen.results.read_text().splitlines() if line.startswith("{")]
    if not rows:
        sys.exit(f"{chosen.results} holds no JSON line")

    print(f"{'n':>5} {'simplices':>10} {'tessera s':>10} {'MB':>6}   {'peer':<18} {'simplices':>10} {'decomposition s':>16} "
          f"{'total s':>9} {'MB':>6} {'ratio':>8}")
    for row in rows:
        ours = f"{row['points_n']:>5} {row['simplices']:>10} {row['wall_s']:>10.4f} {row['peak_mb']:>6.0f}"
        peer = peer_run(chosen.python, row, chosen.limit)
        if isinstance(peer, dict):
            print(f"{ours}   {peer['peer']:<18} {peer['simplices']:>10} {peer['decomposition_s']:>16.3f} "
                  f"{peer['total_s']:>9.3f} {peer['peak_mb']:>6.0f} {peer['total_s'] / row['wall_s']:>8.1f}")
        elif peer.startswith(">"):
            print(f"{ours}   {'multipers':<18} {'':>10} {peer:>16} {'':>9} {'':>6} {'>' + format(chosen.limit / row['wall_s'], '.0f'):>8}")
        else:
            recorded = RECORDED.get(row["points_n"], "none")
            print(f"{ours}   multipers: {peer}; recorded* {recorded} s")


main()
