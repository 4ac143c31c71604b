"""The running bot as a process of its own that can be killed and started again within a tenth of a second.

Owns the processes. A server that has imported everything forks the bot for each start, so that a thousand starts do not
cost a thousand imports; from the fork on it is the program of `ruggensteun run`: configuration from its file, secrets
from theirs, a fresh event loop. Must not know why it is killed.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from multiprocessing.process import BaseProcess
from pathlib import Path
from urllib.parse import urlsplit

import uvloop

from bot.config import CRASH_VARIABLE, as_toml
from bot.demo.world import World
from conversations.texts import load_catalogue
from tests.reliability.forks import CONTEXT

load_catalogue()  # parsed once, before the forks: it is most of what a start costs


def write_config(world: World, folder: Path) -> Path:
    """The world's configuration as the file that the bot starts from."""
    sections = world.config.model_dump(mode="json")
    wanted = {name: {k: v for k, v in sections[name].items() if v is not None} for name in sections}
    path = folder / "ruggensteun.toml"
    path.write_text(as_toml(wanted), encoding="utf-8")
    return path


class BotProcess:
    """One start of the bot. It ends by `kill`, by a crash point, or by `ask_to_stop`."""

    def __init__(self, config: Path, control_url: str, log: Path, crash_at: str = "") -> None:
        self._process: BaseProcess = CONTEXT.Process(
            target=_main, args=(str(config), control_url, str(log), crash_at), daemon=True
        )

    def start(self) -> None:
        """Start it; returns at once."""
        self._process.start()

    @property
    def process_id(self) -> int:
        """Its process id."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process.is_alive()

    @property
    def exit_code(self) -> int | None:
        """How it ended: minus the number of the signal that killed it, or its status."""
        return self._process.exitcode

    def kill(self) -> None:
        """SIGKILL: no handler, no flush, no goodbye."""
        self._process.kill()

    async def ends(self, seconds: float) -> bool:
        """Wait until it has ended; False when it is still there after this long."""
        return await asyncio.to_thread(self._ended, seconds)

    def _ended(self, seconds: float) -> bool:
        self._process.join(seconds)
        return not self._process.is_alive()

    async def ask_to_stop(self, seconds: float = 15.0) -> bool:
        """SIGTERM; whether it ended by itself in time. It is killed when it did not."""
        if self.alive:
            os.kill(self.process_id, signal.SIGTERM)
        if await self.ends(seconds):
            return self.exit_code == 0
        self.kill()
        await self.ends(5)
        return False


def _main(config: str, control_url: str, log: str, crash_at: str) -> None:
    if crash_at:
        os.environ[CRASH_VARIABLE] = crash_at
    descriptor = os.open(log, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    uvloop.run(_run(Path(config), control_url))


async def _run(config: Path, control_url: str) -> None:
    from bot.bootstrap import application
    from bot.config import load_config
    from bot.demo.clock import SimulatorClock
    from bot.demo.stage import DEMO_PACE
    from bot.logging_setup import configure_logging, handle_loop_errors

    configure_logging(stream=sys.stderr)
    loop = asyncio.get_running_loop()
    handle_loop_errors(loop)
    clock = SimulatorClock(control_url)
    following = asyncio.create_task(clock.follow())
    watching = asyncio.create_task(_end_with_the_simulator(control_url))
    settings = load_config(config)
    async with application(settings, clock=clock, delivery_settings=DEMO_PACE, tick_seconds=0.5) as app:
        clock.on_move = app.scheduler.tick_until_done
        loop.add_signal_handler(signal.SIGTERM, app.stop)
        await app.run()
    following.cancel()
    watching.cancel()


async def _end_with_the_simulator(control_url: str) -> None:
    """When the harness itself is killed, its bot must not stay behind."""
    address = urlsplit(control_url)
    while True:
        await asyncio.sleep(5)
        try:
            _, writer = await asyncio.open_connection(address.hostname, address.port)
            writer.close()
        except ConnectionRefusedError:
            os._exit(1)
