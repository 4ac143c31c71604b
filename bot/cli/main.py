"""Owns ``ruggensteun``: which commands there are. Each group of commands has a file of its own.

Must not know what a command does. The bot itself is imported by the commands that run it, and not before: a case
handler's own computer needs only `open` and `key`.
"""

from __future__ import annotations

import io
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from bot.cli import audit as cli_audit
from bot.cli import backup as cli_backup
from bot.cli import dead_letters as cli_dead_letters
from bot.cli import dossier as cli_dossier
from bot.cli import packs as cli_packs
from bot.cli import people as cli_people
from bot.cli import recipients as cli_recipients
from bot.cli import register as cli_register
from bot.cli import removal as cli_removal
from bot.cli import reseal as cli_reseal
from bot.cli import rotation as cli_rotation
from bot.cli import run as cli_run
from bot.cli import setup as cli_setup
from bot.cli import tally as cli_tally
from bot.cli.key import key_app
from bot.cli.support import SentenceGroup

app = typer.Typer(
    cls=SentenceGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Confidential first report and aftercare for threatened local politicians, as a chat bot.",
)

for _group in (
    cli_setup,
    cli_people,
    cli_recipients,
    cli_register,
    cli_run,
    cli_dead_letters,
    cli_dossier,
    cli_reseal,
    cli_backup,
    cli_rotation,
    cli_removal,
    cli_tally,
):
    _group.register(app)
app.add_typer(cli_packs.pack_app, name="pack")
app.add_typer(cli_audit.audit_app, name="audit")
app.add_typer(key_app, name="key")


def _version(wanted: bool) -> None:
    if wanted:
        print(version("ruggensteun"))
        raise typer.Exit


@app.callback()
def root(
    debug: Annotated[
        bool, typer.Option("--debug", help="When something goes wrong inside: show where, without any value.")
    ] = False,
    show_version: Annotated[
        bool,
        typer.Option("--version", help="Show the version and stop.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    """Confidential first report and aftercare for threatened local politicians, as a chat bot."""


def main() -> None:
    """The program. Ends the process: status 0, 1 with one sentence on standard error, 2 for a misspelt command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a console that lacks a sign shows another one
            stream.reconfigure(errors="replace")
    app(prog_name="ruggensteun")
