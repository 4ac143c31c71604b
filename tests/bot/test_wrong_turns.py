"""Conversations that go otherwise than anybody meant: nothing is lost, and what is said is true."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.demo.world import Character
from conversations import draft_keeping
from conversations.casework.conversation import Case
from conversations.snapshot import ContactState, FiledState, MenuState, ReportState, scope_of
from storage.people import PersonKind
from tests.stage import Stage, open_stage

SANNE = Character(name="Sanne Proef", first_name="Sanne", kind=PersonKind.REPORTER, office="raadslid")
GERDA = Character(
    name="Gerda Test-de Vries", first_name="Gerda", kind=PersonKind.CASE_HANDLER, role="griffier"
)
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, SANNE, GERDA, start=MORNING) as opened:
        yield opened
        assert opened.parts.postman.failed == []


async def begins(stage: Stage, story: str = "Hij stond voor mijn deur") -> int:
    """A report as far as the first question; the message id of the story."""
    await stage.says("Sanne", "/melden")
    await stage.taps("Sanne", "Ja, ik ben veilig")
    return await stage.says("Sanne", story)


async def sends(stage: Stage, story: str = "Hij stond voor mijn deur") -> tuple[Case, int]:
    """A whole short report: its case, and the message id of the story."""
    known = {c.case_id for c in await stage.cases()}
    message_id = await begins(stage, story)
    await stage.taps("Sanne", "Nu al versturen")
    await stage.taps("Sanne", "Versturen")
    return next(c for c in await stage.cases() if c.case_id not in known), message_id


def heard(stage: Stage, name: str) -> str:
    return "\n".join(n.message.text for n in stage.hears(name) if n.message is not None)


def toasts(stage: Stage, name: str) -> list[str]:
    return [n.text for n in stage.hears(name) if n.text]


async def sealed(stage: Stage, case: Case) -> list[str]:
    """What the griffier reads in the additions of this case."""
    identity = stage.world.identities["griffier"]
    found = [stage.opened(e, identity) for e in await stage.envelopes(case.case_id) if "supplement" in e.part]
    return [e.content.decode() for e in found if e is not None]


# ---- an addition to another report ------------------------------------------------------------------------------


async def two_reports(stage: Stage) -> tuple[Case, Case]:
    """Two reports, with an addition begun to the first and the other one opened."""
    first, _ = await sends(stage, "Het eerste")
    second, _ = await sends(stage, "Het tweede")
    await open_report(stage, first)
    await stage.taps("Sanne", "Iets toevoegen")
    await stage.says("Sanne", "dit hoort bij het eerste")
    await open_report(stage, second)
    stage.hears()
    await stage.taps("Sanne", "Iets toevoegen")
    return first, second


async def open_report(stage: Stage, case: Case) -> None:
    await stage.says("Sanne", "/mijn")
    await stage.taps("Sanne", f"Melding {case.reference}")


async def test_an_addition_that_waits_is_asked_about_first(stage: Stage) -> None:
    first, second = await two_reports(stage)
    assert f"toevoegen aan {first.reference}" in heard(stage, "Sanne")
    await stage.taps("Sanne", "Versturen, dan dit")
    await stage.says("Sanne", "dit hoort bij het tweede")
    await stage.taps("Sanne", "Aanvulling versturen")
    assert ["eerste" in text for text in await sealed(stage, first)] == [True]
    assert ["tweede" in text for text in await sealed(stage, second)] == [True]


async def test_the_other_addition_can_be_finished_first(stage: Stage) -> None:
    first, _ = await two_reports(stage)
    await stage.taps("Sanne", "Eerst dat afmaken")
    assert (await stage.snapshot("Sanne")).about == first.case_id
    await stage.taps("Sanne", "Aanvulling versturen")
    assert len(await sealed(stage, first)) == 1


async def test_the_other_addition_can_be_thrown_away(stage: Stage) -> None:
    first, second = await two_reports(stage)
    await stage.taps("Sanne", "Weggooien, dan dit")
    await stage.says("Sanne", "dit hoort bij het tweede")
    await stage.taps("Sanne", "Aanvulling versturen")
    assert await sealed(stage, first) == []
    assert len(await sealed(stage, second)) == 1


# ---- changing what was written ----------------------------------------------------------------------------------


async def test_an_edit_in_the_review_shows_the_new_one_and_the_old_one_cannot_be_sent(stage: Stage) -> None:
    message_id = await begins(stage)
    await stage.taps("Sanne", "Nu al versturen")
    old, old_data = stage.button("Sanne", "Versturen")
    stage.hears()
    await stage.edits("Sanne", message_id, "Zij stond voor mijn deur")
    assert "Het overzicht hierboven klopt niet meer" in (shown := heard(stage, "Sanne"))
    assert "Zij stond voor mijn deur" in shown
    await stage.presses("Sanne", old_data, old)
    assert await stage.cases() == []
    await stage.taps("Sanne", "Versturen")
    assert len(await stage.cases()) == 1


async def test_several_edits_after_sending_are_one_notice(stage: Stage) -> None:
    case, message_id = await sends(stage)
    stage.hears()
    for number in range(4):
        await stage.edits("Sanne", message_id, f"Hij stond {number} keer voor mijn deur")
        await stage.clock_moves(minutes=1)
    assert heard(stage, "Gerda") == ""
    assert len(await sealed(stage, case)) == 4  # nothing waits to be sealed
    await stage.clock_moves(minutes=10)
    assert heard(stage, "Gerda").count(case.reference) == 1
    await stage.clock_moves(hours=1)
    assert heard(stage, "Gerda") == ""


async def test_edits_that_never_rest_are_told_all_the_same(stage: Stage) -> None:
    case, message_id = await sends(stage)
    await stage.taps("Gerda", "Ik heb dit gezien")
    stage.hears()
    for number in range(6):
        await stage.edits("Sanne", message_id, f"Hij stond {number} keer voor mijn deur")
        await stage.clock_moves(minutes=4)
    assert case.reference in heard(stage, "Gerda")


# ---- words where nobody expects them ----------------------------------------------------------------------------


async def test_words_behind_melden_begin_the_report(stage: Stage) -> None:
    stage.hears()
    await stage.says("Sanne", "/melden hij staat voor de deur")
    draft = (await stage.snapshot("Sanne")).draft
    assert draft is not None
    assert [e.text for e in draft.texts(ReportState.WHAT_HAPPENED)] == ["hij staat voor de deur"]
    assert heard(stage, "Sanne").count("ben je nu veilig?") == 1


async def test_words_behind_nood_are_kept_under_the_card(stage: Stage) -> None:
    stage.hears()
    await stage.says("Sanne", "/nood hij staat voor de deur")
    shown = heard(stage, "Sanne")
    assert "Bel nu 112" in shown
    assert shown.index("Bel nu 112") < shown.index("is bewaard")


@pytest.mark.parametrize("command", ["/stop", "/wis", "/privacy"])
async def test_words_behind_another_command_are_not_dropped_in_silence(stage: Stage, command: str) -> None:
    stage.hears()
    await stage.says("Sanne", f"{command} en hij stond er weer")
    assert "heb ik niet bewaard" in heard(stage, "Sanne")
    assert (await stage.snapshot("Sanne")).draft is None


async def test_words_of_despair_behind_a_command_bring_the_card(stage: Stage) -> None:
    stage.hears()
    await stage.says("Sanne", "/privacy ik wil niet meer leven")
    assert "113" in heard(stage, "Sanne")


async def test_words_of_despair_behind_the_help_command_bring_the_card_once(stage: Stage) -> None:
    stage.hears()
    await stage.says("Sanne", "/hulp ik wil niet meer leven")
    assert heard(stage, "Sanne").count("0800-0113") == 1
    assert (await stage.snapshot("Sanne")).draft is not None


async def test_going_back_does_not_make_an_old_send_button_say_that_it_was_sent(stage: Stage) -> None:
    await begins(stage)
    await stage.taps("Sanne", "Nu al versturen")
    message, data = stage.button("Sanne", "Versturen")
    await stage.taps("Sanne", "Terug")
    stage.hears()
    await stage.presses("Sanne", data, message)
    assert toasts(stage, "Sanne") == ["Deze knop hoort bij een eerder moment."]
    assert await stage.cases() == []


async def test_withdrawing_says_that_an_open_addition_goes_too(stage: Stage) -> None:
    case, _ = await sends(stage)
    await open_report(stage, case)
    await stage.taps("Sanne", "Iets toevoegen")
    await stage.says("Sanne", "nog iets")
    stage.hears()
    await stage.taps("Sanne", "Intrekken")
    assert "dan gooi ik het weg" in heard(stage, "Sanne")
    await stage.taps("Sanne", "Ja, trek het in")
    assert (await stage.snapshot("Sanne")).supplement is None


async def test_a_story_that_begins_with_a_slash_is_a_story(stage: Stage) -> None:
    await stage.says("Sanne", "/Gisteren stond hij voor mijn deur")
    draft = (await stage.snapshot("Sanne")).draft
    assert draft is not None
    assert draft.texts(ReportState.WHAT_HAPPENED)[0].text == "/Gisteren stond hij voor mijn deur"


@pytest.mark.parametrize("through", [("Stoppen",), ("Stoppen", "Weggooien")])
async def test_words_while_stopping_bring_the_question_back(stage: Stage, through: tuple[str, ...]) -> None:
    await begins(stage)
    for label in through:
        await stage.taps("Sanne", label)
    stage.hears()
    await stage.says("Sanne", "wacht toch niet")
    snapshot = await stage.snapshot("Sanne")
    assert snapshot.state is ReportState.WHAT_HAPPENED
    assert snapshot.draft is not None
    assert len(snapshot.draft.texts(ReportState.WHAT_HAPPENED)) == 2
    assert "weggooien" not in heard(stage, "Sanne")


async def test_melden_while_stopping_goes_on(stage: Stage) -> None:
    await begins(stage)
    await stage.taps("Sanne", "Stoppen")
    await stage.says("Sanne", "/melden")
    assert (await stage.snapshot("Sanne")).state is ReportState.WHAT_HAPPENED


@pytest.mark.parametrize("what", ["sticker", "location"])
async def test_an_open_question_comes_again_with_its_buttons(stage: Stage, what: str) -> None:
    case, _ = await sends(stage)
    for begin, state, label in (
        ("Intrekken", FiledState.WITHDRAWAL, "Nee, laat het staan"),
        ("Iets toevoegen", FiledState.SUPPLEMENT, "Toch niet"),
    ):
        await open_report(stage, case)
        await stage.taps("Sanne", begin)
        before = await stage.snapshot("Sanne")
        assert before.state is state
        stage.hears()
        await stage.sends_other("Sanne", what)
        after = [n.message for n in stage.hears("Sanne") if n.message is not None]
        assert label in [b.label for row in after[-1].keyboard for b in row]
        assert scope_of(await stage.snapshot("Sanne")) == scope_of(before)


async def test_a_full_draft_offers_to_send(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_keeping, "MAX_ENTRIES", 2)
    await begins(stage)
    await stage.says("Sanne", "en nog iets")
    stage.hears()
    await stage.says("Sanne", "en nog veel meer")
    last = [n.message for n in stage.hears("Sanne") if n.message is not None][-1]
    assert "kon er niet meer bij" in last.text
    await stage.taps("Sanne", "Nu al versturen", under="kon er niet meer bij")
    await stage.says("Sanne", "nog een keer")
    await stage.taps("Sanne", "Versturen", under="kon er niet meer bij")
    assert len(await stage.cases()) == 1


async def test_a_restart_after_every_step_loses_nothing(stage: Stage) -> None:
    photo = b"\xff\xd8\xff\xe0" + b"x" * 64
    await stage.sends_file("Sanne", "foto.jpg", photo, kind="photo")
    steps: tuple[tuple[str, ...], ...] = (
        ("taps", "Ja, ik ben veilig"),
        ("taps", "Terug"),
        ("taps", "Ja, ik ben veilig"),
        ("says", "Hij stond voor mijn deur"),
        ("taps", "Verder"),
        ("taps", "Gisteren"),
        ("says", "/stop"),
        ("says", "/stop"),
        ("taps", "Verder met mijn melding"),
        ("taps", "Terug"),
        ("taps", "Nu al versturen"),
        ("taps", "Versturen"),
    )
    for how, what in steps:
        await stage.restarts()
        await (stage.taps if how == "taps" else stage.says)("Sanne", what)
        await stage.repeats_last_update()
    (case,) = await stage.cases()
    identity = stage.world.identities["griffier"]
    opened = {e.part: stage.opened(e, identity) for e in await stage.envelopes(case.case_id)}
    report = opened["report"]
    assert report is not None
    assert "Hij stond voor mijn deur" in report.content.decode()
    assert photo in {e.content for e in opened.values() if e is not None}


# ---- to be called today -----------------------------------------------------------------------------------------


async def wants_a_call(stage: Stage) -> Case:
    await begins(stage)
    await stage.taps("Sanne", "Nu al versturen")
    await stage.taps("Sanne", "Iets veranderen")
    await stage.taps("Sanne", "Wat jou helpt")
    await stage.taps("Sanne", "Vandaag gebeld worden")
    await stage.taps("Sanne", "Naar het overzicht")
    stage.hears()
    await stage.taps("Sanne", "Versturen")
    return (await stage.cases())[-1]


async def test_a_call_today_stands_in_the_notice_and_is_asked_about(stage: Stage) -> None:
    case = await wants_a_call(stage)
    assert "vandaag nog bellen" in heard(stage, "Gerda")
    assert "Later vraag ik na" in heard(stage, "Sanne")
    assert (await stage.snapshot("Sanne")).state is ContactState.PHONE
    await stage.says("Sanne", "06 12 34 56 78")
    assert (await stage.snapshot("Sanne")).state is MenuState.IDLE
    await stage.taps("Gerda", "Wie moet ik bellen?")
    assert any("06 12 34 56 78" in text for text in toasts(stage, "Gerda"))
    await stage.taps("Gerda", "Ik heb dit gezien")
    stage.hears()
    await stage.clock_moves(hours=6)
    assert "op de dag zelf te bellen" not in heard(stage, "Gerda")
    await stage.clock_moves(hours=1, minutes=5)  # five in the afternoon has passed
    assert f"Bij {case.reference} is gevraagd om op de dag zelf te bellen" in heard(stage, "Gerda")


async def test_in_the_evening_it_is_honest_about_tomorrow(tmp_path: Path) -> None:
    evening = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)
    async with open_stage(tmp_path, SANNE, GERDA, start=evening) as stage:
        await wants_a_call(stage)
        assert "kan morgenochtend worden" in heard(stage, "Sanne")
        await stage.taps("Sanne", "Overslaan")
        await stage.taps("Gerda", "Ik heb dit gezien")
        stage.hears()
        await stage.clock_moves(hours=10)
        assert "op de dag zelf" not in heard(stage, "Gerda")
        await stage.clock_moves(hours=2)
        assert "op de dag zelf" in heard(stage, "Gerda")


async def test_a_report_without_that_wish_shows_nobody_to_call(stage: Stage) -> None:
    case, _ = await sends(stage)
    assert not case.call_today
    assert (await stage.snapshot("Sanne")).state is MenuState.IDLE
    shown = {label for _, label, _ in stage.phones.chat(stage.actors["Gerda"].telegram_id).buttons()}
    assert "Wie moet ik bellen?" not in shown
