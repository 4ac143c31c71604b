"""The HTTP side: answers, time limits and failures, without a token in any error."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from telegram import Bot, InputFile
from telegram.error import BadRequest, Conflict, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import RequestData

from bot.transport import AiohttpRequest, DownloadTooLargeError, UnreadablePayloadError

pytestmark = pytest.mark.filterwarnings("ignore:.*`retry_after` will be of type")

TOKEN = "7234567890:AAFakeFakeFakeFakeFakeFakeFakeFakeFake"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@contextlib.asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[str]:
    """A server on this machine that answers every request with `handler`; gives its address."""
    app = web.Application(client_max_size=64 * 1024 * 1024)
    app.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        assert site._server is not None
        port = site._server.sockets[0].getsockname()[1]  # type: ignore[attr-defined]
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()


def everything_about(error: BaseException) -> str:
    """What any log or traceback could show of an error."""
    told, shown = error, []
    while told is not None:
        shown += [str(told), repr(told)]
        told = told.__cause__ or told.__context__  # type: ignore[assignment]
    return " ".join(shown)


async def test_a_bot_reads_answers_over_one_kept_alive_connection() -> None:
    peers = set()

    async def answer(request: web.Request) -> web.Response:
        assert request.transport is not None
        peers.add(request.transport.get_extra_info("peername"))
        form = await request.post()
        return web.json_response({"ok": True, "result": dict(form)})

    async with serving(answer) as address, AiohttpRequest() as request:
        for number in range(5):
            url = f"{address}/bot{TOKEN}/x"
            result = await request.post(url, RequestData([]))
            assert result == {}
            assert number < 5
    assert len(peers) == 1


async def test_parameters_and_files_arrive() -> None:
    seen: dict[str, object] = {}

    async def answer(request: web.Request) -> web.Response:
        form = await request.post()
        seen.update({name: value for name, value in form.items() if isinstance(value, str)})
        for name, value in form.items():
            if isinstance(value, web.FileField):
                seen[name] = (value.filename, value.file.read())
        message = {
            "message_id": 1,
            "date": 1,
            "chat": {"id": 5, "type": "private"},
            "document": {"file_id": "f", "file_unique_id": "u"},
        }
        return web.json_response({"ok": True, "result": message})

    async with serving(answer) as address, AiohttpRequest() as request:
        bot = Bot(TOKEN, base_url=f"{address}/bot", request=request)
        await bot.send_document(5, InputFile(b"\x00inhoud", filename="b\u00fcwijs.bin"), caption="hé")
    assert seen["chat_id"] == "5"
    assert seen["caption"] == "hé"
    assert ("b\u00fcwijs.bin", b"\x00inhoud") in seen.values()


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (400, {"ok": False, "description": "Bad Request: nope"}, BadRequest),
        (403, {"ok": False, "description": "Forbidden: bot was blocked by the user"}, Forbidden),
        (409, {"ok": False, "description": "Conflict: other"}, Conflict),
        (429, {"ok": False, "description": "slow", "parameters": {"retry_after": 7}}, RetryAfter),
        (502, {"ok": False, "description": "Bad Gateway"}, NetworkError),
    ],
)
async def test_refusals_become_the_errors_of_python_telegram_bot(
    status: int, body: dict[str, object], expected: type[TelegramError]
) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.json_response(body, status=status)

    async with serving(answer) as address, AiohttpRequest() as request:
        with pytest.raises(expected):
            await request.post(f"{address}/bot{TOKEN}/getMe")


async def test_a_refused_connection_says_nothing_of_the_address() -> None:
    async with AiohttpRequest() as request:
        with pytest.raises(NetworkError) as caught:
            await request.post(f"http://127.0.0.1:1/bot{TOKEN}/getMe")
    assert not isinstance(caught.value, TimedOut)
    assert TOKEN not in everything_about(caught.value)
    assert "127.0.0.1" not in everything_about(caught.value)


async def test_a_connection_that_is_broken_off_is_a_network_error() -> None:
    async def answer(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    async with serving(answer) as address, AiohttpRequest() as request:
        with pytest.raises(NetworkError) as caught:
            await request.post(f"{address}/bot{TOKEN}/getMe")
    assert TOKEN not in everything_about(caught.value)


async def test_a_silent_server_times_out_as_asked() -> None:
    async def answer(request: web.Request) -> web.Response:
        await asyncio.Event().wait()
        return web.Response()

    async with serving(answer) as address, AiohttpRequest(read_seconds=30) as request:
        with pytest.raises(TimedOut) as caught:
            await asyncio.wait_for(request.post(f"{address}/bot{TOKEN}/getMe", read_timeout=0.05), 5)
    assert TOKEN not in everything_about(caught.value)


async def test_redirects_are_not_followed() -> None:
    asked = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(status=302, headers={"Location": "/elsewhere"})

    async with serving(answer) as address, AiohttpRequest() as request:
        with pytest.raises(NetworkError):
            await request.post(f"{address}/bot{TOKEN}/getMe")
        with pytest.raises(NetworkError):
            await request.download(f"{address}/file/bot{TOKEN}/x", 100)
    assert len(asked) == 2


@pytest.mark.parametrize("payload", [b"<html>Veldermeer</html>", b"[1]", b"", b"[" * 100_000])
async def test_an_answer_that_is_no_json_is_not_repeated_anywhere(
    payload: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(UnreadablePayloadError) as caught:
        AiohttpRequest.parse_json_payload(payload)
    assert "Veldermeer" not in caplog.text + everything_about(caught.value)


def test_the_update_ids_in_an_unreadable_answer_are_made_out() -> None:
    payload = (
        b'{"ok":true,"result":[{"update_id": 41,"message":{"text":"\\"update_id\\": 9"}},{"update_id":42'
    )
    with pytest.raises(UnreadablePayloadError) as caught:
        AiohttpRequest.parse_json_payload(payload)
    assert caught.value.update_ids == (41, 42)


def test_absurd_numbers_and_broken_text_do_not_make_an_answer_unreadable() -> None:
    payload = b'{"a": ' + b"9" * 5000 + b', "b": "\\ud800", "c": "\xff"}'
    answer = AiohttpRequest.parse_json_payload(payload)
    assert answer == {"a": float("inf"), "b": "\ud800", "c": "�"}


async def test_a_download_stops_at_its_limit_also_when_the_size_is_not_announced() -> None:
    sent = 0

    async def answer(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse()
        await response.prepare(request)
        with contextlib.suppress(ConnectionError):
            for _ in range(2000):
                await response.write(b"x" * 65536)
                sent += 65536
        return response

    async with serving(answer) as address, AiohttpRequest() as request:
        with pytest.raises(DownloadTooLargeError):
            await request.download(f"{address}/file/bot{TOKEN}/x", 1_000_000)
    assert sent < 2000 * 65536


async def test_a_download_of_exactly_the_limit_is_whole() -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=b"x" * 1000)

    async with serving(answer) as address, AiohttpRequest() as request:
        assert await request.download(f"{address}/x", 1000) == b"x" * 1000
        with pytest.raises(DownloadTooLargeError):
            await request.download(f"{address}/x", 999)


async def test_a_closed_session_is_a_network_error_and_closing_twice_is_harmless() -> None:
    request = AiohttpRequest()
    await request.initialize()
    await request.shutdown()
    await request.shutdown()
    with pytest.raises(NetworkError):
        await request.post("http://127.0.0.1:1/")


def test_httpx_is_quiet() -> None:
    AiohttpRequest()
    assert logging.getLogger("httpx").level == logging.WARNING
