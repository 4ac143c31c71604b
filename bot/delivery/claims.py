"""Owns what delivery takes out of the outbox: each message with its text and its chat, in one read.

Must not know when a message may leave, or what becomes of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from bot.gateway import RenderedMessage
from storage import outbox, people
from storage.field_encryption import FieldEncryption, FieldEncryptionError
from storage.outbox import OutboxKind, OutboxMessage
from storage.people import Person

Render = Callable[[sqlite3.Connection, OutboxMessage], RenderedMessage]
"""Makes a message's text, in the read that claims it."""

NOTHING = RenderedMessage(parts=())


@dataclass(frozen=True, kw_only=True)
class Job:
    """A claimed message with its text, or why there is none, and its chat; None when there is nobody to send it to.

    Somebody who is not enrolled can be answered with `chat_id` in the body.
    """

    message: OutboxMessage
    chat_id: int | None
    target_id: int | None = None
    rendered: RenderedMessage | Exception = NOTHING


class Claims:
    """Claims messages and makes their texts, inside a transaction that is under way."""

    def __init__(self, field_encryption: FieldEncryption, render: Render) -> None:
        self._fe, self._render = field_encryption, render

    def claim(
        self,
        tx: sqlite3.Connection,
        now: datetime,
        *,
        skip_person_ids: Collection[str],
        limit: int,
        new_messages: int,
        only_toasts: bool,
    ) -> list[Job]:
        """What `storage.outbox.claim_next` hands out, ready to send; for a text that cannot be made its error."""
        claimed = outbox.claim_next(
            tx,
            self._fe,
            now,
            skip_person_ids=skip_person_ids,
            limit=limit,
            new_messages=new_messages,
            only_toasts=only_toasts,
        )
        for message in tuple(
            claimed
        ):  # the button that was pressed need not wait for the message that follows
            if message.kind is not OutboxKind.TOAST:
                claimed += outbox.toast_behind(tx, self._fe, message)
        known: dict[str, Person | None] = {}
        return [self._job(tx, message, known) for message in claimed]

    def _job(self, tx: sqlite3.Connection, message: OutboxMessage, known: dict[str, Person | None]) -> Job:
        """`known` are the people that this claim has read already."""
        target_id = None
        try:
            if message.person_id not in known:
                known[message.person_id] = people.person_by_id(tx, self._fe, message.person_id)
            person = known[message.person_id]
            if message.kind is OutboxKind.REVISE:
                target = outbox.prompt(tx, self._fe, str(message.body.get("target", "")))
                target_id = target.message_ids[-1] if target and target.message_ids else None
        except FieldEncryptionError as error:
            return Job(message=message, chat_id=None, rendered=error)
        named = message.body.get("chat_id")
        chat_id = named if isinstance(named, int) else None
        if person is not None:
            chat_id = person.telegram_id
        if chat_id is None:
            return Job(message=message, chat_id=None)
        return Job(
            message=message, chat_id=chat_id, target_id=target_id, rendered=self._rendered(tx, message)
        )

    def _rendered(self, tx: sqlite3.Connection, message: OutboxMessage) -> RenderedMessage | Exception:
        if message.kind in (OutboxKind.WIPE, OutboxKind.MARK):
            return NOTHING
        try:
            return self._render(tx, message)
        except sqlite3.Error:
            raise  # nothing of this read can be relied on
        except Exception as error:
            return error
