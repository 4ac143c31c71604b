"""What a harness found: how often it tried, what must not have happened, and further figures.

Owns the one form in which every harness answers, and the table. Must not know any harness.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(kw_only=True)
class Outcome:
    """The figures of one harness. `wrong` counts what must be zero, `facts` what is only good to know.

    `asked` is the count that was meant, `done` how many were really carried out, in `unit`.
    """

    name: str
    fault: str
    unit: str
    asked: int
    done: int = 0
    seconds: float = 0.0
    wrong: Counter[str] = field(default_factory=Counter)
    facts: dict[str, str | int | float] = field(default_factory=dict)
    skipped: str = ""
    notes: list[str] = field(default_factory=list)

    def promise(self, *what: str) -> None:
        """These must not happen; they are in the table with 0 when they did not."""
        for one in what:
            self.wrong.setdefault(one, 0)

    @property
    def holds(self) -> bool:
        """Whether everything that was promised held, over at least one try."""
        return not self.skipped and self.done > 0 and not any(self.wrong.values())

    @property
    def verdict(self) -> str:
        """One word for the table."""
        return "skipped" if self.skipped else "holds" if self.holds else "FAILED"

    def explain(self) -> str:
        """Everything on a few lines, for a failing test."""
        wrong = ", ".join(f"{what}: {number}" for what, number in sorted(self.wrong.items()))
        facts = ", ".join(f"{what}: {_shown(value)}" for what, value in self.facts.items())
        lines = [f"{self.name}: {self.verdict}, {self.done} of {self.asked} {self.unit}", wrong, facts]
        return "\n".join([*lines, self.skipped, *self.notes[:20]]).strip()


def table(outcomes: list[Outcome]) -> str:
    """The outcomes as one Markdown table."""
    lines = [
        "| fault | done | what must be 0 | further figures | seconds | verdict |",
        "|---|---|---|---|---|---|",
    ]
    for one in outcomes:
        wrong = ", ".join(f"{what} {number}" for what, number in one.wrong.items()) or one.skipped
        facts = ", ".join(f"{what} {_shown(value)}" for what, value in one.facts.items())
        done = f"{one.done:,} {one.unit}" + (f" (of {one.asked:,})" if one.done < one.asked else "")
        lines.append(f"| {one.fault} | {done} | {wrong} | {facts} | {one.seconds:.0f} | {one.verdict} |")
    return "\n".join(lines)


def _shown(value: str | int | float) -> str:
    if isinstance(value, float):
        return f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) else value
