"""What somebody who means harm, or who has bad luck, tries on the page and on its server."""

from __future__ import annotations

import gzip
import hashlib
import re
import struct
import zlib
from datetime import timedelta

import aiohttp
from playwright.async_api import Browser, Page, Route, expect

from bot.dossier import files
from tests.dossier.desk import GRIFFIER, STORY, Desk, official, report_with_screenshot, visitor
from tests.dossier.test_keys import looks_away, make_key
from tests.dossier.test_modules import ask, needs_node
from tests.dossier.test_reading import NARROW, NO_KEY, opened, report_at_hand, unlock
from tests.dossier.test_server import OTHER, entered
from tests.e2e.scene import DEPUTY, newer, say, short_report, tap

MARK = {"X-Ruggensteun": "dossier"}


# ---- a stranger who reaches the server --------------------------------------------------------------------------


async def test_what_no_browser_sends_is_refused_and_breaks_nothing(office: Desk) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await short_report(sanne, STORY)
    case_id = (await office.envelopes())[0].case_id
    async with visitor(office.address) as visit:
        assert (await visit.ask("POST", "/session", {"init_data": "user=\ud800&hash=00"}))[0] == 403
        assert (await visit.ask("POST", "/session", {"code": "\ud800"}))[0] == 403
        assert (await visit.ask("GET", "/envelopes/" + "9" * 5000))[0] in (401, 404)
        assert await entered(office, visit, gerda) == 200
        assert (await visit.ask("GET", "/envelopes/" + "9" * 5000))[0] == 404
        await visit.ask("POST", f"/cases/{case_id}/received")
        asked = {"writing": "message:", "text": "Tot \ud800straks\x00."}
        assert (await visit.ask("POST", f"/cases/{case_id}/work", asked))[0] == 200
    await newer(sanne, "Tot �straks�.")


async def test_a_stranger_keeps_no_case_handler_out(office: Desk) -> None:
    """Behind a web server that passes no addresses on, everybody comes from one."""
    _, gerda = await office.cast(official("Sanne"), GRIFFIER)
    async with visitor(office.address) as stranger, visitor(office.address) as visit:
        answers = [(await stranger.ask("POST", "/session", {"code": f"raden-{i}"}))[0] for i in range(25)]
        assert answers == [403] * 20 + [429] * 5
        assert await entered(office, visit, gerda) == 200
    refused = [action for action in await office.actions() if action.startswith("dossier-refused")]
    assert len(refused) == 20


async def test_the_pages_files_are_compressed_once(office: Desk) -> None:
    """Else whoever asks for them all day takes the bot's time."""
    await office.cast(official("Sanne"))
    files._compressed.cache_clear()
    address = f"{office.address}/dossier/worker.js"
    async with aiohttp.ClientSession(auto_decompress=False) as session:
        bodies = []
        for accepted in ("gzip", "gzip", "identity"):
            async with session.get(address, headers={"Accept-Encoding": accepted}) as answer:
                assert answer.headers.get("Content-Encoding") == ("gzip" if accepted == "gzip" else None)
                assert answer.headers["Vary"] == "Accept-Encoding"
                bodies.append(await answer.read())
    assert gzip.decompress(bodies[0]) == bodies[2]
    info = files._compressed.cache_info()
    assert (info.misses, info.hits) == (1, 1)


# ---- who stepped back -------------------------------------------------------------------------------------------


async def test_who_stepped_back_sees_and_hears_nothing_more(office: Desk) -> None:
    """As the chat says it when somebody steps back; with a session that was there before."""
    sanne, gerda, dora = await office.cast(official("Sanne"), GRIFFIER, DEPUTY)
    reference = await short_report(sanne, STORY)
    await newer(gerda, reference)
    sealed = await office.envelopes()
    case_id = sealed[0].case_id
    async with visitor(office.address) as visit, visitor(office.address) as other:
        assert await entered(office, visit, gerda) == 200
        assert await entered(office, other, dora) == 200
        step = {"action": "case_step", "argument": f"{case_id}:recuse:yes"}
        status, answered = await visit.ask("POST", f"/cases/{case_id}/work", step)
        assert (status, answered["case"]) == (200, None)
        assert "Je hebt je teruggetrokken" in answered["messages"][0]["text"]
        assert "recused" in await office.actions()
        await newer(dora, reference)
        assert (await visit.ask("GET", "/cases"))[1]["cases"] == []
        assert (await visit.ask("GET", f"/cases/{case_id}"))[0] == 404
        assert (await visit.ask("GET", f"/envelopes/{sealed[0].envelope_id}"))[0] == 404
        assert (await visit.ask("POST", f"/cases/{case_id}/received"))[0] == 404
        assert [c["reference"] for c in (await other.ask("GET", "/cases"))[1]["cases"]] == [reference]
        assert (await other.ask("GET", f"/envelopes/{sealed[0].envelope_id}"))[0] == 200


# ---- who can write to the database ------------------------------------------------------------------------------


async def test_a_recipient_that_was_moved_to_a_colleague_shows_them_nothing(office: Desk) -> None:
    sanne, gerda, colleague = await office.cast(official("Sanne"), GRIFFIER, OTHER)
    await office.protect(gerda)
    await newer(gerda, await short_report(sanne, STORY))
    (sealed,) = await office.envelopes()
    await office.change(
        "UPDATE recipients SET person_id = (SELECT person_id FROM people WHERE role = ?)", OTHER.role
    )
    async with visitor(office.address) as visit:
        assert await entered(office, visit, colleague) == 200
        assert (await visit.ask("GET", "/cases"))[1]["cases"] == []
        assert (await visit.ask("GET", f"/cases/{sealed.case_id}"))[0] == 404
        assert (await visit.ask("GET", f"/envelopes/{sealed.envelope_id}"))[0] == 404
        assert (await visit.ask("GET", "/identity"))[1]["kept"] == []


# ---- what a reporter, or who wrote to them, sends along ---------------------------------------------------------


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(side: int) -> bytes:
    """A black picture of this size, in black and white, which compresses to next to nothing."""
    packer = zlib.compressobj(9)
    row = b"\0" * (1 + (side + 7) // 8)
    rows = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


async def test_a_picture_that_unpacks_to_gigabytes_is_a_download(browser: Browser, office: Desk) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    bomb = png(12_000)
    assert len(bomb) < 30_000
    await report_with_screenshot(sanne, image=bomb)
    page = await opened(browser, await gerda.opens_web_app("Open dossier"))
    await unlock(page)
    await expect(page.get_by_text(hashlib.sha256(bomb).hexdigest())).to_be_visible()
    await expect(page.get_by_text("Het kan schadelijk zijn")).to_be_visible()
    assert await page.get_by_role("img").count() == 0
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Bewaar op dit apparaat").click()
    assert (await download.value).suggested_filename == "bewijs.png"


async def test_names_that_somebody_chose_break_no_screen_and_start_nothing(
    browser: Browser, office: Desk
) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    program = b"<svg xmlns='http://www.w3.org/2000/svg' onload='document.title=1'><script>1</script></svg>"
    sent = {"a" * 240 + ".png": program, "\u202egnp.exe": b"MZ", "brief.html": b"<script>1</script>"}
    await tap(sanne, "Iets melden", "veilig?")
    await tap(sanne, "Ja, ik ben veilig", "Wat is er gebeurd?")
    await say(sanne, "x" * 3000 + "\u202edraai <img src=x>", "✓")
    for one in sent.items():
        newest = (await sanne.last_bot_message())["message_id"]
        await sanne.sends_files([one], kind="document")
        await newer(sanne, "bewaard", newest)
    await tap(sanne, "Nu al versturen", "Klopt dit zo?")
    await tap(sanne, "Versturen", "R-")
    page = await opened(browser, await gerda.opens_web_app("Open dossier"), NARROW)
    await unlock(page)
    await expect(page.get_by_text("Alles is geopend")).to_be_visible()
    for number in range(len(sent)):
        card = page.locator(".evidence").nth(number)
        if await card.get_by_role("button", name="Open bestand").count():
            await card.get_by_role("button", name="Open bestand").click()
        await expect(card.get_by_role("link", name="Bewaar op dit apparaat")).to_be_visible()
    assert await page.locator("main :is(img, svg, script, iframe, object)").count() == 0
    links = await page.locator("a[download]").all()
    names = sorted([await link.get_attribute("download") or "" for link in links])
    assert [name.rpartition(".")[2] for name in names] == ["bin", "png", "bin"]
    assert max(map(len, names)) <= 80
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", await page.locator("body").inner_text())
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@needs_node
def test_how_large_a_picture_says_it_is() -> None:
    def jpeg(width: int, height: int) -> bytes:
        app = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + bytes(9)
        thumbnail = b"\xff\xc4\x00\x03\x00\xff"
        frame = b"\xff\xc2" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
        return b"\xff\xd8" + app + thumbnail + frame + b"\xff\xda\x00\x02"

    lossy = b"RIFF....WEBPVP8 ....\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 300, 200)
    lossless = b"RIFF....WEBPVP8L....\x2f" + struct.pack("<I", 299 | 199 << 14)
    wide = b"RIFF....WEBPVP8X....\0\0\0\0" + (299).to_bytes(3, "little") + (199).to_bytes(3, "little")
    given = {
        "image/png": [png(30), png(30)[:18]],
        "image/gif": [b"GIF89a" + struct.pack("<HH", 300, 200), b"GIF8"],
        "image/jpeg": [jpeg(300, 200), jpeg(300, 200)[:-4], b"\xff\xd8\xff\xe0\x00\x02rommel"],
        "image/webp": [lossy, lossless, wide, b"RIFF....WEBPVP8Q" + bytes(20)],
    }
    asked = [[list(data), kind] for kind, several in given.items() for data in several]
    answers = ask("pixels", "pixelsOf", *asked)
    assert answers == [900, None, 60_000, None, 60_000, None, None, 60_000, 60_000, 60_000, None]


LOADS = (
    "u => new Promise(done => { const picture = new Image(); picture.onload = () => done(1);"
    " picture.onerror = () => done(0); picture.src = u })"
)


async def test_the_address_of_a_picture_is_worth_nothing_after_a_lock(browser: Browser, office: Desk) -> None:
    """Asked for as a picture: the policy refuses anything else, also before."""
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    await report_with_screenshot(sanne)
    page = await opened(browser, await gerda.opens_web_app("Open dossier"))
    await unlock(page)
    await expect(page.get_by_role("img")).to_be_visible()
    address = await page.get_by_role("img").get_attribute("src")
    assert await page.evaluate(LOADS, address) == 1
    await looks_away(page)
    await expect(page.get_by_text("De pagina is op slot gegaan")).to_be_visible()
    assert await page.evaluate(LOADS, address) == 0


# ---- bad luck ---------------------------------------------------------------------------------------------------


async def test_a_page_of_one_person_does_nothing_in_the_name_of_another(
    browser: Browser, office: Desk
) -> None:
    """Two people at one computer: the second one's visit takes the place of the first one's cookie."""
    sanne, gerda, dora = await office.cast(official("Sanne"), GRIFFIER, DEPUTY)
    await office.protect(gerda)
    reference = await short_report(sanne, STORY)
    await newer(gerda, reference)
    page = await opened(browser, await gerda.opens_web_app("Open dossier"))
    await unlock(page)
    await expect(page.get_by_text(STORY)).to_be_visible()
    second = await page.context.new_page()
    await second.goto(await office.at_the_page(dora))
    await expect(second.get_by_role("heading", level=1)).to_be_visible()
    await page.get_by_role("button", name="Terug").click()
    await expect(page.get_by_text("Je bezoek is afgelopen")).to_be_visible()
    assert reference not in await page.content()


async def test_a_message_of_which_the_answer_was_lost_is_sent_once(browser: Browser, office: Desk) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    await short_report(sanne, STORY)
    page = await opened(browser, await gerda.opens_web_app("Open dossier"))
    await unlock(page)
    await page.get_by_role("button", name="Laat zien wat kan").click()
    await page.get_by_role("button", name="Bericht sturen").click()
    await page.get_by_label("Wat je wilt schrijven").fill("Zal ik je om vier uur bellen?")

    async def lose(route: Route) -> None:
        await route.fetch()
        await route.abort("connectionreset")

    await page.route("**/work", lose)
    await page.get_by_role("button", name="Versturen").click()
    await expect(page.get_by_text("Er is geen verbinding")).to_be_visible()
    await newer(sanne, "Zal ik je om vier uur bellen?")
    await page.unroute_all()
    await page.get_by_role("button", name="Versturen").click()
    await expect(page.get_by_text("Er is geen verbinding")).to_have_count(0)
    got = [m for m in await sanne.messages() if "Zal ik je om vier uur bellen?" in (m["text"] or "")]
    assert len(got) == 1


async def test_half_a_connection_at_the_start_can_be_tried_again(browser: Browser, office: Desk) -> None:
    _, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    context = await browser.new_context(locale="nl-NL")
    page = await context.new_page()
    for broken in ("**/texts/*.ftl", "**/dossier/api/session"):
        await page.route(broken, lambda route: route.abort())
        await page.goto("about:blank")
        await page.goto(await office.at_the_page(gerda))
        await expect(page.get_by_role("alert")).to_be_visible()
        await page.unroute_all()
        await page.get_by_role("button", name="Opnieuw").first.click()
        await expect(page.get_by_label("Wachtzin", exact=True)).to_be_visible()
        await context.clear_cookies()


async def test_who_leaves_the_recovery_sheet_opens_the_key_and_makes_no_second(
    browser: Browser, office: Desk
) -> None:
    _, gerda = await office.cast(official("Sanne"), NO_KEY)
    page = await opened(browser, await office.at_the_page(gerda))
    await make_key(page)
    await looks_away(page)
    await expect(page.get_by_text("De pagina is op slot gegaan")).to_be_visible()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Open met je wachtzin")
    await unlock(page)
    await expect(page.get_by_role("button", name="Mijn sleutel")).to_be_visible()
    assert len(await office.kept()) == 1


async def test_a_worker_that_breaks_leaves_nothing_on_the_screen(browser: Browser, office: Desk) -> None:
    page = await report_at_hand(browser, office)
    await unlock(page)
    await expect(page.get_by_text(STORY)).to_be_visible()
    await page.workers[0].evaluate("void setTimeout(() => { throw new Error('broken'); })")
    await expect(page.get_by_text("De pagina is op slot gegaan")).to_be_visible()
    assert STORY not in await page.content()


async def test_a_clock_that_goes_back_keeps_nothing_open(browser: Browser, office: Desk) -> None:
    page = await report_at_hand(browser, office)
    await expect(page.get_by_label("Wachtzin", exact=True)).to_be_visible()
    await page.clock.install(time="2026-11-22T12:00:00")
    await page.reload()
    await unlock(page)
    await expect(page.get_by_text(STORY)).to_be_visible()
    await page.clock.set_system_time("2026-11-22T10:00:00")
    await page.clock.run_for("11:00")
    await expect(page.get_by_text("De pagina is op slot gegaan")).to_be_visible()


async def test_a_phone_with_a_wrong_clock_says_nothing_about_being_late(
    browser: Browser, office: Desk
) -> None:
    page = await report_at_hand(browser, office)
    await expect(page.get_by_label("Wachtzin", exact=True)).to_be_visible()
    await page.clock.install(time=await office.client.now() + timedelta(days=400))
    await page.reload()
    await unlock(page)
    await expect(page.locator(".clock")).to_be_visible()
    assert await page.locator(".clock.late").count() == 0


async def test_who_writes_for_long_stays_in(browser: Browser, office: Desk) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    await short_report(sanne, STORY)
    page = await opened(browser, await gerda.opens_web_app("Open dossier"))
    await expect(page.get_by_label("Wachtzin", exact=True)).to_be_visible()
    await page.clock.install()
    await page.reload()
    await unlock(page)
    await page.get_by_role("button", name="Laat zien wat kan").click()
    await page.get_by_role("button", name="Bericht sturen").click()
    words = page.get_by_label("Wat je wilt schrijven")
    for number in range(4):
        await office.client.advance(timedelta(minutes=6))
        await office.until_clock_followed()
        await page.clock.fast_forward("06:00")
        await words.press_sequentially(f"{number} ")
        await _settled(page)
    await page.get_by_role("button", name="Versturen").click()
    await newer(sanne, "0 1 2 3")


async def _settled(page: Page) -> None:
    """What the page asked before this was answered."""
    await page.evaluate("fetch('/dossier/texts/nl.ftl').then(later => later.text())")


async def test_who_was_not_let_in_is_offered_no_key_when_the_page_comes_back(
    browser: Browser, office: Desk
) -> None:
    """With the button back, or when a telephone wakes a page that it had put to sleep."""
    await office.cast(official("Sanne"))
    page = await opened(browser, f"{office.address}/dossier/#code=raden")
    await expect(page.get_by_text("Deze link is al gebruikt of te oud")).to_be_visible()
    await page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    await page.evaluate("document.dispatchEvent(new Event('freeze'))")
    await expect(page.get_by_text("Deze link is al gebruikt of te oud")).to_be_visible()
    assert await page.get_by_label("Nieuwe wachtzin").count() == 0
