"""Placeholder while the aftercare conversation is written."""

from __future__ import annotations

from conversations.effects import Effect
from conversations.events import Event
from conversations.moves import IllegalTransitionError, Move, Setting, Transition, Trigger
from conversations.snapshot import Snapshot, State

MOVES: dict[tuple[State, Trigger], Move] = {}
ANYWHERE: dict[Trigger, Move] = {}
TIMERS: dict[str, Move] = {}


def came_due(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    return Transition(snapshot=snapshot)


def returned(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    return Transition(snapshot=snapshot)


def edit(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    raise IllegalTransitionError("no check-in")


def ask_again(snapshot: Snapshot, setting: Setting) -> tuple[Effect, ...]:
    return ()
