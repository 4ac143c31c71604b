"""Owns the one byte form of the small records that are sealed and signed: canonical JSON and UTC times.

Must not know: which records there are. The form is RFC 8785 (JCS) for objects of strings, integers and such
objects: keys sorted, no spaces, UTF-8, so every implementation makes the same bytes.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_TIME_FORMAT = "%Y-%m-%dT%H:%M:%SZ"


def canonical_json(value: object) -> bytes:
    """Return the canonical bytes; raises ValueError for text that is not valid Unicode (a lone surrogate)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def parse_canonical_json(data: bytes) -> object:
    """Parse JSON and insist that it was canonical; raises ValueError (also for repeated names)."""
    value: object = json.loads(data.decode("utf-8"))
    if canonical_json(value) != data:
        raise ValueError("not canonical JSON")
    return value


def whole_seconds(moment: datetime) -> datetime:
    """Return the moment in UTC without its fraction of a second; raises ValueError for a naive time."""
    if moment.utcoffset() is None:
        raise ValueError("a time needs a time zone")
    return moment.astimezone(UTC).replace(microsecond=0)


def format_time(moment: datetime) -> str:
    """Return a moment as ``2026-03-01T12:34:56Z``."""
    return whole_seconds(moment).replace(tzinfo=None).isoformat() + "Z"


def parse_time(text: str) -> datetime:
    """Read what ``format_time`` wrote, and nothing else; raises ValueError."""
    if not _TIME.fullmatch(text):
        raise ValueError("not a time in UTC")
    return datetime.strptime(text, _TIME_FORMAT).replace(tzinfo=UTC)
