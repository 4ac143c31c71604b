"""The common ground of all conversations: what a move is, and how a message with buttons is put together.

A move is a pure function (snapshot, event, setting) -> Transition. Each conversation lists its moves in a table by
(state, trigger). This module knows no single conversation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from conversations.actions import Action
from conversations.effects import Button, Effect, Rows, Say
from conversations.events import ButtonPressed, CommandGiven, Event
from conversations.packs.model import Pack
from conversations.snapshot import MenuState, Person, Snapshot, State

_REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class ConversationError(Exception):
    """A conversation cannot go on like this."""


class IllegalTransitionError(ConversationError):
    """This event does not fit the state. The snapshot stays as it was."""


class NothingWrittenError(IllegalTransitionError):
    """The message holds nothing that can be seen, so it is no answer. The snapshot stays as it was."""


class StaleButtonError(IllegalTransitionError):
    """The button belongs to an earlier moment of the conversation. The snapshot stays as it was."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What is fixed while one event is handled: the protocol pack, the person, and facts of the organisation.

    `enrolled_roles` are the pack's roles that somebody has, so that nobody is promised who is not there;
    `reading_roles` those that somebody has to whom a report can be sealed.
    """

    pack: Pack
    person: Person
    organisation: str = ""
    enrolled_roles: frozenset[str] | None = None
    reading_roles: frozenset[str] | None = None

    def has(self, role: str) -> bool:
        """Whether somebody has this role, as far as is known."""
        return self.enrolled_roles is None or role in self.enrolled_roles

    def can_read(self, role: str) -> bool:
        """Whether somebody with this role has a recipient, as far as is known."""
        return self.reading_roles is None or role in self.reading_roles

    @property
    def time_zone(self) -> ZoneInfo:
        """The organisation's time zone."""
        return ZoneInfo(self.pack.time_zone)


@dataclass(frozen=True, kw_only=True)
class Transition:
    """Where the person is now, and what has to be done."""

    snapshot: Snapshot
    effects: tuple[Effect, ...] = ()

    def before(self, *effects: Effect) -> Transition:
        """The same with these effects in front."""
        return replace(self, effects=(*effects, *self.effects))

    def then(self, *effects: Effect) -> Transition:
        """The same with these effects after it."""
        return replace(self, effects=(*self.effects, *effects))


Trigger = Action | str | type[Event]
Move = Callable[[Snapshot, Event, Setting], Transition]
Table = Mapping[tuple[State, Trigger], Move]
Anywhere = Mapping[Trigger, Move]


def trigger_of(event: Event) -> Trigger:
    """What an event is looked up by: the meaning of a button, a command with its slash, or the kind of event.

    Raises IllegalTransitionError when the button means nothing (any more).
    """
    if isinstance(event, ButtonPressed):
        try:
            return Action(event.action)
        except ValueError:
            raise IllegalTransitionError("this button has no meaning") from None
    if isinstance(event, CommandGiven):
        return f"/{event.command}"
    return type(event)


def idle(snapshot: Snapshot) -> Snapshot:
    """The snapshot with nothing being asked. What was begun stays (a draft, an addition, a check-in); the moment is
    forgotten."""
    begun = snapshot.supplement if snapshot.supplement and not snapshot.supplement.is_empty() else None
    return replace(
        snapshot, state=MenuState.IDLE, path=(), editing=False, about="", supplement=begun, writing=""
    )


def fresh_id(event: Event, purpose: str) -> str:
    """A random id for this purpose, made from the event's nonce: 32 hexadecimal characters."""
    return hashlib.sha256(f"{purpose}:{event.nonce}".encode()).hexdigest()[:32]


def fresh_reference(event: Event) -> str:
    """A reference such as R-7F3K-QM: random, reveals no count, without characters that look alike."""
    number = int(hashlib.sha256(f"reference:{event.nonce}".encode()).hexdigest(), 16)
    letters = []
    for _ in range(6):
        number, index = divmod(number, len(_REFERENCE_ALPHABET))
        letters.append(_REFERENCE_ALPHABET[index])
    return f"R-{''.join(letters[:4])}-{''.join(letters[4:])}"


def button(action: Action, label: str, argument: str = "", *, anytime: bool = False) -> Button:
    """A button with this label (a text key)."""
    return Button(label=label, action=action, argument=argument, anytime=anytime)


def say(*texts: str, buttons: Rows = (), **args: str | int) -> Say:
    """A message to the person whose event this is."""
    return Say(texts=texts, args=args, buttons=buttons)
