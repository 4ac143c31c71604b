"""How was this: asked once, after the last one or a stop; one tap, one line, and never whose."""

from __future__ import annotations

import pytest

from conversations.actions import Action
from conversations.aftercare.rating import LONGEST_REMARK, RATINGS
from conversations.effects import CountRating, KeepRemark, Say, Toast
from conversations.moves import IllegalTransitionError
from conversations.snapshot import MenuState, RatingState, to_json
from tests.conversations.care_phone import CASE, CarePhone, begun


def asked(phone: CarePhone) -> bool:
    return "check-in-rating-ask" in phone.texts()


def after(kind: str, again: str = "no") -> CarePhone:
    phone = begun(kind)
    while phone.question != "again":
        phone.tap("button-skip")
    return phone.tap(f"check-in-again-{again}", "check-in-consent-nobody")


@pytest.mark.parametrize("kind", ["third", "extra"])
def test_it_is_asked_after_the_last_one(kind: str) -> None:
    assert asked(after(kind))
    assert not asked(after(kind, "month"))


@pytest.mark.parametrize("kind", ["first", "second"])
def test_it_is_not_asked_while_more_is_to_come(kind: str) -> None:
    phone = begun(kind)
    while phone.question != "consent":
        phone.tap("button-skip")
    assert not asked(phone.tap("check-in-consent-answered"))


def test_it_is_asked_when_the_reporter_stops_them_all_and_only_once() -> None:
    phone = CarePhone().due().tap("check-in-button-stop-all")
    assert asked(phone)
    phone.press(Action.EARLIER, CASE).due("extra").tap("check-in-button-stop-all")
    assert not asked(phone)


def test_stopping_one_check_in_is_no_end() -> None:
    assert not asked(begun("first").tap("button-stop", "check-in-button-stop-this"))


@pytest.mark.parametrize("rating", RATINGS)
def test_one_tap_counts_and_nothing_says_what(rating: str) -> None:
    phone = CarePhone().due().tap("check-in-button-stop-all", f"check-in-rating-{rating}")
    assert phone.of(CountRating) == [CountRating(rating=rating)]
    assert phone.at(RatingState.REMARK)
    assert phone.snapshot.about == ""
    kept = to_json(phone.snapshot).decode()
    assert not [r for r in RATINGS if f'"{r}"' in kept]
    others = CarePhone().due().tap("check-in-button-stop-all", "check-in-rating-helped")
    assert phone.of(Say) == others.of(Say)


def test_a_second_tap_does_not_count() -> None:
    phone = CarePhone().due().tap("check-in-button-stop-all", "check-in-rating-helped", "button-no-thanks")
    phone.tap("check-in-rating-not")
    assert phone.effects == (Toast(text="toast-already"),)


def test_what_was_not_asked_cannot_be_answered() -> None:
    phone = CarePhone()
    for argument in ("", CASE, f"{CASE}:helped", "other:helped"):
        with pytest.raises(IllegalTransitionError):
            phone.press(Action.RATE, argument)
    phone.due().tap("check-in-button-stop-all")
    with pytest.raises(IllegalTransitionError):
        phone.press(Action.RATE, f"{CASE}:great")


def test_in_the_middle_of_a_report_the_tap_counts_and_the_report_goes_on() -> None:
    phone = CarePhone().due().tap("check-in-button-stop-all").writing(CarePhone().now)
    state = phone.snapshot.state
    phone.tap("check-in-rating-so-so")
    assert phone.of(CountRating)
    assert phone.snapshot.state is state


def test_the_line_is_passed_on_once_and_kept_nowhere() -> None:
    phone = CarePhone().due().tap("check-in-button-stop-all", "check-in-rating-helped")
    phone.write("Fijn dat er iemand vroeg.")
    assert phone.of(KeepRemark) == [KeepRemark(text="Fijn dat er iemand vroeg.")]
    assert phone.at(MenuState.IDLE)
    assert "Fijn" not in to_json(phone.snapshot).decode()
    assert "Fijn" not in repr(phone.effects)


def test_a_long_line_is_asked_again_and_not_cut() -> None:
    phone = CarePhone().due().tap("check-in-button-stop-all", "check-in-rating-helped")
    phone.write("x" * (LONGEST_REMARK + 1))
    assert phone.of(KeepRemark) == []
    assert phone.at(RatingState.REMARK)
    assert phone.write("x" * LONGEST_REMARK).of(KeepRemark)


@pytest.mark.parametrize("later", [False, True])
def test_a_file_is_no_line_and_later_it_is_evidence(later: bool) -> None:
    phone = CarePhone().due().tap("check-in-button-stop-all", "check-in-rating-helped")
    phone.wait(minutes=61 if later else 5)
    phone.take(phone.sent_file())
    assert (phone.snapshot.draft is not None) is later
    assert phone.at(RatingState.REMARK) is not later


def test_words_of_suicide_in_the_line_bring_the_card() -> None:
    phone = CarePhone().due().tap("check-in-button-stop-all", "check-in-rating-not")
    assert phone.write("ik wil dood").texts()[0] == "crisis-seen"


@pytest.mark.parametrize("way_out", ["stop", "menu", "melden"])
def test_there_is_always_a_way_out(way_out: str) -> None:
    phone = CarePhone().due().tap("check-in-button-stop-all", "check-in-rating-not").command(way_out)
    assert not phone.at(RatingState.REMARK)
