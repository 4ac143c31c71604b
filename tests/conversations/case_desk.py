"""A desk with one case on it, for the tests of casework: steps are taken, time passes, what follows is looked at."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count

from conversations.casework.conversation import advance_case, case_from_json, case_to_json, open_case
from conversations.casework.model import Case, CaseTransition
from conversations.effects import Bring, ClearTimers, Effect, Record, Say, SealText, SetTimer, Toast
from conversations.events import CaseEvent, CaseStepTaken, CaseTimerRang, DossierOpened, Step
from conversations.packs.pack import Pack
from tests.conversations.shipped_packs import MAASSLUIS

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""Ten o'clock in the Netherlands."""

REPORTER, HANDLER, DEPUTY, OFFICER, COLLEAGUE = "sanne", "gerda", "pim", "ben", "gijs"

WORDS = "Hij belde vannacht weer, en mijn zoon nam op"


def case(**changes: object) -> Case:
    """A report of Sanne with griffier Gerda; deputy Pim, burgemeester Ben and secretaris Gijs are there."""
    whole = Case(
        case_id="c" * 32,
        reference="R-7F3K-QM",
        kind="report",
        urgent=False,
        office="raadslid",
        pack_id="maassluis",
        pack_version=1,
        reporter_id=REPORTER,
        created_at=TUESDAY,
        handlers=(HANDLER,),
        deputies=(DEPUTY,),
        informed=(OFFICER,),
        escalation=(OFFICER,),
        colleagues=(HANDLER, DEPUTY, COLLEAGUE),
        roles={
            HANDLER: "griffier",
            DEPUTY: "plaatsvervangend-griffier",
            OFFICER: "burgemeester",
            COLLEAGUE: "gemeentesecretaris",
        },
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


@dataclass
class Desk:
    """The case, the time, and what the last event brought about."""

    case: Case
    pack: Pack = MAASSLUIS
    now: datetime = TUESDAY
    effects: tuple[Effect, ...] = ()
    timers: dict[str, datetime] = field(default_factory=dict)
    everything: list[Effect] = field(default_factory=list)
    numbers: count[int] = field(default_factory=lambda: count(1))

    def nonce(self) -> str:
        return f"{next(self.numbers):08x}" + "0" * 24

    def take(self, transition: CaseTransition) -> Desk:
        """Keep what follows, as the storage would."""
        self.case = case_from_json(case_to_json(transition.case))
        self.effects = transition.effects
        self.everything += transition.effects
        for effect in transition.effects:
            if isinstance(effect, SetTimer):
                self.timers[effect.timer] = effect.due_at
            if isinstance(effect, ClearTimers):
                for name in [n for n in self.timers if effect.timer in ("", n)]:
                    del self.timers[name]
        return self

    def event(self, event: CaseEvent) -> Desk:
        return self.take(advance_case(self.case, event, self.pack))

    def step(self, by: str, step: Step, subject: str = "", value: str = "", text: str = "") -> Desk:
        """Somebody takes a step."""
        return self.event(
            CaseStepTaken(
                at=self.now, nonce=self.nonce(), by=by, step=step, subject=subject, value=value, text=text
            )
        )

    def passes(self, **span: float) -> Desk:
        """Time passes, and every timer rings when it is due."""
        until = self.now + timedelta(**span)
        while self.timers and min(self.timers.values()) <= until:
            name = min(self.timers, key=lambda n: self.timers[n])
            self.now = max(self.now, self.timers.pop(name))
            self.event(CaseTimerRang(at=self.now, nonce=self.nonce(), timer=name))
        self.now = until
        return self

    def proposed(self, measure: str = "order-talk") -> str:
        """Gerda proposes a measure; the id of the action."""
        self.step(HANDLER, Step.PROPOSE, measure)
        return self.case.actions[-1].action_id

    def said(self, to: str, effects: tuple[Effect, ...] | None = None) -> list[str]:
        """The first text of everything that somebody is told by the last event."""
        shown = (e.say if isinstance(e, Bring) else e for e in (self.effects if effects is None else effects))
        return [e.texts[0] for e in shown if isinstance(e, Say) and e.to == to]

    def toasts(self) -> list[str]:
        return [e.text for e in self.effects if isinstance(e, Toast)]

    def records(self) -> list[str]:
        return [e.action for e in self.effects if isinstance(e, Record)]

    def sealed(self) -> list[SealText]:
        return [e for e in self.effects if isinstance(e, SealText)]

    def buttons(self, to: str) -> set[str]:
        """The labels under what somebody was told last."""
        shown = [e.say if isinstance(e, Bring) else e for e in self.effects]
        return {b.label for e in shown if isinstance(e, Say) and e.to == to for row in e.buttons for b in row}


def desk(pack: Pack = MAASSLUIS, **changes: object) -> Desk:
    """A case that was just opened."""
    changes = {"pack_id": pack.id, **changes}
    fresh = Desk(case=case(**changes), pack=pack)
    return fresh.take(open_case(fresh.case, pack))


def opened(pack: Pack = MAASSLUIS, **changes: object) -> Desk:
    """A case that Gerda has read."""
    at = desk(pack, **changes)
    return at.event(DossierOpened(at=TUESDAY, nonce=at.nonce(), by=HANDLER))


def brought(at: Desk) -> list[tuple[str, str]]:
    """To whom the last event brought words, and which."""
    return [(e.say.to, e.text) for e in at.effects if isinstance(e, Bring)]
