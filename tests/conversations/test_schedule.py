"""Due times: never at night, in order, inside their window, right on both days that the clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.aftercare.schedule import (
    add_working_days,
    add_working_hours,
    is_quiet,
    is_working_day,
    outside_quiet_hours,
    plan_check_ins,
)
from conversations.packs.model import Pack
from tests.conversations.shipped_packs import MAASSLUIS, PACKS

ZONE = ZoneInfo("Europe/Amsterdam")
MOMENTS = st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2028, 1, 1))


def utc(local: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=ZONE).astimezone(UTC)


def local(at: datetime) -> str:
    return at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M")


def quiet(start: str, end: str) -> Pack:
    """Maassluis with other quiet hours."""
    hours = {"quiet_from": time.fromisoformat(start), "quiet_until": time.fromisoformat(end)}
    return MAASSLUIS.model_copy(update={"aftercare": MAASSLUIS.aftercare.model_copy(update=hours)})


# ---- quiet hours ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "moved"),
    [
        ("2026-11-21 21:59", "2026-11-21 21:59"),
        ("2026-11-21 22:00", "2026-11-22 08:00"),
        ("2026-11-22 00:00", "2026-11-22 08:00"),
        ("2026-11-22 07:59", "2026-11-22 08:00"),
        ("2026-11-22 08:00", "2026-11-22 08:00"),
        ("2026-12-31 23:30", "2027-01-01 08:00"),
        ("2026-03-28 23:00", "2026-03-29 08:00"),  # the night is an hour shorter
        ("2026-10-24 23:00", "2026-10-25 08:00"),  # and an hour longer
        ("2027-03-27 23:00", "2027-03-28 08:00"),
        ("2027-10-30 23:00", "2027-10-31 08:00"),
    ],
)
def test_quiet_hours_shift_to_their_end(at: str, moved: str) -> None:
    assert local(outside_quiet_hours(utc(at), MAASSLUIS)) == moved


@pytest.mark.parametrize(
    ("at", "hours"), [("2026-03-28 23:00", 8), ("2026-10-24 23:00", 10), ("2026-11-21 23:00", 9)]
)
def test_how_long_the_night_is_when_the_clock_changes(at: str, hours: int) -> None:
    assert outside_quiet_hours(utc(at), MAASSLUIS) - utc(at) == timedelta(hours=hours)


def test_quiet_hours_within_one_day_and_none_at_all() -> None:
    siesta, never = quiet("13:00", "15:00"), quiet("08:00", "08:00")
    assert local(outside_quiet_hours(utc("2026-11-21 14:00"), siesta)) == "2026-11-21 15:00"
    assert not is_quiet(utc("2026-11-21 23:00"), siesta)
    for hour in range(24):
        at = utc(f"2026-11-21 {hour:02}:30")
        assert not is_quiet(at, never)
        assert outside_quiet_hours(at, never) == at


@given(MOMENTS, st.sampled_from(sorted(PACKS)))
def test_after_the_shift_it_is_never_quiet_and_never_earlier(moment: datetime, name: str) -> None:
    at, pack = moment.replace(tzinfo=UTC), PACKS[name]
    moved = outside_quiet_hours(at, pack)
    assert not is_quiet(moved, pack)
    assert at <= moved <= at + timedelta(hours=14)
    assert outside_quiet_hours(moved, pack) == moved


# ---- check-ins --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reported", "incident", "due"),
    [
        (
            "2026-11-24 10:00",
            "2026-11-24 09:00",
            ["2026-11-24 13:00", "2026-11-26 09:00", "2026-12-22 09:00"],
        ),
        (  # late in the evening: not at night, and still within a day
            "2026-11-21 20:15",
            "2026-11-21 20:15",
            ["2026-11-22 08:00", "2026-11-23 20:15", "2026-12-19 20:15"],
        ),
        (  # over the day that summer time ends: the third is four weeks later at the same time of day
            "2026-10-20 10:00",
            "2026-10-20 10:00",
            ["2026-10-20 13:00", "2026-10-22 10:00", "2026-11-17 10:00"],
        ),
        (  # over the day that it begins
            "2027-03-15 10:00",
            "2027-03-15 10:00",
            ["2027-03-15 13:00", "2027-03-17 10:00", "2027-04-12 10:00"],
        ),
        (  # two days ago: the second is as soon as it may
            "2026-11-24 10:00",
            "2026-11-22 10:00",
            ["2026-11-24 13:00", "2026-11-25 08:00", "2026-12-20 10:00"],
        ),
        (  # half a year ago: counted from the report, so nobody is asked three times at once
            "2026-11-24 10:00",
            "2026-05-01 10:00",
            ["2026-11-24 13:00", "2026-11-26 10:00", "2026-12-22 10:00"],
        ),
    ],
)
def test_when_check_ins_are_asked(reported: str, incident: str, due: list[str]) -> None:
    planned = plan_check_ins(MAASSLUIS, utc(reported), utc(incident))
    assert [local(p.due_at) for p in planned] == due
    assert [p.kind for p in planned] == ["first", "second", "third"]


@given(MOMENTS, st.floats(min_value=0, max_value=24 * 90), st.sampled_from(sorted(PACKS)))
def test_check_ins_are_never_at_night_in_order_and_half_a_day_apart(
    reported: datetime, hours_ago: float, name: str
) -> None:
    pack, at = PACKS[name], reported.replace(tzinfo=UTC)
    planned = plan_check_ins(pack, at, at - timedelta(hours=hours_ago))
    times = [p.due_at for p in planned]
    assert all(not is_quiet(t, pack) for t in times)
    assert times[0] >= at + timedelta(hours=1)
    assert all(b - a >= timedelta(hours=12) for a, b in pairwise(times))


@given(MOMENTS, st.sampled_from(sorted(PACKS)))
def test_a_fresh_incident_is_asked_about_within_every_window(reported: datetime, name: str) -> None:
    pack, at = PACKS[name], reported.replace(tzinfo=UTC)
    for planned, rule in zip(plan_check_ins(pack, at, at), pack.aftercare.check_ins, strict=True):
        assert planned.due_at - at <= timedelta(hours=rule.window_hours[1])


# ---- working hours and days -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-24 10:00", 4, "2026-11-24 14:00"),
        ("2026-11-24 06:00", 4, "2026-11-24 12:30"),
        ("2026-11-24 17:00", 4, "2026-11-25 12:30"),
        ("2026-11-27 15:00", 4, "2026-11-30 10:30"),
        ("2026-11-24 10:00", 0.5, "2026-11-24 10:30"),
        ("2026-11-24 08:30", 8.5, "2026-11-24 17:00"),
        ("2026-12-24 15:00", 4, "2026-12-28 10:30"),
        ("2027-04-26 15:00", 4, "2027-04-28 10:30"),
        ("2026-03-27 15:00", 4, "2026-03-30 10:30"),
    ],
)
def test_working_hours(start: str, hours: float, end: str) -> None:
    assert local(add_working_hours(utc(start), hours, MAASSLUIS)) == end


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-24 10:00", 5, "2026-12-01 10:00"),
        ("2026-12-23 10:00", 2, "2026-12-28 10:00"),
        ("2026-10-22 10:00", 5, "2026-10-29 10:00"),  # over the change to winter time: the same time of day
        ("2026-11-24 10:00", 0, "2026-11-24 10:00"),
    ],
)
def test_working_days(start: str, days: int, end: str) -> None:
    assert local(add_working_days(utc(start), days, MAASSLUIS)) == end


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 22), False),
        (date(2026, 4, 27), False),  # Koningsdag
        (date(2027, 4, 27), False),
        (date(2026, 12, 25), False),
        (date(2026, 12, 26), False),
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 5, 14), False),  # Ascension Day
        (date(2026, 5, 25), False),  # Whit Monday
        (date(2026, 12, 31), True),
    ],
)
def test_working_day(day: date, works: bool) -> None:
    assert is_working_day(day) is works


@given(MOMENTS, st.integers(min_value=1, max_value=40))
def test_working_time_ends_in_working_hours_and_only_grows(moment: datetime, hours: int) -> None:
    at = moment.replace(tzinfo=UTC)
    end = add_working_hours(at, hours, MAASSLUIS)
    clock = end.astimezone(ZONE)
    assert is_working_day(clock.date())
    assert MAASSLUIS.clocks.working_day_start < clock.time() <= MAASSLUIS.clocks.working_day_end
    assert end >= at + timedelta(hours=hours)
    assert add_working_hours(at, hours + 1, MAASSLUIS) > end
