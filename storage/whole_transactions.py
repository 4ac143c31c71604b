"""Owns what a whole transaction is on one sqlite3 connection: everything of the work is committed, or nothing of it.

Must not know threads, aiosqlite or any table; `storage.database` decides where these functions run.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import TypeVar

from storage.crash_points import reach

T = TypeVar("T")

BUSY_TIMEOUT_MILLISECONDS = 5_000
BUSY_TIMEOUT = f"PRAGMA busy_timeout={BUSY_TIMEOUT_MILLISECONDS}"


class AbandonedError(Exception):
    """The caller was cancelled, so the transaction was rolled back. Never leaves `storage.database`."""


def run_whole(
    connection: sqlite3.Connection, begin: str, work: Callable[[sqlite3.Connection], T], abandoned: Event
) -> T:
    """A whole transaction, or nothing of it."""
    if abandoned.is_set():
        raise AbandonedError
    connection.execute(begin)
    result = work_done(connection, work)
    committed_unless_abandoned(connection, abandoned)
    return result


def work_done(connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    """What the work inside a transaction returns; whatever it raises rolls back."""
    with _rolled_back_on_error(connection):
        result = work(connection)
        if not connection.in_transaction:
            raise RuntimeError("work inside a transaction must not end the transaction itself")
        return result


def committed_unless_abandoned(connection: sqlite3.Connection, abandoned: Event) -> None:
    """Commit, unless the caller has been cancelled meanwhile: then everything is rolled back."""
    with _rolled_back_on_error(connection):
        if abandoned.is_set():
            raise AbandonedError
        commit(connection)


def commit(connection: sqlite3.Connection) -> None:
    """Commit what is under way, or roll it back when that fails."""
    with _rolled_back_on_error(connection):
        reach("transaction.before_commit")
        connection.execute("COMMIT")
    reach("transaction.after_commit")


@contextmanager
def _rolled_back_on_error(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def begun_at_once(connection: sqlite3.Connection) -> bool:
    """Begin to write; False, without waiting, when another process is writing."""
    connection.execute("PRAGMA busy_timeout=0")
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            return False
        raise
    finally:
        connection.execute(BUSY_TIMEOUT)
    return True
