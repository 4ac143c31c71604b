"""What a protocol pack is: the shape of everything that differs between organisations.

Owns the data classes that a pack file is read into, and the limits of each single field. It must not know
how a file is read, where it lies, which wording belongs to an id, or what a conversation does with it.
Checks across fields are in `packs.checks`, positions in a file in `packs.positions`.
"""

from __future__ import annotations

from datetime import time
from typing import Annotated, Protocol, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from conversations.packs.kinds import (
    AftercareOffer,
    CheckInBase,
    CheckInId,
    InformProsecutor,
    OrganisationKind,
    PerpetratorTold,
    Recovery,
    ReportBy,
    RoleKind,
)

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,47}$")]
Identifiers = tuple[Identifier, ...]
PhoneNumber = Annotated[str, Field(pattern=r"^[0-9][0-9 -]{1,15}[0-9]$")]
Positive = Annotated[int, Field(ge=1)]


class PackPart(BaseModel):
    """The common rules: immutable, and a field that is not known is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Scope(PackPart):
    between_office_holders: bool


class Role(PackPart):
    kind: RoleKind
    deputies: Identifiers = ()


class Office(PackPart):
    """Where a report by this kind of office-holder goes.

    `own_role` is the role that the office-holder has in the pack too; a report never goes to that role.
    `discussed_with` are the roles with whom the handlers discuss the case; they are not notified by the bot.
    """

    handlers: Annotated[Identifiers, Field(min_length=1)]
    informed: Identifiers = ()
    informed_on_violence: Identifiers = ()
    may_also_choose: Identifiers = ()
    discussed_with: Identifiers = ()
    own_role: Identifier | None = None


class SecurityDesk(PackPart):
    label: Identifier
    number: PhoneNumber


class Numbers(PackPart):
    emergency: PhoneNumber
    police: PhoneNumber
    support_team: PhoneNumber
    crisis: PhoneNumber
    crisis_free: PhoneNumber
    security_desk: SecurityDesk | None = None


class Behaviour(PackPart):
    id: Identifier
    urgent: bool = False
    violence: bool = False


class FollowUp(PackPart):
    id: Identifier


class Measure(PackPart):
    """One possible response toward the perpetrator.

    `decides` and `carries_out` name roles of the pack or a `Party`. `max_months` is the longest duration
    that the law allows, if it sets one.
    """

    id: Identifier
    decides: Annotated[Identifiers, Field(min_length=1)]
    carries_out: Annotated[Identifiers, Field(min_length=1)]
    consent_required: bool = True
    sanction: bool = True
    police: bool = False
    think_of: Identifiers = ()
    max_months: Positive | None = None


class Clocks(PackPart):
    """Limits; each name says its unit. Working hours and days are counted in the pack's time zone."""

    receipt_urgent_minutes: Positive
    receipt_working_hours: Positive
    working_day_start: time
    working_day_end: time
    silence_working_days: Positive
    labour_inspectorate_hours: Positive
    draft_reminder_hours: Positive
    draft_expiry_days: Positive
    draft_expiry_warning_hours: Positive
    invitation_days: Positive

    @model_validator(mode="after")
    def _day_has_hours(self) -> Self:
        if self.working_day_start >= self.working_day_end:
            raise PydanticCustomError(
                "working_day",
                "pack-working-day",
                {"field": "working_day_end"},
            )
        if self.draft_expiry_warning_hours >= self.draft_expiry_days * 24:
            raise PydanticCustomError(
                "draft_warning",
                "pack-draft-warning",
                {"field": "draft_expiry_warning_hours"},
            )
        return self


class CheckIn(PackPart):
    """One moment of aftercare: either `within_hours`, or between `after_days` and `until_days`.

    `prompt_after_hours` is when the bot asks, counted from the base; quiet hours may shift it.
    `goals` are the aims of the talk that the case handler holds around this moment.
    """

    id: CheckInId
    base: CheckInBase
    within_hours: Positive | None = None
    after_days: Positive | None = None
    until_days: Positive | None = None
    prompt_after_hours: Positive
    goals: Annotated[Identifiers, Field(min_length=1)]

    @model_validator(mode="after")
    def _one_window(self) -> Self:
        days = (self.after_days, self.until_days)
        if (self.within_hours is None) == (days == (None, None)) or (None in days) != (days == (None, None)):
            raise PydanticCustomError(
                "check_in_window",
                "pack-check-in-window",
                {},
            )
        opens, closes = self.window_hours
        if not opens < closes:
            raise PydanticCustomError(
                "check_in_order",
                "pack-check-in-order",
                {"field": "until_days"},
            )
        if not opens <= self.prompt_after_hours < closes:
            raise PydanticCustomError(
                "check_in_prompt",
                "pack-check-in-prompt",
                {"field": "prompt_after_hours", "opens": opens, "closes": closes},
            )
        return self

    @property
    def window_hours(self) -> tuple[int, int]:
        """From how many hours after the base until how many hours after it."""
        if self.within_hours is not None:
            return 0, self.within_hours
        return (self.after_days or 0) * 24, (self.until_days or 0) * 24


class CareCircle(PackPart):
    """One of the four circles (kringen) of aftercare and what it offers."""

    number: Annotated[int, Field(ge=1, le=4)]
    offered: Annotated[Identifiers, Field(min_length=1)]


class Aftercare(PackPart):
    offered: AftercareOffer
    quiet_from: time
    quiet_until: time
    first_carer: Annotated[Identifiers, Field(min_length=1)]
    family_included: bool
    home_front_by_outside_professional: bool
    check_ins: Annotated[tuple[CheckIn, ...], Field(min_length=3, max_length=3)]
    circles: Annotated[tuple[CareCircle, ...], Field(min_length=4, max_length=4)]


class Communication(PackPart):
    """Who leads what is said about a case; `when_involved` replaces the spokesperson who is involved."""

    decided_by: Annotated[Identifiers, Field(min_length=1)]
    spokesperson: Identifier | None = None
    when_involved: Identifiers = ()
    rules: Annotated[Identifiers, Field(min_length=1)]


class Police(PackPart):
    vpt_code: bool
    klachtdelict: bool
    inform_prosecutor: InformProsecutor
    chief_prosecutor_decides: bool
    explain_prosecutor_powers: bool = False
    nctv_when_burgemeester: bool = False
    reporter_is_injured_party: bool
    reporter_may_explain: bool
    short_line: Identifier | None = None
    feedback_to: Identifiers = ()


class Damage(PackPart):
    organisation_pays_first: bool
    recovery: Recovery
    immaterial_too: bool
    join_proceedings: bool
    legal_aid: bool
    insurances: Identifiers = ()


class Law(PackPart):
    """A provision that the source relies on; `ban_max_months` when it allows a ban."""

    id: Identifier
    ban_max_months: Positive | None = None


class Register(PackPart):
    """The register of incidents: its kind, and who sees the anonymised rows, if anybody."""

    kind: Identifier
    anonymised: bool
    registrar: Identifier | None = None
    shows: Identifiers = ()


class Retention(PackPart):
    """How long a case is kept after it was closed or withdrawn, and how long beforehand notice is given."""

    months_after_closing: Positive
    notice_days: Positive

    @model_validator(mode="after")
    def _notice_fits(self) -> Self:
        if self.notice_days > self.months_after_closing * 28:
            raise PydanticCustomError(
                "retention_notice",
                "pack-retention-notice",
                {"field": "notice_days"},
            )
        return self


class Situation(PackPart):
    """Advice for one situation: the items in reading order and the numbers to show with it."""

    id: Identifier
    items: Annotated[Identifiers, Field(min_length=1)]
    numbers: Identifiers = ()


class Pack(PackPart):
    """One organisation's protocol as data. Made by `conversations.packs.pack.parse_pack`."""

    id: Identifier
    version: Positive
    name: Annotated[str, Field(min_length=1, max_length=80)]
    organisation_kind: OrganisationKind
    time_zone: Annotated[str, Field(pattern=r"^[A-Za-z]+(/[A-Za-z_]+)+$")]
    sources: Annotated[tuple[str, ...], Field(min_length=1)]
    perpetrator_told: PerpetratorTold
    report_by: ReportBy
    report_by_roles: Identifiers = ()
    channels: Annotated[Identifiers, Field(min_length=1)]
    targets: Annotated[Identifiers, Field(min_length=1)]
    circle: Annotated[Identifiers, Field(min_length=1)]
    principles: Annotated[Identifiers, Field(min_length=1)]
    weighing: Annotated[Identifiers, Field(min_length=1)]
    prevention: Identifiers = ()
    care: Identifiers = ()
    scope: Scope
    numbers: Numbers
    roles: Annotated[dict[Identifier, Role], Field(min_length=1)]
    offices: Annotated[dict[Identifier, Office], Field(min_length=1)]
    replacements: dict[Identifier, Identifiers]
    behaviours: Annotated[tuple[Behaviour, ...], Field(min_length=1)]
    follow_up_self: Annotated[tuple[FollowUp, ...], Field(min_length=1)]
    measures: Annotated[tuple[Measure, ...], Field(min_length=1)]
    clocks: Clocks
    aftercare: Aftercare
    communication: Communication
    police: Police
    damage: Damage
    legal: tuple[Law, ...] = ()
    incident_register: Register
    advice: Annotated[tuple[Situation, ...], Field(min_length=1)]
    retention: Retention | None = None

    def behaviour(self, behaviour_id: str) -> Behaviour:
        """The behaviour with this id. Raises KeyError when the pack has none."""
        return _by_id(self.behaviours, behaviour_id)

    def measure(self, measure_id: str) -> Measure:
        """The measure with this id. Raises KeyError when the pack has none."""
        return _by_id(self.measures, measure_id)

    def check_in(self, check_in_id: str) -> CheckIn:
        """The check-in with this id. Raises KeyError when the pack has none."""
        return _by_id(self.aftercare.check_ins, check_in_id)

    def situation(self, situation_id: str) -> Situation:
        """The advice for this situation. Raises KeyError when the source does not cover it."""
        return _by_id(self.advice, situation_id)


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_Item = TypeVar("_Item", bound=_Identified)


def _by_id(items: tuple[_Item, ...], item_id: str) -> _Item:
    for item in items:
        if item.id == item_id:
            return item
    raise KeyError(item_id)
