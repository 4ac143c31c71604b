"""When a check-in comes back: after a snooze, on another day, or after silence.

Owns the moments that aftercare itself chooses, in the organisation's time zone and never in the quiet hours. Knows
no question and no state. All results are UTC.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from conversations.aftercare.schedule import is_quiet, outside_quiet_hours
from conversations.packs.model import Pack

EVENING = time(20, 0)
DAWN = time(6, 0)
MORNING = time(9, 0)
DAYTIME = time(10, 0)
BUSY = timedelta(hours=1)

_WAIT_HOURS = {"first": (4, 20), "second": (20, 24), "third": (24, 72)}
_WAIT_HOURS_OTHERWISE = (24, 72)


def snooze_options(at: datetime | None, pack: Pack) -> tuple[str, ...]:
    """The moments that can be chosen; this evening only while it is still some time off and outside quiet hours."""
    return (
        ("hour", "tonight", "morning", "days")
        if at and _evening_is_ahead(at, pack)
        else ("hour", "morning", "days")
    )


def _evening_is_ahead(at: datetime, pack: Pack) -> bool:
    evening = local_time(at, 0, EVENING, pack)
    return at + timedelta(hours=1) < evening and not is_quiet(evening, pack)


def snoozed_until(option: str, at: datetime, pack: Pack) -> datetime:
    """When to ask again. Raises KeyError when there is no such option."""
    wanted = {
        "hour": at + timedelta(hours=1),
        "tonight": local_time(at, 0, EVENING, pack),
        "morning": _next_morning(at, pack),
        "days": local_time(at, 3, DAYTIME, pack),
    }[option]
    return outside_quiet_hours(max(wanted, at + timedelta(hours=1)), pack)


def _next_morning(at: datetime, pack: Pack) -> datetime:
    """The morning that somebody means by tomorrow: before six at night it is the one that comes."""
    before_dawn = at.astimezone(ZoneInfo(pack.time_zone)).time() < DAWN
    return local_time(at, 0 if before_dawn else 1, MORNING, pack)


def next_day(at: datetime, pack: Pack) -> datetime:
    """Tomorrow in the daytime."""
    return after_days(at, 1, pack)


def after_days(at: datetime, days: int, pack: Pack) -> datetime:
    """This many days later in the daytime, by the local calendar: right on both days that the clock changes."""
    return outside_quiet_hours(local_time(at, days, DAYTIME, pack), pack)


def when_free(at: datetime, pack: Pack) -> datetime:
    """A little later, because the person is busy with something else."""
    return outside_quiet_hours(at + BUSY, pack)


def silence_ends_at(kind: str, touched_at: datetime, *, reminded: bool, pack: Pack) -> datetime:
    """Until when a reaction is waited for: first up to the one reminder, then up to the end."""
    hours = _WAIT_HOURS.get(kind, _WAIT_HOURS_OTHERWISE)[1 if reminded else 0]
    return outside_quiet_hours(touched_at + timedelta(hours=hours), pack)


def local_time(at: datetime, days: int, clock: time, pack: Pack) -> datetime:
    """This time of day, so many local days after `at`."""
    zone = ZoneInfo(pack.time_zone)
    day = at.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(day, clock, zone).astimezone(UTC)
