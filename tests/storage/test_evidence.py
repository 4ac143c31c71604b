"""Evidence jobs: fetched when due, postponed, refused, sealed, dropped; the file key lives no longer than it
must."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from storage.database import Database
from storage.evidence import (
    Evidence,
    EvidenceState,
    change_caption,
    claim_wanted_evidence,
    drop_evidence_of_draft,
    evidence_by_id,
    evidence_of_draft,
    evidence_payload_files,
    mark_evidence_sealed,
    mark_evidence_stored,
    postpone_evidence,
    refuse_evidence,
    want_evidence,
)
from storage.field_encryption import FieldEncryption
from tests.storage.conftest import NOW

MINUTE = timedelta(minutes=1)
PHOTO = Evidence(
    attachment_id="a-1",
    draft_id="d-1",
    person_id="p-sanne",
    message_id=11,
    album_id="album",
    kind="photo",
    file_id="telegram-file-handle",
    file_name="schermafdruk.png",
    content_type="image/png",
    caption="dit hing aan mijn deur",
    forwarded_from="Afzender Onbekend",
    received_at=NOW,
    size_bytes=1234,
)
VOICE = replace(PHOTO, attachment_id="a-2", message_id=12, kind="voice", received_at=NOW + MINUTE)
OTHER = replace(PHOTO, attachment_id="a-3", draft_id="d-2", message_id=10, received_at=NOW + 2 * MINUTE)


@pytest.fixture
async def wanted(db: Database, fe: FieldEncryption) -> Database:
    def want(tx: sqlite3.Connection) -> None:
        for evidence in (OTHER, VOICE, PHOTO, PHOTO):
            want_evidence(tx, fe, evidence)

    await db.transaction(want)
    return db


def store(tx: sqlite3.Connection, fe: FieldEncryption, attachment_id: str) -> bool:
    return mark_evidence_stored(
        tx,
        fe,
        attachment_id,
        payload_file=f"{attachment_id}.payload",
        file_key=b"K" * 16,
        sha256="ab" * 32,
        size_bytes=99,
    )


async def test_wanted_files_are_claimed_when_due(wanted: Database, fe: FieldEncryption) -> None:
    def work(tx: sqlite3.Connection) -> None:
        assert claim_wanted_evidence(tx, fe, NOW, 10) == [PHOTO]
        assert claim_wanted_evidence(tx, fe, NOW + 2 * MINUTE, 10) == [PHOTO, VOICE, OTHER]
        assert claim_wanted_evidence(tx, fe, NOW + 2 * MINUTE, 2) == [PHOTO, VOICE]
        assert postpone_evidence(tx, "a-1", NOW + 3 * MINUTE)
        assert claim_wanted_evidence(tx, fe, NOW + 2 * MINUTE, 10) == [VOICE, OTHER]
        later = claim_wanted_evidence(tx, fe, NOW + 3 * MINUTE, 10)
        assert later == [VOICE, OTHER, replace(PHOTO, attempts=1)]

    await wanted.transaction(work)


async def test_a_stored_file_is_sealed_and_its_key_forgotten(wanted: Database, fe: FieldEncryption) -> None:
    def work(tx: sqlite3.Connection) -> None:
        assert not mark_evidence_sealed(tx, fe, "a-1"), "it is not stored yet"
        assert store(tx, fe, "a-1")
        assert not store(tx, fe, "a-1")
        stored = evidence_by_id(tx, fe, "a-1")
        assert stored == replace(
            PHOTO,
            state=EvidenceState.STORED,
            payload_file="a-1.payload",
            file_key=b"K" * 16,
            sha256="ab" * 32,
            size_bytes=99,
        )
        assert evidence_payload_files(tx) == {"a-1.payload"}
        assert mark_evidence_sealed(tx, fe, "a-1")
        assert not mark_evidence_sealed(tx, fe, "a-1")
        sealed = evidence_by_id(tx, fe, "a-1")
        assert sealed is not None
        assert (sealed.state, sealed.file_key, sealed.file_id) == (EvidenceState.SEALED, None, "")
        assert (sealed.caption, sealed.file_name, sealed.forwarded_from) == (None, None, None)
        assert sealed.sha256 == "ab" * 32
        assert evidence_payload_files(tx) == set()
        assert claim_wanted_evidence(tx, fe, NOW + MINUTE, 10) == [VOICE]

    await wanted.transaction(work)


async def test_a_refused_file_is_not_tried_again(wanted: Database, fe: FieldEncryption) -> None:
    def work(tx: sqlite3.Connection) -> None:
        assert refuse_evidence(tx, "a-1")
        assert not refuse_evidence(tx, "a-1")
        assert not store(tx, fe, "a-1")
        assert not postpone_evidence(tx, "a-1", NOW)
        assert claim_wanted_evidence(tx, fe, NOW, 10) == []
        assert [e.state for e in evidence_of_draft(tx, fe, "d-1")] == ["refused", "wanted"]

    await wanted.transaction(work)


async def test_dropping_a_draft_names_the_files_to_remove(wanted: Database, fe: FieldEncryption) -> None:
    def work(tx: sqlite3.Connection) -> None:
        store(tx, fe, "a-1")
        store(tx, fe, "a-2")
        mark_evidence_sealed(tx, fe, "a-2")
        assert drop_evidence_of_draft(tx, "d-1") == ["a-1.payload"], (
            "a sealed payload belongs to its envelope"
        )
        assert drop_evidence_of_draft(tx, "d-1") == []
        assert evidence_of_draft(tx, fe, "d-1") == []
        assert evidence_of_draft(tx, fe, "d-2") == [OTHER]
        assert not store(tx, fe, "a-1"), "the fetch that was under way learns that it is no longer wanted"

    await wanted.transaction(work)


async def test_a_caption_changes_until_it_is_sealed(wanted: Database, fe: FieldEncryption) -> None:
    def work(tx: sqlite3.Connection) -> None:
        change_caption(tx, fe, "a-1", "anders")
        assert evidence_by_id(tx, fe, "a-1") == replace(PHOTO, caption="anders")
        store(tx, fe, "a-1")
        mark_evidence_sealed(tx, fe, "a-1")
        change_caption(tx, fe, "a-1", "te laat")
        change_caption(tx, fe, "unknown", "x")
        sealed = evidence_by_id(tx, fe, "a-1")
        assert sealed is not None
        assert sealed.caption is None

    await wanted.transaction(work)


async def test_a_damaged_row_keeps_no_other_file_waiting(wanted: Database, fe: FieldEncryption) -> None:
    def work(tx: sqlite3.Connection) -> None:
        tx.execute("UPDATE evidence SET body = x'0102' WHERE attachment_id = 'a-1'")
        assert claim_wanted_evidence(tx, fe, NOW + MINUTE, 10) == [VOICE]
        row = tx.execute("SELECT state FROM evidence WHERE attachment_id = 'a-1'").fetchone()
        assert row["state"] == "refused"

    await wanted.transaction(work)


async def test_nothing_about_the_file_is_in_the_clear(wanted: Database, path: Path) -> None:
    everything = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"a-1" in everything
    for text in ("telegram-file-handle", "schermafdruk", "deur", "Onbekend", "image/png"):
        assert text.encode() not in everything
        assert text not in repr(PHOTO) or text == "image/png"


async def test_the_claim_does_not_look_at_other_states(wanted: Database) -> None:
    sql = "SELECT * FROM evidence WHERE state = 'wanted' AND next_attempt_at <= 1 ORDER BY next_attempt_at LIMIT 1"

    def plan(tx: sqlite3.Connection) -> list[str]:
        return [row["detail"] for row in tx.execute("EXPLAIN QUERY PLAN " + sql)]

    expected = "SEARCH evidence USING INDEX evidence_by_due (state=? AND next_attempt_at<?)"
    assert await wanted.read(plan) == [expected]
