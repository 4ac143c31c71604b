"""An installation with one case whose people change, and both computers of resealing: the server and the handler's."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from typer.testing import Result

from bot.cli.store import alone
from bot.server_keys import load_signing_key
from conversations.casework.conversation import Case, case_from_json, case_to_json
from storage import audit, cases, envelopes, people
from storage.database import Database
from storage.envelopes import StoredEnvelope
from storage.people import Person, PersonKind
from storage.reports import whole_age_file
from storage.sealing import Identity, NoMatchingIdentityError, open_envelope, split_age_file
from tests.bot.cli_testkit import GRIFFIER, PASSPHRASE, install, protected_identity, run
from tests.bot.dossier_testkit import AT, CASE_ID, REFERENCE, Filled

EVERYTHING = {"report", "supplement", "check-in-first", "evidence-f1"}
"""The parts of the case that are sealed."""

PIM, STRANGER = Identity.generate(), Identity.generate()
T = TypeVar("T")


class Changing(Filled):
    """A case of Gerda, the griffier; everything is sealed to her and, all but the evidence, to the recovery."""

    def __init__(self, folder: Path) -> None:
        super().__init__(install(folder))
        self.back = folder / "terug"
        self.trusted = folder / "verifying-key"
        self.trusted.write_text(load_signing_key(self.made.config).verifying_key.serialise() + "\n")
        self.enrol("gerda", "Gerda Testman", GRIFFIER)
        self.enrol("pim", "Pim Voorbeeldsma", PIM)
        self.change(lambda case: replace(case, handlers=("gerda",), told=("gerda",)))

    # ---- the database -------------------------------------------------------------------------------------------

    def transaction(self, work: Callable[[sqlite3.Connection], T]) -> T:
        async def go() -> T:
            db = await Database.open(self.made.config.database_path)
            try:
                return await db.transaction(work)
            finally:
                await db.close()

        return asyncio.run(go())

    def enrol(self, person_id: str, name: str, identity: Identity, role: str = "griffier") -> None:
        person = Person(
            person_id=person_id,
            telegram_id=len(name),
            kind=PersonKind.CASE_HANDLER,
            role=role,
            name=name,
            recipient=str(identity.recipient),
        )
        self.transaction(lambda tx: people.add_person(tx, self.made.fe, person, AT))

    def change(self, how: Callable[[Case], Case]) -> None:
        """Change who is with the case."""

        def work(tx: sqlite3.Connection) -> None:
            stored = cases.load_case(tx, self.made.fe, CASE_ID)
            assert stored is not None
            case = how(case_from_json(stored.body))
            cases.save_case(
                tx,
                self.made.fe,
                case_id=CASE_ID,
                state=case.state,
                urgent=case.urgent,
                body=case_to_json(case),
                told=case.told,
            )

        self.transaction(work)

    def add_pim(self) -> None:
        self.change(lambda case: replace(case, deputies=("pim",)))

    def pim_takes_over(self) -> None:
        self.change(lambda case: replace(case, handlers=("pim",), former=("gerda",), told=("pim",)))

    def sealed(self) -> dict[str, StoredEnvelope]:
        return {e.part: e for e in self.transaction(lambda tx: envelopes.envelopes_of(tx, CASE_ID))}

    def opens(self, identity: Identity) -> set[str]:
        """The parts that this identity opens now, straight out of the register."""
        found = set()
        for part, envelope in self.sealed().items():
            age_file = whole_age_file(envelope, self.made.config.evidence_folder)
            try:
                assert open_envelope(age_file, [identity]).header.part == part
            except NoMatchingIdentityError:
                continue
            found.add(part)
        return found

    def audited(self) -> list[tuple[str, str]]:
        lines = self.transaction(lambda tx: audit.lines_about(tx, CASE_ID))
        return [(line.actor, line.action) for line in lines]

    def the_bot_picks_up(self) -> None:
        async def go() -> None:
            async with alone(self.made.config, self.made.fe):
                pass

        asyncio.run(go())

    # ---- the commands -------------------------------------------------------------------------------------------

    def ask(self) -> Result:
        return self.made.run("export", "--to-reseal", "--to", self.to)

    def reseal(self, identity: Identity = GRIFFIER, answers: str = "ja\n", language: str = "nl") -> Result:
        key, passphrase = protected_identity(self.made.folder, identity)
        assert passphrase.read_text().strip() == PASSPHRASE
        return run(
            *("reseal", self.to, "--identity", key, "--passphrase-file", passphrase),
            *("--verifying-key", self.trusted, "--to", self.back, "--language", language),
            answers=answers,
        )

    def accept(self) -> Result:
        return self.made.run("accept", self.back)

    @property
    def result_file(self) -> Path:
        return self.back / REFERENCE / "resealed.json"

    def brought_back(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(self.result_file.read_text())
        return loaded

    def bring_back(self, changed: dict[str, Any]) -> None:
        self.result_file.write_text(json.dumps(changed))


def whole(case: Changing, envelope: StoredEnvelope) -> bytes:
    """The age file of an envelope, with its payload wherever that is kept."""
    return whole_age_file(envelope, case.made.config.evidence_folder)


def payloads(case: Changing) -> dict[str, bytes]:
    """What follows the header of every sealed part."""
    return {part: split_age_file(whole(case, e))[1] for part, e in case.sealed().items()}


def files_under(folder: Path) -> list[Path]:
    """Every file in a folder and its folders."""
    return [path for path in folder.rglob("*") if path.is_file()]
