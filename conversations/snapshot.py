"""Where a person is in their conversation, as one frozen value that can be written down and read back.

Owns the states and what is remembered between two messages. Knows nothing of how it is stored: `to_json` and
`from_json` only turn it into bytes, which the caller has to encrypt.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from pydantic import TypeAdapter

from conversations.draft import Attachment, Draft, Entry


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
    DISCARDING = "check_in.discarding"


class RatingState(StrEnum):
    """After the aftercare: the one line about how it was is awaited."""

    REMARK = "rating.remark"


class CaseWorkState(StrEnum):
    """Words for a case are being written: by a reporter or a case handler; for what stands in `writing`."""

    WRITING = "case.writing"


State = MenuState | ReportState | ContactState | FiledState | CheckInState | RatingState | CaseWorkState


@dataclass(frozen=True, kw_only=True)
class FiledReport:
    """What the reporter's own list needs to know of a report that was sent. Its content is not here.

    `kind` is report, callback or doubt. `message_ids` are the messages it was made of, so that a later edit of one
    of them becomes a supplement. `origin` is the case id of the request that a report came from.
    """

    case_id: str
    reference: str
    sent_at: datetime
    urgent: bool
    left_out: tuple[str, ...] = ()
    message_ids: tuple[int, ...] = ()
    supplements: int = 0
    withdrawn: bool = False
    edited_at: datetime | None = None
    kind: str = "report"
    origin: str = ""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A message that was for a case: which step of it, about what (an id in it), and the id of its file, if any."""

    message_id: int
    case_id: str
    step: str
    at: datetime
    subject: str = ""
    file_id: str = ""


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
    `offers` are the offers of care that were made, so that none is made twice. `attachments` are the files that belong
    to the answers. `ends_all` says that no check-in about this report follows once it is decided what happens to the
    answers. All times are UTC.
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
    attachments: tuple[Attachment, ...] = ()
    ends_all: bool = False

    def chosen(self, question: str) -> tuple[str, ...]:
        """What was chosen for this question."""
        return self.choices.get(question, ())

    def texts(self, question: str) -> tuple[Entry, ...]:
        """What was written at this question."""
        return self.entries.get(question, ())

    def files(self, question: str = "") -> tuple[Attachment, ...]:
        """The files that were sent at this question, or all of them; those that could not be kept left out."""
        kept = (a for a in self.attachments if a.state != "refused")
        return tuple(a for a in kept if not question or a.step == question)

    def with_attachment_state(self, attachment_id: str, state: str, sha256: str) -> CheckIn:
        """The check-in after a file was stored or refused."""
        changed = tuple(
            replace(a, state=state, sha256=sha256) if a.attachment_id == attachment_id else a
            for a in self.attachments
        )
        return replace(self, attachments=changed)

    def is_empty(self) -> bool:
        """Whether nothing at all has been answered."""
        return not (any(self.choices.values()) or any(self.entries.values()) or self.files())


@dataclass(frozen=True, kw_only=True)
class CareFacts:
    """The few facts that a later check-in of the same report needs. Choices only, never words.

    `wanted` is what had to be arranged and is not yet; `caller` is the role that was asked to call, `call_case_id`
    the request for that call. `unanswered` counts check-ins without any reaction. After `stopped` nothing is
    asked any more, unless the reporter asks for it. `rating` says that the reporter was asked how the aftercare was
    (asked), or answered (done); never what.
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
    rating: str = ""


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """Where a person is. `path` is the way back; `about` is the case or request the current state is about.

    `writing` says what the next words are for: a step of that case and its subject, with a colon in between. `written`
    are the latest messages that were for a case.
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
    written: tuple[Written, ...] = ()

    def filed_report(self, case_id: str) -> FiledReport | None:
        """The report that was sent under this case id."""
        return next((f for f in self.filed if f.case_id == case_id), None)

    def facts(self, case_id: str) -> CareFacts:
        """What is remembered of the care around this case."""
        return next((c for c in self.care if c.case_id == case_id), CareFacts(case_id=case_id))


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who is talking. `role` is a pack role id, of whoever handles or is informed; `office` a pack office id.

    Somebody with a role can be threatened too: their `office` is that under which they report for themselves.
    """

    person_id: str
    kind: str
    language: str
    office: str = ""
    role: str = ""
    name: str = ""

    @property
    def reports(self) -> bool:
        """Whether this person can report what happens to them."""
        return self.kind == "reporter" or bool(self.office)

    @property
    def handles(self) -> bool:
        """Whether this person has a part in what others report."""
        return self.kind != "reporter" and not self.administers and not self.registers

    @property
    def registers(self) -> bool:
        """Whether this person sees the anonymised register, and nothing of any report."""
        return self.kind == "registrar"

    @property
    def administers(self) -> bool:
        """Whether this person runs the machine, and has no part in any report."""
        return self.kind == "administrator"


def scope_of(snapshot: Snapshot) -> str:
    """The moment in the conversation that a button belongs to, so that an old button is recognised."""
    if snapshot.check_in and isinstance(snapshot.state, CheckInState):
        return f"{snapshot.state}:{snapshot.check_in.check_in_id}:{snapshot.check_in.question}"
    if snapshot.about:
        return f"{snapshot.state}:{snapshot.about}"
    if snapshot.draft and snapshot.state is ReportState.REVIEW:  # only what was shown can be sent
        return f"{snapshot.state}:{snapshot.draft.draft_id}:{snapshot.draft.revision()}"
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
