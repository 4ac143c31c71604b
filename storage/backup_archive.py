"""Owns what a backup is: an age file around one tar, whose last member is a manifest of all the others.

Must not know: the database, who makes a backup or where it goes. Everything streams: neither writing nor reading
needs more memory than a chunk, however large the evidence is. Only names that a backup can have are taken, so that
reading one never writes anywhere else; and nothing that was read counts before the manifest agreed with all of it.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import tarfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO, Protocol, cast

from storage.database import FILE_NAME
from storage.sealing import DamagedEnvelopeError, PayloadReader, PayloadWriter

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = f"data/{FILE_NAME}"
RECOVERY_RECIPIENT = "data/recovery-recipient.txt"
EVIDENCE = "data/evidence/"
PACKS = "data/packs/"
KEYS = "keys/"

MAX_MANIFEST_BYTES = 256 * 1024 * 1024
_COPY_BYTES = 256 * 1024
_NAME = re.compile(
    r"data/(ruggensteun\.sqlite3|recovery-recipient\.txt|evidence/[A-Za-z0-9_-]{16,64}\.payload"
    r"|packs/[a-z][a-z0-9-]{0,60}\.toml)|keys/(operational|signing)\.key"
)

Progress = Callable[[int], None]
"""Told how many bytes of content went by since the last time."""


class BackupDamagedError(DamagedEnvelopeError):
    """A backup that opens, but does not hold what its manifest says."""

    default_message = "This backup is damaged or incomplete; use another one."


@dataclass(frozen=True, kw_only=True)
class Member:
    """One file of a backup: its name inside, its size in bytes, and its SHA-256 in hexadecimal."""

    name: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a backup says of itself. `audit_head` is the head of the audit log in it, as it is noted elsewhere.

    `operational_key_id` (hexadecimal) tells which operational key belongs to it; `missing` names evidence that the
    database knows, and that was not in its folder.
    """

    made_at: str
    audit_head: str
    operational_key_id: str
    missing: tuple[str, ...]
    members: tuple[Member, ...]
    format: int = FORMAT

    @property
    def content_bytes(self) -> int:
        """How much all files are together."""
        return sum(member.size_bytes for member in self.members)


class Sink(Protocol):
    """Where a file of a backup goes while it is read."""

    def write(self, data: bytes, /) -> object:
        """Take these bytes."""

    def close(self) -> None:
        """All of it has come."""


class ArchiveWriter:
    """Adds files to the tar inside an age payload."""

    def __init__(self, file_key: bytes, out: BinaryIO, progress: Progress) -> None:
        self._payload = PayloadWriter(file_key, out)
        self._tar = tarfile.open(  # noqa: SIM115 (closed in `close`)
            fileobj=cast(BinaryIO, self._payload), mode="w|", format=tarfile.PAX_FORMAT
        )
        self._progress = progress
        self.members: list[Member] = []

    def add(self, name: str, source: BinaryIO, size_bytes: int) -> None:
        """Add a file of exactly this size. Raises ValueError for a name that no backup has, OSError."""
        if not _NAME.fullmatch(name):
            raise ValueError("this is not the name of a file in a backup")
        hashing = _Hashing(source, self._progress)
        self._put(name, cast(BinaryIO, hashing), size_bytes)
        self.members.append(Member(name=name, size_bytes=size_bytes, sha256=hashing.hexdigest()))

    def close(self, manifest: Manifest) -> None:
        """Add the manifest and end the file."""
        data = json.dumps(asdict(manifest)).encode()
        self._put(MANIFEST, io.BytesIO(data), len(data))
        self._tar.close()
        self._payload.close()

    def abandon(self) -> None:
        """Write nothing more: without this the tar would still try to end itself when it is thrown away."""
        cast(Any, self._tar.fileobj).closed = True

    def _put(self, name: str, source: BinaryIO, size_bytes: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = size_bytes, 0o600
        self._tar.addfile(info, source)


def read_archive(
    file_key: bytes, source: BinaryIO, place: Callable[[str], Sink | None], progress: Progress
) -> Manifest:
    """Read a whole backup, let `place` say for each name where it goes, and check all of it.

    Raises BackupDamagedError or DamagedEnvelopeError: then nothing that was written may be used.
    """
    payload = PayloadReader(file_key, source)
    found: list[Member] = []
    manifest: Manifest | None = None
    try:
        with tarfile.open(fileobj=cast(BinaryIO, payload), mode="r|") as tar:
            for info in tar:
                content = tar.extractfile(info) if info.isreg() else None
                if content is None or manifest is not None:
                    raise BackupDamagedError
                if info.name == MANIFEST:
                    manifest = _manifest(content, info.size)
                else:
                    found.append(_take(info, cast(BinaryIO, content), place, progress))
    except tarfile.TarError:
        raise BackupDamagedError from None
    while payload.read(_COPY_BYTES):  # the padding behind the tar; its end proves that nothing was cut off
        pass
    if manifest is None or manifest.members != tuple(found):
        raise BackupDamagedError
    return manifest


def _take(
    info: tarfile.TarInfo, content: BinaryIO, place: Callable[[str], Sink | None], progress: Progress
) -> Member:
    if not _NAME.fullmatch(info.name):
        raise BackupDamagedError
    hashing, sink = _Hashing(content, progress), place(info.name)
    try:
        while data := hashing.read(_COPY_BYTES):
            if sink is not None:
                sink.write(data)
    finally:
        if sink is not None:
            sink.close()
    return Member(name=info.name, size_bytes=hashing.size_bytes, sha256=hashing.hexdigest())


def _manifest(content: Any, size_bytes: int) -> Manifest:
    if size_bytes > MAX_MANIFEST_BYTES:
        raise BackupDamagedError
    with suppress(ValueError, TypeError, KeyError):
        body = json.loads(content.read())
        members = tuple(Member(**member) for member in body["members"])
        manifest = Manifest(**{**body, "members": members, "missing": tuple(body["missing"])})
        if manifest.format == FORMAT:
            return manifest
    raise BackupDamagedError


class _Hashing:
    """A source that is hashed and counted while it is read."""

    def __init__(self, source: BinaryIO, progress: Progress) -> None:
        self._source, self._progress, self._hash = source, progress, hashlib.sha256()
        self.size_bytes = 0

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self._hash.update(data)
        self.size_bytes += len(data)
        self._progress(len(data))
        return data

    def hexdigest(self) -> str:
        return self._hash.hexdigest()
