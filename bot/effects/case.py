"""Carrying out what a case asks for beyond messages and timers: words, the ledger, lists, colleagues, stand-ins.

Owns the step from those effects to rows and envelopes, inside the transaction of the event. Decides nothing about a
case; who may take part is decided by the pack and by `conversations.casework.conversation`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from conversations import effects as fx
from conversations.actions import Action
from conversations.casework.conversation import Case, case_from_json
from conversations.casework.doors import STAND_IN
from conversations.casework.ledger import LEDGER_PART, ledger_content, words_content
from conversations.casework.model import StandIn
from conversations.casework.views import KnownStandIn
from conversations.draft_keeping import attachment_from
from conversations.events import AttachmentReceived, CaseStepTaken, Step
from conversations.packs.model import Pack, RoleKind
from conversations.register import Register, quarter_before, quarter_of
from storage import case_messages, cases, people, register, stand_ins, timers
from storage.field_encryption import FieldEncryption
from storage.timers import Timer

if TYPE_CHECKING:
    from bot.effects.executor import Executor

MOST_SHOWN = 30

FILE_PART = "file"
"""The kind of the document that says of a file in a case who sent it, and when."""


# ---- the people around a case -----------------------------------------------------------------------------------


def with_people(tx: sqlite3.Connection, fe: FieldEncryption, case: Case, pack: Pack) -> Case:
    """The case with everybody's role, and the colleagues to whom it can be handed: nobody who was left out of it."""
    roles, colleagues, unsealed = dict(case.roles), [], []
    for role_id, role in pack.roles.items():
        for person in people.people_with_role(tx, fe, role_id):
            roles[person.person_id] = role_id
            if not person.recipient:
                unsealed.append(person.person_id)
            outside = role_id in case.excluded_roles or person.person_id == case.reporter_id
            chosen = role.kind is RoleKind.CASE_HANDLER or person.person_id in case.escalation
            if chosen and not outside:
                colleagues.append(person.person_id)
    return replace(
        case,
        roles=roles,
        colleagues=tuple(dict.fromkeys(colleagues)),
        without_recipient=tuple(dict.fromkeys(unsealed)),
    )


def with_stand_ins(tx: sqlite3.Connection, case: Case, now: datetime) -> Case:
    """A new case with whoever stands in for its handlers and deputies, as far as they may know of it."""
    present = (*case.handlers, *case.deputies)
    named = tuple(
        StandIn(absent_id=absent, deputy_id=deputy)
        for absent, deputy in stand_ins.stand_ins(tx, now).items()
        if absent in present and deputy in case.colleagues
    )
    return replace(case, stand_ins=named)


def stand_ins_of(tx: sqlite3.Connection, fe: FieldEncryption, person_id: str) -> list[KnownStandIn]:
    """Who stands in for this person, and for whom they do, with the names that they know each other by."""
    found = []
    for known in stand_ins.standing_in(tx):
        if person_id not in (known.absent_id, known.deputy_id):
            continue
        is_deputy = person_id == known.deputy_id
        other = people.sound_person(tx, fe, known.absent_id if is_deputy else known.deputy_id)
        if other is not None:
            found.append(KnownStandIn(who=other.name, until_at=known.until_at, is_deputy=is_deputy))
    return found


def open_cases_of(
    tx: sqlite3.Connection, fe: FieldEncryption, person_id: str, limit: int | None = None
) -> Iterator[Case]:
    """The cases that are with this person and not finished: what is urgent first, then the oldest; at most `limit`."""
    for case_id in cases.open_case_ids_of(tx, person_id, limit):
        stored = cases.load_case(tx, fe, case_id)
        case = case_from_json(stored.body) if stored is not None else None
        if case is not None and person_id in case.told:
            yield case


def list_people_of_older_cases(tx: sqlite3.Connection, fe: FieldEncryption, limit: int) -> int:
    """Record with whom the cases of an older version are, a number at a time; how many there were."""
    older = cases.cases_without_people(tx, limit)
    for case_id in older:
        stored = cases.load_case(tx, fe, case_id)
        assert stored is not None
        cases.list_people(tx, case_id, case_from_json(stored.body).told)
    return len(older)


# ---- effects ----------------------------------------------------------------------------------------------------


def seal_text(executor: Executor, effect: fx.SealText) -> None:
    """Seal what the person of the event wrote in a case."""
    case, person = executor.case(effect.case_id), executor.person()
    content = words_content(
        effect.kind,
        effect.text,
        about=effect.about,
        name=person.name,
        role=case.role_of(person.person_id),
        written_at=executor.occasion.at,
        reference=case.reference,
        corrects=effect.corrects,
    )
    executor.seal(case, effect.part, content)


def keep_file(executor: Executor, effect: fx.KeepFile) -> None:
    """Plan to fetch the file of the event for the case, and seal what is said of it: who sent it, and when."""
    event, case, person = executor.occasion.event, executor.case(effect.case_id), executor.person()
    assert isinstance(event, AttachmentReceived)
    attachment = replace(attachment_from(event, FILE_PART), attachment_id=effect.attachment_id)
    content = words_content(
        FILE_PART,
        event.caption or "",
        about=effect.attachment_id,
        name=person.name,
        role=case.role_of(person.person_id),
        written_at=executor.occasion.at,
        reference=case.reference,
        file=attachment,
    )
    executor.seal(case, "message", content)
    fetch = fx.FetchEvidence(
        attachment_id=effect.attachment_id,
        message_id=event.message_id,
        draft_id=case.case_id,
        album_id=event.album_id,
    )
    executor.carry_out((fetch,))


def seal_ledger(executor: Executor, case: Case) -> None:
    """Seal the ledger as it is now, as its next revision."""
    found = (people.sound_person(executor.tx, executor.fe, e.by) for e in case.ledger if e.by)
    names = {p.person_id: p.name for p in found if p is not None}
    content = ledger_content(case, names, sealed_at=executor.occasion.at)
    executor.seal(case, LEDGER_PART, content)


def bring(executor: Executor, effect: fx.Bring) -> None:
    """Queue the message, and keep the words encrypted beside it until it is delivered."""
    prompt_id = executor.queue(effect.say)
    case_messages.keep_until_delivered(executor.tx, executor.fe, prompt_id, effect.text, executor.occasion.at)


def show_cases(executor: Executor, effect: fx.ShowCases) -> None:
    """The list of cases, each as a button with its reference; what is urgent comes first."""
    mine = open_cases_of(executor.tx, executor.fe, executor.person().person_id, MOST_SHOWN)
    rows = tuple(
        (
            fx.Button(
                label="case-button-urgent" if c.urgent else "case-button",
                label_args={"reference": c.reference},
                action=Action.SHOW_CASE,
                argument=c.case_id,
                anytime=True,
            ),
        )
        for c in mine
    )
    clocks = (fx.Button(label="button-my-clocks", action=Action.MY_CLOCKS, anytime=True),)
    care = (fx.Button(label="button-my-aftercare", action=Action.MY_AFTERCARE, anytime=True),)
    closed = (fx.Button(label="button-closed-cases", action=Action.CLOSED_CASES, anytime=True),)
    below = (*((clocks,) if rows else ()), care, closed)
    executor.queue(fx.Say(texts=("my-cases",), view="cases", buttons=(*rows, *below)))


def show_closed_cases(executor: Executor, effect: fx.ShowClosedCases) -> None:
    """The cases that were closed last, each as a button with its reference and the day on which it was closed."""
    ids = cases.closed_case_ids_of(executor.tx, executor.person().person_id, MOST_SHOWN)
    found = [case_from_json(s.body) for i in ids if (s := cases.load_case(executor.tx, executor.fe, i))]
    closed = sorted(
        ((c.closed_at, c) for c in found if c.closed_at is not None), key=lambda pair: pair[0], reverse=True
    )
    rows = tuple(
        (
            fx.Button(
                label="case-button-closed",
                label_args={"reference": c.reference, "closed_day": at.isoformat()},
                action=Action.SHOW_CASE,
                argument=c.case_id,
                anytime=True,
            ),
        )
        for at, c in closed
    )
    executor.queue(fx.Say(texts=("closed-cases" if rows else "closed-cases-none",), buttons=rows))


def name_stand_in(executor: Executor, effect: fx.NameStandIn) -> None:
    """Remember who stands in, and let the handler's other cases know; say so when one of them cannot have it."""
    person_id = executor.person().person_id
    before = stand_ins.stand_ins(executor.tx).get(person_id)
    if before is not None and before != effect.deputy_id:
        _told_over(executor, person_id, before)
    stand_ins.name_stand_in(
        executor.tx, person_id, effect.deputy_id, executor.occasion.at, until_at=effect.until_at
    )
    rings = Timer(timer=STAND_IN, subject_id=person_id, person_id=person_id, due_at=effect.until_at)
    timers.set_timer(executor.tx, rings)
    until: dict[str, str | int] = {"who_person": person_id, "until_at": effect.until_at.isoformat()}
    executor.queue(fx.Say(texts=("stand-in-named-deputy",), args=until, to=effect.deputy_id))
    others = list(_others(executor, person_id, effect.case_id))
    allowed = [executor.try_case(c.case_id, _step(executor, Step.STAND_IN, effect.deputy_id)) for c in others]
    if not all(allowed):
        executor.tell("case-stand-in-not-everywhere")


def end_stand_in(executor: Executor, effect: fx.EndStandIn) -> None:
    """Nobody stands in any more, in any case of this handler; both hear it when the time was over by itself."""
    person_id = executor.person().person_id
    deputy = stand_ins.stand_ins(executor.tx).get(person_id)
    stand_ins.end_stand_in(executor.tx, person_id)
    timers.clear_timers(executor.tx, person_id, STAND_IN)
    if deputy is None:
        return
    if not effect.case_id:
        executor.tell("case-stand-in-over")
    _told_over(executor, person_id, deputy)
    value = "too" if effect.case_id else "over"
    for case in list(_others(executor, person_id, effect.case_id)):
        executor.try_case(case.case_id, _step(executor, Step.BACK_AGAIN, "", value))


def count_in_register(executor: Executor, effect: fx.CountInRegister) -> None:
    """Add to the numbers of the running quarter; nothing says of which case."""
    zone = ZoneInfo(executor.place.pack.time_zone)
    period = quarter_of(executor.occasion.at, zone)
    register.count(executor.tx, executor.fe, period, effect.chosen)


def register_of(tx: sqlite3.Connection, fe: FieldEncryption, period: str) -> Register:
    """The numbers of a quarter, beside those of the one before it."""
    return Register(
        counts=register.counts_of(tx, fe, period), before=register.counts_of(tx, fe, quarter_before(period))
    )


def _told_over(executor: Executor, absent_id: str, deputy_id: str) -> None:
    over = fx.Say(texts=("stand-in-over-deputy",), args={"who_person": absent_id}, to=deputy_id)
    executor.queue(over)


def _others(executor: Executor, person_id: str, case_id: str) -> Iterable[Case]:
    return (c for c in open_cases_of(executor.tx, executor.fe, person_id) if c.case_id != case_id)


def _step(executor: Executor, step: Step, subject: str, value: str = "too") -> CaseStepTaken:
    occasion = executor.occasion
    return CaseStepTaken(
        at=occasion.at,
        nonce=occasion.nonce,
        by=executor.person().person_id,
        step=step,
        subject=subject,
        value=value,
    )
