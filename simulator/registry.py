"""Owns what a method of the Bot API is here: a function, and the parameters that it cannot do without.

It must not know any method.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from simulator.parameters import Parameters
from simulator.state import World

_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "action": "wrong parameter action in request",
    "media": "expected an Array of InputMedia",
    "commands": "can't parse commands: expected an Array of BotCommand",
    "file_id": "file_id not specified",
}


@dataclass(frozen=True, kw_only=True)
class Method:
    """One method: what it does, and its required parameters."""

    carry_out: Callable[[World, Parameters], Awaitable[Any]]
    required: tuple[str, ...] = ()

    def missing(self, name: str) -> str:
        """What Telegram says when a required parameter is not there."""
        if name in ("photo", "document", "voice", "video", "audio"):
            return f"there is no {name} in the request"
        return _MISSING.get(name, f'parameter "{name}" is required')
