"""Owns what may appear in the log: our own event names, codes, counts and random ids, as JSON lines.

Must not know what any event means. Whatever could hold a token, a Telegram id or something a person wrote is
left out: the text of foreign log records and of exceptions, and values under a name that suggests such a
thing.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import sys
import threading
from collections.abc import Mapping, MutableMapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TextIO

import structlog

REMOVED = "[removed]"

_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
_BOT_ADDRESS = re.compile(r"(?:https?://\S*)?/bot[^\s'\"/]*[:%][^\s'\"]*|https?://\S*/bot\S*")
_PRIVATE_NAMES = frozenset(
    {
        "address",
        "alias",
        "body",
        "callback_data",
        "caption",
        "chat_id",
        "content",
        "description",
        "email",
        "file_id",
        "file_name",
        "first_name",
        "from_id",
        "last_name",
        "message",
        "name",
        "narrative",
        "password",
        "passphrase",
        "phone",
        "raw",
        "secret",
        "telegram_id",
        "text",
        "token",
        "update",
        "url",
        "username",
    }
)
_QUIET_LOGGERS = (
    "aiohttp",
    "aiohttp.access",
    "aiosqlite",
    "apscheduler",
    "asyncio",
    "httpcore",
    "httpx",
    "telegram",
    "uvicorn",
    "uvicorn.access",
)
_OWN_PACKAGES = ("bot", "conversations", "storage")

Values = MutableMapping[str, Any]


def configure_logging(*, stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Log JSON lines to `stream` (standard error when None), and nothing else anywhere."""
    stream = sys.stderr if stream is None else stream
    structlog.configure(
        processors=[_add_level_and_time, redact, _as_json],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(file=stream),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.addFilter(StripForeignRecord())
    handler.setFormatter(logging.Formatter("%(message)s"))
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    _quieten()
    _install_hooks()


def get_logger(module: str) -> structlog.typing.FilteringBoundLogger:
    """The logger of one module of ours. Log like `log.warning("delivery.dead_letter", error_class=...)`."""
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger(module=module)
    return logger


def redact(_logger: object, _method: str, values: Values) -> Values:
    """structlog processor: keep plain values, take out what could identify someone or open something."""
    if "exc_info" in values:
        error = _error_of(values.pop("exc_info"))
        if error is not None:
            values["error"] = describe_error(error)
    return {
        name: REMOVED if name.lower() in _PRIVATE_NAMES else _safe(value) for name, value in values.items()
    }


def describe_error(error: BaseException) -> dict[str, object]:
    """What may be told about an exception: classes down its chain, our own code, and where it was raised."""
    classes, told = [], error
    seen: set[int] = set()
    while told is not None and id(told) not in seen:
        seen.add(id(told))
        classes.append(type(told).__name__)
        told = told.__cause__ or (None if told.__suppress_context__ else told.__context__)  # type: ignore[assignment]
    described: dict[str, object] = {"classes": classes, "at": _places(error.__traceback__)}
    code = getattr(error, "code", None)
    if type(error).__module__.split(".")[0] in _OWN_PACKAGES and isinstance(code, str):
        described["code"] = code
    return described


def scrub(text: str) -> str:
    """The text without bot tokens and without addresses that hold one."""
    return _TOKEN.sub(REMOVED, _BOT_ADDRESS.sub(REMOVED, text))


class StripForeignRecord(logging.Filter):
    """Turns a standard library log record into a JSON line that says who logged and where, not what."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; always lets it through."""
        line: dict[str, object] = {
            "event": "foreign",
            "level": record.levelname.lower(),
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "logger": scrub(record.name),
            "place": f"{record.module}:{record.lineno}",
        }
        error = _error_of(record.exc_info)
        if error is not None:
            line["error"] = describe_error(error)
        record.msg, record.args = json.dumps(line), None
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def _add_level_and_time(_logger: object, method: str, values: Values) -> Values:
    values["level"] = method
    values["at"] = datetime.now(UTC).isoformat(timespec="milliseconds")
    return values


def _as_json(_logger: object, _method: str, values: Values) -> str:
    return json.dumps(values, ensure_ascii=True)


def _safe(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, BaseException):
        return type(value).__name__
    if isinstance(value, Mapping):
        return dict(redact(None, "", {str(name): inner for name, inner in value.items()}))
    if isinstance(value, list | tuple | set | frozenset):
        return [_safe(inner) for inner in value]
    return type(value).__name__


def _error_of(exc_info: object) -> BaseException | None:
    if exc_info is True:
        return sys.exc_info()[1]
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple) and isinstance(exc_info[1], BaseException):
        return exc_info[1]
    return None


def _places(trace: TracebackType | None) -> list[str]:
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        module = trace.tb_frame.f_globals.get("__name__", "?")
        places.append(f"{module}.{code.co_name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return places[-8:]


def _quieten() -> None:
    for name in _QUIET_LOGGERS:
        logger = logging.getLogger(name)
        logger.setLevel(logging.WARNING)
        logger.propagate = True
        for handler in list(logger.handlers):
            logger.removeHandler(handler)
    logging.captureWarnings(True)


def _install_hooks() -> None:
    """A crash of the process or of a thread is logged like any other: without the exception's text."""
    log = get_logger("process")

    def on_crash(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        log.critical("process.crashed", exc_info=error)

    def on_thread_crash(arguments: threading.ExceptHookArgs) -> None:
        log.critical("process.thread_crashed", exc_info=arguments.exc_value)

    sys.excepthook = on_crash
    threading.excepthook = on_thread_crash


def handle_loop_errors(loop: asyncio.AbstractEventLoop) -> None:
    """Log what asyncio would print about tasks that failed unseen, without the exception's text."""
    log = get_logger("process")

    def on_error(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        log.error("process.task_failed", exc_info=context.get("exception"))

    loop.set_exception_handler(on_error)
