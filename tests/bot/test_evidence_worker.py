"""Evidence: fetched, hashed, sealed and recorded, or refused with a reason; never on disk unsealed."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.evidence_worker import EvidenceSettings, EvidenceWorker, StoredFile, evidence_header
from bot.gateway import (
    FileGoneError,
    FileTooLargeError,
    NetworkTroubleError,
    RetryLaterError,
)
from storage import evidence as jobs
from storage.database import Database, StorageFullError
from storage.evidence import Evidence, EvidenceState
from storage.evidence_files import read_payload
from storage.sealing import Identity, open_envelope, wrap_file_key
from tests.bot.fakes import START, World

CONTENT = b"\x89PNG screenshot van een bericht uit Veldermeer" * 200


def wanted(attachment_id: str = "a" * 32, *, size_bytes: int | None = None) -> Evidence:
    return Evidence(
        attachment_id=attachment_id,
        draft_id="draft-1",
        person_id="anna",
        message_id=5,
        kind="document",
        file_id=f"file-of-{attachment_id}",
        file_name="schermafbeelding.png",
        content_type="image/png",
        received_at=START,
        size_bytes=size_bytes,
    )


class Telling:
    """What the conversation was told."""

    def __init__(self) -> None:
        self.stored: list[StoredFile] = []
        self.refused: list[tuple[str, str]] = []
        self.commits = asyncio.Event()
        self.error: Exception | None = None

    def on_stored(self, tx: sqlite3.Connection, stored: StoredFile) -> None:
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        self.stored.append(stored)

    def on_refused(self, tx: sqlite3.Connection, evidence: Evidence, reason: str, at: datetime) -> None:
        self.refused.append((evidence.attachment_id, reason))


def worker(world: World, telling: Telling, settings: EvidenceSettings | None = None) -> EvidenceWorker:
    return EvidenceWorker(
        world.db,
        world.fe,
        world.gateway,
        world.folder / "evidence",
        world.clock,
        on_stored=telling.on_stored,
        on_refused=telling.on_refused,
        header_for=lambda one, content: evidence_header(one, content, pack="standaard", pack_version="1"),
        after_commit=telling.commits.set,
        alarm=world.alarms.append,
        settings=settings,
        chance=lambda: 0.0,
    )


async def want(world: World, *evidence: Evidence) -> None:
    def work(tx: sqlite3.Connection) -> None:
        for one in evidence:
            jobs.want_evidence(tx, world.fe, one)

    await world.db.transaction(work)


async def found(world: World, attachment_id: str = "a" * 32) -> Evidence:
    one = await world.db.read(lambda tx: jobs.evidence_by_id(tx, world.fe, attachment_id))
    assert one is not None
    return one


def payloads(world: World) -> list[Path]:
    folder = world.folder / "evidence"
    return sorted(folder.iterdir()) if folder.is_dir() else []


async def test_a_file_is_hashed_sealed_and_recorded_and_can_be_opened_by_a_case_handler(world: World) -> None:
    telling = Telling()
    await want(world, wanted(size_bytes=len(CONTENT)))
    world.gateway.files["file-of-" + "a" * 32] = CONTENT
    assert await worker(world, telling).fetch_wanted() == 1

    kept = await found(world)
    assert (kept.state, kept.size_bytes) == (EvidenceState.STORED, len(CONTENT))
    assert kept.sha256 == hashlib.sha256(CONTENT).hexdigest() == telling.stored[0].sha256
    assert kept.payload_file is not None
    assert kept.file_key is not None
    payload = read_payload(world.folder / "evidence", kept.payload_file)
    identity = Identity.generate()
    opened = open_envelope(wrap_file_key(kept.file_key, [identity.recipient]) + payload, [identity])
    assert opened.content == CONTENT
    assert (opened.header.report_id, opened.header.part) == ("draft-1", "evidence-" + "a" * 32)
    assert opened.header.attributes["file_name"] == "schermafbeelding.png"


async def test_the_file_is_nowhere_on_disk_unsealed(world: World) -> None:
    await want(world, wanted())
    world.gateway.files["file-of-" + "a" * 32] = CONTENT
    await worker(world, Telling()).fetch_wanted()
    for path in world.folder.rglob("*"):
        if path.is_file():
            assert b"Veldermeer" not in path.read_bytes()
            assert b"schermafbeelding" not in path.read_bytes()


async def test_too_large_is_refused_before_it_is_downloaded_when_the_size_is_known(world: World) -> None:
    telling = Telling()
    await want(world, wanted(size_bytes=20 * 1024 * 1024 + 1))
    await worker(world, telling).fetch_wanted()
    assert telling.refused == [("a" * 32, "too-large")]
    assert world.gateway.downloads == []
    assert (await found(world)).state is EvidenceState.REFUSED


async def test_too_large_is_refused_when_it_turns_out_so(world: World) -> None:
    telling = Telling()
    await want(world, wanted())
    world.gateway.files["file-of-" + "a" * 32] = FileTooLargeError()
    await worker(world, telling).fetch_wanted()
    assert telling.refused == [("a" * 32, "too-large")]


async def test_a_file_that_is_gone_is_refused(world: World) -> None:
    telling = Telling()
    await want(world, wanted())
    world.gateway.files["file-of-" + "a" * 32] = FileGoneError()
    await worker(world, telling).fetch_wanted()
    assert telling.refused == [("a" * 32, "gone")]


async def test_network_trouble_is_retried_later_and_later_and_then_given_up(world: World) -> None:
    telling = Telling()
    await want(world, wanted())
    world.gateway.files["file-of-" + "a" * 32] = NetworkTroubleError()
    fetching = worker(world, telling, EvidenceSettings(attempts=4))
    for seconds in (2, 4, 8):
        assert await fetching.fetch_wanted() == 1
        world.clock.advance(seconds - 0.5)
        assert await fetching.fetch_wanted() == 0
        world.clock.advance(0.5)
    assert await fetching.fetch_wanted() == 1
    assert telling.refused == [("a" * 32, "unreachable")]


async def test_retry_after_is_kept_and_is_never_a_reason_to_give_up(world: World) -> None:
    telling = Telling()
    await want(world, wanted())
    world.gateway.files["file-of-" + "a" * 32] = RetryLaterError(90)
    fetching = worker(world, telling, EvidenceSettings(attempts=2))
    for _ in range(3):
        assert await fetching.fetch_wanted() == 1
        world.clock.advance(89)
        assert await fetching.fetch_wanted() == 0
        world.clock.advance(1)
    assert telling.refused == []


async def test_when_the_record_fails_the_file_goes_and_the_job_stays(world: World) -> None:
    telling = Telling()
    telling.error = StorageFullError()
    await want(world, wanted())
    world.gateway.files["file-of-" + "a" * 32] = CONTENT
    fetching = worker(world, telling)
    task = asyncio.create_task(fetching.run())
    waited = await world.clock.until_somebody_sleeps()
    assert payloads(world) == []
    assert (await found(world)).state is EvidenceState.WANTED
    world.clock.advance(waited)
    await asyncio.wait_for(telling.commits.wait(), 10)
    fetching.stop()
    await asyncio.wait_for(task, 10)
    assert (await found(world)).state is EvidenceState.STORED
    assert world.alarms == ["storage"]
    assert len(payloads(world)) == 1


async def test_a_draft_that_was_thrown_away_meanwhile_leaves_no_file(world: World) -> None:
    telling = Telling()
    await want(world, wanted())
    claimed = await found(world)
    world.gateway.files[claimed.file_id] = CONTENT
    fetching = worker(world, telling)
    gateway = world.gateway

    class Dropping:
        async def download(self, file_id: str, max_bytes: int) -> bytes:
            await world.db.transaction(lambda tx: jobs.drop_evidence_of_draft(tx, "draft-1"))
            return await gateway.download(file_id, max_bytes)

    fetching._gateway = Dropping()  # type: ignore[assignment]
    await fetching.fetch_wanted()
    assert telling.stored == []
    assert payloads(world) == []


async def test_one_that_fails_does_not_keep_the_others_waiting(world: World) -> None:
    telling = Telling()
    await want(world, wanted("a" * 32), wanted("b" * 32), replace(wanted("c" * 32), draft_id="not valid!"))
    world.gateway.files = {
        "file-of-" + "a" * 32: NetworkTroubleError(),
        "file-of-" + "b" * 32: CONTENT,
        "file-of-" + "c" * 32: CONTENT,
    }
    await worker(world, telling).fetch_wanted()
    assert [stored.evidence.attachment_id for stored in telling.stored] == ["b" * 32]
    assert (await found(world, "a" * 32)).attempts == 1
    assert (await found(world, "c" * 32)).attempts == 1


@contextlib.asynccontextmanager
async def fetching_in_background(fetching: EvidenceWorker) -> AsyncIterator[None]:
    task = asyncio.create_task(fetching.run())
    try:
        yield
    finally:
        fetching.stop()
        await asyncio.wait_for(task, 10)


async def test_a_wake_up_fetches_at_once(world: World) -> None:
    telling = Telling()
    fetching = worker(world, telling)
    async with fetching_in_background(fetching):
        await world.clock.until_somebody_sleeps()
        await want(world, wanted())
        world.gateway.files["file-of-" + "a" * 32] = CONTENT
        fetching.wake()
        await asyncio.wait_for(telling.commits.wait(), 10)
    assert world.clock.now() - START < timedelta(seconds=1)
    assert len(telling.stored) == 1


_CRASH = """
import asyncio, sys
from pathlib import Path
from bot.clock import SystemClock
from bot.evidence_worker import EvidenceWorker, evidence_header
from storage import crash_points
from storage.database import Database
from storage.field_encryption import FieldEncryption, OperationalKey

class Files:
    async def download(self, file_id, max_bytes): return b"inhoud"

async def main(folder):
    db = await Database.open(folder / "ruggensteun.sqlite3")
    worker = EvidenceWorker(db, FieldEncryption(OperationalKey(bytes(range(32)))), Files(), folder / "evidence",
        SystemClock(), on_stored=lambda tx, stored: None, on_refused=lambda *given: None,
        header_for=lambda one, content: evidence_header(one, content, pack="standaard", pack_version="1"))
    crash_points.arm("evidence.before_record")
    await worker.fetch_wanted()

asyncio.run(main(Path(sys.argv[1])))
"""


async def test_a_crash_before_the_record_leaves_the_job_wanted_and_at_most_an_orphan(
    world: World, tmp_path: Path
) -> None:
    await want(world, replace(wanted(), received_at=START - timedelta(days=3650)))
    await world.db.close()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _CRASH, str(tmp_path), cwd=os.getcwd()
    )
    assert await asyncio.wait_for(process.wait(), 30) == -signal.SIGKILL
    assert len(payloads(world)) == 1
    async with contextlib.AsyncExitStack() as stack:
        db = await Database.open(tmp_path / "ruggensteun.sqlite3")
        stack.push_async_callback(db.close)
        again = await db.read(lambda tx: jobs.claim_wanted_evidence(tx, world.fe, START, 5))
    assert [one.attachment_id for one in again] == ["a" * 32]
