"""Owns ``ruggensteun export`` and ``ruggensteun open``: sealed dossiers out of the register, and read by a handler.

`export` runs on the server, which cannot open what it exports; `open` runs on the case handler's own computer and
needs neither configuration nor database.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot import cli_key
from bot.cli_support import CliError, ConfigOption, LanguageOption, say
from bot.cli_support import language as chosen_language
from storage.sealing import VerifyingKey


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("export")(export)
    app.command("open")(open_)


def export(
    to: Annotated[Path, typer.Option("--to", help="The directory to make the folders in.")],
    references: Annotated[
        list[str] | None, typer.Argument(metavar="[REFERENCE]...", help="The references of the cases.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every case with something sealed.")] = False,
    config: ConfigOption = None,
    language: LanguageOption = None,
) -> None:
    """Write the sealed files of cases, one folder for each. Nothing is opened; works while the bot runs."""
    from bot.bootstrap import load_field_encryption, load_signing_key
    from bot.clock import SystemClock
    from bot.config import config_path, load_config
    from bot.dossier_export import export_cases

    if bool(references) == everything:
        raise CliError("cli-error-export-what")
    settings = load_config(config_path(config))
    exported = asyncio.run(
        export_cases(
            settings,
            load_field_encryption(settings),
            load_signing_key(settings).verifying_key,
            references or (),
            to,
            SystemClock().now(),
        )
    )
    for folder in exported.folders:
        print(folder)
    say("cli-export-done", count=len(exported.folders))
    if not exported.in_log:
        say("cli-running-notes")


def open_(
    path: Annotated[
        Path, typer.Argument(metavar="PATH", help="A folder that `export` made, or one .age file.")
    ],
    identity: Annotated[Path, typer.Option("--identity", help="The protected identity that `key new` made.")],
    to: Annotated[
        Path | None,
        typer.Option("--to", help="The directory to write evidence in; by default none is written."),
    ] = None,
    passphrase_file: cli_key.PassphraseOption = None,
    verifying_key: Annotated[
        Path | None,
        typer.Option("--verifying-key", help="The file with the server's verifying key; refuse any other."),
    ] = None,
    language: LanguageOption = None,
) -> None:
    """Check and open a dossier on your own computer, and show what it says."""
    from bot.dossier_files import read_dossier, write_evidence
    from bot.dossier_text import dossier_text

    if not path.exists():
        raise CliError("cli-error-no-dossier", path=str(path))
    trusted = _trusted(verifying_key)
    own = cli_key._open_identity(identity, passphrase_file, chosen_language())
    dossier = read_dossier(path, own, trusted=trusted)
    shown = dossier_text(dossier)
    written = write_evidence(dossier, to) if to is not None and dossier.evidence else []
    print(shown)
    if written:
        say("cli-open-written", count=len(written), path=str(to))
    elif dossier.evidence:
        say("cli-open-not-written")


def _trusted(file: Path | None) -> VerifyingKey | None:
    if file is None:
        return None
    try:
        return VerifyingKey.parse(file.read_text(encoding="ascii"))
    except (OSError, UnicodeDecodeError):
        raise CliError("cli-error-verifying-key", path=str(file)) from None
