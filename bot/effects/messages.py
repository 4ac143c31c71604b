"""Carrying out what is said in a chat: a new message, a changed one, a word on a button, a chat that is wiped.

Owns what of a message is kept in the outbox. Knows no wording: it holds text keys and references.
"""

from __future__ import annotations

from typing import Any

from bot.effects.executor import Executor, as_rows
from conversations import effects as fx
from conversations.events import ChatWiped
from storage import chat_messages, people
from storage.outbox import OutboxKind


def say(executor: Executor, effect: fx.Say) -> None:
    """Queue a message."""
    executor.queue(effect)


def revise(executor: Executor, effect: fx.Revise) -> None:
    """Queue a change of an earlier message."""
    body: dict[str, Any] = {
        "target": effect.prompt_id,
        "texts": list(effect.texts),
        "args": effect.args,
        "buttons": as_rows(effect.buttons),
        "view": effect.view,
        "scope": effect.scope,
    }
    executor.enqueue(effect.to or executor.person().person_id, OutboxKind.REVISE, body)


def toast(executor: Executor, effect: fx.Toast) -> None:
    """Answer the pressed button with a word."""
    executor.toast(effect)


def wipe_chat(executor: Executor, effect: fx.WipeChat) -> None:
    """Delete what Telegram lets us delete, and tell the conversation how much that was."""
    person, occasion = executor.person(), executor.occasion
    deletable, left = chat_messages.messages_to_wipe(executor.tx, person.person_id, occasion.at)
    if deletable:
        executor.enqueue(person.person_id, OutboxKind.WIPE, {"message_ids": deletable})
    wiped = ChatWiped(at=occasion.at, nonce=occasion.nonce, removed=len(deletable), left=left)
    executor.converse(person, wiped)


def change_language(executor: Executor, effect: fx.ChangeLanguage) -> None:
    """Speak another language with the person of the event from now on."""
    people.change_language(executor.tx, executor.fe, executor.person().person_id, effect.language)
