"""Whoever runs the machine: a chat of their own, in which no door of reporters or case handlers opens."""

from __future__ import annotations

import pytest

from conversations.actions import Action as A
from conversations.administrator import FOR_ADMINISTRATORS, VIEW
from conversations.effects import Say
from conversations.events import ButtonPressed, CommandGiven, TextReceived
from conversations.machine import FOR_HANDLERS, FOR_REPORTERS, TABLE, advance, respond
from conversations.menu import welcome
from conversations.moves import IllegalTransitionError, Trigger
from conversations.snapshot import MenuState, Snapshot
from tests.conversations.moments import AT, CASE, nonce, setting

WHERE = setting("administrator")
DOORS = sorted({*FOR_HANDLERS, *FOR_REPORTERS} - {*FOR_ADMINISTRATORS}, key=str)


def actions(effects: tuple[object, ...]) -> set[str]:
    return {b.action for e in effects if isinstance(e, Say) for row in e.buttons for b in row}


def pressed(action: str) -> ButtonPressed:
    return ButtonPressed(at=AT, nonce=nonce(1), prompt_id="p" * 33, action=action, argument=CASE)


@pytest.mark.parametrize("trigger", [t for t in DOORS if isinstance(t, str)], ids=str)
def test_no_door_of_reporters_or_case_handlers_opens(trigger: Trigger) -> None:
    assert isinstance(trigger, str)
    command = trigger.startswith("/")
    event = (
        CommandGiven(at=AT, nonce=nonce(1), message_id=3, command=trigger[1:])
        if command
        else pressed(trigger)
    )
    with pytest.raises(IllegalTransitionError):
        advance(Snapshot(), event, WHERE)


def test_nothing_is_begun_by_typing_or_pressing() -> None:
    typed = TextReceived(at=AT, nonce=nonce(1), message_id=1, text="Wat is er met die melding?")
    assert respond(Snapshot(), typed, WHERE).snapshot == Snapshot()
    for state, trigger in TABLE:
        if isinstance(state, MenuState) and isinstance(trigger, A):
            with pytest.raises(IllegalTransitionError):
                advance(Snapshot(), pressed(trigger), WHERE)


def test_the_welcome_and_the_menu_offer_how_it_is_going_and_nothing_about_cases() -> None:
    start = CommandGiven(at=AT, nonce=nonce(1), message_id=1, command="start")
    for transition in (welcome(Snapshot(), start, WHERE), advance(Snapshot(), start, WHERE)):
        assert actions(transition.effects) == {A.BOT_STATUS, A.MORE}
        (shown,) = transition.effects
        assert isinstance(shown, Say)
        assert shown.texts[0].endswith("-administrator")


def test_how_it_is_going_is_for_administrators_only() -> None:
    (shown,) = advance(Snapshot(), pressed(A.BOT_STATUS), WHERE).effects
    assert isinstance(shown, Say)
    assert shown.view == VIEW
    for kind in ("reporter", "case_handler", "informed_officer"):
        with pytest.raises(IllegalTransitionError):
            advance(Snapshot(), pressed(A.BOT_STATUS), setting(kind))
