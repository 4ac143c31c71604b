"""``python -m tests.dossier.pictures``: the pictures of the dossier page in docs/images, taken anew.

Owns which screens are shown and how wide. Everybody in them is made up.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, Page, ViewportSize, async_playwright

from bot.demo.world import GRIFFIER
from tests.dossier.desk import PASSPHRASE, Desk, desk, official, report_with_screenshot
from tests.dossier.test_working import PARTS, seal
from tests.e2e.scene import short_report

IMAGES = Path(__file__).parents[2] / "docs" / "images"
Scheme = Literal["light", "dark"]
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1100, "height": 760}
STORY = (
    "Hij stond bij mijn fiets te wachten en zei dat ik moest oppassen. Later belde hij, met +31 6 12345678."
)
EARLIER = "Hij belde met 06-12345678 en noemde mijn adres, Molenweg 12."
NEW = replace(GRIFFIER, name="Nynke Test-Smit", first_name="Nynke", recipient=False)


async def page_of(browser: Browser, url: str, viewport: ViewportSize, scheme: Scheme = "light") -> Page:
    context = await browser.new_context(
        viewport=viewport, color_scheme=scheme, locale="nl-NL", reduced_motion="reduce"
    )
    page = await context.new_page()
    await page.goto(url)
    return page


async def unlocked(page: Page) -> None:
    await page.get_by_label("Wachtzin", exact=True).fill(PASSPHRASE)
    await page.keyboard.press("Enter")
    await page.locator("a.case-link").first.wait_for()


async def take(page: Page, name: str, *, whole: bool = False) -> None:
    await page.screenshot(path=IMAGES / f"dossier-{name}.png", full_page=whole)


async def pictures(office: Desk, browser: Browser) -> None:
    """Take them all."""
    sanne, bram, gerda, nynke = await office.cast(official("Sanne"), official("Bram"), GRIFFIER, NEW)
    await office.protect(gerda)
    await short_report(bram, EARLIER)
    reference = await report_with_screenshot(sanne, STORY)
    await office.until_sealed(2)
    case_id = (await office.envelopes())[-1].case_id
    for part in ("supplement", "check-in-first", "message-1", "ledger"):
        await seal(office, case_id, part, PARTS[part])

    page = await page_of(browser, await office.at_the_page(gerda), PHONE)
    await page.get_by_label("Wachtzin", exact=True).wait_for()
    await take(page, "openen")
    await unlocked(page)
    await page.get_by_role("button", name="Open alles om te zoeken").click()
    await page.get_by_role("button", name="Open alles om te zoeken").wait_for(state="detached")
    await page.get_by_role("searchbox").fill("0612345678")
    await page.locator(".found").first.wait_for()
    await take(page, "zoeken")
    await page.get_by_role("link", name=reference).click()
    await page.get_by_role("img").wait_for()
    await take(page, "melding", whole=True)

    page = await page_of(browser, await office.at_the_page(gerda), DESKTOP)
    await unlocked(page)
    await take(page, "lijst")
    await page.get_by_role("button", name="Mijn sleutel").click()
    await take(page, "sleutel")

    page = await page_of(browser, await office.at_the_page(gerda), PHONE, "dark")
    await unlocked(page)
    await page.get_by_role("link", name=reference).click()
    await page.get_by_role("img").wait_for()
    await page.get_by_role("button", name="Laat zien wat kan").click()
    await page.get_by_role("button", name="Bericht sturen").wait_for()
    await page.get_by_role("button", name="Naar het menu van deze zaak").scroll_into_view_if_needed()
    await take(page, "werken")

    page = await page_of(browser, await office.at_the_page(nynke), PHONE)
    await page.get_by_role("button", name="Neem mijn sleutel mee").click()
    await take(page, "meenemen")
    await page.get_by_role("button", name="Terug").click()
    await page.get_by_label("Nieuwe wachtzin").fill(PASSPHRASE)
    await take(page, "eerste-keer")
    await page.get_by_label("Nog een keer").fill(PASSPHRASE)
    await page.keyboard.press("Enter")
    await page.locator(".sheet").wait_for()
    await take(page, "herstelblad")

    page = await page_of(browser, f"{office.address}/dossier/", PHONE)
    await page.get_by_role("alert").wait_for()
    await take(page, "gesloten")
    report = next(
        part for part in await office.envelopes() if part.case_id == case_id and part.part == "report"
    )
    await office.change(
        "UPDATE envelopes SET sha256 = zeroblob(32) WHERE envelope_id = ?", report.envelope_id
    )
    page = await page_of(browser, await office.at_the_page(gerda), PHONE, "dark")
    await unlocked(page)
    await page.get_by_role("link", name=reference).click()
    await page.get_by_role("img").or_(page.get_by_role("button", name="Open bestand")).first.wait_for()
    await take(page, "geweigerd")


async def main() -> None:
    """Start everything, take the pictures, and stop."""
    with tempfile.TemporaryDirectory() as folder:
        async with desk(Path(folder)) as office, async_playwright() as playwright:
            arguments = ["--no-sandbox", "--disable-gpu"]
            browser = await playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=arguments
            )
            await pictures(office, browser)
            await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
