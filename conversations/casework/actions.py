"""Actions and consent: what a handler proposes or a reporter asks for, what the reporter answers, what was carried out.

Owns the one rule that everything here serves: an action that needs consent is carried out only on a standing yes.
Which measures there are, who decides and what to think of comes from the pack. Must not know how a text is kept.
"""

from __future__ import annotations

from dataclasses import replace

from conversations.casework.measures import card_texts, measure_ids, measure_of, weighing_texts
from conversations.casework.model import (
    ActionState,
    Case,
    CaseAction,
    CaseTransition,
    inform,
    step_button,
    write_button,
)
from conversations.effects import Bring, CountInRegister, Effect, Record, Rows, Say, SealText, Toast
from conversations.events import CaseEvent, CaseStepTaken, Step
from conversations.moves import IllegalTransitionError
from conversations.packs.model import Measure, Pack

ANSWERED_BY: dict[Step, ActionState] = {
    Step.YES: ActionState.AGREED,
    Step.NOT_YET: ActionState.NOT_YET,
    Step.NO: ActionState.REFUSED,
}
_ANSWERABLE = (ActionState.PROPOSED, ActionState.NOT_YET, ActionState.REFUSED, ActionState.TAKEN_BACK)
_WAITING = (ActionState.PROPOSED, ActionState.NOT_YET, ActionState.AGREED)


# ---- by the case handler ----------------------------------------------------------------------------------------


def measures(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The measures of the pack, those that are under way ticked."""
    under_way = {a.measure for a in case.actions if not a.is_over}
    rows = tuple(
        (replace(step_button(case, Step.CARD, f"measure-{m}", m), checked=m in under_way),)
        for m in measure_ids(pack)
    )
    texts, args = weighing_texts(case, pack)
    shown = inform(case, event.by, "case-measures", *texts, buttons=rows, view="advice", args=args)
    return CaseTransition(case=case, effects=(shown,))


def card(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """One measure before it is proposed: what it is, who decides, who carries it out, what to think of."""
    assert isinstance(event, CaseStepTaken)
    measure = measure_of(pack, event.subject)
    explained, args = card_texts(measure, pack, case)
    think_of = tuple(f"think-of-{item}" for item in measure.think_of)
    texts = ("action-card", *explained, *(("action-think-of", *think_of) if think_of else ()))
    if measure.consent_required:
        rows: Rows = (
            (step_button(case, Step.PROPOSE, "button-propose", measure.id),),
            (write_button(case, Step.PROPOSE, "button-propose-with-words", measure.id),),
        )
    else:
        rows = ((step_button(case, Step.PROPOSE, "button-announce", measure.id),),)
    return CaseTransition(case=case, effects=(inform(case, event.by, *texts, buttons=rows, args=args),))


def propose(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Put an action before the reporter, with the handler's short explanation when there is one."""
    assert isinstance(event, CaseStepTaken)
    measure = measure_of(pack, event.subject)
    open_one = next((a for a in case.actions if a.measure == measure.id and not a.is_over), None)
    if open_one is not None and open_one.state in _WAITING:
        return CaseTransition(case=case, effects=_said(case, event, "toast-proposed-already"))
    action = CaseAction(
        action_id=open_one.action_id if open_one else event.nonce[:12],
        measure=measure.id,
        state=ActionState.PROPOSED,
        needs_consent=measure.consent_required,
        checks=open_one.checks if open_one else (),
    )
    proposed = case.with_action(action).noted(event, "proposed", action.action_id)
    effects: list[Effect] = [
        _to_reporter(proposed, action, measure, event, pack),
        inform(
            case, event.by, "action-proposed", buttons=_handler_rows(proposed, action), args=_named(action)
        ),
        Record(action="action-proposed", subject_id=case.case_id),
    ]
    if event.text:
        effects.append(_sealed(case, event, "explanation", action.action_id))
    return CaseTransition(case=proposed, effects=tuple(effects))


def _to_reporter(
    case: Case, action: CaseAction, measure: Measure, event: CaseStepTaken, pack: Pack
) -> Effect:
    explained, args = card_texts(measure, pack, case, for_reporter=True)
    asked = "action-asks-you" if action.needs_consent else "action-tells-you"
    ends = ("action-explained",) if event.text else ()
    say = inform(
        case,
        case.reporter_id,
        asked,
        *explained,
        *ends,
        buttons=answer_rows(case, action),
        args={**args, "role_key": f"role-{case.role_of(event.by)}"},
    )
    return Bring(say=replace(say, view="words"), text=event.text) if event.text else say


def carry_out(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Record that an action was carried out. Locked until a standing yes, unless it needs no consent."""
    assert isinstance(event, CaseStepTaken)
    action = case.action(event.subject)
    if action.state is ActionState.CARRIED_OUT:
        return CaseTransition(case=case, effects=_said(case, event, "toast-carried-out-already"))
    if not may_be_carried_out(action):
        return CaseTransition(case=case, effects=_said(case, event, "toast-locked"))
    done = replace(action, state=ActionState.CARRIED_OUT)
    after = case.with_action(done).noted(event, "carried-out", action.action_id)
    measure = measure_of(pack, action.measure)
    feedback = ("action-done-police",) if measure.police else ()
    counted = (CountInRegister(chosen={"response": (measure.id,)}),) if case.counted else ()
    return CaseTransition(
        case=after,
        effects=(
            inform(
                case,
                case.reporter_id,
                "action-done-you" if action.needs_consent else "action-done-told-you",
                *feedback,
                buttons=reporter_rows(case),
                args=_named(action),
            ),
            inform(case, event.by, "action-done", buttons=_after_rows(after, measure), args=_named(action)),
            Record(action="action-carried-out", subject_id=case.case_id),
            *counted,
        ),
    )


def may_be_carried_out(action: CaseAction) -> bool:
    """Whether the lock is open: a standing yes, or a proposed action that needs none."""
    if action.state is ActionState.AGREED:
        return True
    return not action.needs_consent and action.state is ActionState.PROPOSED


def explained_anew(case: Case, event: CaseEvent, measure_id: str) -> tuple[Case, bool]:
    """The case after the explanation of a proposal was changed, and whether a yes to it is gone with that."""
    agreed = (a for a in case.actions if a.measure == measure_id and a.state is ActionState.AGREED)
    action = next(agreed, None)
    if action is None:
        return case, False
    again = replace(action, state=ActionState.PROPOSED)
    return case.with_action(again).noted(event, "proposed", action.action_id), True


def drop(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The handler takes a proposal back; the reporter hears of it, and any yes is gone with it."""
    assert isinstance(event, CaseStepTaken)
    action = case.action(event.subject)
    if action.is_over:
        return CaseTransition(case=case, effects=_said(case, event, "toast-action-over"))
    after = case.with_action(replace(action, state=ActionState.DROPPED)).noted(
        event, "dropped", action.action_id
    )
    return CaseTransition(
        case=after,
        effects=(
            inform(case, case.reporter_id, "action-dropped-you", args=_named(action)),
            inform(case, event.by, "action-dropped", args=_named(action)),
            Record(action="action-dropped", subject_id=case.case_id),
        ),
    )


# ---- by the reporter --------------------------------------------------------------------------------------------


def may_ask(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Everything that the reporter can ask for, what is under way left out."""
    under_way = {a.measure for a in case.actions if not a.is_over}
    rows = tuple(
        (step_button(case, Step.ASK, f"measure-{m}", m),) for m in measure_ids(pack) if m not in under_way
    )
    return CaseTransition(case=case, effects=(inform(case, event.by, "action-what-to-ask", buttons=rows),))


def ask(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The reporter asks for an action. That is a wish: it still has to be proposed and answered."""
    assert isinstance(event, CaseStepTaken)
    measure = measure_of(pack, event.subject)
    if any(a.measure == measure.id and not a.is_over for a in case.actions):
        return CaseTransition(case=case, effects=(Toast(text="toast-asked-already"),))
    action = CaseAction(
        action_id=event.nonce[:12],
        measure=measure.id,
        state=ActionState.ASKED,
        needs_consent=measure.consent_required,
    )
    asked = case.with_action(action).noted(event, "asked", action.action_id)
    row = step_button(case, Step.CARD, "button-look-at-it", measure.id)
    return CaseTransition(
        case=asked,
        effects=(
            inform(case, event.by, "action-asked-you", buttons=reporter_rows(case), args=_named(action)),
            *(inform(case, p, "notice-action-asked", buttons=((row,),)) for p in case.responsible),
            Record(action="action-asked", subject_id=case.case_id),
        ),
    )


def yes_first(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The first of two taps: say once more what the yes is for."""
    action = _answerable(case, event)
    rows: Rows = (
        (step_button(case, Step.YES, "button-yes-sure", action.action_id),),
        (step_button(case, Step.NOT_YET, "button-not-yet", action.action_id),),
    )
    return CaseTransition(
        case=case, effects=(inform(case, event.by, "action-sure", buttons=rows, args=_named(action)),)
    )


def answer(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Yes, not yet, or no. The last answer counts, until it is carried out."""
    assert isinstance(event, CaseStepTaken)
    action = case.action(event.subject)
    state = ANSWERED_BY[event.step]
    if action.state is state:
        return CaseTransition(case=case, effects=(Toast(text="toast-answered-already"),))
    if action.state is ActionState.AGREED:
        return take_back(case, event, pack)
    action = _answerable(case, event)
    after = case.with_action(replace(action, state=state)).noted(event, event.step.value, action.action_id)
    return CaseTransition(
        case=after,
        effects=(
            inform(
                case,
                event.by,
                f"action-answered-{event.step.value}",
                buttons=_after_answer(after, action.action_id),
                args=_named(action),
            ),
            *_to_handlers(after, f"notice-answer-{event.step.value}", action.action_id),
            Record(action=f"consent-{event.step.value}", subject_id=case.case_id),
        ),
    )


def take_back_first(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Ask once whether the yes really has to be withdrawn."""
    assert isinstance(event, CaseStepTaken)
    action = case.action(event.subject)
    rows: Rows = (
        (step_button(case, Step.TAKE_BACK, "button-take-back-sure", action.action_id),),
        (step_button(case, Step.LEDGER, "button-leave-it"),),
    )
    return CaseTransition(
        case=case, effects=(inform(case, event.by, "action-take-back", buttons=rows, args=_named(action)),)
    )


def take_back(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """The reporter withdraws a yes: locked again, and the handlers know at once."""
    assert isinstance(event, CaseStepTaken)
    action = case.action(event.subject)
    if action.state is ActionState.CARRIED_OUT:
        return CaseTransition(case=case, effects=(Toast(text="toast-too-late", alert=True),))
    if action.state is not ActionState.AGREED:
        return CaseTransition(case=case, effects=(Toast(text="toast-answered-already"),))
    after = case.with_action(replace(action, state=ActionState.TAKEN_BACK)).noted(
        event, "taken-back", action.action_id
    )
    return CaseTransition(
        case=after,
        effects=(
            inform(case, event.by, "action-taken-back-you", buttons=reporter_rows(case), args=_named(action)),
            *_to_handlers(after, "notice-taken-back", action.action_id),
            Record(action="consent-taken-back", subject_id=case.case_id),
        ),
    )


def question(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """A question before the answer: it goes to the handlers, and the proposal stays as it was."""
    assert isinstance(event, CaseStepTaken)
    action = case.action(event.subject)
    asked = case.noted(event, "question", action.action_id)
    reply = write_button(case, Step.MESSAGE, "button-reply")
    brought = tuple(
        Bring(
            say=inform(case, p, "case-question", buttons=((reply,),), view="words", args=_named(action)),
            text=event.text,
        )
        for p in case.responsible
    )
    return CaseTransition(
        case=asked,
        effects=(
            *brought,
            _sealed(case, event, "question", action.action_id),
            inform(case, event.by, "case-question-sent", buttons=answer_rows(asked, action)),
            Record(action="question-asked", subject_id=case.case_id),
        ),
    )


# ---- when a case ends -------------------------------------------------------------------------------------------


def end_actions(case: Case, event: CaseEvent) -> Case:
    """The case with everything that was not carried out dropped: what starts again needs a new yes."""
    for action in case.actions:
        if not action.is_over:
            dropped = replace(action, state=ActionState.DROPPED)
            case = case.with_action(dropped).noted(event, "dropped", action.action_id)
    return case


# ---- buttons ----------------------------------------------------------------------------------------------------


def answer_rows(case: Case, action: CaseAction) -> Rows:
    """What the reporter can answer to an action now."""
    if action.is_over or action.state is ActionState.ASKED:
        return ()
    ask_first = (write_button(case, Step.QUESTION, "button-ask-first", action.action_id),)
    if not action.needs_consent:
        return (ask_first,)
    if action.state is ActionState.AGREED:
        return ((step_button(case, Step.TAKE_BACK_FIRST, "button-take-back", action.action_id),), ask_first)
    return (
        (step_button(case, Step.YES_FIRST, "button-yes", action.action_id),),
        (
            step_button(case, Step.NOT_YET, "button-not-yet", action.action_id),
            step_button(case, Step.NO, "button-no", action.action_id),
        ),
        ask_first,
    )


def reporter_rows(case: Case) -> Rows:
    """The way on for a reporter: the ledger, and a message."""
    return (
        (step_button(case, Step.LEDGER, "button-ledger"),),
        (write_button(case, Step.MESSAGE, "button-message-handler"),),
    )


def _after_answer(case: Case, action_id: str) -> Rows:
    action = case.action(action_id)
    if action.state is ActionState.AGREED:
        return answer_rows(case, action)
    return reporter_rows(case)


def _handler_rows(case: Case, action: CaseAction) -> Rows:
    rows = [(step_button(case, Step.DROP, "button-drop", action.action_id),)]
    if may_be_carried_out(action):
        rows.insert(0, (step_button(case, Step.CARRIED_OUT, "button-carried-out", action.action_id),))
    return tuple(rows)


def _after_rows(case: Case, measure: Measure) -> Rows:
    if not measure.police:
        return ()
    return ((step_button(case, Step.MENU, "button-police", "police"),),)


def _to_handlers(case: Case, text: str, action_id: str) -> tuple[Say, ...]:
    action = case.action(action_id)
    rows = _handler_rows(case, action)
    ledger = (step_button(case, Step.LEDGER, "button-ledger"),)
    return tuple(inform(case, p, text, buttons=(*rows, ledger)) for p in case.told)


def _answerable(case: Case, event: CaseEvent) -> CaseAction:
    assert isinstance(event, CaseStepTaken)
    action = case.action(event.subject)
    if action.state not in _ANSWERABLE or not action.needs_consent:
        raise IllegalTransitionError("this action has no open question")
    return action


def _named(action: CaseAction) -> dict[str, str | int]:
    return {"measure_key": f"measure-{action.measure}"}


def _sealed(case: Case, event: CaseStepTaken, kind: str, about: str) -> SealText:
    return SealText(case_id=case.case_id, part="message", kind=kind, text=event.text, about=about)


def _said(case: Case, event: CaseEvent, text: str) -> tuple[Effect, ...]:
    return (Toast(text=text, alert=True),)
