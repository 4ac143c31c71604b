"""Owns fetching evidence: download, hash, seal, keep; a durable job that survives a crash at any point.

Must not know who a file is for or what the conversation says about it, and never puts a file on disk unsealed. The
payload file is written before the row that refers to it, so a crash leaves at most an orphan to sweep up.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import re
import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import Backoff, Clock, wait_until
from bot.commits import Alarm
from bot.gateway import (
    MAX_DOWNLOAD_BYTES,
    BlockedError,
    FileGoneError,
    FileTooLargeError,
    Gateway,
    GatewayError,
    RefusedError,
    RetryLaterError,
)
from bot.logging_setup import get_logger
from storage import evidence as jobs
from storage.crash_points import reach
from storage.database import Database, DatabaseError, DatabaseLockedError, StorageFullError
from storage.evidence import Evidence
from storage.evidence_files import payload_name, remove_payload, write_payload
from storage.field_encryption import FieldEncryption, FieldEncryptionError
from storage.sealing import EnvelopeHeader, EnvelopeName, envelope_parts, new_file_key, seal_payload_pieces

log = get_logger("evidence")

TOO_LARGE, GONE, UNREACHABLE = "too-large", "gone", "unreachable"

_ROLLED_BACK = (StorageFullError, DatabaseLockedError)
_CONTENT_TYPE = re.compile(r"[\x21-\x7e]{1,128}")
_MAX_FILE_NAME_CHARACTERS = 500


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A file that has been kept: `sha256` is the original's, in hexadecimal; `at` is when, in UTC."""

    evidence: Evidence
    size_bytes: int
    sha256: str
    at: datetime


HeaderFor = Callable[[Evidence, bytes], EnvelopeHeader]
"""(evidence, content) -> the inner header of its envelope; see `evidence_header`."""

OnStored = Callable[[sqlite3.Connection, StoredFile], None]
"""Called in the transaction that records the file."""

OnRefused = Callable[[sqlite3.Connection, Evidence, str, datetime], None]
"""(tx, evidence, reason, at): called in the transaction that gives the file up. Reasons: too-large, gone,
unreachable."""


@dataclass(frozen=True, kw_only=True)
class EvidenceSettings:
    """How evidence is fetched; durations in seconds. A file out of reach for `attempts` tries is given up."""

    max_bytes: int = MAX_DOWNLOAD_BYTES
    at_once: int = 3
    attempts: int = 12
    first_retry_seconds: float = 2.0
    longest_retry_seconds: float = 600.0
    poll_seconds: float = 5.0


def evidence_header(evidence: Evidence, content: bytes, *, pack: str, pack_version: str) -> EnvelopeHeader:
    """The inner header of a piece of evidence: bound to its draft, with what the file says of itself.

    The caption is not in it, because that can still change. Raises ValueError for an id of a wrong form.
    """
    content_type = evidence.content_type or ""
    attributes = {
        "kind": evidence.kind,
        "file_name": (evidence.file_name or "")[:_MAX_FILE_NAME_CHARACTERS],
        "forwarded_from": (evidence.forwarded_from or "")[:_MAX_FILE_NAME_CHARACTERS],
        "received_at": evidence.received_at.isoformat(timespec="seconds"),
    }
    return EnvelopeHeader.describe(
        content,
        name=EnvelopeName(report_id=evidence.draft_id, part=f"evidence-{evidence.attachment_id}", revision=1),
        created_at=evidence.received_at,
        content_type=content_type if _CONTENT_TYPE.fullmatch(content_type) else "application/octet-stream",
        pack=pack,
        pack_version=pack_version,
        attributes={name: value for name, value in attributes.items() if value},
    )


class _StorageWaitError(Exception):
    """The file could not be kept because of storage trouble."""


class EvidenceWorker:
    """Fetches wanted evidence. `wake` it after a commit that wants some; `run` it until `stop`."""

    def __init__(
        self,
        db: Database,
        field_encryption: FieldEncryption,
        gateway: Gateway,
        folder: Path,
        clock: Clock,
        *,
        on_stored: OnStored,
        on_refused: OnRefused,
        header_for: HeaderFor,
        after_commit: Callable[[], None] = lambda: None,
        alarm: Alarm = lambda code: None,
        settings: EvidenceSettings | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._db, self._fe, self._gateway, self._folder = db, field_encryption, gateway, folder
        self._clock, self._alarm = clock, alarm
        self._on_stored, self._on_refused, self._after_commit = on_stored, on_refused, after_commit
        self._header_for = header_for
        self._settings = settings or EvidenceSettings()
        self._backoff = Backoff(
            first_seconds=self._settings.first_retry_seconds,
            cap_seconds=self._settings.longest_retry_seconds,
            chance=chance,
        )
        self._wake = asyncio.Event()
        self._stop = asyncio.Event()

    def wake(self) -> None:
        """Look for wanted evidence now."""
        self._wake.set()

    def stop(self) -> None:
        """End `run` after the files that are being fetched."""
        self._stop.set()
        self._wake.set()

    async def run(self) -> None:
        """Fetch until `stop`."""
        trouble = 0
        while not self._stop.is_set():
            self._wake.clear()
            try:
                busy = await self.fetch_wanted()
                trouble = 0
            except (DatabaseError, FieldEncryptionError, _StorageWaitError):
                trouble += 1
                self._alarm("storage")
                await wait_until(self._clock, self._stop, self._backoff.seconds(trouble))
                continue
            if not busy:
                await wait_until(self._clock, self._wake, self._settings.poll_seconds)

    async def fetch_wanted(self) -> int:
        """Fetch the evidence that is due now, a few files at once; returns how many were tried."""
        now = self._clock.now()
        wanted = await self._db.read(
            lambda tx: jobs.claim_wanted_evidence(tx, self._fe, now, self._settings.at_once)
        )
        outcomes = await asyncio.gather(*(self._handle(one) for one in wanted), return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome
        return len(wanted)

    async def _handle(self, evidence: Evidence) -> None:
        """Keep, refuse or postpone one file."""
        if evidence.size_bytes is not None and evidence.size_bytes > self._settings.max_bytes:
            await self._refuse(evidence, TOO_LARGE)
            return
        try:
            content = await self._gateway.download(evidence.file_id, self._settings.max_bytes)
            await self._keep(evidence, content)
        except FileTooLargeError:
            await self._refuse(evidence, TOO_LARGE)
        except (FileGoneError, RefusedError, BlockedError):
            await self._refuse(evidence, GONE)
        except GatewayError as error:
            await self._try_later(evidence, error)
        except (DatabaseError, OSError):
            raise _StorageWaitError from None
        except Exception as error:  # a bug must not keep the other files waiting
            log.error("evidence.failed", attachment_id=evidence.attachment_id, exc_info=error)
            await self._try_later(evidence, error)

    async def _keep(self, evidence: Evidence, content: bytes) -> None:
        name = payload_name(secrets.token_urlsafe(24))
        file_key, sha256 = await asyncio.to_thread(self._seal_and_write, evidence, content, name)
        stored = StoredFile(evidence=evidence, size_bytes=len(content), sha256=sha256, at=self._clock.now())
        try:
            kept = await self._db.transaction(lambda tx: self._record(tx, stored, name, file_key))
        except Exception as error:
            # Only when it is certain that nothing was committed; else the file stays, at worst as an orphan.
            certain = not isinstance(error, DatabaseError) or isinstance(error, _ROLLED_BACK)
            if certain:
                await asyncio.to_thread(self._remove_quietly, name)
            raise
        if not kept:  # the draft was thrown away meanwhile
            await asyncio.to_thread(self._remove_quietly, name)
        self._after_commit()

    def _seal_and_write(self, evidence: Evidence, content: bytes, name: str) -> tuple[bytes, str]:
        header, parts = envelope_parts(content, lambda original: self._header_for(evidence, original))
        file_key = new_file_key()
        write_payload(self._folder, name, seal_payload_pieces(file_key, parts))
        reach("evidence.before_record")
        return file_key, header.sha256

    def _record(self, tx: sqlite3.Connection, stored: StoredFile, name: str, file_key: bytes) -> bool:
        kept = jobs.mark_evidence_stored(
            tx,
            self._fe,
            stored.evidence.attachment_id,
            payload_file=name,
            file_key=file_key,
            sha256=stored.sha256,
            size_bytes=stored.size_bytes,
        )
        if kept:
            self._on_stored(tx, stored)
        return kept

    def _remove_quietly(self, name: str) -> None:
        with contextlib.suppress(OSError):
            remove_payload(self._folder, name)

    async def _refuse(self, evidence: Evidence, reason: str) -> None:
        now = self._clock.now()

        def refuse(tx: sqlite3.Connection) -> None:
            if jobs.refuse_evidence(tx, evidence.attachment_id):
                self._on_refused(tx, evidence, reason, now)

        await self._db.transaction(refuse)
        log.info("evidence.refused", attachment_id=evidence.attachment_id, reason=reason)
        self._after_commit()

    async def _try_later(self, evidence: Evidence, error: Exception) -> None:
        attempt = evidence.attempts + 1
        if attempt >= self._settings.attempts and not isinstance(error, RetryLaterError):
            self._alarm("evidence")
            await self._refuse(evidence, UNREACHABLE)
            return
        seconds = error.seconds if isinstance(error, RetryLaterError) else self._backoff.seconds(attempt)
        due_at = self._clock.now() + timedelta(seconds=seconds)
        await self._db.transaction(lambda tx: jobs.postpone_evidence(tx, evidence.attachment_id, due_at))
        log.info("evidence.postponed", attachment_id=evidence.attachment_id, error_class=type(error).__name__)
