"""Aftercare in the whole bot: files, who is close, coming back, how it was, and what the case handler sees of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from conversations.casework.conversation import Case
from storage import care_tally, check_ins, evidence
from storage.check_ins import CheckInState
from storage.people import PersonState
from storage.removal import remove_case
from tests.bot.people import EVERYBODY, asked, sends_report
from tests.phones import Message
from tests.stage import BOT_NAME, Stage, open_stage

VOICE = b"OggS" + bytes(400)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, *EVERYBODY) as opened:
        yield opened


def messages(stage: Stage, name: str = "") -> list[Message]:
    return [news.message for news in stage.hears(name) if news.message is not None]


async def invited(stage: Stage) -> Case:
    """Sanne sent a report; the next morning the bot asks how she is."""
    case = await sends_report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    await stage.clock_moves(hours=13)
    stage.hears()
    return case


async def asks_first_question(stage: Stage) -> Case:
    case = await invited(stage)
    await stage.taps("Sanne", "Begin")
    stage.hears()
    return case


async def skips_to_consent(stage: Stage, questions: int = 4) -> None:
    for _ in range(questions):
        await stage.taps("Sanne", "Overslaan")


async def parts(stage: Stage, case: Case) -> list[str]:
    return [envelope.part for envelope in await stage.envelopes(case.case_id)]


async def kept_files(stage: Stage) -> int:
    return await stage.read(lambda tx: tx.execute("SELECT count(*) FROM evidence").fetchone()[0])


# ---- files ------------------------------------------------------------------------------------------------------


async def test_a_voice_note_is_an_answer_and_goes_with_what_is_shared(stage: Stage) -> None:
    case = await asks_first_question(stage)
    await stage.sends_file("Sanne", "", VOICE, kind="voice", caption="zo klonk het")
    heard = asked(stage, "Sanne")
    assert [text.startswith("✓ Dat hoort nu bij je antwoord") for text in heard] == [True, False]
    assert heard[1] == "✓ Veilig bewaard."
    await stage.taps("Sanne", "Verder")
    await skips_to_consent(stage)
    await stage.taps("Sanne", "Mijn contactpersoon")
    found = {e.part: e for e in await stage.envelopes(case.case_id)}
    (name,) = [part for part in found if part.startswith("evidence-")]
    identity = stage.world.identities["griffier"]
    document = stage.opened(found["check-in-first"], identity)
    voice = stage.opened(found[name], identity)
    assert document is not None
    assert voice is not None
    (listed,) = json.loads(document.content)["evidence"]
    assert (listed["part"], listed["with_question"], listed["caption"]) == (name, "safe", "zo klonk het")
    assert voice.content == VOICE
    assert voice.header.sha256 == listed["sha256"]


@pytest.mark.parametrize("consent", ["Alleen dát ik antwoordde", "Niemand, alleen ik"])
async def test_what_is_for_nobody_is_not_kept(stage: Stage, consent: str) -> None:
    case = await asks_first_question(stage)
    await stage.sends_file("Sanne", "foto.jpg", b"\xff\xd8" + bytes(300), kind="photo")
    assert await kept_files(stage) == 1
    await stage.taps("Sanne", "Verder")
    await skips_to_consent(stage)
    await stage.taps("Sanne", consent)
    assert await kept_files(stage) == 0
    assert [p for p in await parts(stage, case) if p.startswith(("evidence", "check-in"))] == []
    folder = stage.world.config.evidence_folder
    assert not folder.is_dir() or list(folder.iterdir()) == []


async def test_silence_and_removal_take_the_files_along(stage: Stage) -> None:
    await asks_first_question(stage)
    await stage.sends_file("Sanne", "", VOICE, kind="voice")
    await stage.clock_moves(days=2)
    assert await kept_files(stage) == 0
    fe = stage.world.field_encryption
    assert await stage.read(lambda tx: evidence.evidence_to_seal(tx, fe, 9)) == []


# ---- somebody close ---------------------------------------------------------------------------------------------


async def test_the_message_for_somebody_close_can_be_forwarded_and_nothing_else_can(stage: Stage) -> None:
    await stage.says("Sanne", "/naasten")
    how, message = messages(stage, "Sanne")
    assert (how.protected, message.protected) == (True, False)
    assert f"https://t.me/{BOT_NAME}?start=naasten" in message.text
    assert "112" in message.text
    assert "113" in message.text
    assert message.keyboard == ()
    assert "Sanne" not in message.text


async def rows_in_every_table(stage: Stage) -> dict[str, int]:
    def look(tx: sqlite3.Connection) -> dict[str, int]:
        names = [row["name"] for row in tx.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: tx.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}

    return await stage.read(look)


async def test_whoever_opens_the_link_reads_it_and_is_kept_nowhere(stage: Stage) -> None:
    before = await rows_in_every_table(stage)
    await stage.says("Willem", "/start naasten")
    (message,) = messages(stage, "Willem")
    assert message.text.startswith("Iemand om wie je geeft")
    assert message.keyboard == ()
    after = await rows_in_every_table(stage)
    changed = {name for name, count in after.items() if count != before[name]}
    assert changed <= {"inbox", "strangers"}  # the number of the update, and one more stranger today
    await stage.says("Willem", "/start")
    assert asked(stage, "Willem")[0].startswith("Deze bot werkt alleen met een persoonlijke uitnodiging.")


async def test_the_link_shows_the_same_to_somebody_who_is_enrolled(stage: Stage) -> None:
    await stage.says("Sanne", "/start naasten")
    assert asked(stage, "Sanne")[0].startswith("Iemand om wie je geeft")


async def test_it_is_offered_under_more_and_when_family_was_a_target(stage: Stage) -> None:
    await stage.says("Sanne", "/help")
    await stage.taps("Sanne", "Voor iemand dicht bij mij")
    assert [m.protected for m in messages(stage, "Sanne")] == [True, True, False]
    await stage.says("Sanne", "Ze riepen iets naar mijn kinderen.")
    await stage.taps("Sanne", "Ja, ik ben veilig")
    for _ in range(4):
        await stage.taps("Sanne", "Verder" if _ == 0 else "Overslaan")
    await stage.taps("Sanne", "Mijn familie of thuis")
    await stage.taps("Sanne", "Nu al versturen")
    await stage.taps("Sanne", "Versturen")
    sent = next(m for m in messages(stage, "Sanne") if "is verstuurd" in m.text)
    assert "Voor iemand dicht bij mij" in [b.label for row in sent.keyboard for b in row]


# ---- coming back ------------------------------------------------------------------------------------------------


def invitations(heard: list[str]) -> list[str]:
    begins = ("Hoe gaat het met je?", "Hoe waren de afgelopen dagen", "Fijn dat je er weer bent")
    return [text for text in heard if text.startswith(begins)]


async def test_who_blocked_the_bot_is_not_asked_and_silence_does_not_count(stage: Stage) -> None:
    case = await sends_report(stage)
    await stage.blocks("Sanne")
    await stage.clock_moves(days=6)
    fe = stage.world.field_encryption
    known = await stage.read(lambda tx: check_ins.check_ins_of_case(tx, fe, case.case_id))
    assert {c.state for c in known} == {CheckInState.PLANNED}
    assert (await stage.snapshot("Sanne")).facts(case.case_id).unanswered == 0
    assert not [t for t in asked(stage, "Gerda") if "twee keer geen reactie" in t]


async def test_who_comes_back_hears_one_apology_and_then_one_question(stage: Stage) -> None:
    case = await sends_report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    await stage.blocks("Sanne")
    await stage.clock_moves(days=4)
    stage.hears()
    await stage.blocks("Sanne", blocked=False)
    heard = asked(stage, "Sanne")
    assert len(heard) == 1
    assert heard[0].startswith("Fijn dat je er weer bent. Ik kon je een tijd niet bereiken.")
    await stage.ticks()
    assert asked(stage, "Sanne") == []
    await stage.clock_moves(hours=14)
    assert len(invitations(asked(stage, "Sanne"))) == 1
    fe = stage.world.field_encryption
    known = await stage.read(lambda tx: check_ins.check_ins_of_case(tx, fe, case.case_id))
    assert [c.state for c in known] == [CheckInState.STALE, CheckInState.ASKED, CheckInState.PLANNED]


async def test_a_question_that_never_arrived_is_asked_once(stage: Stage) -> None:
    await sends_report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    sanne = stage.actors["Sanne"]
    stage.phones.chat(sanne.telegram_id).blocked = True  # Telegram says so only when something is sent
    await stage.clock_moves(hours=13)
    person = await stage.person("Sanne")
    assert person is not None
    assert person.state is PersonState.BLOCKED
    await stage.clock_moves(days=3)
    stage.hears()
    await stage.blocks("Sanne", blocked=False)
    heard = asked(stage, "Sanne")
    assert len(invitations(heard)) == 1
    assert len(heard) == 1


# ---- how it was -------------------------------------------------------------------------------------------------


async def rates(stage: Stage, label: str, line: str = "") -> None:
    """One report, aftercare stopped, and what was found of it."""
    await sends_report(stage)
    await stage.clock_moves(hours=15)
    await stage.taps("Sanne", "Stop met deze vragen")
    await stage.taps("Sanne", label)
    if line:
        await stage.says("Sanne", line)
    else:
        await stage.taps("Sanne", "Nee, dank je")


async def test_the_organisation_sees_the_tally_from_five_on_and_the_lines_stay_sealed(stage: Stage) -> None:
    fe = stage.world.field_encryption
    for number, label in enumerate(("Het hielp", "Het hielp", "Een beetje", "Het hielp niet", "Het hielp")):
        await stage.says("Gerda", "/overzicht")
        assert "vanaf vijf antwoorden" in messages(stage, "Gerda")[-1].text
        await rates(stage, label, f"Zin nummer {number}.")
    await stage.says("Gerda", "/overzicht")
    assert "volgens 5 mensen: hielp 3, een beetje 1, hielp niet 1" in messages(stage, "Gerda")[-1].text
    remarks = await stage.read(care_tally.shown_remarks)
    assert len(remarks) == 5
    assert len({len(remark.age_file) for remark in remarks}) == 1
    assert not any(b"Zin nummer" in remark.age_file for remark in remarks)
    assert (
        sum(care_tally.total_of(await stage.read(lambda tx: care_tally.shown_groups(tx, fe))).values()) == 5
    )


async def test_one_report_counts_once_and_the_tap_is_in_no_log(stage: Stage) -> None:
    await rates(stage, "Het hielp niet", "Een regel.")
    lines = await stage.read(lambda tx: tx.execute("SELECT count(*) FROM audit").fetchone()[0])
    await stage.taps("Sanne", "Het hielp")
    fe = stage.world.field_encryption
    waiting = await stage.read(lambda tx: care_tally._body(tx, fe, "waiting"))
    assert waiting == {"not": 1}
    assert await stage.read(lambda tx: tx.execute("SELECT count(*) FROM audit").fetchone()[0]) == lines
    assert b"Een regel" not in (stage.world.config.database_path).read_bytes()


async def test_removing_the_case_leaves_the_tally_and_the_line(stage: Stage) -> None:
    await rates(stage, "Een beetje", "Een regel.")
    fe, folder = stage.world.field_encryption, stage.world.config.evidence_folder
    (case,) = await stage.cases()

    def look(tx: sqlite3.Connection) -> tuple[object, list[bytes]]:
        kept = [row["age_file"] for row in tx.execute("SELECT age_file FROM care_remarks")]
        return care_tally._body(tx, fe, "waiting"), kept

    before = await stage.read(look)
    await remove_case(
        stage.db,
        fe,
        case.case_id,
        data_directory=folder.parent,
        evidence_folder=folder,
        actor="test",
        at=stage.clock.now(),
    )
    assert await stage.read(look) == before
    assert before[0] == {"so-so": 1}
    await stage.taps("Sanne", "Het hielp")  # the question is still in the chat, and means nothing any more
    assert await stage.read(look) == before


async def test_what_comes_an_hour_later_is_a_report_and_no_line(stage: Stage) -> None:
    await sends_report(stage)
    await stage.clock_moves(hours=15)
    await stage.taps("Sanne", "Stop met deze vragen")
    await stage.taps("Sanne", "Het hielp")
    await stage.clock_moves(hours=2)
    await stage.says("Sanne", "Hij staat weer voor de deur.")
    assert (await stage.snapshot("Sanne")).draft is not None
    assert await stage.read(lambda tx: tx.execute("SELECT count(*) FROM care_remarks").fetchone()[0]) == 0


# ---- what the case handler sees ---------------------------------------------------------------------------------


async def overview(stage: Stage) -> Message:
    stage.hears()
    await stage.says("Gerda", "/nazorg")
    return messages(stage, "Gerda")[-1]


async def test_the_overview_has_what_comes_next_and_opens_the_case_in_one_tap(stage: Stage) -> None:
    case = await invited(stage)
    shown = await overview(stage)
    assert f"{case.reference}: eerste keer gevraagd, nog open." in shown.text
    await stage.taps("Sanne", "Begin")
    await stage.taps("Sanne", "Nee")
    await stage.says("Sanne", "Ik durf de deur niet uit.")
    for _ in range(5):
        await stage.taps("Sanne", "Verder" if _ == 0 else "Overslaan")
    await stage.taps("Sanne", "Mijn contactpersoon")
    shown = await overview(stage)
    assert "tweede keer op maandag 23 november" in shown.text
    assert "antwoorden gedeeld" in shown.text
    assert "deur" not in shown.text
    await stage.taps("Gerda", case.reference)
    assert any(case.reference in message.text for message in messages(stage, "Gerda"))


async def test_what_is_for_nobody_does_not_show_in_the_overview(stage: Stage) -> None:
    case = await asks_first_question(stage)
    await stage.taps("Sanne", "Ja, ik ben veilig")
    await skips_to_consent(stage)
    await stage.taps("Sanne", "Niemand, alleen ik")
    line = next(t for t in (await overview(stage)).text.splitlines() if case.reference in t)
    assert line.endswith("tweede keer op maandag 23 november om 20.15 uur.")


async def test_unanswered_twice_comes_first_and_asks_to_call_until_there_was_a_talk(stage: Stage) -> None:
    case = await sends_report(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    await stage.clock_moves(days=8)
    shown = await overview(stage)
    assert "twee keer geen reactie. Wil je bellen?" in shown.text
    assert f"{case.reference} – bellen" in [b.label for row in shown.keyboard for b in row]


async def test_a_reporter_who_cannot_be_reached_is_paused(stage: Stage) -> None:
    case = await sends_report(stage)
    await stage.blocks("Sanne")
    assert f"{case.reference}: gepauzeerd" in (await overview(stage)).text


async def test_without_aftercare_it_says_so(stage: Stage) -> None:
    assert "Er loopt nu geen nazorg bij jou." in (await overview(stage)).text
