"""Writing a report: safety first, then one question at a time, until the review is sent.

Owns what follows from each answer while a draft is open. Which questions there are stands in `questions`; what
happens with a report after it was sent stands in `filed` and `casework`.
"""

from __future__ import annotations

from dataclasses import replace

from conversations import call_today, contact, prompts, register
from conversations.actions import Action as A
from conversations.aftercare.schedule import plan_check_ins, receipt_due_at
from conversations.draft import Draft
from conversations.draft_keeping import (
    ask_now,
    begin,
    begin_with_evidence,
    begin_with_text,
    draft_of,
    is_full,
    keep,
    resume,
    throw_away,
    too_many,
    with_file,
    with_text,
)
from conversations.effects import ClearTimers, Effect, PlanCheckIn, Revise, SubmitReport, Toast
from conversations.events import AttachmentReceived, ButtonPressed, Event, TextReceived
from conversations.incident import incident_at, when_choice
from conversations.moves import (
    IllegalTransitionError,
    Move,
    Setting,
    Transition,
    Trigger,
    fresh_id,
    fresh_reference,
    idle,
    say,
)
from conversations.packs.routing import NoHandlerError
from conversations.questions import (
    BY_STATE,
    QUESTION_STATES,
    Kind,
    following,
    is_urgent,
    routing_of,
)
from conversations.snapshot import ContactState, FiledReport, MenuState, ReportState, Snapshot, State

S = ReportState


# ---- asking -----------------------------------------------------------------------------------------------------


def ask_again(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Put the current question once more; nothing changes."""
    return Transition(snapshot=snapshot, effects=ask_now(snapshot, setting))


def _go(snapshot: Snapshot, setting: Setting, state: ReportState, *notes: str) -> Transition:
    """Ask the question of this state next; where we were becomes the way back."""
    here = snapshot.state
    path = (*snapshot.path, here) if isinstance(here, ReportState) else snapshot.path
    moved = replace(snapshot, state=state, path=path)
    return Transition(snapshot=moved, effects=ask_now(moved, setting, *notes))


# ---- safety -----------------------------------------------------------------------------------------------------


def _safe(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    draft = draft_of(snapshot)
    if not draft.chosen(S.SAFETY):
        draft = draft.with_choice(S.SAFETY, ("yes",), event.at)
    known = replace(snapshot, draft=draft)
    return _go(known, setting, S.WHAT_HAPPENED)


def _not_safe(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    draft = draft_of(snapshot).with_choice(S.SAFETY, ("no",), event.at)
    return _go(replace(snapshot, draft=draft), setting, S.EMERGENCY)


# ---- answering --------------------------------------------------------------------------------------------------


def _text_answer(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    if is_full(draft_of(snapshot)):
        return Transition(snapshot=snapshot, effects=(too_many(snapshot, setting, "report-too-many"),))
    kept = with_text(snapshot, event, ReportState(snapshot.state))
    return Transition(snapshot=kept, effects=(prompts.noted(kept, setting),))


def _file_answer(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    kept, effects = with_file(snapshot, event, ReportState(snapshot.state), setting)
    return Transition(snapshot=kept, effects=effects)


def _early_text(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Text at a moment that does not ask for it (safety, review): it belongs to what happened.

    Who still has something to say does not want to stop or throw away: the question before that comes back.
    """
    if is_full(draft_of(snapshot)):
        return Transition(snapshot=snapshot, effects=(too_many(snapshot, setting, "report-too-many"),))
    kept = with_text(_not_stopping(snapshot), event, S.WHAT_HAPPENED)
    return Transition(snapshot=kept, effects=ask_now(kept, setting, "report-text-kept"))


def _early_file(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    kept, effects = with_file(snapshot, event, S.EVIDENCE, setting)
    return Transition(snapshot=kept, effects=effects)


def _not_stopping(snapshot: Snapshot) -> Snapshot:
    path, state = snapshot.path, snapshot.state
    while path and state in (S.STOPPING, S.DISCARDING):
        path, state = path[:-1], path[-1]
    return replace(snapshot, state=state, path=path)


def _choose_one(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    option = _option(snapshot, event, setting)
    state = ReportState(snapshot.state)
    chosen = when_choice(option, event.at, setting.time_zone) if state is S.WHEN else (option,)
    draft = draft_of(snapshot).with_choice(state, chosen, event.at)
    return _onward(replace(snapshot, draft=draft), setting)


def _choose_many(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    assert isinstance(event, ButtonPressed)
    option = _option(snapshot, event, setting)
    state = ReportState(snapshot.state)
    before = draft_of(snapshot).chosen(state)
    chosen = tuple(o for o in before if o != option) if option in before else (*before, option)
    changed = replace(snapshot, draft=draft_of(snapshot).with_choice(state, chosen, event.at))
    if state is S.LEFT_OUT:
        try:
            routing_of(draft_of(changed), setting.pack, setting.person.office)
        except NoHandlerError:
            return Transition(snapshot=snapshot, effects=(Toast(text="left-out-nobody-remains", alert=True),))
    prompt = prompts.ask(changed, setting)
    revise = Revise(
        prompt_id=event.prompt_id,
        texts=prompt.texts,
        args=prompt.args,
        buttons=prompt.buttons,
        view=prompt.view,
    )
    return Transition(snapshot=changed, effects=(revise,))


def _option(snapshot: Snapshot, event: Event, setting: Setting) -> str:
    assert isinstance(event, ButtonPressed)
    question = BY_STATE[ReportState(snapshot.state)]
    options = question.options(draft_of(snapshot), setting.pack, setting.person.office)
    if event.argument not in options:
        raise IllegalTransitionError("this question has no such option")
    return event.argument


# ---- moving on --------------------------------------------------------------------------------------------------


def _onward(snapshot: Snapshot, setting: Setting) -> Transition:
    """To the next question, or back to the review when one part was being changed."""
    draft, here = draft_of(snapshot), ReportState(snapshot.state)
    if snapshot.editing:
        return _to_review(snapshot, setting)
    transition = _go(snapshot, setting, following(here, draft, setting.pack))
    return transition.before(*_remarks(here, draft, setting))


def _remarks(here: ReportState, draft: Draft, setting: Setting) -> tuple[Effect, ...]:
    """What is worth saying right after this answer, before the next question."""
    if here is S.BEHAVIOUR and is_urgent(draft, setting.pack):
        return (prompts.urgent_card(setting),)
    if here is S.TARGET and "family" in draft.chosen(S.TARGET):
        return (say("report-home-front"),)
    return ()


def _next(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    state = ReportState(snapshot.state)
    if BY_STATE[state].required and not draft_of(snapshot).answered(state):
        return Transition(snapshot=snapshot, effects=(Toast(text="toast-required"),))
    return _onward(snapshot, setting)


def _skip(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    state = ReportState(snapshot.state)
    if BY_STATE[state].required and not draft_of(snapshot).answered(state):
        return Transition(snapshot=snapshot, effects=(Toast(text="toast-required"),))
    return _onward(snapshot, setting)


def _back(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    if not snapshot.path:
        return _stop(snapshot, event, setting)
    state = snapshot.path[-1]
    editing = snapshot.editing and state not in (S.PART, S.REVIEW)
    back = replace(snapshot, state=state, path=snapshot.path[:-1], editing=editing)
    return Transition(snapshot=back, effects=ask_now(back, setting))


def _to_review(snapshot: Snapshot, setting: Setting) -> Transition:
    path = snapshot.path
    while path and path[-1] in (S.REVIEW, S.PART):
        path = path[:-1]
    here = ReportState(snapshot.state)
    if not snapshot.editing and here not in (S.REVIEW, S.PART):
        path = (*path, here)
    reviewed = replace(snapshot, state=S.REVIEW, path=path, editing=False)
    return Transition(snapshot=reviewed, effects=ask_now(reviewed, setting))


def _send_now(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    if not draft_of(snapshot).answered(S.WHAT_HAPPENED):
        return Transition(snapshot=snapshot, effects=(Toast(text="toast-required"),))
    return _to_review(snapshot, setting)


def _change(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    return _go(snapshot, setting, S.PART)


def _change_part(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    assert isinstance(event, ButtonPressed)
    try:
        state = ReportState(event.argument)
    except ValueError:
        raise IllegalTransitionError("there is no such part") from None
    if state not in QUESTION_STATES:
        raise IllegalTransitionError("this part cannot be changed")
    return _go(replace(snapshot, editing=True), setting, state)


# ---- stopping ---------------------------------------------------------------------------------------------------


def _stop(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    if draft_of(snapshot).is_empty():
        return throw_away(snapshot, event, setting, "report-nothing-kept")
    return _go(snapshot, setting, S.STOPPING)


def _discard(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    return _go(snapshot, setting, S.DISCARDING)


def _discard_confirmed(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    return throw_away(snapshot, event, setting, "report-discarded")


# ---- sending ----------------------------------------------------------------------------------------------------


def _send(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    draft = draft_of(snapshot)
    if not draft.answered(S.WHAT_HAPPENED):
        return Transition(snapshot=snapshot, effects=(Toast(text="toast-required"),))
    pack, office = setting.pack, setting.person.office
    routing_of(draft, pack, office)
    reference, urgent = fresh_reference(event), is_urgent(draft, pack)
    filed = FiledReport(
        case_id=draft.draft_id,
        reference=reference,
        sent_at=event.at,
        urgent=urgent,
        left_out=draft.chosen(S.LEFT_OUT),
        message_ids=draft.message_ids(),
        origin=draft.origin,
    )
    submit = SubmitReport(
        draft=draft,
        reference=reference,
        office=office,
        urgent=urgent,
        excluded_roles=draft.chosen(S.LEFT_OUT),
        counted=isinstance(event, ButtonPressed)
        and event.argument == register.COUNTED
        and register.is_kept(pack),
    )
    sent = replace(idle(snapshot), draft=None, filed=(*snapshot.filed, filed))
    number: tuple[Effect, ...] = ()
    if call_today.is_wished(draft) and prompts.told_roles(draft, setting):
        sent = replace(sent, state=ContactState.PHONE, about=filed.case_id)
        number = contact.ask_again(sent)
    check_ins = _check_ins(draft, reference, event, setting)
    return Transition(
        snapshot=sent,
        effects=(
            ClearTimers(subject_id=draft.draft_id),  # first: the case has the same id, and sets its own
            submit,
            *check_ins,
            prompts.sent(
                draft,
                reference,
                check_ins,
                setting,
                sent_at=event.at,
                seen_by=receipt_due_at(event.at, urgent=urgent, pack=pack),
            ),
            *number,
        ),
    )


def _check_ins(draft: Draft, reference: str, event: Event, setting: Setting) -> tuple[PlanCheckIn, ...]:
    happened_at = incident_at(draft, event.at, setting.time_zone)
    return tuple(
        PlanCheckIn(
            check_in_id=fresh_id(event, f"check-in-{due.kind}"),
            case_id=draft.draft_id,
            reference=reference,
            person_id=setting.person.person_id,
            kind=due.kind,
            due_at=due.due_at,
            rule=due.rule,
        )
        for due in plan_check_ins(setting.pack, event.at, happened_at)
    )


# ---- the table --------------------------------------------------------------------------------------------------


def _question_moves() -> dict[tuple[State, Trigger], Move]:
    answers: dict[Kind, dict[Trigger, Move]] = {
        Kind.TEXT: {},
        Kind.FILES: {},
        Kind.ONE: {A.CHOOSE: _choose_one},
        Kind.SCALE: {A.CHOOSE: _choose_one},
        Kind.MANY: {A.CHOOSE: _choose_many},
    }
    common: dict[Trigger, Move] = {
        TextReceived: _text_answer,
        AttachmentReceived: _file_answer,
        A.NEXT: _next,
        A.SKIP: _skip,
        A.BACK: _back,
        A.STOP: _stop,
        A.SEND_NOW: _send_now,
        "/stop": _stop,
    }
    return {
        (state, trigger): move
        for state in QUESTION_STATES
        for trigger, move in {**common, **answers[BY_STATE[state].kind]}.items()
    }


def _outside_questions() -> dict[tuple[State, Trigger], Move]:
    early: dict[Trigger, Move] = {TextReceived: _early_text, AttachmentReceived: _early_file}
    moves: dict[ReportState, dict[Trigger, Move]] = {
        S.SAFETY: {A.SAFE: _safe, A.NOT_SAFE: _not_safe, A.DISCARD: _stop, A.STOP: _stop, "/stop": _stop},
        S.EMERGENCY: {A.SAFE: _safe, A.BACK: _back, A.STOP: _stop, "/stop": _stop},
        S.REVIEW: {
            A.SEND: _send,
            A.CHANGE: _change,
            A.CHANGE_PART: _change_part,
            A.KEEP: keep,
            A.DISCARD: _discard,
            A.BACK: _back,
            A.STOP: _stop,
            "/stop": _stop,
        },
        S.PART: {A.CHANGE_PART: _change_part, A.BACK: _back, A.STOP: _stop, "/stop": _stop},
        S.STOPPING: {A.KEEP: keep, A.DISCARD: _discard, A.BACK: _back, "/stop": keep},
        S.DISCARDING: {A.CONFIRM: _discard_confirmed, A.KEEP: keep, A.BACK: _back, "/stop": keep},
    }
    return {
        (state, trigger): move for state, row in moves.items() for trigger, move in {**early, **row}.items()
    }


MOVES: dict[tuple[State, Trigger], Move] = {
    (MenuState.IDLE, A.REPORT): begin,
    (MenuState.IDLE, "/melden"): begin,
    (MenuState.IDLE, "/report"): begin,
    (MenuState.IDLE, A.RESUME): resume,
    (MenuState.IDLE, TextReceived): begin_with_text,
    (MenuState.IDLE, AttachmentReceived): begin_with_evidence,
    **_question_moves(),
    **_outside_questions(),
}
