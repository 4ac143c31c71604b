"""Working a case with the keyboard alone, as narrow as a telephone: after every step the focus stands at what came."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Locator, Page, expect

from conversations.casework.model import ActionState, Case, case_from_json
from conversations.texts import load_catalogue
from storage import cases
from tests.dossier.desk import GRIFFIER, PASSPHRASE, STORY, Desk, official, report_with_screenshot, sha256
from tests.dossier.test_reading import opened, unlock
from tests.e2e.scene import newer, short_report, tap

PHONE = {"width": 390, "height": 844}
MOST_TABS = 60
PROGRAM = b"MZ" + bytes(5_100_000)
"""No picture, whatever its name says, and too large to be opened without being asked for."""


async def tab_until(page: Page, wanted: str) -> None:
    """Walk with the Tab key until this holds. What has the focus can be seen, and stands in the window."""
    for _ in range(MOST_TABS):
        await page.keyboard.press("Tab")
        if await page.evaluate(wanted):
            assert await page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
            await expect(page.locator(":focus")).to_be_in_viewport()
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


async def press_until(page: Page, label: str) -> None:
    """Walk with the Tab key to what has this label, and press Enter."""
    await tab_until(page, f"document.activeElement.textContent.trim() === {label!r}")
    await page.keyboard.press("Enter")


async def step(page: Page, label: str, answer: str, place: Locator) -> None:
    """Press what has this label; the answer comes, and the focus is there, so that Tab goes on from there."""
    await press_until(page, label)
    await expect(page.get_by_text(answer).first).to_be_visible()
    await expect(place).to_be_focused()
    await expect(place).to_be_in_viewport()


async def kept_case(office: Desk, case_id: str) -> Case:
    """The case as the server has it."""
    fe = office.world.field_encryption

    def load(tx: Any) -> Case:
        stored = cases.load_case(tx, fe, case_id)
        assert stored is not None
        return case_from_json(stored.body)

    return await office.app.db.read(load)


def kept_at(path: Path) -> bytes:
    """The file that the browser kept."""
    return path.read_bytes()


async def test_a_case_is_worked_with_the_keyboard_alone(browser: Browser, office: Desk) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    reference = await short_report(sanne, STORY)
    case_id = (await office.envelopes())[0].case_id
    page = await opened(browser, await office.at_the_page(gerda), PHONE)
    title = page.get_by_role("heading", level=1)
    steps, answer = page.locator(".steps"), page.locator(".answer")
    await expect(page.get_by_label("Wachtzin", exact=True)).to_be_focused()
    await page.keyboard.type(PASSPHRASE)
    await page.keyboard.press("Enter")
    await expect(title).to_have_text("Dossiers")
    await expect(title).to_be_focused()

    await press_until(page, reference)
    await expect(title).to_have_text(reference)
    await expect(title).to_be_focused()
    await expect(page.get_by_text(STORY)).to_be_visible()
    await step(page, "Ik heb dit gezien", "De melder weet nu dat je dit hebt gezien", steps)
    await step(page, "Ik heb het gelezen", "De melder weet nu dat het dossier is gelezen", steps)
    await press_until(page, "Wat wil je doen?")
    await expect(page.get_by_role("heading", name="Wat wil je doen?")).to_be_focused()
    await step(page, "Laat zien wat kan", "Zo staat het met", answer)

    await step(page, "Bericht sturen", "Je bericht gaat meteen naar de melder", answer)
    await tab_until(page, "document.activeElement.tagName === 'TEXTAREA'")
    await tab_until(page, "document.activeElement.textContent === 'Versturen'")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Wat je wilt schrijven")).to_be_focused()
    await expect(page.get_by_text("Schrijf eerst iets.")).to_be_visible()
    await page.keyboard.type("Zal ik je om vier uur bellen?")
    await step(page, "Versturen", "✓ Verstuurd", answer)
    await newer(sanne, "Zal ik je om vier uur bellen?")

    await step(page, "Naar het menu van deze zaak", "Zo staat het met", answer)
    await step(page, "Voorstellen", "Wat wil je voorstellen", answer)
    await step(page, "Schriftelijke waarschuwing", "De dader krijgt een brief", answer)
    await step(page, "Stel dit voor", "Het blijft op slot tot er een ja is", answer)
    (proposed,) = (await kept_case(office, case_id)).actions
    assert (proposed.measure, proposed.state) == ("written-warning", ActionState.PROPOSED)
    await tap(sanne, "Ja", "Zeg je ja tegen")
    await tap(sanne, "Ja, dit mag", "Je zei ja tegen")
    await step(page, "Naar het menu van deze zaak", "Zo staat het met", answer)
    await step(page, "Wat is afgesproken", "Wat er is afgesproken en gedaan", answer)
    await step(page, "Gedaan: Schriftelijke waarschuwing", "is uitgevoerd", answer)
    await newer(sanne, "gedaan waar je ja op zei")

    await press_until(page, "Terug")
    await expect(title).to_have_text("Dossiers")
    await expect(title).to_be_focused()
    await expect(page.get_by_role("link", name=reference)).to_be_visible()
    case = await kept_case(office, case_id)
    (done,) = case.actions
    assert done.state is ActionState.CARRIED_OUT
    assert case.received_at is not None
    assert case.opened_at is not None
    assert {"receipt-confirmed", "dossier-opened", "action-proposed", "action-carried-out"} <= set(
        await office.actions()
    )
    assert any(one.part == "message" for one in await office.envelopes())


async def test_a_file_that_is_no_picture_is_kept_with_a_warning_and_the_hash_of_what_was_sealed(
    browser: Browser, office: Desk
) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    await report_with_screenshot(sanne, STORY, PROGRAM)
    (sealed,) = [one for name, one in (await office.until_sealed(2)).items() if name.startswith("evidence-")]
    assert sealed.content == PROGRAM
    page = await opened(browser, await gerda.opens_web_app("Open dossier"), PHONE)
    await unlock(page)
    place = page.get_by_role("group", name="bewijs.png")
    warning = page.get_by_text(load_catalogue().format("dossier-download-warning", "nl", {}), exact=True)
    await expect(page.get_by_role("button", name="Open bestand")).to_be_visible()
    await expect(warning).to_have_count(0)
    await step(page, "Open bestand 5,1 MB", sha256(sealed.content), place)
    await expect(place.locator(".utrecht-alert--warning").filter(has=warning)).to_be_visible()
    await expect(place.locator(".hash")).to_have_text(f"SHA-256 {sha256(PROGRAM)}")
    assert sealed.header.sha256 == sha256(PROGRAM)
    await expect(page.get_by_role("img")).to_have_count(0)
    async with page.expect_download() as downloading:
        await press_until(page, "Bewaar op dit apparaat, 5,1 MB")
    assert kept_at(await (await downloading.value).path()) == PROGRAM
