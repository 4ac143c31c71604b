"""Owns ``ruggensteun reseal`` and ``ruggensteun accept``: sealing again for others, and bringing that back.

`reseal` runs on a case handler's own computer, where the identity is; `accept` runs on the server, which opens nothing.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.cli import key as cli_key
from bot.cli.support import CliError, ConfigOption, LanguageOption, confirm, label, say, text
from bot.cli.support import language as chosen_language
from bot.dossier_folder.text import printable
from storage.sealing import Recipient, check_words

if TYPE_CHECKING:
    from bot.reseal.work import Done, Job
    from storage.sealing import Identity


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("reseal")(reseal)
    app.command("accept")(accept)


def reseal(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A folder that `export --to-reseal` made.")],
    identity: Annotated[Path, typer.Option("--identity", help="The protected identity that `key new` made.")],
    verifying_key: Annotated[
        Path, typer.Option("--verifying-key", help="The file with the server's verifying key.")
    ],
    to: Annotated[Path, typer.Option("--to", help="The directory to write what was sealed again in.")],
    passphrase_file: cli_key.PassphraseOption = None,
    language: LanguageOption = None,
) -> None:
    """Open cases on your own computer and seal them again, to those who handle them now."""
    from bot.cli.dossier import trusted_key
    from bot.reseal.work import jobs_in

    if not path.exists():
        raise CliError("cli-error-no-dossier", path=str(path))
    jobs = jobs_in(path, trusted_key(verifying_key))
    own = cli_key._open_identity(identity, passphrase_file, chosen_language())
    _show(jobs)
    if not confirm("cli-reseal-sure"):
        raise CliError("cli-error-reseal-no")
    done = _reseal_all(jobs, own, to)
    if not done:
        raise CliError("cli-error-reseal-not-yours")
    _tell(jobs, done, to)


def accept(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A folder that `reseal` made.")],
    config: ConfigOption = None,
    language: LanguageOption = None,
) -> None:
    """Put what was sealed again in the place of the old, and destroy the old. Works while the bot runs."""
    from bot.clock import SystemClock
    from bot.config import config_path, load_config
    from bot.reseal.accept import accept as accept_all
    from bot.server_keys import load_field_encryption, load_recovery, load_signing_key

    settings = load_config(config_path(config))
    accepted = asyncio.run(
        accept_all(
            settings,
            load_field_encryption(settings),
            load_signing_key(settings),
            load_recovery(settings),
            path,
            SystemClock().now(),
        )
    )
    for reference in accepted.references:
        print(reference)
    if not accepted.parts:
        say("cli-accept-before")
    else:
        say("cli-accept-done" if accepted.at_once else "cli-accept-running", count=accepted.parts)


# ---- what is shown ----------------------------------------------------------------------------------------------


def _show(jobs: list[Job]) -> None:
    """Who will be able to read which cases, with the check digits; whoever is new among them is marked."""
    circles: dict[tuple[str, ...], list[Job]] = {}
    for job in jobs:
        circles.setdefault(tuple(sorted(r.recipient for r in job.listed.receivers)), []).append(job)
    for same in circles.values():
        say("cli-reseal-cases", count=len(same), references=", ".join(j.listed.reference for j in same))
        new = frozenset().union(*(job.newcomers() for job in same))
        for receiver in same[0].listed.receivers:
            recipient = Recipient.parse(receiver.recipient)
            digits = recipient.fingerprint()
            who = printable(receiver.name) or text("cli-reseal-recovery")
            role = (
                "" if receiver.role == "recovery" else f" ({label(f'role-{receiver.role}', receiver.role)})"
            )
            mark = f" – {text('cli-reseal-new')}" if digits in new else ""
            print(f"• {who}{role}{mark}\n  {digits}\n  {check_words(recipient)}")
        print()


def _reseal_all(jobs: list[Job], own: Identity, to: Path) -> list[Done]:
    from bot.clock import SystemClock
    from bot.reseal.work import reseal_case

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    done = []
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=sum(len(job.listed.envelopes) for job in jobs))
        for job in jobs:
            progress.update(task, description=job.listed.reference)
            found = reseal_case(job, own, to, SystemClock().now(), on_part=lambda: progress.advance(task))
            if found is not None:
                done.append(found)
    return done


def _tell(jobs: list[Job], done: list[Done], to: Path) -> None:
    for one in done:
        say("cli-reseal-case", reference=one.reference, count=one.parts)
        if one.left:
            say("cli-reseal-left", count=len(one.left))
    if len(done) < len(jobs):
        others = {job.listed.reference for job in jobs} - {one.reference for one in done}
        say("cli-reseal-others", count=len(others), references=", ".join(sorted(others)))
    say("cli-reseal-done", path=str(to))
