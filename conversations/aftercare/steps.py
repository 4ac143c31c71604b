"""The common ground of the moves in a check-in: which state belongs to a question, and how a next step is put.

Owns the silence timer, what is remembered between check-ins, and leaving the check-in for what lay waiting. Knows
no answer and no table.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from conversations import draft_keeping, prompts
from conversations.actions import Action as A
from conversations.aftercare.prompts import ask
from conversations.aftercare.questions import CONSENT, INVITATION, SCREEN, SCREEN_ITEMS
from conversations.aftercare.times import silence_ends_at
from conversations.draft import Entry
from conversations.effects import ClearTimers, DropEvidence, Effect, FinishCheckIn, Rows, Say, SetTimer
from conversations.events import AttachmentReceived, Event, TextReceived
from conversations.moves import IllegalTransitionError, Setting, Transition, button, idle, say
from conversations.snapshot import CareFacts, CheckIn, CheckInState, FiledState, MenuState, Snapshot

SILENCE = "check-in-silence"
MAX_ENTRIES = 40
MAX_FILES = 20
FORGOTTEN_AFTER = timedelta(days=1)


def open_check_in(snapshot: Snapshot) -> CheckIn:
    """The check-in that is open. Raises IllegalTransitionError when there is none."""
    if snapshot.check_in is None:
        raise IllegalTransitionError("there is no check-in")
    return snapshot.check_in


def state_of(check_in: CheckIn) -> CheckInState:
    """The state that belongs to the question the check-in is at."""
    if check_in.question == INVITATION:
        return CheckInState.INVITED
    return CheckInState.CONSENT if check_in.question == CONSENT else CheckInState.ASKING


def show(
    snapshot: Snapshot,
    check_in: CheckIn,
    event: Event,
    setting: Setting,
    *notes: str,
    before: tuple[Effect, ...] = (),
) -> Transition:
    """Ask what this check-in is at, after these effects and with these notes in front."""
    moved = touched(snapshot, check_in, event.at, state_of(check_in))
    prompt = ask(moved, setting, *notes, at=event.at)
    return Transition(snapshot=moved, effects=(*before, silence_timer(moved, setting), prompt))


def aside_menu(
    snapshot: Snapshot, event: Event, setting: Setting, state: CheckInState, *notes: str
) -> Transition:
    """Show the menu of this state (later, stopping) on top of the question that stays open."""
    moved = touched(snapshot, open_check_in(snapshot), event.at, state)
    prompt = ask(moved, setting, *notes, at=event.at)
    return Transition(snapshot=moved, effects=(silence_timer(moved, setting), prompt))


def touched(snapshot: Snapshot, check_in: CheckIn, at: datetime, state: CheckInState) -> Snapshot:
    """The snapshot in this state, with a check-in in which something has just happened."""
    return replace(snapshot, state=state, check_in=replace(check_in, touched_at=at, snoozed_until=None))


def silence_timer(snapshot: Snapshot, setting: Setting) -> SetTimer:
    """Rings when there was no reaction for too long."""
    check_in = open_check_in(snapshot)
    due_at = silence_ends_at(
        check_in.kind, check_in.touched_at, reminded=check_in.reminded, pack=setting.pack
    )
    return SetTimer(timer=SILENCE, subject_id=check_in.check_in_id, due_at=due_at)


def with_text(check_in: CheckIn, question: str, event: TextReceived) -> CheckIn:
    """The check-in with one more message at this question."""
    entry = Entry(
        message_id=event.message_id, text=event.text, at=event.at, forwarded_from=event.forwarded_from
    )
    return replace(check_in, entries={**check_in.entries, question: (*check_in.texts(question), entry)})


def is_full(check_in: CheckIn) -> bool:
    """Whether nothing more can be written in this check-in."""
    return sum(len(entries) for entries in check_in.entries.values()) >= MAX_ENTRIES


def with_file(check_in: CheckIn, question: str, event: AttachmentReceived) -> CheckIn:
    """The check-in with one more file at this question."""
    attachment = draft_keeping.attachment_from(event, question)
    return replace(check_in, attachments=(*check_in.attachments, attachment))


def files_id(check_in: CheckIn, question: str = "") -> str:
    """What the files of this check-in are kept under until it is decided who may have them: the case in front.

    Those of the five screening questions apart, because they can be left out of what is shared.
    """
    apart = ".screen" if question in (SCREEN, *SCREEN_ITEMS) else ""
    return f"{check_in.case_id}:{check_in.check_in_id}{apart}"


def welcome_back(check_in: CheckIn) -> tuple[str, ...]:
    """The note for who comes back to a check-in that had begun."""
    return () if check_in.question == INVITATION else ("check-in-where-we-were",)


# ---- what is remembered -----------------------------------------------------------------------------------------


def remember(snapshot: Snapshot, facts: CareFacts) -> Snapshot:
    """The snapshot with these facts in place of the earlier ones of the same case."""
    others = tuple(c for c in snapshot.care if c.case_id != facts.case_id)
    return replace(snapshot, care=(*others, facts))


def case_ids(check_in: CheckIn) -> tuple[str, ...]:
    """The cases that this check-in is about."""
    return (check_in.case_id, *(j.case_id for j in check_in.joined))


# ---- leaving ----------------------------------------------------------------------------------------------------


def set_aside(snapshot: Snapshot) -> Snapshot:
    """The snapshot with whatever was being written kept, and nothing being asked."""
    if snapshot.state is FiledState.SUPPLEMENT and snapshot.supplement and not snapshot.supplement.is_empty():
        return replace(snapshot, state=MenuState.IDLE)
    if isinstance(snapshot.state, CheckInState):
        return replace(snapshot, state=MenuState.IDLE)
    return draft_keeping.set_aside(snapshot)


def off_calendar(check_in: CheckIn, outcome: str) -> tuple[Effect, ...]:
    """Take the check-in and those answered with it off the calendar, and stop waiting for a reaction.

    Files that nobody has been given by now are destroyed.
    """
    ids = (check_in.check_in_id, *(j.check_in_id for j in check_in.joined))
    finished = tuple(FinishCheckIn(check_in_id=i, outcome=outcome) for i in ids)
    kept = dict.fromkeys(files_id(check_in, a.step) for a in check_in.attachments)
    dropped = tuple(DropEvidence(draft_id=i) for i in kept)
    return (*finished, *dropped, ClearTimers(subject_id=check_in.check_in_id, timer=SILENCE))


def left(snapshot: Snapshot) -> Snapshot:
    """The snapshot without the check-in: back to an addition that was being written, else to nothing being asked."""
    gone = replace(snapshot, check_in=None)
    if not isinstance(snapshot.state, CheckInState | MenuState):
        return gone
    if gone.supplement is not None and not gone.supplement.is_empty() and gone.about:
        return replace(gone, state=FiledState.SUPPLEMENT)
    return replace(idle(gone), path=snapshot.path)


def pruned(snapshot: Snapshot, at: datetime) -> Transition:
    """The snapshot without a check-in that nobody will come back to, so that it never stands in the way of another.

    That is one of a report that was withdrawn, or one that was put off and then not asked for a whole day.
    """
    check_in = snapshot.check_in
    if check_in is None:
        return Transition(snapshot=snapshot)
    filed = snapshot.filed_report(check_in.case_id)
    forgotten = check_in.snoozed_until is not None and at - check_in.snoozed_until > FORGOTTEN_AFTER
    if not forgotten and not (filed is not None and filed.withdrawn):
        return Transition(snapshot=snapshot)
    return Transition(snapshot=left(snapshot), effects=off_calendar(check_in, "stopped"))


def goodbye(snapshot: Snapshot, setting: Setting, *texts: str, rows: Rows = (), **args: str | int) -> Say:
    """The last message of a check-in, with the way to what lay waiting, or else the menu."""
    if snapshot.state is FiledState.SUPPLEMENT:
        send: Rows = ((button(A.SEND, "button-supplement-send"),), (button(A.BACK, "button-cancel"),))
        return say(*texts, "check-in-supplement-waits", buttons=(*rows, *send), **args)
    if snapshot.draft is not None:
        return say(*texts, "check-in-draft-waits", buttons=(*rows, *prompts.kept_buttons()), **args)
    return say(*texts, buttons=(*rows, *prompts.menu_buttons(snapshot, setting)), **args)
