"""Something for a person close to the reporter: what is normal, what helps, and whom to call. No access to anything.

Owns which texts that is, and the word in the link. The reporter forwards the message, or not; the bot sends nothing to
anybody else and does not know who reads it. Whoever opens the link sees the same texts, and is neither enrolled nor
kept. Numbers come from the pack. Knows no single conversation.
"""

from __future__ import annotations

from conversations.actions import Action as A
from conversations.effects import Button, Say
from conversations.events import CommandGiven, Event
from conversations.moves import Move, Setting, Transition, Trigger, button, say
from conversations.packs.model import Pack
from conversations.snapshot import Snapshot

LINK_WORD = "naasten"
"""What stands behind `?start=` in the link. No invitation can have it as its token: those are longer."""

VIEW = "close-link"
"""The address of the link, looked up when the message is sent; nothing while the bot's own name is not known."""


def link(username: str) -> str:
    """The address that shows this information to anybody; empty when the bot's name is."""
    return f"https://t.me/{username}?start={LINK_WORD}" if username else ""


def information(pack: Pack) -> tuple[tuple[str, ...], dict[str, str | int]]:
    """The texts, with the numbers that belong in them."""
    numbers = pack.numbers
    family = ("close-organisation",) if pack.aftercare.family_included else ()
    texts = ("close-what", "close-helps", "close-not", "close-yourself", *family, "close-numbers")
    return texts, {
        "emergency": numbers.emergency,
        "police": numbers.police,
        "crisis": numbers.crisis,
        "crisis_free": numbers.crisis_free,
    }


def offer(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """The message to forward, under a word on what happens with it; what was being asked stays open."""
    texts, args = information(setting.pack)
    message = Say(texts=texts, args=args, view=VIEW, push=False, forwardable=True)
    return Transition(snapshot=snapshot, effects=(say("close-how"), message))


def wants_information(event: Event) -> bool:
    """Whether somebody followed the link."""
    return isinstance(event, CommandGiven) and event.command == "start" and event.argument == LINK_WORD


def read(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Somebody who is enrolled followed the link: they see what anybody sees."""
    texts, args = information(setting.pack)
    return Transition(snapshot=snapshot, effects=(Say(texts=texts, args=args),))


def close_button() -> Button:
    """The way to it, wherever it fits."""
    return button(A.FOR_CLOSE_ONES, "button-close-ones", anytime=True)


FOR_EVERYONE: dict[Trigger, Move] = {
    A.FOR_CLOSE_ONES: offer,
    "/naasten": offer,
    "/close_ones": offer,
}
