"""Owns talking to systemd: that the bot is ready, alive or stopping. Without systemd it does nothing.

Must not know when the bot is well. Source: sd_notify(3): lines of NAME=VALUE in one datagram to the socket whose
address is in NOTIFY_SOCKET; an address that begins with @ is in the abstract namespace.
"""

from __future__ import annotations

import socket


class Systemd:
    """The service manager behind this address; an empty address is none."""

    def __init__(self, address: str) -> None:
        self._address = "\0" + address[1:] if address.startswith("@") else address

    def ready(self) -> None:
        """Starting is done."""
        self._notify("READY=1")

    def alive(self, status: str) -> None:
        """Feed the watchdog, and say how it is going in one line."""
        self._notify("WATCHDOG=1\nSTATUS=" + " ".join(status.split()))

    def stopping(self) -> None:
        """The end has begun."""
        self._notify("STOPPING=1")

    def _notify(self, lines: str) -> None:
        """Nobody hears it when systemd is gone; the bot goes on all the same."""
        if not self._address:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as channel:
                channel.connect(self._address)
                channel.send(lines.encode())
        except OSError:
            return
