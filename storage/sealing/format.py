"""Owns the textual header of an age v1 file: version line, stanzas, MAC line, and its strict parser.

Must not know: any recipient type, nor how the payload is encrypted. The authority is C2SP ``age.md``,
"Header": canonical base64 without padding, exact line lengths, LF only, nothing tolerated.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from cryptography.hazmat.primitives import constant_time, hashes, hmac
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.sealing.errors import DamagedEnvelopeError, MalformedFileError

FILE_KEY_BYTES = 16
"""Length of the symmetric file key (age.md, "File key")."""

MAX_HEADER_BYTES = 1 << 20
"""A header beyond this is refused before it is parsed: over 600 recipients, or hostile input."""

_VERSION_LINE = b"age-encryption.org/v1\n"
_STANZA_PREFIX = b"-> "
_MAC_PREFIX = b"---"
_COLUMNS = 64
_ARGUMENT = re.compile(rb"[\x21-\x7e]+")
_MAC_BYTES = 32


@dataclass(frozen=True, kw_only=True, slots=True)
class Stanza:
    """One wrapping of the file key: arguments (the first is the recipient type) and a body."""

    arguments: tuple[str, ...]
    body: bytes

    def marshal(self) -> bytes:
        """Return the stanza as it stands in the header, ending with a line shorter than 64 characters."""
        lines = [_STANZA_PREFIX + " ".join(self.arguments).encode("ascii")]
        text = encode_base64(self.body)
        lines += [text[i : i + _COLUMNS].encode("ascii") for i in range(0, len(text) + 1, _COLUMNS)]
        return b"\n".join(lines) + b"\n"


class Wrapper(Protocol):
    """The public side: turns a file key into a stanza."""

    def wrap(self, file_key: bytes) -> Stanza: ...


class Unwrapper(Protocol):
    """The private side: finds its stanza and returns the file key, or None when no stanza is its own.

    Raises MalformedFileError when a stanza of its type breaks the specification.
    """

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Header:
    """A parsed header; the MAC covers ``authenticated``, the payload starts at ``payload_offset``."""

    stanzas: tuple[Stanza, ...]
    authenticated: bytes
    mac: bytes
    payload_offset: int

    def verify(self, file_key: bytes) -> None:
        """Check the MAC; raises DamagedEnvelopeError when the header was changed."""
        if not constant_time.bytes_eq(_header_mac(file_key, self.authenticated), self.mac):
            raise DamagedEnvelopeError


def encode_base64(data: bytes) -> str:
    """Return standard base64 (RFC 4648, section 4) without padding."""
    return base64.b64encode(data).rstrip(b"=").decode("ascii")


def decode_base64(text: bytes) -> bytes:
    """Decode canonical, unpadded base64; raises MalformedFileError for anything else."""
    if len(text) % 4 == 1 or b"=" in text:
        raise MalformedFileError
    try:
        data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error:
        raise MalformedFileError from None
    # The last character may hide bits that decoding drops; only one spelling of a value is allowed.
    if base64.b64encode(data).rstrip(b"=") != text:
        raise MalformedFileError
    return data


def build_header(file_key: bytes, stanzas: Sequence[Stanza]) -> bytes:
    """Return the complete header, MAC line included, for stanzas that wrap this file key."""
    authenticated = _VERSION_LINE + b"".join(stanza.marshal() for stanza in stanzas) + _MAC_PREFIX
    return authenticated + b" " + encode_base64(_header_mac(file_key, authenticated)).encode("ascii") + b"\n"


def parse_header(data: bytes) -> Header:
    """Parse the header at the start of an age file; raises MalformedFileError."""
    head = bytes(memoryview(data)[:MAX_HEADER_BYTES])
    if not head.startswith(_VERSION_LINE):
        raise MalformedFileError
    position = len(_VERSION_LINE)
    stanzas: list[Stanza] = []
    while not head.startswith(_MAC_PREFIX, position):
        stanza, position = _parse_stanza(head, position)
        stanzas.append(stanza)
    line, end = _read_line(head, position)
    mac_start = len(_MAC_PREFIX) + 1
    if not stanzas or line[:mac_start] != _MAC_PREFIX + b" ":
        raise MalformedFileError
    mac = decode_base64(line[mac_start:])
    if len(mac) != _MAC_BYTES:
        raise MalformedFileError
    return Header(
        stanzas=tuple(stanzas),
        authenticated=head[: position + len(_MAC_PREFIX)],
        mac=mac,
        payload_offset=end,
    )


def _read_line(head: bytes, position: int) -> tuple[bytes, int]:
    end = head.find(b"\n", position)
    if end < 0:
        raise MalformedFileError
    return head[position:end], end + 1


def _parse_stanza(head: bytes, position: int) -> tuple[Stanza, int]:
    line, position = _read_line(head, position)
    if not line.startswith(_STANZA_PREFIX):
        raise MalformedFileError
    arguments = line[len(_STANZA_PREFIX) :].split(b" ")
    if not all(_ARGUMENT.fullmatch(argument) for argument in arguments):
        raise MalformedFileError
    body: list[bytes] = []
    while True:
        line, position = _read_line(head, position)
        if len(line) > _COLUMNS:
            raise MalformedFileError
        body.append(decode_base64(line))
        if len(line) < _COLUMNS:
            break
    return Stanza(arguments=tuple(a.decode("ascii") for a in arguments), body=b"".join(body)), position


def _header_mac(file_key: bytes, authenticated: bytes) -> bytes:
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"header").derive(file_key)
    mac = hmac.HMAC(key, hashes.SHA256())
    mac.update(authenticated)
    return mac.finalize()
