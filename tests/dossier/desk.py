"""A griffier's desk for tests: a scene in which the page runs, and shortcuts to put things in the register.

Owns the scene and what stands in it; what happens on the page stands in the tests.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import secrets
import socket
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import aiohttp

from bot.config import Dossier
from simulator.client import PhonePerson
from storage import audit, envelopes, people, recipients, spool
from storage.recipients import KeptRecipient, RecipientState
from storage.sealing import Identity, Recipient, armor, seal_with_passphrase
from storage.spool import RequestKind, SpoolRequest
from tests.e2e.scene import GRIFFIER, Scene, newer, official, say, tap

PASSPHRASE = "veldermeer demo paard fiets"
IMAGE = files("bot").joinpath("demo_files").joinpath("schermafbeelding.png").read_bytes()
STORY = "Hij stond bij mijn fiets te wachten en zei dat ik moest oppassen."


class Desk(Scene):
    """A scene with the page."""

    async def __aenter__(self) -> Desk:
        await super().__aenter__()
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = int(listener.getsockname()[1])
        page = Dossier(enabled=True, public_url=f"http://localhost:{port}", listen_port=port)
        self.world = replace(self.world, config=self.world.config.model_copy(update={"dossier": page}))
        self.address = page.public_url
        return self

    async def protect(self, phone: PhonePerson, role: str = "griffier", passphrase: str = PASSPHRASE) -> None:
        """Keep the protected identity of this role, as the page does on first use."""
        identity = self.world.identities[role]
        await self.keep(phone, identity, passphrase, RecipientState.CONFIRMED)

    async def keep(
        self, phone: PhonePerson, identity: Identity, passphrase: str, state: RecipientState
    ) -> None:
        fe, now = self.world.field_encryption, await self.client.now()

        def work(tx: sqlite3.Connection) -> None:
            person = people.person_by_telegram_id(tx, fe, phone.id)
            assert person is not None
            file = armor(seal_with_passphrase(identity.serialise().encode(), passphrase, work_factor=10))
            recipients.offer(
                tx,
                fe,
                KeptRecipient(
                    recipient_id=secrets.token_hex(16),
                    person_id=person.person_id,
                    recipient=str(identity.recipient),
                    state=state,
                    created_at=now,
                    protected={"passphrase": file, "passkeys": []},
                ),
            )

        await self.app.db.transaction(work)

    async def until_clock_followed(self) -> None:
        """Wait until the bot's clock shows the simulator's time."""
        while abs((self.app.clock.now() - await self.client.now()).total_seconds()) > 30:  # noqa: ASYNC110
            await asyncio.sleep(0.01)

    async def confirm_heard(self, digits: str) -> bool:
        """What `ruggensteun confirm-recipient` has the running bot do, once the digits were read out."""
        fe, now = self.world.field_encryption, await self.client.now()
        waiting = await self.app.db.read(lambda tx: recipients.waiting(tx, fe))
        found = [k for k in waiting if fingerprint(k.recipient) == digits]
        if len(found) != 1:
            return False
        request = SpoolRequest(
            request_id=secrets.token_hex(16),
            kind=RequestKind.CONFIRM_RECIPIENT,
            at=now,
            subject=found[0].recipient_id,
        )
        spool.put(self.world.config.storage.data_directory / spool.FOLDER_NAME, fe, request)
        await self.app.scheduler.tick_until_done()
        return True

    async def actions(self) -> list[str]:
        """Every action in the audit log, in order."""

        def load(tx: sqlite3.Connection) -> list[str]:
            audit.verify_chain(tx)
            return [row["action"] for row in tx.execute("SELECT action FROM audit ORDER BY seq")]

        return await self.app.db.read(load)

    async def envelopes(self) -> list[envelopes.StoredEnvelope]:
        """Everything in the register."""

        def load(tx: sqlite3.Connection) -> list[envelopes.StoredEnvelope]:
            ids = [row[0] for row in tx.execute("SELECT envelope_id FROM envelopes ORDER BY envelope_id")]
            return [e for i in ids if (e := envelopes.envelope_by_id(tx, i)) is not None]

        return await self.app.db.read(load)

    async def change(self, statement: str, *values: Any) -> None:
        """What somebody who can write to the database does."""
        await self.app.db.transaction(lambda tx: tx.execute(statement, values).close())


async def report_with_screenshot(sanne: PhonePerson, story: str = STORY, image: bytes = IMAGE) -> str:
    """A report with one picture, sent as a file; the reference."""
    await tap(sanne, "Iets melden", "veilig?")
    await tap(sanne, "Ja, ik ben veilig", "Wat is er gebeurd?")
    await say(sanne, story, "✓")
    newest = (await sanne.last_bot_message())["message_id"]
    await sanne.sends_files([("bewijs.png", image)], kind="document", caption="Van zijn account")
    await newer(sanne, "Veilig bewaard", newest)
    await tap(sanne, "Nu al versturen", "Klopt dit zo?")
    sent = await tap(sanne, "Versturen", "R-")
    from simulator.client import shown_text

    return next(word.strip(".,") for word in shown_text(sent).split() if word.startswith("R-"))


class Visitor:
    """Somebody who talks to the page's server without a browser."""

    def __init__(self, address: str, session: aiohttp.ClientSession) -> None:
        self._address, self._session = address, session

    async def ask(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Any]:
        """The status and the JSON, or the bytes."""
        marked = {"X-Ruggensteun": "dossier"} if headers is None else headers
        async with self._session.request(
            method, f"{self._address}/dossier/api{path}", json=body, headers=marked
        ) as answer:
            if answer.content_type == "application/json":
                return answer.status, await answer.json()
            return answer.status, await answer.read()


@contextlib.asynccontextmanager
async def visitor(address: str) -> AsyncIterator[Visitor]:
    """A visitor with a cookie jar of their own."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        yield Visitor(address, session)


def fingerprint(recipient: str) -> str:
    """The check digits of a recipient."""
    return Recipient.parse(recipient).fingerprint()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@contextlib.asynccontextmanager
async def desk(folder: Path) -> AsyncIterator[Desk]:
    """A desk in this folder."""
    async with Desk(folder) as opened:
        yield opened


__all__ = [
    "GRIFFIER",
    "IMAGE",
    "PASSPHRASE",
    "STORY",
    "Desk",
    "official",
    "report_with_screenshot",
    "visitor",
]
