"""Owns what people do on their phones: write, send files, press, edit, delete, block, make groups.

It must not know HTTP. Every action changes the world and queues the update that Telegram would send.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from simulator.entities import MAX_CAPTION_LENGTH, MAX_TEXT_LENGTH, find_entities, utf16_length
from simulator.errors import BotApiError, ControlError
from simulator.files import KINDS, media_field
from simulator.state import CallbackQuery, Chat, Message, Person, World

Json = dict[str, Any]

EDIT_WITHIN_SECONDS = 48 * 3600
FIRST_PERSON_ID = 700_000_001


@dataclass(frozen=True, kw_only=True)
class PhoneFile:
    """A file as it lies on a phone. ``size_override_bytes`` lies about its size."""

    content: bytes
    file_name: str | None = None
    mime_type: str | None = None
    size_override_bytes: int | None = None


def new_person(world: World, asked: Json) -> Person:
    """Someone with a phone and an empty chat. Raises ControlError for a missing name or a taken id."""
    if not asked.get("first_name"):
        raise ControlError("a person needs a first_name")
    person_id = int(asked["id"]) if asked.get("id") else world.next_id("person", FIRST_PERSON_ID)
    if person_id in world.people or person_id <= 0:
        raise ControlError(f"the id {person_id} cannot be used", status=409)
    optional = {name: asked.get(name) for name in ("last_name", "username", "language_code")}
    person = Person(id=person_id, first_name=asked["first_name"], **optional)
    world.people[person_id] = person
    world.chats[person_id] = Chat(id=person_id, person=person, member_ids={person_id})
    world.touch_screen()
    return person


def new_group(world: World, title: str, added_by: Person) -> Chat:
    """A group to which someone adds the bot."""
    chat = Chat(id=-world.next_id("group", 4_000_001), title=title, started=True, member_ids={added_by.id})
    world.chats[chat.id] = chat
    _membership_changed(world, chat, added_by, old="left", new="member")
    joined = world.add_message(
        chat, sender_id=added_by.id, from_bot=False, content={"new_chat_members": [world.bot.as_api()]}
    )
    world.updates.add("message", world.message_as_api(joined))
    return chat


def set_blocked(world: World, person: Person, blocked: bool) -> None:
    """Block or unblock the bot; the bot hears of it."""
    chat = world.private_chat(person.id)
    if chat.blocked == blocked:
        return
    chat.blocked = blocked
    old, new = ("member", "kicked") if blocked else ("kicked", "member")
    _membership_changed(world, chat, person, old=old, new=new)
    world.touch(chat)


def _membership_changed(world: World, chat: Chat, by: Person, *, old: str, new: str) -> None:
    def member(status: str) -> Json:
        until = {"until_date": 0} if status == "kicked" else {}
        return {"user": world.bot.as_api(), "status": status, **until}

    world.updates.add(
        "my_chat_member",
        {
            "chat": chat.as_api(),
            "from": by.as_api(),
            "date": world.clock.unix(),
            "old_chat_member": member(old),
            "new_chat_member": member(new),
        },
    )


def write(world: World, person: Person, asked: Json) -> Message:
    """Send a text, contact, location or poll. Raises ControlError for what no phone can send."""
    chat = _chat_of(world, person, asked.get("chat_id"))
    message = _post(world, chat, person, _content(asked), asked)
    _deliver(world, chat, message)
    return message


def _chat_of(world: World, person: Person, chat_id: Any) -> Chat:
    chat = world.chats.get(person.id if chat_id is None else int(chat_id))
    if chat is None:
        raise ControlError(f"there is no chat {chat_id}", status=404)
    if chat.blocked:
        raise ControlError("this person has blocked the bot; unblock first", status=409)
    chat.member_ids.add(person.id)
    return chat


def _content(asked: Json) -> Json:
    for kind in ("contact", "location", "poll"):
        if isinstance(asked.get(kind), dict):
            return {kind: {**_DEFAULTS[kind], **asked[kind]}}
    text = str(asked.get("text") or "").strip()
    if not text:
        raise ControlError("a message needs a text, contact, location or poll")
    if utf16_length(text) > MAX_TEXT_LENGTH:
        raise ControlError("longer than a phone can send in one message")
    entities = find_entities(text)
    return {"text": text, **({"entities": entities} if entities else {})}


_DEFAULTS: dict[str, Json] = {
    "contact": {"phone_number": "+31000000000", "first_name": "Sanne"},
    "location": {"latitude": 52.0, "longitude": 5.0},
    "poll": {
        "id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
        "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
        "allows_revoting": False, "members_only": False,
    },
}  # fmt: skip


def _post(world: World, chat: Chat, person: Person, content: Json, asked: Json, **extra: Any) -> Message:
    origin = asked.get("forward_origin")
    if origin is not None:
        origin = {"date": world.clock.unix(), **origin}
    reply_to = None
    if asked.get("reply_to_message_id") is not None:
        reply_to = _message(chat, int(asked["reply_to_message_id"]))
    chat.started = True
    chat.force_reply_message_id = None
    if chat.reply_keyboard and chat.reply_keyboard.get("one_time_keyboard"):
        chat.reply_keyboard = None
    return world.add_message(
        chat,
        sender_id=person.id,
        from_bot=False,
        content=content,
        reply_to=reply_to,
        forward_origin=origin,
        **extra,
    )


def _deliver(world: World, chat: Chat, message: Message, kind: str = "message") -> None:
    if chat.person is not None or (chat.bot_is_member and _meant_for_bot(world, message)):
        world.updates.add(kind, world.message_as_api(message))


def _meant_for_bot(world: World, message: Message) -> bool:
    """Privacy mode in groups: commands, mentions of the bot and replies to it."""
    text = message.content.get("text") or message.content.get("caption") or ""
    replied = message.reply_to is not None and message.reply_to.from_bot
    return replied or text.startswith("/") or f"@{world.bot.username}".lower() in text.lower()


def _message(chat: Chat, message_id: int) -> Message:
    if message_id not in chat.messages:
        raise ControlError(f"there is no message {message_id} in this chat", status=404)
    return chat.messages[message_id]


def send_files(world: World, person: Person, files: list[PhoneFile], kind: str, asked: Json) -> list[Message]:
    """Send one file, or 2-10 as an album with the caption on the first. Raises ControlError."""
    if kind not in KINDS:
        raise ControlError(f"kind must be one of {', '.join(KINDS)}")
    if not 1 <= len(files) <= 10:
        raise ControlError("send 1-10 files")
    caption = str(asked.get("caption") or "").strip()
    if utf16_length(caption) > MAX_CAPTION_LENGTH:
        raise ControlError("longer than a phone can send as a caption")
    chat = _chat_of(world, person, asked.get("chat_id"))
    contents = [_file_content(world, file, kind) for file in files]
    if caption:
        entities = find_entities(caption)
        contents[0] |= {"caption": caption, **({"caption_entities": entities} if entities else {})}
    group_id = str(world.next_id("media_group", 13_000_000_000_000_001)) if len(files) > 1 else None
    messages = [_post(world, chat, person, one, asked, media_group_id=group_id) for one in contents]
    for message in messages:
        _deliver(world, chat, message)
    return messages


def _file_content(world: World, file: PhoneFile, kind: str) -> Json:
    try:
        stored = world.files.add(
            file.content, kind=kind, file_name=file.file_name, mime_type=file.mime_type,
            size_override_bytes=file.size_override_bytes,
        )  # fmt: skip
    except BotApiError as error:
        raise ControlError(f"not a picture that a phone can send as {kind}: {error.description}") from None
    content: Json = {kind: media_field(stored)}
    if kind == "animation":
        content["document"] = {**stored.media}
    return content


def press(world: World, person: Person, asked: Json) -> CallbackQuery:
    """Press a button by its text, by row and column, or with raw data (also on a message that is gone).

    Raises ControlError when there is no such button.
    """
    chat = _chat_of(world, person, asked.get("chat_id"))
    message_id = int(asked.get("message_id") or 0)
    raw = asked.get("callback_data")
    data = _callback_data(button_of(world, person, asked)) if raw is None else str(raw)
    query = CallbackQuery(
        id=str(4_000_000_000_000_000_000 + secrets.randbelow(10**18)), person_id=person.id, chat_id=chat.id,
        message_id=message_id, data=data, asked_at=world.clock.unix(),
    )  # fmt: skip
    world.callbacks[query.id] = query
    message = chat.messages.get(message_id)
    inaccessible = {"chat": chat.as_api(), "message_id": message_id, "date": 0}
    world.updates.add(
        "callback_query",
        {
            "id": query.id,
            "from": person.as_api(),
            "message": inaccessible if message is None else world.message_as_api(message),
            "chat_instance": str(7_000_000 + chat.id),
            "data": data,
        },
    )
    world.touch(chat)
    return query


def button_of(world: World, person: Person, asked: Json) -> Json:
    """A button under a message, by its text or by row and column. Raises ControlError when there is none."""
    message = _message(_chat_of(world, person, asked.get("chat_id")), int(asked.get("message_id") or 0))
    rows = message.inline_keyboard
    labels = [button["text"] for row in rows for button in row]
    if "text" in asked:
        found = next((button for row in rows for button in row if button["text"] == asked["text"]), None)
    else:
        row, column = int(asked.get("row", 0)), int(asked.get("column", 0))
        found = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
    if found is None:
        raise ControlError(f"no such button; the message has {labels}", status=404)
    return dict(found)


def _callback_data(button: Json) -> str:
    if "callback_data" not in button:
        raise ControlError(f"the button {button['text']!r} does not call the bot", status=409)
    return str(button["callback_data"])


def edit(world: World, person: Person, chat_id: Any, message_id: int, text: str) -> Message:
    """Change an own text or caption, within 48 hours. Raises ControlError."""
    chat = _chat_of(world, person, chat_id)
    message = _message(chat, message_id)
    if message.from_bot or message.sender_id != person.id or message.forward_origin:
        raise ControlError("people can only edit messages that they wrote themselves", status=409)
    if world.clock.unix() - message.date > EDIT_WITHIN_SECONDS:
        raise ControlError("a phone can edit a message for 48 hours only", status=409)
    if "text" in message.content:
        message.content = {**_content({"text": text})}
    else:
        others = {k: v for k, v in message.content.items() if k not in ("caption", "caption_entities")}
        message.content = {**others, "caption": text}
    message.edit_date = world.clock.unix()
    world.touch(chat)
    _deliver(world, chat, message, "edited_message")
    return message


def delete(world: World, person: Person, chat_id: Any, message_id: int) -> None:
    """Delete a message on both sides. As at Telegram, the bot hears nothing."""
    chat = _chat_of(world, person, chat_id)
    del chat.messages[_message(chat, message_id).message_id]
    world.touch(chat)
