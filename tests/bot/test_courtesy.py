"""Answers to people who are not enrolled: each once in ten minutes, whole, and kept nowhere."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.courtesy import PAUSE_SECONDS, PER_CHAT, CourtesySender
from bot.processing import Courtesy
from conversations.aftercare.close_ones import information
from conversations.texts import load_catalogue
from tests.bot.fakes import World
from tests.conversations.shipped_packs import MAASSLUIS

WILLEM = 7_312_450_999


def neutral() -> Courtesy:
    return Courtesy(chat_id=WILLEM, text="stranger", language="nl")


def for_close_ones(language: str = "nl") -> Courtesy:
    (first, *more), args = information(MAASSLUIS)
    return Courtesy(
        chat_id=WILLEM, text=first, more=tuple(more), args=args, language=language, protected=False
    )


@asynccontextmanager
async def sending(world: World) -> AsyncIterator[CourtesySender]:
    sender = CourtesySender(world.gateway, load_catalogue(), world.clock)
    task = asyncio.create_task(sender.run())
    try:
        yield sender
    finally:
        sender.stop()
        await task


async def _after(world: World, count: int, act: Callable[[], None]) -> list[str]:
    """What Willem has had once so many answers were sent and the pauses between them are over."""
    act()
    while len(world.gateway.accepted) < count or world.clock.sleeping_seconds():
        await world.clock.until_somebody_sleeps()
        world.clock.advance(PAUSE_SECONDS)
    return world.gateway.texts(WILLEM)


async def test_the_information_comes_whole_with_its_numbers_and_can_be_forwarded(world: World) -> None:
    async with sending(world) as sender:
        (text,) = await _after(world, 1, lambda: sender.take([for_close_ones("en")]))
    numbers = MAASSLUIS.numbers
    assert text.startswith("Someone you care about")
    assert all(n in text for n in (numbers.emergency, numbers.police, numbers.crisis, numbers.crisis_free))
    assert [call.protected for call in world.gateway.accepted] == [False]


async def test_whoever_was_told_no_can_still_read_the_information_and_each_comes_once(world: World) -> None:
    async with sending(world) as sender:
        for _ in range(3):
            sender.take([neutral(), for_close_ones()])
        texts = await _after(world, 2, lambda: sender.take([neutral(), for_close_ones()]))
        assert len(texts) == 2
        world.clock.advance(PER_CHAT.total_seconds() + 1)
        await _after(world, 3, lambda: sender.take([neutral()]))
    assert world.gateway.accepted[0].protected
    assert timedelta(minutes=10) == PER_CHAT
