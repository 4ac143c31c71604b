"""Owns ``ruggensteun remove``: a case with everything that belongs to it, at the reporter's or the law's request.

Must not know what belongs to a case: `storage.removal` does. Only while the bot is stopped, which may be about to
write about this case.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_support import CliError, ConfigOption, LanguageOption, confirm, say

if TYPE_CHECKING:
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
    """Remove a case with everything that belongs to it. Only while the bot is stopped."""
    from bot.bootstrap import load_field_encryption
    from bot.cli_store import alone
    from bot.clock import SystemClock
    from bot.config import config_path, load_config
    from conversations.case_model import case_from_json
    from storage import spool
    from storage.cases import case_id_by_reference
    from storage.removal import CaseStaysError, remove_case

    settings, wanted = load_config(config_path(config)), reference.strip().upper()
    fe = load_field_encryption(settings)

    async def work() -> Removed:
        async with alone(settings, fe) as db:
            case_id = await db.read(lambda tx: case_id_by_reference(tx, fe, wanted))
            if case_id is None:
                raise CliError("cli-error-no-case", reference=wanted)
            if not confirm("op-remove-confirm", reference=wanted):
                raise CliError("op-rotate-stopped")
            return await remove_case(
                db,
                fe,
                case_id,
                data_directory=settings.storage.data_directory,
                evidence_folder=settings.evidence_folder,
                actor=spool.ACTOR,
                at=SystemClock().now(),
                may_go=lambda body: although_open or not case_from_json(body).is_open,
            )

    try:
        removed = asyncio.run(work())
    except CaseStaysError:
        raise CliError("op-remove-open", reference=wanted) from None
    say("op-remove-done", reference=wanted, files=str(removed.files), rows=str(removed.rows))
    if not removed.log_emptied:
        say("op-remove-log-later")
