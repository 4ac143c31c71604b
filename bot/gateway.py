"""Owns what `bot` asks of Telegram: the values that go out, what can go wrong, and the interface.

Must not import `telegram` or aiohttp, nor know who somebody is or what a conversation is about. Its errors
never carry a text, a token, an address or Telegram's own wording.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

MAX_TEXT_CHARACTERS = 4096
"""sendMessage: 1-4096 characters after entities parsing (Bot API)."""

MAX_CALLBACK_DATA_BYTES = 64
"""InlineKeyboardButton.callback_data: 1-64 bytes (Bot API)."""

MAX_DELETE_BATCH = 100
"""deleteMessages: 1-100 identifiers (Bot API)."""

MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
"""getFile: bots can download files of up to 20 MB (Bot API)."""


class GatewayError(Exception):
    """Telegram did not do what was asked. `code` is a stable word for logs and dead letters."""

    code = "gateway"

    def __init__(self) -> None:
        super().__init__(type(self).__doc__ or type(self).__name__)


class RetryLaterError(GatewayError):
    """Telegram asks to wait before the next call (429)."""

    code = "retry-later"

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds


class BlockedError(GatewayError):
    """This person has blocked the bot, never wrote to it, or no longer exists (403)."""

    code = "blocked"


class MessageGoneError(GatewayError):
    """The message or button to change no longer exists, or already is as asked. Harmless."""

    code = "message-gone"


class RefusedError(GatewayError):
    """Telegram refuses this call for good (400)."""

    code = "refused"


class UnauthorizedError(GatewayError):
    """Telegram does not know this bot token (401 or 404)."""

    code = "unauthorized"


class ConflictError(GatewayError):
    """Another process is receiving this bot's updates, or a webhook is set (409)."""

    code = "conflict"


class NetworkTroubleError(GatewayError):
    """Telegram could not be reached, did not answer in time, or had trouble of its own (5xx)."""

    code = "network"


class UnreadableAnswerError(NetworkTroubleError):
    """Telegram's answer could not be read. `update_ids` are those that could be made out in it."""

    code = "unreadable-answer"

    def __init__(self, update_ids: Sequence[int] = ()) -> None:
        super().__init__()
        self.update_ids = tuple(update_ids)


class FileGoneError(GatewayError):
    """This file can no longer be downloaded."""

    code = "file-gone"


class FileTooLargeError(GatewayError):
    """This file is larger than a bot may download."""

    code = "file-too-large"


@dataclass(frozen=True, kw_only=True, slots=True)
class InlineButton:
    """A button as it is shown: either `callback_data` (1-64 bytes), `url`, or `web_app`, a page inside Telegram."""

    label: str
    callback_data: str = ""
    url: str = ""
    web_app: str = ""


Keyboard = tuple[tuple[InlineButton, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RenderedMessage:
    """A message as it leaves: `parts` of 1-4096 characters each; the keyboard goes under the last part.

    `reply_to` is a message id in the same chat; `silent` keeps the phone quiet. A toast has one part, `alert`
    makes it a dialog that has to be tapped away. What is not `protected` can be forwarded.
    """

    parts: tuple[str, ...]
    keyboard: Keyboard = ()
    reply_to: int | None = None
    silent: bool = False
    alert: bool = False
    protected: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class BotProfile:
    """Who this bot is according to Telegram. `username` is without the @."""

    bot_id: int
    username: str
    name: str


class Gateway(Protocol):
    """Telegram, as far as this bot needs it. Every method raises GatewayError."""

    async def get_updates(
        self, *, offset: int | None, limit: int, timeout_seconds: int
    ) -> list[dict[str, object]]:
        """Updates as Telegram wrote them; asking with an offset makes Telegram forget all before it."""
        ...

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
        """Send one message of 1-4096 characters; returns its message id. What is not `protected` can be forwarded."""
        ...

    async def edit_message(
        self,
        chat_id: int,
        message_id: int,
        text: str,
        *,
        keyboard: Keyboard = (),
        entities: Sequence[Mapping[str, object]] = (),
    ) -> None:
        """Change a message that this bot sent; also raises MessageGoneError."""
        ...

    async def answer_callback(self, callback_query_id: str, *, text: str = "", alert: bool = False) -> None:
        """Answer a pressed button; raises MessageGoneError when it was answered before or is too old."""
        ...

    async def delete_messages(self, chat_id: int, message_ids: Sequence[int]) -> None:
        """Delete at most 100 messages younger than 48 hours; those that are gone are passed over."""
        ...

    async def set_reaction(self, chat_id: int, message_id: int, emoji: str) -> None:
        """Put one emoji under a message, or none when it is empty."""
        ...

    async def download(self, file_id: str, max_bytes: int) -> bytes:
        """A file's bytes; raises FileGoneError, or FileTooLargeError as soon as there are more."""
        ...

    async def leave_chat(self, chat_id: int) -> None:
        """Leave a group or channel."""
        ...
