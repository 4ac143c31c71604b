"""Hand-written stand-ins for Telegram, for tests of what surrounds it."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.clock import ManualClock
from bot.gateway import GatewayError, Keyboard, RenderedMessage
from storage import outbox, people
from storage.database import Database
from storage.field_encryption import FieldEncryption, OperationalKey
from storage.migrations import migrate
from storage.outbox import OutboxKind, OutboxMessage
from storage.people import Person, PersonKind

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call that the fake gateway got."""

    method: str
    chat_id: int = 0
    text: str = ""
    message_id: int | None = None
    message_ids: tuple[int, ...] = ()
    keyboard: Keyboard = ()
    reply_to: int | None = None
    silent: bool = False
    protected: bool = True
    alert: bool = False
    at: datetime = START


class FakeGateway:
    """Records calls, gives out message ids, and fails as it was told: `fail(lambda call: error)`."""

    def __init__(self, clock: ManualClock) -> None:
        self.clock = clock
        self.calls: list[Call] = []
        self.accepted: list[Call] = []
        self.files: dict[str, bytes | GatewayError] = {}
        self.downloads: list[str] = []
        self.batches: list[list[dict[str, object]] | Exception] = []
        self.offsets: list[int | None] = []
        self.limits: list[int] = []
        self.failing: Callable[[Call], BaseException | None] = lambda call: None
        self.gate: asyncio.Event | None = None
        self._changed = asyncio.Event()
        self._next_message_id = 100

    def fail(self, decide: Callable[[Call], BaseException | None]) -> None:
        self.failing = decide

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for a call that makes this true."""
        async with asyncio.timeout(10):
            while not true():
                self._changed.clear()
                await self._changed.wait()

    async def until_accepted(self, count: int) -> None:
        await self.until(lambda: len(self.accepted) >= count)

    def texts(self, chat_id: int | None = None) -> list[str]:
        return [call.text for call in self.accepted if chat_id in (None, call.chat_id)]

    async def _do(self, call: Call) -> None:
        self.calls.append(call)
        self._changed.set()
        if self.gate is not None:
            await self.gate.wait()
        error = self.failing(call)
        if error is not None:
            raise error
        self.accepted.append(call)
        self._changed.set()

    async def send_message(
        self,
        chat_id: int,
        text: str,
        *,
        keyboard: Keyboard = (),
        reply_to: int | None = None,
        silent: bool = False,
        entities: Sequence[Mapping[str, object]] = (),
        protected: bool = True,
    ) -> int:
        self._next_message_id += 1
        message_id = self._next_message_id
        await self._do(
            Call(
                method="send",
                chat_id=chat_id,
                text=text,
                message_id=message_id,
                keyboard=keyboard,
                reply_to=reply_to,
                silent=silent,
                protected=protected,
                at=self.clock.now(),
            )
        )
        return message_id

    async def edit_message(
        self,
        chat_id: int,
        message_id: int,
        text: str,
        *,
        keyboard: Keyboard = (),
        entities: Sequence[Mapping[str, object]] = (),
    ) -> None:
        await self._do(
            Call(method="edit", chat_id=chat_id, text=text, message_id=message_id, at=self.clock.now())
        )

    async def answer_callback(self, callback_query_id: str, *, text: str = "", alert: bool = False) -> None:
        await self._do(Call(method="toast", text=text, alert=alert, at=self.clock.now()))

    async def delete_messages(self, chat_id: int, message_ids: Sequence[int]) -> None:
        await self._do(Call(method="delete", chat_id=chat_id, message_ids=tuple(message_ids)))

    async def set_reaction(self, chat_id: int, message_id: int, emoji: str) -> None:
        await self._do(Call(method="react", chat_id=chat_id, text=emoji, message_id=message_id))

    async def leave_chat(self, chat_id: int) -> None:
        await self._do(Call(method="leave", chat_id=chat_id))

    async def download(self, file_id: str, max_bytes: int) -> bytes:
        self.downloads.append(file_id)
        self._changed.set()
        found = self.files[file_id]
        if isinstance(found, GatewayError):
            raise found
        return found

    async def get_updates(
        self, *, offset: int | None, limit: int, timeout_seconds: int
    ) -> list[dict[str, object]]:
        """The next batch that was put in `batches`; waits for ever when there is none."""
        self.offsets.append(offset)
        self.limits.append(limit)
        self._changed.set()
        while not self.batches:
            await asyncio.Event().wait()
        batch = self.batches.pop(0)
        if isinstance(batch, Exception):
            raise batch
        return batch


@dataclass
class World:
    """A database with two reporters, a clock that stands still, and a fake Telegram."""

    db: Database
    fe: FieldEncryption
    clock: ManualClock
    gateway: FakeGateway
    folder: Path
    alarms: list[str] = field(default_factory=list)

    async def enqueue(self, *messages: OutboxMessage) -> None:
        await self.db.transaction(lambda tx: [outbox.enqueue(tx, self.fe, message) for message in messages])

    async def prompt(self, prompt_id: str) -> OutboxMessage:
        found = await self.db.read(lambda tx: outbox.prompt(tx, self.fe, prompt_id))
        assert found is not None
        return found

    async def person(self, person_id: str) -> Person:
        found = await self.db.read(lambda tx: people.person_by_id(tx, self.fe, person_id))
        assert found is not None
        return found

    async def add_person(self, person_id: str, telegram_id: int) -> None:
        person = Person(
            person_id=person_id, telegram_id=telegram_id, kind=PersonKind.REPORTER, office="raadslid"
        )
        await self.db.transaction(lambda tx: people.add_person(tx, self.fe, person, START))


@contextlib.asynccontextmanager
async def open_world(folder: Path) -> AsyncIterator[World]:
    db = await Database.open(folder / "ruggensteun.sqlite3", create=True)
    try:
        await migrate(db)
        clock = ManualClock(START)
        world = World(
            db=db,
            fe=FieldEncryption(OperationalKey(bytes(range(32)))),
            clock=clock,
            gateway=FakeGateway(clock),
            folder=folder,
        )
        await world.add_person("anna", 7001)
        await world.add_person("bert", 7002)
        yield world
    finally:
        await db.close()


def message(
    prompt_id: str,
    *,
    to: str = "anna",
    kind: OutboxKind = OutboxKind.SAY,
    at: datetime = START,
    **body: object,
) -> OutboxMessage:
    """An outbox message whose text is its prompt id, unless the body says otherwise."""
    return OutboxMessage(
        prompt_id=prompt_id, person_id=to, kind=kind, body=dict(body), due_at=at, created_at=at
    )


def render(_tx: sqlite3.Connection, message: OutboxMessage) -> RenderedMessage:
    """Shows the prompt id, or the parts that the body names."""
    if message.body.get("broken"):
        raise LookupError("a text that must not be logged")
    return RenderedMessage(
        parts=tuple(message.body.get("parts", [message.prompt_id])),
        reply_to=message.body.get("reply_to"),
        alert=bool(message.body.get("alert")),
    )
