"""Owns delivering updates to a webhook, one by one, each until it answers 2xx.

It must not know what the bot does with them. A Bot API call in the answer is carried out, as at Telegram.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

from simulator.errors import BotApiError
from simulator.parameters import Parameters
from simulator.state import World

Json = dict[str, Any]

ANSWER_TIMEOUT_SECONDS = 60.0


class WebhookSender:
    """Delivers as long as a webhook is set."""

    def __init__(
        self,
        world: World,
        call: Callable[[str, Parameters], Awaitable[Any]],
        *,
        retry_seconds: float = 1.0,
    ) -> None:
        self._world = world
        self._call = call
        self._retry_seconds = retry_seconds

    async def run(self) -> None:
        """Deliver until cancelled."""
        updates = self._world.updates
        async with aiohttp.ClientSession() as session:
            while True:
                await self._world.changes.until(
                    lambda: bool(updates.webhook.url) and updates.head() is not None, None
                )
                if self._world.changes.closed:
                    return
                await self._deliver(session)

    async def _deliver(self, session: aiohttp.ClientSession) -> None:
        hook, update = self._world.updates.webhook, self._world.updates.head()
        if update is None:
            return
        problem = await self._post(session, hook.url, hook.secret_token, update)
        if problem is None:
            self._world.updates.acknowledge_head(update)
            return
        hook.last_error_date = self._world.clock.unix()
        hook.last_error_message = problem
        await self._world.changes.until(lambda: self._world.updates.webhook is not hook, self._retry_seconds)

    async def _post(
        self, session: aiohttp.ClientSession, url: str, secret_token: str, update: Json
    ) -> str | None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret_token} if secret_token else {}
        timeout = aiohttp.ClientTimeout(total=ANSWER_TIMEOUT_SECONDS)
        try:
            async with session.post(url, json=update, headers=headers, timeout=timeout) as answer:
                if not 200 <= answer.status < 300:
                    return f"Wrong response from the webhook: {answer.status} {answer.reason}"
                await self._carry_out(await answer.read())
                return None
        except TimeoutError:
            return "Read timeout expired"
        except aiohttp.ClientConnectorError:
            return "Connection refused"
        except aiohttp.ClientError:
            return "Connection reset by peer"

    async def _carry_out(self, body: bytes) -> None:
        try:
            answer = json.loads(body)
        except ValueError:
            return
        if isinstance(answer, dict) and isinstance(answer.get("method"), str):
            with contextlib.suppress(BotApiError):  # nobody is there to hear of a refusal
                await self._call(answer.pop("method"), Parameters(values=answer))
