"""The addresses under which a case handler opens the page from a chat.

Owns how an address is put together, and nothing else: who may come in is in `sessions` and `launch`.
"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import quote, urlsplit

from bot.dossier.sessions import Sessions

PATH = "/dossier/"


class DossierLinks:
    """Addresses of the page. `public_url` is the address without a path at which browsers reach it."""

    def __init__(self, public_url: str, sessions: Sessions) -> None:
        self._base = public_url.rstrip("/") + PATH
        self._sessions = sessions

    def page(self, case_id: str) -> str:
        """The page inside Telegram, at this case; Telegram adds who opens it."""
        return f"{self._base}?case={quote(case_id, safe='')}" if case_id else self._base

    def single_use(self, person_id: str, case_id: str) -> str:
        """The page in a browser, for this person, once, within two minutes. No request line carries the code."""
        return f"{self.page(case_id)}#code={self._sessions.link_code(person_id)}"


def is_loopback(public_url: str) -> bool:
    """Whether only this very machine can open the address, as in a demonstration."""
    host = urlsplit(public_url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
