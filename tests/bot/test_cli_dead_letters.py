"""What was given up, on the command line: for whom and why, and nothing of what it said."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.clock import SystemClock
from storage import inbox, outbox, people
from storage.outbox import OutboxKind, OutboxMessage
from storage.people import Person, PersonKind
from tests.bot.cli_testkit import Installation, install, succeeded


@pytest.fixture
def made(tmp_path: Path) -> Installation:
    return install(tmp_path)


def test_nothing_was_given_up(made: Installation) -> None:
    assert succeeded(made.run("dead-letters")) == "Er is niets opgegeven.\n"


def test_what_was_given_up_is_listed_and_goes_after_a_retry(made: Installation) -> None:
    now = SystemClock().now()
    who = {
        "feed" * 8: Person(
            person_id="feed" * 8, telegram_id=7_312_450_901, kind=PersonKind.CASE_HANDLER, role="griffier"
        ),
        "beef" * 8: Person(person_id="beef" * 8, telegram_id=7_312_450_902, kind=PersonKind.ADMINISTRATOR),
    }

    def work(tx: sqlite3.Connection) -> None:
        for number, person in enumerate(who.values()):
            people.add_person(tx, made.fe, person, now)
            body = {"texts": ["een tekst die niemand ziet"]}
            message = OutboxMessage(
                prompt_id=f"{number}0cafe00{number}",
                person_id=person.person_id,
                kind=OutboxKind.SAY,
                body=body,
                due_at=now,
                created_at=now,
            )
            outbox.enqueue(tx, made.fe, message)
            outbox.mark_dead(tx, message.prompt_id, "RefusedError", now)
        inbox.mark_dead(tx, 900_001, "UnreadableUpdateError", now)

    made.change(work)
    with made.while_the_bot_runs():
        shown = succeeded(made.run("dead-letters"))
    for part in ("00cafe00", "Griffier feedfeed", "Beheerder beefbeef", "RefusedError", "900001", "retry"):
        assert part in shown
    assert "een tekst" not in shown
    assert "73124509" not in shown
    succeeded(made.run("retry"))
    shown = succeeded(made.run("dead-letters"))
    assert "RefusedError" not in shown
    assert "UnreadableUpdateError" in shown
