"""The real bot with the case handler's page, the simulator with phones, and a real Chromium.

One Chromium serves all tests of a process; every test gets contexts of its own, which share nothing.
"""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from tests.dossier.desk import Desk, desk

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--remote-debugging-port=0",
]
MARK = "DevTools listening on "


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address at which a running Chromium can be driven."""
    if CHROMIUM is None:
        pytest.skip("no chromium found for the browser tests")
    profile = tmp_path_factory.mktemp("chromium")
    command = [CHROMIUM, *ARGUMENTS, f"--user-data-dir={profile}", "about:blank"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        assert running.stderr is not None
        address = next((line for line in running.stderr if line.startswith(MARK)), "")
        assert address, "Chromium did not start"
        threading.Thread(
            target=running.stderr.read, daemon=True
        ).start()  # so that it never waits for a reader
        yield address.removeprefix(MARK).strip()
    finally:
        running.terminate()
        running.wait(timeout=20)


@pytest.fixture
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        one = await playwright.chromium.connect_over_cdp(chromium)
        yield one
        await one.close()
