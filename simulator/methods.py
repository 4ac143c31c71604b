"""Owns which methods of the Bot API exist here, and calling one by name.

It must not know HTTP.
"""

from __future__ import annotations

from typing import Any

from simulator import methods_delivery, methods_editing, methods_files, methods_profile, methods_sending
from simulator.errors import BotApiError
from simulator.limits import FloodLimits
from simulator.parameters import Parameters
from simulator.registry import Method
from simulator.state import World

METHODS: dict[str, Method] = {
    name.lower(): method
    for module in (methods_delivery, methods_editing, methods_files, methods_profile, methods_sending)
    for name, method in module.METHODS.items()
}
"""The supported methods by lower-case name: Telegram does not mind capitals."""

_COUNTED_PREFIXES = ("send", "edit")
_NOT_COUNTED = frozenset({"sendchataction"})


async def call_method(world: World, limits: FloodLimits, name: str, parameters: Parameters) -> Any:
    """Carry out one call and give its result.

    Raises BotApiError: 404 for a method that is not supported, or whatever Telegram would refuse.
    """
    method = METHODS.get(name.lower())
    if method is None:
        raise BotApiError(404, "Not Found")
    for required in method.required:
        if not parameters.has(required) and required not in parameters.files:
            raise BotApiError(400, f"Bad Request: {method.missing(required)}")
    if name.lower().startswith(_COUNTED_PREFIXES) and name.lower() not in _NOT_COUNTED:
        limits.count(parameters.text("chat_id"), _message_count(parameters))
    return await method.carry_out(world, parameters)


def _message_count(parameters: Parameters) -> int:
    media = parameters.nested("media")
    return len(media) if isinstance(media, list) else 1
