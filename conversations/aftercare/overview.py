"""What a case handler sees of the aftercare of their reporters: what comes next, and whom to call; never an answer.

Owns how that reads, and in which order. Pure: the caller looks up the calendar. Whether somebody answered is only there
when the reporter said that the handler may know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from conversations.actions import Action as A
from conversations.casework.model import Case
from conversations.effects import Button, Rows, ShowAftercare
from conversations.events import Event
from conversations.moves import IllegalTransitionError, Move, Setting, Transition, Trigger
from conversations.snapshot import Snapshot
from conversations.wording import Words

VIEW = "aftercare"
MOST_SHOWN = 25
CALL = "unanswered-twice"

_LATEST = datetime.max.replace(tzinfo=UTC)
_TOLD = frozenset({"shared", "answered", "skipped", "stopped", "stale", CALL})


@dataclass(frozen=True, kw_only=True)
class CareLine:
    """The aftercare of one case. `kind` is the check-in that comes next or is open, empty when there is none.

    `due_at` (UTC) is when it comes; None when it was asked and waits. `paused`: the reporter cannot be reached now.
    """

    case: Case
    kind: str = ""
    due_at: datetime | None = None
    paused: bool = False

    @property
    def wants_call(self) -> bool:
        """Whether two check-ins stayed without an answer, and no talk was had or planned since."""
        told = self.case.care
        if told is None or told.outcome != CALL or not self.case.is_open:
            return False
        return not any(e.at > told.at and e.what.startswith("talk-") for e in self.case.ledger)


@dataclass(frozen=True, kw_only=True)
class CareTally:
    """How often people said what about the aftercare, as far as that may be shown; empty below five answers."""

    counts: dict[str, int] = field(default_factory=dict)

    def args(self) -> dict[str, str | int]:
        """The numbers as arguments of a text."""
        counts = {rating: self.counts.get(rating, 0) for rating in ("helped", "so-so", "not")}
        return {
            "total": sum(self.counts.values()),
            "helped": counts["helped"],
            "so_so": counts["so-so"],
            "not_helped": counts["not"],
        }


def in_order(lines: Sequence[CareLine]) -> list[CareLine]:
    """What there is something to see of: whom to call first, then by time, what was asked already at the end."""
    seen = [line for line in lines if line.kind or line.wants_call]
    ordered = sorted(seen, key=lambda c: (not c.wants_call, c.paused, c.due_at or _LATEST, c.case.reference))
    return ordered[:MOST_SHOWN]


def rows_of(lines: Sequence[CareLine]) -> Rows:
    """A button for each case, which opens it."""
    return tuple(
        (
            Button(
                label="care-case-button-call" if line.wants_call else "care-case-button",
                label_args={"reference": line.case.reference},
                action=A.SHOW_CASE,
                argument=line.case.case_id,
                anytime=True,
            ),
        )
        for line in in_order(lines)
    )


def text(lines: Sequence[CareLine], tally: CareTally, words: Words) -> str:
    """The whole overview."""
    shown = [f"▪ {line.case.reference}: {_line(line, words)}" for line in in_order(lines)]
    blocks = ["\n".join(shown) if shown else words.text("care-none"), tally_text(tally, words)]
    return "\n\n".join(blocks)


def tally_text(tally: CareTally, words: Words) -> str:
    """How people found the aftercare, or why that is not shown yet."""
    return words.text("care-tally", tally.args()) if tally.counts else words.text("care-tally-few")


def _line(line: CareLine, words: Words) -> str:
    parts = [words.text("care-call")] if line.wants_call else []
    if line.paused and line.kind:
        parts.append(words.text("care-paused"))
    elif line.kind and line.due_at is not None:
        args = {"kind_key": f"care-kind-{line.kind}", "due_at": line.due_at.isoformat()}
        parts.append(words.text("care-next", args))
    elif line.kind:
        parts.append(words.text("care-asked", {"kind_key": f"care-kind-{line.kind}"}))
    told = line.case.care
    if told is not None and told.outcome in _TOLD and not (line.wants_call or told.outcome == CALL):
        kind = told.kind if told.kind in ("first", "second", "third", "extra") else "extra"
        args = {"kind_key": f"care-kind-{kind}", "outcome_key": f"care-outcome-{told.outcome}"}
        parts.append(words.text("care-last", args))
    return " ".join(parts)


# ---- the door ---------------------------------------------------------------------------------------------------


def show(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """The aftercare of every reporter of this case handler, looked up when it is sent."""
    if not setting.person.handles:
        raise IllegalTransitionError("only for case handlers")
    return Transition(snapshot=snapshot, effects=(ShowAftercare(),))


FOR_HANDLERS: dict[Trigger, Move] = {
    A.MY_AFTERCARE: show,
    "/overzicht": show,
    "/overview": show,
    "/nazorg": show,
    "/aftercare": show,
}
"""For somebody who reports as well, /nazorg is about themselves; the other words and the button are always this."""
