"""Carrying out what aftercare asks for beyond the calendar: the overview, the tally, lines, files that are shared.

Owns the step from those effects to rows, inside the transaction of the event, and looking up what the overview shows.
Decides nothing. What is said about the aftercare is recorded without a person: no audit line, no case, no time.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from bot.effects.executor import Executor
from conversations import effects as fx
from conversations.aftercare import overview as care_overview
from conversations.aftercare.overview import CareLine, CareTally
from conversations.casework.conversation import case_from_json
from conversations.sealed_content import CONTENT_TYPE, remark_content
from storage import care_tally, cases, check_ins, evidence, outbox, people
from storage.check_ins import CheckInState
from storage.field_encryption import FieldEncryption
from storage.people import PersonKind, PersonState
from storage.sealing import Recipient

# ---- the overview -----------------------------------------------------------------------------------------------


def show_aftercare(executor: Executor, effect: fx.ShowAftercare) -> None:
    """Every reporter in aftercare whose case is with this handler, each case as a button."""
    lines = aftercare_of(executor.tx, executor.fe, executor.person().person_id)
    executor.queue(
        fx.Say(
            texts=("care-overview",),
            view=care_overview.VIEW,
            buttons=care_overview.rows_of(lines),
            push=False,
        )
    )


def aftercare_of(tx: sqlite3.Connection, fe: FieldEncryption, person_id: str) -> list[CareLine]:
    """The aftercare of every case that was told to this person, closed ones too while something is planned."""
    found = (
        _care_line(tx, fe, case_id, person_id) for case_id in check_ins.cases_in_aftercare(tx, person_id)
    )
    return [line for line in found if line is not None]


def _care_line(tx: sqlite3.Connection, fe: FieldEncryption, case_id: str, person_id: str) -> CareLine | None:
    stored = cases.load_case(tx, fe, case_id)
    case = case_from_json(stored.body) if stored is not None else None
    if case is None or person_id not in case.told:
        return None
    known = check_ins.check_ins_of_case(tx, fe, case_id)
    asked = next((c for c in known if c.state is CheckInState.ASKED), None)
    planned = next((c for c in known if c.state is CheckInState.PLANNED), None)
    reporter = people.person_by_id(tx, fe, case.reporter_id)
    coming = asked or planned
    return CareLine(
        case=case,
        kind=coming.kind if coming is not None else "",
        due_at=planned.due_at if asked is None and planned is not None else None,
        paused=reporter is not None and reporter.state is PersonState.BLOCKED,
    )


def tally(tx: sqlite3.Connection, fe: FieldEncryption) -> CareTally:
    """How people found the aftercare, as far as that may be shown."""
    return CareTally(counts=care_tally.total_of(care_tally.shown_groups(tx, fe)))


# ---- how it was -------------------------------------------------------------------------------------------------


def count_rating(executor: Executor, effect: fx.CountRating) -> None:
    """One more in the tally."""
    care_tally.count_rating(executor.tx, executor.fe, effect.rating, executor.occasion.at)


def keep_remark(executor: Executor, effect: fx.KeepRemark) -> None:
    """Seal a line for every case handler there is, and the recovery: the same for whoever wrote it."""
    place = executor.place
    handlers = (p for p in people.all_people(executor.tx, executor.fe) if p.kind is PersonKind.CASE_HANDLER)
    found = [place.recovery, *(Recipient.parse(p.recipient) for p in handlers if p.recipient)]
    care_tally.keep_remark(
        executor.tx,
        remark_content(effect.text),
        list({str(r): r for r in found}.values()),
        content_type=CONTENT_TYPE,
        month=first_of_month(executor.occasion.at),
        pack_id=place.pack.id,
        pack_version=place.pack.version,
    )


def first_of_month(at: datetime) -> datetime:
    """The month, as an instant."""
    return datetime(at.year, at.month, 1, tzinfo=UTC)


# ---- files ------------------------------------------------------------------------------------------------------


def adopt_evidence(executor: Executor, effect: fx.AdoptEvidence) -> None:
    """The files that were sent with the answers join the case."""
    evidence.adopt_evidence(executor.tx, effect.draft_id, effect.case_id)


def drop_unsent(executor: Executor, effect: fx.DropUnsent) -> None:
    """Take back what was never sent and is asked anew."""
    outbox.take_back(executor.tx, executor.fe, effect.to or executor.person().person_id, effect.scope)
