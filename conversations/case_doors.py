"""The doors from a person's chat to a case: a step by a button, words by writing, and the lists of a case handler.

Owns what a button on a case means in the conversation, and the state in which the next message is for a case. Whether a
step is allowed is decided by the case itself (`casework`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from conversations import draft_keeping, prompts
from conversations.actions import Action as A
from conversations.case_damage import read_amount
from conversations.case_messages import CONTINUED, WRITTEN
from conversations.effects import Say, TellCase, Toast
from conversations.events import (
    AttachmentReceived,
    ButtonPressed,
    CaseStepTaken,
    Event,
    Step,
    TextReceived,
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

AMOUNTS = (Step.AMOUNT, Step.PAID, Step.RECOVERED)


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
    if step is Step.DAMAGE:
        subject = fresh_id(event, "damage")[:12]
    told = CaseStepTaken(
        at=event.at,
        nonce=event.nonce,
        by=setting.person.person_id,
        step=step,
        subject=subject,
        value=value,
        text="" if step in AMOUNTS else event.text,
    )
    after = _after(snapshot, step, subject, event.at)
    return Transition(snapshot=after, effects=(TellCase(case_id=snapshot.about, event=told),))


def _lapsed(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Words long after the last ones were not meant for the case: a reporter's become a draft, and go nowhere yet."""
    done = replace(idle(snapshot), path=snapshot.path)
    if setting.person.kind == "reporter":
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


def _not_words(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A file cannot be passed on; a reporter can add it to the report."""
    key = "write-no-files" if setting.person.kind == "reporter" else "write-no-files-handler"
    return Transition(snapshot=snapshot, effects=(say(key),))


def _done(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    done = replace(idle(snapshot), path=snapshot.path)
    buttons = prompts.kept_buttons() if done.draft else prompts.menu_buttons(done, setting)
    return Transition(snapshot=done, effects=(say("write-done", buttons=buttons),))


def my_clocks(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Every clock that runs in the cases of this handler, soonest first; looked up when it is sent."""
    return Transition(snapshot=snapshot, effects=(Say(texts=("my-clocks",), view="clocks"),))


MOVES: dict[tuple[State, Trigger], Move] = {
    (CaseWorkState.WRITING, TextReceived): _written,
    (CaseWorkState.WRITING, AttachmentReceived): _not_words,
    (CaseWorkState.WRITING, UnsupportedReceived): _not_words,
    (CaseWorkState.WRITING, A.CASE_DONE): _done,
    (CaseWorkState.WRITING, "/stop"): _done,
}

FOR_EVERYONE: dict[Trigger, Move] = {A.CASE_STEP: take_step, A.CASE_WRITE: write}

FOR_HANDLERS: dict[Trigger, Move] = {
    A.MY_CLOCKS: my_clocks,
    "/klokken": my_clocks,
    "/clocks": my_clocks,
}
