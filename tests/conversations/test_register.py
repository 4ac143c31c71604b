"""The anonymised register: quarters, what is counted, and that no number points at one person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations import register
from conversations.actions import Action as A
from conversations.effects import Say
from conversations.events import ButtonPressed, CommandGiven
from conversations.machine import advance
from conversations.moves import IllegalTransitionError
from conversations.prompts import ask
from conversations.register import Register, quarter_before, quarter_of, rounded
from conversations.snapshot import ReportState, Snapshot
from conversations.texts import load_catalogue
from conversations.wording import Words
from tests.conversations.moments import AT, draft, nonce, setting, snapshot_in
from tests.conversations.shipped_packs import MAASSLUIS, PACKS, UTRECHT

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WORDS = Words(load_catalogue(), "nl", AMSTERDAM)


@pytest.mark.parametrize(
    ("at", "quarter"),
    [
        (datetime(2026, 11, 21, 12, tzinfo=UTC), "2026-Q4"),
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), "2026-Q4"),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), "2027-Q1"),
        (datetime(2026, 3, 31, 21, 59, tzinfo=UTC), "2026-Q1"),
        (datetime(2026, 3, 31, 22, 0, tzinfo=UTC), "2026-Q2"),
    ],
)
def test_a_quarter_is_that_of_the_organisations_calendar(at: datetime, quarter: str) -> None:
    assert quarter_of(at, AMSTERDAM) == quarter


def test_the_quarter_before() -> None:
    assert (quarter_before("2027-Q1"), quarter_before("2026-Q3")) == ("2026-Q4", "2026-Q2")
    for wrong in ("", "2026", "2026-Q5", "x"):
        with pytest.raises(ValueError, match="no quarter"):
            quarter_before(wrong)


def test_only_choices_of_the_packs_lists_are_counted() -> None:
    full = draft().with_choice(ReportState.BEHAVIOUR, ("threat", "made-up"), AT)
    full = full.with_choice(ReportState.CHANNEL, ("phone", "home"), AT)
    full = full.with_choice(ReportState.TARGET, ("family", "Sanne"), AT)
    facts = register.facts_of(full, UTRECHT)
    assert facts == {
        "reports": ("all",),
        "nature": ("threat",),
        "form": ("phone", "home"),
        "target": ("family",),
    }


@given(st.integers(min_value=0, max_value=5000))
def test_no_small_number_and_no_exact_number_is_shown(number: int) -> None:
    shown = rounded(number)
    assert shown % register.THRESHOLD == 0
    assert (shown == 0) == (number < register.THRESHOLD)
    assert abs(shown - number) < register.THRESHOLD


def shown(counts: register.Counts, before: register.Counts | None = None) -> str:
    return register.text(Register(counts=counts, before=before or {}), WORDS)


def test_with_few_reports_nothing_is_broken_down() -> None:
    text = shown({"reports": {"all": 4}, "nature": {"threat": 4}, "response": {"stop-talk": 40}})
    assert "minder dan 5" in text
    for word in ("Bedreiging", "Stopgesprek", "4."):
        assert word not in text
    assert shown({}).startswith(
        "Meldingen: minder dan 5. Tegenover het kwartaal ervoor: niet te vergelijken."
    )


def test_a_small_number_in_a_large_quarter_is_not_shown_either() -> None:
    text = shown(
        {"reports": {"all": 41}, "nature": {"threat": 38, "weapon": 1}, "form": {"home": 2}},
        {"reports": {"all": 22}, "nature": {"threat": 40, "weapon": 3}},
    )
    assert "Meldingen: ongeveer 40. Tegenover het kwartaal ervoor: meer." in text
    assert "▪ Bedreiging: ongeveer 40 (gelijk)" in text
    assert "minder dan 5 (niet te vergelijken)" in text
    for exact in ("41", "38", "22", ": 1", ": 2"):
        assert exact not in text


def test_two_quarters_that_differ_by_one_report_mostly_read_the_same() -> None:
    before = {"reports": {"all": 11}, "nature": {"threat": 11}}
    after = {"reports": {"all": 12}, "nature": {"threat": 12}}
    assert shown(before) == shown({"reports": {"all": 10}, "nature": {"threat": 10}})
    assert shown(after) == shown(before)


# ---- who sees it ------------------------------------------------------------------------------------------------


def pressed(argument: str) -> ButtonPressed:
    return ButtonPressed(at=AT, nonce=nonce(1), prompt_id="p" * 33, action=A.REGISTER, argument=argument)


def test_only_the_registrar_sees_quarters_that_are_over() -> None:
    where = setting("registrar", UTRECHT)
    command = CommandGiven(at=AT, nonce=nonce(1), message_id=1, command="register")
    (say,) = advance(Snapshot(), command, where).effects
    assert isinstance(say, Say)
    assert say.view == "register:2026-Q3"
    (say,) = advance(Snapshot(), pressed("2025-Q4"), where).effects
    assert isinstance(say, Say)
    assert [b.argument for row in say.buttons for b in row] == ["2025-Q3", "2026-Q3"]
    for running in ("2026-Q4", "2027-Q1", "1999-Q1", "nonsense"):
        with pytest.raises(IllegalTransitionError):
            advance(Snapshot(), pressed(running), where)
    for kind in ("reporter", "case_handler", "informed_officer", "administrator"):
        with pytest.raises(IllegalTransitionError):
            advance(Snapshot(), command, setting(kind, UTRECHT, "statenlid"))
    with pytest.raises(IllegalTransitionError):
        advance(Snapshot(), command, setting("registrar", MAASSLUIS))


def test_only_packs_that_name_a_registrar_offer_to_count() -> None:
    assert [p.id for p in PACKS.values() if register.is_kept(p)] == ["provincie-utrecht"]
    for pack, office in ((UTRECHT, "statenlid"), (MAASSLUIS, "raadslid")):
        here = replace(snapshot_in(ReportState.REVIEW), draft=draft())
        labels = {b.label for row in ask(here, setting("reporter", pack, office)).buttons for b in row}
        assert ("button-send-counted" in labels) == (pack is UTRECHT)
