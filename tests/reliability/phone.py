"""Somebody with a phone at the simulator that runs in this process: writes, sends, presses, waits.

Owns acting on one chat without HTTP. Must not know the bot.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from simulator import phones
from simulator.phones import PhoneFile
from simulator.state import Message, World

Json = dict[str, Any]


class StuckError(Exception):
    """The bot did not answer what it had to answer."""


class Phone:
    """One person's phone."""

    def __init__(self, world: World, first_name: str, *, language_code: str = "nl") -> None:
        self._world = world
        asked = {"first_name": first_name, "language_code": language_code}
        self.person = phones.new_person(world, asked)
        self.chat = world.private_chat(self.person.id)

    @property
    def id(self) -> int:
        """The person's Telegram id."""
        return self.person.id

    def writes(self, text: str) -> Message:
        """Send a text."""
        return phones.write(self._world, self.person, {"text": text})

    def sends(self, content: bytes, file_name: str = "bewijs.bin", kind: str = "document") -> Message:
        """Send a file."""
        file = PhoneFile(content=content, file_name=file_name, mime_type="application/octet-stream")
        return phones.send_files(self._world, self.person, [file], kind, {})[0]

    def edits(self, message_id: int, text: str) -> None:
        """Change a message."""
        phones.edit(self._world, self.person, None, message_id, text)

    def blocks(self, blocked: bool = True) -> None:
        """Block the bot, or let it back in."""
        phones.set_blocked(self._world, self.person, blocked)

    def presses_raw(self, callback_data: str, message_id: int = 0) -> None:
        """Press with any data, also somebody else's."""
        phones.press(self._world, self.person, {"message_id": message_id, "callback_data": callback_data})

    async def presses(self, label: str, *, after: int = 0, seconds: float = 60.0) -> Message:
        """Press the newest button with this label, on a message newer than `after`, once it is there."""
        message = await self.waits(lambda m: label in labels(m), f"[{label}]", after=after, seconds=seconds)
        phones.press(self._world, self.person, {"message_id": message.message_id, "text": label})
        return message

    async def waits(
        self, fits: Callable[[Message], bool], what: str, *, after: int = 0, seconds: float = 60.0
    ) -> Message:
        """The newest message of the bot that fits, once it is there. Raises StuckError."""
        if not await self._world.changes.until(lambda: self._find(fits, after) is not None, seconds):
            raise StuckError(f"{self.person.first_name} waited {seconds:g} s for {what}:\n{self.shown()}")
        found = self._find(fits, after)
        assert found is not None
        return found

    def newest(self) -> int:
        """The id of the newest message in the chat."""
        return max(self.chat.messages, default=0)

    def from_bot(self) -> list[Message]:
        """Every message of the bot, oldest first."""
        return [m for m in self.chat.messages.values() if m.from_bot]

    def shown(self, last: int = 8) -> str:
        """The end of the chat, to read."""
        return "\n".join(
            f"  {m.message_id} {'bot' if m.from_bot else 'me'}: {text_of(m)[:90]!r} {labels(m)}"
            for m in list(self.chat.messages.values())[-last:]
        )

    def _find(self, fits: Callable[[Message], bool], after: int) -> Message | None:
        for message in reversed(self.chat.messages.values()):
            if message.message_id <= after:
                return None
            if message.from_bot and fits(message):
                return message
        return None


def text_of(message: Message) -> str:
    """What a message says."""
    return str(message.content.get("text") or message.content.get("caption") or "")


def labels(message: Message) -> list[str]:
    """The buttons under a message."""
    return [button["text"] for row in message.inline_keyboard for button in row]
