"""The one door to every conversation: `advance(snapshot, event, setting)`.

Owns the lookup of the move that belongs to (state, trigger), and the law that an event that fits nothing raises and
leaves the snapshot unchanged. What each move does stands in report, contact, filed, aftercare and menu.
"""

from __future__ import annotations

from dataclasses import replace

from conversations import (
    contact,
    crisis,
    draft_keeping,
    filed,
    menu,
    own_data,
    prompts,
    protocol,
    register,
    report,
    supplement,
)
from conversations.actions import Action as A
from conversations.administrator import FOR_ADMINISTRATORS
from conversations.aftercare import close_ones
from conversations.aftercare import conversation as aftercare
from conversations.aftercare import overview as care_overview
from conversations.aftercare import rating as aftercare_rating
from conversations.blank import is_blank
from conversations.casework import doors as case_doors
from conversations.casework import written as case_written
from conversations.effects import SELF, Effect, Revise, Say
from conversations.events import (
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
    TextReceived,
    TimerRang,
)
from conversations.moves import (
    IllegalTransitionError,
    Move,
    NothingWrittenError,
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
    RatingState,
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

BY_ASKING_ONLY = ((MenuState.IDLE, TextReceived), (MenuState.IDLE, AttachmentReceived))
"""What begins a report for a reporter, but not for somebody who handles reports as well: they say so first."""


TIMERS: dict[str, Move] = {
    **dict.fromkeys(draft_keeping.DRAFT_TIMERS, draft_keeping.draft_timer),
    **supplement.TIMERS,
    **aftercare.TIMERS,
    **case_doors.TIMERS,
}


def _edited(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A changed message belongs to the open draft, to a check-in, to a case, or to a report that was sent."""
    return _first_that_fits(
        snapshot, event, setting, draft_keeping.edit, aftercare.edit, case_written.edit, supplement.edit
    )


def _file_stored(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    return _first_that_fits(snapshot, event, setting, case_written.file_stored, filed.evidence_stored)


def _file_refused(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    return _first_that_fits(snapshot, event, setting, case_written.file_refused, filed.evidence_refused)


def _first_that_fits(snapshot: Snapshot, event: Event, setting: Setting, *moves: Move) -> Transition:
    for move in moves[:-1]:
        try:
            return move(snapshot, event, setting)
        except IllegalTransitionError:
            continue
    return moves[-1](snapshot, event, setting)


def _timer(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    assert isinstance(event, TimerRang)
    move = TIMERS.get(event.timer)
    if move is None:
        raise IllegalTransitionError("there is no such timer")
    return move(snapshot, event, setting)


def _report(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """The wish to report, at a moment when something else is being asked."""
    stopping = (ReportState.STOPPING, ReportState.DISCARDING)
    if isinstance(snapshot.state, ReportState) and snapshot.state not in stopping:
        return report.ask_again(snapshot, event, setting)
    return draft_keeping.begin(draft_keeping.set_aside(snapshot), event, setting)


def _start(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    if close_ones.wants_information(event):
        return close_ones.read(snapshot, event, setting)
    return menu.show_menu(snapshot, event, setting)


def _nothing_to_stop(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    shown = say("nothing-to-stop", buttons=prompts.menu_buttons(snapshot, setting))
    return Transition(snapshot=snapshot, effects=(shown,))


FOR_EVERYONE: dict[Trigger, Move] = {
    A.MENU: menu.show_menu,
    A.ADVICE: menu.advice,
    A.SITUATION: menu.situation,
    A.PROTOCOL: protocol.show,
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
    **close_ones.FOR_EVERYONE,
    **case_doors.FOR_EVERYONE,
}

FOR_REPORTERS: dict[Trigger, Move] = {
    A.REPORT: _report,
    A.RESUME: draft_keeping.resume,
    A.CALL_ME: contact.call_me,
    A.DOUBT: contact.doubt,
    A.TALK: contact.call_me,
    A.UNSAFE_FEELING: menu.unsafe_feeling,
    A.REPORT_FROM: contact.report_from,
    A.MY_REPORTS: filed.my_reports,
    A.SHOW_REPORT: filed.show,
    A.SUPPLEMENT: supplement.begin,
    A.SUPPLEMENT_AFTER: supplement.begin_after,
    A.WITHDRAW: filed.withdraw,
    MessageEdited: _edited,
    EvidenceStored: _file_stored,
    EvidenceRefused: _file_refused,
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
    "/melden": menu.report_elsewhere,
    "/report": menu.report_elsewhere,
    **case_doors.FOR_HANDLERS,
    **care_overview.FOR_HANDLERS,
}


def advance(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """What follows from this event: the next snapshot and what has to be done.

    Raises IllegalTransitionError (StaleButtonError for a button of an earlier moment) when the event does not fit;
    then nothing has changed.
    """
    trigger = trigger_of(event)
    if isinstance(event, ButtonPressed) and event.scope and event.scope != scope_of(snapshot):
        raise StaleButtonError("this button belongs to an earlier moment")
    if _says_nothing(event):
        raise NothingWrittenError("nothing in this message can be seen")
    transition = _find(snapshot, trigger, setting)(snapshot, event, setting)
    return _scoped(snapshot, crisis.with_card(transition, event, setting))


def respond(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """The same, but with a helpful answer in place of an IllegalTransitionError: never silence.

    What stands behind a command is not lost either: see `_with_words`.
    """
    if isinstance(event, CommandGiven) and event.command != "start" and not is_blank(event.argument):
        return _with_words(snapshot, event, setting)
    return _respond(snapshot, event, setting)


WITH_WORDS = frozenset(("melden", "report", "twijfel", "doubt", "nood", "emergency", "hulp", "crisis"))
"""Commands behind which somebody may tell what happens, as if it were a message of its own."""


def _with_words(snapshot: Snapshot, event: CommandGiven, setting: Setting) -> Transition:
    """A command with words behind it: they are heard where that can be, else it is said that they were not kept.

    What is no command at all was a message that begins with a slash.
    """
    try:
        given = advance(snapshot, replace(event, argument=""), setting)
    except IllegalTransitionError:
        return _respond(snapshot, _as_text(event, event.written or event.argument), setting)
    words = _as_text(event, event.argument)
    if event.command not in WITH_WORDS:
        told = given.then(say("words-not-kept"))
        return _scoped(snapshot, crisis.with_card(told, words, setting))
    heard = _respond(given.snapshot, words, setting)
    asked = event.command in ("melden", "report")  # whose question comes again, with these words kept
    before = tuple(e for e in given.effects if not (asked and isinstance(e, Say)))
    carded = any(isinstance(e, Say) and "crisis-card" in e.texts for e in before)
    after = tuple(
        e for e in heard.effects if not (carded and isinstance(e, Say) and "crisis-card" in e.texts)
    )
    return Transition(snapshot=heard.snapshot, effects=(*before, *after))


def _as_text(event: CommandGiven, text: str) -> TextReceived:
    return TextReceived(at=event.at, nonce=event.nonce, message_id=event.message_id, text=text)


def _respond(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    try:
        return advance(snapshot, event, setting)
    except IllegalTransitionError as error:
        if isinstance(event, NOT_BY_A_PERSON):
            return Transition(snapshot=snapshot)
        effects = menu.guidance(snapshot, event, error, current_prompt(snapshot, event, setting))
        answer = crisis.with_card(Transition(snapshot=snapshot, effects=effects), event, setting)
        return _scoped(snapshot, answer)


def _says_nothing(event: Event) -> bool:
    """Whether somebody sent, or changed an answer into, characters that nobody can see. A caption may be taken away."""
    if isinstance(event, MessageEdited):
        return event.text != "" and is_blank(event.text)
    return isinstance(event, TextReceived) and is_blank(event.text)


NOT_BY_A_PERSON = (TimerRang, CheckInCameDue, EvidenceStored, EvidenceRefused, ChatWiped, Returned)
"""Events that nobody did on their phone: what does not fit then is no reason to speak to anybody."""


def _find(snapshot: Snapshot, trigger: Trigger, setting: Setting) -> Move:
    person = setting.person
    in_table = person.reports or isinstance(snapshot.state, FOR_BOTH_KINDS)
    if person.handles and (snapshot.state, trigger) in BY_ASKING_ONLY:
        in_table = False
    move = TABLE.get((snapshot.state, trigger)) if in_table else None
    if move is None and person.reports:
        move = FOR_REPORTERS.get(trigger)
    if move is None and person.handles:
        move = FOR_HANDLERS.get(trigger)
    if move is None and person.registers:
        move = register.FOR_REGISTRARS.get(trigger)
    if move is None and person.administers:
        move = FOR_ADMINISTRATORS.get(trigger)
    move = move or FOR_EVERYONE.get(trigger)
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


def current_prompt(snapshot: Snapshot, event: Event, setting: Setting) -> tuple[Effect, ...]:
    """The question that is open now with its buttons, or the menu when there is none."""
    if not setting.person.reports and not isinstance(snapshot.state, FOR_BOTH_KINDS):
        return (say("menu-short", buttons=prompts.menu_buttons(snapshot, setting)),)
    if isinstance(snapshot.state, ReportState):
        return (prompts.ask(snapshot, setting),)
    if isinstance(snapshot.state, CheckInState):
        return aftercare.ask_again(snapshot, setting)
    if isinstance(snapshot.state, RatingState):
        return (aftercare_rating.ask_line(),)
    if isinstance(snapshot.state, ContactState):
        return contact.ask_again(snapshot)
    if snapshot.state is FiledState.SUPPLEMENT:
        return supplement.ask_again(snapshot)
    if isinstance(snapshot.state, FiledState):
        return filed.ask_again(snapshot)
    if isinstance(snapshot.state, CaseWorkState):
        return case_doors.ask_again(snapshot, event, setting)
    assert isinstance(snapshot.state, MenuState)
    return (say("menu-short", buttons=prompts.menu_buttons(snapshot, setting)),)
