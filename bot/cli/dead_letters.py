"""Owns ``ruggensteun dead-letters``: what was given up, for whom by role or office, and why.

Must not know how a message is delivered, and shows no text of any, nor a name. `retry` offers the messages again.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from bot.cli.support import ConfigOption, LanguageOption, label, say, text

if TYPE_CHECKING:
    from storage.field_encryption import FieldEncryption
    from storage.outbox import DeadMessage

SHORT_ID_CHARACTERS = 8


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("dead-letters")(dead_letters)


def dead_letters(config: ConfigOption = None, language: LanguageOption = None) -> None:
    """List the messages and updates that were given up, without their text. Works while the bot runs."""
    from bot.cli.store import looking
    from bot.config import config_path, load_config
    from bot.packs import load_pack
    from bot.server_keys import load_field_encryption
    from storage import inbox, outbox

    settings = load_config(config_path(config))
    fe, zone = load_field_encryption(settings), ZoneInfo(load_pack(settings).time_zone)

    def read(tx: sqlite3.Connection) -> tuple[list[tuple[DeadMessage, str]], list[tuple[int, str]]]:
        messages = [(dead, _whose(tx, fe, dead.person_id)) for dead in outbox.list_dead(tx)]
        return messages, inbox.dead_updates(tx)

    async def look() -> tuple[list[tuple[DeadMessage, str]], list[tuple[int, str]]]:
        async with looking(settings) as db:
            return await db.read(read)

    messages, updates = asyncio.run(look())
    if not messages and not updates:
        say("op-dead-none")
        return
    if messages:
        _print_messages(messages, zone)
        say("op-dead-how")
    if updates:
        _print_updates(updates)


def _print_messages(messages: list[tuple[DeadMessage, str]], zone: ZoneInfo) -> None:
    table = Table(title=text("op-dead-messages"), title_justify="left")
    for key in ("cli-people-id", "op-dead-for", "op-dead-at", "op-dead-why"):
        table.add_column(text(key), overflow="fold")
    for dead, whose in messages:
        at = dead.given_up_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        table.add_row(dead.prompt_id[:SHORT_ID_CHARACTERS], whose, at, dead.error_class)
    Console(file=sys.stdout, markup=False, highlight=False).print(table)


def _print_updates(updates: list[tuple[int, str]]) -> None:
    table = Table(title=text("op-dead-updates"), title_justify="left")
    for key in ("cli-people-id", "op-dead-why"):
        table.add_column(text(key), overflow="fold")
    for update_id, error_class in updates:
        table.add_row(str(update_id), error_class)
    Console(file=sys.stdout, markup=False, highlight=False).print(table)


def _whose(tx: sqlite3.Connection, fe: FieldEncryption, person_id: str) -> str:
    """A role or office and the first characters of an id, as `people` shows them; never a name."""
    from storage.people import PersonKind, sound_person

    person, short = sound_person(tx, fe, person_id), person_id[:SHORT_ID_CHARACTERS]
    if person is None:
        return short
    if person.kind is PersonKind.ADMINISTRATOR:
        return f"{text('role-administrator')} {short}"
    key = f"role-{person.role}" if person.role else f"office-{person.office}"
    return f"{label(key, person.role or person.office)} {short}"
