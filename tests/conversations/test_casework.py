"""A case: who may do what, every pair of state and event, the order in which others are told, and the receipt clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from conversations.aftercare.schedule import receipt_due_at, receipt_reminder_at
from conversations.casework.conversation import (
    BY_HANDLER,
    BY_REPORTER,
    MOVES,
    Case,
    CaseState,
    NotYoursError,
    advance_case,
    case_from_json,
    case_to_json,
    open_case,
)
from conversations.effects import ClearTimers, Effect, Record, Say, SetTimer
from conversations.events import (
    BecameReport,
    CallMade,
    CaseEvent,
    CaseShown,
    CaseTimerRang,
    CheckInAnswered,
    ContactAsked,
    DossierOpened,
    NewThreatReported,
    NotificationDelivered,
    PhoneGiven,
    ReceiptConfirmed,
    ReportWithdrawn,
    SupplementAdded,
    TalkCameDue,
    TalkHeld,
)
from conversations.moves import IllegalTransitionError
from tests.conversations.moments import nonce
from tests.conversations.shipped_packs import MAASSLUIS

ZONE = ZoneInfo("Europe/Amsterdam")
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=ZONE).astimezone(UTC)
PEOPLE = ("gerda", "pim", "ben", "rita", "sanne", "vreemd")


def case(**changes: object) -> Case:
    """A case of Sanne, for griffier Gerda, deputy Pim, burgemeester Ben, and Rita after them."""
    whole = Case(
        case_id="c" * 32,
        reference="R-7F3K-QM",
        kind="report",
        urgent=False,
        office="raadslid",
        pack_id="maassluis",
        pack_version=1,
        reporter_id="sanne",
        created_at=TUESDAY,
        handlers=("gerda",),
        deputies=("pim",),
        informed=("ben",),
        escalation=("rita",),
        told=("gerda",),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def every_event(by: str) -> list[CaseEvent]:
    at, n = TUESDAY + timedelta(hours=1), nonce(1)
    return [
        NotificationDelivered(at=at, nonce=n, to="gerda", by=by),
        ReceiptConfirmed(at=at, nonce=n, by=by),
        DossierOpened(at=at, nonce=n, by=by),
        SupplementAdded(at=at, nonce=n, by=by),
        ReportWithdrawn(at=at, nonce=n, by=by),
        CheckInAnswered(at=at, nonce=n, by=by, kind="first", outcome="answered"),
        PhoneGiven(at=at, nonce=n, by=by, phone="06"),
        ContactAsked(at=at, nonce=n, by=by),
        CaseShown(at=at, nonce=n, by=by),
        CaseTimerRang(at=at, nonce=n, by=by, timer="receipt"),
        NewThreatReported(at=at, nonce=n, by=by),
        TalkHeld(at=at, nonce=n, by=by, kind="first"),
        TalkCameDue(at=at, nonce=n, by=by, kind="first"),
        CallMade(at=at, nonce=n, by=by),
        BecameReport(at=at, nonce=n, by=by, known_by=("gerda",)),
    ]


def said_to(effects: Sequence[Effect]) -> list[tuple[str, str]]:
    """Who is told what."""
    return [(e.to, e.texts[0]) for e in effects if isinstance(e, Say)]


def timers(effects: Sequence[Effect]) -> dict[str, datetime]:
    """The receipt clock; a case has others as well."""
    found = {e.timer: e.due_at for e in effects if isinstance(e, SetTimer)}
    return {name: due_at for name, due_at in found.items() if name.startswith("receipt")}


# ---- who may do what --------------------------------------------------------------------------------------------


def test_every_event_that_a_case_takes_is_tried_here() -> None:
    assert {event for _, event in MOVES} == {type(e) for e in every_event("")}


@pytest.mark.parametrize("state", CaseState)
@pytest.mark.parametrize("by", ["", *PEOPLE])
def test_every_pair_is_in_the_table_or_refused_with_the_case_unchanged(state: CaseState, by: str) -> None:
    for kind in ("report", "callback"):
        here = case(state=state, kind=kind)
        before = case_to_json(here)
        for event in every_event(by):
            mine = not isinstance(event, BY_HANDLER) or by in here.told
            mine = mine and (not isinstance(event, BY_REPORTER) or by == here.reporter_id)
            fits = (state, type(event)) in MOVES
            if kind == "report" and isinstance(event, ContactAsked):
                fits = False
            if mine and fits:
                after = advance_case(here, event, MAASSLUIS).case
                assert case_from_json(case_to_json(after)) == after
            else:
                with pytest.raises(IllegalTransitionError):
                    advance_case(here, event, MAASSLUIS)
            assert case_to_json(here) == before


@pytest.mark.parametrize("by", ["pim", "ben", "rita", "sanne", "vreemd", ""])
def test_who_was_not_told_may_not_confirm(by: str) -> None:
    with pytest.raises(NotYoursError):
        advance_case(case(), ReceiptConfirmed(at=TUESDAY, nonce=nonce(1), by=by), MAASSLUIS)


@pytest.mark.parametrize("by", ["gerda", "pim", "vreemd", ""])
def test_nobody_but_the_reporter_withdraws(by: str) -> None:
    with pytest.raises(NotYoursError):
        advance_case(case(), ReportWithdrawn(at=TUESDAY, nonce=nonce(1), by=by), MAASSLUIS)


def test_a_report_never_shows_whom_to_call() -> None:
    with pytest.raises(NotYoursError):
        advance_case(case(), ContactAsked(at=TUESDAY, nonce=nonce(1), by="gerda"), MAASSLUIS)


# ---- opening and confirming -------------------------------------------------------------------------------------


def test_opening_tells_the_handlers_and_informs_the_officer_without_a_button() -> None:
    opened = open_case(case(told=()), MAASSLUIS)
    assert said_to(opened.effects) == [("gerda", "notice"), ("ben", "notice-informed")]
    assert opened.case.told == ("gerda",)
    informed = next(e for e in opened.effects if isinstance(e, Say) and e.to == "ben")
    assert informed.buttons == ()


@pytest.mark.parametrize(
    ("missing", "first"), [({"handlers": ()}, ("pim",)), ({"handlers": (), "deputies": ()}, ("rita",))]
)
def test_when_nobody_has_the_role_the_next_are_told_at_once(
    missing: dict[str, object], first: tuple[str, ...]
) -> None:
    opened = open_case(case(told=(), **missing), MAASSLUIS)
    assert opened.case.told == first


def test_no_notice_holds_more_than_reference_and_time() -> None:
    for urgent in (False, True):
        for effect in open_case(case(urgent=urgent, phone="06 00 00 00 01"), MAASSLUIS).effects:
            if isinstance(effect, Say):
                assert set(effect.args) == {"reference", "sent_at"}


def test_confirming_stops_the_clock_and_tells_the_reporter_and_the_others() -> None:
    told = case(told=("gerda", "pim"))
    after = advance_case(told, ReceiptConfirmed(at=TUESDAY, nonce=nonce(1), by="pim"), MAASSLUIS)
    assert after.case.state is CaseState.RECEIVED
    assert after.case.received_by == "pim"
    assert {e.timer for e in after.effects if isinstance(e, ClearTimers)} == {"receipt", "receipt-reminder"}
    assert said_to(after.effects) == [
        ("sanne", "reporter-received"),
        ("pim", "handler-received"),
        ("gerda", "handler-received-by-other"),
    ]
    again = advance_case(after.case, ReceiptConfirmed(at=TUESDAY, nonce=nonce(2), by="gerda"), MAASSLUIS)
    assert again.case == after.case


def test_opening_the_dossier_also_confirms() -> None:
    after = advance_case(case(), DossierOpened(at=TUESDAY, nonce=nonce(1), by="gerda"), MAASSLUIS)
    assert after.case.state is CaseState.OPENED
    assert after.case.received_at == TUESDAY


# ---- the receipt clock ------------------------------------------------------------------------------------------


def ring(here: Case, timer: str, at: datetime) -> tuple[Case, list[tuple[str, str]], dict[str, datetime]]:
    after = advance_case(here, CaseTimerRang(at=at, nonce=nonce(3), timer=timer), MAASSLUIS)
    return after.case, said_to(after.effects), timers(after.effects)


def test_silence_widens_in_order_deputy_officer_and_then_the_reporter_hears_it_once() -> None:
    opened = open_case(case(told=()), MAASSLUIS)
    at = timers(opened.effects)["receipt"]
    here, said, _ = ring(opened.case, "receipt-reminder", at)
    assert said == [("gerda", "remind")]
    here, said, due = ring(here, "receipt", at)
    assert said == [("pim", "notice-deputy")]
    here, said, due = ring(here, "receipt", due["receipt"])
    assert said == [("ben", "notice-escalated"), ("rita", "notice-escalated")]
    here, said, due = ring(here, "receipt", due["receipt"])
    assert said == [("sanne", "reporter-unheard")]
    assert due == {}
    here, said, due = ring(here, "receipt", at + timedelta(days=3))
    assert (said, due) == ([], {})


def test_without_a_deputy_the_officer_comes_next() -> None:
    _, said, _ = ring(case(deputies=()), "receipt", TUESDAY)
    assert said == [("ben", "notice-escalated"), ("rita", "notice-escalated")]


def test_a_confirmed_or_withdrawn_case_stays_silent() -> None:
    confirmed = case(received_at=TUESDAY, state=CaseState.RECEIVED)
    assert ring(confirmed, "receipt", TUESDAY)[1:] == ([], {})
    with pytest.raises(IllegalTransitionError):
        ring(case(state=CaseState.WITHDRAWN), "receipt", TUESDAY)


@pytest.mark.parametrize(
    ("reported", "urgent", "remind", "due"),
    [
        ("2026-11-24 10:00", False, "2026-11-24 12:00", "2026-11-24 14:00"),
        ("2026-11-24 16:00", False, "2026-11-25 09:30", "2026-11-25 11:30"),
        ("2026-11-21 20:15", False, "2026-11-23 10:30", "2026-11-23 12:30"),  # Saturday evening
        ("2026-11-27 16:30", False, "2026-11-30 10:00", "2026-11-30 12:00"),  # over a weekend
        ("2026-12-24 16:00", False, "2026-12-28 09:30", "2026-12-28 11:30"),  # over Christmas and a weekend
        ("2027-04-26 16:00", False, "2027-04-28 09:30", "2027-04-28 11:30"),  # over Koningsdag
        ("2026-11-22 02:00", True, "2026-11-22 02:07", "2026-11-22 02:15"),
        ("2026-12-25 23:55", True, "2026-12-26 00:02", "2026-12-26 00:10"),
    ],
)
def test_receipt_clock(reported: str, urgent: bool, remind: str, due: str) -> None:
    at = datetime.fromisoformat(reported).replace(tzinfo=ZONE).astimezone(UTC)
    found = timers(open_case(case(told=(), urgent=urgent, created_at=at), MAASSLUIS).effects)
    local = {t: d.astimezone(ZONE).strftime("%Y-%m-%d %H:%M") for t, d in found.items()}
    assert local == {"receipt-reminder": remind, "receipt": due}
    assert receipt_reminder_at(at, urgent=urgent, pack=MAASSLUIS) < receipt_due_at(
        at, urgent=urgent, pack=MAASSLUIS
    )


# ---- later ------------------------------------------------------------------------------------------------------


def test_withdrawing_forgets_the_phone_number_and_every_clock() -> None:
    here = case(phone="06 00 00 00 01", told=("gerda", "pim"))
    after = advance_case(here, ReportWithdrawn(at=TUESDAY, nonce=nonce(1), by="sanne"), MAASSLUIS)
    assert after.case.phone == ""
    assert ClearTimers(subject_id=here.case_id) in after.effects
    assert said_to(after.effects) == [("gerda", "notice-withdrawn"), ("pim", "notice-withdrawn")]


def test_whoever_was_told_hears_of_what_comes_later_and_nobody_else() -> None:
    for event in (
        SupplementAdded(at=TUESDAY, nonce=nonce(1), by="sanne"),
        PhoneGiven(at=TUESDAY, nonce=nonce(1), by="sanne", phone="06"),
    ):
        effects = advance_case(case(told=("gerda", "ben")), event, MAASSLUIS).effects
        assert [to for to, _ in said_to(effects)] == ["gerda", "ben"]


def test_what_is_recorded_names_no_person() -> None:
    for event in (*every_event("gerda"), *every_event("sanne")):
        try:
            effects = advance_case(case(), event, MAASSLUIS).effects
        except IllegalTransitionError:
            continue
        for effect in effects:
            if isinstance(effect, Record):
                assert effect.subject_id == case().case_id
                assert not any(person in effect.action for person in PEOPLE)
