"""A call today: the reporter's own wish in a report, which the handler's phone says at once and asks about later.

Owns when it is asked whether that call was made, and who is asked. To be called is what the reporter asked for, so it
needs no other consent; who and on which number is shown to those who handle the case, and is never in the notice.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from conversations.casework.menus import notice_rows
from conversations.casework.model import Case, CaseTransition, TalkState, inform
from conversations.draft import Draft
from conversations.effects import SetTimer
from conversations.events import CaseEvent
from conversations.packs.model import Pack
from conversations.snapshot import ReportState

WISH = "call-today"
TIMER = "call-today"
ASKED_AT, TOO_LATE, NEXT_MORNING = time(17), time(20), time(9)
"""Local times: when it is asked whether the call was made; from when today is over; and when it is asked then."""

_SOON = timedelta(hours=1)


def is_wished(draft: Draft) -> bool:
    """Whether the reporter wants to be called today."""
    return WISH in draft.chosen(ReportState.FOLLOW_UP_SELF)


def is_late(at: datetime, zone: ZoneInfo) -> bool:
    """Whether it is so late in the evening that nobody may be able to call today."""
    return at.astimezone(zone).time() >= TOO_LATE


def asked_at(at: datetime, zone: ZoneInfo) -> datetime:
    """When the handler is asked whether the call was made (UTC): at the end of the afternoon, an hour after a report
    that came later, and the next morning after one that came in the evening."""
    local = at.astimezone(zone)
    if is_late(at, zone):
        return datetime.combine(local.date() + timedelta(days=1), NEXT_MORNING, zone).astimezone(UTC)
    return max(datetime.combine(local.date(), ASKED_AT, zone).astimezone(UTC), at + _SOON)


def clock(case: Case, pack: Pack) -> SetTimer:
    """The timer of a case whose reporter wants to be called today."""
    due_at = asked_at(case.created_at, ZoneInfo(pack.time_zone))
    return SetTimer(timer=TIMER, subject_id=case.case_id, due_at=due_at)


def rang(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Ask those who handle it whether the call was made, unless the case says that they have talked."""
    if not case.call_today or any(t.state in (TalkState.SAID, TalkState.HELD) for t in case.talks):
        return CaseTransition(case=case)
    asked = tuple(inform(case, p, "remind-call-today", buttons=notice_rows(case)) for p in case.responsible)
    return CaseTransition(case=case, effects=asked)
