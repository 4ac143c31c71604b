"""Owns ``ruggensteun export`` and ``ruggensteun open``: sealed dossiers out of the register, and read by a handler.

`export` runs on the server, which cannot open what it exports; `open` runs on the case handler's own computer and
needs neither configuration nor database.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import key as cli_key
from bot.cli.support import CliError, ConfigOption, LanguageOption, say
from bot.cli.support import language as chosen_language
from storage.sealing import VerifyingKey

if TYPE_CHECKING:
    from bot.dossier_folder.files import Dossier


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
    to_reseal: Annotated[
        bool, typer.Option("--to-reseal", help="Only what has to be sealed again, for `ruggensteun reseal`.")
    ] = False,
    config: ConfigOption = None,
    language: LanguageOption = None,
) -> None:
    """Write the sealed files of cases, one folder for each. Nothing is opened; works while the bot runs."""
    from bot.clock import SystemClock
    from bot.config import config_path, load_config
    from bot.dossier_folder.export import export_cases
    from bot.server_keys import load_field_encryption, load_recovery, load_signing_key

    if bool(references) == everything and not (to_reseal and not everything):
        raise CliError("cli-error-export-what")
    settings = load_config(config_path(config))
    exported = asyncio.run(
        export_cases(
            settings,
            load_field_encryption(settings),
            load_signing_key(settings),
            references or (),
            to,
            SystemClock().now(),
            to_reseal_for=load_recovery(settings) if to_reseal else None,
        )
    )
    for folder in exported.folders:
        print(folder)
    say("cli-export-to-reseal" if to_reseal else "cli-export-done", count=len(exported.folders))
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
    pdf: Annotated[
        Path | None,
        typer.Option("--pdf", help="Write the dossier as this PDF/A file, with the evidence in it."),
    ] = None,
    complete: Annotated[
        bool, typer.Option("--complete", help="With --pdf: messages, notes and check-ins go along too.")
    ] = False,
    pack: Annotated[
        str | None, typer.Option("--pack", help="With --pdf: the case's protocol pack, when it is your own.")
    ] = None,
    passphrase_file: cli_key.PassphraseOption = None,
    verifying_key: Annotated[
        Path | None,
        typer.Option("--verifying-key", help="The file with the server's verifying key; refuse any other."),
    ] = None,
    language: LanguageOption = None,
) -> None:
    """Check and open a dossier on your own computer, and show what it says."""
    from bot.dossier_folder.files import read_dossier, write_evidence
    from bot.dossier_folder.text import dossier_text

    if not path.exists():
        raise CliError("cli-error-no-dossier", path=str(path))
    if pdf is None and (complete or pack is not None):
        raise CliError("cli-error-pdf-only")
    if pdf is not None and os.path.lexists(pdf):
        raise CliError("cli-error-exists", path=str(pdf))
    trusted = trusted_key(verifying_key) if verifying_key is not None else None
    own = cli_key._open_identity(identity, passphrase_file, chosen_language())
    dossier = read_dossier(path, own, trusted=trusted)
    shown = dossier_text(dossier)
    written = write_evidence(dossier, to) if to is not None and dossier.evidence else []
    if pdf is not None:
        _write_pdf(dossier, pdf, pack, complete=complete)
        say("cli-open-pdf", path=str(pdf))
    else:
        print(shown)
    if written:
        say("cli-open-written", count=len(written), path=str(to))
    elif dossier.evidence and pdf is None:
        say("cli-open-not-written")


def _write_pdf(dossier: Dossier, path: Path, pack: str | None, *, complete: bool) -> None:
    """Write the dossier as a file for its owner alone, whole or not at all.

    Plain text lies in a hidden folder beside it meanwhile, and nowhere else; a killed run's is removed by the next one.
    """
    from bot.clock import SystemClock
    from bot.dossier_pdf import Wishes, make_pdf, protocol_of
    from bot.reseal.work import write_private

    protocol, wishes = protocol_of(dossier, pack), Wishes(complete=complete, at=SystemClock().now())
    work = path.with_name(f".{path.name}.unfinished")
    shutil.rmtree(work, ignore_errors=True)
    try:
        work.mkdir(mode=0o700)
        write_private(work / "made", make_pdf(dossier, protocol, wishes, work))
        if os.path.lexists(path):
            raise CliError("cli-error-exists", path=str(path))
        (work / "made").rename(path)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def trusted_key(file: Path) -> VerifyingKey:
    """The server's verifying key in this file. Raises CliError."""
    try:
        return VerifyingKey.parse(file.read_text(encoding="ascii"))
    except (OSError, UnicodeDecodeError):
        raise CliError("cli-error-verifying-key", path=str(file)) from None
