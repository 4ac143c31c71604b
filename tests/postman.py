"""Delivers the outbox to phones, message by message, as the real delivery does but without pace and without waiting.

Owns one round of delivery. Must not know what a message says; what fails for good is remembered for a test to see.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.clock import ManualClock
from bot.effects.executor import Executor
from bot.effects.workplace import Occasion, Workplace
from bot.gateway import MAX_DELETE_BATCH, BlockedError, MessageGoneError
from bot.processing import Courtesy
from bot.rendering import Rendering
from conversations.events import NotificationDelivered
from conversations.texts import load_catalogue
from conversations.wording import Words
from storage import chat_messages, outbox, people
from storage.database import Database
from storage.field_encryption import FieldEncryptionError
from storage.outbox import OutboxKind, OutboxMessage
from storage.people import Person
from tests.phones import Phones


class Postman:
    """Brings what is queued. `failed` are the messages that could not be rendered or were refused, and why."""

    def __init__(
        self, db: Database, place: Workplace, rendering: Rendering, phones: Phones, clock: ManualClock
    ) -> None:
        self._db, self._place, self._rendering = db, place, rendering
        self._phones, self._clock = phones, clock
        self._fe = place.field_encryption
        self.failed: list[tuple[OutboxMessage, Exception]] = []

    async def brings(self) -> int:
        """Deliver the oldest message of everybody; how many were tried."""
        now = self._clock.now()
        claimed = await self._db.read(lambda tx: outbox.claim_next(tx, self._fe, now, limit=50))
        for message in claimed:
            await self._bring(message)
        return len(claimed)

    async def answers(self, courtesy: Courtesy) -> None:
        """Answer somebody who is not enrolled, or a group."""
        if courtesy.callback_query_id:
            await self._phones.answer_callback(courtesy.callback_query_id)
            return
        words = Words(load_catalogue(), courtesy.language, ZoneInfo("Europe/Amsterdam"))
        text = words.joined(courtesy.texts, courtesy.args)
        await self._phones.send_message(courtesy.chat_id, text, protected=courtesy.protected)
        if courtesy.leave:
            await self._phones.leave_chat(courtesy.chat_id)

    async def _bring(self, message: OutboxMessage) -> None:
        try:
            person = await self._db.read(lambda tx: people.person_by_id(tx, self._fe, message.person_id))
        except FieldEncryptionError as error:
            await self._gives_up(message, error)
            return
        assert person is not None
        try:
            message_ids = await self._send(message, person)
        except BlockedError:
            await self._db.transaction(lambda tx: outbox.hold_person(tx, message.person_id))
        except MessageGoneError:
            await self._db.transaction(lambda tx: outbox.supersede(tx, message.prompt_id))
        except Exception as error:
            self.failed.append((message, error))
            await self._gives_up(message, error)
        else:
            await self._db.transaction(lambda tx: self._mark(tx, message, message_ids))

    async def _gives_up(self, message: OutboxMessage, error: Exception) -> None:
        name, now = type(error).__name__, self._clock.now()
        await self._db.transaction(lambda tx: outbox.mark_dead(tx, message.prompt_id, name, now))

    async def _send(self, message: OutboxMessage, person: Person) -> list[int]:
        assert person.telegram_id is not None
        chat_id, body = person.telegram_id, message.body
        if message.kind is OutboxKind.WIPE:
            return await self._wipe(chat_id, list(body["message_ids"]))
        if message.kind is OutboxKind.REVISE:
            return await self._revise(chat_id, message)
        shown = await self._rendering.render(message)
        if message.kind is OutboxKind.TOAST:
            text = "\n".join(shown.parts)
            await self._phones.answer_callback(body["callback_query_id"], text=text, alert=shown.alert)
            return []
        last = len(shown.parts) - 1
        return [
            await self._phones.send_message(
                chat_id,
                part,
                keyboard=shown.keyboard if number == last else (),
                reply_to=shown.reply_to if number == 0 else None,
                silent=shown.silent or number > 0,
                protected=shown.protected,
            )
            for number, part in enumerate(shown.parts)
        ]

    async def _revise(self, chat_id: int, message: OutboxMessage) -> list[int]:
        shown = await self._rendering.render(message)
        target = await self._db.read(lambda tx: outbox.prompt(tx, self._fe, message.body["target"]))
        if target is None or not target.message_ids:
            raise MessageGoneError
        message_id = target.message_ids[-1]
        await self._phones.edit_message(chat_id, message_id, shown.parts[-1], keyboard=shown.keyboard)
        return [message_id]

    async def _wipe(self, chat_id: int, message_ids: list[int]) -> list[int]:
        for start in range(0, len(message_ids), MAX_DELETE_BATCH):
            await self._phones.delete_messages(chat_id, message_ids[start : start + MAX_DELETE_BATCH])
        return message_ids

    def _mark(self, tx: sqlite3.Connection, message: OutboxMessage, message_ids: Sequence[int]) -> None:
        now, case_id = self._clock.now(), message.body.get("notice_of")
        if message.kind is OutboxKind.SAY and case_id:
            event = NotificationDelivered(at=now, nonce=message.prompt_id, to=message.person_id)
            Executor(self._place, tx, Occasion(at=now, nonce=message.prompt_id)).tell_case(case_id, event)
        outbox.mark_sent(tx, message.prompt_id, message_ids, now)
        if message.kind is OutboxKind.SAY:
            for message_id in message_ids:
                chat_messages.note_message(tx, message.person_id, message_id, now)
        if message.kind is OutboxKind.WIPE:
            chat_messages.forget_messages(tx, message.person_id, message_ids)
