"""Snapshots in every state, events of every kind, and settings: what the tests of the machines start from.

Owns making them. Must not know what follows from any of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import get_args

from conversations.actions import Action as A
from conversations.administrator import FOR_ADMINISTRATORS
from conversations.aftercare import conversation as aftercare
from conversations.draft import Draft, Entry
from conversations.events import (
    AttachmentKind,
    AttachmentReceived,
    ButtonPressed,
    ChatWiped,
    CheckInCameDue,
    CommandGiven,
    Event,
    EvidenceRefused,
    EvidenceStored,
    MessageEdited,
    Returned,
    Step,
    TextReceived,
    TimerRang,
    UnknownButtonPressed,
    UnsupportedReceived,
)
from conversations.machine import FOR_EVERYONE, FOR_HANDLERS, FOR_REPORTERS, TABLE
from conversations.moves import Setting
from conversations.packs.model import Pack
from conversations.questions import BY_STATE
from conversations.snapshot import (
    CaseWorkState,
    CheckIn,
    CheckInState,
    ContactState,
    FiledReport,
    FiledState,
    Person,
    ReportState,
    Snapshot,
    State,
)
from tests.conversations.shipped_packs import MAASSLUIS

BOTH = "both"
"""What `setting` takes for a case handler who can report as well."""

AT = datetime(2026, 11, 21, 19, 15, tzinfo=UTC)
STATES: tuple[State, ...] = tuple(state for kind in get_args(State) for state in kind)
CASE, DRAFT, CHECK_IN = "c" * 32, "d" * 32, "e" * 32
KEPT_TEXT = "Een man riep mij op straat na."


def nonce(number: int) -> str:
    """A nonce that looks like no other."""
    return f"{number:032x}"


def setting(kind: str = "reporter", pack: Pack = MAASSLUIS, office: str = "raadslid") -> Setting:
    """A setting with a reporter, with somebody of another kind, or with a case handler who can report as well."""
    reporter, both = kind == "reporter", kind == BOTH
    person = Person(
        person_id="sanne" if reporter else "gerda",
        kind="case_handler" if both else kind,
        language="nl",
        office=office if reporter else "griffier" if both else "",
        role="" if reporter or kind == "administrator" else "griffier",
        name="Sanne Proef" if reporter else "Gerda Test-de Vries",
    )
    return Setting(
        pack=pack, person=person, organisation="Gemeente Veldermeer", enrolled_roles=frozenset(pack.roles)
    )


def entry(text: str = KEPT_TEXT, message_id: int = 11) -> Entry:
    """A message that was kept."""
    return Entry(message_id=message_id, text=text, at=AT)


def draft(draft_id: str = DRAFT) -> Draft:
    """A draft with an answer to what happened, and to safety."""
    empty = Draft(draft_id=draft_id, started_at=AT, touched_at=AT)
    return empty.with_entry(ReportState.WHAT_HAPPENED, entry()).with_choice(ReportState.SAFETY, ("yes",), AT)


def filed(case_id: str = CASE, kind: str = "report") -> FiledReport:
    """A report that was sent."""
    return FiledReport(
        case_id=case_id, reference="R-7F3K-QM", sent_at=AT, urgent=False, message_ids=(3, 4), kind=kind
    )


def snapshot_in(state: State) -> Snapshot:
    """A plausible snapshot in this state."""
    base = Snapshot(state=state, filed=(filed(),))
    if isinstance(state, ReportState):
        path = (ReportState.SAFETY, ReportState.WHAT_HAPPENED)
        return replace(base, draft=draft(), path=() if state is ReportState.SAFETY else path)
    if isinstance(state, ContactState):
        request = filed("f" * 32, "callback")
        return replace(base, about=request.case_id, filed=(*base.filed, request))
    if isinstance(state, FiledState):
        added = draft(f"{CASE}:abcdef") if state is FiledState.SUPPLEMENT else None
        return replace(base, about=CASE, supplement=added)
    if isinstance(state, CaseWorkState):
        return replace(base, about=CASE, writing=f"{Step.MESSAGE}:")
    if isinstance(state, CheckInState):
        question = {"check_in.invited": "", "check_in.consent": "consent"}.get(state, "safe")
        open_one = CheckIn(
            check_in_id=CHECK_IN,
            case_id=CASE,
            reference="R-7F3K-QM",
            kind="first",
            touched_at=AT,
            question=question,
            path=("",) if question else (),
        )
        return replace(base, check_in=open_one)
    return base


def arguments(action: A, state: State) -> Iterator[str]:
    """Arguments that a button with this meaning can carry, one without meaning among them."""
    yield ""
    yield "no-such-thing"
    yield CASE
    if action is A.CHOOSE and isinstance(state, ReportState) and state in BY_STATE:
        yield from BY_STATE[state].options(draft(), MAASSLUIS, "raadslid")
    fixed = {
        A.CHOOSE: ("yes", "no"),
        A.CHANGE_PART: (ReportState.WHEN, ReportState.SAFETY),
        A.SITUATION: ("online",),
        A.SET_LANGUAGE: ("en", "nl", "xx"),
        A.SNOOZE: ("hour", "tonight", "morning", "days"),
        A.CASE_STEP: (f"{CASE}:{Step.MENU}:main",),
        A.CASE_WRITE: (f"{CASE}:{Step.MESSAGE}",),
        A.SHARE: ("share", "share-all", "share-without", "answered", "nobody"),
    }
    yield from fixed.get(action, ())


def events(state: State) -> Iterator[Event]:
    """An event for every trigger, several where an argument matters."""
    at, n = AT + timedelta(hours=2), nonce(99)
    for action in A:
        for argument in arguments(action, state):
            yield ButtonPressed(at=at, nonce=n, prompt_id="p" * 33, action=action, argument=argument)
    yield ButtonPressed(at=at, nonce=n, prompt_id="p" * 33, action="from-a-future-version")
    for command in sorted(commands()):
        yield CommandGiven(at=at, nonce=n, message_id=40, command=command)
    yield CommandGiven(at=at, nonce=n, message_id=40, command="no_such_command")
    yield TextReceived(at=at, nonce=n, message_id=41, text="Nog iets.")
    yield AttachmentReceived(at=at, nonce=n, message_id=42, kind=AttachmentKind.PHOTO, size_bytes=3)
    yield UnsupportedReceived(at=at, nonce=n, message_id=43, what="location")
    for message_id in (3, 11, 999):
        yield MessageEdited(at=at, nonce=n, message_id=message_id, text="Toch anders.")
    yield UnknownButtonPressed(at=at, nonce=n)
    yield EvidenceStored(at=at, nonce=n, attachment_id="a", size_bytes=3, sha256="0" * 64, message_id=42)
    yield EvidenceRefused(at=at, nonce=n, attachment_id="a", reason="too-large", message_id=42)
    yield ChatWiped(at=at, nonce=n, removed=3, left=1)
    yield Returned(at=at, nonce=n)
    for timer in ("draft-reminder", "draft-warning", "draft-expiry", *aftercare.TIMERS, "no-such-timer"):
        for subject_id in (DRAFT, CHECK_IN, "other"):
            yield TimerRang(at=at + timedelta(days=30), nonce=n, timer=timer, subject_id=subject_id)
    for kind in ("first", "second", "third", "extra"):
        yield CheckInCameDue(
            at=at, nonce=n, check_in_id=CHECK_IN, case_id=CASE, reference="R-7F3K-QM", kind=kind
        )


def commands() -> set[str]:
    """Every command that means something somewhere."""
    keys = (*(t for _, t in TABLE), *FOR_EVERYONE, *FOR_REPORTERS, *FOR_HANDLERS, *FOR_ADMINISTRATORS)
    return {key[1:] for key in keys if isinstance(key, str) and key.startswith("/")}
