"""What a check-in does to a case: a new threat, a talk that was held, the goals of a talk, and silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from conversations.casework.conversation import Case, CaseState, NotYoursError, advance_case
from conversations.effects import Record, Say, SetTimer
from conversations.events import CheckInAnswered, NewThreatReported, TalkCameDue, TalkHeld
from conversations.moves import IllegalTransitionError
from conversations.packs.pack import Pack
from tests.conversations.care_phone import CASE, MORNING, REFERENCE
from tests.conversations.shipped_packs import MAASSLUIS, each_pack, texts

CASE_NOW = Case(
    case_id=CASE,
    reference=REFERENCE,
    kind="report",
    urgent=False,
    office="raadslid",
    pack_id="maassluis",
    pack_version=1,
    reporter_id="p1",
    created_at=MORNING,
    state=CaseState.OPENED,
    handlers=("h1",),
    informed=("i1",),
    told=("h1",),
    received_at=MORNING,
    received_by="h1",
    opened_at=MORNING,
)
AT = MORNING + timedelta(days=2)
NONCE = "0" * 32


@pytest.mark.parametrize("state", [CaseState.SENT, CaseState.RECEIVED, CaseState.OPENED, CaseState.CLOSED])
def test_a_new_threat_opens_the_case_again_with_the_urgent_clock(state: CaseState) -> None:
    threat = NewThreatReported(at=AT, nonce=NONCE, by="p1")
    transition = advance_case(replace(CASE_NOW, state=state), threat, MAASSLUIS)
    after = transition.case
    assert (after.state, after.urgent, after.received_at) == (CaseState.SENT, True, None)
    notices = [e for e in transition.effects if isinstance(e, Say)]
    assert [(n.to, n.texts) for n in notices] == [("h1", ("notice-new-threat",))]
    assert notices[0].buttons[0][0].label == "button-confirm-receipt"
    timers = {e.timer: e.due_at - AT for e in transition.effects if isinstance(e, SetTimer)}
    assert timers["receipt"] == timedelta(minutes=MAASSLUIS.clocks.receipt_urgent_minutes)
    assert timedelta(0) < timers["receipt-reminder"] < timers["receipt"]


def test_only_the_reporter_can_say_so() -> None:
    with pytest.raises(NotYoursError):
        advance_case(CASE_NOW, NewThreatReported(at=AT, nonce=NONCE, by="h1"), MAASSLUIS)
    with pytest.raises(NotYoursError):
        advance_case(CASE_NOW, TalkHeld(at=AT, nonce=NONCE, by="h1", kind="first"), MAASSLUIS)


def test_a_withdrawn_case_stays_closed() -> None:
    gone = replace(CASE_NOW, state=CaseState.WITHDRAWN)
    with pytest.raises(IllegalTransitionError):
        advance_case(gone, NewThreatReported(at=AT, nonce=NONCE, by="p1"), MAASSLUIS)


def test_a_talk_that_was_held_is_recorded() -> None:
    transition = advance_case(CASE_NOW, TalkHeld(at=AT, nonce=NONCE, by="p1", kind="second"), MAASSLUIS)
    assert transition.effects == (Record(action="talk-held-second", subject_id=CASE),)


@each_pack
@pytest.mark.parametrize("kind", ["first", "second", "third"])
def test_the_goals_of_a_talk_go_to_who_holds_it(pack: Pack, kind: str) -> None:
    (card,) = advance_case(CASE_NOW, TalkCameDue(at=AT, nonce=NONCE, kind=kind), pack).effects
    assert isinstance(card, Say)
    assert card.to == "h1"
    assert card.texts[1:] == tuple(f"goal-{goal}" for goal in pack.check_in(kind).goals)
    assert set(card.texts[1:]) <= set(texts("nl"))


def test_two_times_silence_says_nothing_more_than_that() -> None:
    silent = CheckInAnswered(at=AT, nonce=NONCE, by="p1", kind="second", outcome="unanswered-twice")
    notice, said = advance_case(CASE_NOW, silent, MAASSLUIS).effects
    assert isinstance(notice, Say)
    assert (notice.to, notice.texts) == ("h1", ("notice-check-in-unanswered-twice",))
    assert notice.args == {"reference": REFERENCE}
    assert isinstance(said, Say)
    assert (said.to, said.texts) == ("p1", ("reporter-unanswered-twice",))


def test_nobody_is_said_to_be_silent_who_did_something_in_the_case_this_week() -> None:
    silent = CheckInAnswered(at=AT, nonce=NONCE, by="p1", kind="second", outcome="unanswered-twice")
    wrote = replace(CASE_NOW, reacted_at=AT - timedelta(days=6))
    assert advance_case(wrote, silent, MAASSLUIS).effects == ()
    long_ago = replace(CASE_NOW, reacted_at=AT - timedelta(days=8))
    assert len(advance_case(long_ago, silent, MAASSLUIS).effects) == 2


def test_an_answer_that_is_shared_after_the_end_is_told_as_well() -> None:
    shared = CheckInAnswered(at=AT, nonce=NONCE, by="p1", kind="third", outcome="answered", shared=True)
    closed = replace(CASE_NOW, state=CaseState.CLOSED)
    notice, clock = advance_case(closed, shared, MAASSLUIS).effects
    assert isinstance(clock, SetTimer)
    assert clock.timer == "silence"  # it waits for an answer, as a message does
    assert isinstance(notice, Say)
    assert notice.texts == ("notice-check-in-shared",)
