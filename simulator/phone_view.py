"""Owns what a phone shows of a chat, as JSON for the page and for tests.

It must not change anything.
"""

from __future__ import annotations

from typing import Any

from simulator.clock import iso_from_unix
from simulator.files import KINDS
from simulator.methods_profile import commands_shown
from simulator.state import Chat, Message, Person, World

Json = dict[str, Any]

SHOWN_TOASTS = 50


def chat_as_shown(world: World, chat: Chat, person: Person) -> Json:
    """The whole chat on the phone of a person."""
    language = person.language_code or ""
    return {
        "seq": chat.seq,
        "chat": chat.as_api(),
        "person": person.as_api(),
        "bot": {
            "first_name": world.bot.first_name,
            "username": world.bot.username,
            "description": world.bot.text("description", language),
            "short_description": world.bot.text("short_description", language),
        },
        "started": chat.started,
        "blocked": chat.blocked,
        "messages": [message_as_shown(world, message) for message in chat.messages.values()],
        "toasts": world.toasts.get(person.id, [])[-SHOWN_TOASTS:],
        "typing": world.is_typing(chat),
        "reply_keyboard": chat.reply_keyboard,
        "force_reply_message_id": chat.force_reply_message_id,
        "commands": commands_shown(world, chat, language),
        "waiting_buttons": [
            {"callback_query_id": query.id, "message_id": query.message_id, "callback_data": query.data}
            for query in world.callbacks.values()
            if query.person_id == person.id and query.chat_id == chat.id and not query.answered
        ],
    }


def message_as_shown(world: World, message: Message) -> Json:
    """One message on a phone."""
    content = message.content
    return {
        "message_id": message.message_id,
        "from": "bot" if message.from_bot else "person",
        "person_id": None if message.from_bot else message.sender_id,
        "text": content.get("text"),
        "entities": content.get("entities", []),
        "caption": content.get("caption"),
        "caption_entities": content.get("caption_entities", []),
        "media": _media(world, content),
        "media_group_id": message.media_group_id,
        "contact": content.get("contact"),
        "location": content.get("location"),
        "poll": content.get("poll"),
        "buttons": [[dict(button) for button in row] for row in message.inline_keyboard],
        "reply_to_message_id": message.reply_to.message_id if message.reply_to else None,
        "forward_origin": message.forward_origin,
        "reactions": [reaction.get("emoji") for reaction in message.reactions],
        "protect_content": message.protect_content,
        "silent": message.silent,
        "date": iso_from_unix(message.date),
        "edited": message.edit_date is not None,
        "service": "new_chat_members" in content,
    }


def _media(world: World, content: Json) -> Json | None:
    kind = next((kind for kind in ("animation", *KINDS) if kind in content), None)
    if kind is None:
        return None
    described = content[kind][-1] if kind == "photo" else content[kind]
    stored = world.files.by_id[described["file_id"]]
    return {
        "kind": kind,
        "url": f"/_control/files/{stored.file_unique_id}",
        "file_id": stored.file_id,
        "file_name": stored.file_name,
        "mime_type": stored.mime_type,
        "size_bytes": stored.size_bytes,
        "width": described.get("width"),
        "height": described.get("height"),
        "duration_seconds": described.get("duration"),
    }
