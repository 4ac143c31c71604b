"""Owns the page that says how the bot is doing: GET /health, as JSON, 200 when well and 503 when not.

Must not know how health is found. Listens on the loopback address or on a socket in the file system, never elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.health.report import HealthReport
from bot.web_server import QuietServer

PATH = "/health"


def health_app(report: Callable[[], HealthReport]) -> Starlette:
    """The application with this one page."""

    async def show(request: Request) -> Response:
        now = report()
        return JSONResponse(now.as_json(), status_code=200 if now.well else 503)

    return Starlette(routes=[Route(PATH, show, methods=["GET"])])


def health_server(report: Callable[[], HealthReport], *, port: int, unix_socket: str) -> QuietServer:
    """A server for it, on the socket when there is one and else on the port of the loopback address."""
    return QuietServer.of(health_app(report), taken="config-health-taken", port=port, unix_socket=unix_socket)
