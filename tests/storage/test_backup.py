"""A backup is consistent while others write, needs little memory, and is restored whole or not at all."""

from __future__ import annotations

import asyncio
import gc
import hashlib
import io
import random
import sqlite3
import stat
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from storage import audit, cases, envelopes
from storage.backup import Made, Restored, make_backup, restore_backup
from storage.backup_archive import ArchiveWriter, BackupDamagedError, Manifest, read_archive
from storage.database import Database, DatabaseDamagedError
from storage.envelopes import StoredEnvelope
from storage.evidence_files import payload_name, read_payload, remove_payload, write_payload
from storage.field_encryption import FieldEncryption
from storage.sealing import (
    DamagedEnvelopeError,
    Identity,
    MalformedFileError,
    NoMatchingIdentityError,
    PayloadReader,
    PayloadWriter,
    SealingError,
    new_file_key,
    open_sealed,
    seal,
    seal_payload,
    wrap_file_key,
)
from storage.sealing.stream import CHUNK_BYTES
from tests.storage.conftest import NOW

RECOVERY = Identity.generate()


def quiet(count: int) -> None:
    """A progress bar that nobody looks at."""


async def fill(
    db: Database, fe: FieldEncryption, folder: Path, number: int, payload: bytes = b"beeld"
) -> None:
    """One case with a sealed text, one piece of evidence and a line in the audit log."""
    case_id, name = f"{number:032x}", payload_name(f"{number:032x}")
    text, sealed = seal(b"verhaal", [RECOVERY.recipient]), seal_payload(new_file_key(), payload)
    header = wrap_file_key(new_file_key(), [RECOVERY.recipient])
    write_payload(folder / "evidence", name, sealed)

    def work(tx: sqlite3.Connection) -> None:
        cases.add_case(
            tx, fe, case_id=case_id, reference=f"R-{number}", state="sent", urgent=False, at=NOW, body=b"{}"
        )
        for part, stored, file in (("report", text, None), ("evidence-1", header, name)):
            whole = stored + (sealed if file else b"")
            envelopes.add_envelope(
                tx,
                StoredEnvelope(
                    case_id=case_id,
                    part=part,
                    revision=1,
                    age_file=stored,
                    payload_file=file,
                    sha256=hashlib.sha256(whole).digest(),
                    signature=bytes(64),
                    recipients=(str(RECOVERY.recipient),),
                    created_at=NOW,
                ),
            )
        audit.record(tx, at=NOW, actor="proef", action="sealed-report", subject=case_id)

    await db.transaction(work)


@pytest.fixture
def data(path: Path) -> Path:
    (path.parent / "recovery-recipient.txt").write_text(f"{RECOVERY.recipient}\n")
    (path.parent / "packs").mkdir()
    (path.parent / "packs" / "standaard-1.toml").write_text('id = "standaard"\n')
    return path.parent


async def back_up(
    data: Path, to: Path, keys: dict[str, Path] | None = None, progress: Callable[[int], None] = quiet
) -> Made:
    looking = await Database.open(data / "ruggensteun.sqlite3", read_only=True)
    try:
        return await make_backup(
            looking,
            data_directory=data,
            recovery=RECOVERY.recipient,
            to=to,
            made_at=NOW,
            operational_key_id="00" * 8,
            keys=keys or {},
            expect=quiet,
            progress=progress,
        )
    finally:
        await looking.close()


async def restore(file: Path, to: Path, identity: Identity = RECOVERY) -> Restored:
    keys = to.with_name(to.name + "-keys")
    return await restore_backup(file, [identity], to=to, keys_to=keys, expect=quiet, progress=quiet)


def left_behind(folder: Path) -> list[str]:
    """What a backup makes on its way; the folders of other tests stand beside it."""
    found = (path.name for path in folder.iterdir() if not path.name.startswith("test_"))
    return sorted(name for name in found if "unfinished" in name or ".backup-" in name)


async def test_everything_comes_back_with_its_permissions(
    db: Database, fe: FieldEncryption, data: Path
) -> None:
    for number in range(3):
        await fill(db, fe, data, number)
    made = await back_up(data, data / "b.age")
    restored = await restore(data / "b.age", data / "elders")
    assert restored.envelopes == 6
    assert (restored.manifest, restored.keys) == (made.manifest, ())
    assert not (data / "elders-keys").exists()
    assert made.sha256 == hashlib.sha256((data / "b.age").read_bytes()).hexdigest()
    for number in range(3):
        name = payload_name(f"{number:032x}")
        assert read_payload(data / "elders" / "evidence", name) == read_payload(data / "evidence", name)
    assert (data / "elders" / "packs" / "standaard-1.toml").read_text() == 'id = "standaard"\n'
    for path in (data / "elders", *(data / "elders").rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    assert sorted(p.name for p in (data / "elders").iterdir()) == [
        "evidence",
        "packs",
        "recovery-recipient.txt",
        "ruggensteun.sqlite3",
    ]
    assert stat.S_IMODE((data / "b.age").stat().st_mode) == 0o600
    assert left_behind(data) == []


async def test_keys_go_along_only_when_asked(db: Database, fe: FieldEncryption, data: Path) -> None:
    (data / "k").write_text("een sleutel\n")
    await back_up(data, data / "b.age", {"operational.key": data / "k"})
    restored = await restore(data / "b.age", data / "elders")
    assert restored.keys == ("operational.key",)
    assert (data / "elders-keys" / "operational.key").read_text() == "een sleutel\n"
    assert b"een sleutel" not in (data / "b.age").read_bytes()


async def test_what_was_acknowledged_before_it_began_is_in_it_while_others_write(
    db: Database, fe: FieldEncryption, data: Path
) -> None:
    for number in range(4):
        await fill(db, fe, data, number)
    writing = True

    async def traffic() -> int:
        number = 100
        while writing:
            await fill(db, fe, data, number)
            number += 1
        return number - 100

    task = asyncio.create_task(traffic())
    for turn in range(8):
        before = await db.read(audit.chain_head)
        made = await asyncio.to_thread(asyncio.run, back_up(data, data / f"b{turn}.age"))
        restored = await restore(data / f"b{turn}.age", data / f"elders{turn}")
        assert int(restored.manifest.audit_head.partition("-")[0]) >= before.seq
        assert restored.envelopes >= 2 * before.seq
        assert made.manifest.missing == ()
    writing = False
    assert await task > 8


async def test_evidence_that_goes_meanwhile_is_kept_and_evidence_that_was_gone_is_named(
    db: Database, fe: FieldEncryption, data: Path
) -> None:
    await fill(db, fe, data, 1)
    await fill(db, fe, data, 2)
    remove_payload(data / "evidence", payload_name(f"{2:032x}"))
    made = await back_up(data, data / "b.age")
    assert made.manifest.missing == (payload_name(f"{2:032x}"),)
    restored = await restore(data / "b.age", data / "elders")
    assert restored.envelopes == 3


@pytest.mark.parametrize("share", [0.0, 0.02, 0.3, 0.6, 0.9, 0.999])
async def test_a_changed_byte_or_a_missing_end_leaves_nothing(
    db: Database, fe: FieldEncryption, data: Path, share: float
) -> None:
    await fill(db, fe, data, 1, random.Random(7).randbytes(200_000))
    await back_up(data, data / "b.age")
    whole = (data / "b.age").read_bytes()
    at = min(int(share * len(whole)), len(whole) - 1)
    changed = bytearray(whole)
    changed[at] ^= 1
    for number, content in enumerate((bytes(changed), whole[:at], whole[: len(whole) - 1 - at % 17])):
        (data / f"c{number}.age").write_bytes(content)
        with pytest.raises(SealingError):
            await restore(data / f"c{number}.age", data / "elders")
        assert not (data / "elders").exists()
        assert left_behind(data) == []


async def test_another_identity_opens_nothing(db: Database, fe: FieldEncryption, data: Path) -> None:
    await back_up(data, data / "b.age")
    with pytest.raises(NoMatchingIdentityError):
        await restore(data / "b.age", data / "elders", Identity.generate())


async def test_a_backup_that_stops_halfway_leaves_nothing_and_says_nothing_more(
    db: Database, fe: FieldEncryption, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk showed the program's inside below its own sentence: the tar still tried to end itself."""

    class StopError(Exception):
        """Halfway."""

    class Stopping:
        """Told how many bytes went by; stops after so many."""

        def __init__(self, left: int) -> None:
            self._left = left

        def __call__(self, count: int) -> None:
            self._left -= count
            if self._left < 0:
                raise StopError

    heard: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: heard.append(unraisable.exc_type))
    for sent in range(0, 200_000, 8_192):  # somewhere among these a block of the envelope is nearly full
        with pytest.raises(StopError):
            await back_up(data, data.parent / "kopie.age", progress=Stopping(sent))
    gc.collect()
    assert heard == []
    assert left_behind(data) == left_behind(data.parent) == []


async def test_nothing_is_overwritten(db: Database, fe: FieldEncryption, data: Path) -> None:
    await back_up(data, data / "b.age")
    before = (data / "b.age").read_bytes()
    with pytest.raises(FileExistsError):
        await back_up(data, data / "b.age")
    assert (data / "b.age").read_bytes() == before
    (data / "elders").mkdir()
    (data / "elders" / "iets").write_text("van iemand")
    with pytest.raises(OSError, match="not empty"):
        await restore(data / "b.age", data / "elders")
    assert (data / "elders" / "iets").read_text() == "van iemand"
    assert left_behind(data) == []


def archive(*members: tuple[str, bytes], listed: bool = True) -> tuple[bytes, io.BytesIO]:
    """A backup with these files; its manifest names them, or nothing."""
    file_key, out = new_file_key(), io.BytesIO()
    writer = ArchiveWriter(file_key, out, quiet)
    for name, content in members:
        writer.add(name, io.BytesIO(content), len(content))
    named = tuple(writer.members) if listed else ()
    writer.close(Manifest(made_at="", audit_head="", operational_key_id="", missing=(), members=named))
    out.seek(0)
    return file_key, out


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "data/../../x", "data/evidence/../x.payload", "manifest.json", "data/x", "keys/x.key"],
)
def test_a_name_that_no_backup_has_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="not the name"):
        archive((name, b"x"))
    monkeypatch.setattr(ArchiveWriter, "add", _add_unchecked)
    file_key, out = archive((name, b"x"))
    with pytest.raises(BackupDamagedError):
        read_archive(file_key, out, lambda name: pytest.fail("it was written"), quiet)


def _add_unchecked(self: ArchiveWriter, name: str, source: io.BytesIO, size_bytes: int) -> None:
    self._put(name, source, size_bytes)


def test_a_file_that_the_manifest_does_not_name_is_refused() -> None:
    file_key, out = archive(("data/recovery-recipient.txt", b"x"), listed=False)
    with pytest.raises(BackupDamagedError):
        read_archive(file_key, out, lambda name: None, quiet)


def test_a_change_in_the_padding_behind_the_last_file_is_found_too() -> None:
    for size in range(51_200, 51_200 + 40 * 512, 512):  # around the end of the first chunk
        file_key, out = archive(("data/recovery-recipient.txt", bytes(size)))
        content = bytearray(out.getvalue())
        content[-1] ^= 1
        with pytest.raises(DamagedEnvelopeError):
            read_archive(file_key, io.BytesIO(content), lambda name: None, quiet)


async def test_a_backup_of_a_damaged_database_is_not_restored(
    db: Database, fe: FieldEncryption, data: Path
) -> None:
    await fill(db, fe, data, 1)
    await db.transaction(lambda tx: tx.execute("UPDATE audit SET action = 'nothing'"))
    await back_up(data, data / "b.age")
    with pytest.raises((DatabaseDamagedError, BackupDamagedError, audit.AuditBrokenError)):
        await restore(data / "b.age", data / "elders")
    assert left_behind(data) == []


async def test_memory_stays_bounded(db: Database, fe: FieldEncryption, data: Path) -> None:
    block = random.Random(1).randbytes(20_000_000)
    for number in range(3):
        await fill(db, fe, data, number, block)
    del block
    tracemalloc.start()
    try:
        await back_up(data, data / "b.age")
        await restore(data / "b.age", data / "elders")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (data / "b.age").stat().st_size > 60_000_000
    assert peak < 8_000_000


# ---- streaming --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])
def test_a_stream_is_an_ordinary_age_file(size: int) -> None:
    content, file_key = random.Random(size).randbytes(size), new_file_key()
    out = io.BytesIO()
    out.write(wrap_file_key(file_key, [RECOVERY.recipient]))
    writer = PayloadWriter(file_key, out)
    for at in range(0, size, 1000):
        writer.write(content[at : at + 1000])
    writer.close()
    assert open_sealed(out.getvalue(), [RECOVERY]) == content


@pytest.mark.parametrize("size", [0, 5, CHUNK_BYTES, 2 * CHUNK_BYTES + 9])
def test_an_ordinary_payload_can_be_streamed_and_must_be_whole(size: int) -> None:
    content, file_key = random.Random(size).randbytes(size), new_file_key()
    sealed = seal_payload(file_key, content)
    reader, found = PayloadReader(file_key, io.BytesIO(sealed)), bytearray()
    while piece := reader.read(777):
        found += piece
    assert bytes(found) == content
    for cut in {1, 16, 17, CHUNK_BYTES + 16, len(sealed) - 17} & set(range(1, len(sealed))):
        with pytest.raises((DamagedEnvelopeError, MalformedFileError)):
            _read_all(PayloadReader(file_key, io.BytesIO(sealed[:-cut])))
    with pytest.raises(DamagedEnvelopeError):
        _read_all(PayloadReader(file_key, io.BytesIO(sealed + b"x")))


def _read_all(reader: PayloadReader) -> None:
    while reader.read(10_000):
        pass
