"""Forgetting what has served its purpose: handled updates, sent messages, old invitations, counts of strangers.

Owns how long each is kept. Must not know cases: those go by the pack's period, with notice (`bot.daily`). Each kind is
a transaction of its own, so that nobody waits long for any of them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from storage import chat_messages, inbox, invitations, outbox, strangers
from storage.database import Database

UPDATES = timedelta(days=30)
"""Telegram repeats no update after a day; what could not be handled is listed for this long."""

MESSAGES = timedelta(days=90)
"""The buttons under a message work for this long; what is open is found again through the menu."""

INVITATIONS = timedelta(days=30)
"""After an invitation has ended, so that it can still be seen what became of it."""

STRANGERS = timedelta(days=90)
"""Counts per day."""

CHAT_MESSAGES = timedelta(days=730)
"""Which messages stand in a chat: so long, wiping the chat can say how many it had to leave."""

_KINDS: tuple[Callable[[sqlite3.Connection, datetime], int], ...] = (
    lambda tx, now: inbox.prune_inbox(tx, now - UPDATES),
    lambda tx, now: outbox.prune_outbox(tx, now - MESSAGES),
    lambda tx, now: invitations.prune_invitations(tx, now - INVITATIONS),
    lambda tx, now: strangers.prune_strangers(tx, (now - STRANGERS).astimezone(UTC).date()),
    lambda tx, now: chat_messages.prune_chat_messages(tx, now - CHAT_MESSAGES),
)


async def prune(db: Database, now: datetime) -> int:
    """Forget everything whose time is over; how many rows. Raises DatabaseError."""
    total = 0
    for kind in _KINDS:
        total += await db.transaction(lambda tx, forget=kind: forget(tx, now))  # type: ignore[misc]
    return total
