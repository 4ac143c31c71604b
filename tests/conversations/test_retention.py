"""How long a case is kept: only ended ones go, never without notice, and every shipped pack has a period."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from conversations.casework.model import Case, CaseState, LedgerEntry
from conversations.effects import Say
from conversations.packs import SHIPPED_PACKS, pack_text
from conversations.packs.model import Retention
from conversations.packs.pack import Pack, PackError, parse_pack
from conversations.retention import Fate, decide, ended_at, notices

CLOSED_AT = datetime(2026, 8, 31, 14, 0, tzinfo=UTC)


def pack(months: int = 24, days: int = 30) -> Pack:
    whole = parse_pack(pack_text("standaard"), file_name="standaard.toml")
    return whole.model_copy(update={"retention": Retention(months_after_closing=months, notice_days=days)})


def case(state: CaseState = CaseState.CLOSED, *endings: tuple[str, datetime]) -> Case:
    ledger = tuple(
        LedgerEntry(at=at, by="h1", role="griffier", what=what)
        for what, at in endings or (("closed", CLOSED_AT),)
    )
    return Case(
        case_id="c1",
        reference="R-7F3K-QM",
        kind="report",
        urgent=False,
        office="raadslid",
        pack_id="standaard",
        pack_version=1,
        reporter_id="p1",
        created_at=CLOSED_AT - timedelta(days=60),
        state=state,
        handlers=("h1", "h2"),
        told=("h1",),
        ledger=ledger,
    )


def fate(of: Case, now: datetime, noticed_at: datetime | None = None, rules: Pack | None = None) -> Fate:
    return decide(of, rules or pack(), now, noticed_at).fate


DUE_AT = datetime(2028, 8, 31, 14, 0, tzinfo=UTC)


def test_notice_comes_first_and_then_it_goes() -> None:
    assert fate(case(), DUE_AT - timedelta(days=31)) is Fate.KEEP
    noticed_at = DUE_AT - timedelta(days=30)
    assert decide(case(), pack(), noticed_at, None).removed_at == DUE_AT
    assert fate(case(), noticed_at) is Fate.NOTICE
    assert fate(case(), noticed_at + timedelta(days=1), noticed_at) is Fate.KEEP
    assert fate(case(), DUE_AT - timedelta(seconds=1), noticed_at) is Fate.KEEP
    assert fate(case(), DUE_AT, noticed_at) is Fate.REMOVE


def test_after_a_long_absence_notice_still_comes_in_full() -> None:
    late = DUE_AT + timedelta(days=400)
    assert decide(case(), pack(), late, None).removed_at == late + timedelta(days=30)
    assert fate(case(), late) is Fate.NOTICE
    assert fate(case(), late + timedelta(days=29), late) is Fate.KEEP
    assert fate(case(), late + timedelta(days=30), late) is Fate.REMOVE


@pytest.mark.parametrize("state", [CaseState.SENT, CaseState.RECEIVED, CaseState.OPENED])
def test_an_open_case_stays(state: CaseState) -> None:
    long_ago = DUE_AT + timedelta(days=4000)
    assert fate(case(state), long_ago, DUE_AT) is Fate.KEEP


def test_a_case_that_was_opened_again_and_closed_counts_anew() -> None:
    again = DUE_AT - timedelta(days=3)
    reopened = case(
        CaseState.CLOSED, ("closed", CLOSED_AT), ("reopened", again - timedelta(days=9)), ("closed", again)
    )
    noticed_at = again - timedelta(days=20)
    assert ended_at(reopened) == again
    assert fate(reopened, DUE_AT, noticed_at) is Fate.KEEP
    next_due = datetime(2030, 8, 28, 14, 0, tzinfo=UTC)
    assert fate(reopened, next_due, noticed_at) is Fate.NOTICE


def test_a_withdrawn_case_goes_too_and_one_without_an_ending_stays() -> None:
    withdrawn = case(CaseState.WITHDRAWN, ("withdrawn", CLOSED_AT))
    assert fate(withdrawn, DUE_AT, DUE_AT - timedelta(days=30)) is Fate.REMOVE
    assert fate(replace(case(), ledger=()), DUE_AT + timedelta(days=999)) is Fate.KEEP


def test_a_pack_without_a_period_removes_nothing() -> None:
    without = pack().model_copy(update={"retention": None})
    assert fate(case(), DUE_AT + timedelta(days=999), DUE_AT, without) is Fate.KEEP


@pytest.mark.parametrize(
    ("closed_at", "months", "due_at"),
    [
        (
            datetime(2027, 8, 31, 12, tzinfo=UTC),
            6,
            datetime(2028, 2, 29, 13, tzinfo=UTC),
        ),  # leap year, winter time
        (datetime(2026, 12, 15, 12, tzinfo=UTC), 1, datetime(2027, 1, 15, 12, tzinfo=UTC)),
        (datetime(2026, 3, 31, 22, 30, tzinfo=UTC), 12, datetime(2027, 3, 31, 22, 30, tzinfo=UTC)),
    ],
)
def test_months_are_those_of_the_calendar(closed_at: datetime, months: int, due_at: datetime) -> None:
    ended = case(CaseState.CLOSED, ("closed", closed_at))
    assert decide(ended, pack(months, 7), closed_at, None).removed_at == due_at


def test_reporter_and_handlers_are_told_when_and_nothing_more() -> None:
    told = notices(case(), DUE_AT)
    assert [(e.to, e.texts) for e in told if isinstance(e, Say)] == [
        ("p1", ("retention-notice-reporter",)),
        ("h1", ("retention-notice-handler",)),
        ("h2", ("retention-notice-handler",)),
    ]
    for effect in told:
        assert isinstance(effect, Say)
        assert effect.args == {"reference": "R-7F3K-QM", "removed_at": DUE_AT.isoformat()}
        assert effect.push is False


@pytest.mark.parametrize("name", SHIPPED_PACKS)
def test_every_shipped_pack_has_a_period_marked_as_practice(name: str) -> None:
    text = pack_text(name)
    found = parse_pack(text, file_name=name).retention
    assert found == Retention(months_after_closing=24, notice_days=30)
    before = text.partition("[retention]")[0].rstrip().splitlines()[-1]
    assert before.startswith("# practice: ")


@pytest.mark.parametrize(
    ("section", "part"),
    [
        ("months_after_closing = 1\nnotice_days = 31", "before the case is closed"),
        ("months_after_closing = 0\nnotice_days = 1", "months_after_closing"),
        ("months_after_closing = 12", "notice_days"),
        ("months_after_closing = 12\nnotice_days = 3\nyears = 1", "years"),
    ],
)
def test_a_period_that_cannot_be_is_refused_with_its_line(section: str, part: str) -> None:
    head, _, rest = pack_text("standaard").partition("[retention]")
    tail = rest.partition("\n\n")[2]
    with pytest.raises(PackError, match=part) as refused:
        parse_pack(f"{head}[retention]\n{section}\n\n{tail}", file_name="eigen.toml")
    lines = head.count("\n")
    assert all(lines < problem.line <= lines + 5 for problem in refused.value.problems)
