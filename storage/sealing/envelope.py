"""Owns the envelope: the inner header that binds sealed content to one part of one report.

Must not know: SQL, files, nor what the content says. An age file proves who can open it, not which report it
is; so inside, before the content, a header names report, part and revision and carries the content's SHA-256.
A reader that finds another name than it asked for refuses. The byte form is frozen in
``docs/sealed-report-format.md``; a change means version 2, and version 1 must still open.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from cryptography.hazmat.primitives import constant_time

from storage.sealing.age_file import open_sealed, seal_parts
from storage.sealing.canonical import (
    canonical_json,
    format_time,
    parse_canonical_json,
    parse_time,
    whole_seconds,
)
from storage.sealing.errors import DamagedEnvelopeError, MismatchedEnvelopeError
from storage.sealing.format import Unwrapper
from storage.sealing.mlkem768x25519 import Recipient

MAX_HEADER_BYTES = 64 * 1024
"""Upper limit of the inner header; longer text belongs in the content."""

_MAGIC = b"ruggensteun-envelope/1 "
_PREAMBLE = re.compile(re.escape(_MAGIC) + rb"([1-9][0-9]{0,5})\n")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,127}")
_TOKEN = re.compile(r"[\x20-\x7e]{1,128}")
_ATTRIBUTE = re.compile(r"[a-z][a-z0-9_]{0,63}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MAX_REVISION = 2**31 - 1
_FIELDS = frozenset(
    {
        "attributes",
        "content_bytes",
        "content_type",
        "created_at",
        "pack",
        "pack_version",
        "part",
        "report_id",
        "revision",
        "sha256",
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class EnvelopeName:
    """What one envelope is: a report, a part of it (``report``, ``evidence-3``, ...), and which revision.

    Raises ValueError for an id or part that is empty, longer than 128 characters, or has characters other
    than ASCII letters, digits, and ``. _ : -``.
    """

    report_id: str
    part: str
    revision: int

    def __post_init__(self) -> None:
        _require(_NAME.fullmatch(self.report_id), "report_id")
        _require(_NAME.fullmatch(self.part), "part")
        _require(type(self.revision) is int and 0 <= self.revision <= _MAX_REVISION, "revision")


@dataclass(frozen=True, kw_only=True, slots=True)
class EnvelopeHeader:
    """The inner header. ``sha256`` and ``content_bytes`` describe the content; ``created_at`` is UTC, whole
    seconds.

    ``attributes`` holds what else belongs to this content as text, such as an original file name; names are
    lower-case words. Raises ValueError for a field outside its form.
    """

    report_id: str
    part: str
    revision: int
    created_at: datetime
    sha256: str
    content_bytes: int
    content_type: str
    pack: str
    pack_version: str
    attributes: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        EnvelopeName(report_id=self.report_id, part=self.part, revision=self.revision)
        _require(_SHA256.fullmatch(self.sha256), "sha256")
        _require(type(self.content_bytes) is int and self.content_bytes >= 0, "content_bytes")
        for name in ("content_type", "pack", "pack_version"):
            _require(_TOKEN.fullmatch(getattr(self, name)), name)
        for name, value in self.attributes.items():
            _require(_ATTRIBUTE.fullmatch(name) and isinstance(value, str), "attributes")
        object.__setattr__(self, "created_at", whole_seconds(self.created_at))
        object.__setattr__(self, "attributes", MappingProxyType(dict(self.attributes)))

    @classmethod
    def describe(
        cls,
        content: bytes,
        *,
        name: EnvelopeName,
        created_at: datetime,
        content_type: str,
        pack: str,
        pack_version: str,
        attributes: Mapping[str, str] | None = None,
    ) -> EnvelopeHeader:
        """Make the header that fits this content."""
        return cls(
            report_id=name.report_id,
            part=name.part,
            revision=name.revision,
            created_at=created_at,
            sha256=hashlib.sha256(content).hexdigest(),
            content_bytes=len(content),
            content_type=content_type,
            pack=pack,
            pack_version=pack_version,
            attributes=attributes or {},
        )

    @property
    def name(self) -> EnvelopeName:
        """The name that a reader asks for."""
        return EnvelopeName(report_id=self.report_id, part=self.part, revision=self.revision)


@dataclass(frozen=True, kw_only=True, slots=True)
class Envelope:
    """An opened envelope. Its repr shows neither header attributes nor content."""

    header: EnvelopeHeader
    content: bytes

    def __repr__(self) -> str:
        return f"Envelope({self.header.name})"


def pack_envelope(header: EnvelopeHeader, content: bytes) -> bytes:
    """Return the plaintext of an envelope, for ``seal_payload``. Raises ValueError when they do not fit."""
    return _preamble(header, content) + content


def envelope_parts(
    content: bytes, describe: Callable[[bytes], EnvelopeHeader]
) -> tuple[EnvelopeHeader, tuple[bytes, bytes]]:
    """The header that ``describe`` makes of the content, and the plaintext in two parts for ``seal_payload_pieces``.

    No copy of the content is made and it is hashed once, so ``describe`` has to use ``EnvelopeHeader.describe``.
    """
    header = describe(content)
    _require(header.content_bytes == len(content), "content")
    return header, (_record(header), content)


def seal_envelope(header: EnvelopeHeader, content: bytes, recipients: Sequence[Recipient]) -> bytes:
    """Return the age file of an envelope. Raises ValueError or InvalidRecipientError."""
    return seal_parts([_preamble(header, content), content], recipients)


def open_envelope(
    data: bytes, identities: Sequence[Unwrapper], expected: EnvelopeName | None = None
) -> Envelope:
    """Open an age file, check its inner header and content, and refuse another name than ``expected``.

    Raises MismatchedEnvelopeError, and whatever ``open_sealed`` and ``unpack_envelope`` raise.
    """
    return unpack_envelope(open_sealed(data, identities), expected)


def unpack_envelope(plaintext: bytes, expected: EnvelopeName | None = None) -> Envelope:
    """Read the plaintext of an envelope; raises DamagedEnvelopeError or MismatchedEnvelopeError."""
    preamble = _PREAMBLE.match(plaintext)
    if preamble is None:
        raise DamagedEnvelopeError("This file opens, but it holds no Ruggensteun envelope.")
    start = preamble.end()
    end = start + int(preamble.group(1))
    if end - start > MAX_HEADER_BYTES or plaintext[end : end + 1] != b"\n":
        raise DamagedEnvelopeError
    header = _parse_header(plaintext[start:end])
    if expected is not None and header.name != expected:
        raise MismatchedEnvelopeError
    content = plaintext[end + 1 :]
    if not _fits(header, content):
        raise DamagedEnvelopeError("The content does not fit its SHA-256, so this envelope is damaged.")
    return Envelope(header=header, content=content)


def _preamble(header: EnvelopeHeader, content: bytes) -> bytes:
    _require(_fits(header, content), "content")
    return _record(header)


def _record(header: EnvelopeHeader) -> bytes:
    record = canonical_json(
        {
            "attributes": dict(header.attributes),
            "content_bytes": header.content_bytes,
            "content_type": header.content_type,
            "created_at": format_time(header.created_at),
            "pack": header.pack,
            "pack_version": header.pack_version,
            "part": header.part,
            "report_id": header.report_id,
            "revision": header.revision,
            "sha256": header.sha256,
        }
    )
    _require(len(record) <= MAX_HEADER_BYTES, "attributes")
    return b"%b%d\n%b\n" % (_MAGIC, len(record), record)


def _parse_header(data: bytes) -> EnvelopeHeader:
    try:
        record = parse_canonical_json(data)
        if not isinstance(record, dict) or record.keys() != _FIELDS:
            raise ValueError("fields")
        return EnvelopeHeader(**{**record, "created_at": parse_time(record["created_at"])})
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise DamagedEnvelopeError("The inner header of this envelope is not valid.") from None


def _fits(header: EnvelopeHeader, content: bytes) -> bool:
    digest = hashlib.sha256(content).hexdigest()
    return header.content_bytes == len(content) and constant_time.bytes_eq(
        digest.encode("ascii"), header.sha256.encode("ascii")
    )


def _require(condition: object, name: str) -> None:
    """Raise ValueError naming the field, never its value."""
    if not condition:
        raise ValueError(f"envelope header: {name} has a wrong form")
