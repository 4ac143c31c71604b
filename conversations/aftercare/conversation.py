"""Coming back to ask how somebody is: inviting, waiting, reminding once, and the table of the whole conversation.

Owns when a check-in is put to a person and when silence ends it. Never in the middle of something that is being
written, never two at once, and never after a stop. What follows from an answer stands in `aftercare.answers`, how a
check-in ends in `aftercare.ending`, the questions themselves in `aftercare.questions`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from conversations import contact, crisis, prompts
from conversations.actions import Action as A
from conversations.aftercare import answers, calls, earlier, ending, rating
from conversations.aftercare.prompts import ask
from conversations.aftercare.questions import FLOWS, INVITATION
from conversations.aftercare.schedule import outside_quiet_hours
from conversations.aftercare.steps import (
    SILENCE,
    left,
    off_calendar,
    open_check_in,
    pruned,
    remember,
    set_aside,
    show,
    silence_timer,
    touched,
    welcome_back,
)
from conversations.aftercare.times import BUSY, next_day, silence_ends_at, when_free
from conversations.effects import (
    DropUnsent,
    Effect,
    FinishCheckIn,
    MoveCheckIn,
    ResumeCheckIns,
    SetTimer,
    TellCase,
)
from conversations.events import (
    AttachmentReceived,
    CheckInCameDue,
    Event,
    TalkCameDue,
    TextReceived,
    TimerRang,
)
from conversations.moves import (
    Move,
    Setting,
    Transition,
    Trigger,
    button,
    say,
)
from conversations.snapshot import (
    CheckIn,
    CheckInState,
    ContactState,
    JoinedCheckIn,
    MenuState,
    Snapshot,
    State,
)

C = CheckInState

UNANSWERED_BEFORE_A_CALL = 2
_TALKS = ("first", "second", "third")


# ---- coming due -------------------------------------------------------------------------------------------------


def came_due(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A check-in is due: ask it now, or later when this is no moment for it."""
    assert isinstance(event, CheckInCameDue)
    filed = snapshot.filed_report(event.case_id)
    if snapshot.facts(event.case_id).stopped or (filed is not None and filed.withdrawn):
        return Transition(
            snapshot=snapshot, effects=(FinishCheckIn(check_in_id=event.check_in_id, outcome="stopped"),)
        )
    if is_busy(snapshot, event.at):
        free_at = when_free(event.at, setting.pack)
        waiting = _still_put_off(snapshot, event.check_in_id, free_at)
        return Transition(snapshot=waiting, effects=(_move(event, free_at, "busy"),))
    check_in = snapshot.check_in
    if check_in is not None and check_in.check_in_id == event.check_in_id:
        return show(set_aside(snapshot), check_in, event, setting, *welcome_back(check_in))
    now = pruned(snapshot, event.at)
    if now.snapshot.check_in is None:
        return _invite(now.snapshot, event, setting, *now.effects)
    return _beside_another(now.snapshot, now.snapshot.check_in, event, setting)


def _still_put_off(snapshot: Snapshot, check_in_id: str, until: datetime) -> Snapshot:
    """The snapshot in which the check-in that was put off knows that it is put off a little longer."""
    check_in = snapshot.check_in
    if check_in is None or check_in.check_in_id != check_in_id or check_in.snoozed_until is None:
        return snapshot
    return replace(snapshot, check_in=replace(check_in, snoozed_until=until))


def _move(event: CheckInCameDue, due_at: datetime, rule: str) -> MoveCheckIn:
    return MoveCheckIn(check_in_id=event.check_in_id, due_at=due_at, rule=rule)


def is_busy(snapshot: Snapshot, at: datetime) -> bool:
    """Whether something else is being written: the last word of it came less than an hour ago."""
    if isinstance(snapshot.state, MenuState | CheckInState):
        return False
    request = snapshot.filed_report(snapshot.about) if snapshot.state is ContactState.PHONE else None
    times = [
        *([snapshot.draft.touched_at] if snapshot.draft else []),
        *([snapshot.supplement.touched_at] if snapshot.supplement else []),
        *([request.sent_at] if request else []),
    ]
    return any(at - time < BUSY for time in times)


def _invite(snapshot: Snapshot, event: CheckInCameDue, setting: Setting, *before: Effect) -> Transition:
    kind = event.kind if event.kind in FLOWS else "extra"
    check_in = CheckIn(
        check_in_id=event.check_in_id,
        case_id=event.case_id,
        reference=event.reference,
        kind=kind,
        touched_at=event.at,
    )
    talk: tuple[Effect, ...] = ()
    if kind in _TALKS:
        due = TalkCameDue(at=event.at, nonce=event.nonce, kind=kind)
        talk = (TellCase(case_id=event.case_id, event=due),)
    return show(set_aside(snapshot), check_in, event, setting, before=(*before, *talk))


def _beside_another(
    snapshot: Snapshot, check_in: CheckIn, event: CheckInCameDue, setting: Setting
) -> Transition:
    """Another check-in is open: never two prompts. Answer them together, replace it, or wait a day."""
    untouched = check_in.is_empty() and check_in.question == INVITATION and check_in.snoozed_until is None
    if untouched and check_in.case_id == event.case_id:
        ended = _unanswered(snapshot, check_in, event, setting)
        return _invite(ended.snapshot, event, setting, *ended.effects)
    if untouched and _may_join(snapshot, check_in, event):
        more = JoinedCheckIn(check_in_id=event.check_in_id, case_id=event.case_id, reference=event.reference)
        return Transition(
            snapshot=replace(snapshot, check_in=replace(check_in, joined=(*check_in.joined, more)))
        )
    tomorrow = next_day(max(event.at, check_in.snoozed_until or event.at), setting.pack)
    return Transition(snapshot=snapshot, effects=(_move(event, tomorrow, "combined"),))


def _may_join(snapshot: Snapshot, check_in: CheckIn, event: CheckInCameDue) -> bool:
    """The same questions, about reports that the same people may read."""
    one, other = snapshot.filed_report(check_in.case_id), snapshot.filed_report(event.case_id)
    same_readers = one is not None and other is not None and set(one.left_out) == set(other.left_out)
    known = event.check_in_id in [j.check_in_id for j in check_in.joined]
    return check_in.kind == event.kind and same_readers and not known


# ---- silence ----------------------------------------------------------------------------------------------------


def silence(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """No reaction for some time: one gentle reminder, after that the check-in ends without an answer."""
    assert isinstance(event, TimerRang)
    check_in = snapshot.check_in
    if check_in is None or check_in.check_in_id != event.subject_id or check_in.snoozed_until is not None:
        return Transition(snapshot=snapshot)
    now = pruned(snapshot, event.at)
    if now.snapshot.check_in is None:
        return now
    wait_until = _wait_until(snapshot, check_in, event, setting)
    if wait_until > event.at:
        again = SetTimer(timer=SILENCE, subject_id=check_in.check_in_id, due_at=wait_until)
        return Transition(snapshot=snapshot, effects=(again,))
    if check_in.ends_all:
        return ending.discard(snapshot, event, setting)
    if not check_in.reminded:
        return _remind(snapshot, check_in, event, setting)
    if check_in.is_empty():
        return _unanswered(snapshot, check_in, event, setting)
    lapsed = say("answers-lapsed", buttons=((button(A.TALK, "button-talk", anytime=True),),))
    return Transition(snapshot=left(snapshot), effects=(*off_calendar(check_in, "answered"), lapsed))


def _wait_until(snapshot: Snapshot, check_in: CheckIn, event: Event, setting: Setting) -> datetime:
    due_at = silence_ends_at(
        check_in.kind, check_in.touched_at, reminded=check_in.reminded, pack=setting.pack
    )
    if due_at > event.at:
        return due_at
    if is_busy(snapshot, event.at):
        return when_free(event.at, setting.pack)
    return outside_quiet_hours(event.at, setting.pack)


def _remind(snapshot: Snapshot, check_in: CheckIn, event: Event, setting: Setting) -> Transition:
    reminded = replace(check_in, reminded=True)
    return show(set_aside(snapshot), reminded, event, setting, *welcome_back(check_in))


def _unanswered(snapshot: Snapshot, check_in: CheckIn, event: Event, setting: Setting) -> Transition:
    """It counts as unanswered. The second time the case hears it, which knows whether there was any other contact."""
    ended = left(snapshot)
    told: tuple[Effect, ...] = ()
    facts = replace(ended.facts(check_in.case_id), unanswered=ended.facts(check_in.case_id).unanswered + 1)
    ended = remember(ended, facts)
    if facts.unanswered == UNANSWERED_BEFORE_A_CALL:
        told = ending.tell(replace(check_in, joined=()), event, setting, "unanswered-twice")
    return Transition(snapshot=ended, effects=(*off_calendar(check_in, "unanswered"), *told))


# ---- around it --------------------------------------------------------------------------------------------------


def returned(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A person let the bot back in: nothing was lost. What is open is asked again, without blame, and only once.

    A question that never left is taken back, because it is asked here; what became due meanwhile comes a little later.
    """
    pause_over = (
        DropUnsent(scope="check_in."),
        ResumeCheckIns(due_at=when_free(event.at, setting.pack)),
    )
    if isinstance(snapshot.state, CheckInState):
        moved = touched(snapshot, open_check_in(snapshot), event.at, snapshot.state)
        prompt = ask(moved, setting, "check-in-returned", at=event.at)
        return Transition(snapshot=moved, effects=(*pause_over, silence_timer(moved, setting), prompt))
    buttons = prompts.menu_buttons(snapshot, setting)
    return Transition(snapshot=snapshot, effects=(*pause_over, say("check-in-returned", buttons=buttons)))


def edit(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A message of the open check-in was changed. Raises IllegalTransitionError when it is no part of it."""
    return answers.edit(snapshot, event, setting)


def ask_again(snapshot: Snapshot, setting: Setting) -> tuple[Effect, ...]:
    """The question that is open, once more."""
    return (ask(snapshot, setting),)


# ---- the table --------------------------------------------------------------------------------------------------

_EVERYWHERE: dict[Trigger, Move] = {
    TextReceived: answers.text,
    AttachmentReceived: answers.file,
    A.TALK: calls.talk,
    A.CALL_ME: calls.talk_now,
    A.TALK_NOW: calls.talk_now,
    "/stop": ending.stopping,
}

_BY_STATE: dict[CheckInState, dict[Trigger, Move]] = {
    C.INVITED: {
        A.BEGIN: earlier.begin,
        A.LATER: ending.later,
        A.SKIP_CHECK_IN: ending.skip,
        A.STOP_CHECK_INS: ending.stop_all,
        A.STOP: ending.stopping,
    },
    C.ASKING: {
        A.BEGIN: earlier.begin,
        A.CHOOSE: answers.choose,
        A.NEXT: answers.onward,
        A.SKIP: answers.onward,
        A.BACK: answers.back,
        A.LATER: ending.later,
        A.STOP: ending.stopping,
    },
    C.CONSENT: {
        A.BEGIN: earlier.begin,
        A.SHARE: ending.share,
        A.BACK: answers.back,
        A.LATER: ending.later,
        A.STOP: ending.stopping,
    },
    C.LATER: {
        A.BEGIN: earlier.begin,
        A.SNOOZE: ending.snooze,
        A.BACK: answers.resume,
        A.STOP: ending.stopping,
    },
    C.STOPPING: {
        A.BEGIN: earlier.begin,
        A.STOP: ending.stop_this,
        A.STOP_CHECK_INS: ending.stop_all,
        A.NEXT: ending.enough,
        A.LATER: ending.later,
        A.BACK: answers.resume,
        "/stop": ending.stop_this,
    },
    C.DISCARDING: {
        A.BEGIN: earlier.begin,
        A.NEXT: ending.enough,
        A.DISCARD: ending.discard,
        A.STOP_CHECK_INS: ending.stop_all,
        A.BACK: answers.resume,
        "/stop": ending.discard,
    },
}

MOVES: dict[tuple[State, Trigger], Move] = {
    (state, trigger): move
    for state, row in _BY_STATE.items()
    for trigger, move in {**_EVERYWHERE, **row}.items()
} | rating.MOVES

ANYWHERE: dict[Trigger, Move] = {
    A.BEGIN: earlier.begin,
    A.EARLIER: earlier.ask_now,
    A.STOP_CHECK_INS: ending.stop_all,
    A.TALK_NOW: contact.call_now,
    **rating.ANYWHERE,
    "/check_in": earlier.ask_now,
    "/checkin": earlier.ask_now,
    "/nazorg": earlier.ask_now,
    "/aftercare": earlier.ask_now,
}

FOR_ALL: dict[Trigger, Move] = {
    A.CRISIS: crisis.help_now,
    "/hulp": crisis.help_now,
    "/113": crisis.help_now,
    "/crisis": crisis.help_now,
}
"""For case handlers too: 113 is there for everybody."""

TIMERS: dict[str, Callable[[Snapshot, Event, Setting], Transition]] = {SILENCE: silence}
