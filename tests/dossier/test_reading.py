"""From the notification to the opened report in a real browser, at phone and desktop width."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Page, expect

from tests.dossier.desk import GRIFFIER, PASSPHRASE, STORY, Desk, official, report_with_screenshot, sha256
from tests.dossier.desk import IMAGE as PICTURE
from tests.e2e.scene import newer

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
both_widths = pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["desktop", "phone"])


async def opened(browser: Browser, url: str, viewport: dict[str, int] = WIDE) -> Page:
    context = await browser.new_context(viewport=viewport, reduced_motion="reduce", locale="nl-NL")  # type: ignore[arg-type]
    page = await context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"error on the page: {error}"))
    page.on("console", lambda said: print("console:", said.type, said.text))
    await page.goto(url)
    return page


async def unlock(page: Page, passphrase: str = PASSPHRASE) -> None:
    await page.get_by_label("Wachtzin", exact=True).fill(passphrase)
    await page.get_by_role("button", name="Open", exact=True).click()


@both_widths
async def test_from_the_notification_to_the_report_with_its_evidence(
    browser: Browser, office: Desk, viewport: dict[str, int]
) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    reference = await report_with_screenshot(sanne)
    await newer(gerda, "Nieuwe melding")
    page = await opened(browser, await gerda.opens_web_app("Open dossier"), viewport)
    assert "#" not in page.url
    await unlock(page)
    await expect(page.get_by_role("heading", level=1)).to_have_text(reference)
    await expect(page.get_by_text(STORY)).to_be_visible()
    await expect(page.get_by_role("heading", name="Wat er gebeurde")).to_be_visible()
    picture = page.get_by_role("img", name="Bewijs: bewijs.png")
    await expect(picture).to_be_visible()
    assert await picture.evaluate("i => i.naturalWidth") > 0
    await expect(page.get_by_text(sha256(PICTURE))).to_be_visible()
    await expect(page.get_by_text("Van zijn account")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    before = (await sanne.last_bot_message())["message_id"]
    await page.get_by_role("button", name="Ik heb dit gezien").click()
    await page.get_by_role("button", name="Ik heb het gelezen").click()
    await expect(page.get_by_text("De melder weet nu dat het dossier is gelezen")).to_be_visible()
    await newer(sanne, "is gelezen", before)
    done = await office.actions()
    assert {"dossier-session", "envelope-fetched", "receipt-confirmed", "dossier-opened"} <= set(done)
