"""Confirming and refusing what case handlers made in their browser, by check digits that were read out."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bot.clock import SystemClock
from storage import audit, people, recipients, spool
from storage.database import Database
from storage.people import Person, PersonKind
from storage.recipients import KeptRecipient, RecipientState
from storage.sealing import Identity, check_words
from tests.bot.cli_testkit import GRIFFIER, Installation, install, refused, succeeded

MADE = Identity.generate().recipient
RECIPIENT_ID = "beefcafe" * 4
PERSON_ID = "f00dfeed" * 4


@pytest.fixture
def made(tmp_path: Path) -> Installation:
    made = install(tmp_path)
    person = Person(
        person_id=PERSON_ID,
        telegram_id=7312450901,
        kind=PersonKind.CASE_HANDLER,
        role="griffier",
        name="Gerda Test-de Vries",
        recipient=str(GRIFFIER.recipient),
    )
    at = SystemClock().now()
    offered = KeptRecipient(
        recipient_id=RECIPIENT_ID,
        person_id=PERSON_ID,
        recipient=str(MADE),
        state=RecipientState.PENDING,
        created_at=at,
        protected={"passphrase": "age", "passkeys": []},
    )

    def work(tx: sqlite3.Connection) -> None:
        people.add_person(tx, made.fe, person, at)
        recipients.offer(tx, made.fe, offered)

    in_database(made, work)
    return made


def in_database(made: Installation, work: object) -> object:
    async def run() -> object:
        db = await Database.open(made.config.database_path)
        try:
            return await db.transaction(work)  # type: ignore[arg-type]
        finally:
            await db.close()

    return asyncio.run(run())


def recipient_now(made: Installation) -> str | None:
    person = in_database(made, lambda tx: people.person_by_id(tx, made.fe, PERSON_ID))
    assert isinstance(person, Person)
    return person.recipient


def test_the_list_shows_who_waits_but_not_the_digits(made: Installation) -> None:
    shown = succeeded(made.run("recipients"))
    assert "beefcafe" in shown
    assert "Gerda Test-de Vries" in shown
    assert MADE.fingerprint()[:5] not in shown


def test_words_that_were_read_out_confirm(made: Installation) -> None:
    words = check_words(MADE)
    assert words.split()[0] not in succeeded(made.run("recipients"))
    heard = ", ".join(word[:4].upper() for word in words.split())
    shown = succeeded(made.run("confirm-recipient", answers=heard + "\n"))
    assert words in " ".join(shown.split())
    assert recipient_now(made) == str(MADE)


def test_other_words_confirm_nothing(made: Installation) -> None:
    for wrong in (check_words(GRIFFIER.recipient), check_words(MADE).rsplit(" ", 1)[0], "appel"):
        refused(made.run("confirm-recipient", answers=wrong + "\n"), "horen bij geen")
    assert recipient_now(made) == str(GRIFFIER.recipient)


def test_digits_that_were_read_out_confirm(made: Installation) -> None:
    spoken = MADE.fingerprint().replace(" ", "  ")
    assert "Gerda Test-de Vries" in succeeded(made.run("confirm-recipient", answers=spoken + "\n"))
    assert recipient_now(made) == str(MADE)
    states = in_database(
        made, lambda tx: {k.recipient: k.state for k in recipients.of_person(tx, made.fe, PERSON_ID)}
    )
    assert states == {str(MADE): "confirmed", str(GRIFFIER.recipient): "former"}
    refused(made.run("confirm-recipient", answers=spoken + "\n"), "Er wacht geen sleutel")
    lines = in_database(made, lambda tx: [line.action for line in audit.lines_about(tx, RECIPIENT_ID)])
    assert lines == ["recipient-confirmed"]


def test_other_digits_confirm_nothing(made: Installation) -> None:
    wrong = MADE.fingerprint()[:-1] + str((int(MADE.fingerprint()[-1]) + 1) % 10)
    result = made.run("confirm-recipient", answers=wrong + "\n")
    assert result.exit_code == 1
    assert "horen bij geen" in result.stderr
    assert recipient_now(made) == str(GRIFFIER.recipient)


def test_what_was_compared_is_what_is_confirmed(made: Installation) -> None:
    """Somebody puts another key in its place after the check digits were typed over."""
    other = str(Identity.generate().recipient)
    with made.while_the_bot_runs():
        assert "De bot draait" in succeeded(made.run("confirm-recipient", answers=MADE.fingerprint() + "\n"))
    change = "UPDATE recipients SET recipient = ? WHERE recipient_id = ?"
    in_database(made, lambda tx: tx.execute(change, (other, RECIPIENT_ID)).close())
    in_database(made, lambda tx: spool.take_all(tx, made.fe, made.spool))
    assert recipient_now(made) == str(GRIFFIER.recipient)
    assert in_database(made, lambda tx: recipients.waiting(tx, made.fe)) == []


def test_a_damaged_row_is_in_nobodys_way(made: Installation) -> None:
    change = "INSERT INTO recipients VALUES ('damaged', 'somebody', 'age1pq1x', 'pending', x'01', 1)"
    in_database(made, lambda tx: tx.execute(change).close())
    succeeded(made.run("confirm-recipient", answers=MADE.fingerprint() + "\n"))
    assert recipient_now(made) == str(MADE)


def test_a_refused_recipient_is_never_used(made: Installation) -> None:
    succeeded(made.run("refuse-recipient", "beefcafe"))
    assert recipient_now(made) == str(GRIFFIER.recipient)
    refused(made.run("refuse-recipient", "beefcafe"), "Er wacht geen sleutel")
    refused(made.run("refuse-recipient", "b"), "Er wacht geen sleutel")
    assert "Er wacht geen sleutel" in succeeded(made.run("recipients"))
