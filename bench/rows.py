"""The rows of the table: what is measured, beside what, and which target it has to meet.

Owns the list and its order. How a measurement is made stands in `load` and `measure`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from bench.filling import fill
from bench.load import Job, Result
from bench.report import Row
from bench.running import load, measure
from bench.script import REPORT
from bench.world import copy_of, make

_MEGABYTE = 1024 * 1024
_REPORTERS = 4000
_OTHERS = {
    "ptb": ("python-telegram-bot echo (keeps nothing)", 2.5),
    "aiogram": ("aiogram echo (keeps nothing)", 1.0),
    "conversation": ("python-telegram-bot ConversationHandler, PicklePersistence flushed per update", 4.0),
}

_OPEN_RATE = 1500.0


@dataclass(kw_only=True)
class Plan:
    """How much is measured. `small` makes databases a tenth of their size, for a quick look."""

    folder: Path
    pairs: int
    seconds: float
    small: bool = False

    @cached_property
    def world(self) -> Path:
        """A municipality with its reporters enrolled."""
        folder = self.folder / "enrolled"
        make(folder, _REPORTERS)
        return folder

    def filled(self, name: str, **amounts: int) -> Path:
        """A municipality with this much in its database."""
        folder = self.folder / name
        make(folder, 10)
        fill(folder, **{what: n // 10 if self.small and n > 1000 else n for what, n in amounts.items()})
        return folder

    def play(self, contender: str, **job: Any) -> Result:
        """One run of a contender."""
        return load(contender, Job(command=[], **{"seconds": self.seconds, **job}), self.world)

    @cached_property
    def paced(self) -> list[tuple[Result, Result]]:
        """Ours and python-telegram-bot's echo at thirty messages a second: a pace that neither is saturated by."""
        job: dict[str, Any] = {"mode": "paced", "chats": 10, "seconds": self.seconds * 4}
        return [(self.play("ours", **job), self.play("ptb", **job)) for _ in range(self.pairs)]


def closed_loop(plan: Plan) -> Iterator[Row]:
    """Messages a second in reports that go on as soon as they are answered."""
    yield from _speed(plan, "reports of 14 steps, 50 chats, closed loop", script="report")


def open_loop(plan: Plan) -> Iterator[Row]:
    """Messages a second in a stream that does not wait for answers, and is faster than any of the contenders."""
    job = {"script": "telling", "mode": "open", "rate": _OPEN_RATE, "seconds": min(1.0, plan.seconds)}
    yield from _speed(plan, "told in short messages, 50 chats, open loop", **job)


def _speed(plan: Plan, kind: str, **job: Any) -> Iterator[Row]:
    """The same runs also give messages per second of CPU time, which other work on the machine hardly touches."""
    found: dict[str, list[tuple[Result, Result]]] = {other: [] for other in _OTHERS}
    for _ in range(plan.pairs):
        ours = plan.play("ours", **job)
        for other in _OTHERS:
            found[other].append((ours, plan.play(other, **job)))
    for other, runs in found.items():
        yield from _compared_speed(kind, other, runs)


def _compared_speed(kind: str, other: str, runs: list[tuple[Result, Result]]) -> Iterator[Row]:
    name, target = _OTHERS[other]
    speeds = tuple((a.messages / a.seconds, b.messages / b.seconds) for a, b in runs)
    costs = tuple((a.messages / a.cpu_seconds, b.messages / b.cpu_seconds) for a, b in runs)
    for what, pairs, unit in (
        ("messages a second", speeds, "/s"),
        ("messages per CPU second", costs, "/CPU s"),
    ):
        yield Row(
            measure=f"{what}, {kind}",
            beside=name,
            unit=unit,
            pairs=pairs,
            target=target,
            at_most=False,
        )


def latency(plan: Plan) -> Iterator[Row]:
    """How long people wait at thirty messages a second, and a griffier after the last tap."""
    replies, notices = [], []
    for ours, beside in plan.paced:
        replies.append((_percentile(ours.latencies, 0.99), _percentile(beside.latencies, 0.99)))
        notices.append((_percentile(ours.notice_latencies, 0.5), 2 * _percentile(beside.latencies, 0.5)))
    yield Row(
        measure="99th percentile from message to reply at 30 messages a second",
        beside="python-telegram-bot echo",
        unit="ms",
        pairs=tuple(replies),
        target=10,
        difference=True,
    )
    yield Row(
        measure="last tap to the griffier's notification, median",
        beside="the two HTTP calls alone: twice an echo's reply",
        unit="ms",
        pairs=tuple(notices),
        target=10,
        difference=True,
    )


def _percentile(seconds: list[float], part: float) -> float:
    if not seconds:
        raise ValueError("nothing was answered")
    return sorted(seconds)[int(len(seconds) * part)] * 1000


def cpu(plan: Plan) -> Iterator[Row]:
    """CPU time of a report of 14 steps, in the same runs as the latency."""
    per_report = len(REPORT) * 1000
    pairs = [
        (ours.cpu_seconds / ours.messages * per_report, beside.cpu_seconds / beside.messages * per_report)
        for ours, beside in plan.paced
    ]
    yield Row(
        measure="CPU time per complete report of 14 steps, at 30 messages a second",
        beside="the same 14 replies by python-telegram-bot echo",
        unit="ms",
        pairs=tuple(pairs),
        target=1.5,
    )


def memory(plan: Plan) -> Iterator[Row]:
    """Resident memory of a bot to which nobody writes."""
    pairs = [
        (
            plan.play("ours", mode="idle", seconds=2.0).resident_bytes / _MEGABYTE,
            plan.play("ptb", mode="idle", seconds=2.0).resident_bytes / _MEGABYTE,
        )
        for _ in range(plan.pairs)
    ]
    yield Row(
        measure="resident memory, idle",
        beside="python-telegram-bot echo",
        unit="MB",
        pairs=tuple(pairs),
        target=1.5,
    )


def sealing(plan: Plan) -> Iterator[Row]:
    """Twenty megabytes of evidence, from received to sealed on disk."""
    empty = plan.filled("evidence")
    pairs, peaks = [], []
    for _ in range(plan.pairs):
        ours = measure("evidence", copy_of(empty, plan.folder / "run"), "20")
        beside = measure("plain-write", empty, "20")
        pairs.append((ours["seconds"] * 1000, beside["seconds"] * 1000))
        peaks.append((ours["bytes"] / _MEGABYTE, 20.0))
    beside_name = "ChaCha20-Poly1305 plus one synced write of the same bytes"
    yield Row(
        measure="20 MB evidence, received to sealed on disk",
        beside=beside_name,
        unit="ms",
        pairs=tuple(pairs),
        target=1.5,
    )
    yield Row(measure="its memory peak", beside="the file", unit="MB", pairs=tuple(peaks), target=3.0)


def starting(plan: Plan) -> Iterator[Row]:
    """Starting with years of reports."""
    empty = plan.filled("start-empty")
    full = plan.filled("start-full", reports=100_000, pending=300_000)
    seconds, resident = [], []
    for _ in range(plan.pairs):
        ours, beside = measure("start", full), measure("start", empty)
        seconds.append((ours["seconds"], beside["seconds"]))
        resident.append((ours["bytes"] / _MEGABYTE, beside["bytes"] / _MEGABYTE))
    name = "start with 100,000 reports and 300,000 pending check-ins"
    other = "start on an empty database"
    yield Row(measure=name, beside=other, unit="s", pairs=tuple(seconds), target=0.3, difference=True)
    yield Row(
        measure="resident memory after it",
        beside=other,
        unit="MB",
        pairs=tuple(resident),
        target=30,
        difference=True,
    )


def ticking(plan: Plan) -> Iterator[Row]:
    """A tick, as the calendar grows."""
    few = plan.filled("tick-few", pending=1000)
    many = plan.filled("tick-many", pending=1_000_000)
    yield Row(
        measure="cost of a tick with 1,000,000 pending check-ins",
        beside="with 1,000",
        unit="ms",
        pairs=_compared(plan, "tick", many, few),
        target=1.5,
    )


def listing(plan: Plan) -> Iterator[Row]:
    """A case handler's list."""
    few = plan.filled("list-few", open_cases=100)
    many = plan.filled("list-many", open_cases=10_000)
    yield Row(
        measure="handler's list with 10,000 open cases",
        beside="100 open cases",
        unit="ms",
        pairs=_compared(plan, "handler-list", many, few),
        target=1.5,
    )


def _compared(plan: Plan, name: str, large: Path, small: Path) -> tuple[tuple[float, float], ...]:
    return tuple(
        (measure(name, large)["seconds"] * 1000, measure(name, small)["seconds"] * 1000)
        for _ in range(plan.pairs)
    )


ROWS: dict[str, Callable[[Plan], Iterator[Row]]] = {
    "closed": closed_loop,
    "open": open_loop,
    "latency": latency,
    "evidence": sealing,
    "start": starting,
    "tick": ticking,
    "list": listing,
    "memory": memory,
    "cpu": cpu,
}
