"""Working a case: messages, notes, police, damage, who handles it, closing; and that no words stay in the case."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from conversations.casework.damage import euros, read_amount
from conversations.casework.model import Case, CaseState, ClosingState, case_to_json
from conversations.casework.people import stepped_back
from conversations.casework.police import PROGRESS, checks_of
from conversations.effects import Bring, EndStandIn, NameStandIn, Revise, Say
from conversations.events import (
    BecameReport,
    CallMade,
    CaseTimerRang,
    DossierOpened,
    NewThreatReported,
    NotificationDelivered,
    ReceiptConfirmed,
    ReportWithdrawn,
    Step,
    SupplementAdded,
)
from conversations.moves import IllegalTransitionError
from conversations.packs.pack import Pack
from tests.conversations.case_desk import (
    COLLEAGUE,
    DEPUTY,
    HANDLER,
    OFFICER,
    REPORTER,
    TUESDAY,
    Desk,
    case,
    desk,
    opened,
)
from tests.conversations.shipped_packs import ASSEN, MAASSLUIS, STANDAARD, UTRECHT

WORDS = "Hij belde vannacht weer, en mijn zoon nam op"


def brought(at: Desk) -> list[tuple[str, str]]:
    return [(e.say.to, e.text) for e in at.effects if isinstance(e, Bring)]


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


# ---- who handles it ---------------------------------------------------------------------------------------------


def test_handing_over_leaves_nobody_in_between() -> None:
    at = opened().step(HANDLER, Step.HAND_OVER, COLLEAGUE)
    assert at.said(COLLEAGUE) == ["notice-hand-over"]
    assert HANDLER in at.case.told
    at.step(COLLEAGUE, Step.ACCEPT)
    assert (at.case.told, at.case.received_by) == ((COLLEAGUE,), COLLEAGUE)
    assert COLLEAGUE in at.case.readers
    assert HANDLER not in at.case.readers
    assert at.said(REPORTER) == ["case-accepted-you"]


def test_a_hand_over_that_is_not_accepted_is_reminded_of() -> None:
    at = opened().step(HANDLER, Step.HAND_OVER, COLLEAGUE).passes(hours=8)
    assert "notice-hand-over-waits" in at.said(HANDLER, tuple(at.everything))
    with pytest.raises(IllegalTransitionError):
        at.step(DEPUTY, Step.ACCEPT)


@pytest.mark.parametrize("to", ["vreemd", OFFICER, REPORTER, HANDLER])
def test_a_case_goes_only_to_a_colleague_who_may_know(to: str) -> None:
    with pytest.raises(IllegalTransitionError):
        opened().step(HANDLER, Step.HAND_OVER, to)


def test_who_was_left_out_cannot_be_chosen() -> None:
    at = opened(excluded_roles=("gemeentesecretaris",))
    for step in (Step.HAND_OVER, Step.STAND_IN):
        with pytest.raises(IllegalTransitionError):
            at.step(HANDLER, step, COLLEAGUE)
    at.step(HANDLER, Step.MENU, "hand-over")
    shown = [b.argument for e in at.effects if isinstance(e, Say) for row in e.buttons for b in row]
    assert [a.rpartition(":")[2] for a in shown] == [DEPUTY]


def test_who_steps_back_is_gone_and_the_next_is_told_at_once() -> None:
    at = opened().step(HANDLER, Step.RECUSE)
    case: Case = at.case
    everywhere = (*case.told, *case.handlers, *case.deputies, *case.readers, *case.escalation, *case.informed)
    assert HANDLER not in everywhere
    assert case.told
    assert case.received_at is None
    assert at.said(case.told[0]) == ["notice-recused"]
    assert "receipt" in at.timers
    with pytest.raises(IllegalTransitionError):
        at.step(HANDLER, Step.MENU, "main")
    at.passes(days=10)
    late = [e for e in at.effects if isinstance(e, Say) and e.to == HANDLER]
    assert late == []


def test_nobody_can_step_back_from_a_case_that_nobody_else_can_take() -> None:
    at = opened(deputies=(), colleagues=(HANDLER,), escalation=(), informed=())
    at.step(HANDLER, Step.RECUSE)
    assert at.said(HANDLER) == ["case-recuse-nobody"]
    assert at.case.told == (HANDLER,)


def test_a_stand_in_has_the_case_too_until_the_other_is_back() -> None:
    at = opened().step(HANDLER, Step.STAND_IN, COLLEAGUE)
    assert [e.deputy_id for e in at.effects if isinstance(e, NameStandIn)] == [COLLEAGUE]
    assert set(at.case.told) == {HANDLER, COLLEAGUE}
    assert COLLEAGUE in at.case.readers
    at.step(REPORTER, Step.MESSAGE, text=WORDS)
    assert {to for to, _ in brought(at)} == {HANDLER, COLLEAGUE}
    at.step(HANDLER, Step.BACK_AGAIN)
    assert [type(e) for e in at.effects].count(EndStandIn) == 1
    assert at.case.told == (HANDLER,)
    assert COLLEAGUE not in at.case.readers


# ---- closing ----------------------------------------------------------------------------------------------------


def test_closing_asks_the_reporter_first() -> None:
    at = opened().step(HANDLER, Step.CLOSE)
    assert at.toasts() == ["toast-ask-first"]
    at.step(HANDLER, Step.ASK_CLOSING)
    assert at.said(REPORTER) == ["closing-asked-you"]
    at.step(HANDLER, Step.CLOSE)
    assert at.toasts() == ["toast-ask-first"]
    at.step(REPORTER, Step.CLOSING_AGREED)
    assert at.case.state is CaseState.CLOSED
    assert at.said(HANDLER) == ["notice-closed-talks"]
    assert at.timers == {}


def test_closing_says_that_the_check_ins_still_come_and_offers_to_stop_them() -> None:
    at = opened().step(HANDLER, Step.ASK_CLOSING).step(REPORTER, Step.CLOSING_AGREED)
    (told,) = [e for e in at.effects if isinstance(e, Say) and e.to == REPORTER]
    assert told.texts == ("case-closed-you", "case-closed-care")
    assert "check-in-button-stop-all" in at.buttons(REPORTER)
    request = desk(kind="callback").step(HANDLER, Step.ASK_CLOSING).step(REPORTER, Step.CLOSING_AGREED)
    assert request.said(HANDLER) == ["notice-closed"]
    assert "check-in-button-stop-all" not in request.buttons(REPORTER), "a request has no check-ins"


def test_an_unanswered_question_to_close_and_silence_are_one_notice() -> None:
    at = opened().step(HANDLER, Step.ASK_CLOSING)
    at.everything.clear()
    at.passes(days=8)
    heard = at.said(HANDLER, tuple(at.everything))
    assert "notice-closing-unanswered" in heard
    assert "notice-silence" not in heard
    at.passes(days=8)
    assert "notice-silence" in at.said(HANDLER, tuple(at.everything)), "the case is still open, so it goes on"


def test_a_message_after_the_end_has_a_clock_until_it_is_answered() -> None:
    at = opened().step(HANDLER, Step.ASK_CLOSING).step(REPORTER, Step.CLOSING_AGREED)
    at.step(REPORTER, Step.MESSAGE, text="Nog één ding.")
    assert "button-reopen" in at.buttons(HANDLER)
    due_at = at.timers["silence"]
    at.step(REPORTER, Step.MESSAGE, text="Hallo?")
    assert at.timers["silence"] == due_at, "who writes again does not wait longer"
    at.passes(days=8)
    assert at.said(HANDLER) == ["notice-silence-closed"]
    assert at.case.state is CaseState.CLOSED
    at.step(HANDLER, Step.MESSAGE, text="Ik bel je.")
    assert at.timers == {}
    at.passes(days=20)
    assert at.said(HANDLER, tuple(at.everything)).count("notice-silence-closed") == 1


def test_an_addition_after_the_end_has_the_same_clock() -> None:
    at = opened().step(HANDLER, Step.ASK_CLOSING).step(REPORTER, Step.CLOSING_AGREED)
    at.event(SupplementAdded(at=at.now, nonce=at.nonce(), by=REPORTER))
    assert at.said(HANDLER) == ["notice-supplement"]
    assert list(at.timers) == ["silence"]
    assert at.case.reacted_at == at.now


def test_a_case_is_not_offered_to_somebody_who_could_open_nothing_of_it() -> None:
    at = opened(without_recipient=(COLLEAGUE,)).step(HANDLER, Step.MENU, "hand-over")
    (shown,) = [e for e in at.effects if isinstance(e, Say)]
    offered = [b for row in shown.buttons for b in row]
    assert [b.label_args for b in offered] == [
        {"who_person": DEPUTY, "role_key": "role-plaatsvervangend-griffier"}
    ]
    for step in (Step.HAND_OVER, Step.STAND_IN):
        with pytest.raises(IllegalTransitionError):
            at.step(HANDLER, step, COLLEAGUE)


def test_a_holiday_that_ends_by_the_clock_is_nobodys_deed() -> None:
    at = opened().step(HANDLER, Step.STAND_IN, COLLEAGUE)
    at.step(HANDLER, Step.BACK_AGAIN, value="over")
    assert (at.case.ledger[-1].what, at.case.ledger[-1].by) == ("stand-in-over", "")
    assert at.said(COLLEAGUE) == ["notice-stand-in-over"]
    assert at.said(HANDLER) == [], "they hear it once, for all their cases"
    assert (at.case.stand_ins, at.case.told) == ((), (HANDLER,))


def test_a_call_that_was_made_ends_the_request_and_every_nudge_with_it() -> None:
    at = desk(kind="callback")
    at.event(CallMade(at=at.now, nonce=at.nonce(), by=REPORTER))
    assert (at.case.state, at.timers) == (CaseState.CLOSED, {})
    assert at.said(HANDLER) == ["notice-call-made"]
    at.passes(days=30)
    assert "notice-silence" not in at.said(HANDLER, tuple(at.everything))
    at.event(CallMade(at=at.now, nonce=at.nonce(), by=REPORTER))
    assert at.effects == ()


def test_a_call_counts_as_something_that_the_reporter_heard_of_a_report() -> None:
    at = opened().passes(days=3)
    at.event(CallMade(at=at.now, nonce=at.nonce(), by=REPORTER))
    assert at.case.is_open
    assert at.case.heard_at == at.now
    assert at.timers["silence"] > at.now + timedelta(days=5)


def test_not_yet_keeps_it_open() -> None:
    at = opened().step(HANDLER, Step.ASK_CLOSING).step(REPORTER, Step.CLOSING_NOT_YET)
    assert (at.case.state, at.case.closing) == (CaseState.OPENED, ClosingState.NOT_YET)
    at.step(HANDLER, Step.CLOSE)
    assert at.toasts() == ["toast-ask-first"]
    at.step(HANDLER, Step.ASK_CLOSING)
    assert at.said(REPORTER) == ["closing-asked-you"]


def test_without_an_answer_the_handler_may_close_after_the_packs_days() -> None:
    at = opened().step(HANDLER, Step.ASK_CLOSING).passes(days=8)
    assert at.case.closing is ClosingState.UNANSWERED
    assert "notice-closing-unanswered" in at.said(HANDLER, tuple(at.everything))
    at.step(HANDLER, Step.CLOSE)
    assert at.case.state is CaseState.CLOSED


def test_what_the_reporter_thought_of_it_is_brought_and_sealed() -> None:
    at = opened().step(HANDLER, Step.ASK_CLOSING).step(REPORTER, Step.OPINION, text=WORDS)
    assert brought(at) == [(HANDLER, WORDS)]
    assert [s.kind for s in at.sealed()] == ["opinion"]


def test_a_closed_case_can_be_opened_again() -> None:
    at = opened().step(HANDLER, Step.ASK_CLOSING).step(REPORTER, Step.CLOSING_AGREED)
    at.step(HANDLER, Step.REOPEN)
    assert (at.said(HANDLER), at.case.state) == (["case-reopen-why"], CaseState.CLOSED)
    at.step(HANDLER, Step.REOPEN, text=WORDS)
    assert at.case.state is CaseState.OPENED
    assert [(s.part, s.kind, s.text) for s in at.sealed()] == [("note", "reopen", WORDS)]
    assert "silence" in at.timers
    at.step(HANDLER, Step.MESSAGE, text="Ik pak het weer op.")
    assert brought(at) == [(REPORTER, "Ik pak het weer op.")]


def test_a_new_threat_opens_it_again_at_once() -> None:
    at = opened().step(HANDLER, Step.ASK_CLOSING).step(REPORTER, Step.CLOSING_AGREED)
    at.event(NewThreatReported(at=at.now, nonce=at.nonce(), by=REPORTER))
    assert (at.case.state, at.case.urgent, at.case.closing) == (CaseState.SENT, True, ClosingState.NONE)
    assert {"receipt", "silence"} <= set(at.timers)


def test_the_reporter_says_that_it_started_again_and_everybody_is_told_at_once() -> None:
    at = opened().step(HANDLER, Step.ASK_CLOSING).step(REPORTER, Step.CLOSING_AGREED)
    assert "button-again" in at.buttons(REPORTER)
    at.step(REPORTER, Step.AGAIN_FIRST)
    assert (at.said(REPORTER), at.case.state) == (["again-ask"], CaseState.CLOSED)
    at.step(REPORTER, Step.AGAIN)
    assert (at.said(HANDLER), at.said(REPORTER)) == (["notice-new-threat"], ["again-told"])
    assert (at.case.state, at.case.urgent) == (CaseState.SENT, True)
    at.step(REPORTER, Step.AGAIN)
    assert (at.toasts(), at.said(HANDLER)) == (["toast-answered-already"], [])
    at.passes(minutes=6)
    assert at.step(REPORTER, Step.AGAIN).said(REPORTER) == ["again-told"]
    with pytest.raises(IllegalTransitionError):
        at.step(HANDLER, Step.AGAIN)


# ---- notices that are over --------------------------------------------------------------------------------------


def delivered(at: Desk, to: str, prompt_id: str) -> Desk:
    return at.event(NotificationDelivered(at=at.now, nonce=prompt_id, to=to))


def revised(at: Desk) -> list[tuple[str, str, str]]:
    return [(e.to, e.prompt_id, e.texts[0]) for e in at.effects if isinstance(e, Revise)]


def labels(effect: Revise) -> set[str]:
    return {b.label for row in effect.buttons for b in row}


def test_a_confirmed_notice_loses_its_button_on_every_phone() -> None:
    at = desk(handlers=(HANDLER, COLLEAGUE))
    delivered(delivered(at, HANDLER, "1" * 33), COLLEAGUE, "2" * 33)
    at.event(ReceiptConfirmed(at=TUESDAY, nonce=at.nonce(), by=COLLEAGUE))
    assert revised(at) == [(HANDLER, "1" * 33, "notice-seen"), (COLLEAGUE, "2" * 33, "notice-seen")]
    for effect in at.effects:
        if isinstance(effect, Revise):
            assert "button-confirm-receipt" not in labels(effect)
            assert "button-mark-opened" in labels(effect)
    delivered(at, HANDLER, "3" * 33)
    assert revised(at) == [(HANDLER, "3" * 33, "notice-seen")]


def test_whoever_works_or_reads_has_confirmed_and_who_stepped_back_sees_nothing_of_it() -> None:
    at = delivered(desk(), HANDLER, "1" * 33)
    assert revised(at.step(HANDLER, Step.PROPOSE, "order-talk")) == [(HANDLER, "1" * 33, "notice-seen")]
    at = delivered(desk(), HANDLER, "1" * 33)
    at.event(DossierOpened(at=TUESDAY, nonce=at.nonce(), by=HANDLER))
    assert revised(at) == [(HANDLER, "1" * 33, "notice-seen")]
    at = delivered(desk(), HANDLER, "1" * 33).step(HANDLER, Step.RECUSE)
    at.event(ReceiptConfirmed(at=TUESDAY, nonce=at.nonce(), by=at.case.told[0]))
    assert revised(at) == []


def test_a_withdrawn_report_leaves_no_button_behind() -> None:
    at = delivered(desk(), HANDLER, "1" * 33)
    at.event(ReportWithdrawn(at=TUESDAY, nonce=at.nonce(), by=REPORTER))
    assert revised(at) == [(HANDLER, "1" * 33, "notice-was-withdrawn")]
    assert at.buttons(HANDLER) == set()


@pytest.mark.parametrize("menu", ["propose", "police", "damage", "hand-over", "stand-in", "recuse", "close"])
def test_a_menu_of_an_older_notice_says_that_the_case_is_over(menu: str) -> None:
    at = desk().event(ReportWithdrawn(at=TUESDAY, nonce="f" * 32, by=REPORTER))
    at.step(HANDLER, Step.MENU, menu)
    assert (at.toasts(), at.said(HANDLER)) == (["toast-case-over"], ["case-status"])


# ---- doubt and callback -----------------------------------------------------------------------------------------


def test_who_stepped_back_from_a_request_does_not_get_the_report_that_it_became() -> None:
    fresh = case(told=())
    gone = stepped_back(fresh, (HANDLER,))
    everywhere = (*gone.handlers, *gone.deputies, *gone.escalation, *gone.informed, *gone.readers)
    assert HANDLER not in everywhere
    assert (gone.deputies, gone.recused) == ((DEPUTY,), (HANDLER,))
    alone = case(deputies=(), escalation=(), informed=())
    assert stepped_back(alone, (HANDLER,)).handlers == (DEPUTY, COLLEAGUE)
    nobody = case(deputies=(), escalation=(), informed=(), colleagues=(HANDLER,))
    assert stepped_back(nobody, (HANDLER,)) == nobody
    assert stepped_back(fresh, ()) == fresh


def became_report(at: Desk, *known_by: str) -> Desk:
    return at.event(BecameReport(at=at.now, nonce=at.nonce(), by=REPORTER, known_by=known_by))


def test_a_request_that_became_a_report_is_over_and_its_clocks_with_it() -> None:
    at = became_report(desk(kind="doubt"), HANDLER, DEPUTY)
    assert (at.case.state, at.timers) == (CaseState.CLOSED, {})
    assert at.said(HANDLER) == ["notice-became-report"]
    assert at.case.ledger[-1].what == "became-report"


def test_who_is_left_out_of_the_report_learns_nothing_of_it_from_the_request() -> None:
    before = desk(kind="doubt").case
    at = became_report(desk(kind="doubt"), DEPUTY)
    assert (at.case, at.effects) == (replace(before, report_made=True), ())
    asked = at.step(HANDLER, Step.OFFER_REPORT)
    assert asked.said(HANDLER) == ["report-offered"]
    assert asked.said(REPORTER)[-1] == "report-offered-made"
    assert "button-make-report" not in asked.buttons(REPORTER)


@pytest.mark.parametrize("kind", ["doubt", "callback"])
def test_only_the_reporter_makes_a_request_a_report(kind: str) -> None:
    at = desk(kind=kind).step(HANDLER, Step.OFFER_REPORT)
    assert "button-make-report" in at.buttons(REPORTER)
    at.step(REPORTER, Step.REPORT_DECLINED)
    assert at.said(HANDLER) == ["notice-report-declined"]
    assert at.case.kind == kind
    at = opened().step(HANDLER, Step.OFFER_REPORT)
    assert at.toasts() == ["toast-is-report"]


def test_an_unknown_timer_of_an_open_case_does_nothing_once_it_was_received() -> None:
    at = opened().event(CaseTimerRang(at=TUESDAY, nonce="e" * 32, timer="receipt"))
    assert at.effects == ()
