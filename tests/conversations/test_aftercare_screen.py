"""The five questions of the PC-PTSD-5: counted for the reporter alone, shared only when asked for."""

from __future__ import annotations

import pytest

from conversations.aftercare.questions import SCREEN_ITEMS
from conversations.effects import Say, SealAnswers
from tests.conversations.care_phone import (
    CarePhone,
    answer,
    begun,
    sealed_answers,
)

# ---- five questions ---------------------------------------------------------------------------------------------


def screened(*answers: str) -> CarePhone:
    phone = answer(begun("third"), ["skip"] * 7).tap("check-in-screen-yes")
    for said in answers:
        phone.tap("button-skip" if said == "skip" else f"check-in-ptsd-{said}")
    return phone


@pytest.mark.parametrize(
    ("answers", "text", "professional"),
    [
        (("no",) * 5, "ptsd-result-low", False),
        (("yes", "yes", "no", "no", "no"), "ptsd-result-low", False),
        (("yes", "yes", "yes", "no", "no"), "ptsd-result-raised", True),
        (("yes",) * 5, "ptsd-result-raised", True),
        (("no", "no", "yes", "yes", "yes"), "ptsd-result-raised", True),
        (("yes", "yes", "yes", "skip", "yes"), "ptsd-incomplete", False),
        (("yes", "yes", "yes", "yes", "skip"), "ptsd-incomplete", False),
    ],
)
def test_the_result_is_for_the_reporter_alone(
    answers: tuple[str, ...], text: str, professional: bool
) -> None:
    phone = screened(*answers)
    assert text in phone.texts()
    assert ("care-offer-circle-3" in phone.texts()) is professional
    assert phone.told() == []
    if text != "ptsd-incomplete":
        result = next(e for e in phone.of(Say) if text in e.texts)
        assert result.args == {"count": answers.count("yes"), "cut": 3}
        assert "ptsd-limits" in result.texts


def test_without_the_five_questions_nothing_is_counted() -> None:
    phone = answer(begun("third"), ["skip"] * 7).tap("check-in-screen-no")
    assert phone.question == "again"
    assert not [t for t in phone.texts() if t.startswith("ptsd")]


def test_the_five_questions_count_as_one_in_the_progress() -> None:
    phone = screened("yes", "yes")
    assert (phone.of(Say)[-1].args["number"], phone.of(Say)[-1].args["total"]) == (8, 9)


def test_the_result_is_shared_only_when_asked_for() -> None:
    def shared(consent: str) -> dict[str, object]:
        return sealed_answers(screened(*("yes",) * 5).tap("check-in-again-no", consent).of(SealAnswers))

    everything = shared("check-in-consent-share-all")
    assert everything["pc-ptsd-5"] == {"yes": 5, "of": 5}
    assert set(SCREEN_ITEMS) <= set(everything)
    without = shared("check-in-consent-share-without")
    assert not {"pc-ptsd-5", "screen", *SCREEN_ITEMS} & set(without)
    assert "again" in without


def test_who_goes_back_and_says_no_leaves_no_trace_of_the_five() -> None:
    phone = screened("yes", "yes").tap(*["button-back"] * 3, "check-in-screen-no", "check-in-again-no")
    answers = sealed_answers(phone.tap("check-in-consent-share").of(SealAnswers))
    assert not set(SCREEN_ITEMS) & set(answers)
    assert phone.snapshot.check_in is None
