"""Messages leave in order per person, are never lost, and the claim looks at nothing that need not be looked
at."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from storage import outbox
from storage.database import Database
from storage.field_encryption import FieldEncryption
from storage.outbox import OutboxKind, OutboxMessage, OutboxState
from storage.people import Person, PersonKind, add_person, remove_person
from tests.storage.conftest import NOW

SECOND = timedelta(seconds=1)


def message(prompt_id: str, person_id: str, due_in: timedelta = timedelta()) -> OutboxMessage:
    return OutboxMessage(
        prompt_id=prompt_id,
        person_id=person_id,
        kind=OutboxKind.SAY,
        body={"texts": ["report-sent"], "args": {"reference": "R-7F3K-QM"}, "buttons": [["état"]]},
        due_at=NOW + due_in,
        created_at=NOW,
    )


@pytest.fixture
def claim(fe: FieldEncryption) -> Callable[..., list[str]]:
    def claimed(
        tx: sqlite3.Connection, after: timedelta = timedelta(), limit: int = 10, **more: object
    ) -> list[str]:
        return [m.prompt_id for m in outbox.claim_next(tx, fe, NOW + after, limit=limit, **more)]  # type: ignore[arg-type]

    return claimed


@pytest.fixture
async def queued(db: Database, fe: FieldEncryption) -> Database:
    def fill(tx: sqlite3.Connection) -> None:
        for number, person_id in enumerate(("anna", "bert", "anna", "carl", "bert")):
            telegram_id = {"anna": 1, "bert": 2, "carl": 3}[person_id]
            if number in (0, 1, 3):
                person = Person(person_id=person_id, telegram_id=telegram_id, kind=PersonKind.REPORTER)
                add_person(tx, fe, person, NOW)
            outbox.enqueue(tx, fe, message(f"{person_id}-{number}", person_id))

    await db.transaction(fill)
    return db


async def test_one_message_per_person_the_oldest_first(
    queued: Database, claim: Callable[..., list[str]]
) -> None:
    def work(tx: sqlite3.Connection) -> None:
        assert claim(tx) == ["anna-0", "bert-1", "carl-3"]
        assert claim(tx, limit=2) == ["anna-0", "bert-1"]
        assert outbox.mark_sent(tx, "anna-0", [101], NOW)
        assert claim(tx) == ["bert-1", "anna-2", "carl-3"]
        assert claim(tx, skip_person_ids={"anna", "carl"}) == ["bert-1"]
        for prompt_id in ("bert-1", "anna-2", "carl-3"):
            outbox.mark_sent(tx, prompt_id, [102], NOW)
        assert claim(tx) == ["bert-4"]
        outbox.mark_sent(tx, "bert-4", [103], NOW)
        assert claim(tx) == []

    await queued.transaction(work)


async def test_nothing_is_claimed_from_an_empty_outbox(db: Database, claim: Callable[..., list[str]]) -> None:
    assert await db.transaction(claim) == []


async def test_a_postponed_message_keeps_back_the_later_ones(
    queued: Database, claim: Callable[..., list[str]]
) -> None:
    def work(tx: sqlite3.Connection) -> None:
        assert outbox.postpone(tx, "anna-0", NOW + 5 * SECOND)
        assert claim(tx) == ["bert-1", "carl-3"]
        assert claim(tx, after=4 * SECOND) == ["bert-1", "carl-3"]
        assert claim(tx, after=5 * SECOND) == ["anna-0", "bert-1", "carl-3"]

    await queued.transaction(work)


async def test_no_more_new_messages_are_claimed_than_may_be_unsure(
    queued: Database, claim: Callable[..., list[str]]
) -> None:
    def work(tx: sqlite3.Connection) -> None:
        everything = claim(tx)
        assert len(everything) == 3
        assert claim(tx, new_messages=2) == everything[:2]
        assert claim(tx, new_messages=0) == []
        assert outbox.postpone(tx, everything[0], NOW)
        assert claim(tx, new_messages=1) == everything[1:2]
        assert claim(tx, only_toasts=True) == []
        tx.execute("UPDATE outbox SET kind = 'toast' WHERE prompt_id = ?", (everything[2],))
        assert claim(tx, new_messages=0) == everything[2:]
        assert claim(tx, only_toasts=True) == everything[2:]

    await queued.transaction(work)


async def test_attempts_are_counted(queued: Database, fe: FieldEncryption) -> None:
    def work(tx: sqlite3.Connection) -> OutboxMessage | None:
        outbox.postpone(tx, "anna-0", NOW + SECOND)
        outbox.postpone(tx, "anna-0", NOW + 2 * SECOND)
        return outbox.prompt(tx, fe, "anna-0")

    found = await queued.transaction(work)
    assert found is not None
    assert (found.attempts, found.due_at, found.state) == (2, NOW + 2 * SECOND, OutboxState.QUEUED)


async def test_messages_of_held_people_wait(queued: Database, claim: Callable[..., list[str]]) -> None:
    def work(tx: sqlite3.Connection) -> None:
        assert outbox.hold_person(tx, "anna")
        assert not outbox.hold_person(tx, "anna")
        assert claim(tx) == ["bert-1", "carl-3"]
        assert outbox.queue_depth(tx) == 5
        assert outbox.release_person(tx, "anna")
        assert not outbox.release_person(tx, "anna")
        assert claim(tx) == ["anna-0", "bert-1", "carl-3"]

    await queued.transaction(work)


async def test_removed_people_get_nothing_more(
    queued: Database, fe: FieldEncryption, claim: Callable[..., list[str]]
) -> None:
    def work(tx: sqlite3.Connection) -> None:
        remove_person(tx, fe, "anna")
        assert not outbox.release_person(tx, "anna")
        assert claim(tx) == ["bert-1", "carl-3"]
        assert outbox.drop_messages_of(tx, "anna") == 2
        assert outbox.queue_depth(tx) == 3

    await queued.transaction(work)


async def test_somebody_who_is_not_enrolled_gets_an_answer(
    db: Database, fe: FieldEncryption, claim: Callable[..., list[str]]
) -> None:
    await db.transaction(lambda tx: outbox.enqueue(tx, fe, message("s-1", "a-stranger")))
    assert await db.transaction(claim) == ["s-1"]


async def test_a_prompt_is_known_before_and_after_it_was_sent(queued: Database, fe: FieldEncryption) -> None:
    def work(tx: sqlite3.Connection) -> tuple[OutboxMessage | None, OutboxMessage | None]:
        before = outbox.prompt(tx, fe, "anna-0")
        assert outbox.mark_sent(tx, "anna-0", [101, 102], NOW + SECOND)
        assert not outbox.mark_sent(tx, "anna-0", [999], NOW + 2 * SECOND)
        assert outbox.prompt(tx, fe, "nothing") is None
        return before, outbox.prompt(tx, fe, "anna-0")

    before, after = await queued.transaction(work)
    assert before is not None
    assert after is not None
    assert before.body == after.body == message("", "").body
    assert (before.message_ids, before.state, before.sent_at) == ((), OutboxState.QUEUED, None)
    assert (after.message_ids, after.state, after.sent_at) == ((101, 102), OutboxState.SENT, NOW + SECOND)


async def test_a_prompt_id_is_used_once(queued: Database, fe: FieldEncryption) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        await queued.transaction(lambda tx: outbox.enqueue(tx, fe, message("anna-0", "anna")))


async def test_dead_letters_are_listed_and_retried_in_their_place(
    queued: Database, claim: Callable[..., list[str]]
) -> None:
    def work(tx: sqlite3.Connection) -> None:
        assert outbox.mark_dead(tx, "anna-0", "BadRequest", NOW + SECOND)
        assert not outbox.mark_dead(tx, "anna-0", "BadRequest", NOW + SECOND)
        outbox.mark_dead(tx, "bert-1", "BadRequest", NOW)
        assert claim(tx) == ["anna-2", "carl-3", "bert-4"]
        dead = outbox.list_dead(tx)
        assert [(d.prompt_id, d.error_class, d.attempts) for d in dead] == [
            ("anna-0", "BadRequest", 1),
            ("bert-1", "BadRequest", 1),
        ]
        assert dead[0].given_up_at == NOW + SECOND
        assert outbox.retry_dead(tx, NOW, "anna-0") == 1
        assert claim(tx) == ["anna-0", "carl-3", "bert-4"]
        assert outbox.retry_dead(tx, NOW) == 1
        assert outbox.list_dead(tx) == []
        assert claim(tx) == ["anna-0", "bert-1", "carl-3"]

    await queued.transaction(work)


async def test_a_superseded_message_does_not_leave(queued: Database, claim: Callable[..., list[str]]) -> None:
    def work(tx: sqlite3.Connection) -> None:
        assert outbox.supersede(tx, "anna-0")
        assert claim(tx) == ["bert-1", "anna-2", "carl-3"]
        assert not outbox.postpone(tx, "anna-0", NOW)
        assert outbox.mark_sent(tx, "anna-0", [7], NOW), "it was under way when it was superseded"
        assert not outbox.supersede(tx, "anna-0")

    await queued.transaction(work)


async def test_a_damaged_message_keeps_nobody_waiting(
    queued: Database, claim: Callable[..., list[str]]
) -> None:
    def work(tx: sqlite3.Connection) -> None:
        tx.execute(
            "UPDATE outbox SET body = (SELECT body FROM outbox WHERE prompt_id = 'bert-1') WHERE prompt_id = 'anna-0'"
        )
        assert claim(tx) == ["bert-1", "carl-3"]
        assert claim(tx) == ["bert-1", "anna-2", "carl-3"]
        assert [(d.prompt_id, d.error_class) for d in outbox.list_dead(tx)] == [
            ("anna-0", "DamagedFieldError")
        ]

    await queued.transaction(work)


async def test_pruning_counts_from_the_sending(queued: Database, fe: FieldEncryption) -> None:
    day = timedelta(days=1)

    def work(tx: sqlite3.Connection) -> None:
        outbox.mark_sent(tx, "anna-0", [1], NOW)
        outbox.mark_sent(tx, "bert-1", [2], NOW + 40 * day)
        outbox.mark_dead(tx, "carl-3", "BadRequest", NOW)
        outbox.supersede(tx, "bert-4")
        assert outbox.prune_outbox(tx, NOW + 30 * day) == 2
        left = [row["prompt_id"] for row in tx.execute("SELECT prompt_id FROM outbox ORDER BY outbox_id")]
        assert left == ["bert-1", "anna-2", "carl-3"]
        assert outbox.prompt(tx, fe, "anna-0") is None

    await queued.transaction(work)


async def test_the_queue_can_be_watched(queued: Database, fe: FieldEncryption) -> None:
    def work(tx: sqlite3.Connection) -> None:
        assert outbox.queue_depth(tx) == 5
        assert outbox.oldest_queued_at(tx) == NOW
        for person_id in ("anna", "bert", "carl"):
            outbox.hold_person(tx, person_id)
        assert outbox.oldest_queued_at(tx) is None

    await queued.transaction(work)


async def test_no_body_is_in_the_files(queued: Database, path: Path) -> None:
    everything = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"anna-0" in everything
    assert not [t for t in (b"report-sent", b"R-7F3K-QM") if t in everything]
    assert "R-7F3K-QM" not in repr(message("p", "anna"))


def steps(tx: sqlite3.Connection, work: Callable[[], object]) -> int:
    """How many instructions of SQLite's virtual machine the work takes, in tens."""
    count = 0

    def tick() -> int:
        nonlocal count
        count += 1
        return 0

    tx.set_progress_handler(tick, 10)
    try:
        work()
    finally:
        tx.set_progress_handler(None, 0)
    return count


def plan(tx: sqlite3.Connection, sql: str, **parameters: object) -> list[str]:
    rows = tx.execute("EXPLAIN QUERY PLAN " + sql, parameters).fetchall()
    return [row["detail"] for row in rows if row["detail"].startswith(("SCAN", "SEARCH"))]


async def test_the_claim_uses_indexes_only(db: Database) -> None:
    def work(tx: sqlite3.Connection) -> list[str]:
        return plan(
            tx,
            outbox.CLAIM_NEXT_SQL,
            now=0,
            never_yet=0,
            skipped="[]",
            limit=1,
            new_messages=1,
            only_toasts=False,
        )

    details = await db.read(work)
    hops = {d.partition("outbox_by_person ")[2] for d in details if "outbox_by_" in d}
    assert hops == {"(state=?)", "(state=? AND person_id>?)", "(state=? AND person_id=?)"}
    scans = {d for d in details if d.startswith("SCAN") and "VIRTUAL" not in d}
    assert scans <= {"SCAN waiting", "SCAN CONSTANT ROW"}


async def test_the_claim_costs_the_same_with_a_hundred_thousand_rows(
    queued: Database, fe: FieldEncryption, claim: Callable[..., list[str]]
) -> None:
    """Sent rows and rows behind the first of a person must cost nothing."""

    def fill(tx: sqlite3.Connection) -> None:
        tx.execute(
            "INSERT INTO outbox (prompt_id, person_id, kind, state, body, due_at, created_at, sent_at)"
            " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
            " SELECT 'x' || i, CASE i % 3 WHEN 0 THEN 'anna' WHEN 1 THEN 'bert' ELSE 'carl' END, 'say',"
            " CASE WHEN i % 2 THEN 'sent' ELSE 'queued' END, x'00', 0, i, i FROM n"
        )

    def cost(tx: sqlite3.Connection) -> dict[str, int]:
        return {
            "claim": steps(tx, lambda: claim(tx)),
            "oldest": steps(tx, lambda: outbox.oldest_queued_at(tx)),
            "prompt": steps(tx, lambda: outbox.prompt(tx, fe, "anna-0")),
            "prune": steps(tx, lambda: outbox.prune_outbox(tx, NOW - timedelta(days=36500))),
        }

    before = await queued.transaction(cost)
    await queued.transaction(fill)
    after = await queued.transaction(cost)
    assert before["claim"] > 5
    assert {name: after[name] - before[name] for name in after if after[name] > before[name] + 5} == {}


async def test_a_row_that_makes_no_sense_is_given_up_and_keeps_nobody_waiting(
    db: Database, fe: FieldEncryption
) -> None:
    def work(tx: sqlite3.Connection) -> list[str]:
        for one in (message("a", "p-1"), message("b", "p-2")):
            outbox.enqueue(tx, fe, one)
        tx.execute("UPDATE outbox SET message_ids = '{' WHERE prompt_id = 'a'")
        return [claimed.prompt_id for claimed in outbox.claim_next(tx, fe, NOW, limit=10)]

    assert await db.transaction(work) == ["b"]
    assert [dead.prompt_id for dead in await db.read(outbox.list_dead)] == ["a"]
