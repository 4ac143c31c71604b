"""The choices that a pack file makes by one word: kinds of organisation and role, who reports, what is offered.

Owns those words; what they lead to is decided where they are used.
"""

from __future__ import annotations

from enum import StrEnum


class OrganisationKind(StrEnum):
    GEMEENTE = "gemeente"
    PROVINCIE = "provincie"


class RoleKind(StrEnum):
    """What somebody with the role does here. A registrar never receives a report."""

    CASE_HANDLER = "case_handler"
    INFORMED_OFFICER = "informed_officer"
    REGISTRAR = "registrar"


class Party(StrEnum):
    """Who, without a role in the pack, can decide on or carry out a measure."""

    REPORTER = "reporter"
    ORGANISATION = "organisation"
    REPRESENTATIVE = "representative"
    CHAIR = "chair"
    MEDIATOR = "mediator"
    POLICE = "police"
    OTHER_ACTOR = "other-actor"


class PerpetratorTold(StrEnum):
    """Whether the perpetrator hears of a police notification or report (requirement 30)."""

    IN_PRINCIPLE = "in-principle"
    ONLY_WITH_CONSENT = "only-with-consent"
    NOT_STATED = "not-stated"


class ReportBy(StrEnum):
    """Who files the police report, the aangifte (requirement 28)."""

    ORGANISATION_PREFERRED = "organisation-preferred"
    ORGANISATION = "organisation"
    AUTHORISED_OFFICER = "authorised-officer"
    ORGANISATION_TO_UNBURDEN = "organisation-to-unburden"


class InformProsecutor(StrEnum):
    """How the public prosecution service (OM) hears of a case (requirements 27 and 31)."""

    DEPENDS_ON_CASE = "depends-on-case"
    BY_POLICE_ON_THREAT = "by-police-on-threat"
    NOT_STATED = "not-stated"


class Recovery(StrEnum):
    """How firmly the source says that damage is recovered from the perpetrator (requirement 35)."""

    ALWAYS = "always"
    IN_PRINCIPLE_ALWAYS = "in-principle-always"
    WHERE_POSSIBLE = "where-possible"
    NOT_STATED = "not-stated"


class AftercareOffer(StrEnum):
    ALWAYS = "always"
    WHEN_NEEDED = "when-needed"


class CheckInId(StrEnum):
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"


class CheckInBase(StrEnum):
    """The moment from which a check-in is counted."""

    REPORT = "report"
    INCIDENT = "incident"
