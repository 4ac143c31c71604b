"""Owns ``ruggensteun run`` and ``ruggensteun demo``: starting the bot, and ending it when the system asks for it.

Must not know what the bot consists of: `bot.bootstrap` does.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.support import CliError, ConfigOption, LanguageOption
from bot.cli.support import language as chosen_language

if TYPE_CHECKING:
    from bot.config import Config


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("run")(run)
    app.command("demo")(demo)


def run(config: ConfigOption = None, language: LanguageOption = None) -> None:
    """Run the bot until it is told to stop (Ctrl-C, or SIGTERM from the system)."""
    import uvloop

    from bot.config import bot_token, config_path, load_config
    from bot.doctor_files import open_to_others, secrets_inside_data
    from bot.logging_setup import configure_logging

    settings = load_config(config_path(config))
    configure_logging(level=logging.getLevelNamesMapping()[settings.log.level.upper()])
    inside = secrets_inside_data(settings)
    if inside:
        raise CliError("cli-error-key-inside", path=str(inside[0]))
    data = settings.storage.data_directory
    if data.is_dir() and open_to_others(data):
        raise CliError("cli-error-data-open", path=str(data))
    if settings.database_path.is_file() and open_to_others(settings.database_path):
        raise CliError("cli-error-database-open", path=str(settings.database_path))
    bot_token(settings.telegram)
    uvloop.run(_until_stopped(settings))


async def _until_stopped(settings: Config) -> None:
    from bot.bootstrap import application
    from bot.logging_setup import get_logger, handle_loop_errors

    log = get_logger("run")
    loop = asyncio.get_running_loop()
    handle_loop_errors(loop)
    async with application(settings) as parts:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, parts.stop)
        log.info("run.started")
        await parts.run()
    log.info("run.stopped")


def demo(
    script: Annotated[
        bool, typer.Option("--script", help="Play a report from beginning to end here, and stop.")
    ] = False,
    port: Annotated[int, typer.Option("--port", help="The port of the page with the phones.")] = 8765,
    pack: Annotated[str, typer.Option("--pack", help="The protocol pack to show.")] = "maassluis",
    language: LanguageOption = None,
) -> None:
    """Try it: the real bot against a local stand-in for Telegram, in a fictional municipality."""
    from bot.cli import demo as cli_demo

    raise typer.Exit(cli_demo.demo(script=script, port=port, pack=pack, language=chosen_language()))
