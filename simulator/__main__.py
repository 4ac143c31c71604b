"""Owns ``python -m simulator``: the simulator as a process of its own.

It must not know what the simulator does.
"""

from __future__ import annotations

import argparse
import os

import uvicorn

from simulator.server import DEFAULT_TOKEN, create_app


def main() -> None:
    """Serve on this machine until interrupted. The token may also come from SIMULATOR_TOKEN."""
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=os.environ.get("SIMULATOR_TOKEN", DEFAULT_TOKEN))
    parser.add_argument("--username", default="ruggensteun_bot", help="the bot's username, without @")
    parser.add_argument("--name", default="Ruggensteun", help="the bot's name")
    asked = parser.parse_args()
    print(f"Phones:      http://127.0.0.1:{asked.port}/")
    print(f"Bot API:     http://127.0.0.1:{asked.port}/bot<token>/<method>")
    print(f"Control API: http://127.0.0.1:{asked.port}/_control", flush=True)
    app = create_app(token=asked.token, bot_username=asked.username, bot_name=asked.name)
    uvicorn.run(
        app, host="127.0.0.1", port=asked.port, http="h11", log_level="warning", timeout_graceful_shutdown=1
    )


if __name__ == "__main__":
    main()
