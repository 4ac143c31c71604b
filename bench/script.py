"""What the chats of the load side do: the report of 14 steps, and a person who tells it in many short messages.

Owns the steps as data. Must not know how they are sent, or which bot answers them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing a person does: either `text` is written or the button with this label is tapped."""

    text: str = ""
    button: str = ""


REPORT: tuple[Step, ...] = (
    Step(text="/melden"),
    Step(button="Ja, ik ben veilig"),
    Step(
        text="Na de commissie liep een man mee naar mijn fiets. Hij weet waar mijn kinderen op school zitten."
    ),
    Step(button="Verder"),
    Step(text="gisteravond rond half negen"),
    Step(button="Verder"),
    Step(button="Brief"),
    Step(button="Verder"),
    Step(button="Intimidatie"),
    Step(button="Verder"),
    Step(button="Mij"),
    Step(button="Verder"),
    Step(button="Nu al versturen"),
    Step(button="Versturen"),
)
"""A complete report in 14 steps, the last of which sends it."""

PRELUDE: tuple[Step, ...] = REPORT[:2]
"""Up to the first question."""

TELLING: tuple[Step, ...] = tuple(
    Step(text=f"Dit is zin nummer {number} van wat mij bij de vergadering is overkomen.")
    for number in range(40)
)
"""What happened, told in forty short messages; each is answered."""

SCRIPTS: dict[str, tuple[Step, ...]] = {"report": REPORT, "telling": PRELUDE + TELLING}
