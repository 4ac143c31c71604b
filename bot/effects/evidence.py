"""Carrying out what becomes of a file: it is wanted, or not any more.

Owns the step from the file of an event to a row that the evidence worker finds. Fetches nothing.
"""

from __future__ import annotations

from bot.effects.executor import Executor
from conversations import effects as fx
from conversations.events import AttachmentReceived
from storage import evidence
from storage.evidence import Evidence


def fetch_evidence(executor: Executor, effect: fx.FetchEvidence) -> None:
    """Want the file of the event."""
    occasion = executor.occasion
    event = occasion.event
    assert isinstance(event, AttachmentReceived)
    wanted = Evidence(
        attachment_id=effect.attachment_id,
        draft_id=effect.draft_id,
        person_id=executor.person().person_id,
        message_id=effect.message_id,
        album_id=effect.album_id,
        kind=event.kind,
        file_id=occasion.file_id,
        file_name=event.file_name,
        content_type=event.content_type,
        caption=event.caption,
        forwarded_from=event.forwarded_from,
        received_at=occasion.at,
        size_bytes=event.size_bytes,
    )
    evidence.want_evidence(executor.tx, executor.fe, wanted)


def drop_evidence(executor: Executor, effect: fx.DropEvidence) -> None:
    """Forget the files of a draft; their payloads are unlinked after the commit."""
    executor.place.dropped_payloads.update(evidence.drop_evidence_of_draft(executor.tx, effect.draft_id))
