"""When something is due: check-ins outside quiet hours, limits in working hours, in the organisation's time zone.

Owns every rule that turns a moment into a due time. All results are UTC; each comes with the rule in words of our
own, so that a due time can be explained later. Public holidays come from the library holidays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from conversations.packs.kinds import CheckInBase
from conversations.packs.model import CheckIn as CheckInRule
from conversations.packs.model import Pack


@dataclass(frozen=True, kw_only=True)
class Due:
    """When a check-in is asked (`due_at`, UTC) and by which rule."""

    kind: str
    due_at: datetime
    rule: str


def outside_quiet_hours(at: datetime, pack: Pack) -> datetime:
    """The first moment from `at` on that is not in the quiet hours; quiet hours shift, they never drop."""
    zone = ZoneInfo(pack.time_zone)
    local = at.astimezone(zone)
    start, end = pack.aftercare.quiet_from, pack.aftercare.quiet_until
    if start == end or not _is_quiet(local.time(), start, end):
        return at
    day = local.date()
    if start > end and local.time() >= start:
        day += timedelta(days=1)
    return datetime.combine(day, end, zone).astimezone(UTC)


def is_quiet(at: datetime, pack: Pack) -> bool:
    """Whether this moment is in the pack's quiet hours."""
    local = at.astimezone(ZoneInfo(pack.time_zone)).time()
    return _is_quiet(local, pack.aftercare.quiet_from, pack.aftercare.quiet_until)


def _is_quiet(clock: time, start: time, end: time) -> bool:
    return start <= clock < end if start <= end else clock >= start or clock < end


def plan_check_ins(pack: Pack, reported_at: datetime, incident_at: datetime) -> tuple[Due, ...]:
    """The due times of all check-ins of a case.

    A window that closed before the report came (an old incident) is counted from the report instead: nobody is
    asked at once three times. A time in the quiet hours moves to their end, or, where that would be too late for
    the window, to just before they begin. Two check-ins are at least twelve hours apart.
    """
    planned: list[Due] = []
    for check_in in pack.aftercare.check_ins:
        base = reported_at if check_in.base is CheckInBase.REPORT else incident_at
        rule = f"{check_in.base}+{check_in.prompt_after_hours}h"
        if _window_end(base, check_in, pack) <= reported_at:
            base, rule = reported_at, f"report+{check_in.prompt_after_hours}h (incident long ago)"
        due_at = _same_clock_later(base, check_in.prompt_after_hours, pack)
        earliest = planned[-1].due_at + timedelta(hours=12) if planned else reported_at + timedelta(hours=1)
        due_at = max(due_at, earliest)
        awake = _awake_within(due_at, earliest, _window_end(base, check_in, pack), pack)
        planned.append(Due(kind=check_in.id, due_at=awake, rule=rule))
    return tuple(planned)


def _window_end(base: datetime, check_in: CheckInRule, pack: Pack) -> datetime:
    """The end of a window: so many hours later, or the same time of day when the window is given in days."""
    hours = check_in.window_hours[1]
    if check_in.until_days is None:
        return base + timedelta(hours=hours)
    return _same_clock_later(base, hours, pack)


def _same_clock_later(at: datetime, hours: int, pack: Pack) -> datetime:
    """Whole days later at the same time of day, also when the clock changes in between; hours that are left over
    are hours."""
    days, left = divmod(hours, 24)
    zone = ZoneInfo(pack.time_zone)
    local = at.astimezone(zone)
    day = datetime.combine(local.date() + timedelta(days=days), local.time(), zone)
    return day.astimezone(UTC) + timedelta(hours=left)


def _awake_within(due_at: datetime, earliest: datetime, closes_at: datetime, pack: Pack) -> datetime:
    later = outside_quiet_hours(due_at, pack)
    if later <= closes_at or later == due_at:
        return later
    zone = ZoneInfo(pack.time_zone)
    local = due_at.astimezone(zone)
    day = local.date() if local.time() >= pack.aftercare.quiet_from else local.date() - timedelta(days=1)
    before = (datetime.combine(day, pack.aftercare.quiet_from, zone) - timedelta(minutes=30)).astimezone(UTC)
    return before if before >= earliest else later


def add_working_hours(at: datetime, hours: float, pack: Pack) -> datetime:
    """The moment when this many working hours have passed since `at` (UTC)."""
    zone = ZoneInfo(pack.time_zone)
    left = timedelta(hours=hours)
    local = at.astimezone(zone)
    while True:
        if is_working_day(local.date()):
            start = datetime.combine(local.date(), pack.clocks.working_day_start, zone)
            end = datetime.combine(local.date(), pack.clocks.working_day_end, zone)
            begin = max(local, start)
            if begin < end:
                if end - begin >= left:
                    return (begin + left).astimezone(UTC)
                left -= end - begin
        local = datetime.combine(local.date() + timedelta(days=1), time(0, 0), zone)


def add_working_days(at: datetime, days: int, pack: Pack) -> datetime:
    """The same time of day, this many working days later (UTC)."""
    zone = ZoneInfo(pack.time_zone)
    local = at.astimezone(zone)
    day = local.date()
    while days > 0:
        day += timedelta(days=1)
        if is_working_day(day):
            days -= 1
    return datetime.combine(day, local.time(), zone).astimezone(UTC)


def working_time(at: datetime, pack: Pack) -> datetime:
    """The first moment from `at` on in working hours (UTC): for a reminder that can wait."""
    return add_working_hours(at, 1 / 60, pack)


def is_working_day(day: date) -> bool:
    """Whether this is a working day in the Netherlands: no weekend and no public holiday."""
    return day.weekday() < 5 and day not in _public_holidays(day.year)


@lru_cache(maxsize=8)
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NL", years=year))


def receipt_due_at(at: datetime, *, urgent: bool, pack: Pack) -> datetime:
    """Until when receipt has to be confirmed (UTC): minutes when urgent, working hours otherwise."""
    if urgent:
        return at + timedelta(minutes=pack.clocks.receipt_urgent_minutes)
    return add_working_hours(at, pack.clocks.receipt_working_hours, pack)


def receipt_reminder_at(at: datetime, *, urgent: bool, pack: Pack) -> datetime:
    """When to remind of a receipt that was not confirmed (UTC): halfway, in working hours unless it is urgent."""
    if urgent:
        return at + timedelta(minutes=pack.clocks.receipt_urgent_minutes / 2)
    return add_working_hours(at, pack.clocks.receipt_working_hours / 2, pack)


def talk_due_at(pack: Pack, kind: str, reported_at: datetime, incident_at: datetime) -> datetime:
    """Until when the talk of this kind should have been held (UTC): the end of its window after the incident.

    An old incident is counted from the report: nobody is late before they knew. Raises KeyError for another kind.
    """
    check_in = pack.check_in(kind)
    due_at = _window_end(incident_at, check_in, pack)
    return due_at if due_at > reported_at else _window_end(reported_at, check_in, pack)
