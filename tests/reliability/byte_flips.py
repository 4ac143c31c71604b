"""Bytes flipped in the database and in sealed files, rows swapped, wrong keys: an error, never a wrong value.

Owns the damage and the comparison with what was there. Only what is encrypted or sealed can be checked this way; what
the database keeps in the clear (states and times) is counted apart, and is protected by the file system alone.
"""

from __future__ import annotations

import base64
import random
import shutil
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bot.demo.world import GRIFFIER, REPORTER, World
from bot.dossier_folder.files import MANIFEST, DossierError, Manifest, ManifestEnvelope, read_dossier
from storage import cases, check_ins, evidence, invitations, outbox, people, snapshots
from storage.database import Database, DatabaseError
from storage.envelopes import StoredEnvelope, envelopes_of
from storage.field_encryption import ENCRYPTED_COLUMNS, FieldEncryption, FieldEncryptionError, OperationalKey
from storage.migrations import check_schema
from storage.reports import whole_age_file
from storage.sealing import EnvelopeName, Identity, SealingError, open_envelope, verify_envelope
from storage.sealing.canonical import format_time
from tests.reliability.outcome import Outcome
from tests.reliability.places import in_memory_folder
from tests.stage import Stage, open_stage


class UnnamedPartError(Exception):
    """A sealed part was refused without the case handler being told which it is."""


NAMED = (DatabaseError, FieldEncryptionError, SealingError)
"""Errors that say which part is damaged."""

Values = dict[str, object]


async def run(count: int, seed: int, folder: Path) -> Outcome:
    """Damage a copy `count` times and read everything that can be read."""
    outcome = Outcome(name="flips", fault="byte flips, rows swapped, wrong key", unit="damages", asked=count)
    outcome.promise("wrong values shown", "errors without a name")
    began = time.monotonic()
    chance = random.Random(seed)
    with in_memory_folder(folder) as fast:
        async with open_stage(fast, REPORTER, GRIFFIER) as stage:
            await _fill(stage)
            world = stage.world
            await stage.db.truncate_log()
        reader = _Reader(world, world.identities["griffier"], world.field_encryption)
        truth = await reader.read(world.config.database_path)
        assert truth.values
        assert not truth.errors
        outcome.facts["values"] = len(truth.values)
        for number in range(count):
            what = _DAMAGES[number % len(_DAMAGES)]
            await what(world, fast, chance, truth.values, outcome)
            outcome.done += 1
    outcome.seconds = time.monotonic() - began
    return outcome


async def _fill(stage: Stage) -> None:
    name = REPORTER.first_name
    await stage.says(name, "Er lag een brief in de bus.")
    await stage.taps(name, "Ja, ik ben veilig")
    await stage.sends_file(name, "brief.jpg", b"een brief" * 500)
    await stage.taps(name, "Nu al versturen")
    await stage.taps(name, "Versturen")
    stage.clock.advance(60)
    await stage.says(name, "/melden")
    await stage.says(name, "Er lag nog een brief.")
    await stage.taps(name, "Ja, ik ben veilig")
    await stage.taps(name, "Nu al versturen")
    await stage.taps(name, "Versturen")
    for number in range(3):
        await stage.says(name, f"En nog iets, {number}.")
    await stage.sends_file(name, "tweede.jpg", b"nog een brief" * 500)


class _Found:
    """What could be read, and what could not and why."""

    def __init__(self) -> None:
        self.values: Values = {}
        self.errors: Counter[str] = Counter()
        self.unnamed: list[str] = []

    def take(self, name: str, read: Callable[[], object]) -> None:
        """Read one value."""
        try:
            self.values[name] = read()
        except NAMED as error:
            self.errors[type(error).__name__] += 1
            table = name.partition(" ")[0]
            if not str(error) or (isinstance(error, FieldEncryptionError) and f"{table}." not in str(error)):
                self.unnamed.append(f"{table}: {error!r} does not say where")
        except sqlite3.DatabaseError as error:
            self.errors[type(error).__name__] += 1  # named by storage.database outside a read of our own
        except Exception as error:
            self.unnamed.append(f"{name.partition(' ')[0]}: {type(error).__name__}")


class _Reader:
    """Reads everything that is encrypted or sealed, as the bot and the griffier would."""

    def __init__(self, world: World, identity: Identity, fe: FieldEncryption) -> None:
        self._world, self._identity, self._fe = world, identity, fe
        self._folder = world.config.evidence_folder

    async def read(self, path: Path, folder: Path | None = None) -> _Found:
        """Everything in this database, with the payloads from this folder."""
        found = _Found()
        self._folder = folder or self._world.config.evidence_folder
        try:
            db = await Database.open(path, read_only=True)
        except NAMED as error:
            found.errors[type(error).__name__] += 1
            return found
        try:
            await db.read(lambda tx: self._all(tx, found))
        except NAMED as error:
            found.errors[type(error).__name__] += 1
        finally:
            await db.close()
        return found

    def _all(self, tx: sqlite3.Connection, found: _Found) -> None:
        check_schema(tx)  # as at every start
        fe = self._fe
        readers: dict[str, tuple[str, Callable[[str], object]]] = {
            "people": ("person_id", lambda i: people.person_by_id(tx, fe, i)),
            "snapshots": ("person_id", lambda i: snapshots.load_snapshot(tx, fe, i)),
            "cases": ("case_id", lambda i: _body(cases.load_case(tx, fe, i))),
            "outbox": ("prompt_id", lambda i: getattr(outbox.prompt(tx, fe, i), "body", None)),
            "evidence": ("attachment_id", lambda i: _evidence(evidence.evidence_by_id(tx, fe, i))),
            "check_ins": ("check_in_id", lambda i: _reference(check_ins.check_in_by_id(tx, fe, i))),
        }
        for table, (column, read) in readers.items():
            for row_id in self._ids(tx, table, column, found):
                found.take(f"{table} {row_id!r}", lambda read=read, i=row_id: read(i))  # type: ignore[misc]
        found.take("invitations", lambda: [(i.name, i.role) for i in invitations.list_invitations(tx, fe)])
        for case_id in self._ids(tx, "cases", "case_id", found):
            self._envelopes(tx, case_id, found)

    def _ids(self, tx: sqlite3.Connection, table: str, column: str, found: _Found) -> list[str]:
        try:
            return [row[0] for row in tx.execute(f"SELECT {column} FROM {table}")]
        except sqlite3.DatabaseError as error:
            found.errors[type(error).__name__] += 1
            return []

    def _envelopes(self, tx: sqlite3.Connection, case_id: str, found: _Found) -> None:
        try:
            sealed = envelopes_of(tx, case_id)
        except (sqlite3.DatabaseError, ValueError, TypeError) as error:
            found.errors[type(error).__name__] += 1
            return
        for one in sealed:
            found.take(f"envelope {one.case_id!r} {one.part!r}", lambda one=one: self._open(one))  # type: ignore[misc]

    def _open(self, one: StoredEnvelope) -> bytes:
        name = EnvelopeName(report_id=one.case_id, part=one.part, revision=one.revision)
        age_file = whole_age_file(one, self._folder)
        try:
            verify_envelope(
                self._world.signing_key.verifying_key,
                name=name,
                age_file=age_file,
                created_at=one.created_at,
                signature=one.signature,
            )
            return open_envelope(age_file, [self._identity], expected=name).content
        except SealingError:
            told = self._told(one, age_file)
            if told is None or one.part not in told.text_args.values():
                raise UnnamedPartError from None
            raise

    def _told(self, one: StoredEnvelope, age_file: bytes) -> DossierError | None:
        """What `ruggensteun open` says of this part, exported as it is; None when it opens."""
        entry = ManifestEnvelope(
            file="part.age",
            part=one.part,
            revision=one.revision,
            created_at=format_time(one.created_at),
            sha256=one.sha256.hex(),
            signature=base64.b64encode(one.signature).decode(),
        )
        verifying_key = self._world.signing_key.verifying_key.serialise()
        manifest = Manifest(
            reference="R-7F3K-QM",
            report_id=one.case_id,
            exported_at=format_time(one.created_at),
            verifying_key=verifying_key,
            envelopes=(entry,),
        )
        with tempfile.TemporaryDirectory(dir=self._folder.parent) as place:
            folder = Path(place)
            (folder / entry.file).write_bytes(age_file)
            (folder / MANIFEST).write_text(manifest.model_dump_json(), encoding="utf-8")
            try:
                read_dossier(folder, self._identity)
            except DossierError as error:
                return error
        return None


def _body(stored: cases.StoredCase | None) -> object:
    return None if stored is None else stored.body


def _reference(planned: check_ins.PlannedCheckIn | None) -> object:
    """A damaged reference is left out, because the check-in has to be asked all the same."""
    return (planned.reference or None) if planned is not None else None


def _evidence(kept: evidence.Evidence | None) -> object:
    return None if kept is None else (kept.file_id, kept.file_name, kept.file_key, kept.sha256)


# ---- the damage ----------------------------------------------------------------------------------------------------


def _judge(found: _Found, truth: Values, what: str, outcome: Outcome) -> None:
    wrong = [
        name for name, value in found.values.items() if value is not None and truth.get(name, value) != value
    ]
    invented = [name for name, value in found.values.items() if name not in truth and value is not None]
    outcome.wrong["wrong values shown"] += len(wrong) + len(invented)
    outcome.wrong["errors without a name"] += len(found.unnamed)
    outcome.notes += [f"{what}: {name.partition(' ')[0]} is wrong" for name in (*wrong, *invented)]
    outcome.notes += [f"{what}: {one}" for one in found.unnamed]
    noticed = bool(found.errors) or found.values != truth
    outcome.facts[f"{what}, noticed"] = int(outcome.facts.get(f"{what}, noticed", 0)) + noticed


def _copy(world: World, folder: Path) -> tuple[Path, Path]:
    path, payloads = folder / "damaged.sqlite3", folder / "damaged-evidence"
    for leftover in folder.glob("damaged.sqlite3*"):
        leftover.unlink()
    shutil.copy(world.config.database_path, path)
    shutil.rmtree(payloads, ignore_errors=True)
    shutil.copytree(world.config.evidence_folder, payloads)
    return path, payloads


def _flip(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


async def _flip_database(
    world: World, folder: Path, chance: random.Random, truth: Values, outcome: Outcome
) -> None:
    path, payloads = _copy(world, folder)
    _flip(path, chance)
    reader = _Reader(world, world.identities["griffier"], world.field_encryption)
    _judge(await reader.read(path, payloads), truth, "database flips", outcome)


async def _flip_payload(
    world: World, folder: Path, chance: random.Random, truth: Values, outcome: Outcome
) -> None:
    path, payloads = _copy(world, folder)
    db = sqlite3.connect(path)
    sealed = [
        row[0] for row in db.execute("SELECT payload_file FROM envelopes WHERE payload_file IS NOT NULL")
    ]
    db.close()
    _flip(payloads / chance.choice(sealed), chance)
    reader = _Reader(world, world.identities["griffier"], world.field_encryption)
    _judge(await reader.read(path, payloads), truth, "payload flips", outcome)


async def _swap_rows(
    world: World, folder: Path, chance: random.Random, truth: Values, outcome: Outcome
) -> None:
    """Two rows of one table exchange an encrypted column, or two envelopes their age file."""
    path, payloads = _copy(world, folder)
    places = [(c.table, c.column) for c in ENCRYPTED_COLUMNS if c.table in _ID_OF] + [
        ("envelopes", "age_file")
    ]
    db = sqlite3.connect(path)
    swappable = [(t, c) for t, c in places if db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] > 1]
    table, column = chance.choice(swappable)
    key = _ID_OF.get(table, "envelope_id")
    first, second = chance.sample(db.execute(f"SELECT {key}, {column} FROM {table}").fetchall(), 2)
    for (row_id, _), (_, value) in ((first, second), (second, first)):
        db.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (value, row_id))
    db.commit()
    db.close()
    reader = _Reader(world, world.identities["griffier"], world.field_encryption)
    _judge(await reader.read(path, payloads), truth, "rows swapped", outcome)


_ID_OF = {
    "people": "person_id",
    "snapshots": "person_id",
    "cases": "case_id",
    "outbox": "prompt_id",
    "evidence": "attachment_id",
    "check_ins": "check_in_id",
}


async def _wrong_key(
    world: World, folder: Path, chance: random.Random, truth: Values, outcome: Outcome
) -> None:
    fe, identity = world.field_encryption, world.identities["griffier"]
    sealed = chance.random() < 0.5
    if sealed:
        identity = Identity.generate()
    else:
        fe = FieldEncryption(OperationalKey.generate())
    found = await _Reader(world, identity, fe).read(world.config.database_path)
    _judge(found, truth, "wrong key", outcome)
    opened = [
        name
        for name, value in found.values.items()
        if value not in (None, []) and name.startswith("envelope") == sealed
    ]
    outcome.wrong["wrong values shown"] += len(opened)
    outcome.notes += [f"wrong key: {name.partition(' ')[0]} opens all the same" for name in opened]


_DAMAGES = (_flip_database, _flip_database, _flip_payload, _swap_rows, _flip_database, _wrong_key)
