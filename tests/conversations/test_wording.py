"""From keys and arguments to words, in both languages."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from conversations.texts import IncompleteTextError, UnknownTextError, load_catalogue
from conversations.wording import Words

ZONE = ZoneInfo("Europe/Amsterdam")


def words(language: str) -> Words:
    return Words(load_catalogue(), language, ZONE)


@pytest.mark.parametrize(
    ("language", "at", "said"),
    [
        ("nl", datetime(2026, 11, 21, 19, 5, tzinfo=UTC), "zaterdag 21 november om 20.05 uur"),
        ("en", datetime(2026, 11, 21, 19, 5, tzinfo=UTC), "Saturday 21 November at 20:05"),
        ("nl", datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "donderdag 2 juli om 0.30 uur"),
        ("nl", datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "zondag 29 maart om 3.00 uur"),
        ("nl", datetime(2026, 10, 25, 1, 0, tzinfo=UTC), "zondag 25 oktober om 2.00 uur"),
    ],
)
def test_a_moment_is_local(language: str, at: datetime, said: str) -> None:
    assert words(language).moment(at) == said


@pytest.mark.parametrize(
    ("language", "items", "said"),
    [
        ("nl", [], ""),
        ("nl", ["a"], "a"),
        ("nl", ["a", "b"], "a en b"),
        ("nl", ["a", "b", "c"], "a, b en c"),
        ("en", ["a", "b"], "a and b"),
    ],
)
def test_a_list(language: str, items: list[str], said: str) -> None:
    assert words(language).listed(items) == said


def test_names_of_arguments_say_how_they_become_words() -> None:
    told = words("nl").text("sent-told", {"told_keys": "role-griffier,role-burgemeester"})
    assert "Griffier en burgemeester" in told
    received = words("nl").text(
        "reporter-received", {"reference": "R-7F3K-QM", "received_at": "2026-11-21T19:05:00+00:00"}
    )
    assert "R-7F3K-QM" in received
    assert "zaterdag 21 november om 20.05 uur" in received


def test_what_is_missing_raises_and_never_shows_a_key() -> None:
    with pytest.raises(UnknownTextError):
        words("nl").text("there-is-no-such-text")
    with pytest.raises(IncompleteTextError):
        words("nl").text("sent-reference")


def test_several_texts_stand_under_each_other() -> None:
    joined = words("nl").joined(["button-back", "button-stop"])
    assert joined == "Terug\n\nStoppen"


@pytest.mark.parametrize("evil", ["{ $x }", "{reference}", "-term", '"}', "a\nb = c", "[x]"])
def test_what_a_person_typed_is_never_read_as_a_text(evil: str) -> None:
    assert evil in words("nl").text("moment-read", {"moment": evil})
