"""Owns what is recorded of a message that left: that it did, under which ids, and what follows from that.

Must not know how it was sent. Runs inside a transaction of the caller; recording the same again changes nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime

from bot.logging_setup import get_logger
from storage import chat_messages, outbox
from storage.field_encryption import FieldEncryption, FieldEncryptionError
from storage.outbox import OutboxKind, OutboxMessage
from storage.sent_notes import SentNote

log = get_logger("delivery")

OnDelivered = Callable[[sqlite3.Connection, str, str, str, datetime], None]
"""Called with (tx, prompt_id, case_id, person_id, at) when Telegram has accepted a notice, where that is marked."""


class Records:
    """Records what left."""

    def __init__(self, field_encryption: FieldEncryption, on_delivered: OnDelivered) -> None:
        self._fe, self._on_delivered = field_encryption, on_delivered

    def sent(
        self, tx: sqlite3.Connection, message: OutboxMessage, message_ids: tuple[int, ...], at: datetime
    ) -> None:
        """This message left at this instant, as these messages of Telegram; a wipe deleted them."""
        if not outbox.mark_sent(tx, message.prompt_id, message_ids, at):
            return
        if message.kind is OutboxKind.SAY:
            for message_id in message_ids:
                chat_messages.note_message(tx, message.person_id, message_id, at)
            self._tell_case(tx, message, at)
        if message.kind is OutboxKind.WIPE:
            chat_messages.forget_messages(tx, message.person_id, message_ids)

    def recalled(self, tx: sqlite3.Connection, note: SentNote, at: datetime) -> None:
        """A message of which an earlier process only noted that it left; one that was marked is passed over."""
        try:
            message = outbox.prompt(tx, self._fe, note.prompt_id)
        except FieldEncryptionError:
            outbox.mark_sent(tx, note.prompt_id, note.message_ids, at)
            return
        if message is not None:
            self.sent(tx, message, note.message_ids, at)

    def _tell_case(self, tx: sqlite3.Connection, message: OutboxMessage, at: datetime) -> None:
        """What goes wrong in the case does not undo that the message left."""
        case_id = message.body.get("notice_of")
        if not isinstance(case_id, str) or not case_id:
            return
        tx.execute("SAVEPOINT notice")
        try:
            self._on_delivered(tx, message.prompt_id, case_id, message.person_id, at)
        except sqlite3.Error:
            raise
        except Exception as error:
            tx.execute("ROLLBACK TO notice")
            log.error("delivery.notice_not_recorded", prompt_id=message.prompt_id, exc_info=error)
        tx.execute("RELEASE notice")
