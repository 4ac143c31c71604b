"""What leaves a check-in at once: a new threat, a talk that was held, and a request for a call."""

from __future__ import annotations

import pytest

from conversations.aftercare.questions import CONSENT
from conversations.effects import RequestCall, Say, TellCase
from conversations.events import CallMade, NewThreatReported, PhoneGiven, TalkHeld
from conversations.snapshot import CareFacts, CheckInState, Snapshot
from tests.conversations.care_phone import (
    CASE,
    CarePhone,
    answer,
    begun,
    filed,
)
from tests.conversations.shipped_packs import MAASSLUIS

# ---- what a case hears at once ----------------------------------------------------------------------------------


def test_a_new_threat_is_told_at_once_and_only_once() -> None:
    phone = answer(begun("second"), ["skip", "check-in-new-threat"])
    assert [type(e) for e in phone.told()] == [NewThreatReported]
    assert {"emergency-card", "emergency-police"} <= set(phone.texts())
    phone.tap("button-back", "check-in-new-threat")
    assert phone.told() == []


def test_after_a_new_threat_what_happened_can_be_told_and_the_check_in_goes_on() -> None:
    phone = answer(begun("second"), ["skip", "check-in-new-threat"]).tap("check-in-button-tell")
    assert phone.snapshot.about == CASE
    phone.write("Er lag weer een brief.").tap("button-supplement-send")
    assert phone.labels()[0] == "check-in-button-go-on"
    phone.tap("check-in-button-go-on")
    assert phone.question == "talk"


@pytest.mark.parametrize(
    ("kind", "skips", "talk"), [("second", 2, "first"), ("third", 5, "second"), ("extra", 2, "third")]
)
def test_a_talk_counts_as_held_when_the_reporter_says_so(kind: str, skips: int, talk: str) -> None:
    phone = answer(begun(kind), ["skip"] * skips)
    assert phone.of(Say)[-1].args["talk_key"] == f"check-in-talk-{talk}"
    phone.tap("check-in-talk-yes")
    (held,) = phone.told()
    assert isinstance(held, TalkHeld)
    assert (held.kind, held.by) == (talk, "p1")
    assert phone.tap("button-back", "check-in-talk-yes").told() == []


# ---- calls ------------------------------------------------------------------------------------------------------


def test_who_should_call_and_when_becomes_a_request() -> None:
    phone = answer(begun("first"), ["skip"] * 4).tap("role-burgemeester", "check-in-call-when-tonight")
    (request,) = phone.of(RequestCall)
    assert (request.role, request.when, request.urgent) == ("burgemeester", "tonight", False)
    assert (request.about_case_id, request.office) == (CASE, phone.setting.person.office)
    assert phone.question == "call-number"
    phone.write("06 12345678")
    (given,) = phone.told()
    assert isinstance(given, PhoneGiven)
    assert (given.phone, phone.of(TellCase)[0].case_id) == ("06 12345678", request.case_id)
    assert phone.question == CONSENT


def test_who_is_not_safe_gets_an_urgent_call() -> None:
    phone = answer(begun("first"), ["check-in-safe-no", "skip", "skip", "skip"])
    phone.tap("role-griffier", "check-in-call-when-soon")
    assert phone.of(RequestCall)[0].urgent


def test_no_number_is_fine() -> None:
    phone = answer(begun("first"), ["skip"] * 4).tap("role-griffier", "check-in-call-when-today")
    phone.tap("button-skip")
    assert phone.question == CONSENT
    assert phone.told() == []


def test_words_in_place_of_a_number_are_kept_and_the_number_is_asked_again() -> None:
    phone = answer(begun("first"), ["skip"] * 4).tap("role-griffier", "check-in-call-when-today")
    phone.write("bel mijn man maar")
    assert phone.question == "call-number"
    assert phone.told() == []
    assert phone.snapshot.check_in is not None
    assert [e.text for e in phone.snapshot.check_in.texts("call-number")] == ["bel mijn man maar"]


def test_talking_to_someone_at_any_question_comes_back_to_it() -> None:
    phone = answer(begun("third"), ["skip", "skip"])
    phone.tap("check-in-button-talk")
    assert phone.of(RequestCall)[0].urgent is False
    assert {"check-in-call-asked", "care-offer-circle-3"} <= set(phone.texts())
    phone.write("06-12345678")
    assert phone.question == "private"
    phone.tap("button-back")
    assert phone.question == "office"


def test_talking_to_someone_from_the_invitation() -> None:
    phone = CarePhone().due().tap("check-in-button-talk", "button-skip")
    assert phone.at(CheckInState.INVITED)
    phone.tap("check-in-button-begin")
    assert phone.question == "safe"


def test_back_from_the_number_goes_to_the_question() -> None:
    phone = begun("third").tap("check-in-button-talk", "button-back")
    assert phone.question == "change"


def test_a_call_is_not_asked_twice_within_the_hour_unless_it_becomes_urgent() -> None:
    phone = begun("third").tap("check-in-button-talk", "check-in-button-talk")
    assert phone.of(RequestCall) == []
    assert "check-in-call-already" in phone.texts()
    phone.tap("button-skip").tap("check-in-change-worse").command("113").tap("crisis-button-talk")
    assert phone.of(RequestCall)[0].urgent
    phone.wait(hours=2).tap("check-in-button-talk")
    assert len(phone.of(RequestCall)) == 1


def test_a_request_for_a_call_leaves_out_who_was_left_out() -> None:
    phone = CarePhone(MAASSLUIS, filed(left_out=("burgemeester",))).due().tap("check-in-button-talk")
    assert phone.of(RequestCall)[0].excluded_roles == ("burgemeester",)


# ---- what the earlier check-ins left ----------------------------------------------------------------------------


def with_facts(phone: CarePhone, **facts: object) -> CarePhone:
    known = CareFacts(case_id=CASE, **facts)  # type: ignore[arg-type]
    phone.snapshot = Snapshot(filed=phone.snapshot.filed, care=(known,))
    return phone


@pytest.mark.parametrize(
    ("answers", "left", "done"),
    [
        (["check-in-arranged-yes"], (), ("damage", "work")),
        (["check-in-arranged-partly"], ("work",), ("damage",)),
        (["check-in-arranged-no"], ("damage", "work"), ()),
        (["skip"], ("damage", "work"), ()),
    ],
)
def test_the_second_asks_whether_it_was_arranged(
    answers: list[str], left: tuple[str, ...], done: tuple[str, ...]
) -> None:
    phone = with_facts(CarePhone(), wanted=("damage", "work")).due("second").tap("check-in-button-begin")
    answer(phone, ["skip", "skip"])
    assert phone.question == "arranged"
    assert phone.of(Say)[-1].args["wanted_keys"] == "check-in-arrange-damage,check-in-arrange-work"
    answer(phone, answers)
    if phone.question == "still-open":
        phone.tap("check-in-arrange-work", "button-next")
    while phone.question != CONSENT:
        phone.tap("button-skip")
    phone.tap("check-in-consent-nobody")
    assert phone.snapshot.facts(CASE).wanted == left
    assert phone.snapshot.facts(CASE).done == done


@pytest.mark.parametrize(("said", "called"), [("check-in-called-yes", True), ("check-in-called-no", False)])
def test_the_second_asks_whether_the_call_came(said: str, called: bool) -> None:
    phone = with_facts(CarePhone(), caller="griffier", call_case_id="x").due("second")
    answer(phone.tap("check-in-button-begin"), ["skip", "skip"])
    assert phone.question == "called"
    assert phone.of(Say)[-1].args["caller_key"] == "role-griffier"
    phone.tap(said)
    told = [(e.case_id, type(e.event)) for e in phone.of(TellCase)]
    assert told == ([("x", CallMade), (CASE, CallMade)] if called else []), "the request is over at once"
    assert ("care-offer-circle-2" in phone.texts()) is not called
    answer(phone, ["skip"] * 3).tap("check-in-consent-nobody")
    assert phone.snapshot.facts(CASE).called is called


def test_the_third_names_what_is_still_open() -> None:
    phone = with_facts(CarePhone(), wanted=("damage",)).due("third").tap("check-in-button-begin")
    answer(phone, ["skip"] * 6)
    assert "check-in-ask-promises-known" in phone.texts()
    phone.tap("check-in-promises-kept")
    answer(phone, ["skip"] * 2).tap("check-in-consent-nobody")
    assert phone.snapshot.facts(CASE).wanted == ()
    assert phone.snapshot.facts(CASE).done == ("damage",)
