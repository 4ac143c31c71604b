"""Owns what still has to be recorded of messages that were dealt with: with the next claim, or else on its own.

Must not know what is recorded. Whoever handed it in waits until it is on disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.commits import CommitTogether, Work


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What has to be recorded of this message; `done` is resolved once it is."""

    prompt_id: str
    work: Work
    done: asyncio.Future[None]

    def resolve(self, error: Exception | None = None) -> None:
        """It is recorded, or never will be."""
        if self.done.done():
            return
        if error is None:
            self.done.set_result(None)
        else:
            self.done.set_exception(error)


class Marks:
    """Collects marks until a transaction takes them along."""

    def __init__(self, commits: CommitTogether) -> None:
        self._commits = commits
        self._waiting: list[Mark] = []
        self._settling: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, prompt_id: str, work: Work) -> asyncio.Future[None]:
        """Record this with the next claim; the future is done once it is."""
        mark = Mark(prompt_id=prompt_id, work=work, done=asyncio.get_running_loop().create_future())
        self._waiting.append(mark)
        return mark.done

    def take(self) -> list[Mark]:
        """Everything that waits; the caller records it, or settles it."""
        taken, self._waiting = self._waiting, []
        return taken

    def settle(self, marks: Sequence[Mark]) -> None:
        """Commit these without a claim, waiting out storage trouble."""
        for mark in marks:
            task = asyncio.create_task(self._settle(mark))
            self._settling.add(task)
            task.add_done_callback(self._settling.discard)

    async def finish(self) -> None:
        """Return once all that was settled is committed, or storage trouble has kept it from that."""
        self.settle(self.take())
        await asyncio.sleep(0)  # so that each has handed in its work
        await self._commits.finish()
        await asyncio.gather(*self._settling, return_exceptions=True)

    async def _settle(self, mark: Mark) -> None:
        try:
            await self._commits.commit(mark.work)
        except Exception as error:
            mark.resolve(error)
        else:
            mark.resolve()
