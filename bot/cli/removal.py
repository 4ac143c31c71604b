"""Owns ``ruggensteun remove``: a case with everything that belongs to it, at the reporter's or the law's request.

Must not know what belongs to a case: `storage.removal` does. While the bot runs, it removes the case itself.
"""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.support import CliError, ConfigOption, LanguageOption, confirm, say

if TYPE_CHECKING:
    from bot.config import Config
    from storage.field_encryption import FieldEncryption
    from storage.removal import Removed


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("remove")(remove)


def remove(
    reference: Annotated[str, typer.Argument(metavar="REFERENCE", help="The reference of the case.")],
    although_open: Annotated[
        bool, typer.Option("--open", help="Also when it was not closed or withdrawn.")
    ] = False,
    config: ConfigOption = None,
    language: LanguageOption = None,
) -> None:
    """Remove a case with everything that belongs to it. Works while the bot runs."""
    from bot.config import config_path, load_config
    from bot.server_keys import load_field_encryption
    from storage.removal import CaseStaysError

    settings, wanted = load_config(config_path(config)), reference.strip().upper()
    fe = load_field_encryption(settings)
    case_id = asyncio.run(_find(settings, fe, wanted, although_open=although_open))
    if not confirm("op-remove-confirm", reference=wanted):
        raise CliError("op-rotate-stopped")
    try:
        removed = asyncio.run(_remove(settings, fe, case_id, although_open=although_open))
    except CaseStaysError:  # opened again while the question was on the screen
        raise CliError("op-remove-open", reference=wanted) from None
    if removed is None:
        say("op-remove-asked", reference=wanted)
        return
    say("op-remove-done", reference=wanted, files=str(removed.files), rows=str(removed.rows))
    if not removed.log_emptied:
        say("op-remove-log-later")


async def _find(settings: Config, fe: FieldEncryption, wanted: str, *, although_open: bool) -> str:
    """The id of the case with this reference. Raises CliError when there is none, or when it may not go."""
    from bot.asked_removals import may_go
    from bot.cli.store import looking
    from storage.cases import case_id_by_reference, load_case

    async with looking(settings) as db:
        case_id = await db.read(lambda tx: case_id_by_reference(tx, fe, wanted))
        stored = await db.read(lambda tx: load_case(tx, fe, case_id)) if case_id is not None else None
    if case_id is None or stored is None:
        raise CliError("cli-error-no-case", reference=wanted)
    if not may_go(stored.body, although_open=although_open):
        raise CliError("op-remove-open", reference=wanted)
    return case_id


async def _remove(
    settings: Config, fe: FieldEncryption, case_id: str, *, although_open: bool
) -> Removed | None:
    """Remove it; None when the bot runs and will do so. Raises CaseStaysError, DatabaseError, OSError."""
    from bot.asked_removals import ALTHOUGH_OPEN, may_go
    from bot.cli.store import alone, spool_folder
    from bot.clock import SystemClock
    from storage import spool
    from storage.database import DatabaseLockedError
    from storage.removal import remove_case
    from storage.spool import RequestKind, SpoolRequest

    now = SystemClock().now()
    try:
        async with alone(settings, fe) as db:
            return await remove_case(
                db,
                fe,
                case_id,
                data_directory=settings.storage.data_directory,
                evidence_folder=settings.evidence_folder,
                actor=spool.ACTOR,
                at=now,
                may_go=lambda body: may_go(body, although_open=although_open),
            )
    except DatabaseLockedError:
        request = SpoolRequest(
            request_id=secrets.token_hex(16),
            kind=RequestKind.REMOVE_CASE,
            at=now,
            subject=case_id,
            action=ALTHOUGH_OPEN if although_open else "",
        )
        spool.put(spool_folder(settings), fe, request)
        return None
