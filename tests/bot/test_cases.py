"""A case on the real bot, with sealing and delivery: consent, messages, clocks, and what is seen of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from conversations.casework.model import ActionState, CaseState
from storage import audit
from tests.bot.case_stage import (
    BEN,
    GERDA,
    GIJS,
    PIM,
    SANNE,
    WORDS,
    documents,
    outbox_bodies,
    propose,
    report,
    screen,
    the_case,
    waiting_words,
)
from tests.stage import Stage, open_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, SANNE, GERDA, PIM, BEN, GIJS) as opened:
        yield opened
        assert opened.parts.postman.failed == []


# ---- consent ----------------------------------------------------------------------------------------------------


async def test_a_proposal_with_an_explanation_is_answered_and_the_dossier_has_all_of_it(stage: Stage) -> None:
    case = await report(stage)
    await stage.taps("Gerda", "Voorstellen")
    await stage.taps("Gerda", "Ordegesprek")
    await stage.taps("Gerda", "Voorstellen met uitleg")
    await stage.says("Gerda", WORDS)
    assert WORDS in screen(stage, "Sanne")
    await stage.taps("Sanne", "Ik heb eerst een vraag")
    await stage.says("Sanne", "Wie gaat er mee?")
    assert "Wie gaat er mee?" in screen(stage, "Gerda")
    await stage.taps("Sanne", "Ja")
    await stage.taps("Sanne", "Ja, dit mag")
    await stage.restarts()
    await stage.taps("Gerda", "Dit is uitgevoerd")
    case = await the_case(stage)
    assert case.actions[0].state is ActionState.CARRIED_OUT
    found = await documents(stage, case, "griffier")
    assert [(d["kind"], d.get("text")) for d in found if d["kind"] in ("explanation", "question")] == [
        ("explanation", WORDS),
        ("question", "Wie gaat er mee?"),
    ]
    ledger = [d for d in found if d["kind"] == "ledger"][-1]
    assert [(e["what"], e["who"]) for e in ledger["entries"]] == [
        ("proposed", "Gerda Test-de Vries"),
        ("question", "Sanne Proef"),
        ("yes", "Sanne Proef"),
        ("carried-out", "Gerda Test-de Vries"),
    ]


async def test_both_see_the_same_ledger(stage: Stage) -> None:
    await report(stage)
    await propose(stage, "Ordegesprek")
    await stage.taps("Sanne", "Nog niet")
    await stage.taps("Sanne", "Wat is afgesproken")
    await stage.taps("Gerda", "Wat is afgesproken")
    for name in ("Sanne", "Gerda"):
        assert "▪ Ordegesprek: nog niet, op slot" in screen(stage, name)
        assert "stelde voor (Ordegesprek)" in screen(stage, name)
    assert "jij, zei nog niet (Ordegesprek)" in screen(stage, "Sanne")
    assert "Wie de melding deed, zei nog niet (Ordegesprek)" in screen(stage, "Gerda")


async def test_the_reporter_asks_for_an_action(stage: Stage) -> None:
    await report(stage)
    await stage.says("Sanne", "/mijn")
    await stage.taps("Sanne", f"Melding {(await the_case(stage)).reference}")
    await stage.taps("Sanne", "Wat is afgesproken")
    await stage.taps("Sanne", "Vraag om een maatregel")
    await stage.taps("Sanne", "Ordegesprek")
    assert (await the_case(stage)).actions[0].state is ActionState.ASKED
    await stage.taps("Gerda", "Bekijken")
    await stage.taps("Gerda", "Stel dit voor")
    assert (await the_case(stage)).actions[0].state is ActionState.PROPOSED


# ---- messages ---------------------------------------------------------------------------------------------------


async def test_words_are_kept_only_until_they_are_delivered(stage: Stage) -> None:
    case = await report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    await stage.taps("Gerda", "Wat kan ik doen?")
    await stage.taps("Gerda", "Bericht sturen")
    await stage.blocks("Sanne")
    await stage.says("Gerda", WORDS)
    assert await waiting_words(stage) == 1
    rows = await stage.read(lambda tx: [bytes(r[0]) for r in tx.execute("SELECT body FROM case_messages")])
    assert WORDS.encode() not in rows[0]
    await stage.blocks("Sanne", blocked=False)
    assert WORDS in screen(stage, "Sanne")
    assert await waiting_words(stage) == 0
    kinds = [(d["kind"], d.get("text")) for d in await documents(stage, case, "griffier")]
    assert ("message", WORDS) in kinds


async def test_writing_goes_on_until_it_is_done_and_becomes_no_new_report(stage: Stage) -> None:
    await report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    await stage.says("Sanne", "/mijn")
    await stage.taps("Sanne", f"Melding {(await the_case(stage)).reference}")
    await stage.taps("Sanne", "Bericht aan contactpersoon")
    await stage.says("Sanne", "Ik durf niet naar huis.")
    await stage.says("Sanne", "Kun je me bellen?")
    assert "Ik durf niet naar huis." in screen(stage, "Gerda")
    assert "Kun je me bellen?" in screen(stage, "Gerda")
    assert (await stage.snapshot("Sanne")).draft is None
    await stage.taps("Sanne", "Klaar")
    await stage.says("Sanne", "Er is nog iets gebeurd")
    assert (await stage.snapshot("Sanne")).draft is not None
    assert "Er is nog iets gebeurd" not in screen(stage, "Gerda")


async def test_words_for_a_case_that_is_no_longer_yours_are_refused_aloud(stage: Stage) -> None:
    await report(stage)
    await stage.taps("Gerda", "Wat kan ik doen?")
    await stage.taps("Gerda", "Notitie")
    await stage.taps("Gerda", "Ik trek me terug")
    await stage.taps("Gerda", "Ja, ik trek me terug")
    before = len(await stage.envelopes((await the_case(stage)).case_id))
    await stage.says("Gerda", WORDS)
    assert "niet verstuurd en niet bewaard" in screen(stage, "Gerda")
    assert len(await stage.envelopes((await the_case(stage)).case_id)) == before


async def test_notes_damage_and_police_remarks_are_only_in_envelopes(stage: Stage) -> None:
    case = await report(stage)
    await stage.taps("Gerda", "Wat kan ik doen?")
    await stage.taps("Gerda", "Notitie")
    await stage.says("Gerda", "Notitie over de zwager")
    await stage.taps("Gerda", "Klaar")
    await stage.taps("Gerda", "Schade", under="Zo staat het")
    await stage.taps("Gerda", "Nieuwe schade")
    await stage.says("Gerda", "De fiets van de zwager")
    await stage.says("Gerda", "iets van 300")
    assert "Daar lees ik geen bedrag in" in screen(stage, "Gerda")
    await stage.says("Gerda", "€ 300")
    case = await the_case(stage)
    assert [d.cents for d in case.damage] == [30000]
    found = await documents(stage, case, "griffier")
    assert [d["text"] for d in found if d["kind"] in ("note", "damage")] == [
        "Notitie over de zwager",
        "De fiets van de zwager",
    ]
    for name in ("Sanne", "Pim", "Ben", "Gijs"):
        assert "zwager" not in screen(stage, name)
    assert "zwager" not in repr(case)


# ---- clocks and progress ----------------------------------------------------------------------------------------


async def test_the_reporter_sees_how_far_it_is(stage: Stage) -> None:
    case = await report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    await stage.clock_moves(hours=1)
    await stage.taps("Gerda", "Ik heb het dossier gelezen")
    await stage.clock_moves(minutes=30)
    await propose(stage, "Ordegesprek")
    await stage.says("Sanne", "/mijn")
    await stage.taps("Sanne", f"Melding {case.reference}")
    seen = screen(stage, "Sanne")
    for line in (
        "Verstuurd: zaterdag 21 november om 20.15 uur",
        "Aangekomen: zaterdag 21 november om 20.15 uur",
        "Ontvangst bevestigd: zaterdag 21 november om 20.15 uur",
        "Gelezen: zaterdag 21 november om 21.15 uur",
        "In behandeling sinds: zaterdag 21 november om 21.45 uur",
    ):
        assert line in seen


async def test_the_handler_sees_every_clock_of_every_case(stage: Stage) -> None:
    first = await report(stage)
    second = await report(stage)
    await stage.says("Gerda", "/klokken")
    shown = screen(stage, "Gerda").rpartition("Wat er loopt")[2]
    assert f"{first.reference}, eerste gesprek" in shown
    assert f"{second.reference}, iets laten horen" in shown
    await stage.says("Gerda", "/zaken")
    await stage.taps("Gerda", second.reference)
    assert f"Zo staat het met {second.reference}" in screen(stage, "Gerda")


async def test_silence_nudges_the_handler(stage: Stage) -> None:
    case = await report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    await stage.clock_moves(days=5)
    assert "al te lang niets gehoord" not in screen(stage, "Gerda")
    await stage.clock_moves(days=3)
    assert f"Bij {case.reference} heeft de melder al te lang niets gehoord" in screen(stage, "Gerda")


async def test_a_whole_case_to_its_end_and_open_again(stage: Stage) -> None:
    await report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    await stage.taps("Gerda", "Wat kan ik doen?")
    await stage.taps("Gerda", "Gesprekken")
    await stage.taps("Gerda", "Het gesprek is geweest")
    await stage.taps("Sanne", "Ja, dat klopt")
    await stage.taps("Gerda", "Afronden")
    await stage.taps("Gerda", "Vraag het de melder")
    await stage.taps("Sanne", "Ja, het is klaar")
    assert (await the_case(stage)).state is CaseState.CLOSED
    await stage.says("Gerda", "/zaken")
    await stage.taps("Gerda", "Afgerond")
    await stage.taps("Gerda", f"{(await the_case(stage)).reference}, 21 nov 2026")
    await stage.taps("Gerda", "Opnieuw openen")
    await stage.says("Gerda", "Hij belt weer, ook vannacht")
    case = await the_case(stage)
    assert case.is_open
    assert "weer geopend" in screen(stage, "Sanne")
    notes = [d["text"] for d in await documents(stage, case, "griffier") if d["kind"] == "reopen"]
    assert notes == ["Hij belt weer, ook vannacht"]
    for name in ("Sanne", "Pim", "Ben", "Gijs"):
        assert "vannacht" not in screen(stage, name)


async def test_no_words_in_the_outbox_or_the_log(stage: Stage) -> None:
    case = await report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    await stage.taps("Gerda", "Wat kan ik doen?")
    await stage.taps("Gerda", "Bericht sturen")
    await stage.says("Gerda", WORDS)
    assert WORDS not in repr(await outbox_bodies(stage))
    lines = await stage.read(lambda tx: audit.lines_about(tx, case.case_id))
    assert WORDS not in repr(lines)
