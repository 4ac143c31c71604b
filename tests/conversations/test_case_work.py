"""Working a case: messages, notes, police, damage; and that no words stay in the case."""

from __future__ import annotations

import pytest

from conversations.casework.damage import euros, read_amount
from conversations.casework.model import case_to_json
from conversations.casework.police import PROGRESS, checks_of
from conversations.effects import Say
from conversations.events import CaseTimerRang, ReceiptConfirmed, Step
from conversations.moves import IllegalTransitionError
from conversations.packs.pack import Pack
from tests.conversations.case_desk import COLLEAGUE, HANDLER, REPORTER, TUESDAY, WORDS, brought, desk, opened
from tests.conversations.shipped_packs import ASSEN, MAASSLUIS, STANDAARD, UTRECHT

# ---- words ------------------------------------------------------------------------------------------------------


def test_a_message_goes_to_the_other_side_and_is_sealed() -> None:
    at = opened().step(HANDLER, Step.MESSAGE, text=WORDS)
    assert brought(at) == [(REPORTER, WORDS)]
    assert [(s.part, s.kind, s.text) for s in at.sealed()] == [("message", "message", WORDS)]
    at.step(REPORTER, Step.MESSAGE, text=WORDS)
    assert brought(at) == [(HANDLER, WORDS)]


def test_only_who_handles_it_gets_the_words_and_the_others_a_notice() -> None:
    at = desk(handlers=(HANDLER, COLLEAGUE))
    at.event(ReceiptConfirmed(at=TUESDAY, nonce=at.nonce(), by=COLLEAGUE))
    at.step(REPORTER, Step.MESSAGE, text=WORDS)
    assert brought(at) == [(COLLEAGUE, WORDS)]
    assert at.said(HANDLER) == ["notice-message"]


@pytest.mark.parametrize("step", [Step.NOTE, Step.POLICE_NOTE])
def test_a_note_is_sealed_and_shown_to_nobody(step: Step) -> None:
    at = opened().step(HANDLER, step, text=WORDS)
    assert brought(at) == []
    assert at.said(REPORTER) == []
    assert [(s.part, s.kind) for s in at.sealed()] == [("note", step.value)]


def test_no_words_stay_in_the_case() -> None:
    at = opened()
    action = at.proposed()
    at.step(HANDLER, Step.PROPOSE, "building-ban", text=WORDS)
    for step in (Step.MESSAGE, Step.NOTE, Step.POLICE_NOTE):
        at.step(HANDLER, step, text=WORDS)
    at.step(HANDLER, Step.DAMAGE, "d1", text=WORDS)
    at.step(REPORTER, Step.QUESTION, action, text=WORDS).step(REPORTER, Step.OPINION, text=WORDS)
    assert "vannacht" not in case_to_json(at.case).decode()
    assert "vannacht" not in repr([e for e in at.everything if isinstance(e, Say)])
    assert len([e for e in at.everything if "vannacht" in repr(e)]) == 0


# ---- the police -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pack", "measure", "checks"),
    [
        (ASSEN, "police-report", ("vpt",)),
        (ASSEN, "police-notification", ("vpt",)),
        (MAASSLUIS, "police-report", ("mandate",)),
        (MAASSLUIS, "order-talk", ()),
        (STANDAARD, "police-report", ("klachtdelict", "prosecutor", "explained")),
        (UTRECHT, "police-report", ()),
    ],
)
def test_what_belongs_to_a_police_step_is_what_the_pack_says(
    pack: Pack, measure: str, checks: tuple[str, ...]
) -> None:
    at = opened(pack)
    action = at.proposed(measure)
    assert checks_of(at.case.action(action), pack) == checks


def test_a_klachtdelict_asks_for_a_klacht() -> None:
    at = opened(STANDAARD)
    action = at.proposed("police-report")
    with pytest.raises(IllegalTransitionError):
        at.step(HANDLER, Step.CHECK, action, "klacht")
    at.step(HANDLER, Step.CHECK, action, "klachtdelict").step(HANDLER, Step.CHECK, action, "klacht")
    assert at.case.action(action).checks == ("klachtdelict", "klacht")
    at.step(HANDLER, Step.CHECK, action, "klachtdelict")
    assert at.case.action(action).checks == ()


def test_progress_is_fed_back_only_after_the_step_was_carried_out() -> None:
    at = opened()
    action = at.proposed("police-report")
    at.step(HANDLER, Step.PROGRESS, "investigation")
    assert (at.toasts(), at.said(REPORTER)) == (["toast-locked"], [])
    at.step(REPORTER, Step.YES, action).step(HANDLER, Step.CARRIED_OUT, action)
    for progress in PROGRESS:
        at.step(HANDLER, Step.PROGRESS, progress)
        assert at.said(REPORTER) == ["progress-you"]
        assert at.case.ledger[-1].what == f"progress-{progress}"
    told = [e for e in at.effects if isinstance(e, Say) and e.to == HANDLER]
    assert "progress-tell-council" in told[0].texts


def test_the_card_of_the_police_says_what_the_pack_says() -> None:
    at = opened(STANDAARD).step(HANDLER, Step.MENU, "police")
    (shown,) = [e for e in at.effects if isinstance(e, Say)]
    assert {"police-klachtdelict", "police-prosecutor-powers"} <= set(shown.texts)
    assert "police-chief-prosecutor-decides" not in shown.texts, "its source does not name who decides"
    assert "police-vpt-code" not in shown.texts


# ---- damage -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("75", 7500),
        ("€ 75", 7500),
        ("75 euro", 7500),
        ("1.250,50", 125050),
        ("1250.50", 125050),
        ("1 250", 125000),
        ("€ 12,-", 1200),
        ("0", 0),
        ("1.250", 125000),
        ("12,5", 1250),
    ],
)
def test_an_amount_is_read(text: str, cents: int) -> None:
    assert read_amount(text) == cents


@pytest.mark.parametrize("text", ["", "veel", "75 of 80", "-5", "9999999999", "1,2,3", "een tientje", "٧٥x"])
def test_what_is_no_amount_is_not_guessed(text: str) -> None:
    assert read_amount(text) is None


def test_amounts_are_written_as_people_do() -> None:
    assert [euros(c) for c in (0, 5, 125050, 100000000)] == [
        "€ 0,00",
        "€ 0,05",
        "€ 1.250,50",
        "€ 1.000.000,00",
    ]


def test_damage_is_recorded_as_it_becomes_known_and_the_reporter_hears_it() -> None:
    at = opened().step(HANDLER, Step.DAMAGE, "d1", text=WORDS)
    assert [(s.part, s.about) for s in at.sealed()] == [("damage", "d1")]
    (told,) = [e for e in at.effects if isinstance(e, Say) and e.to == REPORTER]
    assert {"damage-recorded-you", "damage-paid-first"} <= set(told.texts)
    at.step(HANDLER, Step.AMOUNT, "d1", "125050")
    assert at.said(REPORTER) == []
    at.step(HANDLER, Step.PAID, "d1", "125050")
    assert at.said(REPORTER) == ["damage-paid-you"]
    at.step(HANDLER, Step.RECOVERED, "d1", "50000")
    damage = at.case.damage_of("d1")
    assert (damage.cents, damage.paid_cents, damage.recovered_cents) == (125050, 125050, 50000)
    assert [(e.what, e.cents) for e in at.case.ledger][-3:] == [
        ("damage-amount", 125050),
        ("damage-paid", 125050),
        ("damage-recovered", 50000),
    ]


# ---- clocks -----------------------------------------------------------------------------------------------------


def test_an_unknown_timer_of_an_open_case_does_nothing_once_it_was_received() -> None:
    at = opened().event(CaseTimerRang(at=TUESDAY, nonce="e" * 32, timer="receipt"))
    assert at.effects == ()
