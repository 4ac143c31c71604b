"""One measurement in a process of its own, of which only one number matters: `python -m bench.measure NAME FOLDER`.

Owns what is measured without a load side: starting, a tick, a handler's list, sealing a file. Writes JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from bench.world import GRIFFIER_ID, config_of
from bot.application import Application
from bot.bootstrap import application
from bot.clock import SystemClock
from bot.evidence_sealing import header_for
from bot.evidence_worker import EvidenceWorker
from bot.gateway import Gateway, RenderedMessage
from bot.rendering import Rendering
from conversations.events import AttachmentKind
from conversations.texts import load_catalogue
from storage import evidence
from storage.evidence import Evidence
from storage.outbox import OutboxKind, OutboxMessage

_ADDRESS = "http://127.0.0.1:9"
"""Nothing listens there: nothing of what is measured here talks to Telegram."""


def _resident_bytes() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


async def start(folder: Path) -> dict[str, float]:
    """Until everything is open and checked and the first tick has been; then how much memory that holds."""
    began = time.perf_counter()
    async with application(config_of(folder, _ADDRESS)) as app:
        await app.scheduler.tick()
        return {"seconds": time.perf_counter() - began, "bytes": _resident_bytes()}


async def tick(folder: Path) -> dict[str, float]:
    """A tick in which nothing is due, of which there is one every five seconds."""
    return await _repeated(folder, lambda app: app.scheduler.tick(), 200)


async def handler_list(folder: Path) -> dict[str, float]:
    """What the case handler's list of open cases takes: finding, decrypting and wording it."""
    now = datetime.now(UTC)
    message = OutboxMessage(
        prompt_id="p",
        person_id=GRIFFIER_ID,
        kind=OutboxKind.SAY,
        body={"texts": ["my-cases"], "args": {}, "buttons": [], "view": "cases"},
        due_at=now,
        created_at=now,
    )

    async def show(app: Application) -> RenderedMessage:
        place = app.place
        return await Rendering(app.db, place.field_encryption, place.pack, load_catalogue()).render(message)

    return await _repeated(folder, show, 40)


async def _repeated(
    folder: Path, one: Callable[[Application], Awaitable[object]], times: int
) -> dict[str, float]:
    async with application(config_of(folder, _ADDRESS)) as app:
        for _ in range(5):
            await one(app)
        taken = []
        for _ in range(times):
            began = time.perf_counter()
            await one(app)
            taken.append(time.perf_counter() - began)
        return {"seconds": statistics.median(taken)}


class _FileGateway:
    """Hands over one file, already received."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    async def download(self, _file_id: str, _max_bytes: int) -> bytes:
        """The file."""
        return self._content


async def evidence_file(folder: Path, megabytes: str) -> dict[str, float]:
    """From a received file to sealed on disk and recorded."""
    content = os.urandom(int(megabytes) * 1024 * 1024)
    async with application(config_of(folder, _ADDRESS)) as app:
        worker = EvidenceWorker(
            app.db,
            app.place.field_encryption,
            cast("Gateway", _FileGateway(content)),
            app.config.evidence_folder,
            SystemClock(),
            on_stored=lambda _tx, _stored: None,
            on_refused=lambda _tx, _evidence, _reason, _at: None,
            header_for=header_for(app.place),
        )
        await _want(app, "warm", 1)
        await worker.fetch_wanted()
        await _want(app, "real", len(content))
        before = _peak_reset()
        began = time.perf_counter()
        await worker.fetch_wanted()
        seconds, peak = time.perf_counter() - began, _peak_bytes()
        states = await app.db.read(
            lambda tx: {row["state"] for row in tx.execute("SELECT state FROM evidence")}
        )
        assert states == {"stored"}, "the file was not kept"
        return {"seconds": seconds, "bytes": peak - before + len(content)}


def _peak_reset() -> int:
    """Begin a new memory peak; proc(5), clear_refs 5."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _resident_bytes()


def _peak_bytes() -> int:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise LookupError("the kernel does not tell the memory peak")


async def _want(app: Application, name: str, size_bytes: int) -> None:
    wanted = Evidence(
        attachment_id=name,
        draft_id="0" * 32,
        person_id=GRIFFIER_ID,
        message_id=1,
        album_id=None,
        kind=AttachmentKind.DOCUMENT,
        file_id="f",
        file_name="f.bin",
        content_type="application/octet-stream",
        caption=None,
        forwarded_from=None,
        received_at=datetime.now(UTC) - timedelta(seconds=1),
        size_bytes=size_bytes,
    )
    await app.db.transaction(lambda tx: evidence.want_evidence(tx, app.place.field_encryption, wanted))


async def plain_write(folder: Path, megabytes: str) -> dict[str, float]:
    """The least that it could take: ChaCha20-Poly1305 over the same bytes and one synced write."""
    content = os.urandom(int(megabytes) * 1024 * 1024)
    cipher = ChaCha20Poly1305(ChaCha20Poly1305.generate_key())
    cipher.encrypt(bytes(12), b"warm", None)
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        began = time.perf_counter()
        file.write(cipher.encrypt(bytes(12), content, None))
        file.flush()
        os.fsync(file.fileno())
        return {"seconds": time.perf_counter() - began, "bytes": 0}


_MEASURES: dict[str, Callable[..., Coroutine[None, None, dict[str, float]]]] = {
    "start": start,
    "tick": tick,
    "handler-list": handler_list,
    "evidence": evidence_file,
    "plain-write": plain_write,
}


def main() -> None:
    """Measure once, on one core."""
    os.sched_setaffinity(0, {0})
    name, folder, *more = sys.argv[1:]
    json.dump(
        asyncio.run(_MEASURES[name](Path(folder), *more)),
        sys.stdout,
    )


if __name__ == "__main__":
    main()
