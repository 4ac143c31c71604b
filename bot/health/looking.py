"""Owns what there is to see of how the bot is doing: the queue, what waits too long, who can be reached, room on disk.

Must not know who is told of it. Codes, counts and times only: nothing that identifies a reporter or a case leaves here.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from conversations.packs.model import Pack
from storage import evidence, inbox, outbox, people, troubles
from storage.field_encryption import FieldEncryption
from storage.people import Person, PersonKind, PersonState

RECENT = timedelta(days=1)
"""How long an update that could not be handled counts: after that, asking again makes no sense any more."""


@dataclass(frozen=True, kw_only=True)
class Queue:
    """What waits, and what was given up: `dead` counts messages, and updates of the last day."""

    queued: int = 0
    oldest_queued_at: datetime | None = None
    dead: int = 0


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What one look in the database showed.

    `administrators` are (chat id, language); `unreached_roles` have nobody who can be reached although somebody may
    report to them; `damaged_people` counts rows that were changed from outside; `told` and `last_received_at` are what
    was noted before a restart.
    """

    queue: Queue = Queue()
    oldest_wanted_at: datetime | None = None
    unreached_roles: tuple[str, ...] = ()
    damaged_people: int = 0
    administrators: tuple[tuple[int, str], ...] = field(default=(), repr=False)
    told: dict[str, datetime] = field(default_factory=dict)
    last_received_at: datetime | None = None


def look(tx: sqlite3.Connection, fe: FieldEncryption, pack: Pack, now: datetime) -> Seen:
    """Everything that the database shows now."""
    enrolled, damaged = people.everybody(tx, fe)
    return Seen(
        queue=Queue(
            queued=outbox.queue_depth(tx),
            oldest_queued_at=outbox.oldest_queued_at(tx),
            dead=len(outbox.list_dead(tx)) + inbox.count_dead(tx, now - RECENT),
        ),
        oldest_wanted_at=evidence.oldest_wanted_at(tx),
        unreached_roles=unreached_roles(enrolled, pack),
        damaged_people=len(damaged),
        administrators=tuple(
            (p.telegram_id, p.language)
            for p in enrolled
            if p.kind is PersonKind.ADMINISTRATOR
            and p.state is PersonState.ACTIVE
            and p.telegram_id is not None
        ),
        told=troubles.told(tx),
        last_received_at=troubles.last_received(tx),
    )


def unreached_roles(enrolled: Sequence[Person], pack: Pack) -> tuple[str, ...]:
    """The roles of which nobody can be reached: every role whose people all blocked the bot, and the first handlers of
    every office that somebody is enrolled with. A role that nobody needs yet is no trouble."""
    wanted = {role for office in _offices(enrolled, pack) for role in pack.offices[office].handlers}
    having = {person.role for person in enrolled if person.role in pack.roles}
    reached = {person.role for person in enrolled if person.state is PersonState.ACTIVE}
    return tuple(role for role in pack.roles if role in wanted | having and role not in reached)


def _offices(enrolled: Iterable[Person], pack: Pack) -> set[str]:
    return {person.office for person in enrolled if person.office in pack.offices}


def free_bytes(folder: Path) -> int:
    """How much room there is on the disk of this folder, in bytes. Raises OSError."""
    return shutil.disk_usage(folder).free
