"""Owns running the simulator inside a process that has an event loop, on a port of this machine.

It must not know what the simulator does.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Generator
from types import TracebackType

import uvicorn

from simulator.server import DEFAULT_TOKEN, SimulatorApp, create_app
from simulator.service import Service


class _Server(uvicorn.Server):
    """uvicorn without its signal handlers: the process belongs to someone else."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As in uvicorn, and then tell who waits."""
        await super().startup(sockets)
        self.ready.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave the signals alone."""
        yield


class RunningSimulator:
    """``async with RunningSimulator() as simulator:`` serves on 127.0.0.1 until the block ends.

    Port 0 takes any free port. ``service`` gives tests the world behind the HTTP.
    """

    def __init__(
        self,
        *,
        token: str = DEFAULT_TOKEN,
        bot_username: str = "ruggensteun_bot",
        bot_name: str = "Ruggensteun",
        port: int = 0,
        webhook_retry_seconds: float = 1.0,
    ) -> None:
        self.token = token
        self._app: SimulatorApp = create_app(
            token=token,
            bot_username=bot_username,
            bot_name=bot_name,
            webhook_retry_seconds=webhook_retry_seconds,
        )
        self._asked_port = port
        self.port = port
        self._server: _Server | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def service(self) -> Service:
        """The world, faults, limits and calls of this simulator."""
        return self._app.service

    @property
    def url(self) -> str:
        """Where the page with the phones is."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def base_url(self) -> str:
        """What a client puts before the token."""
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def base_file_url(self) -> str:
        """What a client puts before the token for downloads."""
        return f"http://127.0.0.1:{self.port}/file/bot"

    @property
    def control_url(self) -> str:
        """Where the control API begins."""
        return f"http://127.0.0.1:{self.port}/_control"

    async def __aenter__(self) -> RunningSimulator:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self._asked_port))
        self.port = listener.getsockname()[1]
        config = uvicorn.Config(
            self._app,
            http="h11",
            ws="none",
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=2,
        )
        self._server = _Server(config)
        self._task = asyncio.create_task(self._server.serve(sockets=[listener]))
        ready = asyncio.create_task(self._server.ready.wait())
        await asyncio.wait({ready, self._task}, return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            ready.cancel()
            self._task.result()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.service.world.changes.close()
        if self._server is not None and self._task is not None:
            self._server.should_exit = True
            await self._task
