"""A case: what happens on the handlers' side between a report and its end.

Owns the states of a case, who may do what with it, and its clocks. A case knows people only by their random person
ids, and nothing of what the report says. It is pure: the caller stores the snapshot and carries out the effects.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from pydantic import TypeAdapter

from conversations.actions import Action as A
from conversations.effects import Button, ClearTimers, Effect, Record, Rows, Say, SetTimer, Toast
from conversations.events import (
    CaseEvent,
    CaseShown,
    CaseTimerRang,
    CheckInAnswered,
    ContactAsked,
    DossierOpened,
    NewThreatReported,
    NotificationDelivered,
    PhoneGiven,
    ReceiptConfirmed,
    ReportWithdrawn,
    SupplementAdded,
    TalkCameDue,
    TalkHeld,
)
from conversations.moves import IllegalTransitionError
from conversations.pack_model import Pack
from conversations.schedule import receipt_due_at, receipt_reminder_at


class CaseState(StrEnum):
    """How far a case is."""

    SENT = "sent"
    RECEIVED = "received"
    OPENED = "opened"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class NotYoursError(IllegalTransitionError):
    """Somebody wanted something of a case that is not theirs."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """Where a case stands. `handlers`, `deputies`, `informed` and `escalation` are person ids.

    `told` are those who have been asked so far to take it up: only they may act; an informed officer only knows that
    there is a report. Nobody whom the report is about is in any of
    these. `phone` is the number a reporter wants to be called on, kept until the case is closed.
    """

    case_id: str
    reference: str
    kind: str
    urgent: bool
    office: str
    pack_id: str
    pack_version: int
    reporter_id: str
    created_at: datetime
    state: CaseState = CaseState.SENT
    handlers: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    escalation: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    delivered_at: datetime | None = None
    received_at: datetime | None = None
    received_by: str = ""
    opened_at: datetime | None = None
    escalated: int = 0
    phone: str = ""
    wanted_role: str = ""
    wanted_when: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseTransition:
    """Where the case is now, and what has to be done."""

    case: Case
    effects: tuple[Effect, ...] = ()


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Case]:
    return TypeAdapter(Case)


def case_to_json(case: Case) -> bytes:
    """The case as JSON bytes; they name people by id, so encrypt them before they are kept."""
    return _adapter().dump_json(case)


def case_from_json(data: bytes) -> Case:
    """The case from bytes that `case_to_json` made. Raises ValueError when they are no case."""
    return _adapter().validate_json(data)


# ---- opening ----------------------------------------------------------------------------------------------------


def open_case(case: Case, pack: Pack) -> CaseTransition:
    """Notify the handlers and the informed officers, and start the receipt clock.

    When nobody of the handlers is enrolled yet, the deputies are told at once, and then those after them.
    """
    first = case.handlers or case.deputies or case.escalation
    opened = replace(case, told=first)
    notices = [_notice(opened, to, "notice") for to in first]
    notices += [_notice(opened, to, "notice-informed") for to in case.informed if to not in first]
    due_at = receipt_due_at(case.created_at, urgent=case.urgent, pack=pack)
    remind_at = receipt_reminder_at(case.created_at, urgent=case.urgent, pack=pack)
    timers = (
        SetTimer(timer="receipt-reminder", subject_id=case.case_id, due_at=remind_at),
        SetTimer(timer="receipt", subject_id=case.case_id, due_at=due_at),
    )
    return CaseTransition(
        case=opened,
        effects=(*notices, *timers, Record(action="case-opened", subject_id=case.case_id)),
    )


def _notice(case: Case, to: str, text: str) -> Say:
    """A notification: reference, urgent or not, time. Never any content."""
    urgency = f"{text}-urgent" if case.urgent else text
    key = f"{urgency}-{case.kind}" if case.kind != "report" and text == "notice" else urgency
    return Say(
        texts=(key,),
        args={"reference": case.reference, "sent_at": case.created_at.isoformat()},
        buttons=() if text == "notice-informed" else _notice_buttons(case),
        to=to,
        notice_of="" if text == "notice-informed" else case.case_id,
    )


def _notice_buttons(case: Case) -> Rows:
    rows: list[tuple[Button, ...]] = []
    if case.state in (CaseState.WITHDRAWN, CaseState.CLOSED):
        return ()
    if case.kind != "report":
        rows.append((_about(case, A.SHOW_CONTACT, "button-show-contact"),))
    if case.received_at is None:
        rows.append((_about(case, A.CONFIRM_RECEIPT, "button-confirm-receipt"),))
    elif case.kind == "report" and case.opened_at is None:
        rows.append((_about(case, A.MARK_OPENED, "button-mark-opened"),))
    return tuple(rows)


def _about(case: Case, action: A, label: str) -> Button:
    return Button(label=label, action=action, argument=case.case_id, anytime=True)


# ---- what a handler does ----------------------------------------------------------------------------------------


def _confirm(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    if case.received_at is not None:
        return CaseTransition(case=case, effects=(Toast(text="toast-already-received"),))
    received = replace(case, state=CaseState.RECEIVED, received_at=event.at, received_by=event.by)
    others = tuple(p for p in case.told if p != event.by)
    effects: tuple[Effect, ...] = (
        Toast(text="toast-received"),
        ClearTimers(subject_id=case.case_id, timer="receipt-reminder"),
        ClearTimers(subject_id=case.case_id, timer="receipt"),
        Record(action="receipt-confirmed", subject_id=case.case_id),
        Say(
            texts=("reporter-received",),
            args={"reference": case.reference, "received_at": event.at.isoformat()},
            to=case.reporter_id,
        ),
        Say(
            texts=("handler-received" if case.kind == "report" else "handler-received-request",),
            args={"reference": case.reference},
            buttons=_notice_buttons(received),
            to=event.by,
            push=False,
        ),
        *(
            Say(texts=("handler-received-by-other",), args={"reference": case.reference}, to=p, push=False)
            for p in others
        ),
    )
    return CaseTransition(case=received, effects=effects)


def _opened(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    if case.opened_at is not None:
        return CaseTransition(case=case, effects=(Toast(text="toast-already-opened"),))
    confirmed = case if case.received_at else _confirm(case, event, pack).case
    opened = replace(confirmed, state=CaseState.OPENED, opened_at=event.at)
    return CaseTransition(
        case=opened,
        effects=(
            Toast(text="toast-opened"),
            ClearTimers(subject_id=case.case_id, timer="receipt-reminder"),
            ClearTimers(subject_id=case.case_id, timer="receipt"),
            Record(action="dossier-opened", subject_id=case.case_id),
            Say(
                texts=("reporter-opened",),
                args={"reference": case.reference, "opened_at": event.at.isoformat()},
                to=case.reporter_id,
            ),
        ),
    )


def _contact(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    if case.kind == "report":
        raise NotYoursError("a report shows no contact")
    return CaseTransition(
        case=case,
        effects=(
            Toast(text="contact-card", alert=True, view=f"contact:{case.case_id}"),
            Record(action="contact-shown", subject_id=case.case_id),
        ),
    )


def _shown(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    status = Say(
        texts=("case-status",),
        args={"reference": case.reference, "sent_at": case.created_at.isoformat(), "case_id": case.case_id},
        view="status",
        buttons=_notice_buttons(case),
        to=event.by,
    )
    return CaseTransition(case=case, effects=(status,))


# ---- what the reporter does -------------------------------------------------------------------------------------


def _supplemented(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    return CaseTransition(case=case, effects=_tell_all(case, "notice-supplement"))


def _withdrawn(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    gone = replace(case, state=CaseState.WITHDRAWN, phone="")
    effects = (
        ClearTimers(subject_id=case.case_id),
        Record(action="report-withdrawn", subject_id=case.case_id),
        *_tell_all(gone, "notice-withdrawn"),
    )
    return CaseTransition(case=gone, effects=effects)


def _phone_given(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    assert isinstance(event, PhoneGiven)
    known = replace(case, phone=event.phone)
    return CaseTransition(case=known, effects=_tell_all(known, "notice-phone"))


def _check_in_answered(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    assert isinstance(event, CheckInAnswered)
    text = "notice-check-in-shared" if event.shared else f"notice-check-in-{event.outcome}"
    return CaseTransition(case=case, effects=_tell_all(case, text))


def _new_threat(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """A new threat: everybody is told at once, a closed case is open again, and the urgent clock starts anew."""
    due_at = receipt_due_at(event.at, urgent=True, pack=pack)
    remind_at = receipt_reminder_at(event.at, urgent=True, pack=pack)
    again = replace(
        case, state=CaseState.SENT, urgent=True, received_at=None, received_by="", opened_at=None, escalated=0
    )
    effects = (
        *_tell_all(again, "notice-new-threat"),
        SetTimer(timer="receipt-reminder", subject_id=case.case_id, due_at=remind_at),
        SetTimer(timer="receipt", subject_id=case.case_id, due_at=due_at),
        Record(action="new-threat", subject_id=case.case_id),
    )
    return CaseTransition(case=again, effects=effects)


def _talk_held(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The reporter says that a talk took place: that is what counts."""
    assert isinstance(event, TalkHeld)
    return CaseTransition(
        case=case, effects=(Record(action=f"talk-held-{event.kind}", subject_id=case.case_id),)
    )


def _talk_came_due(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The goals of the coming talk, as a card for who holds it."""
    assert isinstance(event, TalkCameDue)
    goals = tuple(f"goal-{goal}" for goal in pack.check_in(event.kind).goals)
    args: dict[str, str | int] = {"reference": case.reference, "talk_key": f"talk-{event.kind}"}
    cards = tuple(
        Say(texts=("talk-card", *goals), args=args, to=person_id)
        for person_id in case.told
    )
    return CaseTransition(case=case, effects=cards)


def _tell_all(case: Case, text: str) -> tuple[Effect, ...]:
    return tuple(
        Say(texts=(text,), args={"reference": case.reference}, buttons=_notice_buttons(case), to=person_id)
        for person_id in case.told
    )


# ---- what the clock and the post bring --------------------------------------------------------------------------


def _delivered(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    if case.delivered_at is not None:
        return CaseTransition(case=case)
    return CaseTransition(case=replace(case, delivered_at=event.at))


def _timer(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    assert isinstance(event, CaseTimerRang)
    if case.received_at is not None or case.state is CaseState.WITHDRAWN:
        return CaseTransition(case=case)
    if event.timer == "receipt-reminder":
        return CaseTransition(case=case, effects=tuple(_notice(case, to, "remind") for to in case.told))
    return _escalate(case, event, pack)


def _escalate(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Nobody confirmed receipt in time: the deputy is told, then the informed officer, then the reporter."""
    circles = [case.deputies, tuple(dict.fromkeys((*case.informed, *case.escalation)))]
    for level in range(case.escalated, len(circles)):
        fresh = tuple(p for p in circles[level] if p not in case.handlers)
        if not fresh:
            continue
        told = tuple(dict.fromkeys((*case.told, *fresh)))
        widened = replace(case, told=told, escalated=level + 1)
        again_at = receipt_due_at(event.at, urgent=case.urgent, pack=pack)
        return CaseTransition(
            case=widened,
            effects=(
                *(_notice(widened, to, "notice-deputy") for to in fresh),
                SetTimer(timer="receipt", subject_id=case.case_id, due_at=again_at),
                Record(action="receipt-escalated", subject_id=case.case_id),
            ),
        )
    if case.escalated > len(circles):
        return CaseTransition(case=case)
    unheard = Say(
        texts=("reporter-unheard-urgent" if case.urgent else "reporter-unheard",),
        args={
            "reference": case.reference,
            "emergency": pack.numbers.emergency,
            "support_team": pack.numbers.support_team,
        },
        to=case.reporter_id,
    )
    return CaseTransition(
        case=replace(case, escalated=len(circles) + 1),
        effects=(unheard, Record(action="receipt-missed", subject_id=case.case_id)),
    )


# ---- the table --------------------------------------------------------------------------------------------------

_Move = Callable[[Case, CaseEvent, Pack], CaseTransition]
_OPEN = (CaseState.SENT, CaseState.RECEIVED, CaseState.OPENED)

_ALWAYS: dict[type[CaseEvent], _Move] = {NotificationDelivered: _delivered, CaseShown: _shown}
_WHILE_OPEN: dict[type[CaseEvent], _Move] = {
    ReceiptConfirmed: _confirm,
    DossierOpened: _opened,
    ContactAsked: _contact,
    SupplementAdded: _supplemented,
    ReportWithdrawn: _withdrawn,
    PhoneGiven: _phone_given,
    CheckInAnswered: _check_in_answered,
    CaseTimerRang: _timer,
    NewThreatReported: _new_threat,
    TalkHeld: _talk_held,
    TalkCameDue: _talk_came_due,
}

MOVES: dict[tuple[CaseState, type[CaseEvent]], _Move] = {
    **{(state, event): move for state in CaseState for event, move in _ALWAYS.items()},
    **{(state, event): move for state in _OPEN for event, move in _WHILE_OPEN.items()},
    (CaseState.CLOSED, NewThreatReported): _new_threat,
    (CaseState.CLOSED, TalkHeld): _talk_held,
}

BY_HANDLER: tuple[type[CaseEvent], ...] = (ReceiptConfirmed, DossierOpened, ContactAsked, CaseShown)
BY_REPORTER: tuple[type[CaseEvent], ...] = (
    SupplementAdded,
    ReportWithdrawn,
    PhoneGiven,
    CheckInAnswered,
    NewThreatReported,
    TalkHeld,
)


def advance_case(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """What follows from an event for this case.

    Raises NotYoursError when `event.by` has nothing to do with the case, and IllegalTransitionError when the event
    does not fit its state; the case stays as it was.
    """
    if isinstance(event, BY_HANDLER) and event.by not in case.told:
        raise NotYoursError("this case is not yours")
    if isinstance(event, BY_REPORTER) and event.by != case.reporter_id:
        raise NotYoursError("this report is not yours")
    move = MOVES.get((case.state, type(event)))
    if move is None:
        raise IllegalTransitionError(f"a case that is {case.state} cannot take this")
    return move(case, event, pack)
