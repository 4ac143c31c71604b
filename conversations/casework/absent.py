"""A side of a case that is not there: nobody of the handlers is left, or the reporter is enrolled no longer.

Owns that nobody reads of words that they were sent when nobody can get them: who reads it instead is looked for first,
and else it is said, with another route. Must not know how somebody came to be gone.
"""

from __future__ import annotations

from dataclasses import replace

from conversations.actions import Action as A
from conversations.casework.files import SHARED
from conversations.casework.model import Case, CaseTransition, ClosingState, inform, step_button
from conversations.casework.receipt import escalate
from conversations.effects import Button, ClearTimers, Effect, Record, Rows, Say
from conversations.events import (
    CaseEvent,
    CaseStepTaken,
    CheckInAnswered,
    NewThreatReported,
    Step,
    SupplementAdded,
)
from conversations.packs.model import Pack

WORDS = (Step.WRITE, Step.MESSAGE, Step.QUESTION, Step.OPINION, Step.FILE, Step.CORRECTION, Step.AGAIN)
"""What a reporter does that is meant for somebody."""

PROMISES = (
    "write-message-reporter",
    "write-question",
    "write-opinion",
    "case-message-sent",
    "case-question-sent",
    "case-correction-sent",
    "closing-opinion-kept",
    "again-told",
)
"""Texts that say that somebody gets it."""

TO_THE_REPORTER = (Step.MESSAGE, Step.PROPOSE, Step.OFFER_REPORT)


# ---- nobody handles it ------------------------------------------------------------------------------------------


def waits_for_somebody(event: CaseEvent) -> bool:
    """Whether this, done by the reporter, is meant to be read by somebody."""
    if isinstance(event, CaseStepTaken):
        return event.step in WORDS
    if isinstance(event, CheckInAnswered):
        return event.shared
    return isinstance(event, SupplementAdded | NewThreatReported)


def found(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The case with whoever there is now, as when nobody had confirmed it; unchanged when there is still nobody."""
    first = tuple(dict.fromkeys((*case.handlers, *case.deputies)))
    wider = escalate(replace(case, escalated=0, handlers=(), deputies=first), event, pack)
    if not wider.case.told:
        return CaseTransition(case=case)
    if not case.is_open:
        return CaseTransition(case=replace(case, told=wider.case.told))
    return replace(wider, case=replace(wider.case, handlers=case.handlers, deputies=case.deputies))


def answered(before: CaseTransition, done: CaseTransition, event: CaseEvent, pack: Pack) -> CaseTransition:
    """What follows, after whoever was found was told; when there was nobody, it says so in place of a promise."""
    effects = (*before.effects, *done.effects)
    if before.case.told:
        return replace(done, effects=effects)
    numbers = {"emergency": pack.numbers.emergency, "support_team": pack.numbers.support_team}
    honest = inform(done.case, event.by, "case-nobody-now", args=numbers)
    if any(_promises(e, event) for e in effects):
        said = tuple(replace(honest, buttons=_kept(e)) if _promises(e, event) else e for e in effects)
    else:
        said = (*effects, honest)
    record = Record(action="nobody-to-read", subject_id=done.case.case_id)
    return replace(done, effects=(*said, record))


def _promises(effect: Effect, event: CaseEvent) -> bool:
    return isinstance(effect, Say) and effect.to == event.by and any(t in PROMISES for t in effect.texts)


def _kept(effect: Effect) -> Rows:
    return effect.buttons if isinstance(effect, Say) else ()


# ---- the reporter is gone ---------------------------------------------------------------------------------------


def reporter_gone(case: Case, event: CaseStepTaken) -> CaseTransition | None:
    """What a handler hears who wants to reach a reporter that is gone; None for a step that does not need them.

    Nobody can be asked whether it may be closed, so it can be closed at once.
    """
    if event.step is Step.ASK_CLOSING:
        row = (step_button(case, Step.CLOSE, "button-close"),)
        alone = replace(case, closing=ClosingState.UNANSWERED, closing_due_at=None)
        said = inform(case, event.by, "case-reporter-gone-close", buttons=(row,))
        return CaseTransition(
            case=alone, effects=(ClearTimers(subject_id=case.case_id, timer="closing"), said)
        )
    to_them = event.step in TO_THE_REPORTER
    if event.step in (Step.WRITE, Step.FILE):
        to_them = event.value in SHARED
    if event.step is Step.CORRECTION:
        to_them = event.subject in SHARED
    if not to_them:
        return None
    done = Button(label="button-done", action=A.CASE_DONE, anytime=True)
    return CaseTransition(
        case=case, effects=(inform(case, event.by, "case-reporter-gone", buttons=((done,),)),)
    )
