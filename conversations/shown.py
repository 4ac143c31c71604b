"""Everything that a view may look at, brought by whoever sends a message.

Owns no wording and reads nothing: what is to be shown is looked up elsewhere, at the moment of sending.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from conversations import register
from conversations.aftercare.overview import CareLine, CareTally
from conversations.casework.conversation import Case
from conversations.moves import Setting
from conversations.own_data import OwnData
from conversations.snapshot import Snapshot
from conversations.wording import Args, Words


@dataclass(frozen=True, kw_only=True)
class KnownStandIn:
    """Somebody who stands in: `who` is the other person's name, `until_at` None as long as no end was chosen."""

    who: str
    until_at: datetime | None
    is_deputy: bool


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Everything a view may look at. `case` and `cases` are only what this person may see; `name` is a reporter's.

    `brought` are the words that a message brings; `unreadable_by` who cannot open all of the case yet; `own` what is
    kept about this person; `care` the aftercare of a handler's cases, with the `tally` of how people found it.
    `link` is the address for somebody close to the reporter.
    """

    snapshot: Snapshot
    setting: Setting
    words: Words
    args: Args
    case: Case | None = None
    cases: Sequence[Case] = ()
    name: str = ""
    brought: str = ""
    unreadable_by: Sequence[str] = ()
    own: OwnData = field(default_factory=OwnData)
    stand_ins: Sequence[KnownStandIn] = ()
    counts: register.Register = field(default_factory=register.Register)
    care: Sequence[CareLine] = ()
    tally: CareTally = field(default_factory=CareTally)
    link: str = ""
