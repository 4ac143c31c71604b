"""Owns the file with the operational key while it changes: the current key on the first line, previous ones below it.

A file is replaced whole or not at all, with the owner and permissions that it had. Must not know what the keys are for.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Sequence
from pathlib import Path

from storage.field_encryption import OperationalKey, parse_operational_keys


def read_keys(path: Path) -> list[OperationalKey]:
    """The keys, the current one first. Raises OSError, FieldEncryptionError."""
    return parse_operational_keys(path.read_text(encoding="utf-8"))


def write_keys(path: Path, keys: Sequence[OperationalKey]) -> None:
    """Put these keys in the place of what was there. Raises OSError: then the file is what it was."""
    place = path.resolve()
    before = place.stat()
    unfinished = place.with_name(f".{place.name}.unfinished-{secrets.token_hex(4)}")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        with os.fdopen(os.open(unfinished, flags, 0o600), "w", encoding="ascii") as file:
            os.fchmod(file.fileno(), stat.S_IMODE(before.st_mode) & 0o640 | stat.S_IRUSR)
            if os.geteuid() == 0:
                os.fchown(file.fileno(), before.st_uid, before.st_gid)
            file.writelines(f"{key.serialise()}\n" for key in keys)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(place)
    finally:
        unfinished.unlink(missing_ok=True)
    folder = os.open(place.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
