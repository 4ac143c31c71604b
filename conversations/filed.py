"""What a reporter does with a report that was sent: look where it stands, add to it, withdraw it, wipe the chat.

Owns the reporter's side of a filed report; the case itself lives in `casework`.
"""

from __future__ import annotations

from dataclasses import replace

from conversations import draft_keeping, prompts
from conversations.actions import Action as A
from conversations.effects import (
    Button,
    CancelCheckIns,
    ClearTimers,
    DropEvidence,
    Effect,
    Rows,
    Say,
    TellCase,
    Toast,
    WipeChat,
)
from conversations.events import (
    AttachmentReceived,
    ButtonPressed,
    ChatWiped,
    Event,
    EvidenceRefused,
    EvidenceStored,
    ReportWithdrawn,
    Step,
    TextReceived,
)
from conversations.moves import (
    IllegalTransitionError,
    Move,
    Setting,
    Transition,
    Trigger,
    button,
    idle,
    say,
)
from conversations.snapshot import FiledReport, FiledState, Snapshot, State


def my_reports(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """The list of everything this person sent, newest first."""
    if not snapshot.filed:
        shown = say("my-reports-none", buttons=prompts.menu_buttons(snapshot, setting))
        return Transition(snapshot=snapshot, effects=(shown,))
    newest = sorted(snapshot.filed, key=lambda f: f.sent_at, reverse=True)[:20]
    rows = tuple(
        (
            Button(
                label=f"my-reports-{f.kind}",
                label_args={"reference": f.reference, "sent_at": f.sent_at.isoformat()},
                action=A.SHOW_REPORT,
                argument=f.case_id,
                anytime=True,
            ),
        )
        for f in newest
    )
    return Transition(
        snapshot=snapshot, effects=(say("my-reports", buttons=rows, count=len(snapshot.filed)),)
    )


def show(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Where one report stands, and what can be done with it."""
    filed = filed_in(snapshot, event)
    status = Say(
        texts=("report-status",),
        args={"reference": filed.reference, "sent_at": filed.sent_at.isoformat(), "case_id": filed.case_id},
        view="status",
        buttons=_report_buttons(filed),
    )
    return Transition(snapshot=snapshot, effects=(status,))


def _report_buttons(filed: FiledReport) -> Rows:
    def about(action: A, label: str) -> tuple[Button, ...]:
        return (button(action, label, filed.case_id, anytime=True),)

    if filed.withdrawn:
        return (about(A.WIPE, "button-wipe"),)
    case_id = filed.case_id
    agreed = (button(A.CASE_STEP, "button-ledger", f"{case_id}:{Step.LEDGER}", anytime=True),)
    message = (button(A.CASE_WRITE, "button-message-handler", f"{case_id}:{Step.MESSAGE}", anytime=True),)
    add = about(A.SUPPLEMENT, "button-supplement")
    withdraw = about(A.WITHDRAW, "button-withdraw")
    ask_now = about(A.EARLIER, "check-in-button-now")
    if filed.kind != "report":
        return (message, about(A.REPORT_FROM, "button-make-report"), withdraw)
    again = (button(A.CASE_STEP, "button-again", f"{case_id}:{Step.AGAIN_FIRST}", anytime=True),)
    return (agreed, message, add, again, ask_now, withdraw, about(A.WIPE, "button-wipe"))


def filed_in(snapshot: Snapshot, event: Event) -> FiledReport:
    """The report that the pressed button is about. Raises IllegalTransitionError when it is not this person's."""
    assert isinstance(event, ButtonPressed)
    filed = snapshot.filed_report(event.argument)
    if filed is None:
        raise IllegalTransitionError("there is no such report")
    return filed


# ---- withdrawing ------------------------------------------------------------------------------------------------


def withdraw(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Ask whether the report really has to be withdrawn."""
    filed = filed_in(snapshot, event)
    if filed.withdrawn:
        return Transition(snapshot=snapshot, effects=(Toast(text="toast-withdrawn"),))
    asking = replace(draft_keeping.set_aside(snapshot), state=FiledState.WITHDRAWAL, about=filed.case_id)
    return Transition(snapshot=asking, effects=ask_again(asking))


def ask_again(snapshot: Snapshot) -> tuple[Say, ...]:
    """The question that is open: whether to withdraw, or whether to wipe. Nothing when the report is gone meanwhile."""
    if snapshot.state is FiledState.WIPING:
        wiping = ((button(A.CONFIRM, "button-wipe-yes"),), (button(A.BACK, "button-cancel"),))
        return (say("wipe-ask", buttons=wiping),)
    filed = snapshot.filed_report(snapshot.about)
    buttons = ((button(A.BACK, "button-withdraw-no"),), (button(A.CONFIRM, "button-withdraw-yes"),))
    if filed is None:
        return ()
    begun = snapshot.supplement
    lost = begun is not None and not begun.is_empty() and begun.draft_id.startswith(filed.case_id)
    texts = ("withdraw-ask", "withdraw-addition") if lost else ("withdraw-ask",)
    return (say(*texts, buttons=buttons, reference=filed.reference),)


def _withdraw_confirmed(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    filed = snapshot.filed_report(snapshot.about)
    if filed is None:
        raise IllegalTransitionError("there is no such report")
    gone = replace(filed, withdrawn=True)
    reports = tuple(gone if f.case_id == filed.case_id else f for f in snapshot.filed)
    done = replace(idle(snapshot), path=snapshot.path, filed=reports)
    begun = done.supplement
    drop: tuple[Effect, ...] = ()
    if begun is not None and begun.draft_id.startswith(filed.case_id):
        done = replace(done, supplement=None)
        drop = (DropEvidence(draft_id=begun.draft_id), ClearTimers(subject_id=begun.draft_id))
    told = ReportWithdrawn(at=event.at, nonce=event.nonce, by=setting.person.person_id)
    return Transition(
        snapshot=done,
        effects=(
            TellCase(case_id=filed.case_id, event=told),
            CancelCheckIns(case_id=filed.case_id),
            *drop,
            say("withdraw-done", buttons=prompts.menu_buttons(done, setting), reference=filed.reference),
        ),
    )


def _withdraw_cancelled(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    done = replace(idle(snapshot), path=snapshot.path)
    return Transition(
        snapshot=done, effects=(say("withdraw-not", buttons=prompts.menu_buttons(done, setting)),)
    )


# ---- wiping -----------------------------------------------------------------------------------------------------


def wipe(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Ask whether the conversation has to be removed from the chat."""
    asking = replace(draft_keeping.set_aside(snapshot), state=FiledState.WIPING)
    return Transition(snapshot=asking, effects=ask_again(asking))


def _wipe_confirmed(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    done = replace(idle(snapshot), path=snapshot.path)
    return Transition(snapshot=done, effects=(WipeChat(),))


def _wipe_cancelled(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    done = replace(idle(snapshot), path=snapshot.path)
    return Transition(snapshot=done, effects=(say("cancelled", buttons=prompts.menu_buttons(done, setting)),))


def wiped(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """The chat has been wiped: say what could not be removed and how to do that by hand."""
    assert isinstance(event, ChatWiped)
    text = "wipe-done-partly" if event.left else "wipe-done"
    buttons = prompts.menu_buttons(snapshot, setting)
    return Transition(snapshot=snapshot, effects=(say(text, buttons=buttons, left=event.left),))


# ---- evidence ---------------------------------------------------------------------------------------------------


def evidence_stored(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A file is safe: put that into the draft and tick the message."""
    assert isinstance(event, EvidenceStored)
    stored = _with_attachment_state(snapshot, event.attachment_id, "stored", event.sha256)
    if event.quiet:
        return Transition(snapshot=stored)
    tick = Say(
        texts=("evidence-safe",),
        reply_to=event.message_id,
        push=False,
        buttons=prompts.onward_buttons(stored),
    )
    return Transition(snapshot=stored, effects=(tick,))


def evidence_refused(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A file could not be kept: say which one, why, and what to do instead."""
    assert isinstance(event, EvidenceRefused)
    refused = _with_attachment_state(snapshot, event.attachment_id, "refused", "")
    told = Say(
        texts=(f"evidence-refused-{event.reason}",),
        args={"megabytes": 20},
        reply_to=event.message_id,
        buttons=prompts.onward_buttons(refused),
    )
    return Transition(snapshot=refused, effects=(told,))


def _with_attachment_state(snapshot: Snapshot, attachment_id: str, state: str, sha256: str) -> Snapshot:
    draft, added, asked = snapshot.draft, snapshot.supplement, snapshot.check_in
    return replace(
        snapshot,
        draft=draft.with_attachment_state(attachment_id, state, sha256) if draft else None,
        supplement=added.with_attachment_state(attachment_id, state, sha256) if added else None,
        check_in=asked.with_attachment_state(attachment_id, state, sha256) if asked else None,
    )


def _words_instead(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Something to tell while a withdrawal or wiping is asked: that is what counts; the question is off."""
    return draft_keeping.begin_with_text(replace(idle(snapshot), path=snapshot.path), event, setting)


def _file_instead(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    return draft_keeping.begin_with_evidence(replace(idle(snapshot), path=snapshot.path), event, setting)


MOVES: dict[tuple[State, Trigger], Move] = {
    **{
        (state, trigger): move
        for state in (FiledState.WITHDRAWAL, FiledState.WIPING)
        for trigger, move in ((TextReceived, _words_instead), (AttachmentReceived, _file_instead))
    },
    (FiledState.WITHDRAWAL, A.CONFIRM): _withdraw_confirmed,
    (FiledState.WITHDRAWAL, A.BACK): _withdraw_cancelled,
    (FiledState.WITHDRAWAL, "/stop"): _withdraw_cancelled,
    (FiledState.WIPING, A.CONFIRM): _wipe_confirmed,
    (FiledState.WIPING, A.BACK): _wipe_cancelled,
    (FiledState.WIPING, "/stop"): _wipe_cancelled,
}
