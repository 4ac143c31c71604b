"""Owns the fixtures of these tests: a running simulator, its client, and raw calls to the Bot API."""

from __future__ import annotations

import struct
import zlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from simulator.client import PhonePerson, SimulatorClient
from simulator.running import RunningSimulator

Json = dict[str, Any]


class BotCalls:
    """Calls the Bot API with plain HTTP, as any client could."""

    def __init__(self, simulator: RunningSimulator, session: aiohttp.ClientSession) -> None:
        self.simulator = simulator
        self._session = session

    def address(self, method: str) -> str:
        """The URL of a method."""
        return f"{self.simulator.base_url}{self.simulator.token}/{method}"

    async def answer(self, method: str, **parameters: Any) -> Json:
        """The whole answer to a call with a JSON body."""
        async with self._session.post(self.address(method), json=parameters) as response:
            return {"status": response.status, **await response.json()}

    async def call(self, method: str, **parameters: Any) -> Any:
        """The result of a call that must succeed."""
        answer = await self.answer(method, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **parameters: Any) -> str:
        """The description of a call that must be refused, with its code in front."""
        answer = await self.answer(method, **parameters)
        assert not answer["ok"], answer
        assert answer["status"] == answer["error_code"]
        return f"{answer['error_code']} {answer['description']}"

    async def upload(self, method: str, fields: Json, files: dict[str, tuple[str, bytes]]) -> Json:
        """The whole answer to a multipart call."""
        form = aiohttp.FormData()
        for name, value in fields.items():
            form.add_field(name, str(value))
        for name, (file_name, content) in files.items():
            form.add_field(name, content, filename=file_name)
        async with self._session.post(self.address(method), data=form) as response:
            return {"status": response.status, **await response.json()}

    async def get(self, url: str) -> tuple[int, bytes]:
        """Status and body of a download."""
        async with self._session.get(url) as response:
            return response.status, await response.read()


@pytest.fixture
async def simulator() -> AsyncIterator[RunningSimulator]:
    async with RunningSimulator(webhook_retry_seconds=0.02) as running:
        yield running


@pytest.fixture
async def client(simulator: RunningSimulator) -> AsyncIterator[SimulatorClient]:
    async with SimulatorClient(simulator.control_url) as one:
        yield one


@pytest.fixture
async def bot(simulator: RunningSimulator) -> AsyncIterator[BotCalls]:
    async with aiohttp.ClientSession() as session:
        yield BotCalls(simulator, session)


@pytest.fixture
async def sanne(client: SimulatorClient) -> PhonePerson:
    """Someone who has started the bot."""
    person = await client.new_person("Sanne", last_name="Proef")
    await person.sends("/start")
    return person


def png(width: int = 40, height: int = 30, colour: tuple[int, int, int] = (200, 80, 60)) -> bytes:
    """A real picture in one colour."""
    raw = b"".join(b"\0" + bytes(colour) * width for _ in range(height))

    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + checksum

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")
    )
