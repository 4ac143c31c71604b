"""Asking to be called from within a check-in, without leaving it.

Owns the request for a call, and the side step to the phone number. The request leaves at once, whatever the
reporter decides about the answers later, and says nothing of them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from conversations.aftercare.offers import CIRCLE_3, professional
from conversations.aftercare.questions import CALL_NUMBER, INVITATION, View, carers, view_of
from conversations.aftercare.steps import open_check_in, remember, show, with_text
from conversations.effects import Effect, RequestCall, TellCase
from conversations.events import Event, PhoneGiven, TextReceived
from conversations.moves import Setting, Transition, fresh_id, fresh_reference, say
from conversations.snapshot import CheckIn, FiledReport, Snapshot

ASK_AGAIN_AFTER = timedelta(hours=1)
_LEAST_DIGITS = 6
_LONGEST_NUMBER = 60


def talk(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """I want to talk to someone: a call is asked for, and a professional is named."""
    check_in = open_check_in(snapshot)
    view = view_of(snapshot, check_in, setting)
    offers: tuple[Effect, ...] = () if CIRCLE_3 in check_in.offers else (professional(view),)
    offered = check_in if not offers else replace(check_in, offers=(*check_in.offers, CIRCLE_3))
    return _ask_for_call(snapshot, offered, event, setting, urgent=_is_unsafe(check_in), after=offers)


def talk_now(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Call me back, urgently: from the emergency card or the card with 113."""
    return _ask_for_call(snapshot, open_check_in(snapshot), event, setting, urgent=True, after=())


def _ask_for_call(
    snapshot: Snapshot,
    check_in: CheckIn,
    event: Event,
    setting: Setting,
    *,
    urgent: bool,
    after: tuple[Effect, ...],
) -> Transition:
    here = check_in.returns_to if check_in.question == CALL_NUMBER else check_in.question
    if is_asked_already(snapshot, event, urgent=urgent):
        already = say("check-in-call-already", emergency=setting.pack.numbers.emergency)
        return show(snapshot, check_in, event, setting, before=(already, *after))
    asked, effects = request_call(snapshot, event, setting, urgent=urgent)
    step = side_step(check_in, returns_to=here or INVITATION)
    return show(asked, step, event, setting, before=(*effects, *after))


def _is_unsafe(check_in: CheckIn) -> bool:
    return "no" in check_in.chosen("safe") or "threat" in check_in.chosen("new")


def side_step(check_in: CheckIn, *, returns_to: str) -> CheckIn:
    """The check-in at the phone number, with the way back and the way on."""
    if check_in.question == CALL_NUMBER:
        return check_in
    return replace(
        check_in, question=CALL_NUMBER, path=(*check_in.path, check_in.question), returns_to=returns_to
    )


def is_asked_already(snapshot: Snapshot, event: Event, *, urgent: bool) -> bool:
    """Whether a call was asked for less than an hour ago, at least as urgently."""
    facts = snapshot.facts(open_check_in(snapshot).case_id)
    if facts.call_asked_at is None or event.at - facts.call_asked_at >= ASK_AGAIN_AFTER:
        return False
    request = snapshot.filed_report(facts.call_case_id)
    return not urgent or bool(request and request.urgent)


def request_call(
    snapshot: Snapshot, event: Event, setting: Setting, *, urgent: bool, role: str = "", when: str = ""
) -> tuple[Snapshot, tuple[Effect, ...]]:
    """Put the request on the handler's phone, remember it, and say so."""
    check_in = open_check_in(snapshot)
    view = view_of(snapshot, check_in, setting)
    request = RequestCall(
        case_id=fresh_id(event, "request"),
        reference=fresh_reference(event),
        office=setting.person.office,
        kind="callback",
        urgent=urgent,
        excluded_roles=view.left_out,
        about_case_id=check_in.case_id,
        role=role,
        when=when,
    )
    asked = _remembered(snapshot, view, request, event)
    text = "check-in-call-asked-urgent" if urgent else "check-in-call-asked"
    said = say(
        text,
        carer_key=f"role-{role or carers(view)[0]}",
        reference=request.reference,
        emergency=setting.pack.numbers.emergency,
    )
    return asked, (request, said)


def _remembered(snapshot: Snapshot, view: View, request: RequestCall, event: Event) -> Snapshot:
    filed = FiledReport(
        case_id=request.case_id,
        reference=request.reference,
        sent_at=event.at,
        urgent=request.urgent,
        left_out=view.left_out,
        kind="callback",
    )
    facts = replace(
        view.facts,
        caller=request.role or view.facts.caller,
        call_case_id=request.case_id,
        call_asked_at=event.at,
        calls_asked=view.facts.calls_asked + 1,
        called=False,
    )
    return remember(replace(snapshot, filed=(*snapshot.filed, filed)), facts)


# ---- the phone number -------------------------------------------------------------------------------------------


def number(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A text at the phone number: passed on when it is one, else kept with the answers."""
    assert isinstance(event, TextReceived)
    check_in = open_check_in(snapshot)
    if sum(c.isdigit() for c in event.text) < _LEAST_DIGITS or len(event.text) > _LONGEST_NUMBER:
        kept = with_text(check_in, CALL_NUMBER, event)
        return show(snapshot, kept, event, setting, "check-in-number-unclear")
    given = PhoneGiven(at=event.at, nonce=event.nonce, by=setting.person.person_id, phone=event.text)
    told = TellCase(case_id=snapshot.facts(check_in.case_id).call_case_id, event=given)
    return _return(snapshot, event, setting, "check-in-number-kept").before(told)


def no_number(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """No number: the organisation uses the one it knows."""
    return _return(snapshot, event, setting, "check-in-number-skipped")


def _return(snapshot: Snapshot, event: Event, setting: Setting, note: str) -> Transition:
    check_in = open_check_in(snapshot)
    to = check_in.returns_to or INVITATION
    path = check_in.path[:-1] if check_in.path and check_in.path[-1] == to else check_in.path
    back = replace(check_in, question=to, path=path, returns_to=None)
    return show(snapshot, back, event, setting, note)
