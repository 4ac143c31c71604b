"""A harness's count in parts: one after the other in this process, or shared out over worker processes. One outcome.

Owns handing out the parts and adding up what comes back. A part that breaks in a worker makes the outcome FAILED, with
a sentence that says which part. Must not know what a part does.
"""

from __future__ import annotations

import asyncio
import shutil
import traceback
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from tests.reliability.forks import CONTEXT, begin_worker
from tests.reliability.outcome import Outcome
from tests.reliability.places import in_memory_folder

BROKE = "parts that broke"

Play = Callable[[range, int, Path], Coroutine[Any, Any, Outcome]]
"""Plays these numbers with this seed in this folder. A function of a module, so that another process finds it; what it
finds for a number must not depend on the process."""


def parts_of(numbers: range, size: int) -> list[range]:
    """The numbers in parts of this size; the last one may be smaller."""
    return [numbers[at : at + size] for at in range(0, len(numbers), size)]


async def play_parts(
    whole: Outcome, play: Play, parts: Sequence[range], seed: int, folder: Path, *, processes: int = 1
) -> None:
    """Play each part in a folder of its own, and add what it found to `whole`.

    With one process, whatever a part raises is raised here. With more, it is counted in `whole` as wrong and printed;
    when a process dies, so are the parts that had not been played by then.
    """
    with in_memory_folder(folder) as fast:
        if processes == 1:
            for part in parts:
                _add(whole, await _play_one(play, part, seed, fast))
            return
        found = await _shared_out(play, parts, seed, fast, processes)
    broken = [(part, one) for part, one in zip(parts, found, strict=True) if isinstance(one, BaseException)]
    for one in found:
        if isinstance(one, Outcome):
            _add(whole, one)
    if broken:
        _tell_broken(whole, broken, len(parts))


async def _shared_out(
    play: Play, parts: Sequence[range], seed: int, folder: Path, processes: int
) -> list[Outcome | BaseException]:
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(processes, mp_context=CONTEXT, initializer=begin_worker) as pool:
        running = [loop.run_in_executor(pool, _in_worker, play, part, seed, folder) for part in parts]
        return await asyncio.gather(*running, return_exceptions=True)


def _in_worker(play: Play, part: range, seed: int, folder: Path) -> Outcome:
    return asyncio.run(_play_one(play, part, seed, folder))


async def _play_one(play: Play, part: range, seed: int, folder: Path) -> Outcome:
    own = folder / f"part-{part.start}"
    own.mkdir()
    try:
        return await play(part, seed, own)
    finally:
        shutil.rmtree(own, ignore_errors=True)


def _add(whole: Outcome, part: Outcome) -> None:
    """Add what a part found: counts are added up."""
    whole.done += part.done
    whole.wrong.update(part.wrong)
    whole.notes += part.notes
    for what, number in part.facts.items():
        if not isinstance(number, int):
            raise TypeError(f"cannot add up '{what}' of parts")
        whole.facts[what] = int(whole.facts.get(what, 0)) + number


def _tell_broken(whole: Outcome, broken: Sequence[tuple[range, BaseException]], parts: int) -> None:
    whole.wrong[BROKE] += len(broken)
    part, error = broken[0]
    ended = isinstance(error, BrokenProcessPool)
    why = "the process that played them ended by itself" if ended else f"they raised {type(error).__name__}"
    which = f"the first was {whole.unit} {part.start} to {part.stop - 1}"
    whole.notes.insert(0, f"{len(broken)} of {parts} parts were not played to the end; {which}: {why}")
    traceback.print_exception(error)
