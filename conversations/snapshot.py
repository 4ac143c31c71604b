"""Where a person is in their conversation, as one frozen value that can be written down and read back.

Owns the states and what is remembered between two messages. Knows nothing of how it is stored: `to_json` and
`from_json` only turn it into bytes, which the caller has to encrypt.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from pydantic import TypeAdapter

from conversations.draft import Draft, Entry


class MenuState(StrEnum):
    """Nothing is being asked."""

    IDLE = "menu.idle"


class ReportState(StrEnum):
    """A report is being written: each state is named after the answer it waits for."""

    SAFETY = "report.safety"
    EMERGENCY = "report.emergency"
    WHAT_HAPPENED = "report.what_happened"
    WHEN = "report.when"
    CHANNEL = "report.channel"
    BEHAVIOUR = "report.behaviour"
    TARGET = "report.target"
    INJURY = "report.injury"
    PERPETRATOR = "report.perpetrator"
    PERPETRATOR_EARLIER = "report.perpetrator_earlier"
    PERPETRATOR_OFFICE = "report.perpetrator_office"
    EFFECT = "report.effect"
    WEIGHT = "report.weight"
    FUNCTIONING = "report.functioning"
    RESPONSE = "report.response"
    SUPPORT = "report.support"
    FOLLOW_UP_SELF = "report.follow_up_self"
    FOLLOW_UP_PERPETRATOR = "report.follow_up_perpetrator"
    WHO_MAY_KNOW = "report.who_may_know"
    LEFT_OUT = "report.left_out"
    EVIDENCE = "report.evidence"
    REVIEW = "report.review"
    PART = "report.part"
    STOPPING = "report.stopping"
    DISCARDING = "report.discarding"


class ContactState(StrEnum):
    """A call is being arranged, without a report."""

    PHONE = "contact.phone"
    DOUBT = "contact.doubt"


class FiledState(StrEnum):
    """Something is being done with a report that was sent before."""

    SUPPLEMENT = "filed.supplement"
    WITHDRAWAL = "filed.withdrawal"
    WIPING = "filed.wiping"


class CheckInState(StrEnum):
    """A check-in is being answered: the one question it waits for is in the snapshot's check-in."""

    INVITED = "check_in.invited"
    ASKING = "check_in.asking"
    CONSENT = "check_in.consent"
    LATER = "check_in.later"
    STOPPING = "check_in.stopping"


class CaseWorkState(StrEnum):
    """Words for a case are being written: by a reporter or a case handler; for what stands in `writing`."""

    WRITING = "case.writing"


State = MenuState | ReportState | ContactState | FiledState | CheckInState | CaseWorkState


@dataclass(frozen=True, kw_only=True)
class FiledReport:
    """What the reporter's own list needs to know of a report that was sent. Its content is not here.

    `kind` is report, callback or doubt. `message_ids` are the messages it was made of, so that a later edit of one
    of them becomes a supplement.
    """

    case_id: str
    reference: str
    sent_at: datetime
    urgent: bool
    left_out: tuple[str, ...] = ()
    message_ids: tuple[int, ...] = ()
    supplements: int = 0
    withdrawn: bool = False
    kind: str = "report"


@dataclass(frozen=True, kw_only=True)
class JoinedCheckIn:
    """A check-in of another report that is answered together with the open one."""

    check_in_id: str
    case_id: str
    reference: str


@dataclass(frozen=True, kw_only=True)
class CheckIn:
    """A check-in that has been asked or is being answered.

    `question` is empty at the invitation; `path` is the way back, `returns_to` where a side step (the phone number
    for a call) leads to. `touched_at` is the last thing that happened in it, `snoozed_until` when it is asked again.
    `offers` are the offers of care that were made, so that none is made twice. All times are UTC.
    """

    check_in_id: str
    case_id: str
    reference: str
    kind: str
    touched_at: datetime
    question: str = ""
    path: tuple[str, ...] = ()
    returns_to: str | None = None
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    entries: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    joined: tuple[JoinedCheckIn, ...] = ()
    offers: tuple[str, ...] = ()
    reminded: bool = False
    snoozed: int = 0
    snoozed_until: datetime | None = None

    def chosen(self, question: str) -> tuple[str, ...]:
        """What was chosen for this question."""
        return self.choices.get(question, ())

    def texts(self, question: str) -> tuple[Entry, ...]:
        """What was written at this question."""
        return self.entries.get(question, ())

    def is_empty(self) -> bool:
        """Whether nothing at all has been answered."""
        return not (any(self.choices.values()) or any(self.entries.values()))


@dataclass(frozen=True, kw_only=True)
class CareFacts:
    """The few facts that a later check-in of the same report needs. Choices only, never words.

    `wanted` is what had to be arranged and is not yet; `caller` is the role that was asked to call, `call_case_id`
    the request for that call. `unanswered` counts check-ins without any reaction. After `stopped` nothing is
    asked any more, unless the reporter asks for it.
    """

    case_id: str
    wanted: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    caller: str = ""
    call_case_id: str = ""
    call_asked_at: datetime | None = None
    calls_asked: int = 0
    called: bool = False
    unanswered: int = 0
    stopped: bool = False


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """Where a person is. `path` is the way back; `about` is the case or request the current state is about.

    `writing` says what the next words are for: a step of that case and its subject, with a colon in between.
    """

    state: State = MenuState.IDLE
    draft: Draft | None = None
    path: tuple[ReportState, ...] = ()
    editing: bool = False
    about: str = ""
    supplement: Draft | None = None
    filed: tuple[FiledReport, ...] = ()
    check_in: CheckIn | None = None
    care: tuple[CareFacts, ...] = ()
    previous_scope: str = ""
    writing: str = ""
    writing_at: datetime | None = None

    def filed_report(self, case_id: str) -> FiledReport | None:
        """The report that was sent under this case id."""
        return next((f for f in self.filed if f.case_id == case_id), None)

    def facts(self, case_id: str) -> CareFacts:
        """What is remembered of the care around this case."""
        return next((c for c in self.care if c.case_id == case_id), CareFacts(case_id=case_id))


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who is talking. `office` is a pack office id for reporters, `role` a pack role id for the others."""

    person_id: str
    kind: str
    language: str
    office: str = ""
    role: str = ""
    name: str = ""


def scope_of(snapshot: Snapshot) -> str:
    """The moment in the conversation that a button belongs to, so that an old button is recognised."""
    if snapshot.check_in and isinstance(snapshot.state, CheckInState):
        return f"{snapshot.state}:{snapshot.check_in.check_in_id}:{snapshot.check_in.question}"
    if snapshot.about:
        return f"{snapshot.state}:{snapshot.about}"
    if snapshot.draft and isinstance(snapshot.state, ReportState):
        return f"{snapshot.state}:{snapshot.draft.draft_id}"
    return str(snapshot.state)


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Snapshot]:
    return TypeAdapter(Snapshot)


def to_json(snapshot: Snapshot) -> bytes:
    """The snapshot as JSON bytes. It holds answers: encrypt it before it is kept."""
    return _adapter().dump_json(snapshot)


def from_json(data: bytes) -> Snapshot:
    """The snapshot from bytes that `to_json` made. Raises ValueError when they are no snapshot."""
    return _adapter().validate_json(data)
