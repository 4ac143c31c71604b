"""A case: what happens on the handlers' side between a report and its end. The one door is `advance_case`.

Owns the tables of who may do what in which state; what each move does stands in the modules beside this one:
receipt, actions, messages, files, written, talks, police, damage, clocks, people, absent and closing. A case knows
people only by their random ids, and nothing of what the report says. It is pure: the caller stores it and carries out
the effects.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from conversations import call_today
from conversations.casework import absent as case_absent
from conversations.casework import actions as case_actions
from conversations.casework import clocks as case_clocks
from conversations.casework import closing as case_closing
from conversations.casework import damage as case_damage
from conversations.casework import files as case_files
from conversations.casework import menus as case_menus
from conversations.casework import messages as case_messages
from conversations.casework import people as case_people
from conversations.casework import police as case_police
from conversations.casework import receipt as case_receipt
from conversations.casework import talks as case_talks
from conversations.casework.actions import end_actions
from conversations.casework.model import (
    OPEN_STATES,
    CareNote,
    Case,
    CaseMove,
    CaseState,
    CaseTransition,
    NotYoursError,
    case_from_json,
    case_to_json,
    inform,
)
from conversations.casework.receipt import open_case, settle_notices, tell_all
from conversations.effects import ClearTimers, Effect, Record, Say, Toast
from conversations.events import (
    BecameReport,
    CallMade,
    CaseEvent,
    CaseShown,
    CaseStepTaken,
    CaseTimerRang,
    CheckInAnswered,
    ContactAsked,
    DossierOpened,
    NewThreatReported,
    NotificationDelivered,
    PhoneGiven,
    ReceiptConfirmed,
    ReportWithdrawn,
    Step,
    SupplementAdded,
    TalkCameDue,
    TalkHeld,
)
from conversations.moves import IllegalTransitionError
from conversations.packs.model import Pack

__all__ = [
    "BY_HANDLER",
    "BY_REPORTER",
    "MOVES",
    "STEPS",
    "Case",
    "CaseState",
    "CaseTransition",
    "NotYoursError",
    "Side",
    "advance_case",
    "case_from_json",
    "case_to_json",
    "open_case",
]

# ---- what the reporter does -------------------------------------------------------------------------------------


def _supplemented(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    return CaseTransition(case=case, effects=tell_all(case, "notice-supplement"))


def _withdrawn(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    ended = end_actions(case, event)
    gone = replace(ended, state=CaseState.WITHDRAWN, phone="", silence_due_at=None, notices=()).noted(
        event, "withdrawn"
    )
    effects = (
        ClearTimers(subject_id=case.case_id),
        Record(action="report-withdrawn", subject_id=case.case_id),
        *settle_notices(case, "notice-was-withdrawn", ()),
        *tell_all(gone, "notice-withdrawn"),
    )
    return CaseTransition(case=gone, effects=effects)


def _phone_given(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    assert isinstance(event, PhoneGiven)
    known = replace(case, phone=event.phone)
    return CaseTransition(case=known, effects=tell_all(known, "notice-phone"))


IN_TOUCH = timedelta(days=7)
"""Who did something in the case this recently is not somebody of whom nothing is heard."""


def _check_in_answered(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    assert isinstance(event, CheckInAnswered)
    if event.outcome == "unanswered-twice" and case.reacted_at and event.at - case.reacted_at < IN_TOUCH:
        return CaseTransition(case=case)
    text = "notice-check-in-shared" if event.shared else f"notice-check-in-{event.outcome}"
    note = CareNote(kind=event.kind, outcome="shared" if event.shared else event.outcome, at=event.at)
    noted = CaseTransition(case=replace(case, care=note), effects=tell_all(case, text))
    if event.outcome != "unanswered-twice" or not case.responsible:
        return noted
    caller = {"handler_key": f"role-{case.role_of(case.responsible[0])}"}
    return noted.then(inform(case, case.reporter_id, "reporter-unanswered-twice", push=False, args=caller))


# ---- what the clock brings --------------------------------------------------------------------------------------


def _timer(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    assert isinstance(event, CaseTimerRang)
    timer = event.timer
    if timer in case_clocks.LABOUR_TIMERS:
        return case_clocks.labour_rang(case, event, timer)
    if timer in case_talks.TIMERS:
        return case_talks.rang(case, event, pack, timer.removeprefix("talk-"))
    return _TIMERS.get(timer, case_receipt.rang)(case, event, pack)


_TIMERS: dict[str, CaseMove] = {
    case_clocks.SILENCE: case_clocks.silence_rang,
    case_closing.CLOSING: case_closing.rang,
    call_today.TIMER: call_today.rang,
    "hand-over": case_people.hand_over_rang,
}


# ---- the tables -------------------------------------------------------------------------------------------------

_ALWAYS: dict[type[CaseEvent], CaseMove] = {
    NotificationDelivered: case_receipt.delivered,
    CaseShown: case_menus.main,
    CallMade: case_closing.call_made,
}
_WHILE_OPEN: dict[type[CaseEvent], CaseMove] = {
    ReceiptConfirmed: case_receipt.confirm,
    DossierOpened: case_receipt.dossier_opened,
    ContactAsked: case_receipt.contact,
    SupplementAdded: _supplemented,
    ReportWithdrawn: _withdrawn,
    PhoneGiven: _phone_given,
    CheckInAnswered: _check_in_answered,
    CaseTimerRang: _timer,
    NewThreatReported: case_receipt.new_threat,
    TalkHeld: case_talks.held,
    TalkCameDue: case_talks.came_due,
    BecameReport: case_closing.became_report,
}

MOVES: dict[tuple[CaseState, type[CaseEvent]], CaseMove] = {
    **{(state, event): move for state in CaseState for event, move in _ALWAYS.items()},
    **{(state, event): move for state in OPEN_STATES for event, move in _WHILE_OPEN.items()},
    (CaseState.CLOSED, NewThreatReported): case_receipt.new_threat,
    (CaseState.CLOSED, TalkHeld): case_talks.held,
    (CaseState.CLOSED, SupplementAdded): _supplemented,
    (CaseState.CLOSED, ReportWithdrawn): _withdrawn,
    (CaseState.CLOSED, CheckInAnswered): _check_in_answered,
    (CaseState.CLOSED, CaseTimerRang): case_clocks.rang_afterwards,
}

BY_HANDLER: tuple[type[CaseEvent], ...] = (ReceiptConfirmed, DossierOpened, ContactAsked, CaseShown)
BY_REPORTER: tuple[type[CaseEvent], ...] = (
    SupplementAdded,
    ReportWithdrawn,
    PhoneGiven,
    CheckInAnswered,
    NewThreatReported,
    TalkHeld,
    CallMade,
    BecameReport,
)


class Side(StrEnum):
    """Who takes a step: a case handler who was told, the reporter, or either of them."""

    HANDLER = "handler"
    REPORTER = "reporter"
    EITHER = "either"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What a step does, who may take it, and in which states. `handles` marks work on the case, not only a look."""

    move: CaseMove
    side: Side = Side.HANDLER
    states: tuple[CaseState, ...] = OPEN_STATES
    handles: bool = False


def _work(move: CaseMove) -> Rule:
    return Rule(move=move, handles=True)


def _reporters(move: CaseMove) -> Rule:
    return Rule(move=move, side=Side.REPORTER)


_AFTERWARDS = (*OPEN_STATES, CaseState.CLOSED)

STEPS: dict[Step, Rule] = {
    Step.MENU: Rule(move=case_menus.menu, states=tuple(CaseState)),
    Step.CARD: Rule(move=case_actions.card),
    Step.TALK_CARD: Rule(move=case_talks.card),
    Step.LEDGER: Rule(move=case_menus.ledger, side=Side.EITHER, states=tuple(CaseState)),
    Step.WRITE: Rule(move=case_messages.ask_for_words, side=Side.EITHER, states=_AFTERWARDS),
    Step.MESSAGE: Rule(move=case_messages.message, side=Side.EITHER, states=_AFTERWARDS, handles=True),
    Step.PROPOSE: _work(case_actions.propose),
    Step.CARRIED_OUT: _work(case_actions.carry_out),
    Step.DROP: _work(case_actions.drop),
    Step.CHECK: _work(case_police.check),
    Step.PROGRESS: _work(case_police.progress),
    Step.CORRECTION: Rule(move=case_messages.correction, side=Side.EITHER, states=_AFTERWARDS),
    Step.FILE: Rule(move=case_files.file, side=Side.EITHER, states=_AFTERWARDS, handles=True),
    Step.FILE_KEPT: Rule(move=case_files.file_kept, side=Side.EITHER, states=_AFTERWARDS),
    Step.NOTE: Rule(move=case_messages.note, states=_AFTERWARDS),
    Step.POLICE_NOTE: Rule(move=case_messages.note, states=_AFTERWARDS),
    Step.TALK_OFFERED: _work(case_talks.offered),
    Step.TALK_PLANNED: _work(case_talks.planned),
    Step.TALK_SAID: _work(case_talks.said),
    Step.TALK_DECLINED: _work(case_talks.declined),
    Step.DAMAGE: _work(case_damage.described),
    Step.AMOUNT: _work(case_damage.amount),
    Step.PAID: _work(case_damage.amount),
    Step.RECOVERED: _work(case_damage.amount),
    Step.INJURY: _work(case_clocks.injury),
    Step.LABOUR_NOTIFIED: _work(case_clocks.labour_answered),
    Step.LABOUR_NOT_APPLICABLE: _work(case_clocks.labour_answered),
    Step.HAND_OVER: Rule(move=case_people.hand_over),
    Step.ACCEPT: _work(case_people.accept),
    Step.RECUSE: Rule(move=case_people.recuse),
    Step.STAND_IN: Rule(move=case_people.stand_in),
    Step.BACK_AGAIN: Rule(move=case_people.back_again),
    Step.STAND_IN_UNTIL: Rule(move=case_people.stand_in_until),
    Step.ASK_CLOSING: _work(case_closing.ask),
    Step.CLOSE: _work(case_closing.close),
    Step.REOPEN: Rule(move=case_closing.reopen, states=(CaseState.CLOSED,)),
    Step.OFFER_REPORT: _work(case_closing.offer_report),
    Step.ASK_LIST: _reporters(case_actions.may_ask),
    Step.ASK: _reporters(case_actions.ask),
    Step.ANSWERS: _reporters(case_menus.answers),
    Step.YES_FIRST: _reporters(case_actions.yes_first),
    Step.YES: _reporters(case_actions.answer),
    Step.NOT_YET: _reporters(case_actions.answer),
    Step.NO: _reporters(case_actions.answer),
    Step.TAKE_BACK_FIRST: _reporters(case_actions.take_back_first),
    Step.TAKE_BACK: _reporters(case_actions.take_back),
    Step.QUESTION: _reporters(case_actions.question),
    Step.TALK_CONFIRMED: Rule(move=case_talks.confirmed, side=Side.REPORTER, states=_AFTERWARDS),
    Step.TALK_DENIED: _reporters(case_talks.denied),
    Step.CLOSING_AGREED: _reporters(case_closing.agreed),
    Step.CLOSING_NOT_YET: _reporters(case_closing.not_yet),
    Step.OPINION: Rule(move=case_closing.opinion, side=Side.REPORTER, states=_AFTERWARDS),
    Step.REPORT_DECLINED: _reporters(case_closing.report_declined),
    Step.AGAIN_FIRST: Rule(move=case_receipt.again_first, side=Side.REPORTER, states=_AFTERWARDS),
    Step.AGAIN: Rule(move=case_receipt.again, side=Side.REPORTER, states=_AFTERWARDS),
}
"""Every step, with who may take it and when. A step that is not here does not exist."""


def advance_case(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """What follows from an event for this case.

    Raises NotYoursError when `event.by` has nothing to do with the case, and IllegalTransitionError when the event
    does not fit its state; the case stays as it was.
    """
    if event.by == case.reporter_id and not case.told and case_absent.waits_for_somebody(event):
        found = case_absent.found(case, event, pack)
        return case_absent.answered(found, _advance(found.case, event, pack), event, pack)
    return _advance(case, event, pack)


def _advance(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    if isinstance(event, CaseStepTaken):
        done = _step(case, event, pack)
        if event.by == case.reporter_id and event.step is not Step.FILE_KEPT:
            done = replace(done, case=replace(done.case, reacted_at=event.at))
        return case_clocks.heard(case, done, event, pack)
    if isinstance(event, BY_HANDLER) and event.by not in case.told:
        raise NotYoursError("this case is not yours")
    if isinstance(event, BY_REPORTER) and event.by != case.reporter_id:
        raise NotYoursError("this report is not yours")
    move = MOVES.get((case.state, type(event)))
    if move is None:
        raise IllegalTransitionError(f"a case that is {case.state} cannot take this")
    done = move(case, event, pack)
    if isinstance(event, SupplementAdded):
        done = replace(done, case=replace(done.case, reacted_at=event.at))
    return case_clocks.heard(case, done, event, pack)


def _step(case: Case, event: CaseStepTaken, pack: Pack) -> CaseTransition:
    rule = STEPS[event.step]
    by_handler = event.by in case.told or _sent_before(case, event)
    by_reporter = event.by == case.reporter_id
    if not {Side.HANDLER: by_handler, Side.REPORTER: by_reporter, Side.EITHER: by_handler or by_reporter}[
        rule.side
    ]:
        raise NotYoursError("this step is not yours to take")
    if case.state not in rule.states:
        raise IllegalTransitionError(f"a case that is {case.state} cannot take this step")
    if by_handler and case.reporter_gone:
        instead = case_absent.reporter_gone(case, event)
        if instead is not None:
            return instead
    if not (rule.handles and by_handler and case.is_open):
        return rule.move(case, event, pack)
    begun = case_receipt.handled(case, event, pack)
    done = rule.move(begun.case, event, pack)
    if done.case == begun.case and all(_only_answers(e, event) for e in done.effects):
        return replace(done, case=case)
    return replace(done, effects=(*begun.effects, *done.effects))


def _only_answers(effect: Effect, event: CaseStepTaken) -> bool:
    """Whether this only tells whoever took the step something: a refusal is no work on the case."""
    return isinstance(effect, Toast) or (isinstance(effect, Say) and effect.to == event.by)


def _sent_before(case: Case, event: CaseStepTaken) -> bool:
    """Whether this is a file that was sent while the case was theirs: it is safe, and the other side may know."""
    return event.step is Step.FILE_KEPT and any(
        e.what == "file" and e.about == event.subject and e.by == event.by for e in case.ledger
    )
