"""The page with the phones and the real bot behind it, in a real browser: at desktop width and at phone width."""

from __future__ import annotations

import json
import shutil
from collections.abc import AsyncIterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from simulator.client import shown_text
from tests.e2e.scene import GRIFFIER, Scene, newer, next_monday, official, scene

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium found for the browser tests")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
WIDE, NARROW = {"width": 1360, "height": 900}, {"width": 390, "height": 844}
IMAGE = files("bot.demo").joinpath("files").joinpath("schermafbeelding.png").read_bytes()
STORY = "Er hing een briefje aan mijn fiets: dat ik moest uitkijken."


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Scene]:
    async with scene(tmp_path) as opened:
        yield opened


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        one = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield one
        await one.close()


async def opened(browser: Browser, stage: Scene, left: int, right: int, viewport: dict[str, int]) -> Page:
    context = await browser.new_context(viewport=viewport, reduced_motion="reduce")  # type: ignore[arg-type]
    page = await context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"error on the page: {error}"))
    await page.goto(f"{stage.page_url}?lang=nl&left={left}&right={right}")
    return page


async def tap(phone: Locator, label: str, then: str) -> None:
    """Tap the newest button with this label and wait for the newest message to say this."""
    await phone.get_by_role("button", name=label, exact=True).last.click()
    await expect(phone.locator(".item:not(.own)").last).to_contain_text(then, timeout=15_000)


async def write(phone: Locator, text: str, then: str) -> None:
    await phone.get_by_role("textbox", name="Bericht").fill(text)
    await phone.get_by_role("textbox", name="Bericht").press("Enter")
    await expect(phone.locator(".item:not(.own)").last).to_contain_text(then, timeout=15_000)


async def send_screenshot(page: Page, phone: Locator) -> None:
    async with page.expect_file_chooser() as chooser:
        await phone.get_by_role("button", name="Foto of bestand kiezen").click()
    image: Any = {"name": "scherm.png", "mimeType": "image/png", "buffer": IMAGE}
    await (await chooser.value).set_files(image)
    await phone.get_by_text("Als bestand").click()
    await phone.get_by_role("button", name="Versturen", exact=True).last.click()
    await expect(phone.locator(".item:not(.own)").last).to_contain_text("Veilig bewaard", timeout=15_000)


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["desktop", "phone"])
async def test_an_official_reports_with_a_screenshot_and_the_griffier_is_reached(
    browser: Browser, stage: Scene, viewport: dict[str, int]
) -> None:
    sanne, gerda = await stage.cast(official("Sanne"), GRIFFIER)
    page = await opened(browser, stage, sanne.id, gerda.id, viewport)
    left, right = page.locator(".phone[data-side=left]"), page.locator(".phone[data-side=right]")
    await tap(left, "Iets melden", "ben je nu veilig?")
    await tap(left, "Ja, ik ben veilig", "Wat is er gebeurd?")
    await write(left, STORY, "Bewaard")
    await send_screenshot(page, left)
    await tap(left, "Nu al versturen", "Klopt dit zo?")
    await tap(left, "Versturen", "Het nummer is R-")
    notice = await newer(gerda, "Nieuwe melding")
    assert STORY[:12] not in shown_text(notice)
    banner = right if viewport is WIDE else left
    await expect(banner.locator(".banner")).to_contain_text("Nieuwe melding", timeout=15_000)
    if viewport is NARROW:
        await banner.locator(".banner .note").click()
    await tap(right, "Ik heb dit gezien", "bevestigd")
    parts = await stage.until_sealed(2)
    assert json.loads(parts["report.1"].content)["answers"][0]["messages"][0]["text"] == STORY
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_the_clock_brings_the_check_in(browser: Browser, stage: Scene) -> None:
    sanne, gerda = await stage.cast(official("Sanne"), GRIFFIER)
    await stage.client.set_clock(next_monday(await stage.client.now()))
    page = await opened(browser, stage, sanne.id, gerda.id, WIDE)
    left = page.locator(".phone[data-side=left]")
    await tap(left, "Iets melden", "ben je nu veilig?")
    await tap(left, "Ja, ik ben veilig", "Wat is er gebeurd?")
    await write(left, STORY, "Bewaard")
    await tap(left, "Nu al versturen", "Klopt dit zo?")
    await tap(left, "Versturen", "Het nummer is R-")
    await page.get_by_role("button", name="+1 dag").click()
    await expect(left.locator(".item:not(.own)").last).to_contain_text("Hoe gaat het", timeout=20_000)


async def test_an_answer_can_be_changed_and_a_message_deleted_on_the_page(
    browser: Browser, stage: Scene
) -> None:
    sanne, gerda = await stage.cast(official("Sanne"), GRIFFIER)
    page = await opened(browser, stage, sanne.id, gerda.id, WIDE)
    left = page.locator(".phone[data-side=left]")
    await tap(left, "Iets melden", "ben je nu veilig?")
    await tap(left, "Ja, ik ben veilig", "Wat is er gebeurd?")
    await write(left, "Er hing een brief aan mijn fiets.", "Bewaard")
    await left.locator(".item.own").last.locator(".bubble").click(button="right")
    await left.get_by_role("menuitem", name="Bewerken").click()
    await write(left, STORY, "Je wijziging is bewaard")
    await tap(left, "Nu al versturen", STORY)
