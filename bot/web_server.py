"""Owns listening for HTTP beside the bot, in the same process: uvicorn without its own signals, log lines and exit.

Must not know what is served.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.applications import Starlette

from bot.config import ConfigError


class QuietServer(uvicorn.Server):
    """A server that leaves the process's signals alone; it ends when `should_exit` is set.

    `taken` is the text key of what to say when its address cannot be listened on.
    """

    def __init__(self, config: uvicorn.Config, *, taken: str) -> None:
        super().__init__(config)
        self._taken = taken

    @classmethod
    def of(
        cls, app: Starlette, *, taken: str, host: str = "127.0.0.1", port: int = 0, unix_socket: str = ""
    ) -> QuietServer:
        """A server for this application, on the socket in the file system when there is one. Logs no request."""
        return cls(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                uds=unix_socket or None,
                log_config=None,
                access_log=False,
                server_header=False,
                lifespan="off",
                timeout_graceful_shutdown=2,
            ),
            taken=taken,
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
            raise ConfigError(self._taken) from None

    @property
    def port(self) -> int:
        """The port that is listened on, once it has started."""
        return int(self.servers[0].sockets[0].getsockname()[1])
