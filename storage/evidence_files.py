"""Owns the payload files in the evidence folder: whole on disk or not there at all.

Must not know: what is in them (they are encrypted before they come here) or which database row refers to
them. Removing a file does not promise that its blocks are overwritten; the promise is that its file key is
destroyed.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Collection, Iterable
from pathlib import Path

from storage.crash_points import reach
from storage.database import DatabaseDamagedError, StorageFullError

FOLDER_NAME = "evidence"
"""The folder's name inside the data directory."""

_SUFFIX = ".payload"
_UNFINISHED_SUFFIX = ".unfinished"
_BEGIN_WRITING_BYTES = 2 * 1024 * 1024
"""So often the disk is told to begin: what nobody needs to read again it writes while the rest is being made."""

_NAME = re.compile(r"[A-Za-z0-9_-]{16,64}\.payload")


def payload_name(random_id: str) -> str:
    """The file name for a fresh random id of 16 to 64 letters, digits, `-` or `_`. Raises ValueError
    otherwise."""
    return _checked(random_id + _SUFFIX)


def write_payload(folder: Path, name: str, data: bytes | Iterable[bytes]) -> None:
    """Write bytes, or pieces one after the other, as one file that is either whole or absent after a power cut.

    The folder is made when needed.

    Raises FileExistsError when the name is taken, StorageFullError when the disk is full.
    """
    target = folder / _checked(name)
    if target.exists():
        raise FileExistsError("this payload name is taken")
    try:
        _make_folder(folder)
        _write_durably(target, [data] if isinstance(data, bytes) else data)
    except OSError as error:
        target.with_name(target.name + _UNFINISHED_SUFFIX).unlink(missing_ok=True)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageFullError from None
        raise


def adopt_payload(source: Path, folder: Path, name: str) -> bool:
    """Have a whole file from elsewhere on this disk here as well, under this name; False when it is not there.

    The other name stays, so that nothing is lost before the row that refers to this one is committed.
    """
    target = folder / _checked(name)
    _make_folder(folder)
    try:
        os.link(source, target)
    except FileExistsError:  # linked before a crash
        return True
    except FileNotFoundError:
        return False
    _sync_folder(folder)
    return True


def read_payload(folder: Path, name: str) -> bytes:
    """The file's content. Raises DatabaseDamagedError when it is missing: a row refers to a file that must
    exist."""
    try:
        return (folder / _checked(name)).read_bytes()
    except FileNotFoundError:
        raise DatabaseDamagedError("A file in the evidence folder is missing; restore a backup.") from None


def remove_payload(folder: Path, name: str) -> None:
    """Remove the file durably. A file that is gone already is no error."""
    (folder / _checked(name)).unlink(missing_ok=True)
    if folder.is_dir():
        _sync_folder(folder)


def orphans(folder: Path, known: Collection[str]) -> list[str]:
    """The names in the folder that nothing refers to: left by a crash between the file and its row.

    Unfinished files are among them. Nothing else may be fetching evidence meanwhile.
    """
    if not folder.is_dir():
        return []
    names = (entry.name for entry in folder.iterdir() if entry.name.endswith((_SUFFIX, _UNFINISHED_SUFFIX)))
    return sorted(name for name in names if name not in known)


def remove_orphans(folder: Path, known: Collection[str]) -> int:
    """Remove every orphan; how many there were."""
    found = orphans(folder, known)
    for name in found:
        (folder / name).unlink(missing_ok=True)
    if found:
        _sync_folder(folder)
    return len(found)


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError("this is not the name of a payload file")
    return name


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=0o700, exist_ok=True)
        _sync_folder(folder.parent)


def _write_durably(target: Path, pieces: Iterable[bytes]) -> None:
    unfinished = target.with_name(target.name + _UNFINISHED_SUFFIX)
    descriptor = os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        written_bytes = begun_bytes = 0
        for piece in pieces:
            written_bytes += file.write(piece)
            if written_bytes - begun_bytes >= _BEGIN_WRITING_BYTES:
                os.posix_fadvise(file.fileno(), begun_bytes, 0, os.POSIX_FADV_DONTNEED)
                begun_bytes = written_bytes
        file.flush()
        os.fsync(file.fileno())
    reach("evidence.before_rename")
    unfinished.rename(target)
    _sync_folder(target.parent)
    reach("evidence.written")


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
