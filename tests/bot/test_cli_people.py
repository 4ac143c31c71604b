"""Inviting, listing, taking back and removing people, with the bot running and without."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.asked_removals import remove_asked
from bot.bootstrap import workplace
from bot.cli.people import read_recipient
from bot.clock import ManualClock, SystemClock
from bot.processing import Courtesy, Processing
from bot.scheduler import Scheduler
from storage import audit, invitations, people, snapshots, spool
from storage.database import Database
from storage.invitations import Invitation
from storage.people import Person, PersonKind
from storage.sealing import Identity, InvalidRecipientError
from tests.bot.cli_testkit import GRIFFIER, RECOVERY, Installation, install, refused, succeeded, token_in


@pytest.fixture
def made(tmp_path: Path) -> Installation:
    return install(tmp_path)


def invited(made: Installation) -> list[Invitation]:
    async def look() -> list[Invitation]:
        db = await Database.open(made.config.database_path, read_only=True)
        try:
            return await db.read(lambda tx: invitations.list_invitations(tx, made.fe))
        finally:
            await db.close()

    return asyncio.run(look())


def enrol(made: Installation, **changes: Any) -> Person:
    person = Person(
        **{
            "person_id": "f00dfeed" * 4,
            "telegram_id": 7312450901,
            "kind": PersonKind.REPORTER,
            "office": "raadslid",
            "name": "Sanne Proef",
            **changes,
        }
    )

    async def work() -> None:
        db = await Database.open(made.config.database_path)
        try:
            at = SystemClock().now()
            await db.transaction(lambda tx: people.add_person(tx, made.fe, person, at))
        finally:
            await db.close()

    asyncio.run(work())
    return person


# ---- invite -----------------------------------------------------------------------------------------------------


def test_invite_a_reporter(made: Installation) -> None:
    shown = succeeded(made.invite_reporter("--days", "3"))
    token = token_in(shown)
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token)
    assert "█" in shown
    (invitation,) = invited(made)
    assert invitation.kind is PersonKind.REPORTER
    assert (invitation.role, invitation.office, invitation.name) == ("", "raadslid", "Sanne Proef")
    assert invitation.language == "nl"
    left = invitation.expires_at - SystemClock().now()
    assert timedelta(days=2, hours=23) < left <= timedelta(days=3)
    assert invitation.invitation_id[:8] in shown
    assert not list(made.spool.iterdir())
    stored = made.config.database_path.read_bytes()
    assert token.encode() not in stored
    assert b"Sanne" not in stored


def test_invite_a_case_handler_in_english(made: Installation) -> None:
    shown = succeeded(
        made.run(
            "invite",
            *("--role", "griffier", "--recipient", made.recipient_file(), "--username", "@proef_bot"),
            *("--language", "en"),
            answers="Griffier Test-de Vries\n",
        )
    )
    assert token_in(shown)
    assert f"Check digits: {GRIFFIER.recipient.fingerprint()}" in shown
    (invitation,) = invited(made)
    assert invitation.kind is PersonKind.CASE_HANDLER
    assert invitation.recipient == str(GRIFFIER.recipient)
    assert invitation.language == "en"


@pytest.mark.parametrize(
    ("arguments", "answers", "part"),
    [
        (["--role", "reporter"], "X Proef\n", "raadslid"),
        (["--role", "reporter", "--office", "keizer"], "X Proef\n", "raadslid"),
        (["--role", "keizer"], "X Proef\n", "griffier"),
        (["--role", "griffier"], "X Proef\n", "--recipient"),
        (["--role", "griffier", "--recipient", "nergens"], "X Proef\n", "nergens"),
        (["--role", "griffier", "--recipient", "token"], "X Proef\n", "age1pq1"),
        (["--role", "griffier", "--recipient", "recovery.txt"], "X Proef\n", "een eigen sleutel"),
        (["--role", "burgemeester", "--recipient", "recovery.txt"], "X Proef\n", "de herstelsleutel"),
        (["--role", "griffier", "--recipient", "griffier.txt", "--office", "raadslid"], "X\n", "--office"),
        (["--role", "reporter", "--office", "raadslid", "--recipient", "griffier.txt"], "X\n", "--recipient"),
        (["--role", "reporter", "--office", "raadslid", "--days", "0"], "X\n", "1 tot 90"),
        (["--role", "reporter", "--office", "raadslid", "--days", "91"], "X\n", "1 tot 90"),
        (["--role", "reporter", "--office", "raadslid"], "x" * 81 + "\n", "80"),
        (["--role", "reporter", "--office", "raadslid"], "Sanne\x1b[2J\n", "80"),
        (["--role", "reporter", "--office", "raadslid"], "", "Gestopt"),
        (["--role", "reporter", "--office", "raadslid", "--speaks", "de"], "X\n", "nl of en"),
    ],
)
def test_invite_refuses_and_changes_nothing(
    made: Installation,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    answers: str,
    part: str,
) -> None:
    monkeypatch.chdir(made.folder)
    made.recipient_file()
    (made.folder / "recovery.txt").write_text(f"{RECOVERY.recipient}\n")
    refused(made.run("invite", *arguments, "--username", "proef_bot", answers=answers), part)
    assert invited(made) == []
    assert not made.spool.exists()


def test_invite_without_a_database_leaves_nothing_behind(made: Installation) -> None:
    made.config.database_path.unlink()
    refused(made.invite_reporter(), "ruggensteun init")
    assert not made.spool.exists()


def test_invite_with_a_damaged_database_leaves_no_request(made: Installation) -> None:
    made.config.database_path.write_bytes(b"no database" * 1000)
    refused(made.invite_reporter(), "beschadigd")
    assert list(made.spool.iterdir()) == []


def test_invite_while_the_bot_runs_waits_in_the_spool(made: Installation) -> None:
    with made.while_the_bot_runs():
        shown = succeeded(made.invite_reporter())
        assert "De bot draait" in shown
        assert invited(made) == []
        assert "Raadslid" in succeeded(made.run("people")), "what waits is listed too"
    (request,) = spool.pending(made.fe, made.spool)
    assert request.token == token_in(shown)
    stored = next(made.spool.iterdir()).read_bytes()
    assert request.token.encode() not in stored


def test_an_administrator_is_invited_like_everybody_but_with_no_part_in_any_report(
    made: Installation,
) -> None:
    options = ("--role", "administrator", "--username", "proef_bot")
    token = token_in(succeeded(made.run("invite", *options, answers="Beheerder Test\n")))
    (invitation,) = invited(made)
    assert (invitation.kind, invitation.role, invitation.office, invitation.recipient) == (
        "administrator",
        "",
        "",
        None,
    )
    assert "Beheerder" in succeeded(made.run("people"))
    assert len(token) >= 43
    recipient = made.recipient_file()
    refused(made.run("invite", *options, "--recipient", recipient), "hoort geen sleutel")
    refused(made.run("invite", *options, "--office", "raadslid"), "hoort geen ambt")


# ---- the bot picks it up ----------------------------------------------------------------------------------------


def start_message(token: str) -> dict[str, object]:
    person = {"id": 7312450901, "is_bot": False, "first_name": "Sanne", "language_code": "nl"}
    chat = {"id": 7312450901, "type": "private"}
    message = {"message_id": 5, "date": 1795000000, "chat": chat, "from": person, "text": f"/start {token}"}
    return {"update_id": 900001, "message": message}


def test_the_tick_takes_requests_before_anything_else(made: Installation) -> None:
    with made.while_the_bot_runs():
        succeeded(made.invite_reporter())

    async def tick() -> None:
        db = await Database.open(made.config.database_path)
        place = workplace(made.config, made.fe)
        scheduler = Scheduler(db, place, SystemClock(), wake_delivery=lambda: None)
        try:
            assert (await scheduler.tick()).nothing
        finally:
            await db.close()

    asyncio.run(tick())
    assert len(invited(made)) == 1
    assert list(made.spool.iterdir()) == []


def test_a_link_works_before_the_tick_came(made: Installation) -> None:
    with made.while_the_bot_runs():
        token = token_in(succeeded(made.invite_reporter()))

    async def work() -> tuple[list[Courtesy], list[Person], list[str]]:
        db = await Database.open(made.config.database_path)
        courtesies: list[Courtesy] = []
        clock = ManualClock(SystemClock().now())
        place = workplace(made.config, made.fe)
        processing = Processing(db, place, clock, after_commit=courtesies.extend)
        try:
            await processing.process([start_message(token)])
            enrolled = await db.read(lambda tx: people.all_people(tx, made.fe))
            (invitation,) = await db.read(lambda tx: invitations.list_invitations(tx, made.fe))
            about = await db.read(lambda tx: audit.lines_about(tx, invitation.invitation_id))
        finally:
            await db.close()
        return courtesies, enrolled, [line.action for line in about]

    courtesies, enrolled, actions = asyncio.run(work())
    assert courtesies == []
    assert [(p.name, p.office) for p in enrolled] == [("Sanne Proef", "raadslid")]
    assert actions == ["invited"]
    assert list(made.spool.iterdir()) == []


# ---- people, revoke, remove -------------------------------------------------------------------------------------


def test_people_lists_without_names_unless_asked(made: Installation) -> None:
    assert "nog niemand" in succeeded(made.run("people"))
    enrol(made)
    recipient = str(GRIFFIER.recipient)
    enrol(
        made,
        person_id="beef" * 8,
        telegram_id=2,
        kind=PersonKind.CASE_HANDLER,
        office="",
        role="griffier",
        name="Griffier Test-de Vries",
        recipient=recipient,
    )
    succeeded(made.invite_reporter())
    with made.while_the_bot_runs():
        shown = succeeded(made.run("people"))
        named = succeeded(made.run("people", "--names"))
    for part in ("f00dfeed", "beefbeef", "Raadslid", "Griffier", "Openstaande uitnodigingen"):
        assert part in shown
    assert "Sanne" not in shown
    assert "Test-de" not in shown
    assert "Sanne" in named
    assert recipient not in named
    assert "7312450901" not in named


def test_revoke_takes_the_short_number(made: Installation) -> None:
    token_in(succeeded(made.invite_reporter()))
    (invitation,) = invited(made)
    refused(made.run("revoke", invitation.invitation_id[:7]), "geen openstaande uitnodiging")
    refused(made.run("revoke", "0" * 8), "geen openstaande uitnodiging")
    assert "ingetrokken" in succeeded(made.run("revoke", invitation.invitation_id[:8]))
    assert invited(made) == []
    refused(made.run("revoke", invitation.invitation_id[:8]), "geen openstaande uitnodiging")


def test_revoke_while_the_bot_runs_also_what_still_waits(made: Installation) -> None:
    with made.while_the_bot_runs():
        succeeded(made.invite_reporter())
        (request,) = spool.pending(made.fe, made.spool)
        assert "De bot draait" in succeeded(made.run("revoke", request.request_id))
    succeeded(made.invite_reporter())  # the next command that has the database takes what waited, in order
    assert len(invited(made)) == 1
    assert invited(made)[0].invitation_id != request.request_id
    assert list(made.spool.iterdir()) == []


def test_remove_person_forgets_them(made: Installation) -> None:
    person = enrol(made)

    async def draft() -> None:
        db = await Database.open(made.config.database_path)
        body = b'{"state":"menu.idle"}'
        await db.transaction(lambda tx: snapshots.save_snapshot(tx, made.fe, person.person_id, body))
        await db.close()

    asyncio.run(draft())
    assert "f00dfeed" in succeeded(made.run("remove-person", "f00dfeed"))
    assert "nog niemand" in succeeded(made.run("people"))

    async def left() -> tuple[Person | None, bytes | None]:
        db = await Database.open(made.config.database_path, read_only=True)
        try:
            return await db.read(
                lambda tx: (
                    people.person_by_id(tx, made.fe, person.person_id),
                    snapshots.load_snapshot(tx, made.fe, person.person_id),
                )
            )
        finally:
            await db.close()

    forgotten, snapshot = asyncio.run(left())
    assert forgotten is not None
    assert (forgotten.name, forgotten.telegram_id, snapshot) == ("", None, None)
    refused(made.run("remove-person", "f00dfeed"), "niemand mee met dit nummer")


def test_an_address_is_found_whatever_stands_around_it(tmp_path: Path) -> None:
    recipient = Identity.generate().recipient
    file = tmp_path / "griffier-adres.txt"
    for content in (
        f"{recipient}\n",
        f"# Ruggensteun, 2026-11-22: de woorden\r\n{recipient}\r\n",
        f"\ufeffDag beheerder,\n\n  {recipient}\n\nGroet, Gerda\n",
    ):
        file.write_text(content, encoding="utf-8")
        assert read_recipient(file) == recipient


def test_two_addresses_in_a_file_are_one_too_many(tmp_path: Path) -> None:
    file = tmp_path / "adressen.txt"
    file.write_text("\n".join(str(Identity.generate().recipient) for _ in range(2)))
    with pytest.raises(InvalidRecipientError):
        read_recipient(file)


def test_the_token_is_looked_at_before_a_name_is_asked(made: Installation) -> None:
    Path(made.config.telegram.token_file).write_text("")
    done = made.run("invite", "--role", "reporter", "--office", "raadslid")
    refused(done, "--username")
    assert "leeg" in done.stderr
    assert "Naam" not in done.output


async def the_bot_takes_it(made: Installation) -> list[Person]:
    """What the running bot does at its next tick, as far as removing goes; who is left."""
    db = await Database.open(made.config.database_path)
    place = workplace(made.config, made.fe)
    try:
        await remove_asked(
            db,
            made.fe,
            place.spool_folder,
            data_directory=made.config.storage.data_directory,
            evidence_folder=made.config.evidence_folder,
            at=SystemClock().now(),
        )
        return await db.read(lambda tx: people.all_people(tx, made.fe))
    finally:
        await db.close()


def test_the_running_bot_forgets_whom_it_is_asked_to(made: Installation) -> None:
    enrol(made)
    with made.while_the_bot_runs():
        for _ in range(2):
            assert "De bot draait" in succeeded(made.run("remove-person", "f00dfeed"))
    assert "f00dfeed" in succeeded(made.run("people")), "not yet"
    assert asyncio.run(the_bot_takes_it(made)) == []
    assert list(made.spool.iterdir()) == []
    shown = succeeded(made.run("audit", "show"))
    assert shown.count("person-removed") == 1


def test_somebody_whose_row_is_damaged_can_be_removed(made: Installation) -> None:
    person = enrol(made)

    async def damage() -> None:
        db = await Database.open(made.config.database_path)
        change = "UPDATE people SET role = 'griffier' WHERE person_id = ?"
        await db.transaction(lambda tx: tx.execute(change, (person.person_id,)).close())
        await db.transaction(lambda tx: snapshots.save_snapshot(tx, made.fe, person.person_id, b"{}"))
        await db.transaction(lambda tx: tx.execute("UPDATE snapshots SET body = x'01'").close())
        await db.close()

    asyncio.run(damage())
    assert "f00dfeed" in succeeded(made.run("remove-person", "f00dfeed"))
    assert "nog niemand" in succeeded(made.run("people"))
    enrol(made, person_id="cafe" * 8)
