"""Giving kept evidence its recipients once the report is sent: a durable job, one file per transaction.

Owns when that happens and to whom: the recipients of the case. Only a header is written (see storage.sealing, split
form); the file itself stays as it is. Must not know what a file says.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.clock import Backoff, Clock, wait_until
from bot.effects.executor import Executor
from bot.effects.workplace import Occasion, Workplace
from bot.evidence_worker import StoredFile, evidence_header
from bot.logging_setup import get_logger
from conversations.casework.conversation import case_from_json
from conversations.events import EvidenceRefused, EvidenceStored
from conversations.sealed_content import evidence_part
from storage import audit, cases, envelopes, evidence, people
from storage.crash_points import reach
from storage.database import Database, DatabaseError
from storage.evidence import Evidence
from storage.evidence_files import remove_payload
from storage.field_encryption import FieldEncryptionError
from storage.sealing import EnvelopeHeader

log = get_logger("evidence")

BATCH = 20


class EvidenceSealing:
    """Seals what waits for its recipients. `wake` it after a commit; `run` it until `stop`."""

    def __init__(
        self,
        db: Database,
        place: Workplace,
        clock: Clock,
        folder: Path,
        *,
        alarm: Callable[[str], None] = lambda code: None,
        poll_seconds: float = 30.0,
    ) -> None:
        self._db, self._place, self._clock, self._alarm = db, place, clock, alarm
        self._folder, self._poll_seconds = folder, poll_seconds
        self._wake, self._stop = asyncio.Event(), asyncio.Event()
        self._backoff = Backoff(first_seconds=1.0, cap_seconds=60.0, chance=lambda: 0.0)

    def wake(self) -> None:
        """Look now."""
        self._wake.set()

    def stop(self) -> None:
        """End `run` after the file that is being sealed."""
        self._stop.set()
        self._wake.set()

    async def run(self) -> None:
        """Seal until `stop`."""
        trouble = 0
        while not self._stop.is_set():
            self._wake.clear()
            try:
                await self.seal_waiting()
                await self.unlink_dropped()
                trouble = 0
            except (DatabaseError, FieldEncryptionError, OSError) as error:
                trouble += 1
                self._alarm("storage")
                log.error("evidence.sealing_waits", error_class=type(error).__name__)
                await wait_until(self._clock, self._stop, self._backoff.seconds(trouble))
                continue
            await wait_until(self._clock, self._wake, self._poll_seconds)

    async def seal_waiting(self) -> None:
        """Seal everything that waits for its recipients."""
        while await self._db.transaction(self._seal_one):
            pass

    async def unlink_dropped(self) -> None:
        """Remove the files of drafts that were thrown away, once that is committed and nothing refers to them."""
        names = frozenset(self._place.dropped_payloads)
        if not names:
            return
        known = await self._db.read(
            lambda tx: evidence.evidence_payload_files(tx) | envelopes.envelope_payload_files(tx)
        )
        for name in names - known:
            remove_payload(self._folder, name)
        self._place.dropped_payloads.difference_update(names)

    def _seal_one(self, tx: sqlite3.Connection) -> bool:
        waiting = evidence.evidence_to_seal(tx, self._place.field_encryption, 1)
        for kept in waiting:
            self._seal(tx, kept)
        reach("evidence_sealing.before_commit")
        return bool(waiting)

    def _seal(self, tx: sqlite3.Connection, kept: Evidence) -> None:
        place = self._place
        stored = cases.load_case(tx, place.field_encryption, kept.draft_id)
        assert stored is not None
        case = case_from_json(stored.body)
        now = self._clock.now()
        executor = Executor(place, tx, Occasion(at=now, nonce=secrets.token_hex(16)))
        place.register.seal_evidence(
            tx, place.field_encryption, kept, executor.recipients_of(case), evidence_part(kept.attachment_id)
        )
        audit.record(tx, at=now, actor="clock", action="sealed-evidence", subject=case.case_id)


def header_for(place: Workplace) -> Callable[[Evidence, bytes], EnvelopeHeader]:
    """The inner header of a piece of evidence, bound to the report that it belongs to.

    Evidence of an addition has the case id in front of its draft id (see conversations.filed).
    """

    def header(kept: Evidence, content: bytes) -> EnvelopeHeader:
        of_report = replace(kept, draft_id=kept.draft_id.partition(":")[0])
        return evidence_header(of_report, content, pack=place.pack.id, pack_version=str(place.pack.version))

    return header


def tell_stored(place: Workplace) -> Callable[[sqlite3.Connection, StoredFile], None]:
    """Let the conversation know that a file is safe; an album is ticked once, when the last one is."""

    def on_stored(tx: sqlite3.Connection, stored: StoredFile) -> None:
        kept = stored.evidence
        person = people.person_by_id(tx, place.field_encryption, kept.person_id)
        if person is None:
            return
        left = evidence.wanted_of_album(tx, kept.draft_id, kept.album_id) if kept.album_id else 0
        event = EvidenceStored(
            at=stored.at,
            nonce=secrets.token_hex(16),
            attachment_id=kept.attachment_id,
            size_bytes=stored.size_bytes,
            sha256=stored.sha256,
            quiet=left > 0,
            message_id=kept.message_id,
        )
        occasion = Occasion(at=event.at, nonce=event.nonce, person=person)
        Executor(place, tx, occasion).converse(person, event)

    return on_stored


def tell_refused(place: Workplace) -> Callable[[sqlite3.Connection, Evidence, str, datetime], None]:
    """Let the conversation know that a file could not be kept, and why."""

    def on_refused(tx: sqlite3.Connection, wanted: Evidence, reason: str, at: datetime) -> None:
        person = people.sound_person(tx, place.field_encryption, wanted.person_id)
        if person is None:
            return
        event = EvidenceRefused(
            at=at,
            nonce=secrets.token_hex(16),
            attachment_id=wanted.attachment_id,
            reason=reason,
            message_id=wanted.message_id,
        )
        occasion = Occasion(at=event.at, nonce=event.nonce, person=person)
        with contextlib.suppress(
            FieldEncryptionError
        ):  # a conversation that is damaged hears of no file any more
            Executor(place, tx, occasion).converse(person, event)

    return on_refused
