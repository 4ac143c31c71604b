"""The webhook: 200 only after the commit, and nothing without Telegram's secret."""

from __future__ import annotations

import json

import httpx
import pytest

from bot.receiving import RawUpdate
from bot.webhook import MAX_BODY_BYTES, PATH, SECRET_HEADER, webhook_app
from storage.database import StorageFullError

SECRET = "proef-" + "x" * 40


class Handling:
    """Processing that remembers, and fails as it is told."""

    def __init__(self) -> None:
        self.committed: list[object] = []
        self.buried: list[tuple[int, str]] = []
        self.error: Exception | None = None

    async def process(self, updates: list[RawUpdate]) -> None:
        if self.error is not None:
            raise self.error
        self.committed.extend(one["update_id"] for one in updates)

    async def bury(self, update_id: int, error_class: str) -> None:
        self.buried.append((update_id, error_class))


async def post(handling: Handling, content: bytes, *, secret: str | None = SECRET) -> int:
    app = webhook_app(process=handling.process, bury=handling.bury, secret=SECRET)
    headers = {} if secret is None else {SECRET_HEADER.encode(): secret.encode()}
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        return (await client.post(PATH, content=content, headers=headers)).status_code


async def test_an_update_is_committed_before_the_answer() -> None:
    handling = Handling()
    assert await post(handling, json.dumps({"update_id": 5}).encode()) == 200
    assert handling.committed == [5]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "é" * 40])
async def test_without_the_secret_nothing_is_read(secret: str | None) -> None:
    handling = Handling()
    assert await post(handling, b'{"update_id": 5}', secret=secret) == 403
    assert handling.committed == []


async def test_storage_trouble_makes_telegram_bring_it_again() -> None:
    handling = Handling()
    handling.error = StorageFullError()
    assert await post(handling, b'{"update_id": 5}') == 503
    handling.error = None
    assert await post(handling, b'{"update_id": 5}') == 200
    assert handling.buried == []


async def test_poison_is_buried_and_accepted_so_that_it_does_not_come_again() -> None:
    handling = Handling()
    handling.error = LookupError("Veldermeer")
    assert await post(handling, b'{"update_id": 5}') == 200
    assert handling.buried == [(5, "LookupError")]


async def test_what_is_no_json_is_buried_when_its_id_can_be_made_out() -> None:
    handling = Handling()
    assert await post(handling, b'{"update_id": 6, "message": ') == 200
    assert await post(handling, b"nonsense") == 200
    assert handling.buried == [(6, "UnreadableUpdateError")]


async def test_a_body_that_is_too_large_is_refused() -> None:
    handling = Handling()
    assert await post(handling, b" " * (MAX_BODY_BYTES + 1)) == 413
    assert handling.committed == []


def test_a_secret_that_can_be_guessed_is_refused() -> None:
    handling = Handling()
    with pytest.raises(ValueError, match="at least 32"):
        webhook_app(process=handling.process, bury=handling.bury, secret="short")
