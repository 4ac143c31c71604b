"""Writing a report: safety first, then one question at a time, until the review is sent.

Owns what follows from each answer while a draft is open. Which questions there are stands in `questions`; what
happens with a report after it was sent stands in `filed` and `casework`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from conversations import prompts
from conversations.actions import Action as A
from conversations.draft import Attachment, Draft, Entry
from conversations.effects import (
    ClearTimers,
    DropEvidence,
    Effect,
    FetchEvidence,
    PlanCheckIn,
    Revise,
    SetTimer,
    SubmitReport,
    Toast,
)
from conversations.events import (
    AttachmentReceived,
    ButtonPressed,
    Event,
    MessageEdited,
    TextReceived,
    TimerRang,
)
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
from conversations.pack_routing import NoHandlerError
from conversations.questions import (
    BY_STATE,
    QUESTION_STATES,
    Kind,
    following,
    is_urgent,
    routing_of,
)
from conversations.schedule import plan_check_ins, receipt_due_at
from conversations.snapshot import FiledReport, MenuState, ReportState, Snapshot, State

S = ReportState

MAX_ENTRIES = 60
MAX_ATTACHMENTS = 40
DRAFT_TIMERS = ("draft-reminder", "draft-warning", "draft-expiry")


# ---- opening ----------------------------------------------------------------------------------------------------


def open_draft(snapshot: Snapshot, event: Event, setting: Setting) -> tuple[Snapshot, tuple[Effect, ...]]:
    """A snapshot with an empty draft that waits for the safety answer, and the timers that guard it."""
    draft = Draft(draft_id=fresh_id(event, "draft"), started_at=event.at, touched_at=event.at)
    opened = replace(idle(snapshot), state=S.SAFETY, draft=draft)
    return opened, _draft_timers(draft.draft_id, event.at, setting)


def _draft_timers(draft_id: str, at: datetime, setting: Setting) -> tuple[Effect, ...]:
    clocks = setting.pack.clocks
    expiry = at + timedelta(days=clocks.draft_expiry_days)
    times = {
        "draft-reminder": at + timedelta(hours=clocks.draft_reminder_hours),
        "draft-warning": expiry - timedelta(hours=clocks.draft_expiry_warning_hours),
        "draft-expiry": expiry,
    }
    return tuple(SetTimer(timer=t, subject_id=draft_id, due_at=due) for t, due in times.items())


def begin(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Start a report, or go on with the one that was kept."""
    if snapshot.draft is not None:
        return resume(snapshot, event, setting)
    opened, timers = open_draft(snapshot, event, setting)
    return Transition(snapshot=opened, effects=(*timers, prompts.safety(opened, setting)))


def begin_with_text(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Text came while nothing was asked: keep it as what happened, and ask about safety first."""
    if snapshot.draft is not None:
        return _continue_with(snapshot, event, setting)
    opened, timers = open_draft(snapshot, event, setting)
    kept = _with_text(opened, event, S.WHAT_HAPPENED)
    return Transition(snapshot=kept, effects=(*timers, prompts.safety(kept, setting, "report-text-kept")))


def begin_with_evidence(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A file came while nothing was asked: keep it as evidence, and ask about safety first."""
    if snapshot.draft is not None:
        return _continue_with(snapshot, event, setting)
    opened, timers = open_draft(snapshot, event, setting)
    kept, effects = _with_file(opened, event, S.EVIDENCE)
    prompt = prompts.safety(kept, setting, "report-evidence-kept")
    return Transition(snapshot=kept, effects=(*timers, *effects, prompt))


def _continue_with(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Something came while a draft lies waiting: it is added to that draft, which is opened again."""
    resumed = resume(snapshot, event, setting)
    if isinstance(event, TextReceived):
        state = resumed.snapshot.state
        step = state if state in QUESTION_STATES else S.WHAT_HAPPENED
        kept = _with_text(resumed.snapshot, event, ReportState(step))
        return Transition(snapshot=kept, effects=(say("report-added-to-draft"), *_ask(kept, setting)))
    kept, effects = _with_file(resumed.snapshot, event, S.EVIDENCE)
    return Transition(snapshot=kept, effects=(*effects, say("report-added-to-draft"), *_ask(kept, setting)))


def resume(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Go on with the draft, where it was left."""
    if snapshot.draft is None:
        raise IllegalTransitionError("there is no draft to go on with")
    if isinstance(snapshot.state, ReportState) and snapshot.state not in (S.STOPPING, S.DISCARDING):
        return Transition(snapshot=snapshot, effects=_ask(snapshot, setting))
    path = snapshot.path
    state = path[-1] if path else _first_open(snapshot.draft, setting)
    resumed = replace(idle(snapshot), state=state, path=path[:-1] if path else ())
    return Transition(snapshot=resumed, effects=_ask(resumed, setting))


def _first_open(draft: Draft, setting: Setting) -> ReportState:
    if not draft.chosen(S.SAFETY):
        return S.SAFETY
    asked = (s for s in QUESTION_STATES if BY_STATE[s].asked_when(draft, setting.pack))
    return next((s for s in asked if not draft.answered(s)), S.REVIEW)


# ---- asking -----------------------------------------------------------------------------------------------------


def _ask(snapshot: Snapshot, setting: Setting, *notes: str) -> tuple[Effect, ...]:
    return (prompts.ask(snapshot, setting, *notes),)


def ask_again(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Put the current question once more; nothing changes."""
    return Transition(snapshot=snapshot, effects=_ask(snapshot, setting))


def _go(snapshot: Snapshot, setting: Setting, state: ReportState, *notes: str) -> Transition:
    """Ask the question of this state next; where we were becomes the way back."""
    here = snapshot.state
    path = (*snapshot.path, here) if isinstance(here, ReportState) else snapshot.path
    moved = replace(snapshot, state=state, path=path)
    return Transition(snapshot=moved, effects=_ask(moved, setting, *notes))


def _draft(snapshot: Snapshot) -> Draft:
    if snapshot.draft is None:
        raise IllegalTransitionError("there is no draft")
    return snapshot.draft


# ---- safety -----------------------------------------------------------------------------------------------------


def _safe(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    draft = _draft(snapshot)
    if not draft.chosen(S.SAFETY):
        draft = draft.with_choice(S.SAFETY, ("yes",), event.at)
    known = replace(snapshot, draft=draft)
    return _go(known, setting, S.WHAT_HAPPENED)


def _not_safe(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    draft = _draft(snapshot).with_choice(S.SAFETY, ("no",), event.at)
    return _go(replace(snapshot, draft=draft), setting, S.EMERGENCY)


# ---- answering --------------------------------------------------------------------------------------------------


def _with_text(snapshot: Snapshot, event: Event, step: ReportState) -> Snapshot:
    assert isinstance(event, TextReceived)
    entry = Entry(
        message_id=event.message_id, text=event.text, at=event.at, forwarded_from=event.forwarded_from
    )
    draft = _draft(snapshot).with_entry(step, entry)
    if step is S.WHEN:
        draft = draft.with_choice(S.WHEN, (), event.at)
    return replace(snapshot, draft=draft)


def _with_file(snapshot: Snapshot, event: Event, step: ReportState) -> tuple[Snapshot, tuple[Effect, ...]]:
    assert isinstance(event, AttachmentReceived)
    draft = _draft(snapshot)
    if len(draft.attachments) >= MAX_ATTACHMENTS:
        return snapshot, (say("evidence-too-many", limit=MAX_ATTACHMENTS),)
    attachment = attachment_from(event, step)
    fetch = FetchEvidence(
        attachment_id=attachment.attachment_id,
        message_id=event.message_id,
        draft_id=draft.draft_id,
        album_id=event.album_id,
    )
    return replace(snapshot, draft=draft.with_attachment(attachment)), (fetch,)


def attachment_from(event: AttachmentReceived, step: str) -> Attachment:
    """The attachment that this event brings, with the event's nonce as its id."""
    return Attachment(
        attachment_id=fresh_id(event, "attachment"),
        message_id=event.message_id,
        kind=event.kind,
        step=step,
        at=event.at,
        size_bytes=event.size_bytes,
        content_type=event.content_type,
        file_name=event.file_name,
        caption=event.caption,
        album_id=event.album_id,
        forwarded_from=event.forwarded_from,
    )


def _full(draft: Draft) -> bool:
    return sum(len(entries) for entries in draft.entries.values()) >= MAX_ENTRIES


def _text_answer(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    if _full(_draft(snapshot)):
        return Transition(snapshot=snapshot, effects=(say("report-too-many", limit=MAX_ENTRIES),))
    kept = _with_text(snapshot, event, ReportState(snapshot.state))
    return Transition(snapshot=kept, effects=(prompts.noted(kept, setting),))


def _file_answer(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    kept, effects = _with_file(snapshot, event, ReportState(snapshot.state))
    return Transition(snapshot=kept, effects=effects)


def _early_text(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Text at a moment that does not ask for it (safety, review): it belongs to what happened."""
    if _full(_draft(snapshot)):
        return Transition(snapshot=snapshot, effects=(say("report-too-many", limit=MAX_ENTRIES),))
    kept = _with_text(snapshot, event, S.WHAT_HAPPENED)
    return Transition(snapshot=kept, effects=_ask(kept, setting, "report-text-kept"))


def _early_file(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    kept, effects = _with_file(snapshot, event, S.EVIDENCE)
    return Transition(snapshot=kept, effects=effects)


def _choose_one(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    option = _option(snapshot, event, setting)
    state = ReportState(snapshot.state)
    chosen = when_choice(option, event.at, setting.time_zone) if state is S.WHEN else (option,)
    draft = _draft(snapshot).with_choice(state, chosen, event.at)
    return _onward(replace(snapshot, draft=draft), setting)


def _choose_many(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    assert isinstance(event, ButtonPressed)
    option = _option(snapshot, event, setting)
    state = ReportState(snapshot.state)
    before = _draft(snapshot).chosen(state)
    chosen = tuple(o for o in before if o != option) if option in before else (*before, option)
    changed = replace(snapshot, draft=_draft(snapshot).with_choice(state, chosen, event.at))
    if state is S.LEFT_OUT:
        try:
            routing_of(_draft(changed), setting.pack, setting.person.office)
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
    options = question.options(_draft(snapshot), setting.pack, setting.person.office)
    if event.argument not in options:
        raise IllegalTransitionError("this question has no such option")
    return event.argument


# ---- moving on --------------------------------------------------------------------------------------------------


def _onward(snapshot: Snapshot, setting: Setting) -> Transition:
    """To the next question, or back to the review when one part was being changed."""
    draft, here = _draft(snapshot), ReportState(snapshot.state)
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
    if BY_STATE[state].required and not _draft(snapshot).answered(state):
        return Transition(snapshot=snapshot, effects=(Toast(text="toast-required"),))
    return _onward(snapshot, setting)


def _skip(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    state = ReportState(snapshot.state)
    if BY_STATE[state].required and not _draft(snapshot).answered(state):
        return Transition(snapshot=snapshot, effects=(Toast(text="toast-required"),))
    return _onward(snapshot, setting)


def _back(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    if not snapshot.path:
        return _stop(snapshot, event, setting)
    state = snapshot.path[-1]
    editing = snapshot.editing and state in QUESTION_STATES
    back = replace(snapshot, state=state, path=snapshot.path[:-1], editing=editing)
    return Transition(snapshot=back, effects=_ask(back, setting))


def _to_review(snapshot: Snapshot, setting: Setting) -> Transition:
    path = snapshot.path
    while path and path[-1] in (S.REVIEW, S.PART):
        path = path[:-1]
    here = ReportState(snapshot.state)
    if not snapshot.editing and here not in (S.REVIEW, S.PART):
        path = (*path, here)
    reviewed = replace(snapshot, state=S.REVIEW, path=path, editing=False)
    return Transition(snapshot=reviewed, effects=_ask(reviewed, setting))


def _send_now(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    if not _draft(snapshot).answered(S.WHAT_HAPPENED):
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
    if _draft(snapshot).is_empty():
        return _throw_away(snapshot, event, setting, "report-nothing-kept")
    return _go(snapshot, setting, S.STOPPING)


def set_aside(snapshot: Snapshot) -> Snapshot:
    """The snapshot with the draft kept and nothing being asked; the path leads back to where the person was."""
    path = tuple(s for s in (*snapshot.path, snapshot.state) if isinstance(s, ReportState))
    path = tuple(s for s in path if s not in (S.STOPPING, S.DISCARDING, S.PART))
    return replace(idle(snapshot), path=path if snapshot.draft else ())


def _keep(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    kept = set_aside(snapshot)
    days = setting.pack.clocks.draft_expiry_days
    return Transition(snapshot=kept, effects=(say("report-kept", buttons=prompts.kept_buttons(), days=days),))


def _discard(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    return _go(snapshot, setting, S.DISCARDING)


def _discard_confirmed(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    return _throw_away(snapshot, event, setting, "report-discarded")


def _throw_away(snapshot: Snapshot, event: Event, setting: Setting, text: str) -> Transition:
    draft_id = _draft(snapshot).draft_id
    gone = replace(idle(snapshot), draft=None)
    effects: tuple[Effect, ...] = (DropEvidence(draft_id=draft_id), ClearTimers(subject_id=draft_id))
    return Transition(
        snapshot=gone, effects=(*effects, say(text, buttons=prompts.menu_buttons(gone, setting)))
    )


# ---- sending ----------------------------------------------------------------------------------------------------


def _send(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    draft = _draft(snapshot)
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
    )
    submit = SubmitReport(
        draft=draft,
        reference=reference,
        office=office,
        urgent=urgent,
        excluded_roles=draft.chosen(S.LEFT_OUT),
    )
    sent = replace(idle(snapshot), draft=None, filed=(*snapshot.filed, filed))
    check_ins = _check_ins(draft, reference, event, setting)
    return Transition(
        snapshot=sent,
        effects=(
            submit,
            ClearTimers(subject_id=draft.draft_id),
            *check_ins,
            prompts.sent(
                draft, reference, check_ins, receipt_due_at(event.at, urgent=urgent, pack=pack), setting
            ),
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


# ---- edits and timers -------------------------------------------------------------------------------------------


def edit(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A message that belongs to the open draft was changed: so is the answer."""
    assert isinstance(event, MessageEdited)
    draft = snapshot.draft.with_edit(event.message_id, event.text, event.at) if snapshot.draft else None
    if draft is None:
        raise IllegalTransitionError("this message is no part of the draft")
    changed = replace(snapshot, draft=draft)
    return Transition(snapshot=changed, effects=(say("report-edited"),))


def draft_timer(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A reminder, a warning or the expiry of a draft; counted again from the last answer."""
    assert isinstance(event, TimerRang)
    draft = snapshot.draft
    if draft is None or draft.draft_id != event.subject_id:
        return Transition(snapshot=snapshot)
    due = {
        e.timer: e.due_at
        for e in _draft_timers(draft.draft_id, draft.touched_at, setting)
        if isinstance(e, SetTimer)
    }[event.timer]
    if due > event.at:
        return Transition(
            snapshot=snapshot,
            effects=(SetTimer(timer=event.timer, subject_id=draft.draft_id, due_at=due),),
        )
    if event.timer == "draft-expiry":
        return _throw_away(snapshot, event, setting, "report-expired")
    hours = setting.pack.clocks.draft_expiry_warning_hours
    return Transition(
        snapshot=snapshot, effects=(say(event.timer, buttons=prompts.kept_buttons(), hours=hours),)
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
            A.KEEP: _keep,
            A.DISCARD: _discard,
            A.BACK: _back,
            A.STOP: _stop,
            "/stop": _stop,
        },
        S.PART: {A.CHANGE_PART: _change_part, A.BACK: _back, A.STOP: _stop, "/stop": _stop},
        S.STOPPING: {A.KEEP: _keep, A.DISCARD: _discard, A.BACK: _back, "/stop": _keep},
        S.DISCARDING: {A.CONFIRM: _discard_confirmed, A.KEEP: _keep, A.BACK: _back, "/stop": _keep},
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

TIMERS: dict[str, Callable[[Snapshot, Event, Setting], Transition]] = dict.fromkeys(DRAFT_TIMERS, draft_timer)
