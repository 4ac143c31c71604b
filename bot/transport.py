"""Owns the HTTP side of python-telegram-bot: requests over one kept-alive aiohttp session.

Must not know the Bot API's methods, and never lets an address (which holds the bot token) or an answer's text
out in an error or a log line. Redirects are not followed, for the same reason.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping
from http import HTTPStatus

import aiohttp
import orjson
import yarl
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.warnings import PTBDeprecationWarning

from bot.raw import UnreadableJsonError, read_object

Timeout = float | DefaultValue[float] | DefaultValue[None] | None

_CHUNK_BYTES = 64 * 1024
_JSON = {"Content-Type": "application/json"}


class UnreadablePayloadError(TelegramError):
    """An answer of Telegram was no JSON. `update_ids` are those that could still be made out in it."""

    def __init__(self, update_ids: tuple[int, ...]) -> None:
        super().__init__("unreadable answer")
        self.update_ids = update_ids


class DownloadTooLargeError(TelegramError):
    """A download was stopped because it is larger than the caller allowed."""

    def __init__(self) -> None:
        super().__init__("download too large")


# python-telegram-bot builds its own RetryAfter error in a way that it has itself deprecated.
warnings.filterwarnings("ignore", message=".*`retry_after` will be of type", category=PTBDeprecationWarning)


def silence_http_loggers() -> None:
    """Keep httpx and httpcore quiet: should anything use them, they log addresses with the bot token."""
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)


class AiohttpRequest(BaseRequest):
    """What telegram.Bot calls the Bot API with. Timeouts are seconds; None waits for ever."""

    def __init__(
        self,
        *,
        connections: int = 32,
        connect_seconds: float | None = 5.0,
        read_seconds: float | None = 10.0,
        upload_seconds: float | None = 60.0,
        proxy: str | None = None,
    ) -> None:
        silence_http_loggers()
        self._connections = connections
        self._connect_seconds, self._read_seconds = connect_seconds, read_seconds
        self._upload_seconds = upload_seconds
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None
        self._addresses: dict[str, yarl.URL] = {}
        self._timeouts: dict[Timeout, aiohttp.ClientTimeout] = {}

    def __repr__(self) -> str:
        return "AiohttpRequest()"

    @property
    def read_timeout(self) -> float | None:
        """The default for reading an answer, in seconds."""
        return self._read_seconds

    async def initialize(self) -> None:
        """Open the session; does nothing when it is open."""
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=75)
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close the session; does nothing when it is closed."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def call(
        self, url: str, parameters: Mapping[str, object], *, read_seconds: Timeout = BaseRequest.DEFAULT_NONE
    ) -> object:
        """The result of one method of the Bot API, its parameters as JSON; those that are None are left out.

        The short way for what has no files: telegram.Bot wraps each value and encodes it twice, which costs as much as
        the call itself. Raises the same TelegramErrors as `post`.
        """
        body = orjson.dumps({name: value for name, value in parameters.items() if value is not None})
        status, payload = await self._answer(url, body, self._timeout_of(read_seconds))
        if status != HTTPStatus.OK:
            return await _Answered(status, payload).post("")
        return self.parse_json_payload(payload)["result"]

    async def _answer(self, url: str, body: bytes, limits: aiohttp.ClientTimeout) -> tuple[int, bytes]:
        address = self._addresses.get(url)
        if address is None:
            address = self._addresses[url] = yarl.URL(url)
        return await self._exchange("POST", address, body, limits, headers=_JSON)

    def _timeout_of(self, read_seconds: Timeout) -> aiohttp.ClientTimeout:
        found = self._timeouts.get(read_seconds)
        if found is None:
            default = BaseRequest.DEFAULT_NONE
            found = self._timeout(read_seconds, default, default, default, has_files=False)
            self._timeouts[read_seconds] = found
        return found

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        write_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        connect_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        pool_timeout: Timeout = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one request; returns the HTTP status and the body. Raises TimedOut or NetworkError.

        aiohttp has no timeout of its own for writing: an upload gets a limit for the whole call instead.
        """
        has_files = request_data is not None and request_data.contains_files
        timeout = self._timeout(
            read_timeout, write_timeout, connect_timeout, pool_timeout, has_files=has_files
        )
        return await self._exchange(method, url, _body(request_data), timeout)

    async def _exchange(
        self,
        method: str,
        url: str | yarl.URL,
        body: aiohttp.FormData | Mapping[str, str] | bytes | None,
        limits: aiohttp.ClientTimeout,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, bytes]:
        failure: TelegramError
        try:
            async with self._open_session().request(
                method,
                url,
                data=body,
                headers=headers,
                timeout=limits,
                allow_redirects=False,
                proxy=self._proxy,
            ) as response:
                return response.status, await response.read()
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            failure = _failure(error)
        raise failure

    async def download(self, url: str, max_bytes: int) -> bytes:
        """The body at this address.

        Raises DownloadTooLargeError once there is more than `max_bytes`, BadRequest when the server has no
        such file, TimedOut or NetworkError.
        """
        timeout = aiohttp.ClientTimeout(
            total=None, connect=self._connect_seconds, sock_read=self._read_seconds
        )
        failure: TelegramError
        try:
            async with self._open_session().get(
                url, timeout=timeout, allow_redirects=False, proxy=self._proxy
            ) as response:
                return await _read_at_most(response, max_bytes)
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            failure = _failure(error)
        raise failure

    def _open_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise NetworkError("the session is closed")
        return self._session

    def _timeout(
        self, read: Timeout, write: Timeout, connect: Timeout, pool: Timeout, *, has_files: bool
    ) -> aiohttp.ClientTimeout:
        connect_seconds = _or_default(connect, self._connect_seconds)
        pool_seconds = _or_default(pool, connect_seconds)
        return aiohttp.ClientTimeout(
            total=_or_default(write, self._upload_seconds) if has_files else None,
            connect=(
                None if connect_seconds is None or pool_seconds is None else connect_seconds + pool_seconds
            ),
            sock_connect=connect_seconds,
            sock_read=_or_default(read, self._read_seconds),
        )

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, object]:
        """An answer's JSON object; raises UnreadablePayloadError. Nothing of it is logged."""
        try:
            return read_object(payload)
        except UnreadableJsonError as error:
            raise UnreadablePayloadError(error.update_ids) from None


class _Answered(BaseRequest):
    """An answer that is there already, for which python-telegram-bot has the right error."""

    def __init__(self, status: int, payload: bytes) -> None:
        self._answer = status, payload

    @property
    def read_timeout(self) -> None:
        """Nothing is waited for."""

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(self, *_given: object, **_named: object) -> tuple[int, bytes]:
        """The answer."""
        return self._answer

    parse_json_payload = staticmethod(AiohttpRequest.parse_json_payload)


def _or_default(given: Timeout, default: float | None) -> float | None:
    return default if isinstance(given, DefaultValue) else given


def _body(request_data: RequestData | None) -> aiohttp.FormData | Mapping[str, str] | None:
    if request_data is None:
        return None
    if not request_data.contains_files:
        return request_data.json_parameters
    form = aiohttp.FormData(request_data.json_parameters, quote_fields=False, default_to_multipart=True)
    for name, (file_name, content, content_type) in request_data.multipart_data.items():
        form.add_field(name, content, filename=file_name, content_type=content_type)
    return form


def _failure(error: BaseException) -> TelegramError:
    """The error for python-telegram-bot; its text is only the class of what went wrong."""
    if isinstance(error, TimeoutError):
        return TimedOut("timed out")
    return NetworkError(type(error).__name__)


async def _read_at_most(response: aiohttp.ClientResponse, max_bytes: int) -> bytes:
    if response.status in (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        raise BadRequest("no such file")
    if response.status != HTTPStatus.OK:
        raise NetworkError(f"status {response.status}")
    if (response.content_length or 0) > max_bytes:
        raise DownloadTooLargeError
    content = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
        content += chunk
        if len(content) > max_bytes:
            raise DownloadTooLargeError
    return bytes(content)
