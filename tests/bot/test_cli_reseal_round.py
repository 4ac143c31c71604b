"""Whole rounds of sealing again as people come and go, with the commands, and what is not accepted in between."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from bot.person_removal import remove
from bot.reseal.listing import SealingList, proven, read_result, secret_for
from conversations.casework.conversation import case_from_json
from conversations.packs.routing import reader_roles
from storage import cases, people, recipients
from storage.database import Database
from storage.people import Person, PersonKind
from storage.recipients import KeptRecipient, RecipientState
from storage.resealing import with_newcomers
from storage.sealing import Identity
from tests.bot.cli_testkit import GRIFFIER, RECOVERY, refused, succeeded
from tests.bot.dossier_testkit import AT, CASE_ID, REFERENCE
from tests.bot.reseal_testkit import PIM, STRANGER, Changing

EVERYTHING = {"report", "supplement", "check-in-first", "evidence-f1"}
DEPUTY = "plaatsvervangend-griffier"


class Round(Changing):
    """A case of Gerda alone, opened under the routing of the pack. Each round begins with empty folders."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.transaction(lambda tx: people.remove_person(tx, self.made.fe, "pim"))
        roles = reader_roles(self.pack, "raadslid", frozenset())
        assert DEPUTY in roles
        self.change(lambda case: replace(case, reader_roles=roles))
        self.everybody_reads_it()

    def everybody_reads_it(self) -> None:
        """The evidence is sealed to Gerda alone: the first round gives it to the recovery identity."""
        self.whole_round(GRIFFIER)

    def whole_round(self, identity: Identity) -> str:
        for folder in (self.to, self.back):
            shutil.rmtree(folder, ignore_errors=True)
        succeeded(self.ask())
        shown = succeeded(self.reseal(identity))
        succeeded(self.accept())
        return shown

    def nothing_to_do(self) -> None:
        shutil.rmtree(self.to, ignore_errors=True)
        refused(self.ask(), "iedereen")

    def deputies_now(self) -> tuple[str, ...]:
        """Whom the receipt clock would tell next."""

        def work(tx: sqlite3.Connection) -> tuple[str, ...]:
            stored = cases.load_case(tx, self.made.fe, CASE_ID)
            assert stored is not None
            return with_newcomers(tx, self.made.fe, case_from_json(stored.body)).deputies

        return self.transaction(work)

    def leaves(self, person_id: str) -> None:
        async def go() -> None:
            db = await Database.open(self.made.config.database_path)
            try:
                await remove(db, self.made.fe, person_id, self.made.config.evidence_folder)
            finally:
                await db.close()

        asyncio.run(go())


@pytest.fixture
def case(tmp_path: Path) -> Round:
    return Round(tmp_path)


def test_who_comes_after_the_report_reads_it_and_who_leaves_does_not(case: Round) -> None:
    case.nothing_to_do()
    case.enrol("dora", "Dora Plaatsvervangster", PIM, role=DEPUTY)
    assert case.opens(PIM) == set()
    shown = case.whole_round(GRIFFIER)
    assert "Dora Plaatsvervangster (Plaatsvervangend griffier) – nieuw" in shown
    assert [case.opens(i) for i in (GRIFFIER, PIM, RECOVERY)] == [EVERYTHING] * 3
    case.nothing_to_do()
    case.leaves("gerda")
    shown = case.whole_round(PIM)
    assert "Gerda" not in shown
    assert case.opens(GRIFFIER) == set()
    assert [case.opens(i) for i in (PIM, RECOVERY)] == [EVERYTHING] * 2
    case.enrol("gijs", "Gijs Nieuw-Testman", STRANGER)  # the griffier after her
    assert "Gijs Nieuw-Testman (Griffier) – nieuw" in case.whole_round(PIM)
    assert case.opens(STRANGER) == EVERYTHING
    case.nothing_to_do()


def test_what_was_brought_back_before_or_was_made_up_changes_nothing(case: Round) -> None:
    case.enrol("dora", "Dora Plaatsvervangster", PIM, role=DEPUTY)
    case.whole_round(GRIFFIER)
    replayed, first_list = case.back.with_name("eerder"), (case.folder / "reseal.json").read_text()
    shutil.copytree(case.back, replayed)
    case.leaves("gerda")
    case.whole_round(PIM)
    now = case.sealed()
    refused(case.made.run("accept", replayed), "is sindsdien veranderd")
    forged = json.loads((replayed / REFERENCE / "resealed.json").read_text())
    forged["recipients"] = json.loads(case.result_file.read_text())["recipients"]
    case.bring_back(forged)  # the present people, with the proof of an earlier list
    listed = SealingList.model_validate(json.loads(first_list)["list"])
    secret, result = secret_for(listed, GRIFFIER), read_result(case.result_file)
    assert secret is not None
    assert result is not None
    case.result_file.write_text(proven(result, secret).model_dump_json())
    assert "al opgenomen" in succeeded(case.accept())  # nothing waits, so nothing is taken
    assert case.sealed() == now
    case.enrol("gijs", "Gijs Nieuw-Testman", STRANGER)
    present = [*forged["recipients"], str(STRANGER.recipient)]
    case.bring_back({**forged, "recipients": present})
    result = read_result(case.result_file)
    assert result is not None
    case.result_file.write_text(proven(result, secret).model_dump_json())
    refused(case.accept(), "niet te zien wie")  # Gerda opens nothing any more, so she seals for nobody
    assert case.sealed() == now


def test_a_deputy_whose_key_still_waits_comes_in_when_it_is_confirmed(case: Round) -> None:
    person = Person(
        person_id="dora",
        telegram_id=99,
        kind=PersonKind.CASE_HANDLER,
        role=DEPUTY,
        name="Dora Plaatsvervangster",
    )
    case.transaction(lambda tx: people.add_person(tx, case.made.fe, person, AT))
    kept = KeptRecipient(
        recipient_id="d" * 32,
        person_id="dora",
        recipient=str(PIM.recipient),
        state=RecipientState.PENDING,
        created_at=AT,
    )
    case.transaction(lambda tx: recipients.offer(tx, case.made.fe, kept))
    case.nothing_to_do()  # there is nothing yet to seal to
    succeeded(case.made.run("confirm-recipient", answers=PIM.recipient.fingerprint() + "\n"))
    case.whole_round(GRIFFIER)
    assert case.opens(PIM) == EVERYTHING


@pytest.mark.parametrize("why", ["recused", "former", "reporter_id", "excluded_roles", "reader_roles"])
def test_a_new_deputy_who_was_left_out_stays_out(case: Round, why: str) -> None:
    values: dict[str, object] = {
        "recused": ("dora",),
        "former": ("dora",),
        "reporter_id": "dora",
        "excluded_roles": (DEPUTY,),
        "reader_roles": ("griffier",),
    }
    case.enrol("dora", "Dora Plaatsvervangster", PIM, role=DEPUTY)
    case.change(lambda c: replace(c, **{why: values[why]}))  # type: ignore[arg-type]
    case.nothing_to_do()
    assert case.opens(PIM) == set()
    assert case.deputies_now() == ()
