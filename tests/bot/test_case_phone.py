"""A case on real phones: three taps to everything, notices that are over, corrections, and files."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.gateway import FileTooLargeError
from conversations.casework.model import Case, CaseState
from storage import case_messages, evidence
from tests.bot.case_stage import BEN, GERDA, GIJS, PIM, SANNE, outbox_bodies, report, screen, the_case
from tests.phones import Message
from tests.stage import Stage, open_stage

WORDS = "Neem je zwager mee naar de honkbalwedstrijd"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, SANNE, GERDA, PIM, BEN, GIJS) as opened:
        yield opened
        assert opened.parts.postman.failed == []


async def documents(stage: Stage, case: Case, role: str = "griffier") -> list[dict[str, Any]]:
    """Every document of a case that this role can open, in order."""
    identity = stage.world.identities[role]
    opened = [
        stage.opened(e, identity) for e in await stage.envelopes(case.case_id) if "evidence" not in e.part
    ]
    return [json.loads(e.content) for e in opened if e is not None]


def labels(stage: Stage, name: str, words: str) -> list[str]:
    """What stands on the buttons of the newest message with these words."""
    chat = stage.phones.chat(stage.actors[name].telegram_id)
    found = [(m, shown) for m, shown, _ in chat.buttons() if words in m.text]
    newest = max(m.message_id for m, _ in found) if found else 0
    return [shown for m, shown in found if m.message_id == newest]


# ---- three taps -------------------------------------------------------------------------------------------------

NOTICE = "Nieuwe melding"
THREE_TAPS: dict[str, tuple[str, ...]] = {
    "confirm receipt": ("Ik heb dit gezien",),
    "open the dossier's menu": ("Wat kan ik doen?",),
    "propose": ("Voorstellen", "Ordegesprek", "Stel dit voor"),
    "propose with words": ("Voorstellen", "Ordegesprek", "Voorstellen met uitleg"),
    "message the reporter": ("Wat kan ik doen?", "Bericht sturen"),
    "plan a talk": ("Wat kan ik doen?", "Gesprekken", "Morgen"),
    "record a talk": ("Wat kan ik doen?", "Gesprekken", "Het gesprek is geweest"),
    "record damage": ("Wat kan ik doen?", "Schade", "Nieuwe schade"),
    "police notification": ("Voorstellen", "Melding bij de politie", "Stel dit voor"),
    "hand over": ("Wat kan ik doen?", "Overdragen", "Gijs Voorbeeldsma (Gemeentesecretaris)"),
    "recuse": ("Wat kan ik doen?", "Ik trek me terug", "Ja, ik trek me terug"),
    "name a deputy": (
        "Wat kan ik doen?",
        "Vervanger bij vakantie",
        "Pim Voorbeeld (Plaatsvervangend griffier)",
    ),
    "note": ("Wat kan ik doen?", "Notitie"),
    "injury": ("Wat kan ik doen?", "Er is iemand gewond"),
    "close": ("Wat kan ik doen?", "Afronden", "Vraag het de melder"),
    "what was agreed": ("Wat kan ik doen?", "Wat is afgesproken"),
}
"""For every step of a case handler that a fresh notice leads to: what is tapped, from the notice on."""


@pytest.mark.parametrize("step", THREE_TAPS)
async def test_every_step_is_within_three_taps_of_the_notice(stage: Stage, step: str) -> None:
    await report(stage)
    taps = THREE_TAPS[step]
    under = NOTICE
    for label in taps:
        before = len(await outbox_bodies(stage))
        await stage.taps("Gerda", label, under=under)
        under = ""
        assert len(await outbox_bodies(stage)) > before
    assert len(taps) <= 3
    assert "eerder moment" not in screen(stage, "Gerda")


async def test_the_later_steps_are_within_three_taps_as_well(stage: Stage) -> None:
    """Of the message that somebody has at that moment: carried out, police progress, amounts, close, reopen."""
    await report(stage)
    for label in ("Voorstellen", "Aangifte", "Stel dit voor"):
        await stage.taps("Gerda", label)
    for label in ("Ja", "Ja, dit mag"):
        await stage.taps("Sanne", label)
    await stage.taps("Gerda", "Dit is uitgevoerd", under="is het antwoord op een voorstel")
    for label in ("Politie", "Onderzoek loopt"):
        await stage.taps("Gerda", label, under="Aangifte is uitgevoerd" if label == "Politie" else "")
    assert "Het onderzoek loopt." in screen(stage, "Sanne")
    for label in ("Wat kan ik doen?", "Afronden", "Vraag het de melder"):
        await stage.taps("Gerda", label)
    await stage.clock_moves(days=9)
    await stage.taps("Gerda", "Rond nu af", under="kwam geen antwoord")
    assert (await the_case(stage)).state is CaseState.CLOSED
    await stage.taps("Gerda", "Opnieuw openen", under="is afgerond")
    await stage.says("Gerda", "Hij stond er weer")
    assert (await the_case(stage)).is_open


# ---- notices that are over --------------------------------------------------------------------------------------


async def test_two_phones_confirm_at_the_same_moment(stage: Stage) -> None:
    await report(stage)
    await stage.clock_moves(days=3)
    names = [n for n in ("Gerda", "Pim") if labels(stage, n, "")]
    presses: list[tuple[str, Message, str]] = []
    for name in names:
        message, data = stage.button(name, "Ik heb dit gezien")
        presses.append((name, message, data))
    assert len(presses) == 2
    await asyncio.gather(*(stage.presses(name, data, message) for name, message, data in presses))
    case = await the_case(stage)
    assert case.received_by in {p.person_id for n in names if (p := await stage.person(n)) is not None}
    told = [b for b in await outbox_bodies(stage) if b.get("texts", [""])[0] == "reporter-received"]
    assert len(told) == 1
    for name in names:
        assert not any(
            shown == "Ik heb dit gezien" and NOTICE in message.text
            for message, shown, _ in stage.phones.chat(stage.actors[name].telegram_id).buttons()
        )


async def test_the_first_notice_says_that_it_was_confirmed(stage: Stage) -> None:
    case = await report(stage)
    assert "Ik heb dit gezien" in labels(stage, "Gerda", NOTICE)
    await stage.taps("Gerda", "Ik heb dit gezien")
    assert NOTICE not in screen(stage, "Gerda")
    seen = labels(stage, "Gerda", "Iemand heeft bevestigd")
    assert "Ik heb het dossier gelezen" in seen
    assert "Ik heb dit gezien" not in seen
    assert case.reference in screen(stage, "Gerda")


async def test_a_withdrawn_report_offers_nothing_any_more(stage: Stage) -> None:
    case = await report(stage)
    _, old = stage.button("Gerda", "Voorstellen")
    await stage.says("Sanne", "/mijn")
    await stage.taps("Sanne", f"Melding {case.reference}")
    await stage.taps("Sanne", "Intrekken")
    await stage.taps("Sanne", "Ja, trek het in")
    assert labels(stage, "Gerda", case.reference) == []
    await stage.presses("Gerda", old)
    assert "Wat wil je voorstellen" not in screen(stage, "Gerda")


# ---- corrections ------------------------------------------------------------------------------------------------


async def test_an_edited_message_arrives_as_a_correction_on_both_sides(stage: Stage) -> None:
    await report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    await stage.taps("Gerda", "Wat kan ik doen?")
    await stage.taps("Gerda", "Bericht sturen")
    first = await stage.says("Gerda", "Kom om 10 uur")
    await stage.taps("Gerda", "Klaar")
    await stage.edits("Gerda", first, "Kom om 11 uur")
    assert "veranderde een bericht" in screen(stage, "Sanne")
    assert "Kom om 11 uur" in screen(stage, "Sanne")
    await stage.taps("Sanne", "Bericht aan contactpersoon")
    mine = await stage.says("Sanne", "Ik kom alleen")
    await stage.restarts()
    await stage.edits("Sanne", mine, "Ik kom niet alleen")
    assert "Ik kom niet alleen" in screen(stage, "Gerda")
    found = [
        d for d in await documents(stage, await the_case(stage)) if d["kind"] in ("message", "correction")
    ]
    assert [(d["kind"], d["text"], "corrects" in d) for d in found] == [
        ("message", "Kom om 10 uur", False),
        ("correction", "Kom om 11 uur", True),
        ("message", "Ik kom alleen", False),
        ("correction", "Ik kom niet alleen", True),
    ]
    assert [d["corrects"] for d in found if d["kind"] == "correction"] == [
        d["written_at"] for d in found if d["kind"] == "message"
    ]
    assert await stage.read(case_messages.waiting) == 0


async def test_a_note_is_corrected_without_anybody_hearing_of_it(stage: Stage) -> None:
    await report(stage)
    await stage.taps("Gerda", "Wat kan ik doen?")
    await stage.taps("Gerda", "Notitie")
    note = await stage.says("Gerda", "Het was de zwager")
    before = screen(stage, "Sanne")
    await stage.edits("Gerda", note, "Het was de buurman")
    assert screen(stage, "Sanne") == before
    kinds = [(d["kind"], d["text"]) for d in await documents(stage, await the_case(stage)) if "text" in d]
    assert ("correction", "Het was de buurman") in kinds


async def test_an_edit_after_the_case_went_to_somebody_else_goes_nowhere(stage: Stage) -> None:
    case = await report(stage)
    await stage.taps("Gerda", "Wat kan ik doen?")
    await stage.taps("Gerda", "Bericht sturen")
    sent = await stage.says("Gerda", "Kom om 10 uur")
    await stage.taps("Gerda", "Klaar")
    await stage.taps("Gerda", "Ik trek me terug")
    await stage.taps("Gerda", "Ja, ik trek me terug")
    before = len(await stage.envelopes(case.case_id))
    await stage.edits("Gerda", sent, "Kom om 11 uur")
    assert "niet verstuurd en niet bewaard" in screen(stage, "Gerda")
    assert "11 uur" not in screen(stage, "Sanne")
    assert len(await stage.envelopes(case.case_id)) == before


# ---- files ------------------------------------------------------------------------------------------------------


async def test_a_file_in_a_message_is_sealed_to_the_case_and_the_other_side_hears_of_it(stage: Stage) -> None:
    await report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    await stage.says("Sanne", "/mijn")
    await stage.taps("Sanne", f"Melding {(await the_case(stage)).reference}")
    await stage.taps("Sanne", "Bericht aan contactpersoon")
    await stage.sends_file("Sanne", "auto.jpg", b"een foto van zijn auto", caption="Zijn auto, met de zwager")
    assert "Veilig bewaard" in screen(stage, "Sanne")
    assert "is een bestand toegevoegd" in screen(stage, "Gerda")
    assert "Zijn auto, met de zwager" in screen(stage, "Gerda")
    case = await the_case(stage)
    (file,) = [e for e in await stage.envelopes(case.case_id) if e.part.startswith("evidence-")]
    opened = stage.opened(file, stage.world.identities["griffier"])
    assert opened is not None
    assert opened.content == b"een foto van zijn auto"
    (listed,) = [d for d in await documents(stage, case) if d["kind"] == "file"]
    assert (listed["who"], listed["evidence"][0]["part"]) == ("Sanne Proef", file.part)
    assert (listed["text"], listed["evidence"][0]["file_name"]) == ("Zijn auto, met de zwager", "auto.jpg")
    assert (await stage.snapshot("Sanne")).draft is None
    assert "zwager" not in repr(case)


async def test_a_file_of_the_handler_is_sealed_and_the_reporter_reads_honestly_where_it_is(
    stage: Stage,
) -> None:
    await report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    await stage.taps("Gerda", "Wat kan ik doen?")
    await stage.taps("Gerda", "Bericht sturen")
    await stage.sends_file("Gerda", "brief.pdf", b"een brief")
    assert "kan ik het niet tonen" in screen(stage, "Sanne")
    case = await the_case(stage)
    assert [e.part.partition("-")[0] for e in await stage.envelopes(case.case_id)].count("evidence") == 1
    assert "brief" not in screen(stage, "Sanne")
    before = screen(stage, "Sanne")
    await stage.taps("Gerda", "Klaar")
    await stage.taps("Gerda", "Notitie")
    await stage.sends_file("Gerda", "nota.pdf", b"een nota")
    assert screen(stage, "Sanne") == before
    case = await the_case(stage)
    assert [e.part.partition("-")[0] for e in await stage.envelopes(case.case_id)].count("evidence") == 2


async def test_a_file_that_is_too_large_is_told_to_who_sent_it_only(stage: Stage) -> None:
    await report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    await stage.taps("Gerda", "Wat kan ik doen?")
    await stage.taps("Gerda", "Bericht sturen")
    before = screen(stage, "Sanne")
    await stage.sends_file("Gerda", "film.mp4", FileTooLargeError(), kind="video", size_bytes=30_000_000)
    assert "te groot" in screen(stage, "Gerda")
    assert screen(stage, "Sanne") == before
    await stage.sends_other("Gerda", "sticker")
    assert "Dit kan ik niet bewaren of doorgeven" in screen(stage, "Gerda")


async def test_a_file_for_a_case_that_is_no_longer_yours_is_not_fetched(stage: Stage) -> None:
    case = await report(stage)
    await stage.taps("Gerda", "Wat kan ik doen?")
    await stage.taps("Gerda", "Notitie")
    await stage.taps("Gerda", "Ik trek me terug")
    await stage.taps("Gerda", "Ja, ik trek me terug")
    await stage.sends_file("Gerda", "nota.pdf", b"een nota")
    assert "niet verstuurd en niet bewaard" in screen(stage, "Gerda")
    fe = stage.world.field_encryption
    assert await stage.read(lambda tx: evidence.evidence_of_draft(tx, fe, case.case_id)) == []
