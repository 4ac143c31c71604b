"""Making an installation: data directory, database, keys, token file and configuration, all of it or nothing.

Owns the order: everything is built under temporary names beside its place and moved there at the end. Nothing that
exists is ever replaced. Must not ask or print anything.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.cli.support import CliError
from bot.config import as_toml, load_config
from storage.backup import is_taken
from storage.database import FILE_NAME, Database
from storage.field_encryption import OperationalKey
from storage.migrations import migrate
from storage.sealing import Recipient, SigningKey, self_test

OPERATIONAL_KEY, SIGNING_KEY, TOKEN = "operational.key", "signing.key", "bot.token"
RECOVERY_RECIPIENT = "recovery-recipient.txt"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is going to be made. All paths are absolute; without a `token_file` an empty one is made."""

    data: Path
    keys: Path
    config: Path
    organisation: str
    pack: str
    token_file: Path | None = None

    @property
    def token_path(self) -> Path:
        """Where the bot token is, or has to be pasted."""
        return self.token_file or self.keys / TOKEN

    def check_free(self) -> None:
        """Raises CliError when something is in the way, or when keys and data are not apart."""
        if self.keys.resolve().is_relative_to(self.data.resolve()):
            raise CliError("cli-error-keys-inside")
        for path in (self.data, self.keys, self.config):
            if is_taken(path):
                raise CliError("cli-error-exists", path=str(path))
            if not path.parent.is_dir():
                raise CliError("cli-error-no-directory", path=str(path.parent))

    def settings(self, recovery: Recipient) -> dict[str, dict[str, str]]:
        """What the configuration says."""
        return {
            "organisation": {
                "name": self.organisation,
                "pack": self.pack,
                "recovery_fingerprint": recovery.fingerprint(),
            },
            "storage": {
                "data_directory": str(self.data),
                "operational_key_file": str(self.keys / OPERATIONAL_KEY),
                "signing_key_file": str(self.keys / SIGNING_KEY),
            },
            "telegram": {"token_file": str(self.token_path)},
        }


async def install(plan: Plan, recovery: Recipient) -> None:
    """Make it. Nothing is left behind when it raises CliError, ConfigError, DatabaseError, SealingError or OSError."""
    self_test()
    plan.check_free()
    mark = f".unfinished-{secrets.token_hex(4)}"
    data, keys, config = (p.with_name(f".{p.name}{mark}") for p in (plan.data, plan.keys, plan.config))
    try:
        keys.mkdir(mode=0o700)
        _write(keys / OPERATIONAL_KEY, OperationalKey.generate().serialise() + "\n")
        _write(keys / SIGNING_KEY, SigningKey.generate().serialise() + "\n")
        if plan.token_file is None:
            _write(keys / TOKEN, "")
        data.mkdir(mode=0o700)
        _write(data / RECOVERY_RECIPIENT, f"{recovery}\n")
        await _make_database(data / FILE_NAME)
        _write(
            config, as_toml(plan.settings(recovery)), mode=0o644
        )  # no secret is in it, and the service reads it
        load_config(config)
        _put_in_place(((keys, plan.keys), (data, plan.data)), config, plan.config)
    finally:
        for path in (data, keys):
            shutil.rmtree(path, ignore_errors=True)
        config.unlink(missing_ok=True)


async def _make_database(path: Path) -> None:
    db = await Database.open(path, create=True)
    try:
        await migrate(db)
    finally:
        await db.close()


def _put_in_place(directories: tuple[tuple[Path, Path], ...], config: Path, config_place: Path) -> None:
    """Move all of it, or move back what was moved already."""
    undo: list[Callable[[], object]] = []
    try:
        for made, place in directories:
            made.rename(place)  # replaces an empty directory only
            undo.append(lambda made=made, place=place: place.rename(made))  # type: ignore[misc]
        os.link(config, config_place)  # unlike a rename, refuses a place that is taken
    except BaseException:
        for step in reversed(undo):
            with contextlib.suppress(OSError):
                step()
        raise
    for place in {config_place.parent, *(p.parent for _, p in directories)}:
        _sync(place)


def _write(path: Path, content: str, mode: int = 0o600) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        os.fchmod(descriptor, mode)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
