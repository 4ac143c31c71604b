"""The real bot as it runs in earnest: durable and encrypted; only Telegram's own limits on sending are lifted."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from pathlib import Path

import uvloop

from bench.world import config_of
from bot.bootstrap import application
from bot.delivery.pace import Limits
from bot.delivery.worker import DeliverySettings
from bot.logging_setup import configure_logging


def settings() -> DeliverySettings:
    """No limits per chat or overall; everything else is as shipped."""
    return DeliverySettings(limits=Limits(chat_seconds=0.0, chat_burst=1000, overall=1_000_000))


async def main(folder: Path) -> None:
    """Run until terminated."""
    configure_logging(level=logging.ERROR)
    async with application(config_of(folder, os.environ["BENCH_API"]), delivery_settings=settings()) as app:
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, app.stop)
        await app.run()


if __name__ == "__main__":
    uvloop.run(main(Path(sys.argv[1])))
