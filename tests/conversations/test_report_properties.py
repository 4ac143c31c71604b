"""Any sequence of taps, texts, files, edits, commands and timers: nothing is lost, nothing leaks, nothing breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.actions import Action as A
from conversations.draft import Draft
from conversations.effects import Button, Effect, Revise, Say, SubmitReport, SubmitSupplement, Toast
from conversations.events import (
    AttachmentKind,
    AttachmentReceived,
    ButtonPressed,
    CommandGiven,
    Event,
    EvidenceStored,
    MessageEdited,
    TextReceived,
    TimerRang,
    UnsupportedReceived,
)
from conversations.machine import advance, respond
from conversations.packs.routing import route
from conversations.questions import BY_STATE, QUESTION_STATES, Kind
from conversations.snapshot import FiledState, ReportState, Snapshot, from_json, to_json
from tests.conversations.moments import AT, nonce, setting, snapshot_in

WORDS = "woord-dat-nergens-anders-staat"
SETTING = setting()
ROLES = tuple(SETTING.pack.roles)

_STEPS = st.one_of(
    st.tuples(st.just("tap"), st.integers(0, 30)),
    st.tuples(st.just("text"), st.integers(0, 3)),
    st.tuples(st.just("file"), st.just(0)),
    st.tuples(st.just("edit"), st.integers(0, 20)),
    st.tuples(st.just("command"), st.sampled_from(("stop", "melden", "menu", "mijn", "nood", "taal", "wis"))),
    st.tuples(st.just("timer"), st.sampled_from(("draft-reminder", "draft-warning", "draft-expiry"))),
    st.tuples(st.just("other"), st.just(0)),
    st.tuples(st.just("wait"), st.integers(1, 100)),
)


class Walk:
    """One person walking through the conversation, who taps what is on the screen."""

    def __init__(self) -> None:
        self.snapshot = Snapshot()
        self.at = AT
        self.count = 0
        self.screen: tuple[ButtonPressed, ...] = ()
        self.accepted: dict[int, str] = {}
        self.submitted: list[SubmitReport] = []
        self.effects: list[Effect] = []

    def does(self, step: tuple[str, object]) -> None:
        """Take one step, and check what must hold after it."""
        event = self._event(step)
        if event is None:
            return
        transition = respond(self.snapshot, event, SETTING)
        assert from_json(to_json(transition.snapshot)) == transition.snapshot
        self._note(event, transition.snapshot, transition.effects)
        self._check(transition.snapshot, transition.effects)
        self.snapshot = transition.snapshot

    def _event(self, step: tuple[str, object]) -> Event | None:
        self.count += 1
        name, value = step
        at, n = self.at, nonce(self.count)
        if name == "tap" and isinstance(value, int) and self.screen:
            return replace(self.screen[value % len(self.screen)], at=at, nonce=n)
        if name == "text":
            return TextReceived(at=at, nonce=n, message_id=self.count, text=f"{WORDS} {self.count}")
        if name == "file":
            kind = AttachmentKind.DOCUMENT
            return AttachmentReceived(
                at=at, nonce=n, message_id=self.count, kind=kind, size_bytes=1, caption=WORDS, file_name=WORDS
            )
        if name == "edit" and isinstance(value, int):
            text = f"{WORDS} gewijzigd {self.count}"
            return MessageEdited(at=at, nonce=n, message_id=value, text=text)
        if name == "command":
            return CommandGiven(at=at, nonce=n, message_id=self.count, command=str(value))
        if name == "timer" and self.snapshot.draft:
            return TimerRang(at=at, nonce=n, timer=str(value), subject_id=self.snapshot.draft.draft_id)
        if name == "other":
            return UnsupportedReceived(at=at, nonce=n, message_id=self.count, what="location")
        if name == "wait" and isinstance(value, int):
            self.at += timedelta(hours=value)
        return None

    def _note(self, event: Event, after: Snapshot, effects: Sequence[Effect]) -> None:
        """Remember what was accepted: whatever got no refusal, as long as it was not thrown away or expired."""
        said = {key for e in effects if isinstance(e, Say) for key in e.texts}
        if isinstance(event, TextReceived) and not said & {"not-understood", "report-too-many"}:
            self.accepted[event.message_id] = event.text
        if (
            isinstance(event, MessageEdited)
            and said & {"report-edited"}
            and event.message_id in self.accepted
        ):
            self.accepted[event.message_id] = event.text
        for effect in effects:
            if isinstance(effect, Say | Revise) and effect.to == "" and effect.buttons:
                buttons = [button for row in effect.buttons for button in row]
                self.screen = tuple(self._button(b, effect.scope) for b in buttons)
            if isinstance(effect, SubmitReport):
                self.submitted.append(effect)
            if isinstance(effect, SubmitReport | SubmitSupplement):
                for text in texts_of(effect.draft):
                    self.accepted = {i: t for i, t in self.accepted.items() if t != text}
        if said & {
            "report-discarded",
            "report-expired",
            "report-nothing-kept",
            "cancelled",
            "contact-phone-kept",
        }:
            self.accepted.clear()

    def _button(self, shown: Button, scope: str) -> ButtonPressed:
        return ButtonPressed(
            at=self.at,
            nonce=nonce(0),
            prompt_id="p" * 33,
            action=shown.action,
            argument=shown.argument,
            scope="" if shown.anytime else scope,
        )

    def _check(self, after: Snapshot, effects: Sequence[Effect]) -> None:
        kept = {*texts_of(after.draft), *texts_of(after.supplement)}
        for text in self.accepted.values():
            assert text in kept, f"lost at {after.state}"
        for effect in effects:
            if isinstance(effect, Say | Revise | Toast):
                assert WORDS not in repr(effect), "narrative in a message's arguments"
        references = [s.reference for s in self.submitted]
        assert len(references) == len(set(references))
        assert len({s.draft.draft_id for s in self.submitted}) == len(self.submitted), "sent twice"
        for sent in self.submitted:
            self._check_left_out(sent)

    def _check_left_out(self, sent: SubmitReport) -> None:
        left_out = set(sent.draft.chosen(ReportState.LEFT_OUT))
        assert set(sent.excluded_roles) == left_out
        found = route(SETTING.pack, sent.office, frozenset(sent.excluded_roles))
        assert not left_out & {
            *found.handlers,
            *found.deputies,
            *found.informed,
            *found.informed_on_violence,
            *found.escalation,
            *found.may_also_choose,
        }


def texts_of(draft: Draft | None) -> list[str]:
    """Every text in a draft."""
    return [e.text for entries in draft.entries.values() for e in entries] if draft else []


@settings(max_examples=150, deadline=None)
@given(st.lists(_STEPS, max_size=40))
def test_any_walk_keeps_what_was_accepted(steps: list[tuple[str, object]]) -> None:
    walk = Walk()
    walk.does(("command", "melden"))
    for step in steps:
        walk.does(step)


@settings(max_examples=60, deadline=None)
@given(st.sets(st.sampled_from(ROLES)), st.lists(st.integers(0, 30), max_size=8))
def test_a_role_that_was_left_out_is_never_told(roles: set[str], taps: list[int]) -> None:
    walk = Walk()
    walk.snapshot = snapshot_in(ReportState.LEFT_OUT)
    for role in sorted(roles):
        event = ButtonPressed(at=AT, nonce=nonce(5), prompt_id="p" * 33, action=A.CHOOSE, argument=role)
        walk.snapshot = respond(walk.snapshot, event, SETTING).snapshot
    for tap in taps:
        walk.does(("tap", tap))
    assert walk.snapshot.draft is not None or walk.submitted or walk.snapshot.filed


@pytest.mark.parametrize("state", QUESTION_STATES)
def test_back_undoes_exactly_one_step_and_keeps_the_answer(state: ReportState) -> None:
    here = snapshot_in(state)
    question = BY_STATE[state]
    if question.kind in (Kind.ONE, Kind.SCALE):
        assert here.draft is not None
        option = question.options(here.draft, SETTING.pack, "raadslid")[0]
        event: Event = ButtonPressed(
            at=AT, nonce=nonce(2), prompt_id="p" * 33, action=A.CHOOSE, argument=option
        )
        moved = advance(here, event, SETTING).snapshot
    else:
        text = TextReceived(at=AT, nonce=nonce(2), message_id=77, text="Een antwoord.")
        answered = advance(here, text, SETTING).snapshot
        moved = advance(answered, _tap(A.NEXT), SETTING).snapshot
    assert moved.state != state
    back = advance(moved, _tap(A.BACK), SETTING).snapshot
    assert back.state == state
    assert back.path == here.path
    assert back.draft == moved.draft
    assert back.draft is not None
    assert back.draft.answered(state)


def _tap(action: A) -> ButtonPressed:
    return ButtonPressed(at=AT, nonce=nonce(3), prompt_id="p" * 33, action=action)


@pytest.mark.parametrize("action", [A.REPORT, A.DOUBT, A.CALL_ME, A.WIPE, A.WITHDRAW, A.SUPPLEMENT])
def test_an_addition_that_was_begun_is_not_lost_by_another_button(action: A) -> None:
    writing = snapshot_in(FiledState.SUPPLEMENT)
    tap = replace(_tap(action), argument=writing.about)
    assert texts_of(advance(writing, tap, SETTING).snapshot.supplement) == texts_of(writing.supplement)


def test_a_stored_file_does_not_move_the_conversation() -> None:
    here = snapshot_in(ReportState.EFFECT)
    sent = AttachmentReceived(at=AT, nonce=nonce(4), message_id=5, kind=AttachmentKind.PHOTO, size_bytes=1)
    wanted = advance(here, sent, SETTING)
    attachment = wanted.snapshot.draft.attachments[0] if wanted.snapshot.draft else None
    assert attachment is not None
    stored = EvidenceStored(
        at=AT,
        nonce=nonce(5),
        attachment_id=attachment.attachment_id,
        size_bytes=1,
        sha256="a" * 64,
        message_id=5,
    )
    after = advance(wanted.snapshot, stored, SETTING).snapshot
    assert after.state == here.state
    assert after.draft is not None
    assert after.draft.attachments[0].state == "stored"


def test_an_expired_draft_leaves_another_conversation_alone() -> None:
    writing = replace(snapshot_in(FiledState.SUPPLEMENT), draft=snapshot_in(ReportState.WHEN).draft)
    assert writing.draft is not None
    rang = TimerRang(
        at=AT + timedelta(days=30), nonce=nonce(6), timer="draft-expiry", subject_id=writing.draft.draft_id
    )
    after = advance(writing, rang, SETTING).snapshot
    assert after.draft is None
    assert after.state is FiledState.SUPPLEMENT
    assert after.supplement == writing.supplement


def test_after_a_late_warning_the_draft_stays_as_long_as_was_said() -> None:
    late = AT + timedelta(days=30)
    kept = replace(snapshot_in(ReportState.WHEN))
    assert kept.draft is not None
    warning = TimerRang(at=late, nonce=nonce(7), timer="draft-warning", subject_id=kept.draft.draft_id)
    warned = advance(kept, warning, SETTING).snapshot
    for hours, gone in ((0, False), (23, False), (24, True)):
        rang = replace(warning, timer="draft-expiry", at=late + timedelta(hours=hours))
        assert (advance(warned, rang, SETTING).snapshot.draft is None) is gone
