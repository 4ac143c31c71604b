"""Carrying out what a conversation asks for, inside the transaction of the event that caused it.

Owns the step from effects to rows: outbox, cases, envelopes, check-ins, timers, audit. Decides nothing: what has to
happen comes from `conversations`, how it is kept from `storage`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

from bot.effects.lookups import with_people
from bot.effects.workplace import Occasion, Workplace, setting_of
from bot.unreached import alarms_anew, hasten
from conversations import effects as fx
from conversations import menu
from conversations.casework.conversation import (
    Case,
    CaseTransition,
    NotYoursError,
    advance_case,
    case_from_json,
    case_to_json,
    open_case,
)
from conversations.casework.ledger import LEDGER_PART, ledger_changed, ledger_content
from conversations.events import CaseEvent, CaseStepTaken, Event, Step
from conversations.machine import respond
from conversations.moves import IllegalTransitionError, Setting
from conversations.sealed_content import CONTENT_TYPE
from conversations.snapshot import Snapshot, to_json
from storage import audit, cases, outbox, people, snapshots, timers
from storage.field_encryption import FieldEncryption
from storage.outbox import OutboxKind, OutboxMessage
from storage.people import Person
from storage.reports import Part
from storage.resealing import present_recipients
from storage.sealing import Recipient
from storage.timers import Timer


def as_rows(rows: fx.Rows) -> list[list[dict[str, object]]]:
    """Buttons as they are kept in the outbox."""
    return [[{k: v for k, v in vars(b).items() if v} for b in row] for row in rows]


class Executor:
    """Carries out the effects of one event. Make one per event: it numbers the messages."""

    def __init__(self, place: Workplace, tx: sqlite3.Connection, occasion: Occasion) -> None:
        self._place, self._tx, self._occasion = place, tx, occasion
        self._fe = place.field_encryption
        self._numbers = count()
        self._answered = False

    # ---- for whoever carries out an effect --------------------------------------------------------------------

    @property
    def place(self) -> Workplace:
        """What carrying out needs."""
        return self._place

    @property
    def tx(self) -> sqlite3.Connection:
        """The transaction in which everything happens."""
        return self._tx

    @property
    def fe(self) -> FieldEncryption:
        """The encryption of columns."""
        return self._fe

    @property
    def occasion(self) -> Occasion:
        """The event whose effects are carried out."""
        return self._occasion

    def person(self) -> Person:
        """Whose event it is."""
        assert self._occasion.person is not None, "an effect of a person's event, but there is none"
        return self._occasion.person

    def setting(self, person: Person) -> Setting:
        """The setting of a conversation with this person, now."""
        place = self._place
        others = people.enrolled_roles(self._tx, self._fe, besides=person.person_id)
        return setting_of(person, place.pack, place.organisation, others)

    # ---- conversations ------------------------------------------------------------------------------------------

    def converse(self, person: Person, event: Event) -> None:
        """Let this person's conversation take the event, keep the snapshot, carry out what follows."""
        body = snapshots.load_snapshot(self._tx, self._fe, person.person_id)
        at_hand = self._place.snapshots_at_hand
        before = at_hand.read(body) if body is not None else Snapshot()
        transition = respond(before, event, self.setting(person))
        if transition.snapshot != before or body is None:
            body = to_json(transition.snapshot)
            snapshots.save_snapshot(self._tx, self._fe, person.person_id, body)
        at_hand.keep(body, transition.snapshot)
        self.carry_out(transition.effects)

    def welcome(self, person: Person, event: Event) -> None:
        """Show somebody who was just enrolled what this is."""
        transition = menu.welcome(Snapshot(), event, self.setting(person))
        self.carry_out(transition.effects)

    def tell(self, text: str) -> None:
        """Send this text to the person of the occasion, outside any conversation."""
        self.queue(fx.Say(texts=(text,)))

    def carry_out(self, effects: Iterable[fx.Effect]) -> None:
        """Carry out effects in their order."""
        for effect in effects:
            CARRY_OUT[type(effect)](self, effect)
            if type(effect) in _OF_EVIDENCE:
                self._place.evidence_effects.add(type(effect))

    def answer_button(self) -> None:
        """Answer the pressed button when nothing did so yet, so that it stops spinning."""
        if self._occasion.callback_query_id and not self._answered:
            self.toast(fx.Toast(text=""))

    # ---- messages -----------------------------------------------------------------------------------------------

    def enqueue(self, person_id: str, kind: OutboxKind, body: dict[str, Any]) -> str:
        """Queue something for this person; its prompt id."""
        prompt_id = f"{self._occasion.nonce[:32]}{next(self._numbers):x}"
        message = OutboxMessage(
            prompt_id=prompt_id,
            person_id=person_id,
            kind=kind,
            body=body,
            due_at=self._occasion.at,
            created_at=self._occasion.at,
        )
        outbox.enqueue(self._tx, self._fe, message)
        return prompt_id

    def queue(self, effect: fx.Say) -> str:
        """Queue a message; its prompt id."""
        body: dict[str, Any] = {
            "texts": list(effect.texts),
            "args": effect.args,
            "buttons": as_rows(effect.buttons),
            "view": effect.view,
            "reply_to": effect.reply_to,
            "push": effect.push,
            "notice_of": effect.notice_of,
            "scope": effect.scope,
            **({"forwardable": True} if effect.forwardable else {}),
        }
        return self.enqueue(effect.to or self.person().person_id, OutboxKind.SAY, body)

    def toast(self, effect: fx.Toast) -> None:
        """Answer the pressed button with a word, unless it was answered."""
        if not self._occasion.callback_query_id or self._answered:
            return
        self._answered = True
        body = {
            "callback_query_id": self._occasion.callback_query_id,
            "text": effect.text,
            "args": effect.args,
            "alert": effect.alert,
            "view": effect.view,
        }
        self.enqueue(self.person().person_id, OutboxKind.TOAST, body)

    # ---- reports and cases --------------------------------------------------------------------------------------

    def open(self, case: Case) -> None:
        """Keep a new case and start it: its people are told, its clocks run."""
        transition = open_case(case, self._place.pack)
        cases.add_case(
            self._tx,
            self._fe,
            case_id=case.case_id,
            reference=case.reference,
            state=transition.case.state,
            urgent=case.urgent,
            at=self._occasion.at,
            body=case_to_json(transition.case),
            told=transition.case.told,
        )
        self._carry_out_for(case, transition.effects)
        hasten(self._tx, self._fe, transition.case, self._occasion.at)

    def case(self, case_id: str) -> Case:
        """The case as it is now. Raises NotYoursError when there is none."""
        stored = cases.load_case(self._tx, self._fe, case_id)
        if stored is None:
            raise NotYoursError("there is no such case")
        return case_from_json(stored.body)

    def tell_case(self, case_id: str, event: CaseEvent) -> None:
        """Let a case take an event. What somebody may not do is refused, recorded, and changes nothing."""
        try:
            self._advance_case(case_id, event)
        except NotYoursError:
            self.record(fx.Record(action="refused", subject_id=case_id))
            self._refuse("toast-not-yours", event)
        except IllegalTransitionError:
            self._refuse("toast-earlier", event)

    def try_case(self, case_id: str, event: CaseEvent) -> bool:
        """Let a case take an event; False when it refused, which changes nothing and is told to nobody."""
        try:
            self._advance_case(case_id, event)
        except IllegalTransitionError:
            return False
        return True

    def _advance_case(self, case_id: str, event: CaseEvent) -> None:
        stored = self.case(case_id)
        pack = self._place.pack_of(stored)
        case = with_people(self._tx, self._fe, stored, pack)
        transition = advance_case(case, event, pack)
        self._save_case(transition)
        self._carry_out_for(case, transition.effects)
        if alarms_anew(case, transition.case):
            hasten(self._tx, self._fe, transition.case, self._occasion.at)
        if ledger_changed(case, transition.case):
            self._seal_ledger(transition.case)

    def _refuse(self, text: str, event: CaseEvent) -> None:
        """Say that nothing happened: on the button, or in the chat to somebody who wrote."""
        sent = isinstance(event, CaseStepTaken) and event.step is not Step.FILE_KEPT
        if self._occasion.callback_query_id or not sent:
            self.toast(fx.Toast(text=text))
        else:
            self.tell("write-refused")

    def _save_case(self, transition: CaseTransition) -> None:
        case = transition.case
        cases.save_case(
            self._tx,
            self._fe,
            case_id=case.case_id,
            state=case.state,
            urgent=case.urgent,
            body=case_to_json(case),
            told=case.told,
        )

    def _carry_out_for(self, case: Case, effects: Iterable[fx.Effect]) -> None:
        """Carry out what a case asks for: its timers belong to the case, not to a person."""
        for effect in effects:
            if isinstance(effect, fx.SetTimer):
                self.set_timer("", effect)
            else:
                self.carry_out((effect,))

    def seal(self, case: Case, part: str, content: bytes) -> None:
        """Seal a part of a case to its recipients, and note that in the audit log."""
        sealed = Part(
            case_id=case.case_id,
            part=part,
            content=content,
            content_type=CONTENT_TYPE,
            created_at=self._occasion.at,
            pack_id=case.pack_id,
            pack_version=case.pack_version,
        )
        self._place.register.seal(self._tx, sealed, self.recipients_of(case))
        self.record(fx.Record(action=f"sealed-{part}", subject_id=case.case_id))

    def _seal_ledger(self, case: Case) -> None:
        """Seal the ledger as it is now, as its next revision."""
        found = (people.sound_person(self._tx, self._fe, entry.by) for entry in case.ledger if entry.by)
        names = {person.person_id: person.name for person in found if person is not None}
        self.seal(case, LEDGER_PART, ledger_content(case, names, sealed_at=self._occasion.at))

    def recipients_of(self, case: Case) -> list[Recipient]:
        """To whom a case is sealed: its handlers, deputies and stand-ins, minus who stepped back, and the recovery.

        Somebody whose row is damaged is passed over: the alarm tells the administrator, and the others go on.
        """
        present = present_recipients(self._tx, self._fe, case, str(self._place.recovery))
        return [Recipient.parse(r) for r in present]

    # ---- calendar -----------------------------------------------------------------------------------------------

    def set_timer(self, person_id: str, effect: fx.SetTimer) -> None:
        """Let something ring for this person, or for the case itself when the person id is empty."""
        timer = Timer(
            timer=effect.timer, subject_id=effect.subject_id, person_id=person_id, due_at=effect.due_at
        )
        timers.set_timer(self._tx, timer)

    # ---- people and audit ---------------------------------------------------------------------------------------

    def record(self, effect: fx.Record) -> None:
        """Note in the audit log who did what, to what."""
        actor = self._occasion.person.person_id if self._occasion.person else "clock"
        audit.record(
            self._tx, at=self._occasion.at, actor=actor, action=effect.action, subject=effect.subject_id
        )


_OF_EVIDENCE = frozenset({fx.FetchEvidence, fx.DropEvidence, fx.SubmitReport, fx.SubmitSupplement})
"""What makes a file be fetched, unlinked or given its recipients."""

CARRY_OUT: dict[type[fx.Effect], Callable[[Executor, Any], None]] = {}
"""Who carries out which effect. The package fills it, since it alone knows all of them (`bot/effects/__init__.py`)."""
