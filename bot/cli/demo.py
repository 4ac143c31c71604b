"""`ruggensteun demo`: the real bot against the simulator, on two phones in a page, or played as a script.

Owns only the command; the stage is in `bot.demo.stage`, the script in `bot.demo.script`.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from bot.cli.support import CliError
from bot.config import as_toml
from bot.demo.script import DemoFailedError, play
from bot.demo.stage import Stage, demo_stage
from bot.demo.world import DEMO_PASSPHRASE, World
from bot.logging_setup import configure_logging
from conversations.texts import load_catalogue
from storage.sealing import seal_with_passphrase

DEMO_PORT = 8765


def demo(*, script: bool, port: int, pack: str, language: str) -> int:
    """Run the demonstration until Ctrl-C, or play the script once. The exit status."""
    configure_logging(level=logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="ruggensteun-demo-") as folder:
        if script:
            return asyncio.run(_script(Path(folder), pack, language))
        _refuse_taken(port)
        asyncio.run(_page(Path(folder), port, pack, language))
        return 0


def _refuse_taken(port: int) -> None:
    """Say it before anything starts: a second demonstration, or another program. Raises CliError."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            raise CliError("demo-port-taken", port=str(port)) from None


async def _script(folder: Path, pack: str, language: str) -> int:
    console = Console(highlight=False, soft_wrap=True)
    async with demo_stage(folder / "world", pack=pack, enrol=False) as stage:
        try:
            await play(stage, console)
        except (DemoFailedError, AssertionError) as error:
            console.print(
                f"\n{load_catalogue().format('cli-demo-failed', language)}\n{error}",
                style="bold red",
                markup=False,
            )
            return 1
    return 0


async def _page(folder: Path, port: int, pack: str, language: str) -> None:
    texts = load_catalogue()
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    async with demo_stage(folder / "world", port=port, pack=pack, language=language) as stage:
        config, identity = _files_for_reading(folder, stage.world)
        args = {
            "program": sys.argv[0],
            "url": stage.page_url,
            "config": str(config),
            "identity": str(identity),
            "passphrase": DEMO_PASSPHRASE,
            "folder": str(folder / "dossier"),
        }
        print(texts.format("demo-ready", language, args), flush=True)
        with contextlib.suppress(asyncio.CancelledError):
            await _until_stopped(stage, stopped)
    print(texts.format("demo-stopped", language), flush=True)


async def _until_stopped(stage: Stage, stopped: asyncio.Event) -> None:
    """Wait for Ctrl-C, and end as well when the bot itself has ended."""
    waiting = asyncio.create_task(stopped.wait())
    await asyncio.wait({waiting, stage.running}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if stage.running.done():
        stage.running.result()


def _files_for_reading(folder: Path, world: World) -> tuple[Path, Path]:
    """What the griffier needs to read a report on another terminal: the configuration and the protected identity."""
    config, identity = folder / "ruggensteun.toml", folder / "griffier.identity"
    values = {
        name: {k: str(v) if isinstance(v, Path) else v for k, v in section.items()}
        for name, section in world.config.model_dump().items()
    }
    config.write_text(as_toml(values), encoding="utf-8")
    protected = seal_with_passphrase(
        world.identities["griffier"].serialise().encode(), DEMO_PASSPHRASE, work_factor=14
    )
    identity.touch(mode=0o600)
    identity.write_bytes(protected)
    return config, identity
