"""Owns ``ruggensteun audit``: whether the audit log is whole, and what it says: who did what, when, about which case.

Must not know how the chain is made. Works while the bot runs, and shows no content, because there is none in the log.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from bot.cli.support import CliError, ConfigOption, LanguageOption, label, say, text

if TYPE_CHECKING:
    from bot.config import Config
    from storage.audit import AuditLine, ChainHead
    from storage.field_encryption import FieldEncryption

SHORT_ID_CHARACTERS = 8
_ACTORS = {"administrator": "op-audit-administrator", "clock": "op-audit-clock"}
_ABOUT_INVITATIONS = frozenset({"invited", "invitation-revoked"})
_KEY_ROTATED = "key-rotated"
_INSTALLATION = "installation"
"""The subject of what is done to everything at once: a backup."""

audit_app = typer.Typer(no_args_is_help=True, help="Verify and show the audit log.")


@audit_app.command("verify")
def verify(
    head: Annotated[
        str,
        typer.Option(
            "--head",
            help="A head that was noted earlier, or the check number under a notice: the log must still contain it.",
        ),
    ] = "",
    config: ConfigOption = None,
    language: LanguageOption = None,
) -> None:
    """Compute the whole chain again: nothing in it was changed, moved or taken out. Works while the bot runs."""
    from bot.cli.store import looking
    from bot.config import config_path, load_config
    from storage.audit import (
        AuditBrokenError,
        AuditHeadMissingError,
        AuditTruncatedError,
        NotedHead,
        verify_chain,
        verify_noted,
    )

    settings = load_config(config_path(config))
    try:
        noted = NotedHead.parse(head) if head else None
    except ValueError:
        raise CliError("op-audit-head-wrong") from None

    async def look() -> ChainHead:
        async with looking(settings) as db:
            return await db.read(lambda tx: verify_noted(tx, noted) if noted else verify_chain(tx))

    try:
        found = asyncio.run(look())
    except AuditHeadMissingError:
        raise CliError("op-audit-head-missing") from None
    except AuditTruncatedError as error:
        raise CliError("op-audit-cut", line=str(error.seq)) from None
    except AuditBrokenError as error:
        key = "op-audit-other-head" if noted is not None and _is_whole(settings) else "op-audit-broken"
        raise CliError(key, line=str(error.seq)) from None
    say("op-audit-whole", lines=str(found.seq), head=str(found))
    if noted is not None:
        say("op-audit-noted")


def _is_whole(settings: Config) -> bool:
    """Whether the chain itself is whole, so that only a noted head does not fit."""
    from bot.cli.store import looking
    from storage.audit import AuditBrokenError, verify_chain

    async def look() -> None:
        async with looking(settings) as db:
            await db.read(verify_chain)

    try:
        asyncio.run(look())
    except AuditBrokenError:
        return False
    return True


@audit_app.command("show")
def show(
    reference: Annotated[
        str, typer.Argument(metavar="[REFERENCE]", help="Only what was done about this case.")
    ] = "",
    last: Annotated[int, typer.Option("--last", min=1, help="How many lines, the last ones.")] = 50,
    config: ConfigOption = None,
    language: LanguageOption = None,
) -> None:
    """Show who did what and when, by role and reference; there is no content in it. Works while the bot runs."""
    from bot.cli.store import looking
    from bot.config import config_path, load_config
    from bot.packs import load_pack
    from bot.server_keys import load_field_encryption
    from storage import audit, cases

    settings = load_config(config_path(config))
    fe, pack = load_field_encryption(settings), load_pack(settings)

    def read(tx: sqlite3.Connection) -> list[tuple[AuditLine, str, str]]:
        wanted = reference.strip().upper()
        case_id = cases.case_id_by_reference(tx, fe, wanted) if wanted else None
        if wanted and case_id is None:
            raise CliError("cli-error-no-case", reference=wanted)
        lines = audit.lines_about(tx, case_id)[-last:] if case_id else audit.last_lines(tx, last)
        return [(line, _who(tx, fe, line.actor), _about(tx, fe, line)) for line in lines]

    async def look() -> list[tuple[AuditLine, str, str]]:
        async with looking(settings) as db:
            return await db.read(read)

    lines = asyncio.run(look())
    if not lines:
        say("op-audit-empty")
        return
    table = Table(box=None, padding=(0, 1))
    for key in ("op-audit-number", "op-audit-at", "op-audit-who", "op-audit-what", "op-audit-about"):
        table.add_column(text(key), overflow="fold")
    zone = ZoneInfo(pack.time_zone)
    for line, who, about in lines:
        at = line.at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
        table.add_row(str(line.seq), at, who, line.action, about)
    Console(file=sys.stdout, markup=False, highlight=False).print(table)


def _who(tx: sqlite3.Connection, fe: FieldEncryption, actor: str) -> str:
    """A role or office and the first characters of an id; never a name."""
    from storage.people import sound_person

    if actor in _ACTORS:
        return text(_ACTORS[actor])
    person = sound_person(tx, fe, actor)
    if person is None:
        return _short(actor)
    if person.kind == "administrator":
        role = text("role-administrator")
    elif person.role:
        role = label(f"role-{person.role}", person.role)
    else:
        role = label(f"office-{person.office}", person.office)
    return f"{role} {_short(actor)}"


def _about(tx: sqlite3.Connection, fe: FieldEncryption, line: AuditLine) -> str:
    """A reference where there is a case, a role where there is a person, else the first characters of an id."""
    from conversations.forgetting import reference_of
    from storage.cases import load_case
    from storage.people import sound_person

    subject = line.subject
    if line.action in _ABOUT_INVITATIONS:
        return text("op-audit-invitation", subject=_short(subject))
    if line.action == _KEY_ROTATED:
        return text("op-audit-key", subject=_short(subject))
    if subject == _INSTALLATION:
        return text("op-audit-installation")
    stored = load_case(tx, fe, subject)
    if stored is not None:
        return reference_of(stored.body)
    if subject in _ACTORS or sound_person(tx, fe, subject) is not None:
        return _who(tx, fe, subject)
    return text("op-audit-gone", subject=_short(subject))


def _short(long_id: str) -> str:
    return long_id[:SHORT_ID_CHARACTERS]
