"""What whoever runs the machine finds in their own chat: what they are here for, and how the bot is doing.

Owns those few doors. An administrator has no part in any report: none of the doors of reporters or case handlers opens
here, and nothing here names a case.
"""

from __future__ import annotations

from conversations.actions import Action as A
from conversations.effects import Rows, Say
from conversations.events import Event
from conversations.moves import Anywhere, Setting, Transition, button
from conversations.snapshot import Snapshot

VIEW = "bot-status"


def menu_buttons() -> Rows:
    """How it is going, and the doors that everybody has."""
    return (
        (button(A.BOT_STATUS, "button-bot-status", anytime=True),),
        (button(A.MORE, "button-more", anytime=True),),
    )


def status(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """How the bot is doing: looked up when the message is sent."""
    shown = Say(texts=("bot-status",), view=VIEW, buttons=menu_buttons())
    return Transition(snapshot=snapshot, effects=(shown,))


FOR_ADMINISTRATORS: Anywhere = {A.BOT_STATUS: status, "/status": status}
