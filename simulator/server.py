"""Owns the HTTP side of the Bot API, and puts everything together into one application.

It must not know what a method does. The page and the control API are mounted beside it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from simulator import control
from simulator.errors import BotApiError, forbidden, too_many_requests
from simulator.faults import FILE_DOWNLOAD, Fault
from simulator.files import MAX_DOWNLOAD_BYTES
from simulator.parameters import Parameters, read_parameters
from simulator.service import Service
from simulator.state import World
from simulator.webhook import WebhookSender

DEFAULT_TOKEN = "700000000:simulator-token-without-any-worth"  # noqa: S105 - opens nothing
PAGE = Path(__file__).parent / "page"
_CUT = "simulator.cut"


class SimulatorApp:
    """The ASGI application; ``service`` is there for tests in the same process."""

    def __init__(self, service: Service, inner: Starlette) -> None:
        self.service = service
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with a way to cut the connection without an answer."""
        if scope["type"] == "http":
            scope[_CUT] = _cutter(send)
        await self._inner(scope, receive, send)


def create_app(
    *,
    token: str = DEFAULT_TOKEN,
    bot_username: str = "ruggensteun_bot",
    bot_name: str = "Ruggensteun",
    webhook_retry_seconds: float = 1.0,
) -> SimulatorApp:
    """A new simulator with an empty world."""
    service = Service(World(token=token, bot_username=bot_username, bot_name=bot_name))
    bot_api = BotApi(service)
    sender = WebhookSender(service.world, service.call, retry_seconds=webhook_retry_seconds)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(sender.run())
        yield
        service.world.changes.close()
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    inner = Starlette(
        lifespan=lifespan,
        routes=[
            Route("/bot{token}/{method}", bot_api.call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", bot_api.download, methods=["GET"]),
            Mount("/_control", routes=control.routes(service)),
            Mount("/", app=StaticFiles(directory=PAGE, html=True)),
        ],
    )
    return SimulatorApp(service, inner)


class BotApi:
    """The endpoints that a bot talks to."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def call(self, request: Request) -> Response:
        """One call of one method."""
        method = str(request.path_params["method"])
        try:
            self._check_token(request)
            parameters = read_parameters(
                request.url.query, await request.body(), request.headers.get("content-type", "")
            )
            return await self._with_faults(request, method, parameters)
        except BotApiError as error:
            return _refusal(error)

    async def _with_faults(self, request: Request, method: str, parameters: Parameters) -> Response:
        fault = self._service.faults.pick(method, str(parameters.values.get("chat_id", "")))
        if fault is None:
            return _success(await self._service.call(method, parameters))
        if fault.kind == "reset_after":
            with contextlib.suppress(BotApiError):
                await self._service.call(method, parameters)
            return await _cut(request)
        status = int(fault.kind) if fault.kind.isdecimal() else 0
        self._service.log(method, parameters, status, f"fault {fault.kind}")
        return await self._carry_out(request, fault)

    async def download(self, request: Request) -> Response:
        """The bytes of a file of at most 20 MB."""
        try:
            self._check_token(request)
            fault = self._service.faults.pick(FILE_DOWNLOAD, "")
            if fault is not None:
                return await self._carry_out(request, fault)
            stored = self._service.world.files.by_path.get(request.path_params["path"])
            if stored is None or len(stored.content) > MAX_DOWNLOAD_BYTES:
                raise BotApiError(404, "Not Found")
            return Response(stored.content, media_type="application/octet-stream")
        except BotApiError as error:
            return _refusal(error)

    def _check_token(self, request: Request) -> None:
        if request.path_params["token"] != self._service.world.token:
            raise BotApiError(401, "Unauthorized")

    async def _carry_out(self, request: Request, fault: Fault) -> Response:
        match fault.kind:
            case "429":
                raise too_many_requests(fault.retry_after_seconds)
            case "403":
                raise forbidden("bot was blocked by the user")
            case "500":
                raise BotApiError(500, "Internal Server Error")
            case "502":
                return HTMLResponse("<html><h1>502 Bad Gateway</h1></html>", status_code=502)
            case "hang":
                faults, generation = self._service.faults, self._service.faults.generation
                await self._service.world.changes.until(
                    lambda: faults.generation != generation, fault.hang_seconds
                )
        return await _cut(request)


def _success(result: Any) -> Response:
    return JSONResponse({"ok": True, "result": result})


def _refusal(error: BotApiError) -> Response:
    body: dict[str, Any] = {
        "ok": False,
        "error_code": error.error_code,
        "description": error.description,
    }
    headers = {}
    if error.retry_after_seconds is not None:
        body["parameters"] = {"retry_after": error.retry_after_seconds}
        headers["Retry-After"] = str(error.retry_after_seconds)
    return JSONResponse(body, status_code=error.error_code, headers=headers)


def _cutter(send: Send) -> Callable[[], None]:
    """How uvicorn's connection can be dropped: its ``send`` belongs to the cycle that holds the transport."""

    def cut() -> None:
        transport = getattr(getattr(send, "__self__", None), "transport", None)
        if transport is None:
            raise RuntimeError("connections can only be cut when uvicorn serves the simulator")
        transport.abort()

    return cut


async def _cut(request: Request) -> Response:
    request.scope[_CUT]()
    await asyncio.sleep(0)
    return Response(status_code=502)
