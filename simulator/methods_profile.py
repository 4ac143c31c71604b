"""Owns what the bot says about itself and asks about chats: getMe, commands, descriptions, menu, getChat.

It must not know messages.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from simulator.errors import bad_request, forbidden
from simulator.parameters import Parameters
from simulator.registry import Method
from simulator.state import Chat, World

Json = dict[str, Any]

MAX_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SCOPES = [
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
]


async def get_me(world: World, parameters: Parameters) -> Json:
    """The bot itself."""
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return {**world.bot.as_api(), **abilities}


def _slot(world: World, parameters: Parameters) -> tuple[str, str]:
    scope = parameters.object("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    if kind.startswith("chat"):
        kind = f"{kind}:{world.chat_for_bot(str(scope.get('chat_id', ''))).id}"
    language = parameters.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return str(kind), language


async def set_my_commands(world: World, parameters: Parameters) -> bool:
    """The menu of commands, at most 100, per scope and language."""
    commands = parameters.array("commands")
    if commands is None:
        raise bad_request("can't parse commands: expected an Array of BotCommand")
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.bot.commands[_slot(world, parameters)] = [_command(one) for one in commands]
    _touch_all(world)
    return True


def _command(given: Any) -> Json:
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(given.get("command", "")).removeprefix("/")
    description = str(given.get("description", "")).strip()
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


async def get_my_commands(world: World, parameters: Parameters) -> list[Json]:
    """The menu of exactly this scope and language."""
    return world.bot.commands.get(_slot(world, parameters), [])


async def delete_my_commands(world: World, parameters: Parameters) -> bool:
    """No menu for this scope and language."""
    world.bot.commands.pop(_slot(world, parameters), None)
    _touch_all(world)
    return True


def commands_shown(world: World, chat: Chat, language: str) -> list[Json]:
    """The menu that a phone shows: the narrowest scope first, in each the phone's language first."""
    wide = "all_private_chats" if chat.person else "all_group_chats"
    for scope in (f"chat:{chat.id}", wide, "default"):
        for code in (language, ""):
            if (scope, code) in world.bot.commands:
                return world.bot.commands[scope, code]
    return []


def _set_text(name: str, limit: int) -> Callable[[World, Parameters], Awaitable[bool]]:
    async def set_text(world: World, parameters: Parameters) -> bool:
        text = parameters.text(name)
        if len(text) > limit:
            raise bad_request(f"{name.replace('_', ' ')} is too long")
        world.bot.texts[name, parameters.text("language_code")] = text
        _touch_all(world)
        return True

    return set_text


def _get_text(name: str) -> Callable[[World, Parameters], Awaitable[Json]]:
    async def get_text(world: World, parameters: Parameters) -> Json:
        return {name: world.bot.text(name, parameters.text("language_code"))}

    return get_text


async def set_chat_menu_button(world: World, parameters: Parameters) -> bool:
    """What the button beside the text field does."""
    button = parameters.object("menu_button") or {"type": "default"}
    if button.get("type") not in ("commands", "web_app", "default"):
        raise bad_request("can't parse menu button: unsupported type specified")
    chat_id = parameters.integer("chat_id") if parameters.has("chat_id") else None
    world.bot.menu_buttons[chat_id] = button
    _touch_all(world)
    return True


async def get_chat_menu_button(world: World, parameters: Parameters) -> Json:
    """The menu button of a chat, or the default one."""
    chat_id = parameters.integer("chat_id") if parameters.has("chat_id") else None
    buttons = world.bot.menu_buttons
    return buttons.get(chat_id, buttons.get(None, {"type": "commands"}))


async def get_chat(world: World, parameters: Parameters) -> Json:
    """A ChatFullInfo object."""
    chat = world.chat_for_bot(parameters.text("chat_id"))
    if chat.person is not None and not chat.started:
        raise bad_request("chat not found")
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"),
        False,
    )
    return {
        **chat.as_api(),
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": gifts,
    }


async def leave_chat(world: World, parameters: Parameters) -> bool:
    """Leave a group."""
    chat = world.chat_for_bot(parameters.text("chat_id"))
    if chat.person is not None:
        raise bad_request("chat member status can't be changed in private chats")
    if not chat.bot_is_member:
        raise forbidden("bot is not a member of the group chat")
    chat.bot_is_member = False
    world.touch(chat)
    return True


def _touch_all(world: World) -> None:
    for chat in world.chats.values():
        world.touch(chat)


METHODS = {
    "getMe": Method(carry_out=get_me),
    "setMyCommands": Method(carry_out=set_my_commands, required=("commands",)),
    "getMyCommands": Method(carry_out=get_my_commands),
    "deleteMyCommands": Method(carry_out=delete_my_commands),
    "setMyDescription": Method(carry_out=_set_text("description", 512)),
    "getMyDescription": Method(carry_out=_get_text("description")),
    "setMyShortDescription": Method(carry_out=_set_text("short_description", 120)),
    "getMyShortDescription": Method(carry_out=_get_text("short_description")),
    "setChatMenuButton": Method(carry_out=set_chat_menu_button),
    "getChatMenuButton": Method(carry_out=get_chat_menu_button),
    "getChat": Method(carry_out=get_chat, required=("chat_id",)),
    "leaveChat": Method(carry_out=leave_chat, required=("chat_id",)),
}
