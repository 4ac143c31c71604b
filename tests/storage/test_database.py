"""The connection: pragmas, whole transactions, cancellation, brief work, and nothing left of what was deleted."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
import threading
from functools import partial
from pathlib import Path

import pytest

from storage.database import APPLICATION_ID, Database
from tests.storage.database_testkit import add, add_all, notes


class Gate:
    """Work that says when it has begun on the thread, and waits there until it may go on."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.may_end = threading.Event()

    def __call__(self, tx: sqlite3.Connection) -> None:
        add(tx, "gate")
        self.begun.set()
        assert self.may_end.wait(30)


async def test_pragmas(plain: Database) -> None:
    def pragmas(tx: sqlite3.Connection) -> dict[str, object]:
        names = (
            "journal_mode synchronous secure_delete foreign_keys busy_timeout temp_store"
            " application_id trusted_schema"
        )
        return {name: tx.execute(f"PRAGMA {name}").fetchone()[0] for name in names.split()}

    assert await plain.read(pragmas) == {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "temp_store": 2,
        "application_id": APPLICATION_ID,
        "trusted_schema": 0,
    }


async def test_files_are_for_their_owner_alone(plain: Database, path: Path) -> None:
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in path.parent.iterdir()}
    assert len(modes) == 4
    assert set(modes.values()) == {0o600}, modes


async def test_a_transaction_returns_what_the_work_returns(plain: Database) -> None:
    await plain.transaction(lambda tx: add(tx, "one"))
    assert await plain.transaction(notes) == ["one"]


async def test_an_exception_rolls_back(plain: Database) -> None:
    def fail(tx: sqlite3.Connection) -> None:
        add(tx, "lost")
        raise LookupError("on purpose")

    with pytest.raises(LookupError, match="on purpose"):
        await plain.transaction(fail)
    await plain.transaction(lambda tx: add(tx, "kept"))
    assert await plain.read(notes) == ["kept"]


async def test_a_base_exception_rolls_back(plain: Database) -> None:
    class NotAnExceptionError(BaseException):
        pass

    def fail(tx: sqlite3.Connection) -> None:
        add(tx, "lost")
        raise NotAnExceptionError

    with pytest.raises(NotAnExceptionError):
        await plain.transaction(fail)
    assert await plain.read(notes) == []


async def test_cancellation_in_the_middle_rolls_back_and_waits_for_the_thread(plain: Database) -> None:
    gate = Gate()
    task = asyncio.create_task(plain.transaction(gate))
    await asyncio.to_thread(gate.begun.wait, 30)
    task.cancel()
    done, _ = await asyncio.wait([task], timeout=0)
    assert not done, "the caller must not return while the thread is in the transaction"
    task.cancel()
    gate.may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await plain.read(notes) == []
    await plain.transaction(lambda tx: add(tx, "next"))
    assert await plain.read(notes) == ["next"]


async def test_cancellation_while_waiting_for_ones_turn_leaves_nothing(plain: Database) -> None:
    gate = Gate()
    first = asyncio.create_task(plain.transaction(gate))
    await asyncio.to_thread(gate.begun.wait, 30)
    second = asyncio.create_task(plain.transaction(lambda tx: add(tx, "second")))
    third = asyncio.create_task(plain.transaction(lambda tx: add(tx, "third")))
    await asyncio.wait([second], timeout=0)
    second.cancel()
    gate.may_end.set()
    await asyncio.gather(first, second, third, return_exceptions=True)
    assert second.cancelled()
    assert await plain.read(notes) == ["gate", "third"]


async def test_concurrent_transactions_do_not_mix(plain: Database) -> None:
    def pair(tx: sqlite3.Connection, number: int) -> None:
        add(tx, f"{number} begins")
        if number % 3 == 0:
            raise LookupError
        add(tx, f"{number} ends")

    work = [plain.transaction(partial(pair, number=n)) for n in range(30)]
    outcomes = await asyncio.gather(*work, return_exceptions=True)
    assert [n for n, outcome in enumerate(outcomes) if outcome is not None] == list(range(0, 30, 3))
    expected = [f"{n} {what}" for n in range(30) if n % 3 for what in ("begins", "ends")]
    assert await plain.read(notes) == expected


async def test_brief_work_runs_where_it_is_called_and_is_committed_on_the_thread(plain: Database) -> None:
    threads = []
    plain._connection._conn.set_trace_callback(
        lambda statement: threads.append((statement, threading.current_thread() is threading.main_thread()))
    )
    await plain.brief(partial(add, note="kept"))
    assert await plain.brief(notes) == ["kept"]
    seen = [one for one in threads if not one[0].startswith("PRAGMA")]
    assert [(s.partition(" ")[0], here) for s, here in seen] == [
        ("BEGIN", True),
        ("INSERT", True),
        ("COMMIT", False),
        ("BEGIN", True),
        ("SELECT", True),
        ("COMMIT", True),
    ]


async def test_brief_work_that_fails_is_rolled_back(plain: Database) -> None:
    def work(tx: sqlite3.Connection) -> None:
        add(tx, "gone")
        raise LookupError

    with pytest.raises(LookupError):
        await plain.brief(work)
    assert await plain.read(notes) == []


async def test_brief_work_that_is_cancelled_before_its_commit_leaves_nothing(plain: Database) -> None:
    def work(tx: sqlite3.Connection) -> None:
        add(tx, "gone")
        asyncio.get_running_loop().call_soon(task.cancel)

    held = threading.Event()
    plain._connection._tx.put_nowait((None, held.wait))  # what comes before it on the thread
    task = asyncio.create_task(plain.brief(work))
    while not task.cancelling():  # noqa: ASYNC110
        await asyncio.sleep(0)
    await asyncio.sleep(0)  # so that the task has heard of it
    held.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await plain.read(notes) == []


async def test_brief_work_waits_on_the_thread_for_another_program(plain: Database, path: Path) -> None:
    with sqlite3.connect(path, isolation_level=None, check_same_thread=False) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(plain.brief(partial(add, note="later")))
        for _ in range(3):
            await asyncio.sleep(0)
        assert not waiting.done()
        other.execute("COMMIT")
        await waiting
    other.close()
    assert await plain.read(notes) == ["later"]


async def test_work_may_not_end_the_transaction_itself(plain: Database) -> None:
    with pytest.raises(RuntimeError):
        await plain.transaction(lambda tx: tx.commit())
    assert await plain.read(notes) == []


async def test_integrity_errors_stay_what_they_are(plain: Database) -> None:
    await plain.transaction(lambda tx: tx.execute("CREATE UNIQUE INDEX one_note ON notes (note)").close())
    await plain.transaction(lambda tx: add(tx, "same"))
    with pytest.raises(sqlite3.IntegrityError):
        await plain.transaction(lambda tx: add(tx, "same"))


async def test_nothing_of_a_deleted_row_is_left_in_any_file(plain: Database, path: Path) -> None:
    secret = "deleted-" + "z" * 64
    await plain.transaction(lambda tx: add_all(tx, [f"{secret} {n}" for n in range(200)]))

    def found() -> set[str]:
        return {p.name for p in path.parent.iterdir() if secret.encode() in p.read_bytes()}

    assert found() == {"ruggensteun.sqlite3-wal"}
    await plain.truncate_log()
    assert found() == {"ruggensteun.sqlite3"}
    await plain.transaction(lambda tx: tx.execute("DELETE FROM notes").close())
    await plain.truncate_log()
    assert found() == set()


async def test_closing_twice_is_harmless(plain: Database) -> None:
    await plain.close()
    await plain.close()
