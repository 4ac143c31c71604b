"""Answers to people who are not enrolled, and to groups: sent once, kept nowhere, and never many.

Owns the limits: each answer once per chat in ten minutes and a bounded number overall, so that strangers cannot make
the bot busy. Nothing about a stranger reaches the disk.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.gateway import Gateway, GatewayError
from bot.logging_setup import get_logger
from bot.processing import Courtesy
from conversations.texts import Catalogue
from conversations.wording import Words

log = get_logger("courtesy")

PER_CHAT = timedelta(minutes=10)
WAITING = 200
REMEMBERED_CHATS = 10_000
PAUSE_SECONDS = 0.1
_NO_ZONE = ZoneInfo("UTC")  # no courtesy names a time


class CourtesySender:
    """Sends courtesies one by one; what does not fit in the queue is dropped."""

    def __init__(self, gateway: Gateway, catalogue: Catalogue, clock: Clock) -> None:
        self._gateway, self._catalogue, self._clock = gateway, catalogue, clock
        self._waiting: deque[Courtesy] = deque(maxlen=WAITING)
        self._answered: OrderedDict[tuple[int, str], datetime] = OrderedDict()
        self._wake = asyncio.Event()
        self._stopping = False

    def take(self, courtesies: Sequence[Courtesy]) -> None:
        """Queue these answers, as far as they are not too many."""
        now = self._clock.now()
        for courtesy in courtesies:
            if courtesy.callback_query_id or self._may_answer((courtesy.chat_id, courtesy.text), now):
                self._waiting.append(courtesy)
        if self._waiting:
            self._wake.set()

    def stop(self) -> None:
        """End `run`."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Send until `stop`. What fails is dropped: the stranger can ask again."""
        while not self._stopping:
            await self._wake.wait()
            self._wake.clear()
            while self._waiting and not self._stopping:
                await self._send(self._waiting.popleft())

    def _may_answer(self, answer: tuple[int, str], now: datetime) -> bool:
        answered_at = self._answered.get(answer)
        if answered_at is not None and now - answered_at < PER_CHAT:
            return False
        self._answered[answer] = now
        self._answered.move_to_end(answer)
        while len(self._answered) > REMEMBERED_CHATS:
            self._answered.popitem(last=False)
        return True

    async def _send(self, courtesy: Courtesy) -> None:
        words = Words(self._catalogue, courtesy.language, _NO_ZONE)
        text = words.joined(courtesy.texts, courtesy.args)
        try:
            if courtesy.callback_query_id:
                await self._gateway.answer_callback(courtesy.callback_query_id)
            else:
                await self._gateway.send_message(courtesy.chat_id, text, protected=courtesy.protected)
            if courtesy.leave:
                await self._gateway.leave_chat(courtesy.chat_id)
        except GatewayError as error:
            log.info("courtesy.not_sent", error_class=type(error).__name__)
        await self._clock.sleep(PAUSE_SECONDS)
