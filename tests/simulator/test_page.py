"""The page with the phones, in a real browser. Skipped where there is none."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from simulator.client import PhonePerson, SimulatorClient
from simulator.running import RunningSimulator
from tests.simulator.conftest import BotCalls, png

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium found for the browser tests")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, NARROW = {"width": 1360, "height": 900}, {"width": 390, "height": 844}
QUESTION = {
    "inline_keyboard": [
        [{"text": "Ja, ik ben veilig", "callback_data": "ja"}],
        [{"text": "Nee", "callback_data": "nee"}],
    ]
}


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        one = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield one
        await one.close()


@pytest.fixture
async def tess(client: SimulatorClient, sanne: PhonePerson) -> PhonePerson:
    """The one with the phone on the right."""
    person = await client.new_person("Tess", last_name="Test-de Vries")
    await person.sends("/start")
    return person


async def opened(
    browser: Browser, simulator: RunningSimulator, *, narrow: bool = False, query: str = "lang=nl"
) -> Page:
    context = await browser.new_context(viewport=NARROW if narrow else WIDE, reduced_motion="reduce")  # type: ignore[arg-type]
    page = await context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"error on the page: {error}"))
    await page.goto(f"{simulator.url}?{query}")
    return page


def phone(page: Page, side: str) -> Locator:
    return page.locator(f".phone[data-side={side}]")


async def test_an_empty_chat_begins_with_start(
    browser: Browser, simulator: RunningSimulator, client: SimulatorClient
) -> None:
    person = await client.new_person("Sanne")
    page = await opened(browser, simulator)
    await phone(page, "left").get_by_role("button", name="Start", exact=True).click()
    await expect(phone(page, "left").locator(".item.own")).to_contain_text("/start")
    assert (await person.chat())["started"] is True


async def test_texts_buttons_and_toasts(
    browser: Browser, simulator: RunningSimulator, bot: BotCalls, sanne: PhonePerson
) -> None:
    page = await opened(browser, simulator)
    left = phone(page, "left")
    sent = await bot.call("sendMessage", chat_id=sanne.id, text="Ben je veilig?", reply_markup=QUESTION)
    await left.get_by_role("button", name="Ja, ik ben veilig").click()
    await expect(left.locator(".inline.busy")).to_have_count(1)
    query = (await bot.call("getUpdates"))[-1]["callback_query"]
    assert query["data"] == "ja"
    await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Fijn om te horen")
    await expect(left.locator(".toast")).to_have_text("Fijn om te horen")
    await bot.call("editMessageText", chat_id=sanne.id, message_id=sent["message_id"], text="Mooi.")
    await expect(left.locator(".item:not(.own) .text")).to_have_text("Mooi.")
    await expect(left.locator(".inline")).to_have_count(0)
    await bot.call("deleteMessage", chat_id=sanne.id, message_id=sent["message_id"])
    await expect(left.locator(".item:not(.own)")).to_have_count(0)


async def test_an_alert_waits_to_be_read(
    browser: Browser, simulator: RunningSimulator, bot: BotCalls, sanne: PhonePerson
) -> None:
    page = await opened(browser, simulator)
    left = phone(page, "left")
    await bot.call("sendMessage", chat_id=sanne.id, text="Veilig?", reply_markup=QUESTION)
    await left.get_by_role("button", name="Nee").click()
    query_id = (await bot.call("getUpdates"))[-1]["callback_query"]["id"]
    await bot.call("answerCallbackQuery", callback_query_id=query_id, text="Bel 112", show_alert=True)
    await expect(left.get_by_role("alertdialog")).to_contain_text("Bel 112")
    await page.keyboard.press("Enter")
    await expect(left.get_by_role("alertdialog")).to_have_count(0)


async def test_nothing_that_is_written_is_parsed_as_html(
    browser: Browser, simulator: RunningSimulator, bot: BotCalls, sanne: PhonePerson
) -> None:
    page = await opened(browser, simulator)
    nasty = "<img src=x onerror=alert(1)> <b>vet</b>"
    entities = [{"type": "bold", "offset": 0, "length": 4}]
    await bot.call("sendMessage", chat_id=sanne.id, text=nasty, entities=entities)
    text = phone(page, "left").locator(".item:not(.own) .text")
    await expect(text).to_have_text(nasty)
    await expect(text.locator("strong")).to_have_text("<img")
    await expect(text.locator("img, b")).to_have_count(0)


async def test_links_and_commands_work(
    browser: Browser, simulator: RunningSimulator, bot: BotCalls, sanne: PhonePerson
) -> None:
    page = await opened(browser, simulator)
    text = "Kijk op https://example.org of https://t.me/ruggensteun_bot?start=abc of kies /hulp"
    await bot.call("sendMessage", chat_id=sanne.id, text=text)
    item = phone(page, "left").locator(".item:not(.own)")
    await expect(item.locator("a")).to_have_attribute("href", "https://example.org")
    await item.get_by_role("button", name="t.me").click()
    await item.get_by_role("button", name="/hulp").click()
    await expect(phone(page, "left").locator(".item.own")).to_have_count(3)
    assert [one["text"] for one in await sanne.messages()][2:] == ["/start abc", "/hulp"]


async def test_writing_editing_and_deleting_by_keyboard(
    browser: Browser, simulator: RunningSimulator, bot: BotCalls, sanne: PhonePerson
) -> None:
    page = await opened(browser, simulator)
    left = phone(page, "left")
    await left.get_by_role("textbox", name="Bericht").fill("Er gebeurde iets")
    await page.keyboard.press("Enter")
    own = left.locator(".item.own").last
    await expect(own).to_contain_text("Er gebeurde iets")
    await own.get_by_role("button", name="Mogelijkheden").focus()
    await page.keyboard.press("Enter")
    await left.get_by_role("menuitem", name="Bewerken").click()
    await expect(left.locator(".context")).to_contain_text("Bericht bewerken")
    await left.get_by_role("textbox", name="Bericht").fill("Er gebeurde iets ergs")
    await page.keyboard.press("Enter")
    await expect(own).to_contain_text("bewerkt")
    await own.locator(".bubble").click(button="right")
    await left.get_by_role("menuitem", name="Verwijderen").click()
    await expect(left.locator(".item.own")).to_have_count(1)
    assert "edited_message" in (await bot.call("getUpdates"))[-1]


@pytest.mark.parametrize(("choice", "kind"), [("Als foto", "photo"), ("Als bestand", "document")])
async def test_screenshots_go_as_photo_or_as_file(
    browser: Browser, simulator: RunningSimulator, bot: BotCalls, sanne: PhonePerson, choice: str, kind: str
) -> None:
    page = await opened(browser, simulator)
    left = phone(page, "left")
    async with page.expect_file_chooser() as chooser:
        await left.get_by_role("button", name="Foto of bestand kiezen").click()
    files = [
        {"name": f"scherm{number}.png", "mimeType": "image/png", "buffer": png(300 + number, 200)}
        for number in range(2)
    ]
    await (await chooser.value).set_files(files)  # type: ignore[arg-type]
    await left.get_by_text(choice).click()
    await left.get_by_role("textbox", name="Tekst erbij").fill("Dit stond online")
    await left.get_by_role("button", name="Versturen").click()
    await expect(left.locator(".album > *")).to_have_count(2)
    messages = [update["message"] for update in (await bot.call("getUpdates"))[1:]]
    assert [kind in message for message in messages] == [True, True]
    assert messages[0]["media_group_id"] == messages[1]["media_group_id"]
    assert messages[0]["caption"] == "Dit stond online"
    if kind == "photo":
        await left.locator(".album .photo").first.click()
        await expect(page.locator("dialog.lightbox img")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(page.locator("dialog.lightbox")).to_have_count(0)


async def test_typing_reactions_replies_and_the_reply_keyboard(
    browser: Browser, simulator: RunningSimulator, bot: BotCalls, sanne: PhonePerson
) -> None:
    page = await opened(browser, simulator)
    left = phone(page, "left")
    [asked] = await sanne.messages()
    await bot.call("sendChatAction", chat_id=sanne.id, action="typing")
    await expect(left.locator(".typing")).to_be_visible()
    await bot.call(
        "setMessageReaction",
        chat_id=sanne.id,
        message_id=asked["message_id"],
        reaction=[{"type": "emoji", "emoji": "👍"}],
    )
    await expect(left.locator(".reactions")).to_have_text("👍")
    await bot.call(
        "sendMessage",
        chat_id=sanne.id,
        text="Wanneer was het?",
        reply_parameters={"message_id": asked["message_id"]},
        reply_markup={"keyboard": [["Vandaag", "Gisteren"]], "one_time_keyboard": True},
    )
    await expect(left.locator(".typing")).to_have_count(0)
    await expect(left.locator(".reply")).to_contain_text("/start")
    await left.get_by_role("button", name="Gisteren").click()
    await expect(left.locator(".item.own").last).to_contain_text("Gisteren")
    await expect(left.locator(".keyboard")).to_be_hidden()


async def test_the_other_phone_rings_and_a_sleeping_phone_collects(
    browser: Browser, simulator: RunningSimulator, bot: BotCalls, tess: PhonePerson
) -> None:
    page = await opened(browser, simulator)
    right = phone(page, "right")
    await expect(right.locator(".item.own")).to_have_count(1)
    await bot.call("sendMessage", chat_id=tess.id, text="Nieuwe melding")
    await expect(right.locator(".banner")).to_contain_text("Nieuwe melding")
    await expect(right.locator(".caption .badge")).to_have_text("1")
    await right.get_by_role("button", name="Leg de telefoon weg").click()
    await bot.call("sendMessage", chat_id=tess.id, text="Nog een melding")
    await expect(right.locator(".lock .note")).to_have_count(1)
    await expect(page).to_have_title("(1) Ruggensteun op twee telefoons")
    await right.locator(".lock .note").click()
    await expect(right.locator(".lock")).to_have_count(0)
    await expect(right.locator(".fresh")).to_be_visible()
    await expect(page).to_have_title("Ruggensteun op twee telefoons")


async def test_the_clock_moves(
    browser: Browser, simulator: RunningSimulator, client: SimulatorClient, sanne: PhonePerson
) -> None:
    page = await opened(browser, simulator)
    await client.request("POST", "/clock", json={"set": "2027-01-31T11:30:00Z"})
    await expect(page.locator(".now")).to_contain_text("12:30")
    await expect(page.locator(".now")).to_contain_text("zondag 31 januari 2027")
    await page.get_by_role("button", name="+3 dagen").click()
    await expect(page.locator(".now")).to_contain_text("woensdag 3 februari 2027")
    await page.get_by_role("button", name="Anders").click()
    await page.get_by_label("Aantal").fill("3")
    await page.get_by_label("Eenheid").select_option("uren")
    await page.get_by_role("button", name="Verzetten", exact=True).click()
    await expect(page.locator(".now")).to_contain_text("15:30")
    await expect(phone(page, "left").locator(".status")).to_contain_text("15:30")


async def test_a_narrow_page_shows_one_phone_and_the_badge_of_the_other(
    browser: Browser, simulator: RunningSimulator, bot: BotCalls, tess: PhonePerson
) -> None:
    page = await opened(browser, simulator, narrow=True)
    left, right = phone(page, "left"), phone(page, "right")
    await expect(left.locator(".item.own")).to_be_visible()
    await expect(right).to_be_hidden()
    await bot.call("sendMessage", chat_id=tess.id, text="Nieuwe melding")
    tab = page.get_by_role("tab", name="Tess Test-de Vries")
    await expect(tab.locator(".badge")).to_have_text("1")
    await left.locator(".banner .note").click()
    await expect(right.locator(".item:not(.own)")).to_be_visible()
    await expect(left).to_be_hidden()
    await expect(page.locator(".switcher .badge")).to_have_count(0)
    wider = await page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert wider is False


async def test_people_are_chosen_in_the_address_and_in_the_menu(
    browser: Browser,
    simulator: RunningSimulator,
    client: SimulatorClient,
    sanne: PhonePerson,
    tess: PhonePerson,
) -> None:
    page = await opened(browser, simulator, query=f"lang=nl&left={tess.id}&right={sanne.id}")
    left = phone(page, "left")
    await expect(left.locator(".whose")).to_contain_text("Tess")
    youssef = await client.new_person("Youssef")
    await left.get_by_role("button", name="Meer mogelijkheden").click()
    await left.get_by_role("menuitemradio", name="Youssef").click()
    await expect(left.locator(".whose")).to_contain_text("Youssef")
    await expect(left.get_by_role("button", name="Start", exact=True)).to_be_visible()
    assert f"left={youssef.id}" in page.url
    await left.get_by_role("button", name="Start", exact=True).click()
    await left.get_by_role("button", name="Meer mogelijkheden").click()
    await left.get_by_role("menuitem", name="Bot blokkeren").click()
    await expect(left.get_by_role("button", name="Bot deblokkeren")).to_be_visible()
    assert (await youssef.chat())["blocked"] is True


async def test_the_words_of_the_page_can_be_english(
    browser: Browser, simulator: RunningSimulator, sanne: PhonePerson
) -> None:
    page = await opened(browser, simulator)
    await page.get_by_role("button", name="EN", exact=True).click()
    await expect(page.get_by_role("button", name="+3 days")).to_be_visible()
    await expect(phone(page, "left").get_by_role("textbox", name="Message")).to_be_visible()
    assert await page.evaluate("document.documentElement.lang") == "en"


async def test_the_page_asks_nothing_of_other_machines(
    browser: Browser, simulator: RunningSimulator, sanne: PhonePerson
) -> None:
    context = await browser.new_context()
    page = await context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(simulator.url)
    await expect(phone(page, "left").locator(".item.own")).to_have_count(1)
    assert asked
    assert all(url.startswith(simulator.url) for url in asked)


async def test_the_newest_message_stays_in_view_until_a_person_scrolls_up(
    browser: Browser, simulator: RunningSimulator, bot: BotCalls, sanne: PhonePerson
) -> None:
    page = await opened(browser, simulator)
    left = phone(page, "left")
    for number in range(30):
        await bot.call("sendMessage", chat_id=sanne.id, text=f"bericht {number}")
    markup = {"keyboard": [["Vandaag"], ["Gisteren"], ["Eerder"]]}
    await bot.call("sendMessage", chat_id=sanne.id, text="Wanneer was het?", reply_markup=markup)
    await expect(left.get_by_role("button", name="Eerder")).to_be_visible()
    await expect(left.get_by_text("Wanneer was het?")).to_be_in_viewport(ratio=1)
    await left.locator(".log").hover()
    await page.mouse.wheel(0, -900)
    await expect(left.locator(".to-end")).to_be_visible()
    await bot.call("sendMessage", chat_id=sanne.id, text="Nog iets")
    await expect(left.locator(".to-end .badge")).to_have_text("1")
    await left.get_by_role("button", name="Naar het nieuwste bericht").click()
    await expect(left.get_by_text("Nog iets")).to_be_in_viewport(ratio=1)
