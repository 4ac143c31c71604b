"""`make bench`: every row of the table, measured beside its neighbour in pairs, written to `docs/benchmarks.md`.

Owns the order of measuring: interleaved, so that what else the machine does hits both sides alike. `--quick` takes two
short pairs; `--rows` names the rows to take.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench.report import Row, machine, page, table_of
from bench.rows import ROWS, Plan

OUT = Path("docs/benchmarks.md")


def main() -> int:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--quick", action="store_true", help="two pairs of two seconds, on smaller databases")
    parser.add_argument("--rows", nargs="*", choices=list(ROWS), default=list(ROWS))
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument(
        "--add", action="store_true", help="keep the rows of the page that are not measured now"
    )
    given = parser.parse_args()
    began = datetime.now(UTC)
    rows: list[Row] = []
    kept = table_of(given.out.read_text(encoding="utf-8")) if given.add and given.out.exists() else []
    with tempfile.TemporaryDirectory(prefix="ruggensteun-bench-") as folder:
        plan = Plan(
            folder=Path(folder),
            pairs=2 if given.quick else given.pairs,
            seconds=2.0 if given.quick else given.seconds,
            small=given.quick,
        )
        for name in given.rows:
            for row in ROWS[name](plan):
                rows.append(row)
                sys.stdout.write(row.line() + "\n")
                sys.stdout.flush()
            command = " ".join(["python -m bench", *sys.argv[1:]])
            given.out.write_text(page(rows, machine(), began, command, kept), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
