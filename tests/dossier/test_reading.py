"""From the notification to the opened report in a real browser, at phone and desktop width."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from storage.sealing import Identity, armor, check_words, dearmor, open_with_passphrase, seal_with_passphrase
from tests.dossier.desk import GRIFFIER, PASSPHRASE, STORY, Desk, official, report_with_screenshot, sha256
from tests.dossier.desk import IMAGE as PICTURE
from tests.e2e.scene import newer, short_report, tap

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
NO_KEY = replace(GRIFFIER, recipient=False)
both_widths = pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["desktop", "phone"])


async def opened(browser: Browser, url: str, viewport: dict[str, int] = WIDE) -> Page:
    context = await browser.new_context(viewport=viewport, reduced_motion="reduce", locale="nl-NL")  # type: ignore[arg-type]
    page = await context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"error on the page: {error}"))
    page.on("console", lambda said: print("console:", said.type, said.text))
    await page.goto(url)
    return page


async def report_at_hand(browser: Browser, office: Desk) -> Page:
    """Sanne has reported, and the griffier, whose key is known, has opened the page: it asks for the passphrase."""
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    await short_report(sanne, STORY)
    return await opened(browser, await gerda.opens_web_app("Open dossier"))


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


async def test_the_griffiers_phone_of_the_demonstration_opens_the_page_for_real(
    browser: Browser, office: Desk
) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    await short_report(sanne, STORY)
    await newer(gerda, "Nieuwe melding")
    phones = await opened(browser, f"{office.page_url}?lang=nl&left={sanne.id}&right={gerda.id}")
    async with phones.context.expect_page() as opening:
        await (
            phones.locator(".phone[data-side=right]").get_by_role("button", name="Open dossier").last.click()
        )
    page = await opening.value
    await unlock(page)
    await expect(page.get_by_text(STORY)).to_be_visible()


async def test_a_link_for_a_computer_works_once(browser: Browser, office: Desk) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    await report_with_screenshot(sanne)
    sent = await tap(gerda, "In een browser", "werkt één keer")
    link = sent["buttons"][0][0]["url"]
    page = await opened(browser, link)
    await unlock(page)
    await expect(page.get_by_text(STORY)).to_be_visible()
    again = await opened(browser, link)
    await expect(again.get_by_text("Deze link is al gebruikt of te oud")).to_be_visible()
    assert STORY not in await again.content()


async def test_first_use_confirmation_and_a_second_device(browser: Browser, office: Desk) -> None:
    sanne, gerda = await office.cast(official("Sanne"), NO_KEY)
    await short_report(sanne, "Vóór de sleutel.")
    page = await opened(browser, await gerda.opens_web_app("Open dossier"))
    await page.get_by_label("Nieuwe wachtzin").fill("te kort")
    await page.get_by_role("button", name="Maak mijn sleutel").click()
    await expect(
        page.get_by_role("alert").or_(page.locator(".field-problem", has_text="te kort"))
    ).to_be_visible()
    await page.get_by_label("Nieuwe wachtzin").fill(PASSPHRASE)
    await page.get_by_label("Nog een keer").fill(PASSPHRASE)
    await page.get_by_role("button", name="Maak mijn sleutel").click()
    await expect(page.get_by_role("heading", name="Je herstelblad")).to_be_visible()
    words = " ".join((await page.locator(".check-words").inner_text()).split())
    sheet = await page.locator(".sheet").inner_text()
    assert "AGE-SECRET-KEY" not in await page.content()
    await page.get_by_role("button", name="Ik heb het blad").click()
    await expect(page.get_by_text("Dit deel is niet voor jou verzegeld")).to_be_visible()
    await page.get_by_role("button", name="Terug").click()
    await expect(page.locator(".check-words")).to_have_text(words)
    assert await office.confirm_heard(words)
    reference = await short_report(sanne, "Na de sleutel.")
    other = await opened(browser, await gerda.opens_web_app("Open dossier"), NARROW)
    await unlock(other)
    await expect(other.get_by_role("heading", level=1)).to_have_text(reference)
    await expect(other.get_by_text("Na de sleutel.")).to_be_visible()
    armored = (
        sheet[sheet.index("-----BEGIN") : sheet.index("-----END")] + "-----END AGE ENCRYPTED FILE-----\n"
    )
    identity = Identity.parse(open_with_passphrase(dearmor(armored.encode()), PASSPHRASE).decode())
    assert check_words(identity.recipient) == words
    assert (await office.actions()).count("recipient-confirmed") == 1


async def test_an_identity_of_key_new_can_be_brought_in(browser: Browser, office: Desk) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await short_report(sanne, STORY)
    identity = office.world.identities["griffier"]
    note = f"# Ruggensteun identity, made 2026-11-22\n{identity.serialise()}\n"
    file = armor(seal_with_passphrase(note.encode(), PASSPHRASE, work_factor=10))
    page = await opened(browser, await gerda.opens_web_app("Open dossier"))
    await expect(page.get_by_role("heading", level=1)).to_have_text("Neem je sleutel mee")
    chosen: Any = {"name": "ruggensteun-identity.age", "mimeType": "text/plain", "buffer": file.encode()}
    await page.get_by_label("Het bestand met je beveiligde sleutel").set_input_files(chosen)
    await page.get_by_label("Wachtzin", exact=True).fill("een andere wachtzin")
    await page.get_by_role("button", name="Neem mijn sleutel mee").click()
    await expect(page.get_by_text("Deze wachtzin past niet")).to_be_visible()
    await page.get_by_label("Wachtzin", exact=True).fill(PASSPHRASE)
    await page.get_by_role("button", name="Neem mijn sleutel mee").click()
    await expect(page.get_by_text(STORY)).to_be_visible()


async def test_a_wrong_passphrase_and_a_lock_leave_nothing(browser: Browser, office: Desk) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    await report_with_screenshot(sanne)
    page = await opened(browser, await gerda.opens_web_app("Open dossier"))
    await expect(page.get_by_label("Wachtzin", exact=True)).to_be_visible()
    await page.clock.install()
    await page.reload()  # so that the page's own timers are on this clock
    await unlock(page, "dit is niet de wachtzin")
    await expect(page.get_by_text("Deze wachtzin past niet")).to_be_visible()
    await unlock(page)
    picture = page.get_by_role("img", name="Bewijs: bewijs.png")
    await expect(picture).to_be_visible()
    address = await picture.get_attribute("src")
    await page.clock.fast_forward("09:00")
    await expect(page.get_by_text(STORY)).to_be_visible()
    await page.clock.run_for("01:30")
    await expect(page.get_by_text("De pagina is op slot gegaan")).to_be_visible()
    assert STORY not in await page.content()
    gone = "u => fetch(u).then(() => 'there', () => 'gone')"
    assert await page.evaluate(gone, address) == "gone"
    kept = (
        "[localStorage.length, sessionStorage.length, document.cookie, history.length > 0 && location.hash]"
    )
    assert await page.evaluate(kept) == [0, 0, "", ""]
    assert await page.evaluate("indexedDB.databases().then(d => d.length)") == 0
    assert await page.evaluate("caches.keys().then(k => k.length)") == 0
    await unlock(page)
    await expect(page.get_by_text(STORY)).to_be_visible()


async def test_a_part_that_was_changed_or_swapped_is_refused_and_named(
    browser: Browser, office: Desk
) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    await short_report(sanne, "Het eerste verhaal.")
    reference = await report_with_screenshot(sanne, "Het tweede verhaal.")
    await newer(gerda, reference)
    parts = await office.envelopes()
    first, second = (p for p in parts if p.part == "report")
    evidence = next(p for p in parts if p.part.startswith("evidence-"))
    await office.change(
        "UPDATE envelopes SET age_file = ?, sha256 = ? WHERE envelope_id = ?",
        first.age_file, first.sha256, second.envelope_id,
    )  # fmt: skip
    page = await opened(browser, await gerda.opens_web_app("Open dossier"))
    await unlock(page)
    await expect(page.get_by_text("Niet geopend: Melding")).to_be_visible()
    await expect(page.get_by_text("De handtekening op dit deel klopt niet")).to_be_visible()
    await expect(page.get_by_text("Niet alles is geopend")).to_be_visible()
    await page.get_by_role("button", name="Open bestand").click()
    await expect(page.get_by_role("img")).to_be_visible()
    assert "Het eerste verhaal" not in await page.content()
    await office.change(
        "UPDATE envelopes SET age_file = ?, sha256 = ? WHERE envelope_id = ?",
        second.age_file, second.sha256, second.envelope_id,
    )  # fmt: skip
    damaged = evidence.age_file[:-1] + bytes([evidence.age_file[-1] ^ 1])
    await office.change(
        "UPDATE envelopes SET age_file = ? WHERE envelope_id = ?", damaged, evidence.envelope_id
    )
    await page.get_by_role("button", name="Terug").click()
    await page.get_by_role("link", name=reference).click()
    await expect(page.get_by_text("Het tweede verhaal.")).to_be_visible()
    await expect(page.get_by_text("Alles is geopend.")).to_be_visible()
    await expect(
        page.get_by_text("bewijs.png: Dit deel is veranderd sinds het werd verzegeld")
    ).to_be_visible()


async def test_without_a_connection_nothing_is_lost_and_it_says_so(browser: Browser, office: Desk) -> None:
    page = await report_at_hand(browser, office)
    await unlock(page)
    await expect(page.get_by_text(STORY)).to_be_visible()
    await page.context.set_offline(True)
    await page.get_by_role("button", name="Ik heb dit gezien").click()
    await expect(page.get_by_text("Er is geen verbinding. Er is niets verloren")).to_be_visible()
    await expect(page.get_by_text(STORY)).to_be_visible()
    await page.context.set_offline(False)
    await page.get_by_role("button", name="Ik heb dit gezien").click()
    await expect(page.get_by_text("De melder weet nu dat je dit hebt gezien")).to_be_visible()


async def test_the_same_perpetrator_and_words_are_found_in_the_browser(
    browser: Browser, office: Desk
) -> None:
    sanne, bram, gerda = await office.cast(official("Sanne"), official("Bram"), GRIFFIER)
    await office.protect(gerda)
    first = await short_report(
        sanne, "Hij belde met 06 - 12 34 56 78 en heet op sociale media @veldermeer_boos."
    )
    second = await short_report(
        bram, "Weer die man van +31612345678, via Café Één. Zijn account: @Veldermeer.Boos"
    )
    third = await short_report(sanne, "Een andere beller: 06 98 76 54 32.")
    await newer(gerda, third)
    page = await opened(browser, f"{await gerda.opens_web_app('Open dossier')}")
    await unlock(page)
    await expect(page.get_by_text("Een andere beller")).to_be_visible()
    await page.get_by_role("button", name="Terug").click()
    await page.get_by_role("button", name="Open alles om te zoeken").click()
    await expect(page.get_by_role("button", name="Open alles om te zoeken")).to_have_count(0)
    box = page.get_by_role("searchbox")
    await expect(box).to_be_focused()
    for query, references in (("cafe een", [second]), ("0612345678", [first, second]), ("zwaard", [])):
        await box.fill(query)
        await expect(page.locator(".found")).to_have_count(len(references))
        for reference in references:
            await expect(page.locator(".found", has_text=reference)).to_be_visible()
    await page.get_by_role("link", name=first).click()
    hint = page.locator(".utrecht-alert", has_text="Misschien dezelfde persoon")
    await expect(hint).to_contain_text(second)
    await expect(hint).to_contain_text("hetzelfde telefoonnummer: +31612345678")
    await expect(hint).to_contain_text("hetzelfde account")
    await expect(hint).not_to_contain_text(third)


async def test_of_two_cases_that_are_tapped_the_last_is_shown(browser: Browser, office: Desk) -> None:
    sanne, bram, gerda = await office.cast(official("Sanne"), official("Bram"), GRIFFIER)
    await office.protect(gerda)
    first = await short_report(sanne, "Het eerste verhaal.")
    second = await short_report(bram, "Het tweede verhaal.")
    await newer(gerda, second)
    page = await opened(browser, await office.at_the_page(gerda))
    await unlock(page)
    await expect(page.get_by_role("link", name=first)).to_be_visible()
    last = await page.evaluate(
        "[...document.querySelectorAll('a.case-link')].map(link => (link.click(), link.textContent)).pop()"
    )
    await expect(page.get_by_role("heading", level=1)).to_have_text(last)
    story = "Het tweede verhaal." if last == second else "Het eerste verhaal."
    await expect(page.get_by_text(story)).to_be_visible()
