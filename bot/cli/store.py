"""The database as the command line meets it: free, or in use by the running bot.

Owns which of the two it is: a look is always possible, a change goes straight in or is left in the spool for the
running bot. Must not know what is asked or shown.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from bot.asked_removals import remove_asked
from bot.cli.support import CliError
from bot.clock import SystemClock
from bot.config import Config
from storage import spool
from storage.database import Database, DatabaseLockedError, DatabaseMissingError
from storage.field_encryption import FieldEncryption
from storage.migrations import pending
from storage.spool import SpoolRequest


def spool_folder(config: Config) -> Path:
    """Where requests to the running bot lie."""
    return config.storage.data_directory / spool.FOLDER_NAME


@contextlib.asynccontextmanager
async def looking(config: Config) -> AsyncIterator[Database]:
    """The database to read from, also while the bot runs. Raises CliError when it is not migrated, DatabaseError."""
    db = await Database.open(config.database_path, read_only=True)
    try:
        if await pending(db):
            raise CliError("cli-error-migrate-first")
        yield db
    finally:
        await db.close()


@contextlib.asynccontextmanager
async def alone(config: Config, fe: FieldEncryption) -> AsyncIterator[Database]:
    """The database for this process alone, with every request that waited taken first.

    Raises DatabaseLockedError while the bot runs, CliError when it is not migrated, DatabaseError.
    """
    folder = spool_folder(config)
    db = await Database.open(config.database_path)
    try:
        if await pending(db):
            raise CliError("cli-error-migrate-first")
        taken = await db.transaction(lambda tx: spool.take_all(tx, fe, folder))
        spool.discard(folder, taken)
        await remove_what_was_asked(config, fe, db)
        yield db
    finally:
        await db.close()


async def remove_what_was_asked(config: Config, fe: FieldEncryption, db: Database) -> None:
    """Remove the cases of which that was asked while the bot ran. Raises DatabaseError."""
    await remove_asked(
        db,
        fe,
        spool_folder(config),
        data_directory=config.storage.data_directory,
        evidence_folder=config.evidence_folder,
        at=SystemClock().now(),
    )


async def ask_of_database(config: Config, fe: FieldEncryption, *requests: SpoolRequest) -> bool:
    """Have these done: at once (True), or by the running bot within seconds (False). All of them or none.

    Raises CliError, DatabaseError, OSError.
    """
    folder = spool_folder(config)
    left: list[str] = []
    if not config.database_path.is_file():
        raise DatabaseMissingError
    try:
        for request in requests:
            spool.put(folder, fe, request)
            left.append(request.request_id + spool.SUFFIX)
        async with alone(config, fe):
            return True
    except DatabaseLockedError:
        return False
    except BaseException:
        spool.discard(folder, left)
        raise
