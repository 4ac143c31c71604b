"""A draft from its opening to its end: how it begins, waits, is changed, and is thrown away or expires.

Owns what happens to the draft as a whole and how a message becomes part of it. Which question comes next stands in
`report`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from conversations import prompts
from conversations.draft import Attachment, Draft, Entry
from conversations.effects import ClearTimers, DropEvidence, Effect, FetchEvidence, Say, SetTimer
from conversations.events import AttachmentReceived, Event, MessageEdited, TextReceived, TimerRang
from conversations.moves import IllegalTransitionError, Setting, Transition, fresh_id, idle, say
from conversations.questions import BY_STATE, QUESTION_STATES
from conversations.snapshot import MenuState, ReportState, Snapshot

S = ReportState

MAX_ENTRIES = 60
MAX_ATTACHMENTS = 40
DRAFT_TIMERS = ("draft-reminder", "draft-warning", "draft-expiry")


def ask_now(snapshot: Snapshot, setting: Setting, *notes: str) -> tuple[Effect, ...]:
    """The prompt for where the person is, with these notes in front."""
    return (prompts.ask(snapshot, setting, *notes),)


def draft_of(snapshot: Snapshot) -> Draft:
    """The open draft. Raises IllegalTransitionError when there is none."""
    if snapshot.draft is None:
        raise IllegalTransitionError("there is no draft")
    return snapshot.draft


def with_text(snapshot: Snapshot, event: Event, step: ReportState) -> Snapshot:
    """The snapshot with this message as an answer, or part of one. Typed words about when replace a tapped choice."""
    assert isinstance(event, TextReceived)
    entry = Entry(
        message_id=event.message_id, text=event.text, at=event.at, forwarded_from=event.forwarded_from
    )
    draft = draft_of(snapshot).with_entry(step, entry)
    if step is S.WHEN:
        draft = draft.with_choice(S.WHEN, (), event.at)
    return replace(snapshot, draft=draft)


def with_file(
    snapshot: Snapshot, event: Event, step: ReportState, setting: Setting
) -> tuple[Snapshot, tuple[Effect, ...]]:
    """The snapshot with this file in the draft, and the job that fetches it; or a word about too many."""
    assert isinstance(event, AttachmentReceived)
    draft = draft_of(snapshot)
    if len(draft.attachments) >= MAX_ATTACHMENTS:
        return snapshot, (too_many(snapshot, setting, "evidence-too-many"),)
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


def is_full(draft: Draft) -> bool:
    """Whether no more messages fit in."""
    return sum(len(entries) for entries in draft.entries.values()) >= MAX_ENTRIES


def too_many(snapshot: Snapshot, setting: Setting, text: str) -> Say:
    """Nothing more fits in: with the buttons of what is asked now, sending among them."""
    limit = MAX_ATTACHMENTS if text == "evidence-too-many" else MAX_ENTRIES
    return say(text, limit=limit, buttons=prompts.ask(snapshot, setting).buttons)


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
    kept = with_text(opened, event, S.WHAT_HAPPENED)
    return Transition(snapshot=kept, effects=(*timers, prompts.safety(kept, setting, "report-text-kept")))


def begin_with_evidence(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A file came while nothing was asked: keep it as evidence, and ask about safety first."""
    if snapshot.draft is not None:
        return _continue_with(snapshot, event, setting)
    opened, timers = open_draft(snapshot, event, setting)
    kept, effects = with_file(opened, event, S.EVIDENCE, setting)
    prompt = prompts.safety(kept, setting, "report-evidence-kept")
    return Transition(snapshot=kept, effects=(*timers, *effects, prompt))


def _continue_with(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Something came while a draft lies waiting: it is added to that draft, which is opened again."""
    resumed = resume(snapshot, event, setting)
    if isinstance(event, TextReceived):
        if is_full(draft_of(snapshot)):
            return resumed.before(say("report-too-many", limit=MAX_ENTRIES))
        state = resumed.snapshot.state
        step = state if state in QUESTION_STATES else S.WHAT_HAPPENED
        kept = with_text(resumed.snapshot, event, ReportState(step))
        return Transition(snapshot=kept, effects=(say("report-added-to-draft"), *ask_now(kept, setting)))
    kept, effects = with_file(resumed.snapshot, event, S.EVIDENCE, setting)
    return Transition(
        snapshot=kept, effects=(*effects, say("report-added-to-draft"), *ask_now(kept, setting))
    )


def resume(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Go on with the draft, where it was left."""
    if snapshot.draft is None:
        raise IllegalTransitionError("there is no draft to go on with")
    if isinstance(snapshot.state, ReportState) and snapshot.state not in (S.STOPPING, S.DISCARDING):
        return Transition(snapshot=snapshot, effects=ask_now(snapshot, setting))
    path = set_aside(snapshot).path
    state = path[-1] if path else _first_open(snapshot.draft, setting)
    resumed = replace(idle(snapshot), state=state, path=path[:-1] if path else ())
    return Transition(snapshot=resumed, effects=ask_now(resumed, setting))


def _first_open(draft: Draft, setting: Setting) -> ReportState:
    if not draft.chosen(S.SAFETY):
        return S.SAFETY
    asked = (s for s in QUESTION_STATES if BY_STATE[s].asked_when(draft, setting.pack))
    return next((s for s in asked if not draft.answered(s)), S.REVIEW)


# ---- keeping and throwing away ---------------------------------------------------------------------------------------


def set_aside(snapshot: Snapshot) -> Snapshot:
    """The snapshot with the draft kept and nothing being asked; the path leads back to where the person was."""
    path = tuple(s for s in (*snapshot.path, snapshot.state) if isinstance(s, ReportState))
    path = tuple(s for s in path if s not in (S.STOPPING, S.DISCARDING, S.PART))
    return replace(idle(snapshot), path=path if snapshot.draft else ())


def keep(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """Keep the draft for later."""
    kept = set_aside(snapshot)
    days = setting.pack.clocks.draft_expiry_days
    return Transition(snapshot=kept, effects=(say("report-kept", buttons=prompts.kept_buttons(), days=days),))


def throw_away(snapshot: Snapshot, event: Event, setting: Setting, text: str) -> Transition:
    """Destroy the draft with its files, and say so."""
    draft_id = draft_of(snapshot).draft_id
    writing = isinstance(snapshot.state, ReportState | MenuState)
    gone = replace(idle(snapshot) if writing else snapshot, draft=None, path=())
    effects: tuple[Effect, ...] = (DropEvidence(draft_id=draft_id), ClearTimers(subject_id=draft_id))
    return Transition(
        snapshot=gone, effects=(*effects, say(text, buttons=prompts.menu_buttons(gone, setting)))
    )


# ---- edits and timers -------------------------------------------------------------------------------------------


def edit(snapshot: Snapshot, event: Event, setting: Setting) -> Transition:
    """A message that belongs to the open draft was changed: so is the answer."""
    assert isinstance(event, MessageEdited)
    draft = snapshot.draft.with_edit(event.message_id, event.text, event.at) if snapshot.draft else None
    if draft is None:
        raise IllegalTransitionError("this message is no part of the draft")
    changed = replace(snapshot, draft=draft)
    if snapshot.state is S.REVIEW:  # what stands above is not what would be sent any more
        return Transition(snapshot=changed, effects=ask_now(changed, setting, "report-edited-review"))
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
    hours = setting.pack.clocks.draft_expiry_warning_hours
    if event.timer == "draft-expiry" and draft.warned_at is not None:
        due = max(due, draft.warned_at + timedelta(hours=hours))
    if due > event.at:
        return Transition(
            snapshot=snapshot,
            effects=(SetTimer(timer=event.timer, subject_id=draft.draft_id, due_at=due),),
        )
    if event.timer == "draft-expiry":
        return throw_away(snapshot, event, setting, "report-expired")
    if event.timer == "draft-warning":
        snapshot = replace(snapshot, draft=replace(draft, warned_at=event.at))
    return Transition(
        snapshot=snapshot, effects=(say(event.timer, buttons=prompts.kept_buttons(), hours=hours),)
    )
