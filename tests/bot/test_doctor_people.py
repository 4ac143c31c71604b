"""What doctor says about people: rows that were changed from outside, and who hears it when the bot has trouble."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.doctor import Verdict, examine
from bot.server_keys import load_signing_key
from storage import cases, invitations, people, snapshots
from storage.invitations import Invitation
from storage.people import Person, PersonKind
from storage.sealing import SigningKey
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
    made.change(lambda tx: people.add_person(tx, made.fe, GERDA, at))
    return made


def doctor(made: Installation) -> str:
    """What it shows, on one line; something is missing in this installation, so it ends with status 1."""
    return re.sub(r"\s+", " ", made.run("doctor", "--offline").stdout)


def test_a_row_that_was_changed_is_named_with_the_mend_and_no_name(made: Installation) -> None:
    assert "veranderd buiten de bot om" not in doctor(made)
    made.change(lambda tx: tx.execute("UPDATE people SET role = 'burgemeester'").close())
    at = SystemClock().now()
    made.change(lambda tx: people.add_person(tx, made.fe, ADMINISTRATOR, at))
    shown = doctor(made)
    assert "de gegevens van feedbeef zijn veranderd buiten de bot om" in shown
    assert "remove-person feedbeef" in shown
    assert "niemand doet mee als griffier" in shown, "whoever was changed does not count"
    assert "Gerda" not in shown


def test_a_case_and_a_conversation_that_were_changed_are_named(made: Installation) -> None:
    at = SystemClock().now()

    def kept(tx: sqlite3.Connection) -> None:
        for name in ("a", "b"):
            snapshots.save_snapshot(tx, made.fe, f"{name * 8}-person", b"{}")
            cases.add_case(
                tx,
                made.fe,
                case_id=f"{name * 8}-case",
                reference=f"R-{name}",
                state="sent",
                urgent=False,
                at=at,
                body=b"{}",
            )

    made.change(kept)
    assert "of beschadigd" not in doctor(made)
    made.change(lambda tx: tx.execute("UPDATE cases SET body = x'0102' WHERE case_id LIKE 'a%'").close())
    swap = "UPDATE snapshots SET body = (SELECT body FROM snapshots WHERE person_id LIKE 'a%')"
    made.change(lambda tx: tx.execute(swap).close())
    shown = doctor(made)
    assert "de zaak aaaaaaaa is veranderd buiten de bot om" in shown
    assert "het gesprek van bbbbbbbb is veranderd buiten de bot om" in shown
    assert "de zaak bbbbbbbb" not in shown
    assert "het gesprek van aaaaaaaa" not in shown


def test_an_officer_without_a_key_is_worth_knowing(made: Installation) -> None:
    assert "de herstelsleutel die" not in doctor(made)
    ben = Person(
        person_id="deadbeef" * 4,
        telegram_id=7_312_450_903,
        kind=PersonKind.INFORMED_OFFICER,
        role="burgemeester",
    )
    at = SystemClock().now()
    made.change(lambda tx: people.add_person(tx, made.fe, ben, at))
    assert "iemand met de rol burgemeester heeft geen sleutel" in doctor(made)


def test_it_says_whether_somebody_hears_of_trouble(made: Installation) -> None:
    assert "niemand in een chat" in doctor(made)
    at = SystemClock().now()
    made.change(lambda tx: people.add_person(tx, made.fe, ADMINISTRATOR, at))
    assert "1 in een eigen chat" in doctor(made)


def test_an_open_invitation_is_seen_until_it_expires(made: Installation) -> None:
    missing = "niemand doet mee als gemeentesecretaris"
    assert missing in doctor(made)
    now = SystemClock().now()
    for days in (-1, 7):
        invitation = Invitation(
            invitation_id=f"invitation-{days}",
            kind=PersonKind.CASE_HANDLER,
            role="gemeentesecretaris",
            recipient=str(GRIFFIER.recipient),
            expires_at=now + timedelta(days=days),
        )
        made.change(
            lambda tx, i=invitation: invitations.add_invitation(tx, made.fe, i, i.invitation_id),  # type: ignore[misc]
        )
        assert (missing in doctor(made)) is (days < 0)
    assert "iemand uitgenodigd als gemeentesecretaris" in doctor(made)


def test_the_signing_key_of_another_installation_is_seen(made: Installation) -> None:
    own = load_signing_key(made.config)
    made.seal_a_report()
    assert "andere tekensleutel" not in doctor(made)
    file = Path(made.config.storage.signing_key_file)
    file.write_text(SigningKey.generate().serialise() + "\n")
    assert "De database is ondertekend met een andere tekensleutel" in doctor(made)
    assert made.run("doctor", "--offline").exit_code == 1
    file.write_text(own.serialise() + "\n")
    assert "andere tekensleutel" not in doctor(made)


def test_an_empty_token_is_counted_once(made: Installation) -> None:
    Path(made.config.telegram.token_file).write_text("")
    nobody = '[telegram]\nbase_url = "http://127.0.0.1:9/bot"'
    made.file.write_text(made.file.read_text().replace("[telegram]", nobody, 1))
    found = [
        f for f in asyncio.run(examine(made.file)) if f.check in ("cli-doctor-token-file", "cli-doctor-token")
    ]
    assert [f.verdict for f in found] == [
        Verdict.FINE,
        Verdict.WRONG,
    ]  # its permissions, and that it is empty
