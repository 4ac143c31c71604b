"""Asking to be called: in an emergency, in doubt, or at any other moment.

Owns the two short doors that need no report: "call me back" and "I'm in doubt". Nothing is registered but the
request itself; the case handler's phone buzzes before anything more is asked.
"""

from __future__ import annotations

import re
from dataclasses import replace

from conversations import draft_keeping, prompts
from conversations.actions import Action as A
from conversations.effects import RequestContact, Rows, Say, TellCase, Toast
from conversations.events import AttachmentReceived, ButtonPressed, Event, PhoneGiven, TextReceived
from conversations.moves import (
    IllegalTransitionError,
    Move,
    Setting,
    Transition,
    Trigger,
    button,
    fresh_id,
    fresh_reference,
    idle,
    say,
)
from conversations.questions import is_urgent
from conversations.snapshot import ContactState, FiledReport, ReportState, Snapshot, State

_FEWEST_DIGITS = 6
_NUMBER = re.compile(r"(?:\+|00)\d[\d\s().-]{7,16}\d|\b0\d[\d\s().-]{6,12}\d")
_LONGEST_NUMBER = 60
_NO_NUMBER: Rows = ((button(A.SKIP, "button-skip"),),)


def call_me(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Put a call-back on the case handler's phone, at once; urgent when the reporter is not safe."""
    draft = snapshot.draft
    urgent = snapshot.state is ReportState.EMERGENCY or bool(draft and is_urgent(draft, setting.pack))
    return _request(snapshot, event, setting, kind="callback", urgent=urgent)


def call_now(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """The same and always urgent: from the card with 113, or a new threat after the report."""
    return _request(snapshot, event, setting, kind="callback", urgent=True)


def doubt(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """I'm in doubt: a short talk is offered, nothing is registered."""
    waiting = replace(draft_keeping.set_aside(snapshot), state=ContactState.DOUBT)
    return Transition(snapshot=waiting, effects=ask_again(waiting))


def ask_again(snapshot: Snapshot) -> tuple[Say, ...]:
    """The question that is open: a number to be called on, or whether to talk."""
    if snapshot.state is ContactState.PHONE:
        return (say("contact-phone", buttons=_NO_NUMBER),)
    buttons = (
        (button(A.CONFIRM, "button-doubt-call"),),
        (button(A.REPORT, "button-doubt-report", anytime=True),),
        (button(A.BACK, "button-no-thanks"),),
    )
    return (say("doubt", buttons=buttons),)


def report_from(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Make a report of what was asked before: only the reporter does, and nobody hears of it until it is sent.

    Whoever was left out of the request is left out of the report as well, unless the reporter changes that.
    """
    assert isinstance(event, ButtonPressed)
    asked = snapshot.filed_report(event.argument)
    if asked is None:
        raise IllegalTransitionError("there is no such request")
    made = any(f.origin == asked.case_id for f in snapshot.filed)
    if asked.kind == "report" or asked.withdrawn or made:
        return Transition(snapshot=snapshot, effects=(Toast(text="toast-is-report"),))
    begun = draft_keeping.begin(draft_keeping.set_aside(snapshot), event, setting)
    draft = begun.snapshot.draft
    assert draft is not None
    draft = replace(draft, origin=asked.case_id)
    if asked.left_out and not draft.chosen(ReportState.LEFT_OUT):
        draft = draft.with_choice(ReportState.LEFT_OUT, asked.left_out, event.at)
    return replace(begun, snapshot=replace(begun.snapshot, draft=draft))


def _doubt_confirmed(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    return _request(snapshot, event, setting, kind="doubt", urgent=False)


def _request(snapshot: Snapshot, event: Event, setting: Setting, *, kind: str, urgent: bool) -> Transition:
    asked = snapshot.filed_report(snapshot.about) if snapshot.state is ContactState.PHONE else None
    if asked is not None and asked.kind == kind and asked.urgent >= urgent:  # a second tap by a shaking hand
        return Transition(snapshot=snapshot, effects=(Toast(text="toast-already"),))
    left_out = _left_out(snapshot)
    if not prompts.reached_roles(setting, frozenset(left_out)):
        return _nobody(snapshot, setting)
    case_id, reference = fresh_id(event, "request"), fresh_reference(event)
    filed = FiledReport(
        case_id=case_id, reference=reference, sent_at=event.at, urgent=urgent, left_out=left_out, kind=kind
    )
    request = RequestContact(
        case_id=case_id,
        reference=reference,
        office=setting.person.office,
        kind=kind,
        urgent=urgent,
        excluded_roles=left_out,
    )
    aside = draft_keeping.set_aside(snapshot)
    waiting = replace(aside, state=ContactState.PHONE, about=case_id, filed=(*snapshot.filed, filed))
    texts = ("contact-requested-urgent" if urgent else "contact-requested", "contact-phone")
    asked_for = say(*texts, buttons=_NO_NUMBER, reference=reference)
    return Transition(snapshot=waiting, effects=(request, asked_for))


def _nobody(snapshot: Snapshot, setting: Setting) -> Transition:
    """Nobody who may know is enrolled: say so at once, with who can be called."""
    numbers = setting.pack.numbers
    shown = say("contact-nobody", emergency=numbers.emergency, support_team=numbers.support_team)
    return Transition(snapshot=snapshot, effects=(shown,))


def _left_out(snapshot: Snapshot) -> tuple[str, ...]:
    """Whom a request must not reach: those left out of the open draft and of every report that still stands.

    Who reported about the griffier does not want the griffier to be the one who calls.
    """
    drafted = snapshot.draft.chosen(ReportState.LEFT_OUT) if snapshot.draft else ()
    filed = (role for report in snapshot.filed if not report.withdrawn for role in report.left_out)
    return tuple(dict.fromkeys((*drafted, *filed)))


def _phone(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A number to be called on. What has no number in it is a story: that becomes, or joins, a draft."""
    assert isinstance(event, TextReceived)
    number = phone_in(event.text)
    if not number:
        return _story(snapshot, event, setting)
    told = TellCase(
        case_id=snapshot.about,
        event=PhoneGiven(at=event.at, nonce=event.nonce, by=setting.person.person_id, phone=number),
    )
    if number != event.text:
        return _story(snapshot, event, setting).before(told)
    return _done(snapshot, setting, "contact-phone-kept").before(told)


def phone_in(text: str) -> str:
    """The number in these words: all of a short answer ("06 ..., na zes uur"), only the number of a story; or none."""
    if len(text) <= _LONGEST_NUMBER:
        return text if sum(character.isdigit() for character in text) >= _FEWEST_DIGITS else ""
    found = _NUMBER.search(text)
    return found[0] if found else ""


def _story(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """What is no number is kept as a draft; nothing of it goes to anybody yet."""
    return draft_keeping.begin_with_text(replace(idle(snapshot), path=snapshot.path), event, setting)


def _file(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Evidence may come at any moment: it is kept as a draft."""
    return draft_keeping.begin_with_evidence(replace(idle(snapshot), path=snapshot.path), event, setting)


def _skip(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    return _done(snapshot, setting, "contact-phone-skipped")


def _back(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    return _done(snapshot, setting, "menu-back")


def _done(snapshot: Snapshot, setting: Setting, text: str) -> Transition:
    done = replace(idle(snapshot), path=snapshot.path)
    buttons = prompts.kept_buttons() if done.draft else prompts.menu_buttons(done, setting)
    return Transition(snapshot=done, effects=(say(text, buttons=buttons),))


def _doubt_text(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Text while in doubt: keep it as the start of a report; nothing is sent before the reporter says so."""
    return draft_keeping.begin_with_text(replace(idle(snapshot), path=snapshot.path), event, setting)


def _doubt_report(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    assert isinstance(event, ButtonPressed)
    return draft_keeping.begin(replace(idle(snapshot), path=snapshot.path), event, setting)


MOVES: dict[tuple[State, Trigger], Move] = {
    (ContactState.PHONE, TextReceived): _phone,
    (ContactState.PHONE, AttachmentReceived): _file,
    (ContactState.DOUBT, AttachmentReceived): _file,
    (ContactState.PHONE, A.SKIP): _skip,
    (ContactState.PHONE, "/stop"): _skip,
    (ContactState.DOUBT, A.CONFIRM): _doubt_confirmed,
    (ContactState.DOUBT, A.BACK): _back,
    (ContactState.DOUBT, A.REPORT): _doubt_report,
    (ContactState.DOUBT, TextReceived): _doubt_text,
    (ContactState.DOUBT, "/stop"): _back,
}
