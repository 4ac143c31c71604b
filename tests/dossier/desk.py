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
from urllib.parse import quote

import aiohttp

from bot.config import Dossier, read_secret
from simulator.client import PhonePerson
from storage import audit, envelopes, people, recipients, spool
from storage.recipients import KeptRecipient, RecipientState
from storage.sealing import (
    EnvelopeName,
    Identity,
    Recipient,
    armor,
    is_check_of,
    rewrap,
    seal_with_passphrase,
    sign_envelope,
)
from storage.spool import RequestKind, SpoolRequest
from tests.dossier.test_launch import fields, signed
from tests.e2e.scene import GRIFFIER, Scene, newer, official, say, tap

PASSPHRASE = "veldermeer demo paard fiets"
IMAGE = files("bot.demo").joinpath("files").joinpath("schermafbeelding.png").read_bytes()
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

    async def confirm_heard(self, heard: str) -> bool:
        """What `ruggensteun confirm-recipient` has the running bot do, once words or digits were read out."""
        fe, now = self.world.field_encryption, await self.client.now()
        waiting = await self.app.db.read(lambda tx: recipients.waiting(tx, fe))
        found = [k for k in waiting if is_check_of(Recipient.parse(k.recipient), heard)]
        if len(found) != 1:
            return False
        request = SpoolRequest(
            request_id=secrets.token_hex(16),
            kind=RequestKind.CONFIRM_RECIPIENT,
            at=now,
            subject=found[0].recipient_id,
            recipient=found[0].recipient,
        )
        spool.put(self.world.config.storage.data_directory / spool.FOLDER_NAME, fe, request)
        while any(k.state is RecipientState.PENDING for k in await self.kept()):
            await self.app.scheduler.tick_until_done()
        return True

    async def at_the_page(self, phone: PhonePerson) -> str:
        """The page's address with launch data of this person, as Telegram opens it without any case."""
        token = read_secret(self.world.config.telegram.token_file, "the bot token")
        at = await self.client.now()
        data = signed(fields(user={"id": phone.id}, at=at, query_id=secrets.token_urlsafe(9)), token)
        return f"{self.address}/dossier/#tgWebAppData={quote(data, safe='')}"

    async def kept(self) -> list[KeptRecipient]:
        """What is kept of the keys that were made or brought in on the page."""
        fe = self.world.field_encryption

        def load(tx: sqlite3.Connection) -> list[KeptRecipient]:
            owners = [
                row[0] for row in tx.execute("SELECT DISTINCT person_id FROM recipients ORDER BY person_id")
            ]
            return [kept for person_id in owners for kept in recipients.of_person(tx, fe, person_id)]

        return await self.app.db.read(load)

    async def reseal(self, words: str) -> None:
        """Seal everything again, with the recovery identity, to the key with these check words."""
        (mine,) = (k.recipient for k in await self.kept() if is_check_of(Recipient.parse(k.recipient), words))
        recovery, signing = self.world.recovery, self.world.signing_key
        for stored in await self.envelopes():
            name = EnvelopeName(report_id=stored.case_id, part=stored.part, revision=stored.revision)
            age_file = rewrap(stored.age_file, [recovery], [Recipient.parse(mine), recovery.recipient])
            signature = sign_envelope(signing, name=name, age_file=age_file, created_at=stored.created_at)
            again = replace(
                stored,
                age_file=age_file,
                sha256=hashlib.sha256(age_file).digest(),
                signature=signature,
                recipients=(mine, str(recovery.recipient)),
            )
            await self.app.db.transaction(lambda tx, new=again: envelopes.replace_envelope(tx, new))  # type: ignore[misc]

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
