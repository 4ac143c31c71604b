"""What carrying out needs to know: the place where it happens, and the event because of which.

Owns how a person in the database becomes the setting of a conversation. Carries out nothing itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.effects.at_hand import SnapshotsAtHand
from conversations import effects as fx
from conversations.casework.conversation import Case
from conversations.events import Event
from conversations.moves import Setting
from conversations.packs.model import Pack
from conversations.packs.routing import office_of_role
from conversations.snapshot import Person as Speaker
from storage.field_encryption import FieldEncryption
from storage.people import Person
from storage.reports import Register
from storage.sealing import Recipient


class PackUnknownError(Exception):
    """A case was opened under a version of a pack that is not here any more."""


@dataclass(frozen=True, kw_only=True)
class Workplace:
    """What carrying out needs: the pack of today, every pack version a case may have, the register, the recovery key.

    `dropped_payloads` are payload files that may be unlinked once no row refers to them any more; `evidence_effects`
    is which effects there were since anybody looked that give the workers of evidence something to do.
    `spool_folder` is where the command line
    leaves requests while the bot runs.
    """

    pack: Pack
    packs: dict[tuple[str, int], Pack]
    field_encryption: FieldEncryption
    register: Register
    recovery: Recipient
    organisation: str
    dropped_payloads: set[str]
    spool_folder: Path | None = None
    evidence_effects: set[type[fx.Effect]] = field(default_factory=set)
    snapshots_at_hand: SnapshotsAtHand = field(default_factory=SnapshotsAtHand)

    def pack_of(self, case: Case) -> Pack:
        """The pack under which a case was opened. Raises PackUnknownError."""
        try:
            return self.packs[case.pack_id, case.pack_version]
        except KeyError:
            raise PackUnknownError("a case needs a pack version that is not installed") from None


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """The event whose effects are carried out. `person` is whose conversation it is, None for a case's own clock."""

    at: datetime
    nonce: str
    person: Person | None = None
    callback_query_id: str = ""
    file_id: str = ""
    event: Event | None = None


def setting_of(
    person: Person, pack: Pack, organisation: str = "", roles: Mapping[str, bool] | None = None
) -> Setting:
    """The setting of a conversation with this person. `roles` are those of others, each with whether it can read."""
    speaker = Speaker(
        person_id=person.person_id,
        kind=person.kind,
        language=person.language,
        office=person.office or office_of_role(pack, person.role),
        role=person.role,
        name=person.name,
    )
    return Setting(
        pack=pack,
        person=speaker,
        organisation=organisation,
        enrolled_roles=None if roles is None else frozenset(roles),
        reading_roles=None if roles is None else frozenset(role for role, reads in roles.items() if reads),
    )
