"""Owns what belongs together in one running simulator: the world, faults, limits and the log of calls.

It must not know HTTP.
"""

from __future__ import annotations

from collections import deque
from typing import Any

from simulator.errors import BotApiError
from simulator.faults import FaultTable
from simulator.limits import FloodLimits
from simulator.methods import call_method
from simulator.parameters import Parameters
from simulator.state import World

Json = dict[str, Any]

KEPT_CALLS = 100_000


class Service:
    """One simulator."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.faults = FaultTable()
        self.limits = FloodLimits()
        self.calls: deque[Json] = deque(maxlen=KEPT_CALLS)
        self.last_call = 0

    async def call(self, method: str, parameters: Parameters) -> Any:
        """Carry out a call and log it. Raises BotApiError."""
        try:
            result = await call_method(self.world, self.limits, method, parameters)
        except BotApiError as error:
            self.log(method, parameters, error.error_code, error.description)
            raise
        self.log(method, parameters, 200, None)
        return result

    def log(self, method: str, parameters: Parameters, status: int, description: str | None) -> None:
        """Remember a call for tests; status 0 is a call that never got an answer."""
        self.last_call += 1
        self.calls.append(
            {
                "n": self.last_call,
                "method": method,
                "parameters": parameters.for_log(),
                "status": status,
                "description": description,
                "chat_id": parameters.values.get("chat_id"),
            }
        )
        self.world.changes.ring()
