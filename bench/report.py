"""The table: one row per measure, a ratio or a difference with its spread, and the machine that it was measured on.

Owns how figures are written down. Must not know how they were measured.
"""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_COLUMNS = 7
_NOTE = Path(__file__).with_name("remarks.md")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One measure. `pairs` are (ours, beside) of one pair each, in `unit`; `at_most` says which way the target goes.

    `difference` compares by subtracting, else by dividing.
    """

    measure: str
    beside: str
    unit: str
    pairs: tuple[tuple[float, float], ...]
    target: float
    at_most: bool = True
    difference: bool = False

    def figures(self) -> list[float]:
        """Ours compared with the other, per pair."""
        return [a - b if self.difference else a / b for a, b in self.pairs]

    def met(self) -> bool:
        """Whether the median is on the right side of the target."""
        median = statistics.median(self.figures())
        return median <= self.target if self.at_most else median >= self.target

    def cells(self) -> list[str]:
        """The row of the table."""
        found = self.figures()
        suffix = f" {self.unit}" if self.difference else "×"
        spread = f"{_short(min(found))}–{_short(max(found))}"
        ours = _short(statistics.median(a for a, _ in self.pairs))
        other = _short(statistics.median(b for _, b in self.pairs))
        return [
            self.measure,
            self.beside,
            f"{ours} {self.unit}",
            f"{other} {self.unit}",
            f"**{_short(statistics.median(found))}{suffix}** ({spread})",
            f"{'≤' if self.at_most else '≥'} {_short(self.target)}{suffix}",
            "met" if self.met() else "**missed**",
        ]

    def line(self) -> str:
        """The row for the screen."""
        return " | ".join(self.cells())


def _key(line: str) -> str:
    return " | ".join(line.split(" | ")[:2])


def _short(value: float) -> str:
    if abs(value) >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def machine() -> str:
    """What it was measured on, and how busy that was."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        f"{model}, {os.cpu_count()} cores, Linux {platform.release().partition('-')[0]}, "
        f"Python {platform.python_version()}; load average after the last row {load}"
    )


def table_of(document: str) -> list[str]:
    """The rows of an earlier page."""
    lines = [line for line in document.splitlines() if line.startswith("| ")]
    found = []
    for line in lines:
        if line.count(" | ") == _COLUMNS - 1 and not line.startswith("| measure |"):
            found.append(line)
    return found


def page(rows: Sequence[Row], machine_line: str, at: datetime, command: str, kept: Sequence[str] = ()) -> str:
    """The document. `kept` are rows of an earlier page; those that are measured anew are left out of them."""
    table = {_key(line): line for line in (*kept, *("| " + " | ".join(row.cells()) + " |" for row in rows))}
    other = len(table) - len(rows)
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench`; do not edit by hand (remarks: `bench/remarks.md`). Every figure compares two things",
        "that were measured in turn in one run: the median of the pairs, with the smallest and the largest.",
        "",
        f"- Machine: {machine_line}",
        f"- Measured: {at:%Y-%m-%d %H:%M} UTC, {max((len(r.pairs) for r in rows), default=0)} pairs",
        f"- Command: `{command}`"
        + (f"; {other} rows are of an earlier run on the same machine" if other else ""),
        "",
        "| measure | beside | ours | the other | compared (smallest–largest) | target | |",
        "|---|---|---|---|---|---|---|",
        *table.values(),
        "",
    ]
    if _NOTE.exists():
        lines.append(_NOTE.read_text(encoding="utf-8"))
    return "\n".join(lines)
