"""Reading when something was from spoken Dutch and English, always from the same Saturday evening."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.moments import read_moment

ZONE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 21, 20, 15, tzinfo=ZONE).astimezone(UTC)
"""Saturday."""

READ = [
    ("gisteren", "2026-11-20 12:00", "day"),
    ("vandaag", "2026-11-21 12:00", "day"),
    ("eergisteren", "2026-11-19 12:00", "day"),
    ("vanochtend", "2026-11-21 09:00", "part"),
    ("vanmorgen", "2026-11-21 09:00", "part"),
    ("vanmiddag", "2026-11-21 14:00", "part"),
    ("gisteravond", "2026-11-20 20:00", "part"),
    ("gisterenavond", "2026-11-20 20:00", "part"),
    ("vannacht", "2026-11-21 02:00", "part"),
    ("vanavond om half acht", "2026-11-21 19:30", "time"),
    ("vrijdagavond rond half acht", "2026-11-20 19:30", "time"),
    ("vrijdag", "2026-11-20 12:00", "day"),
    ("afgelopen dinsdag", "2026-11-17 12:00", "day"),
    ("maandagochtend", "2026-11-16 09:00", "part"),
    ("zaterdag", "2026-11-21 12:00", "day"),
    ("vorige week woensdag", "2026-11-11 12:00", "day"),
    ("gisteren om kwart over drie", "2026-11-20 03:15", "time"),
    ("gistermiddag om kwart over drie", "2026-11-20 15:15", "time"),
    ("gisteren 14:30", "2026-11-20 14:30", "time"),
    ("gisteren om 14.30 uur", "2026-11-20 14:30", "time"),
    ("een uur geleden", "2026-11-21 19:15", "time"),
    ("twee uur geleden", "2026-11-21 18:15", "time"),
    ("een kwartier geleden", "2026-11-21 20:00", "time"),
    ("3 dagen geleden", "2026-11-18 12:00", "day"),
    ("3 november", "2026-11-03 12:00", "day"),
    ("03-11-2026", "2026-11-03 12:00", "day"),
    ("yesterday", "2026-11-20 12:00", "day"),
    ("yesterday evening around 8", "2026-11-20 20:00", "part"),
    ("this morning", "2026-11-21 09:00", "part"),
    ("last Tuesday", "2026-11-17 12:00", "day"),
    ("Friday evening at 7", "2026-11-20 19:00", "time"),
    ("two hours ago", "2026-11-21 18:15", "time"),
    ("yesterday at 3 pm", "2026-11-20 15:00", "time"),
    ("3 November", "2026-11-03 12:00", "day"),
]

NOT_READ = [
    "geen idee",
    "al heel lang",
    "vorige maand ergens",
    "morgen",
    "morgen om tien uur",
    "",
    "?",
    "x" * 500,
]


@pytest.mark.parametrize(("words", "local", "precision"), READ)
def test_is_read(words: str, local: str, precision: str) -> None:
    moment = read_moment(words, NOW, ZONE)
    assert moment is not None
    assert (moment.local.strftime("%Y-%m-%d %H:%M"), moment.precision) == (local, precision)


@pytest.mark.parametrize("words", NOT_READ)
def test_is_not_read(words: str) -> None:
    assert read_moment(words, NOW, ZONE) is None


SCRAPS = [
    "om",
    "half",
    "7",
    "gisteren",
    "avond",
    "25",
    "uur",
    "99:99",
    "de",
    "31",
    "februari",
    "pm",
    "vorige week",
]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=130) | st.lists(st.sampled_from(SCRAPS)).map(" ".join))
def test_whatever_is_written_never_raises_and_never_lies_in_the_future(words: str) -> None:
    moment = read_moment(words, NOW, ZONE)
    assert moment is None or moment.local.date() <= NOW.astimezone(ZONE).date()
