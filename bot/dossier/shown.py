"""What the page may know of cases outside the sealed files: the register's data, for one case handler.

Owns who may see which case, and the shape of the JSON. Nothing here was written by a reporter: that is sealed.
"""

from __future__ import annotations

import base64
import sqlite3
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.effects.workplace import Workplace
from conversations.casework.conversation import Case, case_from_json
from storage import case_lists, cases, envelopes, people, recipients
from storage.envelopes import StoredEnvelope
from storage.people import Person, PersonKind, PersonState
from storage.resealing import with_newcomers
from storage.sealing.canonical import format_time

WELCOME = (PersonKind.CASE_HANDLER, PersonKind.INFORMED_OFFICER)
"""Who may come to the page at all; which cases they see is decided per case."""


@dataclass(frozen=True, kw_only=True)
class Reader:
    """A case handler who looks, with every recipient that is theirs."""

    person: Person
    own: frozenset[str] = field(repr=False)

    def opens(self, envelope: StoredEnvelope) -> bool:
        """Whether this envelope is sealed to this reader."""
        return not self.own.isdisjoint(envelope.recipients)


def reader_of(tx: sqlite3.Connection, place: Workplace, person_id: str) -> Reader | None:
    """This person as a reader; None when they may not come in (any more)."""
    person = people.person_by_id(tx, place.field_encryption, person_id)
    if person is None or person.kind not in WELCOME or person.state is PersonState.REMOVED:
        return None
    kept = recipients.of_person(tx, place.field_encryption, person_id)
    own = {k.recipient for k in kept if k.state in ("confirmed", "former")}
    if person.recipient:
        own.add(person.recipient)
    return Reader(person=person, own=frozenset(own))


def case_for(tx: sqlite3.Connection, place: Workplace, reader: Reader, case_id: str) -> Case | None:
    """The case, when this reader was told of it or something in it is sealed to them."""
    stored = cases.load_case(tx, place.field_encryption, case_id)
    case = case_from_json(stored.body) if stored is not None else None
    if case is None:
        return None
    if stepped_back(reader, case):
        return None
    if reader.person.person_id in case.told or any(
        reader.opens(e) for e in envelopes.envelopes_of(tx, case_id)
    ):
        return case
    return None


def stepped_back(reader: Reader, case: Case) -> bool:
    """Whether this reader stepped back from the case, and was told that they would see nothing more of it."""
    return reader.person.person_id in case.recused and reader.person.person_id not in case.told


def envelope_for(
    tx: sqlite3.Connection, place: Workplace, reader: Reader, envelope_id: int
) -> StoredEnvelope | None:
    """The sealed file, when it is sealed to this reader and they did not step back from its case."""
    found = envelopes.envelope_by_id(tx, envelope_id)
    if found is None or not reader.opens(found):
        return None
    stored = cases.load_case(tx, place.field_encryption, found.case_id)
    return found if stored is None or not stepped_back(reader, case_from_json(stored.body)) else None


def case_list(
    tx: sqlite3.Connection, place: Workplace, reader: Reader, *, finished: bool = False
) -> dict[str, Any]:
    """The open cases of this reader in the order of the page's list, urgent first, then by clock; or those that are
    finished, the newest first. Only these are decrypted. `finished` says how many of those there are.
    """
    listed = case_lists.listed_cases(tx, reader.person.person_id, reader.own)
    found = []
    for case_id in listed.finished_ids if finished else listed.open_ids:
        stored = cases.load_case(tx, place.field_encryption, case_id)
        if stored is not None:
            found.append(case_from_json(stored.body))
    found = [case for case in found if not stepped_back(reader, case)]
    if finished:
        found.reverse()
    else:
        found.sort(key=lambda c: (not c.urgent, c.received_at is not None, c.created_at))
    return {"cases": [_line(case, reader) for case in found], "finished": len(listed.finished_ids)}


def case_detail(tx: sqlite3.Connection, place: Workplace, reader: Reader, case: Case) -> dict[str, Any]:
    """A case with everything that the register knows of it, and which sealed files it has."""
    kept = envelopes.envelopes_of(tx, case.case_id)
    names = _names(tx, place)
    deputies = with_newcomers(tx, place.field_encryption, case).deputies
    ids = {*case.told, *case.handlers, *deputies, case.received_by} - {"", case.reporter_id}
    return {
        **_line(case, reader),
        "office": case.office,
        "pack": {"id": case.pack_id, "version": case.pack_version},
        "delivered_at": _iso(case.delivered_at),
        "received_by": case.received_by,
        "people": {p: _person(tx, place, p) for p in sorted(ids)},
        "envelopes": [_envelope(e, reader, names) for e in kept],
    }


def _line(case: Case, reader: Reader) -> dict[str, Any]:
    due_at = case.receipt_due_at if case.received_at is None and case.is_open else None
    return {
        "case_id": case.case_id,
        "reference": case.reference,
        "kind": case.kind,
        "urgent": case.urgent,
        "state": case.state,
        "created_at": _iso(case.created_at),
        "received_at": _iso(case.received_at),
        "opened_at": _iso(case.opened_at),
        "due_at": _iso(due_at),
        "mine": reader.person.person_id in case.told,
    }


def _envelope(envelope: StoredEnvelope, reader: Reader, names: dict[str, str]) -> dict[str, Any]:
    return {
        "envelope_id": envelope.envelope_id,
        "part": envelope.part,
        "revision": envelope.revision,
        "created_at": format_time(envelope.created_at),
        "sha256": envelope.sha256.hex(),
        "signature": base64.b64encode(envelope.signature).decode("ascii"),
        "readable": reader.opens(envelope),
        "readers": sorted({names.get(r, "") for r in envelope.recipients}),
    }


def _names(tx: sqlite3.Connection, place: Workplace) -> dict[str, str]:
    """Whose each recipient is: a pack role, or `recovery` for the organisation's own."""
    fe = place.field_encryption
    named = {str(place.recovery): "recovery"}
    for person in people.all_people(tx, fe):
        own = [k.recipient for k in recipients.of_person(tx, fe, person.person_id)]
        for recipient in (*own, *((person.recipient,) if person.recipient else ())):
            named[recipient] = person.role
    return named


def _person(tx: sqlite3.Connection, place: Workplace, person_id: str) -> dict[str, str]:
    person = people.person_by_id(tx, place.field_encryption, person_id)
    return {"name": person.name, "role": person.role} if person is not None else {"name": "", "role": ""}


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None
