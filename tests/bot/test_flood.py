"""Whoever sends too much is told once, and nobody else notices."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.flood import Admission, FloodControl, FloodLimits

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ANNA, BERT = 1, 2


def admit(control: FloodControl, chat_id: int, at: datetime, times: int = 1) -> list[Admission]:
    found = []
    for _ in range(times):
        trial = control.begin()
        found.append(trial.admit(chat_id, at))
        control.keep(trial)
    return found


def test_what_fits_in_a_minute_is_admitted_and_the_first_too_many_is_told() -> None:
    control = FloodControl(FloodLimits(messages=5))
    assert admit(control, ANNA, NOW, 5) == [Admission.ADMITTED] * 5
    assert admit(control, ANNA, NOW, 3) == [Admission.FIRST_REFUSED, Admission.REFUSED, Admission.REFUSED]
    assert admit(control, BERT, NOW) == [Admission.ADMITTED]


def test_after_a_minute_everything_fits_again() -> None:
    control = FloodControl(FloodLimits(messages=5))
    admit(control, ANNA, NOW, 6)
    assert admit(control, ANNA, NOW + timedelta(seconds=59)) == [Admission.REFUSED]
    assert admit(control, ANNA, NOW + timedelta(seconds=60), 5) == [Admission.ADMITTED] * 5


def test_a_steady_pace_is_never_refused() -> None:
    control = FloodControl(FloodLimits(messages=60, seconds=60))
    assert all(
        admit(control, ANNA, NOW + timedelta(seconds=second)) == [Admission.ADMITTED] for second in range(300)
    )


def test_what_was_rolled_back_does_not_count() -> None:
    control = FloodControl(FloodLimits(messages=5))
    for _ in range(20):
        control.begin().admit(ANNA, NOW)
    assert admit(control, ANNA, NOW, 5) == [Admission.ADMITTED] * 5


def test_a_clock_that_was_put_back_closes_nobody_out() -> None:
    control = FloodControl(FloodLimits(messages=5))
    admit(control, ANNA, NOW, 6)
    assert admit(control, ANNA, NOW - timedelta(days=1)) == [Admission.ADMITTED]


def test_the_memory_is_bounded() -> None:
    control = FloodControl(FloodLimits(remembered_chats=10))
    for chat_id in range(1000):
        admit(control, chat_id, NOW)
    assert control.remembered == 10
