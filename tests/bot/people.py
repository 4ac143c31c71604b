"""Who takes part in the tests of the whole bot, and the few steps that many of them begin with.

Owns names and shortcuts on the stage. Must not know what is tested.
"""

from __future__ import annotations

from bot.demo.world import GRIFFIER as GERDA
from bot.demo.world import REPORTER as SANNE
from conversations.casework.conversation import Case
from tests.script import character_of
from tests.stage import Stage

PIM = character_of("Pim Voorbeeld", "plaatsvervangend-griffier")
BEN = character_of("Ben Testema", "burgemeester")
NORA = character_of("Nora Vals", "wethouder")
EVERYBODY = (SANNE, GERDA, PIM, BEN)

__all__ = ["BEN", "EVERYBODY", "GERDA", "NORA", "PIM", "SANNE", "asked", "sends_report"]


async def sends_report(stage: Stage, text: str = "Een man volgde me tot aan mijn voordeur.") -> Case:
    """Sanne sends a report in one message; the case it became."""
    await stage.says("Sanne", text)
    await stage.taps("Sanne", "Ja, ik ben veilig")
    await stage.taps("Sanne", "Nu al versturen")
    await stage.taps("Sanne", "Versturen")
    stage.hears()
    return (await stage.cases())[-1]


def asked(stage: Stage, name: str) -> list[str]:
    """The first lines of what somebody was sent since the last time that somebody looked."""
    return [n.message.text.splitlines()[0] for n in stage.hears(name) if n.message is not None]
