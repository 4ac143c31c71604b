"""Backup and restore from the command line: sealed, whole, private, and back on an empty place."""

from __future__ import annotations

import asyncio
import os
import re
import stat
from pathlib import Path

import pytest

from storage.audit import last_lines
from storage.database import Database
from storage.sealing import Identity
from tests.bot.cli_testkit import (
    RECOVERY,
    Installation,
    install,
    protected_identity,
    refused,
    run,
    succeeded,
)


@pytest.fixture
def made(tmp_path: Path) -> Installation:
    made = install(tmp_path)
    succeeded(made.invite_reporter())
    return made


def restore(
    made: Installation, file: Path, identity: Identity = RECOVERY, *more: str | Path
) -> tuple[Path, object]:
    to = made.folder / "terug" / "data"
    to.parent.mkdir(exist_ok=True)
    path, passphrase = protected_identity(made.folder, identity)
    options = ("--to", to, "--identity", path, "--passphrase-file", passphrase)
    return to, run("restore", file, *options, *more)


def actions(database: Path) -> list[str]:
    async def look() -> list[str]:
        db = await Database.open(database, read_only=True)
        try:
            return [line.action for line in await db.read(lambda tx: last_lines(tx, 9))]
        finally:
            await db.close()

    return asyncio.run(look())


def test_a_backup_comes_back_without_keys(made: Installation) -> None:
    file = made.folder / "kopie.age"
    with made.while_the_bot_runs():
        shown = succeeded(made.run("backup", "--to", file))
    assert "teruggelezen" in shown
    assert re.search(r"SHA-256: [0-9a-f]{64}\n", shown)
    assert made.fe.key_id.hex() in shown
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    to, done = restore(made, file)
    shown = succeeded(done)  # type: ignore[arg-type]
    assert "Alles is nagekeken" in shown
    assert f"de bedrijfssleutel {made.fe.key_id.hex()}" in shown
    assert not (to.parent / "ruggensteun-keys").exists()
    assert actions(to / "ruggensteun.sqlite3") == ["invited"]
    os.replace(to, made.config.storage.data_directory.with_name("weg"))
    succeeded(made.run("people"))


def test_with_keys_one_file_and_the_recovery_identity_are_enough(made: Installation) -> None:
    file = made.folder / "kopie.age"
    succeeded(made.run("backup", "--to", file, "--with-keys"))
    to, done = restore(made, file)
    assert "De sleutels staan in" in succeeded(done)  # type: ignore[arg-type]
    keys = to.parent / "ruggensteun-keys"
    assert (keys / "operational.key").read_bytes() == Path(
        made.config.storage.operational_key_file
    ).read_bytes()
    assert sorted(p.name for p in keys.iterdir()) == ["operational.key", "signing.key"]
    assert {stat.S_IMODE(p.stat().st_mode) for p in keys.iterdir()} == {0o600}
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700
    assert actions(made.config.database_path)[-1] == "backed-up-with-keys"


def test_a_backup_is_in_the_audit_log(made: Installation) -> None:
    succeeded(made.run("backup", "--to", made.folder / "kopie.age"))
    assert actions(made.config.database_path) == ["invited", "backed-up"]


def test_it_says_what_is_in_the_way(made: Installation) -> None:
    file = made.folder / "kopie.age"
    succeeded(made.run("backup", "--to", file))
    refused(made.run("backup", "--to", file), str(file))
    refused(made.run("backup", "--to", made.config.storage.data_directory / "k.age"), "map met gegevens")
    refused(made.run("backup", "--to", made.folder / "niet" / "k.age"), "niet")
    (made.folder / "terug" / "data").mkdir(parents=True)
    (made.folder / "terug" / "data" / "iets").touch()
    refused(restore(made, file)[1], "data")  # type: ignore[arg-type]


def keys_in_the_way(made: Installation) -> list[Path]:
    """Something lies where keys would go; all that is there."""
    keys = made.folder / "terug" / "ruggensteun-keys"
    keys.mkdir(parents=True)
    (keys / "bot.token").write_text("van iemand")
    return sorted(keys.parent.rglob("*"))


def test_keys_in_the_way_refuse_a_backup_with_keys_and_it_says_how_to_put_them_elsewhere(
    made: Installation,
) -> None:
    there, file = keys_in_the_way(made), made.folder / "kopie.age"
    succeeded(made.run("backup", "--to", file, "--with-keys"))
    to, done = restore(made, file)
    refused(done, "noem met --keys een andere map")  # type: ignore[arg-type]
    assert sorted(to.parent.rglob("*")) == there
    elsewhere = made.folder / "sleutels"
    succeeded(restore(made, file, RECOVERY, "--keys", elsewhere)[1])  # type: ignore[arg-type]
    assert sorted(p.name for p in elsewhere.iterdir()) == ["operational.key", "signing.key"]
    assert [p.name for p in (to.parent / "ruggensteun-keys").iterdir()] == ["bot.token"]


def test_a_backup_without_keys_comes_back_beside_the_keys_that_are_there(made: Installation) -> None:
    there, file = keys_in_the_way(made), made.folder / "kopie.age"
    succeeded(made.run("backup", "--to", file))
    to, done = restore(made, file)
    assert "er zaten geen sleutels in" in succeeded(done).lower()  # type: ignore[arg-type]
    assert set(there) < set(to.parent.rglob("*"))
    assert sorted(p.name for p in to.parent.iterdir()) == ["data", "ruggensteun-keys"]


def test_what_is_wrong_with_the_backup_is_said_before_what_is_in_the_way(made: Installation) -> None:
    there, file = keys_in_the_way(made), made.folder / "kopie.age"
    succeeded(made.run("backup", "--to", file, "--with-keys"))
    to, done = restore(made, file, Identity.generate())
    refused(done, "niet aan deze sleutel verzegeld")  # type: ignore[arg-type]
    content = file.read_bytes()
    for size in (100, len(content) // 2, len(content) - 1):
        file.write_bytes(content[:size])
        refused(restore(made, file)[1], "beschadigd")  # type: ignore[arg-type]
    refused(restore(made, made.folder / "weg.age")[1], "weg.age kan niet worden gelezen")  # type: ignore[arg-type]
    assert sorted(to.parent.rglob("*")) == there


def test_another_identity_and_a_damaged_file_are_one_sentence(made: Installation) -> None:
    file = made.folder / "kopie.age"
    succeeded(made.run("backup", "--to", file))
    to, done = restore(made, file, Identity.generate())
    refused(done, "niet aan deze sleutel verzegeld")  # type: ignore[arg-type]
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 4
    file.write_bytes(content)
    refused(restore(made, file)[1], "beschadigd")  # type: ignore[arg-type]
    assert not to.exists()
    assert [p for p in to.parent.iterdir()] == []
