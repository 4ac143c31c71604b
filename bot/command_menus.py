"""The command menu of a chat: what Telegram offers to whoever types a slash, by the part that somebody has here.

Owns which commands stand in which menu, and telling Telegram. Reporters have the menu of all private chats; everybody
with another part has one for their own chat. Must not know what a command does. Source: Bot API, setMyCommands with
BotCommandScopeAllPrivateChats and BotCommandScopeChat.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol

from bot.clock import Clock, wait_until
from bot.gateway import GatewayError
from bot.logging_setup import get_logger
from conversations.packs.model import Pack
from conversations.packs.routing import office_of_role
from conversations.register import is_kept
from conversations.texts import DEFAULT_LANGUAGE, LANGUAGES, Catalogue
from storage import people
from storage.database import Database, DatabaseError
from storage.field_encryption import FieldEncryption, FieldEncryptionError
from storage.people import Person, PersonKind, PersonState

log = get_logger("command_menus")

NAMES = {
    "melden": "report",
    "nood": "emergency",
    "twijfel": "doubt",
    "mijn": "mine",
    "nazorg": "aftercare",
    "naasten": "close_ones",
    "advies": "advice",
    "hulp": "crisis",
    "zaken": "cases",
    "klokken": "clocks",
    "overzicht": "overview",
    "register": "register",
    "status": "status",
    "mijngegevens": "mydata",
    "stop": "stop",
    "taal": "language",
    "privacy": "privacy",
    "help": "help",
}
"""The Dutch name of each command, with its English one; both are understood in both languages."""

_ALWAYS = ("mijngegevens", "stop", "taal", "privacy", "help")
REPORTER = ("melden", "nood", "twijfel", "mijn", "nazorg", "naasten", "advies", "hulp", *_ALWAYS)
HANDLER = ("zaken", "klokken", "overzicht", "nood", "advies", *_ALWAYS)
OWN_REPORT = ("melden", "mijn")
REGISTRAR = ("register", "advies", *_ALWAYS)
ADMINISTRATOR = ("status", "taal", "privacy", "help")

COMMANDS = {language: tuple(n if language == "nl" else NAMES[n] for n in REPORTER) for language in LANGUAGES}
"""The commands in a reporter's menu, by language."""

EVERY_SECONDS = 60.0


class MenuGateway(Protocol):
    """What is asked of Telegram."""

    async def set_my_commands(
        self, commands: Sequence[tuple[str, str]], *, language_code: str = "", chat_id: int | None = None
    ) -> None:
        """Set the menu of all private chats, or of this one."""
        ...

    async def delete_my_commands(self, *, chat_id: int) -> None:
        """This chat has the menu of all private chats again."""
        ...


def menu(names: Sequence[str], language: str, catalogue: Catalogue) -> list[tuple[str, str]]:
    """These commands in a language, each with what it does."""
    return [
        (name if language == DEFAULT_LANGUAGE else NAMES[name], catalogue.format(f"command-{name}", language))
        for name in names
    ]


def names_for(person: Person, pack: Pack) -> tuple[str, ...]:
    """The commands of somebody's part here."""
    if person.kind == PersonKind.REGISTRAR:
        return REGISTRAR if is_kept(pack) else _ALWAYS
    if person.kind in (PersonKind.CASE_HANDLER, PersonKind.INFORMED_OFFICER):
        own = OWN_REPORT if office_of_role(pack, person.role) else ()
        return (*HANDLER[:3], *own, *HANDLER[3:])
    return REPORTER if person.kind == PersonKind.REPORTER else ADMINISTRATOR


class CommandMenus:
    """Keeps the menus right: those of everybody at the start, those of single chats as people come, change and go."""

    def __init__(
        self,
        db: Database,
        field_encryption: FieldEncryption,
        gateway: MenuGateway,
        pack: Pack,
        catalogue: Catalogue,
        clock: Clock,
    ) -> None:
        self._db, self._fe, self._gateway = db, field_encryption, gateway
        self._pack, self._catalogue, self._clock = pack, catalogue, clock
        self._shown: dict[int, tuple[str, tuple[str, ...]]] = {}
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """End `run`."""
        self._stop.set()

    async def introduce(self) -> None:
        """The menu of all private chats, per language. Raises GatewayError."""
        for language in LANGUAGES:
            code = "" if language == DEFAULT_LANGUAGE else language
            shown = menu(REPORTER, language, self._catalogue)
            await self._gateway.set_my_commands(shown, language_code=code)

    async def run(self) -> None:
        """Look once in a minute until `stop`; trouble with a menu keeps nobody from working."""
        while not self._stop.is_set():
            try:
                await self.look()
            except (DatabaseError, FieldEncryptionError, GatewayError) as error:
                log.warning("command_menus.not_set", error_class=type(error).__name__)
            await wait_until(self._clock, self._stop, EVERY_SECONDS)

    async def look(self) -> None:
        """Set the menu of everybody with another part than reporting whose menu is not right yet.

        Raises DatabaseError, FieldEncryptionError; a chat that Telegram refuses is left as it is until it changes.
        """
        staff = await self._db.read(lambda tx: people.staff(tx, self._fe))
        wanted = {
            p.telegram_id: (p.language, names_for(p, self._pack))
            for p in staff
            if p.telegram_id is not None and p.state is PersonState.ACTIVE
        }
        for chat_id in self._shown.keys() - wanted.keys():
            await self._told(chat_id, None)
        for chat_id, shown in wanted.items():
            if self._shown.get(chat_id) != shown:
                await self._told(chat_id, shown)

    async def _told(self, chat_id: int, shown: tuple[str, tuple[str, ...]] | None) -> None:
        try:
            if shown is None:
                await self._gateway.delete_my_commands(chat_id=chat_id)
            else:
                language, names = shown
                commands = menu(names, language, self._catalogue)
                await self._gateway.set_my_commands(commands, chat_id=chat_id)
        except GatewayError as error:
            log.warning("command_menus.refused", error_class=type(error).__name__)
        if shown is None:
            del self._shown[chat_id]
        else:
            self._shown[chat_id] = shown
