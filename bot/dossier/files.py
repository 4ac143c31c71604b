"""Owns the page's own files and texts, and the headers that keep everything else out of it.

Must not know who looks at the page: what stands here is public.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from conversations.texts import LANGUAGES, text_sources

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "media-src blob:",
        "connect-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types ruggensteun",
    )
)
"""No inline, no other origin; the one Trusted Types policy makes the address of the page's own worker."""

NO_STORE = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), publickey-credentials-get=(self), "
    "publickey-credentials-create=(self)",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

_WORTH_COMPRESSING_BYTES = 500

PAGE_FILES = ("index.html", "app.js", "worker.js", "passkey.js", "app.css", "icon.svg")

_PREFIXES = (
    "dossier-",
    "part-",
    "file-",
    "role-",
    "office-",
    "circle-",
    "channel-",
    "behaviour-",
    "target-",
    "injury-",
    "perpetrator-",
    "earlier-",
    "office-holder-",
    "functioning-",
    "self-",
    "measure-",
    "when-",
    "weight-",
    "date-",
    "check-in-",
    "ptsd-",
    "case-state-",
    "action-state-",
    "ledger-",
    "goal-",
    "talk-",
    "case-",
    "consent-",
    "forwarded-from",
)
"""Which texts of the catalogue the page needs."""


def page_folder() -> Traversable:
    """Where the built page is."""
    return files(__package__).joinpath("page")


def page_hash() -> str:
    """SHA-256 over the built page: each file's name and hash, as `sha256sum` writes them, in order of name."""
    lines = []
    for name in sorted(PAGE_FILES):
        digest = hashlib.sha256(page_folder().joinpath(name).read_bytes()).hexdigest()
        lines.append(f"{digest}  {name}\n")
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def page_routes() -> list[BaseRoute]:
    """The page's files at /dossier/, and the texts in each language."""

    async def home(request: Request) -> Response:
        return _answer(request, page_folder().joinpath("index.html").read_bytes(), "text/html; charset=utf-8")

    async def file(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in PAGE_FILES:
            return Response(status_code=404, headers=NO_STORE)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        charset = "; charset=utf-8" if kind.startswith("text/") else ""
        return _answer(request, page_folder().joinpath(name).read_bytes(), kind + charset)

    async def texts(request: Request) -> Response:
        language = request.path_params["language"]
        if language not in LANGUAGES:
            return Response(status_code=404, headers=NO_STORE)
        return _answer(request, page_texts(language).encode(), "text/plain; charset=utf-8")

    async def nothing(request: Request) -> Response:
        return Response(status_code=404, headers=NO_STORE)

    async def redirect(request: Request) -> Response:
        return RedirectResponse("/dossier/", headers=NO_STORE)

    return [
        Route("/dossier", redirect, methods=["GET"]),
        Route("/dossier/", home, methods=["GET"]),
        Route("/dossier/texts/{language}.ftl", texts, methods=["GET"]),
        Route("/dossier/{name}", file, methods=["GET"]),
        Route("/dossier/{path:path}", nothing),
    ]


@lru_cache
def page_texts(language: str) -> str:
    """The part of the catalogue that the page uses, as Fluent source."""
    entries = re.split(r"\n(?=[a-z][\w-]* =)", "\n" + text_sources()[language])
    wanted = (e for e in entries if e.startswith(_PREFIXES))
    return "\n".join(re.sub(r"\n#.*", "", e).rstrip() for e in wanted) + "\n"


@lru_cache(maxsize=32)
def _compressed(content: bytes) -> bytes:
    """Once for each file: else whoever asks for them all day takes the time of the bot beside which this runs."""
    return gzip.compress(content, 9, mtime=0)


def _answer(request: Request, content: bytes, kind: str) -> Response:
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {**NO_STORE, "Cache-Control": "no-cache", "ETag": etag, "Vary": "Accept-Encoding"}
    if request.headers.get("If-None-Match") == etag:
        return Response(status_code=304, headers=headers)
    if len(content) >= _WORTH_COMPRESSING_BYTES and "gzip" in request.headers.get("Accept-Encoding", ""):
        content, headers["Content-Encoding"] = _compressed(content), "gzip"
    return Response(content, media_type=kind, headers=headers)
