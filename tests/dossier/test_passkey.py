"""A passkey (WebAuthn PRF) on a virtual authenticator: made after unlocking, and enough to open from then on."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.dossier.desk import GRIFFIER, STORY, Desk, official
from tests.dossier.test_reading import unlock
from tests.e2e.scene import short_report


async def authenticator(page: Page, *, prf: bool) -> Any:
    """A device that knows passkeys, and says yes to every question."""
    session = await page.context.new_cdp_session(page)
    await session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "ctap2Version": "ctap2_1",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
        "hasPrf": prf,
    }
    made = await session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


async def page_with(context: BrowserContext, url: str, *, prf: bool = True) -> tuple[Page, Any, str]:
    page = await context.new_page()
    session, authenticator_id = await authenticator(page, prf=prf)
    await page.goto(url)
    return page, session, authenticator_id


async def test_a_passkey_is_made_and_opens_the_next_time(browser: Browser, office: Desk) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    reference = await short_report(sanne, STORY)
    context = await browser.new_context(locale="nl-NL")
    page, session, device = await page_with(context, await gerda.opens_web_app("Open dossier"))
    await unlock(page)
    await expect(page.get_by_text(STORY)).to_be_visible()
    await page.get_by_role("button", name="Terug").click()
    await page.get_by_role("button", name="Mijn sleutel").click()
    await page.get_by_role("button", name="Maak een passkey op dit apparaat").click()
    await expect(page.get_by_text("Je opent dossiers nu ook met deze passkey")).to_be_visible()
    assert (await page.evaluate("document.activeElement.textContent")).startswith("Klaar.")
    assert (
        len((await session.send("WebAuthn.getCredentials", {"authenticatorId": device}))["credentials"]) == 1
    )
    await page.get_by_role("button", name="Op slot").click()
    await page.get_by_role("button", name="Open met een passkey").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Dossiers")
    await page.get_by_role("link", name=reference).click()
    await expect(page.get_by_text(STORY)).to_be_visible()
    await page.get_by_role("button", name="Op slot").click()
    await session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    await page.get_by_role("button", name="Open met een passkey").click()
    await expect(page.get_by_text("Deze passkey past niet")).to_be_visible()
    assert STORY not in await page.content()
    await unlock(page)
    await expect(page.get_by_text(STORY)).to_be_visible()


async def test_a_device_without_prf_says_so_and_the_passphrase_stays(browser: Browser, office: Desk) -> None:
    _, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    await short_report(_, STORY)
    context = await browser.new_context(locale="nl-NL")
    page, _session, _device = await page_with(context, await gerda.opens_web_app("Open dossier"), prf=False)
    await unlock(page)
    await page.get_by_role("button", name="Terug").click()
    await page.get_by_role("button", name="Mijn sleutel").click()
    await page.get_by_role("button", name="Maak een passkey op dit apparaat").click()
    await expect(page.get_by_text("Je wachtzin blijft werken")).to_be_visible()
    await page.get_by_role("button", name="Op slot").click()
    await expect(page.get_by_role("button", name="Open met een passkey")).to_have_count(0)
    await unlock(page)
    await expect(page.get_by_role("heading", level=1)).to_have_text("Dossiers")
