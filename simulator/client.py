"""Owns a client for tests and demonstrations: people with phones, the clock, faults, over the control API.

It must not know the simulator's inside, nor the bot. Waiting is long polling; nothing here sleeps.
"""

from __future__ import annotations

import asyncio
import json
import mimetypes
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

import aiohttp

Json = dict[str, Any]
Wanted = str | Callable[[Json], bool]
FileToSend = Path | bytes | tuple[str, bytes]

DEFAULT_WAIT_SECONDS = 10.0


class SimulatorClientError(AssertionError):
    """The simulator refused, or a phone did not show what was expected. The text says what it showed."""


class SimulatorClient:
    """Speaks to one running simulator. Use as ``async with``, or call ``close()``."""

    def __init__(self, control_url: str) -> None:
        self._control_url = control_url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> SimulatorClient:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Give back the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def request(self, method: str, path: str, **options: Any) -> Json:
        """One request to the control API. Raises SimulatorClientError with the simulator's explanation."""
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=120)
            self._session = aiohttp.ClientSession(timeout=timeout)
        async with self._session.request(method, self._control_url + path, **options) as answer:
            body = await answer.text()
            if answer.status >= 400:
                raise SimulatorClientError(f"{method} {path} -> {answer.status}: {_explanation(body)}")
            shown: Json = json.loads(body)
            return shown

    async def new_person(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "nl",
        person_id: int | None = None,
    ) -> PhonePerson:
        """Someone with a phone and an empty chat with the bot."""
        asked = {
            "first_name": first_name,
            "last_name": last_name,
            "username": username,
            "language_code": language_code,
            "id": person_id,
        }
        shown = await self.request("POST", "/people", json=asked)
        return PhonePerson(self, shown["id"], first_name)

    async def people(self) -> list[PhonePerson]:
        """Everyone with a phone."""
        shown = await self.request("GET", "/people")
        return [PhonePerson(self, one["id"], one["first_name"]) for one in shown["people"]]

    async def new_group(self, title: str, *, added_by: PhonePerson) -> int:
        """A group to which someone adds the bot; gives its chat id."""
        shown = await self.request("POST", "/groups", json={"title": title, "added_by": added_by.id})
        return int(shown["id"])

    async def advance(self, by: timedelta) -> datetime:
        """Move the clock; gives the new time in UTC."""
        return _now(await self.request("POST", "/clock", json={"advance_seconds": by.total_seconds()}))

    async def set_clock(self, moment: datetime) -> datetime:
        """Put the clock on a moment with a time zone."""
        return _now(await self.request("POST", "/clock", json={"set": moment.isoformat()}))

    async def now(self) -> datetime:
        """Simulated time in UTC."""
        return _now(await self.request("GET", "/clock"))

    async def fault(self, kind: str, *, method: str = "*", count: int | None = None, **options: Any) -> None:
        """Let calls fail: see the control API for the kinds and for rate, seed, retry_after, chat_id."""
        asked = {"kind": kind, "method": method, **options}
        if count is not None:
            asked["count"] = count
        await self.request("POST", "/faults", json=asked)

    async def clear_faults(self) -> None:
        """No more faults."""
        await self.request("DELETE", "/faults")

    async def enforce_limits(self, enforce: bool = True) -> None:
        """Telegram's flood limits, on or off."""
        await self.request("POST", "/limits", json={"enforce": enforce})

    async def inject(self, update: Json) -> int:
        """Deliver a raw update; gives its update_id."""
        return int((await self.request("POST", "/updates", json=update))["update_id"])

    async def redeliver(self, *, update_id: int | None = None, last: int | None = None) -> list[int]:
        """Deliver updates again; gives their ids."""
        shown = await self.request("POST", "/redeliver", json={"update_id": update_id, "last": last})
        return list(shown["update_ids"])

    async def set_next_update_id(self, value: int) -> None:
        """The number of the next update."""
        await self.request("POST", "/next_update_id", json={"value": value})

    async def pending(self) -> list[Json]:
        """The updates that the bot has not acknowledged."""
        return list((await self.request("GET", "/updates"))["pending"])

    async def calls(self, *, after: int = 0, method: str | None = None) -> list[Json]:
        """The log of Bot API calls, of one method or of all."""
        shown = await self.request("GET", "/calls", params={"after": after})
        return [call for call in shown["calls"] if method in (None, call["method"])]

    async def waits_for_call(
        self, method: str, *, after: int = 0, timeout_seconds: float = DEFAULT_WAIT_SECONDS
    ) -> Json:
        """The first call of a method after number ``after``, as soon as it is there."""
        deadline = asyncio.get_running_loop().time() + timeout_seconds
        seen: list[str] = []
        while (left := deadline - asyncio.get_running_loop().time()) > 0:
            shown = await self.request("GET", "/calls", params={"after": after, "wait": left})
            for call in shown["calls"]:
                after = call["n"]
                if call["method"].lower() == method.lower():
                    return dict(call)
                seen.append(call["method"])
        raise SimulatorClientError(f"no call of {method} in {timeout_seconds:g} s; there were: {seen}")


class PhonePerson:
    """Someone with a phone, in the private chat with the bot or, with ``chat_id``, in a group."""

    def __init__(self, client: SimulatorClient, person_id: int, first_name: str) -> None:
        self.client = client
        self.id = person_id
        self.first_name = first_name

    def _path(self, rest: str) -> str:
        return f"/people/{self.id}{rest}"

    async def sends(self, text: str, **options: Any) -> Json:
        """Send a text; options: reply_to_message_id, forward_origin, chat_id."""
        return await self.client.request("POST", self._path("/messages"), json={"text": text, **options})

    async def sends_contact(self, **contact: Any) -> Json:
        """Send a contact: phone_number, first_name."""
        return await self.client.request("POST", self._path("/messages"), json={"contact": contact})

    async def sends_location(self, latitude: float, longitude: float) -> Json:
        """Send a place."""
        place = {"latitude": latitude, "longitude": longitude}
        return await self.client.request("POST", self._path("/messages"), json={"location": place})

    async def sends_files(
        self,
        files: Sequence[FileToSend],
        *,
        kind: str = "document",
        caption: str | None = None,
        forward_origin: Json | None = None,
        size_override_bytes: int | None = None,
        chat_id: int | None = None,
    ) -> list[Json]:
        """Send files (paths, bytes, or names with bytes); more than one is an album."""
        form = aiohttp.FormData()
        form.add_field("kind", kind)
        optional = {
            "caption": caption,
            "forward_origin": None if forward_origin is None else json.dumps(forward_origin),
            "size_override": None if size_override_bytes is None else str(size_override_bytes),
            "chat_id": None if chat_id is None else str(chat_id),
        }
        for name, value in optional.items():
            if value is not None:
                form.add_field(name, value)
        for number, file in enumerate(files):
            file_name, content = _named(file, kind, number)
            form.add_field("file", content, filename=file_name, content_type=_content_type(file_name))
        shown = await self.client.request("POST", self._path("/files"), data=form)
        return list(shown["messages"])

    async def presses(
        self, label: str, message_id: int | None = None, *, timeout_seconds: float = DEFAULT_WAIT_SECONDS
    ) -> str:
        """Press the button with this text, or else with this part of it; the newest message wins.

        Waits until there is such a button. Gives the callback query's id.
        """

        def has_button(message: Json) -> bool:
            return message_id in (None, message["message_id"]) and _button(message, label) is not None

        message = await self._wait(has_button, f"a button {label!r}", timeout_seconds)
        asked = {"message_id": message["message_id"], "text": _button(message, label)}
        shown = await self.client.request("POST", self._path("/press"), json=asked)
        return str(shown["callback_query_id"])

    async def presses_raw(self, message_id: int, callback_data: str) -> str:
        """Press with any data, also on a message that is gone: what a tampered client can do."""
        asked = {"message_id": message_id, "callback_data": callback_data}
        shown = await self.client.request("POST", self._path("/press"), json=asked)
        return str(shown["callback_query_id"])

    async def opens_web_app(self, label: str, *, timeout_seconds: float = DEFAULT_WAIT_SECONDS) -> str:
        """Tap the newest button with this text that opens a page; the address that opens, launch data included."""

        def opens_page(message: Json) -> bool:
            return any(b["text"] == label and "web_app" in b for row in message["buttons"] for b in row)

        message = await self._wait(opens_page, f"a button {label!r} that opens a page", timeout_seconds)
        asked = {"message_id": message["message_id"], "text": label}
        return str((await self.client.request("POST", self._path("/web_app"), json=asked))["url"])

    async def edits(self, message_id: int, text: str) -> Json:
        """Change an own message."""
        path = self._path(f"/messages/{message_id}")
        return await self.client.request("PATCH", path, json={"text": text})

    async def deletes(self, message_id: int) -> None:
        """Delete a message; the bot hears nothing."""
        await self.client.request("DELETE", self._path(f"/messages/{message_id}"))

    async def blocks(self) -> None:
        """Block the bot."""
        await self.client.request("POST", self._path("/block"))

    async def unblocks(self) -> None:
        """Unblock the bot."""
        await self.client.request("POST", self._path("/unblock"))

    async def chat(self, *, after: int = -1, wait_seconds: float = 0) -> Json:
        """What the phone shows; waits until its ``seq`` is beyond ``after``."""
        asked = {"after": after, "wait": wait_seconds}
        return await self.client.request("GET", self._path("/chat"), params=asked)

    async def messages(self) -> list[Json]:
        """The messages on the phone, oldest first."""
        return list((await self.chat())["messages"])

    async def last_bot_message(self) -> Json:
        """The newest message from the bot. Raises SimulatorClientError when there is none."""
        chat = await self.chat()
        newest = next((one for one in reversed(chat["messages"]) if one["from"] == "bot"), None)
        if newest is None:
            raise SimulatorClientError(f"the bot has sent nothing.\n{transcript(self.first_name, chat)}")
        return dict(newest)

    async def waits_for(
        self,
        wanted: Wanted,
        timeout_seconds: float = DEFAULT_WAIT_SECONDS,
        *,
        after_message_id: int = 0,
    ) -> Json:
        """The newest message from the bot with this part in its text, or that satisfies a function.

        ``after_message_id`` leaves older messages out. Raises SimulatorClientError with what the phone
        showed instead.
        """

        def satisfies(message: Json) -> bool:
            if message["from"] != "bot" or message["message_id"] <= after_message_id:
                return False
            return wanted(message) if callable(wanted) else wanted in shown_text(message)

        what = "a message that satisfies the function" if callable(wanted) else f"a message with {wanted!r}"
        return await self._wait(satisfies, what, timeout_seconds)

    async def waits_for_toast(self, part: str, timeout_seconds: float = DEFAULT_WAIT_SECONDS) -> Json:
        """The newest answer to a button that has this part in its text."""

        def find(chat: Json) -> Json | None:
            return next((one for one in reversed(chat["toasts"]) if part in one["text"]), None)

        return await self._wait_in_chat(find, f"a toast with {part!r}", timeout_seconds)

    async def waits_until_gone(self, message_id: int, timeout_seconds: float = DEFAULT_WAIT_SECONDS) -> Json:
        """Wait until a message has been deleted; gives the chat."""

        def find(chat: Json) -> Json | None:
            return None if any(one["message_id"] == message_id for one in chat["messages"]) else chat

        return await self._wait_in_chat(find, f"message {message_id} to be gone", timeout_seconds)

    async def _wait(self, fits: Callable[[Json], bool], what: str, timeout_seconds: float) -> Json:
        def find(chat: Json) -> Json | None:
            return next((one for one in reversed(chat["messages"]) if fits(one)), None)

        return await self._wait_in_chat(find, what, timeout_seconds)

    async def _wait_in_chat(
        self, find: Callable[[Json], Json | None], what: str, timeout_seconds: float
    ) -> Json:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout_seconds
        chat = await self.chat()
        while (found := find(chat)) is None:
            left = deadline - loop.time()
            if left <= 0:
                raise SimulatorClientError(
                    f"{self.first_name} waited {timeout_seconds:g} s for {what}. The phone showed instead:\n"
                    f"{transcript(self.first_name, chat)}"
                )
            chat = await self.chat(after=chat["seq"], wait_seconds=left)
        return found


def shown_text(message: Json) -> str:
    """The text or caption of a message; empty when it has none."""
    return str(message.get("text") or message.get("caption") or "")


def button_labels(message: Json) -> list[str]:
    """The texts of the inline buttons, row after row."""
    return [button["text"] for row in message["buttons"] for button in row]


def transcript(first_name: str, chat: Json, *, last: int = 12) -> str:
    """The newest messages of a chat as lines to read, with buttons and toasts."""
    lines = [_line(first_name, message) for message in chat["messages"][-last:]]
    lines += [f"  (toast) {toast['text']}" for toast in chat["toasts"][-3:]]
    if chat["blocked"]:
        lines.append("  (the bot is blocked)")
    return "\n".join(lines) or "  (an empty chat)"


def _line(first_name: str, message: Json) -> str:
    who = "bot" if message["from"] == "bot" else first_name
    media = f"[{message['media']['kind']}] " if message["media"] else ""
    buttons = "".join(f" [{label}]" for label in button_labels(message))
    return f"  {message['message_id']:>4} {who}: {media}{shown_text(message)}{buttons}"


def _button(message: Json, label: str) -> str | None:
    labels = button_labels(message)
    if label in labels:
        return label
    return next((one for one in labels if label.lower() in one.lower()), None)


def _explanation(body: str) -> str:
    try:
        return str(json.loads(body)["error"])
    except (ValueError, KeyError, TypeError):
        return body[:500]


def _now(shown: Json) -> datetime:
    return datetime.fromisoformat(shown["now"])


def _named(file: FileToSend, kind: str, number: int) -> tuple[str, bytes]:
    if isinstance(file, tuple):
        return file
    if isinstance(file, Path):
        return file.name, file.read_bytes()
    return f"{kind}{number}", file


def _content_type(file_name: str) -> str | None:
    return mimetypes.guess_type(file_name)[0]
