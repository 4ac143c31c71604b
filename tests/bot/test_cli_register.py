"""`ruggensteun register`: what the registrar sees, on the command line."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import SystemClock
from conversations.register import quarter_before, quarter_of
from storage import register
from storage.database import Database
from tests.bot.cli_testkit import Installation, install, refused, succeeded

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def counted(made: Installation, period: str, times: int) -> None:
    async def work() -> None:
        db = await Database.open(made.config.database_path)

        def count(tx: sqlite3.Connection) -> None:
            for _ in range(times):
                register.count(
                    tx,
                    made.fe,
                    period,
                    {"reports": ("all",), "nature": ("threat",), "response": ("stop-talk",)},
                )

        try:
            await db.transaction(count)
        finally:
            await db.close()

    asyncio.run(work())


def test_the_last_quarter_is_shown_also_while_the_bot_runs(tmp_path: Path) -> None:
    made = install(tmp_path, pack="provincie-utrecht")
    running = quarter_of(SystemClock().now(), AMSTERDAM)
    last = quarter_before(running)
    counted(made, last, 12)
    counted(made, quarter_before(last), 31)
    counted(made, running, 500)
    with made.while_the_bot_runs():
        shown = succeeded(made.run("register"))
    assert "Meldingen: ongeveer 10. Tegenover het kwartaal ervoor: minder." in shown
    assert "▪ Stopgesprek: ongeveer 10 (minder)" in shown
    assert "500" not in shown
    before = succeeded(made.run("register", "--quarter", quarter_before(last)))
    assert "Meldingen: ongeveer 30." in before
    refused(made.run("register", "--quarter", running), last)
    refused(made.run("register", "--quarter", "ooit"), last)


def test_a_pack_without_a_registrar_has_none(tmp_path: Path) -> None:
    refused(install(tmp_path).run("register"), "maassluis")
