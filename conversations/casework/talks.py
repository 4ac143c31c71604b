"""The three talks: when they are due, their goals as a card, and that one counts as held when the reporter says so.

Owns the states of a talk. The goals and windows come from the pack (Maassluis, 5.3); must not know how a check-in
asks after a talk.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from conversations.aftercare.schedule import (
    add_working_days,
    outside_quiet_hours,
    plan_check_ins,
    talk_due_at,
    working_time,
)
from conversations.casework.actions import reporter_rows
from conversations.casework.model import (
    Case,
    CaseTransition,
    Talk,
    TalkState,
    inform,
    step_button,
    write_button,
)
from conversations.effects import ClearTimers, Effect, Record, Rows, Say, SetTimer, Toast
from conversations.events import CaseEvent, CaseStepTaken, Step, TalkCameDue, TalkHeld
from conversations.moves import IllegalTransitionError
from conversations.packs.model import Pack

KINDS = ("first", "second", "third")
TIMERS = tuple(f"talk-{kind}" for kind in KINDS)
PLAN_DAYS = (0, 1, 2, 7)
"""How many days ahead a talk can be planned with one tap."""

ASK_AGAIN_AFTER = timedelta(hours=24)
DAYS_BETWEEN_REMINDERS, MOST_REMINDERS = 2, 3
"""Working days; after the last reminder the talk stays on top of the list of clocks, but the phone is left in peace."""


def open_talks(case: Case, pack: Pack) -> tuple[Case, tuple[Effect, ...]]:
    """The case with its talks, and the timers that bring their cards."""
    happened_at = case.incident_at or case.created_at
    cards = {due.kind: due.due_at for due in plan_check_ins(pack, case.created_at, happened_at)}
    timers: list[Effect] = []
    for kind in KINDS:
        due_at = talk_due_at(pack, kind, case.created_at, happened_at)
        case = case.with_talk(Talk(kind=kind, due_at=due_at))
        timers.append(
            SetTimer(timer=f"talk-{kind}", subject_id=case.case_id, due_at=min(cards[kind], due_at))
        )
    return case, tuple(timers)


def resume_talks(case: Case, at: datetime, pack: Pack) -> tuple[Effect, ...]:
    """The timers of the talks that are still open, for a case that is opened again."""
    happened_at = case.incident_at or case.created_at
    cards = {due.kind: due.due_at for due in plan_check_ins(pack, case.created_at, happened_at)}
    waiting = [t for t in case.talks if not t.is_over and t.reminded < MOST_REMINDERS]
    return tuple(
        _timer(case, talk.kind, max(due_at, working_time(at, pack) if due_at <= at else due_at))
        for talk in waiting
        for due_at in (talk.due_at if talk.shown else min(cards.get(talk.kind, talk.due_at), talk.due_at),)
    )


# ---- the card ---------------------------------------------------------------------------------------------------


def came_due(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The goals of the coming talk, as a card for who holds it."""
    assert isinstance(event, TalkCameDue)
    talk = next((t for t in case.talks if t.kind == event.kind), None)
    if talk is not None and (talk.shown or talk.is_over):
        return CaseTransition(case=case)
    shown = case.with_talk(replace(talk, shown=True)) if talk is not None else case
    cards = tuple(_card(shown, person_id, event.kind, pack) for person_id in case.told)
    return CaseTransition(case=shown, effects=cards)


def rang(case: Case, event: CaseEvent, pack: Pack, kind: str) -> CaseTransition:
    """The timer of a talk: its card first, and at the limit a reminder as long as it has not been held."""
    talk = next((t for t in case.talks if t.kind == kind), None)
    if talk is None or talk.is_over:
        return CaseTransition(case=case)
    if not talk.shown:
        came = came_due(case, TalkCameDue(at=event.at, nonce=event.nonce, kind=kind), pack)
        again_at = outside_quiet_hours(max(talk.due_at, event.at + timedelta(hours=1)), pack)
        return came.then(SetTimer(timer=f"talk-{kind}", subject_id=case.case_id, due_at=again_at))
    if talk.planned_at is not None and talk.planned_at > event.at:
        return CaseTransition(case=case, effects=(_timer(case, kind, talk.planned_at + ASK_AGAIN_AFTER),))
    if talk.planned_at is None and talk.due_at > event.at:  # its card was looked at before
        late_at = outside_quiet_hours(talk.due_at, pack)
        return CaseTransition(case=case, effects=(_timer(case, kind, late_at),))
    rows = ((step_button(case, Step.TALK_CARD, "button-talks", kind),),)
    reminders = tuple(
        inform(case, p, "notice-talk-late", buttons=rows, args={"talk_key": f"talk-{kind}"})
        for p in case.responsible
    )
    reminded = case.with_talk(replace(talk, reminded=talk.reminded + 1))
    if reminded.talk(kind).reminded >= MOST_REMINDERS:
        return CaseTransition(case=reminded, effects=reminders)
    again_at = working_time(add_working_days(event.at, DAYS_BETWEEN_REMINDERS, pack), pack)
    return CaseTransition(case=reminded, effects=(*reminders, _timer(case, kind, again_at)))


def _timer(case: Case, kind: str, due_at: datetime) -> SetTimer:
    return SetTimer(timer=f"talk-{kind}", subject_id=case.case_id, due_at=due_at)


def card(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The card of a talk when the handler asks for it: that of the next one when none is named."""
    assert isinstance(event, CaseStepTaken)
    timers: tuple[Effect, ...] = ()
    if not case.talks:
        case, timers = open_talks(case, pack)
    kind = event.subject or next((t.kind for t in case.talks if not t.is_over), KINDS[-1])
    talk = case.talk(kind)
    shown = case.with_talk(replace(talk, shown=True))
    return CaseTransition(case=shown, effects=(*timers, _card(shown, event.by, kind, pack)))


def _card(case: Case, to: str, kind: str, pack: Pack) -> Say:
    goals = tuple(f"goal-{goal}" for goal in pack.check_in(kind).goals)
    args: dict[str, str | int] = {"reference": case.reference, "talk_key": f"talk-{kind}"}
    return Say(texts=("talk-card", *goals), args=args, buttons=_card_rows(case, kind), to=to)


def _card_rows(case: Case, kind: str) -> Rows:
    days = tuple(
        step_button(case, Step.TALK_PLANNED, f"button-talk-in-{days}", kind, str(days)) for days in PLAN_DAYS
    )
    return (
        days[:2],
        days[2:],
        (step_button(case, Step.TALK_SAID, "button-talk-said", kind),),
        (step_button(case, Step.TALK_OFFERED, "button-talk-offered", kind),),
        (step_button(case, Step.TALK_DECLINED, "button-talk-declined", kind),),
    )


# ---- what was done ----------------------------------------------------------------------------------------------


def planned(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """A day is proposed for a talk: the reporter hears which, and can answer."""
    assert isinstance(event, CaseStepTaken)
    talk = _open_talk(case, event.subject)
    if not event.value.isascii() or not event.value.isdigit() or int(event.value) not in PLAN_DAYS:
        raise IllegalTransitionError("a talk cannot be planned for that day")
    at = event.at + timedelta(days=int(event.value))
    after = case.with_talk(replace(talk, state=TalkState.PLANNED, planned_at=at, shown=True))
    return _told(
        after.noted(event, "talk-planned", talk.kind), event, talk.kind, "talk-planned", day_on=at.isoformat()
    )


def offered(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The talk was offered: the reporter can take it up or decline."""
    assert isinstance(event, CaseStepTaken)
    talk = _open_talk(case, event.subject)
    after = case.with_talk(replace(talk, state=TalkState.OFFERED, shown=True))
    return _told(after.noted(event, "talk-offered", talk.kind), event, talk.kind, "talk-offered")


def _told(case: Case, event: CaseStepTaken, kind: str, text: str, **args: str | int) -> CaseTransition:
    rows: Rows = (
        (write_button(case, Step.MESSAGE, "button-message-handler"),),
        (step_button(case, Step.TALK_DENIED, "button-talk-no-need", kind, "declined"),),
    )
    return CaseTransition(
        case=case,
        effects=(
            inform(case, case.reporter_id, f"{text}-you", buttons=rows, args={**_named(kind), **args}),
            inform(case, event.by, "talk-noted", push=False, args=_named(kind)),
            Record(action=text, subject_id=case.case_id),
        ),
    )


def said(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The handler says that the talk was held: the reporter is asked whether that is so."""
    assert isinstance(event, CaseStepTaken)
    talk = _open_talk(case, event.subject)
    after = case.with_talk(replace(talk, state=TalkState.SAID, shown=True))
    rows: Rows = (
        (step_button(case, Step.TALK_CONFIRMED, "button-talk-yes", talk.kind),),
        (step_button(case, Step.TALK_DENIED, "button-talk-not", talk.kind),),
    )
    return CaseTransition(
        case=after.noted(event, "talk-said", talk.kind),
        effects=(
            inform(case, case.reporter_id, "talk-said-you", buttons=rows, args=_named(talk.kind)),
            inform(case, event.by, "talk-said", push=False, args=_named(talk.kind)),
            Record(action="talk-said", subject_id=case.case_id),
        ),
    )


def declined(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The handler records that the reporter does not want this talk; the reporter hears that it can be changed."""
    assert isinstance(event, CaseStepTaken)
    talk = _open_talk(case, event.subject)
    after = case.with_talk(replace(talk, state=TalkState.DECLINED)).noted(event, "talk-declined", talk.kind)
    return CaseTransition(
        case=after,
        effects=(
            _clear(case, talk.kind),
            inform(
                case,
                case.reporter_id,
                "talk-declined-you",
                buttons=reporter_rows(case),
                args=_named(talk.kind),
            ),
            inform(case, event.by, "talk-noted", push=False, args=_named(talk.kind)),
            Record(action="talk-declined", subject_id=case.case_id),
        ),
    )


def held(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The reporter says in a check-in that a talk took place: that is what counts."""
    assert isinstance(event, TalkHeld)
    record = Record(action=f"talk-held-{event.kind}", subject_id=case.case_id)
    known = next((t for t in case.talks if t.kind == event.kind), None)
    if known is None:
        return CaseTransition(case=case, effects=(record,))
    if known.state is TalkState.HELD:
        return CaseTransition(case=case)
    return CaseTransition(case=_as_held(case, event, known), effects=(record, _clear(case, event.kind)))


def confirmed(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The reporter confirms that a talk took place."""
    assert isinstance(event, CaseStepTaken)
    talk = case.talk(event.subject)
    if talk.state is TalkState.HELD:
        return CaseTransition(case=case, effects=(Toast(text="toast-answered-already"),))
    after = _as_held(case, event, talk)
    return CaseTransition(
        case=after,
        effects=(
            Record(action=f"talk-held-{talk.kind}", subject_id=case.case_id),
            _clear(case, talk.kind),
            inform(case, event.by, "talk-confirmed-you", buttons=reporter_rows(case), args=_named(talk.kind)),
            *(inform(case, p, "notice-talk-held", args=_named(talk.kind)) for p in case.told),
        ),
    )


def denied(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The reporter says that the talk was not held, or (`value` declined) is not wanted."""
    assert isinstance(event, CaseStepTaken)
    talk = case.talk(event.subject)
    if talk.state is TalkState.HELD:
        return CaseTransition(case=case, effects=(Toast(text="toast-answered-already"),))
    no_need = event.value == "declined"
    state = TalkState.DECLINED if no_need else TalkState.OPEN
    what = "talk-declined" if no_need else "talk-denied"
    after = case.with_talk(replace(talk, state=state, planned_at=None)).noted(event, what, talk.kind)
    card_row = ((step_button(case, Step.TALK_CARD, "button-talks", talk.kind),),)
    effects: list[Effect] = [
        Record(action=what, subject_id=case.case_id),
        inform(case, event.by, f"{what}-you", buttons=reporter_rows(case), args=_named(talk.kind)),
        *(inform(case, p, f"notice-{what}", buttons=card_row, args=_named(talk.kind)) for p in case.told),
    ]
    if no_need:
        effects.append(_clear(case, talk.kind))
    return CaseTransition(case=after, effects=tuple(effects))


def _as_held(case: Case, event: CaseEvent, talk: Talk) -> Case:
    return case.with_talk(replace(talk, state=TalkState.HELD, shown=True)).noted(
        event, "talk-held", talk.kind
    )


def _open_talk(case: Case, kind: str) -> Talk:
    talk = case.talk(kind)
    if talk.state is TalkState.HELD:
        raise IllegalTransitionError("this talk has been held")
    return talk


def _clear(case: Case, kind: str) -> ClearTimers:
    return ClearTimers(subject_id=case.case_id, timer=f"talk-{kind}")


def _named(kind: str) -> dict[str, str | int]:
    return {"talk_key": f"talk-{kind}"}
