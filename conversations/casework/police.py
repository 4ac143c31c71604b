"""Police steps: what belongs to a notification or an aangifte, what of it was done, and the progress fed back.

Owns the list of things to do, taken from the pack (VPT code, mandate, klachtdelict), and that progress can be told only
of a step that was really carried out, so only after a standing yes. Remarks are sealed by `casework.messages`.
"""

from __future__ import annotations

from dataclasses import replace

from conversations.casework.actions import may_be_carried_out, reporter_rows
from conversations.casework.measures import NOTIFICATION, REPORT, measure_of
from conversations.casework.model import (
    ActionState,
    Case,
    CaseAction,
    CaseTransition,
    inform,
    step_button,
    write_button,
)
from conversations.effects import Button, Record, Rows, Toast
from conversations.events import CaseEvent, CaseStepTaken, Step
from conversations.moves import IllegalTransitionError
from conversations.packs.kinds import InformProsecutor, ReportBy
from conversations.packs.model import Pack
from conversations.packs.pack import text_keys

PROGRESS = ("investigation", "prosecutor", "dismissed", "hearing", "verdict")


def checks_of(action: CaseAction, pack: Pack) -> tuple[str, ...]:
    """What belongs to this police step according to the pack, in the order in which it is done."""
    if action.measure not in (NOTIFICATION, REPORT):
        return ()
    rules, report = pack.police, action.measure == REPORT
    think_of = measure_of(pack, action.measure).think_of
    wanted = {
        "vpt": rules.vpt_code,
        "mandate": report and ("mandate" in think_of or pack.report_by is ReportBy.AUTHORISED_OFFICER),
        "klachtdelict": report and rules.klachtdelict,
        "klacht": report and rules.klachtdelict and "klachtdelict" in action.checks,
        "prosecutor": report and rules.inform_prosecutor is InformProsecutor.DEPENDS_ON_CASE,
        "explained": rules.reporter_may_explain,
    }
    return tuple(name for name, applies in wanted.items() if applies)


def police_actions(case: Case, pack: Pack) -> tuple[CaseAction, ...]:
    """The actions of this case in which the police take part, those that were dropped left out."""
    return tuple(
        a for a in case.actions if a.state is not ActionState.DROPPED and measure_of(pack, a.measure).police
    )


def menu(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """What the pack says about the police, what was done, and what can be done now."""
    lines = tuple(sorted(k for k in text_keys(pack) if k.startswith("police-")))
    rows: list[tuple[Button, ...]] = []
    actions = police_actions(case, pack)
    proposed = {a.measure for a in actions}
    for measure in pack.measures:
        if measure.police and measure.id not in proposed:
            rows.append((step_button(case, Step.CARD, f"measure-{measure.id}", measure.id),))
    for action in actions:
        if may_be_carried_out(action):
            row = step_button(
                case,
                Step.CARRIED_OUT,
                "button-done-named",
                action.action_id,
                measure_key=f"measure-{action.measure}",
            )
            rows.append((row,))
        rows += [
            (
                replace(
                    step_button(case, Step.CHECK, f"button-check-{check}", action.action_id, check),
                    checked=check in action.checks,
                ),
            )
            for check in checks_of(action, pack)
        ]
    if any(a.state is ActionState.CARRIED_OUT for a in actions):
        rows += [(step_button(case, Step.PROGRESS, f"button-progress-{p}", p),) for p in PROGRESS]
    rows.append((write_button(case, Step.POLICE_NOTE, "button-police-note"),))
    return CaseTransition(
        case=case,
        effects=(
            inform(
                case,
                event.by,
                "case-police",
                *lines,
                buttons=tuple(rows),
                view="ledger-of",
                args={"about": ",".join(a.action_id for a in actions)},
            ),
        ),
    )


def check(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Tick or untick something that belongs to a police step."""
    assert isinstance(event, CaseStepTaken)
    action = case.action(event.subject)
    if event.value not in checks_of(action, pack):
        raise IllegalTransitionError("this does not belong to this step")
    ticked = event.value not in action.checks
    checks = (*action.checks, event.value) if ticked else tuple(c for c in action.checks if c != event.value)
    if "klachtdelict" not in checks:
        checks = tuple(c for c in checks if c != "klacht")
    what = f"check-{event.value}" if ticked else f"uncheck-{event.value}"
    after = case.with_action(replace(action, checks=checks)).noted(event, what, action.action_id)
    shown = menu(after, event, pack)
    return CaseTransition(
        case=after,
        effects=(
            Toast(text="toast-noted"),
            Record(action=what, subject_id=case.case_id),
            *shown.effects,
        ),
    )


def progress(case: Case, event: CaseEvent, pack: Pack) -> CaseTransition:
    """Progress of the police or the prosecutor: told to the reporter at once."""
    assert isinstance(event, CaseStepTaken)
    if event.subject not in PROGRESS:
        raise IllegalTransitionError("there is no such progress")
    if not any(a.state is ActionState.CARRIED_OUT for a in police_actions(case, pack)):
        return CaseTransition(case=case, effects=(Toast(text="toast-locked", alert=True),))
    told = case.noted(event, f"progress-{event.subject}")
    council = ("progress-tell-council",) if "council" in pack.police.feedback_to else ()
    return CaseTransition(
        case=told,
        effects=(
            inform(
                case,
                case.reporter_id,
                "progress-you",
                f"progress-{event.subject}",
                buttons=reporter_rows(case),
            ),
            inform(case, event.by, "progress-told", *council, push=False),
            Record(action=f"progress-{event.subject}", subject_id=case.case_id),
        ),
    )


def police_rows(case: Case) -> Rows:
    """The way to the police card."""
    return ((step_button(case, Step.MENU, "button-police", "police"),),)
