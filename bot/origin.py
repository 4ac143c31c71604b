"""Owns one line of text that says where a forwarded message came from.

Must not know anything of updates. Source: Bot API, MessageOrigin and its four kinds.
"""

from __future__ import annotations

from datetime import UTC, datetime

from bot.raw import Raw, mapping, mapping_or_none, size, text, text_or_none

UNKNOWN = "?"


def origin_of(message: Raw) -> str | None:
    """Who wrote a forwarded message, and when; None when it was not forwarded. Raises MalformedError.

    For example `Kim Proef (@kimproef), 2026-11-02 09:15 UTC`; for a channel with the address of the post.
    """
    origin = mapping_or_none(message, "forward_origin")
    if origin is None:
        return None
    written_at = _written_at(size(origin, "date"))
    return f"{_author(origin)}, {written_at}" if written_at else _author(origin)


def _author(origin: Raw) -> str:
    match origin.get("type"):
        case "user":
            return _person(mapping(origin, "sender_user"))
        case "hidden_user":
            return text(origin, "sender_user_name")
        case "chat":
            return _signed(_chat(mapping(origin, "sender_chat")), origin)
        case "channel":
            return _signed(_post(mapping(origin, "chat"), size(origin, "message_id")), origin)
    return UNKNOWN


def _person(sender: Raw) -> str:
    names = (text_or_none(sender, "first_name"), text_or_none(sender, "last_name"))
    name = " ".join(part for part in names if part) or UNKNOWN
    username = text_or_none(sender, "username")
    return f"{name} (@{username})" if username else name


def _chat(chat: Raw) -> str:
    title = text_or_none(chat, "title") or UNKNOWN
    username = text_or_none(chat, "username")
    return f"{title} (@{username})" if username else title


def _post(chat: Raw, message_id: int | None) -> str:
    username = text_or_none(chat, "username")
    if username and message_id:
        return f"{text_or_none(chat, 'title') or UNKNOWN} (https://t.me/{username}/{message_id})"
    return _chat(chat)


def _signed(name: str, origin: Raw) -> str:
    signature = text_or_none(origin, "author_signature")
    return f"{name}, {signature}" if signature else name


def _written_at(seconds: int | None) -> str:
    if not seconds:
        return ""
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
    except (OverflowError, ValueError, OSError):
        return ""
