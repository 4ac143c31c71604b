"""Words in a case: messages between handler and reporter, the handler's notes, and the question for such words.

Owns who gets what somebody wrote, and that everything written is sealed as well. Must not know how a text is kept
until it is delivered, and keeps none itself.
"""

from __future__ import annotations

from conversations.actions import Action as A
from conversations.casework.actions import explained_anew, reporter_rows
from conversations.casework.model import Case, CaseTransition, inform, write_button
from conversations.effects import Bring, Button, Record, SealText
from conversations.events import CaseEvent, CaseStepTaken, Step
from conversations.moves import IllegalTransitionError
from conversations.packs.model import Pack

BY_HANDLER = (
    Step.PROPOSE,
    Step.NOTE,
    Step.POLICE_NOTE,
    Step.DAMAGE,
    Step.AMOUNT,
    Step.PAID,
    Step.RECOVERED,
    Step.REOPEN,
    Step.STAND_IN_UNTIL,
)
BY_REPORTER = (Step.QUESTION, Step.OPINION)
WRITTEN = (*BY_HANDLER, *BY_REPORTER, Step.MESSAGE)
"""The steps that are made by writing."""

CONTINUED = (Step.MESSAGE, Step.NOTE, Step.POLICE_NOTE)
"""Those that can be several messages; the others end with one."""


def ask_for_words(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """What to write, and where it goes. `value` is the step that the words are for."""
    assert isinstance(event, CaseStepTaken)
    is_reporter = event.by == case.reporter_id
    allowed = BY_REPORTER if is_reporter else BY_HANDLER
    if event.value not in (*allowed, Step.MESSAGE):
        raise IllegalTransitionError("nothing can be written for this")
    side = "reporter" if is_reporter else "handler"
    key = f"write-{event.value}-{side}" if event.value == Step.MESSAGE else f"write-{event.value}"
    done = Button(label="button-cancel", action=A.CASE_DONE, anytime=True)
    return CaseTransition(case=case, effects=(inform(case, event.by, key, buttons=((done,),)),))


def message(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """A message from one side to the other: delivered, sealed, and then forgotten here."""
    assert isinstance(event, CaseStepTaken)
    sealed = SealText(case_id=case.case_id, part="message", kind="message", text=event.text)
    record = Record(action="message-sent", subject_id=case.case_id)
    done = Button(label="button-done", action=A.CASE_DONE, anytime=True)
    if event.by == case.reporter_id:
        reply = write_button(case, Step.MESSAGE, "button-reply")
        reopen = () if case.is_open else ((write_button(case, Step.REOPEN, "button-reopen"),),)
        brought = tuple(
            Bring(
                say=inform(case, p, "case-message-from-reporter", buttons=((reply,), *reopen), view="words"),
                text=event.text,
            )
            for p in case.responsible
        )
        others = tuple(
            inform(case, p, "notice-message", push=False) for p in case.told if p not in case.responsible
        )
        sent = inform(case, event.by, "case-message-sent", buttons=((done,),), push=False)
        return CaseTransition(case=case, effects=(*brought, *others, sealed, record, sent))
    to_reporter = Bring(
        say=inform(
            case,
            case.reporter_id,
            "case-message-from-handler",
            buttons=reporter_rows(case),
            view="words",
            args={"role_key": f"role-{case.role_of(event.by)}"},
        ),
        text=event.text,
    )
    sent = inform(case, event.by, "case-message-sent", buttons=((done,),), push=False)
    return CaseTransition(case=case, effects=(to_reporter, sealed, record, sent))


def note(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The handler's own note, or a remark about the police: sealed, shown to nobody here."""
    assert isinstance(event, CaseStepTaken)
    done = Button(label="button-done", action=A.CASE_DONE, anytime=True)
    return CaseTransition(
        case=case,
        effects=(
            SealText(case_id=case.case_id, part="note", kind=event.step.value, text=event.text),
            Record(action="note-sealed", subject_id=case.case_id),
            inform(case, event.by, "case-note-sealed", buttons=((done,),), push=False),
        ),
    )


def correction(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """A message was changed after it was sent: the other side gets it as a correction, and so does the dossier.

    `subject` is the step that the message was for, `value` when it was written and the id that it was about. A yes
    was a yes to the explanation as it read then, so with another explanation it has to be given anew.
    """
    assert isinstance(event, CaseStepTaken)
    try:
        original = Step(event.subject)
    except ValueError:
        raise IllegalTransitionError("there is no such message") from None
    by_reporter = event.by == case.reporter_id
    if original not in (*(BY_REPORTER if by_reporter else BY_HANDLER), Step.MESSAGE):
        raise IllegalTransitionError("this was never a message of theirs")
    corrects, _, about = event.value.partition(" ")
    changed, renewed = case, False
    if original is Step.PROPOSE:
        changed, renewed = explained_anew(case, event, about)
    sealed = SealText(
        case_id=case.case_id,
        part=_PART.get(original, "note"),
        kind="correction",
        text=event.text,
        about=about,
        corrects=corrects,
    )
    shared = original in SHARED_WORDS and bool(event.text)
    brought = _corrected(changed, event, renewed) if shared else ()
    said = inform(case, event.by, "case-correction-sent" if shared else "case-correction-sealed", push=False)
    return CaseTransition(
        case=changed,
        effects=(*brought, sealed, Record(action="message-corrected", subject_id=case.case_id), said),
    )


SHARED_WORDS = (Step.MESSAGE, Step.QUESTION, Step.OPINION, Step.PROPOSE)
"""What the other side gets to read; the rest is only sealed."""

_PART = {**dict.fromkeys(SHARED_WORDS, "message"), Step.DAMAGE: "damage"}


def _corrected(case: Case, event: CaseStepTaken, renewed: bool) -> tuple[Bring, ...]:
    if event.by == case.reporter_id:
        reply = write_button(case, Step.MESSAGE, "button-reply")
        return tuple(
            Bring(
                say=inform(case, p, "case-correction-from-reporter", buttons=((reply,),), view="words"),
                text=event.text,
            )
            for p in case.responsible
        )
    texts = ("action-yes-anew",) if renewed else ()
    role = {"role_key": f"role-{case.role_of(event.by)}"}
    say = inform(
        case,
        case.reporter_id,
        *texts,
        "case-correction-from-handler",
        buttons=reporter_rows(case),
        view="words",
        args=role,
    )
    return (Bring(say=say, text=event.text),)
