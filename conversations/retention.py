"""How long a case is kept: when those involved are told that it will be removed, and when it is.

Owns the decision. Pure: the caller brings the case, the pack it was opened under, the time, and when notice was given.
Only a case that was closed or withdrawn is ever removed, and never without notice; a pack without the section
`retention` removes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from conversations.casework.model import Case, CaseState
from conversations.effects import Effect, Say
from conversations.packs.model import Pack

ENDED_STATES = (CaseState.CLOSED, CaseState.WITHDRAWN)
_ENDINGS = frozenset({"closed", "withdrawn"})


class Fate(StrEnum):
    """What has to be done with a case today."""

    KEEP = "keep"
    NOTICE = "notice"
    REMOVE = "remove"


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What to do, and when the case goes (UTC) if nobody opens it again; None when it does not."""

    fate: Fate
    removed_at: datetime | None = None


def ended_at(case: Case) -> datetime | None:
    """When the case ended, the last time; None while it is open, or when that was not written down."""
    if case.state not in ENDED_STATES:
        return None
    return max((entry.at for entry in case.ledger if entry.what in _ENDINGS), default=None)


def decide(case: Case, pack: Pack, now: datetime, noticed_at: datetime | None) -> Decision:
    """What has to be done with this case. `noticed_at` is when notice was last given of its removal."""
    ended, rule = ended_at(case), pack.retention
    if ended is None or rule is None:
        return Decision(fate=Fate.KEEP)
    due_at = _months_later(ended, rule.months_after_closing, ZoneInfo(pack.time_zone))
    ahead = timedelta(days=rule.notice_days)
    if noticed_at is None or noticed_at < ended:  # a notice from before it was opened again does not count
        if now < due_at - ahead:
            return Decision(fate=Fate.KEEP, removed_at=due_at)
        return Decision(fate=Fate.NOTICE, removed_at=max(due_at, now + ahead))
    removed_at = max(due_at, noticed_at + ahead)
    return Decision(fate=Fate.REMOVE if now >= removed_at else Fate.KEEP, removed_at=removed_at)


def notices(case: Case, removed_at: datetime) -> tuple[Effect, ...]:
    """What the reporter and the case handlers are told beforehand. They learn only that it goes, and when."""
    args: dict[str, str | int] = {"reference": case.reference, "removed_at": removed_at.isoformat()}
    handlers = tuple(dict.fromkeys((*case.told, *case.handlers)))
    return (
        Say(texts=("retention-notice-reporter",), args=args, to=case.reporter_id, push=False),
        *(
            Say(texts=("retention-notice-handler",), args=args, to=handler, push=False)
            for handler in handlers
        ),
    )


def _months_later(at: datetime, months: int, zone: ZoneInfo) -> datetime:
    """The same day so many months later, or the last day of that month, at the same time of day."""
    local = at.astimezone(zone)
    month = local.month - 1 + months
    year, month = local.year + month // 12, month % 12 + 1
    day = local.day
    while True:
        try:
            return local.replace(year=year, month=month, day=day).astimezone(at.tzinfo)
        except ValueError:
            day -= 1
