"""Reading when something happened from a person's own words, in Dutch or English.

Owns the step from words to a local date, part of the day or time. The library dateparser reads the date; what it
gets wrong in spoken Dutch (half past, "around", parts of the day) is taken out first. What cannot be read is no
error: the words are kept as they are and None comes back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from dateparser.date import DateDataParser

_ABOUT = re.compile(
    r"\b(rond|ongeveer|omstreeks|circa|ca\.?|zo'n|around|about|approximately|op|on|afgelopen)\b"
)
_CLOCK = re.compile(r"\b(?:om |at |@ ?)?(\d{1,2})[:.u](\d{2})\b(?:\s*(?:uur|u|h))?\s*(am|pm)?(?![.\-/\d])")
_HALF = re.compile(r"\b(?:om )?half (\d{1,2})\b(?:\s*uur)?")
_QUARTER = re.compile(r"\b(?:om )?kwart (voor|over) (\d{1,2})\b(?:\s*uur)?")
_HOUR = re.compile(
    r"\b(?:om )?(\d{1,2}) ?(?:uur|u)\b(?!\s*geleden)|\b(?:at )?(\d{1,2}) ?(am|pm)\b|\b(?:at )(\d{1,2})\b"
)
_AGO = re.compile(r"\b(\d{1,2}|een|an?|half) (uur|hours?|minuten|minutes?|kwartier) (geleden|ago)\b")
_WORDS = {"een": 1, "a": 1, "an": 1}

_PARTS = {
    "morning": (time(9, 0), ("vanochtend", "vanmorgen", "ochtend", "dagmorgen", "morning")),
    "afternoon": (time(14, 0), ("vanmiddag", "middag", "afternoon")),
    "evening": (time(20, 0), ("vanavond", "avond", "evening", "tonight")),
    "night": (time(2, 0), ("vannacht", "nacht", "night")),
}

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("maandag", "monday"),
            ("dinsdag", "tuesday"),
            ("woensdag", "wednesday"),
            ("donderdag", "thursday"),
            ("vrijdag", "friday"),
            ("zaterdag", "saturday"),
            ("zondag", "sunday"),
        )
    )
    for name in names
}
"""The days of the week in Dutch and English, each with its number; Monday is 0."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """When something happened, in the organisation's local time. `precision` is time, part or day."""

    local: datetime
    precision: str
    part: str = ""


_NUMBERS = {
    name: str(number)
    for number, names in enumerate(
        (
            ("één", "one"),
            ("twee", "two"),
            ("drie", "three"),
            ("vier", "four"),
            ("vijf", "five"),
            ("zes", "six"),
            ("zeven", "seven"),
            ("acht", "eight"),
            ("negen", "nine"),
            ("tien", "ten"),
            ("elf", "eleven"),
            ("twaalf", "twelve"),
        ),
        start=1,
    )
    for name in names
}
_NUMBER = re.compile(rf"\b({'|'.join(_NUMBERS)})\b")
_BEFORE_ONE = re.compile(r"\b(half|kwart voor|kwart over|om) een\b")


_MOST_REMEMBERED = 256
_remembered: dict[bytes, Moment | None] = {}


def read_moment(words: str, now: datetime, time_zone: ZoneInfo) -> Moment | None:
    """The moment that these words mean at `now`, or None when they cannot be read. Never in the future.

    Reading takes milliseconds and the same words are read again for every screen that shows them, so the outcome is
    remembered; under a digest, so that the words themselves are not.
    """
    question = f"{time_zone.key} {now.isoformat()} {words}"
    digest = sha256(question.encode("utf-8", "surrogatepass")).digest()
    try:
        return _remembered[digest]
    except KeyError:
        moment = _read_moment(words, now, time_zone)
    if len(_remembered) >= _MOST_REMEMBERED:
        _remembered.clear()
    _remembered[digest] = moment
    return moment


def _read_moment(words: str, now: datetime, time_zone: ZoneInfo) -> Moment | None:
    local_now = now.astimezone(time_zone)
    text = f" {words.lower().strip()} "
    if len(text) > 120:
        return None
    text = _NUMBER.sub(lambda found: _NUMBERS[found[1]], _ABOUT.sub(" ", text))
    text = _BEFORE_ONE.sub(r"\1 1", text)
    ago = _AGO.search(text)
    if ago:
        return _past(Moment(local=local_now - _span(ago), precision="time"), local_now)
    text, clock = _take_clock(text)
    text, part = _take_part(text)
    text = text.strip(" ,.!")
    day = _read_day(text, local_now) if text or clock or part else None
    if day is None:
        return None
    if clock is not None:
        hour = clock.hour + 12 if clock.hour < 12 and part in ("afternoon", "evening") else clock.hour
        local = datetime.combine(day, clock.replace(hour=hour % 24), time_zone)
        return _past(Moment(local=local, precision="time"), local_now)
    if part:
        local = datetime.combine(day, _PARTS[part][0], time_zone)
        return _past(Moment(local=local, precision="part", part=part), local_now)
    return _past(Moment(local=datetime.combine(day, time(12, 0), time_zone), precision="day"), local_now)


def _past(moment: Moment, now: datetime) -> Moment | None:
    if moment.precision == "time":
        return moment if moment.local <= now else None
    return moment if moment.local.date() <= now.date() else None


def _span(match: re.Match[str]) -> timedelta:
    amount, unit, _ = match.groups()
    if unit == "kwartier":
        return timedelta(minutes=15 * _WORDS.get(amount, int(amount) if amount.isdigit() else 1))
    hours = 0.5 if amount == "half" else float(_WORDS.get(amount, int(amount) if amount.isdigit() else 1))
    return timedelta(minutes=hours) if unit.startswith("minu") else timedelta(hours=hours)


def _take_clock(text: str) -> tuple[str, time | None]:
    for pattern in (_CLOCK, _HALF, _QUARTER, _HOUR):
        match = pattern.search(text)
        if match is None or (pattern is _CLOCK and re.match(r"\s*\d{1,2}\.\d{2}\.\d", match.group(0))):
            continue
        clock = _clock_of(pattern, match)
        if clock is not None:
            return text[: match.start()] + " " + text[match.end() :], clock
    return text, None


def _clock_of(pattern: re.Pattern[str], match: re.Match[str]) -> time | None:
    groups = match.groups()
    if pattern is _CLOCK:
        hour, minute = int(groups[0]), int(groups[1])
    elif pattern is _HALF:
        hour, minute = int(groups[0]) - 1, 30
    elif pattern is _QUARTER:
        hour, minute = (int(groups[1]), 15) if groups[0] == "over" else (int(groups[1]) - 1, 45)
    else:
        hour, minute = int(groups[0] or groups[1] or groups[3]), 0
    half_day = groups[2] if pattern in (_CLOCK, _HOUR) else None
    if half_day in ("am", "pm"):
        hour = hour % 12 + (12 if half_day == "pm" else 0)
    return time(hour, minute) if 0 <= hour < 24 and 0 <= minute < 60 else None


def _take_part(text: str) -> tuple[str, str]:
    for part, (_, words) in _PARTS.items():
        for word in words:
            place = text.find(word)
            if place >= 0:
                kept = "dag" if word == "dagmorgen" else " "
                return text[:place] + kept + text[place + len(word) :], part
    return text, ""


def _read_day(text: str, now: datetime) -> date | None:
    last_week = re.search(r"\b(vorige|last) week\b", text) is not None
    text = re.sub(r"\b(vorige week|last week|de|in|s|'s|the|this|last|vorige|dit|deze)\b", " ", text)
    text = re.sub(r"\bgister\b", "gisteren", text)
    text = re.sub(r"\s+", " ", text).strip(" ,.!'")
    if text in WEEKDAYS:
        return _recent_weekday(WEEKDAYS[text], now.date(), last_week=last_week)
    if last_week:
        return None
    if text in ("", "vandaag", "today"):
        return now.date()
    if text in ("eergisteren", "day before yesterday"):
        return now.date() - timedelta(days=2)
    return _read_date(text, now)


def _recent_weekday(weekday: int, today: date, *, last_week: bool) -> date:
    if last_week:
        return today - timedelta(days=today.weekday() + 7 - weekday)
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def _read_date(text: str, now: datetime) -> date | None:
    parser = DateDataParser(
        languages=["nl", "en"],
        settings={
            "RELATIVE_BASE": now.replace(tzinfo=None),
            "PREFER_DATES_FROM": "past",
            "DATE_ORDER": "DMY",
            "REQUIRE_PARTS": ["day"] if not re.search(r"geleden|ago", text) else [],
        },
    )
    found = parser.get_date_data(text)
    return found.date_obj.date() if found.date_obj else None
