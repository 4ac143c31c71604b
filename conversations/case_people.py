"""Who handles a case: handing it over, stepping back, and somebody who stands in during a holiday.

Owns that nobody falls in between (who hands over stays until the other has accepted) and that nobody who was left out
or stepped back comes in again. People are ids; `colleagues` says who can be chosen.
"""

from __future__ import annotations

from dataclasses import replace

from conversations.case_actions import reporter_rows
from conversations.case_model import Case, CaseState, CaseTransition, StandIn, inform, step_button
from conversations.effects import Effect, EndStandIn, NameStandIn, Record, Rows, SetTimer, Toast
from conversations.events import CaseEvent, CaseStepTaken, Step
from conversations.moves import IllegalTransitionError
from conversations.pack_model import Pack
from conversations.schedule import receipt_due_at, receipt_reminder_at


def choose(case: Case, event: CaseEvent, step: Step) -> CaseTransition:
    """Which colleague: everybody who may know of this case, but not oneself."""
    others = tuple(p for p in case.colleagues if p != event.by and _may_join(case, p))
    if not others:
        return CaseTransition(case=case, effects=(inform(case, event.by, "case-nobody-else"),))
    rows = tuple((step_button(case, step, "case-colleague", p, who_person=p),) for p in others)
    return CaseTransition(
        case=case, effects=(inform(case, event.by, f"case-{step.value}-whom", buttons=rows),)
    )


def _may_join(case: Case, person_id: str) -> bool:
    return person_id not in case.recused and case.roles.get(person_id, "") not in case.excluded_roles


def _colleague(case: Case, event: CaseStepTaken) -> str:
    if (
        event.subject not in case.colleagues
        or event.subject == event.by
        or not _may_join(case, event.subject)
    ):
        raise IllegalTransitionError("this colleague cannot take part in this case")
    return event.subject


# ---- handing over -----------------------------------------------------------------------------------------------


def hand_over(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Ask a colleague to take the case over. Until they accept, nothing changes for who asked."""
    assert isinstance(event, CaseStepTaken)
    to = _colleague(case, event)
    told = tuple(dict.fromkeys((*case.told, to)))
    after = replace(case, told=told, successor=to, predecessor=event.by)
    rows: Rows = (
        (step_button(case, Step.ACCEPT, "button-accept"),),
        (step_button(case, Step.MENU, "button-case-menu", "main"),),
    )
    remind_at = receipt_due_at(event.at, urgent=case.urgent, pack=pack)
    return CaseTransition(
        case=after.noted(event, "hand-over"),
        effects=(
            inform(case, to, "notice-hand-over", buttons=rows),
            inform(case, event.by, "case-hand-over-asked"),
            SetTimer(timer="hand-over", subject_id=case.case_id, due_at=remind_at),
            Record(action="hand-over", subject_id=case.case_id),
        ),
    )


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
        former=tuple(p for p in (*case.former, left) if p != event.by),
        received_by=event.by,
        received_at=case.received_at or event.at,
        state=CaseState.RECEIVED if case.state is CaseState.SENT else case.state,
        successor="",
        predecessor="",
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
            inform(case, left, "notice-accepted"),
            Record(action="hand-over-accepted", subject_id=case.case_id),
        ),
    )


def hand_over_rang(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The colleague has not accepted yet: both are reminded."""
    if not case.successor:
        return CaseTransition(case=case)
    row = (step_button(case, Step.ACCEPT, "button-accept"),)
    again_at = receipt_due_at(event.at, urgent=case.urgent, pack=pack)
    return CaseTransition(
        case=case,
        effects=(
            inform(case, case.successor, "notice-hand-over", buttons=(row,)),
            inform(case, case.predecessor, "notice-hand-over-waits", buttons=_menu_row(case)),
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
    gone = _without(case, event.by)
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
    row = (step_button(case, Step.MENU, "button-case-menu", "main"),)
    effects: list[Effect] = [
        *(inform(case, p, "notice-recused", buttons=(row,)) for p in told),
        inform(case, event.by, "case-recused"),
        inform(case, case.reporter_id, "case-recused-you"),
        SetTimer(timer="receipt-reminder", subject_id=case.case_id, due_at=remind_at),
        SetTimer(timer="receipt", subject_id=case.case_id, due_at=after.receipt_due_at),
        Record(action="recused", subject_id=case.case_id),
    ]
    return CaseTransition(case=after, effects=tuple(effects))


def _without(case: Case, person_id: str) -> Case:
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


# ---- standing in ------------------------------------------------------------------------------------------------


def stand_in(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Name who stands in during a holiday: here, in the other cases of the same handler, and in new ones."""
    assert isinstance(event, CaseStepTaken)
    deputy = _colleague(case, event)
    wanted = StandIn(absent_id=event.by, deputy_id=deputy)
    if wanted in case.stand_ins:
        return CaseTransition(case=case)
    kept = tuple(s for s in case.stand_ins if s.absent_id != event.by)
    after = replace(case, stand_ins=(*kept, wanted), told=tuple(dict.fromkeys((*case.told, deputy)))).noted(
        event, "stand-in"
    )
    named: tuple[Effect, ...] = ()
    if event.value != "too":
        named = (
            inform(
                case,
                event.by,
                "case-stand-in-named",
                buttons=((step_button(case, Step.BACK_AGAIN, "button-back-again"),),),
            ),
            NameStandIn(case_id=case.case_id, deputy_id=deputy),
        )
    return CaseTransition(
        case=after,
        effects=(
            inform(case, deputy, "notice-stand-in", buttons=_menu_row(case)),
            *named,
            Record(action="stand-in-named", subject_id=case.case_id),
        ),
    )


def back_again(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Back from the holiday: who stood in hears it and has this case no longer, unless it was theirs anyway."""
    assert isinstance(event, CaseStepTaken)
    mine = tuple(s.deputy_id for s in case.stand_ins if s.absent_id == event.by)
    own = (*case.handlers, *case.deputies, case.received_by)
    leaving = tuple(p for p in mine if p not in own)
    after = replace(
        case,
        stand_ins=tuple(s for s in case.stand_ins if s.absent_id != event.by),
        told=tuple(p for p in case.told if p not in leaving),
    )
    if mine:
        after = after.noted(event, "back-again")
    ended: tuple[Effect, ...] = ()
    if event.value != "too":
        ended = (inform(case, event.by, "case-back-again"), EndStandIn(case_id=case.case_id))
    return CaseTransition(
        case=after,
        effects=(
            *(inform(case, p, "notice-back-again") for p in mine),
            *ended,
            Record(action="stand-in-ended", subject_id=case.case_id),
        ),
    )


def _menu_row(case: Case) -> Rows:
    return ((step_button(case, Step.MENU, "button-case-menu", "main"),),)
