"""Words in a case live as long as their prompt waits, encrypted; who stands in is remembered once per person."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest

from storage import outbox
from storage.case_messages import keep_until_delivered, waiting, words_of
from storage.database import Database
from storage.field_encryption import FieldEncryption
from storage.outbox import OutboxKind, OutboxMessage
from storage.stand_ins import end_stand_in, name_stand_in, stand_ins
from tests.storage.conftest import NOW

WORDS = "Neem je zwager mee"
Ending = Callable[[sqlite3.Connection], object]


def queue(tx: sqlite3.Connection, fe: FieldEncryption, prompt_id: str = "p1") -> None:
    message = OutboxMessage(
        prompt_id=prompt_id, person_id="sanne", kind=OutboxKind.SAY, body={}, due_at=NOW, created_at=NOW
    )
    outbox.enqueue(tx, fe, message)
    keep_until_delivered(tx, fe, prompt_id, WORDS, NOW)


async def test_words_are_encrypted_and_bound_to_their_prompt(db: Database, fe: FieldEncryption) -> None:
    await db.transaction(lambda tx: queue(tx, fe))
    stored = await db.read(lambda tx: bytes(tx.execute("SELECT body FROM case_messages").fetchone()[0]))
    assert WORDS.encode() not in stored
    assert await db.read(lambda tx: words_of(tx, fe, "p1")) == WORDS
    assert await db.read(lambda tx: words_of(tx, fe, "p2")) is None


@pytest.mark.parametrize(
    ("ending", "left"),
    [
        (lambda tx: outbox.mark_sent(tx, "p1", [7], NOW), 0),
        (lambda tx: outbox.supersede(tx, "p1"), 0),
        (lambda tx: outbox.drop_messages_of(tx, "sanne"), 0),
        (lambda tx: outbox.mark_dead(tx, "p1", "RefusedError", NOW), 1),
        (lambda tx: outbox.postpone(tx, "p1", NOW), 1),
    ],
    ids=["sent", "superseded", "person removed", "given up, can be tried again", "postponed"],
)
async def test_words_go_with_their_prompt(
    db: Database, fe: FieldEncryption, ending: Ending, left: int
) -> None:
    def work(tx: sqlite3.Connection) -> int:
        queue(tx, fe)
        ending(tx)
        return waiting(tx)

    assert await db.transaction(work) == left


async def test_words_need_a_prompt(db: Database, fe: FieldEncryption) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        await db.transaction(lambda tx: keep_until_delivered(tx, fe, "nobody", WORDS, NOW))


async def test_one_stand_in_each_until_they_are_back(db: Database) -> None:
    def work(tx: sqlite3.Connection) -> list[object]:
        name_stand_in(tx, "gerda", "pim", NOW)
        name_stand_in(tx, "gerda", "gijs", NOW)
        during = stand_ins(tx)
        return [during, end_stand_in(tx, "gerda"), end_stand_in(tx, "gerda"), stand_ins(tx)]

    assert await db.transaction(work) == [{"gerda": "gijs"}, True, False, {}]
