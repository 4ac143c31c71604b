"""How a case ends and starts again: closing, notices that are over, and requests that become a report."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from conversations.casework.model import CaseState, ClosingState
from conversations.effects import Revise, Say
from conversations.events import (
    BecameReport,
    CallMade,
    DossierOpened,
    NewThreatReported,
    NotificationDelivered,
    ReceiptConfirmed,
    ReportWithdrawn,
    Step,
    SupplementAdded,
)
from conversations.moves import IllegalTransitionError
from tests.conversations.case_desk import (
    COLLEAGUE,
    DEPUTY,
    HANDLER,
    REPORTER,
    TUESDAY,
    WORDS,
    Desk,
    brought,
    desk,
    opened,
)

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
