"""Who opens the page from Telegram: checking the launch data of a Mini App.

Owns the check itself: pure, no clock, no network, no database. The authority is Telegram's "Validating data received
via the Mini App"; the data is signed with a key that is derived from the bot token.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from urllib.parse import parse_qsl

MAX_AGE = timedelta(minutes=5)
MAX_AHEAD = timedelta(seconds=30)
"""How far Telegram's clock may be ahead of this one."""

MAX_CHARACTERS = 8192
_LABEL = b"WebAppData"
_MAX_TELEGRAM_ID = 2**53


class LaunchRefusal(StrEnum):
    """Why launch data is refused; for the audit log, never for who sent it."""

    UNREADABLE = "unreadable"
    FORGED = "forged"
    EXPIRED = "expired"
    NOBODY = "nobody"


class LaunchRefusedError(Exception):
    """The launch data proves nothing."""

    def __init__(self, reason: LaunchRefusal) -> None:
        super().__init__(f"the launch data is refused: {reason}")
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Launch:
    """Telegram says that this account opened the page. `fingerprint` tells this launch from every other."""

    telegram_id: int
    at: datetime
    fingerprint: bytes


def read_launch(init_data: str, token: str, now: datetime) -> Launch:
    """Who opened the page, according to Telegram. Raises LaunchRefusedError.

    Every field but `hash` is signed, also the ones that are not known here.
    """
    fields = _fields(init_data)
    given = fields.pop("hash", "")
    expected = _signature(fields, token)
    if not hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode()):
        raise LaunchRefusedError(LaunchRefusal.FORGED)
    at = _time(fields.get("auth_date", ""))
    if not now - MAX_AGE <= at <= now + MAX_AHEAD:
        raise LaunchRefusedError(LaunchRefusal.EXPIRED)
    return Launch(telegram_id=_account(fields.get("user", "")), at=at, fingerprint=bytes.fromhex(expected))


def _fields(init_data: str) -> dict[str, str]:
    if len(init_data) > MAX_CHARACTERS:
        raise LaunchRefusedError(LaunchRefusal.UNREADABLE)
    try:
        init_data.encode()  # JSON can carry half a sign, which nobody can have signed
        pairs = parse_qsl(init_data, keep_blank_values=True, strict_parsing=True, errors="strict")
    except (ValueError, UnicodeError):
        raise LaunchRefusedError(LaunchRefusal.UNREADABLE) from None
    fields = dict(pairs)
    if len(fields) != len(pairs):  # a name that stands there twice could be read in two ways
        raise LaunchRefusedError(LaunchRefusal.UNREADABLE)
    return fields


def _signature(fields: dict[str, str], token: str) -> str:
    checked = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    key = hmac.new(_LABEL, token.encode(), hashlib.sha256).digest()
    return hmac.new(key, checked.encode(), hashlib.sha256).hexdigest()


def _time(given: str) -> datetime:
    if not (given.isascii() and given.isdigit() and len(given) <= 11):
        raise LaunchRefusedError(LaunchRefusal.UNREADABLE)
    return datetime.fromtimestamp(int(given), UTC)


def _account(given: str) -> int:
    try:
        user = json.loads(given)
    except (ValueError, RecursionError):
        raise LaunchRefusedError(LaunchRefusal.NOBODY) from None
    telegram_id = user.get("id") if isinstance(user, dict) else None
    if not isinstance(telegram_id, int) or isinstance(telegram_id, bool):
        raise LaunchRefusedError(LaunchRefusal.NOBODY)
    if not 0 < telegram_id < _MAX_TELEGRAM_ID:
        raise LaunchRefusedError(LaunchRefusal.NOBODY)
    return telegram_id
