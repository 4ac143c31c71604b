"""Owns the ASCII armor of age files: one strict PEM spelling, for files that people print or paste.

Must not know: what the armored bytes hold. The authority is C2SP ``age.md``, "ASCII armor": whitespace before
and after the block and CRLF are allowed, anything else that is not canonical is refused.
"""

from __future__ import annotations

import base64
import binascii

from storage.sealing.errors import MalformedFileError

_BEGIN = b"-----BEGIN AGE ENCRYPTED FILE-----"
_END = b"-----END AGE ENCRYPTED FILE-----"
_COLUMNS = 64
_NOT_ARMOR = "This is not a valid armored age file."


def is_armored(data: bytes) -> bool:
    """Whether data looks like an armored file (it may still be refused)."""
    return data[:1024].lstrip(b" \t\r\n").startswith(_BEGIN[:16])


def armor(data: bytes) -> str:
    """Return the armored text of an age file, ending with a line feed."""
    text = base64.b64encode(data)
    lines = [text[i : i + _COLUMNS] for i in range(0, len(text), _COLUMNS)]
    return b"\n".join([_BEGIN, *lines, _END, b""]).decode("ascii")


def dearmor(text: bytes) -> bytes:
    """Return the age file inside an armored text; raises MalformedFileError."""
    lines = text.strip(b" \t\r\n").replace(b"\r\n", b"\n").split(b"\n")
    body = lines[1:-1]
    if len(lines) < 3 or lines[0] != _BEGIN or lines[-1] != _END:
        raise MalformedFileError(_NOT_ARMOR)
    if any(len(line) != _COLUMNS for line in body[:-1]) or not 0 < len(body[-1]) <= _COLUMNS:
        raise MalformedFileError(_NOT_ARMOR)
    joined = b"".join(body)
    try:
        data = base64.b64decode(joined, validate=True)
    except binascii.Error:
        raise MalformedFileError(_NOT_ARMOR) from None
    if base64.b64encode(data) != joined:
        raise MalformedFileError(_NOT_ARMOR)
    return data
