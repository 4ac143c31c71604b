"""Every role, every command, and every button and reference that is somebody else's: refused, and recorded.

Owns the matrix. Nobody may change or learn anything by pressing what was shown to another, whatever their own role.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from bot.command_menus import COMMANDS
from bot.demo.world import GRIFFIER, REPORTER, Character
from storage.people import PersonKind
from tests.phones import What
from tests.reliability.outcome import Outcome
from tests.reliability.places import in_memory_folder
from tests.stage import Stage, open_stage

REFERENCE = re.compile(r"R-[0-9A-Z]{4}-[0-9A-Z]{2}")
OWN_WORDS = re.compile(r"“[^”]*”")
"""What somebody typed themselves, as it is shown back to them: also a reference that they made up or were told."""

SECOND = Character(name="Bram Proef", first_name="Bram", kind=PersonKind.REPORTER, office="raadslid")
BURGEMEESTER = Character(
    name="Burgemeester Test-Jansen", first_name="Burg", kind=PersonKind.INFORMED_OFFICER, role="burgemeester"
)
REGISTRAR = Character(name="Regisseur Test", first_name="Regis", kind=PersonKind.REGISTRAR, role="regisseur")
ADMINISTRATOR = Character(name="Beheerder Test", first_name="Beheer", kind=PersonKind.ADMINISTRATOR)
CAST = (REPORTER, SECOND, GRIFFIER, BURGEMEESTER, REGISTRAR, ADMINISTRATOR)
STRANGER = "Vreemde"
MORE_COMMANDS = ("zaken", "cases", "wis", "wipe", "menu", "start")
TURNS = 4
ARGUMENTS = ("{reference}", "{case_id}", "{prompt_id}.0")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A button as it was shown to its owner."""

    owner: str
    data: str


async def run(count: int, seed: int, folder: Path) -> Outcome:
    """The whole matrix; `count` bounds it for a quick run, 0 is all of it."""
    outcome = Outcome(
        name="roles", fault="role × command × someone else's callback", unit="combinations", asked=count
    )
    outcome.promise("something changed", "not recorded", "a reference shown to another", "not answered")
    began = time.monotonic()
    with in_memory_folder(folder) as fast:
        async with open_stage(fast, *CAST, roles=("griffier",)) as stage:
            await _fill(stage, REPORTER.first_name)
            await _fill(stage, SECOND.first_name)
            await _wander(stage)
            outcome.facts["different buttons"] = len(_labels(stage))
            combinations = _combinations(stage)
            outcome.asked = len(combinations)
            step = max(1, len(combinations) // count) if count else 1
            before = await stage.read(_state)
            for who, button in combinations[::step]:
                before = await _press(stage, who, button, before, outcome)
            await _commands(stage, outcome)
            outcome.asked = max(outcome.asked if not count else 0, outcome.done)
    outcome.seconds = time.monotonic() - began
    return outcome


async def _fill(stage: Stage, name: str) -> None:
    """A report, an open draft, the list and the menu, so that there are buttons of every kind."""
    await stage.says(name, "Er lag een brief in de bus.")
    await stage.taps(name, "Ja, ik ben veilig")
    await stage.taps(name, "Nu al versturen")
    await stage.taps(name, "Versturen")
    for command in ("/mijn", "/menu", "/help", "/taal"):
        await stage.says(name, command)
    await stage.says(name, "En nog iets, van gisteren.")
    for other in (GRIFFIER, BURGEMEESTER):
        await stage.says(other.first_name, "/zaken")
        await stage.says(other.first_name, "/menu")


async def _wander(stage: Stage) -> None:
    """Reporter and griffier press what they see and did not press before, that day and when check-ins are due."""
    pressed: set[tuple[str, str]] = set()
    for turn in range(TURNS):
        for name in (GRIFFIER.first_name, REPORTER.first_name):
            for message, label, data in list(stage.phones.chat(stage.actors[name].telegram_id).buttons()):
                if data and (name, label) not in pressed:
                    pressed.add((name, label))
                    stage.clock.advance(5)
                    await stage.presses(name, data, message)
        if turn == 1:
            await stage.clock_moves(hours=26)


def _labels(stage: Stage) -> set[str]:
    """The different buttons that are shown to anybody."""
    chats = [stage.phones.chat(actor.telegram_id) for actor in stage.actors.values()]
    return {label for chat in chats for _, label, data in chat.buttons() if data}


def _combinations(stage: Stage) -> list[tuple[str, Shown]]:
    shown = [
        Shown(owner=name, data=data)
        for name, actor in stage.actors.items()
        for _message, _label, data in stage.phones.chat(actor.telegram_id).buttons()
        if data
    ]
    stage.meets(STRANGER)
    return [(who, one) for one in shown for who in (*stage.actors,) if who != one.owner]


async def _press(stage: Stage, who: str, button: Shown, before: str, outcome: Outcome) -> str:
    """Press it; everything that is kept, as it is afterwards."""
    stage.clock.advance(5)
    refused = await stage.read(_refused)
    stage.hears()
    await stage.presses(who, button.data)
    outcome.done += 1
    after = await stage.read(_state)
    outcome.wrong["something changed"] += after != before
    if who != STRANGER:
        outcome.wrong["not recorded"] += await stage.read(_refused) != refused + 1
    outcome.wrong["not answered"] += stage.phones.unanswered
    await _look(stage, who, outcome)
    return after


async def _commands(stage: Stage, outcome: Outcome) -> None:
    """Everybody gives every command, alone and with what belongs to somebody else."""
    cases = await stage.cases()
    before = await stage.read(_cases)
    prompt_id = await stage.read(
        lambda tx: str(tx.execute("SELECT prompt_id FROM outbox LIMIT 1").fetchone()[0])
    )
    commands = sorted({*COMMANDS["nl"], *COMMANDS["en"], *MORE_COMMANDS})
    for who in list(stage.actors):
        for command in commands:
            for argument in ("", *ARGUMENTS):
                told = argument.format(
                    reference=cases[0].reference, case_id=cases[0].case_id, prompt_id=prompt_id
                )
                stage.clock.advance(5)
                stage.hears()
                await stage.says(who, f"/{command} {told}".strip())
                outcome.done += 1
                await _look(stage, who, outcome)
                after = await stage.read(_cases)
                outcome.wrong["something changed"] += after != before
                before = after
        await stage.says(who, "/stop")


async def _look(stage: Stage, who: str, outcome: Outcome) -> None:
    """Nobody may read a reference of a case that they have no part in."""
    person = await stage.person(who)
    mine = {
        case.reference
        for case in await stage.cases()
        if person is not None and person.person_id in (case.reporter_id, *case.told, *case.informed)
    }
    for news in stage.hears(who):
        if news.what in (What.MESSAGE, What.REVISED, What.TOAST):
            text = news.message.text if news.message is not None else news.text
            others = set(REFERENCE.findall(OWN_WORDS.sub("", text))) - mine
            outcome.wrong["a reference shown to another"] += len(others)


_STATE_TABLES = (
    "snapshots",
    "cases",
    "envelopes",
    "evidence",
    "check_ins",
    "timers",
    "people",
    "invitations",
)


def _state(tx: sqlite3.Connection) -> str:
    """Everything that a button could have changed, as one hash; toasts and the audit log are not in it."""
    return _hash(tx, _STATE_TABLES)


def _cases(tx: sqlite3.Connection) -> str:
    """The cases and what is sealed in them: no command alone changes those, whatever stands behind it."""
    return _hash(tx, ("cases", "envelopes"))


def _hash(tx: sqlite3.Connection, tables: tuple[str, ...]) -> str:
    found = hashlib.sha256()
    for table in tables:
        for row in tx.execute(f"SELECT * FROM {table} ORDER BY 1, 2"):
            found.update(repr(tuple(row)).encode())
    return found.hexdigest()


def _refused(tx: sqlite3.Connection) -> int:
    return int(tx.execute("SELECT count(*) FROM audit WHERE action = 'refused-button'").fetchone()[0])
