"""The anonymised register: what is counted of a report, in which period, and how that reads to the registrar.

Owns which choices are counted, the quarters, and that no number can point at one person. Nothing of it comes from what
was sealed: it is counted in the moment of sending, when the reporter says so, and a number leads back to no report.
Source: Agressieprotocol politieke ambtsdragers of the province of Utrecht (anonymised to the regisseur integriteit;
nature, form and trend). Must not know how the numbers are kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from conversations.actions import Action as A
from conversations.draft import Draft
from conversations.effects import Button, Rows, Say
from conversations.events import ButtonPressed, Event
from conversations.moves import IllegalTransitionError, Move, Setting, Transition, Trigger
from conversations.packs.model import Pack
from conversations.snapshot import ReportState, Snapshot
from conversations.wording import Words

VIEW = "register"
COUNTED = "counted"
"""The argument of the button with which a reporter sends and lets the report count."""

THRESHOLD = 5
"""A number below this is shown as "fewer than"; every other number to the nearest multiple of it."""

MOST_QUARTERS_BACK = 20
REPORTS, ALL = "reports", "all"
LABELS = {"nature": "behaviour", "form": "channel", "target": "target", "response": "measure"}
"""The dimensions in the order in which they are shown, with how the text key of an option in it begins."""

_PERIOD = re.compile(r"(\d{4})-Q([1-4])")

Counts = Mapping[str, Mapping[str, int]]


def is_kept(pack: Pack) -> bool:
    """Whether the protocol has an anonymised register and somebody who sees it."""
    register = pack.incident_register
    return register.anonymised and register.registrar is not None


def quarter_of(at: datetime, time_zone: ZoneInfo) -> str:
    """The quarter of a moment in the organisation's time zone, such as 2026-Q4."""
    local = at.astimezone(time_zone)
    return f"{local.year}-Q{(local.month - 1) // 3 + 1}"


def quarter_before(period: str) -> str:
    """The quarter before this one. Raises ValueError for what is no quarter."""
    year, number = _parts(period)
    return f"{year - 1}-Q4" if number == 1 else f"{year}-Q{number - 1}"


def _parts(period: str) -> tuple[int, int]:
    found = _PERIOD.fullmatch(period)
    if found is None:
        raise ValueError("this is no quarter")
    return int(found[1]), int(found[2])


def facts_of(draft: Draft, pack: Pack) -> dict[str, tuple[str, ...]]:
    """What of this report is counted: choices from the lists of the pack, never words, and not when it happened."""
    known = {b.id for b in pack.behaviours}
    return {
        REPORTS: (ALL,),
        "nature": tuple(b for b in draft.chosen(ReportState.BEHAVIOUR) if b in known),
        "form": tuple(c for c in draft.chosen(ReportState.CHANNEL) if c in pack.channels),
        "target": tuple(t for t in draft.chosen(ReportState.TARGET) if t in pack.targets),
    }


# ---- on the registrar's phone -----------------------------------------------------------------------------------


def show(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A quarter that is over, the last one unless another is asked. A running quarter is not shown: who looks every
    day would see which number a known incident added to."""
    if not setting.person.registers or not is_kept(setting.pack):
        raise IllegalTransitionError("only for the registrar")
    newest = quarter_before(quarter_of(event.at, setting.time_zone))
    asked = event.argument if isinstance(event, ButtonPressed) and event.argument else newest
    if asked not in quarters_back(newest):
        raise IllegalTransitionError("this quarter is not shown")
    return Transition(snapshot=snapshot, effects=(_shown(asked, newest),))


def quarters_back(newest: str) -> list[str]:
    """The quarters that are shown: this one, and those before it."""
    quarters = [newest]
    while len(quarters) < MOST_QUARTERS_BACK:
        quarters.append(quarter_before(quarters[-1]))
    return quarters


def _shown(period: str, newest: str) -> Say:
    quarters = quarters_back(newest)
    before = quarter_before(period)
    rows: Rows = ()
    if before in quarters:
        rows += ((_button("button-register-before", before),),)
    if period != newest:
        rows += ((_button("button-register-newest", newest),),)
    year, number = _parts(period)
    return Say(
        texts=("register-title",),
        args={"year": str(year), "number": number},
        view=f"{VIEW}:{period}",
        buttons=rows,
    )


def _button(label: str, period: str) -> Button:
    year, number = _parts(period)
    args: dict[str, str | int] = {"year": str(year), "number": number}
    return Button(label=label, label_args=args, action=A.REGISTER, argument=period, anytime=True)


FOR_REGISTRARS: dict[Trigger, Move] = {A.REGISTER: show, "/register": show}


# ---- how it reads -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Register:
    """The numbers of a quarter and those of the one before it."""

    counts: Counts = field(default_factory=dict)
    before: Counts = field(default_factory=dict)


def rounded(number: int) -> int:
    """A number as it may be shown: 0 stands for fewer than the threshold, the rest is a multiple of it."""
    return 0 if number < THRESHOLD else THRESHOLD * ((number + THRESHOLD // 2) // THRESHOLD)


def text(register: Register, words: Words) -> str:
    """The quarter in words: per dimension what there was, how often about, and more or less than the quarter before.

    With fewer reports than the threshold nothing is broken down. Trends are of the numbers as they are shown, so they
    say nothing that those do not say.
    """
    total = register.counts.get(REPORTS, {}).get(ALL, 0)
    total_before = register.before.get(REPORTS, {}).get(ALL, 0)
    blocks = [words.text("register-reports", _numbers(total, total_before, words))]
    if not rounded(total):
        blocks.append(words.text("register-too-few", {"threshold": THRESHOLD}))
    else:
        compared = register.before if rounded(total_before) else {}
        for dimension, prefix in LABELS.items():
            blocks += _dimension(dimension, prefix, register.counts, compared, words)
    blocks.append(words.text("register-explained", {"threshold": THRESHOLD}))
    return "\n\n".join(blocks)


def _dimension(dimension: str, prefix: str, counts: Counts, before: Counts, words: Words) -> list[str]:
    numbers = counts.get(dimension, {})
    if not numbers:
        return []
    lines = [
        words.text(
            "register-line", {"what": _label(prefix, option, words), **_numbers(number, earlier, words)}
        )
        for option, number in sorted(numbers.items(), key=lambda item: (-rounded(item[1]), item[0]))
        for earlier in (before.get(dimension, {}).get(option, 0),)
    ]
    return ["\n".join([words.text(f"register-{dimension}"), *lines])]


def _label(prefix: str, option: str, words: Words) -> str:
    key = f"{prefix}-{option}"
    return words.text(key) if words.has(key) else option


def _numbers(number: int, earlier: int, words: Words) -> dict[str, str | int]:
    shown, shown_before = rounded(number), rounded(earlier)
    fewer = words.text("register-fewer", {"threshold": THRESHOLD})
    trend = "more" if shown > shown_before else "less" if shown < shown_before else "same"
    if not shown and not shown_before:
        trend = "unknown"
    about = words.text("register-about", {"count": shown}) if shown else fewer
    return {"number": about, "trend": words.text(f"register-trend-{trend}")}
