"""The simulator as a process of its own: says where it is, and stops at once when asked."""

from __future__ import annotations

import asyncio
import signal
import sys

import aiohttp

from simulator.running import RunningSimulator


async def test_it_serves_and_stops_in_the_middle_of_a_long_poll() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "simulator",
        "--port",
        "0",
        "--username",
        "eigen_bot",
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    lines = [(await asyncio.wait_for(process.stdout.readline(), 20)).decode() for _ in range(3)]
    control = lines[2].split()[-1]
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{control}/people") as answer:
            assert (await answer.json())["bot"]["username"] == "eigen_bot"
        waiting = asyncio.create_task(session.get(f"{control}/clock?after=99&wait=50"))
        async with session.post(f"{control}/people", json={"first_name": "Sanne"}) as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGINT)
        _, errors = await asyncio.wait_for(process.communicate(), 20)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    assert process.returncode == 0
    assert errors == b""


async def test_a_port_that_is_taken_is_one_sentence() -> None:
    async with RunningSimulator() as other:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "simulator",
            "--port",
            str(other.port),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        _, errors = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 1
    assert errors.decode().startswith(f"The simulator cannot listen on port {other.port} (")
    assert errors.count(b"\n") == 1
