"""Owns sending text, chat actions and answering callbacks; and what every sent message goes through.

It must not know HTTP or files.
"""

from __future__ import annotations

from typing import Any

from simulator.entities import MAX_TEXT_LENGTH, checked_text
from simulator.errors import bad_request, forbidden
from simulator.keyboards import checked_markup
from simulator.parameters import Parameters
from simulator.registry import Method
from simulator.state import Chat, Message, World

Json = dict[str, Any]

CALLBACK_LIFE_SECONDS = 15 * 60
MAX_TOAST_LENGTH = 200
TOO_OLD_QUERY = "query is too old and response timeout expired or query ID is invalid"
CHAT_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)


def chat_to_write_to(world: World, parameters: Parameters) -> Chat:
    """The chat of a call, if the bot may write there. Raises BotApiError 400 or 403."""
    chat = world.chat_for_bot(parameters.text("chat_id"))
    if chat.person is None:
        if not chat.bot_is_member:
            raise forbidden("bot is not a member of the group chat")
    elif chat.blocked:
        raise forbidden("bot was blocked by the user")
    elif not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def text_content(parameters: Parameters) -> Json:
    """The text and entities of a call, as a message keeps them. Raises BotApiError 400."""
    refuse_parse_mode(parameters)
    text, entities = checked_text(
        parameters.text("text"),
        parameters.array("entities"),
        limit=MAX_TEXT_LENGTH,
        too_long="message is too long",
    )
    if not text:
        raise bad_request("message text is empty")
    content: Json = {"text": text, **({"entities": entities} if entities else {})}
    preview = parameters.object("link_preview_options")
    return {**content, "link_preview_options": preview} if preview else content


def refuse_parse_mode(parameters: Parameters) -> None:
    """The simulator reads entities, not markup."""
    if parameters.has("parse_mode"):
        raise bad_request("can't parse entities: this server takes entities, not parse_mode")


def replied_message(chat: Chat, parameters: Parameters) -> Message | None:
    """The message that a call answers to. Raises BotApiError 400 when it is gone."""
    reply = parameters.object("reply_parameters")
    if reply is None and parameters.has("reply_to_message_id"):
        reply = {
            "message_id": parameters.integer("reply_to_message_id"),
            "allow_sending_without_reply": parameters.boolean("allow_sending_without_reply"),
        }
    if reply is None:
        return None
    message_id = reply.get("message_id")
    if not isinstance(message_id, int):
        raise bad_request("can't parse ReplyParameters: message_id must be of type Integer")
    message = chat.messages.get(message_id)
    if message is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return message


def send(world: World, chat: Chat, parameters: Parameters, content: Json, **extra: Any) -> Message:
    """Put a message from the bot into a chat, with everything the call says about it."""
    markup = checked_markup(parameters.object("reply_markup"))
    reply_to = replied_message(chat, parameters)
    chat.typing_until = 0.0
    message = world.add_message(
        chat, sender_id=world.bot.id, from_bot=True, content=content, markup=markup, reply_to=reply_to,
        protect_content=parameters.boolean("protect_content"),
        silent=parameters.boolean("disable_notification"), **extra,
    )  # fmt: skip
    _apply_reply_keyboard(chat, message)
    return message


def _apply_reply_keyboard(chat: Chat, message: Message) -> None:
    markup = message.markup or {}
    if "keyboard" in markup:
        chat.reply_keyboard = markup
    elif markup.get("remove_keyboard"):
        chat.reply_keyboard = None
    if markup.get("force_reply"):
        chat.force_reply_message_id = message.message_id


async def send_message(world: World, parameters: Parameters) -> Json:
    """A text message."""
    chat = chat_to_write_to(world, parameters)
    return world.message_as_api(send(world, chat, parameters, text_content(parameters)))


async def send_chat_action(world: World, parameters: Parameters) -> bool:
    """The phone shows that the bot is busy."""
    chat = chat_to_write_to(world, parameters)
    if parameters.text("action") not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.show_typing(chat)
    return True


async def answer_callback_query(world: World, parameters: Parameters) -> bool:
    """Answer a pressed button: once, and within fifteen minutes."""
    query = world.callbacks.get(parameters.text("callback_query_id"))
    if query is None or query.answered or world.clock.unix() - query.asked_at > CALLBACK_LIFE_SECONDS:
        raise bad_request(TOO_OLD_QUERY)
    text = parameters.text("text")
    if len(text) > MAX_TOAST_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answered = True
    if text:
        world.add_toast(
            query.person_id,
            {
                "callback_query_id": query.id,
                "message_id": query.message_id,
                "text": text,
                "show_alert": parameters.boolean("show_alert"),
            },
        )
    world.touch(world.chats[query.chat_id])
    return True


METHODS = {
    "sendMessage": Method(carry_out=send_message, required=("chat_id", "text")),
    "sendChatAction": Method(carry_out=send_chat_action, required=("chat_id", "action")),
    "answerCallbackQuery": Method(carry_out=answer_callback_query, required=("callback_query_id",)),
}
