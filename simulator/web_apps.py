"""Owns opening a Mini App: the launch data that Telegram's client hands to a page, signed as Telegram signs it.

It must not know what the page does. Source: "Validating data received via the Mini App" in Telegram's documentation.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from typing import Any
from urllib.parse import quote, urlencode

from simulator.errors import ControlError
from simulator.phones import button_of
from simulator.state import Person, World

Json = dict[str, Any]


def open_web_app(world: World, person: Person, asked: Json) -> str:
    """The address that opens in the phone's browser for a web_app button. Raises ControlError for another button."""
    button = button_of(world, person, asked)
    if "web_app" not in button:
        raise ControlError(f"the button {button['text']!r} opens no page", status=409)
    launch = {
        "tgWebAppData": init_data(world, person),
        "tgWebAppVersion": "9.1",
        "tgWebAppPlatform": "simulator",
    }
    return f"{button['web_app']['url']}#{urlencode(launch, quote_via=quote)}"


def init_data(world: World, person: Person) -> str:
    """Who opens a page and when, signed with a key that is derived from the bot's token."""
    user = {"id": person.id, "first_name": person.first_name, "language_code": person.language_code or "nl"}
    fields = {
        "query_id": secrets.token_urlsafe(18),
        "user": json.dumps(user, ensure_ascii=False, separators=(",", ":")),
        "auth_date": str(world.clock.unix()),
        "signature": secrets.token_urlsafe(64),
    }
    checked = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    key = hmac.new(b"WebAppData", world.token.encode(), hashlib.sha256).digest()
    signed = hmac.new(key, checked.encode(), hashlib.sha256).hexdigest()
    return urlencode({**fields, "hash": signed}, quote_via=quote)
