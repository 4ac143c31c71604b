"""Owns asking Telegram whether it gets its updates delivered, when it brings them itself: then silence says nothing.

Must not know what an update says, or who is told. Source: getWebhookInfo, https://core.telegram.org/bots/api#webhookinfo.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.clock import Clock, wait_until
from bot.gateway import GatewayError, UnauthorizedError
from bot.logging_setup import get_logger

log = get_logger("receiving")


@dataclass(frozen=True, kw_only=True)
class WebhookState:
    """Where Telegram brings updates, how many wait there, and when bringing one last failed (UTC)."""

    url: str
    pending: int
    last_error_at: datetime | None = None


class Asking(Protocol):
    """The one call that this needs."""

    async def webhook_state(self) -> WebhookState:
        """How Telegram sees the webhook; raises GatewayError."""
        ...


class WebhookWatch:
    """Says `received` whenever Telegram has nothing that it could not bring. `run` it until `stop`."""

    def __init__(
        self,
        gateway: Asking,
        clock: Clock,
        *,
        url: str,
        received: Callable[[], None],
        alarm: Callable[[str], None],
        every_seconds: float = 60.0,
    ) -> None:
        self._gateway, self._clock, self._url = gateway, clock, url
        self._received, self._alarm, self._every_seconds = received, alarm, every_seconds
        self._stop = asyncio.Event()
        self._asked_at: datetime | None = None

    def stop(self) -> None:
        """End `run`."""
        self._stop.set()

    async def run(self) -> None:
        """Ask every minute until `stop`."""
        while not self._stop.is_set():
            await self.ask()
            await wait_until(self._clock, self._stop, self._every_seconds)

    async def ask(self) -> None:
        """Ask once. No answer, or a webhook that is not ours any more, is silence: health calls that trouble."""
        before, self._asked_at = self._asked_at, self._clock.now()
        try:
            state = await self._gateway.webhook_state()
        except UnauthorizedError:
            self._alarm("unauthorized")
            return
        except GatewayError as error:
            log.info("receiving.webhook_unknown", error_class=type(error).__name__)
            return
        if state.url != self._url:
            log.error("receiving.webhook_taken_over")
            return
        failed = state.last_error_at is not None and (before is None or state.last_error_at >= before)
        if state.pending == 0 or not failed:
            self._received()
