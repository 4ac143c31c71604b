"""Owns how a value becomes a column: instants as Unix milliseconds, bodies as encrypted JSON.

Must not know: any table, or what the values mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from storage.field_encryption import DamagedFieldError, EncryptedColumn, FieldEncryption, FieldEncryptionError

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_ONLY_JSON = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME


def to_milliseconds(at: datetime) -> int:
    """The instant as whole milliseconds since 1970-01-01 UTC, rounded down. Raises ValueError when it is
    naive."""
    if at.tzinfo is None:
        raise ValueError("an instant that is stored must be aware")
    return (at - _EPOCH) // _MILLISECOND


def to_milliseconds_up(at: datetime) -> int:
    """The same, rounded up: what is due at this instant is then never found due a moment before it."""
    return -((_EPOCH - at) // _MILLISECOND) if at.tzinfo is not None else to_milliseconds(at)


def from_milliseconds(value: int) -> datetime:
    """The instant, aware and in UTC."""
    return _EPOCH + value * _MILLISECOND


def from_optional_milliseconds(value: int | None) -> datetime | None:
    """The instant, or None where the column is empty."""
    return None if value is None else from_milliseconds(value)


def encrypt_json(fe: FieldEncryption, column: EncryptedColumn, row_id: str, body: Mapping[str, Any]) -> bytes:
    """A body as encrypted JSON, bound to its column and row. Raises TypeError when it is not JSON."""
    return fe.encrypt(column, row_id, orjson.dumps(body, option=_ONLY_JSON))


def decrypt_json(fe: FieldEncryption, column: EncryptedColumn, row_id: str, stored: bytes) -> dict[str, Any]:
    """The body that `encrypt_json` stored."""
    body: dict[str, Any] = orjson.loads(fe.decrypt(column, row_id, stored))
    return body


def is_sound(fe: FieldEncryption, column: EncryptedColumn, row_id: str, stored: bytes) -> bool:
    """Whether this column of this row can be decrypted: it was not changed from outside, and the key is known."""
    try:
        fe.decrypt(column, row_id, stored)
    except FieldEncryptionError:
        return False
    return True


@contextmanager
def row_beside(column: EncryptedColumn) -> Iterator[None]:
    """While a row with this encrypted column is read: a plain value that makes no sense is damage, with the same name.

    Raises DamagedFieldError.
    """
    try:
        yield
    except (ValueError, TypeError, OverflowError):
        raise DamagedFieldError(column) from None
