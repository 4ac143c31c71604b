"""Owns getUpdates and the webhook methods.

It must not know what updates say.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from simulator.errors import bad_request
from simulator.parameters import Parameters
from simulator.registry import Method
from simulator.state import World
from simulator.updates import Webhook

Json = dict[str, Any]

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LOCAL_HOSTS = {"127.0.0.1", "localhost", "::1"}


async def get_updates(world: World, parameters: Parameters) -> list[Json]:
    """Long polling. Each call acknowledges what lies before ``offset``."""
    world.updates.allow(parameters.array("allowed_updates"))
    limit = parameters.integer("limit", 100)
    return await world.updates.poll(
        offset=parameters.integer("offset", 0),
        limit=limit if 1 <= limit <= 100 else 100,
        timeout_seconds=max(0, parameters.integer("timeout", 0)),
    )


async def set_webhook(world: World, parameters: Parameters) -> bool:
    """Deliver to a URL from now on. Plain HTTP is accepted on this machine only."""
    url, secret = parameters.text("url"), parameters.text("secret_token")
    if url:
        _check_webhook_url(url)
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    world.updates.allow(parameters.array("allowed_updates"))
    _drop_if_asked(world, parameters)
    world.updates.webhook = Webhook(
        url=url,
        secret_token=secret if url else "",
        max_connections=min(100, max(1, parameters.integer("max_connections", 40))),
        ip_address=parameters.text("ip_address"),
    )
    world.changes.ring()
    return True


async def delete_webhook(world: World, parameters: Parameters) -> bool:
    """Back to getUpdates."""
    _drop_if_asked(world, parameters)
    world.updates.webhook = Webhook()
    world.changes.ring()
    return True


async def get_webhook_info(world: World, parameters: Parameters) -> Json:
    """A WebhookInfo object."""
    hook = world.updates.webhook
    info: Json = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": world.updates.pending_count(),
    }
    if hook.url:
        info["max_connections"] = hook.max_connections
        info["ip_address"] = hook.ip_address or "127.0.0.1"
    if hook.last_error_date is not None:
        info["last_error_date"] = hook.last_error_date
        info["last_error_message"] = hook.last_error_message
    if world.updates.allowed is not None:
        info["allowed_updates"] = world.updates.allowed
    return info


def _drop_if_asked(world: World, parameters: Parameters) -> None:
    if parameters.boolean("drop_pending_updates"):
        world.updates.drop_pending()


def _check_webhook_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "http" and parts.hostname in _LOCAL_HOSTS:
        return
    if parts.scheme != "https" or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.hostname not in _LOCAL_HOSTS and (parts.port or 443) not in (443, 80, 88, 8443):
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


METHODS = {
    "getUpdates": Method(carry_out=get_updates),
    "setWebhook": Method(carry_out=set_webhook),
    "deleteWebhook": Method(carry_out=delete_webhook),
    "getWebhookInfo": Method(carry_out=get_webhook_info),
}
