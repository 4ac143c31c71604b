"""Words of suicide, in every state: the card with 113 comes in front, nothing else changes, nothing is lost."""

from __future__ import annotations

import time

import pytest

from conversations.actions import Action
from conversations.crisis import crisis_card, crisis_words
from conversations.effects import RequestCall, RequestContact, Say
from conversations.events import AttachmentKind, AttachmentReceived, CommandGiven
from conversations.machine import advance, respond
from conversations.snapshot import CheckInState, ContactState, MenuState, ReportState, Snapshot
from tests.conversations.care_phone import MORNING, CarePhone, setting_of
from tests.conversations.shipped_packs import MAASSLUIS, each_pack

WORDS = [
    "ik denk aan zelfmoord",
    "Zelfmoort",
    "zelf moord",
    "zelfdoding",
    "ik ben suïcidaal",
    "ik heb aan suicide gedacht",
    "Ik wil dood",
    "ik wil gewoon liever dood zijn.",
    "soms wil ik dood",
    "ik wou dat ik dood was",
    "was ik maar dood",
    "ik maak mezelf van kant",
    "ik ga mezelf iets aandoen",
    "ik wil me zelf ophangen",
    "ik hang mezelf op",
    "Ik wil   niet\nmeer LEVEN",
    "ik wil er een einde aan maken",
    "ik maak een einde aan m'n leven",
    "ik wil uit het leven stappen",
    "het hoeft voor mij niet meer",
    "zonder mij zijn ze beter af",
    "ik zie het niet meer zitten",
    "ik spring voor de trein",
    "ik heb geen zin meer in het leven",
    "bel 113",
    "113",
    "I want to kill my self",
    "thinking of killing myself",
    "i wanna die",
    "I don’t want to live anymore",
    "suicde",
    "suicidal",
    "I'll end my life",
    "they are better off without me",
    "I wish I was dead",
    "no reason to live",
    "self-harm",
]

OTHER_WORDS = [
    "",
    "hij zei: ik maak je dood",
    "ik wil je dood hebben, stond er",
    "hij zei dat hij mij dood wil",
    "je gaat eraan, dood!",
    "hij hing de telefoon op",
    "ik kom voor mezelf op",
    "Dorpsstraat 113, Veldermeer",
    "er moet een eind aan komen",
    "de wethouder moet er een eind aan maken",
    "ik ga voor de trein van acht uur",
    "ik wil niet meer in Veldermeer wonen",
    "wij willen niet langer leven onder dreiging",
    "zelf moet ik erheen",
    "we will succeed in this society",
    "he wants to kill me",
    "I don't want to be here at the town hall",
]


@pytest.mark.parametrize("words", WORDS)
def test_these_words_bring_the_card(words: str) -> None:
    assert crisis_words(words)
    assert crisis_words(f"Hoi. {words.upper()}... sorry") or words in ("113", "bel 113")


@pytest.mark.parametrize("words", OTHER_WORDS)
def test_these_words_do_not(words: str) -> None:
    assert not crisis_words(words)


def test_a_long_message_costs_no_time() -> None:
    started = time.perf_counter()
    for words in ("ik wil " * 600, "mezelf a " * 450, "a" * 4096, "er een eind aan " * 250, "spring " * 580):
        crisis_words(words)
    assert time.perf_counter() - started < 2


def seen(phone: CarePhone) -> bool:
    first = phone.effects[0]
    return isinstance(first, Say) and first.texts[:2] == ("crisis-seen", "crisis-card")


def test_the_card_comes_in_front_in_every_state_and_the_words_are_kept() -> None:
    idle = CarePhone().write("ik wil dood")
    assert seen(idle)
    assert idle.at(ReportState.SAFETY)
    assert idle.snapshot.draft is not None
    assert "ik wil dood" in repr(idle.snapshot.draft.entries)

    writing = CarePhone().writing(MORNING).write("ik wil dood")
    assert seen(writing)
    assert writing.snapshot.draft is not None
    assert [e.text for e in writing.snapshot.draft.texts(ReportState.EFFECT)] == ["ik wil dood"]

    phone = CarePhone().due().write("ik wil dood")
    assert seen(phone)
    assert "ik wil dood" in repr(phone.snapshot.check_in)

    doubt = CarePhone().command("twijfel")
    assert doubt.snapshot.state is ContactState.DOUBT
    assert seen(doubt.write("ik wil dood"))


def test_an_edited_message_and_a_caption_count_too() -> None:
    phone = CarePhone().due().write("slecht", message_id=8)
    assert not seen(phone)
    assert seen(phone.edit(8, "ik wil niet meer leven"))
    photo = AttachmentReceived(
        at=MORNING,
        nonce=phone.nonce(),
        message_id=9,
        kind=AttachmentKind.PHOTO,
        size_bytes=1,
        caption="zelfmoord",
    )
    phone.answered(photo)
    assert seen(phone)


def test_also_when_the_message_fits_nothing() -> None:
    handler = setting_of(MAASSLUIS, "handler")
    event = CarePhone().written("ik wil dood")
    effects = respond(Snapshot(), event, handler).effects
    assert isinstance(effects[0], Say)
    assert effects[0].texts == ("crisis-seen", "crisis-card")
    assert len(effects) > 1


@pytest.mark.parametrize("command", ["hulp", "113", "crisis"])
@pytest.mark.parametrize("kind", ["reporter", "handler"])
def test_help_on_request_for_everybody(command: str, kind: str) -> None:
    event = CommandGiven(at=MORNING, nonce="0" * 32, message_id=1, command=command)
    transition = advance(Snapshot(), event, setting_of(MAASSLUIS, kind))
    (card,) = transition.effects
    assert isinstance(card, Say)
    assert card.texts[0] == "crisis-card"
    assert transition.snapshot == Snapshot()


@each_pack
def test_the_numbers_come_from_the_pack(pack: object) -> None:
    setting = CarePhone(pack).setting  # type: ignore[arg-type]
    assert crisis_card(setting).args == {"crisis": "113", "crisis_free": "0800-0113", "emergency": "112"}


def test_a_person_is_one_tap_away_and_urgent() -> None:
    phone = CarePhone().command("113").tap("crisis-button-talk")
    (request,) = phone.of(RequestContact)
    assert request.urgent
    assert phone.at(ContactState.PHONE)

    asked = CarePhone().due().command("113").tap("crisis-button-talk")
    (call,) = asked.of(RequestCall)
    assert call.urgent
    assert asked.question == "call-number"


def test_the_card_changes_nothing_that_is_being_asked() -> None:
    phone = CarePhone().due().tap("check-in-button-begin")
    phone.press(Action.CRISIS)
    assert phone.at(CheckInState.ASKING)
    assert phone.question == "safe"
    assert CarePhone().press(Action.CRISIS).snapshot.state is MenuState.IDLE
