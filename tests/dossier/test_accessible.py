"""WCAG 2.2 AA on every screen: axe finds nothing, light and dark, wide and 320 pixels; and the keyboard is enough."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Final, Literal

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from conversations.texts import LANGUAGES, load_catalogue
from tests.dossier.desk import GRIFFIER, PASSPHRASE, STORY, Desk, official, report_with_screenshot
from tests.dossier.test_keyboard import press_until, tab_until
from tests.dossier.test_reading import NARROW, NO_KEY, WIDE

AXE = Path(__file__).parents[2] / "dossier" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FITS = "document.documentElement.scrollWidth <= innerWidth"
TWICE_THE_SIZE: ViewportSize = {"width": WIDE["width"] // 2, "height": WIDE["height"] // 2}
"""What is left of a wide window that is zoomed to 200%."""
SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
LOOK = """async ([width, rules]) => {
    const frame = () => new Promise(done => requestAnimationFrame(done));
    for (let frames = 0; frames < 60 && innerWidth !== width; frames += 1) await frame();
    await document.fonts.ready;
    await Promise.all(document.getAnimations().map(one => one.finished));
    const found = await axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']});
    const shown = found.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 120))]);
    return [innerWidth, matchMedia('(prefers-color-scheme: dark)').matches, shown];
}"""
pytestmark = pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: run `make dossier` once")


async def check(page: Page, screen: str) -> None:
    """axe in both colour schemes at both widths; nothing is wider than the window."""
    for scheme, viewport in product(SCHEMES, (WIDE, NARROW)):
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        await page.set_viewport_size(viewport)  # type: ignore[arg-type]
        where = f"{screen}, {scheme}, {viewport['width']} pixels"
        drawn, dark, found = await page.evaluate(LOOK, [viewport["width"], RULES])
        assert (drawn, dark) == (viewport["width"], scheme == "dark"), where
        assert found == [], where
        assert await page.evaluate(FITS), where


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
async def test_axe_finds_nothing_on_any_screen_and_the_keyboard_is_enough(
    browser: Browser, office: Desk, language: str
) -> None:
    def t(key: str) -> str:
        return load_catalogue().format(key, language, {})

    sanne, gerda = await office.cast(official("Sanne"), replace(NO_KEY, language=language))
    await report_with_screenshot(sanne)
    page = await with_axe(browser, await office.at_the_page(gerda))
    title = page.get_by_role("heading", level=1)

    async def press(key: str) -> None:
        await press_until(page, t(key))

    async def write(*words: str) -> None:
        for nth, word in enumerate(words):
            if nth:
                await page.keyboard.press("Tab")
            await page.keyboard.type(word)
        await page.keyboard.press("Enter")

    await expect(title).to_have_text(t("dossier-first-title"))
    assert await page.evaluate("document.documentElement.lang") == language
    await check(page, "first use")
    await press("dossier-bring")
    await expect(title).to_have_text(t("dossier-bring-title"))
    await check(page, "bringing a key")
    await press("dossier-back")
    await expect(title).to_have_text(t("dossier-first-title"))
    await tab_until(page, "document.activeElement.type === 'password'")
    await write(PASSPHRASE, PASSPHRASE)
    await expect(title).to_have_text(t("dossier-sheet-title"))
    await check(page, "recovery sheet")
    await press("dossier-sheet-done")
    await expect(title).to_have_text(t("dossier-list-title"))
    await check(page, "list, with a key that waits")
    await press("dossier-key")
    await press("dossier-key-sheet")
    await expect(page.locator(".sheet")).to_be_visible()
    await check(page, "my key")
    await press("dossier-back")
    await expect(title).to_have_text(t("dossier-list-title"))
    await tab_until(page, "document.activeElement.matches('a.case-link')")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_have_text(t("dossier-opened-partly"))
    await press("dossier-register")
    await expect(page.get_by_role("table")).to_be_visible()
    await press("dossier-work-begin")
    await press("button-message-reporter")
    await expect(page.get_by_label(t("dossier-work-words"))).to_be_visible()
    await check(page, "working a case that is not sealed to me")
    await press("dossier-lock")
    passphrase = page.get_by_label(t("dossier-passphrase"), exact=True)
    await expect(passphrase).to_be_focused()
    await write("dit is niet de wachtzin")
    await expect(page.get_by_text(t("dossier-error-wrong-passphrase"))).to_be_visible()
    await expect(passphrase).to_be_focused()
    await press("dossier-lost")
    await check(page, "locked, a wrong passphrase, and what to do when it is lost")
    await press("dossier-restart")
    await expect(title).to_have_text(t("dossier-restart-title"))
    await check(page, "starting again")
    await press("dossier-back")
    await expect(passphrase).to_be_focused()
    await write(PASSPHRASE)
    await expect(page.get_by_role("status")).to_have_text(t("dossier-opened-partly"))
    other = await with_axe(browser, f"{office.address}/dossier/", f"{language}-NL")
    await expect(other.get_by_role("alert")).to_be_visible()
    await check(other, "not in")


async def test_a_report_passes_axe_reads_with_the_keyboard_alone_and_at_twice_the_size(
    browser: Browser, office: Desk
) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    await report_with_screenshot(sanne)
    page = await with_axe(browser, await gerda.opens_web_app("Open dossier"))
    await expect(page.get_by_label("Wachtzin", exact=True)).to_be_focused()
    await page.keyboard.type(PASSPHRASE)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("img")).to_be_visible()
    await check(page, "a report with evidence")
    await page.set_viewport_size(TWICE_THE_SIZE)
    assert await page.evaluate(FITS)
    await expect(page.get_by_role("img")).to_be_visible()
    assert await page.evaluate("document.activeElement.tagName") == "H1"
    await press_until(page, "Ik heb dit gezien")
    await expect(page.get_by_text("De melder weet nu dat je dit hebt gezien")).to_be_visible()
    await press_until(page, "Ik heb het gelezen")
    await expect(page.get_by_text("dat het dossier is gelezen")).to_be_visible()
    await check(page, "a report that was read")
    await press_until(page, "English")
    await expect(page.get_by_text("Everything has been opened.")).to_be_visible()
    await expect(page.get_by_role("img")).to_be_visible()
    assert await page.evaluate("document.documentElement.lang") == "en"
    await check(page, "a report, in English")
    await press_until(page, "Back")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Dossiers")
    await tab_until(page, "document.activeElement.type === 'search'")
    await page.keyboard.type(STORY.split()[0])
    await expect(page.locator(".found")).to_be_visible()
    await check(page, "searching")
    await press_until(page, "Lock")
    assert STORY not in await page.content()
