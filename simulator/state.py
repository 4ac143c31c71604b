"""Owns everything the simulator remembers: people, chats, messages, callbacks. All of it in memory.

It must not know HTTP, the methods of the Bot API, or why anything changes.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from simulator.changes import Changes
from simulator.clock import SimulatedClock
from simulator.errors import ControlError, bad_request
from simulator.files import FileStore
from simulator.updates import UpdateQueue

Json = dict[str, Any]

TYPING_SECONDS = 5.0


@dataclass(kw_only=True)
class Person:
    """Someone with a phone."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None

    def as_api(self) -> Json:
        """A User object of the Bot API."""
        optional = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        named = {name: value for name, value in optional.items() if value}
        return {"id": self.id, "is_bot": False, "first_name": self.first_name, **named}


@dataclass(kw_only=True)
class Message:
    """One message in one chat. ``content`` holds the fields of its kind: text, photo, contact, ..."""

    chat_id: int
    message_id: int
    date: int
    sender_id: int
    from_bot: bool
    content: Json = field(default_factory=dict)
    markup: Json | None = None
    reply_to: Message | None = None
    media_group_id: str | None = None
    forward_origin: Json | None = None
    protect_content: bool = False
    silent: bool = False
    edit_date: int | None = None
    reactions: list[Json] = field(default_factory=list)

    @property
    def inline_keyboard(self) -> list[list[Json]]:
        """The rows of inline buttons; empty when there are none."""
        rows: list[list[Json]] = (self.markup or {}).get("inline_keyboard", [])
        return rows


@dataclass(kw_only=True)
class Chat:
    """A private chat with one person, or a group. ``seq`` counts what its phone can see changing."""

    id: int
    person: Person | None = None
    title: str | None = None
    member_ids: set[int] = field(default_factory=set)
    started: bool = False
    blocked: bool = False
    bot_is_member: bool = True
    messages: dict[int, Message] = field(default_factory=dict)
    reply_keyboard: Json | None = None
    force_reply_message_id: int | None = None
    typing_until: float = 0.0
    seq: int = 0

    def as_api(self) -> Json:
        """A Chat object of the Bot API."""
        if self.person is None:
            return {"id": self.id, "type": "group", "title": self.title}
        shown = self.person.as_api()
        names: Json = {name: shown[name] for name in ("first_name", "last_name", "username") if name in shown}
        return {"id": self.id, "type": "private", **names}


@dataclass(kw_only=True)
class CallbackQuery:
    """A pressed button that waits for its answer."""

    id: str
    person_id: int
    chat_id: int
    message_id: int
    data: str
    asked_at: int
    answered: bool = False


@dataclass(kw_only=True)
class BotProfile:
    """The bot as phones see it."""

    id: int
    username: str
    first_name: str
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    """The description and the short description, by which of the two and language."""
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int | None, Json] = field(default_factory=dict)

    def as_api(self) -> Json:
        """A User object of the Bot API."""
        return {"id": self.id, "is_bot": True, "first_name": self.first_name, "username": self.username}

    def text(self, which: str, language: str) -> str:
        """The description or short description that a phone in this language shows."""
        return self.texts.get((which, language)) or self.texts.get((which, ""), "")


class World:
    """Everything there is."""

    def __init__(self, *, token: str, bot_username: str, bot_name: str) -> None:
        self.token = token
        self.bot = BotProfile(id=_id_of(token), username=bot_username, first_name=bot_name)
        self.clock = SimulatedClock()
        self.changes = Changes()
        self.updates = UpdateQueue(self.clock, self.changes)
        self.files = FileStore()
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.callbacks: dict[str, CallbackQuery] = {}
        self.toasts: dict[int, list[Json]] = {}
        self.screen_seq = 0
        self._last_id: dict[str, int] = {}

    def next_id(self, kind: str, first: int = 1) -> int:
        """The next number of a series."""
        self._last_id[kind] = self._last_id.get(kind, first - 1) + 1
        return self._last_id[kind]

    def touch(self, chat: Chat) -> None:
        """A phone shows something else from now on."""
        chat.seq += 1
        self.touch_screen()

    def touch_screen(self) -> None:
        """Something that any page shows is different: a chat, the people, the clock."""
        self.screen_seq += 1
        self.changes.ring()

    def person(self, person_id: int) -> Person:
        """Someone by id; raises ControlError 404."""
        if person_id not in self.people:
            raise ControlError(f"there is no person {person_id}", status=404)
        return self.people[person_id]

    def private_chat(self, person_id: int) -> Chat:
        """The chat between a person and the bot; raises ControlError 404."""
        return self.chats[self.person(person_id).id]

    def chat_for_bot(self, chat_id: str) -> Chat:
        """The chat a call names; raises BotApiError 400 when there is none."""
        if not chat_id:
            raise bad_request("chat_id is empty")
        try:
            return self.chats[int(chat_id)]
        except (ValueError, KeyError):
            raise bad_request("chat not found") from None

    def add_message(self, chat: Chat, **fields: Any) -> Message:
        """A new message in a chat, dated by the simulated clock."""
        message = Message(
            chat_id=chat.id, message_id=self.next_id("message"), date=self.clock.unix(), **fields
        )
        chat.messages[message.message_id] = message
        self.touch(chat)
        return message

    def add_toast(self, person_id: int, toast: Json) -> None:
        """What an answered button shows on the phone."""
        self.toasts.setdefault(person_id, []).append({"id": self.next_id("toast"), **toast})

    def show_typing(self, chat: Chat) -> None:
        """The bot types, for at most five seconds."""
        loop = asyncio.get_running_loop()
        chat.typing_until = loop.time() + TYPING_SECONDS
        self.touch(chat)
        loop.call_later(TYPING_SECONDS + 0.05, self.touch, chat)

    def is_typing(self, chat: Chat) -> bool:
        """Whether the phone shows that the bot types."""
        return asyncio.get_running_loop().time() < chat.typing_until

    def message_as_api(self, message: Message, *, with_reply: bool = True) -> Json:
        """A Message object of the Bot API."""
        sender = self.bot.as_api() if message.from_bot else self.people[message.sender_id].as_api()
        shown: Json = {
            "message_id": message.message_id,
            "from": sender,
            "chat": self.chats[message.chat_id].as_api(),
            "date": message.date,
            **message.content,
        }
        optional = {
            "edit_date": message.edit_date,
            "media_group_id": message.media_group_id,
            "forward_origin": message.forward_origin,
            "has_protected_content": message.protect_content or None,
            "reply_markup": {"inline_keyboard": message.inline_keyboard} if message.inline_keyboard else None,
        }
        shown.update({name: value for name, value in optional.items() if value is not None})
        if with_reply and message.reply_to is not None:
            shown["reply_to_message"] = self.message_as_api(message.reply_to, with_reply=False)
        return shown


def _id_of(token: str) -> int:
    head = token.partition(":")[0]
    return int(head) if head.isdecimal() else 1
