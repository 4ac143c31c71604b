"""Owns how an administrator hears of trouble: once when it is there, once when it is over, in plain words.

Must not know how trouble is found. A message goes straight to the administrator's chat, past the outbox, because that
may be what is broken. It holds what is wrong, for how long, and what to do; never anything about a report or a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.gateway import GatewayError
from bot.logging_setup import get_logger
from conversations.texts import Catalogue
from conversations.wording import Words

log = get_logger("health")

STORAGE, UNAUTHORIZED, RECEIVING, DELIVERY = "storage", "unauthorized", "receiving", "delivery"
DEAD_LETTERS, EVIDENCE, DISK, NOBODY, DAMAGED = "dead-letters", "evidence", "disk", "nobody", "damaged"
CLOCK = "clock"

TELEGRAM_KEEPS = timedelta(hours=24)
"""How long Telegram keeps updates: https://core.telegram.org/bots/api#getting-updates."""

Administrators = Sequence[tuple[int, str]]
"""Their chat ids and languages."""


class Telling(Protocol):
    """The one call that an alarm needs."""

    async def send_message(self, chat_id: int, text: str) -> int:
        """Send one message; raises GatewayError."""
        ...


@dataclass(frozen=True, kw_only=True)
class Ending:
    """A trouble that is over: its code, since when it was there and when it ended."""

    code: str
    since: datetime
    over_at: datetime

    @property
    def duration(self) -> timedelta:
        """How long it lasted."""
        return self.over_at - self.since


def nobody_code(role: str) -> str:
    """The code for a role of which nobody can be reached."""
    return f"{NOBODY}:{role}"


def kind_of(code: str) -> str:
    """The code without the role that it may name."""
    return code.partition(":")[0]


class Teller:
    """Words for trouble, and sending them."""

    def __init__(
        self, gateway: Telling, catalogue: Catalogue, *, organisation: str, time_zone: ZoneInfo
    ) -> None:
        self._gateway, self._catalogue = gateway, catalogue
        self._organisation, self._time_zone = organisation, time_zone

    async def trouble(self, administrators: Administrators, code: str, lasted: timedelta) -> bool:
        """Tell that there is trouble, and what to do; whether at least one administrator was reached."""
        return await self._tell(administrators, (ALARMS[kind_of(code)],), code, lasted)

    async def ended(self, administrators: Administrators, ending: Ending) -> bool:
        """Tell that it is over and how long it lasted; whether at least one administrator was reached."""
        if ending.code != RECEIVING:
            return await self._tell(administrators, ("alarm-over",), ending.code, ending.duration)
        lost = ("alarm-lost",) if ending.duration >= TELEGRAM_KEEPS else ()
        texts = ("alarm-over-receiving", *lost)
        return await self._tell(administrators, texts, ending.code, ending.duration, since=ending.since)

    async def _tell(
        self,
        administrators: Administrators,
        texts: Sequence[str],
        code: str,
        lasted: timedelta,
        *,
        since: datetime | None = None,
    ) -> bool:
        arrived = False
        for chat_id, language in administrators:
            words = Words(self._catalogue, language, self._time_zone)
            args: dict[str, str | int] = {
                "organisation": self._organisation,
                "duration": _duration(words, lasted),
                **role_of(code, words),
            }
            args["what"] = words.text(WHAT[kind_of(code)], args)
            if since is not None:
                args["since_at"] = since.isoformat()
            try:
                await self._gateway.send_message(chat_id, words.joined(texts, args))
                arrived = True
            except GatewayError as error:
                log.warning("health.not_told", code=kind_of(code), error_class=type(error).__name__)
        return arrived


def role_of(code: str, words: Words) -> dict[str, str | int]:
    """The role that a code names, in words; a pack of one's own has a role without wording only by mistake."""
    role = code.partition(":")[2]
    return (
        {"role_key": f"role-{role}"} if role and words.has(f"role-{role}") else {"role_key": "alarm-no-role"}
    )


def _duration(words: Words, lasted: timedelta) -> str:
    minutes = max(1, int(lasted.total_seconds() // 60))
    if minutes < 120:
        return words.text("alarm-minutes", {"minutes": minutes})
    if minutes < 2 * 24 * 60:
        return words.text("alarm-hours", {"hours": minutes // 60})
    return words.text("alarm-days", {"days": minutes // (24 * 60)})


ALARMS = {
    STORAGE: "alarm-storage",
    UNAUTHORIZED: "alarm-unauthorized",
    RECEIVING: "alarm-receiving",
    DELIVERY: "alarm-delivery",
    DEAD_LETTERS: "alarm-dead-letters",
    EVIDENCE: "alarm-evidence",
    DISK: "alarm-disk",
    NOBODY: "alarm-nobody",
    DAMAGED: "alarm-damaged",
    CLOCK: "alarm-clock",
}
"""What is said when it begins. Of unauthorized the first telling fails as well, so the log and the health page tell."""

WHAT = {
    STORAGE: "alarm-what-storage",
    UNAUTHORIZED: "alarm-what-unauthorized",
    RECEIVING: "alarm-what-receiving",
    DELIVERY: "alarm-what-delivery",
    DEAD_LETTERS: "alarm-what-dead-letters",
    EVIDENCE: "alarm-what-evidence",
    DISK: "alarm-what-disk",
    NOBODY: "alarm-what-nobody",
    DAMAGED: "alarm-what-damaged",
    CLOCK: "alarm-what-clock",
}
"""What it is called when it is over."""
