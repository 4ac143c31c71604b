"""Owns ``python -m simulator``: the simulator as a process of its own.

It must not know what the simulator does.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys

from simulator.running import RunningSimulator
from simulator.server import DEFAULT_TOKEN


def main() -> None:
    """Serve on this machine until interrupted. The token may also come from SIMULATOR_TOKEN."""
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=8081, help="0 takes any free port")
    parser.add_argument("--token", default=os.environ.get("SIMULATOR_TOKEN", DEFAULT_TOKEN))
    parser.add_argument("--username", default="ruggensteun_bot", help="the bot's username, without @")
    parser.add_argument("--name", default="Ruggensteun", help="the bot's name")
    asked = parser.parse_args()
    try:
        asyncio.run(_serve(asked))
    except OSError as error:
        sys.exit(
            f"The simulator cannot listen on port {asked.port} ({error.strerror}); take another one with --port."
        )


async def _serve(asked: argparse.Namespace) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with RunningSimulator(
        token=asked.token, bot_username=asked.username, bot_name=asked.name, port=asked.port
    ) as simulator:
        print(f"Phones:      {simulator.url}")
        print(f"Bot API:     {simulator.base_url}<token>/<method>")
        print(f"Control API: {simulator.control_url}")
        print(f"Bot token:   {simulator.token if asked.token == DEFAULT_TOKEN else 'the one you gave'}")
        print("For the [telegram] section of a configuration:")
        print(f'  base_url = "{simulator.base_url}"')
        print(f'  base_file_url = "{simulator.base_file_url}"', flush=True)
        await stopped.wait()


if __name__ == "__main__":
    main()
