"""Adding to a report that was sent: text and files, sent together when the reporter says so.

Owns an addition from its first word until it is sent, thrown away or expired. One that was begun is kept when
something else comes in between, as a draft is. A change of a message that was already sent becomes an addition too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from conversations import draft_keeping, prompts
from conversations.actions import Action as A
from conversations.draft import Draft, Entry
from conversations.effects import (
    ClearTimers,
    DropEvidence,
    FetchEvidence,
    Rows,
    Say,
    SetTimer,
    SubmitSupplement,
    TellCase,
    Toast,
)
from conversations.events import (
    AttachmentReceived,
    ButtonPressed,
    Event,
    MessageEdited,
    SupplementAdded,
    TextReceived,
    TimerRang,
)
from conversations.filed import filed_in
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

STEP = "supplement"
SENT, GONE = "send", "drop"
"""What can become of an addition that waits when another one is begun."""
REMINDER, EXPIRY, EDITED = "supplement-reminder", "supplement-expiry", "supplement-edited"
QUIET, LONGEST = timedelta(minutes=5), timedelta(minutes=20)
"""Changes of messages that were sent are told together: after this long without another, at most so late."""


def begin(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Start an addition, or go on with the one that was begun. There is never more than one: when it belongs to another
    report, the reporter says first what becomes of it."""
    filed = filed_in(snapshot, event)
    begun = snapshot.supplement
    if begun is None or begun.is_empty():
        return _begin(snapshot, filed, event, setting)
    other = snapshot.filed_report(case_id_of(begun))
    if other is None or other.case_id == filed.case_id:
        return _resume(snapshot, begun)
    return Transition(snapshot=snapshot, effects=(_other_first(filed, other),))


def _other_first(filed: FiledReport, other: FiledReport) -> Say:
    """An addition to another report waits: send it, go on with it, or throw it away."""
    ended = tuple(
        (button(A.SUPPLEMENT_AFTER, label, f"{filed.case_id}:{end}", anytime=True),)
        for end, label in ((SENT, "button-supplement-other-send"), (GONE, "button-supplement-other-drop"))
    )
    go_on = (button(A.SUPPLEMENT, "button-supplement-other", other.case_id, anytime=True),)
    return say(
        "supplement-other-first",
        buttons=(ended[0], go_on, ended[1]),
        reference=filed.reference,
        other=other.reference,
    )


def begin_after(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """End the addition that waits, by sending it or throwing it away, and start one to the other report."""
    assert isinstance(event, ButtonPressed)
    case_id, _, end = event.argument.partition(":")
    filed, begun = snapshot.filed_report(case_id), snapshot.supplement
    if filed is None or end not in (SENT, GONE):
        raise IllegalTransitionError("there is no such report")
    if begun is None or begun.is_empty() or case_id_of(begun) == case_id:
        return _begin(snapshot, filed, event, setting)
    aside = replace(draft_keeping.set_aside(snapshot), supplement=None)
    other = snapshot.filed_report(case_id_of(begun))
    if end == GONE or other is None or other.withdrawn:
        gone = Transition(snapshot=aside, effects=(*_forget(begun), say("supplement-cancelled")))
    else:
        gone = _submit(aside, event, other, begun, "supplement-sent", setting)
        gone = gone.then(ClearTimers(subject_id=begun.draft_id))
    return _begin(gone.snapshot, filed, event, setting).before(*gone.effects)


def _begin(snapshot: Snapshot, filed: FiledReport, event: Event, setting: Setting) -> Transition:
    if filed.withdrawn or filed.kind != "report":
        return Transition(snapshot=snapshot, effects=(Toast(text="toast-withdrawn"),))
    empty = Draft(draft_id=_fresh_id(filed, event), started_at=event.at, touched_at=event.at)
    aside = draft_keeping.set_aside(snapshot)
    writing = replace(aside, state=FiledState.SUPPLEMENT, about=filed.case_id, supplement=empty)
    return Transition(snapshot=writing, effects=(*_timers(empty, setting), _ask(writing, filed)))


def _resume(snapshot: Snapshot, begun: Draft) -> Transition:
    filed = snapshot.filed_report(case_id_of(begun))
    if filed is None or filed.withdrawn:
        gone = replace(snapshot, supplement=None)
        return Transition(snapshot=gone, effects=(*_forget(begun), Toast(text="toast-withdrawn")))
    writing = replace(
        draft_keeping.set_aside(snapshot), state=FiledState.SUPPLEMENT, about=filed.case_id, supplement=begun
    )
    return Transition(snapshot=writing, effects=(_ask(writing, filed),))


def case_id_of(added: Draft) -> str:
    """The case that an addition belongs to: it stands in front of its draft id."""
    return added.draft_id.partition(":")[0]


def _fresh_id(filed: FiledReport, event: Event) -> str:
    return f"{filed.case_id}:{fresh_id(event, 'supplement')[:12]}"


def _timers(added: Draft, setting: Setting) -> tuple[SetTimer, SetTimer]:
    clocks = setting.pack.clocks
    return (
        SetTimer(
            timer=REMINDER,
            subject_id=added.draft_id,
            due_at=added.touched_at + timedelta(hours=clocks.draft_reminder_hours),
        ),
        SetTimer(
            timer=EXPIRY,
            subject_id=added.draft_id,
            due_at=added.touched_at + timedelta(days=clocks.draft_expiry_days),
        ),
    )


def _forget(added: Draft) -> tuple[DropEvidence, ClearTimers]:
    return (DropEvidence(draft_id=added.draft_id), ClearTimers(subject_id=added.draft_id))


def ask_again(snapshot: Snapshot) -> tuple[Say, ...]:
    """What is asked while something is added. Nothing when the report is gone meanwhile."""
    filed = snapshot.filed_report(snapshot.about)
    return (_ask(snapshot, filed),) if filed else ()


def _ask(snapshot: Snapshot, filed: FiledReport) -> Say:
    return say("supplement-ask", buttons=_buttons(snapshot), reference=filed.reference)


def _buttons(snapshot: Snapshot) -> Rows:
    added = snapshot.supplement is not None and not snapshot.supplement.is_empty()
    send: Rows = ((button(A.SEND, "button-supplement-send"),),) if added else ()
    return (*send, (button(A.BACK, "button-cancel"),))


def _text(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    assert isinstance(event, TextReceived)
    assert snapshot.supplement is not None
    if draft_keeping.is_full(snapshot.supplement):
        return Transition(snapshot=snapshot, effects=(_too_many(snapshot),))
    entry = Entry(
        message_id=event.message_id, text=event.text, at=event.at, forwarded_from=event.forwarded_from
    )
    added = replace(snapshot, supplement=snapshot.supplement.with_entry(STEP, entry))
    return Transition(snapshot=added, effects=(say("supplement-noted", buttons=_buttons(added)),))


def _file(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    assert isinstance(event, AttachmentReceived)
    assert snapshot.supplement is not None
    if len(snapshot.supplement.attachments) >= draft_keeping.MAX_ATTACHMENTS:
        return Transition(snapshot=snapshot, effects=(_too_many(snapshot),))
    attachment = draft_keeping.attachment_from(event, STEP)
    fetch = FetchEvidence(
        attachment_id=attachment.attachment_id,
        message_id=event.message_id,
        draft_id=snapshot.supplement.draft_id,
        album_id=event.album_id,
    )
    added = replace(snapshot, supplement=snapshot.supplement.with_attachment(attachment))
    noted = say("supplement-file-noted", buttons=_buttons(added))
    return Transition(snapshot=added, effects=(fetch, noted))


def _too_many(snapshot: Snapshot) -> Say:
    return say("supplement-too-many", buttons=_buttons(snapshot))


def _send(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    added = snapshot.supplement
    filed = snapshot.filed_report(snapshot.about)
    if added is None or added.is_empty() or filed is None:
        return Transition(snapshot=snapshot, effects=(Toast(text="toast-required"),))
    done = replace(idle(snapshot), path=snapshot.path, supplement=None)
    sent = _submit(done, event, filed, added, "supplement-sent", setting)
    return sent.then(ClearTimers(subject_id=added.draft_id))


def _submit(
    snapshot: Snapshot, event: Event, filed: FiledReport, added: Draft, text: str, setting: Setting
) -> Transition:
    grown = replace(
        filed, supplements=filed.supplements + 1, message_ids=(*filed.message_ids, *added.message_ids())
    )
    reports = tuple(grown if f.case_id == filed.case_id else f for f in snapshot.filed)
    told = SupplementAdded(at=event.at, nonce=event.nonce, by=setting.person.person_id)
    show_it = button(A.SHOW_REPORT, "button-show-report", filed.case_id, anytime=True)
    said = say(text, buttons=(*prompts.check_in_waits(snapshot), (show_it,)), reference=filed.reference)
    return Transition(
        snapshot=replace(snapshot, filed=reports),
        effects=(
            SubmitSupplement(case_id=filed.case_id, draft=added),
            TellCase(case_id=filed.case_id, event=told),
            said,
        ),
    )


def _cancel(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    empty = snapshot.supplement is None or snapshot.supplement.is_empty()
    return _end(snapshot, setting, "cancelled" if empty else "supplement-cancelled")


def _stop(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Stopping keeps what was written, as it does with a report."""
    if snapshot.supplement is None or snapshot.supplement.is_empty():
        return _cancel(snapshot, event, setting)
    kept = replace(idle(snapshot), path=snapshot.path)
    shown = say("supplement-kept", buttons=prompts.menu_buttons(kept, setting))
    return Transition(snapshot=kept, effects=(shown,))


def _end(snapshot: Snapshot, setting: Setting, text: str) -> Transition:
    assert snapshot.supplement is not None
    done = replace(snapshot, supplement=None)
    if snapshot.state is FiledState.SUPPLEMENT:
        done = replace(idle(done), path=snapshot.path)
    shown = say(text, buttons=prompts.menu_buttons(done, setting))
    return Transition(snapshot=done, effects=(*_forget(snapshot.supplement), shown))


def edit(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A changed message: of the addition that is being written, or of a report that was already sent."""
    assert isinstance(event, MessageEdited)
    if snapshot.supplement is not None:
        changed = snapshot.supplement.with_edit(event.message_id, event.text, event.at)
        if changed is not None:
            return Transition(snapshot=replace(snapshot, supplement=changed), effects=(say("report-edited"),))
    filed = next((f for f in snapshot.filed if event.message_id in f.message_ids and not f.withdrawn), None)
    if filed is None:
        raise IllegalTransitionError("this message is no part of a report")
    entry = Entry(message_id=event.message_id, text=event.text, at=event.at, edited_at=event.at)
    added = Draft(draft_id=_fresh_id(filed, event), started_at=event.at, touched_at=event.at)
    return _seal_edit(snapshot, event, filed, added.with_entry(STEP, entry))


def _seal_edit(snapshot: Snapshot, event: Event, filed: FiledReport, added: Draft) -> Transition:
    """Sealed at once, so that nothing is lost; told to the handlers once, when the changes have come to rest."""
    since = filed.edited_at or event.at
    text = "supplement-from-edit" if filed.edited_at is None else "supplement-from-edit-too"
    grown = replace(
        filed,
        supplements=filed.supplements + 1,
        message_ids=tuple(dict.fromkeys((*filed.message_ids, *added.message_ids()))),
        edited_at=since,
    )
    reports = tuple(grown if f.case_id == filed.case_id else f for f in snapshot.filed)
    return Transition(
        snapshot=replace(snapshot, filed=reports),
        effects=(
            SubmitSupplement(case_id=filed.case_id, draft=added),
            SetTimer(
                timer=EDITED,
                subject_id=filed.case_id,
                due_at=max(event.at, min(event.at + QUIET, since + LONGEST)),
            ),
            say(text, reference=filed.reference),
        ),
    )


def edits_rest(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """The changes have come to rest: those who handle the report hear that there is something new."""
    assert isinstance(event, TimerRang)
    filed = snapshot.filed_report(event.subject_id)
    if filed is None or filed.edited_at is None:
        return Transition(snapshot=snapshot)
    told = replace(filed, edited_at=None)
    reports = tuple(told if f.case_id == filed.case_id else f for f in snapshot.filed)
    after = replace(snapshot, filed=reports)
    if filed.withdrawn:
        return Transition(snapshot=after)
    added = SupplementAdded(at=event.at, nonce=event.nonce, by=setting.person.person_id)
    return Transition(snapshot=after, effects=(TellCase(case_id=filed.case_id, event=added),))


def timer(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """An addition that was begun and not sent: remind once, later throw it away; counted from the last word."""
    assert isinstance(event, TimerRang)
    added = snapshot.supplement
    if added is None or added.draft_id != event.subject_id:
        return Transition(snapshot=snapshot)
    reminder, expiry = _timers(added, setting)
    again = reminder if event.timer == REMINDER else expiry
    if again.due_at > event.at:
        return Transition(snapshot=snapshot, effects=(again,))
    if event.timer == EXPIRY:
        return _end(snapshot, setting, "supplement-expired")
    if added.is_empty():
        return Transition(snapshot=snapshot)
    resume = ((button(A.SUPPLEMENT, "button-supplement-resume", case_id_of(added), anytime=True),),)
    return Transition(snapshot=snapshot, effects=(say("supplement-reminder", buttons=resume),))


TIMERS: dict[str, Move] = {REMINDER: timer, EXPIRY: timer, EDITED: edits_rest}

MOVES: dict[tuple[State, Trigger], Move] = {
    (FiledState.SUPPLEMENT, TextReceived): _text,
    (FiledState.SUPPLEMENT, AttachmentReceived): _file,
    (FiledState.SUPPLEMENT, A.SEND): _send,
    (FiledState.SUPPLEMENT, A.BACK): _cancel,
    (FiledState.SUPPLEMENT, "/stop"): _stop,
}
