"""Owns reading multipart/form-data bodies (RFC 7578) that fit in memory.

It must not know what the parts mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message

from simulator.errors import SimulatorError


class MultipartError(SimulatorError):
    """The body is not well-formed multipart/form-data."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a form: a field, or a file when it has a file name."""

    name: str
    content: bytes
    file_name: str | None = None
    content_type: str | None = None

    @property
    def text(self) -> str:
        """The content as UTF-8 text."""
        return self.content.decode("utf-8", errors="replace")


def parse_multipart(body: bytes, content_type: str) -> list[Part]:
    """The parts of a body, in order.

    Raises MultipartError when the boundary is missing or the body is cut off.
    """
    boundary = _header(content_type).get_param("boundary", header="content-type")
    if not isinstance(boundary, str) or not boundary:
        raise MultipartError("multipart body without a boundary")
    delimiter = b"\r\n--" + boundary.encode("latin-1")
    pieces = (b"\r\n" + body).split(delimiter)
    if len(pieces) < 2 or not pieces[-1].startswith(b"--"):
        raise MultipartError("multipart body is cut off")
    return [_part(piece) for piece in pieces[1:-1]]


def _header(content_type: str) -> Message:
    message = Message()
    message["content-type"] = content_type
    return message


def _part(piece: bytes) -> Part:
    head, separator, content = piece.partition(b"\r\n\r\n")
    if not separator:
        raise MultipartError("multipart part without headers")
    message = Message()
    for line in head.decode("utf-8", errors="replace").split("\r\n"):
        name, colon, value = line.partition(":")
        if colon:
            message[name.strip()] = value.strip()
    field = message.get_param("name", header="content-disposition")
    if field is None:
        raise MultipartError("multipart part without a name")
    file_name = message.get_param("filename*", header="content-disposition") or message.get_param(
        "filename", header="content-disposition"
    )
    return Part(
        name=_plain(field),
        content=content,
        file_name=None if file_name is None else _plain(file_name),
        content_type=message.get("content-type"),
    )


def _plain(value: str | tuple[str | None, str | None, str]) -> str:
    text = value if isinstance(value, str) else value[2]
    return text.replace("%22", '"').replace("%0D%0A", "\r\n")
