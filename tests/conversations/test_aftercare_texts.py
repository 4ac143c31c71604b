"""How aftercare reads, as it leaves: every message of every check-in, under every pack, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import pytest

from conversations.actions import Action
from conversations.aftercare.offers import NAMES
from conversations.aftercare.questions import CONSENT, FLOWS
from conversations.draft import Draft, Entry
from conversations.effects import Say
from conversations.events import Returned
from conversations.packs.pack import Pack
from conversations.questions import Kind
from conversations.snapshot import CareFacts, FiledState, Snapshot
from conversations.texts import load_catalogue, text_sources
from conversations.wording import Words
from tests.conversations.aftercare_keys import computed_keys, option_keys
from tests.conversations.care_phone import (
    CASE,
    MORNING,
    OTHER_CASE,
    OTHER_REFERENCE,
    CarePhone,
    answer,
    filed,
)
from tests.conversations.shipped_packs import PACKS, each_language, each_pack, texts

MOST_CHARACTERS = 600
MOST_ON_A_BUTTON = 30
MOST_WORDS_ON_AVERAGE = 15


OWN = re.compile(r"^((?:check-in|care-offer|close|ptsd|crisis)-[a-z0-9-]+) =", re.M)


def words_in(language: str) -> Words:
    return Words(load_catalogue(), language, ZoneInfo("Europe/Amsterdam"))


def at_question(pack: Pack, kind: str, question: str) -> CarePhone:
    """A phone at this question, with something remembered so that every question can come up."""
    phone = CarePhone(pack)
    facts = CareFacts(case_id=CASE, wanted=("damage", "work"), caller="griffier", call_case_id="x")
    known = (
        facts if "griffier" in pack.roles else CareFacts(case_id=CASE, wanted=facts.wanted, call_case_id="x")
    )
    phone.snapshot = Snapshot(filed=phone.snapshot.filed, care=(known,))
    phone.due(kind).tap("check-in-button-begin")
    before = {"call-when": ("caller", None), "still-open": ("arranged", "check-in-arranged-partly")}
    while phone.question != question:
        if question in before and phone.question == before[question][0]:
            phone.tap(before[question][1] or phone.labels()[0])
        elif phone.question == "screen" and question.startswith("ptsd"):
            phone.tap("check-in-screen-yes")
        elif phone.question.startswith("ptsd"):
            phone.tap("check-in-ptsd-yes")
        else:
            phone.tap("button-skip")
    return phone


def walks(pack: Pack) -> Iterator[CarePhone]:
    """Every answer to every question of every check-in, and every way in which one ends."""
    for kind, flow in FLOWS.items():
        for question in flow:
            phone = at_question(pack, kind, question.id)
            yield phone
            labels = [la for la in phone.labels() if la in option_keys()]
            for label in labels:
                answered = at_question(pack, kind, question.id).tap(label)
                yield answered.tap("button-next") if question.kind is Kind.MANY else answered
        yield at_question(pack, kind, flow[0].id).write("iets")
        yield at_question(pack, kind, flow[0].id).tap("check-in-button-talk").write("06 12345678")
        yield at_question(pack, kind, flow[0].id).tap("check-in-button-talk", "check-in-button-talk")
        yield at_question(pack, kind, flow[0].id).tap("check-in-button-talk").write("nee")
        yield at_question(pack, kind, flow[0].id).tap("button-stop", "check-in-button-stop-this")
        yield at_question(pack, kind, flow[0].id).tap("button-stop", "check-in-button-stop-all")
        yield at_question(pack, kind, flow[0].id).tap("check-in-button-later", "check-in-snooze-tonight")
        yield CarePhone(pack).due(kind).tap("check-in-button-skip-this")
        yield CarePhone(pack).due(kind).ring().ring().wait(days=1).due("extra").ring().ring()
        yield CarePhone(pack).due(kind).due(kind, OTHER_CASE, OTHER_REFERENCE)
    yield from _endings(pack)
    yield from _rated(pack)
    yield from _around(pack)


def _endings(pack: Pack) -> Iterator[CarePhone]:
    for consent in ("share", "answered", "nobody"):
        phone = at_question(pack, "first", "arrange").tap("check-in-arrange-damage", "button-next")
        while phone.question != CONSENT:
            phone.tap("button-skip")
        yield phone.tap(f"check-in-consent-{consent}")
    for consent in ("share-all", "share-without"):
        yield at_question(pack, "third", "again").tap("check-in-again-month", "check-in-consent-share")
        screened = at_question(pack, "third", "ptsd-5").tap("check-in-ptsd-no", "check-in-again-no")
        yield screened.tap(f"check-in-consent-{consent}")


def _rated(pack: Pack) -> Iterator[CarePhone]:
    for rating in ("helped", "so-so", "not"):
        asked = CarePhone(pack).due().tap("check-in-button-stop-all", f"check-in-rating-{rating}")
        yield asked.write("x" * 301).write("Het was fijn.")
    words_only = CarePhone(pack).due().tap("check-in-button-stop-all", "check-in-rating-helped")
    yield words_only.take(words_only.sent_file()).tap("button-no-thanks")
    stopped = at_question(pack, "first", "company").write("iets").tap("button-stop")
    yield stopped.tap("check-in-button-stop-all", "check-in-button-who-reads", "check-in-consent-nobody")
    thrown = at_question(pack, "first", "company").write("iets").tap("button-stop")
    yield thrown.tap("check-in-button-stop-this", "check-in-button-discard")
    heard = at_question(pack, "first", "company")
    yield heard.take(heard.sent_file())
    yield CarePhone(pack).command("naasten")


def _around(pack: Pack) -> Iterator[CarePhone]:
    yield CarePhone(pack).command("113").tap("crisis-button-talk")
    yield CarePhone(pack).write("ik wil dood")
    yield CarePhone(pack).command("check_in").tap("check-in-button-earlier")
    yield CarePhone(pack).press(Action.SHOW_REPORT, CASE)
    yield (
        CarePhone(pack)
        .due()
        .tap("check-in-button-begin")
        .command("113")
        .tap("crisis-button-talk", "button-skip")
    )
    yield CarePhone(pack).due().write("a", message_id=4).edit(4, "b").command("menu")
    yield CarePhone(pack).due().ring().ring().press(Action.BEGIN)
    yield CarePhone(pack).due().tap("check-in-button-begin", "check-in-safe-yes").ring()
    yield CarePhone(pack).writing(MORNING - timedelta(days=1)).due().tap("check-in-button-skip-this")
    yield CarePhone(pack, replace(filed(), kind="doubt")).command("check_in")
    both = CarePhone(pack).due().due("first", OTHER_CASE, OTHER_REFERENCE).ring().tap("check-in-button-begin")
    yield answer(both, ["skip", "skip", "check-in-arrange-damage+check-in-arrange-work", "skip", "skip"])
    yield both.tap("button-stop", "check-in-button-enough", "check-in-consent-nobody")
    yield answer(CarePhone(pack).due("third").tap("check-in-button-begin"), ["skip"] * 6)
    back = CarePhone(pack).due()
    yield back.take(Returned(at=back.now, nonce=back.nonce()))
    full = CarePhone(pack).due()
    for _ in range(41):
        full.write("x")
    yield full
    for said in ("skip", "no"):
        phone = at_question(pack, "third", "screen").tap("check-in-screen-yes")
        for _ in range(5):
            phone.tap("button-skip" if said == "skip" else "check-in-ptsd-no")
        yield phone
    added = Draft(
        draft_id="s" * 32,
        started_at=MORNING,
        touched_at=MORNING,
        entries={"supplement": (Entry(message_id=1, text="nog iets", at=MORNING),)},
    )
    waiting = CarePhone(pack).wait(days=1)
    waiting.snapshot = replace(waiting.snapshot, state=FiledState.SUPPLEMENT, about=CASE, supplement=added)
    yield waiting.due().tap("check-in-button-skip-this")


@lru_cache
def messages(name: str) -> tuple[Say, ...]:
    """Every message that aftercare sends under this pack, each one once."""
    found = {repr(say): say for phone in walks(PACKS[name]) for say in phone.history if isinstance(say, Say)}
    return tuple(found.values())


@each_language
@pytest.mark.parametrize("pack", PACKS)
def test_every_message_fits_a_small_phone(pack: str, language: str) -> None:
    words = words_in(language)
    rendered = {say.texts: words.joined(say.texts, say.args) for say in messages(pack)}
    ours = {
        keys: text for keys, text in rendered.items() if not {"privacy", "help", "close-what"} & set(keys)
    }
    assert {keys: len(text) for keys, text in ours.items() if len(text) > MOST_CHARACTERS} == {}


@each_language
@pytest.mark.parametrize("pack", PACKS)
def test_every_button_fits(pack: str, language: str) -> None:
    words = words_in(language)
    labels = {words.text(b.label, b.label_args) for say in messages(pack) for row in say.buttons for b in row}
    assert {label for label in labels if len(label) > MOST_ON_A_BUTTON} == set()


def own_texts(language: str) -> dict[str, str]:
    source = text_sources()[language]
    keys = OWN.findall(source)
    samples = {name: "R-7F3K-QM" for name in re.findall(r"\{ \$([a-z-]+)", source)}
    return {key: load_catalogue().format(key, language, samples) for key in keys}


def test_every_text_is_seen_by_somebody() -> None:
    shown = [say for name in PACKS for say in messages(name)]
    arguments = {part for say in shown for value in say.args.values() for part in str(value).split(",")}
    labels = {b.label for say in shown for row in say.buttons for b in row}
    seen = {key for say in shown for key in say.texts} | labels | arguments
    looked_up = {"close-link"}  # when it is sent: the bot's own name is in it
    assert set(OWN.findall(text_sources()["nl"])) - seen - looked_up == set()


@each_language
def test_sentences_are_short(language: str) -> None:
    found = own_texts(language)
    for key, text in found.items():
        sentences = [s for s in re.split(r"(?<=[.?:])\s+", text) if s]
        assert len(text.split()) / len(sentences) <= MOST_WORDS_ON_AVERAGE + 6, key
    spoken = " ".join(text for text in found.values() if text.endswith((".", "?")))
    sentences = [s for s in re.split(r"(?<=[.?:])\s+", spoken) if s]
    assert len(spoken.split()) / len(sentences) <= MOST_WORDS_ON_AVERAGE - 3


@each_language
def test_nobody_is_blamed_or_ordered_about(language: str) -> None:
    blame = {
        "nl": r"\b(je moet|had moeten|waarom heb je|eigen schuld)\b",
        "en": r"\b(you must|should have|why did you)\b",
    }
    calm = {"check-in-new-threat-told"}
    found = own_texts(language).items()
    assert [k for k, t in found if k not in calm and re.search(blame[language], t.lower())] == []


@each_language
def test_every_key_that_is_put_together_has_a_text(language: str) -> None:
    assert {key for key in computed_keys() if not load_catalogue().has(key, language)} == set()


@each_language
def test_the_five_questions_say_what_they_are_and_are_not(language: str) -> None:
    found = own_texts(language)
    source = found["check-in-screen-source"]
    assert "PC-PTSD-5" in source
    assert {"nl": "geen diagnose", "en": "not a diagnosis"}[language] in source
    assert {"nl": "vertaling is van onszelf", "en": "US Department"}[language] in source
    assert {"nl": "veteranen", "en": "veterans"}[language] in found["ptsd-limits"]
    for item in range(1, 6):
        assert found[f"check-in-ask-ptsd-{item}"].endswith("?")


@each_pack
@each_language
def test_what_a_circle_offers_is_a_name_or_a_sentence(pack: Pack, language: str) -> None:
    for circle in pack.aftercare.circles:
        for item in circle.offered:
            is_sentence = texts(language)[f"care-{item}"].endswith(".")
            assert is_sentence is (item not in NAMES), item


@each_language
def test_the_card_names_113_and_112(language: str) -> None:
    card = words_in(language).text(
        "crisis-card", {"crisis": "113", "crisis_free": "0800-0113", "emergency": "112"}
    )
    assert all(number in card for number in ("113", "0800-0113", "112"))
