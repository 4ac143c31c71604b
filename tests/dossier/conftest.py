"""The real bot with the case handler's page, the simulator with phones, and a real Chromium.

One Chromium serves all tests of a process, in one event loop; every test gets contexts of its own, which share nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from tests.dossier.desk import Desk, desk

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
HERE = Path(__file__).parent
WAIT_MS = 20_000
"""As long as the phones wait. A key takes a second on a machine that does nothing else, and many on a busy one."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here runs in the event loop in which Chromium is driven."""
    for item in items:
        if item.path.is_relative_to(HERE) and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(loop_scope="session")
async def office(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as opened:
        yield opened


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """The Chromium of this process."""
    if CHROMIUM is None:
        pytest.skip("no chromium found for the browser tests")
    async with async_playwright() as playwright:
        expect.set_options(timeout=WAIT_MS)
        running = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        await running.close()


@pytest_asyncio.fixture(loop_scope="session")
async def browser(chromium: Browser) -> AsyncIterator[Browser]:
    """The same Chromium, in which nothing is left after the test."""
    yield chromium
    for context in chromium.contexts:
        await context.close()
