"""When the incident was: from the choices and words of a draft to one moment.

Owns how "now", "today", "yesterday" and free words become a time to count check-ins from. Knows no question order.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from conversations.draft import Draft
from conversations.moments import Moment, read_moment
from conversations.snapshot import ReportState


def when_choice(option: str, at: datetime, time_zone: ZoneInfo) -> tuple[str, str]:
    """What is kept when now, today or yesterday is chosen: the option and the local day or time it meant."""
    local = at.astimezone(time_zone)
    if option == "now":
        return (option, local.isoformat(timespec="minutes"))
    day = local.date() - timedelta(days=1) if option == "yesterday" else local.date()
    return (option, day.isoformat())


def moment_of(draft: Draft, time_zone: ZoneInfo) -> Moment | None:
    """The moment of the incident as far as it is known, in local time."""
    chosen = draft.chosen(ReportState.WHEN)
    if chosen:
        local = datetime.fromisoformat(chosen[1]).replace(tzinfo=time_zone)
        if chosen[0] == "now":
            return Moment(local=local, precision="time")
        return Moment(local=local.replace(hour=12), precision="day")
    for entry in reversed(draft.texts(ReportState.WHEN)):
        moment = read_moment(entry.text, entry.at, time_zone)
        if moment is not None:
            return moment
    return None


def incident_at(draft: Draft, reported_at: datetime, time_zone: ZoneInfo) -> datetime:
    """The moment that check-ins count from (UTC): the incident, or the report when it is not known."""
    moment = moment_of(draft, time_zone)
    if moment is None:
        return reported_at
    return min(moment.local.astimezone(UTC), reported_at)
