"""The smallest Bot API server that the contenders need, on loopback, without checks: it must be faster than they are.

Owns HTTP/1.1 with kept-alive connections and the shape of Telegram's answers. What happens on a reply is given.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from time import time
from typing import Any
from urllib.parse import unquote_plus

TOKEN = "7300000002:AAFakeTokenOfABotThatDoesNotExist_0002"  # noqa: S105 (of no bot)
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
_PREFIX = len(f"/bot{TOKEN}/")
_FILE_PREFIX = f"/file/bot{TOKEN}/".encode()
Fields = dict[str, Any]
"""What was posted, by name: values of a form still encoded, those of JSON as they are."""

_MOVED = ("sendmessage", "editmessagetext")


@dataclass(slots=True)
class Reply:
    """A message that the bot sent or changed: when, in which chat, and the form that it posted."""

    at: float
    chat_id: int
    fields: Fields

    def buttons(self) -> dict[str, str]:
        """What each button's label stands for; ticks left out."""
        markup = self.fields.get("reply_markup")
        if markup is None:
            return {}
        rows = (json.loads(unquote_plus(markup)) if isinstance(markup, str) else markup)["inline_keyboard"]
        return {b["text"].removeprefix("✓ "): b.get("callback_data", "") for row in rows for b in row}

    def text(self) -> str:
        """The words of the message."""
        return unquote_plus(self.fields.get("text", ""))


class Api:
    """One bot's Bot API. `on_reply` is called for each message that was sent or changed, before it is answered."""

    def __init__(self, on_reply: Callable[[Reply], None], file: bytes = b"") -> None:
        self._on_reply = on_reply
        self._file = file
        self._queue: dict[int, bytes] = {}
        self._ids = count(1_000_000)
        self._message_ids = count(1)
        self._waiting: _Connection | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._clock = asyncio.get_running_loop().time
        self.calls = 0
        self.first_poll = asyncio.Event()
        self.last_acknowledged_at = 0.0

    @property
    def pending(self) -> int:
        """How many updates have not been acknowledged."""
        return len(self._queue)

    def push(self, body: str) -> None:
        """Queue an update; `body` is its JSON after the update id."""
        update_id = next(self._ids)
        self._queue[update_id] = b'{"update_id":%d,%s' % (update_id, body.encode())
        if self._waiting is not None:
            asyncio.get_running_loop().call_soon(self._release)

    def message_id(self) -> int:
        """A new message id."""
        return next(self._message_ids)

    def handle(self, connection: _Connection, path: bytes, body: bytes) -> None:
        """Answer one request."""
        if path.startswith(_FILE_PREFIX):
            connection.answer(self._file)
            return
        self.calls += 1
        method = path[_PREFIX:].decode().lower()
        fields = _fields(body)
        if method == "getupdates":
            self._get_updates(connection, fields)
        elif method in _MOVED:
            self._moved(connection, fields)
        elif method == "getme":
            connection.answer(_ok('{"id":7300000002,"is_bot":true,"first_name":"B","username":"bench_bot"}'))
        elif method == "getfile":
            found = f'{{"file_id":"f","file_unique_id":"u","file_size":{len(self._file)},"file_path":"documents/f"}}'
            connection.answer(_ok(found))
        elif method == "getwebhookinfo":
            connection.answer(_ok('{"url":"","has_custom_certificate":false,"pending_update_count":0}'))
        else:
            connection.answer(_ok("true"))

    def _moved(self, connection: _Connection, fields: Fields) -> None:
        chat_id = int(fields["chat_id"])
        self._on_reply(Reply(at=self._clock(), chat_id=chat_id, fields=fields))
        sent = fields.get("message_id")
        message_id = int(sent) if sent else self.message_id()
        connection.answer(
            _ok(
                f'{{"message_id":{message_id},"date":{int(time())},"text":"x",'
                f'"chat":{{"id":{chat_id},"type":"private","first_name":"P"}}}}'
            )
        )

    def _get_updates(self, connection: _Connection, fields: Fields) -> None:
        self.first_poll.set()
        offset = int(fields.get("offset", 0) or 0)
        if offset > 0:
            for update_id in [u for u in self._queue if u < offset]:
                del self._queue[update_id]
            self.last_acknowledged_at = self._clock()
        self._waiting = connection
        if self._queue:
            self._release()
            return
        seconds = float(fields.get("timeout", 0) or 0)
        self._timer = asyncio.get_running_loop().call_later(seconds, self._release)

    def _release(self) -> None:
        connection, self._waiting = self._waiting, None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if connection is not None:
            updates = [self._queue[update_id] for update_id in sorted(self._queue)[:100]]
            connection.answer(b'{"ok":true,"result":[' + b",".join(updates) + b"]}")


def _fields(body: bytes) -> Fields:
    if not body:
        return {}
    if body.startswith(b"{"):
        fields: Fields = json.loads(body)
        return fields
    return dict(part.partition("=")[::2] for part in body.decode("ascii").split("&"))


def _ok(result: str) -> bytes:
    return f'{{"ok":true,"result":{result}}}'.encode()


class _Connection(asyncio.Protocol):
    """One kept-alive connection; requests come one at a time."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end]
            length_bytes = _content_length(head)
            whole = end + 4 + length_bytes
            if len(self._buffer) < whole:
                return
            body, self._buffer = self._buffer[end + 4 : whole], self._buffer[whole:]
            self._api.handle(self, head.split(b" ", 2)[1], body)

    def answer(self, body: bytes) -> None:
        """Send an answer, unless the bot has hung up."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(_HEAD % len(body) + body)


def _content_length(head: bytes) -> int:
    lowered = head.lower()
    start = lowered.find(b"content-length:")
    if start < 0:
        return 0
    return int(lowered[start + 15 :].split(b"\r\n", 1)[0])


async def serve(api: Api) -> tuple[asyncio.Server, int]:
    """Listen on a free port of loopback; the server and its port."""
    server = await asyncio.get_running_loop().create_server(lambda: _Connection(api), "127.0.0.1", 0)
    return server, int(server.sockets[0].getsockname()[1])
