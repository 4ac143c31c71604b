"""How was this: one tap after the aftercare has ended, and one optional line. Neither is kept with a person or a case.

Owns the question and what is remembered of it: only that it was asked and answered, so that nobody counts twice. The
tap becomes one more in a tally, the line is sealed without any name; `storage.care_tally` keeps both back until five
people have answered. Knows nothing of how a check-in ends.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from conversations import draft_keeping, prompts
from conversations.actions import Action as A
from conversations.aftercare.steps import remember
from conversations.effects import CountRating, KeepRemark, Say, Toast
from conversations.events import AttachmentReceived, ButtonPressed, Event, TextReceived
from conversations.moves import (
    IllegalTransitionError,
    Move,
    Setting,
    Transition,
    Trigger,
    button,
    idle,
    say,
)
from conversations.snapshot import MenuState, RatingState, Snapshot, State

RATINGS = ("helped", "so-so", "not")
LONGEST_REMARK = 300
LAPSES_AFTER = timedelta(hours=1)
"""After this long a message is not taken for the line any more: it is something new."""

_ASKED, _DONE = "asked", "done"


def ask_once(transition: Transition, case_id: str) -> Transition:
    """The same, with the question after it, unless it was asked about this case before."""
    facts = transition.snapshot.facts(case_id)
    if facts.rating:
        return transition
    asked = remember(transition.snapshot, replace(facts, rating=_ASKED))
    return replace(transition, snapshot=asked).then(_question(case_id))


def _question(case_id: str) -> Say:
    rows = tuple(
        (button(A.RATE, f"check-in-rating-{rating}", f"{case_id}:{rating}", anytime=True),)
        for rating in RATINGS
    )
    return Say(texts=("check-in-rating-ask",), buttons=rows, push=False)


def rate(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """One tap: counted, without who or about what. Then, when nothing else is going on, room for one line."""
    assert isinstance(event, ButtonPressed)
    case_id, _, rating = event.argument.partition(":")
    facts = snapshot.facts(case_id)
    if rating not in RATINGS or not facts.rating:
        raise IllegalTransitionError("this was not asked")
    if facts.rating == _DONE:
        return Transition(snapshot=snapshot, effects=(Toast(text="toast-already"),))
    counted = remember(snapshot, replace(facts, rating=_DONE))
    effect = CountRating(rating=rating)
    if snapshot.state is not MenuState.IDLE:
        return Transition(snapshot=counted, effects=(effect, say("check-in-rating-thanks")))
    asking = replace(counted, state=RatingState.REMARK, writing_at=event.at)
    return Transition(snapshot=asking, effects=(effect, ask_line()))


def ask_line() -> Say:
    """Room for one line, with the way around it."""
    return say(
        "check-in-rating-line", buttons=((button(A.SKIP, "button-no-thanks"),),), longest=LONGEST_REMARK
    )


def _line(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    assert isinstance(event, TextReceived)
    if _is_late(snapshot, event):
        return draft_keeping.begin_with_text(_left(snapshot), event, setting)
    if len(event.text) > LONGEST_REMARK:
        return Transition(snapshot=snapshot, effects=(say("check-in-rating-too-long"), ask_line()))
    return _end(snapshot, setting, "check-in-rating-line-kept").before(KeepRemark(text=event.text))


def _file(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A file is no line; long afterwards it is evidence of something new."""
    if _is_late(snapshot, event):
        return draft_keeping.begin_with_evidence(_left(snapshot), event, setting)
    return Transition(snapshot=snapshot, effects=(say("check-in-rating-words-only"), ask_line()))


def _is_late(snapshot: Snapshot, event: Event) -> bool:
    return snapshot.writing_at is not None and event.at - snapshot.writing_at > LAPSES_AFTER


def _no_line(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    return _end(snapshot, setting, "check-in-rating-thanks")


def _left(snapshot: Snapshot) -> Snapshot:
    return replace(idle(snapshot), path=snapshot.path)


def _end(snapshot: Snapshot, setting: Setting, text: str) -> Transition:
    done = _left(snapshot)
    shown = say(text, buttons=prompts.menu_buttons(done, setting))
    return Transition(snapshot=done, effects=(shown,))


MOVES: dict[tuple[State, Trigger], Move] = {
    (RatingState.REMARK, TextReceived): _line,
    (RatingState.REMARK, AttachmentReceived): _file,
    (RatingState.REMARK, A.SKIP): _no_line,
    (RatingState.REMARK, "/stop"): _no_line,
}

ANYWHERE: dict[Trigger, Move] = {A.RATE: rate}
