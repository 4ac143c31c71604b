"""Who is on the page, for how long, and how often they may ask.

Owns sessions, single-use link codes and limits; all in memory, so a restart ends them. Only hashes of codes and
cookies are kept. Must not know HTTP, or what a case is.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict, deque
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.dossier.launch import MAX_AGE, MAX_AHEAD, Launch

IDLE = timedelta(minutes=15)
"""A session ends when nothing was asked for this long."""

LONGEST = timedelta(hours=8)
"""A session ends after this long in any case."""

LINK_VALID = timedelta(minutes=2)
MOST_SESSIONS = 1000
MOST_CODES = 1000
_TOKEN_BYTES = 32


@dataclass(frozen=True, kw_only=True)
class Session:
    """Somebody who is on the page."""

    person_id: str
    began_at: datetime
    last_at: datetime

    def is_over(self, now: datetime) -> bool:
        """Whether this session has ended."""
        return now - self.last_at > IDLE or now - self.began_at > LONGEST or now < self.began_at - IDLE


@dataclass(frozen=True, kw_only=True)
class _Code:
    person_id: str
    until: datetime


class Sessions:
    """Everybody who is on the page."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._sessions: OrderedDict[bytes, Session] = OrderedDict()
        self._codes: OrderedDict[bytes, _Code] = OrderedDict()
        self._launches: OrderedDict[bytes, datetime] = OrderedDict()

    def begin(self, person_id: str) -> str:
        """A new session; the token of its cookie."""
        now = self._clock.now()
        for key in [k for k, s in self._sessions.items() if s.is_over(now)]:
            del self._sessions[key]
        while len(self._sessions) >= MOST_SESSIONS:
            self._sessions.popitem(last=False)
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        self._sessions[_hash(token)] = Session(person_id=person_id, began_at=now, last_at=now)
        return token

    def find(self, token: str) -> Session | None:
        """The session of this cookie, which lasts a while longer now; None when there is none or it is over."""
        now = self._clock.now()
        key = _hash(token)
        session = self._sessions.get(key)
        if session is None:
            return None
        if session.is_over(now):
            del self._sessions[key]
            return None
        self._sessions[key] = replace(session, last_at=now)
        return self._sessions[key]

    def end(self, token: str) -> None:
        """End this session."""
        self._sessions.pop(_hash(token), None)

    def end_all_of(self, person_id: str) -> None:
        """End every session of this person."""
        for key in [k for k, s in self._sessions.items() if s.person_id == person_id]:
            del self._sessions[key]

    def is_first_use(self, launch: Launch) -> bool:
        """Whether this launch was not used before; from now on it was."""
        now = self._clock.now()
        for key in [k for k, at in self._launches.items() if now - at > MAX_AGE + 2 * MAX_AHEAD]:
            del self._launches[key]
        fresh = launch.fingerprint not in self._launches
        self._launches[launch.fingerprint] = launch.at
        return fresh

    def link_code(self, person_id: str) -> str:
        """A code with which this person can begin one session within two minutes."""
        while len(self._codes) >= MOST_CODES:
            self._codes.popitem(last=False)
        code = secrets.token_urlsafe(_TOKEN_BYTES)
        self._codes[_hash(code)] = _Code(person_id=person_id, until=self._clock.now() + LINK_VALID)
        return code

    def redeem(self, code: str) -> str | None:
        """Whose code this is; it cannot be used again. None when it is unknown, used or too old."""
        found = self._codes.pop(_hash(code), None)
        return found.person_id if found is not None and self._clock.now() <= found.until else None


class RateLimit:
    """At most `most` passages in `seconds` for each name."""

    def __init__(self, clock: Clock, *, most: int, seconds: float, names: int = 10_000) -> None:
        self._clock, self._most, self._names = clock, most, names
        self._window = timedelta(seconds=seconds)
        self._passed: OrderedDict[str, deque[datetime]] = OrderedDict()

    def passes(self, name: str) -> bool:
        """Whether one more is allowed; if so it counts."""
        now = self._clock.now()
        passed = self._passed.setdefault(name, deque())
        self._passed.move_to_end(name)
        while len(self._passed) > self._names:
            self._passed.popitem(last=False)
        while passed and not timedelta(0) <= now - passed[0] <= self._window:
            passed.popleft()
        if len(passed) >= self._most:
            return False
        passed.append(now)
        return True


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()
