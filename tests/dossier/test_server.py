"""The page's server without a browser: who gets what, how long, and how it answers to misuse."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from datetime import timedelta
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp
import pytest

from bot.config import read_secret
from bot.demo.world import GRIFFIER, Character
from bot.dossier.files import PAGE_FILES
from simulator.client import PhonePerson
from storage.people import PersonKind
from storage.sealing import Identity, armor, open_sealed, seal_with_passphrase
from tests.dossier.desk import STORY, Desk, Visitor, official, report_with_screenshot, visitor
from tests.dossier.test_launch import fields, signed
from tests.e2e.scene import DEPUTY, newer, short_report

PROTECTED = armor(seal_with_passphrase(b"x", "een lange wachtzin", work_factor=4))
REGISTRAR = Character(
    name="Rik Test-Visser", first_name="Rik", kind=PersonKind.REGISTRAR, role="regisseur-integriteit"
)
MAYOR = Character(
    name="Burgemeester Test-Bakker", first_name="Bo", kind=PersonKind.INFORMED_OFFICER, role="burgemeester"
)
OTHER = Character(
    name="Secretaris Test-Mulder", first_name="Mo", kind=PersonKind.CASE_HANDLER, role="gemeentesecretaris"
)


async def launch_of(office: Desk, phone: PhonePerson) -> str:
    """Launch data of this person: what Telegram hands to the page."""
    token = read_secret(office.world.config.telegram.token_file, "the bot token")
    nonce = secrets.token_urlsafe(9)
    return signed(fields(user={"id": phone.id}, at=await office.client.now(), query_id=nonce), token)


async def entered(office: Desk, visit: Visitor, phone: PhonePerson) -> int:
    status, _ = await visit.ask("POST", "/session", {"init_data": await launch_of(office, phone)})
    return status


async def test_every_role_gets_only_what_is_theirs(office: Desk) -> None:
    sanne, bram, gerda, dora, mo, bo, rik = await office.cast(
        official("Sanne"), official("Bram"), GRIFFIER, DEPUTY, OTHER, MAYOR, REGISTRAR
    )
    stranger = await office.client.new_person("Vreemde", language_code="nl")
    reference = await report_with_screenshot(sanne)
    await newer(gerda, reference)
    for nobody in (sanne, bram, rik, stranger):
        async with visitor(office.address) as visit:
            assert await entered(office, visit, nobody) == 403
            for path in ("/cases", "/identity", "/envelopes/1", "/session"):
                assert (await visit.ask("GET", path))[0] == 401
    seen: dict[str, list[str]] = {}
    readable: dict[str, int] = {}
    for name, phone in {"griffier": gerda, "deputy": dora, "secretaris": mo, "mayor": bo}.items():
        async with visitor(office.address) as visit:
            assert await entered(office, visit, phone) == 200
            _, listed = await visit.ask("GET", "/cases")
            seen[name] = [case["reference"] for case in listed["cases"]]
            parts = await office.envelopes()
            answers = [(await visit.ask("GET", f"/envelopes/{e.envelope_id}"))[0] for e in parts]
            assert set(answers) <= {200, 404}
            readable[name] = answers.count(200)
            case_id = parts[0].case_id
            assert (await visit.ask("GET", f"/cases/{case_id}"))[0] == (200 if seen[name] else 404)
            told = (await visit.ask("POST", f"/cases/{case_id}/opened"))[0]
            assert told == {"griffier": 200, "deputy": 403}.get(name, 404)
    assert seen == {"griffier": [reference], "deputy": [reference], "secretaris": [], "mayor": []}
    assert readable == {"griffier": 2, "deputy": 2, "secretaris": 0, "mayor": 0}


async def test_what_comes_out_is_the_age_file_of_the_register(office: Desk) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await report_with_screenshot(sanne)
    await office.until_sealed(2)
    async with visitor(office.address) as visit:
        assert await entered(office, visit, gerda) == 200
        for envelope in await office.envelopes():
            status, age_file = await visit.ask("GET", f"/envelopes/{envelope.envelope_id}")
            assert status == 200
            opened = open_sealed(age_file, [office.world.identities["griffier"]])
            assert opened.startswith(b"ruggensteun-envelope/1 ")
        for path in (
            "/envelopes/999",
            "/envelopes/99999999999999999999",
            "/envelopes/-1",
            "/envelopes/x",
            "/cases/x",
        ):
            assert (await visit.ask("GET", path))[0] == 404
    assert (await office.actions()).count("envelope-fetched") == 2


async def test_a_launch_cannot_be_replayed_nor_used_for_somebody_else(office: Desk) -> None:
    _, gerda, dora = await office.cast(official("Sanne"), GRIFFIER, DEPUTY)
    launch = await launch_of(office, gerda)
    async with visitor(office.address) as first, visitor(office.address) as second:
        assert (await first.ask("POST", "/session", {"init_data": launch}))[0] == 200
        assert (await second.ask("POST", "/session", {"init_data": launch})) == (403, {"error": "launch"})
        assert (await first.ask("POST", "/session", {"init_data": launch}))[
            0
        ] == 200  # the same page, loaded anew
        assert await entered(office, second, dora) == 200
        assert (await second.ask("POST", "/session", {"init_data": launch}))[0] == 403
        assert (await second.ask("GET", "/session"))[1]["role"] == "plaatsvervangend-griffier"
        assert (await first.ask("DELETE", "/session"))[0] == 204
        assert (await first.ask("GET", "/cases"))[0] == 401
    refused = [a for a in await office.actions() if a.startswith("dossier-refused")]
    assert refused == ["dossier-refused-replayed"] * 2


async def test_a_session_ends_with_time_and_with_enrolment(office: Desk) -> None:
    _, gerda, dora = await office.cast(official("Sanne"), GRIFFIER, DEPUTY)
    async with visitor(office.address) as visit, visitor(office.address) as other:
        assert await entered(office, visit, gerda) == 200
        assert await entered(office, other, dora) == 200
        await office.change("UPDATE people SET state = 'removed' WHERE role = 'plaatsvervangend-griffier'")
        assert (await other.ask("GET", "/cases"))[0] == 403
        assert (await other.ask("GET", "/cases"))[0] == 401
        for minutes, status in ((10, 200), (14, 200), (16, 401)):
            await office.client.advance(timedelta(minutes=minutes))
            await office.until_clock_followed()
            assert (await visit.ask("GET", "/cases"))[0] == status


async def test_only_the_page_itself_is_answered(office: Desk) -> None:
    _, gerda = await office.cast(official("Sanne"), GRIFFIER)
    async with visitor(office.address) as visit:
        launch = {"init_data": await launch_of(office, gerda)}
        assert (await visit.ask("POST", "/session", launch, headers={})) == (403, {"error": "not-the-page"})
        assert (await visit.ask("POST", "/session", launch))[0] == 200
        assert (await visit.ask("GET", "/cases", headers={}))[0] == 403
        bodies: tuple[Any, ...] = ([], "x", {"init_data": 7}, {"code": 7}, {})
        for body in bodies:
            assert (await visit.ask("POST", "/session", body))[0] in (400, 403)
        assert (await visit.ask("POST", "/session", {"x": "a" * 70_000}))[0] == 413


async def test_guessing_is_slowed_down(office: Desk) -> None:
    await office.cast(official("Sanne"), GRIFFIER)
    async with visitor(office.address) as visit:
        answers = [(await visit.ask("POST", "/session", {"code": f"raden-{i}"}))[0] for i in range(22)]
    assert answers == [403] * 20 + [429] * 2


async def test_asking_too_often_is_slowed_down_for_that_person_only(office: Desk) -> None:
    _, gerda, dora = await office.cast(official("Sanne"), GRIFFIER, DEPUTY)
    async with visitor(office.address) as visit, visitor(office.address) as other:
        assert await entered(office, visit, gerda) == 200
        assert await entered(office, other, dora) == 200
        statuses: list[int] = []
        for _ in range(31):
            many = await asyncio.gather(*(visit.ask("GET", "/session") for _ in range(20)))
            statuses += [status for status, _ in many]
        assert statuses.count(200) == 600
        assert set(statuses[600:]) == {429}
        assert (await other.ask("GET", "/session"))[0] == 200
        await office.client.advance(timedelta(minutes=2))
        await office.until_clock_followed()
        assert (await visit.ask("GET", "/session"))[0] == 200


async def test_the_entrance_refuses_what_is_forged_replayed_expired_or_of_somebody_else(office: Desk) -> None:
    _, gerda, dora = await office.cast(official("Sanne"), GRIFFIER, DEPUTY)
    token = read_secret(office.world.config.telegram.token_file, "the bot token")
    now = await office.client.now()
    hers = fields(user={"id": gerda.id}, at=now, query_id="AAG")
    good = signed(hers, token)
    offered = {
        "forged": signed(hers, token[:-1] + ("0" if token[-1] != "0" else "1")),
        "of another": good.replace(str(gerda.id), str(dora.id)),
        "unsigned": good.partition("&hash=")[0],
        "added to": good + "&is_admin=1",
        "doubled": good + "&user=" + urlencode({"": json.dumps({"id": dora.id})})[1:],
        "old": signed(hers | {"auth_date": str(int(now.timestamp()) - 301)}, token),
        "early": signed(hers | {"auth_date": str(int(now.timestamp()) + 90)}, token),
        "of nobody": signed(fields(user={"id": 1}, at=now, query_id="AAN"), token),
        "no user": signed({"auth_date": str(int(now.timestamp()))}, token),
    }
    async with visitor(office.address) as visit, visitor(office.address) as thief:
        for name, data in offered.items():
            assert (await visit.ask("POST", "/session", {"init_data": data}))[0] == 403, name
            assert (await visit.ask("GET", "/cases"))[0] == 401, name
        assert (await visit.ask("POST", "/session", {"init_data": good}))[0] == 200
        assert (await thief.ask("POST", "/session", {"init_data": good})) == (403, {"error": "launch"})
        assert (await thief.ask("GET", "/cases"))[0] == 401
        assert (await visit.ask("GET", "/cases"))[0] == 200
    refused = [a for a in await office.actions() if a.startswith("dossier-refused-")]
    assert len(refused) == len(offered) + 1
    assert refused[-1] == "dossier-refused-replayed"


async def test_the_cookie_and_the_headers_keep_everything_else_out(office: Desk) -> None:
    _, gerda = await office.cast(official("Sanne"), GRIFFIER)
    body = {"init_data": await launch_of(office, gerda)}
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        mark = {"X-Ruggensteun": "dossier"}
        async with session.post(f"{office.address}/dossier/api/session", json=body, headers=mark) as answer:
            cookie = answer.headers["Set-Cookie"]
            assert re.search(r"; HttpOnly; Max-Age=28800; Path=/dossier/; SameSite=strict$", cookie)
            assert answer.headers["Cache-Control"] == "no-store"
        for name in (
            "",
            "app.js",
            "worker.js",
            "app.css",
            "texts/nl.ftl",
            "api/session",
            "nothing.js",
            "..%2fapp.py",
        ):
            async with session.get(f"{office.address}/dossier/{name}", headers=mark) as answer:
                policy = answer.headers["Content-Security-Policy"]
                assert "default-src 'none'" in policy
                assert "unsafe" not in policy
                assert "http" not in policy
                assert "require-trusted-types-for 'script'" in policy
                assert answer.headers["Referrer-Policy"] == "no-referrer"
                assert "server" not in {h.lower() for h in answer.headers}
                wanted = {"api/session": 401, "nothing.js": 404, "..%2fapp.py": 404}.get(name, 200)
                assert answer.status == wanted


async def test_a_new_recipient_waits_and_an_open_identity_is_never_taken(office: Desk) -> None:
    sanne, gerda, dora = await office.cast(official("Sanne"), GRIFFIER, DEPUTY)
    mine = Identity.generate()
    good = {"recipient": str(mine.recipient), "passphrase": PROTECTED, "passkeys": []}
    async with visitor(office.address) as visit, visitor(office.address) as other:
        assert await entered(office, visit, gerda) == 200
        assert await entered(office, other, dora) == 200
        for bad in (
            good | {"recipient": mine.serialise()},
            good | {"recipient": "age1pq1"},
            good | {"passphrase": mine.serialise()},
            good | {"passphrase": None},
            good | {"passkeys": [mine.serialise()]},
            good | {"passkeys": [PROTECTED] * 9},
            good | {"passphrase": PROTECTED * 200},
        ):
            assert (await visit.ask("POST", "/identity", bad))[0] in (400, 413)
        status, kept = await visit.ask("POST", "/identity", good)
        assert status == 200
        assert [(k["state"], k["fingerprint"]) for k in kept["kept"]] == [
            ("pending", mine.recipient.fingerprint())
        ]
        assert kept["recipient"] == str(office.world.identities["griffier"].recipient)
        assert (await other.ask("POST", "/identity", good)) == (409, {"error": "recipient-taken"})
        recovery = good | {"recipient": str(office.world.recovery.recipient)}
        assert (await other.ask("POST", "/identity", recovery)) == (409, {"error": "recipient-taken"})
        assert (await other.ask("GET", "/identity"))[1]["kept"] == []
    await short_report(sanne, STORY)
    assert all(str(mine.recipient) not in e.recipients for e in await office.envelopes())
    assert not await office.confirm_heard("00000 00000 00000 00000 00000 00000")
    assert await office.confirm_heard(mine.recipient.fingerprint())
    await short_report(sanne, STORY)
    assert str(mine.recipient) in (await office.envelopes())[-1].recipients
    before, after = (await office.envelopes())[0], (await office.envelopes())[-1]
    async with visitor(office.address) as visit:
        assert await entered(office, visit, gerda) == 200
        assert [(await visit.ask("GET", f"/envelopes/{e.envelope_id}"))[0] for e in (before, after)] == [
            200,
            200,
        ]


async def test_the_link_of_the_chat_carries_its_code_only_in_the_fragment(office: Desk) -> None:
    sanne, gerda = await office.cast(official("Sanne"), GRIFFIER)
    await short_report(sanne, STORY)
    await newer(gerda, "Nieuwe melding")
    await gerda.presses("In een browser")
    sent = await gerda.waits_for(lambda m: "werkt één keer" in (m["text"] or ""))
    link = urlsplit(sent["buttons"][0][0]["url"])
    assert list(parse_qs(link.query)) == ["case"]
    assert list(parse_qs(link.fragment)) == ["code"]
    launch = urlsplit(await gerda.opens_web_app("Open dossier"))
    assert list(parse_qs(launch.query)) == ["case"]
    assert "tgWebAppData" in parse_qs(launch.fragment)


@pytest.mark.parametrize("name", PAGE_FILES)
def test_the_built_page_names_no_other_origin(name: str) -> None:
    text = files("bot.dossier").joinpath("page").joinpath(name).read_text(encoding="utf-8")
    hosts = set(re.findall(r"https?://([a-z0-9.-]+)", text)) - {"www.w3.org"}
    assert hosts == set()
    assert "innerHTML" not in text
    assert "eval(" not in text
    assert "Function(" not in text


async def test_two_handlers_at_once_both_see_what_the_other_did(office: Desk) -> None:
    sanne, gerda, dora = await office.cast(official("Sanne"), GRIFFIER, DEPUTY)
    reference = await short_report(sanne, STORY)
    await newer(gerda, reference)
    case_id = (await office.envelopes())[0].case_id
    async with visitor(office.address) as first, visitor(office.address) as second:
        assert await entered(office, first, gerda) == 200
        assert await entered(office, second, gerda) == 200
        both = await asyncio.gather(*(v.ask("POST", f"/cases/{case_id}/received") for v in (first, second)))
        assert [status for status, _ in both] == [200, 200]
        assert len({detail["received_at"] for _, detail in both}) == 1
        assert await entered(office, second, dora) == 200
        assert (await second.ask("GET", f"/cases/{case_id}"))[1]["received_by"] == both[0][1]["received_by"]
    assert (await office.actions()).count("receipt-confirmed") == 1


async def test_a_case_is_worked_from_the_page_as_from_the_chat(office: Desk) -> None:
    sanne, gerda, dora = await office.cast(official("Sanne"), GRIFFIER, DEPUTY)
    reference = await short_report(sanne, STORY)
    await newer(gerda, reference)
    case_id = (await office.envelopes())[0].case_id
    path = f"/cases/{case_id}/work"
    chat_before = len(await gerda.messages())
    async with visitor(office.address) as visit, visitor(office.address) as other:
        assert await entered(office, visit, gerda) == 200
        assert await entered(office, other, dora) == 200
        step = {"action": "case_step", "argument": f"{case_id}:menu:main"}
        assert (await other.ask("POST", path, step))[0] == 403
        for bad in (
            {"action": "discard", "argument": case_id},
            {"action": "case_step", "argument": f"another:{step['argument']}"},
            {"action": "case_step", "argument": 7},
            {"writing": "message:", "text": " "},
            {"writing": "message:", "text": "a" * 5000},
            {},
        ):
            assert (await visit.ask("POST", path, bad))[0] == 400

        async def press(label: str, answer: dict[str, Any]) -> dict[str, Any]:
            found = [b for m in answer["messages"] for b in m["buttons"] if b["label"] == label]
            assert found, [b["label"] for m in answer["messages"] for b in m["buttons"]]
            body = {"action": found[0]["action"], "argument": found[0]["argument"]}
            status, answered = await visit.ask("POST", path, body)
            assert status == 200
            return dict(answered)

        _, menu = await visit.ask("POST", path, step)
        assert reference in menu["messages"][0]["text"]
        confirmed = await press("Ik heb dit gezien", menu)
        assert confirmed["case"]["received_at"]
        await newer(sanne, "Je staat er niet alleen voor")
        writing = await press("Bericht sturen", menu)
        assert writing["writing"] == "message:"
        asked = {"writing": "message:", "text": "Zal ik je om vier uur bellen?"}
        assert (await visit.ask("POST", path, asked))[0] == 200
    await newer(sanne, "Zal ik je om vier uur bellen?")
    assert len(await gerda.messages()) == chat_before
    assert any(e.part.startswith("message") for e in await office.envelopes())
