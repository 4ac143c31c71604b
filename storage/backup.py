"""Owns making a backup and restoring one: what goes in, in which order, and what is checked before it counts.

Must not know: Telegram, the clock, the configuration, or how anything is worded. A backup is consistent although the
bot goes on: evidence is linked first, then the database is copied in one moment, then what came in between is linked.
The copy lies in a folder of its own inside the data directory, never outside it, and is gone afterwards.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import secrets
import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from storage import audit, envelopes, evidence
from storage.backup_archive import (
    DATABASE,
    EVIDENCE,
    KEYS,
    PACKS,
    RECOVERY_RECIPIENT,
    ArchiveWriter,
    BackupDamagedError,
    Manifest,
    Progress,
    read_archive,
)
from storage.database import FILE_NAME, Database, StorageFullError
from storage.evidence_files import FOLDER_NAME as EVIDENCE_FOLDER
from storage.sealing import DamagedEnvelopeError, Recipient, new_file_key, read_file_key, wrap_file_key
from storage.sealing.format import Unwrapper

_WORK_PREFIX = ".backup-"
_PACKS_FOLDER = "packs"
_RECOVERY_FILE = "recovery-recipient.txt"
_READ_BYTES = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Made:
    """A backup that was written and read back. `sha256` (hexadecimal) is that of the sealed file."""

    manifest: Manifest
    sha256: str
    size_bytes: int


@dataclass(frozen=True, kw_only=True)
class _Content:
    """The files that go in, by their name in the backup, and evidence that was not there."""

    files: tuple[tuple[str, Path], ...]
    missing: tuple[str, ...]
    audit_head: str


async def make_backup(
    db: Database,
    *,
    data_directory: Path,
    recovery: Recipient,
    to: Path,
    made_at: datetime,
    operational_key_id: str,
    keys: Mapping[str, Path],
    expect: Progress,
    progress: Progress,
) -> Made:
    """Write a backup to the new file `to`, sealed to the recovery recipient, and read it back.

    `db` may be read-only; `keys` are key files to take along, by name (`operational.key`, `signing.key`). `expect` is
    told how many bytes will go by, `progress` how many did: all of it twice, when written and when read back.

    Raises FileExistsError when `to` is taken, StorageFullError, DatabaseError, SealingError, OSError; then nothing is
    left of it.
    """
    sweep(data_directory)
    work = data_directory / f"{_WORK_PREFIX}{secrets.token_hex(8)}"
    unfinished = to.with_name(f".{to.name}.unfinished-{secrets.token_hex(4)}")
    work.mkdir(mode=0o700)
    held = _hold(work)
    try:
        content = await _collect(db, data_directory, work, keys)
        expect(2 * sum(path.stat().st_size for _, path in content.files))
        made = _write(content, unfinished, recovery, made_at, operational_key_id, progress)
        os.link(unfinished, to)  # unlike a rename, refuses a place that is taken
        _sync(to.parent)
        return made
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageFullError from None
        raise
    finally:
        unfinished.unlink(missing_ok=True)
        shutil.rmtree(work, ignore_errors=True)
        os.close(held)


def sweep(data_directory: Path) -> None:
    """Remove what a backup that was killed left in the data directory; one that is being made is left alone."""
    for left in data_directory.glob(f"{_WORK_PREFIX}*"):
        with suppress(OSError):
            held = _hold(left)
            try:
                shutil.rmtree(left, ignore_errors=True)
            finally:
                os.close(held)


def _hold(work: Path) -> int:
    """Take the lock that says that a backup is being made here; the kernel gives it back. Raises OSError."""
    descriptor = os.open(work, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


# ---- making -----------------------------------------------------------------------------------------------------


async def _collect(db: Database, data: Path, work: Path, keys: Mapping[str, Path]) -> _Content:
    folder, kept = data / EVIDENCE_FOLDER, work / EVIDENCE_FOLDER
    kept.mkdir(mode=0o700)
    if folder.is_dir():
        _keep(folder, kept, [path.name for path in folder.iterdir()])
    copy = work / FILE_NAME
    await db.copy_to(copy)
    known, head = _look(copy)
    missing = _keep(folder, kept, [name for name in known if not (kept / name).exists()])
    packs = sorted((data / _PACKS_FOLDER).glob("*.toml"))
    files = [(DATABASE, copy), (RECOVERY_RECIPIENT, data / _RECOVERY_FILE)]
    files += [(PACKS + path.name, path) for path in packs]
    files += [(KEYS + name, path) for name, path in sorted(keys.items())]
    files += [(EVIDENCE + name, kept / name) for name in known if name not in missing]
    return _Content(files=tuple(files), missing=tuple(missing), audit_head=head)


def _look(copy: Path) -> tuple[list[str], str]:
    """The evidence that a copy of the database knows, and the head of its audit log."""
    connection = sqlite3.connect(f"file:{copy}?immutable=1", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        known = evidence.evidence_payload_files(connection) | envelopes.envelope_payload_files(connection)
        return sorted(known), str(audit.chain_head(connection))
    finally:
        connection.close()


def _keep(folder: Path, kept: Path, names: Sequence[str]) -> list[str]:
    """Hold on to these files, also when the bot removes them meanwhile; those that were gone already."""
    gone = []
    for name in names:
        try:
            os.link(folder / name, kept / name)
        except FileNotFoundError:
            gone.append(name)
        except OSError:  # another file system, or one without links
            shutil.copyfile(folder / name, kept / name)
    return gone


def _write(
    content: _Content,
    place: Path,
    recovery: Recipient,
    made_at: datetime,
    operational_key_id: str,
    progress: Progress,
) -> Made:
    file_key = new_file_key()
    header = wrap_file_key(file_key, [recovery])
    descriptor = os.open(place, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w+b") as out:
        out.write(header)
        archive = ArchiveWriter(file_key, out, progress)
        try:
            for name, path in content.files:
                with path.open("rb") as source:
                    archive.add(name, source, os.fstat(source.fileno()).st_size)
            manifest = Manifest(
                made_at=made_at.astimezone(UTC).isoformat(timespec="seconds"),
                audit_head=content.audit_head,
                operational_key_id=operational_key_id,
                missing=content.missing,
                members=tuple(archive.members),
            )
            archive.close(manifest)
        except BaseException:
            archive.abandon()
            raise
        out.flush()
        os.fsync(out.fileno())
        # The identity that opens it is not here, but the file key still is: so all of it can be read back once.
        with suppress(OSError):
            os.posix_fadvise(out.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        out.seek(len(header))
        if read_archive(file_key, out, lambda name: None, progress) != manifest:
            raise BackupDamagedError
        out.seek(0)
        return Made(manifest=manifest, sha256=_sha256(out), size_bytes=out.tell())


def _sha256(source: BinaryIO) -> str:
    digest = hashlib.sha256()
    while data := source.read(_READ_BYTES):
        digest.update(data)
    return digest.hexdigest()


# ---- restoring --------------------------------------------------------------------------------------------------


class KeysTakenError(FileExistsError):
    """There are keys in the backup, and where they would go is something already."""


def is_taken(place: Path) -> bool:
    """Whether something is here that a new directory may not replace: all but an empty directory. Raises OSError."""
    return place.is_symlink() or (place.exists() and (not place.is_dir() or any(place.iterdir())))


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What was restored: the manifest, how many sealed files were compared with the register, and the keys' names."""

    manifest: Manifest
    envelopes: int
    keys: tuple[str, ...]


async def restore_backup(
    file: Path,
    identities: Sequence[Unwrapper],
    *,
    to: Path,
    keys_to: Path,
    expect: Progress,
    progress: Progress,
) -> Restored:
    """Restore a backup as the new data directory `to`; keys in it, if any, go to the new directory `keys_to`.

    Everything is checked before either gets its name: each file against the manifest, the database, its audit log,
    and each sealed file against the register. What lies at `keys_to` is only in the way of keys.

    Raises KeysTakenError, FileExistsError when `to` is taken, SealingError, DatabaseError, AuditBrokenError, OSError;
    then nothing is left of it.
    """
    mark = f".unfinished-{secrets.token_hex(4)}"
    data, keys = (place.with_name(f".{place.name}{mark}") for place in (to, keys_to))
    try:
        manifest = _unpack(file, identities, data, keys, expect, progress)
        sealed = await _check(data, manifest)
        if any(keys.iterdir()) and is_taken(keys_to):
            raise KeysTakenError(errno.EEXIST, os.strerror(errno.EEXIST), str(keys_to))
        names = _put_both(data, to, keys, keys_to)
        return Restored(manifest=manifest, envelopes=sealed, keys=names)
    finally:
        shutil.rmtree(data, ignore_errors=True)
        shutil.rmtree(keys, ignore_errors=True)


def _unpack(
    file: Path, identities: Sequence[Unwrapper], data: Path, keys: Path, expect: Progress, progress: Progress
) -> Manifest:
    for folder in (data, keys, data / EVIDENCE_FOLDER, data / _PACKS_FOLDER):
        folder.mkdir(mode=0o700)

    def place(name: str) -> BinaryIO:
        first, _, rest = name.partition("/")
        path = (data if first == "data" else keys) / rest
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        return _Synced(os.fdopen(descriptor, "wb"))  # type: ignore[return-value]

    with file.open("rb") as source:
        expect(os.fstat(source.fileno()).st_size)
        file_key = read_file_key(source, identities)
        manifest = read_archive(file_key, source, place, progress)
    for folder in (data / EVIDENCE_FOLDER, data / _PACKS_FOLDER, data, keys):
        _sync(folder)
    return manifest


class _Synced:
    """A file that is on the disk once it is closed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, data: bytes) -> None:
        self._file.write(data)

    def close(self) -> None:
        with self._file:
            self._file.flush()
            os.fsync(self._file.fileno())


async def _check(data: Path, manifest: Manifest) -> int:
    """Whether database, audit log and sealed files agree; how many sealed files there are."""
    path = data / FILE_NAME
    db = await Database.open(path)
    try:
        await db.check_integrity()
        head = await db.read(audit.verify_chain)
        if str(head) != manifest.audit_head:
            raise BackupDamagedError
        return await db.read(
            lambda tx: _check_envelopes(tx, data / EVIDENCE_FOLDER, frozenset(manifest.missing))
        )
    finally:
        await db.close()
        path.with_name(path.name + ".lock").unlink(missing_ok=True)


def _check_envelopes(tx: sqlite3.Connection, folder: Path, missing: frozenset[str]) -> int:
    checked = 0
    for row in tx.execute("SELECT age_file, payload_file, sha256 FROM envelopes"):
        if row["payload_file"] in missing:
            continue
        digest = hashlib.sha256(row["age_file"])
        if row["payload_file"] is not None:
            _add_payload(digest, folder / row["payload_file"])
        if digest.digest() != row["sha256"]:
            raise DamagedEnvelopeError
        checked += 1
    return checked


def _add_payload(digest: hashlib._Hash, path: Path) -> None:
    try:
        with path.open("rb") as payload:
            while data := payload.read(_READ_BYTES):
                digest.update(data)
    except FileNotFoundError:
        raise BackupDamagedError from None


def _put_both(data: Path, to: Path, keys: Path, keys_to: Path) -> tuple[str, ...]:
    """Give data and keys, if any, their names: both or neither; the names of the keys."""
    names = tuple(sorted(path.name for path in keys.iterdir()))
    if names:
        _put_in_place(keys, keys_to)
    try:
        _put_in_place(data, to)
    except OSError:
        if names:
            keys_to.rename(keys)
        raise
    return names


def _put_in_place(made: Path, place: Path) -> None:
    """Give a directory its name; only an empty directory may be there. Raises OSError."""
    made.rename(place)
    _sync(place.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
