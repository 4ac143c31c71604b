"""One update, one transaction: from a raw update to everything that follows from it, committed or not at all.

Owns the order: record the update id, find the person, let the conversation answer, keep and queue everything, commit.
Only after `process` has returned may Telegram forget the updates. Must not know what a conversation says.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot import second_part
from bot.clock import Clock
from bot.effects.executor import Executor
from bot.effects.workplace import Occasion, Workplace
from bot.flood import Admission, FloodControl
from bot.incoming import Incoming, UpdateKind, parse_update, sender_of, to_event
from bot.raw import Raw
from conversations.aftercare import close_ones
from conversations.crisis import crisis_words
from conversations.events import ButtonPressed, CommandGiven, Event, TextReceived, UnknownButtonPressed
from conversations.snapshot import Snapshot, to_json
from conversations.texts import DEFAULT_LANGUAGE
from storage import audit, chat_messages, inbox, invitations, outbox, people, snapshots, spool, strangers
from storage.crash_points import reach
from storage.database import Database
from storage.field_encryption import FieldEncryptionError
from storage.invitations import Invitation
from storage.people import Person, PersonState

HELP_COMMANDS = frozenset({"nood", "emergency", "hulp", "crisis", "113"})
HELP_EVERY = timedelta(seconds=5)


@dataclass(frozen=True, kw_only=True)
class Courtesy:
    """An answer to somebody who is not enrolled, or to a group: sent once, kept nowhere."""

    chat_id: int
    text: str
    language: str
    leave: bool = False
    callback_query_id: str = ""
    more: tuple[str, ...] = ()
    args: Mapping[str, str | int] = field(default_factory=dict)
    protected: bool = True

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text of it, in order."""
        return (self.text, *self.more)


class Processing:
    """Handles updates. `after_commit` is called after each commit with the answers that are kept nowhere."""

    def __init__(
        self,
        db: Database,
        place: Workplace,
        clock: Clock,
        *,
        after_commit: Callable[[Sequence[Courtesy]], None],
        fresh_nonce: Callable[[], str] = lambda: secrets.token_hex(16),
        flood: FloodControl | None = None,
    ) -> None:
        self._db, self._place, self._clock = db, place, clock
        self._flood = flood or FloodControl()
        self._trial = self._flood.begin()
        self._fe = place.field_encryption
        self._after_commit, self._fresh_nonce = after_commit, fresh_nonce
        self._senders: dict[int, int] = {}
        self._taken: list[str] = []
        self._helped_at: dict[int, datetime] = {}

    async def process(self, updates: Sequence[Raw]) -> None:
        """Handle a batch in one transaction; updates that were handled before are passed over.

        Raises UnreadableUpdateError, or whatever went wrong: then nothing of the batch is kept.
        """
        self._senders = dict(found for update in updates if (found := sender_of(update)) is not None)
        incoming = [parse_update(update) for update in updates]
        at = self._clock.now()

        def work(tx: sqlite3.Connection) -> list[Courtesy]:
            self._taken, self._trial = [], self._flood.begin()
            courtesies = [c for i in incoming if (c := self._one(tx, i, at)) is not None]
            reach("processing.before_commit")
            return courtesies

        courtesies = await self._db.brief(work)
        reach("processing.after_commit")
        self._flood.keep(self._trial)
        spool.discard(self._place.spool_folder, self._taken)
        self._after_commit(courtesies)

    async def bury(self, update_id: int, error_class: str) -> None:
        """Record an update that cannot be handled, without its text, and tell the person when that is possible."""
        at = self._clock.now()
        telegram_id = self._senders.get(update_id)

        def work(tx: sqlite3.Connection) -> list[Courtesy]:
            inbox.mark_dead(tx, update_id, error_class, at)
            if not telegram_id:
                return []
            try:
                person = people.person_by_telegram_id(tx, self._fe, telegram_id)
            except FieldEncryptionError:  # somebody we know, but cannot tell who: then past the outbox
                return [Courtesy(chat_id=telegram_id, text="something-went-wrong", language=DEFAULT_LANGUAGE)]
            if person is not None:
                occasion = Occasion(at=at, nonce=self._fresh_nonce(), person=person)
                Executor(self._place, tx, occasion).tell("something-went-wrong")
            return []

        self._after_commit(await self._db.transaction(work))

    # ---- one update ---------------------------------------------------------------------------------------------

    def _one(self, tx: sqlite3.Connection, incoming: Incoming, at: datetime) -> Courtesy | None:
        if not inbox.record_update(tx, incoming.update_id, at):
            return None
        if incoming.chat_kind not in ("private", ""):
            return self._refuse_group(incoming)
        if incoming.telegram_id is None:
            return None
        admission = self._admit(incoming.telegram_id, incoming.kind, at)
        if admission is not Admission.ADMITTED and self._cannot_wait(incoming, at):
            admission = Admission.ADMITTED
        if admission is Admission.REFUSED:
            return None
        person = people.person_by_telegram_id(tx, self._fe, incoming.telegram_id)
        if person is None or person.state is PersonState.REMOVED:
            return self._stranger(tx, incoming, at)
        if admission is Admission.FIRST_REFUSED:
            occasion = Occasion(at=at, nonce=self._fresh_nonce(), person=person)
            Executor(self._place, tx, occasion).tell("flood")
            return None
        self._known(tx, person, incoming, at)
        return None

    def _cannot_wait(self, incoming: Incoming, at: datetime) -> bool:
        """Whether this is a cry for help, which is answered also in a flood: once in a few seconds per chat."""
        event = to_event(incoming, at, self._fresh_nonce())
        urgent = (isinstance(event, CommandGiven) and event.command in HELP_COMMANDS) or (
            isinstance(event, TextReceived) and crisis_words(event.text)
        )
        assert incoming.telegram_id is not None
        before = self._helped_at.get(incoming.telegram_id)
        if not urgent or (before is not None and timedelta() <= at - before < HELP_EVERY):
            return False
        if len(self._helped_at) > 1_000:
            self._helped_at.clear()
        self._helped_at[incoming.telegram_id] = at
        return True

    def _admit(self, telegram_id: int, kind: UpdateKind, at: datetime) -> Admission:
        """Whether there is room for this update; that somebody blocked the bot or returned is always heard."""
        if kind in (UpdateKind.BLOCKED, UpdateKind.UNBLOCKED):
            return Admission.ADMITTED
        return self._trial.admit(telegram_id, at)

    def _refuse_group(self, incoming: Incoming) -> Courtesy | None:
        if incoming.chat_id is None or incoming.kind is UpdateKind.IGNORED:
            return None
        return Courtesy(
            chat_id=incoming.chat_id, text="group-refused", language=_language(incoming), leave=True
        )

    def _known(self, tx: sqlite3.Connection, person: Person, incoming: Incoming, at: datetime) -> None:
        if incoming.kind is UpdateKind.BLOCKED:
            outbox.hold_person(tx, person.person_id)
            return
        if person.state is PersonState.BLOCKED:
            outbox.release_person(tx, person.person_id)
        if incoming.message_id is not None and incoming.kind is not UpdateKind.BUTTON:
            chat_messages.note_message(tx, person.person_id, incoming.message_id, at)
        nonce = self._fresh_nonce()
        event = self._event(tx, person, incoming, at, nonce)
        if event is None:
            return
        occasion = Occasion(
            at=at,
            nonce=nonce,
            person=person,
            callback_query_id=incoming.callback_query_id or "",
            file_id=incoming.file_id or "",
            event=event,
        )
        executor = Executor(self._place, tx, occasion)
        if not self._joined(tx, executor, person, event):
            executor.converse(person, event)
        executor.answer_button()

    def _joined(self, tx: sqlite3.Connection, executor: Executor, person: Person, event: Event) -> bool:
        """Whether somebody who takes part already brought an invitation that can still be used."""
        if not (isinstance(event, CommandGiven) and event.command == "start" and event.argument):
            return False
        self._taken += spool.take_all(tx, self._fe, self._place.spool_folder)
        joined = second_part.join(tx, self._fe, person, event.argument, event.at)
        if joined is None:
            return False
        if joined == person:
            executor.tell("invitation-does-not-go-with")
        else:
            executor.welcome(joined, event)
        return True

    def _event(
        self, tx: sqlite3.Connection, person: Person, incoming: Incoming, at: datetime, nonce: str
    ) -> Event | None:
        if incoming.kind is not UpdateKind.BUTTON:
            return to_event(incoming, at, nonce)
        return self._pressed(tx, person, incoming.callback_data, at, nonce)

    def _pressed(
        self, tx: sqlite3.Connection, person: Person, callback_data: str, at: datetime, nonce: str
    ) -> Event:
        """What the pressed button means. The data is an opaque row id; somebody else's button means nothing."""
        unknown = UnknownButtonPressed(at=at, nonce=nonce)
        prompt_id, _, number = callback_data.partition(".")
        message = outbox.prompt(tx, self._fe, prompt_id) if number.isascii() and number.isdigit() else None
        if message is None:
            return unknown
        if message.person_id != person.person_id:
            audit.record(tx, at=at, actor=person.person_id, action="refused-button", subject=prompt_id)
            return unknown
        buttons = [b for row in message.body.get("buttons", ()) for b in row]
        if int(number) >= len(buttons):
            return unknown
        pressed = buttons[int(number)]
        return ButtonPressed(
            at=at,
            nonce=nonce,
            prompt_id=prompt_id,
            action=pressed.get("action", ""),
            argument=pressed.get("argument", ""),
            scope="" if pressed.get("anytime") else message.body.get("scope", ""),
        )

    # ---- strangers ----------------------------------------------------------------------------------------------

    def _stranger(self, tx: sqlite3.Connection, incoming: Incoming, at: datetime) -> Courtesy | None:
        """A stranger gets one neutral answer, whatever they send; a valid invitation makes them known."""
        if incoming.kind in (UpdateKind.BLOCKED, UpdateKind.IGNORED) or incoming.telegram_id is None:
            return None
        strangers.count_stranger(tx, at)
        nonce = self._fresh_nonce()
        event = to_event(incoming, at, nonce)
        if isinstance(event, CommandGiven) and event.command == "start" and event.argument:
            self._taken += spool.take_all(tx, self._fe, self._place.spool_folder)
            invitation = invitations.redeem_invitation(tx, self._fe, event.argument, at)
            if invitation is not None:
                self._enrol(tx, invitation, incoming, event, at)
                return None
        if event is not None and close_ones.wants_information(event):
            return self._for_close_ones(incoming)
        return Courtesy(
            chat_id=incoming.chat_id or incoming.telegram_id,
            text="stranger",
            language=_language(incoming),
            callback_query_id=incoming.callback_query_id or "",
        )

    def _for_close_ones(self, incoming: Incoming) -> Courtesy:
        """What somebody close to a reporter can read: the same for everybody, and nothing is kept of who asked."""
        assert incoming.telegram_id is not None
        (first, *more), args = close_ones.information(self._place.pack)
        return Courtesy(
            chat_id=incoming.chat_id or incoming.telegram_id,
            text=first,
            more=tuple(more),
            args=args,
            language=_language(incoming),
            protected=False,
        )

    def _enrol(
        self, tx: sqlite3.Connection, invitation: Invitation, incoming: Incoming, event: Event, at: datetime
    ) -> None:
        person = Person(
            person_id=secrets.token_hex(16),
            telegram_id=incoming.telegram_id,
            kind=invitation.kind,
            role=invitation.role,
            office=invitation.office,
            name=invitation.name,
            language=invitation.language or _language(incoming),
            recipient=invitation.recipient,
        )
        people.add_person(tx, self._fe, person, at)
        if incoming.message_id is not None:
            chat_messages.note_message(tx, person.person_id, incoming.message_id, at)
        snapshots.save_snapshot(tx, self._fe, person.person_id, to_json(Snapshot()))
        audit.record(tx, at=at, actor=person.person_id, action="enrolled", subject=person.person_id)
        Executor(self._place, tx, Occasion(at=at, nonce=event.nonce, person=person)).welcome(person, event)


def _language(incoming: Incoming) -> str:
    """The language that the person's Telegram is in, as far as we have it: Dutch unless it is another."""
    code = (incoming.language_code or "nl").lower()
    return "nl" if code.startswith("nl") else "en"
