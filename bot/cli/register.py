"""Owns ``ruggensteun register``: the anonymised register of a quarter that is over, as the registrar sees it.

Must not know how the numbers came about. Works while the bot runs, and shows no number that could point at one person.
"""

from __future__ import annotations

import asyncio
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli.support import CliError, ConfigOption, LanguageOption, say
from bot.cli.support import language as chosen_language
from conversations.register import Register, is_kept, quarter_before, quarter_of, quarters_back, text
from conversations.texts import load_catalogue
from conversations.wording import Words


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("register")(show_register)


def show_register(
    quarter: Annotated[
        str,
        typer.Option("--quarter", help="A quarter that is over, such as 2026-Q3; by default the last one."),
    ] = "",
    config: ConfigOption = None,
    language: LanguageOption = None,
) -> None:
    """Show the anonymised register: how often what occurred in a quarter, and more or less than before."""
    from bot.cli.store import looking
    from bot.clock import SystemClock
    from bot.config import config_path, load_config
    from bot.effects.lookups import register_of
    from bot.packs import load_pack
    from bot.server_keys import load_field_encryption

    settings = load_config(config_path(config))
    fe, pack = load_field_encryption(settings), load_pack(settings)
    if not is_kept(pack):
        raise CliError("cli-error-no-register", pack=pack.id)
    zone = ZoneInfo(pack.time_zone)
    newest = quarter_before(quarter_of(SystemClock().now(), zone))
    wanted = quarter or newest
    if wanted not in quarters_back(newest):
        raise CliError("cli-error-quarter", newest=newest)

    async def look() -> Register:
        async with looking(settings) as db:
            return await db.read(lambda tx: register_of(tx, fe, wanted))

    found = asyncio.run(look())
    year, _, number = wanted.partition("-Q")
    say("register-title", year=year, number=number)
    print(f"\n{text(found, Words(load_catalogue(), chosen_language(), zone))}")
