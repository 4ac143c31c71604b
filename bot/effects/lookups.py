"""Looking up what is around a case or a person: its people, who stands in, the cases of somebody, the register.

Owns reading that from the database, for effects and for screens. Changes nothing, except listing people of old cases.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from conversations.casework.conversation import Case, case_from_json
from conversations.casework.model import StandIn
from conversations.packs.kinds import RoleKind
from conversations.packs.model import Pack
from conversations.packs.routing import reader_roles
from conversations.register import Register, quarter_before
from conversations.shown import KnownStandIn
from storage import cases, people, register, stand_ins
from storage.field_encryption import FieldEncryption
from storage.people import PersonState
from storage.resealing import with_newcomers


def _is_gone(tx: sqlite3.Connection, fe: FieldEncryption, person_id: str) -> bool:
    """Whether somebody was removed; of a damaged row nobody can say so."""
    known = people.sound_person(tx, fe, person_id)
    return known is not None and known.state is PersonState.REMOVED


def with_people(tx: sqlite3.Connection, fe: FieldEncryption, case: Case, pack: Pack) -> Case:
    """The case with everybody's role, the colleagues to whom it can be handed, and whoever came to handle it since:
    nobody who was left out of it."""
    roles, colleagues, unsealed = dict(case.roles), [], []
    for role_id, role in pack.roles.items():
        for person in people.people_with_role(tx, fe, role_id):
            roles[person.person_id] = role_id
            if not person.recipient:
                unsealed.append(person.person_id)
            outside = role_id in case.excluded_roles or person.person_id == case.reporter_id
            chosen = role.kind is RoleKind.CASE_HANDLER or person.person_id in case.escalation
            if chosen and not outside:
                colleagues.append(person.person_id)
    around = replace(
        case,
        roles=roles,
        reader_roles=case.reader_roles or reader_roles(pack, case.office, frozenset(case.excluded_roles)),
        colleagues=tuple(dict.fromkeys(colleagues)),
        without_recipient=tuple(dict.fromkeys(unsealed)),
        reporter_gone=_is_gone(tx, fe, case.reporter_id),
    )
    return with_newcomers(tx, fe, around)


def with_stand_ins(tx: sqlite3.Connection, case: Case, now: datetime) -> Case:
    """A new case with whoever stands in for its handlers and deputies, as far as they may know of it."""
    present = (*case.handlers, *case.deputies)
    named = tuple(
        StandIn(absent_id=absent, deputy_id=deputy)
        for absent, deputy in stand_ins.stand_ins(tx, now).items()
        if absent in present and deputy in case.colleagues
    )
    return replace(case, stand_ins=named)


def stand_ins_of(tx: sqlite3.Connection, fe: FieldEncryption, person_id: str) -> list[KnownStandIn]:
    """Who stands in for this person, and for whom they do, with the names that they know each other by."""
    found = []
    for known in stand_ins.standing_in(tx):
        if person_id not in (known.absent_id, known.deputy_id):
            continue
        is_deputy = person_id == known.deputy_id
        other = people.sound_person(tx, fe, known.absent_id if is_deputy else known.deputy_id)
        if other is not None:
            found.append(KnownStandIn(who=other.name, until_at=known.until_at, is_deputy=is_deputy))
    return found


def open_cases_of(
    tx: sqlite3.Connection, fe: FieldEncryption, person_id: str, limit: int | None = None
) -> Iterator[Case]:
    """The cases that are with this person and not finished: what is urgent first, then the oldest; at most `limit`."""
    for case_id in cases.open_case_ids_of(tx, person_id, limit):
        stored = cases.load_case(tx, fe, case_id)
        case = case_from_json(stored.body) if stored is not None else None
        if case is not None and person_id in case.told:
            yield case


def list_people_of_older_cases(tx: sqlite3.Connection, fe: FieldEncryption, limit: int) -> int:
    """Record with whom the cases of an older version are, a number at a time; how many there were."""
    older = cases.cases_without_people(tx, limit)
    for case_id in older:
        stored = cases.load_case(tx, fe, case_id)
        assert stored is not None
        cases.list_people(tx, case_id, case_from_json(stored.body).told)
    return len(older)


def register_of(tx: sqlite3.Connection, fe: FieldEncryption, period: str) -> Register:
    """The numbers of a quarter, beside those of the one before it."""
    return Register(
        counts=register.counts_of(tx, fe, period), before=register.counts_of(tx, fe, quarter_before(period))
    )
