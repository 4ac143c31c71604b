"""The end of a case: the reporter's view is asked first, then it is closed; it can be opened again.

Owns that a case is closed only after the reporter agreed, or did not answer within the pack's days. For doubt and a
call-back it also owns the offer to make it a report, which only the reporter can take up.
"""

from __future__ import annotations

from dataclasses import replace

from conversations.actions import Action as A
from conversations.aftercare.schedule import add_working_days
from conversations.casework.actions import end_actions
from conversations.casework.clocks import start_silence
from conversations.casework.model import (
    Case,
    CaseState,
    CaseTransition,
    ClosingState,
    inform,
    step_button,
    write_button,
)
from conversations.casework.talks import resume_talks
from conversations.effects import Bring, Button, ClearTimers, Effect, Record, Rows, SealText, SetTimer, Toast
from conversations.events import BecameReport, CaseEvent, CaseStepTaken, Step
from conversations.packs.model import Pack

CLOSING = "closing"


def ask(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Ask the reporter whether it can be closed."""
    if case.closing is ClosingState.ASKED:
        return CaseTransition(case=case, effects=(Toast(text="toast-closing-asked"),))
    due_at = add_working_days(event.at, pack.clocks.silence_working_days, pack)
    rows: Rows = (
        (step_button(case, Step.CLOSING_AGREED, "button-closing-yes"),),
        (step_button(case, Step.CLOSING_NOT_YET, "button-closing-no"),),
        (write_button(case, Step.OPINION, "button-closing-opinion"),),
    )
    asked = replace(case, closing=ClosingState.ASKED, closing_due_at=due_at).noted(event, "closing-asked")
    return CaseTransition(
        case=asked,
        effects=(
            inform(
                case, case.reporter_id, "closing-asked-you", buttons=rows, args={"due_at": due_at.isoformat()}
            ),
            inform(case, event.by, "closing-asked", args={"due_at": due_at.isoformat()}),
            SetTimer(timer=CLOSING, subject_id=case.case_id, due_at=due_at),
            Record(action="closing-asked", subject_id=case.case_id),
        ),
    )


def agreed(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The reporter agrees: it is closed at once."""
    if case.closing not in (ClosingState.ASKED, ClosingState.UNANSWERED):
        return CaseTransition(case=case, effects=(Toast(text="toast-answered-already"),))
    noted = replace(case, closing=ClosingState.AGREED).noted(event, "closing-agreed")
    return _closed(noted, event)


def not_yet(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The reporter does not want it closed: it stays open, and the handlers hear it."""
    if case.closing not in (ClosingState.ASKED, ClosingState.UNANSWERED):
        return CaseTransition(case=case, effects=(Toast(text="toast-answered-already"),))
    rows: Rows = ((write_button(case, Step.MESSAGE, "button-message-handler"),),)
    stays = replace(case, closing=ClosingState.NOT_YET, closing_due_at=None).noted(event, "closing-not-yet")
    reply: Rows = ((write_button(case, Step.MESSAGE, "button-message-reporter"),),)
    return CaseTransition(
        case=stays,
        effects=(
            ClearTimers(subject_id=case.case_id, timer=CLOSING),
            inform(case, event.by, "closing-not-yet-you", buttons=rows),
            *(inform(case, p, "notice-closing-not-yet", buttons=reply) for p in case.told),
            Record(action="closing-not-yet", subject_id=case.case_id),
        ),
    )


def opinion(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """What the reporter thinks of how it went: sealed, and brought to who handles it."""
    assert isinstance(event, CaseStepTaken)
    rows: Rows = (
        (step_button(case, Step.CLOSING_AGREED, "button-closing-yes"),),
        (step_button(case, Step.CLOSING_NOT_YET, "button-closing-no"),),
    )
    open_question = case.closing in (ClosingState.ASKED, ClosingState.UNANSWERED)
    return CaseTransition(
        case=case,
        effects=(
            SealText(case_id=case.case_id, part="message", kind="opinion", text=event.text),
            *(
                Bring(say=inform(case, p, "case-opinion", view="words"), text=event.text)
                for p in case.responsible
            ),
            inform(case, event.by, "closing-opinion-kept", buttons=rows if open_question else ()),
            Record(action="opinion-given", subject_id=case.case_id),
        ),
    )


def rang(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The reporter did not answer: the handler may close it now, or call first. That is the nudge as well, so silence
    is counted anew."""
    if case.closing is not ClosingState.ASKED:
        return CaseTransition(case=case)
    rows: Rows = ((step_button(case, Step.CLOSE, "button-close"),),)
    silent = replace(case, closing=ClosingState.UNANSWERED, closing_due_at=None)
    counted, timer = start_silence(silent, event.at, pack)
    asked = (inform(case, p, "notice-closing-unanswered", buttons=rows) for p in case.told)
    return CaseTransition(case=counted, effects=(*asked, timer))


def close(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Close it: only after the reporter was asked and agreed or did not answer in time."""
    if case.closing not in (ClosingState.AGREED, ClosingState.UNANSWERED):
        return CaseTransition(case=case, effects=(Toast(text="toast-ask-first", alert=True),))
    return _closed(case, event)


def _closed(case: Case, event: CaseEvent) -> CaseTransition:
    """Closed: the reporter hears that check-ins still come and how to stop them, the handlers what no longer does."""
    after = replace(
        end_actions(case, event),
        state=CaseState.CLOSED,
        phone="",
        silence_due_at=None,
        closing_due_at=None,
    ).noted(event, "closed")
    reopen: Rows = ((write_button(case, Step.REOPEN, "button-reopen"),),)
    again = step_button(case, Step.AGAIN_FIRST, "button-again")
    onward = again if case.kind == "report" else report_button(case)
    no_more = Button(
        label="check-in-button-stop-all", action=A.STOP_CHECK_INS, argument=case.case_id, anytime=True
    )
    goes_on = ("case-closed-care",) if case.kind == "report" else ()
    open_talks = any(not t.is_over for t in case.talks)
    notice = "notice-closed-talks" if open_talks else "notice-closed"
    return CaseTransition(
        case=after,
        effects=(
            ClearTimers(subject_id=case.case_id),
            inform(
                case,
                case.reporter_id,
                "case-closed-you",
                *goes_on,
                buttons=(
                    (onward,),
                    (write_button(case, Step.MESSAGE, "button-message-handler"),),
                    *(((no_more,),) if goes_on else ()),
                ),
            ),
            *(inform(case, p, notice, buttons=reopen) for p in case.told),
            Record(action="case-closed", subject_id=case.case_id),
        ),
    )


def reopen(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Open it again, with a reason that is sealed: nothing that was agreed before counts any more, and silence is
    counted anew."""
    assert isinstance(event, CaseStepTaken)
    if not event.text:
        why: Rows = ((write_button(case, Step.REOPEN, "button-reopen-why"),),)
        return CaseTransition(case=case, effects=(inform(case, event.by, "case-reopen-why", buttons=why),))
    state = CaseState.OPENED if case.opened_at else CaseState.RECEIVED
    again = replace(
        case,
        state=state,
        closing=ClosingState.NONE,
        received_at=case.received_at or event.at,
        received_by=case.received_by or event.by,
    )
    counted, timer = start_silence(again.noted(event, "reopened"), event.at, pack)
    menu: Rows = ((step_button(case, Step.MENU, "button-case-menu", "main"),),)
    return CaseTransition(
        case=counted,
        effects=(
            timer,
            *resume_talks(counted, event.at, pack),
            SealText(case_id=case.case_id, part="note", kind="reopen", text=event.text),
            inform(case, case.reporter_id, "case-reopened-you"),
            *(inform(case, p, "notice-reopened", buttons=menu) for p in case.told),
            Record(action="case-reopened", subject_id=case.case_id),
        ),
    )


# ---- doubt and a call-back --------------------------------------------------------------------------------------


def offer_report(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Ask whether the reporter wants to make it a report. Nothing is registered unless they do."""
    if case.kind == "report":
        return CaseTransition(case=case, effects=(Toast(text="toast-is-report"),))
    rows: Rows = (
        (report_button(case),),
        (step_button(case, Step.REPORT_DECLINED, "button-no-report-needed"),),
    )
    asked = inform(case, case.reporter_id, "report-offered-you", buttons=rows)
    if case.report_made:  # without whoever asks this: they cannot know, and the reporter has nothing to do
        asked = inform(case, case.reporter_id, "report-offered-made")
    return CaseTransition(
        case=case.noted(event, "report-offered"),
        effects=(
            asked,
            inform(case, event.by, "report-offered"),
            Record(action="report-offered", subject_id=case.case_id),
        ),
    )


def report_declined(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """No report: the talk stays a talk."""
    return CaseTransition(
        case=case.noted(event, "report-declined"),
        effects=(
            inform(case, event.by, "report-declined-you"),
            *(inform(case, p, "notice-report-declined") for p in case.told),
            Record(action="report-declined", subject_id=case.case_id),
        ),
    )


def report_button(case: Case) -> Button:
    """With this the reporter makes a report of what they asked to talk about."""
    return Button(label="button-make-report", action=A.REPORT_FROM, argument=case.case_id, anytime=True)


def call_made(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The reporter was called: a request for that is over, and nobody is nudged about it any more. A report goes on,
    and the reporter has heard somebody."""
    if not case.is_open:
        return CaseTransition(case=case)
    if case.kind == "report":
        counted, timer = start_silence(replace(case, heard_at=event.at), event.at, pack)
        return CaseTransition(case=counted, effects=(timer,))
    ended = replace(case, state=CaseState.CLOSED, silence_due_at=None, closing_due_at=None, phone="")
    return CaseTransition(
        case=ended.noted(event, "call-made"),
        effects=(
            ClearTimers(subject_id=case.case_id),
            *(inform(case, p, "notice-call-made", push=False) for p in case.told),
            Record(action="call-made", subject_id=case.case_id),
        ),
    )


def became_report(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The reporter made a report of it: it goes on there, and here nothing is waited for any more.

    Where the report leaves somebody out who has this request, nothing changes that they could see: they must not learn
    of the report.
    """
    assert isinstance(event, BecameReport)
    if case.kind == "report":
        return CaseTransition(case=case)
    if any(p not in event.known_by for p in case.told):
        return CaseTransition(case=replace(case, report_made=True))
    ended = replace(case, state=CaseState.CLOSED, silence_due_at=None, closing_due_at=None, phone="")
    notices: tuple[Effect, ...] = tuple(
        inform(case, p, "notice-became-report", push=False) for p in case.told
    )
    return CaseTransition(
        case=ended.noted(event, "became-report"),
        effects=(
            ClearTimers(subject_id=case.case_id),
            *notices,
            Record(action="became-report", subject_id=case.case_id),
        ),
    )
