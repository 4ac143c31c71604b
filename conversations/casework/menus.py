"""The buttons under a notice and the menus behind them: at most three taps from a notice to a step.

Owns which step is offered where. Shows references and states only; the ledger and the clocks are looked up when the
message is sent.
"""

from __future__ import annotations

from dataclasses import replace

from conversations.actions import Action as A
from conversations.casework import damage as case_damage
from conversations.casework import people as case_people
from conversations.casework import police as case_police
from conversations.casework.actions import answer_rows, may_be_carried_out, measures, reporter_rows
from conversations.casework.clocks import labour_rows
from conversations.casework.measures import card_texts, measure_of
from conversations.casework.model import (
    Case,
    CaseMove,
    CaseState,
    CaseTransition,
    ClosingState,
    LabourState,
    inform,
    step_button,
    write_button,
)
from conversations.effects import Button, Rows, Toast
from conversations.events import CaseEvent, CaseStepTaken, Step
from conversations.moves import IllegalTransitionError
from conversations.packs.model import Pack


def notice_rows(case: Case) -> Rows:
    """What can be done from a notice: confirm, mark as read, whom to call, and the case itself."""
    if case.state is CaseState.CLOSED:
        return ((write_button(case, Step.REOPEN, "button-reopen"),),)
    if case.state is CaseState.WITHDRAWN:
        return ()
    rows: list[tuple[Button, ...]] = []
    if case.kind != "report" or case.call_today:
        rows.append((_about(case, A.SHOW_CONTACT, "button-show-contact"),))
    if case.received_at is None:
        rows.append((_about(case, A.CONFIRM_RECEIPT, "button-confirm-receipt"),))
    elif case.kind == "report" and case.opened_at is None:
        rows.append((_about(case, A.MARK_OPENED, "button-mark-opened"),))
    if case.kind == "report":
        rows.append(dossier_row(case))
    whole = step_button(case, Step.MENU, "button-case-menu", "main")
    rows.append((_to(case, "propose", "button-to-propose"), whole) if case.kind == "report" else (whole,))
    return tuple(rows)


def dossier_row(case: Case) -> tuple[Button, ...]:
    """The page with the report, inside Telegram or by a link for a browser. Left out where there is no page."""
    return (
        _about(case, A.OPEN_DOSSIER, "button-open-dossier"),
        _about(case, A.DOSSIER_LINK, "button-dossier-link"),
    )


def _about(case: Case, action: A, label: str) -> Button:
    return Button(label=label, action=action, argument=case.case_id, anytime=True)


def _to(case: Case, menu: str, label: str) -> Button:
    return step_button(case, Step.MENU, label, menu)


def case_rows(case: Case, viewer: str) -> Rows:
    """The menu of a case, for this case handler."""
    if not case.is_open:
        return notice_rows(case)
    first = notice_rows(case)[:-1]
    message = write_button(case, Step.MESSAGE, "button-message-reporter")
    closing = _to(case, "close", "button-to-closing")
    if case.kind != "report":
        offer = (step_button(case, Step.OFFER_REPORT, "button-offer-report"),)
        note = write_button(case, Step.NOTE, "button-note")
        return (*first, (message, note), offer, *_people_rows(case, viewer), (closing,))
    return (
        *first,
        *labour_rows(case),
        (_to(case, "propose", "button-to-propose"), message),
        (step_button(case, Step.TALK_CARD, "button-talks"), step_button(case, Step.LEDGER, "button-ledger")),
        (_to(case, "police", "button-police"), _to(case, "damage", "button-damage")),
        (write_button(case, Step.NOTE, "button-note"), closing),
        *_people_rows(case, viewer),
        *(((step_button(case, Step.INJURY, "button-injury"),),) if case.labour is LabourState.NONE else ()),
    )


def _people_rows(case: Case, viewer: str) -> Rows:
    """Who does this: take over, hand over, name a stand-in or be back, step back."""
    away = any(s.absent_id == viewer for s in case.stand_ins)
    stand_in = (
        step_button(case, Step.BACK_AGAIN, "button-back-again")
        if away
        else _to(case, "stand-in", "button-stand-in")
    )
    accept = ((step_button(case, Step.ACCEPT, "button-accept"),),) if case.successor == viewer else ()
    return (
        *accept,
        (_to(case, "hand-over", "button-hand-over"), stand_in),
        (_to(case, "recuse", "button-recuse"),),
    )


def menu(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Show the menu that is asked for."""
    assert isinstance(event, CaseStepTaken)
    shown = _MENUS.get(event.subject or "main")
    if shown is None:
        raise IllegalTransitionError("there is no such menu")
    if not case.is_open and shown is not main:  # a button of an older notice
        there = main(case, event, pack)
        return replace(there, effects=(Toast(text="toast-case-over", alert=True), *there.effects))
    return shown(case, event, pack)


def main(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Where the case stands, and everything that can be done."""
    shown = inform(
        case,
        event.by,
        "case-status",
        buttons=case_rows(case, event.by),
        view="case",
        args={"sent_at": case.created_at.isoformat()},
    )
    return CaseTransition(case=case, effects=(shown,))


def _hand_over(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    return case_people.choose(case, event, Step.HAND_OVER)


def _stand_in(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    return case_people.choose(case, event, Step.STAND_IN)


def _recuse(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    rows: Rows = (
        (step_button(case, Step.RECUSE, "button-recuse-sure"),),
        (_to(case, "main", "button-leave-it"),),
    )
    return CaseTransition(case=case, effects=(inform(case, event.by, "case-recuse", buttons=rows),))


def _close(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    if case.closing in (ClosingState.AGREED, ClosingState.UNANSWERED):
        rows: Rows = ((step_button(case, Step.CLOSE, "button-close"),),)
    else:
        rows = ((step_button(case, Step.ASK_CLOSING, "button-ask-closing"),),)
    return CaseTransition(
        case=case, effects=(inform(case, event.by, "case-closing", buttons=rows, view="ledger-now"),)
    )


_MENUS: dict[str, CaseMove] = {
    "main": main,
    "propose": measures,
    "police": case_police.menu,
    "damage": case_damage.menu,
    "hand-over": _hand_over,
    "stand-in": _stand_in,
    "recuse": _recuse,
    "close": _close,
}


def ledger(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """What was proposed, answered and done: the same for both sides, with what each can do now."""
    rows: list[tuple[Button, ...]] = []
    if event.by == case.reporter_id:
        for action in case.actions:
            if answer_rows(case, action):
                rows.append(
                    (
                        step_button(
                            case,
                            Step.ANSWERS,
                            "button-answer-named",
                            action.action_id,
                            measure_key=f"measure-{action.measure}",
                        ),
                    )
                )
        rows.append((step_button(case, Step.ASK_LIST, "button-ask-for"),))
        rows.append((write_button(case, Step.MESSAGE, "button-message-handler"),))
    else:
        for action in case.actions:
            named = {"measure_key": f"measure-{action.measure}"}
            if may_be_carried_out(action):
                rows.append(
                    (step_button(case, Step.CARRIED_OUT, "button-done-named", action.action_id, **named),)
                )
            elif not action.is_over:
                rows.append((step_button(case, Step.DROP, "button-drop-named", action.action_id, **named),))
    shown = inform(case, event.by, "case-ledger", buttons=tuple(rows) if case.is_open else (), view="ledger")
    return CaseTransition(case=case, effects=(shown,))


def answers(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """One action for the reporter, with what they can answer."""
    assert isinstance(event, CaseStepTaken)
    action = case.action(event.subject)
    explained, args = card_texts(measure_of(pack, action.measure), pack, case, for_reporter=True)
    rows = (*answer_rows(case, action), *reporter_rows(case)[:1])
    return CaseTransition(
        case=case, effects=(inform(case, event.by, "action-now", *explained, buttons=rows, args=args),)
    )
