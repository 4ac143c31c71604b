"""Owns the translation of raw Bot API updates into what happened: `parse_update` and `to_event`.

Works on the JSON as Telegram wrote it, is total (every update gives an Incoming or UnreadableUpdateError) and
must not know people, states or storage. Source: Bot API 10.1, objects Update, Message, CallbackQuery,
ChatMemberUpdated and MessageOrigin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import partial

from bot.origin import origin_of
from bot.raw import (
    MalformedError,
    Raw,
    integer,
    mapping,
    mapping_or_none,
    mappings,
    size,
    text,
    text_or_none,
)
from conversations.events import (
    AttachmentKind,
    AttachmentReceived,
    CommandGiven,
    Event,
    MessageEdited,
    Returned,
    TextReceived,
    UnsupportedReceived,
)

MakeEvent = Callable[..., Event]


class UnreadableUpdateError(Exception):
    """An update is not as the Bot API says. `update_id` is None when even that could not be read."""

    code = "unreadable-update"

    def __init__(self, update_id: int | None) -> None:
        super().__init__("This update is not as the Bot API says.")
        self.update_id = update_id


class UpdateKind(StrEnum):
    """What sort of update came in."""

    TEXT = "text"
    COMMAND = "command"
    ATTACHMENT = "attachment"
    UNSUPPORTED = "unsupported"
    EDITED = "edited"
    BUTTON = "button"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    ADDED_TO_CHAT = "added_to_chat"
    IGNORED = "ignored"


@dataclass(frozen=True, kw_only=True, slots=True)
class Incoming:
    """One update. `fact` makes the event once its time and nonce are known; its content is not in the repr.

    `chat_kind` is private, group, supergroup, channel, or empty when Telegram does not say. For a button
    there is no fact: what `callback_data` stands for has to be looked up.
    """

    update_id: int
    kind: UpdateKind = UpdateKind.IGNORED
    telegram_id: int | None = None
    chat_id: int | None = None
    chat_kind: str = ""
    language_code: str | None = None
    message_id: int | None = None
    callback_query_id: str | None = None
    callback_data: str = field(default="", repr=False)
    file_id: str | None = field(default=None, repr=False)
    file_unique_id: str | None = field(default=None, repr=False)
    fact: MakeEvent | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Content:
    """What a message holds."""

    kind: UpdateKind
    fact: MakeEvent | None = None
    file: Raw | None = None


def parse_update(raw: Mapping[str, object]) -> Incoming:
    """What this update says happened. Raises UnreadableUpdateError, which carries no text."""
    try:
        update_id = integer(raw, "update_id")
    except MalformedError:
        raise UnreadableUpdateError(None) from None
    try:
        for name, parse in _PARSERS.items():
            found = mapping_or_none(raw, name)
            if found is not None:
                return parse(update_id, found)
    except MalformedError:
        raise UnreadableUpdateError(update_id) from None
    return Incoming(update_id=update_id)


def sender_of(raw: Mapping[str, object]) -> tuple[int, int] | None:
    """(update id, Telegram id of who sent it), as far as they can be made out, also of an update that is unreadable."""
    try:
        update_id = integer(raw, "update_id")
        found = next((part for name in _PARSERS if isinstance(part := raw.get(name), Mapping)), None)
        return None if found is None else (update_id, integer(mapping(found, "from"), "id"))
    except MalformedError:
        return None


def to_event(incoming: Incoming, at: datetime, nonce: str) -> Event | None:
    """The event, or None for a button (look it up) and for what asks for no answer."""
    return incoming.fact(at=at, nonce=nonce) if incoming.fact else None


# ---- messages ----


def _parse_message(update_id: int, message: Raw) -> Incoming:
    return _incoming(update_id, message, _content(message))


def _parse_edited_message(update_id: int, message: Raw) -> Incoming:
    changed = text_or_none(message, "text")
    if changed is None:
        changed = text_or_none(message, "caption")
    if changed is None and any(message.get(kind) is not None for kind in _ATTACHMENTS):
        changed = ""
    if changed is None:
        return _incoming(update_id, message, _Content(kind=UpdateKind.IGNORED))
    fact = partial(MessageEdited, message_id=integer(message, "message_id"), text=changed)
    return _incoming(update_id, message, _Content(kind=UpdateKind.EDITED, fact=fact))


def _incoming(update_id: int, message: Raw, content: _Content) -> Incoming:
    chat = mapping(message, "chat")
    sender = mapping_or_none(message, "from") or {}
    file = content.file or {}
    return Incoming(
        update_id=update_id,
        kind=content.kind,
        telegram_id=integer(sender, "id") if sender else None,
        chat_id=integer(chat, "id"),
        chat_kind=text_or_none(chat, "type") or "",
        language_code=text_or_none(sender, "language_code"),
        message_id=integer(message, "message_id"),
        file_id=text_or_none(file, "file_id"),
        file_unique_id=text_or_none(file, "file_unique_id"),
        fact=content.fact,
    )


def _content(message: Raw) -> _Content:
    if message.get("text") is not None:
        return _text_content(message)
    for name, kind in _ATTACHMENTS.items():
        if message.get(name) is not None:
            return _attachment_content(message, name, kind)
    for what in _UNSUPPORTED:
        if message.get(what) is not None:
            fact = partial(UnsupportedReceived, message_id=integer(message, "message_id"), what=what)
            return _Content(kind=UpdateKind.UNSUPPORTED, fact=fact)
    return _Content(kind=UpdateKind.IGNORED)


_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@[A-Za-z0-9_]{1,64})?(?:\s+(.*))?", re.DOTALL)


def _text_content(message: Raw) -> _Content:
    message_id, written = integer(message, "message_id"), text(message, "text")
    origin = origin_of(message)
    given = _COMMAND.fullmatch(written) if origin is None else None
    if given is None:
        fact: MakeEvent = partial(TextReceived, message_id=message_id, text=written, forwarded_from=origin)
        return _Content(kind=UpdateKind.TEXT, fact=fact)
    fact = partial(
        CommandGiven,
        message_id=message_id,
        command=given[1].lower(),
        argument=(given[2] or "").strip(),
        written=written,
    )
    return _Content(kind=UpdateKind.COMMAND, fact=fact)


_ATTACHMENTS = {
    "animation": AttachmentKind.ANIMATION,  # before document: an animation also has that field
    "live_photo": AttachmentKind.VIDEO,  # before photo
    "photo": AttachmentKind.PHOTO,
    "document": AttachmentKind.DOCUMENT,
    "voice": AttachmentKind.VOICE,
    "audio": AttachmentKind.AUDIO,
    "video_note": AttachmentKind.VIDEO_NOTE,
    "video": AttachmentKind.VIDEO,
}

_UNSUPPORTED = (
    "venue",  # before location: a venue also has that field
    "location",
    "contact",
    "poll",
    "dice",
    "sticker",
    "story",
    "game",
    "paid_media",
    "checklist",
    "rich_message",
    "invoice",
    "giveaway",
    "gift",
)

_CONTENT_TYPES = {AttachmentKind.PHOTO: "image/jpeg", AttachmentKind.VIDEO_NOTE: "video/mp4"}
"""Of kinds that Telegram gives no mime_type for, because it always converts them to this."""


def _attachment_content(message: Raw, name: str, kind: AttachmentKind) -> _Content:
    file = _largest_photo(message) if name == "photo" else mapping(message, name)
    text(file, "file_id")
    fact = partial(
        AttachmentReceived,
        message_id=integer(message, "message_id"),
        kind=kind,
        size_bytes=size(file, "file_size"),
        content_type=text_or_none(file, "mime_type") or _CONTENT_TYPES.get(kind),
        file_name=text_or_none(file, "file_name"),
        caption=text_or_none(message, "caption"),
        album_id=text_or_none(message, "media_group_id"),
        forwarded_from=origin_of(message),
    )
    return _Content(kind=UpdateKind.ATTACHMENT, fact=fact, file=file)


def _largest_photo(message: Raw) -> Raw:
    sizes = mappings(message, "photo")
    if not sizes:
        raise MalformedError
    return max(sizes, key=lambda photo: integer(photo, "width") * integer(photo, "height"))


# ---- buttons and memberships ----


def _parse_callback_query(update_id: int, query: Raw) -> Incoming:
    sender = mapping(query, "from")
    message = mapping_or_none(query, "message")
    chat: Raw = mapping(message, "chat") if message else {}
    return Incoming(
        update_id=update_id,
        kind=UpdateKind.BUTTON,
        telegram_id=integer(sender, "id"),
        chat_id=integer(chat, "id") if chat else None,
        chat_kind=text_or_none(chat, "type") or "",
        language_code=text_or_none(sender, "language_code"),
        message_id=integer(message, "message_id") if message else None,
        callback_query_id=text(query, "id"),
        callback_data=text_or_none(query, "data") or "",
    )


def _parse_my_chat_member(update_id: int, change: Raw) -> Incoming:
    chat, sender = mapping(change, "chat"), mapping(change, "from")
    chat_kind = text_or_none(chat, "type") or ""
    before = text(mapping(change, "old_chat_member"), "status")
    kind = _membership_kind(chat_kind, before, text(mapping(change, "new_chat_member"), "status"))
    return Incoming(
        update_id=update_id,
        kind=kind,
        telegram_id=integer(sender, "id"),
        chat_id=integer(chat, "id"),
        chat_kind=chat_kind,
        language_code=text_or_none(sender, "language_code"),
        fact=Returned if kind is UpdateKind.UNBLOCKED else None,
    )


def _membership_kind(chat_kind: str, before: str, after: str) -> UpdateKind:
    if chat_kind == "private":
        if after == "kicked":
            return UpdateKind.BLOCKED
        return UpdateKind.UNBLOCKED if before == "kicked" else UpdateKind.IGNORED
    if after in ("left", "kicked"):
        return UpdateKind.IGNORED
    return UpdateKind.ADDED_TO_CHAT


_PARSERS: dict[str, Callable[[int, Raw], Incoming]] = {
    "message": _parse_message,
    "edited_message": _parse_edited_message,
    "callback_query": _parse_callback_query,
    "my_chat_member": _parse_my_chat_member,
}

WANTED_UPDATES = tuple(_PARSERS)
"""The kinds of update to ask Telegram for; it leaves out the rest."""
