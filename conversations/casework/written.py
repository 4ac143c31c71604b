"""What somebody sent for a case before: the message is changed later, or its file turns out to be safe or not.

Owns which messages those are and what then goes to the case. Remembers ids and times only, never a word of them.
Whether the case takes it is decided there (`casework`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from conversations.casework.damage import read_amount
from conversations.effects import Say, TellCase
from conversations.events import (
    AttachmentReceived,
    CaseStepTaken,
    Event,
    EvidenceRefused,
    EvidenceStored,
    MessageEdited,
    Step,
    TextReceived,
)
from conversations.moves import IllegalTransitionError, Setting, Transition, say
from conversations.snapshot import Snapshot, Written

MOST_WRITTEN = 60
REMEMBERED_FOR = timedelta(days=4)
"""Longer than Telegram lets somebody change a message (48 hours), and than a file is tried for."""

AMOUNTS = (Step.AMOUNT, Step.PAID, Step.RECOVERED)
ONCE = (Step.STAND_IN_UNTIL,)
"""Steps whose words cannot be changed by changing the message."""

MEGABYTES = 20
"""The largest file that a bot can fetch (Bot API, getFile)."""


def remember(
    snapshot: Snapshot, event: TextReceived | AttachmentReceived, step: Step, subject: str, file_id: str = ""
) -> Snapshot:
    """The snapshot that knows of this message that it was for the case which is being written for."""
    fresh = Written(
        message_id=event.message_id,
        case_id=snapshot.about,
        step=step.value,
        subject=subject,
        at=event.at,
        file_id=file_id,
    )
    young = _young(snapshot, event.at)
    return replace(snapshot, written=(*young, fresh)[-MOST_WRITTEN:])


def _young(snapshot: Snapshot, at: datetime) -> tuple[Written, ...]:
    return tuple(w for w in snapshot.written if at - w.at < REMEMBERED_FOR)


def edit(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A message for a case was changed: the correction takes the same way as the message did."""
    assert isinstance(event, MessageEdited)
    known = next((w for w in reversed(snapshot.written) if w.message_id == event.message_id), None)
    if known is None or known.step in ONCE:
        raise IllegalTransitionError("this message was for no case")
    told = _told(event, setting, step=Step.CORRECTION, subject=known.step)
    told = replace(
        told, value=f"{known.at.isoformat()} {known.file_id or known.subject}".strip(), text=event.text
    )
    if known.step in AMOUNTS:
        cents = read_amount(event.text)
        if cents is None:
            return Transition(snapshot=snapshot, effects=(say("write-amount-unclear"),))
        told = replace(told, step=Step(known.step), subject=known.subject, value=str(cents), text="")
    return Transition(snapshot=snapshot, effects=(TellCase(case_id=known.case_id, event=told),))


def file_stored(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A file for a case is safe: tick it here, and the case tells whom it is for; an album once, with its last file."""
    assert isinstance(event, EvidenceStored)
    known = _file(snapshot, event.attachment_id)
    if event.quiet:
        return Transition(snapshot=snapshot)
    told = _told(event, setting, step=Step.FILE_KEPT, subject=event.attachment_id)
    tick = Say(texts=("evidence-safe",), reply_to=event.message_id, push=False)
    kept = TellCase(case_id=known.case_id, event=replace(told, value=known.step))
    return Transition(snapshot=snapshot, effects=(tick, kept))


def file_refused(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A file for a case could not be kept: only who sent it hears that, with what to do instead."""
    assert isinstance(event, EvidenceRefused)
    _file(snapshot, event.attachment_id)
    told = Say(
        texts=(f"evidence-refused-{event.reason}",), args={"megabytes": MEGABYTES}, reply_to=event.message_id
    )
    return Transition(snapshot=snapshot, effects=(told,))


def _file(snapshot: Snapshot, attachment_id: str) -> Written:
    for known in snapshot.written:
        if known.file_id == attachment_id:
            return known
    raise IllegalTransitionError("this file was for no case")


def _told(event: Event, setting: Setting, *, step: Step, subject: str) -> CaseStepTaken:
    return CaseStepTaken(
        at=event.at, nonce=event.nonce, by=setting.person.person_id, step=step, subject=subject
    )
