"""Each check-in question by question: what an answer leads to, what is offered, and who hears what."""

from __future__ import annotations

import pytest

from conversations.actions import Action
from conversations.aftercare.questions import CONSENT, carers, view_of
from conversations.effects import Effect, Revise, Say, SealAnswers
from conversations.moves import IllegalTransitionError
from conversations.packs.pack import Pack
from conversations.snapshot import CheckInState
from tests.conversations.care_phone import (
    FIRST,
    SECOND,
    THIRD,
    CarePhone,
    answer,
    begun,
    filed,
    sealed_answers,
)
from tests.conversations.shipped_packs import UTRECHT, each_pack

# ---- straight through -------------------------------------------------------------------------------------------


@each_pack
def test_every_check_in_can_be_walked_through_with_skip_alone(pack: Pack) -> None:
    for kind in ("first", "second", "third", "extra"):
        phone = begun(kind, pack)
        asked = []
        while phone.question != CONSENT:
            asked.append(phone.question)
            assert phone.prompts() == 1
            phone.tap("button-skip")
        assert len(asked) == len(set(asked))
        assert phone.at(CheckInState.CONSENT)


@pytest.mark.parametrize(
    ("kind", "answers"), [("first", FIRST), ("second", SECOND), ("third", THIRD)], ids=["1", "2", "3"]
)
def test_every_check_in_by_buttons_alone(kind: str, answers: tuple[str, ...]) -> None:
    phone = answer(begun(kind), answers)
    assert phone.question == CONSENT


def test_the_questions_of_the_first_check_in() -> None:
    phone = answer(begun("first"), ["check-in-safe-yes", "check-in-company-yes", "skip", "skip"])
    assert phone.question == "caller"
    phone.tap("role-griffier")
    assert phone.question == "call-when"


def test_progress_counts_the_questions_that_will_be_asked() -> None:
    phone = begun("first")
    assert (phone.of(Say)[-1].args["number"], phone.of(Say)[-1].args["total"]) == (1, 5)
    answer(phone, ["skip", "skip", "skip", "skip", "role-griffier"])
    assert (phone.of(Say)[-1].args["number"], phone.of(Say)[-1].args["total"]) == (5, 5)


def test_there_is_always_somebody_to_talk_to_and_a_way_back_later_and_out() -> None:
    for kind in ("first", "second", "third", "extra"):
        phone = begun(kind)
        while phone.question != CONSENT:
            wanted = {"button-back", "check-in-button-later", "button-stop", "check-in-button-talk"}
            assert wanted <= set(phone.labels()), phone.question
            phone.tap("button-skip")


# ---- ticking ----------------------------------------------------------------------------------------------------


def test_ticks_change_the_message_itself_and_can_be_undone() -> None:
    phone = answer(begun("first"), ["skip", "skip"]).tap("check-in-arrange-damage")
    assert phone.of(Revise)
    assert phone.of(Say) == []
    phone.tap("check-in-arrange-damage")
    assert phone.snapshot.check_in is not None
    assert phone.snapshot.check_in.chosen("arrange") == ()


def test_nothing_excludes_something() -> None:
    phone = answer(begun("first"), ["skip", "skip"])
    phone.tap("check-in-arrange-damage", "check-in-arrange-work", "check-in-arrange-nothing")
    assert phone.snapshot.check_in is not None
    assert phone.snapshot.check_in.chosen("arrange") == ("nothing",)
    phone.tap("check-in-arrange-damage")
    assert phone.snapshot.check_in.chosen("arrange") == ("damage",)


def test_an_option_that_is_not_there_is_refused() -> None:
    phone = begun("first")
    before = phone.snapshot
    with pytest.raises(IllegalTransitionError):
        phone.press(Action.CHOOSE, "no-such-option")
    assert phone.snapshot == before


# ---- offers -----------------------------------------------------------------------------------------------------

OFFERS = [
    ("first", [], "check-in-safe-no", "emergency-card"),
    ("first", [], "check-in-safe-unsure", "care-offer-unsure"),
    ("first", ["skip"], "check-in-company-alone", "care-offer-circle-1"),
    ("first", ["skip"] * 4, "check-in-caller-support-team", "care-offer-team"),
    ("second", [], "check-in-days-not-managing+check-in-days-sleep", "care-offer-circle-3"),
    ("second", [], "check-in-days-avoid-work+check-in-days-sleep", "care-offer-circle-2"),
    ("second", [], "check-in-days-avoid-online+check-in-days-sleep", "care-offer-circle-2"),
    ("second", [], "check-in-days-on-guard+check-in-days-sleep", "care-offer-circle-1"),
    ("second", ["skip"], "check-in-new-threat", "check-in-new-threat-told"),
    ("second", ["skip"] * 2, "check-in-talk-no", "care-offer-circle-2"),
    ("second", ["skip"] * 3, "check-in-family-hard", "care-offer-home"),
    ("second", ["skip"] * 3, "check-in-family-help", "care-offer-home"),
    ("second", ["skip"] * 4, "check-in-status-no", "care-offer-status"),
    ("third", [], "check-in-change-worse", "care-offer-circle-3"),
    ("third", ["skip"], "check-in-office-stop", "care-offer-circle-2"),
    ("third", ["skip"] * 2, "check-in-private-much", "care-offer-home"),
    ("third", ["skip"] * 3, "check-in-speaking-less", "care-offer-circle-1"),
    ("third", ["skip"] * 6, "check-in-promises-open", "care-offer-circle-2"),
    ("extra", [], "check-in-change-worse", "care-offer-circle-3"),
    ("extra", ["skip"], "check-in-new-threat", "check-in-new-threat-told"),
]


@each_pack
@pytest.mark.parametrize(("kind", "path", "last", "text"), OFFERS)
def test_what_fits_is_offered_then_and_there(
    pack: Pack, kind: str, path: list[str], last: str, text: str
) -> None:
    phone = answer(begun(kind, pack), [*path, last])
    assert text in phone.texts()
    assert phone.prompts() == 1


QUIET = [
    ("first", [], "check-in-safe-yes"),
    ("first", ["skip"], "check-in-company-yes"),
    ("first", ["skip"], "check-in-company-alone-fine"),
    ("first", ["skip"] * 4, "check-in-caller-nobody"),
    ("second", ["skip"], "check-in-new-no"),
    ("second", ["skip"], "check-in-new-other"),
    ("second", ["skip"] * 2, "check-in-talk-planned"),
    ("second", ["skip"] * 2, "check-in-talk-not-wanted"),
    ("second", ["skip"] * 3, "check-in-family-none"),
    ("second", ["skip"] * 4, "check-in-status-yes"),
    ("third", [], "check-in-change-better"),
    ("third", [], "check-in-change-same"),
    ("third", ["skip"], "check-in-office-different"),
    ("third", ["skip"] * 2, "check-in-private-little"),
    ("third", ["skip"] * 3, "check-in-speaking-careful"),
    ("third", ["skip"] * 6, "check-in-promises-unsure"),
]


@pytest.mark.parametrize(("kind", "path", "last"), QUIET)
def test_nothing_is_pressed_on_who_is_doing_fine(kind: str, path: list[str], last: str) -> None:
    phone = answer(begun(kind), [*path, last])
    assert not [t for t in phone.texts() if t.startswith(("care-offer", "emergency"))]


def test_an_offer_is_made_once() -> None:
    phone = begun("third").tap("check-in-change-worse", "button-back", "check-in-change-worse")
    assert "care-offer-circle-3" not in phone.texts()
    assert phone.snapshot.check_in is not None
    assert phone.snapshot.check_in.offers.count("circle-3") == 1


def test_help_for_home_is_what_the_pack_has() -> None:
    path = ["skip", "skip", "skip", "check-in-family-help"]
    assert "care-home-front-professional" in answer(begun("second"), path).texts()
    assert "care-home-front-professional" not in answer(begun("second", UTRECHT), path).texts()


@each_pack
def test_the_first_carer_comes_from_the_pack_without_who_was_left_out(pack: Pack) -> None:
    phone = CarePhone(pack).due()
    assert phone.snapshot.check_in is not None
    everybody = carers(view_of(phone.snapshot, phone.snapshot.check_in, phone.setting))
    assert set(everybody) <= set(pack.roles)
    own = pack.offices[phone.setting.person.office].own_role
    assert own not in everybody
    first = next(iter(pack.aftercare.first_carer))
    without = CarePhone(pack, filed(left_out=(first,))).due()
    assert without.snapshot.check_in is not None
    assert first not in carers(view_of(without.snapshot, without.snapshot.check_in, without.setting))


def test_a_word_on_normal_reactions_comes_once_at_the_end_of_the_first() -> None:
    phone = answer(begun("first"), ["skip"] * 5)
    assert "check-in-reactions" in phone.texts()
    phone.tap("button-back", "button-skip")
    assert phone.question == CONSENT
    assert "check-in-reactions" not in phone.texts()


# ---- in one's own words -----------------------------------------------------------------------------------------


def test_words_are_kept_with_the_question_and_shared_with_it() -> None:
    phone = begun("second").write("Ik sliep bijna niet.", message_id=71)
    assert phone.texts() == ["check-in-noted"]
    phone.edit(71, "Ik sliep helemaal niet.")
    assert phone.texts() == ["check-in-edited"]
    phone.tap("button-next")
    answer(phone, ["skip"] * 4).tap("check-in-consent-share")
    days = sealed_answers(phone.of(SealAnswers))["days"]
    assert isinstance(days, dict)
    assert [m["text"] for m in days["messages"]] == ["Ik sliep helemaal niet."]
    assert days["messages"][0]["edited_at"] is not None


def test_words_at_the_invitation_begin_the_check_in() -> None:
    phone = CarePhone().due().write("Het gaat niet zo best.")
    assert phone.question == "safe"
    answer(phone, ["skip"] * 5).tap("check-in-consent-share")
    assert "invitation" in sealed_answers(phone.of(SealAnswers))


def test_words_at_the_end_are_kept_too() -> None:
    phone = answer(begun("second"), ["skip"] * 5).write("Nog iets.")
    phone.tap("check-in-consent-share")
    assert "consent" in sealed_answers(phone.of(SealAnswers))


def test_no_effect_carries_what_was_written_except_the_sealed_one() -> None:
    secret = "woorden die nergens mogen staan"
    phone = CarePhone().due().write(secret).write(secret)
    answer(phone, ["button-next", *["skip"] * 4])
    phone.write(secret).tap("check-in-button-later")
    phone.write(secret).tap("button-back").tap("check-in-consent-share")

    def open_effects() -> list[Effect]:
        return [e for e in phone.history if not isinstance(e, SealAnswers)]

    assert not [e for e in open_effects() if secret in repr(e)]
    assert secret in repr(phone.of(SealAnswers))


def test_there_is_an_end_to_what_fits() -> None:
    phone = begun("second")
    for _ in range(40):
        phone.write("x")
    before = phone.snapshot
    assert phone.write("x").texts() == ["check-in-too-many"]
    assert phone.snapshot == before


def test_back_undoes_exactly_one_question() -> None:
    for kind in ("first", "second", "third", "extra"):
        phone = begun(kind)
        while phone.question != CONSENT:
            before = phone.snapshot.check_in
            phone.tap("button-skip", "button-back")
            after = phone.snapshot.check_in
            assert before is not None
            assert after is not None
            assert (after.question, after.path) == (before.question, before.path)
            assert after.choices == before.choices
            phone.tap("button-skip")


def test_back_takes_a_single_choice_away_but_leaves_ticks() -> None:
    phone = begun("first").tap("check-in-safe-yes", "button-back")
    assert phone.snapshot.check_in is not None
    assert phone.snapshot.check_in.choices == {}
    answer(phone, ["skip", "skip"]).tap("check-in-arrange-damage", "button-next", "button-back")
    assert phone.snapshot.check_in is not None
    assert phone.snapshot.check_in.chosen("arrange") == ("damage",)


def test_back_from_the_first_question_is_the_invitation() -> None:
    phone = begun("first").tap("button-back")
    assert phone.at(CheckInState.INVITED)
