"""Carrying out what has to be put on the calendar, moved, or taken off it: check-ins and timers.

Owns the step from those effects to rows, inside the transaction of the event. Decides no time: that comes with the
effect.
"""

from __future__ import annotations

from datetime import timedelta

from bot.effects.executor import Executor
from conversations import effects as fx
from conversations.events import CheckInAnswered
from storage import check_ins, timers
from storage.check_ins import CheckInState, PlannedCheckIn

STALE_AFTER = timedelta(days=7)
"""A check-in that is overdue by more than this is not asked any more; the case handler is told."""


def plan_check_in(executor: Executor, effect: fx.PlanCheckIn) -> None:
    """Put a check-in on the calendar."""
    planned = PlannedCheckIn(
        check_in_id=effect.check_in_id,
        case_id=effect.case_id,
        person_id=effect.person_id,
        kind=effect.kind,
        reference=effect.reference,
        due_at=effect.due_at,
        rule=effect.rule,
    )
    check_ins.plan_check_in(executor.tx, executor.fe, planned)


def move_check_in(executor: Executor, effect: fx.MoveCheckIn) -> None:
    """Ask later."""
    check_ins.move_check_in(executor.tx, effect.check_in_id, effect.due_at, effect.rule)


def bring_check_in_forward(executor: Executor, effect: fx.BringCheckInForward) -> None:
    """Ask the next planned check-in now, or an extra one when none is planned."""
    planned = [
        c
        for c in check_ins.check_ins_of_case(executor.tx, executor.fe, effect.case_id)
        if c.state is CheckInState.PLANNED
    ]
    if planned:
        soonest = min(planned, key=lambda c: c.due_at)
        check_ins.move_check_in(executor.tx, soonest.check_in_id, effect.due_at, effect.rule)
        return
    extra = PlannedCheckIn(
        check_in_id=effect.check_in_id,
        case_id=effect.case_id,
        person_id=effect.person_id,
        kind="extra",
        reference=effect.reference,
        due_at=effect.due_at,
        rule=effect.rule,
    )
    check_ins.plan_check_in(executor.tx, executor.fe, extra)


def finish_check_in(executor: Executor, effect: fx.FinishCheckIn) -> None:
    """Take one off with its outcome."""
    check_ins.finish_check_in(executor.tx, effect.check_in_id, effect.outcome)


def cancel_check_ins(executor: Executor, effect: fx.CancelCheckIns) -> None:
    """Take every check-in of a case off."""
    check_ins.cancel_check_ins(executor.tx, effect.case_id)


def resume_check_ins(executor: Executor, effect: fx.ResumeCheckIns) -> None:
    """What became due while this person could not be reached is asked a little later: of each case only the last.

    What is overdue for too long is left: the next tick records it as stale.
    """
    person_id, now = executor.person().person_id, executor.occasion.at
    waiting: dict[str, list[PlannedCheckIn]] = {}
    for check_in in check_ins.check_ins_of_person(executor.tx, executor.fe, person_id):
        if check_in.state is CheckInState.PLANNED and now - STALE_AFTER <= check_in.due_at <= now:
            waiting.setdefault(check_in.case_id, []).append(check_in)
    for *overtaken, last in waiting.values():
        for check_in in overtaken:
            record_stale(executor, check_in)
        check_ins.move_check_in(executor.tx, last.check_in_id, effect.due_at, f"{last.rule}, after a pause")


def record_stale(executor: Executor, check_in: PlannedCheckIn) -> None:
    """A check-in came too late to be asked: it has ended, and its case hears that."""
    check_ins.finish_check_in(executor.tx, check_in.check_in_id, CheckInState.STALE)
    stale = CheckInAnswered(
        at=executor.occasion.at,
        nonce=executor.occasion.nonce,
        by=check_in.person_id,
        kind=check_in.kind,
        outcome="stale",
    )
    executor.tell_case(check_in.case_id, stale)


def set_timer(executor: Executor, effect: fx.SetTimer) -> None:
    """Let something ring for the person of the event."""
    executor.set_timer(executor.person().person_id, effect)


def clear_timers(executor: Executor, effect: fx.ClearTimers) -> None:
    """Let a timer, or every timer of this subject, ring no more."""
    timers.clear_timers(executor.tx, effect.subject_id, effect.timer or None)
