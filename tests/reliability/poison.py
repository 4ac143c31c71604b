"""Poison updates: unparsable, of unknown types, with absurd values. What comes after them must not notice.

Owns making the poison and looking at what follows: the next good update, the log, and what the sender is told.
"""

from __future__ import annotations

import io
import random
import time
from pathlib import Path
from typing import Any

from bot.logging_setup import configure_logging
from simulator.running import RunningSimulator
from storage import inbox
from tests.reliability.outcome import Outcome
from tests.reliability.phone import Phone, StuckError, text_of
from tests.reliability.town import Town, make_town, read, running_bot

SECRET = "Geheimzin die in geen logboek hoort"
EACH = 40
"""Messages of each bystander: fewer than a flood."""
TOLD = "Je laatste bericht kon ik niet verwerken"
Json = dict[str, Any]


async def run(count: int, seed: int, folder: Path) -> Outcome:
    """Deliver `count` poison updates, each followed by a good one from somebody else."""
    outcome = Outcome(name="poison", fault="poison updates", unit="updates", asked=count)
    outcome.promise("next not handled in 5 s", "text in the log", "sender not told")
    began, written = time.monotonic(), io.StringIO()
    configure_logging(stream=written)
    try:
        async with RunningSimulator() as simulator:
            town = await make_town(folder, simulator, 2 + count // EACH)
            async with running_bot(town):
                await town.enrol()
                await _deliver(town, count, random.Random(seed), outcome)
            dead = await read(town.world, inbox.dead_updates)
    finally:
        configure_logging()
    outcome.wrong["text in the log"] += SECRET in written.getvalue()
    outcome.facts["dead letters"] = len(dead)
    outcome.seconds = time.monotonic() - began
    return outcome


async def _deliver(town: Town, count: int, chance: random.Random, outcome: Outcome) -> None:
    victim, *others = town.reporters
    slowest = 0.0
    kinds = list(_POISON)
    for number in range(count):
        make = kinds[number % len(kinds)]
        poison, unreadable = make(victim, chance)
        other = others[number // EACH]
        before_victim, before = victim.newest(), other.newest()
        town.simulator.service.world.updates.inject(poison)
        asked = time.monotonic()
        other.writes("/help")
        try:
            await other.waits(lambda m: True, "an answer", after=before + 1, seconds=5)
            slowest = max(slowest, time.monotonic() - asked)
        except StuckError:
            outcome.wrong["next not handled in 5 s"] += 1
        if unreadable and number % 60 < len(kinds):
            await _is_told(victim, before_victim, make.__name__, outcome)
        outcome.done += 1
    outcome.facts["slowest next answer s"] = slowest


async def _is_told(victim: Phone, after: int, kind: str, outcome: Outcome) -> None:
    try:
        await victim.waits(lambda m: TOLD in text_of(m), "word that it went wrong", after=after, seconds=5)
    except StuckError:
        outcome.wrong["sender not told"] += 1
        outcome.notes.append(kind)


# ---- the poison: an update, and whether it cannot be handled while it says whose it is -------------------------------


def _message(victim: Phone, **content: Any) -> Json:
    return {
        "message_id": 1,
        "date": 1,
        "from": {"id": victim.id, "is_bot": False, "first_name": SECRET},
        "chat": {"id": victim.id, "type": "private"},
        **content,
    }


def _text_is_a_number(victim: Phone, chance: random.Random) -> tuple[Json, bool]:
    return {"message": _message(victim, text=chance.randrange(10**9), caption=SECRET)}, True


def _text_is_a_list(victim: Phone, chance: random.Random) -> tuple[Json, bool]:
    return {"message": _message(victim, text=[SECRET] * chance.randrange(1, 50))}, True


def _chat_is_missing(victim: Phone, chance: random.Random) -> tuple[Json, bool]:
    message = _message(victim, text=SECRET)
    del message["chat"]
    return {"message": message}, True


def _sender_is_a_text(victim: Phone, chance: random.Random) -> tuple[Json, bool]:
    return {"message": {**_message(victim, text=SECRET), "from": SECRET}}, False


def _message_id_is_absurd(victim: Phone, chance: random.Random) -> tuple[Json, bool]:
    return {"message": {**_message(victim, text=SECRET), "message_id": 10 ** chance.randrange(19, 400)}}, True


def _sender_id_is_absurd(victim: Phone, chance: random.Random) -> tuple[Json, bool]:
    sender = {"id": -(10**30), "first_name": SECRET}
    return {"message": {**_message(victim, text=SECRET), "from": sender}}, False


def _file_size_is_negative(victim: Phone, chance: random.Random) -> tuple[Json, bool]:
    file = {
        "file_id": "f",
        "file_unique_id": "u",
        "file_size": -chance.randrange(1, 10**12),
        "file_name": SECRET,
    }
    return {"message": _message(victim, document=file)}, True


def _photo_is_empty(victim: Phone, chance: random.Random) -> tuple[Json, bool]:
    return {"message": _message(victim, photo=[], caption=SECRET)}, True


def _photo_of_nothing(victim: Phone, chance: random.Random) -> tuple[Json, bool]:
    return {"message": _message(victim, photo=[{"file_id": None, "width": "x", "height": {}}])}, True


def _unknown_type(victim: Phone, chance: random.Random) -> tuple[Json, bool]:
    return {f"invented_{chance.randrange(10**6)}": {"from": {"id": victim.id}, "text": SECRET}}, False


def _nothing_at_all(victim: Phone, chance: random.Random) -> tuple[Json, bool]:
    return {}, False


def _deeply_nested(victim: Phone, chance: random.Random) -> tuple[Json, bool]:
    nested: Any = SECRET
    for _ in range(300):
        nested = {"reply_to_message": nested}
    return {"message": _message(victim, text=nested)}, True


def _query_without_id(victim: Phone, chance: random.Random) -> tuple[Json, bool]:
    return {"callback_query": {"from": {"id": victim.id}, "data": SECRET}}, True


def _query_with_absurd_data(victim: Phone, chance: random.Random) -> tuple[Json, bool]:
    query = {"id": "1", "from": {"id": victim.id}, "data": "x." + "9" * 5_000}
    return {"callback_query": query}, False


def _membership_without_status(victim: Phone, chance: random.Random) -> tuple[Json, bool]:
    change = {"chat": {"id": victim.id, "type": "private"}, "from": {"id": victim.id}}
    return {"my_chat_member": {**change, "old_chat_member": SECRET, "new_chat_member": {}}}, True


_POISON = (
    _text_is_a_number,
    _text_is_a_list,
    _chat_is_missing,
    _sender_is_a_text,
    _message_id_is_absurd,
    _sender_id_is_absurd,
    _file_size_is_negative,
    _photo_is_empty,
    _photo_of_nothing,
    _unknown_type,
    _nothing_at_all,
    _deeply_nested,
    _query_without_id,
    _query_with_absurd_data,
    _membership_without_status,
)
