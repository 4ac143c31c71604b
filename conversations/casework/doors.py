"""The doors from a person's chat to a case: a step by a button, words by writing, and the lists of a case handler.

Owns what a button on a case means in the conversation, and the state in which the next message is for a case. Whether a
step is allowed is decided by the case itself (`casework`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from conversations import draft_keeping, prompts
from conversations.actions import Action as A
from conversations.casework.damage import read_amount
from conversations.casework.messages import CONTINUED, WRITTEN
from conversations.casework.people import until_day
from conversations.casework.written import AMOUNTS, edit, file_refused, file_stored, remember
from conversations.effects import EndStandIn, Say, ShowClosedCases, TellCase, Toast
from conversations.events import (
    AttachmentReceived,
    ButtonPressed,
    CaseStepTaken,
    Event,
    EvidenceRefused,
    EvidenceStored,
    MessageEdited,
    Step,
    TextReceived,
    TimerRang,
    UnsupportedReceived,
)
from conversations.moves import (
    IllegalTransitionError,
    Move,
    Setting,
    Transition,
    Trigger,
    fresh_id,
    idle,
    say,
)
from conversations.snapshot import CaseWorkState, Snapshot, State

LAPSES_AFTER = timedelta(hours=1)
"""After this long a message is not taken for the case any more."""

READ = (*AMOUNTS, Step.STAND_IN_UNTIL)
"""Steps whose words are read at once, and not kept."""

STAND_IN = "stand-in"
"""The timer of a case handler who named somebody to stand in: it rings when that is over."""


def take_step(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Pass a step on to the case that the button is about."""
    assert isinstance(event, ButtonPressed)
    case_id, step, subject, value = _parts(event.argument)
    told = CaseStepTaken(
        at=event.at,
        nonce=event.nonce,
        by=setting.person.person_id,
        step=step,
        subject=subject,
        value=value,
    )
    return Transition(snapshot=snapshot, effects=(TellCase(case_id=case_id, event=told),))


def _parts(argument: str) -> tuple[str, Step, str, str]:
    case_id, _, rest = argument.partition(":")
    step, _, rest = rest.partition(":")
    subject, _, value = rest.partition(":")
    try:
        return case_id, Step(step), subject, value
    except ValueError:
        raise IllegalTransitionError("this button has no meaning in a case") from None


def write(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """From now on this person's messages are for a case; the case says what to write and to whom it goes."""
    assert isinstance(event, ButtonPressed)
    case_id, step, subject, _ = _parts(event.argument)
    if step not in WRITTEN:
        raise IllegalTransitionError("this step is not made by writing")
    filed = snapshot.filed_report(case_id)
    if filed is not None and filed.withdrawn:
        return Transition(snapshot=snapshot, effects=(Toast(text="toast-withdrawn"),))
    writing = replace(
        draft_keeping.set_aside(snapshot),
        state=CaseWorkState.WRITING,
        about=case_id,
        writing=f"{step}:{subject}",
        writing_at=event.at,
    )
    asked = CaseStepTaken(
        at=event.at, nonce=event.nonce, by=setting.person.person_id, step=Step.WRITE, value=step
    )
    return Transition(snapshot=writing, effects=(TellCase(case_id=case_id, event=asked),))


def ask_again(snapshot: Snapshot, event: Event, setting: Setting) -> tuple[TellCase, ...]:
    """Let the case say once more what to write, and to whom it goes."""
    step = Step(snapshot.writing.partition(":")[0])
    asked = CaseStepTaken(
        at=event.at, nonce=event.nonce, by=setting.person.person_id, step=Step.WRITE, value=step
    )
    return (TellCase(case_id=snapshot.about, event=asked),)


def _written(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Words for the case: delivered or sealed, and not kept here."""
    assert isinstance(event, TextReceived)
    if snapshot.writing_at is not None and event.at - snapshot.writing_at > LAPSES_AFTER:
        return _lapsed(snapshot, event, setting)
    name, _, subject = snapshot.writing.partition(":")
    step, value = Step(name), ""
    if step in AMOUNTS:
        cents = read_amount(event.text)
        if cents is None:
            return Transition(snapshot=snapshot, effects=(say("write-amount-unclear"),))
        value = str(cents)
    if step is Step.STAND_IN_UNTIL:
        until_at = until_day(event.text, event.at, setting.time_zone)
        if until_at is None:
            return Transition(snapshot=snapshot, effects=(say("write-stand-in-until-unclear"),))
        value = until_at.isoformat()
    if step is Step.DAMAGE:
        subject = fresh_id(event, "damage")[:12]
    told = CaseStepTaken(
        at=event.at,
        nonce=event.nonce,
        by=setting.person.person_id,
        step=step,
        subject=subject,
        value=value,
        text="" if step in READ else event.text,
    )
    after = _after(remember(snapshot, event, step, subject), step, subject, event.at)
    return Transition(snapshot=after, effects=(TellCase(case_id=snapshot.about, event=told),))


def _lapsed(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Words long after the last ones were not meant for the case: a reporter's become a draft, and go nowhere yet."""
    done = replace(idle(snapshot), path=snapshot.path)
    if setting.person.kind == "reporter":
        if isinstance(event, AttachmentReceived):
            return draft_keeping.begin_with_evidence(done, event, setting)
        return draft_keeping.begin_with_text(done, event, setting)
    shown = say("write-lapsed", buttons=prompts.menu_buttons(done, setting))
    return Transition(snapshot=done, effects=(shown,))


def _after(snapshot: Snapshot, step: Step, subject: str, at: datetime) -> Snapshot:
    """Where the person is after these words: some go on until they say that they are done."""
    if step in CONTINUED:
        return replace(snapshot, writing_at=at)
    if step is Step.DAMAGE:
        return replace(snapshot, writing=f"{Step.AMOUNT}:{subject}")
    return replace(idle(snapshot), path=snapshot.path)


def _file(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A file while writing: sealed as evidence of the case, and the other side hears of it where the words go there."""
    assert isinstance(event, AttachmentReceived)
    if snapshot.writing_at is not None and event.at - snapshot.writing_at > LAPSES_AFTER:
        return _lapsed(snapshot, event, setting)
    step = Step(snapshot.writing.partition(":")[0])
    file_id = fresh_id(event, "attachment")
    told = CaseStepTaken(
        at=event.at,
        nonce=event.nonce,
        by=setting.person.person_id,
        step=Step.FILE,
        subject=file_id,
        value=step.value,
        text=event.caption or "",
    )
    kept = replace(remember(snapshot, event, step, "", file_id), writing_at=event.at)
    return Transition(snapshot=kept, effects=(TellCase(case_id=snapshot.about, event=told),))


def _neither(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A place, a contact, a sticker: nothing of that can be sealed or passed on."""
    return Transition(snapshot=snapshot, effects=(say("write-not-this"),))


def _done(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    done = replace(idle(snapshot), path=snapshot.path)
    buttons = prompts.kept_buttons() if done.draft else prompts.menu_buttons(done, setting)
    return Transition(snapshot=done, effects=(say("write-done", buttons=buttons),))


def my_clocks(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Every clock that runs in the cases of this handler, soonest first; looked up when it is sent."""
    return Transition(snapshot=snapshot, effects=(Say(texts=("my-clocks",), view="clocks"),))


def closed_cases(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """The cases of this handler that were closed last; looked up when it is carried out."""
    return Transition(snapshot=snapshot, effects=(ShowClosedCases(),))


def timer(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """The holiday of this handler is over: whoever stood in is told, and the cases are with the handler alone."""
    assert isinstance(event, TimerRang)
    if event.timer != STAND_IN:
        raise IllegalTransitionError("there is no such timer")
    return Transition(snapshot=snapshot, effects=(EndStandIn(),))


TIMERS: dict[str, Move] = {STAND_IN: timer}

MOVES: dict[tuple[State, Trigger], Move] = {
    (CaseWorkState.WRITING, TextReceived): _written,
    (CaseWorkState.WRITING, AttachmentReceived): _file,
    (CaseWorkState.WRITING, UnsupportedReceived): _neither,
    (CaseWorkState.WRITING, A.CASE_DONE): _done,
    (CaseWorkState.WRITING, "/stop"): _done,
}

FOR_EVERYONE: dict[Trigger, Move] = {A.CASE_STEP: take_step, A.CASE_WRITE: write}

FOR_HANDLERS: dict[Trigger, Move] = {
    MessageEdited: edit,
    EvidenceStored: file_stored,
    EvidenceRefused: file_refused,
    TimerRang: timer,
    A.MY_CLOCKS: my_clocks,
    A.CLOSED_CASES: closed_cases,
    "/klokken": my_clocks,
    "/clocks": my_clocks,
}
