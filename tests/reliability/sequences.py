"""Duplicate and shuffled updates: whatever Telegram repeats or reorders, the result is that of each update once.

Owns the random conversations and the noise. The model is the same bot that gets every update exactly once, alone and in
the order of first arrival; everything that is kept must be equal to it, byte by byte. Must not know the conversations.
"""

from __future__ import annotations

import hashlib
import json
import random
import sqlite3
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.bootstrap import workplace
from bot.clock import ManualClock
from bot.demo.world import World, make_world
from bot.processing import Processing
from conversations.actions import Action
from conversations.snapshot import from_json
from storage import cases, outbox, people, snapshots
from storage.database import Database
from storage.outbox import OutboxState
from storage.people import Person, PersonKind
from tests.reliability.outcome import Outcome
from tests.reliability.parts import parts_of, play_parts

REPORTERS = 2
UPDATES = 10
TOGETHER = 400
Update = dict[str, Any]
_ONWARD = (Action.SAFE, Action.SEND_NOW, Action.SEND)

COMMANDS = ("/melden", "/stop", "/mijn", "/help", "/taal", "/advies", "/nood", "/twijfel", "/zaken")


@dataclass
class Machine:
    """A bot's database and processing. Its nonces follow from how many it gave out."""

    db: Database
    processing: Processing
    clock: ManualClock
    world: World
    nonces: list[int] = field(default_factory=lambda: [0])

    def begin(self, sequence: int) -> None:
        """Give out the same nonces as every other machine in this sequence."""
        self.nonces[0] = sequence * 1_000_000


async def _machine(folder: Path, world: World, name: str) -> Machine:
    nonces = [0]

    def fresh() -> str:
        nonces[0] += 1
        return hashlib.sha256(f"nonce {nonces[0]}".encode()).hexdigest()

    path = folder / f"{name}.sqlite3"
    path.write_bytes(world.config.database_path.read_bytes())
    db, clock = await Database.open(path), ManualClock()
    place = workplace(world.config, world.field_encryption)
    processing = Processing(db, place, clock, after_commit=lambda answers: None, fresh_nonce=fresh)
    return Machine(db=db, processing=processing, clock=clock, world=world, nonces=nonces)


async def run(
    count: int, seed: int, folder: Path, *, processes: int = 1, together: int = TOGETHER
) -> Outcome:
    """Play `count` short conversations of a few people at once, with noise, and compare.

    `together` is how many share their databases: what each sees depends on it, so the full count keeps it as it is.
    """
    began, whole = time.monotonic(), _nothing_yet(count)
    parts = parts_of(range(count), together)
    await play_parts(whole, play, parts, seed, folder, processes=processes)
    whole.seconds = time.monotonic() - began
    return whole


def _nothing_yet(count: int) -> Outcome:
    outcome = Outcome(name="sequences", fault="duplicate and shuffled updates", unit="sequences", asked=count)
    outcome.promise("differ from the model", "not handled")
    return outcome


async def play(numbers: range, seed: int, folder: Path) -> Outcome:
    """A few hundred sequences on the same three databases, which get slow when there are more."""
    outcome = _nothing_yet(len(numbers))
    world = await make_world(folder / "w", token="1:x", base_url="http://x.invalid", base_file_url="")
    clean, shuffled, noisy = [await _machine(folder, world, name) for name in ("clean", "shuffled", "noisy")]
    try:
        for sequence in numbers:
            await _one(sequence, random.Random(f"{seed} {sequence}"), clean, shuffled, noisy, outcome)
            outcome.done += 1
        outcome.facts["reports"] = await noisy.db.read(lambda tx: len(cases.all_case_ids(tx)))
    finally:
        for machine in (clean, shuffled, noisy):
            await machine.db.close()
    return outcome


async def _one(
    sequence: int, chance: random.Random, clean: Machine, shuffled: Machine, noisy: Machine, outcome: Outcome
) -> None:
    cast = [_person(sequence, number) for number in range(REPORTERS + 1)]
    machines = (clean, shuffled, noisy)
    for machine in machines:
        machine.begin(sequence)
        await machine.db.brief(lambda tx, m=machine: _enrol(tx, m, cast))  # type: ignore[misc]
    updates = await _converse(sequence, chance, clean, cast)
    model = clean
    if chance.random() < 0.5:
        updates, model = _swapped(updates, chance), shuffled
        for update in updates:
            await shuffled.processing.process([update])
    outcome.facts["updates"] = int(outcome.facts.get("updates", 0)) + len(updates)
    batches = _noise(updates, chance)
    outcome.facts["deliveries"] = int(outcome.facts.get("deliveries", 0)) + sum(map(len, batches))
    for batch in batches:
        try:
            await noisy.processing.process(batch)
        except Exception as error:  # whatever it is, it must not be
            outcome.wrong["not handled"] += 1
            outcome.notes.append(f"sequence {sequence}: {type(error).__name__}")
    if await _kept(noisy, cast) != await _kept(model, cast):
        outcome.wrong["differ from the model"] += 1
        outcome.notes.append(f"sequence {sequence} differs")


def _person(sequence: int, number: int) -> Person:
    handler = number == REPORTERS
    return Person(
        person_id=f"p{sequence}-{number}",
        telegram_id=10_000 + sequence * 10 + number,
        kind=PersonKind.CASE_HANDLER if handler else PersonKind.REPORTER,
        role="griffier" if handler and sequence % TOGETHER == 0 else "",
        office="" if handler else "raadslid",
        name=f"Proef {number}",
    )


def _enrol(tx: sqlite3.Connection, machine: Machine, cast: list[Person]) -> None:
    for person in cast:
        people.add_person(tx, machine.world.field_encryption, person, machine.clock.now())


async def _converse(
    sequence: int, chance: random.Random, machine: Machine, cast: list[Person]
) -> list[Update]:
    """Let everybody do something random that fits what they see, with each update handled once."""
    updates = []
    for number in range(UPDATES):
        person = chance.choice(cast)
        buttons = await machine.db.brief(lambda tx, p=person: _buttons(tx, machine, p.person_id))  # type: ignore[misc]
        update_id = sequence * 1_000 + number + 1
        update = {"update_id": update_id, **_act(chance, person, update_id, buttons)}
        await machine.processing.process([update])
        updates.append(update)
    return updates


def _buttons(tx: sqlite3.Connection, machine: Machine, person_id: str) -> list[str]:
    """What this person can press: the data of the buttons last shown; what leads to sending a report several times."""
    rows = tx.execute(
        f"SELECT prompt_id FROM outbox WHERE {_THEIR_OUTBOX} AND kind = 'say' ORDER BY outbox_id",
        (person_id,),
    )
    found = []
    for row in rows.fetchall()[-3:]:
        message = outbox.prompt(tx, machine.world.field_encryption, row[0])
        assert message is not None
        for number, button in enumerate(b for line in message.body["buttons"] for b in line):
            often = 6 if button.get("action") in _ONWARD else 1
            found += [f"{row[0]}.{number}"] * often
    return found


def _act(chance: random.Random, person: Person, update_id: int, buttons: list[str]) -> Update:
    sender = {"id": person.telegram_id, "is_bot": False, "first_name": "Proef", "language_code": "nl"}
    chat = {"id": person.telegram_id, "type": "private"}
    message: Update = {"message_id": update_id, "from": sender, "chat": chat, "date": 1}
    choice = chance.random()
    if buttons and choice < 0.6:
        data = chance.choice(buttons)
        query = {"id": f"q{update_id}", "from": sender, "message": message, "data": data}
        return {"callback_query": query}
    if choice < 0.75:
        return {"message": {**message, "text": f"Ze stonden weer bij het hek, {update_id}."}}
    if choice < 0.85:
        return {"message": {**message, "text": chance.choice(COMMANDS)}}
    if choice < 0.95:
        file = {"file_id": f"f{update_id}", "file_unique_id": f"u{update_id}", "file_size": 10}
        return {"message": {**message, "document": file}}
    edited = {**message, "message_id": max(1, update_id - 2), "text": f"anders, {update_id}", "edit_date": 2}
    return {"edited_message": edited}


def _swapped(updates: list[Update], chance: random.Random) -> list[Update]:
    """The updates with a few out of place."""
    order = list(updates)
    for _ in range(3):
        first, second = chance.randrange(len(order)), chance.randrange(len(order))
        order[first], order[second] = order[second], order[first]
    return order


def _noise(updates: list[Update], chance: random.Random) -> list[list[Update]]:
    """Batches in which some updates come twice, and what was handled comes again, as after a lost acknowledgement."""
    batches: list[list[Update]] = []
    at = 0
    while at < len(updates):
        size = chance.randint(1, 5)
        batch = updates[at : at + size]
        if chance.random() < 0.4:
            batch = [*batch, chance.choice(batch)]
        if at and chance.random() < 0.4:
            batch = [*chance.sample(updates[:at], min(at, 2)), *batch]
        batches.append(batch)
        if chance.random() < 0.3:
            batches.append(list(batch))
        at += size
    return batches


async def _kept(machine: Machine, cast: list[Person]) -> str:
    """Everything that is kept of these people, in a form that can be compared."""
    return await machine.db.read(lambda tx: json.dumps(_dump(tx, machine, cast), default=str))


def _dump(tx: sqlite3.Connection, machine: Machine, cast: list[Person]) -> list[Any]:
    fe = machine.world.field_encryption
    found: list[Any] = []
    for person in cast:
        who = (person.person_id,)
        body = snapshots.load_snapshot(tx, fe, person.person_id)
        found.append(body.decode() if body else None)
        for filed in from_json(body).filed if body else ():
            case = cases.load_case(tx, fe, filed.case_id)
            found.append(case.body.decode() if case else None)
        for row in tx.execute(f"SELECT prompt_id FROM outbox WHERE {_THEIR_OUTBOX} ORDER BY outbox_id", who):
            message = outbox.prompt(tx, fe, row[0])
            assert message is not None
            found.append((message.prompt_id, message.kind, message.body))
        for table, columns in _TABLES.items():
            rows = tx.execute(f"SELECT {columns} FROM {table} WHERE person_id = ? ORDER BY 1", who)
            found += [tuple(row) for row in rows]
    return found


_THEIR_OUTBOX = f"state IN ({', '.join(repr(str(state)) for state in OutboxState)}) AND person_id = ?"
"""Somebody's messages in every state; the index begins with the state, and without it each look reads the table."""

_TABLES = {
    "check_ins": "check_in_id, case_id, kind, due_at, rule, state",
    "evidence": "attachment_id, draft_id, message_id, state",
    "timers": "timer, subject_id, due_at",
    "chat_messages": "message_id",
}
