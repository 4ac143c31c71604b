"""Owns the one connection to the database: how it is opened, what a transaction is, and how failures are
named.

Must not know: any table, what a transaction does, or the clock. The only importer of aiosqlite.
"""

from __future__ import annotations

import asyncio
import errno
import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TypeVar
from urllib.parse import quote

import aiosqlite

from storage.whole_transactions import (
    BUSY_TIMEOUT,
    begun_at_once,
    commit,
    committed_unless_abandoned,
    run_whole,
    work_done,
)

T = TypeVar("T")

FILE_NAME = "ruggensteun.sqlite3"
"""The database's name inside the data directory."""

APPLICATION_ID = 0x52554747
"""`PRAGMA application_id`: the letters RUGG, so that the file is recognised and another one is refused."""

_PRAGMAS = (
    BUSY_TIMEOUT,
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA trusted_schema=OFF",
)


class DatabaseError(Exception):
    """The database could not be read or written. No message carries a value, a path or a statement."""

    default_message = "The database could not be read or written."

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.default_message)


class DatabaseMissingError(DatabaseError):
    """There is no database where one was expected."""

    default_message = "There is no database in the data directory yet."


class DatabaseDamagedError(DatabaseError):
    """The file is not our database, or its content is broken."""

    default_message = "The database is damaged, or is not a database of this program; restore a backup."


class DatabaseNewerError(DatabaseError):
    """A newer version of the program has changed the database."""

    default_message = "The database was made by a newer version of this program; install that version again."


class StorageFullError(DatabaseError):
    """The disk has no room for what had to be written; nothing of it was written."""

    default_message = "The disk is full, so nothing could be saved; make room and try again."


class DatabaseLockedError(DatabaseError):
    """Another process has the database in use."""

    default_message = "Another program has the database in use; stop it and try again."


class Database:
    """The one connection. All work runs on its thread, one whole transaction at a time."""

    def __init__(self, connection: aiosqlite.Connection, lock_file: int | None) -> None:
        """Not for callers: use `Database.open`."""
        self._connection = connection
        self._lock_file = lock_file
        self._turn = asyncio.Lock()

    @classmethod
    async def open(
        cls, path: Path, *, create: bool = False, read_only: bool = False, exclusive: bool = True
    ) -> Database:
        """Open the database at `path`.

        With `create` a missing file is made, readable by its owner alone. A connection that writes takes a
        lock beside the file, because SQLite before 3.51.3 can damage a write-ahead log that two connections
        write; `exclusive=False` leaves that lock alone. With `read_only` nothing can be written and no lock
        is taken.

        Raises DatabaseMissingError, DatabaseDamagedError, DatabaseLockedError, StorageFullError.
        """
        with _named_errors():
            new = _is_new(path, create=create and not read_only)
            lock_file = None if read_only or not exclusive else _take_lock(path)
            try:
                if new:
                    _make_private_file(path)
                connection = await _connect(path, read_only=read_only)
            except BaseException:
                _release_lock(lock_file)
                raise
        return cls(connection, lock_file)

    async def close(self) -> None:
        """Wait for the transaction that is running, then close. Closing twice is harmless."""
        async with self._turn:
            try:
                await self._connection.close()
            finally:
                _release_lock(self._lock_file)
                self._lock_file = None

    async def transaction(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` between BEGIN IMMEDIATE and COMMIT, on the connection's thread, and return what it
        returns.

        Whatever `work` raises rolls everything back and is raised here. When the caller is cancelled before
        the commit, everything is rolled back as well; this only returns once the thread is done. `work` must
        not commit, roll back or begin.

        Raises DatabaseLockedError, DatabaseDamagedError, StorageFullError; sqlite3.IntegrityError unchanged.
        """
        return await self._whole("BEGIN IMMEDIATE", work)

    async def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` on one consistent view of the database. Raises the same errors as `transaction`."""
        return await self._whole("BEGIN DEFERRED", work)

    async def brief(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """As `transaction`, for work of a few milliseconds that somebody waits for: it runs where it is called.

        Only the COMMIT, which waits for the disk, is made on the connection's thread, so that other conversations
        go on meanwhile; nothing that was changed means that there is nothing to wait for. When another process has
        the database in use, all of it waits on the connection's thread, as in `transaction`.
        """
        async with self._turn:
            connection: sqlite3.Connection = self._connection._conn  # as in `_run_on_thread`
            with _named_errors():
                if not begun_at_once(connection):
                    return await self._shielded(
                        lambda raw, gone: run_whole(raw, "BEGIN IMMEDIATE", work, gone), Event()
                    )
                changes_before = connection.total_changes
                result = work_done(connection, work)
                if connection.total_changes == changes_before:
                    commit(connection)
                else:
                    await self._shielded(committed_unless_abandoned, Event())
                return result

    async def truncate_log(self) -> None:
        """Move the write-ahead log into the database and empty it, so that deleted rows are gone from both.

        Raises DatabaseLockedError when a reader in another process holds the log.
        """

        def checkpoint(connection: sqlite3.Connection) -> None:
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            if busy:
                raise DatabaseLockedError

        await self._on_thread(lambda connection, _abandoned: checkpoint(connection))

    async def copy_to(self, path: Path) -> None:
        """Write the database as it is at this moment to a new file, readable by its owner alone.

        Works on a read-only connection and keeps no writer waiting. Raises FileExistsError, StorageFullError.
        """
        _make_private_file(path, taken_is_fine=False)

        def copy(connection: sqlite3.Connection) -> None:
            target = sqlite3.connect(path)
            try:
                connection.backup(target)
            finally:
                target.close()

        await self.read(copy)
        with _named_errors():
            descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    async def check_integrity(self) -> None:
        """Read every page and index. Raises DatabaseDamagedError when anything is wrong."""

        def check(tx: sqlite3.Connection) -> None:
            sound = tx.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
            if not sound or tx.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise DatabaseDamagedError

        await self.read(check)

    async def _whole(self, begin: str, work: Callable[[sqlite3.Connection], T]) -> T:
        return await self._on_thread(lambda connection, gone: run_whole(connection, begin, work, gone))

    async def _on_thread(self, job: Callable[[sqlite3.Connection, Event], T]) -> T:
        async with self._turn:
            with _named_errors():
                return await self._shielded(job, Event())

    async def _shielded(self, job: Callable[[sqlite3.Connection, Event], T], abandoned: Event) -> T:
        """Run this on the thread; a caller that is cancelled leaves only once the thread is done with it."""
        running = asyncio.ensure_future(self._execute(job, abandoned))
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            abandoned.set()
            await _until_done(running)
            raise

    async def _execute(self, job: Callable[[sqlite3.Connection, Event], T], abandoned: Event) -> T:
        return await _run_on_thread(self._connection, lambda connection: job(connection, abandoned))


async def _run_on_thread(connection: aiosqlite.Connection, job: Callable[[sqlite3.Connection], T]) -> T:
    # aiosqlite has no public way to run a function of our own on its thread. `_execute` is what all its
    # methods are made of: it queues one function and waits for the result. The only use of its private parts.
    result: T = await connection._execute(lambda: job(connection._conn))  # type: ignore[no-untyped-call]
    return result


async def _until_done(running: asyncio.Future[T]) -> None:
    """Wait for the thread, however often the caller is cancelled meanwhile; its outcome no longer matters."""
    while not running.done():
        try:
            await asyncio.wait([running])
        except asyncio.CancelledError:
            continue
    if not running.cancelled():
        running.exception()


def _is_new(path: Path, *, create: bool) -> bool:
    """Whether the file still has to be made. Raises DatabaseMissingError when that is not allowed."""
    if path.is_file():
        return False
    if not create:
        raise DatabaseMissingError
    return True


def _make_private_file(path: Path, *, taken_is_fine: bool = True) -> None:
    """An empty file that only its owner can read, and that is still in its folder after a power cut."""
    exclusive = 0 if taken_is_fine else os.O_EXCL
    os.close(os.open(path, os.O_CREAT | exclusive | os.O_RDWR | os.O_CLOEXEC, 0o600))
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _uri(path: Path, *, read_only: bool) -> str:
    return f"file:{quote(os.path.abspath(path))}?mode={'ro' if read_only else 'rw'}"


async def _connect(path: Path, *, read_only: bool) -> aiosqlite.Connection:
    # Two threads use the connection, never at once: `Database._turn` is held by whoever does.
    connection = await aiosqlite.connect(
        _uri(path, read_only=read_only), uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        await _run_on_thread(connection, lambda raw: _configure(raw, read_only=read_only))
    except UnicodeDecodeError:  # SQLite quotes the damaged definition of a table, which is no text any more
        await connection.close()
        raise DatabaseDamagedError from None
    except BaseException:
        await connection.close()
        raise
    return connection


def _configure(connection: sqlite3.Connection, *, read_only: bool) -> None:
    connection.row_factory = sqlite3.Row
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    application_id = connection.execute("PRAGMA application_id").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    if application_id != APPLICATION_ID and not (application_id == 0 and empty):
        raise DatabaseDamagedError
    if read_only:
        connection.execute("PRAGMA query_only=ON")
        return
    if connection.execute("PRAGMA journal_mode=WAL").fetchone()[0] != "wal":
        raise DatabaseError("The data directory does not support SQLite's write-ahead log; use a local disk.")
    if application_id != APPLICATION_ID:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")


def _take_lock(path: Path) -> int:
    """The lock that says this process writes. It is the kernel's, so it ends with the process."""
    lock_path = path.with_name(path.name + ".lock")
    lock_file = os.open(lock_path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock_file)
        raise DatabaseLockedError from None
    return lock_file


def _release_lock(lock_file: int | None) -> None:
    if lock_file is not None:
        os.close(lock_file)


@contextmanager
def _named_errors() -> Iterator[None]:
    """Give failures of SQLite and of the disk their name here; the original text is left out on purpose."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.Error as error:
        raise _named(error) from None
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageFullError from None
        raise


def _named(error: sqlite3.Error) -> Exception:
    """The error of ours that this error of SQLite is; programming errors stay what they are.

    Codes: https://www.sqlite.org/rescode.html, the low byte of an extended code is the primary one.
    """
    code = getattr(error, "sqlite_errorcode", None)
    if code is None or isinstance(error, sqlite3.ProgrammingError):
        return error
    match code & 0xFF:
        case sqlite3.SQLITE_FULL:
            return StorageFullError()
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return DatabaseLockedError()
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return DatabaseDamagedError()
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_READONLY:
            return DatabaseError()
    return error
