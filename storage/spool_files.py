"""Owns how a file comes into the spool's folder: whole or not at all, and readable for the bot's own account alone.

Must not know what is in it.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from storage.database import StorageFullError

_UNFINISHED_SUFFIX = ".unfinished"


def make_spool_folder(folder: Path) -> None:
    """The folder, for its owner alone. What root makes belongs to the owner of the data directory.

    Raises StorageFullError when the disk is full, OSError.
    """
    with _named_errors():
        if not folder.is_dir():
            folder.mkdir(mode=0o700, exist_ok=True)
            _give_to_owner_of(folder.parent, folder)
            _sync_folder(folder.parent)


def write_durably(target: Path, data: bytes) -> None:
    """Write a file that is whole or absent after a power cut. Raises StorageFullError, OSError."""
    unfinished = target.with_name(target.name + _UNFINISHED_SUFFIX)
    with _named_errors():
        try:
            descriptor = os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | os.O_CLOEXEC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            _give_to_owner_of(target.parent, unfinished)
            unfinished.rename(target)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)


@contextlib.contextmanager
def _named_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageFullError from None
        raise


def _give_to_owner_of(example: Path, path: Path) -> None:
    """The command line may run as root, the bot does not: it could not read the request otherwise."""
    if os.geteuid() == 0:
        owner = example.stat()
        os.chown(path, owner.st_uid, owner.st_gid)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
