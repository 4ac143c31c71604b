"""Beginning a check-in, going on with it, or asking for it earlier than planned.

Owns what the reporter starts of their own accord. Knows nothing of the calendar: it only asks for the next planned
check-in to be brought forward.
"""

from __future__ import annotations

from dataclasses import replace

from conversations import prompts
from conversations.actions import Action as A
from conversations.aftercare import answers
from conversations.aftercare.questions import INVITATION
from conversations.aftercare.steps import pruned, remember, set_aside, show, welcome_back
from conversations.effects import ASKED_BY_REPORTER, BringCheckInForward, Button, Rows, ShowAftercare
from conversations.events import ButtonPressed, Event
from conversations.moves import Setting, Transition, fresh_id, say
from conversations.snapshot import CheckIn, FiledReport, Snapshot

_MOST_REPORTS = 8


def begin(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Begin, or go on where it was left; a check-in that is over can be asked for again."""
    assert isinstance(event, ButtonPressed)
    now = pruned(snapshot, event.at)
    if now.snapshot.check_in is None:
        over = say("check-in-over", buttons=_reports_to_ask_about(now.snapshot))
        return now.then(over)
    return _go_on(now.snapshot, now.snapshot.check_in, event, setting)


def _go_on(snapshot: Snapshot, check_in: CheckIn, event: Event, setting: Setting) -> Transition:
    aside = set_aside(snapshot)
    if check_in.question == INVITATION:
        return answers.begin(aside, check_in, event, setting)
    return show(aside, replace(check_in, ends_all=False), event, setting)


def ask_now(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Ask now: the check-in that is open or was put off, else the next one that is planned."""
    now = pruned(snapshot, event.at)
    if now.snapshot.check_in is not None:
        return _wake(now.snapshot, now.snapshot.check_in, event, setting)
    return _next_planned(now.snapshot, event, setting).before(*now.effects)


def _next_planned(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    open_reports = _open_reports(snapshot)
    wanted = event.argument if isinstance(event, ButtonPressed) else ""
    chosen = [f for f in open_reports if f.case_id == wanted] or (
        open_reports if len(open_reports) == 1 else []
    )
    if chosen:
        return _bring_forward(snapshot, chosen[0], event, setting)
    if not open_reports and setting.person.handles:
        return Transition(snapshot=snapshot, effects=(ShowAftercare(),))
    if not open_reports:
        nothing = say("check-in-no-report", buttons=prompts.menu_buttons(snapshot, setting))
        return Transition(snapshot=snapshot, effects=(nothing,))
    which = say("check-in-which-report", buttons=_reports_to_ask_about(snapshot))
    return Transition(snapshot=snapshot, effects=(which,))


def _wake(snapshot: Snapshot, check_in: CheckIn, event: Event, setting: Setting) -> Transition:
    going_on = replace(check_in, ends_all=False)
    return show(set_aside(snapshot), going_on, event, setting, *welcome_back(check_in))


def _open_reports(snapshot: Snapshot) -> list[FiledReport]:
    """The reports that can be asked about, newest first."""
    sent = [f for f in snapshot.filed if f.kind == "report" and not f.withdrawn]
    return sorted(sent, key=lambda f: f.sent_at, reverse=True)[:_MOST_REPORTS]


def _reports_to_ask_about(snapshot: Snapshot) -> Rows:
    return tuple(
        (
            Button(
                label="check-in-button-earlier",
                label_args={"reference": filed.reference},
                action=A.EARLIER,
                argument=filed.case_id,
                anytime=True,
            ),
        )
        for filed in _open_reports(snapshot)
    )


def _bring_forward(snapshot: Snapshot, filed: FiledReport, event: Event, setting: Setting) -> Transition:
    wanted = BringCheckInForward(
        check_in_id=fresh_id(event, "check-in-earlier"),
        case_id=filed.case_id,
        reference=filed.reference,
        person_id=setting.person.person_id,
        due_at=event.at,
        rule=ASKED_BY_REPORTER,
    )
    again = remember(snapshot, replace(snapshot.facts(filed.case_id), stopped=False))
    coming = say("check-in-coming", reference=filed.reference)
    return Transition(snapshot=again, effects=(wanted, coming))
