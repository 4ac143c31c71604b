"""Receipt: a case is opened, its handlers are notified, somebody confirms it, or others are told instead.

Owns the receipt clock (remind, then the deputies, then the informed officer, then the reporter) and what confirming and
opening mean. A notification carries a reference, urgency and a time; never any content.
"""

from __future__ import annotations

from dataclasses import replace

from conversations.case_clocks import labour_notice, start_labour, start_silence
from conversations.case_menus import notice_rows
from conversations.case_model import Case, CaseState, CaseTransition, ClosingState, NotYoursError
from conversations.case_talks import open_talks
from conversations.effects import ClearTimers, Effect, Record, Say, SetTimer, Toast
from conversations.events import CaseEvent, CaseTimerRang
from conversations.pack_model import Pack
from conversations.schedule import receipt_due_at, receipt_reminder_at


def open_case(case: Case, pack: Pack) -> CaseTransition:
    """Notify the handlers and the informed officers, and start every clock: receipt, silence, talks, labour.

    When nobody of the handlers is enrolled yet, the deputies are told at once, and then those after them.
    """
    first = case.handlers or case.deputies or case.escalation
    stand_ins = (s.deputy_id for s in case.stand_ins if s.absent_id in first)
    first = tuple(dict.fromkeys((*first, *stand_ins)))
    due_at = receipt_due_at(case.created_at, urgent=case.urgent, pack=pack)
    opened, silence = start_silence(replace(case, told=first, receipt_due_at=due_at), case.created_at, pack)
    notices = [notice(opened, to, "notice") for to in first]
    notices += [notice(opened, to, "notice-informed") for to in case.informed if to not in first]
    remind_at = receipt_reminder_at(case.created_at, urgent=case.urgent, pack=pack)
    clocks: list[Effect] = [
        SetTimer(timer="receipt-reminder", subject_id=case.case_id, due_at=remind_at),
        SetTimer(timer="receipt", subject_id=case.case_id, due_at=due_at),
        silence,
    ]
    if case.kind == "report":
        opened, talks = open_talks(opened, pack)
        clocks += talks
    labour: tuple[Say, ...] = ()
    if case.injury:
        opened, timers = start_labour(opened, case.created_at, pack)
        clocks += timers
        labour = labour_notice(opened, "notice-labour")
    opened_record = Record(action="case-opened", subject_id=case.case_id)
    return CaseTransition(case=opened, effects=(*notices, *labour, *clocks, opened_record))


def notice(case: Case, to: str, text: str) -> Say:
    """A notification: reference, urgent or not, time. Never any content."""
    urgency = f"{text}-urgent" if case.urgent else text
    key = f"{urgency}-{case.kind}" if case.kind != "report" and text == "notice" else urgency
    return Say(
        texts=(key,),
        args={"reference": case.reference, "sent_at": case.created_at.isoformat()},
        buttons=() if text == "notice-informed" else notice_rows(case),
        to=to,
        notice_of="" if text == "notice-informed" else case.case_id,
    )


def tell_all(case: Case, text: str) -> tuple[Effect, ...]:
    """The same short notice to everybody who was asked to take the case up."""
    return tuple(
        Say(texts=(text,), args={"reference": case.reference}, buttons=notice_rows(case), to=person_id)
        for person_id in case.told
    )


# ---- what a handler does ----------------------------------------------------------------------------------------


def confirm(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """A handler has seen the notification: the receipt clock stops and the reporter hears it."""
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
            buttons=notice_rows(received),
            to=event.by,
            push=False,
        ),
        *(
            Say(texts=("handler-received-by-other",), args={"reference": case.reference}, to=p, push=False)
            for p in others
        ),
    )
    return CaseTransition(case=received, effects=effects)


def dossier_opened(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """A handler has read the dossier: that is receipt as well, and the reporter hears it."""
    if case.opened_at is not None:
        return CaseTransition(case=case, effects=(Toast(text="toast-already-opened"),))
    confirmed = case if case.received_at else confirm(case, event, pack).case
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


def contact(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Whom to call, for a request; a report shows nobody."""
    if case.kind == "report":
        raise NotYoursError("a report shows no contact")
    return CaseTransition(
        case=case,
        effects=(
            Toast(text="contact-card", alert=True, view=f"contact:{case.case_id}"),
            Record(action="contact-shown", subject_id=case.case_id),
        ),
    )


def handled(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """A handler does something in the case: then it was received too, and from now on it is being handled."""
    effects: tuple[Effect, ...] = ()
    if case.received_at is None:
        confirmed = confirm(case, event, pack)
        effects = tuple(
            e
            for e in confirmed.effects
            if not isinstance(e, Toast) and not (isinstance(e, Say) and e.to == event.by)
        )
        case = confirmed.case
    return CaseTransition(case=replace(case, handled_at=case.handled_at or event.at), effects=effects)


# ---- what the clock, the post and a new threat bring ------------------------------------------------------------


def delivered(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Telegram has accepted a notification."""
    if case.delivered_at is not None:
        return CaseTransition(case=case)
    return CaseTransition(case=replace(case, delivered_at=event.at))


def rang(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The receipt clock: remind those who were told, or tell others."""
    assert isinstance(event, CaseTimerRang)
    if case.received_at is not None or case.state is CaseState.WITHDRAWN:
        return CaseTransition(case=case)
    if event.timer == "receipt-reminder":
        return CaseTransition(case=case, effects=tuple(notice(case, to, "remind") for to in case.told))
    return escalate(case, event, pack)


def escalate(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Nobody confirmed receipt in time: the deputy is told, then the informed officer, then every other case handler
    who may know, then the reporter."""
    circles = [
        case.deputies,
        tuple(dict.fromkeys((*case.informed, *case.escalation))),
        tuple(p for p in case.colleagues if p not in case.told),
    ]
    for level in range(case.escalated, len(circles)):
        fresh = tuple(p for p in circles[level] if p not in (*case.handlers, *case.recused))
        if not fresh:
            continue
        told = tuple(dict.fromkeys((*case.told, *fresh)))
        again_at = receipt_due_at(event.at, urgent=case.urgent, pack=pack)
        widened = replace(case, told=told, escalated=level + 1, receipt_due_at=again_at)
        return CaseTransition(
            case=widened,
            effects=(
                *(
                    notice(widened, to, "notice-deputy" if to in widened.readers else "notice-escalated")
                    for to in fresh
                ),
                SetTimer(timer="receipt", subject_id=case.case_id, due_at=again_at),
                Record(action="receipt-escalated", subject_id=case.case_id),
            ),
        )
    if case.escalated > len(circles):
        return CaseTransition(case=case)
    unheard = Say(
        texts=(_unheard(case),),
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


def _unheard(case: Case) -> str:
    """Who reported about somebody of the griffie is not sent to the griffie."""
    if case.excluded_roles:
        return "reporter-unheard-elsewhere"
    return "reporter-unheard-urgent" if case.urgent else "reporter-unheard"


def new_threat(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """A new threat: everybody is told at once, a closed case is open again, and the urgent clock starts anew."""
    due_at = receipt_due_at(event.at, urgent=True, pack=pack)
    remind_at = receipt_reminder_at(event.at, urgent=True, pack=pack)
    again = replace(
        case,
        state=CaseState.SENT,
        urgent=True,
        received_at=None,
        received_by="",
        opened_at=None,
        escalated=0,
        receipt_due_at=due_at,
        closing=ClosingState.NONE,
        closing_due_at=None,
    ).noted(event, "new-threat")
    again, silence = start_silence(again, event.at, pack)
    effects = (
        *tell_all(again, "notice-new-threat"),
        silence,
        SetTimer(timer="receipt-reminder", subject_id=case.case_id, due_at=remind_at),
        SetTimer(timer="receipt", subject_id=case.case_id, due_at=due_at),
        Record(action="new-threat", subject_id=case.case_id),
    )
    return CaseTransition(case=again, effects=effects)
