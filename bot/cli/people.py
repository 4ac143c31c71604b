"""Owns ``ruggensteun invite``, ``people``, ``revoke`` and ``remove-person``: who takes part.

Must not know how an invitation is kept, or what a person may do. Names are asked rather than given as an option,
because other programs can see the arguments of this one; and they are shown only on request.
"""

from __future__ import annotations

import asyncio
import secrets
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from bot.cli.support import CliError, ConfigOption, LanguageOption, ask, label, say, sentence, text
from bot.cli.support import language as chosen_language
from conversations.packs.kinds import RoleKind
from conversations.packs.model import Pack
from conversations.texts import LANGUAGES, load_catalogue
from conversations.wording import Words
from storage.sealing import Recipient, check_words

if TYPE_CHECKING:
    from bot.config import Config
    from storage.invitations import Invitation
    from storage.people import Person

REPORTER = "reporter"
ADMINISTRATOR = "administrator"
MAX_NAME_CHARACTERS = 80
MAX_DAYS = 90
SHORT_ID_CHARACTERS = 8


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("invite")(invite)
    app.command("people")(people)
    app.command("revoke")(revoke)
    app.command("remove-person")(remove_person)


# ---- invite -----------------------------------------------------------------------------------------------------


def invite(
    role: Annotated[
        str, typer.Option("--role", help="reporter, a role of the protocol pack, or administrator.")
    ],
    office: Annotated[str, typer.Option("--office", help="A reporter's office in the pack.")] = "",
    name: Annotated[
        str, typer.Option("--name", help="The name; better leave it out and type it when asked.")
    ] = "",
    recipient: Annotated[
        Path | None,
        typer.Option("--recipient", help="The file with a case handler's recipient (age1pq1...)."),
    ] = None,
    speaks: Annotated[
        str | None,
        typer.Option(
            "--speaks", help="The language this person is written in; by default that of --language, else nl."
        ),
    ] = None,
    days: Annotated[
        int | None, typer.Option("--days", help="How long the link is valid; by default as the pack says.")
    ] = None,
    username: Annotated[
        str, typer.Option("--username", help="The bot's username, to make a link without the network.")
    ] = "",
    config: ConfigOption = None,
    language: LanguageOption = None,
) -> None:
    """Make a personal link with which somebody can enrol, once."""
    from bot.cli.store import ask_of_database
    from bot.clock import SystemClock
    from bot.config import config_path, load_config
    from bot.packs import load_pack
    from bot.server_keys import load_field_encryption, load_recovery
    from storage.spool import RequestKind, SpoolRequest

    settings = load_config(config_path(config))
    fe, pack, now = load_field_encryption(settings), load_pack(settings), SystemClock().now()
    speaks = speaks or language or "nl"
    if speaks not in LANGUAGES:
        raise CliError("key-error-language")
    public = _recipient(pack, role, office, recipient)
    if public is not None and public == load_recovery(settings):
        raise CliError("cli-error-recipient-recovery")
    until = now + timedelta(days=_days(pack, days))
    bot_name = username.removeprefix("@") or asyncio.run(_username(settings))
    invitation = _invitation(pack, role, office, _name(name), speaks, public, until)
    token = secrets.token_urlsafe(32)
    request = SpoolRequest(
        request_id=invitation.invitation_id,
        kind=RequestKind.INVITATION,
        at=now,
        invitation=invitation,
        token=token,
    )
    at_once = asyncio.run(ask_of_database(settings, fe, request))
    _show_link(f"https://t.me/{bot_name}?start={token}")
    say("cli-invite-until", until=_moment(until, pack), invitation=_short(invitation.invitation_id))
    if public is not None:
        say("cli-invite-fingerprint", fingerprint=public.fingerprint(), words=check_words(public))
    if not at_once:
        say("cli-running-picks-up")


def _recipient(pack: Pack, role: str, office: str, file: Path | None) -> Recipient | None:
    """Whether role, office and recipient go together; the recipient. Raises CliError, SealingError."""
    if role == REPORTER:
        if office not in pack.offices:
            raise CliError("cli-error-office", pack=pack.id, offices=", ".join(pack.offices))
        if file is not None:
            raise CliError("cli-error-recipient-not-wanted", role=role)
        return None
    if role not in (*pack.roles, ADMINISTRATOR):
        known = (REPORTER, *pack.roles, ADMINISTRATOR)
        raise CliError("cli-error-role", pack=pack.id, roles=", ".join(known))
    if office:
        raise CliError("cli-error-office-not-wanted", role=role)
    if role == ADMINISTRATOR:
        if file is not None:
            raise CliError("cli-error-recipient-not-wanted", role=role)
        return None
    role_kind = pack.roles[role].kind
    if role_kind is RoleKind.REGISTRAR and file is not None:
        raise CliError("cli-error-recipient-not-wanted", role=role)
    if role_kind is RoleKind.CASE_HANDLER and file is None:
        raise CliError("cli-error-recipient-wanted", role=role)
    return read_recipient(file) if file is not None else None


def read_recipient(file: Path) -> Recipient:
    """The one recipient in a file, whatever else stands there. Raises CliError, InvalidRecipientError."""
    try:
        content = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise CliError("cli-error-recipient-file", path=str(file)) from None
    if "AGE-SECRET-KEY-" in content:
        raise CliError("key-error-unprotected")
    found = {word for word in content.split() if word.startswith("age1")}
    return Recipient.parse(found.pop() if len(found) == 1 else "")


def _days(pack: Pack, days: int | None) -> int:
    chosen = pack.clocks.invitation_days if days is None else days
    if not 1 <= chosen <= MAX_DAYS:
        raise CliError("cli-error-days", most=MAX_DAYS)
    return chosen


def _name(given: str) -> str:
    name = (given or ask("cli-invite-name")).strip()
    if not name or len(name) > MAX_NAME_CHARACTERS or not name.isprintable():
        raise CliError("cli-error-name", most=MAX_NAME_CHARACTERS)
    return name


def _invitation(
    pack: Pack,
    role: str,
    office: str,
    name: str,
    speaks: str,
    recipient: Recipient | None,
    expires_at: datetime,
) -> Invitation:
    from storage.invitations import Invitation
    from storage.people import PersonKind

    of_the_pack = role not in (REPORTER, ADMINISTRATOR)
    return Invitation(
        invitation_id=secrets.token_hex(16),
        kind=PersonKind(pack.roles[role].kind) if of_the_pack else PersonKind(role),
        role=role if of_the_pack else "",
        office=office,
        name=name,
        language=speaks,
        recipient=str(recipient) if recipient else None,
        expires_at=expires_at,
    )


async def _username(config: Config) -> str:
    """The bot's own name, asked of Telegram. Raises CliError, GatewayError."""
    from bot.config import ConfigError, read_secret
    from bot.telegram_adapter import TelegramGateway

    try:
        token = read_secret(config.telegram.token_file, "the bot token")
    except ConfigError as error:
        raise CliError("cli-error-invite-token", reason=sentence(error)) from None
    async with TelegramGateway(
        token, base_url=config.telegram.base_url, base_file_url=config.telegram.base_file_url
    ) as gateway:
        return (await gateway.get_me()).username


def _show_link(link: str) -> None:
    import segno

    segno.make(link, micro=False).terminal(out=sys.stdout, compact=True)
    print(link)


def _moment(at: datetime, pack: Pack) -> str:
    return Words(load_catalogue(), chosen_language(), ZoneInfo(pack.time_zone)).moment(at)


# ---- people -----------------------------------------------------------------------------------------------------


def people(
    names: Annotated[bool, typer.Option("--names", help="Show names too.")] = False,
    config: ConfigOption = None,
    language: LanguageOption = None,
) -> None:
    """List who is enrolled, and which invitations are still open. Works while the bot runs."""
    from bot.cli.store import looking, spool_folder
    from bot.config import config_path, load_config
    from bot.packs import load_pack
    from bot.server_keys import load_field_encryption
    from storage import spool
    from storage.invitations import list_invitations
    from storage.people import all_people

    settings = load_config(config_path(config))
    fe, pack = load_field_encryption(settings), load_pack(settings)

    async def look() -> tuple[list[Person], list[Invitation]]:
        async with looking(settings) as db:
            return await db.read(lambda tx: (all_people(tx, fe), list_invitations(tx, fe)))

    enrolled, invited = asyncio.run(look())
    waiting = [r.invitation for r in spool.pending(fe, spool_folder(settings)) if r.invitation is not None]
    known = {i.invitation_id for i in invited}
    invited += [i for i in waiting if i.invitation_id not in known]
    _print_people(enrolled, names)
    _print_invitations(_open(invited), pack, names)


def _open(invited: Sequence[Invitation]) -> list[Invitation]:
    from bot.clock import SystemClock

    now = SystemClock().now()
    return [i for i in invited if i.redeemed_at is None and i.expires_at > now]


def _print_people(enrolled: Sequence[Person], names: bool) -> None:
    if not enrolled:
        say("cli-people-none")
        return
    table = _table("cli-people-title", names, "cli-people-state", "cli-people-recipient")
    for person in enrolled:
        state = text("cli-people-blocked" if person.state == "blocked" else "cli-people-active")
        known = _known_recipient(person)
        table.add_row(*_who(person.person_id, person, names), state, known)
    _print(table)


def _print_invitations(invited: Sequence[Invitation], pack: Pack, names: bool) -> None:
    if not invited:
        return
    table = _table("cli-invitations-title", names, "cli-invitations-until", "cli-people-recipient")
    for invitation in invited:
        until, known = _moment(invitation.expires_at, pack), _known_recipient(invitation)
        table.add_row(*_who(invitation.invitation_id, invitation, names), until, known)
    _print(table)


def _known_recipient(who: Person | Invitation) -> str:
    if who.kind in (REPORTER, ADMINISTRATOR) and not who.recipient:
        return ""
    return text("cli-yes" if who.recipient else "cli-no")


def _table(title: str, names: bool, *more: str) -> Table:
    table = Table(title=text(title), title_justify="left")
    columns = ("cli-people-id", "cli-people-role", *(("cli-people-name",) if names else ()), *more)
    for column in columns:
        table.add_column(text(column))
    return table


def _who(long_id: str, who: Person | Invitation, names: bool) -> list[str]:
    parts = [
        label(f"{what}-{name}", name) for what, name in (("role", who.role), ("office", who.office)) if name
    ]
    role = text("role-administrator") if who.kind == ADMINISTRATOR else ", ".join(parts)
    return [_short(long_id), role, *((who.name,) if names else ())]


def _print(table: Table) -> None:
    Console(file=sys.stdout, markup=False, highlight=False).print(table)


def _short(long_id: str) -> str:
    return long_id[:SHORT_ID_CHARACTERS]


# ---- taking back ------------------------------------------------------------------------------------------------


def revoke(
    invitation: Annotated[str, typer.Argument(metavar="INVITATION", help="The id that `invite` showed.")],
    config: ConfigOption = None,
    language: LanguageOption = None,
) -> None:
    """Take back an invitation that nobody has used."""
    from bot.cli.store import ask_of_database, looking, spool_folder
    from bot.clock import SystemClock
    from bot.config import config_path, load_config
    from bot.server_keys import load_field_encryption
    from storage import spool
    from storage.invitations import list_invitations
    from storage.spool import RequestKind, SpoolRequest

    settings = load_config(config_path(config))
    fe = load_field_encryption(settings)

    async def unused() -> set[str]:
        async with looking(settings) as db:
            invited = await db.read(lambda tx: list_invitations(tx, fe))
        waiting = [r.request_id for r in spool.pending(fe, spool_folder(settings)) if r.invitation]
        return {i.invitation_id for i in invited if i.redeemed_at is None} | set(waiting)

    full_id = _full_id(invitation, asyncio.run(unused()), "cli-error-no-invitation")
    request = SpoolRequest(
        request_id=secrets.token_hex(16),
        kind=RequestKind.REVOKE_INVITATION,
        at=SystemClock().now(),
        subject=full_id,
    )
    at_once = asyncio.run(ask_of_database(settings, fe, request))
    say("cli-revoked" if at_once else "cli-running-revokes", invitation=_short(full_id))


def remove_person(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="The id that `people` shows.")],
    config: ConfigOption = None,
    language: LanguageOption = None,
) -> None:
    """Forget who somebody is: they are a stranger to the bot from then on. Works while the bot runs."""
    from bot.cli.store import alone, looking, spool_folder
    from bot.clock import SystemClock
    from bot.config import config_path, load_config
    from bot.person_removal import remove
    from bot.server_keys import load_field_encryption
    from storage import spool
    from storage.database import DatabaseLockedError
    from storage.people import everybody
    from storage.spool import RequestKind, SpoolRequest

    settings = load_config(config_path(config))
    fe = load_field_encryption(settings)

    async def work() -> tuple[str, bool]:
        async with looking(settings) as db:
            enrolled, damaged = await db.read(lambda tx: everybody(tx, fe))
        full_id = _full_id(person, {p.person_id for p in enrolled} | set(damaged), "cli-error-no-person")
        try:
            async with alone(settings, fe) as db:
                await remove(db, fe, full_id, settings.evidence_folder)
                return full_id, True
        except DatabaseLockedError:
            request = SpoolRequest(
                request_id=secrets.token_hex(16),
                kind=RequestKind.REMOVE_PERSON,
                at=SystemClock().now(),
                subject=full_id,
            )
            spool.put(spool_folder(settings), fe, request)
            return full_id, False

    full_id, at_once = asyncio.run(work())
    say("cli-removed" if at_once else "cli-running-removes", person=_short(full_id))


def _full_id(given: str, known: set[str], missing: str) -> str:
    """The one id that begins like this. Raises CliError."""
    found = [i for i in known if len(given) >= SHORT_ID_CHARACTERS and i.startswith(given)]
    if len(found) != 1:
        raise CliError(missing)
    return found[0]
