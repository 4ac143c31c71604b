"""Owns ``ruggensteun recipients``, ``confirm-recipient`` and ``refuse-recipient``: keys made in a browser.

Must not know how a recipient is made or used. Nothing is sealed to a recipient before the administrator has compared
its check words (or digits) with the case handler, over the telephone or in person: typing them over is that
comparison.
"""

from __future__ import annotations

import asyncio
import secrets
import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.cli.support import CliError, ConfigOption, LanguageOption, ask, label, say, text
from storage.sealing import Recipient, check_words, is_check_of

if TYPE_CHECKING:
    from bot.config import Config
    from storage.field_encryption import FieldEncryption
    from storage.people import Person
    from storage.recipients import KeptRecipient
    from storage.spool import RequestKind

SHORT_ID_CHARACTERS = 8


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("recipients")(recipients)
    app.command("confirm-recipient")(confirm_recipient)
    app.command("refuse-recipient")(refuse_recipient)


def recipients(config: ConfigOption = None, language: LanguageOption = None) -> None:
    """List the recipients that wait for confirmation, without their check words. Works while the bot runs."""
    settings, fe = _installation(config)
    waiting = asyncio.run(_waiting(settings, fe))
    if not waiting:
        say("cli-recipients-none")
        return
    table = Table(title=text("cli-recipients-title"), title_justify="left")
    for column in ("cli-people-id", "cli-people-role", "cli-people-name"):
        table.add_column(text(column))
    for kept, person in waiting:
        name = person.name if person is not None else ""
        role = label(f"role-{person.role}", person.role) if person is not None else ""
        table.add_row(kept.recipient_id[:SHORT_ID_CHARACTERS], role, name)
    Console(file=sys.stdout, markup=False, highlight=False).print(table)
    say("cli-recipients-how")


def confirm_recipient(config: ConfigOption = None, language: LanguageOption = None) -> None:
    """Seal new reports to the recipient with the check words that its case handler reads to you."""
    from storage.spool import RequestKind

    settings, fe = _installation(config)
    waiting = asyncio.run(_waiting(settings, fe))
    if not waiting:
        raise CliError("cli-recipients-none")
    heard = ask("cli-recipients-digits")
    found = [(k, p) for k, p in waiting if is_check_of(Recipient.parse(k.recipient), heard)]
    if len(found) != 1:
        raise CliError("cli-error-digits")
    kept, person = found[0]
    at_once = _request(settings, fe, RequestKind.CONFIRM_RECIPIENT, kept.recipient_id, kept.recipient)
    if at_once and kept.recipient not in asyncio.run(_in_use(settings, fe)):
        raise CliError("cli-error-recipient-changed")
    name = person.name if person is not None else ""
    say("cli-recipients-words", words=check_words(Recipient.parse(kept.recipient)))
    say("cli-recipients-confirmed" if at_once else "cli-running-confirms", name=name)


def refuse_recipient(
    recipient: Annotated[str, typer.Argument(metavar="RECIPIENT", help="The id that `recipients` shows.")],
    config: ConfigOption = None,
    language: LanguageOption = None,
) -> None:
    """Never seal anything to this recipient; its case handler can make another."""
    from storage.spool import RequestKind

    settings, fe = _installation(config)
    waiting = [k.recipient_id for k, _ in asyncio.run(_waiting(settings, fe))]
    found = [i for i in waiting if len(recipient) >= SHORT_ID_CHARACTERS and i.startswith(recipient)]
    if len(found) != 1:
        raise CliError("cli-error-no-recipient", recipient=recipient)
    at_once = _request(settings, fe, RequestKind.REFUSE_RECIPIENT, found[0])
    say("cli-recipients-refused" if at_once else "cli-running-refuses", recipient=recipient)


def _installation(config: ConfigOption) -> tuple[Config, FieldEncryption]:
    from bot.config import config_path, load_config
    from bot.server_keys import load_field_encryption

    settings = load_config(config_path(config))
    return settings, load_field_encryption(settings)


async def _waiting(settings: Config, fe: FieldEncryption) -> list[tuple[KeptRecipient, Person | None]]:
    from bot.cli.store import looking
    from storage import people
    from storage import recipients as kept_recipients

    async with looking(settings) as db:
        return await db.read(
            lambda tx: [
                (kept, people.sound_person(tx, fe, kept.person_id))
                for kept in kept_recipients.waiting(tx, fe)
            ]
        )


async def _in_use(settings: Config, fe: FieldEncryption) -> set[str | None]:
    """The recipients to which is sealed now."""
    from bot.cli.store import looking
    from storage import people

    async with looking(settings) as db:
        return {person.recipient for person in await db.read(lambda tx: people.all_people(tx, fe))}


def _request(
    settings: Config, fe: FieldEncryption, kind: RequestKind, recipient_id: str, recipient: str = ""
) -> bool:
    from bot.cli.store import ask_of_database
    from bot.clock import SystemClock
    from storage.spool import SpoolRequest

    request = SpoolRequest(
        request_id=secrets.token_hex(16),
        kind=kind,
        at=SystemClock().now(),
        subject=recipient_id,
        recipient=recipient,
    )
    return asyncio.run(ask_of_database(settings, fe, request))
