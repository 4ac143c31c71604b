"""Carrying out what a conversation asks for, inside the transaction of the event that caused it.

Owns the step from effects to rows: outbox, cases, envelopes, check-ins, timers, audit. Decides nothing: what has to
happen comes from `conversations`, how it is kept from `storage`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from bot.effects import calendar as calendar_effects
from bot.effects import care as care_effects
from bot.effects import report as report_effects
from bot.effects.case import (
    bring,
    count_in_register,
    end_stand_in,
    keep_file,
    name_stand_in,
    seal_ledger,
    seal_text,
    show_cases,
    show_closed_cases,
    with_people,
)
from bot.unreached import hasten
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
from conversations.casework.ledger import ledger_changed
from conversations.events import AttachmentReceived, CaseEvent, CaseStepTaken, ChatWiped, Event, Step
from conversations.machine import respond
from conversations.moves import IllegalTransitionError, Setting
from conversations.packs.model import Pack
from conversations.packs.routing import office_of_role
from conversations.sealed_content import CONTENT_TYPE, answers_content
from conversations.snapshot import Person as Speaker
from conversations.snapshot import Snapshot, from_json, to_json
from storage import audit, cases, chat_messages, evidence, outbox, people, snapshots, timers
from storage.evidence import Evidence
from storage.field_encryption import FieldEncryption
from storage.outbox import OutboxKind, OutboxMessage
from storage.people import Person
from storage.reports import Part, Register
from storage.resealing import present_recipients
from storage.sealing import Recipient
from storage.timers import Timer


class PackUnknownError(Exception):
    """A case was opened under a version of a pack that is not here any more."""


@dataclass(frozen=True, kw_only=True)
class Workplace:
    """What carrying out needs: the pack of today, every pack version a case may have, the register, the recovery key.

    `dropped_payloads` are payload files that may be unlinked once no row refers to them any more; `evidence_effects`
    is which effects there were since anybody looked that give the workers of evidence something to do.
    `spool_folder` is where the command line
    leaves requests while the bot runs.
    """

    pack: Pack
    packs: dict[tuple[str, int], Pack]
    field_encryption: FieldEncryption
    register: Register
    recovery: Recipient
    organisation: str
    dropped_payloads: set[str]
    spool_folder: Path | None = None
    evidence_effects: set[type[fx.Effect]] = field(default_factory=set)

    def pack_of(self, case: Case) -> Pack:
        """The pack under which a case was opened. Raises PackUnknownError."""
        try:
            return self.packs[case.pack_id, case.pack_version]
        except KeyError:
            raise PackUnknownError("a case needs a pack version that is not installed") from None


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """The event whose effects are carried out. `person` is whose conversation it is, None for a case's own clock."""

    at: datetime
    nonce: str
    person: Person | None = None
    callback_query_id: str = ""
    file_id: str = ""
    event: Event | None = None


def setting_of(
    person: Person, pack: Pack, organisation: str = "", roles: Mapping[str, bool] | None = None
) -> Setting:
    """The setting of a conversation with this person. `roles` are those of others, each with whether it can read."""
    speaker = Speaker(
        person_id=person.person_id,
        kind=person.kind,
        language=person.language,
        office=person.office or office_of_role(pack, person.role),
        role=person.role,
        name=person.name,
    )
    return Setting(
        pack=pack,
        person=speaker,
        organisation=organisation,
        enrolled_roles=None if roles is None else frozenset(roles),
        reading_roles=None if roles is None else frozenset(role for role, reads in roles.items() if reads),
    )


class Executor:
    """Carries out the effects of one event. Make one per event: it numbers the messages."""

    def __init__(self, place: Workplace, tx: sqlite3.Connection, occasion: Occasion) -> None:
        self._place, self._tx, self._occasion = place, tx, occasion
        self._fe = place.field_encryption
        self._numbers = count()
        self._answered = False

    # ---- for the effects of a case (bot.effects.case) -----------------------------------------------------------

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
        before = from_json(body) if body is not None else Snapshot()
        transition = respond(before, event, self.setting(person))
        if transition.snapshot != before or body is None:
            snapshots.save_snapshot(self._tx, self._fe, person.person_id, to_json(transition.snapshot))
        self.carry_out(transition.effects)

    def welcome(self, person: Person, event: Event) -> None:
        """Show somebody who was just enrolled what this is."""
        transition = menu.welcome(Snapshot(), event, self.setting(person))
        self.carry_out(transition.effects)

    def tell(self, text: str) -> None:
        """Send this text to the person of the occasion, outside any conversation."""
        self._say(fx.Say(texts=(text,)))

    def carry_out(self, effects: Iterable[fx.Effect]) -> None:
        """Carry out effects in their order."""
        for effect in effects:
            _CARRY_OUT[type(effect)](self, effect)
            if type(effect) in _OF_EVIDENCE:
                self._place.evidence_effects.add(type(effect))

    def answer_button(self) -> None:
        """Answer the pressed button when nothing did so yet, so that it stops spinning."""
        if self._occasion.callback_query_id and not self._answered:
            self._toast(fx.Toast(text=""))

    # ---- messages -----------------------------------------------------------------------------------------------

    def _enqueue(self, person_id: str, kind: OutboxKind, body: dict[str, Any]) -> str:
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

    def _self_id(self) -> str:
        assert self._occasion.person is not None, "an effect for the person of the event, but there is none"
        return self._occasion.person.person_id

    def _say(self, effect: fx.Say) -> None:
        self.queue(effect)

    def queue(self, effect: fx.Say) -> str:
        """Queue a message; its prompt id."""
        body: dict[str, Any] = {
            "texts": list(effect.texts),
            "args": effect.args,
            "buttons": _buttons(effect.buttons),
            "view": effect.view,
            "reply_to": effect.reply_to,
            "push": effect.push,
            "notice_of": effect.notice_of,
            "scope": effect.scope,
            **({"forwardable": True} if effect.forwardable else {}),
        }
        return self._enqueue(effect.to or self._self_id(), OutboxKind.SAY, body)

    def _revise(self, effect: fx.Revise) -> None:
        body: dict[str, Any] = {
            "target": effect.prompt_id,
            "texts": list(effect.texts),
            "args": effect.args,
            "buttons": _buttons(effect.buttons),
            "view": effect.view,
            "scope": effect.scope,
        }
        self._enqueue(effect.to or self._self_id(), OutboxKind.REVISE, body)

    def _toast(self, effect: fx.Toast) -> None:
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
        self._enqueue(self._self_id(), OutboxKind.TOAST, body)

    def _wipe_chat(self, effect: fx.WipeChat) -> None:
        person = self._occasion.person
        assert person is not None
        deletable, left = chat_messages.messages_to_wipe(self._tx, person.person_id, self._occasion.at)
        if deletable:
            self._enqueue(person.person_id, OutboxKind.WIPE, {"message_ids": deletable})
        wiped = ChatWiped(at=self._occasion.at, nonce=self._occasion.nonce, removed=len(deletable), left=left)
        self.converse(person, wiped)

    # ---- evidence -----------------------------------------------------------------------------------------------

    def _fetch_evidence(self, effect: fx.FetchEvidence) -> None:
        event = self._occasion.event
        assert isinstance(event, AttachmentReceived)
        evidence.want_evidence(
            self._tx,
            self._fe,
            Evidence(
                attachment_id=effect.attachment_id,
                draft_id=effect.draft_id,
                person_id=self._self_id(),
                message_id=effect.message_id,
                album_id=effect.album_id,
                kind=event.kind,
                file_id=self._occasion.file_id,
                file_name=event.file_name,
                content_type=event.content_type,
                caption=event.caption,
                forwarded_from=event.forwarded_from,
                received_at=self._occasion.at,
                size_bytes=event.size_bytes,
            ),
        )

    def _drop_evidence(self, effect: fx.DropEvidence) -> None:
        self._place.dropped_payloads.update(evidence.drop_evidence_of_draft(self._tx, effect.draft_id))

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
        return self._case(case_id)

    def _case(self, case_id: str) -> Case:
        stored = cases.load_case(self._tx, self._fe, case_id)
        if stored is None:
            raise NotYoursError("there is no such case")
        return case_from_json(stored.body)

    def tell_case(self, case_id: str, event: CaseEvent) -> None:
        """Let a case take an event. What somebody may not do is refused, recorded, and changes nothing."""
        try:
            self._advance_case(case_id, event)
        except NotYoursError:
            self._record(fx.Record(action="refused", subject_id=case_id))
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
        stored = self._case(case_id)
        pack = self._place.pack_of(stored)
        case = with_people(self._tx, self._fe, stored, pack)
        transition = advance_case(case, event, pack)
        self._save_case(transition)
        self._carry_out_for(case, transition.effects)
        if ledger_changed(case, transition.case):
            seal_ledger(self, transition.case)

    def _refuse(self, text: str, event: CaseEvent) -> None:
        """Say that nothing happened: on the button, or in the chat to somebody who wrote."""
        sent = isinstance(event, CaseStepTaken) and event.step is not Step.FILE_KEPT
        if self._occasion.callback_query_id or not sent:
            self._toast(fx.Toast(text=text))
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
                self._set_timer_of("", effect)
            else:
                self.carry_out((effect,))

    def _tell_case_effect(self, effect: fx.TellCase) -> None:
        assert isinstance(effect.event, CaseEvent)
        self.tell_case(effect.case_id, effect.event)

    def _seal_answers(self, effect: fx.SealAnswers) -> None:
        person = self._occasion.person
        assert person is not None
        case = self._case(effect.case_id)
        content = answers_content(
            effect.kind,
            effect.answers,
            name=person.name,
            answered_at=self._occasion.at,
            files=effect.files,
        )
        self._seal(case, f"check-in-{effect.kind}", content)

    def seal(self, case: Case, part: str, content: bytes) -> None:
        """Seal a part of a case to its recipients, and note that in the audit log."""
        self._seal(case, part, content)

    def _seal(self, case: Case, part: str, content: bytes) -> None:
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
        self._record(fx.Record(action=f"sealed-{part}", subject_id=case.case_id))

    def recipients_of(self, case: Case) -> list[Recipient]:
        """To whom a case is sealed: its handlers, deputies and stand-ins, minus who stepped back, and the recovery.

        Somebody whose row is damaged is passed over: the alarm tells the administrator, and the others go on.
        """
        present = present_recipients(self._tx, self._fe, case, str(self._place.recovery))
        return [Recipient.parse(r) for r in present]

    # ---- calendar -----------------------------------------------------------------------------------------------

    def _set_timer(self, effect: fx.SetTimer) -> None:
        self._set_timer_of(self._self_id(), effect)

    def _set_timer_of(self, person_id: str, effect: fx.SetTimer) -> None:
        timer = Timer(
            timer=effect.timer, subject_id=effect.subject_id, person_id=person_id, due_at=effect.due_at
        )
        timers.set_timer(self._tx, timer)

    def _clear_timers(self, effect: fx.ClearTimers) -> None:
        timers.clear_timers(self._tx, effect.subject_id, effect.timer or None)

    # ---- people and audit ---------------------------------------------------------------------------------------

    def _change_language(self, effect: fx.ChangeLanguage) -> None:
        people.change_language(self._tx, self._fe, self._self_id(), effect.language)

    def _record(self, effect: fx.Record) -> None:
        actor = self._occasion.person.person_id if self._occasion.person else "clock"
        audit.record(
            self._tx, at=self._occasion.at, actor=actor, action=effect.action, subject=effect.subject_id
        )


def _buttons(rows: fx.Rows) -> list[list[dict[str, object]]]:
    return [[{k: v for k, v in vars(b).items() if v} for b in row] for row in rows]


_OF_EVIDENCE = frozenset({fx.FetchEvidence, fx.DropEvidence, fx.SubmitReport, fx.SubmitSupplement})
"""What makes a file be fetched, unlinked or given its recipients."""

_CARRY_OUT: dict[type[fx.Effect], Callable[[Executor, Any], None]] = {
    fx.Say: Executor._say,
    fx.Revise: Executor._revise,
    fx.Toast: Executor._toast,
    fx.WipeChat: Executor._wipe_chat,
    fx.FetchEvidence: Executor._fetch_evidence,
    fx.DropEvidence: Executor._drop_evidence,
    fx.SubmitReport: report_effects.submit_report,
    fx.SubmitSupplement: report_effects.submit_supplement,
    fx.RequestContact: report_effects.request_contact,
    fx.RequestCall: report_effects.request_call,
    fx.BringCheckInForward: calendar_effects.bring_check_in_forward,
    fx.TellCase: Executor._tell_case_effect,
    fx.SealAnswers: Executor._seal_answers,
    fx.PlanCheckIn: calendar_effects.plan_check_in,
    fx.MoveCheckIn: calendar_effects.move_check_in,
    fx.FinishCheckIn: calendar_effects.finish_check_in,
    fx.CancelCheckIns: calendar_effects.cancel_check_ins,
    fx.ResumeCheckIns: calendar_effects.resume_check_ins,
    fx.AdoptEvidence: care_effects.adopt_evidence,
    fx.CountRating: care_effects.count_rating,
    fx.KeepRemark: care_effects.keep_remark,
    fx.ShowAftercare: care_effects.show_aftercare,
    fx.DropUnsent: care_effects.drop_unsent,
    fx.SetTimer: Executor._set_timer,
    fx.ClearTimers: Executor._clear_timers,
    fx.ChangeLanguage: Executor._change_language,
    fx.Record: Executor._record,
    fx.SealText: seal_text,
    fx.Bring: bring,
    fx.KeepFile: keep_file,
    fx.CountInRegister: count_in_register,
    fx.ShowCases: show_cases,
    fx.ShowClosedCases: show_closed_cases,
    fx.NameStandIn: name_stand_in,
    fx.EndStandIn: end_stand_in,
}
