"""Phones in place of Telegram: what the bot sends arrives in a chat, and a file can be fetched by its id.

Owns what stands in each chat and what happened there since somebody last looked. Must not know people, conversations
or storage; it only does what Telegram would do with the bot's calls, as strictly as the Bot API says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import count

from bot.gateway import (
    MAX_CALLBACK_DATA_BYTES,
    MAX_DELETE_BATCH,
    MAX_TEXT_CHARACTERS,
    BlockedError,
    FileGoneError,
    FileTooLargeError,
    GatewayError,
    Keyboard,
    MessageGoneError,
    RefusedError,
)

FIRST_MESSAGE_ID = 5_001
DELETABLE_FOR = timedelta(hours=48)
MAX_TOAST_CHARACTERS = 200


class What(StrEnum):
    """What can happen in a chat."""

    MESSAGE = "message"
    REVISED = "revised"
    TOAST = "toast"
    WIPED = "wiped"
    LEFT = "left"


@dataclass(frozen=True, kw_only=True)
class Message:
    """One message in a chat. `by_bot` is False for what the person sent, whose `label` names it in a script."""

    message_id: int
    text: str
    at: datetime
    by_bot: bool = True
    keyboard: Keyboard = ()
    reply_to: int | None = None
    silent: bool = False
    protected: bool = True
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class News:
    """Something that the bot did in a chat. `before` is the message as it was; `wiped` how many are gone."""

    what: What
    chat_id: int
    at: datetime
    message: Message | None = None
    before: Message | None = None
    text: str = ""
    alert: bool = False
    wiped: int = 0


@dataclass
class Chat:
    """A private chat with the bot."""

    chat_id: int
    messages: dict[int, Message] = field(default_factory=dict)
    blocked: bool = False

    def buttons(self) -> list[tuple[Message, str, str]]:
        """Every button that can be tapped, the newest message first: (message, label, data)."""
        return [
            (message, button.label, button.callback_data)
            for message in sorted(self.messages.values(), key=lambda m: -m.message_id)
            for row in message.keyboard
            for button in row
        ]


class Phones:
    """Everybody's phone, and Telegram's servers behind them. A Gateway, as far as the bot can see."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._message_ids = count(FIRST_MESSAGE_ID)
        self._chat_of_query: dict[str, int] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, bytes | GatewayError] = {}
        self.news: list[News] = []

    def chat(self, chat_id: int) -> Chat:
        """This chat; it is there as soon as somebody looks."""
        return self.chats.setdefault(chat_id, Chat(chat_id=chat_id))

    def put(self, chat_id: int, text: str, label: str = "") -> int:
        """Something that the person sends appears in their own chat; its message id."""
        message_id = next(self._message_ids)
        mine = Message(message_id=message_id, text=text, at=self._now(), by_bot=False, label=label or text)
        self.chat(chat_id).messages[message_id] = mine
        return message_id

    def press(self, chat_id: int, query_id: str) -> None:
        """A button is pressed: it has to be answered once."""
        self._chat_of_query[query_id] = chat_id

    @property
    def unanswered(self) -> int:
        """How many pressed buttons still spin."""
        return len(self._chat_of_query)

    # ---- what the bot can ask of Telegram -----------------------------------------------------------------------

    async def send_message(
        self,
        chat_id: int,
        text: str,
        *,
        keyboard: Keyboard = (),
        reply_to: int | None = None,
        silent: bool = False,
        entities: Sequence[Mapping[str, object]] = (),
        protected: bool = True,
    ) -> int:
        """The message arrives."""
        chat = self.chat(chat_id)
        if chat.blocked:
            raise BlockedError
        _check(text, keyboard)
        message = Message(
            message_id=next(self._message_ids),
            text=text,
            at=self._now(),
            keyboard=keyboard,
            reply_to=reply_to,
            silent=silent,
            protected=protected,
        )
        chat.messages[message.message_id] = message
        self._tell(What.MESSAGE, chat_id, message=message)
        return message.message_id

    async def edit_message(
        self,
        chat_id: int,
        message_id: int,
        text: str,
        *,
        keyboard: Keyboard = (),
        entities: Sequence[Mapping[str, object]] = (),
    ) -> None:
        """The message changes."""
        chat = self.chat(chat_id)
        before = chat.messages.get(message_id)
        if before is None or (before.text, before.keyboard) == (text, keyboard):
            raise MessageGoneError
        _check(text, keyboard)
        after = replace(before, text=text, keyboard=keyboard)
        chat.messages[message_id] = after
        self._tell(What.REVISED, chat_id, message=after, before=before)

    async def answer_callback(self, callback_query_id: str, *, text: str = "", alert: bool = False) -> None:
        """The button stops spinning, and perhaps a short text is shown."""
        if len(text) > MAX_TOAST_CHARACTERS:
            raise RefusedError
        chat_id = self._chat_of_query.pop(callback_query_id, None)
        if chat_id is None:
            raise MessageGoneError
        if text:
            self._tell(What.TOAST, chat_id, text=text, alert=alert)

    async def delete_messages(self, chat_id: int, message_ids: Sequence[int]) -> None:
        """The messages disappear, unless they are 48 hours old."""
        if not 1 <= len(message_ids) <= MAX_DELETE_BATCH:
            raise RefusedError
        messages = self.chat(chat_id).messages
        gone = [i for i in message_ids if i in messages and self._now() - messages[i].at < DELETABLE_FOR]
        for message_id in gone:
            del messages[message_id]
        self._tell(What.WIPED, chat_id, wiped=len(gone))

    async def set_reaction(self, chat_id: int, message_id: int, emoji: str) -> None:
        """Nothing that a script shows."""

    async def download(self, file_id: str, max_bytes: int) -> bytes:
        """The file, as far as Telegram still has it."""
        found = self.files.get(file_id, FileGoneError())
        if isinstance(found, GatewayError):
            raise found
        if len(found) > max_bytes:
            raise FileTooLargeError
        return found

    async def leave_chat(self, chat_id: int) -> None:
        """The bot leaves a group."""
        self._tell(What.LEFT, chat_id)

    async def get_updates(
        self, *, offset: int | None, limit: int, timeout_seconds: int
    ) -> list[dict[str, object]]:
        """Never asked: the stage hands each update over itself."""
        raise NotImplementedError

    def _tell(
        self,
        what: What,
        chat_id: int,
        *,
        message: Message | None = None,
        before: Message | None = None,
        text: str = "",
        alert: bool = False,
        wiped: int = 0,
    ) -> None:
        self.news.append(
            News(
                what=what,
                chat_id=chat_id,
                at=self._now(),
                message=message,
                before=before,
                text=text,
                alert=alert,
                wiped=wiped,
            )
        )


def _check(text: str, keyboard: Keyboard) -> None:
    """Refuse what Telegram refuses (Bot API: sendMessage, InlineKeyboardButton)."""
    units = len(text.encode("utf-16-le")) // 2
    if not text.strip() or units > MAX_TEXT_CHARACTERS:
        raise RefusedError
    for row in keyboard:
        for button in row:
            if not button.label or not (button.url or button.callback_data):
                raise RefusedError
            if len(button.callback_data.encode()) > MAX_CALLBACK_DATA_BYTES:
                raise RefusedError
