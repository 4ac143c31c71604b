"""The inbox, snapshots, the messages in a chat, the count of strangers, and how instants are stored."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from storage.chat_messages import (
    WIPE_LIMIT,
    forget_messages,
    messages_to_wipe,
    note_message,
    prune_chat_messages,
)
from storage.columns import from_milliseconds, to_milliseconds
from storage.database import Database
from storage.field_encryption import DamagedFieldError, FieldEncryption
from storage.inbox import dead_updates, mark_dead, prune_inbox, record_update
from storage.snapshots import drop_snapshot, load_snapshot, save_snapshot
from storage.strangers import count_stranger, prune_strangers, strangers_on
from tests.storage.conftest import NOW

HOUR = timedelta(hours=1)


async def test_an_update_is_recorded_once_whatever_the_order(db: Database) -> None:
    def work(tx: sqlite3.Connection) -> list[bool]:
        return [record_update(tx, update_id, NOW) for update_id in (900, 901, 900, 17, 901)]

    assert await db.transaction(work) == [True, True, False, True, False]


async def test_an_update_whose_transaction_failed_is_new_again(db: Database) -> None:
    def fail(tx: sqlite3.Connection) -> None:
        record_update(tx, 900, NOW)
        raise LookupError

    with pytest.raises(LookupError):
        await db.transaction(fail)
    assert await db.transaction(lambda tx: record_update(tx, 900, NOW))


async def test_dead_updates_are_seen_and_pruned(db: Database) -> None:
    def work(tx: sqlite3.Connection) -> None:
        record_update(tx, 1, NOW)
        mark_dead(tx, 1, "KeyError", NOW)
        mark_dead(tx, 2, "ValueError", NOW + HOUR)
        assert not record_update(tx, 2, NOW)
        assert dead_updates(tx) == [(1, "KeyError"), (2, "ValueError")]
        assert prune_inbox(tx, NOW + HOUR) == 1
        assert record_update(tx, 1, NOW)

    await db.transaction(work)


async def test_snapshots_are_replaced_and_counted(db: Database, fe: FieldEncryption, path: Path) -> None:
    def work(tx: sqlite3.Connection) -> None:
        assert load_snapshot(tx, fe, "p-1") is None
        assert save_snapshot(tx, fe, "p-1", b"what happened at Veldermeer") == 1
        assert save_snapshot(tx, fe, "p-1", b"what happened next") == 2
        assert save_snapshot(tx, fe, "p-2", b"another") == 1
        assert load_snapshot(tx, fe, "p-1") == b"what happened next"
        drop_snapshot(tx, "p-2")
        assert load_snapshot(tx, fe, "p-2") is None

    await db.transaction(work)
    everything = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"p-1" in everything
    assert b"what happened" not in everything


async def test_a_snapshot_of_somebody_else_does_not_decrypt(db: Database, fe: FieldEncryption) -> None:
    def swap(tx: sqlite3.Connection) -> None:
        save_snapshot(tx, fe, "p-1", b"mine")
        save_snapshot(tx, fe, "p-2", b"yours")
        tx.execute("UPDATE snapshots SET body = (SELECT body FROM snapshots WHERE person_id = 'p-2')")
        load_snapshot(tx, fe, "p-1")

    with pytest.raises(DamagedFieldError):
        await db.transaction(swap)


async def test_messages_under_48_hours_can_be_wiped(db: Database) -> None:
    def work(tx: sqlite3.Connection) -> None:
        note_message(tx, "p-1", 3, NOW - WIPE_LIMIT)
        note_message(tx, "p-1", 9, NOW - WIPE_LIMIT + timedelta(milliseconds=1))
        note_message(tx, "p-1", 5, NOW)
        note_message(tx, "p-1", 5, NOW - 90 * HOUR)
        note_message(tx, "p-2", 6, NOW)
        assert messages_to_wipe(tx, "p-1", NOW) == ([5, 9], 1)
        forget_messages(tx, "p-1", [5, 9])
        assert messages_to_wipe(tx, "p-1", NOW) == ([], 1)
        forget_messages(tx, "p-1")
        assert messages_to_wipe(tx, "p-1", NOW) == ([], 0)
        assert messages_to_wipe(tx, "p-2", NOW) == ([6], 0)
        for message_id in (1, 2, 3):
            note_message(tx, "p-2", message_id, NOW - 90 * HOUR)
        assert prune_chat_messages(tx, NOW - 90 * HOUR) == 0
        assert prune_chat_messages(tx, NOW) == 2
        assert messages_to_wipe(tx, "p-2", NOW) == ([6], 1), "that there is something older is not forgotten"
        assert prune_chat_messages(tx, NOW) == 0

    await db.transaction(work)


async def test_strangers_are_only_counted(db: Database) -> None:
    midnight_in_amsterdam = datetime(2026, 3, 30, 0, 30, tzinfo=timezone(timedelta(hours=2)))

    def work(tx: sqlite3.Connection) -> None:
        assert count_stranger(tx, NOW) == 1
        assert count_stranger(tx, midnight_in_amsterdam) == 2, "days are counted in UTC"
        assert count_stranger(tx, NOW + 24 * HOUR) == 1
        assert strangers_on(tx, date(2026, 3, 29)) == 2
        assert strangers_on(tx, date(2026, 3, 31)) == 0
        assert prune_strangers(tx, date(2026, 3, 30)) == 1
        assert strangers_on(tx, date(2026, 3, 29)) == 0

    await db.transaction(work)


@pytest.mark.parametrize(
    ("at", "milliseconds"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), 0),
        (datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=2))), 1792888200000),
        (datetime(2026, 1, 1, 0, 0, 0, 123000, tzinfo=UTC), 1767225600123),
    ],
)
def test_instants_come_back(at: datetime, milliseconds: int) -> None:
    assert to_milliseconds(at) == milliseconds
    assert from_milliseconds(milliseconds) == at
    assert from_milliseconds(milliseconds).tzinfo is UTC


def test_naive_instants_are_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        to_milliseconds(datetime(2026, 1, 1))
