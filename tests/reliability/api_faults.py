"""Telegram's Bot API at 20% faults: 429, 5xx, resets before and after, hanging, 403.

Owns the faults, the people who block and return, and the comparison of what was queued with what arrived. Must not know
how delivery retries.
"""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
import time
from collections import Counter, defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.application import Application
from bot.bootstrap import application
from bot.delivery.worker import DeliverySettings
from bot.gateway import BlockedError, GatewayError, RetryLaterError
from bot.telegram_adapter import TelegramGateway
from simulator.running import RunningSimulator
from storage import outbox, people
from storage.outbox import OutboxKind, OutboxMessage
from storage.people import Person, PersonKind, PersonState
from tests.reliability.clocks import FasterClock
from tests.reliability.outcome import Outcome
from tests.reliability.phone import text_of
from tests.reliability.town import Town, make_town, read

FASTER = 60.0
CHATS = 60
UNREACHABLE = 5
"""People whose chat Telegram does not know: what is for them must end as a dead letter, with the reason."""

FAULTS: tuple[dict[str, Any], ...] = (
    {"kind": "429", "rate": 0.04, "retry_after": 3},
    {"kind": "500", "rate": 0.04},
    {"kind": "502", "rate": 0.03},
    {"kind": "reset", "rate": 0.035},
    {"kind": "reset_after", "rate": 0.025},
    {"kind": "403", "rate": 0.02, "method": "sendMessage"},
    {"kind": "hang", "rate": 0.005, "hang_seconds": 20.0},
    {"kind": "hang", "rate": 0.015, "hang_seconds": 0.1},
)
"""Together about 20%; a hang of 20 s is longer than the bot waits for an answer."""


@dataclass
class Recorded:
    """What was seen of the calls, in the bot's own time."""

    not_before: dict[int, datetime] = field(default_factory=dict)
    too_early: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    calls: int = 0
    paused: set[int] = field(default_factory=set)
    sent_while_paused: int = 0
    lately: deque[datetime] = field(default_factory=deque)
    most_in_a_second: int = 0

    def called(self, chat_id: int | None, now: datetime) -> None:
        """A call leaves."""
        self.calls += 1
        if chat_id is None:
            return
        self.too_early += now < self.not_before.get(chat_id, now)
        self.sent_while_paused += chat_id in self.paused
        self.lately.append(now)
        while now - self.lately[0] >= timedelta(seconds=1):
            self.lately.popleft()
        self.most_in_a_second = max(self.most_in_a_second, len(self.lately))

    def failed(self, chat_id: int | None, error: GatewayError, now: datetime) -> None:
        """A call failed."""
        self.failures[error.code] += 1
        if isinstance(error, RetryLaterError) and chat_id is not None:
            self.not_before[chat_id] = now + timedelta(seconds=error.seconds)
        if isinstance(error, BlockedError) and chat_id is not None:
            self.paused.add(chat_id)


class RecordingGateway(TelegramGateway):
    """The real gateway, which writes down what it does."""

    def __init__(self, token: str, *, clock: FasterClock, base_url: str, base_file_url: str) -> None:
        super().__init__(token, base_url=base_url, base_file_url=base_file_url)
        self._clock = clock
        self.recorded = Recorded()

    async def _call(
        self, endpoint: str, parameters: Mapping[str, Any], *, read_seconds: float | None = None
    ) -> Any:
        chat_id = parameters.get("chat_id") if endpoint == "sendMessage" else None
        self.recorded.called(chat_id, self._clock.now())
        try:
            return await super()._call(endpoint, parameters, read_seconds=read_seconds)
        except GatewayError as error:
            self.recorded.failed(chat_id, error, self._clock.now())
            raise


async def run(count: int, seed: int, folder: Path) -> Outcome:
    """Queue `count` messages for many chats and deliver them through the faults."""
    outcome = Outcome(name="api", fault="Bot API at 20% faults", unit="messages", asked=count)
    began = time.monotonic()
    async with RunningSimulator() as simulator:
        town = await make_town(folder, simulator, min(CHATS, max(2, count // 10)))
        clock = FasterClock(FASTER)
        config = town.world.config
        gateway = RecordingGateway(
            simulator.token,
            clock=clock,
            base_url=config.telegram.base_url,
            base_file_url=config.telegram.base_file_url,
        )
        async with gateway:
            settings = DeliverySettings(slow_seconds=FASTER, poll_seconds=2 * FASTER)
            async with application(config, clock=clock, gateway=gateway, delivery_settings=settings) as app:
                running = asyncio.create_task(app.run())
                queued = await _queue(town, app, count)
                for number, fault in enumerate(FAULTS):
                    simulator.service.faults.add({**fault, "seed": seed * 100 + number})
                app.delivery.wake()
                paused = await _until_delivered(town, app, running, gateway.recorded)
                simulator.service.faults.clear()
                simulator.service.world.changes.ring()
                await _compare(town, app, queued, outcome)
                app.stop()
                await running
        _figures(outcome, gateway.recorded, paused)
    outcome.done = count
    outcome.seconds = time.monotonic() - began
    return outcome


async def _queue(town: Town, app: Application, count: int) -> dict[str, tuple[int, str]]:
    """Enrol everybody directly and queue `count` messages; by prompt id, for whom and with which words."""
    fe, now = town.world.field_encryption, app.clock.now()
    chats = [phone.id for phone in town.reporters] + [8_000_000_000 + n for n in range(UNREACHABLE)]
    queued: dict[str, tuple[int, str]] = {}
    for phone in town.reporters:
        phone.chat.started = True

    def work(tx: sqlite3.Connection) -> None:
        ids = {chat: secrets.token_hex(16) for chat in chats}
        for chat, person_id in ids.items():
            person = Person(
                person_id=person_id, telegram_id=chat, kind=PersonKind.REPORTER, office="raadslid"
            )
            people.add_person(tx, fe, person, now)
        for number in range(count):
            chat = chats[number % len(chats)]
            prompt_id, reference = secrets.token_hex(16), f"R-{number:06d}"
            queued[prompt_id] = (chat, reference)
            body = {
                "texts": ["notice-supplement"],
                "args": {"reference": reference},
                "buttons": [],
                "view": "",
                "reply_to": None,
                "push": True,
                "notice_of": "",
                "scope": "",
            }
            message = OutboxMessage(
                prompt_id=prompt_id,
                person_id=ids[chat],
                kind=OutboxKind.SAY,
                body=body,
                due_at=now,
                created_at=now,
            )
            outbox.enqueue(tx, fe, message)

    await app.db.transaction(work)
    return queued


async def _until_delivered(
    town: Town, app: Application, running: asyncio.Task[None], recorded: Recorded
) -> int:
    """Wait until nothing is queued. Whoever is held for having blocked the bot returns; how often that was."""
    fe = town.world.field_encryption
    phones = {phone.id: phone for phone in town.reporters}
    paused = 0

    def look(tx: sqlite3.Connection) -> tuple[int, list[int]]:
        held = [p for p in people.all_people(tx, fe) if p.state is PersonState.BLOCKED]
        for person in held:  # they have no phone that could write again
            if person.telegram_id not in phones:
                outbox.release_person(tx, person.person_id)
                recorded.paused.discard(person.telegram_id)
        return outbox.queue_depth(tx), [p.telegram_id for p in held if p.telegram_id in phones]

    while not running.done():
        waiting, held = await app.db.transaction(look)
        if not waiting:
            break
        app.delivery.wake()
        for chat in held:
            paused += 1
            recorded.paused.discard(chat)
            phones[chat].blocks()
            phones[chat].blocks(False)
        await asyncio.sleep(0.3)
    return paused


async def _compare(
    town: Town, app: Application, queued: dict[str, tuple[int, str]], outcome: Outcome
) -> None:
    outcome.promise("missing", "dead without a reason", "out of order", "retry_after not kept", "left held")
    states = await read(
        town.world,
        lambda tx: {
            r[0]: (r[1], r[2]) for r in tx.execute("SELECT prompt_id, state, error_class FROM outbox")
        },
    )
    arrived = {phone.id: [text_of(m) for m in phone.from_bot()] for phone in town.reporters}
    expected: dict[int, list[str]] = defaultdict(list)
    dead = 0
    for prompt_id, (chat, reference) in queued.items():
        state, error_class = states[prompt_id]
        if state == "dead":
            dead += 1
            outcome.wrong["dead without a reason"] += not error_class
        elif state != "sent" or not any(reference in text for text in arrived.get(chat, ())):
            outcome.wrong["missing"] += 1
        expected[chat].append(reference)
    doubled = 0
    for chat, texts in arrived.items():
        seen = [text.split()[1] for text in texts if text.startswith("Bij R-")]
        first = list(dict.fromkeys(seen))
        doubled += len(seen) - len(first)
        outcome.wrong["out of order"] += first != [r for r in expected[chat] if r in set(first)]
    outcome.wrong["left held"] += await app.db.read(
        lambda tx: int(tx.execute("SELECT count(*) FROM people WHERE state = 'blocked'").fetchone()[0])
    )
    outcome.facts["dead letters"] = dead
    outcome.facts["doubled"] = doubled


def _figures(outcome: Outcome, recorded: Recorded, paused: int) -> None:
    outcome.wrong["retry_after not kept"] += recorded.too_early
    outcome.wrong["sent to who blocked the bot"] += recorded.sent_while_paused
    outcome.wrong["more than 30 in a second"] += recorded.most_in_a_second > 30
    outcome.facts["calls"] = recorded.calls
    outcome.facts["failed calls"] = sum(recorded.failures.values())
    outcome.facts["429s"] = recorded.failures["retry-later"]
    outcome.facts["paused and resumed"] = paused
    outcome.facts["most sends in a second"] = recorded.most_in_a_second
