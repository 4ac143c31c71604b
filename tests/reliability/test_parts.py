"""Parts of a harness: what they find is added up, and one that breaks is never swallowed."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.reliability.outcome import Outcome
from tests.reliability.parts import BROKE, parts_of, play_parts


def _nothing_yet() -> Outcome:
    outcome = Outcome(name="counting", fault="none", unit="numbers", asked=7)
    outcome.promise("odd ones")
    return outcome


async def _count(numbers: range, seed: int, folder: Path) -> Outcome:
    outcome = _nothing_yet()
    (folder / "own").touch(exist_ok=False)
    outcome.done, outcome.facts["sum"] = len(numbers), sum(numbers) * seed
    return outcome


async def _find_odd(numbers: range, seed: int, folder: Path) -> Outcome:
    outcome = await _count(numbers, seed, folder)
    outcome.wrong["odd ones"] = sum(number % 2 for number in numbers)
    outcome.notes.append(f"looked at {numbers.start}")
    return outcome


async def _raise_at_four(numbers: range, seed: int, folder: Path) -> Outcome:
    if 4 in numbers:
        raise ValueError
    return await _count(numbers, seed, folder)


async def _die_at_four(numbers: range, seed: int, folder: Path) -> Outcome:
    if 4 in numbers:
        os.kill(os.getpid(), signal.SIGKILL)
    return await _count(numbers, seed, folder)


def test_parts_are_all_numbers_once() -> None:
    assert parts_of(range(1, 8), 3) == [range(1, 4), range(4, 7), range(7, 8)]


@pytest.mark.parametrize("processes", [1, 2])
async def test_what_parts_find_is_added_up(processes: int, tmp_path: Path) -> None:
    whole = _nothing_yet()
    await play_parts(whole, _find_odd, parts_of(range(7), 3), 10, tmp_path, processes=processes)
    assert (whole.done, whole.facts, whole.wrong) == (7, {"sum": 210}, {"odd ones": 3})
    assert whole.notes == ["looked at 0", "looked at 3", "looked at 6"]
    assert whole.verdict == "FAILED"


async def test_a_part_that_raises_in_a_worker_fails_the_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = _nothing_yet()
    await play_parts(whole, _raise_at_four, parts_of(range(7), 3), 1, tmp_path, processes=2)
    assert (whole.verdict, whole.wrong[BROKE], whole.done) == ("FAILED", 1, 4)
    assert whole.notes == [
        "1 of 3 parts were not played to the end; the first was numbers 3 to 5: they raised ValueError"
    ]
    assert "_raise_at_four" in capsys.readouterr().err


async def test_a_worker_that_dies_fails_the_row(tmp_path: Path) -> None:
    whole = _nothing_yet()
    await play_parts(whole, _die_at_four, parts_of(range(7), 3), 1, tmp_path, processes=2)
    assert whole.verdict == "FAILED"
    assert 1 <= whole.wrong[BROKE] <= 3
    assert whole.notes[0].endswith("the process that played them ended by itself")


async def test_alone_an_error_comes_out(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^$"):
        await play_parts(_nothing_yet(), _raise_at_four, parts_of(range(7), 3), 1, tmp_path)
