"""Owns the faults on demand: which call fails, how, how often.

It must not know how a fault reaches the client; the server carries it out.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from simulator.errors import ControlError

Json = dict[str, Any]

KINDS = ("429", "403", "500", "502", "hang", "reset", "reset_after")
FILE_DOWNLOAD = "file"


@dataclass(kw_only=True)
class Fault:
    """One rule. ``left`` counts down; None means that only ``rate`` decides."""

    id: int
    method: str
    kind: str
    left: int | None
    rate: float
    chance: random.Random
    retry_after_seconds: int
    hang_seconds: float
    chat_id: str | None

    def applies(self, method: str, chat_id: str) -> bool:
        """Whether this rule hits this call; counts down when it does."""
        if self.left == 0 or not self._meant(method, chat_id):
            return False
        if self.rate < 1 and self.chance.random() >= self.rate:
            return False
        if self.left is not None:
            self.left -= 1
        return True

    def _meant(self, method: str, chat_id: str) -> bool:
        named = self.method.lower() == method.lower()
        every = self.method == "*" and method != FILE_DOWNLOAD
        return (named or every) and self.chat_id in (None, chat_id)

    def as_json(self) -> Json:
        """The rule as the control API shows it."""
        return {
            "id": self.id,
            "method": self.method,
            "kind": self.kind,
            "left": self.left,
            "rate": self.rate,
            "chat_id": self.chat_id,
        }


class FaultTable:
    """The rules, in the order in which they came. The first that applies wins."""

    def __init__(self) -> None:
        self.rules: list[Fault] = []
        self.generation = 0
        self._last_id = 0

    def add(self, asked: Json) -> Fault:
        """A new rule: ``count`` calls (default 1), or a ``rate`` between 0 and 1 with a ``seed``.

        Raises ControlError when the rule makes no sense.
        """
        kind, method = str(asked.get("kind", "")), str(asked.get("method", "*"))
        if kind not in KINDS:
            raise ControlError(f"kind must be one of {', '.join(KINDS)}")
        rate = float(asked.get("rate", 1.0))
        if not 0 <= rate <= 1:
            raise ControlError("rate must be between 0 and 1")
        count = asked.get("count", 1 if "rate" not in asked else None)
        self._last_id += 1
        rule = Fault(
            id=self._last_id, method=method, kind=kind, left=None if count is None else int(count), rate=rate,
            chance=random.Random(asked.get("seed", 0)),  # noqa: S311 - repeatable on purpose
            retry_after_seconds=int(asked.get("retry_after", 1)),
            hang_seconds=float(asked.get("hang_seconds", 3600)),
            chat_id=None if asked.get("chat_id") is None else str(asked["chat_id"]),
        )  # fmt: skip
        self.rules.append(rule)
        return rule

    def clear(self) -> None:
        """No more faults; whoever hangs is let go."""
        self.rules.clear()
        self.generation += 1

    def pick(self, method: str, chat_id: str) -> Fault | None:
        """The rule that hits this call, if any."""
        return next((rule for rule in self.rules if rule.applies(method, chat_id)), None)
