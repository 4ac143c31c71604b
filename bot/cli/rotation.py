"""Owns ``ruggensteun rotate-key``: a new operational key, from the first line in the key file to the old one's end.

The order makes it safe to be killed anywhere: the new key is in the file before a value is under it, and the old key
leaves the file only when nothing is under it any more. Must not know how a value is encrypted: `storage.rotation` does.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.progress import Progress

from bot.cli.support import CliError, ConfigOption, LanguageOption, confirm, say

if TYPE_CHECKING:
    from bot.config import Config
    from storage.database import Database
    from storage.field_encryption import FieldEncryption
    from storage.rotation import Rotated

ACTION = "key-rotated"


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("rotate-key")(rotate_key)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a rotation did. `key_id` is that of the new key, `revoked` how many invitations were taken back."""

    rotated: Rotated
    key_id: str
    revoked: int


def rotate_key(
    revoke_invitations: Annotated[
        bool,
        typer.Option(
            "--revoke-invitations", help="Take open invitations back, so that the old key can go now."
        ),
    ] = False,
    config: ConfigOption = None,
    language: LanguageOption = None,
) -> None:
    """Encrypt everything with a new operational key. Only while the bot is stopped; can be stopped and resumed."""
    from bot.config import config_path, load_config, read_secret, secret_path
    from bot.key_file import read_keys
    from bot.packs import load_pack

    settings = load_config(config_path(config))
    reference = settings.storage.operational_key_file
    read_secret(reference, "the operational key")
    key_file = secret_path(reference, "the operational key")
    if len(read_keys(key_file)) > 1:
        say("op-rotate-resumed")
    else:
        asyncio.run(_refuse_while_it_runs(settings))
        if not confirm("op-rotate-confirm"):
            raise CliError("op-rotate-stopped")
    outcome = asyncio.run(_rotate(settings, key_file, revoke_invitations))
    rotated = outcome.rotated
    if outcome.revoked:
        say("op-rotate-revoked", count=str(outcome.revoked))
    if rotated.unreadable:
        say("op-rotate-unreadable", count=str(rotated.unreadable))
    until = rotated.invitations_open_until
    if until is None:
        say("op-rotate-done", count=str(rotated.moved), key_id=outcome.key_id)
    else:
        zone = ZoneInfo(load_pack(settings).time_zone)
        shown = until.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        say("op-rotate-waits", count=str(rotated.moved), key_id=outcome.key_id, until=shown)


async def _refuse_while_it_runs(settings: Config) -> None:
    """Say it before anything is asked. Raises DatabaseError: DatabaseLockedError while the bot runs."""
    from storage.database import Database

    db = await Database.open(settings.database_path)
    await db.close()


async def _rotate(settings: Config, key_file: Path, revoke: bool) -> Outcome:
    from bot.cli.store import alone, remove_what_was_asked, spool_folder
    from bot.clock import SystemClock
    from bot.key_file import read_keys, write_keys
    from conversations.forgetting import reference_of
    from storage import rotation, spool
    from storage.crash_points import reach
    from storage.field_encryption import FieldEncryption, OperationalKey

    keys, now = read_keys(key_file), SystemClock().now()
    async with alone(settings, FieldEncryption(keys[0], keys[1:])) as db:
        if len(keys) == 1:
            keys = [OperationalKey.generate(), *keys]
            write_keys(key_file, keys)
            reach("rotation.key_added")
        fe = FieldEncryption(keys[0], keys[1:])
        revoked = await _revoke(db, fe, now) if revoke else 0
        with _Bar(await db.read(rotation.rows_to_look_at)) as progress:
            rotated = await rotation.rotate(
                db, fe, reference_of=reference_of, now=now, progress=progress.advance
            )
        folder = spool_folder(settings)
        # A command that read the key file before the new key was in it may have left a request meanwhile.
        taken = await db.transaction(lambda tx: spool.take_all(tx, fe, folder))
        spool.discard(folder, taken)
        await remove_what_was_asked(settings, fe, db)
        await db.truncate_log()
        if rotated.invitations_open_until is None:
            await db.transaction(lambda tx: _record(tx, now, fe))
            reach("rotation.before_retiring")
            write_keys(key_file, keys[:1])
        return Outcome(rotated=rotated, key_id=fe.key_id.hex(), revoked=revoked)


async def _revoke(db: Database, fe: FieldEncryption, now: datetime) -> int:
    from storage import audit, rotation, spool

    def work(tx: sqlite3.Connection) -> int:
        gone = rotation.revoke_open_invitations(tx, now)
        for invitation_id in gone:
            audit.record(tx, at=now, actor=spool.ACTOR, action="invitation-revoked", subject=invitation_id)
        return len(gone)

    return await db.transaction(work)


def _record(tx: sqlite3.Connection, now: datetime, fe: FieldEncryption) -> None:
    from storage import audit, spool

    audit.record(tx, at=now, actor=spool.ACTOR, action=ACTION, subject=fe.key_id.hex())


class _Bar:
    """A progress bar on a terminal's standard error."""

    def __init__(self, total: int) -> None:
        self._progress = Progress(
            console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()
        )
        self._task = self._progress.add_task("", total=total)

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def advance(self, count: int) -> None:
        """So many rows went by."""
        self._progress.advance(self._task, count)
