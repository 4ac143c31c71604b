"""The one door to every conversation: `advance(snapshot, event, setting)`.

Owns the lookup of the move that belongs to (state, trigger), and the law that an event that fits nothing raises and
leaves the snapshot unchanged. What each move does stands in report, contact, filed, aftercare and menu.
"""

from __future__ import annotations

from dataclasses import replace

from conversations import (
    aftercare,
    case_doors,
    contact,
    crisis,
    draft_keeping,
    filed,
    menu,
    own_data,
    prompts,
    report,
    supplement,
)
from conversations.actions import Action as A
from conversations.effects import SELF, Effect, Revise, Say
from conversations.events import (
    ButtonPressed,
    ChatWiped,
    CheckInCameDue,
    Event,
    EvidenceRefused,
    EvidenceStored,
    MessageEdited,
    Returned,
    TimerRang,
)
from conversations.moves import (
    IllegalTransitionError,
    Move,
    Setting,
    StaleButtonError,
    Table,
    Transition,
    Trigger,
    say,
    trigger_of,
)
from conversations.snapshot import (
    CaseWorkState,
    CheckInState,
    ContactState,
    FiledState,
    MenuState,
    ReportState,
    Snapshot,
    scope_of,
)

TABLE: Table = {
    **report.MOVES,
    **contact.MOVES,
    **filed.MOVES,
    **supplement.MOVES,
    **aftercare.MOVES,
    **case_doors.MOVES,
}
FOR_BOTH_KINDS = (FiledState, CaseWorkState)
"""States that a case handler can be in as well."""


TIMERS: dict[str, Move] = {
    **dict.fromkeys(draft_keeping.DRAFT_TIMERS, draft_keeping.draft_timer),
    **supplement.TIMERS,
    **aftercare.TIMERS,
}


def _edited(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A changed message belongs to the open draft, to a check-in, or to a report that was sent."""
    for move in (draft_keeping.edit, aftercare.edit):
        try:
            return move(snapshot, event, setting)
        except IllegalTransitionError:
            continue
    return supplement.edit(snapshot, event, setting)


def _timer(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    assert isinstance(event, TimerRang)
    move = TIMERS.get(event.timer)
    if move is None:
        raise IllegalTransitionError("there is no such timer")
    return move(snapshot, event, setting)


def _report(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """The wish to report, at a moment when something else is being asked."""
    if isinstance(snapshot.state, ReportState):
        return report.ask_again(snapshot, event, setting)
    return draft_keeping.begin(draft_keeping.set_aside(snapshot), event, setting)


def _start(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    return menu.show_menu(snapshot, event, setting)


def _nothing_to_stop(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    shown = say("nothing-to-stop", buttons=prompts.menu_buttons(snapshot, setting))
    return Transition(snapshot=snapshot, effects=(shown,))


FOR_EVERYONE: dict[Trigger, Move] = {
    A.MENU: menu.show_menu,
    A.ADVICE: menu.advice,
    A.SITUATION: menu.situation,
    A.MORE: menu.more,
    A.PRIVACY: menu.privacy,
    A.LANGUAGE: menu.language,
    A.SET_LANGUAGE: menu.set_language,
    A.EMERGENCY: menu.emergency,
    A.WIPE: filed.wipe,
    ChatWiped: filed.wiped,
    "/start": _start,
    "/menu": menu.show_menu,
    "/help": menu.more,
    "/stop": _nothing_to_stop,
    "/privacy": menu.privacy,
    "/mijngegevens": own_data.ask,
    "/mydata": own_data.ask,
    "/taal": menu.language,
    "/language": menu.language,
    "/advies": menu.advice,
    "/advice": menu.advice,
    "/nood": menu.emergency,
    "/emergency": menu.emergency,
    "/wis": filed.wipe,
    "/wipe": filed.wipe,
    **aftercare.FOR_ALL,
    **case_doors.FOR_EVERYONE,
}

FOR_REPORTERS: dict[Trigger, Move] = {
    A.REPORT: _report,
    A.RESUME: draft_keeping.resume,
    A.CALL_ME: contact.call_me,
    A.DOUBT: contact.doubt,
    A.TALK: contact.call_me,
    A.UNSAFE_FEELING: menu.unsafe_feeling,
    A.MY_REPORTS: filed.my_reports,
    A.SHOW_REPORT: filed.show,
    A.SUPPLEMENT: supplement.begin,
    A.WITHDRAW: filed.withdraw,
    MessageEdited: _edited,
    EvidenceStored: filed.evidence_stored,
    EvidenceRefused: filed.evidence_refused,
    TimerRang: _timer,
    CheckInCameDue: aftercare.came_due,
    Returned: aftercare.returned,
    "/melden": _report,
    "/report": _report,
    "/twijfel": contact.doubt,
    "/doubt": contact.doubt,
    "/mijn": filed.my_reports,
    "/mine": filed.my_reports,
    **aftercare.ANYWHERE,
}

FOR_HANDLERS: dict[Trigger, Move] = {
    A.CONFIRM_RECEIPT: menu.confirm_receipt,
    A.MARK_OPENED: menu.mark_opened,
    A.SHOW_CONTACT: menu.show_contact,
    A.SHOW_CASE: menu.show_case,
    A.MY_CASES: menu.my_cases,
    A.DOSSIER_LINK: menu.dossier_link,
    "/zaken": menu.my_cases,
    "/cases": menu.my_cases,
    **case_doors.FOR_HANDLERS,
}


def advance(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """What follows from this event: the next snapshot and what has to be done.

    Raises IllegalTransitionError (StaleButtonError for a button of an earlier moment) when the event does not fit;
    then nothing has changed.
    """
    trigger = trigger_of(event)
    if isinstance(event, ButtonPressed) and event.scope and event.scope != scope_of(snapshot):
        raise StaleButtonError("this button belongs to an earlier moment")
    transition = _find(snapshot, trigger, setting)(snapshot, event, setting)
    return _scoped(snapshot, crisis.with_card(transition, event, setting))


def respond(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """The same, but with a helpful answer in place of an IllegalTransitionError: never silence."""
    try:
        return advance(snapshot, event, setting)
    except IllegalTransitionError as error:
        if isinstance(event, NOT_BY_A_PERSON):
            return Transition(snapshot=snapshot)
        effects = menu.guidance(snapshot, event, error, current_prompt(snapshot, setting))
        answer = crisis.with_card(Transition(snapshot=snapshot, effects=effects), event, setting)
        return _scoped(snapshot, answer)


NOT_BY_A_PERSON = (TimerRang, CheckInCameDue, EvidenceStored, EvidenceRefused, ChatWiped, Returned)
"""Events that nobody did on their phone: what does not fit then is no reason to speak to anybody."""


def _find(snapshot: Snapshot, trigger: Trigger, setting: Setting) -> Move:
    reporter = setting.person.kind == "reporter"
    move = (
        TABLE.get((snapshot.state, trigger))
        if reporter or isinstance(snapshot.state, FOR_BOTH_KINDS)
        else None
    )
    own = FOR_REPORTERS if reporter else FOR_HANDLERS
    move = move or own.get(trigger) or FOR_EVERYONE.get(trigger)
    if move is None:
        raise IllegalTransitionError(f"{snapshot.state} cannot take this")
    return move


def _scoped(before: Snapshot, transition: Transition) -> Transition:
    """Write into every message to this person which moment its buttons belong to."""
    after = transition.snapshot
    scope = scope_of(after)
    if scope != scope_of(before):
        after = replace(after, previous_scope=scope_of(before))
    effects = tuple(_with_scope(effect, scope) for effect in transition.effects)
    return Transition(snapshot=after, effects=effects)


def _with_scope(effect: Effect, scope: str) -> Effect:
    if isinstance(effect, Say | Revise) and effect.to == SELF:
        return replace(effect, scope=scope)
    return effect


def current_prompt(snapshot: Snapshot, setting: Setting) -> tuple[Effect, ...]:
    """The question that is open now, or the menu when there is none."""
    if setting.person.kind != "reporter" and not isinstance(snapshot.state, FiledState):
        return (say("menu-short", buttons=prompts.menu_buttons(snapshot, setting)),)
    if isinstance(snapshot.state, ReportState):
        return (prompts.ask(snapshot, setting),)
    if isinstance(snapshot.state, CheckInState):
        return aftercare.ask_again(snapshot, setting)
    if isinstance(snapshot.state, ContactState | FiledState | CaseWorkState):
        return (say("open-question"),)
    assert isinstance(snapshot.state, MenuState)
    return (say("menu-short", buttons=prompts.menu_buttons(snapshot, setting)),)
