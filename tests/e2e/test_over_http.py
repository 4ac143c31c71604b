"""The main job over HTTP: report, evidence, notification, restart, redelivery, two reporters, a moved clock."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from simulator.client import button_labels, shown_text
from storage.sealing import NoMatchingIdentityError
from tests.e2e.scene import (
    DEPUTY,
    GRIFFIER,
    Scene,
    newer,
    next_monday,
    official,
    say,
    scene,
    short_report,
    tap,
)

IMAGE = files("bot.demo").joinpath("files").joinpath("schermafbeelding.png").read_bytes()
STORY = "Hij stond bij mijn fiets te wachten en zei dat ik moest oppassen."


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Scene]:
    async with scene(tmp_path) as opened:
        yield opened


async def test_a_report_with_evidence_reaches_the_griffier_and_only_the_griffier_reads_it(
    stage: Scene,
) -> None:
    sanne, gerda = await stage.cast(official("Sanne"), GRIFFIER)
    await tap(sanne, "Iets melden", "veilig?")
    await tap(sanne, "Ja, ik ben veilig", "Wat is er gebeurd?")
    await say(sanne, STORY, "✓")
    newest = (await sanne.last_bot_message())["message_id"]
    await sanne.sends_files([("bewijs.png", IMAGE)], kind="document")
    await newer(sanne, "Veilig bewaard", newest)
    await tap(sanne, "Nu al versturen", "Klopt dit zo?")
    sent = await tap(sanne, "Versturen", "R-")
    notice = await newer(gerda, "Nieuwe melding")
    assert STORY[:20] not in shown_text(notice)
    assert "Sanne" not in shown_text(notice)
    assert next(w for w in shown_text(notice).split() if w.startswith("R-")).strip(",") in shown_text(sent)
    await tap(gerda, "Ik heb dit gezien", "bevestigd")
    await newer(sanne, "gezien", sent["message_id"])
    parts = await stage.until_sealed(2)
    report = json.loads(parts["report.1"].content)
    assert report["answers"][0]["messages"][0]["text"] == STORY
    evidence = next(e for name, e in parts.items() if name.startswith("evidence-"))
    assert hashlib.sha256(evidence.content).hexdigest() == hashlib.sha256(IMAGE).hexdigest()
    assert report["evidence"][0]["sha256"] == hashlib.sha256(IMAGE).hexdigest()
    with pytest.raises(NoMatchingIdentityError):
        await stage.opened("burgemeester")


async def test_nothing_is_lost_when_the_bot_is_killed_in_the_middle(stage: Scene) -> None:
    sanne, gerda = await stage.cast(official("Sanne"), GRIFFIER)
    await tap(sanne, "Iets melden", "veilig?")
    await tap(sanne, "Ja, ik ben veilig", "Wat is er gebeurd?")
    await say(sanne, STORY, "✓")
    await stage.kill_bot()
    await sanne.sends("En hij volgde me naar huis.")
    await sanne.sends_files([("foto.png", IMAGE)], kind="photo")
    await stage.start_bot()
    await newer(sanne, "Veilig bewaard")
    await tap(sanne, "Nu al versturen", "Klopt dit zo?")
    await stage.kill_bot()
    await stage.start_bot()
    await tap(sanne, "Versturen", "R-")
    await newer(gerda, "Nieuwe melding")
    parts = await stage.until_sealed(2)
    told = [m["text"] for m in json.loads(parts["report.1"].content)["answers"][0]["messages"]]
    assert told == [STORY, "En hij volgde me naar huis."]


async def test_updates_that_come_twice_change_nothing(stage: Scene) -> None:
    sanne, gerda = await stage.cast(official("Sanne"), GRIFFIER)
    await short_report(sanne, STORY)
    await newer(gerda, "Nieuwe melding")
    before = len(await sanne.messages())
    await stage.client.redeliver(last=20)
    await say(sanne, "/menu", "Iets melden")
    assert len(await sanne.messages()) == before + 2
    assert len([m for m in await gerda.messages() if "Nieuwe melding" in shown_text(m)]) == 1
    assert [name for name in await stage.until_sealed(1) if name.startswith("report")] == ["report.1"]


async def test_two_reporters_at_once_do_not_mix(stage: Scene) -> None:
    sanne, bram, gerda = await stage.cast(official("Sanne"), official("Bram", office="wethouder"), GRIFFIER)
    first, second = await asyncio.gather(
        short_report(sanne, "Het verhaal van de een."), short_report(bram, "Het verhaal van de ander.")
    )
    await newer(gerda, first)
    await newer(gerda, second)
    reports = [json.loads(e.content) for e in await stage.reports(2)]
    told = {r["reporter"]["name"]: r["answers"][0]["messages"][0]["text"] for r in reports}
    assert told == {"Sanne Proef": "Het verhaal van de een.", "Bram Proef": "Het verhaal van de ander."}
    assert first != second


async def test_the_clock_reminds_and_then_calls_in_the_deputy(stage: Scene) -> None:
    sanne, gerda, dora = await stage.cast(official("Sanne"), GRIFFIER, DEPUTY)
    await stage.client.set_clock(next_monday(await stage.client.now()))
    reference = await short_report(sanne, STORY)
    notice = await newer(gerda, reference)
    assert not [m for m in await dora.messages() if reference in shown_text(m)]
    await stage.client.advance(timedelta(days=1))
    await newer(gerda, reference, notice["message_id"])
    await stage.client.advance(timedelta(days=1))
    await newer(dora, reference)


async def test_the_bot_comes_back_by_itself(stage: Scene) -> None:
    sanne, _ = await stage.cast(official("Sanne"), GRIFFIER)
    await stage.client.set_clock((await stage.client.now()).replace(hour=10, minute=0) + timedelta(days=1))
    await short_report(sanne, STORY)
    newest = (await sanne.last_bot_message())["message_id"]
    await stage.client.advance(timedelta(hours=8))
    asked = await newer(sanne, "Later", newest)
    assert "Stop" in " ".join(button_labels(asked))


async def test_a_clock_that_is_put_back_interrupts_nothing(stage: Scene) -> None:
    sanne, _ = await stage.cast(official("Sanne"), GRIFFIER)
    await tap(sanne, "Iets melden", "ben je nu veilig?")
    await stage.client.set_clock(await stage.client.now() - timedelta(days=1, minutes=7))
    await tap(sanne, "Ja, ik ben veilig", "Wat is er gebeurd?")
    await say(sanne, STORY, "Bewaard")


async def test_a_blocked_bot_waits_and_goes_on_when_it_is_let_back_in(stage: Scene) -> None:
    sanne, gerda = await stage.cast(official("Sanne"), GRIFFIER)
    reference = await short_report(sanne, STORY)
    await newer(gerda, reference)
    newest = (await sanne.last_bot_message())["message_id"]
    await sanne.blocks()
    await tap(gerda, "Ik heb dit gezien", "bevestigd")
    await sanne.unblocks()
    await newer(sanne, reference, newest)


async def test_strangers_and_groups_learn_nothing(stage: Scene) -> None:
    sanne, _ = await stage.cast(official("Sanne"), GRIFFIER)
    stranger = await stage.client.new_person("Vreemde", language_code="nl")
    await stranger.sends("/start raad-een-code")
    answer = await stranger.waits_for("112", 20)
    await stage.client.new_group("Fractie", added_by=sanne)
    await stage.client.waits_for_call("leaveChat")
    assert not answer["buttons"]
    assert len(await stranger.messages()) == 2
