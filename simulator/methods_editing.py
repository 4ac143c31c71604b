"""Owns changing, deleting and reacting to messages.

It must not know HTTP or how messages come to be.

Source for the limits: Bot API, deleteMessage (48 hours), deleteMessages (1-100), setMessageReaction.
"""

from __future__ import annotations

from typing import Any

from simulator.entities import MAX_CAPTION_LENGTH, checked_text
from simulator.errors import BotApiError, bad_request
from simulator.keyboards import checked_markup
from simulator.methods_sending import refuse_parse_mode, text_content
from simulator.parameters import Parameters
from simulator.registry import Method
from simulator.state import Chat, Message, World

Json = dict[str, Any]

DELETE_WITHIN_SECONDS = 48 * 3600
MAX_DELETED_AT_ONCE = 100
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
REACTIONS = frozenset(
    [
        "❤",
        "👍",
        "👎",
        "🔥",
        "🥰",
        "👏",
        "😁",
        "🤔",
        "🤯",
        "😱",
        "🤬",
        "😢",
        "🎉",
        "🤩",
        "🤮",
        "💩",
        "🙏",
        "👌",
        "🕊",
        "🤡",
        "🥱",
        "🥴",
        "😍",
        "🐳",
        "❤\u200d🔥",
        "🌚",
        "🌭",
        "💯",
        "🤣",
        "⚡",
        "🍌",
        "🏆",
        "💔",
        "🤨",
        "😐",
        "🍓",
        "🍾",
        "💋",
        "🖕",
        "😈",
        "😴",
        "😭",
        "🤓",
        "👻",
        "👨\u200d💻",
        "👀",
        "🎃",
        "🙈",
        "😇",
        "😨",
        "🤝",
        "✍",
        "🤗",
        "🫡",
        "🎅",
        "🎄",
        "☃",
        "💅",
        "🤪",
        "🗿",
        "🆒",
        "💘",
        "🙉",
        "🦄",
        "😘",
        "💊",
        "🙊",
        "😎",
        "👾",
        "🤷\u200d♂",
        "🤷",
        "🤷\u200d♀",
        "😡",
    ]
)


def _editable(world: World, parameters: Parameters) -> tuple[Chat, Message]:
    chat = world.chat_for_bot(parameters.text("chat_id"))
    message = chat.messages.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot or (message.markup is not None and not message.inline_keyboard):
        raise bad_request("message can't be edited")
    return chat, message


def _edit(world: World, chat: Chat, message: Message, content: Json, markup: Json | None) -> Json:
    if content == message.content and markup == message.markup:
        raise bad_request(NOT_MODIFIED)
    if content != message.content:
        message.edit_date = world.clock.unix()
    message.content, message.markup = content, markup
    world.touch(chat)
    return world.message_as_api(message)


def _inline(parameters: Parameters) -> Json | None:
    return checked_markup(parameters.object("reply_markup"), inline_only=True)


async def edit_message_text(world: World, parameters: Parameters) -> Json:
    """A new text; a keyboard that is not sent along goes away."""
    chat, message = _editable(world, parameters)
    content = text_content(parameters)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, chat, message, content, _inline(parameters))


async def edit_message_caption(world: World, parameters: Parameters) -> Json:
    """A new caption under a file."""
    chat, message = _editable(world, parameters)
    if "text" in message.content:
        raise bad_request("there is no caption in the message to edit")
    others = {k: v for k, v in message.content.items() if k not in ("caption", "caption_entities")}
    return _edit(world, chat, message, {**others, **caption_content(parameters)}, _inline(parameters))


async def edit_message_reply_markup(world: World, parameters: Parameters) -> Json:
    """Another keyboard, or none."""
    chat, message = _editable(world, parameters)
    return _edit(world, chat, message, message.content, _inline(parameters))


def caption_content(parameters: Parameters) -> Json:
    """The caption of a call as a message keeps it; nothing when empty. Raises BotApiError 400."""
    refuse_parse_mode(parameters)
    caption, entities = checked_text(
        parameters.text("caption"), parameters.array("caption_entities"), limit=MAX_CAPTION_LENGTH,
        too_long="message caption is too long",
    )  # fmt: skip
    if not caption:
        return {}
    return {"caption": caption, **({"caption_entities": entities} if entities else {})}


def _check_deletable(world: World, chat: Chat, message: Message) -> None:
    if chat.person is None and not message.from_bot:
        raise bad_request("message can't be deleted")
    if world.clock.unix() - message.date >= DELETE_WITHIN_SECONDS:
        raise bad_request("message can't be deleted for everyone")


def _delete(world: World, chat: Chat, messages: list[Message]) -> None:
    for message in messages:
        del chat.messages[message.message_id]
    world.touch(chat)


async def delete_message(world: World, parameters: Parameters) -> bool:
    """Delete one message that is younger than 48 hours."""
    chat = world.chat_for_bot(parameters.text("chat_id"))
    message = chat.messages.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    _check_deletable(world, chat, message)
    _delete(world, chat, [message])
    return True


def _message_id(given: object) -> int:
    try:
        return int(str(given))
    except ValueError:
        raise bad_request("message identifiers must be of type Integer") from None


async def delete_messages(world: World, parameters: Parameters) -> bool:
    """Delete 1-100 messages: those that are gone are skipped, one that is too old stops everything."""
    chat = world.chat_for_bot(parameters.text("chat_id"))
    ids = parameters.array("message_ids") or []
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MAX_DELETED_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    messages = [chat.messages[one] for one in dict.fromkeys(map(_message_id, ids)) if one in chat.messages]
    for message in messages:
        _check_deletable(world, chat, message)
    _delete(world, chat, messages)
    return True


async def set_message_reaction(world: World, parameters: Parameters) -> bool:
    """At most one of Telegram's emoji; an empty list takes it away."""
    chat = world.chat_for_bot(parameters.text("chat_id"))
    message = chat.messages.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    reactions = parameters.array("reaction") or []
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for reaction in reactions:
        if not isinstance(reaction, dict) or reaction.get("type") != "emoji":
            raise BotApiError(400, "Bad Request: REACTION_INVALID")
        if str(reaction.get("emoji", "")).replace("\ufe0f", "") not in REACTIONS:
            raise bad_request("REACTION_INVALID")
    message.reactions = list(reactions)
    world.touch(chat)
    return True


METHODS = {
    "editMessageText": Method(carry_out=edit_message_text, required=("chat_id", "message_id", "text")),
    "editMessageCaption": Method(carry_out=edit_message_caption, required=("chat_id", "message_id")),
    "editMessageReplyMarkup": Method(carry_out=edit_message_reply_markup, required=("chat_id", "message_id")),
    "deleteMessage": Method(carry_out=delete_message, required=("chat_id", "message_id")),
    "deleteMessages": Method(carry_out=delete_messages, required=("chat_id", "message_ids")),
    "setMessageReaction": Method(carry_out=set_message_reaction, required=("chat_id", "message_id")),
}
