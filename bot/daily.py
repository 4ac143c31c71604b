"""What happens once a day, outside quiet hours: cases whose time is over are announced or removed, what has served its
purpose is forgotten, and the head of the audit log goes into the log of the system.

Owns when it happens and how it is carried out. What is decided comes from `conversations.retention`, what removing
means from `storage.removal`. Doing it twice on a day, as after a restart, changes nothing.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.asked_removals import remove_asked
from bot.clock import Clock
from bot.effects.executor import Executor
from bot.effects.workplace import Occasion, PackUnknownError, Workplace
from bot.logging_setup import get_logger
from bot.pruning import prune
from conversations.aftercare.schedule import is_quiet
from conversations.casework.model import case_from_json
from conversations.retention import Decision, Fate, decide, notices
from storage import audit, cases
from storage.database import Database
from storage.field_encryption import FieldEncryptionError
from storage.removal import CaseStaysError, NoSuchCaseError, empty_log, remove_case

log = get_logger("daily")

ACTOR = "clock"
NOTICED = "retention-noticed"


@dataclass(frozen=True, kw_only=True)
class Passed:
    """What a daily pass did."""

    noticed: int
    removed: int


class DailyPass:
    """Looks once a day; `wake_delivery` is called when notices were queued."""

    def __init__(
        self,
        db: Database,
        place: Workplace,
        clock: Clock,
        *,
        data_directory: Path,
        evidence_folder: Path,
        wake_delivery: Callable[[], None],
        alarm: Callable[[str], None] = lambda code: None,
        fresh_nonce: Callable[[], str] = lambda: secrets.token_hex(16),
    ) -> None:
        self._db, self._place, self._clock = db, place, clock
        self._fe = place.field_encryption
        self._data_directory, self._evidence_folder = data_directory, evidence_folder
        self._wake_delivery, self._alarm, self._fresh_nonce = wake_delivery, alarm, fresh_nonce
        self._last_day: date | None = None

    async def run_when_due(self) -> None:
        """Run, unless it ran today or people should be left in peace now; what was asked for is removed at any moment.

        Raises DatabaseError.
        """
        now = self._clock.now()
        await self.remove_asked()
        today = now.astimezone(ZoneInfo(self._place.pack.time_zone)).date()
        if today == self._last_day or is_quiet(now, self._place.pack):
            return
        passed = await self.run()
        pruned = await prune(self._db, now)
        await empty_log(self._db)  # of what a removal could not take out, because somebody was reading
        self._last_day = today
        head = await self._db.read(audit.chain_head)
        log.info(
            "daily.passed",
            audit_head=str(head),
            noticed=passed.noticed,
            removed=passed.removed,
            pruned=pruned,
        )
        if passed.noticed:
            self._wake_delivery()

    async def remove_asked(self) -> int:
        """Remove the cases that the command line asked to be removed; how many went. Raises DatabaseError."""
        return await remove_asked(
            self._db,
            self._fe,
            self._place.spool_folder,
            data_directory=self._data_directory,
            evidence_folder=self._evidence_folder,
            at=self._clock.now(),
        )

    async def run(self) -> Passed:
        """Give every notice that is due, and remove every case whose time is over. Raises DatabaseError."""
        ended = await self._db.read(_ended_case_ids)
        noticed = removed = 0
        for case_id in ended:
            match await self._db.transaction(lambda tx, c=case_id: self._decide_and_tell(tx, c)):  # type: ignore[misc]
                case Fate.NOTICE:
                    noticed += 1
                case Fate.REMOVE:
                    removed += await self._remove(case_id)
        return Passed(noticed=noticed, removed=removed)

    def _decide_and_tell(self, tx: sqlite3.Connection, case_id: str) -> Fate:
        """What has to be done with a case; a notice is given at once, in the same transaction."""
        try:
            stored = cases.load_case(tx, self._fe, case_id)
            decision = self._decision(tx, case_id, stored.body) if stored is not None else None
        except (FieldEncryptionError, PackUnknownError, ValueError) as error:
            log.error("daily.case_unreadable", error_class=type(error).__name__)
            self._alarm("damaged")
            return Fate.KEEP
        if stored is None or decision is None or decision.fate is not Fate.NOTICE:
            return decision.fate if decision is not None else Fate.KEEP
        assert decision.removed_at is not None
        now = self._clock.now()
        executor = Executor(self._place, tx, Occasion(at=now, nonce=self._fresh_nonce()))
        executor.carry_out(notices(case_from_json(stored.body), decision.removed_at))
        audit.record(tx, at=now, actor=ACTOR, action=NOTICED, subject=case_id)
        return Fate.NOTICE

    def _decision(self, tx: sqlite3.Connection, case_id: str, body: bytes) -> Decision:
        case = case_from_json(body)
        given = [line.at for line in audit.lines_about(tx, case_id) if line.action == NOTICED]
        return decide(case, self._place.pack_of(case), self._clock.now(), max(given, default=None))

    async def _remove(self, case_id: str) -> bool:
        noticed = await self._db.read(
            lambda tx: [line.at for line in audit.lines_about(tx, case_id) if line.action == NOTICED]
        )

        def is_still_over(body: bytes) -> bool:
            case = case_from_json(body)
            decision = decide(case, self._place.pack_of(case), self._clock.now(), max(noticed, default=None))
            return decision.fate is Fate.REMOVE

        try:
            await remove_case(
                self._db,
                self._fe,
                case_id,
                data_directory=self._data_directory,
                evidence_folder=self._evidence_folder,
                actor=ACTOR,
                at=self._clock.now(),
                may_go=is_still_over,
            )
        except (NoSuchCaseError, CaseStaysError):  # somebody opened or removed it this very moment
            return False
        return True


def _ended_case_ids(tx: sqlite3.Connection) -> list[str]:
    still_open = frozenset(cases.open_case_ids(tx))
    return [case_id for case_id in cases.all_case_ids(tx) if case_id not in still_open]
