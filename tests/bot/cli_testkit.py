"""What the tests of the command line share: running a command in this process, and an installation to run it on."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from typer.testing import CliRunner, Result

from bot.cli.main import app
from bot.cli.store import spool_folder
from bot.config import Config, load_config
from bot.server_keys import load_field_encryption, load_signing_key
from storage import cases
from storage.database import Database
from storage.field_encryption import FieldEncryption
from storage.reports import Part, Register
from storage.sealing import Identity, armor, seal_with_passphrase

PASSPHRASE = "paard lamp fiets wolk"
TOKEN = "7300000001:AAFakeTokenOfABotThatDoesNotExist_0001"
RECOVERY = Identity.generate()
GRIFFIER = Identity.generate()


def run(*arguments: str | Path, answers: str = "", language: str = "nl_NL.UTF-8") -> Result:
    """Run a command as a person in this language; `answers` are what they type."""
    env = {"LANG": language, "LC_ALL": "", "LC_MESSAGES": "", "RUGGENSTEUN_CONFIG": ""}
    return CliRunner(env=env).invoke(app, [str(a) for a in arguments], input=answers)


def succeeded(result: Result) -> str:
    """What the command printed; it ended well and said nothing on standard error."""
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return result.stdout


def refused(result: Result, part: str) -> None:
    """One sentence on standard error, status 1, no trace of how."""
    assert result.exit_code == 1, result.output
    assert part in result.stderr
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr


@dataclass(frozen=True, kw_only=True)
class Installation:
    """An installation that `init` made in a folder of its own."""

    folder: Path

    @property
    def file(self) -> Path:
        return self.folder / "ruggensteun.toml"

    @property
    def config(self) -> Config:
        return load_config(self.file)

    @property
    def fe(self) -> FieldEncryption:
        return load_field_encryption(self.config)

    @property
    def spool(self) -> Path:
        return spool_folder(self.config)

    def run(self, command: str, *arguments: str | Path, answers: str = "") -> Result:
        return run(command, *arguments, "--config", self.file, answers=answers)

    def change(self, work: Callable[[sqlite3.Connection], object]) -> None:
        """Change the database behind the command line's back."""

        async def write() -> None:
            db = await Database.open(self.config.database_path)
            try:
                await db.transaction(work)
            finally:
                await db.close()

        asyncio.run(write())

    @contextlib.contextmanager
    def while_the_bot_runs(self) -> Iterator[None]:
        """Hold the lock that a running bot holds."""
        path = self.config.database_path
        lock = os.open(path.with_name(path.name + ".lock"), os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            yield
        finally:
            os.close(lock)

    def seal_a_report(self) -> None:
        """Let there be a sealed report, signed with the signing key of this installation."""
        register = Register(load_signing_key(self.config), self.config.evidence_folder)
        at = datetime(2026, 11, 22, 12, 15, tzinfo=UTC)
        case_id = "c" * 32
        part = Part(
            case_id=case_id,
            part="report",
            content=b"{}",
            content_type="application/json",
            created_at=at,
            pack_id="maassluis",
            pack_version=1,
        )

        def work(tx: sqlite3.Connection) -> None:
            about = {"case_id": case_id, "reference": "R-7F3K-QM", "state": "sent", "body": b"{}"}
            cases.add_case(tx, self.fe, urgent=False, at=at, **about)  # type: ignore[arg-type]
            register.seal(tx, part, [RECOVERY.recipient])

        self.change(work)

    def recipient_file(self) -> Path:
        path = self.folder / "griffier.txt"
        path.write_text(f"# of the griffier\n{GRIFFIER.recipient}\n")
        return path

    def invite_reporter(self, *more: str) -> Result:
        options = ("--role", "reporter", "--office", "raadslid", "--username", "proef_bot")
        return self.run("invite", *options, *more, answers="Sanne Proef\n")


def install(folder: Path, *, pack: str = "maassluis", token: str = TOKEN) -> Installation:
    """Make an installation with the real command."""
    token_file = folder / "token"
    token_file.touch(mode=0o600)
    token_file.write_text(token)
    done = run(
        "init",
        *("--directory", folder / "data"),
        *("--config", folder / "ruggensteun.toml"),
        *("--organisation", "Gemeente Veldermeer", "--pack", pack),
        *("--recovery-recipient", str(RECOVERY.recipient), "--token-file", token_file),
        answers="ja\n",
    )
    succeeded(done)
    return Installation(folder=folder)


def protected_identity(folder: Path, identity: Identity = GRIFFIER) -> tuple[Path, Path]:
    """An identity file as `key new` writes it, but quickly, and a file with its passphrase."""
    path, passphrase = folder / "identity.age", folder / "passphrase"
    path.write_text(armor(seal_with_passphrase(identity.serialise().encode(), PASSPHRASE, work_factor=10)))
    passphrase.write_text(PASSPHRASE + "\n")
    return path, passphrase


def token_in(shown: str) -> str:
    """The token of the link that `invite` showed."""
    (found,) = re.findall(r"https://t\.me/proef_bot\?start=([A-Za-z0-9_-]+)\n", shown)
    return str(found)
