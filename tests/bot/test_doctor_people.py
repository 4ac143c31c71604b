"""What doctor says about people: rows that were changed from outside, and who hears it when the bot has trouble."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.clock import SystemClock
from storage import people
from storage.database import Database
from storage.people import Person, PersonKind
from tests.bot.cli_testkit import GRIFFIER, Installation, install

GERDA = Person(
    person_id="feedbeef" * 4,
    telegram_id=7_312_450_901,
    kind=PersonKind.CASE_HANDLER,
    role="griffier",
    name="Gerda Test-de Vries",
    recipient=str(GRIFFIER.recipient),
)
ADMINISTRATOR = Person(person_id="cafecafe" * 4, telegram_id=7_312_450_902, kind=PersonKind.ADMINISTRATOR)


@pytest.fixture
def made(tmp_path: Path) -> Installation:
    made = install(tmp_path)
    at = SystemClock().now()
    change(made, lambda tx: people.add_person(tx, made.fe, GERDA, at))
    return made


def change(made: Installation, work: Callable[[sqlite3.Connection], object]) -> None:
    async def write() -> None:
        db = await Database.open(made.config.database_path)
        try:
            await db.transaction(work)
        finally:
            await db.close()

    asyncio.run(write())


def doctor(made: Installation) -> str:
    """What it shows, on one line; something is missing in this installation, so it ends with status 1."""
    return re.sub(r"\s+", " ", made.run("doctor", "--offline").stdout)


def test_a_row_that_was_changed_is_named_with_the_mend_and_no_name(made: Installation) -> None:
    assert "veranderd buiten de bot om" not in doctor(made)
    change(made, lambda tx: tx.execute("UPDATE people SET role = 'burgemeester'").close())
    at = SystemClock().now()
    change(made, lambda tx: people.add_person(tx, made.fe, ADMINISTRATOR, at))
    shown = doctor(made)
    assert "de gegevens van feedbeef zijn veranderd buiten de bot om" in shown
    assert "remove-person feedbeef" in shown
    assert "niemand doet mee als griffier" in shown, "whoever was changed does not count"
    assert "Gerda" not in shown


def test_it_says_whether_somebody_hears_of_trouble(made: Installation) -> None:
    assert "niemand in een chat" in doctor(made)
    at = SystemClock().now()
    change(made, lambda tx: people.add_person(tx, made.fe, ADMINISTRATOR, at))
    assert "1 in een eigen chat" in doctor(made)
