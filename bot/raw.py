"""Owns reading raw JSON from Telegram with its types checked.

Must not know what an update is. Errors say nothing of what was read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

import orjson

Raw = Mapping[str, object]

MAX_INTEGER = 2**63 - 1
"""The largest id that can be kept: SQLite's integers have 64 bits."""

_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


_LONGEST_INTEGER = 20
_UPDATE_ID = re.compile(rb'"update_id"\s*:\s*(\d{1,19})(?!\d)')


class UnreadableJsonError(Exception):
    """These bytes are no JSON object. `update_ids` are those that could still be made out in them."""

    def __init__(self, update_ids: tuple[int, ...]) -> None:
        super().__init__("These bytes are no JSON object.")
        self.update_ids = update_ids


class MalformedError(Exception):
    """A value is missing or of another type than the Bot API says."""

    def __init__(self) -> None:
        super().__init__("A value is missing or of another type than the Bot API says.")


def read_object(payload: bytes) -> dict[str, object]:
    """The JSON object that these bytes are. Raises UnreadableJsonError, and repeats nothing of them."""
    try:
        read = orjson.loads(payload)
    except ValueError:
        read = _read_forgivingly(payload)
    if isinstance(read, dict):
        return read
    found = (int(digits) for digits in _UPDATE_ID.findall(payload))
    raise UnreadableJsonError(tuple(update_id for update_id in found if update_id <= MAX_INTEGER))


def _read_forgivingly(payload: bytes) -> object:
    """What Python's own reader makes of it, which takes lone surrogates and bytes that are no UTF-8; else None."""
    try:
        return json.loads(payload.decode("utf-8", "replace"), parse_int=_integer)
    except (ValueError, RecursionError):
        return None


def _integer(digits: str) -> int | float:
    """Integers of absurd length become floats, so that one of them cannot make everything unreadable."""
    return int(digits) if len(digits) <= _LONGEST_INTEGER else float(digits)


def cleaned(text: str) -> str:
    """The text with NUL and lone surrogates, which can be neither encoded nor kept, shown as U+FFFD."""
    return _UNKEEPABLE.sub("�", text)


def integer(raw: Raw, name: str) -> int:
    """A whole number that fits 64 bits. Raises MalformedError."""
    value = raw.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > MAX_INTEGER:
        raise MalformedError
    return value


def size(raw: Raw, name: str) -> int | None:
    """A number of bytes; None when it is missing, and the largest integer when it is absurd."""
    value = raw.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 0:
        raise MalformedError
    return MAX_INTEGER if value > MAX_INTEGER else int(value)


def text(raw: Raw, name: str) -> str:
    """A text, cleaned. Raises MalformedError."""
    value = raw.get(name)
    if not isinstance(value, str):
        raise MalformedError
    return cleaned(value)


def text_or_none(raw: Raw, name: str) -> str | None:
    """A text, cleaned; None when it is missing. Raises MalformedError."""
    return None if raw.get(name) is None else text(raw, name)


def mapping(raw: Raw, name: str) -> Raw:
    """An object. Raises MalformedError."""
    value = raw.get(name)
    if not isinstance(value, Mapping):
        raise MalformedError
    return value


def mapping_or_none(raw: Raw, name: str) -> Raw | None:
    """An object; None when it is missing. Raises MalformedError."""
    return None if raw.get(name) is None else mapping(raw, name)


def mappings(raw: Raw, name: str) -> list[Raw]:
    """A list of objects. Raises MalformedError."""
    value = raw.get(name)
    if not isinstance(value, Sequence) or not all(isinstance(item, Mapping) for item in value):
        raise MalformedError
    return list(value)
