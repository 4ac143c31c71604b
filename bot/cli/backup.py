"""Owns ``ruggensteun backup`` and ``restore``: a sealed copy of everything, and back from it in an empty place.

`backup` runs on the server, also while the bot runs, and cannot open what it makes. `restore` needs the organisation's
recovery identity, so it belongs on a computer without a network; it needs no configuration.
"""

from __future__ import annotations

import asyncio
import errno
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from bot.cli import key as cli_key
from bot.cli.support import CliError, ConfigOption, LanguageOption, say, text
from bot.cli.support import language as chosen_language

if TYPE_CHECKING:
    from storage.backup import Made, Restored

SUBJECT = "installation"
"""What the line in the audit log about a backup is about."""


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("backup")(backup)
    app.command("restore")(restore)


def backup(
    to: Annotated[Path, typer.Option("--to", help="The file to write; it must not exist.")],
    with_keys: Annotated[
        bool, typer.Option("--with-keys", help="Take the operational key and the signing key along.")
    ] = False,
    config: ConfigOption = None,
    language: LanguageOption = None,
) -> None:
    """Write everything to one file, sealed to the recovery recipient. Works while the bot runs."""
    from bot.cli.store import ask_of_database, looking
    from bot.clock import SystemClock
    from bot.config import config_path, load_config, secret_path
    from bot.server_keys import load_field_encryption, load_recovery
    from storage.backup import make_backup
    from storage.sealing import self_test
    from storage.spool import RequestKind, SpoolRequest

    settings, now = load_config(config_path(config)), SystemClock().now()
    data = settings.storage.data_directory
    place = to.absolute()
    if place.resolve().is_relative_to(data.resolve()):
        raise CliError("op-backup-inside")
    _refuse_taken(place)
    self_test()
    fe, recovery = load_field_encryption(settings), load_recovery(settings)
    keys = {
        "operational.key": secret_path(settings.storage.operational_key_file, "the operational key"),
        "signing.key": secret_path(settings.storage.signing_key_file, "the signing key"),
    }

    async def work() -> Made:
        async with looking(settings) as db:
            with _bar() as (expect, progress):
                return await make_backup(
                    db,
                    data_directory=data,
                    recovery=recovery,
                    to=place,
                    made_at=now,
                    operational_key_id=fe.key_id.hex(),
                    keys=keys if with_keys else {},
                    expect=expect,
                    progress=progress,
                )

    made = asyncio.run(work())
    line = SpoolRequest(
        request_id=secrets.token_hex(16),
        kind=RequestKind.AUDIT,
        at=now,
        subject=SUBJECT,
        action="backed-up-with-keys" if with_keys else "backed-up",
    )
    at_once = asyncio.run(ask_of_database(settings, fe, line))
    say("op-backup-done", path=str(place))
    say(
        "op-backup-size",
        files=str(len(made.manifest.members)),
        megabytes=f"{made.size_bytes / 1e6:.1f}",
        sha256=made.sha256,
    )
    say(
        "op-backup-with-keys" if with_keys else "op-backup-without-keys",
        **({} if with_keys else {"key_id": fe.key_id.hex()}),
    )
    if made.manifest.missing:
        say("op-backup-missing", count=str(len(made.manifest.missing)))
    if not at_once:
        say("op-backup-noted")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file that `backup` made.")],
    to: Annotated[Path, typer.Option("--to", help="The data directory to make.")],
    identity: Annotated[
        Path, typer.Option("--identity", help="The protected recovery identity that `key new` made.")
    ],
    keys: Annotated[
        Path | None,
        typer.Option("--keys", help="Where keys go, if any; by default ruggensteun-keys beside the data."),
    ] = None,
    passphrase_file: cli_key.PassphraseOption = None,
    language: LanguageOption = None,
) -> None:
    """Restore a backup in an empty place, with the recovery identity; everything is checked first."""
    from storage.audit import AuditBrokenError
    from storage.backup import KeysTakenError, is_taken, restore_backup
    from storage.sealing import self_test

    data = to.absolute()
    keys_to = (keys or data.parent / "ruggensteun-keys").absolute()
    if keys_to.resolve().is_relative_to(data.resolve()):
        raise CliError("cli-error-keys-inside")
    for place in (data, keys_to):
        if not place.parent.is_dir():
            raise CliError("cli-error-no-directory", path=str(place.parent))
    if is_taken(data):
        raise CliError("cli-error-exists", path=str(data))
    if not file.is_file():
        raise FileNotFoundError(errno.ENOENT, "", str(file))
    self_test()
    own = cli_key._open_identity(identity, passphrase_file, chosen_language())

    async def work() -> Restored:
        with _bar() as (expect, progress):
            return await restore_backup(
                file, [own], to=data, keys_to=keys_to, expect=expect, progress=progress
            )

    try:
        restored = asyncio.run(work())
    except KeysTakenError:
        raise CliError("cli-error-keys-exist", path=str(keys_to)) from None
    except AuditBrokenError:
        raise CliError("op-restore-damaged-audit") from None
    manifest = restored.manifest
    say(
        "op-restore-done",
        path=str(data),
        files=str(len(manifest.members)),
        envelopes=str(restored.envelopes),
    )
    say("op-restore-made", made_at=manifest.made_at, head=manifest.audit_head)
    if restored.keys:
        say("op-restore-keys", path=str(keys_to))
    else:
        say("op-restore-no-keys", key_id=manifest.operational_key_id)
    if manifest.missing:
        say("op-backup-missing", count=str(len(manifest.missing)))


def _refuse_taken(place: Path) -> None:
    if place.is_symlink() or place.exists():
        raise CliError("cli-error-exists", path=str(place))
    if not place.parent.is_dir():
        raise CliError("cli-error-no-directory", path=str(place.parent))


@contextmanager
def _bar() -> Iterator[tuple[Callable[[int], None], Callable[[int], None]]]:
    """A progress bar on a terminal's standard error: told how many bytes to expect, and how many went by."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task(text("op-backup-writing"), total=None)

        def expect(total: int) -> None:
            progress.update(task, total=total)

        def advance(count: int) -> None:
            progress.advance(task, count)

        yield expect, advance
