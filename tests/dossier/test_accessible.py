"""WCAG 2.2 AA on every screen: axe finds nothing, light and dark, wide and 320 pixels; and the keyboard is enough."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from conversations.texts import LANGUAGES, load_catalogue
from tests.dossier.desk import GRIFFIER, PASSPHRASE, STORY, Desk, official, report_with_screenshot
from tests.dossier.test_reading import NARROW, NO_KEY, WIDE, opened, unlock

AXE = Path(__file__).parents[2] / "dossier" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
pytestmark = pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: run `make dossier` once")


async def check(page: Page, screen: str) -> None:
    """axe in both colour schemes and at both widths; nothing is wider than the screen."""
    for scheme, viewport in (("light", WIDE), ("dark", NARROW)):
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        await page.set_viewport_size(viewport)  # type: ignore[arg-type]
        found = await page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})"
            ".then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 120))]))",
            RULES,
        )
        assert found == [], f"{screen}, {scheme}"
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), screen


async def with_axe(browser: Browser, url: str, locale: str = "nl-NL") -> Page:
    """A page that lets the test bring axe in, past the page's own policy."""
    context = await browser.new_context(
        reduced_motion="reduce",
        locale=locale,
        bypass_csp=True,
    )
    page = await context.new_page()
    await page.add_init_script(path=AXE)
    await page.goto(url)
    return page


@pytest.mark.parametrize("language", LANGUAGES)
async def test_axe_finds_nothing_on_any_screen(browser: Browser, office: Desk, language: str) -> None:
    def t(key: str) -> str:
        return load_catalogue().format(key, language, {})

    sanne, gerda = await office.cast(official("Sanne"), replace(NO_KEY, language=language))
    await report_with_screenshot(sanne)
    page = await with_axe(browser, await office.at_the_page(gerda))
    title = page.get_by_role("heading", level=1)

    async def press(key: str) -> None:
        await page.get_by_role("button", name=t(key), exact=True).click()

    await expect(title).to_have_text(t("dossier-first-title"))
    assert await page.evaluate("document.documentElement.lang") == language
    await check(page, "first use")
    await press("dossier-bring")
    await check(page, "bringing a key")
    await press("dossier-back")
    await page.get_by_label(t("dossier-passphrase-new")).fill(PASSPHRASE)
    await page.get_by_label(t("dossier-passphrase-again")).fill(PASSPHRASE)
    await press("dossier-make")
    await expect(title).to_have_text(t("dossier-sheet-title"))
    await check(page, "recovery sheet")
    await press("dossier-sheet-done")
    await expect(title).to_have_text(t("dossier-list-title"))
    await check(page, "list, with a key that waits")
    await press("dossier-key")
    await press("dossier-key-sheet")
    await check(page, "my key")
    await press("dossier-back")
    await page.locator("a.case-link").click()
    await expect(page.get_by_text(t("dossier-not-readable")).first).to_be_visible()
    await page.get_by_text(t("dossier-register"), exact=True).click()
    await press("dossier-work-begin")
    await expect(page.get_by_role("button", name=t("button-message-reporter"))).to_be_visible()
    await press("button-message-reporter")
    await expect(page.get_by_label(t("dossier-work-words"))).to_be_visible()
    await check(page, "working a case that is not sealed to me")
    await press("dossier-lock")
    await page.get_by_label(t("dossier-passphrase"), exact=True).fill("dit is niet de wachtzin")
    await press("dossier-unlock")
    await expect(page.get_by_text(t("dossier-error-wrong-passphrase"))).to_be_visible()
    await page.get_by_text(t("dossier-lost"), exact=True).click()
    await check(page, "locked, a wrong passphrase, and what to do when it is lost")
    await press("dossier-restart")
    await check(page, "starting again")
    other = await with_axe(browser, f"{office.address}/dossier/", f"{language}-NL")
    await expect(other.get_by_role("alert")).to_be_visible()
    await check(other, "not in")


async def test_a_key_is_made_with_the_keyboard_alone(browser: Browser, office: Desk) -> None:
    _, gerda = await office.cast(official("Sanne"), NO_KEY)
    page = await with_axe(browser, await office.at_the_page(gerda))
    title = page.get_by_role("heading", level=1)
    await expect(title).to_have_text("Maak je sleutel")
    await tab_until(page, "document.activeElement.type === 'password'")
    await page.keyboard.type(PASSPHRASE)
    await page.keyboard.press("Tab")
    await page.keyboard.type(PASSPHRASE)
    await page.keyboard.press("Enter")
    await expect(title).to_have_text("Je herstelblad")
    await press_until(page, "Ik heb het blad")
    await expect(title).to_have_text("Dossiers")
    await press_until(page, "Op slot")
    await expect(page.get_by_label("Wachtzin", exact=True)).to_be_focused()
    await page.keyboard.type(PASSPHRASE)
    await page.keyboard.press("Enter")
    await expect(title).to_have_text("Dossiers")


async def test_a_report_passes_axe_and_reads_with_the_keyboard_alone(browser: Browser, office: Desk) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    await report_with_screenshot(sanne)
    page = await with_axe(browser, await gerda.opens_web_app("Open dossier"))
    await expect(page.get_by_label("Wachtzin", exact=True)).to_be_focused()
    await page.keyboard.type(PASSPHRASE)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("img")).to_be_visible()
    await check(page, "a report with evidence")
    assert await page.evaluate("document.activeElement.tagName") == "H1"
    await press_until(page, "Ik heb dit gezien")
    await expect(page.get_by_text("De melder weet nu dat je dit hebt gezien")).to_be_visible()
    await press_until(page, "Ik heb het gelezen")
    await expect(page.get_by_text("dat het dossier is gelezen")).to_be_visible()
    await check(page, "a report that was read")
    await press_until(page, "Terug")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Dossiers")
    await press_until(page, "English")
    await expect(page.get_by_role("button", name="Lock")).to_be_visible()
    assert await page.evaluate("document.documentElement.lang") == "en"
    await check(page, "English")
    await press_until(page, "Lock")
    assert STORY not in await page.content()


async def press_until(page: Page, label: str) -> None:
    """Walk with the Tab key to what has this label, and press Enter. What has the focus can always be seen."""
    await tab_until(page, f"document.activeElement.textContent.trim() === {label!r}")
    assert await page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    await page.keyboard.press("Enter")


async def tab_until(page: Page, wanted: str) -> None:
    for _ in range(60):
        await page.keyboard.press("Tab")
        if await page.evaluate(wanted):
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


async def test_the_page_reads_well_in_a_wide_window_at_twice_the_size(browser: Browser, office: Desk) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    await report_with_screenshot(sanne)
    zoomed = {"width": WIDE["width"] // 2, "height": WIDE["height"] // 2}
    page = await opened(browser, await gerda.opens_web_app("Open dossier"), zoomed)
    await unlock(page)
    await expect(page.get_by_role("img")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
