"""Receipt: a case is opened, its handlers are notified, somebody confirms it, or others are told instead.

Owns the receipt clock (remind, then the deputies, then the informed officer, then the reporter) and what confirming and
opening mean. A notification carries a reference, urgency and a time; never any content.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from conversations import call_today
from conversations.actions import Action as A
from conversations.aftercare.schedule import (
    is_quiet,
    outside_quiet_hours,
    receipt_due_at,
    receipt_reminder_at,
)
from conversations.casework.clocks import labour_notice, start_labour, start_silence
from conversations.casework.menus import notice_rows
from conversations.casework.model import (
    OPEN_STATES,
    Case,
    CaseState,
    CaseTransition,
    ClosingState,
    Notice,
    NotYoursError,
    inform,
    step_button,
    write_button,
)
from conversations.casework.talks import open_talks, resume_talks
from conversations.effects import (
    Button,
    ClearTimers,
    DropUnsent,
    Effect,
    Record,
    Revise,
    Rows,
    Say,
    SetTimer,
    Toast,
)
from conversations.events import CaseEvent, CaseTimerRang, NotificationDelivered, Step
from conversations.packs.model import Pack

MOST_NOTICES = 20
"""So many notifications of one case are remembered until somebody has confirmed receipt."""


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
    if case.call_today:
        clocks.append(call_today.clock(case, pack))
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
    wished = ("call-today-wished",) if case.call_today and text != "notice-informed" else ()
    return Say(
        texts=(key, *wished),
        args={"reference": case.reference, "sent_at": case.created_at.isoformat()},
        buttons=() if text == "notice-informed" else notice_rows(case),
        to=to,
        notice_of="" if text == "notice-informed" else case.case_id,
    )


def tell_all(case: Case, text: str, *, to_confirm: bool = False) -> tuple[Effect, ...]:
    """The same short notice to everybody who was asked to take the case up; `to_confirm` asks for receipt anew."""
    return tuple(
        Say(
            texts=(text,),
            args={"reference": case.reference},
            buttons=notice_rows(case),
            to=person_id,
            notice_of=case.case_id if to_confirm else "",
        )
        for person_id in case.told
    )


def settle_notices(case: Case, text: str, rows: Rows) -> tuple[Revise, ...]:
    """Take the button to confirm away from every notification that has it, and say in the notice what became of it."""
    return tuple(
        Revise(
            prompt_id=known.prompt_id,
            texts=(text,),
            args={"reference": case.reference, "sent_at": case.created_at.isoformat()},
            buttons=rows,
            to=known.person_id,
        )
        for known in case.notices
        if known.person_id in case.told
    )


# ---- what a handler does ----------------------------------------------------------------------------------------


def confirm(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """A handler has seen the notification: the receipt clock stops and the reporter hears it."""
    if case.received_at is not None:
        return CaseTransition(case=case, effects=(Toast(text="toast-already-received"),))
    received = replace(case, state=CaseState.RECEIVED, received_at=event.at, received_by=event.by, notices=())
    others = tuple(p for p in case.told if p != event.by)
    effects: tuple[Effect, ...] = (
        Toast(text="toast-received"),
        ClearTimers(subject_id=case.case_id, timer="receipt-reminder"),
        ClearTimers(subject_id=case.case_id, timer="receipt"),
        *_unheard_no_more(case),
        Record(action="receipt-confirmed", subject_id=case.case_id),
        Say(
            texts=("reporter-received",),
            args={"reference": case.reference, "received_at": event.at.isoformat()},
            buttons=_write_back(case),
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
        *settle_notices(case, "notice-seen", notice_rows(received)),
    )
    return CaseTransition(case=received, effects=effects)


def _write_back(case: Case) -> Rows:
    """With this the reporter answers who has seen their report."""
    if case.kind != "report":
        return ()
    return ((write_button(case, Step.MESSAGE, "button-message-handler"),),)


def dossier_opened(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """A handler has read the dossier: that is receipt as well, and the reporter hears it."""
    if case.opened_at is not None:
        return CaseTransition(case=case, effects=(Toast(text="toast-already-opened"),))
    confirmed = case if case.received_at else confirm(case, event, pack).case
    opened = replace(confirmed, state=CaseState.OPENED, opened_at=event.at)
    settled = () if case.received_at else settle_notices(case, "notice-seen", notice_rows(opened))
    return CaseTransition(
        case=opened,
        effects=(
            Toast(text="toast-opened"),
            ClearTimers(subject_id=case.case_id, timer="receipt-reminder"),
            ClearTimers(subject_id=case.case_id, timer="receipt"),
            *_unheard_no_more(case),
            Record(action="dossier-opened", subject_id=case.case_id),
            Say(
                texts=("reporter-opened",),
                args={"reference": case.reference, "opened_at": event.at.isoformat()},
                buttons=_write_back(case),
                to=case.reporter_id,
            ),
            *settled,
        ),
    )


def contact(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Whom to call, for a request and for who asked in their report to be called; else a report shows nobody."""
    if case.kind == "report" and not case.call_today:
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
    """Telegram has accepted a notification: the reporter can see that, and its button goes once it was pressed.

    The nonce of this event is the notification's prompt id.
    """
    assert isinstance(event, NotificationDelivered)
    known = replace(case, delivered_at=case.delivered_at or event.at)
    if not case.is_open:
        return CaseTransition(case=known)
    shown = Notice(person_id=event.to, prompt_id=event.nonce)
    if case.received_at is None:
        return CaseTransition(case=replace(known, notices=(*case.notices, shown)[-MOST_NOTICES:]))
    rows = notice_rows(case)
    return CaseTransition(
        case=known, effects=settle_notices(replace(case, notices=(shown,)), "notice-seen", rows)
    )


def rang(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The receipt clock: remind those who were told, or tell others; at night only when it is urgent."""
    assert isinstance(event, CaseTimerRang)
    if case.received_at is not None or case.state is CaseState.WITHDRAWN:
        return CaseTransition(case=case)
    if event.timer == "receipt-reminder":
        return CaseTransition(case=case, effects=tuple(notice(case, to, "remind") for to in case.told))
    if not case.urgent and is_quiet(event.at, pack):
        morning = outside_quiet_hours(event.at, pack)
        return CaseTransition(
            case=case, effects=(SetTimer(timer="receipt", subject_id=case.case_id, due_at=morning),)
        )
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
        widened = replace(
            case,
            told=told,
            escalated=level + 1,
            receipt_due_at=again_at,
            only_asked=case.only_asked and case.successor not in fresh,
        )
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
        scope=_unheard_scope(case),
    )
    return CaseTransition(
        case=replace(case, escalated=len(circles) + 1),
        effects=(unheard, Record(action="receipt-missed", subject_id=case.case_id)),
    )


def _unheard_scope(case: Case) -> str:
    return f"receipt-missed:{case.case_id}"


def _unheard_no_more(case: Case) -> tuple[DropUnsent, ...]:
    """That nobody confirmed it is untrue now: when that could not be delivered so far, it never will be."""
    if not case.escalated:
        return ()
    return (DropUnsent(scope=_unheard_scope(case), to=case.reporter_id),)


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
        *tell_all(again, "notice-new-threat", to_confirm=True),
        silence,
        *(() if case.is_open else resume_talks(again, event.at, pack)),
        SetTimer(timer="receipt-reminder", subject_id=case.case_id, due_at=remind_at),
        SetTimer(timer="receipt", subject_id=case.case_id, due_at=due_at),
        Record(action="new-threat", subject_id=case.case_id),
    )
    return CaseTransition(case=again, effects=effects)


AGAIN_WITHIN = timedelta(minutes=5)
"""A second tap within this time says nothing new."""


def again_first(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """It has started again, says the reporter: their own safety first, then one tap alarms everybody."""
    rows: Rows = (
        (step_button(case, Step.AGAIN, "button-again-sure"),),
        (Button(label="button-leave-it", action=A.MENU, anytime=True),),
    )
    emergency = {"emergency": pack.numbers.emergency}
    return CaseTransition(
        case=case, effects=(inform(case, event.by, "again-ask", buttons=rows, args=emergency),)
    )


def again(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The reporter reopens it, at once and urgently: nobody has to allow that."""
    last = next((e.at for e in reversed(case.ledger) if e.what == "new-threat"), None)
    if case.state in OPEN_STATES and last is not None and event.at - last < AGAIN_WITHIN:
        return CaseTransition(case=case, effects=(Toast(text="toast-answered-already"),))
    alarmed = new_threat(case, event, pack)
    rows: Rows = ((Button(label="button-call-me", action=A.TALK_NOW, anytime=True),),)
    args = {"emergency": pack.numbers.emergency}
    return alarmed.then(inform(case, case.reporter_id, "again-told", buttons=rows, args=args))
