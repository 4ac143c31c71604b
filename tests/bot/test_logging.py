"""What may appear in the log: no token, no address with a token, nothing that a person wrote."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import sys
import threading
from typing import Any

import pytest

from bot.logging_setup import REMOVED, configure_logging, get_logger, handle_loop_errors

TOKEN = "7234567890:AAFakeFakeFakeFakeFakeFakeFakeFakeFake"
NARRATIVE = "Hij zei dat hij mijn huis in Veldermeer weet te vinden"
PRIVATE = (TOKEN, NARRATIVE, "AAFake", "Veldermeer", "70012345")


class ProefError(Exception):
    """An exception of someone else, with text that must not be seen."""


@pytest.fixture
def written() -> io.StringIO:
    stream = io.StringIO()
    configure_logging(stream=stream)
    return stream


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    text = written.getvalue()
    for private in PRIVATE:
        assert private not in text
    return [json.loads(line) for line in text.splitlines()]


def test_our_own_events_are_json_lines_with_codes_and_counts(written: io.StringIO) -> None:
    get_logger("proef").info("proef.happened", count=3, ok=True, kinds=["say", "toast"])
    (line,) = lines(written)
    assert (line["event"], line["module"], line["count"], line["ok"]) == ("proef.happened", "proef", 3, True)
    assert line["level"] == "info"


def test_an_exception_shows_classes_and_places_but_no_text(written: io.StringIO) -> None:
    try:
        try:
            raise ProefError(f"{NARRATIVE} {TOKEN}")
        except ProefError as inner:
            raise LookupError(NARRATIVE) from inner
    except LookupError:
        get_logger("proef").exception("proef.failed")
    (line,) = lines(written)
    assert line["error"]["classes"] == ["LookupError", "ProefError"]
    assert "test_an_exception_shows_classes" in line["error"]["at"][0]


@pytest.mark.parametrize(
    "value",
    [
        TOKEN,
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        f"/bot{TOKEN}/sendMessage",
        f"http://127.0.0.1:8081/file/bot{TOKEN}/documents/file_1.pdf",
        f"Bot[token={TOKEN}]",
    ],
)
def test_tokens_and_addresses_are_taken_out_of_values(written: io.StringIO, value: str) -> None:
    get_logger("proef").warning("proef.happened", where=value, inside={"deep": [value]})
    (line,) = lines(written)
    assert REMOVED in line["where"]
    assert REMOVED in line["inside"]["deep"][0]


def test_names_that_promise_something_private_are_taken_out(written: io.StringIO) -> None:
    get_logger("proef").info(
        "proef.happened", text=NARRATIVE, telegram_id=70012345, inside={"caption": NARRATIVE}
    )
    (line,) = lines(written)
    assert (line["text"], line["telegram_id"], line["inside"]["caption"]) == (REMOVED, REMOVED, REMOVED)


def test_objects_and_exceptions_as_values_show_their_class_only(written: io.StringIO) -> None:
    get_logger("proef").info(
        "proef.happened", error=ProefError(NARRATIVE), thing=object(), data=TOKEN.encode()
    )
    (line,) = lines(written)
    assert (line["error"], line["thing"], line["data"]) == ("ProefError", "object", "bytes")


@pytest.mark.parametrize(
    "name",
    [
        "httpx",
        "httpcore",
        "aiohttp.access",
        "apscheduler.executors.default",
        "telegram.Bot",
        "asyncio",
        "other",
    ],
)
def test_foreign_records_say_who_and_where_but_not_what(written: io.StringIO, name: str) -> None:
    logger = logging.getLogger(name)
    logger.info("HTTP Request: POST https://api.telegram.org/bot%s/getMe", TOKEN)
    logger.warning("%s %s", NARRATIVE, TOKEN)
    try:
        raise ProefError(f"{NARRATIVE} {TOKEN}")
    except ProefError:
        logger.exception(NARRATIVE)
    warning, error = lines(written)
    assert (warning["logger"], warning["level"]) == (name, "warning")
    assert error["error"]["classes"] == ["ProefError"]


def test_a_crash_of_the_process_or_a_thread_shows_no_text(
    written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = ProefError(f"{NARRATIVE} {TOKEN}")
    sys.excepthook(ProefError, error, None)

    def crash() -> None:
        raise error

    thread = threading.Thread(target=crash)
    thread.start()
    thread.join()
    crashed, in_thread = lines(written)
    assert crashed["event"] == "process.crashed"
    assert in_thread["error"]["classes"] == ["ProefError"]


async def test_a_task_that_failed_unseen_shows_no_text(written: io.StringIO) -> None:
    loop = asyncio.get_running_loop()
    handle_loop_errors(loop)
    loop.call_exception_handler({"message": NARRATIVE, "exception": ProefError(TOKEN)})
    (line,) = lines(written)
    assert line["error"]["classes"] == ["ProefError"]
