"""Snapshots at hand: never another one than the bytes say, and never many."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.effects.at_hand import MOST, SnapshotsAtHand
from conversations.snapshot import ReportState, Snapshot, from_json, to_json
from storage import snapshots
from tests.bot.people import EVERYBODY
from tests.stage import open_stage


def test_what_was_kept_is_given_back_and_anything_else_is_read() -> None:
    at_hand = SnapshotsAtHand()
    first, second = Snapshot(about="one"), Snapshot(about="two")
    at_hand.keep(to_json(first), first)
    assert at_hand.read(to_json(first)) is first
    assert at_hand.read(to_json(second)) == second
    with pytest.raises(ValueError, match="validation error"):
        at_hand.read(b"no snapshot")


def test_only_the_last_ones_stay() -> None:
    at_hand = SnapshotsAtHand()
    kept = [Snapshot(about=str(number)) for number in range(MOST + 1)]
    for snapshot in kept:
        at_hand.keep(to_json(snapshot), snapshot)
    assert at_hand.read(to_json(kept[0])) is not kept[0]
    assert at_hand.read(to_json(kept[1])) is kept[1]


async def test_a_snapshot_that_another_process_put_back_is_the_one_that_counts(tmp_path: Path) -> None:
    async with open_stage(tmp_path, *EVERYBODY) as stage:
        fe = stage.world.field_encryption
        await stage.says("Sanne", "/melden")
        await stage.taps("Sanne", "Ja, ik ben veilig")

        def who(tx: sqlite3.Connection) -> str:
            return str(tx.execute("SELECT person_id FROM people WHERE kind = 'reporter'").fetchone()[0])

        person_id = await stage.db.read(who)
        before = await stage.db.read(lambda tx: snapshots.load_snapshot(tx, fe, person_id))
        assert before is not None
        await stage.says("Sanne", "Een man stond bij mijn hek.")
        await stage.db.transaction(lambda tx: snapshots.save_snapshot(tx, fe, person_id, before))
        await stage.says("Sanne", "Hij riep mijn naam.")
        after = await stage.db.read(lambda tx: snapshots.load_snapshot(tx, fe, person_id))
        assert after is not None
        draft = from_json(after).draft
        assert draft is not None
        assert [entry.text for entry in draft.texts(ReportState.WHAT_HAPPENED)] == ["Hij riep mijn naam."]
