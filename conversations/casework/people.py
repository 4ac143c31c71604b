"""Who handles a case: handing it over, stepping back, and somebody who stands in during a holiday.

Owns that nobody falls in between (who hands over stays until the other has accepted) and that nobody who was left out
or stepped back comes in again. People are ids; `colleagues` says who can be chosen.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from conversations.aftercare.schedule import receipt_due_at, receipt_reminder_at
from conversations.aftercare.times import local_time
from conversations.casework.actions import reporter_rows
from conversations.casework.model import (
    Case,
    CaseState,
    CaseTransition,
    StandIn,
    confirm_button,
    inform,
    step_button,
    write_button,
)
from conversations.days import coming_day
from conversations.effects import Effect, EndStandIn, NameStandIn, Record, Rows, SetTimer, Toast
from conversations.events import CaseEvent, CaseStepTaken, Step
from conversations.moves import IllegalTransitionError
from conversations.packs.model import Pack

UNTIL_DAYS = {"tomorrow": 1, "week": 7, "two-weeks": 14}
"""For how many days somebody stands in, by the last part of the text key `button-until-...`."""

BACK_IN_THE_MORNING = time(8, 0)


def choose(case: Case, event: CaseEvent, step: Step) -> CaseTransition:
    """Which colleague: everybody who may know of this case and can read it, but not oneself."""
    others = tuple(p for p in case.colleagues if p != event.by and _may_take_part(case, p))
    if not others:
        return CaseTransition(case=case, effects=(inform(case, event.by, "case-nobody-else"),))
    rows = tuple(
        (
            step_button(
                case,
                step,
                "case-colleague",
                p,
                who_person=p,
                role_key=f"role-{case.roles.get(p, 'organisation')}",
            ),
        )
        for p in others
    )
    return CaseTransition(
        case=case, effects=(inform(case, event.by, f"case-{step.value}-whom", buttons=rows),)
    )


def _may_join(case: Case, person_id: str) -> bool:
    return person_id not in case.recused and case.roles.get(person_id, "") not in case.excluded_roles


def _may_take_part(case: Case, person_id: str) -> bool:
    """Whether somebody can be given the case: who has no recipient could open nothing of it."""
    return _may_join(case, person_id) and person_id not in case.without_recipient


def _colleague(case: Case, event: CaseStepTaken) -> str:
    if (
        event.subject not in case.colleagues
        or event.subject == event.by
        or not _may_take_part(case, event.subject)
    ):
        raise IllegalTransitionError("this colleague cannot take part in this case")
    return event.subject


# ---- handing over -----------------------------------------------------------------------------------------------


def hand_over(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Ask a colleague to take the case over. Until they accept, nothing changes for who asked."""
    assert isinstance(event, CaseStepTaken)
    to = _colleague(case, event)
    before = withdrawn_request(case) if case.successor != to else case
    only_asked = case.only_asked if case.successor == to else to not in before.told
    told = tuple(dict.fromkeys((*before.told, to)))
    after = replace(before, told=told, successor=to, predecessor=event.by, only_asked=only_asked)
    no_more = (case.successor,) if case.successor not in ("", to, event.by) else ()
    rows: Rows = (
        (step_button(case, Step.ACCEPT, "button-accept"),),
        (step_button(case, Step.MENU, "button-case-menu", "main"),),
    )
    remind_at = receipt_due_at(event.at, urgent=case.urgent, pack=pack)
    return CaseTransition(
        case=after.noted(event, "hand-over"),
        effects=(
            *(inform(case, p, "notice-hand-over-no-more", push=False) for p in no_more),
            inform(case, to, "notice-hand-over", buttons=rows),
            inform(case, event.by, "case-hand-over-asked"),
            SetTimer(timer="hand-over", subject_id=case.case_id, due_at=remind_at),
            Record(action="hand-over", subject_id=case.case_id),
        ),
    )


def withdrawn_request(case: Case) -> Case:
    """The case without the request to take it over: who was only asked has nothing of it any more."""
    stays = not case.only_asked or case.successor in _own(case)
    told = case.told if stays else tuple(p for p in case.told if p != case.successor)
    return replace(case, told=told, successor="", predecessor="", only_asked=False)


def _own(case: Case) -> tuple[str, ...]:
    """Whose the case is whether or not they were asked to take it over."""
    stand_ins = (s.deputy_id for s in case.stand_ins)
    return (*case.handlers, case.received_by, *(case.deputies if case.escalated else ()), *stand_ins)


def accept(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The colleague has the case now; everything from here on is sealed to them, and no longer to who left."""
    if not case.successor or event.by != case.successor:
        return CaseTransition(case=case, effects=(Toast(text="toast-not-for-you"),))
    left = case.predecessor
    after = replace(
        case,
        handlers=tuple(dict.fromkeys((event.by, *(h for h in case.handlers if h != left)))),
        deputies=tuple(d for d in case.deputies if d not in (left, event.by)),
        told=tuple(p for p in case.told if p != left),
        former=tuple(p for p in (*case.former, left) if p not in ("", event.by)),
        received_by=event.by,
        received_at=case.received_at or event.at,
        state=CaseState.RECEIVED if case.state is CaseState.SENT else case.state,
        successor="",
        predecessor="",
        only_asked=False,
    ).noted(event, "accepted")
    return CaseTransition(
        case=after,
        effects=(
            inform(
                case,
                case.reporter_id,
                "case-accepted-you",
                buttons=reporter_rows(case),
                args={"role_key": f"role-{case.role_of(event.by)}"},
            ),
            inform(case, event.by, "case-accepted", buttons=_menu_row(case)),
            *((inform(case, left, "notice-accepted"),) if left else ()),
            Record(action="hand-over-accepted", subject_id=case.case_id),
        ),
    )


def hand_over_rang(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The colleague has not accepted yet: both are reminded."""
    if not case.successor:
        return CaseTransition(case=case)
    row = (step_button(case, Step.ACCEPT, "button-accept"),)
    again_at = receipt_due_at(event.at, urgent=case.urgent, pack=pack)
    waits = (
        inform(case, p, "notice-hand-over-waits", buttons=_menu_row(case)) for p in (case.predecessor,) if p
    )
    return CaseTransition(
        case=case,
        effects=(
            inform(case, case.successor, "notice-hand-over", buttons=(row,)),
            *waits,
            SetTimer(timer="hand-over", subject_id=case.case_id, due_at=again_at),
        ),
    )


# ---- stepping back ----------------------------------------------------------------------------------------------


def recuse(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Step back: nothing of this case reaches this person any more. Others are told, the receipt clock starts anew."""
    remaining = tuple(p for p in case.told if p != event.by)
    circles = (case.handlers, case.deputies, case.colleagues, case.escalation)
    fresh: tuple[str, ...] = ()
    for circle in circles:
        if remaining or fresh:
            break
        fresh = tuple(p for p in circle if p != event.by and _may_join(case, p))
    if not remaining and not fresh:
        return CaseTransition(case=case, effects=(inform(case, event.by, "case-recuse-nobody"),))
    gone = without(case, event.by)
    told = (*remaining, *fresh)
    handlers = gone.handlers or tuple(p for p in told if p in case.colleagues) or told
    after = replace(
        gone,
        told=told,
        handlers=handlers,
        recused=(*case.recused, event.by),
        state=CaseState.SENT,
        received_at=None,
        received_by="",
        opened_at=None,
        escalated=0,
        receipt_due_at=receipt_due_at(event.at, urgent=case.urgent, pack=pack),
    ).noted(event, "recused")
    remind_at = receipt_reminder_at(event.at, urgent=case.urgent, pack=pack)
    assert after.receipt_due_at is not None
    rows: Rows = (
        (confirm_button(case),),
        (step_button(case, Step.MENU, "button-case-menu", "main"),),
    )
    effects: list[Effect] = [
        *(replace(inform(case, p, "notice-recused", buttons=rows), notice_of=case.case_id) for p in told),
        inform(case, event.by, "case-recused"),
        inform(case, case.reporter_id, "case-recused-you"),
        SetTimer(timer="receipt-reminder", subject_id=case.case_id, due_at=remind_at),
        SetTimer(timer="receipt", subject_id=case.case_id, due_at=after.receipt_due_at),
        Record(action="recused", subject_id=case.case_id),
    ]
    return CaseTransition(case=after, effects=tuple(effects))


def without(case: Case, person_id: str) -> Case:
    """The case without this person anywhere: no notice, no list, no envelope, and nobody who stands in for them."""

    def others(people: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(p for p in people if p != person_id)

    return replace(
        case,
        handlers=others(case.handlers),
        deputies=others(case.deputies),
        informed=others(case.informed),
        escalation=others(case.escalation),
        told=others(case.told),
        stand_ins=tuple(s for s in case.stand_ins if person_id not in (s.absent_id, s.deputy_id)),
        successor="" if person_id in (case.successor, case.predecessor) else case.successor,
        predecessor="" if person_id in (case.successor, case.predecessor) else case.predecessor,
    )


def stepped_back(case: Case, people: tuple[str, ...]) -> Case:
    """A new case that comes from one which these people stepped back from: it does not go to them either, as long as
    there is anybody else."""
    gone = case
    for person_id in people:
        gone = without(gone, person_id)
    others = tuple(p for p in case.colleagues if p not in people and _may_join(case, p))
    handlers = gone.handlers or (() if gone.deputies or gone.escalation else others)
    if not (handlers or gone.deputies or gone.escalation):
        return case
    return replace(gone, handlers=handlers, recused=people)


# ---- standing in ------------------------------------------------------------------------------------------------


def stand_in(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Name who stands in during a holiday: here, in the other cases of the same handler, and in new ones. For a week,
    unless another day is chosen then."""
    assert isinstance(event, CaseStepTaken)
    deputy = _colleague(case, event)
    wanted = StandIn(absent_id=event.by, deputy_id=deputy)
    if wanted in case.stand_ins:
        return CaseTransition(case=case)
    before = _without_stand_in(case, event.by)
    told = tuple(dict.fromkeys((*before.told, deputy)))
    after = replace(before, stand_ins=(*before.stand_ins, wanted), told=told).noted(event, "stand-in")
    named: tuple[Effect, ...] = ()
    if event.value != "too":
        named = _named(case, event, deputy, until(event.value or "week", event.at, pack))
    return CaseTransition(
        case=after,
        effects=(
            inform(case, deputy, "notice-stand-in", buttons=_menu_row(case)),
            *named,
            Record(action="stand-in-named", subject_id=case.case_id),
        ),
    )


def until(option: str, at: datetime, pack: Pack) -> datetime:
    """When the absent handler is back: in the morning of that day. Raises IllegalTransitionError."""
    if option in UNTIL_DAYS:
        return local_time(at, UNTIL_DAYS[option], BACK_IN_THE_MORNING, pack)
    try:
        until_at = datetime.fromisoformat(option)
    except ValueError:
        raise IllegalTransitionError("this is no day") from None
    if until_at.tzinfo is None or until_at <= at:
        raise IllegalTransitionError("this day is over")
    return until_at


def until_day(words: str, at: datetime, time_zone: ZoneInfo) -> datetime | None:
    """The morning of the day that these words mean; None when they mean none that is still to come."""
    day = coming_day(words, at, time_zone)
    return datetime.combine(day, BACK_IN_THE_MORNING, time_zone).astimezone(UTC) if day else None


def stand_in_until(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Another day on which the holiday ends, for who stands in already."""
    assert isinstance(event, CaseStepTaken)
    deputy = next((s.deputy_id for s in case.stand_ins if s.absent_id == event.by), None)
    if deputy is None:
        return CaseTransition(case=case, effects=(Toast(text="toast-no-stand-in"),))
    return CaseTransition(case=case, effects=_named(case, event, deputy, until(event.value, event.at, pack)))


def _named(case: Case, event: CaseEvent, deputy: str, until_at: datetime) -> tuple[Effect, ...]:
    """What the absent handler reads, with the other days that can be chosen."""
    days = tuple(
        step_button(case, Step.STAND_IN_UNTIL, f"button-until-{option}", value=option)
        for option in UNTIL_DAYS
    )
    rows: Rows = (
        *((day,) for day in days),
        (write_button(case, Step.STAND_IN_UNTIL, "button-until-other"),),
        (step_button(case, Step.BACK_AGAIN, "button-back-again"),),
    )
    args = {"until_at": until_at.isoformat()}
    return (
        inform(case, event.by, "case-stand-in-named", buttons=rows, args=args),
        NameStandIn(case_id=case.case_id, deputy_id=deputy, until_at=until_at),
    )


def back_again(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Back from the holiday: who stood in hears it and has this case no longer, unless it was theirs anyway.

    With the value `over` the time was over by itself, and nobody said so: then the ledger names nobody.
    """
    assert isinstance(event, CaseStepTaken)
    by_itself = event.value == "over"
    mine = tuple(s.deputy_id for s in case.stand_ins if s.absent_id == event.by)
    after = _without_stand_in(case, event.by)
    if mine:
        by, what = (replace(event, by=""), "stand-in-over") if by_itself else (event, "back-again")
        after = after.noted(by, what)
    ended: tuple[Effect, ...] = ()
    if event.value not in ("too", "over"):
        ended = (inform(case, event.by, "case-back-again"), EndStandIn(case_id=case.case_id))
    return CaseTransition(
        case=after,
        effects=(
            *(inform(case, p, "notice-stand-in-over" if by_itself else "notice-back-again") for p in mine),
            *ended,
            Record(action="stand-in-ended", subject_id=case.case_id),
        ),
    )


def _without_stand_in(case: Case, absent_id: str) -> Case:
    """The case in which nobody stands in for this handler: whose it was for that reason alone has it no longer, but who
    was asked to take it over can still do so."""
    mine = tuple(s.deputy_id for s in case.stand_ins if s.absent_id == absent_id)
    left = replace(case, stand_ins=tuple(s for s in case.stand_ins if s.absent_id != absent_id))
    leaving = tuple(p for p in mine if p not in _own(left))
    return replace(
        left,
        told=tuple(p for p in case.told if p not in leaving or p == case.successor),
        only_asked=case.only_asked or case.successor in leaving,
    )


def _menu_row(case: Case) -> Rows:
    return ((step_button(case, Step.MENU, "button-case-menu", "main"),),)
