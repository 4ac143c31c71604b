"""Looking at what is on the stage: what the bot said, who somebody is to it, and what was sealed.

Owns reading, and changes nothing but what was heard already. Must not know how anything came about.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.demo.world import Character, World
from conversations.casework.conversation import Case, case_from_json
from conversations.snapshot import Snapshot, from_json
from storage import cases, envelopes, people, snapshots
from storage.database import Database
from storage.envelopes import StoredEnvelope
from storage.people import Person
from storage.reports import whole_age_file
from storage.sealing import Envelope, Identity, open_envelope
from storage.sealing.errors import SealingError
from tests.phones import News, Phones

T = TypeVar("T")


@dataclass
class Actor:
    """Somebody with a phone. `token` is the invitation that was made for them, empty for a stranger."""

    name: str
    telegram_id: int
    language_code: str = "nl"
    token: str = ""
    character: Character | None = None


class Looking:
    """What can be seen of the stage."""

    world: World
    phones: Phones
    actors: dict[str, Actor]

    @property
    def db(self) -> Database:
        """The database of the running bot."""
        raise NotImplementedError

    def hears(self, name: str = "") -> list[News]:
        """What the bot did since the last time that somebody looked, in all chats or in one."""
        mine = [n for n in self.phones.news if not name or n.chat_id == self.actors[name].telegram_id]
        self.phones.news = [n for n in self.phones.news if n not in mine]
        return mine

    async def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Read something in the bot's database."""
        return await self.db.read(work)

    async def person(self, name: str) -> Person | None:
        """Who somebody is to the bot."""
        if name not in self.actors:
            return None
        fe, telegram_id = self.world.field_encryption, self.actors[name].telegram_id
        return await self.read(lambda tx: people.person_by_telegram_id(tx, fe, telegram_id))

    async def snapshot(self, name: str) -> Snapshot:
        """Where somebody is in their conversation."""
        person = await self.person(name)
        assert person is not None
        fe, person_id = self.world.field_encryption, person.person_id
        body = await self.read(lambda tx: snapshots.load_snapshot(tx, fe, person_id))
        return from_json(body) if body is not None else Snapshot()

    async def cases(self) -> list[Case]:
        """Every case, oldest first."""
        fe = self.world.field_encryption

        def load(tx: sqlite3.Connection) -> list[Case]:
            stored = (cases.load_case(tx, fe, case_id) for case_id in cases.all_case_ids(tx))
            return [case_from_json(s.body) for s in stored if s is not None]

        return await self.read(load)

    async def envelopes(self, case_id: str) -> list[StoredEnvelope]:
        """Everything that was sealed for a case."""
        return await self.read(lambda tx: envelopes.envelopes_of(tx, case_id))

    def opened(self, envelope: StoredEnvelope, identity: Identity) -> Envelope | None:
        """What is in an envelope, or None when this identity cannot open it."""
        age_file = whole_age_file(envelope, self.world.config.evidence_folder)
        try:
            return open_envelope(age_file, [identity])
        except SealingError:
            return None
