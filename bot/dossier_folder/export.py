"""Writing sealed dossiers out of the register: whole age files and a manifest, nothing opened.

Owns the order: everything is written under temporary names, the audit log learns of it, and only then the folders get
their names. The machine cannot open what it exports.
"""

from __future__ import annotations

import base64
import contextlib
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from bot.cli.store import ask_of_database, looking
from bot.cli.support import CliError
from bot.config import Config
from bot.dossier_folder.files import MANIFEST, SUFFIX, Manifest, ManifestEnvelope
from bot.reseal.export import listed
from bot.reseal.listing import LIST_FILE, SealingList, signed_list
from conversations.casework.conversation import case_from_json
from storage import audit, cases, envelopes
from storage.envelopes import StoredEnvelope
from storage.field_encryption import FieldEncryption
from storage.reports import whole_age_file
from storage.sealing import Recipient, SigningKey
from storage.sealing.canonical import format_time
from storage.spool import RequestKind, SpoolRequest


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """A case's reference and its sealed parts; with `listed` those that have to be sealed again."""

    case_id: str
    reference: str
    envelopes: tuple[StoredEnvelope, ...] = field(repr=False)
    listed: SealingList | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True)
class Exported:
    """What was written. `in_log` is False when the running bot still has to write it in the audit log."""

    folders: tuple[Path, ...]
    in_log: bool


async def export_cases(
    config: Config,
    fe: FieldEncryption,
    signing_key: SigningKey,
    references: Sequence[str],
    to: Path,
    now: datetime,
    *,
    to_reseal_for: Recipient | None = None,
) -> Exported:
    """Export these cases, or every case with something sealed when none is named. All of them or none.

    With `to_reseal_for`, the recovery recipient, only what somebody of the case cannot open yet, or what somebody can
    open who should not any more. Raises CliError, DatabaseError, FieldEncryptionError, OSError.
    """
    async with looking(config) as db:
        chosen, head = await db.read(lambda tx: (_chosen(tx, fe, references), str(audit.chain_head(tx))))
        if to_reseal_for is not None:
            recovery = str(to_reseal_for)
            chosen = await db.read(lambda tx: list(_to_reseal(tx, fe, chosen, recovery, now)))
    if not chosen:
        raise CliError("cli-error-nothing-sealed" if to_reseal_for is None else "cli-error-nothing-to-reseal")
    with _unfinished(to, [case.reference for case in chosen]) as moves:
        for case, (folder, _) in zip(chosen, moves, strict=True):
            _write(case, config.evidence_folder, signing_key, folder, now, head)
        in_log = await ask_of_database(config, fe, *(_line(case, now) for case in chosen))
        for folder, place in moves:
            folder.rename(place)
    return Exported(folders=tuple(place for _, place in moves), in_log=in_log)


@contextlib.contextmanager
def _unfinished(to: Path, names: Sequence[str]) -> Iterator[list[tuple[Path, Path]]]:
    """For each name where to write and where to move it; after trouble, nothing of it is left. Raises CliError."""
    taken = next((to / name for name in names if os.path.lexists(to / name)), None)
    if taken is not None:
        raise CliError("cli-error-exists", path=str(taken))
    made, mark = not to.exists(), f".unfinished-{secrets.token_hex(4)}"
    moves = [(to / f".{name}{mark}", to / name) for name in names]
    try:
        to.mkdir(mode=0o700, exist_ok=True)
        yield moves
    except BaseException:
        for folder, _ in moves:
            shutil.rmtree(folder, ignore_errors=True)
        if made and to.is_dir() and not any(to.iterdir()):
            to.rmdir()
        raise


def _chosen(tx: sqlite3.Connection, fe: FieldEncryption, references: Sequence[str]) -> list[Sealed]:
    if not references:
        everything = (_sealed(tx, fe, case_id) for case_id in cases.all_case_ids(tx))
        return [case for case in everything if case.envelopes]
    found = []
    for reference in dict.fromkeys(r.strip().upper() for r in references):
        case_id = cases.case_id_by_reference(tx, fe, reference)
        if case_id is None:
            raise CliError("cli-error-no-case", reference=reference)
        found.append(_sealed(tx, fe, case_id))
        if not found[-1].envelopes:
            raise CliError("cli-error-nothing-sealed-in", reference=reference)
    return found


def _sealed(tx: sqlite3.Connection, fe: FieldEncryption, case_id: str) -> Sealed:
    stored = cases.load_case(tx, fe, case_id)
    assert stored is not None
    reference = case_from_json(stored.body).reference
    return Sealed(case_id=case_id, reference=reference, envelopes=tuple(envelopes.envelopes_of(tx, case_id)))


def _to_reseal(
    tx: sqlite3.Connection, fe: FieldEncryption, chosen: Sequence[Sealed], recovery: str, now: datetime
) -> Iterator[Sealed]:
    """The same cases with only what has to be sealed again, and the list that asks for it."""
    for sealed in chosen:
        stored = cases.load_case(tx, fe, sealed.case_id)
        assert stored is not None
        wanted = listed(tx, fe, case_from_json(stored.body), sealed.envelopes, recovery=recovery, now=now)
        if wanted is None:
            continue
        parts = {(e.part, e.revision) for e in wanted.envelopes}
        kept = tuple(e for e in sealed.envelopes if (e.part, e.revision) in parts)
        yield replace(sealed, envelopes=kept, listed=wanted)


def _write(
    case: Sealed, evidence: Path, signing_key: SigningKey, folder: Path, now: datetime, head: str
) -> None:
    folder.mkdir(mode=0o700)
    lines = []
    for envelope in case.envelopes:
        name = f"{envelope.part.replace(':', '_')}.{envelope.revision}{SUFFIX}"
        _private(folder / name, whole_age_file(envelope, evidence))
        lines.append(
            ManifestEnvelope(
                file=name,
                part=envelope.part,
                revision=envelope.revision,
                created_at=format_time(envelope.created_at),
                sha256=envelope.sha256.hex(),
                signature=base64.b64encode(envelope.signature).decode(),
                recipients=tuple(Recipient.parse(r).fingerprint() for r in envelope.recipients),
            )
        )
    manifest = Manifest(
        reference=case.reference,
        report_id=case.case_id,
        exported_at=format_time(now),
        verifying_key=signing_key.verifying_key.serialise(),
        audit_head=head,
        envelopes=tuple(lines),
    )
    _private(folder / MANIFEST, manifest.model_dump_json(indent=1).encode())
    if case.listed is not None:
        _private(folder / LIST_FILE, signed_list(case.listed, signing_key))


def _line(case: Sealed, now: datetime) -> SpoolRequest:
    """The line in the audit log that says that this case was exported."""
    return SpoolRequest(
        request_id=secrets.token_hex(16),
        kind=RequestKind.AUDIT,
        at=now,
        subject=case.case_id,
        action="exported" if case.listed is None else "exported-to-reseal",
    )


def _private(path: Path, data: bytes) -> None:
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(data)
