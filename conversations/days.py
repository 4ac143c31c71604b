"""Reading a day that is still to come from somebody's own words, in Dutch or English.

Owns the step from words to a local date. The library dateparser reads it. What cannot be read, is today or past, or is
more than half a year away gives None: better asked again than guessed.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateparser.date import DateDataParser

from conversations.moments import WEEKDAYS

FARTHEST = timedelta(days=200)
_LONGEST = 60
_AROUND = re.compile(
    r"\b(tot en met|tot|tm|t/m|op|until|till|on|vanaf|from|from the|the|weer|back|ik ben er|terug)\b"
)
_FIXED = {"morgen": 1, "tomorrow": 1, "overmorgen": 2, "the day after tomorrow": 2}


def coming_day(words: str, now: datetime, time_zone: ZoneInfo) -> date | None:
    """The first day after `now` that these words mean, in the organisation's time zone; or None."""
    local = now.astimezone(time_zone)
    text = words.lower().strip(" .!")
    if not text or len(text) > _LONGEST:
        return None
    text = re.sub(r"\s+", " ", _AROUND.sub(" ", text)).strip()
    found = _simple(text, local.date()) or _span(text, local.date()) or _parsed(text, local)
    if found is None or not local.date() < found <= local.date() + FARTHEST:
        return None
    return found


def _simple(text: str, today: date) -> date | None:
    if text in _FIXED:
        return today + timedelta(days=_FIXED[text])
    if text in WEEKDAYS:
        return today + timedelta(days=(WEEKDAYS[text] - today.weekday() - 1) % 7 + 1)
    return None


_NUMBERS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht")
_ENGLISH_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight")
_SPAN = re.compile(r"(?:over|in) (\d{1,2}|[a-zé]+) (dag|dagen|day|days|week|weken|weeks)")


def _span(text: str, today: date) -> date | None:
    """Over twee weken, in 10 days."""
    found = _SPAN.fullmatch(text)
    if found is None:
        return None
    word = found[1].replace("é", "e")
    number = int(word) if word.isdigit() else 0
    for names in (_NUMBERS, _ENGLISH_NUMBERS, ("a", "")):
        if word in names:
            number = names.index(word) + 1
    days = number * (7 if found[2].startswith("we") else 1)
    return today + timedelta(days=days) if days else None


def _parsed(text: str, local: datetime) -> date | None:
    parser = DateDataParser(
        languages=["nl", "en"],
        settings={
            "RELATIVE_BASE": local.replace(tzinfo=None),
            "PREFER_DATES_FROM": "future",
            "DATE_ORDER": "DMY",
            "REQUIRE_PARTS": ["day", "month"],
        },
    )
    found = parser.get_date_data(text)
    return found.date_obj.date() if found.date_obj else None
