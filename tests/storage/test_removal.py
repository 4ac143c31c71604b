"""A removed report is searched for in every file that is left, in every form in which it was kept: nothing is found."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.demo.world import Character
from conversations.casework.model import Case
from conversations.snapshot import MenuState, to_json
from storage import audit, cases, check_ins, snapshots, timers
from storage.field_encryption import CASES_BODY, OUTBOX_BODY, SNAPSHOTS_BODY, EncryptedColumn, FieldEncryption
from storage.people import PersonKind
from storage.removal import CaseStaysError, NoSuchCaseError, Removed, remove_case
from tests.stage import Stage, open_stage

SANNE = Character(name="Sanne Proef", first_name="Sanne", kind=PersonKind.REPORTER, office="raadslid")
TIM = Character(name="Tim Proef", first_name="Tim", kind=PersonKind.REPORTER, office="raadslid")
GERDA = Character(
    name="Gerda Test-de Vries", first_name="Gerda", kind=PersonKind.CASE_HANDLER, role="griffier"
)
NEEDLE_BYTES = 24
PICTURE = bytes(range(256)) * 300


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, SANNE, TIM, GERDA) as opened:
        yield opened


async def reports(stage: Stage, who: str, story: str) -> Case:
    """A whole report with a picture, an addition with another, and a first check-in that was asked."""
    await stage.says(who, "/melden")
    await stage.taps(who, "Ja, ik ben veilig")
    await stage.says(who, story)
    await stage.sends_file(who, f"{who}.png", who.encode() + PICTURE)
    await stage.taps(who, "Nu al versturen")
    await stage.taps(who, "Versturen")
    case = (await stage.cases())[-1]
    await stage.says(who, "/mijn")
    await stage.taps(who, f"Melding {case.reference}")
    await stage.taps(who, "Iets toevoegen")
    await stage.says(who, f"Nog iets: {story}")
    await stage.sends_file(who, f"{who}-2.png", who.encode() * 3 + PICTURE)
    await stage.taps(who, "Aanvulling versturen")
    await stage.taps("Gerda", "Ik heb dit gezien")
    await stage.clock_moves(hours=30)
    return case


async def remove(stage: Stage, case_id: str) -> Removed:
    config = stage.world.config
    return await remove_case(
        stage.db,
        stage.world.field_encryption,
        case_id,
        data_directory=config.storage.data_directory,
        evidence_folder=config.evidence_folder,
        actor="administrator",
        at=stage.clock.now(),
    )


# ---- searching --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Every form in which a case was kept: what stood on the disk, and its names."""

    blobs: tuple[bytes, ...]
    names: tuple[str, ...]

    def needles(self) -> Iterator[bytes]:
        """Pieces of it, so close together that a page's worth cannot be left without one being found."""
        for blob in self.blobs:
            begin = 64 if blob.startswith(b"age-encryption.org/v1") else 0  # how every age file begins
            yield from (blob[at : at + NEEDLE_BYTES] for at in range(begin, len(blob) - NEEDLE_BYTES, 61))


def kept(tx: sqlite3.Connection, fe: FieldEncryption, case: Case, evidence: Path) -> Kept:
    case_id = case.case_id
    names = (case_id, case.reference)

    def rows(statement: str) -> list[sqlite3.Row]:
        return tx.execute(statement, (case_id,)).fetchall()

    blobs = [row[0] for row in rows("SELECT body FROM cases WHERE case_id = ?")]
    blobs += [row[0] for row in rows("SELECT reference_hash FROM cases WHERE case_id = ?")]
    for row in rows("SELECT age_file, payload_file, signature, sha256 FROM envelopes WHERE case_id = ?"):
        blobs += [row["age_file"], row["signature"], row["sha256"]]
        if row["payload_file"]:
            blobs.append((evidence / row["payload_file"]).read_bytes())
    blobs += [row[0] for row in rows("SELECT body FROM evidence WHERE draft_id = ?")]
    blobs += [row[0] for row in rows("SELECT reference FROM check_ins WHERE case_id = ?")]
    blobs += [stored for _, stored, plain in decrypted(tx, fe) if any(n.encode() in plain for n in names)]
    return Kept(blobs=tuple(blobs), names=names)


def decrypted(tx: sqlite3.Connection, fe: FieldEncryption) -> Iterator[tuple[str, bytes, bytes]]:
    """Every value that can name a case: where it is, as it is stored, and as the bot reads it."""
    places: tuple[tuple[EncryptedColumn, str], ...] = (
        (OUTBOX_BODY, "prompt_id"),
        (SNAPSHOTS_BODY, "person_id"),
        (CASES_BODY, "case_id"),
    )
    for column, row_id in places:
        for row in tx.execute(f"SELECT {row_id} AS id, {column.column} AS value FROM {column.table}"):
            yield f"{column}", row["value"], fe.decrypt(column, row["id"], row["value"])


def left_on_disk(folder: Path, what: Kept) -> list[str]:
    """The files in which anything of it is found."""
    needles = set(what.needles())
    assert len(needles) > 500
    found = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        content = path.read_bytes()
        if any(needle in content for needle in needles) or what.names[1].encode() in content:
            found.append(path.name)
    return found


def tables_with(tx: sqlite3.Connection, case_id: str) -> set[str]:
    """The tables in which the case's id stands readable."""
    tables = [row[0] for row in tx.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {
        table
        for table in tables
        for row in tx.execute(f"SELECT * FROM {table}")
        if any(isinstance(value, str) and case_id in value for value in tuple(row))
    }


@pytest.mark.parametrize("others", [0, 2])
async def test_nothing_of_it_is_left(stage: Stage, others: int) -> None:
    fe, config = stage.world.field_encryption, stage.world.config
    data, evidence = config.storage.data_directory, config.evidence_folder
    around = [await reports(stage, "Tim", f"Iemand volgt mij al {n} dagen") for n in range(others)]
    case = await reports(stage, "Sanne", "Hij stond weer voor de deur met een stok")
    around += [await reports(stage, "Tim", "Hij was er weer") for _ in range(others)]
    before = await stage.read(lambda tx: kept(tx, fe, case, evidence))
    assert set(left_on_disk(data, before)) >= {"ruggensteun.sqlite3-wal"}
    files = {p.name for p in evidence.iterdir()}

    removed = await remove(stage, case.case_id)

    assert removed.files == 2
    assert removed.log_emptied is True
    assert len(files) - len(list(evidence.iterdir())) == 2
    assert left_on_disk(data, before) == []
    assert await stage.read(lambda tx: tables_with(tx, case.case_id)) == {"audit"}
    values = await stage.read(lambda tx: list(decrypted(tx, fe)))
    assert [place for place, _, plain in values if any(n.encode() in plain for n in before.names)] == []
    lines = await stage.read(lambda tx: audit.lines_about(tx, case.case_id))
    assert (lines[-1].action, lines[-1].actor) == ("removed", "administrator")
    await stage.read(audit.verify_chain)
    assert [c.case_id for c in await stage.cases()] == [c.case_id for c in around]
    for other in around:
        assert len(await stage.envelopes(other.case_id)) == 4


async def test_the_others_go_on_as_before(stage: Stage) -> None:
    fe = stage.world.field_encryption
    mine, other = (
        await reports(stage, "Sanne", "Eerste verhaal"),
        await reports(stage, "Sanne", "Tweede verhaal"),
    )
    await remove(stage, mine.case_id)
    snapshot = await stage.snapshot("Sanne")
    assert [f.case_id for f in snapshot.filed] == [other.case_id]
    left = await stage.read(lambda tx: check_ins.check_ins_of_case(tx, fe, other.case_id))
    assert len(left) == 3
    stage.hears()
    await stage.says("Sanne", "/mijn")
    await stage.taps("Sanne", f"Melding {other.reference}")
    await stage.clock_moves(days=40)
    await stage.restarts()
    assert await stage.read(lambda tx: cases.all_case_ids(tx)) == [other.case_id]


async def test_what_somebody_was_doing_about_it_stops(stage: Stage) -> None:
    case = await reports(stage, "Sanne", "Hij stond weer voor de deur")
    await stage.says("Sanne", "/mijn")
    await stage.taps("Sanne", f"Melding {case.reference}")
    await stage.taps("Sanne", "Iets toevoegen")
    await stage.sends_file("Sanne", "laat.png", PICTURE[:5000])
    draft_id = (await stage.snapshot("Sanne")).supplement
    assert draft_id is not None
    assert await stage.read(lambda tx: timers.timers_of(tx, draft_id.draft_id)) != []
    removed = await remove(stage, case.case_id)
    assert removed.files == 3
    snapshot = await stage.snapshot("Sanne")
    assert (snapshot.state, snapshot.supplement, snapshot.about) == (MenuState.IDLE, None, "")
    assert case.case_id.encode() not in to_json(snapshot)
    assert await stage.read(lambda tx: tx.execute("SELECT count(*) FROM evidence").fetchone()[0]) == 0
    await stage.says("Sanne", "Er is weer iets gebeurd")
    assert (await stage.snapshot("Sanne")).draft is not None


async def test_a_case_that_may_not_go_stays_whole(stage: Stage) -> None:
    fe, config = stage.world.field_encryption, stage.world.config
    case = await reports(stage, "Sanne", "Hij stond weer voor de deur")
    snapshot = await stage.snapshot("Sanne")
    with pytest.raises(CaseStaysError):
        await remove_case(
            stage.db,
            fe,
            case.case_id,
            data_directory=config.storage.data_directory,
            evidence_folder=config.evidence_folder,
            actor="clock",
            at=stage.clock.now(),
            may_go=lambda body: False,
        )
    with pytest.raises(NoSuchCaseError):
        await remove(stage, "f" * 32)
    assert await stage.snapshot("Sanne") == snapshot
    assert len(await stage.envelopes(case.case_id)) == 4


async def test_a_reader_keeps_the_log_and_the_rows_are_gone_all_the_same(stage: Stage) -> None:
    case = await reports(stage, "Sanne", "Hij stond weer voor de deur")
    reading = sqlite3.connect(f"file:{stage.world.config.database_path}?mode=ro", uri=True)
    reading.execute("BEGIN")
    reading.execute("SELECT count(*) FROM cases").fetchone()
    removed = await remove(stage, case.case_id)
    assert removed.log_emptied is False
    reading.close()
    assert await stage.cases() == []
    person = await stage.person("Sanne")
    assert person is not None
    fe = stage.world.field_encryption
    body = await stage.read(lambda tx: snapshots.load_snapshot(tx, fe, person.person_id))
    assert body is not None
    assert case.case_id.encode() not in body
