"""Owns ``ruggensteun init``, ``migrate``, ``doctor`` and ``retry``: setting up an installation and looking after it.

Must not know how a key is made or a table is changed; `bot.installation` builds, `bot.doctor` looks.
"""

from __future__ import annotations

import asyncio
import secrets
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.support import CliError, ConfigOption, LanguageOption, ask, confirm, say, text
from storage.sealing import Recipient

DEFAULT_DIRECTORY = "ruggensteun-data"


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("init")(init)
    app.command("migrate")(migrate)
    app.command("doctor")(doctor)
    app.command("retry")(retry)


def init(
    directory: Annotated[Path | None, typer.Option("--directory", help="The data directory to make.")] = None,
    keys: Annotated[
        Path | None,
        typer.Option(
            "--keys", help="The directory for the keys; by default ruggensteun-keys beside the data."
        ),
    ] = None,
    organisation: Annotated[str, typer.Option("--organisation", help="The organisation's name.")] = "",
    pack: Annotated[
        str, typer.Option("--pack", help="The protocol pack: a shipped one, or the path of a pack file.")
    ] = "",
    recovery_recipient: Annotated[
        str,
        typer.Option(
            "--recovery-recipient", help="The recovery recipient: age1pq1..., or the file it is in."
        ),
    ] = "",
    token_file: Annotated[
        Path | None, typer.Option("--token-file", help="The file with the bot token, if there is one.")
    ] = None,
    config: ConfigOption = None,
    language: LanguageOption = None,
) -> None:
    """Set up an installation: directories, keys, database and configuration. Never overwrites anything."""
    from bot.config import config_path, read_secret
    from bot.installation import Plan, install
    from bot.packs import pack_source
    from conversations.packs import SHIPPED_PACKS
    from conversations.packs.pack import parse_pack

    configuration = config_path(config).absolute()
    data = (directory or Path(ask("cli-init-directory", DEFAULT_DIRECTORY))).absolute()
    plan = Plan(
        data=data,
        keys=(keys or data.parent / "ruggensteun-keys").absolute(),
        config=configuration,
        organisation=(organisation or ask("cli-init-organisation")).strip(),
        pack=_pack_place(pack or ask("cli-init-pack", SHIPPED_PACKS[0])),
        token_file=token_file.absolute() if token_file else None,
    )
    plan.check_free()
    source, file_name = pack_source(plan.pack)
    parse_pack(source, file_name=file_name)
    if plan.token_file:
        read_secret(str(plan.token_file), "the bot token")
    recovery = _confirmed_recovery(recovery_recipient)
    asyncio.run(install(plan, recovery))
    say("cli-init-done", data=str(plan.data), keys=str(plan.keys), config=str(plan.config))
    say("cli-init-next-token" if not plan.token_file else "cli-init-next", token=str(plan.token_path))


def _pack_place(name: str) -> str:
    """A shipped pack's name as it is; a file by its whole path, so that the bot can be started from anywhere."""
    from conversations.packs import SHIPPED_PACKS

    return name if name in SHIPPED_PACKS else str(Path(name).absolute())


def _confirmed_recovery(given: str) -> Recipient:
    """The recovery recipient, after its check digits were compared. Raises CliError, SealingError."""
    from bot.cli.people import read_recipient

    if not given:
        say("cli-init-recovery-why")
    answer = given or ask("cli-init-recovery")
    recipient = Recipient.parse(answer) if answer.startswith("age1") else read_recipient(Path(answer))
    say("cli-init-recovery-digits", fingerprint=recipient.fingerprint())
    if not confirm("cli-init-recovery-confirm"):
        raise CliError("cli-error-recovery-refused")
    return recipient


def migrate(config: ConfigOption = None, language: LanguageOption = None) -> None:
    """Bring the database up to date with this version. `run` does the same when it starts."""
    from bot.config import config_path, load_config
    from storage.database import Database
    from storage.migrations import migrate as bring_up_to_date

    settings = load_config(config_path(config))

    async def work() -> list[str]:
        db = await Database.open(settings.database_path)
        try:
            return await bring_up_to_date(db)
        finally:
            await db.close()

    done = asyncio.run(work())
    if done:
        say("cli-migrate-done", names=", ".join(done))
    else:
        say("cli-migrate-nothing")


def doctor(
    offline: Annotated[bool, typer.Option("--offline", help="Leave out what needs the network.")] = False,
    config: ConfigOption = None,
    language: LanguageOption = None,
) -> None:
    """Look whether everything is as it should be; status 1 when something is wrong. Works while the bot runs."""
    from bot.config import config_path
    from bot.doctor import Verdict, examine

    findings = asyncio.run(examine(config_path(config), online=not offline))
    marks = {Verdict.FINE: "✓", Verdict.NOTE: "!", Verdict.WRONG: "✗"}
    width = max(len(text(finding.check)) for finding in findings)
    for finding in findings:  # a line each, however long: a path that is cut off cannot be copied
        told = text(finding.found.key, **finding.found.args)
        print(f"{marks[finding.verdict]} {text(finding.check):<{width}}  {told}")
        if finding.mend is not None:
            print(" " * (width + 4) + "→ " + text(finding.mend.key, **finding.mend.args))
    for line in (f.to_copy for f in findings if f.to_copy is not None):
        say(line.key, **line.args)
    wrong = sum(f.verdict is Verdict.WRONG for f in findings)
    if wrong:
        raise CliError("cli-doctor-wrong", count=wrong)
    say("cli-doctor-fine")


def retry(config: ConfigOption = None, language: LanguageOption = None) -> None:
    """Send messages again that were given up, after what kept them back was mended."""
    from bot.cli.store import ask_of_database
    from bot.clock import SystemClock
    from bot.config import config_path, load_config
    from bot.server_keys import load_field_encryption
    from storage.spool import RequestKind, SpoolRequest

    settings = load_config(config_path(config))
    request = SpoolRequest(request_id=secrets.token_hex(16), kind=RequestKind.RETRY, at=SystemClock().now())
    at_once = asyncio.run(ask_of_database(settings, load_field_encryption(settings), request))
    say("cli-retry-done" if at_once else "cli-running-retries")
