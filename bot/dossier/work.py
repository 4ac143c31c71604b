"""Working a case from the page: the same steps as in the chat, with the answers on the page instead of in the chat.

Owns how a step comes in and how its answer goes out. What a step means, and whether it is allowed, is decided by the
conversations and the case, exactly as for a button or a message in the chat.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from bot.effects.executor import Executor
from bot.effects.workplace import Occasion, Workplace, setting_of
from bot.gateway import RenderedMessage
from bot.rendering import Rendering
from conversations import effects as fx
from conversations.actions import Action
from conversations.events import ButtonPressed, Event, TextReceived
from conversations.machine import respond
from conversations.snapshot import CaseWorkState, Snapshot
from storage.outbox import OutboxKind, OutboxMessage
from storage.people import Person

PRESSED = (
    Action.CASE_STEP,
    Action.CASE_WRITE,
    Action.CONFIRM_RECEIPT,
    Action.MARK_OPENED,
    Action.SHOW_CONTACT,
)
"""What can be pressed on the page; every other button belongs to the chat."""

MOST_CHARACTERS = 4096

STEP_FIELDS = ("action", "argument", "writing", "text", "once")


class NotAStepError(Exception):
    """This is no step of this case."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a case handler does on the page: presses a button, or writes what `writing` asks for."""

    case_id: str
    action: str = ""
    argument: str = ""
    writing: str = ""
    text: str = field(default="", repr=False)
    once: str = ""
    """What the page calls this step; the same again is the same step."""

    def event(self, occasion: Occasion) -> Event:
        """The same as an event of the chat. Raises NotAStepError."""
        if self.writing:
            if not 0 < len(self.text.strip()) <= MOST_CHARACTERS:
                raise NotAStepError("nothing was written, or too much")
            return TextReceived(at=occasion.at, nonce=occasion.nonce, message_id=0, text=self.text)
        if self.action not in PRESSED or self.argument.partition(":")[0] != self.case_id:
            raise NotAStepError("this is no step of this case")
        return ButtonPressed(
            at=occasion.at, nonce=occasion.nonce, prompt_id="", action=self.action, argument=self.argument
        )

    def snapshot(self) -> Snapshot:
        """Where the page is; the chat of this person stays where it was."""
        if not self.writing:
            return Snapshot()
        return Snapshot(state=CaseWorkState.WRITING, about=self.case_id, writing=self.writing)


class Answered:
    """The last answers, so that a step is not taken again of which the answer was lost on its way. In memory only."""

    def __init__(self, most: int = 100) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, Asked], dict[str, Any]] = OrderedDict()

    def find(self, person_id: str, asked: Asked) -> dict[str, Any] | None:
        """What was answered when this person asked this before."""
        return self._kept.get((person_id, asked)) if asked.once else None

    def keep(self, person_id: str, asked: Asked, answered: dict[str, Any]) -> None:
        """Remember what was answered, once it is on disk; how the case is now is not for later."""
        if not asked.once:
            return
        self._kept[person_id, asked] = {k: v for k, v in answered.items() if k != "case"}
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)


class _PageExecutor(Executor):
    """Carries out everything as ever, but keeps what is said to this person for the page."""

    def __init__(self, place: Workplace, tx: sqlite3.Connection, occasion: Occasion) -> None:
        super().__init__(place, tx, occasion)
        self.said: list[dict[str, Any]] = []

    def queue(self, effect: fx.Say) -> str:
        if effect.to not in (fx.SELF, self.person().person_id):
            return super().queue(effect)
        buttons = [[_as_body(button) for button in row] for row in effect.buttons]
        body = {"texts": list(effect.texts), "args": effect.args, "buttons": buttons, "view": effect.view}
        self.said.append(body)
        return ""

    def toast(self, effect: fx.Toast) -> None:
        texts = [effect.text] if effect.text else []
        self.said.append({"texts": texts, "args": effect.args, "buttons": [], "view": effect.view})


def _as_body(button: fx.Button) -> dict[str, Any]:
    return {
        "label": button.label,
        "label_args": button.label_args,
        "action": button.action,
        "argument": button.argument,
        "checked": button.checked,
        "url": button.url,
    }


def work(
    tx: sqlite3.Connection, place: Workplace, rendering: Rendering, occasion: Occasion, asked: Asked
) -> dict[str, Any]:
    """Take a step in a case; what is said in answer, and what is asked to be written next.

    Raises NotAStepError. Whether the step is allowed is answered in words, as in the chat.
    """
    person = occasion.person
    assert person is not None
    setting = setting_of(person, place.pack, place.organisation)
    transition = respond(asked.snapshot(), asked.event(occasion), setting)
    executor = _PageExecutor(place, tx, occasion)
    executor.carry_out(transition.effects)
    after = transition.snapshot
    writing = after.writing if after.state is CaseWorkState.WRITING else ""
    return {
        "messages": [_shown(tx, rendering, person, occasion, body) for body in executor.said],
        "writing": writing,
    }


def _shown(
    tx: sqlite3.Connection, rendering: Rendering, person: Person, occasion: Occasion, body: dict[str, Any]
) -> dict[str, Any]:
    message = OutboxMessage(
        prompt_id="page",
        person_id=person.person_id,
        kind=OutboxKind.SAY,
        body=body,
        due_at=occasion.at,
        created_at=occasion.at,
    )
    rendered = rendering.render_in(tx, message)
    return {"text": "\n\n".join(rendered.parts), "buttons": _buttons(rendered, body)}


def _buttons(rendered: RenderedMessage, body: dict[str, Any]) -> list[dict[str, str]]:
    """The buttons that mean something on the page, with their labels in words."""
    meant = [button for row in body["buttons"] for button in row]
    shown = []
    for row in rendered.keyboard:
        for button in row:
            number = button.callback_data.rpartition(".")[2]
            pressed = meant[int(number)] if number.isdigit() else {}
            if pressed.get("action") in PRESSED:
                known = {name: str(pressed[name]) for name in ("action", "argument")}
                shown.append({"label": button.label, **known})
    return shown
