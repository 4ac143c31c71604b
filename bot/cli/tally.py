"""Owns ``ruggensteun tally``: how people found the aftercare, from five answers on, and their lines as sealed files.

Must not know who answered: that is kept nowhere. The lines stay sealed; a case handler opens them on their own
computer. Works while the bot runs.
"""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.support import ConfigOption, LanguageOption, say

if TYPE_CHECKING:
    from conversations.aftercare.overview import CareTally
    from storage.care_tally import Remark, TallyGroup


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("tally")(tally)


def tally(
    lines: Annotated[
        Path | None,
        typer.Option("--lines", help="Write the sealed lines into this folder, for a case handler to open."),
    ] = None,
    config: ConfigOption = None,
    language: LanguageOption = None,
) -> None:
    """How people found the aftercare: a count without names, from five answers on. Works while the bot runs."""
    from bot.cli.store import looking
    from bot.config import config_path, load_config
    from bot.server_keys import load_field_encryption
    from storage.care_tally import shown_groups, shown_remarks

    settings = load_config(config_path(config))
    fe = load_field_encryption(settings)

    async def look() -> tuple[list[TallyGroup], list[Remark]]:
        async with looking(settings) as db:

            def both(tx: sqlite3.Connection) -> tuple[list[TallyGroup], list[Remark]]:
                return shown_groups(tx, fe), shown_remarks(tx)

            return await db.read(both)

    groups, remarks = asyncio.run(look())
    _show(groups)
    if lines is not None:
        _write(lines, remarks)


def _show(groups: list[TallyGroup]) -> None:
    from conversations.aftercare.overview import CareTally
    from storage.care_tally import total_of

    if not groups:
        say("op-tally-few")
        return
    for group in groups:
        say("op-tally-group", month=group.month, **_numbers(CareTally(counts=group.counts)))
    say("op-tally-all", **_numbers(CareTally(counts=total_of(groups))))


def _numbers(found: CareTally) -> dict[str, str]:
    return {name: str(value) for name, value in found.args().items()}


def _write(folder: Path, remarks: list[Remark]) -> None:
    """Every line as a file of its own, in an order and with a time that say nothing; what is there is left."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for remark in remarks:
        path = folder / f"aftercare-{remark.remark_id[:12]}.age"
        if not path.exists():
            path.write_bytes(remark.age_file)
    say("op-tally-lines" if remarks else "op-tally-no-lines", count=str(len(remarks)), path=str(folder))
