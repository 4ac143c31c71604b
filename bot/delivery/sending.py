"""Owns the calls that one outbox message stands for: its parts, in order, each once as far as this process knows.

Must not know what happens when a call fails, or how a text is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from bot.clock import Clock
from bot.delivery.pace import Pace
from bot.gateway import MAX_DELETE_BATCH, Gateway, MessageGoneError, RefusedError, RenderedMessage
from storage.crash_points import reach
from storage.outbox import OutboxKind, OutboxMessage


class Sender:
    """Sends one message at a time per chat; the caller has taken the first part's place in the pace already."""

    def __init__(self, gateway: Gateway, clock: Clock, pace: Pace) -> None:
        self._gateway, self._clock, self._pace = gateway, clock, pace
        self._parts_sent: dict[str, list[int]] = {}

    async def send(
        self, message: OutboxMessage, rendered: RenderedMessage, chat_id: int, target_id: int | None
    ) -> tuple[int, ...]:
        """Do what the message asks; returns the ids of the messages it is now, or that it deleted.

        Raises GatewayError; parts that were sent before are not sent again when it is tried once more.
        """
        reach("delivery.before_send")
        match message.kind:
            case OutboxKind.SAY:
                return await self._say(message.prompt_id, rendered, chat_id)
            case OutboxKind.REVISE:
                return await self._revise(rendered, chat_id, target_id)
            case OutboxKind.TOAST:
                return await self._toast(message, rendered)
            case OutboxKind.WIPE:
                return await self._wipe(message, chat_id)
            case OutboxKind.MARK:
                return await self._mark(message, chat_id)

    def forget(self, prompt_id: str) -> None:
        """This message will not be tried again."""
        self._parts_sent.pop(prompt_id, None)

    async def _say(self, prompt_id: str, rendered: RenderedMessage, chat_id: int) -> tuple[int, ...]:
        if not rendered.parts:
            raise RefusedError
        sent = self._parts_sent.setdefault(prompt_id, [])
        last = len(rendered.parts) - 1
        for number, part in list(enumerate(rendered.parts))[len(sent) :]:
            if number > 0:
                await self._turn(chat_id)
            message_id = await self._gateway.send_message(
                chat_id,
                part,
                keyboard=rendered.keyboard if number == last else (),
                reply_to=rendered.reply_to if number == 0 else None,
                silent=rendered.silent or number > 0,
                protected=rendered.protected,
            )
            sent.append(message_id)
        self.forget(prompt_id)
        return tuple(sent)

    async def _revise(
        self, rendered: RenderedMessage, chat_id: int, target_id: int | None
    ) -> tuple[int, ...]:
        if target_id is None:
            raise MessageGoneError
        if not rendered.parts:
            raise RefusedError
        await self._gateway.edit_message(chat_id, target_id, rendered.parts[-1], keyboard=rendered.keyboard)
        return (target_id,)

    async def _toast(self, message: OutboxMessage, rendered: RenderedMessage) -> tuple[int, ...]:
        query_id = str(message.body.get("callback_query_id") or "")
        if not query_id:
            raise MessageGoneError
        alert = rendered.alert or bool(message.body.get("alert"))
        await self._gateway.answer_callback(query_id, text="\n".join(rendered.parts), alert=alert)
        return ()

    async def _wipe(self, message: OutboxMessage, chat_id: int) -> tuple[int, ...]:
        message_ids = list(_flat(message.body.get("message_ids")))
        remaining = iter(message_ids)
        first = True
        while batch := list(islice(remaining, MAX_DELETE_BATCH)):
            if not first:
                await self._turn(chat_id)
            first = False
            try:
                await self._gateway.delete_messages(chat_id, batch)
            except MessageGoneError:
                continue
        return tuple(message_ids)

    async def _mark(self, message: OutboxMessage, chat_id: int) -> tuple[int, ...]:
        message_id = message.body.get("message_id")
        if isinstance(message_id, int):
            await self._gateway.set_reaction(chat_id, message_id, str(message.body.get("emoji") or ""))
        return ()

    async def _turn(self, chat_id: int) -> None:
        """Wait until another message may leave to this chat, and take its place."""
        while wait := max(self._pace.overall_wait_seconds(), self._pace.chat_wait_seconds(chat_id)):
            await self._clock.sleep(wait)
        self._pace.take(chat_id)


def _flat(message_ids: object) -> Iterator[int]:
    if isinstance(message_ids, int):
        yield message_ids
    elif isinstance(message_ids, list | tuple):
        for inner in message_ids:
            yield from _flat(inner)
