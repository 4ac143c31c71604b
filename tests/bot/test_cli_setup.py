"""Setting up: an installation whole or not at all, its migrations, and what the doctor finds."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.config import ConfigError, load_config, read_secret
from bot.server_keys import load_recovery, load_signing_key
from storage import outbox, people
from storage.database import Database
from storage.migrations import pending
from storage.outbox import OutboxKind, OutboxMessage
from storage.people import Person, PersonKind
from storage.sealing import Recipient
from tests.bot.cli_testkit import GRIFFIER, RECOVERY, Installation, install, refused, run, succeeded

NOW = SystemClock().now()


@pytest.fixture
def made(tmp_path: Path) -> Installation:
    return install(tmp_path)


def contents(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


# ---- init -------------------------------------------------------------------------------------------------------


def test_init_makes_everything_private(made: Installation) -> None:
    config = made.config
    assert config.organisation.name == "Gemeente Veldermeer"
    assert config.organisation.pack == "maassluis"
    data, keys = config.storage.data_directory, made.folder / "ruggensteun-keys"
    assert [p.stat().st_mode & 0o777 for p in (data, keys)] == [0o700, 0o700]
    for path in (*data.iterdir(), *keys.iterdir()):
        assert path.stat().st_mode & 0o777 == 0o600, path
    assert load_recovery(config) == RECOVERY.recipient
    assert load_signing_key(config).verifying_key
    assert made.fe

    async def waiting() -> list[str]:
        db = await Database.open(config.database_path, read_only=True)
        try:
            return await pending(db)
        finally:
            await db.close()

    assert asyncio.run(waiting()) == []
    assert not [name for name in contents(made.folder) if "unfinished" in name]


def test_init_asks_what_is_not_given_and_makes_an_empty_token_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "herstel.txt").write_text(str(RECOVERY.recipient))
    shown = succeeded(run("init", answers="\nGemeente Veldermeer\n\nherstel.txt\nJa\n"))
    assert RECOVERY.recipient.fingerprint() in shown
    assert "computer zonder internet" in shown
    config = load_config(tmp_path / "ruggensteun.toml")
    assert config.organisation.pack == "standaard"
    token = tmp_path / "ruggensteun-keys" / "bot.token"
    assert f"plak het in {token}" in shown
    assert token.read_text() == ""
    with pytest.raises(ConfigError, match="empty"):
        read_secret(config.telegram.token_file, "the bot token")


def test_init_speaks_english(tmp_path: Path) -> None:
    arguments = ("--directory", tmp_path / "d", "--config", tmp_path / "c.toml", "--organisation", "V")
    done = run(
        "init",
        *arguments,
        *("--pack", "standaard", "--recovery-recipient", str(RECOVERY.recipient), "--language", "en"),
        answers="yes\n",
    )
    assert "What now?" in succeeded(done)


def in_the_way_data(folder: Path) -> str:
    (folder / "data").mkdir()
    (folder / "data" / "precious").write_text("x")
    return "bestaat al"


def in_the_way_keys(folder: Path) -> str:
    (folder / "ruggensteun-keys").mkdir()
    (folder / "ruggensteun-keys" / "operational.key").write_text("precious")
    return "bestaat al"


def in_the_way_config(folder: Path) -> str:
    (folder / "ruggensteun.toml").write_text("precious")
    return "bestaat al"


def dangling_config(folder: Path) -> str:
    (folder / "ruggensteun.toml").symlink_to(folder / "elsewhere")
    return "bestaat al"


@pytest.mark.parametrize("arrange", [in_the_way_data, in_the_way_keys, in_the_way_config, dangling_config])
def test_init_never_overwrites(tmp_path: Path, arrange: Callable[[Path], str]) -> None:
    part = arrange(tmp_path)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    refused(
        run(
            "init",
            *("--directory", tmp_path / "data", "--config", tmp_path / "ruggensteun.toml"),
            *("--organisation", "V", "--pack", "standaard"),
            *("--recovery-recipient", str(RECOVERY.recipient)),
            answers="ja\n",
        ),
        part,
    )
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(
    ("options", "answers", "part"),
    [
        ({}, "nee\n", "niet bevestigd"),
        ({}, "", "Gestopt"),
        ({"--pack": "nergens"}, "ja\n", "nergens"),
        ({"--recovery-recipient": "age1qqqq"}, "ja\n", "age1pq1"),
        ({"--recovery-recipient": "nergens.txt"}, "ja\n", "nergens.txt"),
        ({"--token-file": "nergens"}, "ja\n", "token"),
        ({"--organisation": "x" * 81}, "ja\n", "organisation.name"),
        ({"--keys": "data/keys"}, "ja\n", "--keys"),
        ({"--directory": "geen/data"}, "ja\n", "is er niet"),
    ],
)
def test_init_leaves_nothing_when_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, str], answers: str, part: str
) -> None:
    monkeypatch.chdir(tmp_path)
    given = {
        "--directory": "data",
        "--organisation": "V",
        "--pack": "standaard",
        "--recovery-recipient": str(RECOVERY.recipient),
        **options,
    }
    refused(run("init", *(a for pair in given.items() for a in pair), answers=answers), part)
    assert contents(tmp_path) == []


def test_an_identity_is_not_taken_for_a_recipient(tmp_path: Path) -> None:
    (tmp_path / "wrong").write_text(RECOVERY.serialise())
    arguments = ("--directory", tmp_path / "d", "--config", tmp_path / "c", "--organisation", "V")
    done = run("init", *arguments, "--pack", "standaard", "--recovery-recipient", tmp_path / "wrong")
    refused(done, "vernietig het")
    assert RECOVERY.serialise() not in done.output
    assert contents(tmp_path) == ["wrong"]


# ---- migrate ----------------------------------------------------------------------------------------------------


def test_migrate_says_which_and_then_that_nothing_is_left(made: Installation) -> None:
    assert "al bij" in succeeded(made.run("migrate"))
    made.config.database_path.unlink()
    asyncio.run(make_empty_database(made.config.database_path))
    refused(made.run("people"), "ruggensteun migrate")
    assert "m0001_first" in succeeded(made.run("migrate"))
    assert "al bij" in succeeded(made.run("migrate"))


async def make_empty_database(path: Path) -> None:
    db = await Database.open(path, create=True)
    await db.close()


def test_migrate_while_the_bot_runs_is_refused(made: Installation) -> None:
    with made.while_the_bot_runs():
        refused(made.run("migrate"), "stop de bot")


# ---- doctor -----------------------------------------------------------------------------------------------------


def enrol(made: Installation, role: str, recipient: Recipient | None, state: str = "active") -> None:
    async def work() -> None:
        db = await Database.open(made.config.database_path)
        try:
            person = Person(
                person_id=f"person-{role}",
                telegram_id=hash(role) % 10**9,
                kind=PersonKind.CASE_HANDLER,
                role=role,
                name="Griffier Test-de Vries",
                recipient=str(recipient) if recipient else None,
                state=people.PersonState(state),
            )
            await db.transaction(lambda tx: people.add_person(tx, made.fe, person, NOW))
        finally:
            await db.close()

    asyncio.run(work())


def flat(shown: str) -> str:
    return " ".join(shown.split())


def test_the_doctor_is_content_with_a_sound_installation_also_while_the_bot_runs(made: Installation) -> None:
    enrol(made, "griffier", GRIFFIER.recipient)
    enrol(made, "gemeentesecretaris", GRIFFIER.recipient)
    enrol(made, "burgemeester", None)
    with made.while_the_bot_runs():
        shown = succeeded(made.run("doctor", "--offline"))
    assert "✗" not in shown
    assert RECOVERY.recipient.fingerprint() in flat(shown)
    assert load_signing_key(made.config).verifying_key.serialise() in shown.splitlines()[-2]
    assert "Test-de Vries" not in shown


def no_handlers(made: Installation) -> str:
    return "niemand doet mee als griffier"


def no_recipient(made: Installation) -> str:
    enrol(made, "griffier", None)
    return "griffier heeft geen sleutel"


def blocked(made: Installation) -> str:
    enrol(made, "griffier", GRIFFIER.recipient, "blocked")
    return "griffier heeft de bot geblokkeerd"


def open_data(made: Installation) -> str:
    made.config.storage.data_directory.chmod(0o755)
    return "chmod 700"


def open_key(made: Installation) -> str:
    Path(made.config.storage.signing_key_file).chmod(0o640)
    return "chmod 600"


def key_inside(made: Installation) -> str:
    inside = made.config.storage.data_directory / "operational.key"
    Path(made.config.storage.operational_key_file).rename(inside)
    old = made.file.read_text()
    made.file.write_text(old.replace(str(made.folder / "ruggensteun-keys/operational.key"), str(inside)))
    return "ligt in de map met gegevens"


def other_key(made: Installation) -> str:
    enrol(made, "griffier", GRIFFIER.recipient)
    key = Path(made.config.storage.operational_key_file)
    key.write_text("ruggensteun-operational-v1:" + "A" * 43 + "=\n")
    return "Zet het juiste sleutelbestand terug"


def no_recovery(made: Installation) -> str:
    made.config.recovery_recipient_file.unlink()
    return "recovery-recipient.txt"


def broken_pack(made: Installation) -> str:
    pack = made.folder / "eigen.toml"
    pack.write_text("id = 3")
    made.file.write_text(made.file.read_text().replace('"maassluis"', f'"{pack}"'))
    return "ruggensteun pack check"


def broken_audit(made: Installation) -> str:
    made.invite_reporter()
    raw = sqlite3.connect(made.config.database_path)
    raw.execute("UPDATE audit SET actor = 'somebody'")
    raw.commit()
    raw.close()
    return "veranderd vanaf regel 1"


def damaged_database(made: Installation) -> str:
    path = made.config.database_path
    path.write_bytes(b"not a database at all" * 400)
    return "beschadigd"


def dead_letter(made: Installation) -> str:
    async def work() -> None:
        db = await Database.open(made.config.database_path)
        message = OutboxMessage(
            prompt_id="p", person_id="x", kind=OutboxKind.SAY, body={}, due_at=NOW, created_at=NOW
        )
        await db.transaction(lambda tx: outbox.enqueue(tx, made.fe, message))
        await db.transaction(lambda tx: outbox.mark_dead(tx, "p", "BlockedError", NOW))
        await db.close()

    asyncio.run(work())
    return "1 opgegeven"


def lost_request(made: Installation) -> str:
    made.spool.mkdir()
    (made.spool / f"{'a' * 32}.request").write_bytes(b"noise")
    return "1 zijn niet te lezen"


def empty_token(made: Installation) -> str:
    Path(made.config.telegram.token_file).write_text("\n")
    return "het bestand is nog leeg"


def no_config(made: Installation) -> str:
    made.file.unlink()
    return "ruggensteun init"


@pytest.mark.parametrize(
    "break_it",
    [
        no_handlers,
        no_recipient,
        blocked,
        open_data,
        open_key,
        key_inside,
        other_key,
        no_recovery,
        broken_pack,
        broken_audit,
        damaged_database,
        dead_letter,
        lost_request,
        empty_token,
        no_config,
    ],
)
def test_the_doctor_names_what_is_wrong_and_how_to_mend_it(
    made: Installation, break_it: Callable[[Installation], str]
) -> None:
    part = break_it(made)
    done = made.run("doctor", "--offline")
    refused(done, "niet in orde")
    assert "✗" in done.stdout
    assert part in flat(done.stdout)
    assert "→" in done.stdout


def test_the_doctor_breaks_no_path(made: Installation) -> None:
    shown = made.run("doctor", "--offline").stdout
    assert str(made.config.storage.data_directory) in shown
    assert made.config.storage.operational_key_file in shown


def test_retry_sends_again_what_was_given_up(made: Installation) -> None:
    dead_letter(made)
    assert "opnieuw" in succeeded(made.run("retry"))
    assert "1 wachten" in flat(made.run("doctor", "--offline").stdout)


def test_the_doctor_changes_no_file(made: Installation) -> None:
    def files() -> dict[Path, bytes]:
        found = (path for path in made.folder.rglob("*") if path.is_file())
        return {path: path.read_bytes() for path in found if not path.name.endswith(("-shm", "-wal"))}

    before = files()
    made.run("doctor", "--offline")
    assert files() == before
