"""Owns the calls to Telegram's Bot API; with `transport` the only importer of `telegram`.

Must not know people, conversations or storage. Answers are taken as raw JSON, so that a field which
python-telegram-bot cannot read neither blocks a batch of updates nor makes a message go out twice. Every error
is a GatewayError without Telegram's wording. Source: Bot API 10.1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any
from urllib.parse import quote

import telegram
from telegram import error as telegram_error

from bot.gateway import (
    MAX_DELETE_BATCH,
    BlockedError,
    BotProfile,
    ConflictError,
    FileGoneError,
    FileTooLargeError,
    GatewayError,
    InlineButton,
    Keyboard,
    MessageGoneError,
    NetworkTroubleError,
    RefusedError,
    RetryLaterError,
    UnauthorizedError,
    UnreadableAnswerError,
)
from bot.health.webhook_watch import WebhookState
from bot.incoming import (
    WANTED_UPDATES,
    Incoming,
    UnreadableUpdateError,
    UpdateKind,
    parse_update,
    to_event,
)
from bot.transport import AiohttpRequest, DownloadTooLargeError, UnreadablePayloadError

__all__ = [
    "Incoming",
    "TelegramGateway",
    "UnreadableUpdateError",
    "UpdateKind",
    "parse_update",
    "to_event",
]

OFFICIAL_URL = "https://api.telegram.org/bot"
OFFICIAL_FILE_URL = "https://api.telegram.org/file/bot"

_TOAST_CHARACTERS = 200
"""answerCallbackQuery: text has 0-200 characters (Bot API)."""

_SECONDS_BEYOND_POLL = 10.0

_GONE = re.compile(
    r"message is not modified|message to (edit|delete|react|be replied) not found|message (can't|cannot) be"
    r"|message_id_invalid|message identifier is not specified|query is too old|query id is invalid"
    r"|query_id_invalid|message not found",
    re.IGNORECASE,
)
_FILE_TOO_LARGE = re.compile(r"file is too big", re.IGNORECASE)


class TelegramGateway:
    """Telegram over HTTP. Use it as an async context manager; every method raises GatewayError.

    Texts go out without parse_mode, so that nothing a person typed is markup, with their content protected
    against forwarding unless they are meant for somebody else, and without link previews.
    """

    def __init__(
        self,
        token: str,
        *,
        base_url: str = OFFICIAL_URL,
        base_file_url: str = OFFICIAL_FILE_URL,
        proxy: str | None = None,
        connections: int = 48,
    ) -> None:
        self._request = AiohttpRequest(connections=connections, proxy=proxy)
        self._polling = AiohttpRequest(connections=2, proxy=proxy)
        failed = False
        try:
            self._bot = telegram.Bot(
                token,
                base_url=base_url,
                base_file_url=base_file_url,
                request=self._request,
                get_updates_request=self._polling,
            )
        except telegram_error.InvalidToken:
            failed = True
        if failed:
            raise UnauthorizedError

    def __repr__(self) -> str:
        return "TelegramGateway()"

    async def __aenter__(self) -> TelegramGateway:
        await self._request.initialize()
        await self._polling.initialize()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections; a call that is under way ends with NetworkTroubleError."""
        await self._request.shutdown()
        await self._polling.shutdown()

    async def get_me(self) -> BotProfile:
        """Who this bot is."""
        me = await self._call("getMe", {})
        if not isinstance(me, dict) or not isinstance(bot_id := me.get("id"), int):
            raise UnreadableAnswerError
        return BotProfile(
            bot_id=bot_id, username=str(me.get("username", "")), name=str(me.get("first_name", ""))
        )

    async def get_updates(
        self, *, offset: int | None, limit: int = 100, timeout_seconds: int
    ) -> list[dict[str, object]]:
        """Updates as Telegram wrote them; an offset makes Telegram forget every update before it.

        Waits up to `timeout_seconds` for the first one.
        """
        parameters = {
            "offset": offset,
            "limit": limit,
            "timeout": timeout_seconds,
            "allowed_updates": list(WANTED_UPDATES),
        }
        updates = await self._call(
            "getUpdates", parameters, read_seconds=timeout_seconds + _SECONDS_BEYOND_POLL
        )
        if not isinstance(updates, list):
            raise UnreadableAnswerError
        return [update for update in updates if isinstance(update, dict)]

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
        """Send one message of 1-4096 characters; returns its message id. What is not `protected` can be forwarded.

        When the message to reply to is gone, it is sent all the same.
        """
        parameters: dict[str, Any] = {
            "chat_id": chat_id,
            "text": text,
            "protect_content": protected,
            "link_preview_options": {"is_disabled": True},
            "disable_notification": silent or None,
            "reply_markup": _markup(keyboard),
            "entities": list(entities) or None,
        }
        if reply_to is not None:
            parameters["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
        sent = await self._call("sendMessage", parameters)
        if not isinstance(sent, dict) or not isinstance(message_id := sent.get("message_id"), int):
            raise UnreadableAnswerError
        return message_id

    async def edit_message(
        self,
        chat_id: int,
        message_id: int,
        text: str,
        *,
        keyboard: Keyboard = (),
        entities: Sequence[Mapping[str, object]] = (),
    ) -> None:
        """Change a message of this bot; without a keyboard its buttons go."""
        parameters = {
            "chat_id": chat_id,
            "message_id": message_id,
            "text": text,
            "link_preview_options": {"is_disabled": True},
            "reply_markup": _markup(keyboard),
            "entities": list(entities) or None,
        }
        await self._call("editMessageText", parameters)

    async def answer_callback(self, callback_query_id: str, *, text: str = "", alert: bool = False) -> None:
        """Answer a pressed button, with at most 200 characters; the rest is cut off."""
        shown = text if len(text) <= _TOAST_CHARACTERS else text[: _TOAST_CHARACTERS - 1] + "…"
        parameters = {
            "callback_query_id": callback_query_id,
            "text": shown or None,
            "show_alert": alert or None,
        }
        await self._call("answerCallbackQuery", parameters)

    async def delete_messages(self, chat_id: int, message_ids: Sequence[int]) -> None:
        """Delete at most 100 messages younger than 48 hours; those that are gone are passed over."""
        if len(message_ids) > MAX_DELETE_BATCH:
            raise ValueError("at most 100 messages can be deleted at once")
        if message_ids:
            await self._call("deleteMessages", {"chat_id": chat_id, "message_ids": list(message_ids)})

    async def set_reaction(self, chat_id: int, message_id: int, emoji: str) -> None:
        """Put one emoji under a message, or none when it is empty."""
        reaction = [{"type": "emoji", "emoji": emoji}] if emoji else []
        await self._call(
            "setMessageReaction", {"chat_id": chat_id, "message_id": message_id, "reaction": reaction}
        )

    async def set_my_commands(
        self, commands: Sequence[tuple[str, str]], *, language_code: str = "", chat_id: int | None = None
    ) -> None:
        """The command menu in private chats, as (command, description); no language code: for all others.

        With `chat_id` only in that chat, whatever language its phone is in.
        """
        parameters = {
            "commands": [{"command": command, "description": shown} for command, shown in commands],
            "scope": _menu_scope(chat_id),
            "language_code": language_code or None,
        }
        await self._call("setMyCommands", parameters)

    async def delete_my_commands(self, *, chat_id: int) -> None:
        """This chat has the command menu of all private chats again."""
        await self._call("deleteMyCommands", {"scope": _menu_scope(chat_id)})

    async def set_descriptions(self, *, long: str, short: str, language_code: str = "") -> None:
        """What the empty chat (at most 512 characters) and the profile (at most 120) say about this bot."""
        await self._call("setMyDescription", {"description": long, "language_code": language_code or None})
        await self._call(
            "setMyShortDescription", {"short_description": short, "language_code": language_code or None}
        )

    async def set_webhook(self, url: str, *, secret: str, max_connections: int = 1) -> None:
        """Let Telegram bring the updates; one connection at a time keeps them in order."""
        parameters = {
            "url": url,
            "secret_token": secret,
            "max_connections": max_connections,
            "allowed_updates": list(WANTED_UPDATES),
        }
        await self._call("setWebhook", parameters)

    async def webhook_state(self) -> WebhookState:
        """How Telegram sees the webhook."""
        found = await self._call("getWebhookInfo", {})
        if not isinstance(found, dict) or not isinstance(pending := found.get("pending_update_count"), int):
            raise UnreadableAnswerError
        failed = found.get("last_error_date")
        return WebhookState(
            url=str(found.get("url", "")),
            pending=pending,
            last_error_at=datetime.fromtimestamp(failed, UTC) if isinstance(failed, int) else None,
        )

    async def delete_webhook(self) -> None:
        """Stop Telegram from bringing the updates; those that wait are kept for polling."""
        await self._call("deleteWebhook", {"drop_pending_updates": False})

    async def leave_chat(self, chat_id: int) -> None:
        """Leave a group or channel."""
        await self._call("leaveChat", {"chat_id": chat_id})

    async def download(self, file_id: str, max_bytes: int) -> bytes:
        """A file's bytes; raises FileGoneError, or FileTooLargeError as soon as there are more."""
        try:
            found = await self._call("getFile", {"file_id": file_id})
        except RefusedError:
            raise FileGoneError from None
        if not isinstance(found, dict):
            raise UnreadableAnswerError
        if isinstance(size := found.get("file_size"), int) and size > max_bytes:
            raise FileTooLargeError
        if not isinstance(path := found.get("file_path"), str):
            raise FileGoneError
        try:
            return await self._request.download(
                f"{self._bot.base_file_url}/{quote(path, safe='/')}", max_bytes
            )
        except telegram_error.TelegramError as error:
            failure = FileGoneError() if isinstance(error, telegram_error.BadRequest) else _translated(error)
        raise failure

    async def _call(
        self, endpoint: str, parameters: Mapping[str, Any], *, read_seconds: float | None = None
    ) -> Any:
        url = f"{self._bot.base_url}/{endpoint}"
        try:
            if read_seconds is None:
                return await self._request.call(url, parameters)
            return await self._polling.call(url, parameters, read_seconds=read_seconds)
        except telegram_error.TelegramError as error:
            failure = _translated(error)
        except (KeyError, TypeError):
            failure = UnreadableAnswerError()
        raise failure


def _markup(keyboard: Keyboard) -> dict[str, object] | None:
    """A reply_markup; None leaves the buttons out."""
    if not keyboard:
        return None
    return {"inline_keyboard": [[_button(button) for button in row] for row in keyboard]}


def _button(button: InlineButton) -> dict[str, object]:
    if button.web_app:
        return {"text": button.label, "web_app": {"url": button.web_app}}
    if button.url:
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.callback_data}


def _translated(error: telegram_error.TelegramError) -> GatewayError:
    """Our error for one of python-telegram-bot's. BadRequest and TimedOut are NetworkErrors there."""
    match error:
        case UnreadablePayloadError():
            return UnreadableAnswerError(error.update_ids)
        case DownloadTooLargeError():
            return FileTooLargeError()
        case telegram_error.RetryAfter():
            return RetryLaterError(_retry_seconds(error))
        case telegram_error.Forbidden():
            return BlockedError()
        case telegram_error.InvalidToken() | telegram_error.EndPointNotFound():
            return UnauthorizedError()
        case telegram_error.Conflict():
            return ConflictError()
        case telegram_error.BadRequest():
            return _refusal(error.message)
        case telegram_error.ChatMigrated():
            return RefusedError()
    return NetworkTroubleError()


def _refusal(description: str) -> GatewayError:
    """What a 400 means; Telegram tells it in words only."""
    if _GONE.search(description):
        return MessageGoneError()
    if _FILE_TOO_LARGE.search(description):
        return FileTooLargeError()
    return RefusedError()


def _retry_seconds(error: telegram_error.RetryAfter) -> float:
    # The public attribute is an integer or a timedelta, depending on the environment, and warns.
    waiting: timedelta = error._retry_after
    return waiting.total_seconds()


def _menu_scope(chat_id: int | None) -> dict[str, str | int]:
    """BotCommandScopeChat or BotCommandScopeAllPrivateChats (Bot API)."""
    return {"type": "all_private_chats"} if chat_id is None else {"type": "chat", "chat_id": chat_id}
