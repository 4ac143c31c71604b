"""Working a case in a real browser: everything that belongs to it is shown, and every step of the chat is there."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import Any

from playwright.async_api import Browser, expect

from conversations.actions import Action
from conversations.casework.model import case_from_json
from conversations.texts import load_catalogue
from simulator.client import PhonePerson, button_labels
from storage import cases
from storage.reports import Part
from tests.dossier.desk import GRIFFIER, STORY, Desk, Visitor, official, report_with_screenshot, visitor
from tests.dossier.test_reading import opened, unlock
from tests.dossier.test_server import entered
from tests.e2e.scene import newer, short_report

AT = "2026-11-22T10:00:00+00:00"
REPORTER = {"name": "Sanne Proef", "office": "raadslid", "language": "nl"}
ONLY_IN_CHAT = {"button-open-dossier", "button-dossier-link"}
PARTS: dict[str, dict[str, Any]] = {
    "supplement": {
        "format": 1,
        "kind": "supplement",
        "reporter": REPORTER,
        "sent_at": AT,
        "messages": [{"text": "Hij reed vanavond weer door de straat.", "at": AT}],
    },
    "check-in-first": {
        "format": 1,
        "kind": "check-in",
        "check_in": "first",
        "reporter": REPORTER,
        "answered_at": AT,
        "answers": {
            "safe": {"chosen": ["unsure"], "messages": [{"text": "Ik lag lang wakker.", "at": AT}]},
            "arranged": {"chosen": [], "messages": [{"text": "Nog niet.", "at": AT}]},
        },
    },
    "message-1": {
        "format": 1,
        "kind": "message",
        "who": "Griffier Test-de Vries",
        "role": "griffier",
        "written_at": AT,
        "text": "Ik bel je om vier uur.",
    },
    "ledger": {
        "format": 1,
        "kind": "ledger",
        "actions": [{"action": "a1", "measure": "stop-talk", "state": "agreed"}],
        "talks": [{"talk": "first", "state": "planned"}],
        "entries": [{"at": AT, "who": "", "role": "griffier", "what": "proposed", "about": "a1"}],
    },
    "something-new": {"format": 9, "kind": "novum", "what": "wat deze pagina nog niet kent"},
}


async def seal(office: Desk, case_id: str, part: str, content: dict[str, Any]) -> None:
    """Put a part in the register, sealed to the griffier."""
    fe, reader = office.world.field_encryption, office.world.identities["griffier"].recipient

    def work(tx: Any) -> None:
        stored = cases.load_case(tx, fe, case_id)
        assert stored is not None
        case = case_from_json(stored.body)
        sealed = Part(
            case_id=case_id,
            part=part,
            content=json.dumps(content).encode(),
            content_type="application/json",
            created_at=case.created_at + timedelta(minutes=1),
            pack_id=case.pack_id,
            pack_version=case.pack_version,
        )
        office.app.place.register.seal(tx, sealed, [reader])

    await office.app.db.transaction(work)


async def test_everything_that_belongs_to_a_case_is_shown_and_printed(browser: Browser, office: Desk) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    await report_with_screenshot(sanne)
    await newer(gerda, "Nieuwe melding")
    case_id = (await office.envelopes())[0].case_id
    for part, content in PARTS.items():
        await seal(office, case_id, part, content)
    page = await opened(browser, await gerda.opens_web_app("Open dossier"))
    await unlock(page)
    for words in (
        STORY,
        "Hij reed vanavond weer door de straat.",
        "Ben je veilig, ook thuis en vannacht?",
        "Ik twijfel",
        "Ik lag lang wakker.",
        "Is geregeld wat je wilde?",
        "Ik bel je om vier uur.",
        "Griffier Test-de Vries",
        "wat deze pagina nog niet kent",
    ):
        await expect(page.get_by_text(words).first).to_be_visible()
    for title in (
        "Melding",
        "Aanvulling",
        "Hoe het gaat: eerste keer",
        "Logboek",
        "Maatregelen",
        "Gesprekken",
        "Bewijs",
    ):
        await expect(page.get_by_role("heading", name=title, exact=True).first).to_be_visible()
    await page.get_by_text("Alle verzegelde delen").click()
    rows = page.get_by_role("row")
    assert await rows.count() == 1 + len(await office.envelopes())
    await expect(rows.filter(has_text="herstelsleutel").first).to_be_visible()
    names = await page.get_by_role("rowheader").all_inner_texts()
    assert "Bericht" in names
    assert not [name for name in names if "message" in name]
    await expect(page.get_by_role("img")).to_be_visible()
    await page.emulate_media(media="print")
    await expect(page.get_by_text(STORY)).to_be_visible()
    await expect(page.get_by_role("img")).to_be_visible()
    for button in ("Op slot", "Laat zien wat kan", "Ik heb dit gezien"):
        await expect(page.get_by_role("button", name=button)).to_be_hidden()


async def pages_menu(visit: Visitor, case_id: str, menu: str) -> dict[str, Any]:
    step = {"action": Action.CASE_STEP, "argument": f"{case_id}:menu:{menu}"}
    status, answer = await visit.ask("POST", f"/cases/{case_id}/work", step)
    assert status == 200
    return dict(answer)


async def chats_menu(phone: PhonePerson, label: str) -> list[str]:
    newest = (await phone.last_bot_message())["message_id"]
    await phone.presses(label)
    shown = await phone.waits_for(lambda m: m["message_id"] > newest and bool(m["buttons"]))
    return button_labels(shown)


async def test_the_page_offers_every_step_of_the_chat(office: Desk) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await short_report(sanne, STORY)
    await newer(gerda, "Nieuwe melding")
    only_in_chat = {load_catalogue().format(key, "nl", {}) for key in ONLY_IN_CHAT}
    case_id = (await office.envelopes())[0].case_id
    async with visitor(office.address) as visit:
        assert await entered(office, visit, gerda) == 200
        in_chat = await chats_menu(gerda, load_catalogue().format("button-case-menu", "nl", {}))
        whole = await pages_menu(visit, case_id, "main")
        shown = {b["label"]: b["argument"] for m in whole["messages"] for b in m["buttons"]}
        assert [label for label in in_chat if label not in only_in_chat] == list(shown)
        menus = {label: rest.split(":menu:")[1] for label, rest in shown.items() if ":menu:" in rest}
        assert len(menus) >= 3
        for label, menu in menus.items():
            on_page = await pages_menu(visit, case_id, menu)
            labels = [b["label"] for m in on_page["messages"] for b in m["buttons"]]
            assert on_page["messages"], label
            if not labels:  # only said, as in the chat: nobody to hand over to
                continue
            await chats_menu(gerda, load_catalogue().format("button-case-menu", "nl", {}))
            in_chat = await chats_menu(gerda, label)
            assert [one for one in in_chat if one not in only_in_chat] == labels, label


async def test_words_that_were_being_written_survive_a_lost_connection(
    browser: Browser, office: Desk
) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    await short_report(sanne, STORY)
    page = await opened(browser, await gerda.opens_web_app("Open dossier"))
    await unlock(page)
    await page.get_by_role("button", name="Laat zien wat kan").click()
    await page.get_by_role("button", name="Bericht sturen").click()
    words = page.get_by_label("Wat je wilt schrijven")
    await words.fill("Zal ik je om vier uur bellen?")
    await page.context.set_offline(True)
    await page.get_by_role("button", name="Versturen").click()
    await expect(page.get_by_text("Er is geen verbinding. Er is niets verloren")).to_be_visible()
    await expect(words).to_have_value("Zal ik je om vier uur bellen?")
    await page.context.set_offline(False)
    await page.get_by_role("button", name="Versturen").click()
    await newer(sanne, "Zal ik je om vier uur bellen?")
    await expect(
        words.or_(page.get_by_role("button", name="Naar het menu van deze zaak")).first
    ).to_be_visible()
    assert await words.count() == 0 or await words.input_value() == ""


async def test_two_windows_on_one_case_tell_the_same_story(browser: Browser, office: Desk) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await office.protect(gerda)
    await short_report(sanne, STORY)
    first, second = [await opened(browser, await gerda.opens_web_app("Open dossier")) for _ in range(2)]
    for page in (first, second):
        await unlock(page)
        await expect(page.get_by_text(STORY)).to_be_visible()
    await asyncio.gather(
        *(p.get_by_role("button", name="Ik heb dit gezien").click() for p in (first, second))
    )
    for page in (first, second):
        await expect(page.get_by_text("De melder weet nu dat je dit hebt gezien")).to_be_visible()
        await expect(page.get_by_text("Gerda Test-de Vries").first).to_be_visible()
    await first.get_by_role("button", name="Ik heb het gelezen").click()
    await expect(first.get_by_text("dat het dossier is gelezen")).to_be_visible()
    await second.get_by_role("button", name="Ik heb het gelezen").click()
    await expect(second.get_by_text("dat het dossier is gelezen")).to_be_visible()
    done = await office.actions()
    assert (done.count("receipt-confirmed"), done.count("dossier-opened")) == (1, 1)
