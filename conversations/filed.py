"""What a reporter does with a report that was sent: look where it stands, add to it, withdraw it, wipe the chat.

Owns the reporter's side of a filed report; the case itself lives in `casework`.
"""

from __future__ import annotations

from dataclasses import replace

from conversations import draft_keeping, prompts
from conversations.actions import Action as A
from conversations.draft import Draft, Entry
from conversations.effects import (
    Button,
    CancelCheckIns,
    DropEvidence,
    FetchEvidence,
    Rows,
    Say,
    SubmitSupplement,
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
    MessageEdited,
    ReportWithdrawn,
    SupplementAdded,
    TextReceived,
)
from conversations.moves import (
    IllegalTransitionError,
    Move,
    Setting,
    Transition,
    Trigger,
    button,
    fresh_id,
    idle,
    say,
)
from conversations.snapshot import FiledReport, FiledState, Snapshot, State

SUPPLEMENT_STEP = "supplement"


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
    filed = _filed(snapshot, event)
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
    add = about(A.SUPPLEMENT, "button-supplement")
    withdraw = about(A.WITHDRAW, "button-withdraw")
    ask_now = about(A.EARLIER, "check-in-button-now")
    return (add, ask_now, withdraw, about(A.WIPE, "button-wipe")) if filed.kind == "report" else (withdraw,)


def _filed(snapshot: Snapshot, event: Event) -> FiledReport:
    assert isinstance(event, ButtonPressed)
    filed = snapshot.filed_report(event.argument)
    if filed is None:
        raise IllegalTransitionError("there is no such report")
    return filed


# ---- adding -----------------------------------------------------------------------------------------------------


def supplement(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Start an addition to a report that was sent."""
    filed = _filed(snapshot, event)
    if filed.withdrawn or filed.kind != "report":
        return Transition(snapshot=snapshot, effects=(Toast(text="toast-withdrawn"),))
    empty = Draft(draft_id=_supplement_id(filed, event), started_at=event.at, touched_at=event.at)
    aside = draft_keeping.set_aside(snapshot)
    writing = replace(aside, state=FiledState.SUPPLEMENT, about=filed.case_id, supplement=empty)
    return Transition(snapshot=writing, effects=(_ask_supplement(writing, filed),))


def _supplement_id(filed: FiledReport, event: Event) -> str:
    """The draft id of an addition: the case id in front, so that its evidence is sealed as part of that report."""
    return f"{filed.case_id}:{fresh_id(event, 'supplement')[:12]}"


def _ask_supplement(snapshot: Snapshot, filed: FiledReport) -> Say:
    return say("supplement-ask", buttons=_supplement_buttons(snapshot), reference=filed.reference)


def _supplement_buttons(snapshot: Snapshot) -> Rows:
    added = snapshot.supplement is not None and not snapshot.supplement.is_empty()
    send: Rows = ((button(A.SEND, "button-supplement-send"),),) if added else ()
    return (*send, (button(A.BACK, "button-cancel"),))


def _supplement_text(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    assert isinstance(event, TextReceived)
    assert snapshot.supplement is not None
    entry = Entry(
        message_id=event.message_id, text=event.text, at=event.at, forwarded_from=event.forwarded_from
    )
    added = replace(snapshot, supplement=snapshot.supplement.with_entry(SUPPLEMENT_STEP, entry))
    return Transition(snapshot=added, effects=(say("supplement-noted", buttons=_supplement_buttons(added)),))


def _supplement_file(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    assert isinstance(event, AttachmentReceived)
    assert snapshot.supplement is not None
    attachment = draft_keeping.attachment_from(event, SUPPLEMENT_STEP)
    fetch = FetchEvidence(
        attachment_id=attachment.attachment_id,
        message_id=event.message_id,
        draft_id=snapshot.supplement.draft_id,
        album_id=event.album_id,
    )
    added = replace(snapshot, supplement=snapshot.supplement.with_attachment(attachment))
    noted = say("supplement-file-noted", buttons=_supplement_buttons(added))
    return Transition(snapshot=added, effects=(fetch, noted))


def _supplement_send(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    added = snapshot.supplement
    filed = snapshot.filed_report(snapshot.about)
    if added is None or added.is_empty() or filed is None:
        return Transition(snapshot=snapshot, effects=(Toast(text="toast-required"),))
    return _submit(
        replace(idle(snapshot), path=snapshot.path), event, filed, added, "supplement-sent", setting
    )


def _submit(
    snapshot: Snapshot, event: Event, filed: FiledReport, added: Draft, text: str, setting: Setting
) -> Transition:
    grown = replace(
        filed, supplements=filed.supplements + 1, message_ids=(*filed.message_ids, *added.message_ids())
    )
    reports = tuple(grown if f.case_id == filed.case_id else f for f in snapshot.filed)
    told = SupplementAdded(at=event.at, nonce=event.nonce, by=setting.person.person_id)
    show_it = button(A.SHOW_REPORT, "button-show-report", filed.case_id, anytime=True)
    return Transition(
        snapshot=replace(snapshot, filed=reports),
        effects=(
            SubmitSupplement(case_id=filed.case_id, draft=added),
            TellCase(case_id=filed.case_id, event=told),
            say(
                text,
                buttons=(*prompts.check_in_waits(snapshot), (show_it,)),
                reference=filed.reference,
            ),
        ),
    )


def _supplement_cancel(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    assert snapshot.supplement is not None
    done = replace(idle(snapshot), path=snapshot.path)
    drop = DropEvidence(draft_id=snapshot.supplement.draft_id)
    return Transition(
        snapshot=done, effects=(drop, say("cancelled", buttons=prompts.menu_buttons(done, setting)))
    )


def edit(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A message of a report that was already sent was changed: the new text goes along as a supplement."""
    assert isinstance(event, MessageEdited)
    if snapshot.supplement is not None:
        changed = snapshot.supplement.with_edit(event.message_id, event.text, event.at)
        if changed is not None:
            return Transition(snapshot=replace(snapshot, supplement=changed), effects=(say("report-edited"),))
    filed = next((f for f in snapshot.filed if event.message_id in f.message_ids and not f.withdrawn), None)
    if filed is None:
        raise IllegalTransitionError("this message is no part of a report")
    entry = Entry(message_id=event.message_id, text=event.text, at=event.at, edited_at=event.at)
    added = Draft(draft_id=_supplement_id(filed, event), started_at=event.at, touched_at=event.at)
    added = added.with_entry(SUPPLEMENT_STEP, entry)
    return _submit(snapshot, event, filed, added, "supplement-from-edit", setting)


# ---- withdrawing ------------------------------------------------------------------------------------------------


def withdraw(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Ask whether the report really has to be withdrawn."""
    filed = _filed(snapshot, event)
    if filed.withdrawn:
        return Transition(snapshot=snapshot, effects=(Toast(text="toast-withdrawn"),))
    asking = replace(draft_keeping.set_aside(snapshot), state=FiledState.WITHDRAWAL, about=filed.case_id)
    buttons = ((button(A.BACK, "button-withdraw-no"),), (button(A.CONFIRM, "button-withdraw-yes"),))
    return Transition(
        snapshot=asking, effects=(say("withdraw-ask", buttons=buttons, reference=filed.reference),)
    )


def _withdraw_confirmed(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    filed = snapshot.filed_report(snapshot.about)
    if filed is None:
        raise IllegalTransitionError("there is no such report")
    gone = replace(filed, withdrawn=True)
    reports = tuple(gone if f.case_id == filed.case_id else f for f in snapshot.filed)
    done = replace(idle(snapshot), path=snapshot.path, filed=reports)
    told = ReportWithdrawn(at=event.at, nonce=event.nonce, by=setting.person.person_id)
    return Transition(
        snapshot=done,
        effects=(
            TellCase(case_id=filed.case_id, event=told),
            CancelCheckIns(case_id=filed.case_id),
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
    buttons = ((button(A.CONFIRM, "button-wipe-yes"),), (button(A.BACK, "button-cancel"),))
    return Transition(snapshot=asking, effects=(say("wipe-ask", buttons=buttons),))


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
    draft, added = snapshot.draft, snapshot.supplement
    return replace(
        snapshot,
        draft=draft.with_attachment_state(attachment_id, state, sha256) if draft else None,
        supplement=added.with_attachment_state(attachment_id, state, sha256) if added else None,
    )


MOVES: dict[tuple[State, Trigger], Move] = {
    (FiledState.SUPPLEMENT, TextReceived): _supplement_text,
    (FiledState.SUPPLEMENT, AttachmentReceived): _supplement_file,
    (FiledState.SUPPLEMENT, A.SEND): _supplement_send,
    (FiledState.SUPPLEMENT, A.BACK): _supplement_cancel,
    (FiledState.SUPPLEMENT, "/stop"): _supplement_cancel,
    (FiledState.WITHDRAWAL, A.CONFIRM): _withdraw_confirmed,
    (FiledState.WITHDRAWAL, A.BACK): _withdraw_cancelled,
    (FiledState.WITHDRAWAL, "/stop"): _withdraw_cancelled,
    (FiledState.WIPING, A.CONFIRM): _wipe_confirmed,
    (FiledState.WIPING, A.BACK): _wipe_cancelled,
    (FiledState.WIPING, "/stop"): _wipe_cancelled,
}
