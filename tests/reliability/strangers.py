"""Strangers, groups, channels, guessed and replayed invitations: one neutral answer, nothing kept but a number.

Owns what strangers try, and the look at what is in the database afterwards. Must not know how invitations are kept.
"""

from __future__ import annotations

import asyncio
import hashlib
import random
import secrets
import sqlite3
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.demo.world import REPORTER
from bot.processing import Courtesy
from storage import invitations, people
from storage.invitations import Invitation
from storage.people import PersonKind
from tests.reliability.outcome import Outcome
from tests.reliability.places import in_memory_folder
from tests.stage import Stage, open_stage

Update = dict[str, Any]
AT_ONCE = 20
STRANGER, GROUP = "stranger", "group-refused"
SHAPES = {
    "inbox": {"update_id", "received_at", "outcome", "error_class"},
    "strangers": {"day", "count"},
}
FREE_TO_CHANGE = frozenset(SHAPES)


async def run(count: int, seed: int, folder: Path) -> Outcome:
    """Let strangers try `count` things; every 200th is one link that twenty people redeem at once."""
    outcome = Outcome(
        name="strangers",
        fault="strangers, groups, guessed and replayed invitations",
        unit="tries",
        asked=count,
    )
    outcome.promise(
        "another answer", "something kept", "enrolled without right", "redeemed more or less than once"
    )
    began = time.monotonic()
    with in_memory_folder(folder) as fast:
        async with open_stage(fast, REPORTER) as stage:
            stage.courtesies.clear()
            chance = random.Random(seed)
            used = stage.actors[REPORTER.first_name].token
            expired = await _invite(stage, days=-1)
            before = await stage.read(_rows)
            races = 0
            for number in range(count):
                if number % 200 == 199:
                    races += 1
                    await _race(stage, number, outcome)
                    before = await stage.read(_rows)
                    continue
                await _try(stage, number, chance, (used, expired), outcome)
                if number % 50 == 0:
                    outcome.wrong["something kept"] += await stage.read(_rows) != before
                    outcome.wrong["something kept"] += await stage.read(_more_than_counts)
                outcome.done += 1
                stage.clock.advance(1)
            outcome.wrong["something kept"] += await stage.read(_rows) != before
            outcome.done += races
            outcome.facts["links redeemed by 20 at once"] = races
    outcome.seconds = time.monotonic() - began
    return outcome


async def _invite(stage: Stage, *, days: int) -> str:
    token, fe = secrets.token_urlsafe(32), stage.world.field_encryption
    invitation = Invitation(
        invitation_id=secrets.token_hex(16),
        kind=PersonKind.REPORTER,
        office="raadslid",
        name="Proef",
        expires_at=stage.clock.now() + timedelta(days=days),
    )
    await stage.db.transaction(lambda tx: invitations.add_invitation(tx, fe, invitation, token))
    return token


async def _try(
    stage: Stage, number: int, chance: random.Random, tokens: tuple[str, str], outcome: Outcome
) -> None:
    update, expected = _attempt(number, chance, tokens)
    stage.courtesies.clear()
    await stage.parts.processing.process([update])
    if not _neutral(stage.courtesies, expected):
        outcome.wrong["another answer"] += 1
        outcome.notes.append(f"{sorted(update)}: {[one.text for one in stage.courtesies]}")


def _neutral(given: list[Courtesy], expected: str) -> bool:
    """One answer, always the same for everybody who speaks the language; a post in a channel gets none."""
    if not expected:
        return not given
    whole = [(one.texts, one.leave, one.args) for one in given]
    return whole == [((expected,), expected == GROUP, {})]


def _attempt(number: int, chance: random.Random, tokens: tuple[str, str]) -> tuple[Update, str]:
    """What a stranger tries, and the answer to it."""
    stranger = 9_000_000_000 + chance.randrange(10**8)
    sender = {"id": stranger, "is_bot": False, "first_name": "Vreemde", "language_code": "nl"}
    chat = {"id": stranger, "type": "private"}
    message: Update = {"message_id": number + 1, "date": 1, "from": sender, "chat": chat}
    used, expired = tokens
    guess = secrets.token_urlsafe(32)
    nearly = used[:-1] + chance.choice("abc")
    texts = (
        f"/start {guess}",
        f"/start {used}",
        f"/start {expired}",
        f"/start {nearly}",
        "/start",
        "hallo",
        "/zaken",
    )
    choice = number % 14
    update: Update
    if choice < len(texts):
        update = {"message": {**message, "text": texts[choice]}}
    elif choice == 7:
        file = {"file_id": "f", "file_unique_id": "u", "file_size": 5}
        update = {"message": {**message, "document": file}}
    elif choice == 8:
        data = f"{secrets.token_hex(16)}0.{chance.randrange(4)}"
        update = {"callback_query": {"id": "1", "from": sender, "message": message, "data": data}}
    elif choice == 9:
        update = {"edited_message": {**message, "text": f"/start {used}", "edit_date": 2}}
    else:
        update = _elsewhere(choice, chance, message, used)
    expected = "" if "channel_post" in update else STRANGER if choice < 10 else GROUP
    return {"update_id": 5_000_000 + number, **update}, expected


def _elsewhere(choice: int, chance: random.Random, message: Update, used: str) -> Update:
    """In a group, or in a channel, where nobody is the sender; or the bot is added to one."""
    sender = message["from"]
    kind = chance.choice(("group", "supergroup")) if choice < 12 else "channel"
    chat = {"id": -sender["id"], "type": kind, "title": "Groep"}
    text = chance.choice((f"/start {used}", "/melden", "hallo"))
    if choice < 12:
        return {"message": {**message, "chat": chat, "text": text}}
    if choice == 12:
        return {"channel_post": {"message_id": 1, "date": 1, "chat": chat, "sender_chat": chat, "text": text}}
    added = {"old_chat_member": {"status": "left"}, "new_chat_member": {"status": "administrator"}}
    return {"my_chat_member": {"chat": chat, "from": sender, "date": 1, **added}}


async def _race(stage: Stage, number: int, outcome: Outcome) -> None:
    """Twenty people with the same link, at the same moment."""
    token = await _invite(stage, days=1)
    before = await stage.read(lambda tx: _count(tx, "people"))

    def start(who: int) -> Update:
        sender = {"id": 20_000_000_000 + number * 100 + who, "is_bot": False, "first_name": "Vreemde"}
        chat = {"id": sender["id"], "type": "private"}
        message = {"message_id": 1, "date": 1, "from": sender, "chat": chat, "text": f"/start {token}"}
        return {"update_id": 6_000_000 + number * 100 + who, "message": message}

    stage.courtesies.clear()
    await asyncio.gather(*(stage.parts.processing.process([start(who)]) for who in range(AT_ONCE)))
    answered = sum(_neutral([one], STRANGER) for one in stage.courtesies)
    outcome.wrong["another answer"] += abs(answered - (AT_ONCE - 1)) + abs(len(stage.courtesies) - answered)
    enrolled = await stage.read(lambda tx: _count(tx, "people")) - before
    outcome.wrong["redeemed more or less than once"] += enrolled != 1
    outcome.wrong["enrolled without right"] += max(0, enrolled - 1)
    fe = stage.world.field_encryption
    known = [20_000_000_000 + number * 100 + who for who in range(AT_ONCE)]
    found = await stage.read(lambda tx: [k for k in known if people.person_by_telegram_id(tx, fe, k)])
    outcome.wrong["redeemed more or less than once"] += len(found) != 1


def _count(tx: sqlite3.Connection, table: str) -> int:
    return int(tx.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _rows(tx: sqlite3.Connection) -> dict[str, str]:
    """A hash of everything in every table, the rate counter and the handled update ids left out."""
    tables = [row[0] for row in tx.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {table: _hash(tx, table) for table in tables if table not in FREE_TO_CHANGE}


def _hash(tx: sqlite3.Connection, table: str) -> str:
    found = hashlib.sha256()
    for row in sorted(repr(tuple(row)) for row in tx.execute(f"SELECT * FROM {table}")):
        found.update(row.encode())
    return found.hexdigest()


def _more_than_counts(tx: sqlite3.Connection) -> bool:
    """Whether the tables that may change hold more than a number per day, and an update's id and what became of it."""
    shapes = {
        table: {row[1] for row in tx.execute(f"PRAGMA table_info({table})")} for table in FREE_TO_CHANGE
    }
    days = tx.execute("SELECT count(*) <> count(DISTINCT day) FROM strangers").fetchone()[0]
    return shapes != SHAPES or bool(days)
