"""Owns serving the page beside the bot, in the same process. Must not know what is served."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.applications import Starlette

from bot.config import ConfigError


class QuietServer(uvicorn.Server):
    """A server that leaves the process's signals alone; it ends when `should_exit` is set."""

    @classmethod
    def of(cls, app: Starlette, *, host: str, port: int) -> QuietServer:
        """A server for this application. Nothing of a request is logged."""
        return cls(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                log_config=None,
                access_log=False,
                server_header=False,
                lifespan="off",
                timeout_graceful_shutdown=2,
            )
        )

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the bot's own business."""
        yield

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve until `should_exit`. Raises ConfigError when the address cannot be listened on."""
        try:
            await super().serve(sockets)
        except SystemExit:  # what uvicorn does when it cannot listen
            raise ConfigError("config-page-port") from None

    @property
    def port(self) -> int:
        """The port that is listened on, once it has started."""
        return int(self.servers[0].sockets[0].getsockname()[1])
