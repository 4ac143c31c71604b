"""A stage for whole conversations: the real database, conversations, scheduler and sealing, with phones for Telegram.

Owns who takes part, what they do, and the clock; everything happens in this process, without a network and without
waiting. Must not know what any text says: `script` reads and writes the transcripts.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TypeVar

from bot.bootstrap import workplace
from bot.clock import ManualClock
from bot.demo.world import Character, World, make_world
from bot.effects.workplace import Workplace
from bot.evidence_sealing import EvidenceSealing, header_for, tell_refused, tell_stored
from bot.evidence_worker import EvidenceSettings, EvidenceWorker
from bot.gateway import GatewayError
from bot.processing import Courtesy, Processing
from bot.rendering import BotName, Rendering
from bot.scheduler import Scheduler
from conversations.texts import load_catalogue
from storage import invitations
from storage.columns import from_milliseconds, to_milliseconds
from storage.database import Database
from storage.invitations import Invitation
from tests.looking import Actor, Looking
from tests.phones import Message, Phones
from tests.postman import Postman

T = TypeVar("T")

START = datetime(2026, 11, 21, 19, 15, tzinfo=UTC)
"""A Saturday evening, a quarter past eight in the Netherlands."""

TOKEN = "7300000001:AAFakeTokenOfABotThatDoesNotExist_0001"
FIRST_TELEGRAM_ID = 7_312_450_901
PROVINCE = "Provincie Waterland-Oost"
BOT_NAME = "ruggensteun_veldermeer_bot"

DUE_SQL = """
SELECT min(due_at) FROM (
    SELECT due_at FROM timers
    UNION ALL SELECT due_at FROM check_ins WHERE state = 'planned'
    UNION ALL SELECT next_attempt_at AS due_at FROM evidence WHERE state = 'wanted'
    UNION ALL SELECT outbox.due_at FROM outbox JOIN people USING (person_id)
        WHERE outbox.state = 'queued' AND people.state = 'active'
) WHERE due_at > ?
"""
"""What waits for somebody who blocked the bot stays due, and is passed over."""


@dataclass
class Parts:
    """What is made anew when the bot starts."""

    db: Database
    place: Workplace
    processing: Processing
    scheduler: Scheduler
    worker: EvidenceWorker
    sealing: EvidenceSealing
    postman: Postman


class Stage(Looking):
    """The whole bot with people around it. Use `open_stage`."""

    def __init__(self, world: World, start: datetime) -> None:
        self.world = world
        self.clock = ManualClock(start)
        self.phones = Phones(self.clock.now)
        self.actors: dict[str, Actor] = {}
        self.courtesies: list[Courtesy] = []
        self._telegram_ids, self._update_ids = count(FIRST_TELEGRAM_ID, 37), count(900_001)
        self._nonces, self._queries = count(1), count(1)
        self._parts: Parts | None = None
        self.last_update: dict[str, object] = {}

    # ---- starting and stopping ----------------------------------------------------------------------------------

    @property
    def parts(self) -> Parts:
        """The running bot."""
        assert self._parts is not None, "the bot is not running"
        return self._parts

    @property
    def db(self) -> Database:
        """The database of the running bot."""
        return self.parts.db

    async def starts(self) -> None:
        """Start the bot on whatever is in its database."""
        world, clock, fe = self.world, self.clock, self.world.field_encryption
        place = workplace(world.config, fe)
        db = await Database.open(world.config.database_path)
        worker = EvidenceWorker(
            db,
            fe,
            self.phones,
            world.config.evidence_folder,
            clock,
            on_stored=tell_stored(place),
            on_refused=tell_refused(place),
            header_for=header_for(place),
            settings=EvidenceSettings(at_once=1),  # one after the other, so that a transcript is stable
            chance=lambda: 0.0,
        )
        self._parts = Parts(
            db=db,
            place=place,
            processing=Processing(
                db, place, clock, after_commit=self.courtesies.extend, fresh_nonce=self._nonce
            ),
            scheduler=Scheduler(db, place, clock, wake_delivery=lambda: None, fresh_nonce=self._nonce),
            worker=worker,
            sealing=EvidenceSealing(db, place, clock, world.config.evidence_folder),
            postman=Postman(
                db,
                place,
                Rendering(db, fe, place.pack, load_catalogue(), bot_name=BotName(username=BOT_NAME)),
                self.phones,
                clock,
            ),
        )

    async def stops(self) -> None:
        """Stop the bot; a message that could not be sent is an error of ours."""
        if self._parts is not None:
            await self._parts.db.close()
            self._parts = None

    async def restarts(self) -> None:
        """Stop and start again."""
        await self.stops()
        await self.starts()
        await self.settles()

    def _nonce(self) -> str:
        return hashlib.sha256(f"nonce {next(self._nonces)}".encode()).hexdigest()

    # ---- people -------------------------------------------------------------------------------------------------

    def meets(self, name: str, language_code: str = "nl") -> Actor:
        """Somebody with a phone, so far a stranger to the bot."""
        if name not in self.actors:
            actor = Actor(name=name, telegram_id=next(self._telegram_ids), language_code=language_code)
            self.actors[name] = actor
        return self.actors[name]

    async def invites(self, character: Character) -> Actor:
        """Make an invitation for somebody; they still have to use it."""
        actor = self.meets(character.first_name, character.language)
        number = len(self.actors)
        actor.token = f"uitnodiging-{hashlib.sha256(actor.name.encode()).hexdigest()[:32]}"
        actor.character = character
        identity = self.world.identities.get(character.role)
        invitation = Invitation(
            invitation_id=f"invitation-{number}",
            kind=character.kind,
            role=character.role,
            office=character.office,
            name=character.name,
            language=character.language,
            recipient=str(identity.recipient) if identity else None,
            expires_at=self.clock.now() + timedelta(days=7),
        )
        fe = self.world.field_encryption
        await self.db.transaction(lambda tx: invitations.add_invitation(tx, fe, invitation, actor.token))
        return actor

    async def enrols(self, *characters: Character) -> None:
        """Invite people and let each of them use the invitation."""
        for character in characters:
            actor = await self.invites(character)
            await self.says(actor.name, f"/start {actor.token}")
        self.hears()

    # ---- what people do -----------------------------------------------------------------------------------------

    async def says(self, name: str, text: str, *, forwarded_from: str = "") -> int:
        """Send a text or a command; its message id."""
        actor = self.meets(name)
        message_id = self.phones.put(actor.telegram_id, text)
        content: dict[str, object] = {"text": text}
        if forwarded_from:
            origin = {"type": "hidden_user", "sender_user_name": forwarded_from, "date": 1795000000}
            content["forward_origin"] = origin
        await self._receives({"message": self._message(actor, message_id, content)})
        return message_id

    async def sends_file(
        self,
        name: str,
        file_name: str,
        content: bytes | GatewayError,
        *,
        kind: str = "document",
        caption: str = "",
        album_id: str = "",
        size_bytes: int | None = None,
    ) -> int:
        """Send a file; its message id. `kind` is document, photo, voice or video."""
        actor = self.meets(name)
        message_id = self.phones.put(actor.telegram_id, caption, file_name or kind)
        file_id = f"file-{message_id}-{hashlib.sha256(file_name.encode()).hexdigest()[:16]}"
        self.phones.files[file_id] = content
        size = size_bytes if size_bytes is not None else len(content) if isinstance(content, bytes) else 10
        file: dict[str, object] = {"file_id": file_id, "file_unique_id": f"u{message_id}", "file_size": size}
        body: dict[str, object] = {kind: {**file, "file_name": file_name}}
        if kind == "photo":
            body = {"photo": [{**file, "width": 90, "height": 60}]}
        if caption:
            body["caption"] = caption
        if album_id:
            body["media_group_id"] = album_id
        await self._receives({"message": self._message(actor, message_id, body)}, settle=not album_id)
        return message_id

    async def sends_other(self, name: str, what: str) -> None:
        """Send something that is neither text nor a file, such as a location or a sticker."""
        actor = self.meets(name)
        message_id = self.phones.put(actor.telegram_id, "", what)
        await self._receives({"message": self._message(actor, message_id, {what: {}})})

    async def edits(self, name: str, message_id: int, text: str) -> None:
        """Change a message that was sent before."""
        actor = self.meets(name)
        chat = self.phones.chat(actor.telegram_id)
        mine = chat.messages[message_id]
        field = "caption" if mine.label != mine.text else "text"
        chat.messages[message_id] = replace(mine, text=text, label=text if field == "text" else mine.label)
        content: dict[str, object] = {field: text, "edit_date": int(self.clock.now().timestamp())}
        await self._receives({"edited_message": self._message(actor, message_id, content)})

    async def taps(self, name: str, label: str, *, under: str = "", times: int = 1) -> None:
        """Tap the newest button with this label, or the newest under a message with these words."""
        message, data = self.button(name, label, under=under)
        for _ in range(times):
            await self.presses(name, data, message)

    async def presses(self, name: str, data: str, message: Message | None = None) -> None:
        """Press a button with this data, which need not be one's own."""
        actor = self.meets(name)
        query_id = f"query-{next(self._queries)}"
        self.phones.press(actor.telegram_id, query_id)
        query: dict[str, object] = {"id": query_id, "from": self._sender(actor), "data": data}
        if message is not None:
            query["message"] = self._message(actor, message.message_id, {"text": message.text})
        await self._receives({"callback_query": query})

    def button(self, name: str, label: str, *, under: str = "") -> tuple[Message, str]:
        """The button with this label: its message and its data. Raises LookupError when there is none."""
        for message, shown, data in self.phones.chat(self.meets(name).telegram_id).buttons():
            if shown.removeprefix("✓ ") == label and under in message.text:
                return message, data
        raise LookupError(f"{name} sees no button [{label}]")

    async def blocks(self, name: str, *, blocked: bool = True) -> None:
        """Block the bot, or let it back in."""
        actor = self.meets(name)
        self.phones.chat(actor.telegram_id).blocked = blocked
        statuses = [{"status": "member"}, {"status": "kicked"}]
        old, new = statuses if blocked else reversed(statuses)
        chat = {"id": actor.telegram_id, "type": "private"}
        change = {
            "chat": chat,
            "from": self._sender(actor),
            "date": 1,
            "old_chat_member": old,
            "new_chat_member": new,
        }
        await self._receives({"my_chat_member": change})

    async def says_in_group(self, name: str, text: str) -> None:
        """Write in a group that the bot was added to."""
        actor = self.meets(name)
        message = self._message(actor, self.phones.put(actor.telegram_id, text), {"text": text})
        message["chat"] = {"id": -actor.telegram_id, "type": "group"}
        await self._receives({"message": message})

    async def repeats_last_update(self) -> None:
        """Telegram delivers the last update once more."""
        await self.parts.processing.process([self.last_update])
        await self.settles()

    def _sender(self, actor: Actor) -> dict[str, object]:
        return {"id": actor.telegram_id, "first_name": actor.name, "language_code": actor.language_code}

    def _message(self, actor: Actor, message_id: int, content: dict[str, object]) -> dict[str, object]:
        return {
            "message_id": message_id,
            "from": self._sender(actor),
            "chat": {"id": actor.telegram_id, "type": "private"},
            "date": int(self.clock.now().timestamp()),
            **content,
        }

    async def _receives(self, update: dict[str, object], *, settle: bool = True) -> None:
        self.last_update = {"update_id": next(self._update_ids), **update}
        await self.parts.processing.process([self.last_update])
        if settle:
            await self.settles()

    # ---- what the machinery does --------------------------------------------------------------------------------

    async def settles(self) -> None:
        """Let everything happen that can happen now: fetch, seal, deliver, until it is quiet."""
        busy = True
        while busy:
            busy = bool(await self.parts.worker.fetch_wanted())
            await self.parts.sealing.seal_waiting()
            await self.parts.sealing.unlink_dropped()
            busy = await self._deliver() or busy

    async def clock_moves(self, *, asleep: bool = False, **span: float) -> None:
        """Let time pass (hours=24, days=2, ...), stopping at each moment that something is due.

        With `asleep` the bot is down meanwhile: what became due happens at the end.
        """
        until = self.clock.now() + timedelta(**span)
        if not asleep:
            await self.ticks()
        while not asleep:
            due_at = await self._next_due_at()
            if due_at is None or due_at > until:
                break
            self._clock_to(due_at)
            await self.ticks()
        self._clock_to(until)
        await self.ticks()

    async def ticks(self) -> None:
        """Tick until nothing is due any more, and let everything happen."""
        while not (await self.parts.scheduler.tick()).nothing:
            pass
        await self.settles()

    def _clock_to(self, at: datetime) -> None:
        self.clock.advance((at - self.clock.now()).total_seconds())

    async def _next_due_at(self) -> datetime | None:
        now = to_milliseconds(self.clock.now())
        found = await self.db.read(lambda tx: tx.execute(DUE_SQL, (now,)).fetchone()[0])
        return None if found is None else from_milliseconds(found)

    async def _deliver(self) -> bool:
        courtesies = list(self.courtesies)
        self.courtesies.clear()
        for courtesy in courtesies:
            await self.parts.postman.answers(courtesy)
        brought = await self.parts.postman.brings()
        return bool(courtesies or brought)


def _at_home(world: World) -> World:
    """The world under the name that fits its pack: a province is no municipality."""
    if workplace(world.config, world.field_encryption).pack.organisation_kind != "provincie":
        return world
    organisation = world.config.organisation.model_copy(update={"name": PROVINCE})
    return replace(world, config=world.config.model_copy(update={"organisation": organisation}))


@contextlib.asynccontextmanager
async def open_stage(
    folder: Path,
    *cast: Character,
    start: datetime = START,
    pack: str = "maassluis",
    roles: Sequence[str] = (),
) -> AsyncIterator[Stage]:
    """A running bot with these people enrolled; every role that somebody has gets an identity."""
    needed = tuple(dict.fromkeys((*roles, *(c.role for c in cast if c.role))))
    world = await make_world(
        folder / "wereld",
        token=TOKEN,
        base_url="http://phones.invalid/bot",
        base_file_url="http://phones.invalid/file/bot",
        pack=pack,
        roles=needed,
    )
    stage = Stage(_at_home(world), start)
    await stage.starts()
    try:
        await stage.enrols(*cast)
        yield stage
    finally:
        await stage.stops()
