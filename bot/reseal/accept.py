"""What comes back of resealing, checked on the server as far as a machine can that opens nothing.

Owns those checks and the step to requests in the spool: the same case and part, the same payload when nobody left, the
present recipients, and the proof of who did it. The old envelope goes in the transaction that brings the new one.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.cli.store import ask_of_database, looking, spool_folder
from bot.cli.support import CliError
from bot.config import Config
from bot.reseal.export import secrets_of
from bot.reseal.listing import RESULT_FILE, Resealed, ResealedEnvelope, is_proven, read_result
from conversations.casework.conversation import Case, case_from_json
from storage import cases, envelopes, resealing
from storage.envelopes import StoredEnvelope
from storage.field_encryption import FieldEncryption
from storage.reports import whole_age_file
from storage.resealing import Exchange
from storage.sealing import (
    EnvelopeName,
    MalformedFileError,
    Recipient,
    SigningKey,
    sign_envelope,
    split_age_file,
    stanza_types,
)
from storage.spool import SUFFIX, RequestKind, SpoolRequest

MAX_AGE_FILE_BYTES = 64 * 1024 * 1024
_STANZA = "mlkem768x25519"
_FORGOTTEN_SECONDS = 3600.0


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """Which cases it was about, how many parts were exchanged, and whether at once or by the running bot."""

    references: tuple[str, ...]
    parts: int
    at_once: bool


@dataclass(frozen=True, kw_only=True)
class _Ready:
    """One envelope that may be exchanged, with the bytes for the row and, where it has one, for the payload file."""

    exchange: Exchange
    row: bytes = field(repr=False)
    payload: bytes | None = field(repr=False)


async def accept(
    config: Config,
    fe: FieldEncryption,
    signing_key: SigningKey,
    recovery: Recipient,
    path: Path,
    now: datetime,
) -> Accepted:
    """Check everything that was brought back in this folder, and have it put in the register: all of it or nothing.

    What was accepted before is passed over, so the command may be given again. Raises CliError, which names the case
    or the part that is wrong, DatabaseError, FieldEncryptionError, OSError.
    """
    spool, folders = spool_folder(config), _folders(path)
    _forget_remains(spool)
    work = _Work(config=config, fe=fe, signing_key=signing_key, recovery=str(recovery))
    left: list[SpoolRequest] = []

    def check(tx: sqlite3.Connection) -> list[str]:
        references = []
        for folder in folders:
            result = _result(folder)
            for ready in work.check(tx, folder, result):
                left.append(_request(now, ready.exchange))
                resealing.leave_files(spool, left[-1].request_id, ready.row, ready.payload)
            references.append(result.reference)
        return references

    with _no_remains(spool, left):
        async with looking(config) as db:
            references = await db.read(check)
        at_once = await ask_of_database(config, fe, *left) if left else True
    return Accepted(references=tuple(references), parts=len(left), at_once=at_once)


@dataclass(frozen=True, kw_only=True)
class _Work:
    """What the checks need. `check` reads only."""

    config: Config
    fe: FieldEncryption = field(repr=False)
    signing_key: SigningKey
    recovery: str = field(repr=False)

    def check(self, tx: sqlite3.Connection, folder: Path, result: Resealed) -> Iterator[_Ready]:
        """Every part of one case that has to be exchanged still, one in memory at a time."""
        stored = cases.load_case(tx, self.fe, result.report_id)
        if stored is None:
            raise CliError("cli-error-no-case", reference=result.reference)
        case, sealed = case_from_json(stored.body), envelopes.envelopes_of(tx, result.report_id)
        present = resealing.present_recipients(tx, self.fe, case, self.recovery)
        if case.reference != result.reference or set(result.recipients) != set(present):
            raise CliError("cli-error-accept-outdated", reference=result.reference)
        rows = {(e.part, e.revision): e for e in sealed}
        if any((line.part, line.revision) not in rows for line in result.envelopes):
            raise CliError("cli-error-accept-outdated", reference=result.reference)
        waiting = [(line, rows[line.part, line.revision]) for line in result.envelopes]
        waiting = [(line, row) for line, row in waiting if set(row.recipients) != set(present)]
        by = self._who(tx, case, result, sealed) if waiting else ""
        for line, row in waiting:
            yield self._ready(folder, line, row, tuple(present), by, case)

    def _who(
        self, tx: sqlite3.Connection, case: Case, result: Resealed, sealed: Sequence[StoredEnvelope]
    ) -> str:
        """The person id of who did it, `recovery` for the recovery identity."""
        able = resealing.openers(tx, self.fe, case, self.recovery, sealed)
        if result.by not in able or not is_proven(result, secrets_of(self.fe, result.list_id, result.by)):
            raise CliError("cli-error-accept-proof", reference=case.reference)
        return able[result.by]

    def _ready(
        self,
        folder: Path,
        line: ResealedEnvelope,
        row: StoredEnvelope,
        present: tuple[str, ...],
        by: str,
        case: Case,
    ) -> _Ready:
        trouble = CliError("cli-error-accept-part", reference=case.reference, part=line.part)
        if row.sha256.hex() != line.old_sha256:
            raise CliError("cli-error-accept-outdated", reference=case.reference)
        new = _read(folder / line.file)
        if new is None or hashlib.sha256(new).hexdigest() != line.sha256:
            raise trouble
        old_header, old_payload = split_age_file(whole_age_file(row, self.config.evidence_folder))
        try:
            header, payload = split_age_file(new)
            types = stanza_types(new)
        except MalformedFileError:
            raise trouble from None
        if types != (_STANZA,) * len(present) or header == old_header:
            raise trouble
        fresh = resealing.needs_fresh_payload(row, present)
        if fresh and (len(payload) != len(old_payload) or payload == old_payload):
            raise trouble
        if not fresh and payload != old_payload:
            raise trouble
        in_file = row.payload_file is not None
        stored = header if in_file else new
        name = EnvelopeName(report_id=row.case_id, part=row.part, revision=row.revision)
        return _Ready(
            exchange=Exchange(
                envelope_id=row.envelope_id,
                old_sha256=row.sha256,
                sha256=hashlib.sha256(new).digest(),
                signature=sign_envelope(self.signing_key, name=name, age_file=new, created_at=row.created_at),
                row_sha256=hashlib.sha256(stored).digest(),
                recipients_sha256=resealing.digest_of(present),
                recovery=self.recovery,
                by=by,
                payload=fresh and in_file,
            ),
            row=stored,
            payload=payload if fresh and in_file else None,
        )


def _folders(path: Path) -> list[Path]:
    folders = (
        [path] if (path / RESULT_FILE).exists() else sorted(p.parent for p in path.glob(f"*/{RESULT_FILE}"))
    )
    if not folders:
        raise CliError("cli-error-accept-nothing", path=str(path))
    return folders


def _result(folder: Path) -> Resealed:
    result = read_result(folder / RESULT_FILE)
    if result is None:
        raise CliError("cli-error-accept-nothing", path=str(folder))
    return result


def _read(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_AGE_FILE_BYTES + 1)
    except OSError:
        return None
    return data if len(data) <= MAX_AGE_FILE_BYTES else None


# ---- the spool --------------------------------------------------------------------------------------------------


def _request(now: datetime, exchange: Exchange) -> SpoolRequest:
    return SpoolRequest(
        request_id=secrets.token_hex(16), kind=RequestKind.RESEALED, at=now, exchange=exchange
    )


@contextlib.contextmanager
def _no_remains(folder: Path, left: list[SpoolRequest]) -> Iterator[None]:
    """After trouble, nothing of what was left stays."""
    try:
        yield
    except BaseException:
        for request in left:
            for suffix in (resealing.ROW_SUFFIX, resealing.PAYLOAD_SUFFIX):
                with contextlib.suppress(OSError):
                    (folder / (request.request_id + suffix)).unlink(missing_ok=True)
        raise


def _forget_remains(folder: Path) -> None:
    """Remove files of an exchange that nobody ever asked for, because the command was killed before that."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.suffix not in (resealing.ROW_SUFFIX, resealing.PAYLOAD_SUFFIX):
            continue
        asked = path.with_suffix(SUFFIX).exists()
        with contextlib.suppress(OSError):
            if not asked and time.time() - os.stat(path).st_mtime > _FORGOTTEN_SECONDS:
                path.unlink()
