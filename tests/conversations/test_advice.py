"""Advice without reporting: which situations each source covers, in which order, and how short it is."""

from __future__ import annotations

import re

import pytest

from conversations.packs.pack import Pack
from tests.conversations.shipped_packs import (
    ASSEN,
    LANGUAGES,
    MAASSLUIS,
    PACKS,
    STANDAARD,
    UTRECHT,
    each_language,
    each_pack,
    texts,
)

MOST_CHARACTERS = 900
MOST_WORDS_ON_AVERAGE = 15
PHONE_NUMBER = re.compile(r"\d[\d -]{2,}\d|11\d")
SENTENCE_END = re.compile(r"[.?!](?:\s|$)")


def advice(pack: Pack, situation_id: str, language: str = "nl") -> str:
    found = texts(language)
    return "\n".join(found[f"advice-{item}"] for item in pack.situation(situation_id).items)


def in_order(pack: Pack, situation_id: str, *items: str) -> bool:
    """Whether the items stand in the situation, in this order."""
    there = iter(pack.situation(situation_id).items)
    return all(item in there for item in items)


@each_language
@each_pack
def test_each_situation_fits_a_small_phone(pack: Pack, language: str) -> None:
    for situation in pack.advice:
        assert len(advice(pack, situation.id, language)) <= MOST_CHARACTERS, situation.id


@each_language
@each_pack
def test_sentences_are_short(pack: Pack, language: str) -> None:
    for situation in pack.advice:
        text = advice(pack, situation.id, language)
        sentences = len(SENTENCE_END.findall(text))
        assert len(text.split()) / sentences <= MOST_WORDS_ON_AVERAGE, situation.id


@each_language
def test_every_item_is_a_whole_sentence(language: str) -> None:
    items = {key: text for key, text in texts(language).items() if re.match(r"advice-", key)}
    assert [key for key, text in items.items() if not text.endswith((".", "?"))] == []
    assert [key for key, text in items.items() if not text[0].isupper()] == []


@each_language
def test_no_item_stands_twice_in_a_situation(language: str) -> None:
    for pack in PACKS.values():
        for situation in pack.advice:
            lines = advice(pack, situation.id, language).split("\n")
            assert len(set(lines)) == len(lines), f"{pack.id}: {situation.id}"


@pytest.mark.parametrize(
    ("pack", "situations"),
    [
        (STANDAARD, ["acute", "meeting-indoors", "chair", "doubt", "conversation"]),
        (ASSEN, ["meeting-indoors", "visit-outside", "outside", "home", "online", "chair"]),
        (
            MAASSLUIS,
            [
                *("acute", "phone", "meeting-indoors", "visit-outside", "outside", "home", "online", "chair"),
                *("doubt", "unsafe-feeling"),
            ],
        ),
        (UTRECHT, ["acute", "meeting-indoors", "online", "chair", "doubt"]),
    ],
    ids=["standaard", "assen", "maassluis", "provincie-utrecht"],
)
def test_only_situations_that_the_source_covers(pack: Pack, situations: list[str]) -> None:
    assert [situation.id for situation in pack.advice] == situations
    with pytest.raises(KeyError):
        pack.situation("at-the-market")


def test_requirement_8_emergency_place_situation_office() -> None:
    assert in_order(MAASSLUIS, "acute", "call-112", "say-where", "say-office")
    assert MAASSLUIS.situation("acute").numbers[0] == "emergency"
    dutch, english = texts("nl"), texts("en")
    for word in ("112", "geweld", "wapen", "stalken"):
        assert word in dutch["advice-call-112"]
    for word in ("112", "violence", "weapon", "stalking"):
        assert word in english["advice-call-112"]
    assert "ambt" in dutch["advice-say-office"]
    assert "office" in english["advice-say-office"]


def test_requirement_9_until_the_police_arrive() -> None:
    for situation in ("acute", "home"):
        assert {"own-safety", "give-in", "stay-calm"} <= set(MAASSLUIS.situation(situation).items)
    others = [pack.id for pack in PACKS.values() if pack is not MAASSLUIS and "give-in" in str(pack.advice)]
    assert others == []


def test_requirements_45_and_46_online() -> None:
    assert in_order(
        MAASSLUIS,
        "online",
        "report-online",
        "no-reply",
        "capture",
        "capture-who",
        "no-contact",
        "collective-answer",
        "limit-in-private",
        "ask-removal",
        "unknown-perpetrator",
    )
    assert "andere partij" in texts("nl")["advice-collective-answer"]


def test_requirement_47_online_in_assen() -> None:
    items = set(ASSEN.situation("online").items)
    assert {"do-not-correct", "falsehoods-by-municipality", "separate-private"} <= items
    assert "collective-answer" not in items


def test_requirement_48_phone() -> None:
    assert in_order(MAASSLUIS, "phone", "name-behaviour", "set-limit", "end-call")


def test_requirement_49_indoors() -> None:
    assert in_order(MAASSLUIS, "meeting-indoors", "end-talk", "order-out", "call-usher")
    assert in_order(UTRECHT, "meeting-indoors", "end-talk-now", "order-out", "call-security-or-police")
    assert "security-desk" in UTRECHT.situation("meeting-indoors").numbers


def test_requirement_50_never_alone_room_and_risk_analysis() -> None:
    assert "not-one-on-one" in STANDAARD.situation("meeting-indoors").items
    assert "book-room" in MAASSLUIS.situation("meeting-indoors").items
    assert "no-risky-visit-alone" in MAASSLUIS.situation("visit-outside").items
    assert "analyse-risks" in ASSEN.situation("visit-outside").items


def test_requirement_51_talks_at_home() -> None:
    assert in_order(ASSEN, "home", "college-not-at-home", "council-decides-itself")


def test_requirement_52_disrupted_meeting() -> None:
    assert in_order(
        MAASSLUIS,
        "chair",
        "suspend",
        "stop-livestream",
        "address",
        "three-orders",
        "usher-calls-police",
        "room-for-emotion",
        "report-disruption",
    )
    assert "lokaalvredebreuk" in texts("nl")["advice-three-orders"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_requirement_53_bans_are_for_three_months_at_most(language: str) -> None:
    found = texts(language)
    limit = {"nl": "drie maanden", "en": "three months"}[language]
    assert limit in found["advice-ban-visitors-gemeente"]
    assert limit in found["advice-ban-visitors-province"]
    assert limit in found["advice-remove-member"]
    assert "Gemeentewet 26" in found["advice-ban-visitors-gemeente"]
    assert "Provinciewet 26" in found["advice-ban-visitors-province"]
    assert "28 lid 3" in texts("nl")["advice-call-member-to-order"]


@each_language
def test_requirement_54_phone_numbers_come_from_the_pack(language: str) -> None:
    said = {
        number for text in texts(language).values() for number in re.findall(r"\d[\d -]{2,}\d|11\d", text)
    }
    assert said == {"112", "113"}, "any other number belongs in a pack, not in a text"
    for pack in PACKS.values():
        for situation in pack.advice:
            if "112" in advice(pack, situation.id, language):
                assert "emergency" in situation.numbers, f"{pack.id}: {situation.id}"


def test_requirement_55_an_unsafe_feeling_without_an_incident() -> None:
    assert MAASSLUIS.situation("unsafe-feeling").numbers == ("support-team",)
    assert MAASSLUIS.numbers.support_team == "070-3738314"
    assert "vertrouwelijk" in advice(MAASSLUIS, "unsafe-feeling")


def test_requirements_16_58_and_59_conversation_guide() -> None:
    assert STANDAARD.situation("conversation").items == (
        "guide-purpose",
        "guide-prepare",
        "guide-limits",
        "guide-four-questions",
        "guide-exists",
        "guide-agreements",
    )
    assert texts("nl")["advice-guide-four-questions"].count("?") == 4
    assert "wie doet wat, en wanneer" in texts("nl")["advice-guide-agreements"]


def test_annexes_that_nobody_has_seen_are_not_made_up() -> None:
    for language in LANGUAGES:
        for key, text in texts(language).items():
            assert not re.search(r"bijlage|appendix|annex|koersbijeenkomst", text, re.IGNORECASE), key
