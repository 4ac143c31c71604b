"""What somebody is shown who asks what is kept about them: everything the server itself can read, in plain words.

Owns how that reads. Must not know how it is kept; the caller looks it up. What was sent is sealed, so it cannot be
shown here: that is said, and who can show it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from conversations.actions import Action as A
from conversations.casework.model import Case
from conversations.effects import Say
from conversations.events import Event
from conversations.moves import Setting, Transition, button
from conversations.snapshot import Person, Snapshot
from conversations.wording import Words

VIEW = "own-data"

_CHECK_IN_STATES = {
    "planned": "mydata-check-in-planned",
    "asked": "mydata-check-in-asked",
    "answered": "mydata-check-in-answered",
    "skipped": "mydata-check-in-skipped",
    "stopped": "mydata-check-in-stopped",
    "unanswered": "mydata-check-in-unanswered",
    "stale": "mydata-check-in-stale",
    "cancelled": "mydata-check-in-cancelled",
}
_LANGUAGES = {"nl": "mydata-language-nl", "en": "mydata-language-en"}


@dataclass(frozen=True, kw_only=True)
class KnownCheckIn:
    """A check-in on the calendar: when (UTC), about which report, and how it stands."""

    due_at: datetime
    reference: str
    state: str


@dataclass(frozen=True, kw_only=True)
class OwnData:
    """What is looked up for this: the person's number, the cases they sent, and their check-ins, in order."""

    phone: str = ""
    cases: Sequence[Case] = ()
    check_ins: Sequence[KnownCheckIn] = ()


def ask(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Somebody wants to see what is kept about them; nothing changes."""
    menu = ((button(A.MENU, "button-menu", anytime=True),),)
    return Transition(snapshot=snapshot, effects=(Say(texts=("mydata-intro",), view=VIEW, buttons=menu),))


def text(own: OwnData, snapshot: Snapshot, person: Person, words: Words, draft: str) -> str:
    """All of it. `draft` is how the draft reads, when there is one."""
    blocks = [_who(own, person, words)]
    if not person.handles or snapshot.draft is not None or snapshot.filed:
        has_draft = snapshot.draft is not None and not snapshot.draft.is_empty()
        blocks.append(
            f"{words.text('mydata-draft')}\n\n{draft}" if has_draft else words.text("mydata-no-draft")
        )
        reports = list(_reports(own, snapshot, words))
        blocks.append(
            "\n".join([words.text("mydata-reports"), *reports])
            if reports
            else words.text("mydata-no-reports")
        )
        if own.check_ins:
            blocks.append("\n".join([words.text("mydata-check-ins"), *_check_ins(own, words)]))
    blocks.append(words.text("mydata-rest"))
    return "\n\n".join(blocks)


def _who(own: OwnData, person: Person, words: Words) -> str:
    place = f"role-{person.role}" if person.role else f"office-{person.office}"
    if person.administers:
        place = "role-administrator"
    args = {"name": person.name, "office_key": place, "language_key": _LANGUAGES[person.language]}
    lines = [words.text("mydata-person", args)]
    if own.phone:
        lines.append(words.text("mydata-phone", {"phone": own.phone}))
    return "\n".join(lines)


def _reports(own: OwnData, snapshot: Snapshot, words: Words) -> Iterator[str]:
    known = {case.case_id: case for case in own.cases}
    for filed in snapshot.filed:
        args = {"reference": filed.reference, "sent_at": filed.sent_at.isoformat()}
        case = known.get(filed.case_id)
        if case is None:
            yield words.text("mydata-report-gone", args)
        else:
            yield words.text("mydata-report", {**args, "state": words.text(f"case-state-{case.state}")})


def _check_ins(own: OwnData, words: Words) -> Iterator[str]:
    for check_in in own.check_ins:
        state = words.text(_CHECK_IN_STATES[check_in.state])
        args = {"due_at": check_in.due_at.isoformat(), "reference": check_in.reference, "state": state}
        yield words.text("mydata-check-in", args)
