"""Owns which pictures are shown on paper: PNG and JPEG of a size that a page can bear. Each file goes along anyway.

Reads only the size that the picture says it has (PNG: ISO 15948, 11.2.2; JPEG: ITU T.81, B.2.2), so that a small file
that claims to be huge is never decoded.
"""

from __future__ import annotations

import struct

MOST_PIXELS = 40_000_000
_SUFFIXES = (".png", ".jpg", ".jpeg")
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def may_be_shown(data: bytes, suffix: str) -> bool:
    """Whether this is such a picture."""
    if suffix.lower() not in _SUFFIXES:
        return False
    size = _png_size(data) if suffix.lower() == ".png" else _jpeg_size(data)
    return size is not None and 0 < size[0] * size[1] <= MOST_PIXELS


def _png_size(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or data[12:16] != b"IHDR" or len(data) < 24:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    position = 2
    while data.startswith(b"\xff\xd8") and position + 9 <= len(data) and data[position] == 0xFF:
        marker, length = data[position + 1], int.from_bytes(data[position + 2 : position + 4], "big")
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            return width, height
        position += 2 + length
    return None
