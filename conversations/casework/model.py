"""What is remembered of a case: states, people by id, actions, talks, damage and one ledger of what was done.

Owns the shape of a case and its JSON. Never a word that somebody wrote: texts are sealed or delivered, and a case
keeps only ids, states, amounts and times. What follows from an event stands in `casework` and the modules beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from pydantic import TypeAdapter

from conversations.actions import Action as A
from conversations.effects import Button, Effect, Rows, Say
from conversations.events import CaseEvent, Step
from conversations.moves import IllegalTransitionError
from conversations.packs.model import Pack

REGISTER_ONLY = "register-only"
"""The measure that every pack has: it is written down and nothing else happens."""


class CaseState(StrEnum):
    """How far a case is."""

    SENT = "sent"
    RECEIVED = "received"
    OPENED = "opened"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


OPEN_STATES = (CaseState.SENT, CaseState.RECEIVED, CaseState.OPENED)


class ActionState(StrEnum):
    """Where an action stands. Only `agreed` is a standing yes."""

    ASKED = "asked"
    PROPOSED = "proposed"
    AGREED = "agreed"
    NOT_YET = "not-yet"
    REFUSED = "refused"
    TAKEN_BACK = "taken-back"
    CARRIED_OUT = "carried-out"
    DROPPED = "dropped"


class TalkState(StrEnum):
    """Where a talk stands. `said` is what a handler says was held; only the reporter makes it `held`."""

    OPEN = "open"
    OFFERED = "offered"
    PLANNED = "planned"
    SAID = "said"
    HELD = "held"
    DECLINED = "declined"


class LabourState(StrEnum):
    """The labour inspectorate: nothing to tell, a running clock, or what the handler answered."""

    NONE = ""
    RUNNING = "running"
    NOTIFIED = "notified"
    NOT_APPLICABLE = "not-applicable"


class ClosingState(StrEnum):
    """Whether the reporter was asked about closing, and what they said."""

    NONE = ""
    ASKED = "asked"
    AGREED = "agreed"
    NOT_YET = "not-yet"
    UNANSWERED = "unanswered"


class NotYoursError(IllegalTransitionError):
    """Somebody wanted something of a case that is not theirs."""


@dataclass(frozen=True, kw_only=True)
class LedgerEntry:
    """What was done: `what` to `about` (an action, talk or damage id, or a measure), by whom in which role, when."""

    at: datetime
    by: str
    role: str
    what: str
    about: str = ""
    cents: int = 0


@dataclass(frozen=True, kw_only=True)
class CaseAction:
    """One measure in this case. `checks` are the things to think of that have been done."""

    action_id: str
    measure: str
    state: ActionState
    needs_consent: bool = True
    checks: tuple[str, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether nothing more can happen with it."""
        return self.state in (ActionState.CARRIED_OUT, ActionState.DROPPED)


@dataclass(frozen=True, kw_only=True)
class Talk:
    """One of the three talks. `due_at` is until when it should have been held, `planned_at` the agreed day, `reminded`
    how often the handler was reminded that it is late."""

    kind: str
    due_at: datetime
    state: TalkState = TalkState.OPEN
    planned_at: datetime | None = None
    shown: bool = False
    reminded: int = 0

    @property
    def is_over(self) -> bool:
        """Whether nobody has to do anything about it any more."""
        return self.state in (TalkState.HELD, TalkState.DECLINED)


@dataclass(frozen=True, kw_only=True)
class Damage:
    """One damage, in euro cents; what it is has been sealed. `cents` is None until it is known."""

    damage_id: str
    number: int
    cents: int | None = None
    paid_cents: int = 0
    recovered_cents: int = 0


@dataclass(frozen=True, kw_only=True)
class CareNote:
    """The last that a case heard of the aftercare: which check-in, what came of it, when; never what was answered.

    `outcome` is shared, answered, skipped, stopped, stale or unanswered-twice.
    """

    kind: str
    outcome: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class StandIn:
    """`deputy_id` acts for `absent_id` until they are back."""

    absent_id: str
    deputy_id: str


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A notification that has arrived: with whom, and under which prompt it can be changed."""

    person_id: str
    prompt_id: str


@dataclass(frozen=True, kw_only=True)
class Case:
    """Where a case stands. `handlers`, `deputies`, `informed` and `escalation` are person ids.

    `told` are those who have been asked so far to take it up: only they may act; an informed officer only knows that
    there is a report. Nobody whom the report is about is in any of these, nor anybody of `excluded_roles`. `recused`
    have stepped back. `colleagues` are those to whom it can be handed, `roles` the role of everybody around the case;
    `without_recipient` who of all these can read nothing, because there is nothing to seal to; the caller keeps these
    up to date. `reader_roles` are the roles that handle it, or stand in, by the pack's routing: whoever gets one of
    them later becomes a deputy too. `phone` is the number a reporter wants to be called on, kept until the case is
    closed, `call_today` that they asked in their report to be called on the day itself. `heard_at` is when the reporter
    last heard something of a person, `reacted_at` when they last did something in the case. `notices` are the
    notifications whose button to confirm is still to be taken away. `origin_reference` is that of the request that
    this report came from, `counted` whether the reporter lets it count in the anonymised register.
    `care` is the last that was heard of the aftercare, `only_asked` whether the successor was told only because they
    were asked to take over, `report_made` that they may not learn of a report, `reporter_gone` also kept by the caller.
    """

    case_id: str
    reference: str
    kind: str
    urgent: bool
    office: str
    pack_id: str
    pack_version: int
    reporter_id: str
    created_at: datetime
    state: CaseState = CaseState.SENT
    handlers: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    escalation: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    delivered_at: datetime | None = None
    received_at: datetime | None = None
    received_by: str = ""
    opened_at: datetime | None = None
    escalated: int = 0
    phone: str = ""
    wanted_role: str = ""
    wanted_when: str = ""
    call_today: bool = False
    excluded_roles: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    colleagues: tuple[str, ...] = ()
    roles: dict[str, str] = field(default_factory=dict)
    reader_roles: tuple[str, ...] = ()
    without_recipient: tuple[str, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()
    successor: str = ""
    predecessor: str = ""
    only_asked: bool = False
    report_made: bool = False
    reporter_gone: bool = False
    receipt_due_at: datetime | None = None
    handled_at: datetime | None = None
    heard_at: datetime | None = None
    reacted_at: datetime | None = None
    silence_due_at: datetime | None = None
    injury: bool = False
    labour: LabourState = LabourState.NONE
    labour_due_at: datetime | None = None
    incident_at: datetime | None = None
    closing: ClosingState = ClosingState.NONE
    closing_due_at: datetime | None = None
    actions: tuple[CaseAction, ...] = ()
    talks: tuple[Talk, ...] = ()
    damage: tuple[Damage, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    notices: tuple[Notice, ...] = ()
    origin_reference: str = ""
    counted: bool = False
    care: CareNote | None = None

    @property
    def is_open(self) -> bool:
        """Whether something can still be done in it."""
        return self.state in OPEN_STATES

    @property
    def readers(self) -> tuple[str, ...]:
        """To whom everything is sealed from now on: handlers, deputies, who stands in, and whoever took the case up
        when none of them did; nobody who stepped back."""
        stand_ins = (s.deputy_id for s in self.stand_ins)
        taken_up = (self.received_by,) if self.received_by in self.told else ()
        people = dict.fromkeys((*self.handlers, *self.deputies, *stand_ins, *taken_up))
        return tuple(p for p in people if p not in self.recused and p not in self.former)

    @property
    def responsible(self) -> tuple[str, ...]:
        """Who gets what the reporter writes: who confirmed receipt with who stands in, else all who were told."""
        if self.received_by not in self.told:
            return self.told
        deputies = (s.deputy_id for s in self.stand_ins if s.absent_id == self.received_by)
        return tuple(dict.fromkeys((self.received_by, *(d for d in deputies if d in self.told))))

    def action(self, action_id: str) -> CaseAction:
        """The action with this id. Raises IllegalTransitionError."""
        return _one((a for a in self.actions if a.action_id == action_id), "action")

    def talk(self, kind: str) -> Talk:
        """The talk of this kind. Raises IllegalTransitionError."""
        return _one((t for t in self.talks if t.kind == kind), "talk")

    def damage_of(self, damage_id: str) -> Damage:
        """The damage with this id. Raises IllegalTransitionError."""
        return _one((d for d in self.damage if d.damage_id == damage_id), "damage")

    def with_action(self, action: CaseAction) -> Case:
        """The case with this action in place of the one with its id, or added."""
        return replace(self, actions=_placed(self.actions, action, lambda a: a.action_id))

    def with_talk(self, talk: Talk) -> Case:
        """The case with this talk in place of the one of its kind, or added."""
        return replace(self, talks=_placed(self.talks, talk, lambda t: t.kind))

    def with_damage(self, damage: Damage) -> Case:
        """The case with this damage in place of the one with its id, or added."""
        return replace(self, damage=_placed(self.damage, damage, lambda d: d.damage_id))

    def noted(self, event: CaseEvent, what: str, about: str = "", cents: int = 0) -> Case:
        """The case with one more line in its ledger."""
        entry = LedgerEntry(
            at=event.at, by=event.by, role=self.role_of(event.by), what=what, about=about, cents=cents
        )
        return replace(self, ledger=(*self.ledger, entry))

    @property
    def closed_at(self) -> datetime | None:
        """When it was closed last, None when it is not closed."""
        if self.state is not CaseState.CLOSED:
            return None
        ends = (e.at for e in reversed(self.ledger) if e.what in ("closed", "became-report", "call-made"))
        return next(ends, self.created_at)

    def role_of(self, person_id: str) -> str:
        """A pack role, `reporter`, or `organisation` for the clock and for somebody whose role is not known."""
        return "reporter" if person_id == self.reporter_id else self.roles.get(person_id, "organisation")


@dataclass(frozen=True, kw_only=True)
class CaseTransition:
    """Where the case is now, and what has to be done."""

    case: Case
    effects: tuple[Effect, ...] = ()

    def then(self, *effects: Effect) -> CaseTransition:
        """The same with these effects after it."""
        return replace(self, effects=(*self.effects, *effects))


CaseMove = Callable[[Case, CaseEvent, Pack], CaseTransition]

_Item = TypeVar("_Item")


def _one(found: Iterable[_Item], what: str) -> _Item:
    for item in found:
        return item
    raise IllegalTransitionError(f"the case has no such {what}")


def _placed(items: tuple[_Item, ...], item: _Item, key: Callable[[_Item], str]) -> tuple[_Item, ...]:
    if any(key(i) == key(item) for i in items):
        return tuple(item if key(i) == key(item) else i for i in items)
    return (*items, item)


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Case]:
    return TypeAdapter(Case)


def case_to_json(case: Case) -> bytes:
    """The case as JSON bytes; they name people by id, so encrypt them before they are kept."""
    return _adapter().dump_json(case)


def case_from_json(data: bytes) -> Case:
    """The case from bytes that `case_to_json` made. Raises ValueError when they are no case."""
    return _adapter().validate_json(data)


# ---- how a case speaks ------------------------------------------------------------------------------------------


def step_button(
    case: Case, step: Step, label: str, subject: str = "", value: str = "", **args: str | int
) -> Button:
    """A button that does this step in this case; it keeps its meaning, because the case checks it again."""
    argument = ":".join((case.case_id, step, subject, value)).rstrip(":")
    return Button(label=label, label_args=args, action=A.CASE_STEP, argument=argument, anytime=True)


def write_button(case: Case, step: Step, label: str, subject: str = "", **args: str | int) -> Button:
    """A button after which the next message is the text of this step."""
    argument = ":".join((case.case_id, step, subject)).rstrip(":")
    return Button(label=label, label_args=args, action=A.CASE_WRITE, argument=argument, anytime=True)


def confirm_button(case: Case) -> Button:
    """With this a handler confirms that they have seen the case."""
    return Button(
        label="button-confirm-receipt", action=A.CONFIRM_RECEIPT, argument=case.case_id, anytime=True
    )


def inform(
    case: Case,
    to: str,
    *texts: str,
    buttons: Rows = (),
    view: str = "",
    push: bool = True,
    args: Mapping[str, str | int] | None = None,
) -> Say:
    """A message about this case to somebody; every text can use the reference."""
    return Say(
        texts=texts,
        args={"reference": case.reference, "case_id": case.case_id, **(args or {})},
        buttons=buttons,
        to=to,
        view=view,
        push=push,
    )
