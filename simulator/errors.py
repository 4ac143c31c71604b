"""Owns the errors of the simulator: refusals by the Bot API, and wrong requests to the control API.

It must not know HTTP; the endpoints turn these into answers.
"""

from __future__ import annotations


class SimulatorError(Exception):
    """Anything the simulator refuses."""


class BotApiError(SimulatorError):
    """A Bot API call that Telegram would refuse, in Telegram's own wording.

    ``retry_after_seconds`` ends up in ``parameters.retry_after`` of the answer.
    """

    def __init__(self, error_code: int, description: str, *, retry_after_seconds: int | None = None) -> None:
        super().__init__(description)
        self.error_code = error_code
        self.description = description
        self.retry_after_seconds = retry_after_seconds


class ControlError(SimulatorError):
    """A request to the control API that makes no sense, as a sentence for whoever wrote the test."""

    def __init__(self, explanation: str, *, status: int = 400) -> None:
        super().__init__(explanation)
        self.explanation = explanation
        self.status = status


def bad_request(what: str) -> BotApiError:
    """Error 400 with Telegram's prefix."""
    return BotApiError(400, f"Bad Request: {what}")


def forbidden(what: str) -> BotApiError:
    """Error 403 with Telegram's prefix."""
    return BotApiError(403, f"Forbidden: {what}")


def conflict(what: str) -> BotApiError:
    """Error 409 with Telegram's prefix."""
    return BotApiError(409, f"Conflict: {what}")


def too_many_requests(retry_after_seconds: int) -> BotApiError:
    """Error 429 with the number of seconds to wait."""
    return BotApiError(
        429,
        f"Too Many Requests: retry after {retry_after_seconds}",
        retry_after_seconds=retry_after_seconds,
    )
