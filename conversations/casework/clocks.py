"""The clocks of a case beside those of receipt and talks: the labour inspectorate, silence, and a question to close.

Owns when they start, ring and end, and the list of everything that is running. Limits come from the pack. Must not know
how a timer is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from conversations.aftercare.schedule import add_working_days
from conversations.casework.model import (
    Case,
    CaseState,
    CaseTransition,
    ClosingState,
    LabourState,
    inform,
    step_button,
    write_button,
)
from conversations.effects import Bring, ClearTimers, Effect, Record, Rows, Say, SetTimer, Toast
from conversations.events import (
    CaseEvent,
    CaseStepTaken,
    CaseTimerRang,
    CheckInAnswered,
    Step,
    SupplementAdded,
)
from conversations.packs.model import Pack

LABOUR_TIMERS = ("labour-reminder", "labour-last", "labour")
SILENCE = "silence"
LABOUR_AGAIN = timedelta(hours=12)


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A clock that runs: its name, the last part of the text key `clock-...`, and when it runs out."""

    name: str
    due_at: datetime


def open_clocks(case: Case) -> tuple[Clock, ...]:
    """Every clock of this case that still runs, soonest first."""
    if not case.is_open:
        return ()
    found = {
        "receipt": None if case.received_at is not None else case.receipt_due_at,
        "labour": case.labour_due_at if case.labour is LabourState.RUNNING else None,
        "silence": None if case.closing is ClosingState.ASKED else case.silence_due_at,
        "closing": case.closing_due_at if case.closing is ClosingState.ASKED else None,
        **{f"talk-{t.kind}": None if t.is_over else t.planned_at or t.due_at for t in case.talks},
    }
    running = (Clock(name=name, due_at=due_at) for name, due_at in found.items() if due_at is not None)
    return tuple(sorted(running, key=lambda clock: clock.due_at))


# ---- the labour inspectorate ------------------------------------------------------------------------------------


def start_labour(case: Case, at: datetime, pack: Pack) -> tuple[Case, tuple[Effect, ...]]:
    """Somebody was hurt: within the pack's hours it must be notified, or marked as not applicable."""
    hours = pack.clocks.labour_inspectorate_hours
    due_at = at + timedelta(hours=hours)
    started = replace(case, labour=LabourState.RUNNING, labour_due_at=due_at)
    times = {
        "labour-reminder": at + timedelta(hours=hours / 2),
        "labour-last": due_at - timedelta(hours=2),
        "labour": due_at,
    }
    timers = tuple(
        SetTimer(timer=name, subject_id=case.case_id, due_at=due) for name, due in times.items() if due > at
    )
    return started, (*timers, Record(action="labour-started", subject_id=case.case_id))


def labour_notice(case: Case, text: str) -> tuple[Say, ...]:
    """The question about the labour inspectorate, to everybody who was asked to take the case up."""
    assert case.labour_due_at is not None
    due_at = case.labour_due_at.isoformat()
    return tuple(inform(case, p, text, buttons=labour_rows(case), args={"due_at": due_at}) for p in case.told)


def labour_rows(case: Case) -> Rows:
    """How the labour inspectorate's clock is stopped."""
    if case.labour is not LabourState.RUNNING:
        return ()
    return (
        (step_button(case, Step.LABOUR_NOTIFIED, "button-labour-notified"),),
        (step_button(case, Step.LABOUR_NOT_APPLICABLE, "button-labour-not-applicable"),),
    )


def injury(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """A handler learns that somebody was hurt: the clock starts now."""
    if case.labour is not LabourState.NONE:
        return CaseTransition(case=case, effects=(Toast(text="toast-noted-already"),))
    started, timers = start_labour(replace(case, injury=True), event.at, pack)
    return CaseTransition(
        case=started.noted(event, "injury"), effects=(*timers, *labour_notice(started, "case-labour"))
    )


def labour_answered(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Notified, or not applicable: the clock stops, and who said so is in the ledger."""
    assert isinstance(event, CaseStepTaken)
    if case.labour is not LabourState.RUNNING:
        return CaseTransition(case=case, effects=(Toast(text="toast-noted-already"),))
    state = LabourState.NOTIFIED if event.step is Step.LABOUR_NOTIFIED else LabourState.NOT_APPLICABLE
    after = replace(case, labour=state).noted(event, event.step.value)
    return CaseTransition(
        case=after,
        effects=(
            *(ClearTimers(subject_id=case.case_id, timer=name) for name in LABOUR_TIMERS),
            Record(action=event.step.value, subject_id=case.case_id),
            inform(case, event.by, f"case-{event.step.value}"),
        ),
    )


def labour_rang(case: Case, event: CaseEvent, timer: str) -> CaseTransition:
    """Remind; once the hours are over also tell the deputies and the informed officer, and keep asking."""
    if case.labour is not LabourState.RUNNING:
        return CaseTransition(case=case)
    if timer != "labour":
        return CaseTransition(case=case, effects=labour_notice(case, "notice-labour"))
    again = SetTimer(timer="labour", subject_id=case.case_id, due_at=event.at + LABOUR_AGAIN)
    others = (p for p in (*case.deputies, *case.informed) if p not in (*case.told, *case.recused))
    return CaseTransition(
        case=case,
        effects=(
            *labour_notice(case, "notice-labour-late"),
            *(inform(case, p, "notice-labour-late-informed") for p in dict.fromkeys(others)),
            again,
            Record(action="labour-late", subject_id=case.case_id),
        ),
    )


# ---- silence ----------------------------------------------------------------------------------------------------


def start_silence(case: Case, at: datetime, pack: Pack) -> tuple[Case, SetTimer]:
    """From now on the reporter has heard nothing."""
    due_at = add_working_days(at, pack.clocks.silence_working_days, pack)
    return replace(case, silence_due_at=due_at), SetTimer(
        timer=SILENCE, subject_id=case.case_id, due_at=due_at
    )


def heard(before: Case, transition: CaseTransition, event: CaseEvent, pack: Pack) -> CaseTransition:
    """When a person of the organisation let the reporter hear something, silence is counted anew from there."""
    after = transition.case
    if before.state is CaseState.CLOSED and after.state is CaseState.CLOSED:
        return _heard_afterwards(transition, event, pack)
    if not after.is_open or event.by not in before.told or not _speaks_to_reporter(transition):
        return transition
    counted, timer = start_silence(replace(after, heard_at=event.at), event.at, pack)
    return CaseTransition(case=counted, effects=(*transition.effects, timer))


def _speaks_to_reporter(transition: CaseTransition) -> bool:
    said = (e.say if isinstance(e, Bring) else e for e in transition.effects)
    return any(isinstance(e, Say) and e.to == transition.case.reporter_id for e in said)


def _heard_afterwards(transition: CaseTransition, event: CaseEvent, pack: Pack) -> CaseTransition:
    """What a reporter writes after the end waits for an answer too, and an answer is all that it waits for."""
    after = transition.case
    by_step = event.step if isinstance(event, CaseStepTaken) else None
    told = isinstance(event, SupplementAdded) or (isinstance(event, CheckInAnswered) and event.shared)
    wrote = told or by_step in (Step.MESSAGE, Step.FILE)
    if event.by == after.reporter_id and wrote:
        if after.silence_due_at is not None:
            return transition
        waiting, timer = start_silence(after, event.at, pack)
        return CaseTransition(case=waiting, effects=(*transition.effects, timer))
    if event.by in after.told and _speaks_to_reporter(transition):
        answered = replace(after, heard_at=event.at, silence_due_at=None)
        clear = ClearTimers(subject_id=after.case_id, timer=SILENCE)
        return CaseTransition(case=answered, effects=(*transition.effects, clear))
    return transition


def rang_afterwards(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The clock of a closed case: only that of a message without an answer still runs."""
    assert isinstance(event, CaseTimerRang)
    if event.timer != SILENCE or case.silence_due_at is None:
        return CaseTransition(case=case)
    again, timer = start_silence(case, event.at, pack)
    rows: Rows = (
        (write_button(case, Step.MESSAGE, "button-message-reporter"),),
        (write_button(case, Step.REOPEN, "button-reopen"),),
    )
    nudges = tuple(inform(case, p, "notice-silence-closed", buttons=rows) for p in case.responsible)
    return CaseTransition(
        case=again, effects=(*nudges, timer, Record(action="silence", subject_id=case.case_id))
    )


def silence_rang(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The reporter has heard nothing for too long: nudge who handles it, and again after the same time.

    Not while the reporter was asked whether it can be closed: then it is they who are waited for, and the end of that
    wait is told by itself.
    """
    if case.silence_due_at is not None and event.at < case.silence_due_at:  # counted anew in the same minute
        return CaseTransition(case=case)
    if case.reporter_gone:
        return CaseTransition(case=replace(case, silence_due_at=None))
    again, timer = start_silence(case, event.at, pack)
    if case.closing is ClosingState.ASKED:
        return CaseTransition(case=again, effects=(timer,))
    since = (case.heard_at or case.created_at).isoformat()
    rows: Rows = (
        (write_button(case, Step.MESSAGE, "button-message-reporter"),),
        (step_button(case, Step.MENU, "button-case-menu", "main"),),
    )
    nudges = tuple(
        inform(case, p, "notice-silence", buttons=rows, args={"since_at": since}) for p in case.responsible
    )
    return CaseTransition(
        case=again, effects=(*nudges, timer, Record(action="silence", subject_id=case.case_id))
    )
