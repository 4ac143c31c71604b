"""Carrying out what a case asks for beyond messages and timers: words, the ledger, lists, colleagues, stand-ins.

Owns the step from those effects to rows and envelopes, inside the transaction of the event. Decides nothing about a
case; who may take part is decided by the pack and by `conversations.casework.conversation`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.effects.executor import Executor
from bot.effects.lookups import open_cases_of
from conversations import effects as fx
from conversations.actions import Action
from conversations.casework.conversation import Case, case_from_json
from conversations.casework.doors import STAND_IN
from conversations.casework.ledger import words_content
from conversations.draft_keeping import attachment_from
from conversations.events import AttachmentReceived, CaseEvent, CaseStepTaken, Step
from conversations.register import quarter_of
from conversations.sealed_content import answers_content
from storage import case_messages, cases, register, stand_ins, timers
from storage.timers import Timer

MOST_SHOWN = 30

FILE_PART = "file"
"""The kind of the document that says of a file in a case who sent it, and when."""


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


def tell_case(executor: Executor, effect: fx.TellCase) -> None:
    """Let a case take the event that a conversation has for it."""
    assert isinstance(effect.event, CaseEvent)
    executor.tell_case(effect.case_id, effect.event)


def seal_answers(executor: Executor, effect: fx.SealAnswers) -> None:
    """Seal the answers of a check-in that the reporter shares."""
    content = answers_content(
        effect.kind,
        effect.answers,
        name=executor.person().name,
        answered_at=executor.occasion.at,
        files=effect.files,
    )
    executor.seal(executor.case(effect.case_id), f"check-in-{effect.kind}", content)
