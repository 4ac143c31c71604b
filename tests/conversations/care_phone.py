"""A phone in a reporter's hand, for the tests of aftercare: it taps only buttons that are on its screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TypeVar

from conversations.actions import Action
from conversations.draft import Draft, Entry
from conversations.effects import Button, Effect, Revise, Say, SealAnswers, SetTimer, TellCase
from conversations.events import (
    AttachmentKind,
    AttachmentReceived,
    ButtonPressed,
    CheckInCameDue,
    CommandGiven,
    Event,
    MessageEdited,
    TextReceived,
    TimerRang,
)
from conversations.machine import advance, respond
from conversations.moves import Setting
from conversations.packs.pack import Pack
from conversations.snapshot import FiledReport, Person, ReportState, Snapshot, State, from_json, to_json
from tests.conversations.shipped_packs import MAASSLUIS

MORNING = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
"""A Wednesday, ten o'clock in Amsterdam."""

CASE, REFERENCE = "c" * 32, "R-7F3K-QM"
OTHER_CASE, OTHER_REFERENCE = "d" * 32, "R-2B9X-WT"

E = TypeVar("E", bound=Effect)


def office_of(pack: Pack) -> str:
    return next(iter(pack.offices))


def setting_of(pack: Pack, kind: str = "reporter") -> Setting:
    office = office_of(pack) if kind == "reporter" else ""
    return Setting(pack=pack, person=Person(person_id="p1", kind=kind, language="nl", office=office))


def filed(case_id: str = CASE, reference: str = REFERENCE, left_out: tuple[str, ...] = ()) -> FiledReport:
    return FiledReport(case_id=case_id, reference=reference, sent_at=MORNING, urgent=False, left_out=left_out)


def draft(touched_at: datetime) -> Draft:
    entry = Entry(message_id=900, text="Er stond iemand voor de deur.", at=touched_at)
    return Draft(
        draft_id="e" * 32,
        started_at=touched_at,
        touched_at=touched_at,
        entries={"report.what_happened": (entry,)},
    )


class CarePhone:
    """Runs the real conversations and remembers what was shown and what was asked for."""

    def __init__(self, pack: Pack = MAASSLUIS, *reports: FiledReport, at: datetime = MORNING) -> None:
        self.setting = setting_of(pack)
        self.snapshot = Snapshot(filed=reports or (filed(), filed(OTHER_CASE, OTHER_REFERENCE)))
        self.now = at
        self.effects: tuple[Effect, ...] = ()
        self.history: list[Effect] = []
        self.screen: list[Say | Revise] = []
        self._ids = count(1)

    # ---- what happens -------------------------------------------------------------------------------------------

    def take(self, event: Event) -> CarePhone:
        before = from_json(to_json(self.snapshot))
        transition = advance(before, event, self.setting)
        self.snapshot, self.effects = transition.snapshot, transition.effects
        self._show()
        return self

    def answered(self, event: Event) -> tuple[Effect, ...]:
        """What the person gets, also for something that fits nothing."""
        transition = respond(self.snapshot, event, self.setting)
        self.snapshot, self.effects = transition.snapshot, transition.effects
        self._show()
        return self.effects

    def _show(self) -> None:
        self.history += self.effects
        self.screen += [e for e in self.effects if isinstance(e, Say | Revise)]

    def nonce(self) -> str:
        return f"{next(self._ids):032x}"

    def wait(self, **span: float) -> CarePhone:
        self.now += timedelta(**span)
        return self

    def due(
        self, kind: str = "first", case_id: str = CASE, reference: str = REFERENCE, check_in: str = ""
    ) -> CarePhone:
        check_in_id = check_in or f"{kind}-{case_id[:4]}"
        return self.take(
            CheckInCameDue(
                at=self.now,
                nonce=self.nonce(),
                check_in_id=check_in_id,
                case_id=case_id,
                reference=reference,
                kind=kind,
            )
        )

    def press(self, action: Action, argument: str = "", scope: str = "") -> CarePhone:
        return self.take(self.pressed(action, argument, scope))

    def pressed(self, action: Action, argument: str = "", scope: str = "") -> ButtonPressed:
        return ButtonPressed(
            at=self.now, nonce=self.nonce(), prompt_id="f" * 32, action=action, argument=argument, scope=scope
        )

    def tap(self, *labels: str) -> CarePhone:
        """Tap these buttons one after the other, each in the newest message that has it."""
        for label in labels:
            message, found = self._button(label)
            scope = "" if found.anytime else message.scope
            self.press(Action(found.action), found.argument, scope)
        return self

    def _button(self, label: str) -> tuple[Say | Revise, Button]:
        for message in reversed(self.screen):
            for found in (b for row in message.buttons for b in row):
                if found.label == label:
                    return message, found
        raise AssertionError(f"no button {label} on the screen: {self.labels()}")

    def write(self, text: str, message_id: int | None = None) -> CarePhone:
        return self.take(self.written(text, message_id))

    def written(self, text: str, message_id: int | None = None) -> TextReceived:
        number = message_id if message_id is not None else next(self._ids) + 1000
        return TextReceived(at=self.now, nonce=self.nonce(), message_id=number, text=text)

    def sent_file(
        self,
        kind: AttachmentKind = AttachmentKind.VOICE,
        *,
        album_id: str | None = None,
        message_id: int | None = None,
    ) -> AttachmentReceived:
        number = message_id if message_id is not None else next(self._ids) + 1000
        return AttachmentReceived(
            at=self.now,
            nonce=self.nonce(),
            message_id=number,
            kind=kind,
            size_bytes=900,
            album_id=album_id,
        )

    def edit(self, message_id: int, text: str) -> CarePhone:
        return self.take(MessageEdited(at=self.now, nonce=self.nonce(), message_id=message_id, text=text))

    def command(self, command: str) -> CarePhone:
        return self.take(CommandGiven(at=self.now, nonce=self.nonce(), message_id=5, command=command))

    def ring(self) -> CarePhone:
        """Let the silence timer run out at the moment for which it was last set."""
        timer = [e for e in self.history if isinstance(e, SetTimer) and e.timer == "check-in-silence"][-1]
        self.now = max(self.now, timer.due_at)
        return self.take(
            TimerRang(at=self.now, nonce=self.nonce(), timer=timer.timer, subject_id=timer.subject_id)
        )

    def writing(self, touched_at: datetime) -> CarePhone:
        """Start a report without going through it."""
        self.snapshot = replace(
            self.snapshot, state=ReportState.EFFECT, draft=draft(touched_at), path=(ReportState.SAFETY,)
        )
        return self

    # ---- what was seen ------------------------------------------------------------------------------------------

    def of(self, kind: type[E]) -> list[E]:
        return [e for e in self.effects if isinstance(e, kind)]

    def ever(self, kind: type[E]) -> list[E]:
        return [e for e in self.history if isinstance(e, kind)]

    def told(self) -> list[object]:
        return [e.event for e in self.of(TellCase)]

    def texts(self) -> list[str]:
        return [t for e in self.effects if isinstance(e, Say | Revise) for t in e.texts]

    def prompts(self) -> int:
        """How many messages with buttons of this moment were sent just now."""
        return sum(1 for e in self.of(Say) if any(not b.anytime for row in e.buttons for b in row))

    def labels(self) -> list[str]:
        last = [e for e in self.screen if e.buttons][-1]
        return [b.label for row in last.buttons for b in row]

    def at(self, state: State) -> bool:
        return self.snapshot.state is state

    @property
    def question(self) -> str:
        assert self.snapshot.check_in is not None
        return self.snapshot.check_in.question


def answer(phone: CarePhone, answers: Iterable[str]) -> CarePhone:
    """Answer the open check-in; an answer is a label, `skip`, or labels joined by a plus that are ticked."""
    for step in answers:
        if step == "skip":
            phone.tap("button-skip")
        elif "+" in step:
            phone.tap(*step.split("+"), "button-next")
        else:
            phone.tap(step)
    return phone


def begun(kind: str, pack: Pack = MAASSLUIS) -> CarePhone:
    """A phone at the first question of a check-in."""
    return CarePhone(pack).due(kind).tap("check-in-button-begin")


def sealed_answers(effects: list[SealAnswers]) -> dict[str, object]:
    """What the handler can read, when exactly one check-in was sealed."""
    (sealed,) = effects
    return sealed.answers


FIRST = (
    "check-in-safe-yes",
    "check-in-company-yes",
    "check-in-arrange-damage+check-in-arrange-work",
    "circle-griffier+circle-burgemeester",
    "check-in-caller-nobody",
)
SECOND = (
    "check-in-days-sleep+check-in-days-on-guard",
    "check-in-new-no",
    "check-in-talk-yes",
    "check-in-family-fine",
    "check-in-status-yes",
)
THIRD = (
    "check-in-change-better",
    "check-in-office-same",
    "check-in-private-same",
    "check-in-speaking-same",
    "check-in-helped-home+check-in-helped-time",
    "check-in-talk-yes",
    "check-in-promises-kept",
    "check-in-screen-no",
    "check-in-again-no",
)
