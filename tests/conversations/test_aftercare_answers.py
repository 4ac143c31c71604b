"""Each check-in question by question: what an answer leads to, what is offered, and who hears what."""

from __future__ import annotations

import pytest

from conversations.actions import Action
from conversations.aftercare_questions import CONSENT, SCREEN_ITEMS, carers, view_of
from conversations.effects import Effect, RequestCall, Revise, Say, SealAnswers, TellCase
from conversations.events import NewThreatReported, PhoneGiven, TalkHeld
from conversations.moves import IllegalTransitionError
from conversations.pack import Pack
from conversations.snapshot import CareFacts, CheckInState, Snapshot
from tests.conversations.care_phone import CASE, FIRST, SECOND, THIRD, CarePhone, answer, filed
from tests.conversations.shipped_packs import MAASSLUIS, UTRECHT, each_pack


def begun(kind: str, pack: Pack = MAASSLUIS) -> CarePhone:
    return CarePhone(pack).due(kind).tap("check-in-button-begin")


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
        assert phone.snapshot.state is CheckInState.CONSENT


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
    assert (phone.of(Say)[-1].args["number"], phone.of(Say)[-1].args["total"]) == (6, 6)


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
    assert phone.snapshot.state is CheckInState.INVITED
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


def sealed_answers(effects: list[SealAnswers]) -> dict[str, object]:
    (sealed,) = effects
    return sealed.answers


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
    assert phone.snapshot.state is CheckInState.INVITED
