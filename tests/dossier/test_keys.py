"""Keys and locks in a real browser: what a case handler does who is new, who lost something, or who looks away."""

from __future__ import annotations

import asyncio
import json
import re

import pytest
from playwright.async_api import Browser, Page, Route, expect

from storage.sealing import Identity, Recipient, check_words
from tests.dossier.desk import GRIFFIER, PASSPHRASE, STORY, Desk, official, report_with_screenshot
from tests.dossier.test_passkey import page_with
from tests.dossier.test_reading import NO_KEY, opened, report_at_hand, unlock
from tests.e2e.scene import short_report

OTHER_PASSPHRASE = "polder lantaarn wolk gitaar"
HIDE = (
    "hidden => { Object.defineProperty(document, 'visibilityState', {configurable: true, get: () => hidden});"
    " document.dispatchEvent(new Event('visibilitychange')); }"
)


async def looks_away(page: Page) -> None:
    """Another app or tab comes before the page, and then the page again."""
    await page.evaluate(HIDE, "hidden")
    await page.evaluate(HIDE, "visible")


async def make_key(page: Page, passphrase: str = PASSPHRASE) -> str:
    """Make a key on the page; its check words, from the recovery sheet."""
    await page.get_by_label("Nieuwe wachtzin").fill(passphrase)
    await page.get_by_label("Nog een keer").fill(passphrase)
    await page.get_by_role("button", name="Maak mijn sleutel").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Je herstelblad")
    return " ".join((await page.locator(".sheet .check-words").inner_text()).split())


async def workers(page: Page) -> int:
    return len(page.workers)


async def test_the_page_locks_at_once_when_it_is_out_of_sight(browser: Browser, office: Desk) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    await report_with_screenshot(sanne)
    page = await opened(browser, await gerda.opens_web_app("Open dossier"))
    await unlock(page)
    picture = page.get_by_role("img", name="Bewijs: bewijs.png")
    await expect(picture).to_be_visible()
    address = await picture.get_attribute("src")
    assert await workers(page) == 1
    await page.evaluate("dispatchEvent(new Event('beforeprint'))")
    await page.evaluate(HIDE, "hidden")
    await expect(page.get_by_text(STORY)).to_be_attached()
    await page.evaluate("dispatchEvent(new Event('afterprint'))")
    await expect(page.get_by_text("De pagina is op slot gegaan")).to_be_visible()
    await page.evaluate(HIDE, "visible")
    await unlock(page)
    await expect(picture).to_be_visible()
    await looks_away(page)
    await expect(page.get_by_text("De pagina is op slot gegaan")).to_be_visible()
    assert STORY not in await page.content()
    assert await workers(page) == 0
    assert await page.evaluate("u => fetch(u).then(() => 'there', () => 'gone')", address) == "gone"
    assert await page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    await unlock(page)
    await expect(page.get_by_text(STORY)).to_be_visible()
    await page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    await expect(page.get_by_text("De pagina is op slot gegaan")).to_be_visible()
    assert STORY not in await page.content()


@pytest.mark.parametrize("answer", ["cases", "cases/*", "envelopes/*"])
async def test_what_arrives_after_a_lock_is_not_opened_and_not_shown(
    browser: Browser, office: Desk, answer: str
) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    reference = await short_report(sanne, STORY)
    told = await gerda.opens_web_app("Open dossier")
    page = await opened(browser, await office.at_the_page(gerda) if answer == "cases" else told)
    held: asyncio.Future[Route] = asyncio.get_running_loop().create_future()
    await page.route(f"**/dossier/api/{answer}", lambda route: held.set_result(route))
    await unlock(page)
    late = await held
    await looks_away(page)
    await expect(page.get_by_text("De pagina is op slot gegaan")).to_be_visible()
    async with page.expect_response(f"**/dossier/api/{answer}"):
        await late.continue_()
    await page.unroute_all()
    await page.evaluate("fetch('/dossier/texts/nl.ftl').then(later => later.text())")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Open met je wachtzin")
    assert reference not in await page.content()
    assert await workers(page) == 0
    await unlock(page)
    await expect(page.get_by_text(reference if answer == "cases" else STORY)).to_be_visible()


async def test_the_words_on_the_page_are_those_of_the_handlers_own_key(
    browser: Browser, office: Desk
) -> None:
    _, gerda = await office.cast(official("Sanne"), NO_KEY)
    page = await opened(browser, await office.at_the_page(gerda))
    words = await make_key(page)
    await page.get_by_role("button", name="English").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery sheet")
    await expect(page.locator(".sheet .check-words")).to_have_text(words)
    await page.get_by_role("button", name="Nederlands").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Je herstelblad")
    await looks_away(page)
    await unlock(page)
    (kept,) = await office.kept()
    assert check_words(Recipient.parse(kept.recipient)) == words
    await expect(page.get_by_text("Je sleutel wacht op bevestiging")).to_be_visible()
    await expect(page.locator(".check-words")).to_have_text(words)
    swapped = str(Identity.generate().recipient)
    await office.change("UPDATE recipients SET recipient = ?", swapped)
    await page.get_by_role("button", name="Op slot").click()
    again = await opened(browser, await office.at_the_page(gerda))
    await expect(again.get_by_role("heading", level=1)).to_have_text("Maak je sleutel")
    assert check_words(Recipient.parse(swapped)) not in await again.content()
    assert await office.confirm_heard(words) is False


async def test_who_was_invited_with_a_key_is_asked_to_bring_it_and_can_start_again(
    browser: Browser, office: Desk
) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await short_report(sanne, STORY)
    page = await opened(browser, await gerda.opens_web_app("Open dossier"))
    await expect(page.get_by_role("heading", level=1)).to_have_text("Neem je sleutel mee")
    await page.get_by_text("Heb je die sleutel niet meer?").click()
    await expect(page.get_by_text("ruggensteun reseal")).to_be_visible()
    await page.get_by_role("button", name="Begin opnieuw met een nieuwe sleutel").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Opnieuw beginnen")
    words = await make_key(page)
    await page.get_by_role("button", name="Ik heb het blad").click()
    await expect(page.get_by_text("een sleutel die hier niet open is")).to_be_visible()
    assert await office.confirm_heard(words)
    reference = await short_report(sanne, "Na de nieuwe sleutel.")
    await page.get_by_role("button", name="Terug").click()
    await page.get_by_role("link", name=reference).click()
    await expect(page.get_by_text("Na de nieuwe sleutel.")).to_be_visible()


async def test_a_lost_passphrase_a_new_key_and_old_dossiers_resealed_by_the_recovery_key(
    browser: Browser, office: Desk
) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    reference = await short_report(sanne, STORY)
    page = await opened(browser, await gerda.opens_web_app("Open dossier"))
    await page.get_by_text("Wachtzin kwijt?").click()
    await page.get_by_role("button", name="Begin opnieuw met een nieuwe sleutel").click()
    words = await make_key(page, OTHER_PASSPHRASE)
    assert await office.confirm_heard(words)
    await page.get_by_role("button", name="Ik heb het blad").click()
    await expect(page.get_by_text("een sleutel die hier niet open is")).to_be_visible()
    await office.reseal(words)
    await page.get_by_role("button", name="Terug").click()
    await page.get_by_role("link", name=reference).click()
    await expect(page.get_by_text(STORY)).to_be_visible()
    other = await opened(browser, await gerda.opens_web_app("Open dossier"))
    await unlock(other, OTHER_PASSPHRASE)
    await expect(other.get_by_text(STORY)).to_be_visible()


async def test_a_passkey_at_first_use_and_one_on_a_second_device(browser: Browser, office: Desk) -> None:
    sanne, gerda = await office.cast(official("Sanne"), NO_KEY)
    first, _, _ = await page_with(await browser.new_context(locale="nl-NL"), await office.at_the_page(gerda))
    words = await make_key(first)
    await first.get_by_role("button", name="Maak een passkey op dit apparaat").click()
    await expect(first.get_by_text("Je opent dossiers nu ook met deze passkey")).to_be_visible()
    await first.get_by_role("button", name="Ik heb het blad").click()
    assert await office.confirm_heard(words)
    await short_report(sanne, STORY)
    second, _, _ = await page_with(
        await browser.new_context(locale="nl-NL"), await gerda.opens_web_app("Open dossier")
    )
    await second.get_by_role("button", name="Open met een passkey").click()
    await expect(second.get_by_text("Deze passkey past niet")).to_be_visible()
    await unlock(second)
    await expect(second.get_by_text(STORY)).to_be_visible()
    await second.get_by_role("button", name="Terug").click()
    await second.get_by_role("button", name="Mijn sleutel").click()
    await second.get_by_role("button", name="Maak een passkey op dit apparaat").click()
    await expect(second.get_by_text("Je opent dossiers nu ook met deze passkey")).to_be_visible()
    (kept,) = await office.kept()
    assert len(kept.protected["passkeys"]) == 2
    assert "AGE-SECRET-KEY" not in json.dumps(kept.protected)
    await second.get_by_role("button", name="Op slot").click()
    await second.get_by_role("button", name="Open met een passkey").click()
    await expect(second.get_by_role("heading", level=1)).to_have_text("Dossiers")
    await first.get_by_role("button", name="Op slot").click()
    await first.get_by_role("button", name="Open met een passkey").click()
    await expect(first.get_by_role("heading", level=1)).to_have_text("Dossiers")


async def test_a_new_passphrase_replaces_the_old_one_and_the_sheet_can_be_shown_again(
    browser: Browser, office: Desk
) -> None:
    page = await report_at_hand(browser, office)
    await unlock(page)
    await page.get_by_role("button", name="Terug").click()
    await page.get_by_role("button", name="Mijn sleutel").click()
    expected = check_words(office.world.identities["griffier"].recipient)
    await expect(page.locator(".check-words")).to_have_text(expected)
    await page.get_by_label("Nieuwe wachtzin").fill(OTHER_PASSPHRASE)
    await page.get_by_label("Nog een keer").fill(OTHER_PASSPHRASE)
    await page.get_by_role("button", name="Bewaar mijn nieuwe wachtzin").click()
    await expect(page.get_by_text("Je nieuwe wachtzin werkt vanaf nu")).to_be_visible()
    await page.get_by_role("button", name="Toon mijn herstelblad").click()
    sheet = await page.locator(".sheet").inner_text()
    (kept,) = await office.kept()
    assert re.sub(r"\s", "", kept.protected["passphrase"]) in re.sub(r"\s", "", sheet)
    await page.get_by_role("button", name="Op slot").click()
    await unlock(page, PASSPHRASE)
    await expect(page.get_by_text("Deze wachtzin past niet")).to_be_visible()
    await unlock(page, OTHER_PASSPHRASE)
    await expect(page.get_by_role("heading", level=1)).to_have_text("Dossiers")
