"""Owns the address at which Telegram brings updates: answers 200 only once they are committed.

Must not know what an update says. Nothing in the path is secret; Telegram proves itself with the header
X-Telegram-Bot-Api-Secret-Token (Bot API, setWebhook).
"""

from __future__ import annotations

import hmac
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.commits import Alarm
from bot.incoming import UnreadableUpdateError
from bot.raw import UnreadableJsonError, read_object
from bot.receiving import Bury, Process, Receiver, StorageTroubleError

PATH = "/telegram/updates"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
MAX_BODY_BYTES = 1024 * 1024
MIN_SECRET_CHARACTERS = 32
"""setWebhook allows 1-256 characters; fewer than this can be guessed."""


class _BodyTooLargeError(Exception):
    """The body is larger than any update."""


def webhook_app(*, process: Process, bury: Bury, secret: str, alarm: Alarm = lambda code: None) -> Starlette:
    """An application with the webhook's route only. Raises ValueError when the secret can be guessed."""
    return Starlette(routes=[webhook_route(process=process, bury=bury, secret=secret, alarm=alarm)])


def webhook_route(*, process: Process, bury: Bury, secret: str, alarm: Alarm = lambda code: None) -> Route:
    """The webhook's route. Raises ValueError when the secret can be guessed."""
    if len(secret) < MIN_SECRET_CHARACTERS:
        raise ValueError(f"the webhook secret must have at least {MIN_SECRET_CHARACTERS} characters")
    receiver = Receiver(process, bury, alarm)
    expected = secret.encode()

    async def receive(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, expected):
            return Response(status_code=HTTPStatus.FORBIDDEN)
        try:
            body = await _body(request)
        except _BodyTooLargeError:
            return Response(status_code=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        try:
            await _take(receiver, body)
        except StorageTroubleError:
            return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "5"})
        return Response(status_code=HTTPStatus.OK)

    return Route(PATH, receive, methods=["POST"])


async def _take(receiver: Receiver, body: bytes) -> None:
    """Process the update; one that cannot be read is buried, or Telegram would bring it again and again."""
    try:
        update = read_object(body)
    except UnreadableJsonError as error:
        update_id = error.update_ids[0] if error.update_ids else None
        await receiver.bury([] if update_id is None else [update_id], UnreadableUpdateError(update_id))
        return
    await receiver.take([update])


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise _BodyTooLargeError
    return bytes(body)
