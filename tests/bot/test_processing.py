"""One update, one transaction: seen before, somebody else's, a stranger's, a poisoned one."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from conversations.snapshot import ContactState, MenuState, ReportState
from storage import crash_points, inbox, invitations, outbox, strangers
from storage.people import PersonKind
from tests.bot.people import EVERYBODY, NORA, asked, sends_report
from tests.phones import What
from tests.stage import Stage, open_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, *EVERYBODY) as opened:
        yield opened


async def rows(stage: Stage, query: str) -> list[tuple[object, ...]]:
    return await stage.read(lambda tx: [tuple(row) for row in tx.execute(query)])


# ---- once -------------------------------------------------------------------------------------------------------


async def test_an_update_that_was_seen_changes_nothing(stage: Stage) -> None:
    await stage.says("Sanne", "Iemand belde me vijf keer zonder iets te zeggen.")
    before = await stage.snapshot("Sanne")
    stage.hears()
    for _ in range(3):
        await stage.repeats_last_update()
    assert stage.hears() == []
    assert await stage.snapshot("Sanne") == before


async def test_a_report_that_telegram_delivers_twice_is_sent_once(stage: Stage) -> None:
    await sends_report(stage)
    await stage.repeats_last_update()
    await stage.restarts()
    await stage.repeats_last_update()
    assert len(await stage.cases()) == 1
    assert stage.hears() == []


async def test_a_batch_is_kept_whole_or_not_at_all(stage: Stage) -> None:
    await stage.says("Sanne", "Een eerste bericht dat er al is.")
    good = {**stage.last_update, "update_id": 1}
    before = await stage.snapshot("Sanne")

    def fails(tx: sqlite3.Connection, *_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    original = inbox.record_update
    calls = iter((original, fails))
    inbox.record_update = lambda *a, **k: next(calls)(*a, **k)  # type: ignore[assignment]
    try:
        with pytest.raises(RuntimeError):
            await stage.parts.processing.process([good, {**good, "update_id": 2}])
    finally:
        inbox.record_update = original
    assert await stage.snapshot("Sanne") == before
    assert await rows(stage, "SELECT 1 FROM inbox WHERE update_id = 1") == []
    await stage.parts.processing.process([good])
    assert await stage.snapshot("Sanne") != before


async def test_a_poisoned_update_is_buried_and_the_person_is_told(stage: Stage) -> None:
    await stage.says("Sanne", "Een bericht.")
    stage.hears()
    await stage.parts.processing.bury(int(str(stage.last_update["update_id"])), "SomeError")
    await stage.settles()
    assert asked(stage, "Sanne")[0].startswith("Je laatste bericht kon ik niet verwerken.")
    dead = await stage.read(inbox.list_dead_updates) if hasattr(inbox, "list_dead_updates") else None
    assert dead is None or len(dead) == 1


# ---- buttons ----------------------------------------------------------------------------------------------------


async def test_somebody_elses_button_is_refused_and_audited(stage: Stage) -> None:
    await stage.enrols(NORA)
    case = await sends_report(stage)
    _, data = stage.button("Gerda", "Ik heb dit gezien")
    await stage.presses("Nora", data)
    assert (await stage.cases())[0].received_at is None
    nora = await stage.person("Nora")
    assert nora is not None
    audited = await rows(stage, "SELECT actor, subject FROM audit WHERE action = 'refused-button'")
    assert audited == [(nora.person_id, data.partition(".")[0])]
    toasts = [n.text for n in stage.hears("Nora") if n.what is What.TOAST]
    assert toasts == ["Deze knop hoort bij een eerder moment."]
    assert case.received_at is None


@pytest.mark.parametrize(
    "data", ["", ".", "x", "x.0", "{known}.99", "{known}.-1", "{known}.²", "{known}.0x1", "{known}", "9" * 64]
)
async def test_a_button_that_nobody_made_means_nothing(stage: Stage, data: str) -> None:
    await stage.says("Sanne", "/melden")
    _, known = stage.button("Sanne", "Ja, ik ben veilig")
    before = await stage.snapshot("Sanne")
    stage.hears()
    await stage.presses("Sanne", data.format(known=known.partition(".")[0]))
    assert await stage.snapshot("Sanne") == before
    assert stage.phones.unanswered == 0
    assert [n.text for n in stage.hears() if n.what is What.TOAST] == [
        "Deze knop hoort bij een eerder moment."
    ]


async def test_every_pressed_button_is_answered_once(stage: Stage) -> None:
    await stage.says("Sanne", "/start")
    for message, label, data in stage.phones.chat(stage.actors["Sanne"].telegram_id).buttons():
        await stage.presses("Sanne", data, message)
        assert stage.phones.unanswered == 0, label


async def test_an_old_button_still_works_after_a_restart(stage: Stage) -> None:
    await stage.says("Sanne", "/melden")
    await stage.restarts()
    await stage.taps("Sanne", "Ja, ik ben veilig")
    assert (await stage.snapshot("Sanne")).state is ReportState.WHAT_HAPPENED


async def test_a_restart_in_the_middle_loses_nothing(stage: Stage) -> None:
    texts = ["Hij stond bij de school van mijn kinderen.", "Hij riep mijn naam.", "Hij maakte een foto."]
    await stage.says("Sanne", "/melden")
    await stage.taps("Sanne", "Ja, ik ben veilig")
    for text in texts:
        await stage.says("Sanne", text)
        await stage.restarts()
    draft = (await stage.snapshot("Sanne")).draft
    assert draft is not None
    assert [e.text for e in draft.texts(ReportState.WHAT_HAPPENED)] == texts


# ---- strangers --------------------------------------------------------------------------------------------------


async def test_a_stranger_gets_the_same_neutral_answer_and_leaves_only_a_number(stage: Stage) -> None:
    before = await rows(stage, "SELECT count(*) FROM people")
    for text in ("Hallo", "/melden", "/start", "/start onzin", f"/start {stage.actors['Sanne'].token}"):
        await stage.says("Willem", text)
    await stage.sends_file("Willem", "foto.png", b"x")
    await stage.presses("Willem", stage.button("Sanne", "Iets melden")[1])
    answers = {n.message.text for n in stage.hears("Willem") if n.message}
    assert len(answers) == 1
    assert "112" in answers.pop()
    assert await rows(stage, "SELECT count(*) FROM people") == before
    assert await stage.read(lambda tx: strangers.strangers_on(tx, stage.clock.now().date())) >= 7
    assert await rows(stage, "SELECT count(*) FROM evidence") == [(0,)]


async def test_an_invitation_works_once(stage: Stage) -> None:
    actor = await stage.invites(NORA)
    await stage.says("Willem", f"/start {actor.token}")
    await stage.says("Nora", f"/start {actor.token}")
    assert await stage.person("Nora") is None
    person = await stage.person("Willem")
    assert person is not None
    assert (person.kind, person.office) == (PersonKind.REPORTER, "wethouder")
    fe = stage.world.field_encryption
    listed = await stage.read(lambda tx: invitations.list_invitations(tx, fe))
    assert all(i.redeemed_at is not None for i in listed)


async def test_an_expired_invitation_does_not_work(stage: Stage) -> None:
    actor = await stage.invites(NORA)
    await stage.clock_moves(days=8)
    await stage.says("Nora", f"/start {actor.token}")
    assert await stage.person("Nora") is None


async def test_a_group_is_refused_and_left(stage: Stage) -> None:
    before = await stage.snapshot("Sanne")
    await stage.says_in_group("Sanne", "Dit moet niemand lezen.")
    assert [n.what for n in stage.hears()] == [What.MESSAGE, What.LEFT]
    assert await stage.snapshot("Sanne") == before


# ---- blocking ---------------------------------------------------------------------------------------------------


async def test_who_blocks_the_bot_gets_everything_later_in_order(stage: Stage) -> None:
    await sends_report(stage)
    await stage.blocks("Gerda")
    await stage.says("Sanne", "/mijn")
    await stage.taps("Sanne", "Melding " + (await stage.cases())[0].reference)
    await stage.taps("Sanne", "Iets toevoegen")
    await stage.says("Sanne", "Er was een getuige bij.")
    await stage.taps("Sanne", "Aanvulling versturen")
    assert stage.hears("Gerda") == []
    await stage.blocks("Gerda", blocked=False)
    assert any("is iets toegevoegd" in text for text in asked(stage, "Gerda"))
    assert await stage.read(outbox.queue_depth) == 0


# ---- order ------------------------------------------------------------------------------------------------------


async def test_nothing_leaves_before_the_commit(stage: Stage) -> None:
    with pytest.MonkeyPatch.context() as patch:
        reached: list[str] = []
        patch.setattr("bot.processing.reach", reached.append)
        await stage.says("Sanne", "/start")
    assert reached == ["processing.before_commit", "processing.after_commit"]
    assert crash_points.parse("processing.before_commit") == ("processing.before_commit", 1)


async def test_two_taps_on_call_me_make_one_request(stage: Stage) -> None:
    await stage.says("Sanne", "/melden")
    await stage.taps("Sanne", "Nee, ik ben niet veilig")
    await stage.taps("Sanne", "Laat iemand mij bellen", times=3)
    found = await stage.cases()
    assert [(c.kind, c.urgent) for c in found] == [("callback", True)]
    assert (await stage.snapshot("Sanne")).state is ContactState.PHONE
    await stage.taps("Sanne", "Overslaan")
    assert (await stage.snapshot("Sanne")).state is MenuState.IDLE


async def test_call_me_under_the_emergency_card_is_always_urgent(stage: Stage) -> None:
    await stage.says("Sanne", "/nood")
    await stage.taps("Sanne", "Laat iemand mij bellen")
    assert [c.urgent for c in await stage.cases()] == [True]
